"""Tables on a terminal, or in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from geonews.text import strip_bidi_controls

__all__ = ["print_table"]

_PIPED_WIDTH = 160
"""Columns of a table that does not go to a terminal."""


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under headings on standard output; cells are shown as plain text."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings)
    for row in rows:
        # Text, not str: rich reads markup in a plain string.
        table.add_row(*(Text(strip_bidi_controls(str(cell))) for cell in row))
    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    console = Console(file=sys.stdout, width=width)
    # Captured, because rich ends the program by itself when a reader leaves early.
    with console.capture() as printed:
        console.print(table)
    sys.stdout.write(printed.get())
