"""Say of every place name in an article why it was placed where it was, or why not.

For each mention: the choice or the refusal, what speaks for it and against it, and the other
candidates. For each event: its place, time and reasons.

For example:
    geonews explain article.txt --published 2024-08-18
    geonews explain article.txt --lang en --weights
"""

from __future__ import annotations

import argparse
import sys

from geonews.cli.gazetteers import gazetteer_of
from geonews.cli.messages import one_line
from geonews.cli.notes import Notes
from geonews.cli.options import add_inputs
from geonews.cli.reading import Reader

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser)
    parser.add_argument(
        "--weights", action="store_true", help="say what each reason adds to a score, or takes off"
    )


def run(options: argparse.Namespace) -> int:
    """Print the explanations; return the exit code."""
    reader, stream = Reader(options, prints=True), sys.stdout
    notes = Notes(options.lang, gazetteer_of(options), weights=options.weights)
    for analysis in reader.analyses():
        for line in notes.document(analysis):
            # An indent is ours; anything else that an article puts into a line is not obeyed.
            indent = line[: len(line) - len(line.lstrip(" "))]
            print(indent + one_line(line), file=stream)
        print(file=stream)
    return reader.close()
