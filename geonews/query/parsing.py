"""Turn what a person typed into the parts of a query, or say what is accepted."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geonews.errors import UsageError
from geonews.geo import BBox, bbox_polygon
from geonews.model import EventType, Modality
from geonews.query.question import Near
from geonews.settings import DEFAULT_LIMITS

__all__ = [
    "parse_bbox",
    "parse_confidence",
    "parse_date",
    "parse_limit",
    "parse_modality",
    "parse_near",
    "parse_offset",
    "parse_types",
    "parse_within",
]

_Choice = TypeVar("_Choice", bound=StrEnum)


_MOST_EVENTS = 1_000_000_000
"""Limit that is as good as none."""

_MOST_POSITIONS = 500_000
"""Positions of a file's polygons; the finest outline of a large country has fewer."""


def parse_bbox(value: str) -> BBox:
    """Read ``west,south,east,north``, decimal degrees; west over east crosses the date line.

    Raises
    ------
    geonews.errors.UsageError
        It is not four numbers, or not a box on the globe.
    """
    parts = value.split(",")
    if len(parts) != len(BBox._fields):
        raise UsageError(f"bbox {value!r}: give four numbers, west,south,east,north")
    bbox = BBox(*(_number(part, name="bbox") for part in parts))
    try:
        bbox_polygon(bbox)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return bbox


def parse_date(value: str) -> date:
    """Read a day as ``YYYY-MM-DD``; raises `UsageError` where it is none."""
    try:
        return date.fromisoformat(value.strip())
    except ValueError as error:
        raise UsageError(f"date {value!r}: give a day as YYYY-MM-DD, like 2024-08-18") from error


def parse_near(*, lon: float, lat: float, km: str) -> Near:
    """Read a radius in kilometres about a point; raises `UsageError` out of range."""
    return Near(lon=lon, lat=lat, km=_number(km, name="radius"))


def parse_types(values: Iterable[str]) -> frozenset[EventType]:
    """Read codes of event types in either case; raises `UsageError` naming all of them."""
    return frozenset(_choice(value.upper(), EventType, name="event type") for value in values)


def parse_modality(value: str) -> Modality:
    """Read a modality in either case; raises `UsageError` naming all of them."""
    return _choice(value.lower(), Modality, name="modality")


def parse_confidence(value: str) -> float:
    """Read a number from 0 to 1; raises `UsageError` where it is none."""
    number = _number(value, name="confidence")
    if not 0 <= number <= 1:
        raise UsageError(f"confidence {value!r}: give a number from 0 to 1")
    return number


def parse_limit(value: str) -> int:
    """Read a whole number of 1 or more; raises `UsageError` where it is none."""
    return _whole_number(value, name="limit", least=1)


def parse_offset(value: str) -> int:
    """Read a whole number of 0 or more; raises `UsageError` where it is none."""
    return _whole_number(value, name="offset", least=0)


def _whole_number(value: str, *, name: str, least: int) -> int:
    try:
        number = int(value)
    except ValueError:
        number = -1
    if not least <= number <= _MOST_EVENTS:
        raise UsageError(
            f"{name} {value[:40]!r}: give a whole number of {least} or more, up to {_MOST_EVENTS}"
        )
    return number


def parse_within(path: Path) -> BaseGeometry:
    """Read the area of a GeoJSON file: all polygons in it, together.

    Parameters
    ----------
    path
        A Polygon, MultiPolygon, GeometryCollection, Feature or FeatureCollection, in
        longitude and latitude on WGS84.

    Raises
    ------
    geonews.errors.UsageError
        It cannot be read, is not GeoJSON, holds no polygon, or leaves the globe.
    """
    polygons = list(_polygons(_geojson(path), path))
    if sum(map(shapely.get_num_coordinates, polygons)) > _MOST_POSITIONS:
        raise UsageError(f"{path} has over {_MOST_POSITIONS} positions: simplify it")
    # Mending by linework takes minutes on a few hundred crossing edges.
    valid = shapely.make_valid(polygons, method="structure", keep_collapsed=False)
    area = shapely.union_all(valid)
    if area.is_empty or area.area == 0:
        raise UsageError(f"{path} holds no area: give GeoJSON with a Polygon or MultiPolygon")
    west, south, east, north = area.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise UsageError(
            f"{path} leaves the globe (bounds {west:g},{south:g},{east:g},{north:g}): "
            "give longitude, latitude in decimal degrees on WGS84, cut at the date line"
        )
    return area


def _geojson(path: Path) -> Any:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            # A pipe would be waited for, and a device has no end.
            raise UsageError(f"{path} cannot be read (it is no file): give a GeoJSON file")
        if found.st_size > DEFAULT_LIMITS.input_bytes:
            raise UsageError(f"{path} is over {DEFAULT_LIMITS.input_bytes} bytes: simplify it")
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}): give a GeoJSON file"
        ) from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{path} is not JSON ({error}): give a GeoJSON file") from error


def _polygons(node: Any, path: Path) -> Iterator[BaseGeometry]:
    """Yield the polygonal geometries of a GeoJSON object."""
    kind = node.get("type") if isinstance(node, dict) else None
    if kind == "FeatureCollection":
        for feature in _items(node, "features", path):
            yield from _polygons(feature, path)
    elif kind == "Feature":
        if node.get("geometry") is not None:
            yield from _polygons(node["geometry"], path)
    elif kind == "GeometryCollection":
        for geometry in _items(node, "geometries", path):
            yield from _polygons(geometry, path)
    elif kind in ("Polygon", "MultiPolygon"):
        yield _polygon(node, path)
    elif kind not in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        raise UsageError(f"{path} is not GeoJSON (type {kind!r}): give a Polygon or Feature")


def _items(node: dict[str, Any], key: str, path: Path) -> list[Any]:
    items = node.get(key) or []
    if not isinstance(items, list):
        raise UsageError(f"{path} is not GeoJSON ({key} is no list): give a Polygon or Feature")
    return items


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _polygon(node: dict[str, Any], path: Path) -> BaseGeometry:
    try:
        polygon = shapely.force_2d(shape(node))
        if not np.isfinite(polygon.bounds).all() and not polygon.is_empty:
            raise ValueError("a coordinate is no finite number")
        return polygon
    except (
        ShapelyError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        OverflowError,
    ) as error:
        raise UsageError(
            f"{path} has a damaged {node['type']} ({error}): give closed rings of lon, lat"
        ) from error


def _number(value: str, *, name: str) -> float:
    try:
        number = float(value)
    except ValueError as error:
        raise UsageError(f"{name} {value!r}: give a number, like 12.5") from error
    if number != number or abs(number) == float("inf"):
        raise UsageError(f"{name} {value!r}: give a finite number, like 12.5")
    return number


def _choice(value: str, choices: type[_Choice], *, name: str) -> _Choice:
    try:
        return choices(value)
    except ValueError as error:
        accepted = ", ".join(choices)
        raise UsageError(f"{name} {value!r}: give one of {accepted}") from error
