"""Events as rows of the layer, and as the reports of single documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from geonews.events.sameness import Account
from geonews.model import Actor, Disagreement, Document, Event, Source, TerritoryStatus, Toll
from geonews.query import event_words
from geonews.records import (
    LISTS,
    VALUES,
    event_from_properties,
    event_from_values,
    event_properties,
    territories_from_records,
)

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

COLUMNS = ("geom", *VALUES, *LISTS)
"""Columns of `events` in the order of `row_of_event`, after `fid`."""


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.dumps` makes an encoder anew wherever it is asked for anything unusual."""


_actors = msgspec.json.Decoder(tuple[Actor, ...]).decode
_tolls = msgspec.json.Decoder(tuple[Toll, ...]).decode
_disagreements = msgspec.json.Decoder(tuple[Disagreement, ...]).decode
_sources = msgspec.json.Decoder(tuple[Source, ...]).decode


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
    lists = [to_json(properties.pop(name)) for name in LISTS]
    # What is left stands in the order of the columns.
    return (geometry, *properties.values(), *lists)


def event_of_row(row: Sequence[Any], *, lon: float | None, lat: float | None) -> Event:
    """Return the event of the values of `COLUMNS`, its point read already (decimal degrees).

    Raises
    ------
    KeyError, TypeError, ValueError
        It is damaged.
    """
    territories, actors, tolls, disagreements, sources = row[-len(LISTS) :]
    return event_from_values(
        row[1 : -len(LISTS)],
        territories=() if territories == "[]" else _territories(territories),
        actors=() if actors == "[]" else _actors(actors),
        tolls=() if tolls == "[]" else _tolls(tolls),
        disagreements=() if disagreements == "[]" else _disagreements(disagreements),
        sources=_sources(sources),
        lon=lon,
        lat=lat,
    )


# The events of one country and year lie in the same territories.
@lru_cache(maxsize=4096)
def _territories(written: str) -> tuple[TerritoryStatus, ...]:
    return territories_from_records(json.loads(written))


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
