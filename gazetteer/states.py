"""Countries: names from CLDR and the overlay, outlines from Natural Earth.

Natural Earth draws who holds the land; its outlines are taken and its verdicts are not.
Where United Nations documents assign a contested territory to a party (`un_view` in
overlay/territories), its land goes to that party's outline and to no other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.extent import holding_radius_km
from gazetteer.rows import PlaceRow, read_csv
from gazetteer.upstream import cldr_names
from geonews.model import NameKind

__all__ = ["Shape", "country_outlines", "country_places", "reassign"]

Shape = tuple[str, str, BaseGeometry]
"""Numeric ISO 3166-1 code or empty, name, polygon."""

_UNCODED = {"Kosovo": "XK"}
"""Natural Earth gives no ISO number to these, GeoNames has a country for them."""

_WHOLE = 0.9
"""Share of an outline from which a territory is the country itself, and stays its own."""

_DRAWN_SHARE = 40
"""No vertex is moved farther than this part of the side of a square as large."""

_TOLERANCE = 0.004
"""Degrees, about 400 m: the grid that the source was quantised to."""


def country_outlines(
    shapes: Sequence[Shape], rows: Sequence[Mapping[str, Any]]
) -> dict[str, BaseGeometry]:
    """Return the outline of each country by ISO 3166-1 alpha-2 code."""
    alpha2 = {int(row["isonumeric"]): str(row["iso"]) for row in rows if row["isonumeric"]}
    parts: dict[str, list[BaseGeometry]] = {}
    for number, name, polygon in shapes:
        code = alpha2.get(int(number)) if number else _UNCODED.get(name)
        if code:
            parts.setdefault(code, []).append(polygon)
    return {code: shapely.union_all(found) for code, found in sorted(parts.items())}


def reassign(
    outlines: Mapping[str, BaseGeometry], territories: Sequence[tuple[str, BaseGeometry]]
) -> dict[str, BaseGeometry]:
    """Move contested land to the country that the United Nations' documents assign it to.

    A territory that has an ISO 3166-1 code of its own (Taiwan) keeps its outline: the code
    is what news and users ask by.

    Parameters
    ----------
    outlines
        Polygons by ISO 3166-1 alpha-2 code.
    territories
        ``(un_view, polygon)`` of the territories; those with an empty `un_view` stay.
    """
    moved = dict(outlines)
    for owner, land in territories:
        if owner not in moved:
            continue
        for code, outline in moved.items():
            if code == owner or not outline.intersects(land):
                continue
            taken = outline.intersection(land)
            if taken.area > _WHOLE * outline.area:
                land = land.difference(outline)
            else:
                moved[code] = outline.difference(land)
        moved[owner] = moved[owner].union(land)
    return {code: _simplified(outline) for code, outline in moved.items()}


def _simplified(outline: BaseGeometry) -> BaseGeometry:
    # The Vatican is smaller than the tolerance, and would be a line.
    tolerance = min(_TOLERANCE, math.sqrt(outline.area) / _DRAWN_SHARE)
    return shapely.make_valid(shapely.simplify(outline, tolerance))


def country_places(
    rows: Sequence[Mapping[str, Any]],
    outlines: Mapping[str, BaseGeometry],
    overlay: Path,
    towns: Sequence[Mapping[str, Any]] = (),
) -> dict[str, PlaceRow]:
    """Return the countries by ISO 3166-1 alpha-2 code, with point, outline and names.

    Dependencies without an outline of their own stand at their largest town.
    """
    arabic, english = cldr_names("ar"), cldr_names("en")
    places = {}
    for row in rows:
        code = str(row["iso"])
        shape = outlines.get(code)
        if not row["geonameid"]:
            continue
        if shape is None or not shape.area:
            # Natural Earth draws Réunion as a part of France, and the Vatican as a point.
            shape = None
            town = max(
                (city for city in towns if city["countrycode"] == code),
                key=lambda city: int(city["population"]),
                default=None,
            )
            if town is None:
                continue
            point = shapely.Point(float(town["longitude"]), float(town["latitude"]))
            extent = round(math.sqrt(float(row["areakm2"] or 1.0)), 1)
        else:
            mainland = max(shapely.get_parts(shape), key=lambda part: part.area)
            point = mainland.centroid
            if not mainland.contains(point):
                point = mainland.representative_point()
            extent = holding_radius_km(mainland, lon=point.x, lat=point.y)
        place = PlaceRow(
            id=f"geonames:{row['geonameid']}",
            name_en=english.get(code, row["name"]),
            feature_class="A",
            feature_code="PCLI",
            country=code,
            lat=round(point.y, 4),
            lon=round(point.x, 4),
            population=int(row["population"] or 0),
            source="geonames-countries",
            shape=shape,
            extent_km=extent,
        )
        place.add_name(str(row["name"]), NameKind.OFFICIAL, "geonames-countries")
        if code in english:
            place.add_name(english[code], NameKind.VARIANT, "cldr")
        places[code] = place
    _add_arabic_names(places, arabic, overlay)
    return places


def _add_arabic_names(
    places: Mapping[str, PlaceRow], cldr: Mapping[str, str], overlay: Path
) -> None:
    for row in read_csv(overlay / "country_names.csv"):
        if (place := places.get(row["country"])) is None:
            continue
        place.add_name(row["name"], NameKind(row["kind"]), row["source"])
        if row["kind"] == NameKind.SHORT:
            place.name_ar = row["name"]
    for code, place in places.items():
        if code in cldr:
            place.add_name(cldr[code], NameKind.VARIANT, "cldr")
            place.name_ar = place.name_ar or cldr[code]
