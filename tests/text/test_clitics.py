"""Readings of a word without its proclitics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.text import readings
from tests.samples import ON_A_BUSY_MACHINE

LETTERS = st.text(st.sampled_from("ابتجدرسعفقكلمنهوي"), max_size=12)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("وبيروت", ["وبيروت", "بيروت", "يروت"]),
        ("بالخرطوم", ["بالخرطوم", "الخرطوم"]),
        ("للقاهره", ["للقاهره", "القاهره", "لقاهره"]),
        ("وللقاهره", ["وللقاهره", "القاهره", "للقاهره", "لقاهره"]),
        ("فلبنان", ["فلبنان", "لبنان", "بنان"]),
        ("لبنان", ["لبنان", "بنان"]),
        ("وهران", ["وهران", "هران"]),
        ("كريم", ["كريم"]),  # kaf is not stripped: Karim is not "like Rome"
        ("قطر", ["قطر"]),
        ("بر", ["بر"]),  # one letter would be left
    ],
)
def test_readings_of_a_word(key: str, expected: list[str]) -> None:
    assert [reading.key for reading in readings(key)] == expected


def test_reading_keeps_the_article_of_a_double_lam() -> None:
    reading = next(r for r in readings("للقاهره") if r.clitic)
    assert (reading.clitic, reading.cut, reading.key) == ("ل", 1, "القاهره")


@pytest.mark.parametrize(
    ("key", "clitic", "cut"), [("وبيروت", "و", 1), ("وببيروت", "وب", 2), ("فبيروت", "ف", 1)]
)
def test_reading_says_what_it_left_out(key: str, clitic: str, cut: int) -> None:
    found = {(r.clitic, r.cut): r.key for r in readings(key)}
    assert found[clitic, cut] == "بيروت"


@ON_A_BUSY_MACHINE
@given(LETTERS)
def test_readings_begin_with_the_whole_word_and_keep_two_letters(key: str) -> None:
    found = list(readings(key))
    assert (found[0].clitic, found[0].cut, found[0].key) == ("", 0, key)
    for reading in found[1:]:
        assert len(reading.key) >= 2
        assert key.startswith(reading.clitic)
        assert reading.key.removeprefix("ا") in key
        assert 0 < reading.cut <= len(reading.clitic)
