"""Choose a place for each toponym of a document, jointly, or refuse with reasons."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from geonews.gazetteer import MOST_OF_GENERATED, Gazetteer
from geonews.model import Candidate, NameKind, Place, Resolution, Signal, Toponym
from geonews.resolution.directions import Direction, direction_of
from geonews.resolution.focus import country_focus, province_focus
from geonews.resolution.signals import SIGNALS, Surroundings
from geonews.text import Word, lookup_key, words

__all__ = ["ToponymResolver"]

_CONSIDERED = 30
"""Namesakes weighed per mention; a name has at most 58, and the tail is hamlets."""

_MOST_GUESSED = 500
"""Spellings guessed at per document, at some 5 ms each; further unknown names stay unplaced."""

_REPORTED = 5
"""Candidates kept in a resolution, the chosen one included."""

_TEMPERATURE = 0.12
"""Spread of the scores when they are turned into shares: .12 makes a lead of .25 worth .89."""

_CALIBRATION = 0.4
"""Power of a share that comes near how often so likely a choice is right: on our own articles
and IDRISI's posts, namesakes with half the belief are meant three times in four."""

_LEAST_SCORE = 0.3
"""Share of belief: below it the best namesake is one of several that are as likely."""

_UNKNOWN = 0.25
"""Weight of a place that the gazetteer lacks, on the scale of prominence; a village has .3."""

_ELSEWHERE = 0.45
"""What every bearer of a name loses where the document speaks of one country, and none is there."""

_ONE_COUNTRY, _NOT_SPOKEN_OF = 0.5, 0.1
"""Share of a document's attention that makes a country its own, or none of its matter."""

_KNOWN_EVERYWHERE = 0.7
"""Prominence of places that news of any country names."""

_CLEAR_LEAD = 0.3
"""Lead in prominence from which a name is taken to have one bearer; Paris over its namesakes."""

_SETTLED = frozenset("PA")
"""Feature classes that a place cue may ask for where a name is looked for by its sound."""

_CONTAINMENT = frozenset({"في", "عاصمه", "ب", "جنوب", "شمال", "شرق", "غرب", "وسط"})
"""Folded words that, alone between two names, make the second contain the first."""

_TOLD_BESIDE = frozenset({"country-adjective", "other-country", "container"})
"""Names of the signals that the words right beside a mention give."""

_ARTICLE = "ال"


