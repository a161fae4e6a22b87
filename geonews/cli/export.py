"""Write a store's events to a file for other tools.

The suffix names the format: .geojson, .gpkg, .parquet (GeoParquet), .csv, .kml, .jsonl.

For example:
    geonews export --store events.gpkg --since 2024-01-01 -o events.geojson
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from geonews.cli.filters import query_of
from geonews.cli.messages import say
from geonews.cli.options import add_filters
from geonews.cli.output import Counted, refuse_to_overwrite
from geonews.cli.progress import progress_bar
from geonews.export import write
from geonews.model import Event
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]

_STEP = 1_000
"""Events from one step of the bar to the next."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--store", metavar="FILE", required=True, help="store to read")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="file to write")
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file; return the exit code."""
    refuse_to_overwrite(options.output, [options.store])
    query = query_of(options)
    with (
        EventStore.open(options.store) as store,
        progress_bar("exporting", quiet=options.quiet) as show,
    ):
        total = store.count(query) if show else 0
        answers = Counted(store.query(query))
        write(options.output, _shown(answers, total, show), policy=options.policy)
    if not options.quiet:
        say(f"{options.output}: {answers.count} events")
    return 0


def _shown(
    answers: Counted[Event], total: int, show: Callable[[int, int], None] | None
) -> Iterator[Event]:
    """Yield events, and bring a bar up to date now and then."""
    for event in answers:
        if show and answers.count % _STEP == 0:
            show(answers.count, total)
        yield event
