"""Words of a text, folded, with their place in the original."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from geonews.model import Span
from geonews.text.folding import CONTROLS, fold

__all__ = ["Word", "words"]

# The underscore separates: hashtags join their words with it.
_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """One run of letters and digits.

    A tuple and not a dataclass because every word of every article becomes one: it costs a
    third of a frozen dataclass.
    """

    start: int
    """First code point in the untouched text."""

    end: int
    """One past the last code point in the untouched text."""

    key: str
    """Its folded form."""

    gap: str
    """What stands, folded, between it and the word before it."""

    @property
    def span(self) -> Span:
        """Where it stands in the untouched text."""
        return Span(start=self.start, end=self.end)


@lru_cache(maxsize=16)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order.

    The last few texts are remembered, since every stage asks for the words of its document.

    Folding comes first: a shadda is no word character to Python's ``re``, and would split
    the word it stands on.
    """
    folded = fold(text)
    copy = folded.text
    spans = [match.span() for match in _WORD.finditer(copy)]
    bare = CONTROLS.isdisjoint(text)
    result = []
    at = 0
    for (start, end), (first, last) in zip(spans, folded.ranges(spans), strict=True):
        while not bare and text[last - 1] in CONTROLS:
            last -= 1
        result.append(Word(first, last, copy[start:end], copy[at:start]))
        at = end
    return tuple(result)
