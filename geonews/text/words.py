"""Words of a text, folded, with their place in the original."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from geonews.model import Span
from geonews.text.folding import CONTROLS, fold

__all__ = ["Word", "word_keys", "words"]

# The underscore separates: hashtags join their words with it.
_WORD = re.compile(r"([^\W_]+)")

_LINK = re.compile(r"(?:https?://|www\.)[!-~]*(?:(?<=[/.=_-])\S+)?|(?<!\w)@\w+")
"""A web address, or the handle of an account: what stands in it is no word of the text. Behind a
Latin letter an Arabic one begins a word that was written right behind the address."""

_LINK_MARK = "."
"""Stands, in the gap of the next word, for each character of a link, and ends a clause as it."""


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
    # Gaps and words in turn, a gap first and last.
    pieces = _WORD.split(_without_links(folded.text))
    ends = list(accumulate(map(len, pieces)))
    ranges: Iterable[tuple[int, int]] = folded.ranges(zip(ends[0::2], ends[1::2], strict=False))
    if not CONTROLS.isdisjoint(text):
        ranges = ((first, _without_controls(text, last)) for first, last in ranges)
    # The tuple's own constructor: a named one costs half as much again as all the rest.
    new, keys = tuple.__new__, zip(ranges, pieces[1::2], pieces[0::2], strict=False)
    return tuple([new(Word, (first, last, key, gap)) for (first, last), key, gap in keys])


def word_keys(text: str) -> list[str]:
    """Return the folded words of a text in order, where nobody asks where they stand."""
    found: list[str] = _WORD.findall(fold(text).text)
    return found


def _without_links(folded: str) -> str:
    if "://" not in folded and "www." not in folded and "@" not in folded:
        return folded
    return _LINK.sub(lambda link: _LINK_MARK * len(link[0]), folded)


def _without_controls(text: str, end: int) -> int:
    """Return the end of a word without the format controls that stand behind its last letter."""
    while text[end - 1] in CONTROLS:
        end -= 1
    return end
