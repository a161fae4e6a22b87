"""Articles that are one text: reprints, agency copy, the same page crawled twice.

A text is cut into rows of four words, and these are sketched by MinHash (Broder 1997): the
share of equal numbers in two sketches estimates the share of rows that the texts have in
common (Jaccard). Sketches cut into bands find likely pairs without comparing all.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from datetime import date

from rensa import RMinHash

from geonews.model import Document
from geonews.text import word_keys

__all__ = ["Copies", "are_copies", "bands", "sketch"]

_ROW = 4
_NUMBERS = 64
_BAND = 4
"""Numbers to a band: two texts half alike share one of sixteen bands in .64 of cases, those
alike by .7 in .99, those by .2 in .03."""

_SEED = 1
_COPY = 0.6
"""Share of rows from which two texts are one. An article with a new first paragraph keeps more
than that; two reports of one happening by different hands have under a tenth."""


def sketch(text: str) -> tuple[int, ...]:
    """Return the MinHash of a text: numbers below 2**32, empty where it has under four words.

    Comparable between runs and machines; not between versions of rensa, which is pinned.
    """
    keys = word_keys(text)
    rows = {" ".join(keys[i : i + _ROW]) for i in range(len(keys) - _ROW + 1)}
    if not rows:
        return ()
    minhash = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    minhash.update(list(rows))
    return tuple(minhash.digest())


def bands(numbers: Sequence[int]) -> tuple[str, ...]:
    """Return the keys of a sketch's bands; texts that share none are taken for different."""
    return tuple(
        f"{at}:" + ".".join(map(str, numbers[at : at + _BAND]))
        for at in range(0, len(numbers), _BAND)
    )


def are_copies(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two sketches are of one text."""
    same = sum(map(operator.eq, one, other))
    return bool(one) and same >= _COPY * len(one)


class Copies:
    """Finds the copies among documents as they come; which is the original is told at the end."""

    def __init__(self) -> None:
        self._sketches: dict[str, tuple[int, ...]] = {}
        self._ages: dict[str, tuple[date, str]] = {}
        self._first: dict[tuple[int, ...], tuple[date, str]] = {}
        """Age of the earliest document of each sketch: a thousand reprints are one sketch."""

    def add(self, document: Document) -> None:
        """Take a document; one whose id is known already is passed over."""
        if document.id in self._ages:
            return
        numbers = sketch(document.text)
        age = document.published or date.max, document.id
        self._sketches[document.id], self._ages[document.id] = numbers, age
        if numbers:
            self._first[numbers] = min(self._first.get(numbers, age), age)

    def originals(self) -> dict[str, str]:
        """Return for each copy the earliest published document that it is like, by their ids."""
        earliest = self._earliest()
        return {
            document: earliest[numbers][1]
            for document, numbers in self._sketches.items()
            if numbers and earliest[numbers] < self._ages[document]
        }

    def _earliest(self) -> dict[tuple[int, ...], tuple[date, str]]:
        """Return for each sketch the age of the earliest document of those like it."""
        earliest = dict(self._first)
        by_band: dict[str, list[tuple[int, ...]]] = {}
        for numbers in self._first:
            keys = bands(numbers)
            for other in {other for key in keys for other in by_band.get(key, ())}:
                if are_copies(numbers, other):
                    earliest[numbers] = min(earliest[numbers], self._first[other])
                    earliest[other] = min(earliest[other], self._first[numbers])
            for key in keys:
                by_band.setdefault(key, []).append(numbers)
        return earliest
