"""Which time expression dates which event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from geonews.events.clauses import Reader
from geonews.events.lexicon import among, cue_words
from geonews.events.reasons import reason
from geonews.events.triggers import Trigger
from geonews.model import EventType, Interval, Signal, TimeExpression, TimeKind

__all__ = ["NO_DATE", "assign_dates", "is_since"]

_SUPERLATIVES = cue_words("superlatives")

NO_DATE = reason("date-none", "no date")
"""The reason given where no time expression dates an event."""

_SINCE = frozenset(("منذ", "ومنذ", "مذ"))
_OWN_REACH = 7
_LONGEST = timedelta(days=366 * 15)
_REACH = 25
"""How many words may lie between a trigger and its date outside its own clause."""


def assign_dates(
    reader: Reader, triggers: Sequence[Trigger], times: Sequence[TimeExpression]
) -> tuple[tuple[Interval | None, Signal], ...]:
    """Return for each trigger the interval that dates it, with the rule that chose it.

    A date belongs to the triggers of its own clause, the nearest first; a date whose clause
    has no trigger belongs to the nearest trigger of its sentence. Durations and sets date
    nothing; a date that could not be resolved gives None with its rule.
    """
    dated = [
        (time.interval, place)
        for time in times
        if time.kind is TimeKind.DATE
        and (place := reader.words_of(time.span))
        and not _is_compared(reader, place.start)
        and not _is_age(time.interval)
    ]
    return tuple(_date(reader, trigger, triggers, dated) for trigger in triggers)


def _is_age(interval: Interval | None) -> bool:
    """Tell whether an interval is longer than any happening: القرن الثامن عشر dates a building."""
    if interval is None or interval.start is None or interval.end is None:
        return False
    return interval.end - interval.start > _LONGEST


def _is_compared(reader: Reader, at: int) -> bool:
    """Tell whether a time is what a superlative compares with: الأعنف هذا العام."""
    return at > 0 and among(reader.words[at - 1].key, _SUPERLATIVES)


def _date(
    reader: Reader,
    trigger: Trigger,
    triggers: Sequence[Trigger],
    dated: Sequence[tuple[Interval | None, range]],
) -> tuple[Interval | None, Signal]:
    sentence = reader.sentence(trigger.first)
    clause = reader.clause(trigger.first)
    here = [(i, place) for i, place in dated if place.start in sentence]
    if is_since(reader, trigger):
        # لأول مرة منذ بداية الحرب: the date of the clause is that of what has been since.
        behind = range(trigger.last + 1, trigger.last + _OWN_REACH)
        here = [(i, place) for i, place in here if place.start in behind]
    own = [(i, place) for i, place in here if place.start in clause]
    for candidates, where in ((own, "clause"), (here, "sentence")):
        ranked = sorted(candidates, key=lambda c: _distance(trigger, c[1]))
        for interval, place in ranked:
            if candidates is here and not _free(reader, trigger, triggers, place):
                continue
            if _owner_is(trigger, triggers, place):
                return interval, _why(reader, where, place, resolved=interval is not None)
    return None, NO_DATE


def is_since(reader: Reader, trigger: Trigger) -> bool:
    """Tell whether a trigger only says since when: منذ بداية الحرب."""
    return not _SINCE.isdisjoint(reader.keys(range(max(trigger.first - 1, 0), trigger.first + 1)))


def _why(reader: Reader, where: str, place: range, *, resolved: bool) -> Signal:
    words = reader.text[reader.words[place.start].start : reader.words[place.stop - 1].end]
    told = f"date in its {where}"
    if resolved:
        return reason(f"date-{where}", told, words)
    return reason("date-open", f"{told}, not resolved", words)


def _distance(trigger: Trigger, place: range) -> float:
    """Count the words between; a date before its trigger is further than one behind it."""
    if place.start > trigger.last:
        return place.start - trigger.last
    inside = trigger.first < place.start
    return 0 if inside else 1.5 * (trigger.first - place.stop + 1)


def _free(reader: Reader, trigger: Trigger, triggers: Sequence[Trigger], place: range) -> bool:
    """Tell whether a date of another clause may date this trigger."""
    clause = reader.clause(place.start)
    holds_another = any(t.first in clause for t in triggers if t is not trigger)
    return not holds_another and _distance(trigger, place) <= _REACH


def _owner_is(trigger: Trigger, triggers: Sequence[Trigger], place: range) -> bool:
    """Tell whether no other trigger of the clause stands between this one and the date.

    Triggers of the same type tell of one happening, so they share it, and who said so is no
    event that the date could mean.
    """
    low, high = sorted((trigger.last, place.start))
    return not any(
        low < other.first < high
        for other in triggers
        if other is not trigger and other.rule.type not in (trigger.rule.type, EventType.STATEMENT)
    )
