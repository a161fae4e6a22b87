"""Which of many events answer where a query asks: `geonews.query.matching`, for arrays.

The rules are those of `Matcher.where_matches`, which stays their definition. Points are tested
against an outline or a radius all at once; only circles near an edge are looked at singly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geonews import geo
from geonews.model import WherePrecision
from geonews.query.matching import EXTENT_SLACK, Area, Outline, Radius, areas_of
from geonews.query.question import Query

__all__ = ["ManyWhereabouts", "Sieve"]

_Mask = np.ndarray[Any, np.dtype[np.bool_]]
_Numbers = np.ndarray[Any, np.dtype[np.float64]]

_SPHERE = 1.006
"""A great circle is within this of the geodesic; see `geonews.geo.great_circle_km`."""

_A_METRE = 0.001
"""A thousand times as much as two programs' geodesics differ by."""

_FAR_KM = 5_000.0
"""An area that reaches farther is not ruled out by its extent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyWhereabouts:
    """Where many events are, one array each; see `geonews.query.Whereabouts`."""

    place_id: Sequence[str | None]
    country: Sequence[str]
    lon: _Numbers
    """Decimal degrees WGS84, NaN as `lat` where an event has no point."""

    lat: _Numbers
    extent_km: _Numbers
    where_precision: _Numbers
    """0 where it is not known."""


class Sieve:
    """The places of a query, made ready for arrays of events."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._areas = areas_of(query)
        self._region_area = Outline(query.region.geometry) if query.region else None

    @property
    def is_spatial(self) -> bool:
        """Whether the query asks where."""
        return bool(self._areas) or self._region_area is not None

    def passes(self, where: ManyWhereabouts) -> _Mask:
        """Return for each event if it answers the region, box, area and radius of the query."""
        mask = np.ones(len(where.lon), dtype=bool)
        if self._region_area is not None:
            mask &= self._is_named(where) | self._in_area(where, self._region_area)
        for area in self._areas:
            mask &= self._in_area(where, area)
        return mask

    def _is_named(self, where: ManyWhereabouts) -> _Mask:
        region = self._query.region
        assert region is not None, "asked of queries with a region only"  # noqa: S101
        ids = {region.place_id, *region.other_ids}
        named = [
            place in ids or country in region.countries
            for place, country in zip(where.place_id, where.country, strict=True)
        ]
        return np.array(named, dtype=bool)

    def _in_area(self, where: ManyWhereabouts, area: Area) -> _Mask:
        km, precision = where.extent_km, where.where_precision
        inside = _has_points(area, where.lon, where.lat)
        is_country = precision == WherePrecision.COUNTRY
        is_point = (precision == WherePrecision.EXACT) | (precision == WherePrecision.NEAR)
        is_point |= (km == 0) & ~is_country
        if self._query.include_imprecise:
            wide = ~is_point & ~inside & (km > 0) & _may_touch(area, where)
            return inside | _each(area.touches_circle, where, wide)
        fits = inside & (km <= area.extent_km * EXTENT_SLACK)
        # A circle that lies in the area has its middle there, and is no wider.
        whole = is_country & (km > 0) & fits
        return np.where(is_point, inside, fits & ~is_country) | _each(area.has_circle, where, whole)


def _has_points(area: Area, lon: _Numbers, lat: _Numbers) -> _Mask:
    if isinstance(area, Radius):
        return _within_radius(area, lon, lat)
    assert isinstance(area, Outline), "areas are outlines or radii"  # noqa: S101
    return _on_either_side(area.geometry, lon, lat)


def _on_either_side(geometry: BaseGeometry, lon: _Numbers, lat: _Numbers) -> _Mask:
    """Do as `geonews.geo.covers_point`; ±180° are one meridian."""
    inside = np.zeros(len(lon), dtype=bool)
    located = ~np.isnan(lon)
    inside[located] = shapely.intersects_xy(geometry, lon[located], lat[located])
    edge = located & ~inside & (np.abs(lon) == 180)
    if edge.any():
        inside[edge] = shapely.intersects_xy(geometry, -lon[edge], lat[edge])
    return inside


def _within_radius(area: Radius, lon: _Numbers, lat: _Numbers) -> _Mask:
    """Measure on the sphere, then on the ellipsoid, and singly, only what each leaves open."""
    near = area.near
    with np.errstate(invalid="ignore"):
        on_sphere = geo.great_circles_km(lon, lat, to_lon=near.lon, to_lat=near.lat)
        inside = on_sphere * _SPHERE <= near.km
        rim = np.flatnonzero(~inside & (on_sphere / _SPHERE <= near.km))
    if rim.size:
        apart = geo.distances_km(lon[rim], lat[rim], to_lon=near.lon, to_lat=near.lat)
        inside[rim] = apart <= near.km
        for at in rim[np.abs(apart - near.km) < _A_METRE]:
            inside[at] = area.has_point(lon=float(lon[at]), lat=float(lat[at]))
    return inside


def _may_touch(area: Area, where: ManyWhereabouts) -> _Mask:
    """Return which circles are near enough to an area for a closer look to be worth its while."""
    if area.extent_km > _FAR_KM:
        # An edge may run farther off than the corners, from which an extent is measured.
        return ~np.isnan(where.lon)
    middle = area.middle
    with np.errstate(invalid="ignore"):
        apart = geo.great_circles_km(where.lon, where.lat, to_lon=middle.lon, to_lat=middle.lat)
        near: _Mask = apart <= (where.extent_km + area.extent_km * EXTENT_SLACK) * _SPHERE
    return near


def _each(test: Callable[..., bool], where: ManyWhereabouts, mask: _Mask) -> _Mask:
    """Ask of each circle of a mask, and of those that are one circle once."""
    found = np.zeros(len(mask), dtype=bool)
    known: dict[tuple[float, float, float], bool] = {}
    for at in np.flatnonzero(mask):
        circle = (float(where.lon[at]), float(where.lat[at]), float(where.extent_km[at]))
        if circle not in known:
            known[circle] = test(lon=circle[0], lat=circle[1], km=circle[2])
        found[at] = known[circle]
    return found
