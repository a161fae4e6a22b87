"""Surfaces and radii, against the geodesics of PROJ."""

from __future__ import annotations

import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from gazetteer.extent import area_km2, holding_radius_km
from tests.samples import ON_A_BUSY_MACHINE

WGS84 = pyproj.Geod(ellps="WGS84")


def geodesic_km2(shape: BaseGeometry) -> float:
    """Return the area by PROJ; the edges of a box are parallels, so they are cut up first."""
    return abs(WGS84.geometry_area_perimeter(shapely.segmentize(shape, 0.05))[0]) / 1e6


@pytest.mark.parametrize(
    ("west", "south", "east", "north"),
    [
        (0, 0, 1, 1),
        (44.8, 38.4, 50.4, 41.9),  # about Azerbaijan
        (179, -20, 180, -10),
        (0, 80, 10, 90),  # to the pole
        (10, -85, 11, -84),
        (35.2, 31.7, 35.201, 31.701),
    ],
)
def test_area_of_a_box_is_that_on_the_ellipsoid(
    west: float, south: float, east: float, north: float
) -> None:
    box = shapely.box(west, south, east, north)
    assert area_km2(box) == pytest.approx(geodesic_km2(box), rel=1e-5)


@ON_A_BUSY_MACHINE
@given(st.floats(-179, 175), st.floats(-89, 85), st.floats(0.01, 4), st.floats(0.01, 4))
def test_area_of_any_box_is_that_on_the_ellipsoid(
    west: float, south: float, width: float, height: float
) -> None:
    box = shapely.box(west, south, west + width, south + height)
    assert area_km2(box) == pytest.approx(geodesic_km2(box), rel=1e-4)


def test_area_of_the_world_is_that_of_the_ellipsoid() -> None:
    assert area_km2(shapely.box(-180, -90, 180, 90)) == pytest.approx(510_065_621.7, abs=1)


def test_area_leaves_out_holes_and_adds_parts() -> None:
    outer, hole, island = (
        shapely.box(0, 0, 4, 4),
        shapely.box(1, 1, 2, 2),
        shapely.box(9, 9, 10, 10),
    )
    holed = outer.difference(hole)
    assert area_km2(holed) == pytest.approx(area_km2(outer) - area_km2(hole))
    both = shapely.MultiPolygon([holed, island])
    assert area_km2(both) == pytest.approx(area_km2(holed) + area_km2(island))


@pytest.mark.parametrize(
    "shape", [shapely.Polygon(), shapely.Point(1, 1), shapely.LineString([(0, 0), (5, 5)])]
)
def test_area_of_what_has_no_surface_is_0(shape: BaseGeometry) -> None:
    assert area_km2(shape) == 0


@pytest.mark.parametrize(("lon", "lat"), [(45, 40), (10, 70), (0, 0)])
def test_holding_radius_reaches_the_farthest_corner(lon: float, lat: float) -> None:
    box = shapely.box(lon - 4, lat - 2, lon + 4, lat + 2)
    radius = holding_radius_km(box, lon=lon, lat=lat)
    farthest = max(WGS84.inv(lon, lat, *corner)[2] / 1000 for corner in box.exterior.coords)
    assert farthest <= radius <= farthest * 1.02
