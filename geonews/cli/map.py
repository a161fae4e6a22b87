"""Make one self-contained HTML page with a map of what happened.

The page opens without a network. Give articles, or a store; filters apply to both.

For example:
    geonews map article.txt --published 2024-08-18 -o map.html
    geonews map --store events.gpkg --region "قره باغ" -o karabakh.html
"""

from __future__ import annotations

import argparse

from geonews.cli.filters import query_of
from geonews.cli.messages import say
from geonews.cli.options import add_filters, add_inputs, words
from geonews.cli.output import output, refuse_to_overwrite
from geonews.cli.reading import Reader
from geonews.errors import EmptyInputError, UsageError
from geonews.export import feature_collection
from geonews.model import Event
from geonews.query import Matcher, Query
from geonews.store import EventStore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser, required=False)
    parser.add_argument("--store", metavar="FILE", help="draw the events of a store instead")
    parser.add_argument("-o", "--output", metavar="PAGE.html", required=True, help="page to write")
    parser.add_argument(
        "--title", metavar="TEXT", type=words, default="", help="heading of the page"
    )
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Make the page; return the exit code."""
    from geonews.render import render_map

    if bool(options.inputs) == bool(options.store):
        raise UsageError("give either articles to read or --store FILE")
    refuse_to_overwrite(options.output, options.inputs or [options.store])
    query = query_of(options)
    with output(options.output) as stream:
        events, code = _stored(options, query) if options.store else _read(options, query)
        page = render_map(
            feature_collection(events, policy=options.policy),
            title=options.title,
            lang=options.lang,
            policy=options.policy,
        )
        stream.write(page)
    if not options.quiet:
        placed = sum(event.lat is not None for event in events)
        say(f"{options.output}: {len(events)} events, {placed} on the map")
    return code


def _stored(options: argparse.Namespace, query: Query) -> tuple[list[Event], int]:
    with EventStore.open(options.store) as store:
        return list(store.query(query)), 0


def _read(options: argparse.Namespace, query: Query) -> tuple[list[Event], int]:
    reader, matcher = Reader(options), Matcher(query)
    events = [event for event in reader.all_events() if matcher.matches(event)]
    code = reader.close()
    if not reader.documents:
        raise EmptyInputError("no article could be read, so there is nothing to draw")
    return events[: query.limit], code
