"""Articles that are one text: reprints, agency copy, the same page crawled twice.

A text is cut into rows of four words, and these are sketched by MinHash (Broder 1997): the
share of equal numbers in two sketches estimates the share of rows that the texts have in
common (Jaccard). Sketches cut into bands find likely pairs without comparing all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rensa import RMinHash

from geonews.model import Document
from geonews.text import words

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
    keys = [word.key for word in words(text)]
    rows = {" ".join(keys[i : i + _ROW]) for i in range(len(keys) - _ROW + 1)}
    if not rows:
        return ()
    minhash = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    minhash.update(sorted(rows))
    return tuple(minhash.digest())


def bands(numbers: Sequence[int]) -> tuple[str, ...]:
    """Return the keys of a sketch's bands; texts that share none are taken for different."""
    return tuple(
        f"{at}:" + ".".join(map(str, numbers[at : at + _BAND]))
        for at in range(0, len(numbers), _BAND)
    )


def are_copies(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two sketches are of one text."""
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return bool(one) and same >= _COPY * len(one)


class Copies:
    """Finds the copies among documents as they come; which is the original is told at the end."""

    def __init__(self) -> None:
        self._sketches: dict[str, tuple[int, ...]] = {}
        self._ages: dict[str, tuple[date, str]] = {}
        self._bands: dict[str, list[str]] = {}
        self._pairs: list[tuple[str, str]] = []

    def add(self, document: Document) -> None:
        """Take a document; one whose id is known already is passed over."""
        if document.id in self._ages:
            return
        numbers = sketch(document.text)
        keys = bands(numbers)
        likely = {other for key in keys for other in self._bands.get(key, ())}
        self._pairs += [
            (document.id, other) for other in likely if are_copies(numbers, self._sketches[other])
        ]
        self._sketches[document.id] = numbers
        self._ages[document.id] = (document.published or date.max, document.id)
        for key in keys:
            self._bands.setdefault(key, []).append(document.id)

    def originals(self) -> dict[str, str]:
        """Return for each copy the earliest published document that it is like, by their ids."""
        earlier: dict[str, str] = {}
        for pair in self._pairs:
            first, second = sorted(pair, key=self._ages.__getitem__)
            known = earlier.get(second, first)
            earlier[second] = min(known, first, key=self._ages.__getitem__)
        return earlier
