"""What the gazetteer holds, whether it is sound, and how to make one of your own.

A gazetteer made by import is one file, which every command takes with --gazetteer. Places and
names are read from GeoNames' dump, Natural Earth's layers and CSV files, plain or zipped.

For example:
    geonews gazetteer stats
    geonews gazetteer check --gazetteer my.gaz
    geonews gazetteer import allCountries.zip alternateNamesV2.zip -o my.gaz
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from geonews.cli.gazetteers import everyday_words, gazetteer_of
from geonews.cli.messages import one_line, say
from geonews.cli.output import STANDARD_OUTPUT, refuse_to_overwrite
from geonews.cli.tables import print_table
from geonews.errors import UsageError
from geonews.gazetteer.checks import findings
from geonews.gazetteer.header import check_header
from geonews.gazetteer.imports import AUTO, KINDS, ImportReport, import_gazetteer
from geonews.gazetteer.stats import GazetteerStats, gazetteer_stats

__all__ = ["add_arguments", "run"]

_WORDS = {
    "ar": {
        "class": ("الصنف", "الأماكن"),
        "coverage": ("السكان", "المدن والقرى", "لها اسم عربي", "النسبة"),
        "source": ("المصدر", "الأماكن", "الأسماء", "الرخصة", "يأتي من"),
        "kind": ("المصدر", "نوع الاسم", "الأسماء"),
        "unknown": "غير معروف",
    },
    "en": {
        "class": ("class", "places"),
        "coverage": ("people", "settlements", "with an Arabic name", "share"),
        "source": ("source", "places", "names", "licence", "carried by"),
        "kind": ("source", "kind of name", "names"),
        "unknown": "not known",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Declare the command's arguments; return the parsers of what it can do."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    stats = _action(actions, "stats", _stats, "count places and names, by class, kind and source")
    stats.add_argument(
        "--format",
        choices=("table", "json"),
        default="table",
        help="what to print (default: table)",
    )
    check = _action(
        actions, "check", _check, "print what is suspicious, a line each; exit code 1 if anything"
    )
    imports = _action(
        actions, "import", _import, "make a gazetteer of GeoNames, Natural Earth and CSV files"
    )
    imports.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help="allCountries, alternateNamesV2, admin1CodesASCII or hierarchy of GeoNames, a layer "
        "of Natural Earth, or a CSV file; plain or in a .zip",
    )
    imports.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="gazetteer file to make"
    )
    imports.add_argument(
        "--kind",
        choices=(AUTO, *KINDS),
        default=AUTO,
        help="what the sources are (default: told from the content of each)",
    )
    imports.add_argument(
        "--empty",
        action="store_true",
        help="begin from nothing, not from the packaged gazetteer or that of --gazetteer",
    )
    imports.add_argument(
        "--skip-bad",
        action="store_true",
        help="leave out rows that cannot be taken and name the first ten; otherwise one ends it",
    )
    return [stats, check, imports]


def run(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    return int(options.do(options))


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    do: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=summary, description=summary, allow_abbrev=False)
    parser.set_defaults(do=do)
    return parser


def _stats(options: argparse.Namespace) -> int:
    gazetteer = gazetteer_of(options)
    stats = gazetteer_stats(gazetteer.path)
    if options.format == "json":
        record = {"version": gazetteer.version, **asdict(stats)}
        print(json.dumps(record, ensure_ascii=False))
        return 0
    words = _WORDS[options.lang]
    print_table(words["class"], sorted(stats.by_class.items()))
    print_table(words["kind"], _kinds(stats))
    print_table(words["coverage"], _coverage(stats, str(words["unknown"])))
    print_table(
        words["source"],
        [(p.source, p.places, p.names, p.licence, p.carried_by) for p in stats.provenance],
    )
    return 0


def _kinds(stats: GazetteerStats) -> list[tuple[object, ...]]:
    return [
        (source, kind, count)
        for source, kinds in stats.by_source.items()
        for kind, count in kinds.items()
    ]


def _coverage(stats: GazetteerStats, unknown: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for band in stats.coverage:
        if not band.least:
            people = unknown
        elif band.most is None:
            people = f"{band.least:,}+"
        else:
            people = f"{band.least:,}–{band.most - 1:,}"
        share = f"{band.with_arabic / band.places:.1%}" if band.places else "-"
        rows.append((people, band.places, band.with_arabic, share))
    return rows


def _check(options: argparse.Namespace) -> int:
    found = 0
    for finding in findings(gazetteer_of(options).path):
        found += 1
        print(one_line(finding))
    if not options.quiet:
        say(f"{found} findings" if found else "nothing suspicious")
    return 1 if found else 0


def _import(options: argparse.Namespace) -> int:
    refuse_to_overwrite(options.output, options.sources)
    target = _target(options.output)
    base = None
    if options.gazetteer is not None:
        if options.empty:
            raise UsageError("--empty and --gazetteer exclude each other: begin from one of them")
        base = Path(options.gazetteer)
        check_header(base)
    with _progress(quiet=options.quiet) as show:
        report = import_gazetteer(
            [Path(source) for source in options.sources],
            target,
            base=base,
            kind=options.kind,
            empty=options.empty,
            skip_bad=options.skip_bad,
            words=everyday_words(),
            on_progress=show,
        )
    _tell(report, options)
    return 0


def _target(output: str) -> Path:
    """Return the file to make; raises `UsageError` where it is better left as it is."""
    target = Path(output)
    if output == STANDARD_OUTPUT:
        raise UsageError("output '-': a gazetteer is a file; give it a name")
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(f"output {output!r}: give the name of a file in a folder that exists")
    if target.exists() and target.stat().st_size:
        check_header(target)  # whatever else stands there is not ours to replace
    return target


def _tell(report: ImportReport, options: argparse.Namespace) -> None:
    for source in report.sources:
        for remark in source.remarks():
            say(remark)
        if not options.quiet:
            counts = [f"{count:,} {what}" for what, count in source.counts.items() if count]
            say(f"{source.path}: {source.kind}, {', '.join([f'{source.rows:,} rows', *counts])}")
    if not options.quiet:
        say(f"{options.output}: {report.places:,} places, {report.names:,} names")


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar a file on a terminal's standard error; yield what brings it up to date."""
    if quiet or not sys.stderr.isatty():
        yield lambda _, __, ___: None
        return
    from rich import progress
    from rich.console import Console

    columns: Sequence[progress.ProgressColumn] = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.DownloadColumn(),
        progress.TimeRemainingColumn(),
    )
    tasks: dict[str, progress.TaskID] = {}
    with progress.Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as bar:

        def show(what: str, done: int, size: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(one_line(what), total=size or None)
            bar.update(tasks[what], completed=done)

        yield show
