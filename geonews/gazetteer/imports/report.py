"""What an import did, source by source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["ImportReport", "SourceReport"]


@dataclass(slots=True, kw_only=True)
class SourceReport:
    """What became of one file."""

    path: str
    kind: str
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    """How many places, names, polygons and links were added, and what was left out and why."""

    bad: int = 0
    """Rows that could not be taken."""

    named_bad: list[str] = field(default_factory=list)
    """The first ten of them: ``FILE:LINE: what``."""


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What an import did."""

    sources: list[SourceReport]
    places: int
    """In the gazetteer now."""

    names: int
    arabic_keys: int
    """Arabic names that text is searched for, each once."""

    resumed: bool
    """Whether it went on where an earlier run was cut off."""
