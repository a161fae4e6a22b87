"""Divisions that are called after a direction are meant in their own country alone."""

from __future__ import annotations

import pytest

from geonews.model import Document, Place
from geonews.pipeline import Pipeline
from geonews.resolution.directions import Direction, direction_of

PIPELINE = Pipeline.packaged()


def place_of(text: str, surface: str) -> Place | None:
    (found,) = [
        m.place
        for m in PIPELINE.mentions(Document(id="1", text=text))
        if m.toponym.surface == surface
    ]
    return found


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("انتشر الجيش في مناطق الشمال.", "الشمال"),
        ("هاجم المسلحون منطقة الشرق في السودان.", "الشرق"),
        ("تساقطت الثلوج على المنطقة الشمالية من سوريا.", "المنطقة الشمالية"),
        ("قوات المنطقة الشرقية في ليبيا.", "المنطقة الشرقية"),
    ],
)
def test_direction_is_no_division_of_a_country_that_is_not_spoken_of(
    text: str, surface: str
) -> None:
    assert place_of(text, surface) is None


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("قال سكان الشمال في الكاميرون إن الطريق مقطوع.", "الشمال", "CM"),
        ("هاجم المسلحون إقليم الشرق في بوركينا فاسو.", "الشرق", "BF"),
        ("تجدد القصف على بلدات الجنوب في لبنان.", "الجنوب", "LB"),
        ("أمطار غزيرة على المنطقة الشرقية.", "المنطقة الشرقية", "SA"),
        ("هدوء في منطقة الشمال في لبنان.", "الشمال", "LB"),
    ],
)
def test_direction_is_the_division_of_the_country_spoken_of(
    text: str, surface: str, country: str
) -> None:
    place = place_of(text, surface)
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("الشمال", Direction.NOUN),
        ("الشمال الشرقي", Direction.NOUN),
        ("منطقه الشمال", Direction.NOUN),
        ("المنطقه الشرقيه", Direction.ADJECTIVE),
        ("الشرقيه", Direction.NONE),
        ("شمال سيناء", Direction.NONE),
        ("الجنوب اللبناني", Direction.NONE),
    ],
)
def test_which_names_say_a_direction(key: str, expected: Direction) -> None:
    assert direction_of(key) is expected


@pytest.mark.parametrize("where", ["وسط", "شوارع", "مشارف", "داخل"])
def test_the_city_is_not_medina(where: str) -> None:
    text = f"زار الوفد مكة وجدة والرياض في السعودية. وانفجرت سيارة {where} المدينة."
    found = PIPELINE.mentions(Document(id="1", text=text))
    assert "المدينة" not in [m.toponym.surface for m in found]
