"""Events as rows of the layer, and as the reports of single documents."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Any

from geonews.events.sameness import Account
from geonews.geo import Point
from geonews.model import Document, Event, Source
from geonews.query import Whereabouts, event_words
from geonews.records import event_from_properties, event_properties
from geonews.store.geopackage import decode_point, encode_point

__all__ = [
    "COLUMNS",
    "account_of",
    "event_of_row",
    "report_of",
    "row_of_event",
    "to_json",
    "whereabouts",
    "words_of_event",
]

_LISTS = ("territories", "actors", "tolls", "disagreements", "sources")
COLUMNS = (
    "geom", "id", "type", "mode", "modality", "title", "summary", "place_ar", "place_en",
    "place_id", "country", "where_precision", "extent_km", "from", "to", "time_precision",
    "confidence", "main", *_LISTS,
)  # fmt: skip
"""Columns of `events` in the order of `row_of_event`, after `fid`."""


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.dumps` makes an encoder anew wherever it is asked for anything unusual."""


def to_json(value: Any) -> str:
    """Return JSON for a column, Arabic unescaped."""
    return _encode(value) if value != [] else "[]"


def row_of_event(event: Event) -> tuple[Any, ...]:
    """Return the values of `COLUMNS`."""
    properties = event_properties(event)
    for name in _LISTS:
        properties[name] = to_json(properties[name])
    properties["geom"] = (
        None
        if event.lon is None or event.lat is None
        else encode_point(Point(lon=event.lon, lat=event.lat))
    )
    return tuple(properties[name] for name in COLUMNS)


def event_of_row(row: sqlite3.Row) -> Event:
    """Return the event of a row that has `COLUMNS`; raises ValueError where it is damaged."""
    properties = dict(row)
    for name in _LISTS:
        properties[name] = json.loads(properties[name])
    point = decode_point(properties["geom"])
    return event_from_properties(
        properties, lon=point.lon if point else None, lat=point.lat if point else None
    )


def report_of(event: Event, document: Document) -> str:
    """Return an event as one document tells it: its own source, and no other's."""
    own = next((s for s in event.sources if s.document_id == document.id), _source(document))
    properties = event_properties(replace(event, sources=(own,)))
    return to_json(properties | {"point": [event.lon, event.lat]})


def account_of(report: str) -> Account:
    """Return a report to be compared with others; raises ValueError where it is damaged."""
    properties = json.loads(report)
    lon, lat = properties.pop("point")
    return Account(event_from_properties(properties, lon=lon, lat=lat))


def whereabouts(row: sqlite3.Row) -> Whereabouts:
    """Return where a row's event is; raises ValueError where its geometry is no point."""
    point = decode_point(row["geom"])
    return Whereabouts(
        row["place_id"],
        row["country"],
        point.lon if point else None,
        point.lat if point else None,
        row["extent_km"],
        row["where_precision"],
    )


def words_of_event(event: Event) -> str:
    """Return the forms under which full text finds an event, in a stable order."""
    return " ".join(sorted(event_words(event)))


def _source(document: Document) -> Source:
    is_web = document.url.lower().startswith(("http://", "https://"))
    return Source(
        document_id=document.id,
        title=document.title,
        url=document.url if is_web else "",
        published=document.published,
    )
