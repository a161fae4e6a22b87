"""Import files of places into a gazetteer file, so that a run cut off goes on where it stopped.

The work is done on ``FILE.part``, which becomes ``FILE`` at the end; until then what stood
there is what everybody reads. The steps, in order: a copy of the gazetteer to begin from; the
sources, places before names; the tries of names; the rename. With each batch of rows the
place reached in its source is written in the same transaction.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie

from geonews.errors import DataError, GazetteerImportError
from geonews.gazetteer.database import (
    APPLICATION_ID,
    KIND_NUMBERS,
    SCHEMA,
    add_trie,
    searched_keys,
    sound_entries,
    sounding_keys,
)
from geonews.gazetteer.imports.files import Source, digest
from geonews.gazetteer.imports.kinds import AUTO, KINDS, kind_of, open_format
from geonews.gazetteer.imports.records import Format, Origin, Record, Row
from geonews.gazetteer.imports.values import BadRowError
from geonews.gazetteer.imports.writer import WORKING_SCHEMA, Writer, origin_number
from geonews.gazetteer.sounds import SEPARATOR
from geonews.resources import DATA_FORMAT, data_path

__all__ = ["ImportReport", "SourceReport", "import_gazetteer"]

_BATCH = 20_000
"""Rows a transaction: about a second's work, which is what a kill can cost."""

_NAMED_BAD_ROWS = 10
_MOST_SOUNDING = 1_500_000
"""Latin names that transliteration can find; the index is made in memory, at 500 bytes each."""

_CACHE_KB = 256 * 1024
_PROGRESS = """
CREATE TABLE import_plan (plan TEXT NOT NULL);
CREATE TABLE import_progress (
    source INTEGER PRIMARY KEY, line INTEGER NOT NULL, offset INTEGER NOT NULL,
    done INTEGER NOT NULL, report TEXT NOT NULL
);
"""
_WORKING_TABLES = (
    "import_plan",
    "import_progress",
    "import_also",
    "import_shown",
    "import_area",
)

Progress = Callable[[str, int, int], None]


