"""The binary geometry of GeoPackage, ours and other writers'."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString
from shapely.geometry import Point as ShapelyPoint

from geonews.geo import Point
from geonews.store.geopackage import decode_point, encode_point
from tests.samples import ON_A_BUSY_MACHINE


@settings(ON_A_BUSY_MACHINE)
@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_point_survives_bit_for_bit(lon: float, lat: float) -> None:
    assert decode_point(encode_point(Point(lon=lon, lat=lat))) == (lon, lat)


def test_point_is_encoded_as_the_standard_lays_it_out() -> None:
    header = b"GP\x00\x01" + struct.pack("<i", 4326)
    assert encode_point(Point(lon=1, lat=2)) == header + struct.pack("<BIdd", 1, 1, 1.0, 2.0)


@pytest.mark.parametrize(
    ("blob", "point"),
    [
        (None, None),
        (b"GP\x00\x11" + bytes(4), None),
        (b"GP\x00\x01" + bytes(4) + struct.pack("<BIdd", 1, 1, *[float("nan")] * 2), None),
        (b"GP\x00\x00" + bytes(4) + struct.pack(">BIdd", 0, 1, 3, 4), (3, 4)),
        (b"GP\x00\x03" + bytes(4 + 32) + struct.pack("<BIdd", 1, 1, 3, 4), (3, 4)),
        (b"GP\x00\x05" + bytes(4 + 48) + struct.pack("<BIddd", 1, 1001, 3, 4, 5), (3, 4)),
    ],
    ids=["null", "empty", "nan", "big-endian", "envelope", "z"],
)
def test_other_writers_points_are_read(
    blob: bytes | None, point: tuple[float, float] | None
) -> None:
    assert decode_point(blob) == point


def test_gdal_points_are_read(tmp_path: Path) -> None:
    path = tmp_path / "gdal.gpkg"
    points = [ShapelyPoint(49.9, 40.4), ShapelyPoint(1, 2, 3), None]
    gpd.GeoDataFrame({"n": [1, 2, 3]}, geometry=points, crs=4326).to_file(path)
    connection = sqlite3.connect(path)
    blobs = [blob for (blob,) in connection.execute("SELECT geom FROM gdal ORDER BY n")]
    connection.close()
    assert [decode_point(blob) for blob in blobs] == [(49.9, 40.4), (1, 2), None]


def test_gdal_lines_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gdal.gpkg"
    gpd.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])], crs=4326).to_file(path)
    connection = sqlite3.connect(path)
    (blob,) = connection.execute("SELECT geom FROM gdal").fetchone()
    connection.close()
    with pytest.raises(ValueError, match="not a point"):
        decode_point(blob)


@pytest.mark.parametrize("blob", [b"", b"GP", b"XX" + bytes(30), b"GP\x00\x01" + bytes(9)])
def test_other_bytes_are_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match="GeoPackage geometry"):
        decode_point(blob)
