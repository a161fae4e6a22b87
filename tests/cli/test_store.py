"""``geonews store``, counts and pages: what is printed, and with which exit code."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ARTICLES = str(Path(__file__).parents[2] / "seeds" / "articles")


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the seed articles."""
    from geonews.cli import main

    path = tmp_path_factory.mktemp("held") / "events.gpkg"
    assert main(["ingest", ARTICLES, "--store", str(path), "--quiet"]) == 0
    return path


def test_info_counts_what_is_held(run: Run, held: Path) -> None:
    done = run("store", "info", held, "--format", "json")
    told = json.loads(done.out)
    assert done.code == 0
    assert (told["documents"], told["name"]) == (61, str(held))
    assert told["events"] > told["placed"] > 100
    assert told["first"] < told["last"]
    table = run("store", "info", held)
    assert "المقالات" in table.out
    assert "documents" in run("store", "info", held, "--lang", "en").out


@pytest.mark.parametrize(
    ("by", "some"),
    [
        ("country", ("EG", "مصر")),
        ("admin1", ("admin1:YE.04", "حضرموت")),
        ("territory", ("geonews:gaza-strip", "قطاع غزة")),
        ("type", ("ASSAULT", "هجوم")),
        ("month", ("2025-01", "2025-01")),
        ("source", ("", "غير معروف")),
    ],
)
def test_counts_add_up_to_the_answers(run: Run, held: Path, by: str, some: tuple[str, str]) -> None:
    done = run("query", "--store", held, "--count-by", by, "--format", "csv")
    rows = list(csv.reader(done.out.splitlines()))
    assert done.code == 0
    assert rows[0] == [by, "name", "count"]
    assert some in {(key, name) for key, name, _ in rows[1:]}
    numbers = [int(number) for key, _, number in rows[1:] if key]
    assert numbers == sorted(numbers, reverse=True)
    if by != "territory":
        answers = run("query", "--store", held, "--format", "jsonl", "--quiet")
        assert sum(int(row[2]) for row in rows[1:]) == len(answers.out.splitlines())


def test_counts_obey_filters(run: Run, held: Path) -> None:
    asked = ("query", "--store", held, "--region", "مصر")
    done = run(*asked, "--count-by", "country", "--format", "jsonl", "--lang", "en")
    (record,) = map(json.loads, done.out.splitlines())
    answers = run(*asked, "--format", "jsonl", "--quiet").out.splitlines()
    assert record == {"country": "EG", "name": "Egypt", "count": len(answers)}


def test_counts_are_no_geojson(run: Run, held: Path) -> None:
    done = run("query", "--store", held, "--count-by", "type", "--format", "geojson")
    assert done.code == 2
    assert "table, csv, jsonl" in done.err


def test_pages_follow_each_other(run: Run, held: Path) -> None:
    def ids(*options: str) -> list[str]:
        done = run("query", "--store", held, "--format", "jsonl", "--quiet", *options)
        return [json.loads(line)["id"] for line in done.out.splitlines()]

    pages = [ids("--limit", "100", "--offset", str(start)) for start in range(0, 500, 100)]
    assert [id_ for page in pages for id_ in page] == ids()
    assert ids("--region", "مصر", "--offset", "2") == ids("--region", "مصر")[2:]
    refused = run("query", "--store", held, "--offset", "x")
    assert (refused.code, "offset 'x'" in refused.err) == (2, True)


def test_merge_puts_stores_together_and_may_be_repeated(
    run: Run, held: Path, tmp_path: Path
) -> None:
    into = tmp_path / "all.gpkg"
    first = run("store", "merge", into, held)
    again = run("store", "merge", into, held)
    assert (first.code, again.code) == (0, 0)
    assert "61 added" in first.err
    assert "61 unchanged" in again.err
    asked = ("--format", "jsonl", "--quiet")
    assert run("query", "--store", into, *asked).out == run("query", "--store", held, *asked).out
    assert run("store", "check", into).code == 0
    refused = run("store", "merge", into, into)
    assert (refused.code, "into itself" in refused.err) == (2, True)


def test_merge_makes_nothing_where_a_store_is_missing(run: Run, held: Path, tmp_path: Path) -> None:
    done = run("store", "merge", tmp_path / "all.gpkg", held, tmp_path / "none.gpkg")
    assert (done.code, len(done.lines)) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_check_names_what_is_wrong(run: Run, held: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.gpkg"
    run("store", "merge", path, held)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM rtree_events_geom WHERE id < 50")
    connection.execute("DELETE FROM documents WHERE fid = 1")
    connection.commit()
    connection.close()
    done = run("store", "check", path)
    assert done.code == 1
    assert "index of places" in done.out
    assert "faults" in done.err


def test_vacuum_gives_room_back(run: Run, held: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.gpkg"
    run("store", "merge", path, held)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE waste AS SELECT randomblob(2000000) AS filler")
    connection.execute("DROP TABLE waste")
    connection.commit()
    connection.close()
    before = path.stat().st_size
    assert run("store", "vacuum", path).code == 0
    assert path.stat().st_size < before - 1_500_000


@pytest.mark.parametrize("action", ["info", "check", "vacuum"])
def test_missing_store_is_one_line(run: Run, tmp_path: Path, action: str) -> None:
    done = run("store", action, tmp_path / "none.gpkg")
    assert done.code == 1
    assert "does not exist" in done.err
    assert len(done.err.splitlines()) == 1
