"""A store on a server, as the command line meets it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from geonews.cli import main
from geonews.errors import MissingExtraError, StoreError, UsageError
from geonews.query import Query
from geonews.store import EventStore
from tests.samples import make_analysis, make_event

ARTICLES = Path(__file__).parents[1] / "cli" / "articles.jsonl"


def test_commands_take_an_address(
    server: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    address, file = f"{server}&schema=commands", str(tmp_path / "events.gpkg")
    for store in (address, file):
        assert main(["ingest", str(ARTICLES), "--store", store, "--quiet"]) == 0
    answers = []
    for store in (address, file):
        capsys.readouterr()
        assert main(["query", "--store", store, "--format", "jsonl", "--quiet"]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    assert len(answers[0].splitlines()) > 5
    for by in ("country", "territory", "month", "source", "type", "admin1"):
        asked = ["query", "--count-by", by, "--format", "jsonl", "--store"]
        counts = []
        for store in (address, file):
            capsys.readouterr()
            assert main([*asked, store]) == 0
            counts.append(capsys.readouterr().out)
        assert counts[0] == counts[1], by
    page = tmp_path / "map.html"
    assert main(["map", "--store", address, "-o", str(page), "--quiet"]) == 0
    assert page.stat().st_size > 100_000
    assert main(["store", "check", address]) == 0
    capsys.readouterr()
    assert main(["store", "info", address, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] > 3


def test_stores_move_between_a_file_and_a_server(server: str, tmp_path: Path) -> None:
    file, there, back = tmp_path / "a.gpkg", f"{server}&schema=moved", tmp_path / "b.gpkg"
    with EventStore.open(file, create=True) as store:
        store.add(make_analysis("doc-1"), [make_event(), make_event(id="e-2")])
        store.load([make_event(id="e-ready", title='"quoted", \\ and\ttabbed\nlines')])
        told = list(store.query(Query()))
    for source, target in ((file, there), (there, back)):
        with EventStore.open(source) as one, EventStore.open(target, create=True) as other:
            other.absorb(one)
            assert list(other.query(Query())) == told
            assert list(other.check()) == []
            other.vacuum()


def test_who_asks_in_sql_finds_points_and_dates(server: str) -> None:
    import psycopg

    with EventStore.open(f"{server}&schema=plain", create=True) as store:
        store.add(make_analysis("doc-1"), [make_event()])
    with psycopg.connect(server) as connection:
        row = connection.execute(
            "SELECT ST_X(geom), ST_SRID(geom), \"from\" - 1, sources -> 0 ->> 'document_id' "
            "FROM plain.events WHERE ST_DWithin(geom::geography, "
            "ST_MakePoint(49.9, 40.4)::geography, 5000)"
        ).fetchone()
    assert row is not None
    assert (row[0], row[1], row[2].isoformat(), row[3]) == (49.89201, 4326, "2024-08-17", "doc-1")


def test_newer_tables_are_refused(server: str) -> None:
    import psycopg

    address = f"{server}&schema=newer"
    EventStore.open(address, create=True).close()
    with psycopg.connect(server) as connection:
        connection.execute("INSERT INTO newer.schema_version (version) VALUES (999)")
    with pytest.raises(StoreError, match="install a newer geonews"):
        EventStore.open(address)


def test_what_is_not_there_is_said_in_one_line(server: str) -> None:
    with pytest.raises(StoreError, match="does not exist") as caught:
        EventStore.open(f"{server}&schema=nothing")
    assert "\n" not in str(caught.value)
    with pytest.raises(UsageError, match="letters, digits"):
        EventStore.open(f"{server}&schema=a;drop", create=True)
    with pytest.raises(StoreError, match="check the address") as caught:
        EventStore.open("postgresql://me:secret@127.0.0.1:1/none")
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtraError, match=r"geonews\[postgis\]"):
        EventStore.open("postgresql://localhost/none")
