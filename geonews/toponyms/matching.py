"""Every run of words that is a name, in every reading that is allowed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geonews.gazetteer import NameIndex
from geonews.model import Span
from geonews.text import Reading, Word, fold, readings
from geonews.toponyms.context import CLAUSE_MARKS, OPENING
from geonews.toponyms.lexicon import Lexicon

__all__ = ["LIST_MARKS", "Match", "list_nouns", "matches_at", "matches_in_list", "span_of"]

# A name may run over one space, a hyphen or an underscore, and over no other mark: of the
# multi-word matches that crossed punctuation in newswire, nearly half were two things.
_JOINTS = frozenset({" ", "-", "_", "–"})
_LONGEST = 8
_LONGEST_LIST = 20
"""Words from a plural class noun to the last name that it holds for."""

LIST_MARKS = frozenset({"، ", " ، ", ", ", " - ", "-", " – "})
"""What stands between two names of a list."""

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

    noun: str = ""
    """Class noun that `key` begins with and the run does not: سجن of ريمون in a list of prisons."""


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
    last = _end_of_run(words, first)
    found = []
    for reading, goes_on in begun:
        if reading.clitic and keys[first] in whole_words:
            break
        if reading.clitic and len(reading.key) < _SHORTEST_REMAINDER:
            continue
        if not goes_on or last == first + 1:
            if reading.key in names:
                found.append(Match(first, first + 1, reading, reading.key))
            continue
        window = [reading.key, *keys[first + 1 : last]]
        found += [
            Match(first, first + length, reading, " ".join(window[:length]))
            for length in names.lengths(window)
        ]
    # Python's sort is stable: of equal lengths the whole word stays before its readings.
    found.sort(key=lambda match: -(match.last - match.first))
    yield from found


def matches_in_list(
    words: Sequence[Word], first: int, noun: str, names: NameIndex, keys: Sequence[str]
) -> Iterator[Match]:
    """Yield the names that begin at a word once a list's class noun is put before it.

    Parameters
    ----------
    words, first, names, keys
        As `matches_at` takes them.
    noun
        Singular of the class noun that heads the list, folded: سجن for سجني الدامون وريمون.
    """
    last = _end_of_run(words, first)
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
    noun, until = "", 0
    for at, word in enumerate(words):
        if at < until and (word.gap in LIST_MARKS or (word.gap == " " and word.key[0] == "و")):
            found[at] = noun
        elif at < until and not CLAUSE_MARKS.isdisjoint(word.gap):
            until = 0
        if word.key in lexicon.site_heads and at + 1 < len(words):
            if words[at + 1].gap.strip() in OPENING:
                found[at + 1] = word.key
        elif (singular := lexicon.class_lists.get(word.key)) and at + 1 < len(words):
            noun, until = singular, at + _LONGEST_LIST
            if words[at + 1].gap == " ":
                found[at + 1] = noun
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


def _end_of_run(words: Sequence[Word], first: int) -> int:
    """Return one past the last word that a name beginning at a word may run to."""
    last = first + 1
    while last < len(words) and last < first + _LONGEST and words[last].gap in _JOINTS:
        last += 1
    return last
