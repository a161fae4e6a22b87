"""Adding, asking, and what survives."""

from __future__ import annotations

import gc
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas
import pyogrio
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st

from geonews.errors import StoreError
from geonews.export import to_geodataframe
from geonews.geo import BBox
from geonews.model import Event, EventType, Interval, TimePrecision
from geonews.query import Near, Query, matches
from geonews.store import AddOutcome, AddStatus, EventStore, frame, reading
from geonews.store.geopackage import register_functions
from tests.samples import (
    DAY,
    HOSTILE,
    ON_A_BUSY_MACHINE,
    events,
    karabakh_status,
    make_analysis,
    make_event,
    make_source,
    queries,
)
from tests.store.conftest import Place

ALL = Query()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.gpkg"


TABLES = (
    "documents", "mentions", "sketches", "bands", "reports", "unmerged", "provenance",
    "schema_version",
)  # fmt: skip


def fill(store: EventStore, *told: Event, document_id: str = "doc-1") -> list[Event]:
    """Add events under one document and return them as that document tells them."""
    own = [replace(event, sources=(make_source(document_id),)) for event in told]
    store.add(make_analysis(document_id), own)
    return own


def newest_first(found: list[Event]) -> list[Event]:
    def day(event: Event) -> int:
        when = event.when
        first = (when.start or when.end) if when else None
        return -first.toordinal() if first else 0

    return sorted(found, key=lambda event: (day(event), event.id))


def test_event_comes_back_as_it_went_in(place: Place) -> None:
    event = make_event(
        territories=(karabakh_status(),),
        when=Interval(start=None, end=date(2024, 8, 1), precision=TimePrecision.APPROX),
    )
    unplaced = make_event(
        id="e-none", lat=None, lon=None, place_id=None, where_precision=None, when=None, mode=None
    )
    with EventStore.open(place, create=True) as store:
        told = fill(store, event, unplaced)
    with EventStore.open(place) as store:
        assert list(store.query(ALL)) == told
        assert store.count(ALL) == 2


def test_point_nearer_to_the_edge_than_the_index_tells_is_found(place: Place) -> None:
    box = BBox(west=1.0, south=0.0, east=-2.2250738585e-313, north=1.0)
    with EventStore.open(place, create=True) as store:
        fill(
            store,
            make_event(id="e-0", lat=0.0, lon=-1.4e-188),
            make_event(id="e-1", lat=0.0, lon=0.0),
        )
        assert [event.id for event in store.query(Query(bbox=box))] == ["e-0"]


@settings(ON_A_BUSY_MACHINE, max_examples=80)
@given(
    told=st.lists(events(), min_size=1, max_size=12, unique_by=lambda event: event.id),
    query=queries(),
)
def test_store_answers_what_matches_decides(
    new_place: Callable[[], Place], told: list[Event], query: Query
) -> None:
    with EventStore.open(new_place(), create=True) as store:
        told = fill(store, *told)
        expected = newest_first([event for event in told if matches(event, query)])[: query.limit]
        assert list(store.query(query)) == expected
        assert store.count(query) == len(expected)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Query(bbox=BBox(170, -30, -170, 0)), ["fiji", "line", "samoa"]),
        (Query(bbox=BBox(170, -30, 180, 0)), ["fiji", "line"]),
        (Query(near=Near(lon=0, lat=89, km=300)), ["pole"]),
        (Query(near=Near(lon=-179.9, lat=-17.7, km=300)), ["fiji", "line"]),
        (Query(text="الانفجار"), ["fiji"]),
        (Query(types=frozenset({EventType.AID})), ["pole"]),
        (Query(since=date(2024, 9, 1)), ["pole"]),
        (Query(limit=2), ["pole", "fiji"]),
    ],
)
def test_query_finds_over_date_line_and_pole(place: Place, query: Query, ids: list[str]) -> None:
    later = Interval(start=date(2024, 9, 1), end=None, precision=TimePrecision.MONTH)
    with EventStore.open(place, create=True) as store:
        fill(
            store,
            make_event(id="fiji", lon=178.0, lat=-17.7, title="انفجار"),
            make_event(id="samoa", lon=-172.1, lat=-13.8),
            make_event(id="line", lon=-180.0, lat=-16.0),
            make_event(id="pole", lon=170.0, lat=89.9, type=EventType.AID, when=later),
            make_event(id="baku"),
        )
        assert [event.id for event in store.query(query)] == (
            ids if query.limit is None else ["pole", "baku"]
        )


