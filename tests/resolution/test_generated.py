"""Villages that have only a Latin name: reached after a class noun, and never surely."""

from __future__ import annotations

import pytest

from geonews.gazetteer import MOST_OF_GENERATED, Gazetteer
from geonews.model import NameKind, Resolution, Span, Toponym, Use
from geonews.resolution import ToponymResolver
from geonews.text import lookup_key
from geonews.toponyms import ToponymRecognizer

GAZETTEER = Gazetteer.packaged()
RECOGNIZER = ToponymRecognizer(GAZETTEER)
RESOLVER = ToponymResolver(GAZETTEER)

VILLAGES = [
    ("مارتينيفسك", "geonames:711845"),  # Martynivske, Ukraine
    ("مالوكاترينيفكا", "geonames:702072"),  # Malokaterynivka, Ukraine
    ("روجنياتيف", "geonames:695315"),  # Rozhniativ, Ukraine
    ("شوكوتلا", "geonames:3514424"),  # Xocotla, Mexico
]


def resolve(text: str) -> tuple[Resolution, ...]:
    return RESOLVER(text, RECOGNIZER(text))


def only(text: str, surface: str) -> Resolution:
    (found,) = [r for r in resolve(text) if r.toponym.surface == surface]
    return found


@pytest.mark.parametrize(("name", "place_id"), VILLAGES)
def test_villages_have_no_arabic_name(name: str, place_id: str) -> None:
    village = GAZETTEER.place(place_id)
    assert (village.feature_class, village.name_ar) == ("P", "")
    assert 0 < village.population < 15_000
    assert GAZETTEER.named(lookup_key(name)) == ()


@pytest.mark.parametrize("noun", ["بلدة", "قرية", "مدينة"])
@pytest.mark.parametrize(("name", "place_id"), VILLAGES)
def test_village_is_reached_after_a_class_noun(name: str, place_id: str, noun: str) -> None:
    resolution = only(f"قصفت المدفعية {noun} {name} ليلا.", name)
    assert resolution.place is not None
    assert resolution.place.id == place_id
    assert resolution.candidates[0].kind is NameKind.GENERATED
    assert 0 < resolution.score <= MOST_OF_GENERATED
    assert any(f"{name} may spell" in reason for reason in resolution.reasons)
    assert any("follows" in reason for reason in resolution.reasons)


@pytest.mark.parametrize(
    "sentence",
    [
        "وصل الوفد إلى {} أمس.",
        "قال {} إن الأسعار ارتفعت.",  # a person
        "شهدت {} احتجاجات.",
        "{}",
    ],
)
@pytest.mark.parametrize(("name", "place_id"), VILLAGES)
def test_village_is_no_mention_without_a_class_noun(
    name: str, place_id: str, sentence: str
) -> None:
    assert name not in [r.toponym.surface for r in resolve(sentence.format(name))]


def toponym(text: str, surface: str, asked_class: str, *, confidence: float = 1.0) -> Toponym:
    start = text.index(surface)
    return Toponym(
        span=Span(start=start, end=start + len(surface)),
        surface=surface,
        use=Use.LITERAL,
        reasons=("given by hand",),
        asked_class=asked_class,
        confidence=confidence,
    )


@pytest.mark.parametrize(
    ("asked_class", "reached"), [("P", True), ("A", True), ("", False), ("H", False)]
)
def test_class_that_is_asked_for_decides_whether_sounds_are_searched(
    asked_class: str, reached: bool
) -> None:
    name, place_id = VILLAGES[0]
    (resolution,) = RESOLVER(name, [toponym(name, name, asked_class)])
    assert (resolution.place is not None and resolution.place.id == place_id) is reached
    if not reached:
        assert resolution.candidates == ()
        assert "no place of that name is known" in resolution.reasons


@pytest.mark.parametrize("confidence", [1.0, 0.6, 0.1, 0.0])
def test_sure_mention_does_not_make_the_choice_sure(confidence: float) -> None:
    name = VILLAGES[0][0]
    (resolution,) = RESOLVER(name, [toponym(name, name, "P", confidence=confidence)])
    assert resolution.score <= MOST_OF_GENERATED * confidence + 0.001


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قصفت المدفعية بلدة كارلي في الهند.", "IN"),
        ("قصفت المدفعية بلدة كارلي في جورجيا.", "GE"),
    ],
)
def test_country_beside_it_tells_villages_of_one_sound_apart(text: str, country: str) -> None:
    given = [toponym(text, "كارلي", "P"), *(t for t in RECOGNIZER(text) if t.surface != "كارلي")]
    resolution = RESOLVER(text, given)[0]
    assert {c.kind for c in resolution.candidates} == {NameKind.GENERATED}
    assert resolution.place is not None
    assert resolution.place.country == country


@pytest.mark.parametrize("name", ["صور", "طرابلس", "الموصل"])
def test_known_name_after_a_class_noun_stays_what_it_is(name: str) -> None:
    resolution = only(f"قصفت المدفعية مدينة {name} ليلا.", name)
    assert NameKind.GENERATED not in {c.kind for c in resolution.candidates}


@pytest.mark.parametrize("name", ["شزنغشوم", "الدغفلضظ"])
def test_name_that_sounds_like_none_stays_unknown(name: str) -> None:
    resolution = only(f"قصفت المدفعية بلدة {name} ليلا.", name)
    assert (resolution.place, resolution.candidates, resolution.score) == (None, (), 0.0)
