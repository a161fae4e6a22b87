"""Find the words that evidence events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from geonews.events.clauses import Reader
from geonews.events.lexicon import cue_words
from geonews.events.ontology import Element, Pattern, Rule, Tense, load_ontology
from geonews.events.readings import WordReading, read_word

__all__ = ["Trigger", "find_triggers"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that evidence an event; indices count words of the document."""

    rule: Rule
    matched: tuple[int, ...]
    """The words that the pattern names."""

    reading: WordReading
    """How its first word reads."""

    @property
    def first(self) -> int:
        """Index of the first word."""
        return self.matched[0]

    @property
    def last(self) -> int:
        """Index of the last word."""
        return self.matched[-1]

    @property
    def verbal(self) -> bool:
        """Whether a verb reports it, and not a noun."""
        return self.reading.tense in (Tense.PERFECT, Tense.IMPERFECT)


_VERBAL = frozenset({Tense.PERFECT, Tense.IMPERFECT})
_BEFORE_NOUNS = cue_words("before_nouns")
_BEFORE_JUSSIVE = frozenset(("لم", "ولم", "فلم"))
"""Without one of these يقل is no يقيل (to dismiss): ما لا يقل عن عشرة, no fewer than ten."""

_AFTER_THAT = frozenset(("بعد", "منذ", "قبل", "وبعد", "ومنذ", "لولا", "سبق", "يسبق", "ما"))
_MOST_ASIDE = 8
"""Words of times and places that may stand in a pattern's gap: وقعت الشركة، أمس الأحد، عقدا."""

_MOST_TRIGGERS = 400
"""Triggers read of one document: the longest real article measured has 61,000 characters and
fewer than these, and what is weighed pair by pair must not grow with a hostile text."""


def find_triggers(reader: Reader) -> tuple[Trigger, ...]:
    """Return the triggers of a document in order, none inside another.

    The longest match wins, then the heavier rule; idioms take part, win over rules of the
    same length, and are left out of the result. Only the first `_MOST_TRIGGERS` count.
    """
    matches = [
        match
        for i, (word, readings) in enumerate(zip(reader.words, reader.readings, strict=True))
        if readings and (begun := _begun(word.key))
        for match in _matches(reader, i, begun)
    ]
    matches.sort(key=lambda t: (-len(t.matched), -t.rule.weight, t.first, t.last))
    taken: set[int] = set()
    kept: list[Trigger] = []
    for match in matches:
        if taken.isdisjoint(match.matched):
            taken.update(match.matched)
            kept.append(match)
    kept.sort(key=lambda t: t.matched)
    events = [trigger for trigger in kept if trigger.rule.type is not None]
    return tuple(events[:_MOST_TRIGGERS])


@lru_cache(maxsize=65_536)
def _begun(key: str) -> tuple[tuple[Pattern, WordReading], ...]:
    """Return the patterns that a folded word may begin, each with how it reads for it."""
    patterns = load_ontology().patterns
    return tuple(
        (pattern, reading)
        for lemma, reading in read_word(key).items()
        for pattern in patterns.get(lemma, ())
    )


def _matches(
    reader: Reader, start: int, begun: Iterable[tuple[Pattern, WordReading]]
) -> Iterator[Trigger]:
    if start in reader.in_names or start in reader.in_times:
        return
    seen: set[int] = set()
    for pattern, reading in begun:
        if id(pattern) in seen:
            continue
        matched = _match(reader, pattern, start)
        if not matched or (reading.tense in _VERBAL and _is_no_verb(reader, start)):
            continue
        if reading.tense is Tense.PERFECT and _is_subject(reader, start):
            continue
        if reading.short and not (start and reader.words[start - 1].key in _BEFORE_JUSSIVE):
            continue
        if _context_allows(reader, pattern.rule, matched):
            seen.add(id(pattern))
            yield Trigger(pattern.rule, matched, reading)


def _is_no_verb(reader: Reader, at: int) -> bool:
    """Tell whether a word that is written as a verb cannot be one.

    It ends in ة, which folds like a verb's pronoun (طالبة is a student), or stands right behind
    a preposition (ردا على طلب).
    """
    word = reader.words[at]
    governed = at > 0 and word.gap == " " and reader.words[at - 1].key in _BEFORE_NOUNS
    return governed or reader.text[word.end - 1] == "ة"


def _is_subject(reader: Reader, at: int) -> bool:
    """Tell whether a word stands right behind أن or إن, where nouns and no perfects do.

    بعد أن طلب (after he asked) is one of few that have a perfect behind them.
    """
    before = reader.keys(range(max(at - 2, 0), at))
    return before[-1:] in (["ان"], ["بان"]) and before[0] not in _AFTER_THAT


def _match(reader: Reader, pattern: Pattern, start: int) -> tuple[int, ...]:
    """Return the words that the pattern takes from `start`, empty where it does not match."""
    if len(pattern.elements) == 1:
        return (start,)
    end = reader.sentence(start).stop
    matched = [start]
    for element in pattern.elements[1:]:
        following = _next(reader, element, matched[-1] + 1, end)
        if following is None:
            return ()
        matched.append(following)
    return tuple(matched)


def _next(reader: Reader, element: Element, start: int, end: int) -> int | None:
    """Return the next word that fits; times and places on the way to it do not count."""
    left = element.gap
    for i in range(start, min(start + element.gap + _MOST_ASIDE, end)):
        if i in reader.in_names or (i in reader.in_times and element.gap):
            continue
        if not element.lemmas.isdisjoint(reader.readings[i]):
            return i
        left -= 1
        if left < 0:
            return None
    return None


def _context_allows(reader: Reader, rule: Rule, matched: tuple[int, ...]) -> bool:
    if not rule.near and not rule.unless:
        return True
    sentence = reader.sentence(matched[0])
    first = max(matched[0] - rule.within, sentence.start)
    last = min(matched[-1] + rule.within + 1, sentence.stop)
    around = [reader.readings[i] for i in range(first, last) if i not in matched]
    if any(not rule.unless.isdisjoint(reading) for reading in around):
        return False
    if not rule.near:
        return True
    inside = [reader.readings[i] for i in matched[1:]]
    return any(not rule.near.isdisjoint(reading) for reading in around + inside)
