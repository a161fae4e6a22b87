"""The notes of ``geonews explain`` on events: what, where, when, who, and why so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geonews.model import (
    ActorRole,
    Analysis,
    EventMention,
    Interval,
    PlaceRole,
    Role,
    Signal,
    Toll,
)

__all__ = ["EventNotes"]


class EventNotes:
    """Tells of events in one language.

    Parameters
    ----------
    words
        The patterns of notes.toml in that language, by name.
    labels
        The page's words in it, for types, modes and modalities.
    """

    def __init__(self, words: Mapping[str, Any], labels: Mapping[str, Any]) -> None:
        self._words: Mapping[str, Any] = words["event"]
        self._list: str = words["list"]
        self._labels = labels

    def lines(self, analysis: Analysis, event: EventMention) -> Iterator[str]:
        """Yield what is told of one event, its head first."""
        text = analysis.document.text
        trigger, place, date, modality = event.signals
        yield self._say(
            "head",
            kind=self._kind(event),
            trigger=text[event.trigger.start : event.trigger.end],
            main=self._words["main"] if event.main else "",
            confidence=f"{event.confidence:.2f}",
        )
        yield self._say("type", rule=trigger.subject)
        yield self._place(analysis, event, place)
        if told := self._roles(analysis, event.places):
            yield self._say("others", places=told)
        yield self._say("when", days=self._days(event.when), reason=self._reason(date))
        told = self._labels["modalities"][event.modality.value]
        yield self._say("modality", modality=told, reason=self._reason(modality))
        for role in ActorRole:
            if names := [actor.name for actor in event.actors if actor.role is role]:
                yield self._say(role.value, names=self._list.join(names))
        if event.tolls:
            yield self._say("tolls", tolls=self._list.join(map(self._toll, event.tolls)))

    def _kind(self, event: EventMention) -> str:
        label: str = self._labels["types"][event.type.value]
        if event.mode is None:
            return f"{label} ({event.type.value})"
        mode = self._labels["modes"].get(event.mode, event.mode)
        return f"{label}: {mode} ({event.type.value}/{event.mode})"

    def _place(self, analysis: Analysis, event: EventMention, why: Signal) -> str:
        if event.location is None or event.where_precision is None:
            return self._say("nowhere", reason=self._reason(why))
        return self._say(
            "where",
            place=_mention(analysis, event.location),
            precision=self._labels["where_precisions"][str(event.where_precision.value)],
            reason=self._reason(why),
        )

    def _roles(self, analysis: Analysis, places: Sequence[PlaceRole]) -> str:
        told = (
            f"{_mention(analysis, place.mention)}: {self._words['roles'][place.role.value]}"
            for place in places
            if place.role is not Role.LOCATION
        )
        return self._list.join(told)

    def _days(self, when: Interval | None) -> str:
        if when is None:
            return str(self._words["no_days"])
        first, last = (day.isoformat() if day else "…" for day in (when.start, when.end))
        return first if first == last else f"{first} – {last}"

    def _toll(self, toll: Toll) -> str:
        best = toll.best if toll.best is not None else toll.low
        told = f"{self._words['toll_kinds'][toll.kind.value]} {best}"
        if toll.high is None:
            return self._say("or_more", toll=told)
        exact = toll.low == toll.high == best
        return told if exact else self._say("between", toll=told, low=toll.low, high=toll.high)

    def _reason(self, signal: Signal) -> str:
        pattern: str = self._words["reasons"].get(signal.name, signal.detail)
        return pattern.format(self._words["cues"].get(signal.subject, signal.subject))

    def _say(self, key: str, **words: object) -> str:
        pattern: str = self._words[key]
        return pattern.format(**words)


def _mention(analysis: Analysis, index: int) -> str:
    return f"[{index}] {analysis.mentions[index].toponym.surface}"
