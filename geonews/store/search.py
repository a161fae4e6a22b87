"""From a query to SQL: what the indexes can decide, and a superset of what they cannot.

Everything but where is decided in SQL alone. Where is narrowed by the spatial index, the place's
id and the country, and the rows that remain are put to `geonews.query.Sieve`.
"""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geonews import geo
from geonews.geo import BBox
from geonews.query import EXTENT_SLACK, Query, Region, wanted_forms
from geonews.store.database import Condition, Database

__all__ = ["condition", "of_columns", "places"]

_MOST_BOXES = 32
"""An outline of more parts, as Canada's islands, is sought by one box about them all."""

_MAYBE_WIDE = "(geom IS NOT NULL AND extent_km > 0 AND coalesce(where_precision, 0) NOT IN (1, 2))"
"""Events whose circle may reach a region that their point does not lie in."""


def condition(query: Query, database: Database) -> Condition:
    """Return the condition that every answer to a query meets, in the SQL of a database."""
    parts, where = [*of_columns(query), *_extent(query)], list(places(query, database))
    if wanted := wanted_forms(query.text):
        parts.append(database.has_words(wanted, within=where))
    else:
        parts += (Condition(f"fid IN ({keys.sql})", keys.parameters) for keys in where)
    sql = " AND ".join(part.sql for part in parts) or "1 = 1"
    return Condition(sql, tuple(value for part in parts for value in part.parameters))


def of_columns(query: Query) -> list[Condition]:
    """Return the conditions on an event's columns: all but where it is and which words it has."""
    return [*_what(query), *_when(query)]


def places(query: Query, database: Database) -> Iterator[Condition]:
    """Yield statements that find the keys of what may lie in each of the places asked for."""
    wide = query.include_imprecise
    if query.region is not None:
        boxes = _boxes(query.region.geometry)
        yield _in_boxes(database, boxes, wide=wide, named=_named(query.region))
    if query.bbox is not None:
        yield _in_boxes(database, _boxes(geo.bbox_polygon(BBox(*query.bbox))), wide=wide)
    if query.within is not None:
        yield _in_boxes(database, _boxes(query.within), wide=wide)
    if query.near is not None:
        near_by = query.near
        circle = geo.circle_bboxes(lon=near_by.lon, lat=near_by.lat, km=near_by.km)
        yield _in_boxes(database, circle, wide=wide)


def _what(query: Query) -> Iterator[Condition]:
    if query.types:
        yield _one_of("type", sorted(query.types))
    if query.modality is not None:
        yield Condition("modality = ?", (str(query.modality),))
    if query.min_confidence > 0:
        yield Condition("confidence >= ?", (query.min_confidence,))


def _when(query: Query) -> Iterator[Condition]:
    if query.since is None and query.until is None:
        return
    yield Condition('("from" IS NOT NULL OR "to" IS NOT NULL)', ())
    if query.until is not None:
        yield Condition('("from" IS NULL OR "from" <= ?)', (query.until.isoformat(),))
    if query.since is not None:
        yield Condition('("to" IS NULL OR "to" >= ?)', (query.since.isoformat(),))


def _extent(query: Query) -> Iterator[Condition]:
    """Yield what rules out most areas that reach beyond a radius."""
    if query.near is not None and not query.include_imprecise:
        widest = query.near.km * EXTENT_SLACK
        yield Condition("(where_precision IN (1, 2) OR extent_km <= ?)", (widest,))


def _named(region: Region) -> Iterator[Condition]:
    """Yield the statements that find what lies in a region by its place's id or its country."""
    yield _found_by("place_id", [region.place_id, *sorted(region.other_ids)])
    if region.countries:
        yield _found_by("country", sorted(region.countries))


def _found_by(column: str, values: Sequence[str]) -> Condition:
    wanted = _one_of(column, values)
    return Condition(f"SELECT fid FROM events WHERE {wanted.sql}", wanted.parameters)


def _boxes(geometry: BaseGeometry) -> tuple[BBox, ...]:
    parts = shapely.get_parts(geometry)
    if len(parts) > _MOST_BOXES:
        return (BBox(*geometry.bounds),)
    return tuple(BBox(*part.bounds) for part in parts)


def _in_boxes(
    database: Database, boxes: Sequence[BBox], *, wide: bool, named: Iterable[Condition] = ()
) -> Condition:
    """Return the statement that finds what may lie in some boxes, or is named.

    The keys are gathered first, each from its own index, and the events looked up by them: with
    the alternatives side by side the whole table would be gone through.
    """
    edged = [turned for box in boxes for turned in _with_other_edge(box)]
    found = [database.in_boxes(edged), *named]
    if wide:
        found.append(Condition(f"SELECT fid FROM events {database.narrow} WHERE {_MAYBE_WIDE}", ()))
    sql = " UNION ALL ".join(part.sql for part in found)
    return Condition(sql, tuple(v for part in found for v in part.parameters))


def _with_other_edge(box: BBox) -> Iterator[BBox]:
    """Yield a box, and the date line by its other sign where the box reaches it."""
    yield box
    if box.east == 180:
        yield box._replace(west=-180.0, east=-180.0)
    if box.west == -180:
        yield box._replace(west=180.0, east=180.0)


def _one_of(column: str, values: Sequence[str]) -> Condition:
    marks = ", ".join("?" * len(values))
    return Condition(f"{column} IN ({marks})", tuple(str(value) for value in values))
