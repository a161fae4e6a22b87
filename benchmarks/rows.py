"""One line of the benchmarks' table."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement, and the baseline it is held against."""

    name: str
    value: str
    """With its unit."""

    baseline: str = ""
    """What it is compared with, and that one's value; empty where nothing is."""

    ratio: float | None = None
    """Ours over the baseline's, in time or bytes: 2 is twice as long or large."""
