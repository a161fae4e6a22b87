"""Put what one store holds into another: many machines fill stores, and one is asked."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from geonews.model import Event
from geonews.store import copies
from geonews.store.database import Database
from geonews.store.loading import put_events
from geonews.store.reading import walk
from geonews.store.rows import COLUMNS, account_of, event_of_row
from geonews.store.writing import MENTION_NAMES, Told, is_known, put_told

__all__ = ["combine"]

_AT_ONCE = 100
"""Documents in one transaction."""

_READY_AT_ONCE = 5_000

_NOT_REPORTED = "NOT EXISTS (SELECT 1 FROM reports WHERE reports.event_id = events.id)"


def combine(
    target: Database, source: Database, *, on_progress: Callable[[int, int], None] | None = None
) -> Counter[str]:
    """Put the documents and ready events of a store into another.

    Returns
    -------
    Counter
        Documents by what was done with them (`AddStatus`), and ``events`` for ready events put.
    """
    done: Counter[str] = Counter()
    (total,) = source.execute("SELECT count(*) FROM documents").fetchone()
    waiting = _documents(source)
    while batch := list(islice(waiting, _AT_ONCE)):
        with target.transaction() as database:
            for row in batch:
                done[_put(database, source, row)] += 1
        if on_progress:
            on_progress(done.total(), total)
    ready = _ready(source)
    while events := list(islice(ready, _READY_AT_ONCE)):
        with target.transaction() as database:
            outcome = put_events(database, events)
        done["events"] += outcome.new + outcome.replaced
    return done


def _documents(source: Database) -> Iterator[Sequence[Any]]:
    return walk(
        source,
        "SELECT documents.fid, id, title, url, source, published, digest, analysis, versions "
        "FROM documents JOIN provenance ON provenance.fid = documents.provenance WHERE TRUE",
        key="documents.fid",
        at_once=_AT_ONCE,
    )


def _put(target: Database, source: Database, row: Sequence[Any]) -> str:
    _, id_, title, url, origin, published, digest, analysis, versions = row
    if is_known(target, id_, digest, versions):
        return "unchanged"
    told = source.execute("SELECT id, report, apart FROM reports WHERE document_id = ?", (id_,))
    reports = told.fetchall()
    mentions = source.execute(
        f"SELECT {MENTION_NAMES} FROM mentions WHERE document_id = ? ORDER BY fid", (id_,)
    )
    outcome = put_told(
        target,
        Told(
            id=id_,
            title=title,
            url=url,
            source=origin,
            published=date.fromisoformat(published) if published else None,
            digest=digest,
            analysis=analysis,
            versions=versions,
            numbers=copies.sketch_of(source, id_),
            mentions=[tuple(mention) for mention in mentions],
            events=[account_of(report).event for _, report, _ in reports],
            apart={event_id for event_id, _, apart in reports if apart},
        ),
    )
    return outcome.status.value


def _ready(source: Database) -> Iterator[Event]:
    """Yield the events that no document of the store reports."""
    names = source.selected(COLUMNS)
    for row in walk(source, f"SELECT fid, {names} FROM events WHERE {_NOT_REPORTED}"):
        lon, lat = source.point(row[1]) or (None, None)
        yield event_of_row(row[1:], lon=lon, lat=lat)
