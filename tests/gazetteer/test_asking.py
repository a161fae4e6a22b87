"""Look-ups taken apart: name, container, class noun."""

from __future__ import annotations

import pytest

from geonews.gazetteer import Gazetteer, class_nouns
from geonews.gazetteer.asking import Asked, AskedClass, asked_class


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.packaged()


@pytest.mark.parametrize(
    ("query", "name", "container"),
    [
        ("حلب", "حلب", ""),
        ("حلب، سوريا", "حلب", "سوريا"),
        ("حلب, سوريا", "حلب", "سوريا"),
        (" حلب (سوريا) ", "حلب", "سوريا"),
        ("سبرينغفيلد، إلينوي، الولايات المتحدة", "سبرينغفيلد", "إلينوي, الولايات المتحدة"),
        ("حلب (", "حلب (", ""),
        ("حلب \uff08سوريا\uff09.", "حلب", "سوريا"),  # FULLWIDTH PARENTHESES
        ("a" + " " * 50_000 + "x", "a x", ""),
        ("(سوريا)", "(سوريا)", ""),
        ("", "", ""),
    ],
)
def test_container_follows_a_comma_or_stands_in_brackets(
    query: str, name: str, container: str
) -> None:
    assert Asked.read(query) == Asked(name=name, container=container)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("مدينة حلب", ("P", "", "حلب")),
        ("محافظة حلب", ("A", "", "حلب")),
        ("نهر الفرات", ("H", "STM", "الفرات")),
        ("مخيم جنين", ("P", "CMPRF", "جنين")),
        ("حلب", ("", "", "")),
        ("مدينة", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_class_noun_is_taken_off(name: str, expected: tuple[str, str, str]) -> None:
    feature_class, feature_code, rest = expected
    assert asked_class(name) == (AskedClass(feature_class, feature_code), rest)


def test_class_nouns_ask_for_feature_classes() -> None:
    assert set(class_nouns().values()) == set("PALHTS")


@pytest.mark.parametrize(
    ("query", "feature_code", "country"),
    [
        ("مدينة حلب", "PPL", "SY"),
        ("محافظة حلب", "ADM1", "SY"),
        ("مدينة طرابلس (لبنان)", "PPL", "LB"),
        ("طرابلس (ليبيا)", "PPLC", "LY"),
        ("سلوان، القدس", "PPLX", "PS"),
        ("مدينة كوريتابا، البرازيل", "PPL", "BR"),  # Curitiba, spelled otherwise
        ("مخيم اليرموك", "CMP", "SY"),
        ("معبر رفح، مصر", "PST", ""),  # stands at the border
        ("نهر الفرات، سوريا", "STM", ""),
        ("البحر الأحمر، اليمن", "SEA", ""),
        ("جبل الشيخ، لبنان", "MTS", ""),
    ],
)
def test_lookup_understands_how_people_ask(
    gazetteer: Gazetteer, query: str, feature_code: str, country: str
) -> None:
    place = gazetteer.lookup(query)[0].place
    assert (place.feature_code[:3], place.country) == (feature_code[:3], country)


def test_name_that_begins_with_a_class_noun_is_looked_up_whole(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("مدينة نصر")[0].matched == "مدينة نصر"


@pytest.mark.parametrize("query", ["سد الخرطوم", "سجن كرمان", "بعلبك، سوريا"])
def test_namesake_of_another_kind_or_country_does_not_stand_in(
    gazetteer: Gazetteer, query: str
) -> None:
    assert gazetteer.lookup(query) == ()
