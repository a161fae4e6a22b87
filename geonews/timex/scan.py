"""A text as the rules see it: words without their proclitics, and how they join.

Every rule is a function of a `Scan` and the index of the word it starts at, and returns a
`Match` or None. The first word of a time may carry a proclitic (بالأمس, ولعام); the words
after it may not, unless the rule asks for a و.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from geonews.model import Calendar, Interval, TimeKind
from geonews.text.folding import fold
from geonews.text.numbers import CARDINAL_KEYS, ORDINAL_KEYS, parse_number, parse_ordinal
from geonews.text.segments import sentences
from geonews.text.words import Word, words
from geonews.timex import lexicon
from geonews.timex.tense import Tense, follows_future_verb, tense_at

__all__ = ["NUMERIC", "Match", "Rule", "Scan"]

NUMERIC = "0"
"""Stands for every word of digits where rules list what they may start with."""

_NUMERIC_WORD = re.compile(r"((?:[وف]?[بلك]?|ول|وب)(?:ال)?)([0-9]{1,9})(م|ه)?$")
_SOFT_GAP = re.compile(r"[)\]]?[ \t]{1,4}")
_TATWEEL = "\u0640"  # ARABIC TATWEEL: written behind the ه of the Hijri era
_CLITICS = ("و", "ب", "ل", "وب", "ول", "ف", "فب", "فل")
_ARTICLE_CLITICS = ("لل", "ولل", "فلل")


class Match(NamedTuple):
    """What a rule found, in words; the finder turns it into a time expression."""

    end: int
    """Index of the first word behind it."""

    interval: Interval | None
    rule: str
    kind: TimeKind = TimeKind.DATE
    calendar: Calendar = Calendar.GREGORIAN
    clock: bool = False
    """Only hours and minutes: it joins a date beside it."""


class Scan:
    """The words of one text, their reading, and the anchor.

    Parameters
    ----------
    text
        The untouched text.
    anchor
        The day that relative times count from; None where it is not known.
    """

    def __init__(self, text: str, anchor: date | None) -> None:
        self.text = text
        self.anchor = anchor
        self.words = words(text)
        self.bases: list[str] = []
        """Key of each word, without proclitics where the rest is a word of time."""

        self.clitics: dict[int, str] = {}
        """The proclitics taken off, by word; words without any are left out."""

        self.suffixes: dict[int, str] = {}
        """The mark of the era written onto a year: م or ه."""

        for i, word in enumerate(self.words):
            base, clitic, suffix = _reading(word.key)
            self.bases.append(base)
            if clitic:
                self.clitics[i] = clitic
            if suffix:
                self.suffixes[i] = suffix
        self.dashed = any(mark in text for mark in "-–/")
        """Whether a dash or a stroke stands anywhere."""

        # Rules ask for the next word several hundred times in an article.
        self._continuing = [
            base if i and i not in self.clitics and _is_soft(word.gap) else ""
            for i, (base, word) in enumerate(zip(self.bases, self.words, strict=True))
        ]
        self._sentences: list[tuple[int, int]] | None = None

    def base(self, i: int) -> str:
        """Return the reading of word `i`, whatever joins it; empty beyond the ends."""
        return self.bases[i] if 0 <= i < len(self.bases) else ""

    def clitic(self, i: int) -> str:
        """Return the proclitics taken off word `i`."""
        return self.clitics.get(i, "")

    def gap(self, i: int) -> str:
        """Return what stands before word `i`; a line break where there is no such word."""
        return self.words[i].gap if 0 < i < len(self.words) else "\n"

    def soft(self, i: int) -> bool:
        """Whether only blanks, or a closing bracket and blanks, stand before word `i`."""
        return _is_soft(self.gap(i))

    def next(self, i: int) -> str:
        """Return word `i` where it continues an expression: soft gap and no proclitic."""
        return self._continuing[i] if i < len(self._continuing) else ""

    def is_of_time(self, i: int) -> bool:
        """Whether word `i` is a number, or one that a rule may start with."""
        base = self.base(i)
        return base.isdecimal() or base in _VOCABULARY

    def joined(self, i: int, clitic: str) -> str:
        """Return word `i` where it continues an expression with just that proclitic."""
        if self.clitics.get(i, "") != clitic or not self.soft(i):
            return ""
        return self.bases[i] if i < len(self.bases) else ""

    def before(self, i: int) -> str:
        """Return the whole key of the word before `i`, empty where more than blanks parts them."""
        return self.words[i - 1].key if i > 0 and self.soft(i) else ""

    def follows(self, i: int, keys: tuple[str, ...]) -> bool:
        """Whether the words from `i` on are these, the first with any join, in one run."""
        if self.base(i) != keys[0]:
            return False
        return all(self.next(i + k) == key for k, key in enumerate(keys) if k)

    def number(self, i: int) -> tuple[int | float, int] | None:
        """Read a cardinal at word `i`; return its value and the index behind it."""
        return self._parse(parse_number, i)

    def ordinal(self, i: int) -> tuple[int | float, int] | None:
        """Read an ordinal at word `i`; return its value and the index behind it."""
        return self._parse(parse_ordinal, i)

    def _parse(
        self, parse: Callable[[list[Word], int], tuple[int | float, int] | None], i: int
    ) -> tuple[int | float, int] | None:
        if not 0 <= i < len(self.words):
            return None
        window = list(self.words[i : i + 12])
        window[0] = window[0]._replace(key=self.bases[i])
        found = parse(window, 0)
        return None if found is None else (found[0], i + found[1])

    def follows_future_verb(self, i: int) -> bool:
        """Return whether a verb of the future stands right before word `i`."""
        return self.soft(i) and follows_future_verb(self.text, self.words, i)

    def tense(self, i: int) -> Tense:
        """Return what the sentence of word `i` speaks of, at that word."""
        if self._sentences is None:
            self._sentences = self._sentence_words()
        at = bisect_right(self._sentences, (i, len(self.words))) - 1
        first, last = self._sentences[at] if at >= 0 else (0, len(self.words))
        return tense_at(self.text, self.words, first, last, i)

    def _sentence_words(self) -> list[tuple[int, int]]:
        """Return the sentences as half-open ranges of words."""
        starts = [word.start for word in self.words]
        found = []
        for span in sentences(self.text):
            first = bisect_right(starts, span.start - 1)
            last = bisect_right(starts, span.end - 1)
            if first < last:
                found.append((first, last))
        return found

    def offsets(self, first: int, end: int) -> tuple[int, int]:
        """Return the code points that the words ``first:end`` cover.

        A proclitic of the first word stays out, and a bracket opened inside is closed.
        """
        start = self.words[first].start + self._clitic_length(first)
        stop = self.words[end - 1].end
        surface = self.text[start:stop]
        if surface.count("(") > surface.count(")") and self.text[stop : stop + 1] == ")":
            stop += 1
        while stop < len(self.text) and _belongs_to_letter_before(self.text[stop]):
            stop += 1
        return start, stop

    def _clitic_length(self, i: int) -> int:
        """Return how many code points the proclitic of word `i` takes, with its marks."""
        clitic = self.clitics.get(i, "").removesuffix("ال")
        if not clitic:
            return 0
        word = self.words[i]
        letters = 0
        for offset in range(word.start, word.end):
            if fold(self.text[offset]).text:
                if letters == len(clitic):
                    return offset - word.start
                letters += 1
        return 0


def _is_soft(gap: str) -> bool:
    return gap == " " or _SOFT_GAP.fullmatch(gap) is not None


@lru_cache(maxsize=65_536)
def _reading(key: str) -> tuple[str, str, str]:
    """Return what a word says of time, the proclitics taken off it and the mark of its era."""
    known = _VOCABULARY.get(key)
    if known is not None:
        return *known, ""
    last = key[-1]
    if not (last.isdecimal() or (last in "مه" and key[0].isdecimal())):
        return key, "", ""
    numeric = _NUMERIC_WORD.fullmatch(key)
    if numeric is None:
        # Longer numbers, and those in digits of other scripts, are in no date.
        return "" if key.isdecimal() else key, "", ""
    clitic, digits, suffix = numeric.groups()
    return digits, clitic, suffix or ""


def _belongs_to_letter_before(character: str) -> bool:
    return character == _TATWEEL or unicodedata.category(character) == "Mn"


class Rule(NamedTuple):
    """A rule and the words it may start with."""

    read: Callable[[Scan, int], Match | None]
    starts: frozenset[str]


def _vocabulary() -> Iterable[str]:
    yield from CARDINAL_KEYS | ORDINAL_KEYS | lexicon.DAY_PARTS | lexicon.DAY_PART_ADVERBS
    yield from lexicon.GREGORIAN_MONTHS
    yield from lexicon.WEEKDAYS
    yield from lexicon.EDGES
    yield from lexicon.TRIGGERS
    for first in {name[0] for name in [*lexicon.PAIRED_MONTHS, *lexicon.HIJRI_MONTHS]}:
        yield str(first)
    for table in (lexicon.UNITS, lexicon.SEASONS, lexicon.DECADES):
        for key in table:
            yield key
            yield "ال" + key
    for part in lexicon.DAY_PARTS:
        yield "ال" + part


def _with_clitics() -> dict[str, tuple[str, str]]:
    keys = set(_vocabulary())
    readings: dict[str, tuple[str, str]] = {}
    for key in keys:
        for clitic in _CLITICS:
            readings[clitic + key] = (key, clitic)
        if key.startswith("ال"):
            for clitic in _ARTICLE_CLITICS:
                readings[clitic + key[2:]] = (key, clitic[:-1])
    return readings | {key: (key, "") for key in keys}


_VOCABULARY = _with_clitics()
