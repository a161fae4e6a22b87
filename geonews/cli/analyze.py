"""Read articles and print one JSON object per document: mentions, times and events.

Offsets count code points in the article's untouched text.

For example:
    geonews analyze article.txt --published 2024-08-18
    cat articles.jsonl | geonews analyze - > analyses.jsonl
"""

from __future__ import annotations

import argparse
import json

from geonews.cli.options import add_inputs, add_output
from geonews.cli.output import STANDARD_OUTPUT, output, refuse_to_overwrite
from geonews.cli.reading import Reader
from geonews.records import analysis_record

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Print the analyses; return the exit code."""
    refuse_to_overwrite(options.output, options.inputs)
    reader = Reader(options, prints=options.output in (None, STANDARD_OUTPUT))
    with output(options.output) as stream:
        for analysis in reader.analyses():
            print(json.dumps(analysis_record(analysis), ensure_ascii=False), file=stream)
    return reader.close()
