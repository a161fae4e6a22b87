"""Put a document and its events into a store, or what replaces them."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geonews.model import Analysis, Document, Event, Resolution
from geonews.records import analysis_record
from geonews.store.rows import COLUMNS, fused, report_of, row_of_event, to_json, words_of_event

__all__ = ["AddOutcome", "AddStatus", "put"]

_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))
_UPDATES = ", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS if name != "id")
# Column names are constants of ours; every value is bound.
_PUT_EVENT = (
    f"INSERT INTO events ({_NAMES}) VALUES ({_MARKS}) "
    f"ON CONFLICT (id) DO UPDATE SET {_UPDATES} RETURNING fid"
)


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

    shared: int = 0
    """Events of this document that other documents report too."""

    removed: int = 0
    """Events that only the former text of the document reported."""


def put(
    connection: sqlite3.Connection,
    analysis: Analysis,
    events: Sequence[Event],
    *,
    versions: Mapping[str, str],
) -> AddOutcome:
    """Add a document inside the caller's transaction; see `geonews.store.EventStore.add`."""
    document = analysis.document
    digest = _digest(document)
    stages = to_json(dict(sorted(versions.items())))
    known = connection.execute(
        "SELECT digest, versions FROM documents "
        "JOIN provenance ON provenance.fid = documents.provenance WHERE documents.id = ?",
        (document.id,),
    ).fetchone()
    if known is not None and tuple(known) == (digest, stages):
        return AddOutcome(status=AddStatus.UNCHANGED)
    former = _remove_document(connection, document.id)
    _put_document(connection, analysis, digest=digest, stages=stages)
    own = {event.id: event for event in sorted(events, key=lambda event: event.confidence)}
    before = _existing(connection, own)
    connection.executemany(
        "INSERT INTO sources (event_id, document_id, report) VALUES (?, ?, ?)",
        ((event.id, document.id, report_of(event, document)) for event in own.values()),
    )
    for event_id in sorted(own.keys() | former):
        _refresh(connection, event_id)
    return AddOutcome(
        status=AddStatus.ADDED if known is None else AddStatus.REPLACED,
        new=len(own.keys() - before),
        shared=_shared(connection, document.id),
        removed=len(former) - len(_existing(connection, former)),
    )


def _digest(document: Document) -> str:
    """Return the SHA-256 of all that a document carries."""
    published = document.published.isoformat() if document.published else None
    content = (document.text, document.title, published, document.url, document.source)
    return hashlib.sha256(to_json([*content, document.lang]).encode()).hexdigest()


def _remove_document(connection: sqlite3.Connection, document_id: str) -> set[str]:
    """Remove a document with its mentions and sources; return ids of the events it told of."""
    rows = connection.execute("SELECT event_id FROM sources WHERE document_id = ?", (document_id,))
    former = {event_id for (event_id,) in rows}
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    return former


def _put_document(
    connection: sqlite3.Connection, analysis: Analysis, *, digest: str, stages: str
) -> None:
    document = analysis.document
    connection.execute("INSERT OR IGNORE INTO provenance (versions) VALUES (?)", (stages,))
    connection.execute(
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
    connection.executemany(
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


def _refresh(connection: sqlite3.Connection, event_id: str) -> None:
    """Make an event what its reports amount to, or remove it where none is left."""
    rows = connection.execute("SELECT report FROM sources WHERE event_id = ?", (event_id,))
    reports = [report for (report,) in rows]
    connection.execute(
        "DELETE FROM event_words WHERE rowid = (SELECT fid FROM events WHERE id = ?)", (event_id,)
    )
    if not reports:
        connection.execute("DELETE FROM events WHERE id = ?", (event_id,))
        return
    event = fused(reports)
    (fid,) = connection.execute(_PUT_EVENT, row_of_event(event)).fetchone()
    connection.execute(
        "INSERT INTO event_words (rowid, words) VALUES (?, ?)", (fid, words_of_event(event))
    )
    connection.execute(
        "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), "
        "min_x = min(coalesce(min_x, :lon), coalesce(:lon, min_x)), "
        "max_x = max(coalesce(max_x, :lon), coalesce(:lon, max_x)), "
        "min_y = min(coalesce(min_y, :lat), coalesce(:lat, min_y)), "
        "max_y = max(coalesce(max_y, :lat), coalesce(:lat, max_y)) "
        "WHERE table_name = 'events'",
        {"lon": event.lon, "lat": event.lat},
    )


def _existing(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that events have."""
    sql = "SELECT 1 FROM events WHERE id = ?"
    return {id_ for id_ in ids if connection.execute(sql, (id_,)).fetchone()}


def _shared(connection: sqlite3.Connection, document_id: str) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM sources AS own WHERE own.document_id = ? AND EXISTS ("
        "SELECT 1 FROM sources AS other "
        "WHERE other.event_id = own.event_id AND other.document_id != own.document_id)",
        (document_id,),
    ).fetchone()
    return int(count)
