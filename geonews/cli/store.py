"""What a store holds, whether it is sound; give room back; put stores together.

For example:
    geonews store info events.gpkg
    geonews store check events.gpkg
    geonews store merge all.gpkg monday.gpkg tuesday.gpkg
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from geonews.cli.messages import say
from geonews.cli.progress import progress_bar
from geonews.cli.tables import print_table
from geonews.errors import UsageError
from geonews.store import EventStore, StoreInfo

__all__ = ["add_arguments", "run"]

_FAULTY = 1

_HEADINGS = {"ar": ("الخاصية", "القيمة"), "en": ("property", "value")}
_WORDS = {
    "ar": {
        "name": "المخزن",
        "schema_version": "إصدار الجداول",
        "documents": "المقالات",
        "events": "الأحداث",
        "placed": "منها ما له مكان",
        "first": "أول يوم",
        "last": "آخر يوم",
        "bytes": "الحجم بالبايت",
    },
    "en": {
        "name": "store",
        "schema_version": "version of the tables",
        "documents": "documents",
        "events": "events",
        "placed": "of these with a place",
        "first": "first day",
        "last": "last day",
        "bytes": "size in bytes",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Declare the command's arguments; return the parsers of what it can do."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    info = actions.add_parser("info", help="count documents and events; first and last day, size")
    info.add_argument("store", metavar="STORE", help="store to look at")
    info.add_argument(
        "--format",
        choices=("table", "json"),
        default="table",
        help="what to print (default: table)",
    )
    check = actions.add_parser("check", help="print what is wrong, a line each; exit code 1 then")
    check.add_argument("store", metavar="STORE", help="store to look through")
    vacuum = actions.add_parser("vacuum", help="give back the room of what was removed")
    vacuum.add_argument("store", metavar="STORE", help="store to tidy")
    merge = actions.add_parser(
        "merge",
        help="put stores into one: documents, what they tell, and ready events; safe to run again",
    )
    merge.add_argument("store", metavar="INTO", help="store to write; made where it is missing")
    merge.add_argument("others", metavar="FROM", nargs="+", help="stores to read")
    for action, does in ((info, _info), (check, _check), (vacuum, _vacuum), (merge, _merge)):
        action.set_defaults(does=does)
    return [info, check, vacuum, merge]


def run(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    code: int = options.does(options)
    return code


def _info(options: argparse.Namespace) -> int:
    with EventStore.open(options.store) as store:
        info = store.info()
    if options.format == "json":
        sys.stdout.write(json.dumps(_record(info), ensure_ascii=False) + "\n")
        return 0
    words = _WORDS[options.lang]
    rows = ((words[name], "" if value is None else value) for name, value in _record(info).items())
    print_table(_HEADINGS[options.lang], rows)
    return 0


def _record(info: StoreInfo) -> dict[str, object]:
    days = {
        name: day.isoformat() if day else None
        for name, day in (("first", info.first), ("last", info.last))
    }
    return asdict(info) | days


def _check(options: argparse.Namespace) -> int:
    found = 0
    with (
        EventStore.open(options.store) as store,
        progress_bar("checking", quiet=options.quiet) as show,
    ):
        for fault in store.check(on_progress=show):
            found += 1
            sys.stdout.write(fault + "\n")
    if not options.quiet:
        say(f"{options.store}: {f'{found} faults' if found else 'sound'}")
    return _FAULTY if found else 0


def _vacuum(options: argparse.Namespace) -> int:
    with EventStore.open(options.store) as store:
        before = store.info().bytes
        store.vacuum()
        after = store.info().bytes
    if not options.quiet:
        say(f"{options.store}: {before} bytes before, {after} after")
    return 0


def _merge(options: argparse.Namespace) -> int:
    _refuse_itself(options.store, options.others)
    done = Counter[str]()
    with ExitStack() as opened:
        # Before anything is made or written: one that is missing should cost nothing.
        sources = [opened.enter_context(EventStore.open(other)) for other in options.others]
        store = opened.enter_context(EventStore.open(options.store, create=True))
        for name, source in zip(options.others, sources, strict=True):
            with progress_bar(str(name), quiet=options.quiet) as show:
                done += store.absorb(source, on_progress=show)
        with progress_bar("merging", quiet=options.quiet) as show:
            store.merge(on_progress=show)
        held = store.info().events
    told = ", ".join(f"{count} {status}" for status, count in sorted(done.items()))
    if not options.quiet:
        say(f"{options.store}: {told or 'nothing to add'}; {held} events in it")
    return 0


def _refuse_itself(into: str, others: list[str]) -> None:
    for other in others:
        both = Path(into), Path(other)
        if other == into or (all(map(Path.is_file, both)) and both[0].samefile(both[1])):
            raise UsageError(f"store {into!r} would be put into itself: give another")
