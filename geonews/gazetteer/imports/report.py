"""What an import did, source by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

__all__ = ["ImportReport", "SourceReport"]


_NAMED = 10
"""Rows named of each sort; a file can have millions."""


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

    doubts: int = 0
    """What was taken and is probably a slip: coordinates outside the country, everyday words."""

    named_doubts: list[str] = field(default_factory=list)
    """The first ten of them, in the same form."""

    def add_bad(self, message: str) -> None:
        """Count a row that could not be taken."""
        self.bad += 1
        if len(self.named_bad) < _NAMED:
            self.named_bad.append(message)

    def add_doubts(self, messages: Iterable[str]) -> None:
        """Count what is probably a slip."""
        for message in messages:
            self.doubts += 1
            if len(self.named_doubts) < _NAMED:
                self.named_doubts.append(message)

    def remarks(self) -> Iterator[str]:
        """Yield the rows to look at, a line each: the bad, then the doubtful ones."""
        for named, count, what in (
            (self.named_bad, self.bad, "bad rows"),
            (self.named_doubts, self.doubts, "doubts"),
        ):
            yield from named
            if count > len(named):
                yield f"{self.path}: and {count - len(named)} {what} more"


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
