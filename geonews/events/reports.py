"""A candidate event with everything judged about it, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from geonews.events.clauses import Reader
from geonews.events.dates import NO_DATE
from geonews.events.places import Setting
from geonews.events.triggers import Trigger
from geonews.model import EventType, Interval, Modality, Signal

__all__ = ["Report", "confidence"]

# What each finding adds to the weight of a rule, or takes off it. Set by hand on the seed
# article, so that a verb with a place and a date comes near 1.
_NOUN = 0.1
_KNOWN_NOUN = 0.06
_PLACE = 0.08
_DATE = 0.06
_LEAD = 0.08
_UNPLACED_GUESS = 0.1


@dataclass(frozen=True, slots=True)
class Report:
    """One candidate: a trigger with everything judged about it."""

    trigger: Trigger
    setting: Setting
    when: Interval | None
    dated: Signal
    """How it is dated."""

    modality: Modality
    judged: Signal
    """What decided the modality."""

    mode: str | None
    """The mode of its rule, or of a fuller report of the same happening in its sentence."""

    also: tuple[Trigger, ...] = ()
    """Other words of its sentence that tell of the same happening."""

    @property
    def timed(self) -> bool:
        """Whether the text dates it, even by a date that could not be resolved."""
        return self.dated is not NO_DATE

    @property
    def type(self) -> EventType:
        """The type its rule gives; idioms, which have none, never get this far."""
        if self.trigger.rule.type is None:
            raise ValueError(f"rule {self.trigger.rule.name} evidences no event")
        return self.trigger.rule.type


def confidence(reader: Reader, report: Report) -> float:
    """Return how sure it is that the text reports the event, from 0 to 1.

    The rule's weight, less for nouns and still less for nouns with the article (they take up
    what was said before), more with a place, with a date, and in the lead.
    """
    trigger = report.trigger
    score = trigger.rule.weight
    if not trigger.verbal:
        score -= _NOUN + _KNOWN_NOUN * trigger.reading.definite
    score += _PLACE * (report.setting.location is not None)
    score += _DATE * (report.when is not None)
    score += _LEAD * (reader.sentence_of[trigger.first] < reader.lead)
    if report.modality is Modality.HYPOTHETICAL and report.setting.location is None:
        score -= _UNPLACED_GUESS
    return round(min(max(score, 0.05), 0.98), 3)
