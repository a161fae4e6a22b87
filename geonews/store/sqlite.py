"""The embedded store: one GeoPackage file, by the standard library's sqlite3."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import numpy as np

from geonews.errors import StoreError
from geonews.geo import BBox, Point
from geonews.model import Event
from geonews.store.database import Condition
from geonews.store.geopackage import (
    decode_point,
    decode_points,
    encode_point,
    register_functions,
    rtree_of,
    without_trigger,
)
from geonews.store.rows import COLUMNS, row_of_event, to_json, words_of_event
from geonews.store.schema import NARROW, SCHEMA_VERSION, install, version_of

__all__ = ["SqliteDatabase", "connect"]

_BUSY_SECONDS = 30.0
"""How long to wait for another writer; adding one document takes milliseconds."""

_CACHE_KB = 64 * 1024
"""Pages kept in memory: the upper levels of every index of a million events, and the rows of ten
thousand that lie far apart, which are asked for again as a map is moved about."""

_CACHE_IN_PASSING_KB = 8 * 1024
"""The upper levels alone."""

_LOG_PAGES = 8_000
"""Pages of the log (32 MB) after which it is written into the file, which waits for the disk."""

_RTREE = rtree_of("events", geometry="geom")
_HAIR = 1e-30
"""Degrees by which boxes are widened: the R-tree keeps 32 bits, and rounds what is smaller than
these can hold to 0, beyond the edge of a box that ends still nearer to it. What is found is looked
at again."""

_IN_BOX = f"SELECT id FROM {_RTREE} WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?"

_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))
_UPDATES = ", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS if name != "id")
_PUT_EVENT = (
    f"INSERT INTO events ({_NAMES}) VALUES ({_MARKS}) "
    f"ON CONFLICT (id) DO UPDATE SET {_UPDATES} RETURNING fid"
)
_PUT_NEW_EVENT = f"INSERT INTO events (fid, {_NAMES}) VALUES (?, {_MARKS})"
_PUT_WORDS = "INSERT INTO event_words (rowid, words) VALUES (?, ?)"


class SqliteDatabase(sqlite3.Connection):
    """A connection to the file; see `geonews.store.database.Database`."""

    version = SCHEMA_VERSION
    narrow = f"INDEXED BY {NARROW}"
    name: str
    uri: str
    readers: list[SqliteDatabase]
    """Connections that read beside this one, while nobody uses them."""

    touched: list[Event]
    """Events put by the transaction that is open."""

    def close(self) -> None:
        """End the connection, and those that read beside it."""
        while self.readers:
            self.readers.pop().close()
        super().close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Raise `StoreError`, in one line, for what SQLite raises."""
        try:
            yield
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise StoreError(_message(self.name, error)) from error

    @contextmanager
    def transaction(self) -> Iterator[Self]:
        """Write all or nothing."""
        self.execute("BEGIN IMMEDIATE")
        self.touched = []
        try:
            yield self
            if self.touched:
                self._note_extent(self.touched)
            self.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself where the disk is full.
            if self.in_transaction:
                self.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[SqliteDatabase]:
        """Read what is there now, whatever is written meanwhile."""
        self.execute("SELECT 1")  # raises where the store is closed
        reader = self.readers.pop() if self.readers else _opened(self.name, self.uri)
        try:
            reader.execute("BEGIN")
            yield reader
        except BaseException:
            reader.close()
            raise
        reader.execute("COMMIT")
        self.readers.append(reader)

    @contextmanager
    def in_passing(self) -> Iterator[None]:
        """Keep little of what is read in memory."""
        self.execute(f"PRAGMA cache_size = -{_CACHE_IN_PASSING_KB}")
        try:
            yield
        finally:
            self.execute(f"PRAGMA cache_size = -{_CACHE_KB}")

    def in_boxes(self, boxes: Sequence[BBox]) -> Condition:
        """Return the statement that finds events whose points lie in one of some boxes."""
        values: list[float] = []
        for box in boxes:
            values += (box.west - _HAIR, box.east + _HAIR, box.south - _HAIR, box.north + _HAIR)
        return Condition(" UNION ALL ".join([_IN_BOX] * len(boxes)), tuple(values))

    def has_words(
        self, wanted: Sequence[frozenset[str]], *, within: Sequence[Condition] = ()
    ) -> Condition:
        """Return the condition that of each set of forms an event has one, and is among others."""
        # Forms are letters and digits only, so quoting them is all that FTS5's syntax needs.
        sought = " AND ".join(
            "(" + " OR ".join(f'"{form}"' for form in sorted(forms)) + ")" for forms in wanted
        )
        # Keys that words find come in their order and cost next to nothing: looked up among
        # those of a place, they leave few events to be read. The plus keeps the index of words
        # from being asked anew for each key.
        others = "".join(f" AND +rowid IN ({keys.sql})" for keys in within)
        sql = f"fid IN (SELECT rowid FROM event_words WHERE event_words MATCH ?{others})"
        return Condition(sql, (sought, *(v for keys in within for v in keys.parameters)))

    def among(self, column: str, values: Sequence[Any]) -> Condition:
        """Return the condition that a column holds one of any number of values."""
        return Condition(f"{column} IN (SELECT value FROM json_each(?))", (to_json(list(values)),))

    def selected(self, columns: Sequence[str]) -> str:
        """Return columns of `events` as a select list."""
        return ", ".join(f'"{name}"' for name in columns)

    def points(self, values: Sequence[Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return longitudes and latitudes of geometries, NaN where null."""
        return decode_points(values)

    def point(self, value: Any) -> Point | None:
        """Return the point of a geometry."""
        return decode_point(value)

    def put_event(self, event: Event) -> None:
        """Put an event as it is, in the place of one with its id."""
        (fid,) = self.execute(_PUT_EVENT, _row(event)).fetchone()
        self.execute("DELETE FROM event_words WHERE rowid = ?", (fid,))
        self.execute(_PUT_WORDS, (fid, words_of_event(event)))
        self.touched.append(event)

    def put_new_events(self, events: Sequence[Event]) -> None:
        """Put events whose ids the store does not have."""
        (last,) = self.execute("SELECT coalesce(max(fid), 0) FROM events").fetchone()
        numbered = list(enumerate(events, last + 1))
        # The index's trigger calls into Python five times an event: half of all the time.
        with without_trigger(self, f"{_RTREE}_insert"):
            self.executemany(_PUT_NEW_EVENT, ((fid, *_row(event)) for fid, event in numbered))
        self.executemany(
            f"INSERT INTO {_RTREE} VALUES (?1, ?2, ?2, ?3, ?3)",
            ((fid, event.lon, event.lat) for fid, event in numbered if event.lon is not None),
        )
        self.executemany(_PUT_WORDS, ((fid, words_of_event(event)) for fid, event in numbered))
        self.touched += events

    def remove_event(self, event_id: str) -> None:
        """Remove an event, if it is there."""
        self.execute(
            "DELETE FROM event_words WHERE rowid = (SELECT fid FROM events WHERE id = ?)",
            (event_id,),
        )
        self.execute("DELETE FROM events WHERE id = ?", (event_id,))

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the file and its indexes, a line each."""
        try:
            for check in ("PRAGMA integrity_check", f"SELECT rtreecheck('{_RTREE}')"):
                yield from (line for (line,) in self.execute(check) if line != "ok")
            self.execute("INSERT INTO event_words (event_words) VALUES ('integrity-check')")
            foreign = self.execute("PRAGMA foreign_key_check").fetchall()
            for what, table in (("places", f"{_RTREE}"), ("words", "event_words_docsize")):
                yield from self._lone(what, table)
        except sqlite3.DatabaseError as error:
            yield str(error)
        else:
            yield from (f"table {row[0]}: a row refers to nothing in {row[2]}" for row in foreign)

    def _lone(self, what: str, index: str) -> Iterator[str]:
        """Yield where an index and the events do not agree."""
        wanted = "geom IS NOT NULL" if index == _RTREE else "1"
        (missing,) = self.execute(
            f"SELECT count(*) FROM events WHERE {wanted} AND fid NOT IN (SELECT id FROM {index})"
        ).fetchone()
        (extra,) = self.execute(
            f"SELECT count(*) FROM {index} WHERE id NOT IN (SELECT fid FROM events)"
        ).fetchone()
        if missing or extra:
            yield f"index of {what}: {missing} events missing, {extra} that are gone"

    def tidy(self) -> None:
        """Give back the room of what was removed, and bring the indexes into order."""
        self.execute("INSERT INTO event_words (event_words) VALUES ('optimize')")
        self.execute("VACUUM")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def size(self) -> int:
        """Return the bytes of the file and of its log."""
        files = (Path(self.name), Path(f"{self.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def host_of(self, address: str) -> str:
        """Return the SQL expression for the host name in a column that holds a web address."""
        return f"geonews_host({address})"

    def items_of(self, column: str, name: str) -> tuple[str, str]:
        """Return a table expression of a JSON list's items, and that of a field of one."""
        return f"json_each({column}) AS item", f"json_extract(item.value, '$.{name}')"

    def _note_extent(self, events: Sequence[Event]) -> None:
        """Write down that the layer has changed, and that it reaches to some events."""
        lons = [event.lon for event in events if event.lon is not None]
        lats = [event.lat for event in events if event.lat is not None]
        bounds = (min(lons), max(lons), min(lats), max(lats)) if lons and lats else (None,) * 4
        self.execute(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), "
            "min_x = min(coalesce(min_x, ?1), coalesce(?1, min_x)), "
            "max_x = max(coalesce(max_x, ?2), coalesce(?2, max_x)), "
            "min_y = min(coalesce(min_y, ?3), coalesce(?3, min_y)), "
            "max_y = max(coalesce(max_y, ?4), coalesce(?4, max_y)) "
            "WHERE table_name = 'events'",
            bounds,
        )


def connect(path: Path, *, create: bool) -> SqliteDatabase:
    """Open a store's file, and make it where asked to; see `geonews.store.EventStore.open`."""
    if not create and not path.is_file():
        raise StoreError(
            f"event store {str(path)!r} does not exist: give an existing file, "
            "or make one with geonews ingest --store"
        )
    if create and not path.parent.is_dir():
        raise StoreError(f"folder {str(path.parent)!r} does not exist: make it first")
    name, uri = str(path), f"{path.absolute().as_uri()}?{_mode(path)}"
    try:
        database = _opened(name, uri)
    except sqlite3.Error as error:
        raise StoreError(_message(name, error)) from error
    try:
        with database.errors():
            _prepare(database, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _row(event: Event) -> tuple[Any, ...]:
    if event.lon is None or event.lat is None:
        return row_of_event(event, None)
    return row_of_event(event, encode_point(Point(lon=event.lon, lat=event.lat)))


def _message(name: str, error: Exception) -> str:
    store, said = f"event store {name!r}", str(error)
    if "not a database" in said:
        return f"{name!r} is no event store: give a file made by geonews ingest --store"
    if "locked" in said:
        return f"{store} is being written by another program: try again"
    if "readonly" in said:
        return f"{store} may not be written: change its permissions, or give another file"
    if "malformed" in said:
        return (
            f"{store} is damaged ({said}): restore the file, or save what can be read with "
            "geonews store merge NEW.gpkg OLD.gpkg"
        )
    if "full" in said:
        return f"{store} cannot be written (the disk is full): make room; what was in it is safe"
    if isinstance(error, UnicodeEncodeError):
        return f"{store} cannot keep a text that is not Unicode ({said}): repair the input"
    return f"{store} cannot be used ({said}): check the file and the disk"


def _mode(path: Path) -> str:
    if not path.exists():
        return "mode=rwc"
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rw"
    # Write-ahead logging needs to write beside the file even to read it.
    return "mode=ro&immutable=1"


def _opened(name: str, uri: str) -> SqliteDatabase:
    database = sqlite3.connect(
        uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, factory=SqliteDatabase
    )
    database.name, database.uri, database.readers = name, uri, []
    register_functions(database)
    database.create_function("geonews_host", 1, _host, deterministic=True)
    database.execute("PRAGMA foreign_keys = ON")
    # Beside write-ahead logging this can lose the last documents to a power cut, never the file.
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    database.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    return database


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""


def _prepare(database: SqliteDatabase, *, create: bool) -> None:
    """Check that the file is a store of a version we know, and bring it up to date."""
    version = version_of(database)
    if version is None or (version == 0 and not create):
        raise StoreError(
            f"{database.name!r} is no event store: give a file made by geonews ingest --store"
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"event store {database.name!r} has schema version {version}, this geonews knows up "
            f"to {SCHEMA_VERSION}: install a newer geonews"
        )
    if version < SCHEMA_VERSION:
        database.execute("PRAGMA journal_mode = WAL")
        with database.transaction():
            # Another process may have done it while this one waited for its turn.
            install(database, version=version_of(database) or 0)
