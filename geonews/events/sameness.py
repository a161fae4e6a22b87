"""Whether two reports tell of one happening: by type, place, day, parties, tolls and wording.

Type, stage (come about, still ahead, denied) and day must agree, and so must the place. The
rest are points for and against, set by hand on articles of our own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from geonews.events.lexicon import cue_words
from geonews.geo import distance_km
from geonews.model import Event, EventType, Modality, TimePrecision, Toll, TollKind, WherePrecision
from geonews.text import words

__all__ = ["Account", "enough", "points"]

_NEAR_KM = 25.0
"""Points this close are one place to a report (UCDP's second precision)."""

_LOOSEST = timedelta(days=31)
"""A report known to no shorter time than this joins only reports that say the same."""

_NEWS = timedelta(days=3)
"""An undated report of what happened is of the days before its publication, this many."""

_EMPTY = cue_words("phrase_ends")
_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل", "و", "ب", "ل", "ف")
_SUFFIXES = ("ات", "ين", "ون", "ان", "ها", "هم", "ه", "ا", "ي")
_SHORTEST = 3

_SAME_PLACE = 2.0
_NEAR_PLACE = 1.0
_INSIDE = 1.0
_WORDING = 3.0
_SAME_PARTY = 0.7
_SAME_TOLL = 1.6
_SAME_SMALL_TOLL = 0.6
_SAME_TOLLS = 2.2
"""The most that several same counts speak for."""

_SMALL_TOLL = 5
_OTHER_TOLL = 1.0
_OTHER_MODE = 1.0
_ENOUGH = 2.6
"""What two reports of one place need: the place and a fifth of the words, or a toll."""

_ENOUGH_OF_TALK = 3.4
"""The same for what a capital sees many of on one day: a third of the words and a party."""

_TALK = frozenset(EventType) - {
    EventType.ASSAULT,
    EventType.ACCIDENT,
    EventType.DISASTER,
    EventType.PROTEST,
    EventType.ELECTION,
    EventType.HEALTH,
    EventType.RETREAT,
    EventType.MOBILIZE,
}


@dataclass(frozen=True, eq=False)
class Account:
    """One report as it is compared: an event as a single document tells it."""

    event: Event

    @property
    def id(self) -> str:
        """The report's id."""
        return self.event.id

    @property
    def document(self) -> str:
        """Id of the document that tells it."""
        return self.event.sources[0].document_id

    @property
    def age(self) -> tuple[date, str]:
        """What orders reports from the earliest published; undated documents are last."""
        return self.event.sources[0].published or date.max, self.event.id

    @cached_property
    def kind(self) -> tuple[str, str]:
        """Type and stage; reports that differ in these tell of different happenings."""
        modality = self.event.modality
        if modality in (Modality.PLANNED, Modality.HYPOTHETICAL):
            return self.event.type.value, "ahead"
        return self.event.type.value, "denied" if modality is Modality.DENIED else "real"

    @cached_property
    def window(self) -> tuple[date, date] | None:
        """The days on which it may have been, both inclusive; None where nothing tells."""
        when, published = self.event.when, self.event.sources[0].published
        if when and when.start and when.end:
            return when.start, when.end
        recalled = self.kind[1] == "ahead" or self.event.modality is Modality.BACKGROUND
        if when or not published or recalled:
            return None
        return published - _NEWS, published

    @cached_property
    def day(self) -> date | None:
        """The one day it is known to, at a known place or at none; None for a loose report."""
        when, where = self.event.when, self.event.where_precision
        exact = where is None or where <= WherePrecision.DISTRICT
        if not when or when.precision is not TimePrecision.DAY or not exact:
            return None
        return when.start if when.start == when.end else None

    @property
    def is_loose(self) -> bool:
        """Whether it may join an event that others know better."""
        window = self.window
        return self.day is None and window is not None and window[1] - window[0] <= _LOOSEST

    @property
    def claimed(self) -> tuple[date, date] | None:
        """The first and the last day of the happenings it may join; None where it joins none."""
        return self.window if self.day or self.is_loose else None

    @cached_property
    def wording(self) -> frozenset[str]:
        """Stems of the words of its evidence."""
        return frozenset(_stems(self.event.summary))

    @cached_property
    def parties(self) -> frozenset[str]:
        """Countries of its actors, and the stems of the names of those without one."""
        told = (actor.country or " ".join(_stems(actor.name)) for actor in self.event.actors)
        return frozenset(party for party in told if party)


def enough(one: Account) -> float:
    """Return the points from which another report tells of the same happening."""
    return _ENOUGH_OF_TALK if one.event.type in _TALK else _ENOUGH


def points(one: Account, other: Account) -> float:
    """Return what speaks for two reports telling of one happening, below 0 where they cannot."""
    place = _place_points(one.event, other.event)
    if one.document == other.document or one.kind != other.kind:
        return -1.0  # what one article tells apart is apart
    if place is None or not _overlap(one.window, other.window):
        return -1.0
    total = place + _WORDING * _common(one.wording, other.wording)
    total += _SAME_PARTY * (not one.parties.isdisjoint(other.parties))
    total += _toll_points(one.event.tolls, other.event.tolls)
    modes = {one.event.mode, other.event.mode} - {None}
    return total - _OTHER_MODE * (len(modes) > 1)


def _place_points(one: Event, other: Event) -> float | None:
    """Return what the places speak for; None where they are different."""
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        return 0.0
    if one.place_id == other.place_id:
        return _SAME_PLACE if (one.where_precision or 9) <= WherePrecision.DISTRICT else _INSIDE
    if one.country and other.country and one.country != other.country:
        return None
    away = distance_km(lon=one.lon, lat=one.lat, to_lon=other.lon, to_lat=other.lat)
    if away <= _NEAR_KM and not one.extent_km and not other.extent_km:
        return _NEAR_PLACE
    return _INSIDE if away <= max(one.extent_km, other.extent_km) else None


def _overlap(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    return bool(one and other and one[0] <= other[1] and other[0] <= one[1])


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter wording that the other has too."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _toll_points(one: Iterable[Toll], other: Iterable[Toll]) -> float:
    counted = {toll.kind: toll for toll in one}
    total = 0.0
    for toll in other:
        same = counted.get(toll.kind)
        if same is None or same.best is None or toll.best is None:
            continue
        if same.best == toll.best:
            total += _worth(toll.best)
        elif toll.kind is TollKind.KILLED and _are_far(same.best, toll.best):
            total -= _OTHER_TOLL
    return min(total, _SAME_TOLLS)


def _worth(count: int) -> float:
    """Return what the same count speaks for: one or two dead are told of every day."""
    if count == 1:
        return 0.0
    return _SAME_SMALL_TOLL if count < _SMALL_TOLL else _SAME_TOLL


def _are_far(one: int, other: int) -> bool:
    """Tell whether two counts are too far apart for two counts of the same."""
    low, high = sorted((one, other))
    return high > 3 * low and high - low > 5


def _stems(text: str) -> Iterable[str]:
    """Yield the words of a text without proclitics, article and commonest endings."""
    for word in words(text):
        stem = word.key
        if stem.isdecimal() or stem in _EMPTY:
            continue
        for prefix in _PREFIXES:
            if stem.startswith(prefix) and len(stem) - len(prefix) >= _SHORTEST:
                stem = stem[len(prefix) :]
                break
        for suffix in _SUFFIXES:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= _SHORTEST:
                stem = stem[: -len(suffix)]
                break
        if len(stem) >= _SHORTEST:
            yield stem
