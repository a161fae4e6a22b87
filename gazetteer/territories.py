"""Turn the overlay's contested territories into shapes with dated claims.

`gazetteer/overlay/territories` holds one GeoJSON Feature a territory, named by its slug. Its
geometry is a rough outline by hand, generous across coasts and international borders, and
its properties say how that becomes the territory:

``within``, ``within_names``
    countries, by ISO 3166-1 alpha-2 code, and Natural Earth shapes without a code, by name,
    that the outline is clipped to; without either the outline itself is taken, as for islets
    that the country polygons are too coarse for;
``whole``
    the Natural Earth shape of that name, and no outline;
``without``
    ids of territories that are cut out of it;
``inside``, ``outside``
    places known to lie on either side, which the result is held to;

``note_ar``, ``note_en``
    one neutral sentence: what is contested, by whom, since when;
``claims``, ``administrations``
    dated records, each of a party;
``kind``, ``kinds``
    what the territory is known for, and, where that does not hold on all days on which the
    claims conflict, dated records of what it was then. A record of ``kinds`` calls its days
    contested whoever claims the land, as where an annexation was not recognised. Peaceful
    are ``leased``, where both sides abide by the lease, ``buffer``, and null: the parties
    were at one, as after they had divided the land;

``area_km2``, ``area_source``
    the published area, which the result is held to within `AREA_LEEWAY`, and who publishes
    it; null and the reason where nobody does.

So coasts and international borders are true and only inner lines are generalised. What
Natural Earth says of sovereignty is not taken: who claims and who administers stands in the
records of ``claims`` and ``administrations``. Coordinates are WGS84 longitude and latitude
in decimal degrees; dates are ISO 8601 days, both ends inclusive.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from gazetteer.extent import area_km2, holding_radius_km
from gazetteer.polygons import joined, polygons_of
from gazetteer.rows import read_csv
from gazetteer.states import Shape
from gazetteer.upstream import countries
from geonews.model import Claim, DatedKind, Party, Territory, TerritoryKind, TimePrecision
from geonews.text.folding import lookup_key

__all__ = ["TerritoryArea", "load_parties", "load_territories", "territories_document"]

DRAWN_TOLERANCE = 0.003
"""How far the packaged edge may lie from the clipped one, in degrees: about 300 m."""

DRAWN_SHARE = 40
"""But no farther than this part of the side of a square as large: islets would be gone."""

AREA_LEEWAY = 0.1
"""Share by which a territory's area may differ from the published one."""

GRID = 0.0001
"""Packaged coordinates are rounded to this, in degrees: about 11 m."""

