"""Write a store's events to a file for other tools.

The suffix names the format: .geojson, .gpkg, .parquet (GeoParquet), .csv, .kml, .jsonl.

For example:
    geonews export --store events.gpkg --since 2024-01-01 -o events.geojson
"""

from __future__ import annotations

import argparse

from geonews.cli.filters import query_of
from geonews.cli.messages import say
from geonews.cli.options import add_filters
from geonews.cli.output import refuse_to_overwrite
from geonews.export import write
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--store", metavar="FILE", required=True, help="store to read")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="file to write")
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file; return the exit code."""
    refuse_to_overwrite(options.output, [options.store])
    query = query_of(options)
    with EventStore.open(options.store) as store:
        events = list(store.query(query))
    write(options.output, events, policy=options.policy)
    if not options.quiet:
        say(f"{options.output}: {len(events)} events")
    return 0
