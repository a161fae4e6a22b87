"""What a toponym stands for: the place itself, its government, or part of another name."""

from __future__ import annotations

from geonews.model import Place, Signal, Use
from geonews.toponyms.context import Context

__all__ = ["may_act", "use_of", "why"]

_STATE = "PCLI"
_SEATS = ("PPLC", "PPLG")
"""GeoNames' codes of capitals and of seats of government."""

_OBJECTS = ("ها", "هم", "ه", "هما")
"""Object pronouns on a verb: اتهمتها مقديشو, رفضته أديس أبابا."""

_TITLE_REACH = 5
"""Words back to the noun that says of what a title is."""

_SPORT_REACH, _WORDS_OF_SPORT = 10, 3
"""Words on either side within which so many different words that may be sport's make it sport."""

_TELLING = frozenset({"صحيفه", "جريده", "لصحيفه", "لجريده", "معه", "معها", "علمت"})
"""Folded words before a newspaper's name."""

_TRADING_REACH = 6
"""Words on either side within which a word of trading makes a market of سوق."""

_RELATION_REACH = 8
"""Words back to a noun of relations (علاقات … مع X); most stand within five."""


def use_of(place: Place, context: Context, *, usually_metonym: bool) -> tuple[Use, Signal]:
    """Return what a name stands for in its sentence, and why; the reason has no weight.

    Parameters
    ----------
    place
        The likeliest place of the name.
    context
        The words around it.
    usually_metonym
        Whether the name is that of a seat of power, as الكرملين is.
    """
    if reason := _part_of_name(context):
        return Use.IN_NAME, reason
    located = _located(context)
    if usually_metonym and not located:
        return Use.METONYM, why("seat", "a seat of power, named for those who sit there")
    if located:
        # دولة قطر تدين: the class noun is the state's own.
        acts = place.feature_code == _STATE and located.name == "use-class-noun"
        if acts and (reason := _acting(context)):
            return Use.METONYM, reason
        return Use.LITERAL, located
    if reason := _paper(place, context) or _club(place, context):
        return Use.IN_NAME, reason
    if place.feature_code == _STATE and _is_sport(context):
        return Use.METONYM, why("side", "its side in a match")
    if may_act(place) and (reason := _government(place, context)):
        return Use.METONYM, reason
    return Use.LITERAL, why("plain", "nothing says that it stands for anything else")


def why(name: str, detail: str, subject: str = "") -> Signal:
    """Return the reason of a use."""
    return Signal(name=f"use-{name}", weight=0.0, detail=detail, subject=subject)


def may_act(place: Place) -> bool:
    """Say whether a place's name may stand for a government: states and their seats."""
    return place.feature_code in (_STATE, *_SEATS)


def _part_of_name(context: Context) -> Signal | None:
    rules = (_organisation, _work, _page_title, _market)
    return next((reason for rule in rules if (reason := rule(context))), None)


def _organisation(context: Context) -> Signal | None:
    lexicon = context.lexicon
    following = context.after()
    tails = lexicon.organisation_tails | lexicon.tail_adjectives
    if context.adjoins_after() and following in tails:
        return why("begins-name", f"part of the name that {following} ends", following)
    if context.clitic or not context.adjoins():
        return None
    reach = 2 if context.before() in lexicon.bridges else 1
    head = context.before_in(lexicon.organisation_heads, within=reach)
    if following in lexicon.that:
        return None
    if head and head not in lexicon.weak_heads:
        return why("in-name", f"part of the name that {head} begins", head)
    return None


def _work(context: Context) -> Signal | None:
    """Return that the name stands in the title of a work, in quotation marks."""
    gaps = ""
    for distance in range(1, _TITLE_REACH + 1):
        gaps = context.gap_before(distance - 1) + gaps
        word = context.before(distance)
        if not word:
            return None
        if word in context.lexicon.works and _leaves_open(gaps):
            return why("work", f"part of the title of the {word}", word)
    return None


def _leaves_open(marks: str) -> bool:
    """Say whether quotation marks are opened and not closed again in what parts some words."""
    pairs = sum(marks.count(mark) for mark in "«“„") - sum(marks.count(mark) for mark in "»”")
    return pairs > 0 or any(marks.count(mark) % 2 for mark in "\"'")


def _paper(place: Place, context: Context) -> Signal | None:
    """Return that the name, alone in quotation marks, is a newspaper's: قال لـ«الرياض».

    A town's is one where something is told to it, or where a report begins with it.
    """
    if context.name() not in context.lexicon.papers or not context.in_quotes():
        return None
    is_told = context.clitic == "ل" or context.before() in ("ل", *_TELLING)
    begins = context.gap_after().lstrip(" ")[1:].lstrip(" ").startswith(":")
    if place.feature_class == "P" and not (is_told or begins):
        return None
    return why("paper", "the newspaper of that name")


def _market(context: Context) -> Signal | None:
    """Return that the name is a market's, where trading is spoken of: مؤشر سوق دبي."""
    lexicon, head = context.lexicon, context.before()
    if context.clitic or not context.adjoins() or head not in lexicon.market_heads:
        return None
    if not any(word in lexicon.trading for word in context.near(_TRADING_REACH)):
        return None
    return why("in-name", f"part of the name that {head} begins", head)


