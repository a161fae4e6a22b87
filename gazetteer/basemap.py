"""Make the base map: land, and the boundary lines between countries, apart from each other.

No country is a polygon here, so that nothing is coloured as belonging to anyone: Natural
Earth, which the geometry comes from, assigns Crimea, the Golan and Laayoune to one side.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from gazetteer.topojson import Topology

__all__ = ["basemap_document"]

COUNTRIES = Path(__file__).parent / "sources" / "countries-50m.json.gz"

GRID = 0.001
"""Coordinates keep three decimals, about 100 m, finer than the 1:50m source is drawn."""

OVERVIEW_TOLERANCE = 0.1
"""Degrees that the overview may stray from the coast: a pixel at zoom 3, seven at zoom 6."""

OVERVIEW_SMALLEST = 0.02
"""Square degrees under which the overview leaves an island or a lake out, about 250 km²."""

Document = dict[str, Any]


def basemap_document(source: Path = COUNTRIES) -> Document:
    """Return land and boundary lines, WGS84 longitude and latitude, as GeoJSON geometries.

    Returns
    -------
    dict
        ``land`` (MultiPolygon) and ``boundaries`` (MultiLineString) in full detail, and
        under ``overview`` the same two, generalised for what lies away from the events.
    """
    topology = Topology(source)
    land = shapely.union_all([area for _, _, area in topology.features("countries")])
    boundaries = shapely.line_merge(topology.shared_lines("countries"))
    return {
        "land": _polygons(land),
        "boundaries": _lines(boundaries),
        "overview": {
            "land": _polygons(_overview(land)),
            "boundaries": _lines(boundaries.simplify(OVERVIEW_TOLERANCE)),
        },
    }


def _overview(land: BaseGeometry) -> MultiPolygon:
    """Simplify land, and drop the islands and lakes too small for an overview."""
    kept = []
    for part in shapely.get_parts(shapely.make_valid(land.simplify(OVERVIEW_TOLERANCE))):
        if part.geom_type == "Polygon" and part.area >= OVERVIEW_SMALLEST:
            holes = [
                ring for ring in part.interiors if shapely.Polygon(ring).area >= OVERVIEW_SMALLEST
            ]
            kept.append(shapely.Polygon(part.exterior, holes))
    return MultiPolygon(kept)


def _polygons(geometry: BaseGeometry) -> Document:
    """Round to the grid and keep the polygons of a geometry, as a GeoJSON MultiPolygon."""
    rounded = shapely.normalize(shapely.set_precision(geometry, GRID))
    parts = [part for part in _flat(rounded) if part.geom_type == "Polygon" and part.area > 0]
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [_positions(ring) for ring in (part.exterior, *part.interiors)] for part in parts
        ],
    }


def _lines(geometry: BaseGeometry) -> Document:
    """Round to the grid and keep the lines of a geometry, as a GeoJSON MultiLineString."""
    rounded = shapely.normalize(shapely.set_precision(geometry, GRID))
    lines = MultiLineString([part for part in _flat(rounded) if part.geom_type == "LineString"])
    return {
        "type": "MultiLineString",
        "coordinates": [_positions(line) for line in lines.geoms],
    }


def _flat(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the single parts of a geometry, collections within collections opened."""
    if hasattr(geometry, "geoms"):
        return [part for inner in geometry.geoms for part in _flat(inner)]
    return [geometry]


def _positions(line: BaseGeometry) -> list[list[float]]:
    return [[round(lon, 3), round(lat, 3)] for lon, lat in line.coords]
