"""Who takes part in an event, and on which side: PLOVER's actor and recipient.

A party is a noun of an office, a force or a body with what defines it (وزير الخارجية التركي),
a government named by its place (موسكو), or an adjective of a state behind a noun that says
what was done (غارة إسرائيلية). Where the text leaves open who did it, nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geonews.events.clauses import Reader
from geonews.events.lexicon import among, cue_verbs, cue_words
from geonews.events.ontology import Frame, Tense
from geonews.events.triggers import Trigger
from geonews.gazetteer import Gazetteer
from geonews.model import Actor, ActorRole, EventType, Resolution, Span, Use

__all__ = ["Party", "assign_actors", "country_of_adjective", "find_parties"]

_HEADS = cue_words("actor_heads")
_VICTIMS = cue_words("victims")
_NOBODY = frozenset(("شخص", "شخصا", "اشخاص", "احد", "احدي"))
"""Words that name nobody by themselves."""

_STOPS = cue_words("phrase_ends")
_AGENT = cue_words("agent_cues")
_TOWARDS = cue_words("recipient_cues")
_LIGHT_VERBS = cue_verbs("light_verbs")
_TAKES_OBJECT = cue_words("object_masdars")

_LONGEST = 6
"""Words of a party's name."""

_REACH = 12
"""How many words from its trigger a party may stand."""

_AGENT_REACH = 8
_SUBJECT_GAP = 3
_MOST = 4
_PROCLITICS = (("و", "و"), ("ف", "ف"), ("ب", "ب"), ("ل", "ل"), ("ك", "ك"), ("لل", "ل"), ("", ""))
_HEAD_FORMS = {
    clitic + article + noun: (noun, written)
    for noun in sorted(_HEADS | _VICTIMS)
    for clitic, written in _PROCLITICS
    for article in ("ال", "")
}
"""Words that may act as they are written, to the noun and the proclitic written onto it."""

_MUTUAL = frozenset({Frame.MEETING})
_SUFFERED = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.CRIME, EventType.ACCIDENT})
_DONE_TO = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.SANCTION,
        EventType.ACCUSE,
        EventType.THREATEN,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.CRIME,
        EventType.AID,
        EventType.SUPPORT,
        EventType.CONSULT,
        EventType.AGREE,
        EventType.COOPERATE,
        EventType.JUDICIAL,
    }
)


@dataclass(frozen=True, slots=True)
class Party:
    """A noun phrase that names who may act."""

    words: range
    span: Span
    link: str
    """The preposition before it, folded; empty where it stands bare."""

    country: str
    head: str
    """Its first word, folded, without proclitic and article."""


def find_parties(
    reader: Reader,
    mentions: Sequence[Resolution],
    gazetteer: Gazetteer | None,
    *,
    sentences: Iterable[int],
) -> tuple[Party, ...]:
    """Return the parties of some sentences, given by their numbers, in order and apart."""
    states = {
        reader.words_of(m.toponym.span).start: m for m in mentions if m.toponym.use is Use.METONYM
    }
    found: list[Party] = []
    for sentence in sorted(set(sentences)):
        i, stop = reader.sentence_bounds[sentence]
        while i < stop:
            may_act = reader.words[i].key in _HEAD_FORMS or i in states
            party = _party(reader, i, states, mentions, gazetteer) if may_act else None
            if party:
                found.append(party)
            i = party.words.stop if party else i + 1
    return tuple(found)


def _party(
    reader: Reader,
    at: int,
    states: dict[int, Resolution],
    mentions: Sequence[Resolution],
    gazetteer: Gazetteer | None,
) -> Party | None:
    if at in states:
        mention = states[at]
        words = reader.words_of(mention.toponym.span)
        country = mention.place.country if mention.place else ""
        link = _link(reader, at, reader.text[reader.words[at].start : mention.toponym.span.start])
        return Party(words, mention.toponym.span, link, country, reader.words[at].key)
    if at in reader.in_times or at in reader.in_names:
        return None
    head, clitic = _head(reader.words[at].key)
    if not head:
        return None
    end = at + 1
    while end < min(at + _LONGEST, reader.sentence(at).stop) and _goes_on(reader, end):
        end += 1
    if end == at + 1 and _opens_construct(reader.words[at].key[len(clitic) :], head):
        return None
    words = range(at, end)
    start = reader.words[at].start + len(clitic)
    span = Span(start=start, end=reader.words[end - 1].end)
    country = _country(reader, words, mentions, gazetteer)
    return Party(words, span, _link(reader, at, clitic), country, head)


def _head(key: str) -> tuple[str, str]:
    """Return the noun of a word that may act, and the proclitic written onto it."""
    return _HEAD_FORMS.get(key, ("", ""))


