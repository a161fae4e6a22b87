"""The events that answer a query as a GeoDataFrame, out of their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from geonews.errors import StoreError
from geonews.frames import frame_of_columns
from geonews.query import Query
from geonews.store.database import Database
from geonews.store.reading import collector_at_rest, read_rows
from geonews.store.rows import COLUMNS

__all__ = ["to_geodataframe"]

_ROWS_IN_FRAME = 50_000
"""Rows that wait to become a table: as tuples they take twice the memory."""


def to_geodataframe(database: Database, query: Query) -> gpd.GeoDataFrame:
    """Return the answers in order; see `geonews.store.EventStore.to_geodataframe`."""
    with collector_at_rest():
        frames = [_frame(database, rows) for rows in _gathered(read_rows(database, query))]
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _gathered(batches: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """Yield the rows of batches in larger ones, at least one."""
    waiting: list[Any] = []
    for rows in batches:
        if len(waiting) + len(rows) > _ROWS_IN_FRAME and waiting:
            yield waiting
            waiting = []
        waiting += rows
    yield waiting


def _frame(database: Database, rows: Sequence[Any]) -> gpd.GeoDataFrame:
    geometries, *values = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    try:
        lon, lat = database.points(geometries)
        return frame_of_columns(dict(zip(COLUMNS[1:], values, strict=True)), lon=lon, lat=lat)
    except (TypeError, ValueError) as error:
        raise StoreError(
            f"an event in {database.name!r} is damaged ({error}): geonews store check tells "
            "which; restore the store, or ingest anew"
        ) from error
