"""Read articles and print one JSON object per document: mentions, times and events.

geonews analyze article.txt --published 2024-08-18
cat articles.jsonl | geonews analyze - > analyses.jsonl
"""

from __future__ import annotations

import argparse
import json
import sys

from geonews.cli.options import add_confidence, add_inputs, add_quiet
from geonews.cli.output import output
from geonews.cli.reading import Reader
from geonews.records import analysis_record

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write instead of stdout")
    add_confidence(parser)
    add_quiet(parser)


def run(options: argparse.Namespace) -> int:
    """Print the analyses; return the exit code."""
    reader = Reader(options)
    with output(options.output, sys.stdout) as stream:
        for analysis in reader.analyses():
            print(json.dumps(analysis_record(analysis), ensure_ascii=False), file=stream)
    return reader.close()
