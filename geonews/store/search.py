"""From a query to SQL: what the indexes can decide, and a superset of what they cannot.

Everything but where is decided in SQL alone. Where is narrowed by the R-tree, the place's id
and the country, and the rows that remain are put to `geonews.query.Matcher`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geonews import geo
from geonews.geo import BBox
from geonews.query import Query, Region, wanted_forms

__all__ = ["Condition", "condition"]

_MOST_BOXES = 32
"""An outline of more parts, as Canada's islands, is sought by one box about them all."""

_IN_BOX = (
    "SELECT id FROM rtree_events_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?"
)
_MAYBE_WIDE = "(geom IS NOT NULL AND extent_km > 0 AND coalesce(where_precision, 0) NOT IN (1, 2))"
"""Events whose circle may reach a region that their point does not lie in."""


class Condition(NamedTuple):
    """A boolean SQL expression on `events`, and its parameters."""

    sql: str
    parameters: tuple[Any, ...]


def condition(query: Query) -> Condition:
    """Return the condition that every answer to a query meets."""
    parts = [*_what(query), *_when(query), *_words(query), *_where(query)]
    sql = " AND ".join(part.sql for part in parts) or "1"
    return Condition(sql, tuple(value for part in parts for value in part.parameters))


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


def _words(query: Query) -> Iterator[Condition]:
    wanted = wanted_forms(query.text)
    if not wanted:
        return
    # Forms are letters and digits only, so quoting them is all that FTS5's syntax needs.
    sought = " AND ".join(
        "(" + " OR ".join(f'"{form}"' for form in sorted(forms)) + ")" for forms in wanted
    )
    yield Condition("fid IN (SELECT rowid FROM event_words WHERE event_words MATCH ?)", (sought,))


def _where(query: Query) -> Iterator[Condition]:
    wide = query.include_imprecise
    if query.region is not None:
        named = _named(query.region)
        near = _in_boxes(_boxes(query.region.geometry), wide=wide)
        yield Condition(f"({near.sql} OR {named.sql})", near.parameters + named.parameters)
    if query.bbox is not None:
        yield _in_boxes(_boxes(geo.bbox_polygon(BBox(*query.bbox))), wide=wide)
    if query.within is not None:
        yield _in_boxes(_boxes(query.within), wide=wide)
    if query.near is not None:
        near_by = query.near
        boxes = geo.circle_bboxes(lon=near_by.lon, lat=near_by.lat, km=near_by.km)
        yield _in_boxes(boxes, wide=wide)


def _named(region: Region) -> Condition:
    ids = _one_of("place_id", [region.place_id, *sorted(region.other_ids)])
    if not region.countries:
        return ids
    countries = _one_of("country", sorted(region.countries))
    return Condition(f"{ids.sql} OR {countries.sql}", ids.parameters + countries.parameters)


def _boxes(geometry: BaseGeometry) -> tuple[BBox, ...]:
    parts = shapely.get_parts(geometry)
    if len(parts) > _MOST_BOXES:
        return (BBox(*geometry.bounds),)
    return tuple(BBox(*part.bounds) for part in parts)


def _in_boxes(boxes: Sequence[BBox], *, wide: bool) -> Condition:
    boxes = [turned for box in boxes for turned in _with_other_edge(box)]
    sql = f"fid IN ({' UNION ALL '.join([_IN_BOX] * len(boxes))})"
    values = tuple(v for box in boxes for v in (box.west, box.east, box.south, box.north))
    return Condition(f"({sql} OR {_MAYBE_WIDE})" if wide else sql, values)


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
