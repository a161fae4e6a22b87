"""Ask a store for events by region, time, type and words; the newest come first.

For example:
    geonews query --store events.gpkg --region "قره باغ" --since 2020-09-27 --until 2020-11-10
    geonews query --store events.gpkg --near باكو --km 100 --format table
    geonews query --store events.gpkg --since 2024-01-01 --count-by country
"""

from __future__ import annotations

import argparse

from geonews.cli.counts import COUNTED, count, write_counts
from geonews.cli.filters import query_of
from geonews.cli.messages import say
from geonews.cli.options import add_filters, add_output
from geonews.cli.output import Counted, output, refuse_to_overwrite
from geonews.export import TEXT_FORMATS, write_text
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--store", metavar="FILE", required=True, help="store to ask")
    parser.add_argument(
        "--format",
        choices=TEXT_FORMATS,
        help="what to print (default: geojson; of counts, a table)",
    )
    parser.add_argument(
        "--count-by", choices=COUNTED, help="print how many events there are of each, and no events"
    )
    add_output(parser)
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Print the events; return the exit code."""
    refuse_to_overwrite(options.output, [options.store])
    query = query_of(options)
    with EventStore.open(options.store) as store, output(options.output) as stream:
        if options.count_by:
            write_counts(stream, count(store, query, options), options)
            return 0
        answers = Counted(store.query(query))
        form = options.format or "geojson"
        write_text(stream, answers, format=form, policy=options.policy, lang=options.lang)
    if not options.quiet:
        say(f"{answers.count} events")
    return 0