class ToponymResolver:
    """Resolves toponyms by prominence, country focus, containment, class and distance.

    Parameters
    ----------
    gazetteer
        Where candidates come from.
    least_score
        Score below which the resolver refuses to choose, from 0 to 1.
    """

    name = "joint-signals"
    version = 2

    def __init__(self, gazetteer: Gazetteer, *, least_score: float = _LEAST_SCORE) -> None:
        self._gazetteer = gazetteer
        self._least_score = least_score

    def __call__(self, text: str, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Return one resolution per toponym, in the same order."""
        keys = [toponym.full_key or lookup_key(toponym.surface) for toponym in toponyms]
        options = self._options(toponyms, keys)
        focus = country_focus(text, toponyms, options, self._gazetteer)
        provinces = province_focus(options)
        anchors = _anchors(options)
        ranked: list[list[Candidate]] = []
        # Of a name said twice in the same words, the second is the first again.
        known: dict[Hashable, list[Candidate]] = {}
        for at, found in enumerate(options):
            around = self._surroundings(
                text, toponyms, options, at, keys[at], focus, provinces, anchors
            )
            told = keys[at], around.told
            if told not in known:
                known[told] = _uncontradicted(_rank(found, around), around)
            ranked.append(known[told])
        senses = _document_senses(keys, ranked)
        return tuple(
            self._resolution(toponym, candidates, senses.get(key, ""))
            for key, toponym, candidates in zip(keys, toponyms, ranked, strict=True)
        )

    def _options(
        self, toponyms: Sequence[Toponym], keys: Sequence[str]
    ) -> list[tuple[Candidate, ...]]:
        """Return the places that each toponym might be, best first."""
        guessed: set[str] = set()
        options = []
        for toponym, key in zip(toponyms, keys, strict=True):
            found = self._named(key)
            asked = toponym.asked_class if toponym.full_key else ""
            if asked in _SETTLED and found and found[0].place.feature_class == asked:
                # That one village is listed as بلدة بشرى says nothing of the others called بشرى;
                # a camp is not the town of its name.
                found = _together(found, self._named(lookup_key(toponym.surface)))
            is_settled = toponym.asked_class in _SETTLED
            if not found and is_settled and (key in guessed or len(guessed) < _MOST_GUESSED):
                # A class noun vouches that this is a town; without one, thirteen words in
                # fourteen that sound like a place are persons.
                guessed.add(key)
                found = self._gazetteer.transliterated(key) or self._gazetteer.guessed(key)
            options.append(found[:_CONSIDERED])
        return options

    def _named(self, key: str) -> tuple[Candidate, ...]:
        found = self._gazetteer.named(key)
        if direction_of(key) is Direction.NOUN and not key.startswith(_ARTICLE):
            # منطقة الشمال is the name of one country's, and said of any.
            found += self._gazetteer.named(key.partition(" ")[2])
        if not found and key.startswith("ل"):
            # للقاهرة leaves لقاهرة: the lam is the article's.
            found = self._gazetteer.named("ا" + key)
        return found

    def _surroundings(
        self,
        text: str,
        toponyms: Sequence[Toponym],
        options: Sequence[Sequence[Candidate]],
        at: int,
        key: str,
        focus: Mapping[str, float],
        provinces: Mapping[tuple[str, str], float],
        anchors: Sequence[Place],
    ) -> Surroundings:
        end = toponyms[at].span.end
        following = toponyms[at + 1] if at + 1 < len(toponyms) else None
        between = text[end : following.span.start] if following else ""
        link = [word.key for word in words(between)] if len(between) < 20 else ["…"]
        contained = following is not None and _links(between, link)
        sequence = words(text)
        next_word = bisect_left(sequence, end, key=_start)
        adjective = ""
        if next_word < len(sequence):
            after = sequence[next_word]
            if after.gap == " " and after.key.startswith(_ARTICLE):
                place_id = self._gazetteer.demonym(after.key)
                adjective = self._gazetteer.place(place_id).country if place_id else ""
        return Surroundings(
            surface=toponyms[at].surface,
            focus=focus,
            provinces=provinces,
            asked_class=toponyms[at].asked_class,
            direction=direction_of(key),
            adjective_country=adjective,
            containers=[c.place for c in options[at + 1][:1]] if contained else [],
            capital_of="عاصمه" in link,
            anchors=anchors,
        )

    def _resolution(
        self,
        toponym: Toponym,
        candidates: Sequence[Candidate],
        sense: str,
    ) -> Resolution:
        if not candidates:
            return Resolution(
                toponym=toponym,
                place=None,
                score=0.0,
                reasons=(*toponym.reasons, "no place of that name is known"),
                candidates=(),
            )
        best = next((c for c in candidates if c.place.id == sense), candidates[0])
        ordered = (best, *(c for c in candidates if c.place.id != best.place.id))[:_REPORTED]
        # A share of belief says which namesake, not whether the spelling is that of any.
        ceiling = MOST_OF_GENERATED if best.kind is NameKind.GENERATED else 1.0
        score = round(best.score**_CALIBRATION * toponym.confidence * ceiling, 3)
        reasons = (*toponym.reasons, *(f"{s.detail} ({s.weight:+.2f})" for s in best.signals))
        if len(candidates) > 1:
            reasons += (f"{len(candidates)} places carry the name",)
        if best is not candidates[0]:
            reasons += ("meant elsewhere in the document",)
        chosen = best.score >= self._least_score
        if not chosen:
            reasons += (f"no choice: {best.score:.2f} is below {self._least_score:.2f}",)
        return Resolution(
            toponym=toponym,
            place=best.place if chosen else None,
            score=score,
            reasons=reasons,
            candidates=ordered,
            namesakes=len(candidates),
            least_share=self._least_score,
        )


def _together(found: Sequence[Candidate], others: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the places of two names, each once and best first."""
    best = {
        candidate.place.id: candidate
        for candidate in sorted([*found, *others], key=attrgetter("score"))
    }
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.place.id)))


def _start(word: Word) -> int:
    return word.start


def _links(between: str, link: Sequence[str]) -> bool:
    """Say whether the text between two names makes the second contain the first."""
    if between.strip() in ("،", ",", "(", "-"):
        return True
    return len(link) == 1 and link[0] in _CONTAINMENT


