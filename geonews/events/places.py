"""Where an event happened, and what the other places of its clause are to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geonews.events.clauses import Reader
from geonews.events.cues import HOSTING_VERBS, Cue, Standing
from geonews.events.lexicon import among, cue_words
from geonews.events.ontology import Frame
from geonews.events.reasons import reason
from geonews.events.triggers import Trigger
from geonews.model import (
    EventType,
    Place,
    PlaceRole,
    Resolution,
    Role,
    Signal,
    Use,
    WherePrecision,
)

__all__ = ["Setting", "find_dateline", "narrowest", "precision_of", "set_scene"]


@dataclass(frozen=True, slots=True)
class Setting:
    """The places of one event."""

    location: int | None
    """Index of the mention where it happened or will happen."""

    near: bool
    """Whether the text says beside that place, and not in it."""

    others: tuple[PlaceRole, ...]
    why: Signal


_FIT: Mapping[Frame, Mapping[Cue, float]] = {
    Frame.PLAIN: {Cue.IN: 1.0, Cue.BARE: 0.75, Cue.FOR: 0.3, Cue.ON: 0.3},
    Frame.MEETING: {Cue.IN: 1.0, Cue.BARE: 0.6},
    Frame.ARRIVAL: {Cue.TO: 1.1, Cue.IN: 0.9, Cue.BARE: 0.8, Cue.FOR: 0.7},
    Frame.HOST: {Cue.BARE: 1.0, Cue.IN: 0.9},
    Frame.IMPACT: {Cue.IN: 1.0, Cue.ON: 0.9, Cue.BARE: 0.8, Cue.FOR: 0.7, Cue.TO: 0.7},
    Frame.DELIVERY: {Cue.IN: 1.0, Cue.TO: 0.9, Cue.FOR: 0.5, Cue.BARE: 0.4, Cue.ON: 0.4},
    Frame.DEPARTURE: {Cue.FROM: 1.0, Cue.IN: 0.9, Cue.BARE: 0.5},
    Frame.SPEECH: {Cue.IN: 0.9, Cue.FROM: 0.7},
    Frame.NOWHERE: {},
}
"""How well a place after each cue fits each frame; a cue not named does not fit."""

_ENOUGH = 0.45
_PER_WORD = 0.012
_BEFORE_TRIGGER = 0.15
_OTHER_CLAUSE = 0.25
_OTHER_CLAUSE_BEFORE = 0.3
_OTHER_TRIGGER = 0.25
_REACH = 45
_CHAIN = 3
_DONE_TO_SITES = frozenset({Frame.PLAIN, Frame.IMPACT})
_WITNESS_REACH = 8
_OBJECT_REACH = 7
_TELLING_REACH = 3
_ANTECEDENT_REACH = 3
_SPEAKER = 4
"""Words that name who speaks, between the verb and من مسقط (from Muscat)."""

_OPENING = 2
"""A place in the first words of a sentence sets the scene for the whole of it."""

_CONTENT = cue_words("content")
"""What follows these is the matter of a speech, and not where it was given."""

_TELLINGS = cue_words("tellings")
_IN_A = frozenset(("في", "وفي", "خلال", "وخلال"))
_MATTER = cue_words("matter")
_INSIDE = cue_words("inside")
_CLASS_NOUNS = cue_words("class_nouns")
_SITES = cue_words("sites")
_RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين", "اللواتي"))
_WHERE = frozenset(("حيث", "وحيث"))
_MOVING = frozenset(
    {EventType.AID, EventType.RETREAT, EventType.COERCE, EventType.CONSULT, EventType.MOBILIZE}
)
_AIMED = frozenset(
    {
        EventType.ASSAULT,
        EventType.SANCTION,
        EventType.THREATEN,
        EventType.ACCUSE,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.COERCE,
    }
)


def set_scene(
    reader: Reader,
    trigger: Trigger,
    triggers: Sequence[Trigger],
    mentions: Sequence[Resolution],
    standings: Sequence[Standing],
) -> Setting:
    """Return the location of the event that `trigger` evidences, and its other places.

    Only literal mentions of the trigger's sentence can be the location, and the name in that of
    a court that rules; metonyms act.
    Of places that name one spot in ever wider terms, the narrowest is taken.
    """
    sentence = reader.sentence(trigger.first)
    here = [s for s in standings if s.words and s.words.start in sentence]
    literal = [
        s
        for s in here
        if mentions[s.mention].toponym.use is Use.LITERAL or _is_of_actor(trigger, s, mentions)
    ]
    ranked = sorted(
        (
            (_fit(reader, trigger, triggers, s, mentions[s.mention].place), -s.mention, s)
            for s in literal
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    if not ranked or ranked[0][0] < _ENOUGH:
        named = _named_before(reader, trigger, mentions, standings)
        others = _others(reader, trigger, mentions, here, named)
        if named is None:
            return Setting(None, False, others, reason("place-none", "no place fits"))
        why = reason("place-kind", "its kind of place, named elsewhere")
        return Setting(named.mention, False, others, why)
    fit, _, best = ranked[0]
    narrow = narrowest(reader, best, literal, mentions)
    told = f"{best.cue.value} fits {trigger.rule.frame.value} ({fit:.2f})"
    why = reason("place-fits", told, best.cue.value)
    if narrow is not best:
        why = reason("place-narrowed", f"{told}, narrowed", best.cue.value)
    others = _others(reader, trigger, mentions, here, narrow)
    return Setting(narrow.mention, best.near or narrow.near, others, why)


def _is_of_actor(trigger: Trigger, standing: Standing, mentions: Sequence[Resolution]) -> bool:
    """Tell whether a name is part of that of the body that acts at home: قضت محكمة طبرق."""
    in_name = mentions[standing.mention].toponym.use is Use.IN_NAME
    return in_name and trigger.verbal and standing.head in trigger.matched


def _named_before(
    reader: Reader,
    trigger: Trigger,
    mentions: Sequence[Resolution],
    standings: Sequence[Standing],
) -> Standing | None:
    """Return the place that a class noun takes up: في السجن (in the prison), after سجن X.

    The latest place before the trigger that was named with that noun is meant.
    """
    clause = reader.clause(trigger.first)
    if trigger.rule.frame in (Frame.SPEECH, Frame.NOWHERE):
        return None
    nouns = {noun for i in clause if (noun := _class_noun(reader, i))}
    for standing in reversed(standings):
        mention = mentions[standing.mention]
        behind = standing.words and standing.words.start < trigger.first
        if not behind or mention.toponym.use is not Use.LITERAL or not nouns:
            continue
        heads = reader.keys(range(max(standing.words.start - 1, 0), standing.words.start + 1))
        if any(head.removeprefix("ب") in nouns for head in heads):
            return standing
    return None


def _class_noun(reader: Reader, index: int) -> str:
    """Return the noun of a word that takes up a place, without its article.

    It says في السجن, بالمدينة or the like; a building may also be the one who acts or what is
    acted on (استحدث المصنع, غادروا مصنع الصلب).
    """
    if index in reader.in_names:
        return ""
    key = reader.words[index].key
    before = reader.words[index - 1].key if index else ""
    inside = key.startswith("بال") or (key.startswith("ال") and before in _INSIDE)
    noun = key.removeprefix("ب").removeprefix("ال")
    if noun in _SITES and index + 1 not in reader.in_names:
        following = reader.words[index + 1] if index + 1 < len(reader.words) else None
        definite = bool(following and following.gap == " " and following.key.startswith("ال"))
        inside = inside or key == "ال" + noun or (definite and key == noun)
    return noun if inside and noun in _CLASS_NOUNS else ""


def _fit(
    reader: Reader,
    trigger: Trigger,
    triggers: Sequence[Trigger],
    standing: Standing,
    place: Place | None,
) -> float:
    """Score how well a place fits as the location, from below 0 to about 1."""
    if _is_where(reader, trigger, standing):
        return _FIT[Frame.PLAIN][Cue.IN] - _BEFORE_TRIGGER
    fit = _fit_of_cue(reader, trigger, standing, place)
    if fit is None:
        return -1.0
    at = standing.words.start
    sentence = reader.sentence(trigger.first)
    if _is_of_antecedent(reader, trigger, standing):
        return -1.0
    if standing.cue is Cue.IN and at - sentence.start <= _OPENING and at < trigger.first:
        return fit - _BEFORE_TRIGGER
    if _is_elsewhere(reader, trigger, standing):
        return -1.0
    distance = at - trigger.last if at > trigger.first else trigger.first - at
    if distance > _REACH:
        return -1.0
    fit -= _PER_WORD * max(distance, 0)
    if at < trigger.first and trigger.rule.frame is not Frame.HOST:
        fit -= _BEFORE_TRIGGER
    if reader.clause_of[at] != reader.clause_of[trigger.last]:
        fit -= _OTHER_CLAUSE if at > trigger.first else _OTHER_CLAUSE_BEFORE
    if _belongs_to_another(trigger, triggers, at):
        fit -= _OTHER_TRIGGER
    return fit


def _fit_of_cue(
    reader: Reader, trigger: Trigger, standing: Standing, place: Place | None
) -> float | None:
    """Return how well the way a place stands fits the trigger's frame, None where not at all."""
    fit = _FIT[trigger.rule.frame].get(standing.cue)
    if standing.cue is not Cue.BARE or fit is None or _attached(trigger, standing):
        return fit
    if _witnesses(reader, trigger, standing):
        return _FIT[Frame.HOST][Cue.BARE]
    return fit if place and _is_site_of(reader, trigger, standing, place) else None