def _opens_construct(key: str, head: str) -> bool:
    """Tell whether a word alone is the first noun of a name that could not be read."""
    plural = head in _VICTIMS or head.endswith(("ون", "ين"))
    return not key.startswith("ال") and (not plural or head in _NOBODY)


def _goes_on(reader: Reader, at: int) -> bool:
    """Tell whether a word belongs to the phrase before it."""
    word = reader.words[at]
    if not word.gap.isspace() or "\n" in word.gap or at in reader.in_times:
        return False
    if at in reader.in_names:
        inside = reader.clause_of[at] == reader.clause_of[at - 1]
        return inside and (
            at - 1 in reader.in_names or not reader.words[at - 1].key.startswith("ال")
        )
    if word.key in _STOPS or word.key.isdecimal() or word.key.startswith("و"):
        return False
    head, clitic = _head(word.key)
    if clitic or (head and _is_whole(reader, at - 1)):
        return False
    tenses = {reading.tense for reading in reader.readings[at].values()}
    if Tense.PERFECT in tenses or Tense.IMPERFECT in tenses:
        return False
    if reader.readings[at] and not word.key.startswith("ال") and not head:
        return False  # what was done: بإطلاق القذائف
    defines = word.key.startswith("ال") or bool(head)
    titled = reader.words[at - 1].key.startswith("ال") or bool(_head(reader.words[at - 1].key)[0])
    return defines or (titled and _may_be_name(word.key))


def _is_whole(reader: Reader, at: int) -> bool:
    """Tell whether a word closes its construct: it carries the article, or is a name."""
    return reader.words[at].key.startswith("ال") or at in reader.in_names


def _may_be_name(key: str) -> bool:
    """Tell whether a word behind a title may be a person's name."""
    return len(key) > 2 and not key.startswith(("بال", "لل", "س")) and not key.endswith(("ا", "ه"))


def _link(reader: Reader, at: int, clitic: str) -> str:
    """Return the preposition that governs a phrase."""
    if clitic.strip("وف "):
        return clitic.strip("وف ")
    before = reader.words[at - 1].key if at else ""
    bare = before.removeprefix("و")
    return bare if bare in _TOWARDS or bare in _STOPS else ""


def _country(
    reader: Reader,
    words: range,
    mentions: Sequence[Resolution],
    gazetteer: Gazetteer | None,
) -> str:
    first, last = reader.words[words.start].start, reader.words[words.stop - 1].end
    for mention in mentions:
        if first <= mention.toponym.span.start < last and mention.place:
            return mention.place.country
    for i in words[1:] if gazetteer else ():
        if country := country_of_adjective(reader.words[i].key, gazetteer):
            return country
    return ""


def country_of_adjective(key: str, gazetteer: Gazetteer | None) -> str:
    """Return the country that an adjective names, empty where it names none."""
    if gazetteer is None or not (place_id := gazetteer.demonym(key)):
        return ""
    place = gazetteer.place(place_id)
    return place.country if place else ""


def assign_actors(
    reader: Reader,
    triggers: Sequence[Trigger],
    parties: Sequence[Party],
    gazetteer: Gazetteer | None,
) -> tuple[Actor, ...]:
    """Return who takes part in an event, in the order of the text.

    Parameters
    ----------
    reader
        The article.
    triggers
        The words that evidence the event, those of its report first; the others are asked for
        what they alone name.
    parties
        What `find_parties` found in the event's sentence, or more.
    gazetteer
        Where the states of adjectives are looked up.
    """
    found: dict[int, Actor] = {}
    for trigger in triggers:
        known = {actor.role for actor in found.values()}
        for actor in _assigned(reader, trigger, parties, gazetteer):
            if actor.role not in known and actor.span:
                found.setdefault(actor.span.start, actor)
    return tuple(actor for _, actor in sorted(found.items()))[:_MOST]


def _assigned(
    reader: Reader,
    trigger: Trigger,
    parties: Sequence[Party],
    gazetteer: Gazetteer | None,
) -> list[Actor]:
    sentence = reader.sentence(trigger.first)
    here = [
        party
        for party in parties
        if party.words.start in sentence
        and trigger.first - _REACH <= party.words.start <= trigger.last + _REACH
        and not any(i in party.words for i in trigger.matched[1:])
    ]
    roles: dict[int, tuple[Party, ActorRole]] = {}
    for party, role in _roles(reader, trigger, here):
        roles.setdefault(party.words.start, (party, role))
    actors = [
        Actor(
            name=reader.text[party.span.start : party.span.end],
            role=role,
            country=party.country,
            span=party.span,
        )
        for party, role in roles.values()
    ]
    if not any(actor.role is ActorRole.ACTOR for actor in actors):
        actors += _by_adjective(reader, trigger, gazetteer)
    return actors


