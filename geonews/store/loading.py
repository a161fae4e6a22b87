"""Put events that are ready, in batches: those of a table, of another program, of a benchmark."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from geonews.model import Event
from geonews.store.geopackage import rtree_of, without_trigger
from geonews.store.merging import note_extent, put_event
from geonews.store.rows import COLUMNS, row_of_event, to_json, words_of_event

__all__ = ["LoadOutcome", "put_events"]

_NAMES = ", ".join(("fid", *(f'"{name}"' for name in COLUMNS)))
_INSERT = f"INSERT INTO events ({_NAMES}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"
_WORDS = "INSERT INTO event_words (rowid, words) VALUES (?, ?)"
_RTREE = rtree_of("events", geometry="geom")
_KNOWN = (
    "SELECT id, EXISTS (SELECT 1 FROM reports WHERE event_id = events.id) FROM events "
    "WHERE id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """What putting ready events did to the store."""

    new: int = 0
    replaced: int = 0
    kept: int = 0
    """Events left as they are, because documents of the store report them."""

    def __add__(self, other: LoadOutcome) -> LoadOutcome:
        return LoadOutcome(
            new=self.new + other.new,
            replaced=self.replaced + other.replaced,
            kept=self.kept + other.kept,
        )


def put_events(connection: sqlite3.Connection, events: Sequence[Event]) -> LoadOutcome:
    """Put events inside the caller's transaction; see `geonews.store.EventStore.load`."""
    by_id = {event.id: event for event in events}
    known: dict[str, int] = dict(connection.execute(_KNOWN, (to_json(list(by_id)),)).fetchall())
    fresh = [event for id_, event in by_id.items() if id_ not in known]
    (last,) = connection.execute("SELECT coalesce(max(fid), 0) FROM events").fetchone()
    numbered = list(enumerate(fresh, last + 1))
    # The index's trigger calls into Python five times an event, and takes half of all the time.
    with without_trigger(connection, f"{_RTREE}_insert"):
        connection.executemany(_INSERT, ((fid, *row_of_event(event)) for fid, event in numbered))
    connection.executemany(
        f"INSERT INTO {_RTREE} VALUES (?1, ?2, ?2, ?3, ?3)",
        ((fid, event.lon, event.lat) for fid, event in numbered if event.lon is not None),
    )
    connection.executemany(_WORDS, ((fid, words_of_event(event)) for fid, event in numbered))
    given = [by_id[id_] for id_, is_reported in known.items() if not is_reported]
    for event in given:
        put_event(connection, event)
    note_extent(connection, fresh)
    return LoadOutcome(new=len(fresh), replaced=len(given), kept=len(known) - len(given))