def _is_elsewhere(reader: Reader, trigger: Trigger, standing: Standing) -> bool:
    """Tell whether a place is that of a speech, or of what was discussed."""
    if trigger.rule.frame is Frame.SPEECH:
        return _said(reader, trigger, standing)
    if trigger.rule.frame is Frame.MEETING and _discussed(reader, trigger, standing.words.start):
        return True
    return _was_told_there(reader, trigger, standing)


def _is_of_antecedent(reader: Reader, trigger: Trigger, standing: Standing) -> bool:
    """Tell whether a relative clause parts a trigger from a place well before it.

    عقد في الدوحة لقاء عن البرنامج الذي أعلنه البنك: the bank did not announce it in Doha.
    """
    before = reader.words[trigger.first - 1].key if trigger.first else ""
    return before in _RELATIVES and trigger.first - standing.words.stop > _ANTECEDENT_REACH


def _is_where(reader: Reader, trigger: Trigger, standing: Standing) -> bool:
    """Tell whether the trigger's clause opens with where, said of a place right before it."""
    opening = reader.clause(trigger.first).start
    return (
        standing.cue in (Cue.IN, Cue.TO)
        and reader.words[opening].key in _WHERE
        and 0 <= opening - standing.words.stop <= _CHAIN
    )


def _attached(trigger: Trigger, standing: Standing) -> bool:
    """Tell whether a bare name is the trigger's subject, object or second noun."""
    if trigger.rule.frame is Frame.HOST:
        before = trigger.first - standing.words.stop
        return 0 <= before <= 2 or standing.head in trigger.matched
    if standing.head in trigger.matched or standing.listed:
        return standing.head in trigger.matched
    # زيارة الرئيس باكو: the object of a verb may stand behind its subject.
    is_object = trigger.rule.frame in (Frame.ARRIVAL, Frame.IMPACT) and trigger.verbal
    return is_object and 0 < standing.head + 1 - trigger.last <= _OBJECT_REACH


