"""Is this name a place here? Evidence for and against, added up.

The weights are steps on one scale, on which `ACCEPTED` is where a match becomes a mention.
They follow what was measured on newswire gold: countries and large cities are places almost
always, towns after ب and في, villages only after a class noun, names that are words or
persons only where a cue says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geonews.gazetteer import Gazetteer
from geonews.model import Candidate, NameKind, Signal
from geonews.text import readings
from geonews.toponyms.context import Context
from geonews.toponyms.lexicon import Lexicon
from geonews.toponyms.matching import Match

__all__ = ["ACCEPTED", "SELDOM_A_PLACE", "ending_evidence", "evidence", "own_evidence"]

ACCEPTED = 1.0
"""Sum of weights from which a match is taken for the name of a place."""

_TOWN = 15_000
"""People from which a town is named in news now and then without a class noun."""

_BIG = 100_000
"""People from which a town is named by itself."""

_METROPOLIS = 400_000
"""People from which even a short name after ف is the city's."""

_WELL_KNOWN = 0.75
"""Prominence that the gazetteer gives at least to the towns it names by hand."""

_IN_THE_NEWS = 0.68
"""Prominence that it gives at least to the towns that an event made known."""

_DIVISIONS = frozenset({"ADM1", "ADM2", "ADM3"})
_NAMED_DIVISION = 0.6
"""Prominence from which a province is named without its class noun."""

_CAPITAL = "عاصمه"
"""The class noun, folded, that a state's name follows as often as a town's."""

_CONTINENT = "CONT"
"""GeoNames' code of continents."""

_BLOC = "RGNE"
"""GeoNames' economic region: users ask for events in it, text names it as a body."""

_AMBIGUOUS = {"needs-preposition": -0.8, "needs-cue": -1.1}
"""What a word loses that is as often something else; a known town after في stays one with the
first, and wants a class noun with the second."""

SELDOM_A_PLACE = -1.8
"""Weight of a word that is nearly always something else."""

_LONGEST_PARTICLE = 4
"""Letters of إلى, الذي and their like, which begin as a definite noun does once folded."""

_NEAR_CLITICS = frozenset({"ب", "وب"})


def evidence(
    match: Match,
    candidates: tuple[Candidate, ...],
    context: Context,
    gazetteer: Gazetteer,
    own: Sequence[Signal],
) -> list[Signal]:
    """Return the signals for and against a match being the name of a place.

    Parameters
    ----------
    match
        What the gazetteer has.
    candidates
        The places of that name, best first; never empty.
    context
        The words around it.
    gazetteer
        Where names that are nearly always something else, and adjectives, are looked up.
    own
        What `own_evidence` returns of the match.
    """
    signals = [*own]
    signals += _cues(context, gazetteer)
    signals += _adjective(candidates, context, gazetteer)
    signals += _is_adjective(match, candidates, context, gazetteer)
    signals += _persons(match, candidates, context)
    signals += _phrase(match, context)
    return signals


def own_evidence(
    match: Match,
    candidates: tuple[Candidate, ...],
    lexicon: Lexicon,
    not_places: Mapping[str, str],
) -> list[Signal]:
    """Return the signals that a name brings along, the same wherever it stands."""
    signals = [_size(candidates, match)]
    signals += _ambiguity(match, not_places)
    signals += _clitic(match, candidates)
    if match.key in lexicon.particles:
        detail = f"{match.key} is part of other names"
        signals.append(Signal(name="particle", weight=-9.0, detail=detail))
    return signals


def ending_evidence(surface: str, candidates: tuple[Candidate, ...]) -> list[Signal]:
    """Return the signal of a pronoun where the name has a ta marbuta: حديثه is not حديثة.

    A word with the article takes none: المدينة المنوره is misspelled.

    Parameters
    ----------
    surface
        The name as a text has it that writes ta marbutas.
    candidates
        The places of that name; those of states are spelled either way.
    """
    last = surface.split()[-1].rpartition("_")[2]
    if not last.endswith("ه") or last.startswith("ال"):
        return []
    if candidates[0].place.feature_code == "PCLI":
        return []
    if not all(candidate.matched.endswith("ة") for candidate in candidates):
        return []
    detail = f"{surface} ends in a pronoun, {candidates[0].matched} in none"
    return [Signal(name="pronoun", weight=-1.2, detail=detail, subject=candidates[0].matched)]


def hamza_evidence(surface: str, candidates: tuple[Candidate, ...]) -> list[Signal]:
    """Return the signal of a name that its hamza tells from its look-alikes: إب, not أب.

    Parameters
    ----------
    surface
        The name as the text has it, of two letters: a longer one has fewer look-alikes.
    candidates
        The places of that name, best first.
    """
    matched = candidates[0].matched
    if surface != matched or not surface.startswith("إ"):
        return []
    return [Signal(name="hamza", weight=1.2, detail=f"spelled as {matched} alone is")]


