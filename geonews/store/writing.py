"""Put a document and its events into a store, or what replaces them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geonews.model import Analysis, Document, Event, Resolution
from geonews.records import analysis_record
from geonews.store import copies, merging
from geonews.store.database import Database
from geonews.store.merging import refresh
from geonews.store.rows import to_json

__all__ = ["AddOutcome", "AddStatus", "put"]


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


def put(
    database: Database,
    analysis: Analysis,
    events: Sequence[Event],
    *,
    versions: Mapping[str, str],
) -> AddOutcome:
    """Add a document inside the caller's transaction; see `geonews.store.EventStore.add`."""
    document = analysis.document
    digest = _digest(document)
    stages = to_json(dict(sorted(versions.items())))
    known = database.execute(
        "SELECT digest, versions FROM documents "
        "JOIN provenance ON provenance.fid = documents.provenance WHERE documents.id = ?",
        (document.id,),
    ).fetchone()
    if known is not None and tuple(known) == (digest, stages):
        return AddOutcome(status=AddStatus.UNCHANGED)
    former = _remove_document(database, document.id)
    _put_document(database, analysis, digest=digest, stages=stages)
    own = {event.id: event for event in sorted(events, key=lambda event: event.confidence)}
    before = _existing(database, own)
    merging.add_reports(database, document, own.values())
    copies.note(database, document)
    for event_id in sorted(own.keys() | former):
        refresh(database, event_id)
    return AddOutcome(
        status=AddStatus.ADDED if known is None else AddStatus.REPLACED,
        new=len(own.keys() - before),
        removed=len(former) - len(_existing(database, former)),
    )


def _digest(document: Document) -> str:
    """Return the SHA-256 of all that a document carries."""
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


def _put_document(database: Database, analysis: Analysis, *, digest: str, stages: str) -> None:
    document = analysis.document
    database.execute(
        "INSERT INTO provenance (versions) VALUES (?) ON CONFLICT DO NOTHING", (stages,)
    )
    database.execute(
        "INSERT INTO documents (id, title, url, source, published, digest, analysis, provenance) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT fid FROM provenance WHERE versions = ?))",
        (
            document.id,
            document.title,
            document.url,
            document.source,
            document.published.isoformat() if document.published else None,
            digest,
            to_json(analysis_record(analysis)),
            stages,
        ),
    )
    database.executemany(
        'INSERT INTO mentions (document_id, "start", "end", surface, "use", place_id, score) '
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (_mention_row(document, mention) for mention in analysis.mentions),
    )


def _mention_row(document: Document, mention: Resolution) -> tuple[Any, ...]:
    toponym = mention.toponym
    place_id = mention.place.id if mention.place else None
    span = toponym.span
    use = str(toponym.use)
    return document.id, span.start, span.end, toponym.surface, use, place_id, mention.score


def _existing(database: Database, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that events have."""
    sql = "SELECT 1 FROM events WHERE id = ?"
    return {id_ for id_ in ids if database.execute(sql, (id_,)).fetchone()}