def _is_site_of(reader: Reader, trigger: Trigger, standing: Standing, place: Place) -> bool:
    """Tell whether a building or road is what an act of its clause is done to: دشن ميناء بربرة."""
    is_done = trigger.rule.frame in _DONE_TO_SITES and _is_site(place)
    return is_done and reader.clause_of[trigger.last] == reader.clause_of[standing.words.start]


def _witnesses(reader: Reader, trigger: Trigger, standing: Standing) -> bool:
    """Tell whether a place is what saw the event: كانت طرابلس قد شهدت تظاهرات."""
    between = range(standing.words.stop, trigger.first)
    if (
        len(between) > _WITNESS_REACH
        or reader.clause_of[trigger.first] != reader.clause_of[standing.words.start]
    ):
        return False
    return any(reader.words[i].key in HOSTING_VERBS for i in between)


def _said(reader: Reader, trigger: Trigger, standing: Standing) -> bool:
    """Tell whether a place lies within what is said, or before the one who says it."""
    at = standing.words.start
    if at < trigger.first:
        return True
    last = at
    if standing.cue is Cue.FROM and at - trigger.last <= _SPEAKER:
        last = at - 1  # دعا المبعوث من مسقط: from where it was said
    return any(reader.words[i].key in _CONTENT for i in range(trigger.first + 1, last))


