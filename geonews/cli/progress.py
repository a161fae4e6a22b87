"""A bar on a terminal's standard error for work that knows how much there is of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar while the block runs; yield what takes the steps done and the steps in all.

    Nothing is shown, and None yielded, where standard error is no terminal, or `quiet` is set.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich import progress
    from rich.console import Console

    # Standard output stays what it is: it may go into a file while the bar is on a terminal.
    with progress.Progress(
        console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
