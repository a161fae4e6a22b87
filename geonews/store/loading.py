"""Put events that are ready, in batches: those of a table, of another program, of a benchmark."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geonews.model import Event
from geonews.store.database import Database

__all__ = ["LoadOutcome", "put_events"]


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


def put_events(database: Database, events: Sequence[Event]) -> LoadOutcome:
    """Put events inside the caller's transaction; see `geonews.store.EventStore.load`."""
    by_id = {event.id: event for event in events}
    these = database.among("id", list(by_id))
    known: dict[str, bool] = dict(
        database.execute(
            "SELECT id, EXISTS (SELECT 1 FROM reports WHERE event_id = events.id) FROM events "
            f"WHERE {these.sql}",
            these.parameters,
        ).fetchall()
    )
    fresh = [event for id_, event in by_id.items() if id_ not in known]
    given = [by_id[id_] for id_, is_reported in known.items() if not is_reported]
    if fresh:
        database.put_new_events(fresh)
    for event in given:
        database.put_event(event)
    return LoadOutcome(new=len(fresh), replaced=len(given), kept=len(known) - len(given))