def _was_told_there(reader: Reader, trigger: Trigger, standing: Standing) -> bool:
    """Tell whether a place is where it was told and not where it happened: في بيان لها في موسكو."""
    if standing.cue is not Cue.IN:
        return False
    before = range(max(standing.head - _TELLING_REACH, 0), standing.head)
    told = [i for i in before if reader.words[i].key.removeprefix("ال") in _TELLINGS]
    return any(i and reader.words[i - 1].key in _IN_A and i not in trigger.matched for i in told)


def _discussed(reader: Reader, trigger: Trigger, at: int) -> bool:
    """Tell whether a word belongs to what a meeting is about."""
    return any(reader.words[i].key in _MATTER for i in range(trigger.last + 1, at))


def _belongs_to_another(trigger: Trigger, triggers: Sequence[Trigger], at: int) -> bool:
    """Tell whether a trigger of another type stands between this one and the place."""
    low, high = (trigger.last, at) if at > trigger.last else (at, trigger.first)
    return any(
        low < other.first < high
        and other.rule.type is not trigger.rule.type
        and other.rule.type is not EventType.STATEMENT
        for other in triggers
    )


def narrowest(
    reader: Reader, best: Standing, literal: Sequence[Standing], mentions: Sequence[Resolution]
) -> Standing:
    """Follow a chain such as مدينة X بمحافظة Y or X عاصمة Y, and return its narrowest place."""
    chain = [best]
    for other in literal:
        if other.mention > chain[-1].mention and _continues(reader, chain[-1], other):
            chain.append(other)
    chain += _inside(reader, best, literal, mentions)
    if any(standing.listed for standing in chain):
        return best
    return min(chain, key=lambda s: (_breadth(mentions[s.mention].place), s.mention))


def _inside(
    reader: Reader, best: Standing, literal: Sequence[Standing], mentions: Sequence[Resolution]
) -> list[Standing]:
    """Return the name right before `best` that lies in it: ضرب إقليم الحوز بالمغرب.

    Only an object of the same country counts: رئيس فرنسا في لبنان names no part of Lebanon.
    """
    outer = mentions[best.mention].place
    before = [s for s in literal if s.mention < best.mention]
    if best.cue is not Cue.IN or outer is None or not before:
        return []
    inner = mentions[before[-1].mention].place
    is_part = inner is not None and inner.country == outer.country and inner.id != outer.id
    fits = before[-1].cue is Cue.BARE and _continues(reader, before[-1], best)
    return before[-1:] if is_part and fits else []


