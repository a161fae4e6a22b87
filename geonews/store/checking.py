"""Look for what a store must not hold: a check after a crash, a copy, or another program's edit."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

from collections.abc import Callable, Iterator

from geonews.store.database import Database
from geonews.store.reading import walk
from geonews.store.rows import COLUMNS, account_of, event_of_row

__all__ = ["faults"]

_STEP = 2_000
"""Events from one call about progress to the next."""

_TABLES = {
    "reports of no event": "FROM reports WHERE event_id NOT IN (SELECT id FROM events)",
    "reports of no document": "FROM reports WHERE document_id NOT IN (SELECT id FROM documents)",
    "mentions of no document": "FROM mentions WHERE document_id NOT IN (SELECT id FROM documents)",
    "copies of no document": (
        "FROM documents WHERE original IS NOT NULL AND original NOT IN (SELECT id FROM documents)"
    ),
}


def faults(
    database: Database, *, on_progress: Callable[[int, int], None] | None = None
) -> Iterator[str]:
    """Yield what is wrong with a store, a line each; see `geonews.store.EventStore.check`."""
    own = list(database.faults())
    yield from own
    if own:
        return  # the rest would stumble over the same
    for what, rows in _TABLES.items():
        (count,) = database.execute(f"SELECT count(*) {rows}").fetchone()
        if count:
            yield f"{count} {what}"
    (total,) = database.execute("SELECT count(*) FROM events").fetchone()
    names = database.selected(COLUMNS)
    for done, row in enumerate(walk(database, f"SELECT fid, {names} FROM events WHERE TRUE"), 1):
        try:
            lon, lat = database.point(row[1]) or (None, None)
            event_of_row(row[1:], lon=lon, lat=lat)
        except (KeyError, TypeError, ValueError) as error:
            yield f"event {row[1 + COLUMNS.index('id')]!r} cannot be read: {error!r}"
        if on_progress and done % _STEP == 0:
            on_progress(done, total)
    for row in walk(database, "SELECT fid, id, report FROM reports WHERE TRUE"):
        try:
            account_of(row[2])
        except (KeyError, TypeError, ValueError) as error:
            yield f"a report of event {row[1]!r} cannot be read: {error!r}"
