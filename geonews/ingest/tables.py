"""Rows of a table of events: CSV, GeoJSON, and what geopandas opens by suffix."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from geonews.errors import InputError, InputTooLargeError, UnsupportedInputError
from geonews.settings import DEFAULT_LIMITS
from geonews.text.encoding import decode

__all__ = ["TABLE_SUFFIXES", "frame_rows", "read_rows"]

TABLE_SUFFIXES = (".csv", ".geojson", ".json", ".gpkg", ".parquet")
"""Files that tables of events are read from."""

Row = Mapping[str, Any]
_DELIMITERS = (",", ";", "\t")


def read_rows(path: str | PathLike[str]) -> Iterator[tuple[str, Row]]:
    """Yield each row of a table with where it stands.

    Parameters
    ----------
    path
        A file of one of `TABLE_SUFFIXES`. Of GeoJSON each Feature is a row: its properties,
        and ``lon`` and ``lat`` of its Point. Of GeoPackage the first layer is read.

    Yields
    ------
    tuple of (str, Mapping)
        ``path:line`` or ``path#number``, and the row's values by column.

    Raises
    ------
    geonews.errors.InputError
        The file cannot be read, is too large, or is of another kind.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix not in TABLE_SUFFIXES:
        raise UnsupportedInputError(
            f"{file}: no table of events: give a file that ends in {', '.join(TABLE_SUFFIXES)}"
        )
    if suffix in (".gpkg", ".parquet"):
        yield from _opened(file)
        return
    text = _text(file)
    yield from _csv_rows(file, text) if suffix == ".csv" else _geojson_rows(file, text)


def frame_rows(frame: Any) -> Iterator[tuple[str, Row]]:
    """Yield each row of a GeoDataFrame, its points as ``lon`` and ``lat`` in WGS84.

    A shape that is no point gives the point on its surface that geopandas chooses; missing
    values (NA, NaT) are left out. A frame without a CRS is taken for WGS84.
    """
    placed = frame if frame.crs is None else frame.to_crs("EPSG:4326")
    name = placed.geometry.name
    points = placed.geometry.representative_point()
    for number, (record, point) in enumerate(
        zip(placed.drop(columns=name).to_dict("records"), points, strict=True), 1
    ):
        row = {str(key): value for key, value in record.items() if not _is_missing(value)}
        if point is not None and not point.is_empty:
            row |= {"lon": point.x, "lat": point.y}
        yield f"row {number}", row


def _is_missing(value: Any) -> bool:
    """Tell NA, NaN, NaT and None, none of which is equal to itself or true."""
    if isinstance(value, list | tuple | dict):
        return False
    import pandas as pd

    return bool(pd.isna(value))


def _text(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > DEFAULT_LIMITS.input_bytes:
            raise InputTooLargeError(
                f"{file}: {size:,} bytes: give at most {DEFAULT_LIMITS.input_bytes:,}"
            )
        return decode(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error


def _csv_rows(file: Path, text: str) -> Iterator[tuple[str, Row]]:
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    # Spreadsheets of many countries part cells by semicolons, and some by tabs.
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        for row in reader:
            values = {k.strip().lower(): v for k, v in row.items() if isinstance(k, str) and v}
            if values:
                yield f"{file}:{reader.line_num}", values
    except csv.Error as error:
        raise InputError(f"{file}:{reader.line_num}: no CSV ({error})") from error


def _geojson_rows(file: Path, text: str) -> Iterator[tuple[str, Row]]:
    try:
        collection = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{file}: no JSON ({error})") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise InputError(f"{file}: no GeoJSON FeatureCollection")
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise InputError(f"{file}#{number}: no GeoJSON Feature with properties")
        yield f"{file}#{number}", {**feature["properties"], **_position(feature)}


def _position(feature: Mapping[str, Any]) -> dict[str, Any]:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return {}
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return {}
    return {"lon": coordinates[0], "lat": coordinates[1]}


def _opened(file: Path) -> Iterator[tuple[str, Row]]:
    import geopandas as gpd

    read = gpd.read_parquet if file.suffix.lower() == ".parquet" else gpd.read_file
    try:
        frame = read(file)
    except Exception as error:  # GDAL and pyarrow raise errors of their own kinds
        raise InputError(f"{file}: cannot be read ({error})") from error
    for where, row in frame_rows(frame):
        yield f"{file}, {where}", row
