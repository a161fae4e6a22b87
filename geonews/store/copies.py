"""Which documents of a store are copies of which, kept as they come and go."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable

from geonews.events.copies import are_copies, bands
from geonews.model import Document
from geonews.store import merging

__all__ = ["forget", "note", "packed"]

_NEVER = "9999-12-31"
"""Stands after every day of publication: an undated document is the copy."""

_AGE = f"coalesce(documents.published, '{_NEVER}'), documents.id"


def packed(sketch: Iterable[int]) -> bytes:
    """Return a sketch as it is stored: four bytes a number, little-endian."""
    numbers = tuple(sketch)
    return struct.pack(f"<{len(numbers)}I", *numbers)


def note(connection: sqlite3.Connection, document: Document) -> None:
    """Find the copies of a document that was put, and its original."""
    (blob,) = connection.execute(
        "SELECT sketch FROM documents WHERE id = ?", (document.id,)
    ).fetchone()
    keys = bands(_unpacked(blob))
    like = _alike(connection, document.id, blob, keys)
    connection.executemany(
        "INSERT INTO bands (band, document_id) VALUES (?, ?)", ((key, document.id) for key in keys)
    )
    for document_id in [document.id, *like] if like else ():
        _settle(connection, document_id)


def forget(connection: sqlite3.Connection, document_id: str) -> None:
    """Find new originals for the copies of a document that was removed."""
    rows = connection.execute("SELECT id FROM documents WHERE original = ?", (document_id,))
    for (copy,) in rows.fetchall():
        _settle(connection, copy)


def _settle(connection: sqlite3.Connection, document_id: str) -> None:
    """Work out which document another is a copy of: the earliest published that it is like."""
    blob, was, published = connection.execute(
        f"SELECT sketch, original, coalesce(published, '{_NEVER}') "  # noqa: S608 (a constant)
        "FROM documents WHERE id = ?",
        (document_id,),
    ).fetchone()
    like = _alike(connection, document_id, blob, bands(_unpacked(blob)))
    ages = {
        id_: connection.execute(
            f"SELECT {_AGE} FROM documents WHERE id = ?",  # noqa: S608 (a constant)
            (id_,),
        ).fetchone()
        for id_ in like
    }
    earlier = [tuple(age) for age in ages.values() if tuple(age) < (published, document_id)]
    original = min(earlier)[1] if earlier else None
    if original != was or original:
        connection.execute(
            "UPDATE documents SET original = ? WHERE id = ?", (original, document_id)
        )
        merging.follow(connection, document_id, original)


def _alike(
    connection: sqlite3.Connection, document_id: str, sketch: bytes, keys: Iterable[str]
) -> list[str]:
    """Return the documents that are one text with a document, which may have no bands yet."""
    numbers = _unpacked(sketch)
    likely: set[str] = set()
    for key in keys:
        rows = connection.execute("SELECT document_id FROM bands WHERE band = ?", (key,))
        likely.update(id_ for (id_,) in rows)
    likely.discard(document_id)
    found = []
    for id_ in sorted(likely):
        (other,) = connection.execute(
            "SELECT sketch FROM documents WHERE id = ?", (id_,)
        ).fetchone()
        if are_copies(numbers, _unpacked(other)):
            found.append(id_)
    return found


def _unpacked(sketch: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sketch) // 4}I", sketch)
