"""Decode TopoJSON topologies into shapely geometry.

GDAL reads the polygons of a TopoJSON file too, but gives no access to its arcs, and the
boundary lines between countries are exactly the arcs that two of them share.
Format: https://github.com/topojson/topojson-specification (quantised, delta-encoded arcs).
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

__all__ = ["Topology"]

Position = tuple[float, float]


class Topology:
    """One TopoJSON file, its arcs decoded to WGS84 longitude and latitude.

    Parameters
    ----------
    path
        A ``.json`` or ``.json.gz`` file.
    """

    def __init__(self, path: Path) -> None:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        topology = json.loads(raw)
        self._objects: dict[str, Any] = topology["objects"]
        scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
        self._arcs = [_decode(arc, scale, translate) for arc in topology["arcs"]]

    def features(self, name: str) -> list[tuple[str, str, BaseGeometry]]:
        """Return ``(id, name, valid polygon)`` for every area of an object, in file order.

        The id is the numeric ISO 3166-1 code, empty where the file gives none.
        """
        return [
            (
                str(geometry.get("id", "")),
                str(geometry["properties"]["name"]),
                shapely.make_valid(self._area(geometry)),
            )
            for geometry in self._objects[name]["geometries"]
        ]

    def shared_lines(self, name: str) -> MultiLineString:
        """Return the arcs that two areas of an object share: land boundaries, no coasts."""
        uses: Counter[int] = Counter()
        for geometry in self._objects[name]["geometries"]:
            for polygon in _polygons(geometry):
                for ring in polygon:
                    uses.update({~arc if arc < 0 else arc for arc in ring})
        return MultiLineString([LineString(self._arcs[arc]) for arc, n in uses.items() if n > 1])

    def _area(self, geometry: dict[str, Any]) -> BaseGeometry:
        polygons = [
            _cut_at_antimeridian([self._ring(ring) for ring in rings])
            for rings in _polygons(geometry)
        ]
        return MultiPolygon([part for parts in polygons for part in parts])

    def _ring(self, arcs: list[int]) -> list[Position]:
        positions: list[Position] = []
        for arc in arcs:
            points = self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1]
            positions.extend(points if not positions else points[1:])
        # Quantisation collapses the smallest islands to fewer positions than a ring needs.
        return positions + positions[:1] * (4 - len(positions))


def _cut_at_antimeridian(rings: list[list[Position]]) -> list[Polygon]:
    """Return a polygon's parts east and west of the antimeridian.

    A topology drawn for the sphere lets rings run across 180°, as those of Chukotka and Fiji
    do, or round a pole, as Antarctica's does; on the plane they would cover the whole band.
    """
    if not any(abs(b[0] - a[0]) > 180 for ring in rings for a, b in pairwise(ring)):
        return [Polygon(rings[0], rings[1:])]
    unwrapped = [_unwrap(ring) for ring in rings]
    whole = shapely.make_valid(Polygon(unwrapped[0], unwrapped[1:]))
    parts: list[Polygon] = []
    for turn in (-360, 0, 360):
        cut = shapely.intersection(whole, shapely.box(turn - 180, -90, turn + 180, 90))
        moved = shapely.transform(cut, lambda xy, turn=turn: xy - (turn, 0))
        parts.extend(part for part in shapely.get_parts(moved) if isinstance(part, Polygon))
    return [part for part in parts if not part.is_empty]


def _unwrap(ring: list[Position]) -> list[Position]:
    """Return the ring with longitudes that run on past 180°, closed over a pole it goes round."""
    positions = ring[:1]
    for lon, lat in ring[1:]:
        positions.append((lon + 360 * round((positions[-1][0] - lon) / 360), lat))
    first, last = positions[0], positions[-1]
    if abs(last[0] - first[0]) > 180:
        pole = math.copysign(90, first[1])
        positions += [(last[0], pole), (first[0], pole), first]
    return positions


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    if geometry["type"] == "MultiPolygon":
        polygons: list[list[list[int]]] = geometry["arcs"]
        return polygons
    return []


def _decode(arc: list[list[int]], scale: list[float], translate: list[float]) -> list[Position]:
    x = y = 0
    positions = []
    for dx, dy in arc:
        x += dx
        y += dy
        positions.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return positions
