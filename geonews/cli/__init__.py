"""The command line: ``geonews COMMAND``, one module per command.

Results go to standard output or to ``-o``; progress, warnings and the closing summary to
standard error. Exit codes: 0 done, 1 some inputs failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from geonews import __version__
from geonews.errors import GeonewsError, UsageError

__all__ = ["build_parser", "main"]

COMMANDS = {
    "map": "make a self-contained HTML map of articles or of a store",
    "analyze": "read articles; print places, times and events as JSON Lines",
    "ingest": "read articles into an event store; safe to run again",
    "query": "ask a store for events, by region, time, type and words",
    "export": "write a store's events to a file for other tools",
    "lookup": "look names up in the gazetteer",
    "territory": "contested territories: who claims and administers them on a day",
    "explain": "say of every place name why it was placed where it was",
}

_FAILED, _USAGE, _INTERRUPTED = 1, 2, 130


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands, or, to start sooner, with only one filled in.

    Parameters
    ----------
    only
        The command to fill in; an empty string fills in none, None all.
    """
    parser = argparse.ArgumentParser(
        prog="geonews",
        description="Arabic news geoparser and event mapper: reads articles, places what happened.",
        epilog="Example: geonews map article.txt --published 2024-08-18 -o map.html",
    )
    parser.add_argument("--version", action="version", version=f"geonews {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if only in (None, name):
            module = import_module(f"geonews.cli.{name}")
            command = subparsers.add_parser(
                name,
                help=summary,
                description=(module.__doc__ or "").strip(),
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
            command.add_argument(
                "-v", "--verbose", action="store_true", help="log progress; show tracebacks"
            )
            module.add_arguments(command)
            command.set_defaults(run=module.run)
        else:
            subparsers.add_parser(name, help=summary, add_help=False)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Arabic must come out whole whatever the locale; what UTF-8 cannot hold is shown.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    named = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    options = build_parser(named).parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.WARNING,
        format="geonews: %(message)s",
        stream=sys.stderr,
    )
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # The reader (head, less) has seen enough; the interpreter must not flush into it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("geonews: interrupted", file=sys.stderr)
        return _INTERRUPTED
    except GeonewsError as error:
        if options.verbose:
            raise
        print(f"geonews: {error}", file=sys.stderr)
        return _USAGE if isinstance(error, UsageError) else _FAILED
