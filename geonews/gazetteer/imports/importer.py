"""Import files of places into a gazetteer file, so that a run cut off goes on where it stopped.

The work is done on ``FILE.part``, which becomes ``FILE`` at the end; until then what stood
there is what everybody reads. The steps, in order: a copy of the gazetteer to begin from; the
sources, places before names; the tries of names; the rename.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import marisa_trie

from geonews.errors import GazetteerImportError
from geonews.gazetteer.database import add_trie, searched_keys, sound_entries, sounding_keys
from geonews.gazetteer.imports import working
from geonews.gazetteer.imports.doubts import Doubts, database_doubts
from geonews.gazetteer.imports.files import Source, digest
from geonews.gazetteer.imports.kinds import AUTO, KINDS, kind_of, open_format
from geonews.gazetteer.imports.records import Format, PlaceRecord, Record, Row
from geonews.gazetteer.imports.report import ImportReport, SourceReport
from geonews.gazetteer.imports.values import BadRowError
from geonews.gazetteer.imports.writer import Writer
from geonews.gazetteer.sounds import SEPARATOR
from geonews.resources import DATA_FORMAT, data_path

__all__ = ["import_gazetteer"]

_BATCH = 20_000
"""Rows a transaction: about a second's work, which is what a kill can cost."""

_BATCH_BYTES = 32 * 1024 * 1024
"""Bytes a transaction: rows of the longest line that is read would fill any memory."""

_MOST_SOUNDING = 1_500_000
"""Latin names that transliteration can find; the index is made in memory, at 500 bytes each."""

Progress = Callable[[str, int, int], None]


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
    words: Container[str] = frozenset(),
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
    words
        Look-up keys of everyday words: a name of a CSV file that is one is doubted.
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
    with working.database_errors(part):
        resumed = working.prepare(part, plan, begun)
        connection = working.connect(part)
        try:
            reports = [
                _import(
                    connection,
                    number,
                    job,
                    skip_bad=skip_bad,
                    # Thousands of people have looked at GeoNames' rows, and one at these.
                    doubts=database_doubts(connection, words) if job.kind == "csv" else None,
                    on_progress=on_progress,
                )
                for number, job in enumerate(jobs)
            ]
            on_progress("index of names", 0, 0)
            report = _finish(connection, reports, resumed=resumed)
        finally:
            connection.close()
    if not report.places:
        part.unlink(missing_ok=True)
        raise _nothing_taken(sources, report)
    working.finish(part, target)
    return report


def _nothing_taken(sources: Sequence[Path], report: ImportReport) -> GazetteerImportError:
    """Return the error of an import without places, which tells what the sources held instead."""
    read = ", ".join(str(source) for source in sources)
    found = sum((source.counts for source in report.sources), Counter[str]())
    said = ", ".join(f"{count:,} {what}" for what, count in found.most_common(3) if count)
    return GazetteerImportError(
        f"{read}: no place could be taken{f' ({said})' if said else ''}, and a gazetteer of "
        "nothing is not written: give a file of places (allCountries, a Natural Earth layer "
        "or CSV) first"
    )


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


def _import(
    connection: sqlite3.Connection,
    number: int,
    job: _Job,
    *,
    skip_bad: bool,
    doubts: Doubts | None,
    on_progress: Progress,
) -> SourceReport:
    """Import one file from where it was left."""
    done, line, offset, report = working.reached(
        connection, number, path=str(job.source), kind=job.kind
    )
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
        writer.write(_taken(rows, reader, report, skip_bad=skip_bad, doubts=doubts))
        report.rows += len(rows)
        report.counts += writer.counts
        writer.counts.clear()
        line, offset = rows[-1].line, rows[-1].offset
        working.note(connection, number, report, line=line, offset=offset, done=False)
        connection.execute("COMMIT")
        on_progress(str(job.source), int(offset * share), job.source.size)
    if not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    working.note(connection, number, report, line=line, offset=offset, done=True)
    connection.execute("COMMIT")
    on_progress(str(job.source), job.source.size, job.source.size)
    return report


def _read(reader: Format, job: _Job, *, line: int, offset: int) -> Iterator[Row]:
    try:
        yield from reader.rows(line=line, offset=offset)
    except BadRowError as error:  # a header: without it no row can be read
        raise GazetteerImportError(f"{job.source}:1: {error}") from error


def _taken(
    rows: Sequence[Row],
    reader: Format,
    report: SourceReport,
    *,
    skip_bad: bool,
    doubts: Doubts | None,
) -> Iterator[Record]:
    """Yield what the rows say; a bad one is counted, or ends the import."""
    for row in rows:
        try:
            record = reader.parse(row.value)
        except BadRowError as error:
            message = f"{report.path}:{row.line}: {error}"
            if not skip_bad:
                raise GazetteerImportError(f"{message}, or go on without it (--skip-bad)") from None
            report.add_bad(message)
            continue
        if doubts is not None and isinstance(record, PlaceRecord):
            report.add_doubts(
                f"{report.path}:{row.line}: {said}" for said in doubts.of_record(record)
            )
        yield record


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    begun = 0
    for row in rows:
        batch.append(row)
        if len(batch) >= _BATCH or row.offset - begun >= _BATCH_BYTES:
            yield batch
            batch, begun = [], row.offset
    if batch:
        yield batch


def _finish(
    connection: sqlite3.Connection, reports: list[SourceReport], *, resumed: bool
) -> ImportReport:
    """Write the tries, take away what only the import needed, and leave one file."""
    connection.execute("BEGIN IMMEDIATE")
    keys = add_trie(connection, "names", searched_keys(connection))
    add_trie(connection, "sounds", _sounds(connection))
    for table in working.WORKING_TABLES:
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
    keys = chain(sounding_keys(connection, _MOST_SOUNDING), searched_keys(connection))
    entries += sound_entries(key for key in keys if key not in known)
    return entries
