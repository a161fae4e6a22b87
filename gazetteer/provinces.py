"""First-level divisions of the whole world: names from the overlay, polygons from the towns.

No polygon file is needed. Every town of GeoNames says which division it lies in; the cells of
a Voronoi diagram of a country's towns, joined by division and cut to the country's outline,
are the divisions. They cover the country without gaps or overlaps, and lie closer to the true
borders the more towns there are: against Natural Earth's polygons the 51 of the United States
have a median overlap (intersection over union) of .92, Abkhazia .94, Gilgit-Baltistan .89.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.extent import holding_radius_km
from gazetteer.polygons import cut, joined, polygons_of
from gazetteer.rows import PlaceRow, read_csv
from gazetteer.upstream import read_table
from geonews.model import NameKind
from geonews.text.folding import lookup_key

__all__ = ["add_bare_names", "division_outlines", "provinces"]

_UNKNOWN = frozenset({"", "00"})
"""Codes that GeoNames gives to towns whose division it does not know."""

_LEFT_OUT = frozenset({("IL", "WE")})
"""Upstream's division of Israel for settlements in the West Bank, whose names take a side; the
West Bank has an entry of its own."""

_GRID = 4
"""Decimal digits that towns' coordinates are rounded to; two at one point make no cell."""

_MARGIN = 1.0
"""Degrees that the diagram reaches beyond the outline."""

_EDGE = 0.0001
"""Packaged coordinates are rounded to this, in degrees: about 11 m."""

_HEADS = (
    "محافظة",
    "ولاية",
    "مقاطعة",
    "إقليم",
    "اقليم",
    "جهة",
    "منطقة",
    "إمارة",
    "امارة",
    "قضاء",
    "كانتون",
    "أوبلاست",
    "كراي",
    "جمهورية",
    "دائرة",
    "بلدية",
    "أبرشية",
    "مدينة",
)
"""Class nouns that upstream puts before a division's own name."""

_UNDRAWN_KM = 50.0
"""Radius about the largest town of a division that has no polygon."""

_LEAST_LETTERS = 4
"""Letters that are left of a name without its class noun for it to stand alone."""


def division_outlines(
    towns: Iterable[Mapping[str, Any]], outlines: Mapping[str, BaseGeometry]
) -> dict[tuple[str, str], BaseGeometry]:
    """Return the polygon of each division by country and admin-1 code.

    Parameters
    ----------
    towns
        With ``countrycode``, ``admin1code``, ``latitude`` and ``longitude``.
    outlines
        Country polygons by ISO 3166-1 alpha-2 code, WGS84 longitude and latitude.
    """
    points: defaultdict[str, dict[tuple[float, float], str]] = defaultdict(dict)
    for town in towns:
        known = town["admin1code"] not in _UNKNOWN
        if known and (town["countrycode"], town["admin1code"]) not in _LEFT_OUT:
            point = (
                round(float(town["longitude"]), _GRID),
                round(float(town["latitude"]), _GRID),
            )
            points[town["countrycode"]].setdefault(point, town["admin1code"])
    return {
        (country, code): polygon
        for country, towns_at in sorted(points.items())
        if country in outlines
        for code, polygon in _divide(outlines[country], towns_at)
    }


def _divide(
    outline: BaseGeometry, towns: Mapping[tuple[float, float], str]
) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield each division's code and its part of an outline."""
    codes = np.array(list(towns.values()), dtype=object)
    distinct = sorted(set(codes))
    if len(distinct) == 1:
        yield distinct[0], outline
        return
    points = shapely.points(np.array(list(towns)))
    west, south, east, north = outline.bounds
    frame = shapely.box(west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=frame)
    cells = shapely.get_parts(diagram)
    which, cell = shapely.STRtree(cells).query(points, predicate="within")
    owner = np.full(len(cells), "", dtype=object)
    owner[cell] = codes[which]
    shapely.prepare(outline)
    for code in distinct:
        whole = _dissolved(cells[owner == code])
        # Most divisions lie inland; only the others are cut, and to what is near them.
        part = whole
        if not shapely.contains_properly(outline, whole):
            part = shapely.MultiPolygon(cut([outline], whole)).intersection(whole)
        if polygons := polygons_of(shapely.set_precision(part, _EDGE)):
            yield code, joined(polygons)


def _dissolved(cells: np.ndarray) -> BaseGeometry:
    """Return the union of cells that share edges.

    GEOS finds the cells of towns less than its rounding apart not to share theirs; these are
    joined the slower way.
    """
    try:
        return shapely.coverage_union_all(cells)
    except shapely.errors.GEOSException:
        return shapely.union_all(cells)


