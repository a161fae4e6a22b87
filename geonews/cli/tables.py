"""Tables on a terminal, or in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from geonews.text import strip_bidi_controls

__all__ = ["print_table"]

_PIPED_WIDTH = 160
"""Columns of a table that does not go to a terminal."""


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, stream: TextIO | None = None
) -> None:
    """Print rows under headings; cells are shown as plain text.

    Parameters
    ----------
    headings, rows
        What to print.
    stream
        Where to; None for standard output.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings)
    for row in rows:
        # Text, not str: rich reads markup in a plain string.
        table.add_row(*(Text(strip_bidi_controls(str(cell))) for cell in row))
    target = stream or sys.stdout
    width = None if target.isatty() else _PIPED_WIDTH
    console = Console(file=target, width=width)
    # Captured, because rich ends the program by itself when a reader leaves early.
    with console.capture() as printed:
        console.print(table)
    target.write(printed.get())
