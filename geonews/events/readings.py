"""What a written word may be: its lemmas, with tense, article and future prefix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from geonews.events.ontology import Tense, load_ontology
from geonews.text import lookup_key

__all__ = ["WordReading", "read_word"]

_CONJUNCTIONS = ("", "و", "ف")
_NOUN_PREFIXES = (("", False), ("ال", True), ("ب", False), ("ل", False), ("ك", False))
_NOUN_ARTICLES = (("بال", True), ("لل", True), ("كال", True))
_VERB_PREFIXES = (("", False), ("س", True), ("ل", False))
_WEAK = ("ا", "ي", "و")
_JUSSIVE = 3
"""Letters of the jussive of a verb with a weak middle."""

_SHORTEST = 3
"""Letters that must remain: what is left of وصل (arrived) without its first is no word."""


@dataclass(frozen=True, slots=True)
class WordReading:
    """One way to read a word."""

    tense: Tense
    definite: bool = False
    """It carries the article or an attached pronoun."""

    future: bool = False
    """It carries the prefix of the future: سيلتقي (he will meet)."""

    short: bool = False
    """It is the jussive of a verb with a weak middle, as يقل is of يقيل, and of others' verbs."""


@lru_cache(maxsize=65_536)
def read_word(key: str) -> Mapping[str, WordReading]:
    """Return the lemmas of the ontology that a folded word may be a form of.

    The reading with the fewest proclitics taken off wins for each lemma.
    """
    forms = load_ontology().forms
    found: dict[str, WordReading] = {}
    for stem, tenses, definite, future in _cuts(key):
        for form in forms.get(stem, ()):
            if form.tense in tenses:
                known = definite or form.possessed
                short = form.tense is Tense.IMPERFECT and _is_short(stem, form.lemma)
                found.setdefault(form.lemma, WordReading(form.tense, known, future, short))
    return found


def _is_short(form: str, lemma: str) -> bool:
    """Tell whether a form of the imperfect has lost the weak letter in its middle: لم يزر."""
    imperfect = lookup_key(lemma.partition("/")[2])
    return len(form) == _JUSSIVE and len(imperfect) > _JUSSIVE and imperfect[2] in _WEAK


def _cuts(key: str) -> Iterator[tuple[str, frozenset[Tense], bool, bool]]:
    every = frozenset(Tense)
    yield key, every, False, False
    for conjunction in _CONJUNCTIONS:
        if not key.startswith(conjunction):
            continue
        rest = key[len(conjunction) :]
        if len(rest) < _SHORTEST:
            continue
        if conjunction:
            yield rest, every, False, False
        for prefix, future in _VERB_PREFIXES[1:]:
            if rest.startswith(prefix) and len(rest) > _SHORTEST:
                yield rest[len(prefix) :], frozenset({Tense.IMPERFECT}), False, future
        for prefix, definite in _NOUN_PREFIXES[1:] + _NOUN_ARTICLES:
            stem = rest[len(prefix) :]
            if rest.startswith(prefix) and len(stem) >= _SHORTEST:
                yield stem, frozenset({Tense.NOUN}), definite, False
