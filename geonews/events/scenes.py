"""Where events happened that name no place themselves.

Another sentence may say it (وقع الحادث في شارع القدس بمدينة القطيف); and what a state's bank or
market does, it does at home (رفع البنك المركزي التركي الفائدة).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geonews.events.actors import country_of_adjective
from geonews.events.clauses import Reader
from geonews.events.cues import Cue, Standing
from geonews.events.lexicon import cue_verbs, cue_words
from geonews.events.places import Setting, narrowest
from geonews.events.reasons import reason
from geonews.events.reports import Report
from geonews.gazetteer import Gazetteer
from geonews.model import EventType, Modality, Resolution, Use

__all__ = ["placed_at_home", "placed_by_scenes"]

_OCCURRENCES = cue_words("occurrences")
_TAKING_PLACE = cue_verbs("taking_place")
_VERB_REACH = 3
_PLACE_REACH = 6
_CHAIN_REACH = 30
"""Words behind the verb in which the place and what it lies in stand."""
_HAPPENS_SOMEWHERE = frozenset(
    {
        EventType.ACCIDENT,
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.CRIME,
        EventType.DISASTER,
        EventType.PROTEST,
    }
)
_REAL = frozenset({Modality.HAPPENED, Modality.ONGOING})


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence that says where what was told before took place."""

    at: int
    """Index of the noun that takes it up."""

    standing: Standing


def placed_by_scenes(
    reader: Reader,
    reports: Sequence[Report],
    mentions: Sequence[Resolution],
    standings: Sequence[Standing],
) -> tuple[Report, ...]:
    """Return the reports, those without a place with that which the text gives them afterwards.

    A scene holds for what was told before it, back to what happened elsewhere.

    Parameters
    ----------
    reader, mentions
        The article, and its place names.
    reports
        In the order of the text.
    standings
        How each mention stands.
    """
    placed = list(reports)
    for scene in _scenes(reader, mentions, standings):
        for n in reversed(range(len(placed))):
            report = placed[n]
            concerned = report.type in _HAPPENS_SOMEWHERE and report.modality in _REAL
            if report.trigger.first > scene.at or not concerned:
                continue
            if report.setting.location is not None:
                break
            placed[n] = _located(
                report, scene.standing.mention, "said afterwards", near=scene.standing.near
            )
    return tuple(placed)


def placed_at_home(
    reader: Reader,
    reports: Sequence[Report],
    mentions: Sequence[Resolution],
    gazetteer: Gazetteer | None,
) -> tuple[Report, ...]:
    """Return the reports, those of an economy without a place at the one state that they tell of.

    Only a state that the article also names has a mention to stand for it.

    Parameters
    ----------
    reader, mentions
        The article, and its place names.
    reports
        In the order of the text.
    gazetteer
        Where the states of adjectives are looked up; without it nothing is placed.
    """
    if gazetteer is None:
        return tuple(reports)
    states = {
        mention.place.country: n
        for n, mention in reversed(list(enumerate(mentions)))
        if mention.place and mention.place.feature_code.startswith("PCL")
    }
    placed = []
    for report in reports:
        if report.type is EventType.ECONOMY and report.setting.location is None:
            told = range(report.trigger.first, reader.clause(report.trigger.last).stop)
            named = {country_of_adjective(key, gazetteer) for key in reader.keys(told)} - {""}
            home = states.get(named.pop()) if len(named) == 1 else None
            report = report if home is None else _located(report, home, "the state it speaks of")
        placed.append(report)
    return tuple(placed)


def _scenes(
    reader: Reader, mentions: Sequence[Resolution], standings: Sequence[Standing]
) -> Iterator[_Scene]:
    literal = {
        standing.words.start: standing
        for standing in standings
        if standing.words and mentions[standing.mention].toponym.use is Use.LITERAL
    }
    for at, word in enumerate(reader.words):
        if word.key not in _OCCURRENCES:
            continue
        sentence = reader.sentence(at)
        around = range(max(at - 1, sentence.start), min(at + _VERB_REACH, sentence.stop))
        verb = next((i for i in around if reader.words[i].key in _TAKING_PLACE), None)
        if verb is None:
            continue
        # Near by alone: a hostile sentence may hold thousands of places.
        after = max(at, verb) + 1
        behind = range(after, min(after + _CHAIN_REACH, sentence.stop))
        chain = [literal[i] for i in behind if i in literal]
        near = (s for s in chain if s.words.start < after + _PLACE_REACH)
        first = next((s for s in near if s.cue is Cue.IN), None)
        if first:
            yield _Scene(at, narrowest(reader, first, chain, mentions))


def _located(report: Report, mention: int, why: str, *, near: bool = False) -> Report:
    others = tuple(role for role in report.setting.others if role.mention != mention)
    setting = Setting(mention, near, others, reason("place-told", why))
    return replace(report, setting=setting)
