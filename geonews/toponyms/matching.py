"""Every run of words that is a name, in every reading that is allowed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geonews.gazetteer import NameIndex
from geonews.model import Span
from geonews.text import Reading, Word, fold, readings
from geonews.toponyms.context import CLAUSE_MARKS, OPENING
from geonews.toponyms.lexicon import Lexicon

__all__ = [
    "LIST_MARKS",
    "Match",
    "list_nouns",
    "matches_at",
    "matches_in_list",
    "run_ends",
    "span_of",
]

# A name may run over one space, a hyphen or an underscore, and over no other mark: of the
# multi-word matches that crossed punctuation in newswire, nearly half were two things.
_JOINTS = frozenset({" ", "-", "_", "–"})
_LONGEST = 8
_LONGEST_LIST = 20
"""Words from a plural class noun to the last name that it holds for."""

LIST_MARKS = frozenset({"، ", " ، ", ", ", " - ", "-", " – "})
"""What stands between two names of a list."""

_SHORTEST_REMAINDER = 3
"""Letters that a proclitic must leave of one word; two left were a place 4 times in 823."""


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

    noun: str = ""
    """Class noun that `key` begins with and the run does not: سجن of ريمون in a list of prisons."""

    @property
    def name(self) -> str:
        """The name without that noun, folded."""
        return self.key.removeprefix(f"{self.noun} ") if self.noun else self.key


def matches_at(
    first: int,
    names: NameIndex,
    keys: Sequence[str],
    whole_words: Container[str],
    run_ends: Sequence[int],
) -> list[Match]:
    """Return the names that begin at a word: the longest first, the whole word before its parts.

    Parameters
    ----------
    first
        Index of the word where the name would begin.
    names
        The names searched for.
    keys
        All words of the text, folded.
    whole_words
        Words whose first letters are no proclitic.
    run_ends
        As `run_ends` returns them.
    """
    last = min(run_ends[first], first + _LONGEST)
    found: list[Match] = []
    for reading, goes_on in names.beginnings(keys[first]):
        if reading.clitic and keys[first] in whole_words:
            break
        is_short = bool(reading.clitic) and len(reading.key) < _SHORTEST_REMAINDER
        if not goes_on or last == first + 1:
            if reading.key in names and not is_short:
                found.append(Match(first, first + 1, reading, reading.key))
            continue
        window = [reading.key, *keys[first + 1 : last]]
        found += [
            Match(first, first + length, reading, " ".join(window[:length]))
            for length in names.lengths(window)
            if length > 1 or not is_short
        ]
    if len(found) > 1:
        # Python's sort is stable: of equal lengths the whole word stays before its readings.
        found.sort(key=lambda match: -match.last)
    return found


def matches_in_list(
    first: int, noun: str, names: NameIndex, keys: Sequence[str], run_ends: Sequence[int]
) -> Iterator[Match]:
    """Yield the names that begin at a word once a list's class noun is put before it.

    Parameters
    ----------
    first, names, keys, run_ends
        As `matches_at` takes them.
    noun
        Singular of the class noun that heads the list, folded: سجن for سجني الدامون وريمون.
    """
    last = min(run_ends[first], first + _LONGEST)
    for reading in readings(keys[first]):
        if reading.clitic in ("", "و"):
            window = [noun, reading.key, *keys[first + 1 : last]]
            for length in names.lengths(window):
                if length > 1:
                    key = " ".join(window[:length])
                    yield Match(first, first + length - 1, reading, key, noun)


def list_nouns(words: Sequence[Word], lexicon: Lexicon) -> Mapping[int, str]:
    """Return the class noun, in the singular, of each word where a name of its list may begin.

    A site's name in quotation marks (معتقل "عوفر") counts as a list of one.
    """
    found: dict[int, str] = {}
    heads = [at for at, word in enumerate(words[:-1]) if word.key in lexicon.list_heads]
    for at in heads:
        word, following = words[at], words[at + 1].gap
        if noun := lexicon.class_lists.get(word.key):
            found |= _list_after(words, at, noun)
        elif following.strip() in OPENING:
            found[at + 1] = next(r.key for r in readings(word.key) if r.key in lexicon.site_heads)
    return found


def _list_after(words: Sequence[Word], at: int, noun: str) -> dict[int, str]:
    """Return the noun for each word of the clause after it where a name of its list may begin."""
    found = {at + 1: noun} if words[at + 1].gap == " " else {}
    for n, word in enumerate(words[at + 1 : at + _LONGEST_LIST], at + 1):
        if word.gap in LIST_MARKS or (word.gap == " " and word.key[0] == "و"):
            found[n] = noun
        elif not CLAUSE_MARKS.isdisjoint(word.gap):
            break
    return found


def span_of(text: str, words: Sequence[Word], match: Match) -> Span:
    """Return the span of a match in its text, without the proclitics that its reading took off.

    Its offsets are code points of the untouched text, half-open.
    """
    word, end = words[match.first], words[match.last - 1].end
    if not match.reading.cut:
        return Span(start=word.start, end=end)
    # A dropped mark (the tatweel of بـ) takes room in the text but not in the key.
    folded = fold(text[word.start : word.end])
    return Span(start=word.start + folded.range(match.reading.cut, len(folded.text))[0], end=end)


def run_ends(words: Sequence[Word]) -> list[int]:
    """Return, for each word, one past the last that a name beginning there may run to."""
    ends = [len(words)] * len(words)
    for at in range(len(words) - 2, -1, -1):
        ends[at] = ends[at + 1] if words[at + 1].gap in _JOINTS else at + 1
    return ends
