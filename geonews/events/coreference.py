"""Which reports of one article tell of one happening, and what they lend to one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geonews.events.clauses import Reader
from geonews.events.ontology import Frame
from geonews.events.reasons import reason
from geonews.events.reports import Report
from geonews.geo import distance_km
from geonews.model import Interval, Modality, Place, Resolution

__all__ = ["completed", "in_headline", "repeats"]

_THIS = frozenset(("هذا", "هذه", "لهذا", "لهذه", "بهذا", "بهذه", "ذلك", "تلك"))
_SAME_PLACE_KM = 25.0
"""Points this close are one place to a report (UCDP's second precision)."""


def in_headline(reader: Reader, report: Report) -> bool:
    """Tell whether a report stands in the headline."""
    return reader.sentence_of[report.trigger.first] < reader.headline


def repeats(reader: Reader, report: Report, other: Report, mentions: Sequence[Resolution]) -> bool:
    """Tell whether a report tells of the happening that `other` says as much or more of.

    In one sentence reports of one type do, unless their places or dates differ. Across
    sentences a headline does; so does a noun that takes up what was said (with the article
    or a pronoun, close by, at the same place, or in the same word); and so does a verb of the
    same rule at the same place, or one with neither place nor date whose rule has a mode.
    """
    if report.type is not other.type or not _agree(report, other, mentions):
        return False
    apart = _apart(reader, report, other)
    modes = {report.trigger.rule.mode, other.trigger.rule.mode} - {None}
    acts = report.trigger.verbal and other.trigger.verbal
    if apart and report.trigger.rule.state and not other.trigger.rule.state:
        return False  # a war is more than the attack of which the article tells
    if apart == 0 or in_headline(reader, report):
        return not (acts and len(modes) > 1)  # اقتحمت القوات المخيم واعتقلت: two acts
    pointed_at = not report.trigger.verbal and _is_pointed_at(reader, report)
    if report.trigger.rule.mode not in (other.trigger.rule.mode, None) and not pointed_at:
        return False
    placed = report.setting.location is not None and other.setting.location is not None
    if report.trigger.verbal:
        if report.trigger.rule is not other.trigger.rule:
            return False
        same_words = reader.keys(report.trigger.matched) == reader.keys(other.trigger.matched)
        if report.trigger.rule.frame is Frame.SPEECH:
            same_words = _same_word(reader, report, other)  # واستنكر النادي, كما استنكر
        bare = report.setting.location is None and not report.timed
        return placed or (same_words and apart == 1) or (bare and bool(modes))
    known = pointed_at or report.trigger.reading.definite or _same_word(reader, report, other)
    return (known or placed or apart == 1) and _says_no_more(report, other)


def completed(reader: Reader, report: Report, other: Report) -> Report:
    """Give a report what it lacks and another report of the same happening has."""
    if _apart(reader, report, other) == 0:
        also = (*report.also, other.trigger, *other.also)
        report = replace(report, mode=report.mode or other.mode, also=also)
    nowhere = report.trigger.rule.frame is Frame.NOWHERE
    if nowhere or report.setting.location is not None or other.setting.location is None:
        return report
    others = tuple(r for r in report.setting.others if r.mention != other.setting.location)
    why = reason("place-told", "named in another report of it")
    return replace(report, setting=replace(other.setting, others=others, why=why))


def _is_pointed_at(reader: Reader, report: Report) -> bool:
    """Tell whether a noun stands behind a demonstrative: هذا الغزو is what was told before."""
    first, last = report.trigger.first, report.trigger.last
    return not _THIS.isdisjoint(reader.keys(range(max(first - 1, 0), last)))


def _apart(reader: Reader, report: Report, other: Report) -> int:
    """Count the sentences from one report to the other."""
    sentence_of = reader.sentence_of
    return abs(sentence_of[report.trigger.first] - sentence_of[other.trigger.first])


def _same_word(reader: Reader, report: Report, other: Report) -> bool:
    """Tell whether two triggers begin with forms of one word."""
    first, second = report.trigger.first, other.trigger.first
    return not reader.readings[first].keys().isdisjoint(reader.readings[second])


def _says_no_more(report: Report, other: Report) -> bool:
    unplaced = report.setting.location is None or other.setting.location is not None
    return unplaced and other.timed >= report.timed


def _agree(report: Report, other: Report, mentions: Sequence[Resolution]) -> bool:
    """Tell whether nothing in the places, dates and modalities of two reports differs.

    What goes on is not what is recalled of a day, though either may be what happened.
    """
    return (
        _stage(report.modality) == _stage(other.modality)
        and not _is_recalled_from(report, other)
        and _dates_agree(report.when, other.when)
        and _places_agree(_place(report, mentions), _place(other, mentions))
    )


def _is_recalled_from(report: Report, other: Report) -> bool:
    """Tell whether one goes on, and the other is dated and recalled."""
    both = {report.modality, other.modality} == {Modality.ONGOING, Modality.BACKGROUND}
    return both and (report.timed or other.timed)


def _stage(modality: Modality) -> str:
    """Group what has come about, what has not yet, and what has not at all."""
    if modality in (Modality.PLANNED, Modality.HYPOTHETICAL):
        return "ahead"
    return "denied" if modality is Modality.DENIED else "real"


def _place(report: Report, mentions: Sequence[Resolution]) -> Place | None:
    at = report.setting.location
    return None if at is None else mentions[at].place


def _dates_agree(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None:
        return True
    first_ends_before = bool(one.end and other.start and one.end < other.start)
    other_ends_before = bool(other.end and one.start and other.end < one.start)
    return not first_ends_before and not other_ends_before


def _places_agree(one: Place | None, other: Place | None) -> bool:
    """Tell whether two places are one, or one lies in the other."""
    if one is None or other is None or one.id == other.id:
        return True
    if one.country and other.country and one.country != other.country:
        return False
    away = distance_km(lon=one.lon, lat=one.lat, to_lon=other.lon, to_lat=other.lat)
    return away <= max(one.extent_km, other.extent_km, _SAME_PLACE_KM)
