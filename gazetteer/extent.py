"""How large an area is: its surface, and the radius about a point that holds it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geonews.geo import extent_km

__all__ = ["area_km2", "holding_radius_km"]

_ELLIPSOID_SLACK = 1.006
"""`extent_km` picks the farthest vertex on the sphere, which may fall 0.6 % short."""


def holding_radius_km(geometry: BaseGeometry, *, lon: float, lat: float) -> float:
    """Return a radius about a point, in kilometres, that holds the whole of a geometry."""
    # A long edge along a parallel may bulge farther out than its ends.
    fine = shapely.segmentize(geometry, 5.0)
    return math.ceil(extent_km(fine, lon=lon, lat=lat) * _ELLIPSOID_SLACK * 10) / 10


_AUTHALIC_KM = 6371.0071809
"""Radius of the sphere that has the surface of the WGS84 ellipsoid."""

_E2 = 0.00669437999014
"""Squared eccentricity of WGS84."""


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area of a geometry on the WGS84 ellipsoid, in square kilometres.

    Each point is brought to the cylindrical equal-area projection by its authalic latitude
    (Snyder 1987, Map Projections: A Working Manual, equations 3-11 to 3-13), where plane areas
    are true; edges are taken as straight there, which for outlines of coasts is exact enough.
    """
    return float(shapely.transform(geometry, _equal_area).area)


def _equal_area(points: Any) -> Any:
    lon, sine = np.radians(points[:, 0]), np.sin(np.radians(points[:, 1]))
    height = _authalic(sine) / _authalic(1.0)
    return np.column_stack([_AUTHALIC_KM * lon, _AUTHALIC_KM * height])


def _authalic(sine: Any) -> Any:
    e = math.sqrt(_E2)
    inner = 1 - _E2 * sine * sine
    return (1 - _E2) * (sine / inner - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e))
