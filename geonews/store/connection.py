"""Open the file, check that it is ours, and turn what SQLite says into our errors."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geonews.errors import StoreError
from geonews.store.geopackage import register_functions
from geonews.store.schema import SCHEMA_VERSION, install, version_of

__all__ = ["connect", "store_errors", "transaction"]

_BUSY_SECONDS = 30.0
"""How long to wait for another writer; adding one document takes milliseconds."""

_CACHE_KB = 64 * 1024
"""Pages kept in memory: the upper levels of every index of a million events."""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a store's file, and make it where asked to; see `geonews.store.EventStore.open`."""
    if not create and not path.is_file():
        raise StoreError(
            f"event store {str(path)!r} does not exist: give an existing file, "
            "or make one with geonews ingest --store"
        )
    if create and not path.parent.is_dir():
        raise StoreError(f"folder {str(path.parent)!r} does not exist: make it first")
    with store_errors(path):
        connection = _connection(path)
        try:
            _prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself where the disk is full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Raise `StoreError`, in one line, for what SQLite raises."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError) as error:
        raise StoreError(_message(path, error)) from error


def _message(path: Path, error: Exception) -> str:
    store, said = f"event store {str(path)!r}", str(error)
    if "not a database" in said:
        return f"{str(path)!r} is no event store: give a file made by geonews ingest --store"
    if "locked" in said:
        return f"{store} is being written by another program: try again"
    if "readonly" in said:
        return f"{store} may not be written: change its permissions, or give another file"
    if isinstance(error, UnicodeEncodeError):
        return f"{store} cannot keep a text that is not Unicode ({said}): repair the input"
    return f"{store} cannot be used ({said}): check the file and the disk"


def _connection(path: Path) -> sqlite3.Connection:
    if not path.exists():
        mode = "mode=rwc"
    elif os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        mode = "mode=rw"
    else:
        # Write-ahead logging needs to write beside the file even to read it.
        mode = "mode=ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
    )
    connection.row_factory = sqlite3.Row
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Check that the file is a store of a version we know, and bring it up to date."""
    register_functions(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # Beside write-ahead logging this can lose the last documents to a power cut, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    version = version_of(connection)
    if version is None or (version == 0 and not create):
        raise StoreError(
            f"{str(path)!r} is no event store: give a file made by geonews ingest --store"
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"event store {str(path)!r} has schema version {version}, this geonews knows up to "
            f"{SCHEMA_VERSION}: install a newer geonews"
        )
    if version < SCHEMA_VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            # Another process may have done it while this one waited for its turn.
            install(connection, version=version_of(connection) or 0)
