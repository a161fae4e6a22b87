"""Ask a store for events by region, time, type and words.

geonews query --store events.gpkg --region "قره باغ" --since 2020-09-27 --until 2020-11-10
geonews query --store events.gpkg --near باكو --km 100 --format table
"""

from __future__ import annotations

import argparse
import sys

from geonews.cli.filters import query_of
from geonews.cli.options import add_filters, add_language, add_policy, add_quiet
from geonews.cli.output import output
from geonews.export import TEXT_FORMATS, write_text
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--store", metavar="FILE", required=True, help="store to ask")
    parser.add_argument(
        "--format", choices=TEXT_FORMATS, default="geojson", help="what to print (default: geojson)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write instead of stdout")
    add_filters(parser)
    add_policy(parser)
    add_language(parser)
    add_quiet(parser)


def run(options: argparse.Namespace) -> int:
    """Print the events; return the exit code."""
    with EventStore.open(options.store) as store:
        events = list(store.query(query_of(options)))
    with output(options.output, sys.stdout) as stream:
        write_text(stream, events, format=options.format, policy=options.policy, lang=options.lang)
    if not options.quiet:
        print(f"geonews: {len(events)} events", file=sys.stderr)
    return 0