def _roles(
    reader: Reader, trigger: Trigger, here: Sequence[Party]
) -> Iterator[tuple[Party, ActorRole]]:
    behind = [p for p in here if p.words.start > trigger.first]
    agent = next((p for p in behind if _is_agent(reader, trigger, p)), None)
    if agent:
        yield agent, ActorRole.ACTOR
    between = [p for p in behind if p.link == "بين"]
    if trigger.rule.frame in _MUTUAL and between:
        yield between[0], ActorRole.ACTOR
        joined = [p for p in behind if p.words.start - between[0].words.stop in (0, 1)]
        if joined:
            yield joined[0], ActorRole.RECIPIENT
        return
    bare = [p for p in behind if not p.link and p is not agent and _same_clause(reader, trigger, p)]
    before = _before if trigger.verbal else _before_noun
    subject = None if agent else before(reader, trigger, here)
    if subject:
        yield subject, ActorRole.ACTOR
    elif not agent and bare and _is_subject(reader, trigger, bare):
        yield bare.pop(0), ActorRole.ACTOR
    if trigger.rule.type not in _DONE_TO:
        return
    if bare and (_is_near(trigger, bare[0]) or subject or len(bare) > 1 or trigger.verbal):
        yield bare[0], ActorRole.RECIPIENT
        return
    aimed = next(
        (p for p in behind if p.link in _TOWARDS and _same_clause(reader, trigger, p)), None
    )
    if aimed and aimed is not agent:
        yield aimed, ActorRole.RECIPIENT


def _is_agent(reader: Reader, trigger: Trigger, party: Party) -> bool:
    """Tell whether a party stands behind على يد (by the hand of), نفذه (it was done by)."""
    at = party.words.start
    near = reader.keys(range(max(trigger.last + 1, at - 2), at))
    return at - trigger.last <= _AGENT_REACH and any(key in _AGENT for key in near)


def _same_clause(reader: Reader, trigger: Trigger, party: Party) -> bool:
    ends = (reader.clause_of[trigger.first], reader.clause_of[trigger.last])
    return reader.clause_of[party.words.start] in ends


def _is_near(trigger: Trigger, party: Party) -> bool:
    at = party.words.start
    return at - trigger.first <= _SUBJECT_GAP or 0 < at - trigger.last <= _SUBJECT_GAP


def _before(reader: Reader, trigger: Trigger, here: Sequence[Party]) -> Party | None:
    """Return the subject that stands before its verb: الجيش يقصف (the army shells)."""
    for party in reversed(here):
        between = trigger.first - party.words.stop
        if 0 <= between <= 1 and not party.link and _same_clause(reader, trigger, party):
            is_object = party.head.endswith("ا") or _is_governed(reader, party)
            return None if is_object else party
    return None


def _before_noun(reader: Reader, trigger: Trigger, here: Sequence[Party]) -> Party | None:
    """Return the subject between a light verb and the noun of its act: شن التحالف غارتين."""
    for party in reversed(here):
        at, between = party.words.start, trigger.first - party.words.stop
        if 0 <= between <= _SUBJECT_GAP and not party.link and _same_clause(reader, trigger, party):
            return party if at and reader.words[at - 1].key in _LIGHT_VERBS else None
    return None


def _is_governed(reader: Reader, party: Party) -> bool:
    """Tell whether what stands before a party governs it: a verb or a noun of its construct."""
    at = party.words.start - 1
    return at >= reader.sentence(party.words.start).start and bool(reader.readings[at])


def _is_subject(reader: Reader, trigger: Trigger, bare: Sequence[Party]) -> bool:
    return _is_near(trigger, bare[0]) and not _undergoes(reader, trigger, bare)


def _undergoes(reader: Reader, trigger: Trigger, bare: Sequence[Party]) -> bool:
    """Tell whether the first party behind a trigger is to whom it is done.

    So it is with a masdar that takes its object (اعتقال ناشط), and with those who are victims
    by name (قتل مدنيون, civilians were killed), unless an object follows.
    """
    if not trigger.verbal:
        return among(reader.words[trigger.first].key, _TAKES_OBJECT)
    return bare[0].head in _VICTIMS and len(bare) < 2 and trigger.rule.type in _SUFFERED


def _by_adjective(reader: Reader, trigger: Trigger, gazetteer: Gazetteer | None) -> Iterator[Actor]:
    """Yield the state whose adjective stands right behind a noun: قصف إسرائيلي.

    The noun is the trigger's, or the means that is its subject: استهدفت غارة إسرائيلية.
    """
    means = trigger.verbal and trigger.first == trigger.last
    at = trigger.last + 1 + means
    if at >= reader.sentence(trigger.first).stop or not reader.words[at].gap.isspace():
        return
    if means and not reader.readings[at - 1]:
        return
    word = reader.words[at]
    if country := country_of_adjective(word.key, gazetteer):
        yield Actor(
            name=reader.text[word.start : word.end],
            role=ActorRole.ACTOR,
            country=country,
            span=word.span,
        )
