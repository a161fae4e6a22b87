"""The command line: ``geonews COMMAND``, one module per command.

Results go to standard output or to ``-o``; progress, warnings and the closing summary to
standard error. Exit codes: 0 done, 1 some inputs failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import NoReturn

from geonews import __version__
from geonews.cli.messages import one_line, say
from geonews.errors import GeonewsError, UsageError

__all__ = ["COMMANDS", "build_parser", "main"]

COMMANDS = {
    "map": "make a self-contained HTML map of articles or of a store",
    "analyze": "read articles; print places, times and events as JSON Lines",
    "ingest": "read articles into an event store; safe to run again",
    "query": "ask a store for events, by region, time, type and words",
    "export": "write a store's events to a file for other tools",
    "store": "what a store holds, whether it is sound; put stores together",
    "lookup": "look names up in the gazetteer",
    "territory": "contested territories: who claims and administers them on a day",
    "explain": "say of every place name why it was placed where it was",
    "gazetteer": "what the gazetteer holds, whether it is sound; make one of your own",
}

_FAILED, _USAGE, _INTERRUPTED = 1, 2, 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and leaves the usage to ``--help``."""

    def error(self, message: str) -> NoReturn:
        say(f"{one_line(message)} ({self.prog} --help tells more)")
        self.exit(_USAGE)


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands, or, to start sooner, with only one filled in.

    Parameters
    ----------
    only
        The command to fill in; an empty string fills in none, None all.
    """
    parser = _Parser(
        prog="geonews",
        description="Arabic news geoparser and event mapper: reads articles, places what happened.",
        epilog="Example: geonews map article.txt --published 2024-08-18 -o map.html",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"geonews {__version__}")
    _add_manner(parser, default=False)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if only in (None, name):
            _add_command(subparsers, name, summary)
        else:
            subparsers.add_parser(name, help=summary, add_help=False)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    arguments = list(_with_joined_boxes(sys.argv[1:] if argv is None else argv))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Arabic must come out whole whatever the locale; what UTF-8 cannot hold is shown.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    verbose = False
    try:
        options = build_parser(_named(arguments)).parse_args(arguments)
        verbose = options.verbose
        _start_logging(verbose=verbose)
        code = int(options.run(options))
        sys.stdout.flush()
    except SystemExit as asked:  # argparse has said what there is to say
        return asked.code if isinstance(asked.code, int) else _USAGE
    except KeyboardInterrupt:
        say("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough; the interpreter must not flush into it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the door: whatever it is, the user is owed one line
        return _failed(error, verbose=verbose)
    return code


def _add_command(subparsers: argparse._SubParsersAction[_Parser], name: str, summary: str) -> None:
    from geonews.cli.options import add_shared  # not for --help and --version

    module = import_module(f"geonews.cli.{name}")
    command = subparsers.add_parser(
        name,
        help=summary,
        description=(module.__doc__ or "").strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    # A command of several actions returns their parsers, which take the same options.
    for parser in module.add_arguments(command) or ():
        _add_manner(add_shared(parser, defaults=False), default=argparse.SUPPRESS)
    _add_manner(add_shared(command), default=argparse.SUPPRESS)
    command.set_defaults(run=module.run)


def _add_manner(
    parser: argparse.ArgumentParser | argparse._ArgumentGroup, *, default: object
) -> None:
    """Add the options that stand before the command as well as after it."""
    parser.add_argument(
        "--quiet",
        action="store_true",
        default=default,
        help="no progress and no closing summary; failures are still named",
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", default=default, help="log; show tracebacks"
    )


def _with_joined_boxes(arguments: Iterable[str]) -> Iterator[str]:
    """Yield the arguments, ``--bbox -10,…`` as one: argparse takes the minus for an option."""
    waiting = iter(arguments)
    for word in waiting:
        box = next(waiting, None) if word == "--bbox" else None
        yield word if box is None else f"{word}={box}"


def _named(arguments: Sequence[str]) -> str:
    """Return the command among the arguments, empty where there is none."""
    first = next((word for word in arguments if not word.startswith("-")), "")
    return first if first in COMMANDS else ""


def _start_logging(*, verbose: bool) -> None:
    """Log to standard error where asked to; otherwise libraries keep their warnings."""
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    if verbose:
        logging.basicConfig(level=logging.INFO, format="geonews: %(message)s", stream=sys.stderr)
    elif not root.handlers:
        # Without any handler logging would print warnings all the same.
        root.addHandler(logging.NullHandler())


def _failed(error: Exception, *, verbose: bool) -> int:
    """Say what went wrong, in one line unless asked for more; return the exit code."""
    if verbose:
        traceback.print_exception(error)
    if isinstance(error, GeonewsError):
        say(str(error))
    elif isinstance(error, OSError):
        where = f"{error.filename!r}: " if error.filename else ""
        say(f"{where}{error.strerror or error}: check the disk and the permissions")
    else:
        say(f"{type(error).__name__}: {error}: this is a defect, run again with -v and report it")
    return _USAGE if isinstance(error, UsageError) else _FAILED
