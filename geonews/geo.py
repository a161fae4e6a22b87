"""Distances, circles, boxes and extents on the WGS84 ellipsoid.

Coordinates are decimal degrees and are passed by name. Geometries are longitude, latitude,
within ±180 and ±90: what crosses the date line is cut there into parts (RFC 7946 section
3.1.9), and what holds a pole runs along the edge of the map to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import shapely
from geopy.distance import geodesic
from shapely.affinity import scale, translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

__all__ = [
    "FARTHEST_KM",
    "BBox",
    "Point",
    "bbox_of_points",
    "bbox_polygon",
    "center",
    "circle",
    "circle_bboxes",
    "covers_point",
    "distance_km",
    "distances_km",
    "extent_km",
    "great_circle_km",
    "great_circles_km",
    "grown",
    "round_coordinates",
]

FARTHEST_KM = 20003.9
"""Half a meridian of WGS84 in kilometres: no two points are farther apart by much."""

_EARTH_KM = 6371.0088
_KM_PER_DEGREE = 111.195
"""Of a great circle of that sphere."""
_STEP_DEGREES = 5.0
"""Bearing step of a circle's ring: its chords leave out at most 0.1 % of the radius."""
_WIDEST_CHORD = 10.0
"""Degrees of longitude; a longer chord, as near a pole, is divided."""
_NARROWEST_STEP = 1e-3
_CIRCLE_SLACK = 1.01
"""Makes up, tenfold, for the chords that `circle` cuts off."""
_ROUNDING = 1e-9
"""Degrees, a tenth of a millimetre: clipping puts vertices a rounding beside an edge."""
_SLICES = 8
_WORTH_SLICING = 0.01
"""Degrees; in what is flatter lies little."""


_Degrees = np.ndarray[Any, np.dtype[np.float64]]


class Point(NamedTuple):
    """A point on the globe, in decimal degrees."""

    lon: float
    lat: float


class BBox(NamedTuple):
    """A box in decimal degrees; `west` is greater than `east` where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float


def distance_km(*, lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Return the geodesic distance between two points, in kilometres."""
    return float(geodesic((lat, lon), (to_lat, to_lon)).km)


def great_circle_km(*, lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Return the distance between two points on a sphere, in kilometres.

    Within 0.6 % of `distance_km` and fifty times as fast: for weighing, not for answers.
    The haversine formula, on the mean radius of WGS84 (IUGG).
    """
    phi, to_phi = math.radians(lat), math.radians(to_lat)
    half_chord = (
        math.sin((to_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(to_phi) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half_chord)))


def great_circles_km(
    lon: _Degrees, lat: _Degrees, *, to_lon: float, to_lat: float
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what `great_circle_km` does, for arrays of points; NaN where a point is."""
    phi, to_phi = np.radians(lat), np.radians(to_lat)
    half_chord = (
        np.sin((to_phi - phi) / 2) ** 2
        + np.cos(phi) * np.cos(to_phi) * np.sin(np.radians(to_lon - lon) / 2) ** 2
    )
    found: np.ndarray[Any, np.dtype[np.float64]]
    found = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half_chord)))
    return found


