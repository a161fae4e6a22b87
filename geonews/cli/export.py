"""Write a store's events to a file for other tools.

The suffix names the format: .geojson, .gpkg, .parquet (GeoParquet), .csv, .kml, .jsonl.

    geonews export --store events.gpkg --since 2024-01-01 -o events.geojson
"""

from __future__ import annotations

import argparse
import sys

from geonews.cli.filters import query_of
from geonews.cli.options import add_filters, add_policy, add_quiet
from geonews.export import write
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--store", metavar="FILE", required=True, help="store to read")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="file to write")
    add_filters(parser)
    add_policy(parser)
    add_quiet(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file; return the exit code."""
    with EventStore.open(options.store) as store:
        events = list(store.query(query_of(options)))
    write(options.output, events, policy=options.policy)
    if not options.quiet:
        print(f"geonews: {options.output}: {len(events)} events", file=sys.stderr)
    return 0
