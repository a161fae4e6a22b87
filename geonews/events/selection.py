"""Which candidate events are worth reporting."""

from __future__ import annotations

from collections.abc import Sequence

from geonews.events.clauses import Reader
from geonews.events.coreference import completed, in_headline, repeats
from geonews.events.dates import is_since
from geonews.events.lexicon import among, cue_words
from geonews.events.reports import Report, confidence
from geonews.events.triggers import Trigger
from geonews.events.unreal import real_reports
from geonews.model import EventType, Modality, Resolution

__all__ = ["is_worth_weighing", "main_reports", "select"]

_LEAST = 0.55
"""Confidence below which a candidate is not reported."""

_MOST_MAIN = 2
_DEATHS = cue_words("killed_verbs") | cue_words("killed_nouns") | cue_words("killed_people")
_UNWILLED = frozenset({EventType.ACCIDENT, EventType.DISASTER, EventType.HEALTH})


def is_worth_weighing(reader: Reader, trigger: Trigger) -> bool:
    """Tell whether a trigger could be reported at all; a fifth of them, in news, could not.

    Plain sayings are kept only in the lead.
    """
    return not trigger.rule.speech or reader.sentence_of[trigger.first] < reader.lead


def select(
    reader: Reader, reports: Sequence[Report], mentions: Sequence[Resolution]
) -> tuple[Report, ...]:
    """Return the reports worth keeping, each happening once, in the order of the text."""
    likely = real_reports(reader, [r for r in reports if confidence(reader, r) >= _LEAST])
    likely = [r for r in likely if _may_speak(reader, r, likely)]
    likely = [r for r in likely if not _is_death_in_accident(reader, r, likely)]
    likely.sort(
        key=lambda r: (
            is_since(reader, r.trigger),
            in_headline(reader, r),
            -_known(r),
            -confidence(reader, r),
        )
    )
    kept: list[Report] = []
    for report in likely:
        told = [i for i, other in enumerate(kept) if repeats(reader, report, other, mentions)]
        if not told:
            kept.append(report)
        else:
            kept[told[0]] = completed(reader, kept[told[0]], report)
    kept.sort(key=lambda r: r.trigger.matched)
    return _first_saying(kept)


def _known(report: Report) -> int:
    """Count what a report says beyond that it happened: its place, its date."""
    return (report.setting.location is not None) + report.timed


def _is_death_in_accident(reader: Reader, report: Report, others: Sequence[Report]) -> bool:
    """Tell whether a death is what an accident or a disaster of its sentence cost.

    لقي 45 مهاجرا حتفهم بعد غرق قارب is no assault.
    """
    if report.type is not EventType.ASSAULT or report.mode is not None:
        return False
    if not all(among(reader.words[i].key, _DEATHS) for i in report.trigger.matched[:1]):
        return False
    sentence = reader.sentence_of[report.trigger.first]
    return any(
        other.type in _UNWILLED and reader.sentence_of[other.trigger.first] == sentence
        for other in others
    )


def _may_speak(reader: Reader, report: Report, others: Sequence[Report]) -> bool:
    """Keep a plain saying only where the lead reports nothing else."""
    if not report.trigger.rule.speech:
        return True
    return not any(
        other is not report
        and not other.trigger.rule.speech
        and reader.sentence_of[other.trigger.first] < reader.lead
        for other in others
    )


def _first_saying(reports: Sequence[Report]) -> tuple[Report, ...]:
    sayings = [r for r in reports if r.trigger.rule.speech]
    return tuple(r for r in reports if r not in sayings[1:])


def main_reports(reader: Reader, reports: Sequence[Report]) -> frozenset[Report]:
    """Return the one or two reports that the article is about: the surest of its lead."""
    lead = [r for r in reports if reader.sentence_of[r.trigger.first] < reader.lead]
    current = [r for r in lead if r.modality is not Modality.BACKGROUND]
    told = [r for r in current if not r.trigger.rule.speech]
    ranked = sorted(
        told or current or lead or list(reports)[:1],
        key=lambda r: (-confidence(reader, r), r.trigger.first),
    )
    return frozenset(ranked[:_MOST_MAIN])