SPECK_SHARE = 0.0005
"""Parts smaller than this share of a territory are clipping crumbs or rocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryArea:
    """A contested territory with its shape."""

    territory: Territory
    geometry: Polygon | MultiPolygon
    """Valid, WGS84 longitude and latitude, as clipped and not yet simplified."""

    area_km2: float
    """Of the geometry, on the WGS84 ellipsoid."""

    published_km2: float | None
    """The area that is published; None where none is."""

    published_by: str
    """Who publishes that area, or why nobody does."""


def load_parties(path: Path) -> dict[str, Party]:
    """Read the parties that claim or administer, by id.

    Raises
    ------
    ValueError
        A name is missing, or an id is used twice.
    """
    parties: dict[str, Party] = {}
    for row in read_csv(path):
        party = Party(id=row["id"], name_ar=row["name_ar"], name_en=row["name_en"])
        if not (party.id and party.name_ar and party.name_en) or party.id in parties:
            raise ValueError(f"{path.name}: {row} lacks a name or repeats an id")
        parties[party.id] = party
    return parties


def load_territories(folder: Path, shapes: Sequence[Shape]) -> list[TerritoryArea]:
    """Read every territory, clip its outline and check its records.

    Parameters
    ----------
    folder
        ``gazetteer/overlay/territories``; the parties stand beside it in ``parties.csv``.
    shapes
        ``(numeric ISO 3166-1 code or empty, name, polygon)`` of the countries.

    Returns
    -------
    list of TerritoryArea
        In order of their ids.

    Raises
    ------
    ValueError
        A record is wrong: an unknown party, kind or precision, dates out of order, a source
        left out, a name used twice, an outline that is invalid or leaves nothing, or a place
        on the wrong side of the line. The message names the territory and the value.
    """
    parties = load_parties(folder.parent / "parties.csv")
    features = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.geojson"))
    }
    clipper = _Clipper(shapes)
    clipped = {
        f"geonews:{slug}": clipper.clip(feature["properties"], feature["geometry"])
        for slug, feature in features.items()
    }
    areas = []
    for slug, feature in features.items():
        properties = feature["properties"]
        if properties["id"] != f"geonews:{slug}":
            raise ValueError(f"{slug}.geojson has id {properties['id']!r}: name it by its slug")
        geometry = _without(properties, clipped)
        _check_places(properties, geometry)
        areas.append(
            TerritoryArea(
                territory=_territory(properties, geometry, parties),
                geometry=geometry,
                area_km2=area_km2(geometry),
                published_km2=properties["area_km2"],
                published_by=properties["area_source"],
            )
        )
        _check_area(areas[-1])
    _check_names(area.territory for area in areas)
    return areas


def territories_document(
    areas: Sequence[TerritoryArea],
    *,
    parties: Mapping[str, Party],
    policies: Iterable[Mapping[str, str]],
) -> dict[str, Any]:
    """Return the JSON document that ``geonews.territory.Atlas`` reads.

    Parameters
    ----------
    areas
        As `load_territories` returns them.
    parties
        As `load_parties` returns them.
    policies
        Rows of ``overlay/policies.csv``.
    """
    return {
        "territories": [_territory_record(area) for area in areas],
        "parties": [asdict(party) for party in parties.values()],
        "policies": [dict(policy) for policy in policies],
    }


class _Clipper:
    """Cuts outlines to the country polygons."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        alpha2 = {int(row["isonumeric"]): str(row["iso"]) for row in countries()}
        self._by_code: dict[str, list[BaseGeometry]] = {}
        self._by_name: dict[str, BaseGeometry] = {}
        for number, name, polygon in shapes:
            self._by_name[name] = polygon
            if number:
                self._by_code.setdefault(alpha2[int(number)], []).append(polygon)

    def clip(
        self, properties: Mapping[str, Any], geometry: Mapping[str, Any] | None
    ) -> Polygon | MultiPolygon:
        """Return the area that a feature describes, before others are cut out of it."""
        whole = properties.get("whole")
        if whole is not None:
            return _polygonal(properties, self._by_name[whole])
        outline = shape(geometry)
        if not outline.is_valid:
            reason = shapely.is_valid_reason(outline)
            raise ValueError(f"{properties['id']}: outline is invalid ({reason}): redraw it")
        frame = self._frame(properties)
        if frame:
            # Countries of tens of thousands of vertices are cut to the box before they are joined.
            near = [
                shapely.make_valid(shapely.clip_by_rect(part, *outline.bounds)) for part in frame
            ]
            outline = outline.intersection(shapely.union_all(near))
        return _polygonal(properties, outline)

    def _frame(self, properties: Mapping[str, Any]) -> list[BaseGeometry]:
        frame = [self._by_name[name] for name in properties.get("within_names", ())]
        for code in properties.get("within", ()):
            frame.extend(self._by_code[code])
        return frame


def _polygonal(properties: Mapping[str, Any], geometry: BaseGeometry) -> Polygon | MultiPolygon:
    """Return the polygons of a geometry, without the crumbs that clipping leaves."""
    valid = shapely.make_valid(geometry)
    parts = polygons_of(valid)
    least = SPECK_SHARE * sum(part.area for part in parts)
    kept = [part for part in parts if part.area >= least]
    if not kept:
        raise ValueError(f"{properties['id']}: nothing is left of its outline: redraw it")
    return joined(kept)


def _without(
    properties: Mapping[str, Any], clipped: Mapping[str, Polygon | MultiPolygon]
) -> Polygon | MultiPolygon:
    geometry = clipped[properties["id"]]
    for other in properties.get("without", ()):
        geometry = _polygonal(properties, geometry.difference(clipped[other]))
    return geometry


def _check_places(properties: Mapping[str, Any], geometry: BaseGeometry) -> None:
    for side, expected in (("inside", True), ("outside", False)):
        for name, lon, lat in properties.get(side, ()):
            if bool(shapely.intersects_xy(geometry, lon, lat)) is not expected:
                raise ValueError(
                    f"{properties['id']}: {name} at {lon}, {lat} should lie {side}: redraw the line"
                )