def test_same_document_twice_changes_nothing(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        first = store.add(make_analysis(), [make_event()])
        before = held(store)
        again = store.add(make_analysis(), [make_event()])
        assert first == AddOutcome(status=AddStatus.ADDED, new=1)
        assert again == AddOutcome(status=AddStatus.UNCHANGED)
        assert held(store) == before


def test_changed_text_replaces_only_what_the_document_told(place: Place) -> None:
    shared, own, other = (make_event(id=name) for name in ("e-shared", "e-own", "e-other"))
    with EventStore.open(place, create=True) as store:
        fill(store, shared, own, document_id="doc-1")
        fill(store, replace(shared, confidence=0.5), other, document_id="doc-2")
        assert by_id(store)["e-shared"].confidence == 0.88
        changed = make_analysis("doc-1", text="نص آخر عن باكو وما حولها")
        new = make_event(id="e-new", sources=(make_source("doc-1"),))
        outcome = store.add(changed, [new])
        assert outcome == AddOutcome(status=AddStatus.REPLACED, new=1, removed=1)
        left = by_id(store)
        assert set(left) == {"e-shared", "e-other", "e-new"}
        assert left["e-shared"].sources == (make_source("doc-2"),)
        assert left["e-shared"].confidence == 0.5
        assert store.count(Query(text="باكو")) == 3
        assert store.info().documents == 2


def test_other_versions_of_the_stages_read_the_document_anew(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        store.add(make_analysis(), [make_event()], versions={"events": "1"})
        again = store.add(make_analysis(), [make_event()], versions={"events": "2"})
        assert again == AddOutcome(status=AddStatus.REPLACED)
        assert store.count(ALL) == 1


def test_source_is_made_from_the_document_where_the_event_names_none(place: Place) -> None:
    analysis = make_analysis("doc-9", url="javascript:alert(1)")
    with EventStore.open(place, create=True) as store:
        store.add(analysis, [make_event(sources=())])
        (event,) = store.query(ALL)
    assert event.sources == (make_source("doc-9", url=""),)


@pytest.mark.parametrize("text", [*HOSTILE, "\x01\x1b[31m", "", "a" * 100_000])
def test_hostile_text_survives_literally(place: Place, text: str) -> None:
    event = make_event(
        id=f"e{text}",
        title=text,
        summary=text,
        place_ar=text,
        place_en=text,
        place_id=text,
        country=text,
        mode=text,
        sources=(make_source(f"d{text}", title=text, url=text),),
    )
    with EventStore.open(place, create=True) as store:
        store.add(make_analysis(f"d{text}", text=text or " "), [event])
        assert list(store.query(ALL)) == [event]
        assert list(store.query(Query(text=f"{text} e"))) == []
        assert store.info().documents == 1


def test_nul_survives_in_a_file_and_is_replaced_on_a_server(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        store.add(make_analysis(text="a\0b"), [make_event(title="a\0b")])
        (found,) = store.query(ALL)
    assert found.title == ("a\0b" if isinstance(place, Path) else "a\ufffdb")


def test_failed_add_leaves_nothing_behind(path: Path) -> None:
    with EventStore.open(path, create=True) as store:
        fill(store, make_event())
        before = dump(path)
        lone_surrogate = make_event(id="e-2", title="\ud800")
        with pytest.raises(StoreError, match="not Unicode"):
            store.add(make_analysis("doc-2"), [make_event(id="e-1"), lone_surrogate])
        assert dump(path) == before
        assert fill(store, make_event(id="e-3"), document_id="doc-3")


_WRITER = """
import sys
from geonews.store import EventStore
from tests.samples import make_analysis, make_event
with EventStore.open(sys.argv[1], create=True) as store:
    for n in range(100_000):
        store.add(make_analysis(f"doc-{n}"), [make_event(id=f"e-{n}-{m}") for m in range(20)])
        print(n, flush=True)
"""


def test_killed_writer_leaves_whole_documents(path: Path) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, cwd=root
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(5)]
        writer.send_signal(signal.SIGKILL)
    with EventStore.open(path) as store:
        info = store.info()
        assert info.documents >= len(told)
        assert info.events == 20 * info.documents
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    (indexed,) = connection.execute("SELECT count(*) FROM rtree_events_geom").fetchone()
    (worded,) = connection.execute("SELECT count(*) FROM event_words").fetchone()
    connection.close()
    assert indexed == worded == info.events


def test_two_writers_take_turns(place: Place) -> None:
    with EventStore.open(place, create=True) as one, EventStore.open(place) as two:
        for n in range(5):
            fill(one, make_event(id=f"a-{n}"), document_id=f"a-{n}")
            fill(two, make_event(id=f"b-{n}"), document_id=f"b-{n}")
        assert one.count(ALL) == two.count(ALL) == 10


def test_info_tells_what_is_held(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        assert (store.info().events, store.info().first) == (0, None)
        fill(store, make_event(), make_event(id="e-2", lon=None, lat=None, when=None))
        info = store.info()
    assert (info.documents, info.events, info.placed) == (1, 2, 1)
    assert (info.first, info.last) == (DAY.start, DAY.end)
    assert info.bytes > 0


def test_open_refuses_what_is_no_store(tmp_path: Path) -> None:
    text, empty, other = (tmp_path / name for name in ("a.gpkg", "b.gpkg", "c.gpkg"))
    text.write_text("not a database, and long enough to have a header" * 10)
    empty.touch()
    frame = geopandas.GeoDataFrame(
        {"a": [1]}, geometry=geopandas.points_from_xy([1], [2]), crs=4326
    )
    frame.to_file(other)
    for path, create in ((text, False), (text, True), (empty, False), (other, True)):
        with pytest.raises(StoreError, match="is no event store"):
            EventStore.open(path, create=create)
    for path in (tmp_path / "absent.gpkg", tmp_path):
        with pytest.raises(StoreError, match="does not exist"):
            EventStore.open(path)
    with pytest.raises(StoreError, match="folder"):
        EventStore.open(tmp_path / "no" / "such.gpkg", create=True)
    with EventStore.open(empty, create=True) as store:
        assert store.count(ALL) == 0


def test_open_refuses_a_newer_schema(path: Path) -> None:
    EventStore.open(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO schema_version (version) VALUES (999)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="install a newer geonews"):
        EventStore.open(path)


def test_file_that_may_not_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EventStore.open(path, create=True) as store:
        told = fill(store, make_event())
    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr("geonews.store.sqlite.os.access", lambda *_: False)
    with EventStore.open(path) as store:
        assert list(store.query(ALL)) == told
        with pytest.raises(StoreError, match="may not be written"):
            fill(store, make_event(id="e-2"), document_id="doc-2")
    assert list(path.parent.iterdir()) == [path]


def test_damaged_event_is_named(path: Path) -> None:
    with EventStore.open(path, create=True) as store:
        fill(store, make_event())
    connection = sqlite3.connect(path)
    register_functions(connection)
    connection.execute("UPDATE events SET sources = 'not json'")
    connection.commit()
    connection.close()
    with EventStore.open(path) as store, pytest.raises(StoreError, match=r"'e-baku'.*damaged"):
        list(store.query(ALL))


@pytest.mark.parametrize("few", [20_000, 1], ids=["together", "in turn"])
@pytest.mark.parametrize(
    "query",
    [ALL, Query(near=Near(lon=49.9, lat=40.4, km=50)), Query(text="xyzzy")],
    ids=["all", "placed", "none"],
)
def test_table_is_that_of_the_events(
    place: Place, query: Query, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_FEW", few)
    monkeypatch.setattr(frame, "_ROWS_IN_FRAME", 2)
    with EventStore.open(place, create=True) as store:
        fill(
            store,
            make_event(),
            make_event(id="e-2", territories=(karabakh_status(),), extent_km=2.5),
            make_event(id="e-3", when=None, mode=None, place_id=None, where_precision=None),
            make_event(id="e-4", lon=None, lat=None, title=HOSTILE[0]),
        )
        table, events = store.to_geodataframe(query), list(store.query(query))
    assert_geodataframe_equal(table, to_geodataframe(events))
    assert table["id"].tolist() == [event.id for event in events]


def test_damaged_value_is_told_of_a_table(path: Path) -> None:
    with EventStore.open(path, create=True) as store:
        fill(store, make_event())
    connection = sqlite3.connect(path)
    register_functions(connection)
    connection.execute("UPDATE events SET extent_km = 'wide'")
    connection.commit()
    connection.close()
    with EventStore.open(path) as store, pytest.raises(StoreError, match=r"damaged.*store check"):
        store.to_geodataframe(ALL)


def test_garbage_collector_goes_on_after_an_answer(path: Path) -> None:
    with EventStore.open(path, create=True) as store:
        fill(store, make_event())
        for _ in store.query(Query(near=Near(lon=49.9, lat=40.4, km=50))):
            assert gc.isenabled()
        gc.disable()
        try:
            list(store.query(ALL))
            assert not gc.isenabled()
        finally:
            gc.enable()


def test_closed_store_cannot_be_asked(place: Place) -> None:
    store = EventStore.open(place, create=True)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        list(store.query(ALL))


def test_file_is_a_geopackage_that_gdal_opens(path: Path) -> None:
    with EventStore.open(path, create=True) as store:
        told = fill(
            store, make_event(), make_event(id="e-2", lon=None, lat=None), make_event(id="e-3")
        )
    layers = dict(pyogrio.list_layers(path))
    assert layers == {
        "events": "Point",
        **dict.fromkeys(TABLES),
    }
    frame = geopandas.read_file(path, layer="events").set_index("id").loc[[e.id for e in told]]
    assert frame.crs == "EPSG:4326"
    assert list(frame.geometry.isna()) == [False, True, False]
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (49.89201, 40.37767)
    assert list(frame["title"]) == [event.title for event in told]
    assert frame["from"].iloc[0].isoformat()[:10] == "2024-08-18"
    assert len(geopandas.read_file(path, layer="events", bbox=(49, 40, 50, 41))) == 2
    assert list(geopandas.read_file(path, layer="documents")["id"]) == ["doc-1"]


def test_file_has_what_the_standard_requires(path: Path) -> None:
    with EventStore.open(path, create=True) as store:
        fill(store, make_event(), make_event(id="e-2", lon=-10.5, lat=2.0))
    connection = sqlite3.connect(path)
    assert path.read_bytes()[68:72] == b"GPKG"
    assert connection.execute("PRAGMA user_version").fetchone() == (10300,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    systems = connection.execute("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1").fetchall()
    assert systems == [(-1,), (0,), (4326,)]
    contents = connection.execute(
        "SELECT data_type, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents "
        "WHERE table_name = 'events'"
    ).fetchone()
    assert contents == ("features", -10.5, 2.0, 49.89201, 40.37767, 4326)
    geometry = connection.execute("SELECT * FROM gpkg_geometry_columns").fetchall()
    assert geometry == [("events", "geom", "POINT", 4326, 0, 0)]
    extensions = connection.execute(
        "SELECT table_name, column_name, extension_name, scope FROM gpkg_extensions"
    ).fetchall()
    assert extensions == [("events", "geom", "gpkg_rtree_index", "write-only")]
    triggers = connection.execute(
        "SELECT replace(name, 'rtree_events_geom_', '') FROM sqlite_master "
        "WHERE type = 'trigger' ORDER BY 1"
    ).fetchall()
    assert [name for (name,) in triggers] == [
        "delete", "insert", "update2", "update4", "update5", "update6", "update7",
    ]  # fmt: skip
    connection.close()


def test_another_program_may_move_and_delete_events(path: Path) -> None:
    """GDAL's edits keep the spatial index, through the triggers in the file."""
    with EventStore.open(path, create=True) as store:
        fill(store, make_event(), make_event(id="e-2"))
    frame = geopandas.read_file(path, layer="events").iloc[:1].copy()
    frame["id"] = "e-3"
    frame.geometry = geopandas.points_from_xy([10.0], [20.0])
    pyogrio.write_dataframe(frame, path, layer="events", append=True)
    with EventStore.open(path) as store:
        assert store.count(Query(bbox=BBox(9, 19, 11, 21))) == 1
        fill(store, replace(make_event(id="e-3"), lon=-60.0, lat=5.0), document_id="doc-3")
        assert store.count(Query(bbox=BBox(9, 19, 11, 21))) == 0
        assert store.count(Query(bbox=BBox(-61, 4, -59, 6))) == 1


def held(store: EventStore) -> tuple[object, ...]:
    info = store.info()
    return info.documents, info.events, list(store.query(ALL)), list(store.check())


def by_id(store: EventStore) -> dict[str, Event]:
    return {event.id: event for event in store.query(ALL)}


def dump(path: Path) -> list[str]:
    """Return the content of every table; what FTS5 and R-tree keep inside comes along."""
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines
