"""A store of a million events: ``python -m benchmarks.store [EVENTS]``.

The same questions go to the embedded store, to a table of geopandas in memory with its spatial
index, and, where PostgreSQL with PostGIS is installed, to a server: by our own interface, and by
the plain SQL that a user of PostGIS would write, which knows nothing of areas and refuses nothing.
A million events take some ten minutes and two gigabytes of disk.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import shapely

from benchmarks.analysis import read_seeds
from benchmarks.million import realistic_events
from benchmarks.rows import Row
from geonews.events import to_events
from geonews.gazetteer import Gazetteer
from geonews.geo import BBox, circle
from geonews.model import Analysis, Event, EventType, Interval, TimePrecision
from geonews.pipeline import Pipeline
from geonews.query import Near, Query, Region, find_region
from geonews.store import CountBy, EventStore
from geonews.territory import Atlas

__all__ = ["benchmark_store"]

_TARGET_MS = 100
_COUNT_TARGET_MS = 500
_OPEN_TARGET_MS = 20
_DOCUMENTS, _DOCUMENTS_TARGET = 1_000, 500
_REPEATS = 5
_EXPORT = """
import re, sys
from geonews.cli import main
main(["export", "--store", sys.argv[1], "-o", sys.argv[2], "--quiet"])
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
"""In a process of its own, which tells the most memory that it took, in kB."""