@dataclass(slots=True, kw_only=True)
class SourceReport:
    """What became of one file."""

    path: str
    kind: str
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    """How many places, names, polygons and links were added, and what was left out and why."""

    bad: int = 0
    """Rows that could not be taken."""

    named_bad: list[str] = field(default_factory=list)
    """The first ten of them: ``FILE:LINE: what``."""


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What an import did."""

    sources: list[SourceReport]
    places: int
    """In the gazetteer now."""

    names: int
    arabic_keys: int
    """Arabic names that text is searched for, each once."""

    resumed: bool
    """Whether it went on where an earlier run was cut off."""


@dataclass(slots=True, kw_only=True)
class _Job:
    """One file to import."""

    source: Source
    kind: str
    sha256: str


def import_gazetteer(
    sources: Sequence[Path],
    target: Path,
    *,
    base: Path | None = None,
    kind: str = AUTO,
    empty: bool = False,
    skip_bad: bool = False,
    on_progress: Progress = lambda _, __, ___: None,
) -> ImportReport:
    """Make a gazetteer file of the packaged gazetteer and other sources.

    Parameters
    ----------
    sources
        Files of `geonews.gazetteer.imports.kinds.KINDS`; places are imported before names.
    target
        The file to make; one that is there stays as it is until the import is done.
    base
        The gazetteer to begin from; the packaged one where it is left out.
    kind
        The kind of all sources; told from the content of each unless given.
    empty
        Begin from nothing instead.
    skip_bad
        Count bad rows and go on, where otherwise the first ends the import.
    on_progress
        Is told a source, how many of its bytes, unpacked, are done, and of how many; at the
        end, with 0 of 0, that the index of names is being made.

    Raises
    ------
    geonews.errors.GazetteerImportError
        A source cannot be read, or has a bad row; the message begins ``FILE:LINE:``.
    geonews.errors.DataError
        Another import is making the same file, or the disk is full.
    """
    jobs = _jobs(sources, kind)
    part = target.with_name(f"{target.name}.part")
    begun = None if empty else base or data_path("gazetteer.sqlite")
    plan = _plan(jobs, begun)
    with _database_errors(part):
        resumed = _prepare(part, plan, begun)
        connection = _connect(part)
        try:
            reports = [
                _import(connection, number, job, skip_bad=skip_bad, on_progress=on_progress)
                for number, job in enumerate(jobs)
            ]
            on_progress("index of names", 0, 0)
            report = _finish(connection, reports, resumed=resumed)
        finally:
            connection.close()
    _replace(part, target)
    return report


def _jobs(sources: Sequence[Path], kind: str) -> list[_Job]:
    """Return what is to be done, places before names; each file once."""
    jobs: dict[str, _Job] = {}
    for path in sources:
        source = Source(path)
        told = kind_of(source) if kind == AUTO else kind
        sha256 = digest(path)
        jobs.setdefault(sha256, _Job(source=source, kind=told, sha256=sha256))
    return sorted(jobs.values(), key=lambda job: KINDS.index(job.kind))


def _plan(jobs: Sequence[_Job], base: Path | None) -> str:
    """Return a digest of all that the result depends on: a run may only go on with its own."""
    begun = "" if base is None else digest(base)
    parts = [str(DATA_FORMAT), begun, *(f"{job.kind}:{job.sha256}" for job in jobs)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _prepare(part: Path, plan: str, base: Path | None) -> bool:
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


def _connect(part: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(part, isolation_level=None, timeout=0)
    # Held until the end, so that two imports never work on one file.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    return connection


def _import(
    connection: sqlite3.Connection,
    number: int,
    job: _Job,
    *,
    skip_bad: bool,
    on_progress: Progress,
) -> SourceReport:
    """Import one file from where it was left."""
    done, line, offset, report = _progress_of(connection, number, job)
    if done:
        return report
    reader = open_format(job.source, job.kind)
    reader.origin.carried_by = f"{job.source.path.name} sha256:{job.sha256[:16]}"
    share = job.source.size / max(1, reader.size)
    on_progress(str(job.source), int(offset * share), job.source.size)
    connection.execute("BEGIN IMMEDIATE")
    writer = Writer(connection, reader.origin)
    for rows in _batches(_read(reader, job, line=line, offset=offset)):
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        writer.write(_taken(rows, reader, report, skip_bad=skip_bad))
        report.rows += len(rows)
        report.counts += writer.counts
        writer.counts.clear()
        line, offset = rows[-1].line, rows[-1].offset
        _note(connection, number, report, line=line, offset=offset, done=False)
        connection.execute("COMMIT")
        on_progress(str(job.source), int(offset * share), job.source.size)
    if not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    _note(connection, number, report, line=line, offset=offset, done=True)
    connection.execute("COMMIT")
    on_progress(str(job.source), job.source.size, job.source.size)
    return report


def _read(reader: Format, job: _Job, *, line: int, offset: int) -> Iterator[Row]:
    try:
        yield from reader.rows(line=line, offset=offset)
    except BadRowError as error:  # a header: without it no row can be read
        raise GazetteerImportError(f"{job.source}:1: {error}") from error


def _taken(
    rows: Sequence[Row], reader: Format, report: SourceReport, *, skip_bad: bool
) -> Iterator[Record]:
    """Yield what the rows say; a bad one is counted, or ends the import."""
    for row in rows:
        try:
            yield reader.parse(row.value)
        except BadRowError as error:
            message = f"{report.path}:{row.line}: {error}"
            if not skip_bad:
                raise GazetteerImportError(f"{message}, or go on without it (--skip-bad)") from None
            report.bad += 1
            if len(report.named_bad) < _NAMED_BAD_ROWS:
                report.named_bad.append(message)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _progress_of(
    connection: sqlite3.Connection, number: int, job: _Job
) -> tuple[bool, int, int, SourceReport]:
    """Return whether a file is done, the line and offset reached, and what became of it so far."""
    report = SourceReport(path=str(job.source), kind=job.kind)
    row = connection.execute(
        "SELECT done, line, offset, report FROM import_progress WHERE source = ?", [number]
    ).fetchone()
    if row is None:
        return False, 0, 0, report
    kept = json.loads(row[3])
    report.rows, report.bad, report.named_bad = kept["rows"], kept["bad"], kept["named_bad"]
    report.counts.update(kept["counts"])
    return bool(row[0]), row[1], row[2], report


def _note(
    connection: sqlite3.Connection,
    number: int,
    report: SourceReport,
    *,
    line: int,
    offset: int,
    done: bool,
) -> None:
    kept = {
        "rows": report.rows,
        "counts": dict(report.counts),
        "bad": report.bad,
        "named_bad": report.named_bad,
    }
    connection.execute(
        "INSERT OR REPLACE INTO import_progress VALUES (?,?,?,?,?)",
        (number, line, offset, int(done), json.dumps(kept)),
    )


def _finish(
    connection: sqlite3.Connection, reports: list[SourceReport], *, resumed: bool
) -> ImportReport:
    """Write the tries, take away what only the import needed, and leave one file."""
    connection.execute("BEGIN IMMEDIATE")
    keys = add_trie(connection, "names", searched_keys(connection))
    add_trie(connection, "sounds", _sounds(connection))
    for table in _WORKING_TABLES:
        connection.execute(f"DROP TABLE {table}")
    places, names = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (constants)
        for table in ("place", "name")
    )
    connection.execute("COMMIT")
    # The write-ahead log goes into the file, which can then be read alone.
    connection.execute("PRAGMA journal_mode = DELETE")
    return ImportReport(
        sources=reports, places=places, names=names, arabic_keys=keys, resumed=resumed
    )


def _sounds(connection: sqlite3.Connection) -> list[str]:
    """Return the entries of the index of consonant keys; those of the base are not made anew."""
    found = connection.execute("SELECT content FROM trie WHERE name = 'sounds'").fetchone()
    entries: list[str] = list(marisa_trie.Trie().frombytes(found[0])) if found else []
    known = {entry.partition(SEPARATOR)[2] for entry in entries}
    keys = sounding_keys(connection, _MOST_SOUNDING)
    entries += sound_entries(key for key in keys if key not in known)
    return entries


def _replace(part: Path, target: Path) -> None:
    with part.open("rb") as handle:
        os.fsync(handle.fileno())
    part.replace(target)
    for leftover in _side_files(part):
        leftover.unlink(missing_ok=True)


def _side_files(part: Path) -> list[Path]:
    return [part.with_name(f"{part.name}{suffix}") for suffix in ("-wal", "-shm", "-journal")]


@contextmanager
def _database_errors(part: Path) -> Iterator[None]:
    """Raise `DataError`, in one line, for what SQLite raises."""
    try:
        yield
    except sqlite3.Error as error:
        if "locked" in str(error):
            said = "another import is working on it: wait for its end, or give another file"
        else:
            said = f"it cannot be written ({error}): check the disk, then run the import again"
        raise DataError(f"gazetteer {str(part)!r}: {said}") from error
