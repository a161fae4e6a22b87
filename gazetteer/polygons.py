"""Keep to polygons where clipping leaves lines and points too."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

__all__ = ["cut", "joined", "polygons_of"]


def polygons_of(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a geometry; lines, points and empty parts are dropped."""
    return [
        part
        for part in shapely.get_parts(shapely.get_parts(geometry)).tolist()
        if isinstance(part, Polygon) and not part.is_empty
    ]


def cut(parts: Iterable[BaseGeometry], outline: BaseGeometry) -> list[Polygon]:
    """Cut polygons to a bounding box, which is far quicker than to intersect them whole."""
    box = outline.bounds
    pieces = (shapely.make_valid(shapely.clip_by_rect(part, *box)) for part in parts)
    return [polygon for piece in pieces for polygon in polygons_of(piece)]


def joined(polygons: list[Polygon]) -> Polygon | MultiPolygon:
    """Return polygons as one geometry, a plain one where there is one."""
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
