"""Turn the overlay's rough outlines into the true shapes of seas, regions, ranges and islands.

`gazetteer/overlay/areas.geojson` says what is known by hand: an outline that crosses coasts
generously, and how to clip it. Coasts and international borders come from the country
polygons, so that only inner edges are generalised. A feature's ``clip`` is one of

``sea``
    the outline without land;
``land``
    the outline within land;
``lake``
    the outline without land where the country polygons leave the water out, as they do for
    the Caspian, else the outline itself;
``none``
    the outline itself.

Where ``members`` names countries, the area is their union, within the outline if there is one.
A line stands for a river or canal and becomes a narrow band. Coordinates are WGS84 longitude
and latitude in decimal degrees; no shape crosses the antimeridian, it is cut there.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely import MultiPolygon, Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from gazetteer.extent import holding_radius_km
from gazetteer.polygons import cut, joined, polygons_of

__all__ = ["Area", "load_areas"]

LINE_HALF_WIDTH = 0.02
"""Half the width of the band that a river or canal is drawn as, in degrees: about 2 km."""

GRID = 0.0001
"""Coordinates are rounded to this, in degrees: about 11 m."""

OPEN_WATER_SHARE = 0.3
"""A lake is left out of the country polygons if more of its outline than this is not land."""

SLIVER_SHARE = 0.004
"""Parts of a sea smaller than this share of it are lagoons and cuts behind the coast."""

SPECK_SHARE = 0.00002
"""Islets and holes smaller than this share of an area are not drawn in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A named area with its true shape."""

    id: str
    name_ar: str
    variants: tuple[str, ...]
    """Other Arabic names, as news writes them."""

    name_en: str
    variants_en: tuple[str, ...]
    feature_class: str
    feature_code: str
    """GeoNames feature code: SEA, STRT, RGN, MTS, ISL, …"""

    country: str
    """ISO 3166-1 alpha-2, empty where the area lies in none or in several."""

    geometry: Polygon | MultiPolygon
    """Valid, WGS84 longitude and latitude."""

    lat: float
    lon: float
    """The point that stands for the area; it may lie between the islands of a group."""

    extent_km: float
    """Great-circle radius about that point that holds the area, in kilometres."""

    source: str


class _Land:
    """The country polygons, ready to be clipped to a neighbourhood."""

    def __init__(self, countries: Mapping[str, BaseGeometry]) -> None:
        self._countries = {code: polygons_of(whole) for code, whole in countries.items()}
        self._parts = polygons_of(shapely.union_all(list(countries.values())))
        self._tree = STRtree(self._parts)

    def near(self, outline: BaseGeometry) -> MultiPolygon:
        """Return the land within the outline's bounding box."""
        found = sorted(self._tree.query(shapely.box(*outline.bounds)))
        return MultiPolygon(cut([self._parts[index] for index in found], outline))

    def members(self, codes: Collection[str], outline: BaseGeometry | None) -> BaseGeometry:
        """Return the union of some countries, within the outline if there is one.

        Raises
        ------
        ValueError
            A country has no polygon.
        """
        missing = sorted(set(codes) - self._countries.keys())
        if missing:
            raise ValueError(f"no polygon for member {', '.join(missing)}")
        parts = [part for code in codes for part in self._countries[code]]
        if outline is None:
            return shapely.union_all(parts)
        pieces = cut(parts, outline)
        # The polygons of one country lie apart, and need no union.
        land = MultiPolygon(pieces) if len(codes) == 1 else shapely.union_all(pieces)
        return outline.intersection(land)


def load_areas(path: Path, countries: Mapping[str, BaseGeometry]) -> list[Area]:
    """Read the overlay's outlines and clip each to its true shape.

    Parameters
    ----------
    path
        A GeoJSON FeatureCollection laid out as the module describes.
    countries
        ISO 3166-1 alpha-2 code → valid polygon, in WGS84 longitude and latitude. Land that no
        entry covers counts as water.

    Returns
    -------
    list of Area
        In the order of the file.

    Raises
    ------
    ValueError
        An id is used twice, a member country has no polygon, the ``clip`` is unknown, or
        nothing is left of an outline.
    """
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    land = _Land(countries)
    areas = [_area(feature, land) for feature in features]
    if len({area.id for area in areas}) < len(areas):
        raise ValueError(f"{path.name}: an id is used twice; give each area one of its own")
    return areas


def _area(feature: dict[str, Any], land: _Land) -> Area:
    properties = feature["properties"]
    try:
        shape = _tidy(_shape(feature, land), sea=properties["clip"] == "sea")
    except ValueError as error:
        raise ValueError(f"area {properties['id']!r}: {error}") from error
    point = _point(properties, shape)
    return Area(
        id=properties["id"],
        name_ar=properties["name_ar"],
        variants=tuple(properties["variants"]),
        name_en=properties["name_en"],
        variants_en=tuple(properties["variants_en"]),
        feature_class=properties["feature_class"],
        feature_code=properties["feature_code"],
        country=properties["country"],
        geometry=shape,
        lat=point.y,
        lon=point.x,
        extent_km=holding_radius_km(shape, lon=point.x, lat=point.y),
        source=properties["source"],
    )


def _shape(feature: dict[str, Any], land: _Land) -> BaseGeometry:
    properties, geometry = feature["properties"], feature["geometry"]
    outline = shapely.make_valid(shapely.geometry.shape(geometry)) if geometry else None
    if properties["members"]:
        return land.members(properties["members"], outline)
    if outline is None:
        raise ValueError("neither an outline nor members; give one")
    if shapely.get_dimensions(outline) == 1:
        return outline.buffer(LINE_HALF_WIDTH, quad_segs=2)
    match properties["clip"]:
        case "sea":
            return outline.difference(land.near(outline))
        case "land":
            return outline.intersection(land.near(outline))
        case "lake":
            water = outline.difference(land.near(outline))
            return water if water.area > OPEN_WATER_SHARE * outline.area else outline
        case "none":
            return outline
        case unknown:
            raise ValueError(f"clip {unknown!r} is not sea, land, lake or none")


def _tidy(shape: BaseGeometry, *, sea: bool) -> Polygon | MultiPolygon:
    """Simplify to a fitting detail and keep polygons only, without slivers and specks."""
    simple = shapely.make_valid(shape.simplify(_tolerance(shape)))
    parts = polygons_of(shapely.set_precision(simple, GRID))
    if not parts:
        raise ValueError("nothing is left of its outline; redraw it")
    total = sum(part.area for part in parts)
    largest = max(part.area for part in parts)
    least = min(largest, total * (SLIVER_SHARE if sea else SPECK_SHARE))
    kept = [
        Polygon(
            part.exterior,
            [ring for ring in part.interiors if Polygon(ring).area > total * SPECK_SHARE],
        )
        for part in parts
        if part.area >= least
    ]
    return joined(kept)


def _tolerance(shape: BaseGeometry) -> float:
    """Return how far, in degrees, the simplified edge may lie from the true one."""
    west, south, east, north = shape.bounds
    across = max(east - west, north - south)
    # The larger the area, the farther away it is seen from: continents and oceans most of all.
    if across > 60:
        return 0.05
    return 0.02 if across > 15 else min(0.01, across / 400)


def _point(properties: dict[str, Any], shape: Polygon | MultiPolygon) -> Point:
    if "lat" in properties:
        return Point(properties["lon"], properties["lat"])
    centre = shape.centroid
    chosen = centre if shape.contains(centre) else shape.representative_point()
    return Point(round(chosen.x, 4), round(chosen.y, 4))
