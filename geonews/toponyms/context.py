"""What stands around a match, asked for in the words of the lexicon."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from geonews.text import Word, readings
from geonews.toponyms.lexicon import Lexicon

__all__ = ["CLAUSE_MARKS", "OPENING", "Context", "clauses_of", "member"]

CLAUSE_MARKS = frozenset(".!?؟؛:\n…")
"""Marks that end what words say of one another."""


OPENING = frozenset("\"«“„'")
"""Marks that a name may begin with: معتقل "الدامون"."""


@dataclass(frozen=True, slots=True)
class Context:
    """The words about one match."""

    words: Sequence[Word]
    clauses: Sequence[int]
    """Number of the clause that each word is in, as `clauses_of` counts them."""

    first: int
    last: int
    clitic: str
    lexicon: Lexicon

    def before(self, distance: int = 1) -> str:
        """Return the folded word that many places before the match, empty across a sentence."""
        return self._word(self.first - distance, self.first)

    def after(self, distance: int = 1) -> str:
        """Return the folded word that many places after the match, empty across a sentence."""
        at = self.last + distance - 1
        if at >= len(self.words) or self.clauses[at] != self.clauses[self.last - 1]:
            return ""
        return self.words[at].key

    def name(self) -> str:
        """Return the folded words of the match, without the proclitic that was taken off."""
        first, *rest = (word.key for word in self.words[self.first : self.last])
        return " ".join([first.removeprefix(self.clitic), *rest])

    def near(self, reach: int) -> Iterator[str]:
        """Yield the folded words within reach on either side, whatever parts them."""
        for word in self.words[max(0, self.first - reach) : self.first]:
            yield word.key
        for word in self.words[self.last : self.last + reach]:
            yield word.key

    def gap_before(self, distance: int) -> str:
        """Return what stands before the match, or before the word that many places before it."""
        return self.words[self.first - distance].gap

    def adjoins(self) -> bool:
        """Say whether nothing but a space, or an opening quote, parts it from the word before."""
        gap = self.words[self.first].gap
        return gap == " " or gap.strip() in OPENING

    def adjoins_after(self) -> bool:
        """Say whether nothing but a space parts the match from the word after it."""
        return self.last < len(self.words) and self.words[self.last].gap == " "

    def before_in(self, group: Container[str], *, within: int = 1) -> str:
        """Return the nearest of the words before that is in a group, with or without clitics."""
        for distance in range(1, within + 1):
            word = self.before(distance)
            if not word:
                return ""
            if member(word, group):
                return word
        return ""

    def class_asked(self) -> str:
        """Return the feature class that a class noun before the match asks for."""
        if self.clitic or not self.adjoins():
            return ""
        return self.lexicon.class_asked(self.before())

    def _word(self, at: int, first: int) -> str:
        if at < 0 or self.clauses[at] != self.clauses[first]:
            return ""
        return self.words[at].key


def clauses_of(words: Sequence[Word]) -> tuple[int, ...]:
    """Return the number of the clause that each word is in, counted from 0."""
    return tuple(accumulate(not CLAUSE_MARKS.isdisjoint(word.gap) for word in words))


def member(key: str, group: Container[str]) -> bool:
    """Say whether a word, or a reading of it without proclitics, is in a group."""
    return any(reading.key in group for reading in readings(key))
