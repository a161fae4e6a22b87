"""Land and boundary lines for one page: in detail about the events, generalised elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geonews import resources

__all__ = ["Basemap", "packaged_basemap", "without_lines_through"]

CELL = 5
"""Degrees of a grid cell that is shown in detail, with its neighbours, about each event."""

CLEARANCE = 0.06
"""Degrees about a contested area within which no solid boundary line is drawn.

Its outline and the base map come from surveys of different scale, so that lines meant to
be the same lie up to some kilometres apart.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """Land and the boundary lines on it, WGS84 longitude and latitude."""

    land: BaseGeometry
    boundaries: BaseGeometry
    overview_land: BaseGeometry
    overview_boundaries: BaseGeometry

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Basemap:
        """Read the document that gazetteer/basemap.py makes."""
        overview = document["overview"]
        return cls(
            land=shapely.geometry.shape(document["land"]),
            boundaries=shapely.geometry.shape(document["boundaries"]),
            overview_land=shapely.geometry.shape(overview["land"]),
            overview_boundaries=shapely.geometry.shape(overview["boundaries"]),
        )

    def detailed_about(self, points: Iterable[tuple[float, float]]) -> tuple[BaseGeometry, ...]:
        """Return land and boundaries, detailed about points given as (lon, lat)."""
        area = _detail_area(points)
        if area.is_empty:
            return self.overview_land, self.overview_boundaries
        # One polygon out of both, lest a coastline be drawn along the edge between them.
        land = shapely.union(
            shapely.difference(self.overview_land, area), shapely.intersection(self.land, area)
        )
        boundaries = shapely.union(
            shapely.difference(self.overview_boundaries, area),
            shapely.intersection(self.boundaries, area),
        )
        return land, boundaries


@cache
def packaged_basemap() -> Basemap:
    """Return the base map in the packaged data, read once per process.

    Raises
    ------
    geonews.errors.DataError
        The packaged data is missing or damaged.
    """
    return Basemap.from_document(resources.read_json("basemap.json"))


def without_lines_through(boundaries: BaseGeometry, areas: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return boundary lines without what runs through, or along, contested areas."""
    if not areas:
        return boundaries
    return shapely.difference(boundaries, shapely.union_all(areas).buffer(CLEARANCE))


def _detail_area(points: Iterable[tuple[float, float]]) -> BaseGeometry:
    """Return the cells that hold a point, and their neighbours, as one area."""
    cells = {(math.floor(lon / CELL), math.floor(lat / CELL)) for lon, lat in points}
    boxes = [
        shapely.box(
            max((column - 1) * CELL, -180),
            max((row - 1) * CELL, -90),
            min((column + 2) * CELL, 180),
            min((row + 2) * CELL, 90),
        )
        for column, row in sorted(cells)
    ]
    return shapely.union_all(boxes)
