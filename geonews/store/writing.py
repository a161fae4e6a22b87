"""Put a document and its events into a store, or what replaces them."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from geonews.events.copies import sketch
from geonews.model import Analysis, Document, Event, Resolution
from geonews.records import analysis_record
from geonews.store import copies, merging
from geonews.store.database import Database
from geonews.store.merging import refresh
from geonews.store.rows import to_json, told_by

__all__ = ["MENTION_NAMES", "AddOutcome", "AddStatus", "Told", "is_known", "put", "put_told"]

MENTION_NAMES = '"start", "end", surface, "use", place_id, score'
"""Columns of `mentions` that tell of a mention itself."""


class AddStatus(StrEnum):
    """What adding a document did."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    """The same document, read by the same versions, was there already."""

    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOutcome:
    """What adding a document did to the store."""

    status: AddStatus
    new: int = 0
    """Events that were not there before."""

    removed: int = 0
    """Events that only the former text of the document reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A document as a store keeps it, and what it tells."""

    id: str
    title: str
    url: str
    source: str
    published: date | None
    digest: str
    """SHA-256 of all that the document carries."""

    analysis: str
    """What ``geonews analyze`` prints of it."""

    versions: str
    """Versions of the stages that read it, as JSON."""

    numbers: Sequence[int]
    """Its sketch, by which copies of a text are found; empty for a text too short."""

    mentions: Sequence[tuple[Any, ...]]
    """Rows of `mentions` but for the document's id."""

    events: Sequence[Event]
    """What it tells, each as it alone tells it."""

    apart: Set[str] = frozenset()
    """Ids of those events that were taken out of a happening by hand."""


def put(
    database: Database,
    analysis: Analysis,
    events: Sequence[Event],
    *,
    versions: Mapping[str, str],
) -> AddOutcome:
    """Add a document inside the caller's transaction; see `geonews.store.EventStore.add`."""
    document = analysis.document
    own = {event.id: event for event in sorted(events, key=lambda event: event.confidence)}
    digest, stages = _digest(document), to_json(dict(sorted(versions.items())))
    if is_known(database, document.id, digest, stages):
        return AddOutcome(status=AddStatus.UNCHANGED)
    return put_told(
        database,
        Told(
            id=document.id,
            title=document.title,
            url=document.url,
            source=document.source,
            published=document.published,
            digest=digest,
            analysis=to_json(analysis_record(analysis)),
            versions=stages,
            numbers=sketch(document.text),
            mentions=[_mention_row(mention) for mention in analysis.mentions],
            events=[told_by(event, document) for event in own.values()],
        ),
    )


def is_known(database: Database, document_id: str, digest: str, versions: str) -> bool:
    """Tell whether a store holds just this document, read by just these versions."""
    known = database.execute(
        "SELECT digest, versions FROM documents "
        "JOIN provenance ON provenance.fid = documents.provenance WHERE documents.id = ?",
        (document_id,),
    ).fetchone()
    return known is not None and tuple(known) == (digest, versions)


def put_told(database: Database, told: Told) -> AddOutcome:
    """Put a document in the place of one with its id, inside the caller's transaction."""
    known = database.execute("SELECT 1 FROM documents WHERE id = ?", (told.id,)).fetchone()
    former = _remove_document(database, told.id) if known else set()
    _put_document(database, told)
    ids = {event.id for event in told.events}
    before = _existing(database, ids)
    merging.add_reports(database, told.id, told.events, apart=told.apart)
    copies.note(database, told.id, told.published, told.numbers)
    for event_id in sorted(ids | former):
        refresh(database, event_id)
    return AddOutcome(
        status=AddStatus.ADDED if known is None else AddStatus.REPLACED,
        new=len(ids - before),
        removed=len(former) - len(_existing(database, former)),
    )


def _digest(document: Document) -> str:
    published = document.published.isoformat() if document.published else None
    content = (document.text, document.title, published, document.url, document.source)
    return hashlib.sha256(to_json([*content, document.lang]).encode()).hexdigest()


def _remove_document(database: Database, document_id: str) -> set[str]:
    """Remove a document with its mentions and reports; return the events to be told anew.

    What other documents report of the same happenings comes apart, until it is joined again.
    """
    rows = database.execute("SELECT event_id FROM reports WHERE document_id = ?", (document_id,))
    events = {event_id for (event_id,) in rows}
    apart = merging.scatter(database, events)
    database.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    copies.forget(database, document_id)
    return events | apart


def _put_document(database: Database, told: Told) -> None:
    database.execute(
        "INSERT INTO provenance (versions) VALUES (?) ON CONFLICT DO NOTHING", (told.versions,)
    )
    database.execute(
        "INSERT INTO documents (id, title, url, source, published, digest, analysis, provenance) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT fid FROM provenance WHERE versions = ?))",
        (
            told.id,
            told.title,
            told.url,
            told.source,
            told.published.isoformat() if told.published else None,
            told.digest,
            told.analysis,
            told.versions,
        ),
    )
    database.executemany(
        f"INSERT INTO mentions (document_id, {MENTION_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((told.id, *row) for row in told.mentions),
    )


def _mention_row(mention: Resolution) -> tuple[Any, ...]:
    toponym = mention.toponym
    place_id = mention.place.id if mention.place else None
    span = toponym.span
    return span.start, span.end, toponym.surface, str(toponym.use), place_id, mention.score


def _existing(database: Database, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that events have."""
    sql = "SELECT 1 FROM events WHERE id = ?"
    return {id_ for id_ in ids if database.execute(sql, (id_,)).fetchone()}
