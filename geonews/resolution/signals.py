"""One function per reason to prefer one place over its namesakes.

Each takes a candidate and what is known of the mention, and returns a `Signal` or None.
Weights are on the scale of prominence, which runs from 0 to 1.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from geonews.geo import great_circle_km
from geonews.model import Candidate, NameKind, Place, Signal
from geonews.resolution.directions import Direction
from geonews.text import agree_in_marks

__all__ = ["SIGNALS", "Surroundings"]

_SAME_PROVINCE = 0.15
"""For a namesake in the province where half of the document's plain names lie, or more."""

_SPOKEN_OF = 0.2
"""Share of a document's attention that makes a country one it is about."""

_NEAR_KM = 300.0
"""Two towns of one story lie within this; half of a mid-sized country's breadth."""

_NEAR_DEGREES = 2.7
"""Latitudes of two points within `_NEAR_KM` differ by no more: a degree is 111.2 km."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the document says about one mention."""

    surface: str
    """The mention's characters."""

    focus: Mapping[str, float]
    """Share of the document's attention by country."""

    provinces: Mapping[tuple[str, str], float]
    """Share of the document's plain names by country and first-level division."""

    asked_class: str
    """Feature class that a class noun before the mention asks for."""

    direction: Direction
    """How the mention says which part of a country is meant and no more, if it does."""

    adjective_country: str
    """Country of an adjective right after the mention: طرابلس الليبية."""

    containers: Sequence[Place]
    """Places named right after it that may contain it: X، Y and X في Y and X عاصمة Y."""

    capital_of: bool
    """Whether the text calls it the capital of its container."""

    anchors: Sequence[Place]
    """Unambiguous settlements and sites of the document, by latitude."""

    @property
    def told(self) -> Hashable:
        """What the words beside the mention say; the rest is the document's."""
        return (
            self.surface,
            self.asked_class,
            self.adjective_country,
            tuple([place.id for place in self.containers]),
            self.capital_of,
        )


def _country(candidate: Candidate, around: Surroundings) -> Signal | None:
    share = around.focus.get(candidate.place.country, 0.0)
    if not share:
        return None
    weight = 0.35 * min(1.0, share * 2)
    if candidate.place.feature_code == "PCLI":
        # News that names a state means it more often than the capital of its name.
        weight += 0.1
    return Signal(
        name="focus",
        weight=round(weight, 3),
        detail=f"the document speaks of {candidate.place.country} ({share:.0%})",
        subject=f"{candidate.place.country} {share:.0%}",
    )


def _direction(candidate: Candidate, around: Surroundings) -> Signal | None:
    """Count الشمال against the divisions of that name in countries that the text is not about."""
    place = candidate.place
    if around.direction is Direction.NONE:
        return None
    if around.direction is Direction.ADJECTIVE and not around.focus:
        # المنطقة الشرقية is Saudi where nothing else is said.
        return None if candidate.kind is not NameKind.VARIANT else _out_of_focus(place)
    return None if around.focus.get(place.country, 0.0) >= _SPOKEN_OF else _out_of_focus(place)


def _out_of_focus(place: Place) -> Signal:
    return Signal(
        name="direction",
        weight=-1.0,
        detail=f"says a direction, and the document is not about {place.country}",
        subject=place.country,
    )


def _province(candidate: Candidate, around: Surroundings) -> Signal | None:
    place = candidate.place
    share = around.provinces.get((place.country, place.admin1), 0.0) if place.admin1 else 0.0
    if not share:
        return None
    return Signal(
        name="province",
        weight=round(_SAME_PROVINCE * min(1.0, share * 2), 3),
        detail=f"other names of the document lie in its province ({share:.0%})",
        subject=f"{share:.0%}",
    )


def _spelling(candidate: Candidate, around: Surroundings) -> Signal | None:
    """Count a vowelled spelling for the place that is written so: عُمان, not عمّان."""
    same = agree_in_marks(around.surface, candidate.matched)
    if same is None:
        return None
    return Signal(
        name="spelling",
        weight=0.3 if same else -0.3,
        detail=f"written {'like' if same else 'unlike'} {candidate.matched}",
        subject=candidate.matched,
    )


def _adjective(candidate: Candidate, around: Surroundings) -> Signal | None:
    if not around.adjective_country:
        return None
    if candidate.place.country == around.adjective_country:
        return Signal(
            name="country-adjective", weight=0.6, detail="the adjective after it names its country"
        )
    return Signal(
        name="other-country", weight=-0.3, detail="the adjective after it names another country"
    )


def _container(candidate: Candidate, around: Surroundings) -> Signal | None:
    for container in around.containers:
        if container.id == candidate.place.id:
            continue
        inside = (
            container.country == candidate.place.country
            if container.feature_code == "PCLI"
            else _distance(candidate.place, container) <= container.extent_km + 25
        )
        if inside:
            weight = 0.6 if around.capital_of and candidate.place.feature_code == "PPLC" else 0.45
            detail = f"named with {container.name_en}"
            return Signal(name="container", weight=weight, detail=detail, subject=container.id)
    return None


def _class(candidate: Candidate, around: Surroundings) -> Signal | None:
    asked, place = around.asked_class, candidate.place
    if not asked:
        return None
    same = asked == place.feature_class or (asked in "AL" and place.feature_class in "AL")
    if same or (asked == "P" and _is_settled(place)):
        return Signal(
            name="class", weight=0.25, detail=f"the class noun asks for {asked}", subject=asked
        )
    if asked == "A" and place.feature_class == "P":
        # A province carries its seat's name, and the seat is the best that we may have of it.
        return Signal(name="seat", weight=-0.02, detail="the seat stands in for its province")
    # مدينة الكويت and العاصمة عمان are never the states of those names.
    weight = -0.6 if asked == "P" and place.feature_code == "PCLI" else -0.2
    return _asked(weight, asked)


def _asked(weight: float, asked: str) -> Signal:
    detail = f"the class noun asks for {asked}"
    return Signal(name="class", weight=weight, detail=detail, subject=asked)


def _nearby(candidate: Candidate, around: Surroundings) -> Signal | None:
    if not _is_settled(candidate.place):
        return None
    lat = candidate.place.lat
    low = bisect_left(around.anchors, lat - _NEAR_DEGREES, key=_latitude)
    high = bisect_right(around.anchors, lat + _NEAR_DEGREES, key=_latitude)
    distances = [
        _distance(candidate.place, anchor)
        for anchor in around.anchors[low:high]
        if anchor.id != candidate.place.id
    ]
    if not distances or min(distances) > _NEAR_KM:
        return None
    return Signal(
        name="nearby",
        weight=round(0.15 * (1 - min(distances) / _NEAR_KM), 3),
        detail=f"{min(distances):.0f} km from another place of the document",
        subject=f"{min(distances):.0f}",
    )


def _is_settled(place: Place) -> bool:
    """Say whether a place is a town, or a municipality, which is a town with its land."""
    return place.feature_class == "P" or place.feature_code == "ADM3"


def _latitude(place: Place) -> float:
    return place.lat


def _distance(first: Place, second: Place) -> float:
    return great_circle_km(lon=first.lon, lat=first.lat, to_lon=second.lon, to_lat=second.lat)


SIGNALS: tuple[Callable[[Candidate, Surroundings], Signal | None], ...] = (
    _country,
    _direction,
    _province,
    _spelling,
    _adjective,
    _container,
    _class,
    _nearby,
)
"""Every signal beside prominence, in the order in which reasons are given."""
