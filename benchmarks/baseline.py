"""The simplest reader of place names: the longest run of words that is in a set.

It knows the same names and reads the same folded words as geonews, and nothing more: no
proclitics, no context, no places, no times, no events. What it costs is the floor under any
gazetteer matcher in Python; what geonews costs above it is what understanding costs.
"""

from __future__ import annotations

from geonews.gazetteer import NameIndex
from geonews.text import Word, words

__all__ = ["LongestMatch"]


class LongestMatch:
    """Finds names by dictionary look-ups of word n-grams, the longest first.

    Parameters
    ----------
    names
        Whose keys are searched for.
    """

    def __init__(self, names: NameIndex) -> None:
        self._keys = frozenset(names.starting_with(""))
        # Longest name, in words, by its first word: most words begin none and cost one look-up.
        self._longest: dict[str, int] = {}
        for key in self._keys:
            first, length = key.split(" ", 1)[0], key.count(" ") + 1
            self._longest[first] = max(length, self._longest.get(first, 0))

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the names in a text, as code points, in order and apart."""
        sequence = words(text)
        found, at = [], 0
        while at < len(sequence):
            length = self._length(sequence[at : at + self._longest.get(sequence[at].key, 0)])
            if length:
                found.append((sequence[at].start, sequence[at + length - 1].end))
            at += length or 1
        return found

    def _length(self, window: tuple[Word, ...]) -> int:
        """Return how many of the leading words form a name, 0 where none do."""
        for length in range(len(window), 0, -1):
            if " ".join(word.key for word in window[:length]) in self._keys:
                return length
        return 0