def _continues(reader: Reader, last: Standing, other: Standing) -> bool:
    """Tell whether a name stands close behind another as what it lies in."""
    gap = other.words.start - last.words.stop
    sentence_of = reader.sentence_of
    if gap > _CHAIN or sentence_of[other.words.start] != sentence_of[last.words.start]:
        return False
    if other.cue in (Cue.IN, Cue.CAPITAL):
        return True
    between = reader.keys(range(last.words.stop, other.words.start))
    return other.cue is Cue.BARE and gap <= 1 and all(among(key, _CLASS_NOUNS) for key in between)


def _breadth(place: Place | None) -> int:
    """Order places from a building to a country; one that could not be placed is not preferred."""
    if place is None:
        return 9
    precision = precision_of(place, near=False)
    return 0 if _is_site(place) else int(precision)


def _is_site(place: Place) -> bool:
    """Tell whether a place is a building, a road or a port."""
    return place.feature_class in ("S", "R") or place.feature_code == "PRT"


def _others(
    reader: Reader,
    trigger: Trigger,
    mentions: Sequence[Resolution],
    here: Sequence[Standing],
    location: Standing | None,
) -> tuple[PlaceRole, ...]:
    clause = reader.clause(trigger.first)
    roles: list[PlaceRole] = []
    for standing in here:
        mention = mentions[standing.mention]
        if standing is location or mention.toponym.use is Use.IN_NAME:
            continue
        at = standing.words.start
        if at in clause or at in reader.clause(trigger.last):
            role = _role(trigger, standing, mention)
            roles.append(PlaceRole(mention=standing.mention, role=role))
    return tuple(roles)


def _role(trigger: Trigger, standing: Standing, mention: Resolution) -> Role:
    kind = trigger.rule.type
    acting = mention.toponym.use is Use.METONYM
    if standing.cue in (Cue.BETWEEN, Cue.WITH):
        return Role.ACTOR_HOME
    if standing.cue is Cue.TO and kind in _MOVING and not acting:
        return Role.DESTINATION
    if standing.cue is Cue.FROM and not acting:
        return Role.ORIGIN
    if acting and trigger.verbal and standing.cue is Cue.BARE and standing.head == trigger.first:
        return Role.ACTOR_HOME  # the subject right behind its verb: لوحت لندن بشن غارات
    if kind in _AIMED and standing.words.start > trigger.first:
        aimed = standing.cue in (Cue.ON, Cue.FOR, Cue.TO)
        if aimed or (acting and standing.cue is Cue.BARE and standing.head != trigger.last):
            return Role.TARGET
    return Role.ACTOR_HOME if acting else Role.TOPIC


def find_dateline(reader: Reader, mentions: Sequence[Resolution]) -> int | None:
    """Return the mention that opens the article as its dateline: ``بيروت - ``, ``دبي (رويترز)``."""
    for index, mention in enumerate(mentions):
        span = mention.toponym.span
        line = reader.text.rfind("\n", 0, span.start) + 1
        behind = reader.text[span.end : span.end + 3].lstrip()
        opens = not reader.text[line : span.start].strip()
        if opens and behind[:1] in ("-", "–", "—", "ـ", "(", "/") and mention.place:
            return index
    return None


def precision_of(place: Place, *, near: bool) -> WherePrecision:
    """Return how exactly a place locates an event (UCDP GED ``where_prec``).

    Parameters
    ----------
    place
        Where it happened.
    near
        Whether the text says beside the place, and not in it.
    """
    code = place.feature_code
    if code.startswith(("PCL", "TERR")) or code == "ADM0":
        return WherePrecision.COUNTRY
    if code.startswith("ADM1"):
        return WherePrecision.PROVINCE
    if code.startswith("ADM"):
        return WherePrecision.DISTRICT
    if place.feature_class == "P" or _is_site(place):
        return WherePrecision.NEAR if near else WherePrecision.EXACT
    if place.feature_class == "H" and code.startswith(("SEA", "GULF", "OCN", "STRT")):
        return WherePrecision.INTERNATIONAL
    return WherePrecision.LANDSCAPE
