"""Turn what one article reports into the events that the store keeps and the map draws."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from geonews.model import Analysis, Document, Event, EventMention, Source, Span
from geonews.text import sentences

__all__ = ["to_events"]

_TITLE_LENGTH = 120
"""Code points of a title made from a sentence; a map's popup shows about two lines."""


def to_events(analysis: Analysis) -> tuple[Event, ...]:
    """Return one event for each event mention of an analysis, with the article as its source.

    The place fields are those of the resolved location; without one they are empty and the
    coordinates None. An address that is not http or https is left out of the source.
    """
    source = Source(
        document_id=analysis.document.id,
        title=_title(analysis.document),
        url=_safe_url(analysis.document.url),
        published=analysis.document.published,
    )
    return tuple(_event(analysis, mention, source) for mention in analysis.events)


def _event(analysis: Analysis, mention: EventMention, source: Source) -> Event:
    at = mention.location
    place = None if at is None else analysis.mentions[at].place
    return Event(
        id=mention.id,
        type=mention.type,
        mode=mention.mode,
        modality=mention.modality,
        title=source.title,
        summary=_slice(analysis.document.text, mention.evidence),
        place_id=place.id if place else None,
        place_ar=place.name_ar if place else "",
        place_en=place.name_en if place else "",
        country=place.country if place else "",
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        extent_km=place.extent_km if place else 0.0,
        where_precision=mention.where_precision if place else None,
        when=mention.when,
        confidence=mention.confidence,
        main=mention.main,
        territories=mention.territories,
        sources=(source,),
        actors=tuple(replace(actor, span=None) for actor in mention.actors),
        tolls=tuple(replace(toll, span=None) for toll in mention.tolls),
    )


def _title(document: Document) -> str:
    if document.title.strip():
        return document.title.strip()
    first = next(iter(sentences(document.text)), None)
    return _shorten(_slice(document.text, first)) if first else ""


def _shorten(sentence: str) -> str:
    """Cut a sentence at a word, and show that it was cut."""
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    head = sentence[:_TITLE_LENGTH]
    if " " in head and not sentence[_TITLE_LENGTH].isspace():
        head = head[: head.rindex(" ")]
    return head.rstrip(" ،,;:") + "…"


def _slice(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _safe_url(url: str) -> str:
    """Return an http or https address as it is, and nothing for any other."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
