"""What the OGC GeoPackage standard (1.4, OGC 12-128r19) asks of the file.

The spatial index is kept by the standard's triggers rather than by our own writes: QGIS
and GDAL then keep it too when they edit the layer. The triggers call ST_MinX and its
kin, which plain SQLite lacks, so `register_functions` must be called on every connection.
"""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from geonews.geo import Point
from geonews.store.rows import coordinates

__all__ = [
    "APPLICATION_ID",
    "CORE_TABLES",
    "USER_VERSION",
    "attributes_registration",
    "decode_point",
    "decode_points",
    "encode_point",
    "layer_registration",
    "register_functions",
    "rtree_of",
    "rtree_statements",
    "without_trigger",
]

APPLICATION_ID = int.from_bytes(b"GPKG", "big")
USER_VERSION = 10300
"""Version 1.3, whose every clause holds; GDAL before 3.7, as in QGIS 3.28, warns of a 1.4."""
SRS_ID = 4326

_LITTLE_ENDIAN = 0x01
_EMPTY = 0x10
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_HEADER = struct.Struct("<2sBBi")
_WKB_POINT = 1

_OWN = struct.Struct("<dd")
_OWN_START = _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN, SRS_ID) + struct.pack("<BI", 1, _WKB_POINT)
_OWN_LENGTH = len(_OWN_START) + _OWN.size
"""Points as we write them, which nearly all are, need no closer look."""

_NOWHERE = _OWN_START + _OWN.pack(math.nan, math.nan)

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)

CORE_TABLES = (
    """
    CREATE TABLE gpkg_spatial_ref_sys (
      srs_name TEXT NOT NULL,
      srs_id INTEGER NOT NULL PRIMARY KEY,
      organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL,
      definition TEXT NOT NULL,
      description TEXT
    )
    """,
    f"""
    INSERT INTO gpkg_spatial_ref_sys VALUES
      ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined',
       'undefined Cartesian coordinate reference system'),
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined',
       'undefined geographic coordinate reference system'),
      ('WGS 84 geodetic', {SRS_ID}, 'EPSG', {SRS_ID}, '{_WGS84}',
       'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid')
    """,
    """
    CREATE TABLE gpkg_contents (
      table_name TEXT NOT NULL PRIMARY KEY,
      data_type TEXT NOT NULL,
      identifier TEXT UNIQUE,
      description TEXT DEFAULT '',
      last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE,
      min_y DOUBLE,
      max_x DOUBLE,
      max_y DOUBLE,
      srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
    )
    """,
    """
    CREATE TABLE gpkg_geometry_columns (
      table_name TEXT NOT NULL,
      column_name TEXT NOT NULL,
      geometry_type_name TEXT NOT NULL,
      srs_id INTEGER NOT NULL,
      z TINYINT NOT NULL,
      m TINYINT NOT NULL,
      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
      CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
    )
    """,
    """
    CREATE TABLE gpkg_extensions (
      table_name TEXT,
      column_name TEXT,
      extension_name TEXT NOT NULL,
      definition TEXT NOT NULL,
      scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
    )
    """,
)


def layer_registration(table: str, *, geometry: str, description: str) -> tuple[str, ...]:
    """Return the statements that make a table of points a layer; names are ours, not input."""
    return (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) "
        f"VALUES ('{table}', 'features', '{table}', '{description}', {SRS_ID})",
        f"INSERT INTO gpkg_geometry_columns VALUES ('{table}', '{geometry}', 'POINT', "
        f"{SRS_ID}, 0, 0)",
    )


def attributes_registration(table: str, *, description: str) -> str:
    """Return the statement that makes a table without geometry known to readers."""
    return (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) "
        f"VALUES ('{table}', 'attributes', '{table}', '{description}')"
    )


def rtree_statements(table: str, *, geometry: str, key: str) -> tuple[str, ...]:
    """Return the statements of the R-tree extension (annex F.3): index, triggers, registration."""
    rtree = rtree_of(table, geometry=geometry)
    return (
        f'CREATE VIRTUAL TABLE "{rtree}" USING rtree(id, minx, maxx, miny, maxy)',
        *_rtree_triggers(table, geometry=geometry, key=key),
        "INSERT INTO gpkg_extensions VALUES "
        f"('{table}', '{geometry}', 'gpkg_rtree_index', "
        "'http://www.geopackage.org/spec140/#extension_rtree', 'write-only')",
    )


def rtree_of(table: str, *, geometry: str) -> str:
    """Return the name of a layer's spatial index."""
    return f"rtree_{table}_{geometry}"


