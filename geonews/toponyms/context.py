"""What stands around a match, asked for in the words of the lexicon."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import accumulate

from geonews.text import Word
from geonews.toponyms.lexicon import Lexicon

__all__ = ["CLAUSE_MARKS", "OPENING", "Context", "clauses_of"]

CLAUSE_MARKS = frozenset(".!?؟؛:\n…")
"""Marks that end what words say of one another."""


OPENING = frozenset("\"«“„'")
"""Marks that a name may begin with: معتقل "الدامون"."""

_CLOSING = frozenset("\"»”“'")

_HASHTAG = (" #", "#")

_BEHIND_INTRODUCER = (2, 3)
"""Words from a name back to the plural that an introducer parts it from: مدن عدة منها X."""


class Context:
    """The words about one match.

    A plain class, and what is asked for most is read when it is made: one is made of every
    name that a text might hold.

    Parameters
    ----------
    words
        All words of the text.
    clauses
        Number of the clause that each word is in, as `clauses_of` counts them.
    first, last
        Index of the match's first word, and one past that of its last.
    clitic
        The proclitics that its reading took off.
    lexicon
        Cue words.
    """

    __slots__ = (
        "_adjoins",
        "_after",
        "_before",
        "clauses",
        "clitic",
        "first",
        "last",
        "lexicon",
        "words",
    )

    def __init__(
        self,
        words: Sequence[Word],
        clauses: Sequence[int],
        first: int,
        last: int,
        clitic: str,
        lexicon: Lexicon,
    ) -> None:
        self.words, self.clauses, self.lexicon = words, clauses, lexicon
        self.first, self.last, self.clitic = first, last, clitic
        word = words[first]
        self._adjoins = word.gap == " " or word.gap.strip() in OPENING
        at_edge = first == 0 or clauses[first - 1] != clauses[first]
        self._before = "" if at_edge else words[first - 1].key
        ends = last >= len(words) or clauses[last] != clauses[last - 1]
        self._after = "" if ends else words[last].key

    def before(self, distance: int = 1) -> str:
        """Return the folded word that many places before the match, empty across a sentence."""
        if distance == 1:
            return self._before
        at = self.first - distance
        if at < 0 or self.clauses[at] != self.clauses[self.first]:
            return ""
        return self.words[at].key

    def after(self) -> str:
        """Return the folded word after the match, empty across a sentence."""
        return self._after

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
        return self._adjoins

    def follows(self) -> bool:
        """Say whether it adjoins the word before, or is a hashtag right behind it.

        في #الخفجي is read as في الخفجي is; أمانة #الكويت is more often two things than one.
        """
        return self._adjoins or self.gap_before(0) in _HASHTAG

    def adjoins_after(self) -> bool:
        """Say whether nothing but a space parts the match from the word after it."""
        return self.last < len(self.words) and self.words[self.last].gap == " "

    def in_quotes(self) -> bool:
        """Say whether it stands alone in quotation marks."""
        opens = self.gap_before(0).rstrip(" ")[-1:] in OPENING
        return opens and self.gap_after().lstrip(" ")[:1] in _CLOSING

    def gap_after(self) -> str:
        """Return what stands behind the match, up to the next word."""
        return self.words[self.last].gap if self.last < len(self.words) else ""

    def before_in(self, group: Container[str], *, within: int = 1) -> str:
        """Return the nearest of the words before that is in a group."""
        for distance in range(1, within + 1):
            word = self.before(distance)
            if not word:
                return ""
            if word in group:
                return word
        return ""

    def class_noun(self) -> str:
        """Return the class noun whose name the match may be: مدينة X, and مدن مثل X."""
        if self.clitic or not self.follows():
            return ""
        lexicon, before = self.lexicon, self._before
        if before in lexicon.class_forms:
            return before
        if before not in lexicon.introducers:
            return ""
        behind = (self.before(distance) for distance in _BEHIND_INTRODUCER)
        return next((word for word in behind if word in lexicon.class_lists), "")

    def class_asked(self) -> str:
        """Return the feature class that a class noun before the match asks for."""
        noun, lexicon = self.class_noun(), self.lexicon
        return lexicon.class_asked(noun) or lexicon.class_asked(lexicon.class_lists.get(noun, ""))


def clauses_of(words: Sequence[Word]) -> tuple[int, ...]:
    """Return the number of the clause that each word is in, counted from 0."""
    # Nine gaps in ten are a space, and ask for no look at their characters.
    return tuple(accumulate([w.gap != " " and not CLAUSE_MARKS.isdisjoint(w.gap) for w in words]))