def _anchors(options: Sequence[Sequence[Candidate]]) -> list[Place]:
    """Return, by latitude, the settlements and sites that one place alone is likely to be."""
    places = {
        found[0].place.id: found[0].place
        for found in options
        if found and found[0].place.feature_class in "PS" and (len(found) == 1 or _leads(found))
    }
    return sorted(places.values(), key=lambda place: place.lat)


def _leads(found: Sequence[Candidate]) -> bool:
    return found[0].score - found[1].score >= _CLEAR_LEAD


def _rank(found: Sequence[Candidate], around: Surroundings) -> list[Candidate]:
    """Return the candidates with every signal in, best first, scores as shares of belief."""
    weighed = []
    for candidate in found:
        signals = [s for signal in SIGNALS if (s := signal(candidate, around)) is not None]
        total = candidate.score + sum(signal.weight for signal in signals)
        weighed.append((total, replace(candidate, signals=(*candidate.signals, *signals))))
    if not weighed:
        return []
    # One more alternative: a place of that name which the gazetteer lacks. Where none has the
    # name, and spellings are guessed at, their own scores are as low as they are doubtful.
    unknown = -math.inf
    if any(candidate.kind is not NameKind.GENERATED for candidate in found):
        unknown = _UNKNOWN
        if _is_elsewhere(weighed, around):
            weighed = [_doubted(total, candidate, around) for total, candidate in weighed]
    top = max(unknown, *(total for total, _ in weighed))
    shares = [math.exp((total - top) / _TEMPERATURE) for total, _ in weighed]
    whole = sum(shares) + math.exp((unknown - top) / _TEMPERATURE)
    ranked = [
        replace(candidate, score=round(share / whole, 4))
        for share, (_, candidate) in zip(shares, weighed, strict=True)
    ]
    return sorted(ranked, key=lambda c: (-c.score, c.place.id))


def _is_elsewhere(weighed: Sequence[tuple[float, Candidate]], around: Surroundings) -> bool:
    """Say whether a document speaks of one country, and every bearer of a name is in others.

    Such a name is more often that of a village or street which nobody listed than of a far
    namesake; capitals and states are named everywhere.
    """
    if max(around.focus.values(), default=0.0) < _ONE_COUNTRY:
        return False
    return all(
        candidate.place.country
        and around.focus.get(candidate.place.country, 0.0) < _NOT_SPOKEN_OF
        and candidate.place.prominence < _KNOWN_EVERYWHERE
        and not any(signal.name in _TOLD_BESIDE for signal in candidate.signals)
        for _, candidate in weighed
    )


def _doubted(total: float, candidate: Candidate, around: Surroundings) -> tuple[float, Candidate]:
    """Return a candidate with the reason why its place is rather one that nobody listed."""
    country = max(around.focus, key=around.focus.__getitem__)
    signal = Signal(
        name="elsewhere",
        weight=-_ELSEWHERE,
        detail=f"the document speaks of {country}, and no place of this name is there",
        subject=country,
    )
    return total - _ELSEWHERE, replace(candidate, signals=(*candidate.signals, signal))


def _uncontradicted(ranked: list[Candidate], around: Surroundings) -> list[Candidate]:
    """Drop places reached by their sound alone that what is said about the mention speaks against.

    A share of belief is 1 where there is one candidate; a wrong country must still tell.
    """
    countries = {c.country for c in around.containers if c.feature_code in ("PCLI", "ADM1")}
    if around.adjective_country:
        countries.add(around.adjective_country)
    if not countries and max(around.focus.values(), default=0.0) >= _ONE_COUNTRY:
        # Beside a clear subject, a town that sounds like it on another continent is no answer.
        countries = {c for c, share in around.focus.items() if share >= _NOT_SPOKEN_OF}
    return [
        c
        for c in ranked
        if c.kind is not NameKind.GENERATED or not countries or c.place.country in countries
    ]


def _document_senses(
    keys: Sequence[str], ranked: Sequence[Sequence[Candidate]]
) -> Mapping[str, str]:
    """Return the one sense of each name that the document does not tell apart itself.

    A mention whose own words decide (an adjective, a container) speaks for the others; where
    two such mentions disagree, the text means both, and each keeps its own.
    """
    votes: dict[str, Counter[str]] = {}
    for key, candidates in zip(keys, ranked, strict=True):
        if candidates and any(s.name in _TOLD_BESIDE for s in candidates[0].signals):
            votes.setdefault(key, Counter())[candidates[0].place.id] += 1
    return {key: next(iter(count)) for key, count in votes.items() if len(count) == 1}
