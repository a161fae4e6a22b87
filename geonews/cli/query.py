"""Ask a store for events by region, time, type and words; the newest come first.

For example:
    geonews query --store events.gpkg --region "قره باغ" --since 2020-09-27 --until 2020-11-10
    geonews query --store events.gpkg --near باكو --km 100 --format table
"""

from __future__ import annotations

import argparse

from geonews.cli.filters import query_of
from geonews.cli.messages import say
from geonews.cli.options import add_filters, add_output
from geonews.cli.output import output, refuse_to_overwrite
from geonews.export import TEXT_FORMATS, write_text
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--store", metavar="FILE", required=True, help="store to ask")
    parser.add_argument(
        "--format", choices=TEXT_FORMATS, default="geojson", help="what to print (default: geojson)"
    )
    add_output(parser)
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Print the events; return the exit code."""
    refuse_to_overwrite(options.output, [options.store])
    query = query_of(options)
    with EventStore.open(options.store) as store:
        events = list(store.query(query))
    with output(options.output) as stream:
        write_text(stream, events, format=options.format, policy=options.policy, lang=options.lang)
    if not options.quiet:
        say(f"{len(events)} events")
    return 0
