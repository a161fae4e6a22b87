"""Numbers in digits and in Arabic words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.text.numbers import parse_number, parse_ordinal
from geonews.text.words import words


@pytest.mark.parametrize(
    ("text", "value", "used"),
    [
        ("82 بلدة", 82, 1),
        ("٨٢ بلدة", 82, 1),
        ("خمسة وتسعين عاما", 95, 2),
        ("خَمسةٍ وتسعين عاما", 95, 2),  # with short vowels
        ("واحد وعشرين يوما", 21, 2),
        ("ثلاثة عشر قتيلا", 13, 2),
        ("أحد عشر شخصا", 11, 2),
        ("اثني عشر شخصا", 12, 2),
        ("اثنتي عشرة سنة", 12, 2),
        ("عشرون", 20, 1),
        ("مئة وخمسة وعشرين", 125, 3),
        ("مائة وواحد", 101, 2),
        ("مئتين", 200, 1),
        ("ثلاثمئة ألف", 300_000, 2),
        ("ثلاث مئة", 300, 2),
        ("ألف وتسعمائة وثمانية وسبعون", 1978, 4),
        ("ألفين وثمانية عشر", 2018, 3),
        ("82 ألفا", 82_000, 2),
        ("3 آلاف و500", 3_500, 3),
        ("مليون ومئتي ألف", 1_200_000, 3),
        ("مليون ونصف", 1_500_000, 2),
        ("نصف مليون", 500_000, 2),
        ("1.5 مليون", 1_500_000, 3),
        ("3.5 سنوات", 3.5, 2),
        ("1,150 كيلومترا", 1150, 2),
        ("1\u066c150", 1150, 2),  # ARABIC THOUSANDS SEPARATOR
        ("3\u066b5", 3.5, 2),  # ARABIC DECIMAL SEPARATOR
        ("مليارين", 2_000_000_000, 1),
        ("يومين", 2, 1),
        ("كيلومترين", 2, 1),
        ("اثنين وعشرين ألفا وثلاثمئة وخمسة", 22_305, 5),
    ],
)
def test_parse_number_reads_value_and_words_used(text: str, value: float, used: int) -> None:
    assert parse_number(words(text), 0) == (value, used)


@pytest.mark.parametrize(
    "text", ["أحد المسؤولين", "بلدة", "وتسعين", "نصف الطريق", "", "مسلمين", "ال24"]
)
def test_parse_number_refuses_what_is_none(text: str) -> None:
    assert parse_number(words(text), 0) is None


@pytest.mark.parametrize(
    ("text", "value", "used"),
    [
        ("خمسة وسبعة", 5, 1),  # two numbers
        ("عشرين وخمسة", 20, 1),  # units come before tens
        ("12 و13", 12, 1),
        ("ثلاثة، خمسة", 3, 1),
        ("5 ألف ألف", 5_000, 2),
        ("ألف مليون", 1_000, 1),  # multipliers fall
        ("12.345.678", 12.345, 2),
    ],
)
def test_parse_number_stops_where_the_number_ends(text: str, value: float, used: int) -> None:
    assert parse_number(words(text), 0) == (value, used)


@pytest.mark.parametrize("at", [-1, 3, 99])
def test_parse_number_outside_the_words_is_none(at: int) -> None:
    assert parse_number(words("ثلاثة وعشرون يوما"), at) is None
    assert parse_ordinal(words("الثالث من مارس"), at) is None


@pytest.mark.parametrize(
    ("text", "value", "used"),
    [
        ("السادس من آب", 6, 1),
        ("الأول من يناير", 1, 1),
        ("الأولى", 1, 1),
        ("الثاني عشر", 12, 2),
        ("الحادية عشرة", 11, 2),
        ("الحادي والعشرين", 21, 2),
        ("التاسع والعشرون", 29, 2),
        ("الثلاثين", 30, 1),
        ("العشرين", 20, 1),
    ],
)
def test_parse_ordinal_reads_value_and_words_used(text: str, value: int, used: int) -> None:
    assert parse_ordinal(words(text), 0) == (value, used)


@pytest.mark.parametrize("text", ["الحادي", "سادس", "الرئيس", "ثلاثة", ""])
def test_parse_ordinal_refuses_what_is_none(text: str) -> None:
    assert parse_ordinal(words(text), 0) is None


@given(st.integers(min_value=0, max_value=10**17))
def test_parse_number_reads_back_digits(value: int) -> None:
    assert parse_number(words(str(value)), 0) == (value, 1)


@given(st.text(alphabet="خمسة وتين عشرألفمئثلا0123٤٫,. \u064e", max_size=60), st.integers(0, 12))
def test_parse_number_never_raises_and_takes_words_it_has(text: str, at: int) -> None:
    found = words(text)
    number = parse_number(found, at)
    if number is not None:
        assert 1 <= number[1] <= len(found) - at
        assert number[0] >= 0