def _check_area(area: TerritoryArea) -> None:
    """Refuse an outline that is not as large as the territory is known to be."""
    published = area.published_km2
    if not area.published_by:
        raise ValueError(
            f"{area.territory.id}: say in area_source who published the area, or why none is"
        )
    if published is not None and abs(area.area_km2 / published - 1) > AREA_LEEWAY:
        raise ValueError(
            f"{area.territory.id} is drawn with {area.area_km2:.0f} km², and "
            f"{published:.0f} km² are published: redraw the line"
        )


def _check_names(territories: Iterable[Territory]) -> None:
    """Refuse a name that would mean two territories."""
    owners: dict[str, str] = {}
    for territory in territories:
        for name in {territory.name_ar, territory.name_en, *territory.variants}:
            key = lookup_key(name)
            owner = owners.setdefault(key, territory.id)
            if owner != territory.id or not key:
                raise ValueError(f"{name!r} names both {owner} and {territory.id}: keep it in one")


def _territory(
    properties: Mapping[str, Any],
    geometry: Polygon | MultiPolygon,
    parties: Mapping[str, Party],
) -> Territory:
    point = _point(geometry)
    un_view = properties["un_view"]
    if un_view and un_view not in parties:
        raise ValueError(f"{properties['id']}: un_view {un_view!r} is not in parties.csv")
    return Territory(
        id=properties["id"],
        name_ar=properties["name_ar"],
        name_en=properties["name_en"],
        variants=tuple(properties["variants"]),
        kind=TerritoryKind(properties["kind"]),
        claims=_claims(properties, "claims", parties),
        administrations=_claims(properties, "administrations", parties),
        un_view=un_view,
        lat=round(point.y, 4),
        lon=round(point.x, 4),
        extent_km=holding_radius_km(geometry, lon=point.x, lat=point.y),
        source=f"overlay; Natural Earth. {properties['outline']}",
        note_ar=properties["note_ar"],
        note_en=properties["note_en"],
        kinds=_kinds(properties),
    )


def _claims(
    properties: Mapping[str, Any], kind: str, parties: Mapping[str, Party]
) -> tuple[Claim, ...]:
    return tuple(
        _claim(record, f"{properties['id']} {kind}", parties) for record in properties[kind]
    )


def _kinds(properties: Mapping[str, Any]) -> tuple[DatedKind, ...]:
    return tuple(
        DatedKind(
            kind=None if record["kind"] is None else TerritoryKind(record["kind"]),
            **_dated(record, f"{properties['id']} kinds: {record['kind']}"),
        )
        for record in properties.get("kinds", ())
    )


def _claim(record: Mapping[str, Any], where: str, parties: Mapping[str, Party]) -> Claim:
    party = record["party"]
    if party not in parties:
        raise ValueError(f"{where}: party {party!r} is not in parties.csv: add it there")
    return Claim(party=party, **_dated(record, f"{where}: {party}"))


def _dated(record: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return what every dated record has, checked."""
    start = date.fromisoformat(record["start"]) if record["start"] else None
    end = date.fromisoformat(record["end"]) if record["end"] else None
    if start and end and start > end:
        raise ValueError(f"{where} from {start} to {end} runs backwards")
    if not record["source"]:
        raise ValueError(f"{where} has no source: name the document")
    return {
        "start": start,
        "end": end,
        "precision": TimePrecision(record["precision"]),
        "source": record["source"],
        "note": record["note"],
    }


def _point(geometry: Polygon | MultiPolygon) -> Point:
    centre = geometry.centroid
    return centre if geometry.contains(centre) else geometry.representative_point()


def _territory_record(area: TerritoryArea) -> dict[str, Any]:
    record = asdict(area.territory)
    record["variants"] = list(area.territory.variants)
    for kind in ("claims", "administrations", "kinds"):
        record[kind] = [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in dated.items()
            }
            for dated in record[kind]
        ]
    tolerance = min(DRAWN_TOLERANCE, math.sqrt(area.geometry.area) / DRAWN_SHARE)
    drawn = shapely.set_precision(
        shapely.make_valid(shapely.simplify(area.geometry, tolerance)), GRID
    )
    record["geometry"] = json.loads(json.dumps(mapping(drawn)), parse_float=_rounded)
    return record


def _rounded(number: str) -> float:
    return round(float(number), 4)
