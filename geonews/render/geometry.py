"""Lines and polygons in the form the page carries: quantised, delta-encoded, as letters.

A ring or line is longitude and latitude in thousandths of a degree WGS84, then the steps to
the next position, written by Google's encoded polyline algorithm: a sixth of what the same
GeoJSON would weigh. ``static/core.js`` decodes it.
"""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["SCALE", "encode_lines", "encode_polygons"]

SCALE = 1000
"""Steps per degree: about 100 m."""

_FIVE_BITS, _MORE, _FIRST_LETTER = 0x1F, 0x20, 63


def encode_polygons(geometry: BaseGeometry) -> list[list[str]]:
    """Return the polygons of a geometry, each as its rings, the outer one first."""
    return [
        [
            _letters(ring)
            for ring in map(_deltas, (part.exterior, *part.interiors))
            if len(ring) >= 8
        ]
        for part in _parts(geometry, "Polygon")
        if len(_deltas(part.exterior)) >= 8
    ]


def encode_lines(geometry: BaseGeometry) -> list[str]:
    """Return the lines of a geometry."""
    lines = (_deltas(part) for part in _parts(geometry, "LineString"))
    return [_letters(line) for line in lines if len(line) >= 4]


def _letters(steps: Iterable[int]) -> str:
    """Write whole numbers as letters: five bits each, the lowest first, and one for more."""
    written: list[str] = []
    for step in steps:
        rest = ~(step << 1) if step < 0 else step << 1
        while rest >= _MORE:
            written.append(chr(_FIRST_LETTER + (_MORE | rest & _FIVE_BITS)))
            rest >>= 5
        written.append(chr(_FIRST_LETTER + rest))
    return "".join(written)


def _parts(geometry: BaseGeometry, kind: str) -> list[BaseGeometry]:
    """Return the single parts of one kind, collections within collections opened."""
    if hasattr(geometry, "geoms"):
        return [part for inner in geometry.geoms for part in _parts(inner, kind)]
    return [geometry] if geometry.geom_type == kind and not geometry.is_empty else []


def _deltas(line: BaseGeometry) -> list[int]:
    """Encode positions, those that fall on the one before left out."""
    steps: list[int] = []
    last_x = last_y = 0
    for lon, lat in shapely.get_coordinates(line):
        x, y = round(lon * SCALE), round(lat * SCALE)
        if steps and x == last_x and y == last_y:
            continue
        steps += (x - last_x, y - last_y)
        last_x, last_y = x, y
    return steps
