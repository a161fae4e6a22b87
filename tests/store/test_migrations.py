"""A store of former tables is brought up to date, once, with what it holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from geonews.errors import StoreError
from geonews.query import Query
from geonews.store import EventStore, schema, sqlite
from tests.samples import make_analysis, make_event


def former(path: Path, monkeypatch: pytest.MonkeyPatch, version: int) -> None:
    """Make a store as the geonews of that version made it."""
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        patch.setattr(sqlite, "SCHEMA_VERSION", version)
        patch.setattr(sqlite.SqliteDatabase, "narrow", "")
        with EventStore.open(path, create=True) as store:
            store.add(make_analysis("doc-1"), [make_event(), make_event(id="e-2")])


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION))
def test_former_store_keeps_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    path = tmp_path / "events.gpkg"
    former(path, monkeypatch, version)
    for _ in range(2):
        with EventStore.open(path) as store:
            assert {event.id for event in store.query(Query())} == {"e-baku", "e-2"}
            assert store.info().schema_version == schema.SCHEMA_VERSION
            assert list(store.check()) == []
    connection = sqlite3.connect(path)
    recorded = connection.execute("SELECT version, applied FROM schema_version ORDER BY 1")
    rows = recorded.fetchall()
    connection.close()
    assert [number for number, _ in rows] == list(range(1, schema.SCHEMA_VERSION + 1))
    assert all(applied for _, applied in rows)


def test_second_writer_waits_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.gpkg"
    EventStore.open(path, create=True).close()
    monkeypatch.setattr(sqlite, "_BUSY_SECONDS", 0.05)
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    with EventStore.open(path) as store:
        with pytest.raises(StoreError, match="being written by another program") as caught:
            store.add(make_analysis(), [make_event()])
        assert "\n" not in str(caught.value)
        assert store.count(Query()) == 0  # readers go on
        writing.execute("COMMIT")
        store.add(make_analysis(), [make_event()])
        assert store.count(Query()) == 1
    writing.close()


def test_answers_are_those_of_one_moment(tmp_path: Path) -> None:
    with EventStore.open(tmp_path / "events.gpkg", create=True) as store:
        store.load(make_event(id=f"e-{number:04d}") for number in range(1500))
        answers = store.query(Query())
        first = next(answers)
        store.load([make_event(id="e-later")])
        store.load([make_event(id="e-1400", title="عنوان آخر")])
        rest = list(answers)
        assert len(rest) == 1499
        assert {event.title for event in (first, *rest)} == {make_event().title}
        assert store.count(Query()) == 1501
