"""Which documents of a store are copies of which, kept as they come and go.

A document is a copy of the earliest published that it is like: `geonews.events.copies`.
"""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date

from geonews.events.copies import are_copies, bands
from geonews.store import merging
from geonews.store.database import Database

__all__ = ["forget", "note", "sketch_of"]

_NEVER = "9999-12-31"
"""Stands after every day of publication: an undated document is the copy."""

_AGED = f"SELECT coalesce(published, '{_NEVER}') AS day, id FROM documents"

_Age = tuple[str, str]
"""Day of publication and id, which order documents."""


def note(
    database: Database, document_id: str, published: date | None, numbers: Sequence[int]
) -> None:
    """Find the original of a document that was put, and the documents that are its copies."""
    if not numbers:
        return
    own, like = _filed(database, numbers)
    database.execute("UPDATE documents SET sketch = ? WHERE id = ?", (own, document_id))
    age = (published.isoformat() if published else _NEVER, document_id)
    earliest = _earliest(database, like)
    if earliest and earliest < age:
        _set_original(database, document_id, earliest[1])
    for copy in _later(database, like, age):
        _set_original(database, copy, document_id)


def sketch_of(database: Database, document_id: str) -> tuple[int, ...]:
    """Return the sketch of a document, empty where it has none."""
    row = database.execute(
        "SELECT sketches.sketch FROM documents JOIN sketches ON sketches.fid = documents.sketch "
        "WHERE documents.id = ?",
        (document_id,),
    ).fetchone()
    return _unpacked(row[0]) if row else ()


def forget(database: Database, document_id: str) -> None:
    """Find new originals for the copies of a document that was removed."""
    rows = database.execute(
        f"SELECT documents.id, coalesce(published, '{_NEVER}'), sketches.sketch "
        "FROM documents JOIN sketches ON sketches.fid = documents.sketch WHERE original = ?",
        (document_id,),
    )
    for copy, day, packed in rows.fetchall():
        earliest = _earliest(database, _filed(database, _unpacked(packed))[1])
        is_copy = earliest is not None and earliest < (day, copy)
        _set_original(database, copy, earliest[1] if earliest and is_copy else None)


def _filed(database: Database, numbers: Sequence[int]) -> tuple[int, list[int]]:
    """Return the number of a sketch, filed if it was not, and those of the sketches like it."""
    packed, keys = struct.pack(f"<{len(numbers)}I", *numbers), bands(numbers)
    these = database.among("band", keys)
    likely: dict[int, bytes] = dict(
        database.execute(
            "SELECT sketches.fid, sketches.sketch FROM bands "
            f"JOIN sketches ON sketches.fid = bands.sketch WHERE {these.sql}",
            these.parameters,
        ).fetchall()
    )
    own = next((fid for fid, other in likely.items() if other == packed), None)
    if own is None:
        own = database.execute(
            "INSERT INTO sketches (sketch) VALUES (?) RETURNING fid", (packed,)
        ).fetchone()[0]
        database.executemany(
            "INSERT INTO bands (band, sketch) VALUES (?, ?)", ((key, own) for key in keys)
        )
    like = [fid for fid, other in likely.items() if are_copies(numbers, _unpacked(other))]
    return own, sorted({own, *like})


def _earliest(database: Database, sketches: Sequence[int]) -> _Age | None:
    """Return the age of the earliest document of some sketches."""
    ages = [
        tuple(row)
        for fid in sketches
        for row in database.execute(f"{_AGED} WHERE sketch = ? ORDER BY day, id LIMIT 1", (fid,))
    ]
    return min(ages, default=None)


def _later(database: Database, sketches: Sequence[int], age: _Age) -> list[str]:
    """Return the documents of some sketches that are copies of one of this age, and were not."""
    found = []
    for fid in sketches:
        rows = database.execute(
            f"SELECT copy.id FROM ({_AGED} WHERE sketch = ? AND id != ?) AS copy "
            "JOIN documents ON documents.id = copy.id "
            f"LEFT JOIN ({_AGED}) AS told ON told.id = documents.original "
            "WHERE (copy.day, copy.id) > (?, ?) "
            "AND (told.id IS NULL OR (told.day, told.id) > (?, ?))",
            (fid, age[1], *age, *age),
        )
        found += [id_ for (id_,) in rows]
    return found


def _set_original(database: Database, copy: str, original: str | None) -> None:
    database.execute("UPDATE documents SET original = ? WHERE id = ?", (original, copy))
    merging.follow(database, copy, original)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 4}I", packed)
