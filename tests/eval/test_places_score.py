"""The matcher of places, on mentions whose answers are known."""

from __future__ import annotations

from typing import Any

import pytest

from geonews.model import Place, Resolution, Span, Toponym, Use
from tests.eval.places_score import (
    PlaceScore,
    UseScore,
    pairs,
    place_right,
    score_places,
    score_uses,
    total,
)

# "Algeria and the city of Tripoli and the Gulf of Aden"
TEXT = "الجزائر ومدينة طرابلس وخليج عدن"


def _gold(surface: str, level: str, lat: float, lon: float, **more: Any) -> dict[str, Any]:
    start = TEXT.index(surface)
    return {
        "start": start,
        "end": start + len(surface),
        "surface": surface,
        "level": level,
        "lat": lat,
        "lon": lon,
        "country": "",
        "extent_km": 0,
        "use": "literal",
        **more,
    }


def _place(code: str, lat: float, lon: float, country: str = "") -> Place:
    return Place(
        id=f"test:{code}-{country}",
        name_ar="",
        name_en="",
        feature_class={"PCLI": "A", "GULF": "H"}.get(code, "P"),
        feature_code=code,
        country=country,
        admin1="",
        lat=lat,
        lon=lon,
        extent_km=0,
        population=0,
        prominence=0,
        source="test",
    )


def _found(gold: dict[str, Any], place: Place | None, use: Use = Use.LITERAL) -> Resolution:
    span = Span(start=gold["start"], end=gold["end"])
    toponym = Toponym(span=span, surface=gold["surface"], use=use)
    return Resolution(toponym=toponym, place=place, score=1, reasons=(), candidates=())


ALGERIA = _gold("الجزائر", "country", 28.0, 3.0, country="DZ", extent_km=1000, use="metonym")
TRIPOLI = _gold("طرابلس", "city", 34.44, 35.85, country="LB")
GULF = _gold("خليج عدن", "area", 12.5, 47.5, extent_km=450)
GOLD = [ALGERIA, TRIPOLI, GULF]

RIGHT = {
    "algeria": _place("PCLI", 28.0, 1.0, "DZ"),
    "algiers": _place("PPLC", 36.75, 3.06, "DZ"),
    "niger": _place("PCLI", 18.0, 9.0, "NE"),
    "tripoli-lebanon": _place("PPLA", 34.43, 35.83, "LB"),
    "tripoli-libya": _place("PPLC", 32.89, 13.19, "LY"),
    "gulf-of-aden": _place("GULF", 12.0, 48.0),
    "aden": _place("PPLA", 12.78, 45.04, "YE"),
}
PERFECT = [
    _found(ALGERIA, RIGHT["algeria"], Use.METONYM),
    _found(TRIPOLI, RIGHT["tripoli-lebanon"]),
    _found(GULF, RIGHT["gulf-of-aden"]),
]


@pytest.mark.parametrize(
    ("gold", "place", "right"),
    [
        (ALGERIA, "algeria", True),
        (ALGERIA, "algiers", False),
        (ALGERIA, "niger", False),
        (TRIPOLI, "tripoli-lebanon", True),
        (TRIPOLI, "tripoli-libya", False),
        (GULF, "gulf-of-aden", True),
        (GULF, "aden", False),
    ],
)
def test_place_right_tells_namesakes_apart(gold: dict[str, Any], place: str, right: bool) -> None:
    assert place_right(gold, RIGHT[place]) is right


def test_place_right_wants_a_place() -> None:
    assert not place_right(TRIPOLI, None)


def test_score_of_perfect_prediction_is_one() -> None:
    score = score_places(GOLD, PERFECT)
    assert score.recognition == score.end_to_end == (1, 1, 1)
    assert score.resolution == 1
    uses = score_uses(GOLD, PERFECT)
    assert uses.accuracy == uses.metonym_f1 == 1


def test_score_of_no_prediction_is_zero() -> None:
    score = score_places(GOLD, [])
    assert score.recognition == score.end_to_end == (0, 0, 0)
    assert score.resolution == 0
    uses = score_uses(GOLD, [])
    assert uses.accuracy == uses.metonym_f1 == 0


def test_score_counts_a_wrong_place_against_resolution_alone() -> None:
    score = score_places(GOLD, [*PERFECT[:2], _found(GULF, RIGHT["aden"])])
    assert score.recognition == (1, 1, 1)
    assert score.end_to_end == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert score.resolution == pytest.approx(2 / 3)


def test_score_counts_a_refusal_as_missed_and_not_as_wrong() -> None:
    score = score_places(GOLD, [*PERFECT[:2], _found(GULF, None)])
    assert score.end_to_end == pytest.approx((1, 2 / 3, 0.8))


def test_pairs_want_the_same_span() -> None:
    longer = {**TRIPOLI, "start": TRIPOLI["start"] - 6}
    assert pairs([TRIPOLI], [_found(longer, None)]) == []


def test_score_counts_a_wrong_use() -> None:
    uses = score_uses(GOLD, [_found(ALGERIA, RIGHT["algeria"]), *PERFECT[1:]])
    assert uses == UseScore(judged=3, right=2, metonyms=1)
    assert uses.metonym_f1 == 0


def test_total_adds_counts() -> None:
    score = score_places(GOLD, PERFECT)
    assert total(PlaceScore, [score, score]) == PlaceScore(
        gold=6, predicted=6, found=6, placed=6, right=6
    )
