"""Read articles into an event store; safe to run again.

The store is one GeoPackage file, which QGIS opens as it is. The same article twice changes
nothing; an article that was corrected replaces what it told before. Reports of one happening
become one event, with all its sources and with what they tell differently.

For example:
    geonews ingest articles.jsonl --store events.gpkg
"""

from __future__ import annotations

import argparse
from collections import Counter

from geonews.cli.gazetteers import pipeline_of
from geonews.cli.messages import say
from geonews.cli.options import add_inputs
from geonews.cli.progress import progress_bar
from geonews.cli.reading import Reader
from geonews.events import to_events
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser)
    parser.add_argument(
        "--store", metavar="FILE", required=True, help="store to write; made where it is missing"
    )


def run(options: argparse.Namespace) -> int:
    """Fill the store; return the exit code."""
    reader, outcomes = Reader(options), Counter[str]()
    versions = pipeline_of(options).versions
    with EventStore.open(options.store, create=True) as store:
        for analysis in reader.analyses():
            outcome = store.add(analysis, to_events(analysis), versions=versions)
            outcomes[outcome.status.value] += 1
        with progress_bar("merging", quiet=options.quiet) as show:
            store.merge(on_progress=show)
        held = store.info().events
    told = ", ".join(f"{count} {status}" for status, count in sorted(outcomes.items()))
    if not options.quiet:
        say(f"{options.store}: {told or 'nothing to add'}; {held} events in it")
    return reader.close()
