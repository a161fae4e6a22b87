"""The packaged data is what a rebuild makes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gazetteer.build import HERE, OVERLAY, TARGET, build, input_digest
from gazetteer.report import readme
from geonews.resources import DATA_FORMAT, read_json

FILES = (
    "territories.json",
    "basemap.json",
    "leaflet.js",
    "leaflet.css",
    "names.marisa",
    "sounds.marisa",
    "transliteration.tsv",
)
TABLES = ("place", "name", "area", "demonym", "not_place", "origin")


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("data")
    build(target)
    return target


def test_manifest_names_the_present_inputs():
    manifest = read_json("manifest.json")
    assert manifest["inputs"] == input_digest(), "run python gazetteer/build.py"
    assert manifest["format"] == DATA_FORMAT


@pytest.mark.parametrize("name", FILES)
def test_rebuilt_file_is_the_packaged_one(rebuilt, name):
    assert (rebuilt / name).read_bytes() == (TARGET / name).read_bytes()


@pytest.mark.parametrize("table", TABLES)
def test_rebuilt_table_is_the_packaged_one(rebuilt, table):
    with sqlite3.connect(TARGET / "gazetteer.sqlite") as packaged:
        packaged.execute("ATTACH ? AS fresh", [str(rebuilt / "gazetteer.sqlite")])
        for one, other in (("main", "fresh"), ("fresh", "main")):
            difference = packaged.execute(
                f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table} LIMIT 3"  # noqa: S608
            ).fetchall()
            assert difference == []


def test_every_row_has_an_origin_with_a_licence():
    with sqlite3.connect(TARGET / "gazetteer.sqlite") as data:
        orphans = data.execute(
            "SELECT DISTINCT source FROM (SELECT source FROM place UNION SELECT source FROM name) "
            "WHERE source NOT IN (SELECT number FROM origin WHERE licence <> '')"
        ).fetchall()
    assert orphans == []


def test_packaged_data_is_small():
    # A wheel may hold 100 MB at most, and a newsroom's laptop is not asked for more than this.
    assert sum(path.stat().st_size for path in TARGET.iterdir()) < 60_000_000


def test_readme_of_the_gazetteer_counts_the_packaged_data():
    assert (HERE / "README.md").read_text(encoding="utf-8") == readme(TARGET, OVERLAY)
