"""The notes of ``geonews explain``: reasons told as a colleague would tell them.

A signal is told by the clause of its name in notes.toml; one that has none there, which a
recogniser of one's own may bring, is told by its own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from geonews.cli.eventnotes import EventNotes
from geonews.gazetteer import Gazetteer
from geonews.model import Analysis, Candidate, EventMention, Place, Resolution, Signal
from geonews.render.labels import labels
from geonews.text import words

__all__ = ["Notes"]

_LIKELY_ENOUGH = 0.01
"""Share of belief from which another candidate is told of by itself."""

_NO_MATTER = 0.005
"""Weight below which a signal is not told of."""


class Notes:
    """Tells of mentions and events in one language.

    Parameters
    ----------
    lang
        ``ar`` or ``en``.
    gazetteer
        Where countries and containers are named.
    weights
        Whether what each reason adds to a score is told too.
    """

    def __init__(self, lang: str, gazetteer: Gazetteer, *, weights: bool = False) -> None:
        self._lang = lang
        self._words = _catalogue()[lang]
        self._gazetteer = gazetteer
        self._weights = weights
        self._events = EventNotes(self._words, labels(lang))
        self._spelled: dict[str, str] = {}
        """Words of the document as they are written, by look-up key."""

    def document(self, analysis: Analysis) -> Iterator[str]:
        """Yield the lines of one article's notes; those of a mention are indented."""
        text = analysis.document.text
        self._spelled = {word.key: text[word.start : word.end] for word in words(text)}
        yield f"== {analysis.document.title or analysis.document.id}"
        for number, mention in enumerate(analysis.mentions):
            yield from self._mention(number, mention)
        if not analysis.mentions:
            yield self._say("no_places")
        for event in analysis.events:
            yield from self._event(analysis, event)

    def _mention(self, number: int, mention: Resolution) -> Iterator[str]:
        toponym, place = mention.toponym, mention.place
        span = toponym.span
        head = self._say(
            "mention", number=number, surface=toponym.surface, start=span.start, end=span.end
        )
        if place is None:
            yield self._say("refused", mention=head)
        else:
            where, score = self._place(place), f"{mention.score:.2f}"
            yield self._say("placed", mention=head, place=where, id=place.id, score=score)
        yield from map(_indented, self._recognised(mention))
        yield from map(_indented, self._chosen(mention))

    def _recognised(self, mention: Resolution) -> Iterator[str]:
        signals = [s for s in mention.toponym.signals if not s.name.startswith("use-")]
        if told := self._reasons(signals):
            yield self._say("is_place", reasons=told)
        for signal in mention.toponym.signals:
            if signal.name.startswith("use-"):
                use = f"uses_{mention.toponym.use.value}"
                yield self._say(use, reason=self._clause(signal))

    def _chosen(self, mention: Resolution) -> Iterator[str]:
        place, candidates = mention.place, mention.candidates
        if not candidates:
            yield self._say("unknown")
            return
        best = candidates[0]
        if place is None:
            yield self._say(
                "doubtful",
                place=self._place(best.place),
                share=f"{best.score:.2f}",
                least=f"{mention.least_share:.2f}",
            )
        elif told := self._reasons(best.signals):
            key = "chosen_of" if mention.namesakes > 1 else "chosen"
            yield self._say(key, reasons=told, count=mention.namesakes)
            if any(other.score > best.score for other in candidates[1:]):
                yield self._say("elsewhere")
        likely = [other for other in candidates[1:] if other.score >= _LIKELY_ENOUGH]
        others = list(map(self._other, likely))
        if more := mention.namesakes - 1 - len(likely):
            others.append(self._say("more", count=more))
        if others:
            yield self._say("others", others=self._words["list"].join(others))

    def _event(self, analysis: Analysis, event: EventMention) -> Iterator[str]:
        head, *rest = self._events.lines(analysis, event)
        yield head
        yield from map(_indented, rest)

    def _reasons(self, signals: Sequence[Signal]) -> str:
        """Return what speaks for a decision, and after it what speaks against."""
        matter = [s for s in signals if abs(s.weight) > _NO_MATTER or not s.weight]
        both: str = self._words["and"]
        pro = both.join(self._clause(s) for s in matter if s.weight >= 0)
        con = both.join(self._clause(s) for s in matter if s.weight < 0)
        if not con:
            return pro
        against = self._say("although", reasons=con)
        return f"{pro}{self._words['list']}{against}" if pro else against

    def _clause(self, signal: Signal) -> str:
        pattern: str | None = self._words["signals"].get(signal.name)
        first, _, rest = signal.subject.partition(" ")
        if signal.name == "container":
            first = self._name(self._gazetteer.place(signal.subject))
        elif signal.name in ("focus", "elsewhere"):
            first = self._country(first)
        else:
            first, rest = self._spelled.get(signal.subject, signal.subject), ""
        told: str = pattern.format(first, rest) if pattern else signal.detail
        return f"{told} ({signal.weight:+.2f})" if self._weights and signal.weight else told

    def _country(self, code: str) -> str:
        place = self._gazetteer.countries.get(code)
        return self._name(place) if place else code

    def _name(self, place: Place) -> str:
        return place.name_en if self._lang == "en" else place.name_ar or place.name_en

    def _place(self, place: Place) -> str:
        kinds = self._words["kinds"]
        kind = kinds.get(place.feature_code) or kinds[place.feature_class]
        country = self._gazetteer.countries.get(place.country)
        within = country is not None and country.id != place.id
        return self._say(
            "place_in" if within else "place",
            name=self._name(place),
            kind=kind,
            country=self._name(country) if country else "",
            where=f"{place.lat:.3f}, {place.lon:.3f}",
        )

    def _other(self, candidate: Candidate) -> str:
        return self._say(
            "other", place=self._place(candidate.place), score=f"{candidate.score:.2f}"
        )

    def _say(self, key: str, **words: object) -> str:
        pattern: str = self._words[key]
        return pattern.format(**words)


def _indented(line: str) -> str:
    return f"    {line}"


@cache
def _catalogue() -> dict[str, Any]:
    text = resources.files("geonews.cli").joinpath("notes.toml").read_text("utf-8")
    return tomllib.loads(text)
