"""Ask for the events that a store holds."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from geonews.errors import MissingExtraError
from geonews.model import Analysis, Event
from geonews.query import Query
from geonews.store import merging, reading
from geonews.store.checking import faults
from geonews.store.combining import combine
from geonews.store.counting import CountBy, count_by
from geonews.store.database import Database
from geonews.store.loading import LoadOutcome, put_events
from geonews.store.sqlite import connect
from geonews.store.writing import AddOutcome, put

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["EventStore", "StoreInfo"]

_SERVERS = ("postgresql://", "postgres://")

_BATCH = 25_000
"""Ready events in one transaction: enough that its own cost is nothing, few enough to wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """What a store holds."""

    name: str
    """Path, or address, of the store."""

    schema_version: int
    documents: int
    events: int
    placed: int
    """Events that have a point."""

    first: date | None
    """First day of any event; None where none is dated."""

    last: date | None
    bytes: int
    """Of the file and its log, or of the server's tables with their indexes."""


class EventStore:
    """Events in a GeoPackage file or on a server; open it with `open`, in a ``with`` statement."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = False) -> Self:
        """Open a store.

        Parameters
        ----------
        path
            The file, which where it may not be written is opened to be read; or the address of
            a PostgreSQL server with PostGIS, ``postgresql://user@host/database``, whose tables
            stand in the schema ``geonews``, or that of ``?schema=NAME``.
        create
            Make the file where it is not there, or is empty.

        Raises
        ------
        geonews.errors.StoreError
            It is not there, is no event store, was made by a newer geonews, or cannot be
            opened.
        geonews.errors.MissingExtraError
            A server was named, and psycopg is not installed.
        """
        if isinstance(path, str) and path.startswith(_SERVERS):
            return cls(_on_server(path, create=create))
        return cls(connect(Path(path), create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used after."""
        self._database.close()

    def add(
        self,
        analysis: Analysis,
        events: Sequence[Event],
        *,
        versions: Mapping[str, str] | None = None,
    ) -> AddOutcome:
        """Add one document and its events, all or nothing.

        The same document, read by the same versions, changes nothing. Another text under the
        same id replaces what that document alone has told: events that other documents
        report stay, as these report them.

        Parameters
        ----------
        analysis
            What was read out of the document.
        events
            Its events; of two with one id the more confident counts.
        versions
            Versions of the stages that read it, by their names.

        Raises
        ------
        geonews.errors.StoreError
            The store cannot be written; nothing of the document is in it then.
        """
        with self._database.errors(), self._database.transaction() as database:
            return put(database, analysis, events, versions=versions or {})

    def load(
        self,
        events: Iterable[Event],
        *,
        on_progress: Callable[[int], None] | None = None,
    ) -> LoadOutcome:
        """Put events that are ready, as they are, many thousands to a transaction.

        They belong to no document: merging leaves them alone, an event of the same id is
        replaced, and one that documents of the store report is left as these report it.

        Parameters
        ----------
        events
            The events; of two with one id the later counts.
        on_progress
            Called with the events done.

        Raises
        ------
        geonews.errors.StoreError
            The store cannot be written; batches before the one that failed are in it.
        """
        waiting, outcome, done = iter(events), LoadOutcome(), 0
        while batch := list(islice(waiting, _BATCH)):
            with self._database.errors(), self._database.transaction() as database:
                outcome += put_events(database, batch)
            done += len(batch)
            if on_progress:
                on_progress(done)
        return outcome

    def merge(self, *, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Join the reports of one happening, for the days on which documents came or went.

        The outcome does not depend on the order in which documents were added, nor on how
        often they were merged between. Until then each report is an event by itself.

        Parameters
        ----------
        on_progress
            Called with the days done and the days in all.

        Returns
        -------
        int
            Events made of several reports, or changed.

        Raises
        ------
        geonews.errors.StoreError
            The store cannot be written, or holds a damaged report; days that are not done
            yet remain to be merged.
        """
        with self._database.errors():
            total, changed = merging.pending(self._database), 0
            while left := merging.pending(self._database):
                if on_progress:
                    on_progress(total - left, total)
                with self._database.transaction() as database:
                    changed += merging.merge_days(database)
            with self._database.transaction() as database:
                return changed + merging.merge_copies(database)

    def absorb(
        self, other: EventStore, *, on_progress: Callable[[int, int], None] | None = None
    ) -> Counter[str]:
        """Put what another store holds into this one; safe to run again, or to go on after a stop.

        Its documents come with what was read out of them, its ready events as by `load`. What
        both stores hold under one id is that of the other afterwards. Reports are events by
        themselves until `merge`.

        Parameters
        ----------
        other
            The other store, which is only read.
        on_progress
            Called with the documents done and the documents in all.

        Returns
        -------
        Counter
            Documents by what was done with them, and ``events`` for ready events put.

        Raises
        ------
        geonews.errors.StoreError
            One of the stores cannot be read or written; what was put until then is whole.
        """
        theirs = other._database
        with theirs.errors(), theirs.snapshot() as source, self._database.errors():
            return combine(self._database, source, on_progress=on_progress)

    def check(self, *, on_progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
        """Yield what is wrong with the store, a line each: pages, indexes, rows, what they hold.

        Raises `StoreError` only where nothing can be read at all.
        """
        with self._database.errors():
            yield from faults(self._database, on_progress=on_progress)

    def vacuum(self) -> None:
        """Give back the room of what was removed; raises `StoreError` where it is in use."""
        with self._database.errors():
            self._database.tidy()

    def split(self, event_id: str) -> int:
        """Take an event apart into its reports, for good: no merging joins them again.

        Parameters
        ----------
        event_id
            Id of the event.

        Returns
        -------
        int
            Events that it came apart into; 0 where there is no such event.

        Raises
        ------
        geonews.errors.StoreError
            The store cannot be written.
        """
        with self._database.errors(), self._database.transaction() as database:
            return merging.split(database, event_id)

    def query(self, query: Query) -> Iterator[Event]:
        """Yield the events that answer a query: newest first, undated last, then by id.

        They are those of the moment at which the first is taken, whatever is added meanwhile;
        the store must stay open until the last is.

        Raises
        ------
        geonews.errors.StoreError
            The store cannot be read, or holds a value that no event can have.
        """
        with self._database.errors(), self._database.snapshot() as database:
            yield from reading.select(database, query)

    def to_geodataframe(self, query: Query) -> gpd.GeoDataFrame:
        """Return the events that answer a query as a table, in the order of `query`.

        It is the table that `geonews.export.to_geodataframe` makes of them, with the same
        columns and types, in EPSG:4326, and sooner: no `Event` is made on the way.

        Parameters
        ----------
        query
            The question; all its answers stand in memory together.

        Raises
        ------
        geonews.errors.StoreError
            The store cannot be read, or holds a value that no event can have.
        """
        from geonews.store.frame import to_geodataframe

        with self._database.errors(), self._database.snapshot() as database:
            return to_geodataframe(database, query)

    def count(self, query: Query) -> int:
        """Return how many events `query` would yield; raises `StoreError` as it does."""
        with self._database.errors(), self._database.snapshot() as database:
            return reading.count(database, query)

    def count_by(self, query: Query, by: CountBy) -> Counter[str]:
        """Return the number of answers by what they have in common, empty where they lack it.

        Raises `StoreError` as `query` does.
        """
        with self._database.errors(), self._database.snapshot() as database:
            return count_by(database, query, by)

    def info(self) -> StoreInfo:
        """Return what the store holds; raises `StoreError` where it cannot be read."""
        with self._database.errors():
            (documents,) = self._database.execute("SELECT count(*) FROM documents").fetchone()
            events, placed, first, last = self._database.execute(
                'SELECT count(*), count(geom), CAST(min(coalesce("from", "to")) AS TEXT), '
                'CAST(max(coalesce("to", "from")) AS TEXT) FROM events'
            ).fetchone()
            size = self._database.size()
        return StoreInfo(
            name=self._database.name,
            schema_version=self._database.version,
            documents=documents,
            events=events,
            placed=placed,
            first=date.fromisoformat(first) if first else None,
            last=date.fromisoformat(last) if last else None,
            bytes=size,
        )


def _on_server(address: str, *, create: bool) -> Database:
    try:
        import psycopg  # noqa: F401 - an optional extra
    except ImportError as error:
        raise MissingExtraError(
            "a store on a server needs psycopg, which is not installed: "
            'pip install "geonews[postgis]"'
        ) from error
    from geonews.store import postgis

    return postgis.connect(address, create=create)
