"""Score events found in articles against gold events: pure functions, no files.

A predicted event can stand for a gold event of its type whose trigger words it overlaps, or
whose trigger stands in its evidence sentence. Pairs are taken greedily, overlaps of triggers
first, each event once. Place, date and modality are then judged on the pairs alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from geonews.geo import distance_km
from geonews.model import EventMention, Resolution

__all__ = ["EventScore", "score_article", "total"]

NEAR_KM = 25.0


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
        Gold events: ``type``, ``trigger`` (words of the text), ``where`` (index into
        `gold_places` or None), ``when`` (``start``, ``end`` or None), ``modality``.
    gold_places
        Gold mentions: ``name_en``, ``lat``, ``lon``, ``country``, ``level``.
    predicted, mentions
        What was found, and the mentions that its locations index.
    """
    right = [
        (
            _place_right(gold[g], gold_places, predicted[p], mentions),
            _date_right(gold[g], predicted[p]),
            str(predicted[p].modality) == gold[g]["modality"],
        )
        for g, p in pairs(text, gold, predicted)
    ]
    return EventScore(
        gold=len(gold),
        predicted=len(predicted),
        paired=len(right),
        place=sum(place for place, _, _ in right),
        date=sum(date for _, date, _ in right),
        modality=sum(modality for _, _, modality in right),
        everything=sum(all(judged) for judged in right),
    )


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


def _closeness(text: str, trigger: str, found: EventMention) -> int:
    """Return 2 where the triggers overlap, 1 where they share a sentence, else 0."""
    best = 0
    at = text.find(trigger)
    while at >= 0:
        end = at + len(trigger)
        if at < found.trigger.end and found.trigger.start < end:
            return 2
        if found.evidence.start <= at < found.evidence.end:
            best = 1
        at = text.find(trigger, at + 1)
    return best


def _place_right(
    event: Mapping[str, Any],
    places: Sequence[Mapping[str, Any]],
    found: EventMention,
    mentions: Sequence[Resolution],
) -> bool:
    if event["where"] is None or found.location is None:
        return event["where"] is None and found.location is None
    wanted = places[event["where"]]
    place = mentions[found.location].place
    if place is None:
        return False
    if place.name_en == wanted["name_en"]:
        return True
    if wanted["level"] == "country":
        return bool(place.feature_code.startswith("PCL") and place.country == wanted["country"])
    away = distance_km(lon=place.lon, lat=place.lat, to_lon=wanted["lon"], to_lat=wanted["lat"])
    return away <= NEAR_KM


def _date_right(event: Mapping[str, Any], found: EventMention) -> bool:
    wanted = event["when"]
    if wanted is None or found.when is None:
        return wanted is None and found.when is None
    start, end = found.when.start, found.when.end
    return (start and start.isoformat(), end and end.isoformat()) == (
        wanted["start"],
        wanted["end"],
    )