_DAMASCUS = Near(lon=36.29, lat=33.51, km=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question in each of its forms."""

    name: str
    query: Query
    sql: str
    """Condition for a user of PostGIS."""

    values: tuple[Any, ...]
    select: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]


class _Answer(NamedTuple):
    """How many events the embedded store found, and in how many seconds, warm."""

    count: int
    seconds: float
    seconds_as_table: float


def benchmark_store(count: int = 1_000_000) -> Iterator[Row]:
    """Yield what a store of so many events takes, beside the others."""
    with tempfile.TemporaryDirectory(prefix="geonews-") as made:
        path = Path(made) / "events.gpkg"
        yield from _loading(path, count)
        with EventStore.open(path) as store:
            # Before the table of all of them fills the memory of this process.
            answers = [(question, _ask(question, store)) for question in _questions()]
            frame = store.to_geodataframe(Query())
            server = _server(Path(made) / "server", count)
            try:
                yield from _loaded_on(server)
                for question, answer in answers:
                    yield from _compared(question, answer, frame, server)
                yield from _counted(store, server)
            finally:
                if server:
                    server.stop()
        yield from _exported(path)


def _loading(path: Path, count: int) -> Iterator[Row]:
    events = list(realistic_events(min(count, 50_000)))
    seconds = min(_load_seconds(events, path.with_name(f"{n}.gpkg")) for n in range(_REPEATS))
    yield _against("ready events put", len(events) / seconds, "events/s", 20_000, more=True)
    yield from _documents(path.with_name("documents.gpkg"))
    with EventStore.open(path, create=True) as store:
        seconds = _seconds(lambda: store.load(realistic_events(count)))
    yield Row(
        name=f"store of {count:,} events made",
        value=f"{seconds:.0f} s, {path.stat().st_size / 1e6:.0f} MB",
    )
    opened = min(_seconds(lambda: EventStore.open(path).close()) for _ in range(_REPEATS))
    yield _against("store opened", 1000 * opened, "ms", _OPEN_TARGET_MS)


def _load_seconds(events: Sequence[Event], path: Path) -> float:
    with EventStore.open(path, create=True) as store:
        return _seconds(lambda: store.load(events))


def _documents(path: Path) -> Iterator[Row]:
    """Put the seed articles again and again under other ids, in other words, of other days."""
    pipeline = Pipeline.packaged()
    seeds = [pipeline.analyze(document) for document in read_seeds()]
    told = list(islice(cycle(seeds), _DOCUMENTS))
    retold = [_retold(analysis, number) for number, analysis in enumerate(told)]
    with EventStore.open(path, create=True) as store:
        seconds = _seconds(lambda: [store.add(*each) for each in retold])
    events = sum(len(each[1]) for each in retold)
    name = f"documents put, a transaction each, {events / _DOCUMENTS:.1f} events in one"
    yield _against(name, _DOCUMENTS / seconds, "documents/s", _DOCUMENTS_TARGET, more=True)


def _retold(analysis: Analysis, number: int) -> tuple[Analysis, list[Event]]:
    day = date(2024, 1, 1) + timedelta(days=number % 365)
    words = len(analysis.document.text.split())
    text = " ".join(f"{number}-{word}" for word in range(words))  # no two alike
    document = replace(analysis.document, id=f"told-{number}", text=text, published=day)
    when = Interval(start=day, end=day, precision=TimePrecision.DAY)
    events = [
        replace(event, id=f"{number}-{event.id}", when=when, sources=())
        for event in to_events(analysis)
    ]
    return replace(analysis, document=document), events


def _server(folder: Path, count: int) -> Any:
    """Return a server that holds the same events, None where there is none."""
    from tests.store import postgres

    if postgres.programs() is None:
        return None
    folder.mkdir()
    server: Any = postgres.Server(folder, options=("listen_addresses=''", "shared_buffers=512MB"))
    server.start()
    with EventStore.open(server.address, create=True) as store:
        server.seconds = _seconds(lambda: store.load(realistic_events(count)))
        store.vacuum()
    return server


def _loaded_on(server: Any) -> Iterator[Row]:
    told = f"{server.seconds:.0f} s" if server else "not run: no PostgreSQL with PostGIS here"
    yield Row(name="the same on a server", value=told)
    yield Row(name="DuckDB with its spatial extension", value="not run: it comes by network only")


def _questions() -> Iterator[Question]:
    gazetteer, atlas = Gazetteer.packaged(), Atlas.packaged()

    def region(name: str) -> Region:
        return find_region(name, gazetteer=gazetteer, atlas=atlas)

    lebanon = region("لبنان").geometry.bounds
    yield Question(
        name="country box, a year",
        query=Query(bbox=BBox(*lebanon), since=date(2022, 1, 1), until=date(2022, 12, 31)),
        sql='geom && ST_MakeEnvelope(%s, %s, %s, %s, 4326) AND "from" BETWEEN %s AND %s',
        values=(*lebanon, "2022-01-01", "2022-12-31"),
        select=lambda frame: _year(frame.iloc[frame.sindex.query(shapely.box(*lebanon))], 2022),
    )
    iraq = region("العراق")
    yield Question(
        name="country, a year, one type",
        query=Query(
            region=iraq,
            since=date(2020, 1, 1),
            until=date(2020, 12, 31),
            types=frozenset({EventType.ASSAULT}),
        ),
        sql="(country = 'IQ' OR ST_Intersects(geom, ST_GeomFromWKB(%s, 4326))) "
        "AND \"from\" BETWEEN %s AND %s AND type = 'ASSAULT'",
        values=(iraq.geometry.wkb, "2020-01-01", "2020-12-31"),
        select=lambda frame: _typed(_year(_within(frame, iraq.geometry), 2020)),
    )
    for name, asked in (
        ("province", region("محافظة نينوى")),
        ("contested territory", region("قره باغ")),
    ):
        yield Question(
            name=name,
            query=Query(region=asked),
            sql="(place_id = %s OR ST_Intersects(geom, ST_GeomFromWKB(%s, 4326)))",
            values=(asked.place_id, asked.geometry.wkb),
            select=lambda frame, asked=asked: _within(frame, asked.geometry),  # type: ignore[misc]
        )
    yield Question(
        name="100 km about a city",
        query=Query(near=_DAMASCUS),
        sql="ST_DWithin(geom::geography, ST_MakePoint(%s, %s)::geography, %s) "
        "AND geom && ST_Expand(ST_SetSRID(ST_MakePoint(%s, %s), 4326), 1.2)",
        values=(36.29, 33.51, 100_000, 36.29, 33.51),
        select=lambda frame: _within(frame, circle(lon=36.29, lat=33.51, km=100)),
    )
    yemen = region("اليمن")
    yield Question(
        name="word in a country",
        query=Query(region=yemen, text="زلزال"),
        sql="words && %s AND (country = 'YE' OR ST_Intersects(geom, ST_GeomFromWKB(%s, 4326)))",
        values=(["زلزال"], yemen.geometry.wkb),
        select=lambda frame: (lambda found: found[found.summary.str.contains("زلزال")])(
            _within(frame, yemen.geometry)
        ),
    )


def _within(frame: gpd.GeoDataFrame, geometry: Any) -> gpd.GeoDataFrame:
    return frame.iloc[frame.sindex.query(geometry, predicate="intersects")]


def _year(frame: gpd.GeoDataFrame, year: int) -> gpd.GeoDataFrame:
    return frame[frame["from"].dt.year == year]


def _typed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame[frame["type"] == "ASSAULT"]


def _ask(question: Question, store: EventStore) -> _Answer:
    spent, found = _best(lambda: list(store.query(question.query)))
    as_table, table = _best(lambda: store.to_geodataframe(question.query))
    assert len(table) == len(found), f"{question.name}: {len(found)} events, {len(table)} rows"
    return _Answer(len(found), spent, as_table)


def _compared(
    question: Question, answer: _Answer, frame: gpd.GeoDataFrame, server: Any
) -> Iterator[Row]:
    spent, as_table = 1000 * answer.seconds, 1000 * answer.seconds_as_table
    in_memory, rows = _best(lambda: question.select(frame))
    others = [f"geopandas in memory {1000 * in_memory:.0f} ms ({len(rows)})"]
    ratio = None
    if server:
        ours, same = _on_server(question, server)
        assert len(same) == answer.count, f"{question.name}: file {answer.count}, {len(same)}"
        plain, tuples = _plain(question, server)
        ratio = answer.seconds / plain
        others += [
            f"PostGIS, plain SQL {1000 * plain:.0f} ms ({len(tuples)})",
            f"our store on it {1000 * ours:.0f} ms",
        ]
    yield Row(
        name=f"{question.name}: {answer.count} events",
        value=f"{spent:.0f} ms, as a table {as_table:.0f} (target {_TARGET_MS})",
        baseline=", ".join(others),
        ratio=ratio,
    )


def _on_server(question: Question, server: Any) -> tuple[float, list[Any]]:
    with EventStore.open(server.address) as store:
        return _best(lambda: list(store.query(question.query)))


def _plain(question: Question, server: Any) -> tuple[float, list[Any]]:
    import psycopg

    sql = f'SELECT * FROM geonews.events WHERE {question.sql} ORDER BY "from" DESC, id'  # noqa: S608
    with psycopg.connect(server.address) as connection:
        return _best(lambda: connection.execute(sql.encode(), question.values).fetchall())


def _counted(store: EventStore, server: Any) -> Iterator[Row]:
    for name, query in (
        ("count by country", Query()),
        ("count by country since 2023", Query(since=date(2023, 1, 1))),
    ):
        spent, _ = _best(lambda query=query: store.count_by(query, CountBy.COUNTRY))  # type: ignore[misc]
        told, ratio = "", None
        if server:
            plain, _ = _best(lambda name=name: _count_plain(server, since="since" in name))  # type: ignore[misc]
            told, ratio = f"PostGIS, plain SQL {1000 * plain:.0f} ms", spent / plain
        value = f"{1000 * spent:.0f} ms (target {_COUNT_TARGET_MS})"
        yield Row(name=name, value=value, baseline=told, ratio=ratio)


def _count_plain(server: Any, *, since: bool) -> list[Any]:
    import psycopg

    where = "WHERE \"from\" >= '2023-01-01'" if since else ""
    sql = f"SELECT country, count(*) FROM geonews.events {where} GROUP BY country"  # noqa: S608
    with psycopg.connect(server.address) as connection:
        return connection.execute(sql.encode()).fetchall()


def _exported(path: Path) -> Iterator[Row]:
    for suffix in ("geojson", "parquet"):
        target = path.with_suffix(f".{suffix}")
        arguments = [sys.executable, "-c", _EXPORT, str(path), str(target)]
        start = time.perf_counter()
        run = subprocess.run(arguments, check=True, capture_output=True, text=True)  # noqa: S603
        yield Row(
            name=f"export of all as {suffix}",
            value=f"{time.perf_counter() - start:.0f} s, {int(run.stdout) / 1024:.0f} MB of memory",
            baseline=f"target 300 MB; the file {target.stat().st_size / 1e6:.0f} MB",
        )


def _against(name: str, value: float, unit: str, target: float, *, more: bool = False) -> Row:
    return Row(
        name=name,
        value=f"{value:,.0f} {unit}",
        baseline=f"target {target:,.0f} {unit}{' or more' if more else ''}",
        ratio=target / value if more else value / target,
    )


def _best(ask: Callable[[], Any]) -> tuple[float, Any]:
    """Return the least seconds of several, and the answer."""
    answer, best = None, float("inf")
    for _ in range(_REPEATS):
        answer = None  # to let go of the last one is not part of asking again
        start = time.perf_counter()
        answer = ask()
        best = min(best, time.perf_counter() - start)
    return best, answer


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for row in benchmark_store(count):
        ratio = "" if row.ratio is None else f"ratio {row.ratio:.2f}"
        print(f"{row.name:<40} {row.value:<34} {ratio:<12} {row.baseline}", flush=True)


if __name__ == "__main__":
    main()
