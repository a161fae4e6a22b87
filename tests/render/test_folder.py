from __future__ import annotations

import json
from pathlib import Path

import pytest

from geonews.errors import UsageError
from geonews.render.folder import write_map_folder
from tests.render.samples import JINJA_RESULT, atlas, caucasus, hostile, many
from tests.render.test_map import Elements


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_texts_lie_beside_the_page(tmp_path: Path) -> None:
    target = tmp_path / "map"
    write_map_folder(target, many(25), atlas=atlas(), per_file=10)
    assert files(target) == ["index.html", "texts/00000.js", "texts/00001.js", "texts/00002.js"]
    page = Elements((target / "index.html").read_text("utf-8"))
    assert "geonews-texts" not in page.islands()
    assert "خبر رقم" not in (target / "index.html").read_text("utf-8")
    assert page.islands()["geonews-config"]["texts_per_file"] == 10
    last = (target / "texts" / "00002.js").read_text("utf-8")
    assert last.startswith("geonewsTexts(2,{")
    assert len(json.loads(last.removeprefix("geonewsTexts(2,").removesuffix(");\n"))["id"]) == 5


def test_only_such_a_page_may_run_scripts_beside_it(tmp_path: Path) -> None:
    write_map_folder(tmp_path / "map", caucasus(), atlas=atlas())
    policy = Elements((tmp_path / "map" / "index.html").read_text("utf-8")).policy()
    assert "'self'; style-src" in policy
    assert "unsafe-eval" not in policy


def test_hostile_texts_cannot_leave_their_script(tmp_path: Path) -> None:
    write_map_folder(tmp_path / "map", hostile(), atlas=atlas())
    script = (tmp_path / "map" / "texts" / "00000.js").read_text("utf-8")
    assert "<" not in script
    assert "javascript:" not in script
    assert JINJA_RESULT not in script
    json.loads(script.removeprefix("geonewsTexts(0,").removesuffix(");\n"))


def test_map_that_was_there_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "map"
    write_map_folder(target, many(25), atlas=atlas(), per_file=10)
    write_map_folder(target, many(5), atlas=atlas(), per_file=10)
    assert files(target) == ["index.html", "texts/00000.js"]
    assert list(tmp_path.iterdir()) == [target]


def test_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "map"
    target.mkdir()
    (target / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"thesis\.docx"):
        write_map_folder(target, caucasus(), atlas=atlas())
    assert files(target) == ["thesis.docx"]


def test_failure_leaves_the_old_map(tmp_path: Path) -> None:
    target = tmp_path / "map"
    write_map_folder(target, many(5), atlas=atlas())
    with pytest.raises(UsageError):
        write_map_folder(target, caucasus(), atlas=atlas(), lang="xx")
    assert "index.html" in files(target)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["missing/map", "file"])
def test_place_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="folder"):
        write_map_folder(tmp_path / name, caucasus(), atlas=atlas())
