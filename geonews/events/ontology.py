"""The event ontology: which written words evidence which type, read from ``ontology.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from geonews.errors import DataError
from geonews.events.inflection import noun_forms, verb_forms
from geonews.model import EventType
from geonews.text import lookup_key

__all__ = ["Element", "Form", "Frame", "Ontology", "Pattern", "Rule", "Tense", "load_ontology"]

_WITHIN = 6
_IDIOM_WEIGHT = 2.0
"""Above every rule's, so that an idiom wins over a rule of the same length."""


class Tense(StrEnum):
    """What kind of word a form is."""

    PERFECT = "perfect"
    IMPERFECT = "imperfect"
    NOUN = "noun"
    WORD = "word"
    """A word that is matched as it is written."""


class Frame(StrEnum):
    """Where the place of an event stands in its clause."""

    PLAIN = "plain"
    """In or at a place."""

    MEETING = "meeting"
    """In or at a place; between and with name the parties."""

    ARRIVAL = "arrival"
    """To a place, or with the place as object: زار القاهرة (visited Cairo)."""

    HOST = "host"
    """At its subject: استضافت الدوحة (Doha hosted)."""

    IMPACT = "impact"
    """In, on or against a place."""

    DELIVERY = "delivery"
    """To a place, or in it."""

    DEPARTURE = "departure"
    """From a place, or in it."""

    SPEECH = "speech"
    """In a place named before what is said."""

    NOWHERE = "nowhere"
    """At no one place: a telephone call."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a written form may be a form of."""

    lemma: str
    tense: Tense
    possessed: bool = False
    """Whether a pronoun is attached: زيارته (his visit)."""


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a pattern."""

    lemmas: frozenset[str]
    """Any of these."""

    gap: int
    """How many other words may stand before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a group of patterns evidences, and under which conditions."""

    name: str
    type: EventType | None
    """None for idioms, which evidence nothing."""

    mode: str | None
    weight: float
    frame: Frame
    lasting: bool
    state: bool
    speech: bool
    """Whether it is no more than that somebody spoke."""

    near: frozenset[str]
    unless: frozenset[str]
    within: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of words that evidences what its rule says."""

    elements: tuple[Element, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Ontology:
    """All patterns, by the lemma of their first word, and all forms of all lemmas."""

    patterns: Mapping[str, tuple[Pattern, ...]]
    forms: Mapping[str, tuple[Form, ...]]
    """Folded form without proclitics to what it may be."""


@cache
def load_ontology() -> Ontology:
    """Return the packaged ontology, read once per process.

    Raises
    ------
    geonews.errors.DataError
        The file is missing or does not hold what it should.
    """
    file = resources.files("geonews.events") / "ontology.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        return _compile(table)
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise DataError(
            f"packaged ontology.toml cannot be read ({error!r}): install geonews anew"
        ) from error


def _compile(table: Mapping[str, Any]) -> Ontology:
    lists = {name: tuple(words) for name, words in table["lists"].items()}
    patterns: dict[str, list[Pattern]] = {}
    lemmas: set[str] = set()
    idioms = Rule(
        name="idiom",
        type=None,
        mode=None,
        weight=_IDIOM_WEIGHT,
        frame=Frame.NOWHERE,
        lasting=False,
        state=False,
        speech=False,
        near=frozenset(),
        unless=frozenset(),
        within=0,
    )
    sources = [(idioms, table["idioms"]["patterns"])]
    sources += [(_rule(row, table["types"], lists), row["patterns"]) for row in table["rules"]]
    for rule, texts in sources:
        lemmas |= rule.near | rule.unless
        for text in texts:
            pattern = Pattern(_elements(text, lists), rule)
            lemmas.update(*(element.lemmas for element in pattern.elements))
            for lemma in sorted(pattern.elements[0].lemmas):
                patterns.setdefault(lemma, []).append(pattern)
    return Ontology({lemma: tuple(found) for lemma, found in patterns.items()}, _forms(lemmas))


def _rule(
    row: Mapping[str, Any], types: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]
) -> Rule:
    kind = EventType(row["type"])
    return Rule(
        name=row["name"],
        type=kind,
        mode=row.get("mode"),
        weight=float(row["weight"]),
        frame=Frame(row.get("frame", types[kind]["frame"])),
        lasting=bool(types[kind].get("lasting", False)),
        state=bool(row.get("state", False)),
        speech=bool(row.get("speech", False)),
        near=_expanded(row.get("near", ()), lists),
        unless=_expanded(row.get("unless", ()), lists),
        within=int(row.get("within", _WITHIN)),
    )


def _expanded(words: Iterable[str], lists: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        found.update(lists[word[1:]] if word.startswith("@") else (word,))
    return frozenset(found)


def _elements(text: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = 0
    for token in text.split():
        if token.startswith("~"):
            gap = int(token[1:])
            continue
        elements.append(Element(_expanded(token.split("|"), lists), gap))
        gap = 0
    if not elements:
        raise ValueError(f"pattern {text!r} has no words")
    return tuple(elements)


def _forms(lemmas: Iterable[str]) -> Mapping[str, tuple[Form, ...]]:
    forms: dict[str, list[Form]] = {}
    for lemma in sorted(lemmas):
        for written, form in _forms_of(lemma):
            forms.setdefault(written, []).append(form)
    return {form: tuple(found) for form, found in forms.items()}


def _forms_of(lemma: str) -> list[tuple[str, Form]]:
    if lemma.startswith("="):
        return [(lookup_key(lemma[1:]), Form(lemma, Tense.WORD))]
    if "/" in lemma:
        perfect, imperfect = verb_forms(*lemma.split("/"))
        return [(form, Form(lemma, Tense.PERFECT)) for form in sorted(perfect)] + [
            (form, Form(lemma, Tense.IMPERFECT)) for form in sorted(imperfect)
        ]
    bare, possessed = noun_forms(lemma)
    return [(form, Form(lemma, Tense.NOUN)) for form in sorted(bare)] + [
        (form, Form(lemma, Tense.NOUN, possessed=True)) for form in sorted(possessed)
    ]
