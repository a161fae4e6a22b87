"""Events as rows of the layer, and as the reports of single documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from geonews.events.sameness import Account
from geonews.geo import Point
from geonews.model import Document, Event, Source
from geonews.query import event_words
from geonews.records import event_from_properties, event_properties

__all__ = [
    "COLUMNS",
    "account_of",
    "coordinates",
    "event_of_row",
    "report_of",
    "row_of_event",
    "to_json",
    "told_by",
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


def coordinates(
    blobs: Sequence[bytes], start: bytes
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]] | None:
    """Return the longitudes and latitudes of points of one form, None where one has another.

    Parameters
    ----------
    blobs
        Geometries.
    start
        What each begins with; two little-endian doubles follow, decimal degrees WGS84.
    """
    length = len(start) + 16
    if any(len(blob) != length or not blob.startswith(start) for blob in blobs):
        return None
    rows = np.frombuffer(b"".join(blobs), dtype=np.uint8).reshape(-1, length)
    found = rows[:, len(start) :].copy().view("<f8")
    return found[:, 0], found[:, 1]


def to_json(value: Any) -> str:
    """Return JSON for a column, Arabic unescaped."""
    return _encode(value) if value != [] else "[]"


def row_of_event(event: Event, geometry: Any) -> tuple[Any, ...]:
    """Return the values of `COLUMNS`; the geometry as the database writes it."""
    properties = event_properties(event)
    lists = [to_json(properties.pop(name)) for name in _LISTS]
    # What is left stands in the order of the columns.
    return (geometry, *properties.values(), *lists)


def event_of_row(row: Sequence[Any], point: Point | None) -> Event:
    """Return the event of the values of `COLUMNS`, its point read already.

    Raises
    ------
    KeyError, TypeError, ValueError
        It is damaged.
    """
    properties = dict(zip(COLUMNS, row, strict=True))
    for name in _LISTS:
        written = properties[name]
        properties[name] = () if written == "[]" else json.loads(written)
    return event_from_properties(
        properties, lon=point.lon if point else None, lat=point.lat if point else None
    )


def told_by(event: Event, document: Document) -> Event:
    """Return an event as one document tells it: its own source, and no other's."""
    own = next((s for s in event.sources if s.document_id == document.id), _source(document))
    return replace(event, sources=(own,))


def report_of(event: Event) -> str:
    """Return an event, as one document tells it, to be kept."""
    return to_json(event_properties(event) | {"point": [event.lon, event.lat]})


def account_of(report: str) -> Account:
    """Return a report to be compared with others; raises ValueError where it is damaged."""
    properties = json.loads(report)
    lon, lat = properties.pop("point")
    return Account(event_from_properties(properties, lon=lon, lat=lat))


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
