"""Consonant keys: what two spellings of one name have in common, and what parts two names."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.gazetteer.sounds import MOST_READINGS, arabic_sounds, latin_sounds
from geonews.text import lookup_key
from tests.samples import ON_A_BUSY_MACHINE

CLASSES = set("ABDFHKLMNRSTX")


def shared(arabic: str, latin: str) -> set[str]:
    return set(arabic_sounds(lookup_key(arabic))) & latin_sounds(lookup_key(latin))


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("كوبيانسك", "Kupiansk"),
        ("خاركيف", "Kharkiv"),
        ("تشيرنيهيف", "Chernihiv"),
        ("القاهرة", "Al Qāhirah"),  # Cairo, with both articles
        ("القاهرة", "Qahira"),
        ("خربة غزالة", "Khirbat Ghazālah"),  # its t is a ta marbuta
        ("واشنطن", "Washington"),
        ("فيينا", "Wien"),
        ("وهران", "Oran"),
        ("أوديسا", "Odessa"),
        ("هامبورغ", "Hamburg"),
        ("حلب", "Halab"),
        ("عدن", "Aden"),
        ("يريفان", "Yerevan"),
        ("شانغهاي", "Shanghai"),
        ("كويرنافاكا", "Cuernavaca"),
        ("خيرونا", "Girona"),
        ("خايين", "Jaén"),
        ("بوزنان", "Poznań"),
        ("لودز", "Łódź"),
        ("تشاد", "Chad"),
    ],
)
def test_spellings_of_one_name_share_a_key(arabic: str, latin: str) -> None:
    assert shared(arabic, latin)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("باكو", "Paris"),
        ("حلب", "Homs"),
        ("عدن", "Dublin"),
        ("الموصل", "Basra"),
        ("بون", "Bonn-on-Sea"),
    ],
)
def test_spellings_of_two_names_share_none(arabic: str, latin: str) -> None:
    assert not shared(arabic, latin)


@pytest.mark.parametrize(
    ("key", "sounds"),
    [
        ("كوبيانسك", ("KBNSK",)),
        ("القاهره", ("KR", "ALKR")),  # Cairo: without its article, then whole
        ("دير الزور", ("DRSR", "DRLSR")),  # the article of the second word goes too
        ("ععع", ("A",)),
        ("ممم", ("M",)),
        ("ا", ("A",)),
        ("", ("",)),
        ("123", ("",)),
        ("baku", ("",)),
    ],
)
def test_arabic_sounds_are_the_classes_of_the_consonants(key: str, sounds: tuple[str, ...]) -> None:
    assert arabic_sounds(key) == sounds


@pytest.mark.parametrize(
    ("key", "sounds"),
    [
        ("kupiansk", {"KBNSK"}),
        ("al mawsil", {"MSL", "MFSL"}),  # Mosul, its w read as vowel or consonant
        ("hama", {"HM", "AM"}),
        ("aa", {"A"}),
        ("", {""}),
        ("3", {""}),
        ("باكو", {""}),
    ],
)
def test_latin_sounds_are_one_per_reading(key: str, sounds: set[str]) -> None:
    assert latin_sounds(key) == sounds


def test_latin_sounds_of_many_ambiguous_letters_are_cut_off() -> None:
    assert 1 < len(latin_sounds("c" + "acezaxiw" * 8)) <= MOST_READINGS


@ON_A_BUSY_MACHINE
@given(st.text(max_size=60) | st.text("cjwxzghts ouyal", max_size=60))
def test_sounds_of_any_text_are_few_and_of_known_classes(text: str) -> None:
    arabic, latin = arabic_sounds(text), latin_sounds(text)
    assert len(set(arabic)) == len(arabic) <= 2
    assert 1 <= len(latin) <= 2 * MOST_READINGS  # each reading with and without the construct t
    for sound in (*arabic, *latin):
        assert set(sound) <= CLASSES
        assert all(a != b for a, b in itertools.pairwise(sound))


@given(
    st.lists(st.sampled_from("بدرسقلمن"), min_size=1, max_size=8),
    st.lists(st.sampled_from(["", "ا", "و", "ي", "ع", "ه"]), min_size=8, max_size=8),
)
def test_arabic_vowels_inside_do_not_change_the_key(letters: list[str], vowels: list[str]) -> None:
    vowelled = "".join(letter + vowel for letter, vowel in zip(letters, vowels, strict=False))
    assert arabic_sounds(vowelled) == arabic_sounds("".join(letters))
