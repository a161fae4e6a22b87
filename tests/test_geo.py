"""Distances, circles, boxes and extents."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geonews import geo
from geonews.geo import BBox, Point
from tests.samples import ON_A_BUSY_MACHINE

BAKU = Point(lon=49.892, lat=40.377)


def test_distance_between_known_cities_is_geodesic() -> None:
    # Cairo to Jerusalem: about 423 km by the ellipsoid.
    km = geo.distance_km(lon=31.2357, lat=30.0444, to_lon=35.2137, to_lat=31.7683)
    assert km == pytest.approx(423, abs=3)


def test_one_degree_of_meridian_at_the_equator_measures_wgs84() -> None:
    assert geo.distance_km(lon=0, lat=0, to_lon=0, to_lat=1) == pytest.approx(110.574, abs=1e-3)


def test_distances_are_those_of_single_points() -> None:
    chance = np.random.default_rng(4)
    lon = np.r_[chance.uniform(-180, 180, 300), 180, -180, 0]
    lat = np.r_[chance.uniform(-90, 90, 300), 0, 0, 90]
    found = geo.distances_km(lon, lat, to_lon=-179.5, to_lat=0.2)
    singly = [
        geo.distance_km(lon=x, lat=y, to_lon=-179.5, to_lat=0.2)
        for x, y in zip(lon, lat, strict=True)
    ]
    assert found == pytest.approx(singly, abs=1e-6)


@pytest.mark.parametrize(
    ("lon", "lat", "km", "parts"),
    [
        (49.892, 40.377, 25, 1),
        (179.9, 0, 100, 2),
        (-179.9, -16.5, 100, 2),
        (180, 65, 50, 2),
        (0, 90, 500, 1),
        (30, 89, 500, 1),
        (30, 89, 50, 1),
        (-120, -89.5, 300, 1),
        (10, 0, 12000, 1),
        (170, 80, 9000, 1),
        (20, 10, 15000, 1),
    ],
)
def test_circle_is_valid_within_the_map_and_true_to_its_radius(
    lon: float, lat: float, km: float, parts: int
) -> None:
    shape = geo.circle(lon=lon, lat=lat, km=km)
    assert shape.is_valid
    assert shapely.get_num_geometries(shape) == parts
    west, south, east, north = shape.bounds
    assert west >= -180
    assert east <= 180
    assert south >= -90
    assert north <= 90
    for bearing in range(0, 360, 15):
        inside = _destination(lon=lon, lat=lat, km=km * 0.99, bearing=bearing)
        outside = _destination(lon=lon, lat=lat, km=km * 1.01, bearing=bearing)
        assert geo.covers_point(shape, lon=inside.lon, lat=inside.lat)
        assert not geo.covers_point(shape, lon=outside.lon, lat=outside.lat)


@settings(ON_A_BUSY_MACHINE, max_examples=100)
@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90), km=st.floats(1, 15000))
@example(lon=1.3667967133374361, lat=-67.0, km=2730.0)
def test_circle_holds_its_centre(lon: float, lat: float, km: float) -> None:
    shape = geo.circle(lon=lon, lat=lat, km=km)
    assert shape.is_valid
    assert geo.covers_point(shape, lon=lon, lat=lat)


def test_circle_round_the_whole_globe_is_the_world() -> None:
    assert geo.circle(lon=3, lat=4, km=20004).bounds == (-180, -90, 180, 90)


@pytest.mark.parametrize("km", [0, -5, math.nan])
def test_circle_without_a_radius_is_refused(km: float) -> None:
    with pytest.raises(ValueError, match="over 0"):
        geo.circle(lon=0, lat=0, km=km)


@settings(ON_A_BUSY_MACHINE, max_examples=60)
@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    km=st.floats(0.1, 15000),
    share=st.floats(0, 1),
    bearing=st.floats(0, 360),
)
def test_circle_bboxes_hold_every_point_of_the_circle(
    lon: float, lat: float, km: float, share: float, bearing: float
) -> None:
    point = _destination(lon=lon, lat=lat, km=km * share, bearing=bearing)
    boxes = geo.circle_bboxes(lon=lon, lat=lat, km=km)
    assert any(
        box.west <= x <= box.east and box.south <= point.lat <= box.north
        for box in boxes
        for x in ({180, -180} if abs(point.lon) == 180 else {point.lon})
    )


@pytest.mark.parametrize("km", [0.1, 30, 1_000, 10_114, 17_000])
def test_circle_bboxes_hold_the_whole_circle_wherever_it_is(km: float) -> None:
    chance = np.random.default_rng(7)
    middles = [(180.0, 89.0), (0.0, -90.0), (-180.0, 0.0), (36.3, 33.5)]
    middles += zip(chance.uniform(-180, 180, 60), chance.uniform(-90, 90, 60), strict=True)
    for lon, lat in middles:
        boxes = [shapely.box(*box) for box in geo.circle_bboxes(lon=lon, lat=lat, km=km)]
        shape = geo.circle(lon=lon, lat=lat, km=km)
        assert shapely.union_all(boxes).buffer(1e-7).covers(shape), (lon, lat)


def test_circle_bboxes_hold_what_lies_on_the_edge_of_two_parts() -> None:
    boxes = geo.circle_bboxes(lon=180.0, lat=89.0, km=10114.0)
    assert any(box.west <= 0 <= box.east and box.south <= 0 <= box.north for box in boxes)


def test_bbox_over_the_date_line_is_two_parts() -> None:
    shape = geo.bbox_polygon(BBox(west=170, south=-20, east=-170, north=20))
    assert geo.covers_point(shape, lon=175, lat=0)
    assert geo.covers_point(shape, lon=-175, lat=0)
    assert not geo.covers_point(shape, lon=0, lat=0)
    assert geo.extent_km(shape, **geo.center(shape)._asdict()) == pytest.approx(2470, abs=200)


@pytest.mark.parametrize("lon", [180.0, -180.0])
def test_date_line_is_one_meridian_whatever_its_sign(lon: float) -> None:
    east = geo.bbox_polygon(BBox(west=170, south=-20, east=180, north=20))
    west = geo.bbox_polygon(BBox(west=-180, south=-20, east=-170, north=20))
    assert geo.covers_point(east, lon=lon, lat=0)
    assert geo.covers_point(west, lon=lon, lat=0)


@pytest.mark.parametrize(
    "bbox",
    [
        (0, 10, 5, 10),
        (0, 20, 5, 10),
        (-181, 0, 5, 10),
        (0, 0, 5, 91),
        (7, 0, 7, 9),
        (180, 0, -180, 9),
    ],
)
def test_bbox_off_the_globe_or_empty_is_refused(bbox: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="west,south,east,north"):
        geo.bbox_polygon(BBox(*bbox))


def test_center_of_parts_on_both_sides_of_the_date_line_lies_between_them() -> None:
    shape = geo.bbox_polygon(BBox(west=170, south=-10, east=-160, north=10))
    assert geo.center(shape).lon == pytest.approx(-175)


def test_extent_of_a_circle_about_its_centre_is_its_radius() -> None:
    shape = geo.circle(lon=BAKU.lon, lat=BAKU.lat, km=80)
    assert geo.extent_km(shape, lon=BAKU.lon, lat=BAKU.lat) == pytest.approx(80, rel=1e-6)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([], None),
        ([BAKU], BBox(49.892, 40.377, 49.892, 40.377)),
        ([Point(-10, 5), Point(30, -5)], BBox(-10, -5, 30, 5)),
        ([Point(177, -20), Point(-178, -16)], BBox(177, -20, -178, -16)),
    ],
)
def test_bbox_of_points_is_the_narrowest(points: list[Point], expected: BBox | None) -> None:
    lons, lats = [point.lon for point in points], [point.lat for point in points]
    assert geo.bbox_of_points(lons, lats) == expected


def test_round_coordinates_rounds_every_level() -> None:
    rounded = geo.round_coordinates([[[49.89212345678, 40.3]], [[1, 2]]])
    assert rounded == [[[49.892123, 40.3]], [[1.0, 2.0]]]


def _destination(*, lon: float, lat: float, km: float, bearing: float) -> Point:
    """Go `km` along a great ellipse; geographiclib through geopy, no code of ours."""
    point = geodesic(kilometers=km).destination((lat, lon), bearing)
    return Point(lon=point.longitude, lat=point.latitude)