def distances_km(
    lon: _Degrees, lat: _Degrees, *, to_lon: float, to_lat: float
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what `distance_km` does, to a millimetre, for arrays of points in decimal degrees."""
    # Loaded where it is wanted: what a command does not ask for, it does not wait for.
    from pyproj import Geod

    to = np.full(len(lon), to_lon), np.full(len(lon), to_lat)
    metres = Geod(ellps="WGS84").inv(lon, lat, *to)[2]
    return np.asarray(metres, dtype=float) / 1000


@lru_cache(maxsize=4096)
def circle(*, lon: float, lat: float, km: float) -> BaseGeometry:
    """Return the area within a geodesic distance of a point.

    Parameters
    ----------
    lon, lat
        The centre, in decimal degrees.
    km
        The radius, in kilometres.

    Returns
    -------
    shapely.geometry.base.BaseGeometry
        A valid Polygon, or a MultiPolygon where the circle crosses the date line. Its ring
        lies within 0.1 % of the radius of the true circle, on the inside.

    Raises
    ------
    ValueError
        `km` is not over 0.
    """
    if not km > 0:
        raise ValueError(f"radius {km} km: give one over 0")
    if km >= FARTHEST_KM:
        return _WORLD
    ring = _ring(lon=lon, lat=lat, km=km)
    holds_north = distance_km(lon=lon, lat=lat, to_lon=lon, to_lat=90) < km
    holds_south = distance_km(lon=lon, lat=lat, to_lon=lon, to_lat=-90) < km
    if holds_north and holds_south:
        # The ring runs about what is left out, around the antipode.
        return _WORLD.difference(_wrapped(Polygon(ring)))
    if holds_north or holds_south:
        return _cap(ring, pole=90.0 if holds_north else -90.0)
    return _wrapped(Polygon(ring))


def circle_bboxes(*, lon: float, lat: float, km: float) -> tuple[BBox, ...]:
    """Return boxes that together hold every point within `km` of a point, and little else.

    Each part of the circle is cut along parallels: the boxes of its slices hold a tenth more than
    it does, that of the whole a quarter more.
    """
    shape = circle(lon=lon, lat=lat, km=km * _CIRCLE_SLACK)
    return tuple(_padded(slice_) for part in _parts(shape) for slice_ in _slices(part))


def bbox_polygon(bbox: BBox) -> BaseGeometry:
    """Return the area of a box: two parts where it crosses the date line.

    Raises
    ------
    ValueError
        It is not on the globe, or empty.
    """
    on_globe = all(-180 <= lon <= 180 for lon in (bbox.west, bbox.east)) and (
        -90 <= bbox.south < bbox.north <= 90
    )
    # Both signs of 180° are one meridian, and a box from it to itself is empty.
    if not on_globe or bbox.west == bbox.east or bbox.west - bbox.east == 360:
        raise ValueError(
            f"box {','.join(map(str, bbox))}: give west,south,east,north in decimal degrees, "
            "-180 to 180 and -90 to 90, south below north"
        )
    if bbox.west < bbox.east:
        return box(*bbox)
    edges = ((bbox.west, 180.0), (-180.0, bbox.east))
    return MultiPolygon(
        [box(west, bbox.south, east, bbox.north) for west, east in edges if west < east]
    )


def center(geometry: BaseGeometry) -> Point:
    """Return the centroid of a geometry; parts on both sides of the date line count as near."""
    west, _, east, _ = geometry.bounds
    if east - west <= 180:
        return Point(geometry.centroid.x, geometry.centroid.y)
    parts = [
        translate(part, xoff=360) if part.bounds[2] <= 0 else part for part in _parts(geometry)
    ]
    centroid = shapely.geometrycollections(parts).centroid
    return Point(_normal_longitude(centroid.x), centroid.y)


def extent_km(geometry: BaseGeometry, *, lon: float, lat: float) -> float:
    """Return the distance from a point to the farthest vertex of a geometry, in kilometres.

    The vertex is chosen on the sphere and measured on the ellipsoid, which is at most 0.6 %
    short of the farthest.
    """
    vertices = np.radians(shapely.get_coordinates(geometry))
    x, y = math.radians(lon), math.radians(lat)
    haversine = (
        np.sin((vertices[:, 1] - y) / 2) ** 2
        + math.cos(y) * np.cos(vertices[:, 1]) * np.sin((vertices[:, 0] - x) / 2) ** 2
    )
    to_lon, to_lat = shapely.get_coordinates(geometry)[int(haversine.argmax())]
    return distance_km(lon=lon, lat=lat, to_lon=to_lon, to_lat=to_lat)


def grown(geometry: BaseGeometry, *, km: float) -> BaseGeometry:
    """Return a geometry with a margin about it, good to a tenth of the margin.

    Each part is grown in degrees, east and west by the cosine of its middle latitude; what
    leaves the map at its edge is cut off.

    Parameters
    ----------
    geometry
        Polygons, in decimal degrees WGS84.
    km
        Width of the margin, a few dozen kilometres at most.
    """
    degrees = km / _KM_PER_DEGREE
    parts = []
    for part in _parts(geometry):
        squeeze = math.cos(math.radians(min(85.0, abs(part.centroid.y))))
        upright = scale(part, xfact=squeeze, yfact=1, origin=(0, 0))
        wider = upright.buffer(degrees, quad_segs=4)
        parts.append(scale(wider, xfact=1 / squeeze, yfact=1, origin=(0, 0)))
    return shapely.union_all(parts).intersection(box(-180, -90, 180, 90))


def covers_point(geometry: BaseGeometry, *, lon: float, lat: float) -> bool:
    """Tell whether a point lies in a geometry or on its edge; ±180° are one meridian."""
    if shapely.intersects_xy(geometry, lon, lat):
        return True
    return abs(lon) == 180 and bool(shapely.intersects_xy(geometry, -lon, lat))


def bbox_of_points(lons: Sequence[float], lats: Sequence[float]) -> BBox | None:
    """Return the narrowest box that holds points, None where there are none.

    It crosses the date line, with `west` over `east`, where that makes it narrower
    (RFC 7946 section 5.2).
    """
    if len(lons) == 0:
        return None
    ordered = np.unique(np.asarray(lons, dtype=float))
    gaps = np.diff(ordered)
    west, east = float(ordered[0]), float(ordered[-1])
    # Of gaps of one width the eastmost, so that the outcome is the same for any order.
    at = len(gaps) - 1 - int(np.argmax(gaps[::-1])) if len(gaps) else -1
    if at >= 0 and gaps[at] > 360 - (east - west):
        west, east = float(ordered[at + 1]), float(ordered[at])
    return BBox(west, float(min(lats)), east, float(max(lats)))


def round_coordinates(coordinates: Any, *, digits: int = 6) -> Any:
    """Round the coordinates of a GeoJSON geometry, however nested; 6 digits are 0.1 m."""
    if isinstance(coordinates, (int, float)):
        return round(float(coordinates), digits)
    return [round_coordinates(inner, digits=digits) for inner in coordinates]


def _ring(*, lon: float, lat: float, km: float) -> list[Point]:
    """Return the ring of a circle, closed, its longitudes running on past ±180."""
    measure = geodesic(kilometers=km)

    def at(bearing: float) -> Point:
        point = measure.destination((lat, lon), bearing)
        return Point(point.longitude, point.latitude)

    steps = int(360 / _STEP_DEGREES)
    ring = [at(0.0)]
    for step in range(steps):
        _extend(ring, at, step * _STEP_DEGREES, (step + 1) * _STEP_DEGREES)
    return ring


def _extend(ring: list[Point], at: Any, bearing: float, next_bearing: float) -> None:
    """Append the points after `bearing` up to `next_bearing`, closer where meridians crowd."""
    point = at(next_bearing)
    turn = _normal_longitude(point.lon - ring[-1].lon)
    if abs(turn) > _WIDEST_CHORD and next_bearing - bearing > _NARROWEST_STEP:
        middle = (bearing + next_bearing) / 2
        _extend(ring, at, bearing, middle)
        _extend(ring, at, middle, next_bearing)
        return
    ring.append(Point(ring[-1].lon + turn, point.lat))


def _cap(ring: Sequence[Point], *, pole: float) -> BaseGeometry:
    """Return what a ring about a pole holds.

    The ring is laid out three times, so that where it closes lies off the map: closed on it,
    rounding would leave a slit along the meridian of the circle's centre.
    """
    turn = ring[-1].lon - ring[0].lon
    line = [Point(point.lon + shift, point.lat) for shift in (-turn, 0.0, turn) for point in ring]
    edge = [*line, Point(line[-1].lon, pole), Point(line[0].lon, pole)]
    return shapely.make_valid(Polygon(edge)).intersection(_WORLD)


def _normal_longitude(lon: float) -> float:
    """Return a longitude from -180 to 180."""
    return (lon + 180) % 360 - 180


def _wrapped(polygon: Polygon) -> BaseGeometry:
    """Cut a polygon that runs past ±180 at the date line, and bring its parts within."""
    west, _, east, _ = polygon.bounds
    turns = range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1)
    valid = shapely.make_valid(polygon)
    pieces = (translate(valid, xoff=-360 * turn).intersection(_WORLD) for turn in turns)
    return shapely.union_all([shapely.MultiPolygon(_parts(piece)) for piece in pieces])


def _padded(geometry: BaseGeometry) -> BBox:
    """Return the box about a geometry and the rounding of its vertices."""
    west, south, east, north = geometry.bounds
    return BBox(
        west=max(west - _ROUNDING, -180.0),
        south=max(south - _ROUNDING, -90.0),
        east=min(east + _ROUNDING, 180.0),
        north=min(north + _ROUNDING, 90.0),
    )


def _slices(part: Polygon) -> Iterator[BaseGeometry]:
    west, south, east, north = part.bounds
    if north - south < _WORTH_SLICING:
        yield part
        return
    edges = np.linspace(south, north, _SLICES + 1)
    # Not clip_by_rect, which loses pieces of a polygon that runs along the rectangle's sides.
    slices = shapely.intersection(part, shapely.box(west, edges[:-1], east, edges[1:]))
    yield from (slice_ for slice_ in slices if not slice_.is_empty)


def _parts(geometry: BaseGeometry) -> Sequence[Polygon]:
    """Return the polygons of a geometry; what has no area is left out."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


_WORLD = box(-180, -90, 180, 90)
