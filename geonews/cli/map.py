"""Make one self-contained HTML page with a map of what happened.

The page opens without a network. Give articles, or a store with filters:

    geonews map article.txt --published 2024-08-18 -o map.html
    geonews map --store events.gpkg --region "قره باغ" -o karabakh.html
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geonews.cli.filters import query_of
from geonews.cli.options import add_filters, add_inputs, add_language, add_policy, add_quiet
from geonews.cli.reading import Reader
from geonews.errors import UsageError
from geonews.export import feature_collection
from geonews.model import Event
from geonews.query import matches
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser, required=False)
    parser.add_argument("--store", metavar="FILE", help="draw the events of a store instead")
    parser.add_argument("-o", "--output", metavar="PAGE.html", required=True, help="page to write")
    parser.add_argument("--title", metavar="TEXT", default="", help="heading of the page")
    add_filters(parser)
    add_policy(parser)
    add_language(parser)
    add_quiet(parser)


def run(options: argparse.Namespace) -> int:
    """Make the page; return the exit code."""
    from geonews.render import write_map

    if bool(options.inputs) == bool(options.store):
        raise UsageError("give either articles to read or --store FILE")
    target = Path(options.output)
    if not target.parent.is_dir():
        raise UsageError(f"output folder {str(target.parent)!r} does not exist: create it first")
    events, code = _events(options)
    write_map(
        target,
        feature_collection(events, policy=options.policy),
        title=options.title,
        lang=options.lang,
        policy=options.policy,
    )
    if not options.quiet:
        placed = sum(event.lat is not None for event in events)
        print(f"geonews: {target}: {len(events)} events, {placed} on the map", file=sys.stderr)
    return code


def _events(options: argparse.Namespace) -> tuple[list[Event], int]:
    query = query_of(options)
    if options.store:
        with EventStore.open(options.store) as store:
            return list(store.query(query)), 0
    reader = Reader(options)
    events = [event for event in reader.all_events() if matches(event, query)]
    code = reader.close()
    if not reader.documents:
        raise UsageError("no article could be read, so there is nothing to draw")
    return events[: query.limit], code
