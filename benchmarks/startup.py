"""Seconds from the shell to an answer, in a new process each time.

The processes are new, the operating system's cache of files is not: what is timed is
starting, importing and opening, not a disk.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks.rows import Row

__all__ = ["benchmark_startup"]

_BEST_OF = 5
_COMMANDS = (
    (("-m", "geonews", "--version"), "geonews "),
    (("-m", "geonews", "lookup", "باكو", "--format", "json"), '"Baku"'),
)


def benchmark_startup() -> Iterator[Row]:
    """Yield the best time of each command beside a Python that does nothing."""
    bare = _best(("-c", "pass"), "")
    for arguments, expected in _COMMANDS:
        seconds = _best(arguments, expected)
        yield Row(
            name=f"start-up: {' '.join(arguments[1:])}",
            value=f"{seconds * 1000:.0f} ms",
            baseline=f"python -c pass {bare * 1000:.0f} ms",
            ratio=seconds / bare,
        )


def _best(arguments: Sequence[str], expected: str) -> float:
    """Return the seconds of the fastest of several runs, each of which must print `expected`."""
    best = float("inf")
    for _ in range(_BEST_OF):
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 our own interpreter and our own arguments
            [sys.executable, *arguments], capture_output=True, check=True, encoding="utf-8"
        )
        best = min(best, time.perf_counter() - start)
        assert expected in done.stdout, f"{arguments}: {done.stdout[:200]!r}"
    return best
