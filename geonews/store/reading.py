"""Find the events that answer a query, in order, and count them.

First the indexes choose candidates, and of these only where they are is read; what SQL cannot
decide is decided for thousands at once (`geonews.query.Sieve`). Then the answers themselves are
read, a few hundred at a time. Where the candidates of a place are few, they are read whole instead,
all together, and put in order here: to look each of them up twice takes longer.
"""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import compress, islice
from operator import itemgetter
from typing import Any

import numpy as np

from geonews.errors import StoreError
from geonews.model import Event
from geonews.query import ManyWhereabouts, Query, Sieve
from geonews.store.database import Database
from geonews.store.rows import COLUMNS, event_of_row
from geonews.store.search import condition, of_columns, places

__all__ = ["collector_at_rest", "count", "keys_of", "read_rows", "select", "walk"]

LonLat = tuple[float, float] | tuple[None, None]
Coordinates = np.ndarray[Any, np.dtype[np.float64]]

_NEWEST_FIRST = 'coalesce("from", "to") DESC NULLS LAST, id'

_CANDIDATES_AT_ONCE = 20_000
_EVENTS_AT_ONCE = 500
_ROWS_AT_ONCE = 2_000

_FEW = 20_000
"""Candidates that are read together: with all their columns some forty megabytes."""

_MANY = 10_000
"""Answers whose rows no memory of pages would hold."""

_WHERE = ("geom", "place_id", "country", "extent_km", "where_precision")
_where_of = itemgetter(*(COLUMNS.index(name) for name in _WHERE))
_ID, _FROM, _TO = (COLUMNS.index(name) for name in ("id", "from", "to"))


def select(database: Database, query: Query) -> Iterator[Event]:
    """Yield the answers, newest first, undated last, then by id."""
    if _are_few(database, query):
        with collector_at_rest():
            events = _few(database, query)
        yield from events
        return
    for rows in _in_turn(database, query):
        with collector_at_rest():
            events = list(_events(database, rows, _coordinates(database, rows)))
        yield from events


def read_rows(database: Database, query: Query) -> Iterator[list[Any]]:
    """Yield the rows of the answers (`COLUMNS`) in their order, several at a time."""
    if _are_few(database, query):
        answers = [row for rows, _ in _whole(database, query) for row in rows]
        order = _order([_day(row) for row in answers], [row[_ID] for row in answers])
        yield [answers[at] for at in order[query.offset :]]
    else:
        yield from _in_turn(database, query)


def _few(database: Database, query: Query) -> list[Event]:
    """Return the answers in order; what a row held is let go of as soon as its event is made."""
    events: list[Event] = []
    days: list[str] = []
    ids: list[str] = []
    for rows, coordinates in _whole(database, query):
        events += _events(database, rows, coordinates)
        days += map(_day, rows)
        ids += map(itemgetter(_ID), rows)
    return [events[at] for at in _order(days, ids)[query.offset :]]


def _order(days: Sequence[str], ids: Sequence[str]) -> list[int]:
    """Return the indices of answers newest first, undated last, then by id."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    order.sort(key=days.__getitem__, reverse=True)
    return order


def _day(row: Sequence[Any]) -> str:
    """Return the day that a row is in order by, empty where it has none."""
    day: str = row[_FROM] or row[_TO] or ""
    return day


def _in_turn(database: Database, query: Query) -> Iterator[list[Any]]:
    """Yield the rows of the answers, looked up by their keys."""
    keys, columns = keys_of(database, query), database.selected(COLUMNS)
    with database.in_passing() if len(keys) > _MANY else nullcontext():
        for start in range(0, len(keys), _EVENTS_AT_ONCE):
            wanted = keys[start : start + _EVENTS_AT_ONCE].tolist()
            these = database.among("fid", wanted)
            sql = f"SELECT fid, {columns} FROM events WHERE {these.sql}"
            found = {row[0]: row[1:] for row in database.execute(sql, these.parameters)}
            yield [found[key] for key in wanted]


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the garbage collector wait: of what is made here by the thousand nothing is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _are_few(database: Database, query: Query) -> bool:
    """Tell whether one of the places asked for has few candidates, and all answers are wanted."""
    if query.limit is not None:
        return False
    counts = (
        database.execute(
            f"SELECT count(*) FROM (SELECT * FROM ({keys.sql}) AS found LIMIT {_FEW + 1}) AS few",
            keys.parameters,
        ).fetchone()[0]
        for keys in places(query, database)
    )
    return any(count <= _FEW for count in counts)


def _whole(database: Database, query: Query) -> Iterator[tuple[list[Any], Iterable[LonLat]]]:
    """Yield the rows of the answers in no order, read with all that they hold, and their points."""
    where, columns = condition(query, database), database.selected(COLUMNS)
    narrow = database.narrow if of_columns(query) else ""
    sieve, sql = Sieve(query), f"SELECT {columns} FROM events {narrow} WHERE {where.sql}"
    cursor = database.execute(sql, where.parameters)
    while rows := cursor.fetchmany(_EVENTS_AT_ONCE):
        found = _whereabouts(database, *zip(*map(_where_of, rows), strict=True))
        passes = sieve.passes(found)
        yield list(compress(rows, passes)), _pairs(found.lon[passes], found.lat[passes])


def keys_of(database: Database, query: Query) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the keys of the answers (``fid``) in order."""
    where, sieve = condition(query, database), Sieve(query)
    if not sieve.is_spatial:
        # A few of the newest are found soonest in the order of their days.
        by_day = not where.parameters or (query.limit is not None and not query.text)
        narrow = "" if by_day else database.narrow
        sql = f"SELECT fid FROM events {narrow} WHERE {where.sql} ORDER BY {_NEWEST_FIRST}"
        parameters = where.parameters
        if query.limit is not None or query.offset:
            sql += " LIMIT ? OFFSET ?"
            parameters += (_most(query.limit), query.offset)
        rows = _in_batches(database.execute(sql, parameters))
        return _keys(number for row in rows for (number,) in row)
    sql = (
        f"SELECT fid, {database.selected(_WHERE)} FROM events {database.narrow} "
        f"WHERE {where.sql} ORDER BY {_NEWEST_FIRST}"
    )
    batches = _in_batches(database.execute(sql, where.parameters))
    passed = (number for rows in batches for number in _passed(database, sieve, rows))
    last = None if query.limit is None else query.offset + query.limit
    return _keys(islice(passed, query.offset, last))


