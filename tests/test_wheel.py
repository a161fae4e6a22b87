"""The wheel holds all that is needed, and works without a network."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gazetteer.build import is_current

ROOT = Path(__file__).parent.parent
MOST_MEGABYTES = 60

MEMBERS = [
    "geonews/py.typed",
    "geonews/data/gazetteer.sqlite",
    "geonews/data/names.marisa",
    "geonews/data/sounds.marisa",
    "geonews/data/transliteration.tsv",
    "geonews/data/territories.json",
    "geonews/data/basemap.json",
    "geonews/data/leaflet.js",
    "geonews/data/leaflet.css",
    "geonews/data/manifest.json",
    "geonews/toponyms/cues.toml",
    "geonews/events/ontology.toml",
    "geonews/events/lexicon.toml",
    "geonews/render/static/app.css",
    "geonews/render/labels/ar.json",
    "geonews/render/labels/en.json",
]

# Any attempt to connect is an error: what was installed must do without.
OFFLINE = """
import socket, sys

def refuse(*_):
    raise AssertionError("the network was asked for")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
sys.path.insert(0, sys.argv[1])
import geonews
from geonews import Document, Gazetteer, Pipeline

assert geonews.__file__.startswith(sys.argv[1]), geonews.__file__
print(Gazetteer.packaged().lookup("القاهرة")[0].place.name_en)
analysis = Pipeline.packaged().analyze(Document(id="1", text="وصل الوزير إلى باكو."))
print(analysis.mentions[0].place.name_en, analysis.events[0].type)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: pip install -e '.[test]'")
    if not is_current():
        pytest.skip("geonews/data is out of date: python gazetteer/build.py")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("member", MEMBERS)
def test_wheel_holds(wheel: Path, member: str) -> None:
    assert member in zipfile.ZipFile(wheel).namelist()


def test_wheel_carries_licence_and_notice(wheel: Path) -> None:
    names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist()}
    assert {"LICENSE", "NOTICE"} <= names


def test_wheel_is_not_too_large(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST_MEGABYTES * 1024 * 1024


def test_wheel_works_without_a_network(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["Cairo", "Baku", "CONSULT"]
