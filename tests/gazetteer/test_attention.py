"""Which countries a text names, and in how many texts each is named."""

from __future__ import annotations

import pytest

from gazetteer.attention import count, named_countries
from geonews.gazetteer import Gazetteer

GAZETTEER = Gazetteer.packaged()


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("انتهت المحادثات في أذربيجان.", {"AZ"}),  # the country's name
        ("انتهت المحادثات في باكو.", {"AZ"}),  # its capital's
        ("وصل الوفد الأذربيجاني.", {"AZ"}),  # its adjective
        ("التقى الوفد الأذربيجاني في باكو نظراءه من أذربيجان.", {"AZ"}),
        ("زار الرئيس المصري بغداد.", {"EG", "IQ"}),
        ("وصل إلى الولايات المتحدة الأميركية.", {"US"}),  # a name of several words
        ("عاد الوفد للقاهرة وبيروت.", {"EG", "LB"}),  # with proclitics
        ("فرنسا وألمانيا والفرنسيون.", {"FR", "DE"}),
        ("وصل الوفد إلى حلب.", set()),  # a town that is no capital
        ("وصل الوفد إلى القدس.", set()),  # given to no state
        ("Baku, Azerbaijan", set()),
        ("لا شيء هنا.", set()),
        ("", set()),
    ],
)
def test_named_countries_are_those_of_states_capitals_and_adjectives(
    text: str, countries: set[str]
) -> None:
    assert named_countries(text, GAZETTEER) == countries


def test_count_is_of_texts_and_not_of_namings() -> None:
    texts = ["باكو ثم باكو ثم أذربيجان.", "الوفد الأذربيجاني في القاهرة.", "لا شيء.", ""]
    assert count(texts, GAZETTEER) == {"AZ": 2, "EG": 1}


def test_count_of_no_texts_is_empty() -> None:
    assert count([], GAZETTEER) == {}
