"""GeoParquet 1.1 written table by table, with the boxes by which readers skip row groups."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["write_frames"]

_VERSION = "1.1.0"
_ROWS_IN_GROUP = 8_000
"""Rows from which on a row group is written."""


def write_frames(path: Path, frames: Iterable[gpd.GeoDataFrame]) -> None:
    """Write tables of the same columns into one file, several to a row group.

    Small tables keep the memory small, in which pandas holds a text many times over; row groups
    of a fair size keep the file small and quick to read.

    geopandas writes the first, and with it what GeoParquet says of the columns; only the box
    about all is not known before the last.
    """
    bounds: list[tuple[float, ...]] = []
    waiting: list[pa.Table] = []
    # Arrow's own allocator keeps what it was given: half as much memory again.
    usual = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    writer: pq.ParquetWriter | None = None
    geo: dict[str, object] = {}
    try:
        for frame in frames:
            table, geo = _table(frame)
            if frame.geometry.notna().any():
                bounds.append(tuple(frame.total_bounds))
            if writer is None:
                writer = pq.ParquetWriter(path, table.schema, compression="zstd")
            waiting.append(table.cast(writer.schema))
            if sum(part.num_rows for part in waiting) >= _ROWS_IN_GROUP:
                _write_group(writer, waiting)
        if writer is not None:
            if waiting:
                _write_group(writer, waiting)
            writer.add_key_value_metadata({"geo": json.dumps(_about_all(geo, bounds))})
    finally:
        if writer is not None:
            writer.close()
        pa.set_memory_pool(usual)


def _write_group(writer: pq.ParquetWriter, waiting: list[pa.Table]) -> None:
    """Write the tables that wait as one row group, and let go of them."""
    writer.write_table(pa.concat_tables(waiting))
    waiting.clear()


def _table(frame: gpd.GeoDataFrame) -> tuple[pa.Table, dict[str, object]]:
    """Return a table as geopandas would write it, and its metadata apart."""
    written = io.BytesIO()
    frame.to_parquet(written, index=False, schema_version=_VERSION, write_covering_bbox=True)
    table = pq.read_table(written)
    metadata = dict(table.schema.metadata)
    geo = json.loads(metadata.pop(b"geo"))
    return table.replace_schema_metadata(metadata), geo


def _about_all(geo: dict[str, object], bounds: list[tuple[float, ...]]) -> dict[str, object]:
    """Return the metadata with the box about all tables, without one where nothing is placed."""
    columns = geo["columns"]
    assert isinstance(columns, dict)  # noqa: S101 geopandas' own
    column = columns["geometry"]
    column.pop("bbox", None)
    if bounds:
        west, south, east, north = zip(*bounds, strict=True)
        column["bbox"] = [min(west), min(south), max(east), max(north)]
    return geo
