"""Find the events that answer a query, in order, and count them.

First the indexes choose candidates, and of these only where they are is read; what SQL cannot
decide is decided for thousands at once (`geonews.query.Sieve`). Then the answers themselves are
read, a few hundred at a time.
"""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, islice
from typing import Any

import numpy as np

from geonews.errors import StoreError
from geonews.model import Event
from geonews.query import ManyWhereabouts, Query, Sieve
from geonews.store.database import Database
from geonews.store.rows import COLUMNS, event_of_row
from geonews.store.search import condition

__all__ = ["count", "keys_of", "select", "walk"]

_NEWEST_FIRST = 'coalesce("from", "to") DESC NULLS LAST, id'

_CANDIDATES_AT_ONCE = 20_000
_EVENTS_AT_ONCE = 500
_ROWS_AT_ONCE = 2_000

_WHERE = ("geom", "place_id", "country", "extent_km", "where_precision")


def select(database: Database, query: Query) -> Iterator[Event]:
    """Yield the answers, newest first, undated last, then by id."""
    keys = keys_of(database, query)
    columns = database.selected(COLUMNS)
    for start in range(0, len(keys), _EVENTS_AT_ONCE):
        wanted = [int(key) for key in keys[start : start + _EVENTS_AT_ONCE]]
        these = database.among("fid", wanted)
        sql = f"SELECT fid, {columns} FROM events WHERE {these.sql}"
        found = {row[0]: row for row in database.execute(sql, these.parameters)}
        for key in wanted:
            yield _event(database, found[key])


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
    numbers, geometries, places, countries, extents, precisions = zip(*rows, strict=True)
    try:
        lon, lat = database.points(geometries)
    except ValueError as error:
        raise StoreError(
            f"an event in {database.name!r} has a damaged place ({error}): restore the store, "
            "or ingest anew"
        ) from error
    where = ManyWhereabouts(
        place_id=places,
        country=countries,
        lon=lon,
        lat=lat,
        extent_km=np.array(extents, dtype=float),
        where_precision=np.array([precision or 0 for precision in precisions], dtype=float),
    )
    return compress(numbers, sieve.passes(where))


def _event(database: Database, row: Sequence[Any]) -> Event:
    try:
        return event_of_row(row[1:], database.point(row[1]))
    except (KeyError, TypeError, ValueError) as error:
        name = row[1 + COLUMNS.index("id")]
        raise StoreError(
            f"event {name!r} in {database.name!r} is damaged ({error}): restore the store, "
            "or ingest anew"
        ) from error