def _rtree_triggers(table: str, *, geometry: str, key: str) -> tuple[str, ...]:
    rtree = rtree_of(table, geometry=geometry)
    ends = {
        column: f'{function}(NEW."{geometry}")'
        for column, function in (
            ("minx", "ST_MinX"), ("maxx", "ST_MaxX"), ("miny", "ST_MinY"), ("maxy", "ST_MaxY")
        )
    }  # fmt: skip
    has_new = f'(NEW."{geometry}" NOTNULL AND NOT ST_IsEmpty(NEW."{geometry}"))'
    no_new = f'(NEW."{geometry}" ISNULL OR ST_IsEmpty(NEW."{geometry}"))'
    has_old = f'(OLD."{geometry}" NOTNULL AND NOT ST_IsEmpty(OLD."{geometry}"))'
    no_old = f'(OLD."{geometry}" ISNULL OR ST_IsEmpty(OLD."{geometry}"))'
    same, other = f'OLD."{key}" = NEW."{key}"', f'OLD."{key}" != NEW."{key}"'
    put = f'INSERT OR REPLACE INTO "{rtree}" VALUES (NEW."{key}", {", ".join(ends.values())});'
    # An update and not a replacement: inside an upsert the outer statement's conflict rule
    # holds for its triggers too, and would refuse the second entry.
    sets = ", ".join(f"{column} = {end}" for column, end in ends.items())
    move = f'UPDATE "{rtree}" SET {sets} WHERE id = NEW."{key}";'
    drop = f'DELETE FROM "{rtree}" WHERE id = OLD."{key}";'
    drop_both = f'DELETE FROM "{rtree}" WHERE id IN (OLD."{key}", NEW."{key}");'
    of_geometry = f'UPDATE OF "{geometry}"'
    triggers = (
        ("insert", "INSERT", has_new, put),
        ("update2", of_geometry, f"{same} AND {no_new}", drop),
        ("update4", "UPDATE", f"{other} AND {no_new}", drop_both),
        ("update5", "UPDATE", f"{other} AND {has_new}", f"{drop} {put}"),
        ("update6", of_geometry, f"{same} AND {has_new} AND {has_old}", move),
        ("update7", of_geometry, f"{same} AND {has_new} AND {no_old}", put),
        ("delete", "DELETE", f'OLD."{geometry}" NOT NULL', drop),
    )
    return tuple(
        f'CREATE TRIGGER "{rtree}_{name}" AFTER {action} ON "{table}" '
        f"WHEN {condition} BEGIN {body} END"
        for name, action, condition, body in triggers
    )


@contextmanager
def without_trigger(connection: sqlite3.Connection, name: str) -> Iterator[None]:
    """Leave a trigger out for a block of the caller's transaction, which has to do its work."""
    (statement,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,)
    ).fetchone()
    connection.execute(f'DROP TRIGGER "{name}"')
    yield
    connection.execute(statement)


def encode_point(point: Point) -> bytes:
    """Return a GeoPackage geometry: header without envelope, then WKB, little-endian."""
    return _OWN_START + _OWN.pack(point.lon, point.lat)


def decode_point(blob: bytes | None) -> Point | None:
    """Return the point of a GeoPackage geometry, None where it is null or empty.

    Other writers may add an envelope, a third coordinate, or use the other byte order.

    Raises
    ------
    ValueError
        It is not a GeoPackage geometry of a point.
    """
    if blob is None:
        return None
    if len(blob) == _OWN_LENGTH and blob.startswith(_OWN_START):
        lon, lat = _OWN.unpack_from(blob, len(_OWN_START))
        return None if lon != lon or lat != lat else Point(lon, lat)  # NaN is not itself
    if blob[:2] != b"GP" or len(blob) < _HEADER.size:
        raise ValueError("not a GeoPackage geometry")
    flags = blob[3]
    if flags & _EMPTY:
        return None
    at = _HEADER.size + _ENVELOPE_BYTES[min(flags >> 1 & 7, len(_ENVELOPE_BYTES) - 1)]
    order = "<" if blob[at : at + 1] == b"\x01" else ">"
    try:
        kind, lon, lat = struct.unpack_from(f"{order}Idd", blob, at + 1)
    except struct.error as error:
        raise ValueError("a GeoPackage geometry cut short") from error
    if kind % 1000 != _WKB_POINT:
        raise ValueError(f"a GeoPackage geometry of WKB type {kind}, not a point")
    return None if math.isnan(lon) or math.isnan(lat) else Point(lon=lon, lat=lat)


def decode_points(
    blobs: Sequence[bytes | None],
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Do as `decode_point` for many: longitudes and latitudes, NaN where there is no point."""
    own = coordinates([blob or _NOWHERE for blob in blobs], _OWN_START)
    if own is not None:
        return own
    points = [decode_point(blob) or Point(math.nan, math.nan) for blob in blobs]
    return np.array([p.lon for p in points]), np.array([p.lat for p in points])


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the R-tree triggers call."""
    functions: dict[str, Callable[[Point], float]] = {
        "ST_MinX": lambda point: point.lon,
        "ST_MaxX": lambda point: point.lon,
        "ST_MinY": lambda point: point.lat,
        "ST_MaxY": lambda point: point.lat,
    }
    for name, take in functions.items():
        connection.create_function(name, 1, _on_blob(take), deterministic=True)
    connection.create_function(
        "ST_IsEmpty", 1, lambda blob: int(decode_point(blob) is None), deterministic=True
    )


def _on_blob(take: Callable[[Point], float]) -> Callable[[bytes | None], float | None]:
    def function(blob: bytes | None) -> float | None:
        point = decode_point(blob)
        return None if point is None else take(point)

    return function
