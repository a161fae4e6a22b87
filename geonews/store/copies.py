"""Which documents of a store are copies of which, kept as they come and go.

A document is a copy of the earliest published that it is like: `geonews.events.copies`.
"""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence

from geonews.events.copies import are_copies, bands, sketch
from geonews.model import Document
from geonews.store import merging

__all__ = ["forget", "note"]

_NEVER = "9999-12-31"
"""Stands after every day of publication: an undated document is the copy."""

_AGED = f"SELECT coalesce(published, '{_NEVER}') AS day, id FROM documents"

_Age = tuple[str, str]
"""Day of publication and id, which order documents."""


def note(connection: sqlite3.Connection, document: Document) -> None:
    """Find the original of a document that was put, and the documents that are its copies."""
    numbers = sketch(document.text)
    if not numbers:
        return
    own, like = _filed(connection, numbers)
    connection.execute("UPDATE documents SET sketch = ? WHERE id = ?", (own, document.id))
    age = (document.published.isoformat() if document.published else _NEVER, document.id)
    earliest = _earliest(connection, like)
    if earliest and earliest < age:
        _set_original(connection, document.id, earliest[1])
    for copy in _later(connection, like, age):
        _set_original(connection, copy, document.id)


def forget(connection: sqlite3.Connection, document_id: str) -> None:
    """Find new originals for the copies of a document that was removed."""
    rows = connection.execute(
        f"SELECT documents.id, coalesce(published, '{_NEVER}'), sketches.sketch "
        "FROM documents JOIN sketches ON sketches.fid = documents.sketch WHERE original = ?",
        (document_id,),
    )
    for copy, day, packed in rows.fetchall():
        earliest = _earliest(connection, _filed(connection, _unpacked(packed))[1])
        is_copy = earliest is not None and earliest < (day, copy)
        _set_original(connection, copy, earliest[1] if earliest and is_copy else None)


def _filed(connection: sqlite3.Connection, numbers: Sequence[int]) -> tuple[int, list[int]]:
    """Return the number of a sketch, filed if it was not, and those of the sketches like it."""
    packed, keys = struct.pack(f"<{len(numbers)}I", *numbers), bands(numbers)
    likely: dict[int, bytes] = {}
    for key in keys:
        likely.update(
            connection.execute(
                "SELECT sketches.fid, sketches.sketch FROM bands "
                "JOIN sketches ON sketches.fid = bands.sketch WHERE band = ?",
                (key,),
            ).fetchall()
        )
    own = next((fid for fid, other in likely.items() if other == packed), None)
    if own is None:
        own = connection.execute(
            "INSERT INTO sketches (sketch) VALUES (?) RETURNING fid", (packed,)
        ).fetchone()[0]
        connection.executemany(
            "INSERT INTO bands (band, sketch) VALUES (?, ?)", ((key, own) for key in keys)
        )
    like = [fid for fid, other in likely.items() if are_copies(numbers, _unpacked(other))]
    return own, sorted({own, *like})


def _earliest(connection: sqlite3.Connection, sketches: Sequence[int]) -> _Age | None:
    """Return the age of the earliest document of some sketches."""
    ages = [
        tuple(row)
        for fid in sketches
        for row in connection.execute(f"{_AGED} WHERE sketch = ? ORDER BY day, id LIMIT 1", (fid,))
    ]
    return min(ages, default=None)


def _later(connection: sqlite3.Connection, sketches: Sequence[int], age: _Age) -> list[str]:
    """Return the documents of some sketches that are copies of one of this age, and were not."""
    found = []
    for fid in sketches:
        rows = connection.execute(
            f"SELECT copy.id FROM ({_AGED} WHERE sketch = ? AND id != ?) AS copy "
            "JOIN documents ON documents.id = copy.id "
            f"LEFT JOIN ({_AGED}) AS told ON told.id = documents.original "
            "WHERE (copy.day, copy.id) > (?, ?) "
            "AND (told.id IS NULL OR (told.day, told.id) > (?, ?))",
            (fid, age[1], *age, *age),
        )
        found += [id_ for (id_,) in rows]
    return found


def _set_original(connection: sqlite3.Connection, copy: str, original: str | None) -> None:
    connection.execute("UPDATE documents SET original = ? WHERE id = ?", (original, copy))
    merging.follow(connection, copy, original)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 4}I", packed)
