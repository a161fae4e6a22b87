"""What the letters of an upstream name say of its language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.gazetteer.scripts import Script, classify, clean, is_arabic
from tests.samples import ON_A_BUSY_MACHINE


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("القاهرة", Script.ARABIC),
        ("مستشفى", Script.ARABIC),
        ("بيروت", Script.ARABIC),
        ("القاهِرة", Script.ARABIC),  # short vowels say nothing of the language
        ("دمنهور", Script.NEUTRAL),  # no letter in it is Arabic's alone
        ("تهران", Script.NEUTRAL),
        ("دبى", Script.ARABIC),  # Egypt writes its final ya so
        ("کابل", Script.FOREIGN),  # Persian kaf
        ("پاریس", Script.FOREIGN),  # Persian pe
        ("ایران", Script.FOREIGN),  # Persian ya
        ("كراچي", Script.FOREIGN),
        ("سلێمانی", Script.FOREIGN),  # Kurdish
        ("ئۈرۈمچى", Script.FOREIGN),  # Uyghur
        ("تاىيف", Script.FOREIGN),  # alif maqsura inside a word
        ("القاهرة Cairo", Script.FOREIGN),
        ("Cairo", Script.LATIN),
        ("São Paulo", Script.LATIN),
        ("Rafaḩ", Script.LATIN),
        ("Łódź", Script.LATIN),
        ("Al-Qāhirah", Script.LATIN),
        ("cairo", Script.OTHER),  # lower case: a machine's romanisation
        ("šarm", Script.OTHER),
        ("Москва", Script.OTHER),
        ("北京", Script.OTHER),
        ("ירושלים", Script.OTHER),
        ("", Script.OTHER),
        ("123", Script.OTHER),
    ],
)
def test_classify_by_letters(name: str, script: Script) -> None:
    assert classify(name) is script


@ON_A_BUSY_MACHINE
@given(st.text())
def test_classify_takes_any_text(name: str) -> None:
    assert classify(name) in Script


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Baku", "Baku"),
        (" Baku ", "Baku"),
        ("Paris, Texas", "Paris"),
        ("Ganja (Azerbaijan)", "Ganja"),
        ("القاهرة، مصر", "القاهرة"),
        ("Biel/Bienne", "Biel"),
        ("Oslo [city]", "Oslo"),
        ("(Kirov)", ""),
    ],
)
def test_clean_takes_the_explanation_away(name: str, cleaned: str) -> None:
    assert clean(name) == cleaned


@pytest.mark.parametrize(
    ("key", "expected"), [("القاهره", True), ("cairo", False), ("", False), ("3 مدن", False)]
)
def test_is_arabic_goes_by_the_first_letter(key: str, expected: bool) -> None:
    assert is_arabic(key) is expected
