"""The file that an import works on: ``FILE.part``, a database that says how far it has come.

With each batch of rows the place reached in its source is written in the same transaction, so
that a run which was cut off, and has the same plan, goes on where it stopped.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geonews.errors import DataError
from geonews.gazetteer.database import APPLICATION_ID, KIND_NUMBERS, SCHEMA
from geonews.gazetteer.imports.files import digest
from geonews.gazetteer.imports.records import Origin
from geonews.gazetteer.imports.report import SourceReport
from geonews.gazetteer.imports.writer import WORKING_SCHEMA, origin_number
from geonews.resources import DATA_FORMAT, data_path

__all__ = ["WORKING_TABLES", "connect", "database_errors", "finish", "note", "prepare", "reached"]

_CACHE_KB = 256 * 1024
_PROGRESS = """
CREATE TABLE import_plan (plan TEXT NOT NULL);
CREATE TABLE import_progress (
    source INTEGER PRIMARY KEY, line INTEGER NOT NULL, offset INTEGER NOT NULL,
    done INTEGER NOT NULL, report TEXT NOT NULL
);
"""
WORKING_TABLES = (
    "import_plan",
    "import_progress",
    "import_also",
    "import_shown",
    "import_area",
)


def prepare(part: Path, plan: str, base: Path | None) -> bool:
    """Make the working file, unless one of the same plan is there; say whether it is."""
    if part.is_file() and _plan_of(part) == plan:
        return True
    for leftover in (part, *_side_files(part)):
        leftover.unlink(missing_ok=True)
    if base is not None:
        shutil.copyfile(base, part)
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN")
        if base is None:
            _script(connection, SCHEMA)
            connection.executemany(
                "INSERT INTO name_kind VALUES (?,?)",
                [(number, kind.value) for kind, number in KIND_NUMBERS.items()],
            )
        else:
            origin_number(connection, _base_origin(base))
            if base == data_path("gazetteer.sqlite"):
                # The packaged one has its tries beside it.
                sounds = data_path("sounds.marisa").read_bytes()
                connection.execute("INSERT INTO trie VALUES ('sounds', ?)", [sounds])
        _script(connection, WORKING_SCHEMA + _PROGRESS)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {DATA_FORMAT}")
        connection.execute("INSERT INTO import_plan VALUES (?)", [plan])
        connection.execute("COMMIT")
    finally:
        connection.close()
    return False


def connect(part: Path) -> sqlite3.Connection:
    """Open the working file for this process alone."""
    connection = sqlite3.connect(part, isolation_level=None, timeout=0)
    # Held until the end, so that two imports never work on one file.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    return connection


def reached(
    connection: sqlite3.Connection, number: int, *, path: str, kind: str
) -> tuple[bool, int, int, SourceReport]:
    """Return whether a source is done, the line and offset reached, and what became of it so far.

    Parameters
    ----------
    connection
        The working file.
    number
        Of the source, in the order of their import.
    path, kind
        For its report.
    """
    report = SourceReport(path=path, kind=kind)
    row = connection.execute(
        "SELECT done, line, offset, report FROM import_progress WHERE source = ?", [number]
    ).fetchone()
    if row is None:
        return False, 0, 0, report
    kept = json.loads(row[3])
    report.rows, report.bad, report.named_bad = kept["rows"], kept["bad"], kept["named_bad"]
    report.doubts, report.named_doubts = kept.get("doubts", 0), kept.get("named_doubts", [])
    report.counts.update(kept["counts"])
    return bool(row[0]), row[1], row[2], report


def note(
    connection: sqlite3.Connection,
    number: int,
    report: SourceReport,
    *,
    line: int,
    offset: int,
    done: bool,
) -> None:
    """Write what was reached, in the transaction that is open."""
    kept = {
        "rows": report.rows,
        "counts": dict(report.counts),
        "bad": report.bad,
        "named_bad": report.named_bad,
        "doubts": report.doubts,
        "named_doubts": report.named_doubts,
    }
    connection.execute(
        "INSERT OR REPLACE INTO import_progress VALUES (?,?,?,?,?)",
        (number, line, offset, int(done), json.dumps(kept)),
    )


def finish(part: Path, target: Path) -> None:
    """Put the working file, closed and whole, in the place of the gazetteer."""
    with part.open("rb") as handle:
        os.fsync(handle.fileno())
    part.replace(target)
    for leftover in _side_files(part):
        leftover.unlink(missing_ok=True)


@contextmanager
def database_errors(part: Path) -> Iterator[None]:
    """Raise `DataError`, in one line, for what SQLite raises."""
    try:
        yield
    except sqlite3.Error as error:
        if "locked" in str(error):
            said = "another import is working on it: wait for its end, or give another file"
        else:
            said = f"it cannot be written ({error}): check the disk, then run the import again"
        raise DataError(f"gazetteer {str(part)!r}: {said}") from error


def _base_origin(base: Path) -> Origin:
    return Origin(
        source="import-base",
        what="the gazetteer that the import began from",
        url="",
        licence="as its sources",
        attribution="",
        carried_by=f"{base.name} sha256:{digest(base)[:16]}",
    )


def _script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements in the transaction that is open, which ``executescript`` would end."""
    for statement in filter(str.strip, script.split(";")):
        connection.execute(statement)


def _plan_of(part: Path) -> str:
    """Return the plan of a working file, empty where it cannot be gone on with."""
    try:
        connection = sqlite3.connect(part, timeout=0)
        try:
            row = connection.execute("SELECT plan FROM import_plan").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        return ""
    return str(row[0]) if row else ""


def _side_files(part: Path) -> list[Path]:
    return [part.with_name(f"{part.name}{suffix}") for suffix in ("-wal", "-shm", "-journal")]
