"""Which countries a document is about, as its words and plainest names tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from geonews.gazetteer import Gazetteer
from geonews.model import Candidate, NameKind, Toponym
from geonews.resolution.directions import Direction, direction_of
from geonews.text import lookup_key, words

__all__ = ["country_focus", "province_focus"]

_COUNTRY_NAMED = 3.0
_PLAIN_NAME = 1.0
_DEMONYM = 1.0
_PLAIN_MARGIN = 0.25
"""A name is plain when its best candidate leads the next country's by this much."""


def country_focus(
    text: str,
    toponyms: Sequence[Toponym],
    candidates: Sequence[Sequence[Candidate]],
    gazetteer: Gazetteer,
) -> Mapping[str, float]:
    """Return the share of attention, from 0 to 1, of each country that a document speaks of.

    Parameters
    ----------
    text
        The document's text.
    toponyms, candidates
        Its mentions, and the places each might be, best first.
    gazetteer
        Where demonyms are looked up.

    Returns
    -------
    Mapping
        Share by ISO 3166-1 alpha-2 code; the shares add up to 1 unless there are none.
    """
    counts: defaultdict[str, float] = defaultdict(float)
    for toponym, options in zip(toponyms, candidates, strict=True):
        # A guess at a spelling must not be its own evidence, nor a direction of no country.
        if not options or options[0].kind is NameKind.GENERATED:
            continue
        if direction_of(lookup_key(toponym.surface)) is not Direction.NONE:
            continue
        best = options[0]
        abroad = [c for c in options[1:] if c.place.country != best.place.country]
        is_state = best.place.feature_code == "PCLI"
        if is_state:
            # عمان is Oman and Amman: it cannot tell which of the two is spoken of. States that
            # share a name (المملكة) are told apart by how often news means each.
            abroad = [c for c in abroad if c.place.feature_code != "PCLI"]
            if toponym.asked_class == "A":  # سلطنة عمان
                abroad = [c for c in abroad if c.place.feature_class == "A"]
        if best.place.country and (not abroad or best.score - abroad[0].score >= _PLAIN_MARGIN):
            counts[best.place.country] += _COUNTRY_NAMED if is_state else _PLAIN_NAME
    starts = {toponym.span.start for toponym in toponyms}
    for word in words(text):
        place_id = gazetteer.demonym(word.key)
        if place_id and word.start not in starts:
            counts[gazetteer.place(place_id).country] += _DEMONYM
    # عربي and أوروبي belong to no one country, and must not thin out the others.
    counts.pop("", None)
    total = sum(counts.values())
    return {country: n / total for country, n in counts.items()} if total else {}


def province_focus(candidates: Sequence[Sequence[Candidate]]) -> Mapping[tuple[str, str], float]:
    """Return the share of its named provinces, towns and sites that lie in each province.

    Parameters
    ----------
    candidates
        The places that each mention of a document might be, best first. Names that several
        places carry alike tell nothing.

    Returns
    -------
    Mapping
        Share from 0 to 1 by ISO 3166-1 alpha-2 code and first-level division.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for options in candidates:
        if not options or options[0].kind is NameKind.GENERATED or not options[0].place.admin1:
            continue
        best = options[0]
        elsewhere = [c.score for c in options[1:] if _province_of(c) != _province_of(best)]
        if not elsewhere or best.score - elsewhere[0] >= _PLAIN_MARGIN:
            counts[_province_of(best)] += 1
    total = counts.total()
    return {province: n / total for province, n in counts.items()}


def _province_of(candidate: Candidate) -> tuple[str, str]:
    return candidate.place.country, candidate.place.admin1
