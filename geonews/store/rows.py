"""Events as rows of the layer, and as the reports of single documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geonews.geo import Point
from geonews.model import Document, Event, Source
from geonews.query import Whereabouts, event_words
from geonews.records import event_from_properties, event_properties
from geonews.store.geopackage import decode_point, encode_point

__all__ = [
    "COLUMNS",
    "event_of_row",
    "fused",
    "report_of",
    "row_of_event",
    "to_json",
    "whereabouts",
    "words_of_event",
]

_LISTS = ("territories", "sources")
COLUMNS = (
    "geom", "id", "type", "mode", "modality", "title", "summary", "place_ar", "place_en",
    "place_id", "country", "where_precision", "extent_km", "from", "to", "time_precision",
    "confidence", "main", "territories", "sources",
)  # fmt: skip
"""Columns of `events` in the order of `row_of_event`, after `fid`."""


def to_json(value: Any) -> str:
    """Return JSON for a column, Arabic unescaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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


def fused(reports: Sequence[str]) -> Event:
    """Return the event that several reports of it amount to.

    Content is that of the report with the highest confidence, of the first document id where
    they tie; sources are all of them, oldest first. The outcome does not depend on the order
    of the reports, nor, then, on the order in which documents are added.
    """
    told = sorted(
        (_event_of_report(report) for report in reports),
        key=lambda event: (-event.confidence, event.sources[0].document_id),
    )
    sources = sorted(
        (source for event in told for source in event.sources),
        key=lambda source: (source.published or date.max, source.document_id),
    )
    return replace(told[0], sources=tuple(sources))


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


def _event_of_report(report: str) -> Event:
    properties = json.loads(report)
    lon, lat = properties.pop("point")
    return event_from_properties(properties, lon=lon, lat=lat)


def _source(document: Document) -> Source:
    is_web = document.url.lower().startswith(("http://", "https://"))
    return Source(
        document_id=document.id,
        title=document.title,
        url=document.url if is_web else "",
        published=document.published,
    )