def _club(place: Place, context: Context) -> Signal | None:
    """Return that the name of a town is a club's, where sport is spoken of: فوز اتحاد طنجة."""
    lexicon, head = context.lexicon, context.before()
    if place.feature_class != "P" or not (_is_sport(context) or _is_fixture(context)):
        return None
    if not context.clitic and context.adjoins() and head in lexicon.first_of_clubs:
        return why("club", f"the club that {head} begins", head)
    if context.name() in lexicon.clubs:
        return why("club", "the club of that name")
    return None


def _is_fixture(context: Context) -> bool:
    """Say whether a name stands in a table of matches: برشلونة (إسبانيا) - روما (إيطاليا)."""
    at, words = context.last + 1, context.words
    if "(" not in context.gap_after() or at >= len(words) or ")" not in words[at].gap:
        return False
    return "-" in context.gap_before(0) or "-" in words[at].gap or words[at].key.isdigit()


def _is_sport(context: Context) -> bool:
    """Say whether a word that speaks of sport alone stands about a name, or several that may."""
    lexicon = context.lexicon
    near = {word for word in context.near(_SPORT_REACH) if word in lexicon.sport}
    return not near.isdisjoint(lexicon.plainly_sport) or len(near) >= _WORDS_OF_SPORT


def _located(context: Context) -> Signal | None:
    """Return why the name is a spot: a preposition of place or a class noun stands before it."""
    before = context.before() if context.follows() else ""
    if context.clitic in ("ب", "وب", "فب"):
        return why("located", "ب before it locates", "ب")
    if context.clitic:
        return None
    lexicon = context.lexicon
    if before and (before in lexicon.locative or before in lexicon.nearness):
        return why("located", f"{before} before it locates", before)
    if context.class_asked():
        noun = context.class_noun()
        return why("class-noun", f"the class noun {noun} before it", noun)
    return None


def _acting(context: Context) -> Signal | None:
    """Return that the name is the subject of the verb after it, or before its class noun.

    دولة قطر تدين, وتخطط سلطنة عمان.
    """
    following, before = context.after(), context.before(2) if context.class_noun() else ""
    if before and _verb(before, context.lexicon.government_verbs):
        return why("subject-of", f"subject of {before}", before)
    if context.adjoins_after() and _verb(following, context.lexicon.government_verbs):
        return why("subject-of", f"subject of {following}", following)
    return None


def _government(place: Place, context: Context) -> Signal | None:
    lexicon = context.lexicon
    before, following = context.before(), context.after()
    if not context.clitic and before in lexicon.carriers:
        before = context.before(2)
    if not context.clitic and _verb(before, lexicon.government_verbs):
        return why("subject-of", f"subject of {before}", before)
    if reason := _acting(context):
        return reason
    if following in lexicon.that and before in lexicon.organisation_heads:
        return why("whose", f"the one whose {before} it is", before)
    if word := _attribution(place, context):
        return why("government", f"{word} speaks of a government", word)
    if _in_relations(place, context):
        return why("relations", "named as a party to relations")
    return None


def _attribution(place: Place, context: Context) -> str:
    """Return a word like نظر or حليف that makes the name one who thinks or acts."""
    # Between the word and the name at most an adjective stands: الشريك الوثيق لموسكو.
    reach = 2 if context.clitic == "ل" or place.feature_code in _SEATS else 1
    return context.before_in(context.lexicon.attribution, within=reach)


def _verb(word: str, verbs: frozenset[str]) -> bool:
    """Say whether a word is one of the verbs, with و, ف or س before and a pronoun after it."""
    for form in (word, word[1:] if word[:1] in "وفس" else ""):
        if form in verbs:
            return True
        stems = [form.removesuffix(o) for o in _OBJECTS if form.endswith(o)]
        # ترعى is ترعا before a pronoun: ترعاها.
        stems += [f"{stem[:-1]}ي" for stem in stems if stem.endswith("ا")]
        if not verbs.isdisjoint(stems):
            return True
    return False


def _in_relations(place: Place, context: Context) -> bool:
    """Say whether relations with the name are spoken of: علاقاتها مع واشنطن.

    A capital stands for its government between relations' two sides too (بين موسكو وكييف); a
    state does so where only governments deal (محادثات بين تركيا والسويد), and is else as much
    the country.
    """
    lexicon = context.lexicon
    between = lexicon.relations if place.feature_code in _SEATS else lexicon.dealings
    link = ""
    for distance in range(1, _RELATION_REACH + 1):
        word = context.before(distance)
        if not word:
            return False
        if word in ("مع", "بين"):
            link = word
        elif link and word in (lexicon.relations if link == "مع" else between):
            return True
    return False


def _page_title(context: Context) -> Signal | None:
    """Return that the name ends the title of a page: … - أخبار الجزائر."""
    before, at = context.before(), context.last
    ends = at >= len(context.words) or "\n" in context.words[at].gap
    if ends and not context.clitic and before in context.lexicon.page_titles:
        return why("in-name", f"part of the name that {before} begins", before)
    return None
