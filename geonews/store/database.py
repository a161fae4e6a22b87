"""What a database that keeps events has to do: the embedded file and the server do it alike.

The tables are the same in both, and so are the statements that fill and read them (`writing`,
`merging`, `copies`, `reading`), with ``?`` for values. What differs stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol, Self

import numpy as np

from geonews.geo import BBox, Point
from geonews.model import Event

__all__ = ["Condition", "Cursor", "Database"]


class Condition(NamedTuple):
    """A boolean SQL expression on `events`, or a statement that finds keys, and its parameters."""

    sql: str
    parameters: tuple[Any, ...]


class Cursor(Protocol):
    """What a statement gives back: rows as sequences, by the DB-API (PEP 249)."""

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""

    def fetchmany(self, size: int = ...) -> list[Any]:
        """Return the next rows."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Any: ...


class Database(Protocol):
    """A connection to a store's tables."""

    version: int
    """Version of the tables."""

    narrow: str
    """What stands behind ``FROM events`` to read the columns of conditions without the rest."""

    name: str
    """What messages call the store by: its path, or its address without the password."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """Run a statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run a statement once for each row of parameters."""

    def close(self) -> None:
        """End the connection, and those that read beside it."""

    def errors(self) -> AbstractContextManager[None]:
        """Raise `StoreError`, in one line, for what the database raises."""

    def transaction(self) -> AbstractContextManager[Self]:
        """Write all or nothing; one writer at a time, others wait for their turn."""

    def snapshot(self) -> AbstractContextManager[Self]:
        """Read what is there now, whatever is written meanwhile."""

    def in_passing(self) -> AbstractContextManager[None]:
        """Keep little of what is read in memory: it is more than will be asked for again."""

    def in_boxes(self, boxes: Sequence[BBox]) -> Condition:
        """Return the statement that finds the keys of events whose points lie in some boxes.

        It may find a little more: points whose distance to a box is that of rounding.
        """

    def has_words(
        self, wanted: Sequence[frozenset[str]], *, within: Sequence[Condition] = ()
    ) -> Condition:
        """Return the condition that of each set of forms an event has one.

        Parameters
        ----------
        wanted
            The forms of each word asked for, as `geonews.query.wanted_forms` returns them.
        within
            Statements that find keys; the event's has to be among those of each.
        """

    def among(self, column: str, values: Sequence[Any]) -> Condition:
        """Return the condition that a column holds one of any number of values."""

    def selected(self, columns: Sequence[str]) -> str:
        """Return columns of `events` as a select list: days as ISO 8601 text."""

    def points(self, values: Sequence[Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return longitudes and latitudes of values of the column ``geom``, NaN where null."""

    def point(self, value: Any) -> Point | None:
        """Return the point of a value of ``geom``; raises ValueError where it is none."""

    def put_event(self, event: Event) -> None:
        """Put an event as it is, in the place of one with its id."""

    def put_new_events(self, events: Sequence[Event]) -> None:
        """Put events whose ids the store does not have; quicker, for many."""

    def remove_event(self, event_id: str) -> None:
        """Remove an event, if it is there."""

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the database itself and its indexes, a line each."""

    def tidy(self) -> None:
        """Give back the room of what was removed, and bring the indexes into order."""

    def size(self) -> int:
        """Return the bytes that the store takes."""

    def host_of(self, address: str) -> str:
        """Return the SQL expression for the host name in a column that holds a web address."""

    def items_of(self, column: str, name: str) -> tuple[str, str]:
        """Return a table expression of a JSON list's items, and the expression of a field of one.

        The field is text; the table's alias is ``item``.
        """
