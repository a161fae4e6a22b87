"""An article as the event rules see it: words in clauses in sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geonews.events.lexicon import cue_words
from geonews.events.readings import WordReading, read_word
from geonews.model import Resolution, Span, TimeExpression
from geonews.text import Word, sentences, words

__all__ = ["Reader", "read"]

_BREAKS = frozenset("،,;:؛–—…")
_DASHES = (" -", "- ", "..")
_CONNECTORS = cue_words("clause_openers")
_HEADLINE_WORDS = 25
_LEAD_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Reader:
    """The words of a document with what is known of each; every index counts words."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    """Offset of the first code point of each word."""

    readings: tuple[Mapping[str, WordReading], ...]
    sentences: tuple[Span, ...]
    sentence_of: tuple[int, ...]
    """Index into `sentences` for each word."""

    sentence_bounds: tuple[tuple[int, int], ...]
    """First word of each sentence, and one past its last."""

    clause_of: tuple[int, ...]
    """Running number of the clause of each word; no clause crosses a sentence."""

    in_names: frozenset[int]
    """Words that belong to a place name."""

    in_times: frozenset[int]
    """Words that belong to a time expression: the dawn of فجر أمس is no explosion."""

    headline: int
    """How many sentences the headline, or a line of credits, has at the start."""

    lead: int
    """How many sentences make the lead, a headline included."""

    def sentence(self, index: int) -> range:
        """Return the words of the sentence that holds the word `index`."""
        return range(*self.sentence_bounds[self.sentence_of[index]])

    def clause(self, index: int) -> range:
        """Return the words of the clause that holds the word `index`."""
        number = self.clause_of[index]
        return range(bisect_left(self.clause_of, number), bisect_right(self.clause_of, number))

    def words_of(self, span: Span) -> range:
        """Return the words that a span touches."""
        return _words_of(span, self.words, self.starts)

    def keys(self, indices: Iterable[int]) -> list[str]:
        """Return the folded words at these indices."""
        return [self.words[i].key for i in indices]


def read(text: str, mentions: Sequence[Resolution], times: Sequence[TimeExpression]) -> Reader:
    """Return `text` cut into sentences and clauses, with the words of place names marked."""
    found = words(text)
    starts = tuple(word.start for word in found)
    spans = sentences(text)
    bounds = _sentence_bounds(starts, spans)
    sentence_of: list[int] = []
    for number, (first, stop) in enumerate(bounds):
        sentence_of += [number] * (stop - first)
    names = [_words_of(mention.toponym.span, found, starts) for mention in mentions]
    headline = _headline(text, spans)
    joined = [_words_of(time.span, found, starts) for time in times]
    return Reader(
        text=text,
        words=found,
        starts=starts,
        readings=tuple([read_word(word.key) for word in found]),
        sentences=spans,
        sentence_of=tuple(sentence_of),
        sentence_bounds=tuple(bounds),
        clause_of=_clause_numbers(found, bounds, _unbroken(found, names, joined)),
        in_names=frozenset(i for name in names for i in name),
        in_times=frozenset(i for time in joined for i in time),
        headline=headline,
        lead=_LEAD_SENTENCES + headline,
    )


def _words_of(span: Span, found: Sequence[Word], starts: Sequence[int]) -> range:
    first = max(bisect_right(starts, span.start) - 1, 0)
    if first < len(found) and found[first].end <= span.start:
        first += 1
    return range(first, max(bisect_left(starts, span.end), first))


def _sentence_bounds(starts: Sequence[int], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the first word of each sentence, and one past its last; no word is left out."""
    firsts = [bisect_left(starts, span.start) for span in spans]
    if firsts:
        firsts[0] = 0
    return list(zip(firsts, [*firsts[1:], len(starts)], strict=False))


def _unbroken(
    found: Sequence[Word], names: Sequence[range], times: Sequence[range]
) -> frozenset[int]:
    """Return the words before which no clause can begin.

    A date with its month in brackets is one, and so is a list of places: ميلة، باتنة، تيبازة.
    A date between commas is put into its clause: دشن الوزير، أمس الأربعاء، الميناء.
    """
    inside = {i for piece in (*names, *times) for i in piece[1:]}
    ends = {name.stop for name in names}
    put_in = {i for time in times if _is_put_in(found, time) for i in (time.start, time.stop)}
    return frozenset(inside | put_in | {name.start for name in names if name.start in ends})


def _is_put_in(found: Sequence[Word], time: range) -> bool:
    if not time or time.stop >= len(found):
        return False
    behind = found[time.stop].key
    goes_on = not behind.startswith(("و", "ف")) and behind not in _CONNECTORS
    return goes_on and found[time.start].gap == found[time.stop].gap == "، "


def _clause_numbers(
    found: Sequence[Word], bounds: Sequence[tuple[int, int]], unbroken: frozenset[int]
) -> tuple[int, ...]:
    opening = {first for first, _ in bounds}
    numbers: list[int] = []
    number = 0
    for i, word in enumerate(found):
        # A plain blank stands before nine in ten words.
        if (word.gap != " " or word.key in _CONNECTORS or i in opening) and i:
            number += i in opening or (i not in unbroken and _begins_clause(word))
        numbers.append(number)
    return tuple(numbers)


def _begins_clause(word: Word) -> bool:
    return (
        word.key in _CONNECTORS
        or not _BREAKS.isdisjoint(word.gap)
        or any(dash in word.gap for dash in _DASHES)
    )


def _headline(text: str, spans: Sequence[Span]) -> int:
    """Count the sentences of the first line, if it is short and does not end as a sentence does."""
    if not spans:
        return 0
    line = text.find("\n", spans[0].end)
    count = sum(span.end <= line for span in spans)
    if not count or count == len(spans):
        return 0
    title = text[spans[0].start : spans[count - 1].end]
    if len(title.split()) > _HEADLINE_WORDS or title[-1] in ".!؛":
        return 0
    return count