def _size(candidates: tuple[Candidate, ...], match: Match) -> Signal:
    best = candidates[0].place
    several_words = match.last - match.first > 1
    if best.feature_code == "PCLI":
        return Signal(name="country", weight=1.6, detail="a country")
    if best.feature_code == _BLOC:
        return Signal(name="bloc", weight=-2.0, detail="a union of states acts, and is no spot")
    if best.feature_code in _DIVISIONS and best.prominence < _NAMED_DIVISION:
        return Signal(
            name="division",
            weight=0.4 if several_words else 0.0,
            detail=f"a division that news seldom names ({best.feature_code})",
            subject=best.feature_code,
        )
    if best.feature_class != "P":
        detail = f"curated area or site ({best.feature_code})"
        return Signal(name="area", weight=1.3, detail=detail, subject=best.feature_code)
    if best.feature_code in ("PPLC", "PPLG"):
        return Signal(
            name="capital", weight=1.4, detail="the name of a capital or seat of government"
        )
    people = max(c.place.population for c in candidates)
    if candidates[0].kind is NameKind.TRANSLITERATED:
        # Spelled for the gazetteer, since news had not spelled it: a cue must vouch for it.
        return Signal(
            name="size",
            weight=0.4 if several_words else 0.0,
            detail=f"a transliterated name ({people:,} people)",
            subject=f"{people:,}",
        )
    if people >= _BIG or best.prominence >= _WELL_KNOWN:
        detail = f"a town that news names ({people:,} people)"
        return Signal(name="known-town", weight=1.1, detail=detail, subject=f"{people:,}")
    if best.prominence >= _IN_THE_NEWS:
        return Signal(name="event-town", weight=0.7, detail="a town that an event made known")
    if people >= _TOWN:
        return Signal(
            name="size",
            weight=0.7 if several_words else 0.4,
            detail=f"a town of {people:,} people",
            subject=f"{people:,}",
        )
    return Signal(
        name="size",
        weight=0.3 if several_words else 0.0,
        detail=f"{people:,} people or unknown",
        subject=f"{people:,}",
    )


def _ambiguity(match: Match, not_places: Mapping[str, str]) -> list[Signal]:
    if reason := not_places.get(match.key):
        return [
            Signal(
                name="ambiguous",
                weight=_AMBIGUOUS.get(reason, SELDOM_A_PLACE),
                detail=f"the word is more often something else ({reason})",
                subject=reason,
            )
        ]
    if len(match.key) <= 2:
        return [Signal(name="short", weight=-1.8, detail="two letters are rarely a place")]
    return []


def _clitic(match: Match, candidates: tuple[Candidate, ...]) -> list[Signal]:
    clitic = match.reading.clitic
    if not clitic or match.last - match.first > 1:
        return []
    letters, best = len(match.reading.key), candidates[0].place
    known = best.feature_class != "P" or best.population >= _BIG or best.prominence >= _WELL_KNOWN
    everywhere = best.feature_code in ("PCLI", "PPLC", "PPLG") or best.population >= _METROPOLIS
    if clitic.startswith("ف") and not everywhere and (letters < 6 or not known):
        detail = "ف before a short or small name"
        return [Signal(name="clitic", weight=-1.0, detail=detail, subject=clitic)]
    if letters < (3 if everywhere else 4 if known else 5):
        detail = f"{clitic} leaves {letters} letters"
        return [Signal(name="clitic", weight=-1.0, detail=detail, subject=clitic)]
    if clitic in _NEAR_CLITICS:
        detail = f"{clitic} before it"
        return [Signal(name="preposition", weight=0.5, detail=detail, subject=clitic)]
    return []


def _cues(context: Context, gazetteer: Gazetteer) -> list[Signal]:
    if asked := context.class_asked():
        noun = context.class_noun()
        detail = f"{noun} asks for {asked}"
        weight = 2.6 if asked == "P" and _is_its_name(context, gazetteer) else 2.0
        return [Signal(name="class-noun", weight=weight, detail=detail, subject=noun)]
    before = context.before()
    if not before or not context.follows():
        return []
    if before in context.lexicon.nearness:
        return [_after("nearness", 0.8, before)]
    if not context.clitic and before in context.lexicon.locative:
        return [_after("preposition", 0.7, before)]
    if not context.clitic and before == "من":
        return [_after("preposition", 0.3, before)]
    return []


def _is_its_name(context: Context, gazetteer: Gazetteer) -> bool:
    """Say whether a word behind a class noun can be no adjective of it, whatever else it means.

    One with the article is none of a noun without (حي الروضة), a feminine none of a masculine
    (حي كريمة; not of a plural, أحياء جديدة), and one in quotation marks is a name.
    """
    word, noun, lexicon = context.words[context.first].key, context.class_noun(), context.lexicon
    if word in lexicon.not_names or gazetteer.demonym(word):
        return False
    is_masculine = not noun.endswith("ه") and noun not in lexicon.class_lists
    return word.startswith("ال") or (is_masculine and word.endswith("ه")) or context.in_quotes()