def walk(
    database: Database, sql: str, *, key: str = "fid", at_once: int = _ROWS_AT_ONCE
) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table in the order of their keys, without holding on to it between.

    Parameters
    ----------
    database
        Where the table is.
    sql
        A statement that selects the key first, up to and without its order; with a condition.
    key
        The key's name in it.
    at_once
        Rows that are read together.
    """
    last = 0
    while rows := database.execute(
        f"{sql} AND {key} > ? ORDER BY {key} LIMIT ?", (last, at_once)
    ).fetchall():
        yield from rows
        last = rows[-1][0]


def count(database: Database, query: Query) -> int:
    """Return how many answers there are."""
    if Sieve(query).is_spatial:
        return len(keys_of(database, query))
    where = condition(query, database)
    sql = f"SELECT count(*) FROM events {database.narrow} WHERE {where.sql}"
    (found,) = database.execute(sql, where.parameters).fetchone()
    return max(0, min(int(found) - query.offset, _most(query.limit)))


def _most(limit: int | None) -> int:
    return 2**62 if limit is None else limit


def _keys(numbers: Iterator[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.fromiter(numbers, dtype=np.int64)


def _in_batches(cursor: Any) -> Iterator[list[Any]]:
    while rows := cursor.fetchmany(_CANDIDATES_AT_ONCE):
        yield rows


def _passed(database: Database, sieve: Sieve, rows: Sequence[Any]) -> Iterator[int]:
    """Yield the keys of those candidates that are where the query asks."""
    numbers, *where = zip(*rows, strict=True)
    return compress(numbers, sieve.passes(_whereabouts(database, *where)))


def _whereabouts(
    database: Database,
    geometries: Sequence[Any],
    places: Sequence[str | None],
    countries: Sequence[str],
    extents: Sequence[float],
    precisions: Sequence[int | None],
) -> ManyWhereabouts:
    """Return where events are, of their columns `_WHERE`."""
    try:
        lon, lat = database.points(geometries)
    except ValueError as error:
        raise StoreError(
            f"an event in {database.name!r} has a damaged place ({error}): restore the store, "
            "or ingest anew"
        ) from error
    return ManyWhereabouts(
        place_id=places,
        country=countries,
        lon=lon,
        lat=lat,
        extent_km=np.array(extents, dtype=float),
        where_precision=np.array([precision or 0 for precision in precisions], dtype=float),
    )


def _events(
    database: Database, rows: Sequence[Any], coordinates: Iterable[LonLat]
) -> Iterator[Event]:
    """Yield the events of rows of `COLUMNS` and their points."""
    for row, (lon, lat) in zip(rows, coordinates, strict=True):
        try:
            event = event_of_row(row, lon=lon, lat=lat)
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(database, row, error) from error
        yield event


def _coordinates(database: Database, rows: Sequence[Any]) -> Iterable[LonLat]:
    """Return the points of rows."""
    try:
        return _pairs(*database.points([row[0] for row in rows]))
    except ValueError:
        return (_point(database, row) for row in rows)  # which finds the one that is damaged


def _pairs(lon: Coordinates, lat: Coordinates) -> Iterable[LonLat]:
    """Return longitudes and latitudes in pairs, None where they are NaN."""
    pairs = zip(lon.tolist(), lat.tolist(), strict=True)
    if np.isnan(lon).any():
        return ((x, y) if x == x else (None, None) for x, y in pairs)  # NaN is not itself
    return pairs


def _point(database: Database, row: Sequence[Any]) -> LonLat:
    try:
        point = database.point(row[0])
    except ValueError as error:
        raise _damaged(database, row, error) from error
    return point or (None, None)


def _damaged(database: Database, row: Sequence[Any], error: Exception) -> StoreError:
    return StoreError(
        f"event {row[_ID]!r} in {database.name!r} is damaged ({error}): restore the store, "
        "or ingest anew"
    )
