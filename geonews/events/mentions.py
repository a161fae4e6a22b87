"""Find the events that an article reports: `find_events` knows the order of the steps.

Words and clauses, triggers, dates, places, modality, then the choice of what to report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geonews.events.actors import assign_actors, find_parties
from geonews.events.clauses import Reader, read
from geonews.events.contested import statuses_of
from geonews.events.cues import Standing, stand
from geonews.events.dates import assign_dates
from geonews.events.modality import judge_modality
from geonews.events.ontology import Frame
from geonews.events.places import Setting, find_dateline, precision_of, set_scene
from geonews.events.reasons import reason
from geonews.events.reports import Report, confidence
from geonews.events.scenes import placed_at_home, placed_by_scenes
from geonews.events.selection import is_worth_weighing, main_reports, select
from geonews.events.tolls import assign_tolls
from geonews.events.triggers import Trigger, find_triggers
from geonews.gazetteer import Gazetteer
from geonews.model import (
    Actor,
    Document,
    EventMention,
    Place,
    PlaceRole,
    Resolution,
    Role,
    Signal,
    Span,
    TerritoryStatus,
    TimeExpression,
    Toll,
)
from geonews.territory import Atlas

__all__ = ["find_events"]

_CONCERNS = frozenset({Role.TARGET, Role.TOPIC, Role.DESTINATION})
"""What a place is to an event that concerns it, without lying in it."""

_AT_DATELINE = frozenset({Frame.PLAIN, Frame.MEETING, Frame.SPEECH})


def find_events(
    document: Document,
    mentions: Sequence[Resolution],
    times: Sequence[TimeExpression],
    *,
    atlas: Atlas | None,
    gazetteer: Gazetteer | None = None,
) -> tuple[EventMention, ...]:
    """Return the events that a document reports, in the order of the text.

    Parameters
    ----------
    document
        The article; its `published` day decides what is planned and what is recalled.
    mentions
        Its place names in the order of the text, resolved or refused; roles and locations
        are indices into this sequence.
    times
        Its time expressions.
    atlas
        Contested territories to look events up in; None leaves `territories` empty.
    gazetteer
        Where the states of adjectives are looked up (غارة إسرائيلية); None leaves actors
        without the countries that only an adjective tells.

    Returns
    -------
    tuple of EventMention
        Each with its reasons: the rule of its trigger, place, date and modality. An event
        whose place or date the text does not give has None there.
    """
    reader = read(document.text, mentions, times)
    standings = stand(reader, mentions)
    candidates = _candidates(reader, document, mentions, times, standings)
    placed = placed_by_scenes(reader, candidates, mentions, standings)
    reports = select(reader, placed, mentions)
    reports = placed_at_home(reader, reports, mentions, gazetteer)
    main = main_reports(reader, reports)
    dateline = find_dateline(reader, mentions)
    tolls = assign_tolls(reader, reports)
    told_in = {reader.sentence_of[report.trigger.first] for report in reports}
    parties = find_parties(reader, mentions, gazetteer, sentences=told_in)
    return tuple(
        _event(
            document,
            reader,
            _at_dateline(report, dateline) if report in main else report,
            mentions,
            main=report in main,
            atlas=atlas,
            actors=assign_actors(reader, (report.trigger, *report.also), parties, gazetteer),
            tolls=toll,
        )
        for report, toll in zip(reports, tolls, strict=True)
    )


def _candidates(
    reader: Reader,
    document: Document,
    mentions: Sequence[Resolution],
    times: Sequence[TimeExpression],
    standings: Sequence[Standing],
) -> list[Report]:
    triggers = find_triggers(reader)
    reports = []
    for trigger, (when, dated) in zip(triggers, assign_dates(reader, triggers, times), strict=True):
        if not is_worth_weighing(reader, trigger):
            continue
        setting = set_scene(reader, trigger, triggers, mentions, standings)
        modality, judged = judge_modality(reader, trigger, when, document.published)
        report = Report(
            trigger=trigger,
            setting=setting,
            when=when,
            dated=dated,
            modality=modality,
            judged=judged,
            mode=trigger.rule.mode,
        )
        reports.append(report)
    return reports


def _at_dateline(report: Report, dateline: int | None) -> Report:
    """Give a main event of an article its dateline: as its place if the text names no other.

    What strikes a place, or comes to it, did not do so at the desk where the report was written.
    """
    setting = report.setting
    if dateline is None or setting.location == dateline:
        return report
    if setting.location is None and report.trigger.rule.frame in _AT_DATELINE:
        others = tuple(role for role in setting.others if role.mention != dateline)
        moved = Setting(dateline, False, others, reason("place-dateline", "dateline"))
    else:
        role = PlaceRole(mention=dateline, role=Role.DATELINE)
        others = tuple(r for r in setting.others if r.mention != dateline)
        moved = Setting(setting.location, setting.near, (*others, role), setting.why)
    return replace(report, setting=moved)


def _event(
    document: Document,
    reader: Reader,
    report: Report,
    mentions: Sequence[Resolution],
    *,
    main: bool,
    atlas: Atlas | None,
    actors: tuple[Actor, ...],
    tolls: tuple[Toll, ...],
) -> EventMention:
    trigger = _span(reader, report.trigger)
    location = report.setting.location
    place = None if location is None else mentions[location].place
    precision = precision_of(place, near=report.setting.near) if place else None
    signals = _signals(report)
    located = () if location is None else (PlaceRole(mention=location, role=Role.LOCATION),)
    return EventMention(
        id=_digest(document.id, report, trigger),
        type=report.type,
        mode=report.mode,
        modality=report.modality,
        trigger=trigger,
        evidence=reader.sentences[reader.sentence_of[report.trigger.first]],
        location=location,
        places=located + report.setting.others,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        where_precision=precision,
        when=report.when,
        territories=_territories(
            atlas, _concerned(mentions, place, report.setting.others), report, document.published
        ),
        confidence=confidence(reader, report),
        main=main,
        actors=actors,
        tolls=tolls,
        reasons=tuple(f"{signal.name.partition('-')[0]}: {signal.detail}" for signal in signals),
        signals=signals,
    )


def _signals(report: Report) -> tuple[Signal, ...]:
    rule = report.trigger.rule.name
    return reason("trigger", rule, rule), report.setting.why, report.dated, report.judged


def _span(reader: Reader, trigger: Trigger) -> Span:
    return Span(start=reader.words[trigger.first].start, end=reader.words[trigger.last].end)


def _digest(document_id: str, report: Report, trigger: Span) -> str:
    content = "\x1f".join(
        (document_id, report.type, str(trigger.start), str(trigger.end), report.modality)
    )
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _territories(
    atlas: Atlas | None,
    places: Sequence[Place],
    report: Report,
    published: date | None,
) -> tuple[TerritoryStatus, ...]:
    """Return what held, on the event's day, in the contested territories of its places.

    Without a date of its own the event takes the day of publication; without either it is
    stamped with none.
    """
    on = (report.when.start or report.when.end if report.when else None) or published
    return statuses_of(atlas, places, on) if atlas and on else ()


def _concerned(
    mentions: Sequence[Resolution], located: Place | None, roles: Sequence[PlaceRole]
) -> list[Place]:
    """Return where an event is, and the places that it is aimed at or about."""
    about = (mentions[role.mention].place for role in roles if role.role in _CONCERNS)
    return [place for place in (located, *about) if place]
