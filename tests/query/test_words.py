"""Forms of words that full text compares."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geonews.query import event_words, wanted_forms, word_forms
from geonews.query.matching import Matcher
from geonews.query.question import Query
from tests.samples import ON_A_BUSY_MACHINE, make_event


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("انفجار", {"انفجار"}),
        ("الانفجار", {"الانفجار", "انفجار"}),
        ("والانفجار", {"والانفجار", "الانفجار", "انفجار"}),
        ("للانفجار", {"للانفجار", "الانفجار", "لانفجار", "انفجار"}),
        ("ال", {"ال"}),
    ],
)
def test_word_forms_take_off_proclitics_and_article(key: str, forms: set[str]) -> None:
    assert word_forms(key) == forms


def test_wanted_word_keeps_a_first_letter_that_may_be_its_own() -> None:
    assert wanted_forms("باكو بالانفجار") == ({"باكو"}, {"بالانفجار", "انفجار"})


@settings(ON_A_BUSY_MACHINE)
@given(text=st.text(st.characters(codec="utf-8"), max_size=30))
def test_an_event_is_found_by_its_own_title(text: str) -> None:
    event = make_event(title=text)
    if wanted_forms(text):
        assert Matcher(Query(text=text)).matches(event)


def test_event_words_come_from_all_four_texts() -> None:
    event = make_event(title="أ1", summary="ب2", place_ar="ج3", place_en="D4")
    assert event_words(event) == {"ا1", "ب2", "ج3", "d4"}
