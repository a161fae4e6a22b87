"""Words: what parts them, their folded form, and their place in the untouched text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.model import Span
from geonews.text import fold, words
from tests.samples import ON_A_BUSY_MACHINE

PRINTED = st.text(
    st.sampled_from(
        "ابتجحدرسعفقكلمنهويءأإآؤئىةکی"
        "\u064b\u064e\u064f\u0650\u0651\u0652\u0640"  # short vowels, tatweel
        "\u200b\u200c\u200d\u200f\u202b\u202c\ufeff"  # zero-width and direction marks
        "\ufefb\ufef7\ufee3"  # lam-alef ligatures, meem initial
        "019٠٩AbZé .,،؛؟-_()#\n\u00a0"
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل محمّد إلى بيروت", ["وصل", "محمّد", "إلى", "بيروت"]),
        ("وصل بـالقاهرة.", ["وصل", "بـالقاهرة"]),
        ("#بيروت_تنتفض", ["بيروت", "تنتفض"]),
        ("ا\ufef7ردن ولبنان", ["ا\ufef7ردن", "ولبنان"]),  # LAM WITH ALEF WITH HAMZA ABOVE
        ("بي\u200cروت", ["بي\u200cروت"]),  # ZERO WIDTH NON-JOINER
        ("في 3.5", ["في", "3", "5"]),
        ("عام ٢٠٢٤م", ["عام", "٢٠٢٤م"]),
        ("F-16 و(إف-16)", ["F", "16", "و", "إف", "16"]),
        ("«بيروت»، (دمشق)", ["بيروت", "دمشق"]),
        ("انظر https://t.co/a-B_1?x=بيروت الآن", ["انظر", "الآن"]),
        ("اقرأ https://t.co/xyzبيروت الآن", ["اقرأ", "بيروت", "الآن"]),
        ("http://القاهرة.مصر وwww.الرياض.com", ["و"]),
        ("انظر www.example.org/beirut الآن", ["انظر", "الآن"]),
        ("شكرا @a_user1 وdesk@example.org", ["شكرا", "وdesk", "example", "org"]),
        ("كتب @محمد", ["كتب"]),
        ("", []),
        ("…،!", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert [text[word.start : word.end] for word in words(text)] == expected


def test_word_knows_its_key_gap_and_span() -> None:
    second = words("في القُدْسِ، أمس")[1]
    assert second.key == "القدس"
    assert second.gap == " "
    assert second.span == Span(start=3, end=11)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("دمشق، حلب", "، "),
        ("دمشق\nحلب", "\n"),
        ("دمشق - حلب", " - "),
        ("دمشق_حلب", "_"),
        ("دمشق\u00a0حلب", " "),  # NO-BREAK SPACE, folded
        ("دمشق \u200fحلب", " "),  # RIGHT-TO-LEFT MARK, dropped
    ],
)
def test_gap_is_what_stands_between_words(text: str, gap: str) -> None:
    assert words(text)[1].gap == gap


@ON_A_BUSY_MACHINE
@given(PRINTED)
def test_words_fold_to_their_keys(text: str) -> None:
    for word in words(text):
        assert fold(text[word.start : word.end]).text == word.key


@ON_A_BUSY_MACHINE
@given(PRINTED | st.text())
def test_words_stand_in_order(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(a.start <= b.start for a, b in pairwise(found))


@ON_A_BUSY_MACHINE
@given(PRINTED)
def test_words_are_apart(text: str) -> None:
    found = words(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@ON_A_BUSY_MACHINE
@given(PRINTED)
def test_words_and_gaps_make_up_the_folded_text(text: str) -> None:
    joined = "".join(word.gap + word.key for word in words(text))
    assert fold(text).text.startswith(joined)
    assert not any(c.isalnum() for c in fold(text).text[len(joined) :])
