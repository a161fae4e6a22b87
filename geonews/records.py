"""Values written down as plain JSON, in the shapes that the contract names, and read back.

What is written here is what files, the store and the command line show; text goes through
untouched, and escaping is the business of whoever writes it into another format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, make_dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from geonews.model import (
    Actor,
    Analysis,
    Candidate,
    Disagreement,
    Event,
    EventMention,
    EventType,
    Interval,
    Modality,
    Place,
    Resolution,
    Source,
    Span,
    Standing,
    TerritoryStatus,
    TimeExpression,
    TimePrecision,
    Toll,
    WherePrecision,
)

__all__ = [
    "LISTS",
    "VALUES",
    "analysis_record",
    "candidate_record",
    "event_from_properties",
    "event_from_values",
    "event_properties",
    "place_record",
    "territories_from_records",
]


# Looking a member up in a dict takes a tenth of calling its class, which refuses the rest.
_TYPES = {str(kind): kind for kind in EventType}
_MODALITIES = {str(modality): modality for modality in Modality}
_TIME_PRECISIONS = {str(precision): precision for precision in TimePrecision}
_WHERE_PRECISIONS = {int(precision): precision for precision in WherePrecision}


_Unfrozen = make_dataclass("_Unfrozen", [field.name for field in fields(Event)], slots=True)
"""An event in the making, whose fields can be assigned. A frozen class's own ``__init__`` calls
`object.__setattr__` for each and takes six times as long; with the same slots, this one becomes
an `Event` by its class alone."""


VALUES = (
    "id", "type", "mode", "modality", "title", "summary", "place_ar", "place_en", "place_id",
    "country", "where_precision", "extent_km", "from", "to", "time_precision", "confidence", "main",
)  # fmt: skip
"""Properties of an event that are one value each, in the order of `event_properties`."""

LISTS = ("territories", "actors", "tolls", "disagreements", "sources")
"""Properties that are lists, which follow them."""


def event_properties(event: Event) -> dict[str, Any]:
    """Return the properties of an event's GeoJSON Feature, in the order they are shown."""
    when = event.when
    return {
        "id": event.id,
        "type": str(event.type),
        "mode": event.mode,
        "modality": str(event.modality),
        "title": event.title,
        "summary": event.summary,
        "place_ar": event.place_ar,
        "place_en": event.place_en,
        "place_id": event.place_id,
        "country": event.country,
        "where_precision": None if event.where_precision is None else int(event.where_precision),
        "extent_km": event.extent_km,
        "from": _iso(when.start) if when else None,
        "to": _iso(when.end) if when else None,
        "time_precision": str(when.precision) if when else None,
        "confidence": event.confidence,
        "main": event.main,
        "territories": [_territory_record(status) for status in event.territories],
        "actors": [_actor_record(actor) for actor in event.actors],
        "tolls": [_toll_record(toll) for toll in event.tolls],
        "disagreements": [_disagreement_record(told) for told in event.disagreements],
        "sources": [_source_record(source) for source in event.sources],
    }


def event_from_properties(
    properties: dict[str, Any], *, lon: float | None, lat: float | None
) -> Event:
    """Return the event that `event_properties` wrote down; coordinates in decimal degrees.

    Raises
    ------
    KeyError, TypeError, ValueError
        A property is missing, or holds a value that its field does not allow.
    """
    return event_from_values(
        [properties[name] for name in VALUES],
        territories=territories_from_records(properties["territories"]),
        actors=msgspec.convert(properties["actors"], tuple[Actor, ...]),
        tolls=msgspec.convert(properties["tolls"], tuple[Toll, ...]),
        disagreements=msgspec.convert(properties["disagreements"], tuple[Disagreement, ...]),
        sources=msgspec.convert(properties["sources"], tuple[Source, ...]),
        lon=lon,
        lat=lat,
    )


def event_from_values(
    values: Sequence[Any],
    *,
    territories: tuple[TerritoryStatus, ...],
    actors: tuple[Actor, ...],
    tolls: tuple[Toll, ...],
    disagreements: tuple[Disagreement, ...],
    sources: tuple[Source, ...],
    lon: float | None,
    lat: float | None,
) -> Event:
    """Return the event of the `VALUES` of its properties, and of its lists.

    Raises
    ------
    TypeError, ValueError
        A value is not one that its field allows.
    """
    (
        id_, type_, mode, modality, title, summary, place_ar, place_en, place_id, country,
        where, extent_km, first, last, precision, confidence, main,
    ) = values  # fmt: skip
    # In the order of the fields.
    event: Any = _Unfrozen(
        id_,
        _TYPES.get(type_) or EventType(type_),
        mode,
        _MODALITIES.get(modality) or Modality(modality),
        title,
        summary,
        place_id,
        place_ar,
        place_en,
        country,
        lat,
        lon,
        extent_km,
        None if where is None else _WHERE_PRECISIONS.get(where) or WherePrecision(where),
        None if precision is None else _interval(first, last, precision),
        confidence,
        bool(main),
        territories,
        sources,
        actors,
        tolls,
        disagreements,
    )
    event.__class__ = Event
    frozen: Event = event
    return frozen


def territories_from_records(records: Iterable[dict[str, Any]]) -> tuple[TerritoryStatus, ...]:
    """Return what `event_properties` wrote of an event's territories.

    Raises
    ------
    KeyError, TypeError, ValueError
        A key is missing, or holds a value that its field does not allow.
    """
    return tuple(map(_territory_status, records))


