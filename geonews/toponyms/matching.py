"""Every run of words that is a name, in every reading that is allowed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from geonews.gazetteer import NameIndex
from geonews.text import Reading, Word

__all__ = ["Match", "matches_at"]

# A name may run over one space, a hyphen or an underscore, and over no other mark: of the
# multi-word matches that crossed punctuation in newswire, nearly half were two things.
_JOINTS = frozenset({" ", "-", "_", "–"})
_LONGEST = 8
_SHORTEST_REMAINDER = 3
"""Letters that a proclitic must leave; two letters left were a place 4 times in 823."""


@dataclass(frozen=True, slots=True)
class Match:
    """A run of words that the gazetteer has as a name."""

    first: int
    """Index of its first word."""

    last: int
    """One past the index of its last word."""

    reading: Reading
    """How its first word was read."""

    key: str
    """Look-up key of the name."""


def matches_at(
    words: Sequence[Word],
    first: int,
    names: NameIndex,
    keys: Sequence[str],
    whole_words: Container[str],
) -> Iterator[Match]:
    """Yield the names that begin at a word: the longest first, the whole word before its parts.

    Parameters
    ----------
    words
        All words of the text.
    first
        Index of the word where the name would begin.
    names
        The names searched for.
    keys
        Folded forms of `words`, to spare making them for every word anew.
    whole_words
        Words whose first letters are no proclitic.
    """
    begun = names.beginnings(keys[first])
    if not begun:
        return
    last = first + 1
    while last < len(words) and last < first + _LONGEST and words[last].gap in _JOINTS:
        last += 1
    found = []
    for reading in begun:
        if reading.clitic and keys[first] in whole_words:
            break
        if reading.clitic and len(reading.key) < _SHORTEST_REMAINDER:
            continue
        window = [reading.key, *keys[first + 1 : last]]
        found += [
            Match(first, first + length, reading, " ".join(window[:length]))
            for length in names.lengths(window)
        ]
    # Python's sort is stable: of equal lengths the whole word stays before its readings.
    found.sort(key=lambda match: -(match.last - match.first))
    yield from found
