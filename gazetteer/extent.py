"""The radius about a point that holds an area."""

from __future__ import annotations

import math

import shapely
from shapely.geometry.base import BaseGeometry

from geonews.geo import extent_km

__all__ = ["holding_radius_km"]

_ELLIPSOID_SLACK = 1.006
"""`extent_km` picks the farthest vertex on the sphere, which may fall 0.6 % short."""


def holding_radius_km(geometry: BaseGeometry, *, lon: float, lat: float) -> float:
    """Return a radius about a point, in kilometres, that holds the whole of a geometry."""
    # A long edge along a parallel may bulge farther out than its ends.
    fine = shapely.segmentize(geometry, 5.0)
    return math.ceil(extent_km(fine, lon=lon, lat=lat) * _ELLIPSOID_SLACK * 10) / 10
