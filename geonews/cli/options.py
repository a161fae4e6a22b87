"""Options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from geonews.errors import UsageError
from geonews.query import parse_confidence, parse_date, parse_limit, parse_offset
from geonews.settings import DEFAULT_POLICY
from geonews.territory import policy_names, policy_statement

__all__ = [
    "add_filters",
    "add_inputs",
    "add_output",
    "add_shared",
    "argument",
    "day",
    "parse_policy",
    "words",
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


def words(text: str) -> str:
    """Return what was typed, also where the locale is not UTF-8; not for paths."""
    # There, Python gives the bytes of what was typed as lone surrogates.
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _labels(text: str) -> tuple[str, ...]:
    """Return the labels in a list with commas."""
    found = tuple(label.strip() for label in words(text).split(",") if label.strip())
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r}: give labels with commas, as LOC,GPE")
    return found


def add_inputs(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add the articles to read, and what finds the places in them."""
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+" if required else "*",
        help="file, folder, glob, or - for standard input; the kind is told from the content",
    )
    group = parser.add_argument_group(
        "recognition", 'what finds the place names; models need pip install "geonews[neural]"'
    )
    group.add_argument(
        "--model",
        metavar="FOLDER_OR_NAME",
        help="token classification model instead of the rules: a folder, or a name on the "
        "Hugging Face hub that was downloaded before",
    )
    group.add_argument(
        "--allow-download",
        action="store_true",
        help="fetch the model of that name, or its newer version, from the hub",
    )
    group.add_argument(
        "--place-labels",
        metavar="A,B",
        type=_labels,
        help="the model's labels that say a place (default: those known, as LOC, GPE and FAC)",
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the file to write instead of standard output."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="file to write instead of standard output; it is there whole or not at all",
    )


def add_shared(
    parser: argparse.ArgumentParser, *, defaults: bool = True
) -> argparse._ArgumentGroup:
    """Add what every command accepts, so that a script can pass the same options to each.

    Parameters
    ----------
    parser
        A command's, or that of one of its actions.
    defaults
        Whether an option that is not given has its default; False for an action, whose
        command has seen to it.
    """
    group = parser.add_argument_group(
        "shared options", "every command accepts them; one that has no use for an option ignores it"
    )
    group.add_argument(
        "--published",
        metavar="DATE",
        type=day,
        help="day that relative dates count from, where an article carries none (YYYY-MM-DD)",
    )
    group.add_argument(
        "--policy",
        metavar="NAME",
        type=argument(parse_policy),
        default=DEFAULT_POLICY,
        help="how contested land is shown: neutral (default), de-facto, un, or party:ID",
    )
    group.add_argument(
        "--lang", choices=("ar", "en"), default="ar", help="language of labels (default: ar)"
    )
    group.add_argument(
        "--gazetteer",
        metavar="FILE",
        help="gazetteer made by geonews gazetteer import, instead of the packaged one",
    )
    group.add_argument(
        "--names",
        metavar="FILE.csv",
        dest="overlay",
        help="names and places of your own, laid over the gazetteer: place_id,name,kind,source",
    )
    group.add_argument(
        "--min-confidence",
        metavar="X",
        type=argument(parse_confidence),
        default=0.0,
        help="least confidence of an event, or least score of a looked-up place, from 0 to 1",
    )
    if not defaults:
        for action in group._group_actions:
            action.default = argparse.SUPPRESS
    return group


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the filters of a query."""
    group = parser.add_argument_group("filters", "all that are given must hold")
    group.add_argument(
        "--region",
        metavar="NAME",
        type=words,
        help="country, province, sea, contested territory or city, in Arabic or Latin, or an id",
    )
    group.add_argument("--bbox", metavar="W,S,E,N", help="box in decimal degrees")
    group.add_argument("--within", metavar="FILE.geojson", help="GeoJSON file with a polygon")
    group.add_argument("--near", metavar="NAME", type=words, help="place to be near to; wants --km")
    group.add_argument("--km", metavar="N", help="radius about --near, in kilometres")
    group.add_argument("--since", metavar="DATE", type=day, help="first day (YYYY-MM-DD)")
    group.add_argument("--until", metavar="DATE", type=day, help="last day, inclusive")
    group.add_argument(
        "--type", metavar="CODE", action="append", default=[], help="event type; repeatable"
    )
    group.add_argument(
        "--modality",
        metavar="NAME",
        help="happened, ongoing, planned, denied, hypothetical or background",
    )
    group.add_argument(
        "--text", metavar="WORDS", type=words, default="", help="words that must all occur"
    )
    group.add_argument(
        "--limit", metavar="N", type=argument(parse_limit), help="most events, the newest first"
    )
    group.add_argument(
        "--offset",
        metavar="N",
        type=argument(parse_offset),
        default=0,
        help="events to leave out before the first: a page further on, with --limit",
    )
    group.add_argument(
        "--include-imprecise",
        action="store_true",
        help="take events that may lie in the region too, known only to a larger area",
    )


def parse_policy(text: str) -> str:
    """Return a display policy by its name in any case, or by the bare id of a party."""
    if text == DEFAULT_POLICY:
        return text  # the default is parsed on every run, and needs no atlas
    asked = text.strip().lower()
    for name in policy_names():
        if asked in (name.lower(), name.lower().removeprefix("party:")):
            return name
    policy_statement(text)  # raises, and names what is accepted
    return text