def analysis_record(analysis: Analysis) -> dict[str, Any]:
    """Return what ``geonews analyze`` prints for one document; its text is left out."""
    document = analysis.document
    return {
        "id": document.id,
        "title": document.title,
        "published": _iso(document.published),
        "lang": document.lang,
        "mentions": [_mention_record(mention) for mention in analysis.mentions],
        "times": [_time_record(time) for time in analysis.times],
        "events": [_event_mention_record(event, document.text) for event in analysis.events],
    }


def place_record(place: Place) -> dict[str, Any]:
    """Return what ``geonews lookup`` prints of a place itself."""
    return {
        "place_id": place.id,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "feature_code": place.feature_code,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "extent_km": place.extent_km,
        "population": place.population,
    }


def candidate_record(candidate: Candidate) -> dict[str, Any]:
    """Return what ``geonews lookup`` prints of a place that a name may mean."""
    return {
        **place_record(candidate.place),
        "matched": candidate.matched,
        "kind": candidate.kind.value,
        "score": candidate.score,
    }


def _mention_record(mention: Resolution) -> dict[str, Any]:
    toponym, place = mention.toponym, mention.place
    return {
        "start": toponym.span.start,
        "end": toponym.span.end,
        "surface": toponym.surface,
        "use": str(toponym.use),
        "place_id": place.id if place else None,
        "name_ar": place.name_ar if place else "",
        "name_en": place.name_en if place else "",
        "feature_code": place.feature_code if place else "",
        "country": place.country if place else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "extent_km": place.extent_km if place else 0,
        "kind": str(mention.candidates[0].kind) if place and mention.candidates else None,
        "score": mention.score,
        "reasons": list(mention.reasons),
        "candidates": [
            {
                "place_id": candidate.place.id,
                "name_en": candidate.place.name_en,
                "lat": candidate.place.lat,
                "lon": candidate.place.lon,
                "kind": str(candidate.kind),
                "score": candidate.score,
            }
            for candidate in mention.candidates
        ],
    }


def _time_record(time: TimeExpression) -> dict[str, Any]:
    interval = time.interval
    return {
        "start": time.span.start,
        "end": time.span.end,
        "surface": time.surface,
        "from": _iso(interval.start) if interval else None,
        "to": _iso(interval.end) if interval else None,
        "precision": str(interval.precision) if interval else None,
        "calendar": str(time.calendar),
    }


def _event_mention_record(event: EventMention, text: str) -> dict[str, Any]:
    when, trigger = event.when, event.trigger
    return {
        "id": event.id,
        "type": str(event.type),
        "mode": event.mode,
        "modality": str(event.modality),
        "trigger": {
            "start": trigger.start,
            "end": trigger.end,
            "surface": text[trigger.start : trigger.end],
        },
        "evidence": {"start": event.evidence.start, "end": event.evidence.end},
        "location": event.location,
        "places": [[place.mention, str(place.role)] for place in event.places],
        "lat": event.lat,
        "lon": event.lon,
        "where_precision": None if event.where_precision is None else int(event.where_precision),
        "when": {
            "from": _iso(when.start),
            "to": _iso(when.end),
            "precision": str(when.precision),
        }
        if when
        else None,
        "territories": [
            {"id": status.territory_id, "status": str(status.standing)}
            for status in event.territories
        ],
        "confidence": event.confidence,
        "main": event.main,
        "actors": [_actor_record(actor) | _span_record(actor.span) for actor in event.actors],
        "tolls": [_toll_record(toll) | _span_record(toll.span) for toll in event.tolls],
    }


def _span_record(span: Span | None) -> dict[str, int]:
    return {"start": span.start, "end": span.end} if span else {}


def _actor_record(actor: Actor) -> dict[str, Any]:
    return {"role": str(actor.role), "name": actor.name, "country": actor.country}


def _toll_record(toll: Toll) -> dict[str, Any]:
    return {"kind": str(toll.kind), "low": toll.low, "best": toll.best, "high": toll.high}


def _disagreement_record(told: Disagreement) -> dict[str, Any]:
    versions = [
        {"value": version.value, "name": version.name, "documents": list(version.documents)}
        for version in told.versions
    ]
    return {"about": told.about, "versions": versions}


def _territory_record(status: TerritoryStatus) -> dict[str, Any]:
    return {
        "id": status.territory_id,
        "status": str(status.standing),
        "claimants": list(status.claimants),
        "administrators": list(status.administrators),
        "on": status.on.isoformat(),
    }


def _territory_status(record: dict[str, Any]) -> TerritoryStatus:
    return TerritoryStatus(
        territory_id=record["id"],
        on=date.fromisoformat(record["on"]),
        standing=Standing(record["status"]),
        claimants=tuple(record["claimants"]),
        administrators=tuple(record["administrators"]),
    )


def _source_record(source: Source) -> dict[str, Any]:
    return {
        "document_id": source.document_id,
        "title": source.title,
        "url": source.url,
        "published": _iso(source.published),
    }


# Many events share one interval, and none can be changed.
@lru_cache(maxsize=8192)
def _interval(first: str | None, last: str | None, precision: str) -> Interval:
    return Interval(
        start=_day(first),
        end=_day(last),
        precision=_TIME_PRECISIONS.get(precision) or TimePrecision(precision),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
