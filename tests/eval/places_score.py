"""Score the mentions of articles against gold that knows extents: pure functions, no files.

A predicted and a gold mention are the same where their spans are equal; annotators and
pipeline follow one convention here, so nothing less is asked. A place is right

* for a country: where it is the country of the same ISO 3166-1 code, whatever its centroid;
* else: where its point lies within 25 km of the gold point, or, for an area, where it is no
  settlement and its point lies inside the gold extent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from geonews.geo import distance_km
from geonews.model import Place, Resolution

__all__ = [
    "PlaceScore",
    "UseScore",
    "pairs",
    "place_right",
    "precision_recall_f1",
    "score_places",
    "score_uses",
    "total",
]

NEAR_KM = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScore:
    """Counts over one article or many."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    """Mentions whose span is right."""

    placed: int = 0
    """Predicted mentions that were given a place."""

    right: int = 0
    """Mentions whose span and place are right."""

    @property
    def recognition(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of the spans."""
        return precision_recall_f1(self.found, self.predicted, self.gold)

    @property
    def end_to_end(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of spans with the right place."""
        return precision_recall_f1(self.right, self.placed, self.gold)

    @property
    def resolution(self) -> float:
        """Share of the mentions found whose place is right."""
        return self.right / self.found if self.found else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UseScore:
    """Counts of uses over mentions whose span is right."""

    judged: int = 0
    right: int = 0
    metonyms: int = 0
    metonyms_predicted: int = 0
    metonyms_right: int = 0

    @property
    def accuracy(self) -> float:
        """Share of the mentions whose use is right."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def metonym_f1(self) -> float:
        """F1 of metonyms; literal use is so common that accuracy alone says little."""
        return precision_recall_f1(self.metonyms_right, self.metonyms_predicted, self.metonyms)[2]


Counts = TypeVar("Counts", PlaceScore, UseScore)


def precision_recall_f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Return precision, recall and F1; each is 0 where there is nothing to divide by."""
    both = predicted + gold
    return (
        right / predicted if predicted else 0.0,
        right / gold if gold else 0.0,
        2 * right / both if both else 0.0,
    )


def total(kind: type[Counts], scores: Iterable[Counts]) -> Counts:
    """Return the sum of scores of one kind."""
    items = list(scores)
    return kind(**{f.name: sum(getattr(item, f.name) for item in items) for f in fields(kind)})


def pairs(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Resolution]
) -> list[tuple[Mapping[str, Any], Resolution]]:
    """Return gold and predicted mentions of equal span."""
    by_span = {(m["start"], m["end"]): m for m in gold}
    spans = ((r, (r.toponym.span.start, r.toponym.span.end)) for r in predicted)
    return [(by_span[span], r) for r, span in spans if span in by_span]


def place_right(gold: Mapping[str, Any], place: Place | None) -> bool:
    """Return whether a place is the one that gold means."""
    if place is None:
        return False
    if gold["level"] == "country":
        return place.feature_code.startswith("PCL") and place.country == gold["country"]
    away = distance_km(lon=place.lon, lat=place.lat, to_lon=gold["lon"], to_lat=gold["lat"])
    return away <= NEAR_KM or (away <= gold.get("extent_km", 0) and place.feature_class != "P")


def score_places(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Resolution]) -> PlaceScore:
    """Score the mentions of one article.

    Parameters
    ----------
    gold
        Mentions: ``start``, ``end``, ``level``, ``country``, ``lat``, ``lon``, ``extent_km``.
    predicted
        What was found.
    """
    paired = pairs(gold, predicted)
    return PlaceScore(
        gold=len(gold),
        predicted=len(predicted),
        found=len(paired),
        placed=sum(r.place is not None for r in predicted),
        right=sum(place_right(mention, r.place) for mention, r in paired),
    )


def score_uses(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Resolution]) -> UseScore:
    """Score what each mention found stands for, where gold's ``use`` says it."""
    uses = [(mention["use"], str(r.toponym.use)) for mention, r in pairs(gold, predicted)]
    return UseScore(
        judged=len(uses),
        right=sum(wanted == found for wanted, found in uses),
        metonyms=sum(wanted == "metonym" for wanted, _ in uses),
        metonyms_predicted=sum(found == "metonym" for _, found in uses),
        metonyms_right=uses.count(("metonym", "metonym")),
    )