def _adjective(
    candidates: tuple[Candidate, ...], context: Context, gazetteer: Gazetteer
) -> list[Signal]:
    """Return the signal of an adjective of the place's own country: مشهد الإيرانية."""
    following = context.after() if context.adjoins_after() else ""
    if not following.startswith("ال"):
        return []
    place_id = gazetteer.demonym(following)
    if not place_id or candidates[0].place.feature_class != "P":
        return []
    country = gazetteer.place(place_id).country
    if any(c.place.country == country for c in candidates):
        detail = f"{following} after it"
        return [Signal(name="adjective", weight=0.8, detail=detail, subject=following)]
    return []


def _is_adjective(
    match: Match, candidates: tuple[Candidate, ...], context: Context, gazetteer: Gazetteer
) -> list[Signal]:
    """Return the signal of the name of a state or continent that is an adjective here.

    A state's follows a definite noun (القوات السعودية), another adjective with "and", or the class
    noun of a town (بلدة سورية). Of towns (الإسكندرية) the name is the commoner reading. A
    continent's (أفريقية) is one wherever no preposition says otherwise.
    """
    best = candidates[0].place
    if best.feature_code not in ("PCLI", _CONTINENT):
        return []
    is_demonym_too = gazetteer.demonym(match.key) == best.id
    if best.feature_code == _CONTINENT:
        is_located = context.clitic or context.before() in context.lexicon.locative
        return [_adjective_of(best.name_ar, -3.5)] if is_demonym_too and not is_located else []
    class_noun = context.class_noun()
    if is_demonym_too and context.class_asked() == "P" and not class_noun.endswith(_CAPITAL):
        return [_adjective_of(class_noun, -4.5)]
    noun = context.before() if context.adjoins() else ""
    if match.last - match.first > 1 or not _is_definite_noun(noun):
        return []
    clitic = context.clitic
    listed = clitic == "و" and bool(gazetteer.demonym(noun))
    if (clitic and not listed) or not gazetteer.demonym(match.key):
        return []
    return [_adjective_of(noun, -2.5)]


def _adjective_of(noun: str, weight: float) -> Signal:
    detail = f"an adjective of {noun}"
    return Signal(name="is-adjective", weight=weight, detail=detail, subject=noun)


def _is_definite_noun(word: str) -> bool:
    """Say whether a word has the article, and is no particle (إلى, التي) or verb (التزمت).

    It may have proclitics before it: والحكومة, للثقافة.
    """
    noun = next((r.key for r in readings(word) if r.key.startswith("ال")), "")
    is_verb = noun.startswith("الت") and noun.endswith(("ت", "ي")) and not noun.endswith("ات")
    return len(noun) > _LONGEST_PARTICLE and not is_verb


def _persons(match: Match, candidates: tuple[Candidate, ...], context: Context) -> list[Signal]:
    """Return the signals of a person's name; states, seas and sites are never taken for one."""
    best = candidates[0].place
    if best.feature_class != "P" or context.class_asked():
        return []
    lexicon, signals = context.lexicon, []
    before = context.before() if context.adjoins() else ""
    if not context.clitic and before:
        # Proclitics stay on here: لدى would be ل and دي.
        if before in lexicon.kin:
            signals.append(
                Signal(name="kin", weight=-1.6, detail=f"{before} begins a name", subject=before)
            )
        elif before in lexicon.given_names:
            signals.append(_after("given-name", -1.3, before))
        elif title := _title_before(context):
            signals.append(
                Signal(name="title", weight=-1.1, detail=f"after the title {title}", subject=title)
            )
        elif before in lexicon.speech_verbs and match.key in lexicon.given_names:
            signals.append(_after("speech", -0.8, before))
    if context.after() in lexicon.kin and context.adjoins_after():
        detail = f"before {context.after()}"
        signals.append(Signal(name="kin", weight=-1.6, detail=detail, subject=context.after()))
    if match.last - match.first == 1 and match.key in lexicon.given_names:
        signals.append(Signal(name="is-given-name", weight=-0.9, detail="is a given name"))
    return signals


def _phrase(match: Match, context: Context) -> list[Signal]:
    """Return the signal of a phrase in which the name is something else: قبل المغرب, مسقط رأسه."""
    lexicon = context.lexicon
    if context.before() in lexicon.phrases_after.get(match.key, ()):
        return [_phrased(f"{context.before()} {match.key}")]
    ends = lexicon.phrases_before.get(match.key)
    if ends and context.after().startswith(ends):
        return [_phrased(f"{match.key} {context.after()}")]
    return []


def _phrased(phrase: str) -> Signal:
    return Signal(name="phrase", weight=-3.0, detail=f"{phrase} is something else", subject=phrase)


def _after(name: str, weight: float, word: str) -> Signal:
    return Signal(name=name, weight=weight, detail=f"after {word}", subject=word)


def _title_before(context: Context) -> str:
    """Return a title of a person before the match; an office over a place is none."""
    title = context.before()
    if title in context.lexicon.titles and title not in context.lexicon.offices:
        return title
    return ""