def provinces(
    towns: Sequence[Mapping[str, Any]], outlines: Mapping[str, BaseGeometry], overlay: Path
) -> list[PlaceRow]:
    """Return every first-level division that a town lies in, with its names.

    It has a polygon but where its towns lie outside their country's outline: on islets, or on
    land that the documents assign to another.

    Raises
    ------
    SystemExit
        A row of the overlay names a code that no town has: upstream has changed.
    """
    curated = {row["code"]: row for row in read_csv(overlay / "admin1.csv")}
    english = read_table("geonames-admin1")
    upstream = [(key, read_table(key)) for key in ("geonames-names-ar", "cldr-subdivisions-ar")]
    polygons = division_outlines(towns, outlines)
    places = []
    for (country, code), town in _largest_towns(towns).items():
        key = f"{country}.{code}"
        row = curated.pop(key, {})
        place = _division(country, code, polygons.get((country, code)), town)
        place.name_en = row.get("name_en", "") or english.get(key, "")
        if key in english:
            place.add_name(english[key], NameKind.OFFICIAL, "geonames-admin1")
        if row:
            place.add_name(place.name_en, NameKind.OFFICIAL, row["source"])
            place.name_ar = row["name_ar"]
            place.add_name(row["name_ar"], NameKind.SHORT, row["source"])
            for name in filter(None, row["variants"].split("|")):
                place.add_name(name, NameKind.VARIANT, row["source"])
        for source, names in upstream:
            if key in names:
                _add_upstream(place, names[key], source, alone=not row)
        if place.names:
            places.append(place)
    if curated:
        raise SystemExit(f"admin1.csv: no town lies in {', '.join(sorted(curated))}")
    return places


def _largest_towns(
    towns: Iterable[Mapping[str, Any]],
) -> dict[tuple[str, str], Mapping[str, Any]]:
    largest: dict[tuple[str, str], Mapping[str, Any]] = {}
    for town in towns:
        key = town["countrycode"], town["admin1code"]
        if key in _LEFT_OUT or key[1] in _UNKNOWN:
            continue
        if key not in largest or town["population"] > largest[key]["population"]:
            largest[key] = town
    return largest


def _division(
    country: str, code: str, outline: BaseGeometry | None, town: Mapping[str, Any]
) -> PlaceRow:
    lon, lat = float(town["longitude"]), float(town["latitude"])
    extent = _UNDRAWN_KM
    if outline is not None:
        mainland = max(shapely.get_parts(outline), key=lambda part: part.area)
        point = mainland.centroid
        if not mainland.contains(point):
            point = mainland.representative_point()
        lon, lat = point.x, point.y
        extent = holding_radius_km(mainland, lon=lon, lat=lat)
    return PlaceRow(
        id=f"admin1:{country}.{code}",
        name_en="",
        feature_class="A",
        feature_code="ADM1",
        country=country,
        admin1=code,
        lat=round(lat, 4),
        lon=round(lon, 4),
        extent_km=extent,
        source="geonames-admin1",
        shape=outline,
    )


def _add_upstream(place: PlaceRow, name: str, source: str, *, alone: bool) -> None:
    """Add an upstream's Arabic name, whole and without its class noun.

    Where the overlay names the place, only a name with a class noun is added: it has a reason
    where it gives no bare one (صباح is Sabah, and "morning").
    """
    head, _, rest = name.partition(" ")
    headed = head in _HEADS and len(rest) >= _LEAST_LETTERS
    if headed or alone:
        place.add_name(name, NameKind.VARIANT, source)
    if alone:
        bare = rest if headed else name
        place.name_ar = place.name_ar or bare
        place.add_name(bare, NameKind.VARIANT, source)


def add_bare_names(places: Sequence[PlaceRow]) -> set[str]:
    """Give divisions that are named with their class noun alone the name without it.

    So that ``محافظة الغربية`` (Gharbia governorate) is read as a class noun and a name, and the
    name alone, "the western", is no place. Return the look-up keys that no other place bears:
    each wants a cue.
    """
    borne = {
        key
        for place in places
        for (key, _), (_, kind, _) in place.names.items()
        if kind is not NameKind.LOW_TRUST
    }
    added = set()
    for place in places:
        head, _, bare = place.name_ar.partition(" ")
        key = lookup_key(bare)
        if place.feature_code in ("ADM1", "ADM2") and head in _HEADS and key:
            place.add_name(bare, NameKind.VARIANT, place.names_source(), key=key)
            added.add(key)
    return added - borne
