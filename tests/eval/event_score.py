"""Score events found in articles against gold events: pure functions, no files.

A predicted event can stand for a gold event of its type whose trigger words it overlaps, or
whose trigger stands in its evidence sentence. Pairs are taken greedily, overlaps of triggers
first, each event once. Place, date and modality are then judged on the pairs alone, and so,
where gold marks them, are tolls (kind and best figure) and actors (side and whole name).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from geonews.model import EventMention, Resolution
from geonews.text import lookup_key
from tests.eval import places_score

__all__ = ["EventScore", "date_right", "pairs", "place_right", "score_article", "total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScore:
    """Counts over one article or many."""

    gold: int = 0
    predicted: int = 0
    paired: int = 0
    place: int = 0
    date: int = 0
    modality: int = 0
    everything: int = 0
    tolls_gold: int = 0
    tolls_found: int = 0
    tolls_right: int = 0
    actors_gold: int = 0
    actors_found: int = 0
    actors_right: int = 0

    @property
    def precision(self) -> float:
        """Share of predicted events that stand for a gold event of their type."""
        return self.paired / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold events that a predicted event of their type stands for."""
        return self.paired / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.predicted + self.gold
        return 2 * self.paired / both if both else 0.0

    def share(self, judged: str) -> float:
        """Share of the pairs whose place, date, modality or everything is right."""
        return int(getattr(self, judged)) / self.paired if self.paired else 0.0


def total(scores: Iterable[EventScore]) -> EventScore:
    """Return the sum of the counts."""
    items = list(scores)
    names = [field.name for field in fields(EventScore)]
    return EventScore(**{name: sum(getattr(item, name) for item in items) for name in names})


def score_article(
    text: str,
    gold: Sequence[Mapping[str, Any]],
    gold_places: Sequence[Mapping[str, Any]],
    predicted: Sequence[EventMention],
    mentions: Sequence[Resolution],
) -> EventScore:
    """Score the events of one article.

    Parameters
    ----------
    text
        The article.
    gold
        Gold events: ``type``, ``trigger`` (words of the text, or a mapping with their
        ``start`` and ``end``), ``where`` (index into `gold_places` or None), ``when``
        (``start`` and ``end``, or ``from`` and ``to``; or None), ``modality``.
    gold_places
        Gold mentions: ``name_en``, ``lat``, ``lon``, ``country``, ``level``.
    predicted, mentions
        What was found, and the mentions that its locations index.
    """
    paired = pairs(text, gold, predicted)
    right = [
        (
            place_right(gold[g], gold_places, predicted[p], mentions),
            date_right(gold[g], predicted[p]),
            str(predicted[p].modality) == gold[g]["modality"],
        )
        for g, p in paired
    ]
    marked = [(gold[g], predicted[p]) for g, p in paired if "actors" in gold[g]]
    tolls = [(_gold_tolls(g), _found_tolls(p)) for g, p in marked]
    actors = [(_gold_actors(g), _found_actors(p)) for g, p in marked]
    return EventScore(
        gold=len(gold),
        predicted=len(predicted),
        paired=len(right),
        place=sum(place for place, _, _ in right),
        date=sum(date for _, date, _ in right),
        modality=sum(modality for _, _, modality in right),
        everything=sum(all(judged) for judged in right),
        tolls_gold=sum(len(g) for g, _ in tolls),
        tolls_found=sum(len(p) for _, p in tolls),
        tolls_right=sum(len(g & p) for g, p in tolls),
        actors_gold=sum(len(g) for g, _ in actors),
        actors_found=sum(len(p) for _, p in actors),
        actors_right=sum(len(g & p) for g, p in actors),
    )


def _gold_tolls(event: Mapping[str, Any]) -> set[tuple[str, int]]:
    return {(kind, count) for kind, count in event["tolls"]}


def _found_tolls(event: EventMention) -> set[tuple[str, int | None]]:
    return {(toll.kind.value, toll.best) for toll in event.tolls}


def _gold_actors(event: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(role, lookup_key(name)) for role, name in event["actors"]}


def _found_actors(event: EventMention) -> set[tuple[str, str]]:
    return {(actor.role.value, lookup_key(actor.name)) for actor in event.actors}


def pairs(
    text: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[EventMention]
) -> list[tuple[int, int]]:
    """Return indices of gold and predicted events that stand for one another."""
    ranked = sorted(
        (-closeness, g, p)
        for g, event in enumerate(gold)
        for p, found in enumerate(predicted)
        if str(found.type) == event["type"]
        and (closeness := _closeness(text, event["trigger"], found)) > 0
    )
    taken: list[tuple[int, int]] = []
    for _, g, p in ranked:
        if all(g != one and p != other for one, other in taken):
            taken.append((g, p))
    return sorted(taken)


def _closeness(text: str, trigger: str | Mapping[str, Any], found: EventMention) -> int:
    """Return 2 where the triggers overlap, 1 where they share a sentence, else 0."""
    spans = list(_spans(text, trigger))
    if any(start < found.trigger.end and found.trigger.start < end for start, end in spans):
        return 2
    return int(any(found.evidence.start <= start < found.evidence.end for start, _ in spans))


def _spans(text: str, trigger: str | Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield where a gold trigger stands: its own offsets, or wherever its words do."""
    if not isinstance(trigger, str):
        yield trigger["start"], trigger["end"]
        return
    at = text.find(trigger)
    while at >= 0:
        yield at, at + len(trigger)
        at = text.find(trigger, at + 1)


def place_right(
    event: Mapping[str, Any],
    places: Sequence[Mapping[str, Any]],
    found: EventMention,
    mentions: Sequence[Resolution],
) -> bool:
    """Return whether an event stands where gold has it, nowhere included."""
    if event["where"] is None or found.location is None:
        return event["where"] is None and found.location is None
    return places_score.place_right(places[event["where"]], mentions[found.location].place)


def date_right(event: Mapping[str, Any], found: EventMention) -> bool:
    """Return whether an event has the days that gold has, none included."""
    wanted = event["when"]
    if wanted is None or found.when is None:
        return wanted is None and found.when is None
    start, end = found.when.start, found.when.end
    return (start and start.isoformat(), end and end.isoformat()) == (
        wanted.get("start", wanted.get("from")),
        wanted.get("end", wanted.get("to")),
    )
