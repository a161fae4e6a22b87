"""Options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from geonews.errors import UsageError
from geonews.query import parse_confidence, parse_date, parse_limit
from geonews.settings import DEFAULT_POLICY

__all__ = [
    "add_confidence",
    "add_filters",
    "add_inputs",
    "add_language",
    "add_policy",
    "add_quiet",
    "argument",
    "day",
]

_Value = TypeVar("_Value")


def argument(parse: Callable[[str], _Value]) -> Callable[[str], _Value]:
    """Return a parser whose `UsageError` argparse prints as its own."""

    def parsed(text: str) -> _Value:
        try:
            return parse(text)
        except UsageError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return parsed


def day(text: str) -> date:
    """Return a day of the command line; raises as argparse expects."""
    return argument(parse_date)(text)


def add_inputs(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add the articles to read, and what they may leave open."""
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+" if required else "*",
        help="file, folder, glob, or - for standard input: plain text, HTML, JSON, JSON Lines; "
        "each also gzipped",
    )
    parser.add_argument(
        "--published",
        metavar="DATE",
        type=day,
        help="day that relative dates count from, where the input carries none (YYYY-MM-DD)",
    )


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """Add the option that silences progress and the closing summary."""
    parser.add_argument("--quiet", action="store_true", help="no progress and no closing summary")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the language of labels."""
    parser.add_argument(
        "--lang", choices=("ar", "en"), default="ar", help="language of labels (default: ar)"
    )


def add_policy(parser: argparse.ArgumentParser) -> None:
    """Add the display policy for contested territories."""
    parser.add_argument(
        "--policy",
        metavar="NAME",
        default=DEFAULT_POLICY,
        help="how contested land is shown: neutral (default), de-facto, un, or party:ID",
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the filters of a query."""
    group = parser.add_argument_group("filters")
    group.add_argument(
        "--region",
        metavar="NAME",
        help="country, province, sea, contested territory or city, in Arabic or Latin, or an id",
    )
    group.add_argument("--bbox", metavar="W,S,E,N", help="box in decimal degrees")
    group.add_argument("--within", metavar="FILE", help="GeoJSON file with a polygon")
    group.add_argument("--near", metavar="NAME", help="place to be near to; wants --km")
    group.add_argument("--km", metavar="N", help="radius about --near, in kilometres")
    group.add_argument("--since", metavar="DATE", type=day, help="first day (YYYY-MM-DD)")
    group.add_argument("--until", metavar="DATE", type=day, help="last day, inclusive")
    group.add_argument(
        "--type", metavar="CODE", action="append", default=[], help="event type; repeatable"
    )
    group.add_argument("--modality", metavar="NAME", help="happened, ongoing, planned, denied, …")
    group.add_argument("--text", metavar="WORDS", default="", help="words that must all occur")
    group.add_argument(
        "--limit", metavar="N", type=argument(parse_limit), help="most events returned"
    )
    group.add_argument(
        "--include-imprecise",
        action="store_true",
        help="take events that may lie in the region too, known only to a larger area",
    )
    add_confidence(group)


def add_confidence(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Add the least confidence of an event."""
    parser.add_argument(
        "--min-confidence",
        metavar="X",
        type=argument(parse_confidence),
        default=0.0,
        help="least confidence of an event, from 0 to 1",
    )
