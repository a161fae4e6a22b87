"""Folding: what is folded, that it is stable, and that every offset leads back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.model import Span
from geonews.text import fold, lookup_key, strip_bidi_controls
from tests.samples import ON_A_BUSY_MACHINE

# Letters, short vowels, joiners and ligatures as Arabic print has them, and what mixes with it.
PRINTED = st.text(
    st.sampled_from(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةکیپگ"
        "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"  # short vowels, superscript alef
        "\u0640"  # ARABIC TATWEEL
        "\u200b\u200c\u200d\u200f\u202b\u202c\ufeff\u00ad"  # zero-width and direction marks
        "\ufefb\ufef7\ufef5\ufe8d\ufee3"  # lam-alef ligatures, alef isolated, meem initial
        "0129٠١٩۴۵AbZé .,،؛؟-_()#@\n\t\u00a0"  # digits, Latin, punctuation, NO-BREAK SPACE
    )
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("محمّد", "محمد"),  # shadda
        ("القُدْسُ", "القدس"),  # short vowels
        ("مُدُناً", "مدنا"),  # fathatan
        ("بـالقاهرة", "بالقاهره"),  # tatweel
        ("القـــاهرة", "القاهره"),
        ("أإآ\u0671", "اااا"),  # ARABIC LETTER ALEF WASLA
        ("ؤئ", "وي"),
        ("مصطفى", "مصطفي"),
        ("غزة", "غزه"),
        ("کابل", "كابل"),  # Persian kaf
        ("ایران", "ايران"),  # Persian ya
        ("پاريس", "باريس"),
        ("ڤيينا", "فيينا"),
        ("گورگان", "كوركان"),
        ("\ufefb", "لا"),  # LAM WITH ALEF ISOLATED FORM
        ("ا\ufef7ردن", "الاردن"),  # LAM WITH ALEF WITH HAMZA ABOVE ISOLATED FORM
        ("\ufee3\ufebc\ufeae", "مصر"),  # meem initial, sad medial, reh final
        ("٢٠٢٤", "2024"),
        ("۲۰۲۴", "2024"),  # Persian digits
        ("بي\u200cروت", "بيروت"),  # ZERO WIDTH NON-JOINER
        ("بي\u200dروت", "بيروت"),  # ZERO WIDTH JOINER
        ("\u202bبيروت\u202c", "بيروت"),  # direction embedding and its end
        ("\ufeffبيروت", "بيروت"),  # byte order mark
        ("بيروت\u00a0الكبرى", "بيروت الكبري"),  # NO-BREAK SPACE
        ("Paris", "Paris"),
        ("", ""),
    ],
)
def test_fold_writes_variants_alike(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize("name", ["مؤسسة آسيا", "رئيس أفغانستان", "إيران", "سيّئة"])
def test_fold_does_not_tell_composed_from_decomposed(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert apart != unicodedata.normalize("NFC", name)
    assert fold(apart).text == fold(unicodedata.normalize("NFC", name)).text


@ON_A_BUSY_MACHINE
@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@ON_A_BUSY_MACHINE
@given(PRINTED)
def test_fold_is_idempotent_on_print(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@ON_A_BUSY_MACHINE
@given(PRINTED | st.text())
def test_original_lies_in_the_text_and_runs_forward(text: str) -> None:
    folded = fold(text)
    spans = [folded.original(i, i + 1) for i in range(len(folded.text))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)


@ON_A_BUSY_MACHINE
@given(PRINTED)
def test_original_of_each_character_folds_to_it(text: str) -> None:
    folded = fold(text)
    for i, character in enumerate(folded.text):
        span = folded.original(i, i + 1)
        # A ligature is one character of the text and two of the folded copy.
        assert character in fold(text[span.start : span.end]).text


@pytest.mark.parametrize(
    ("text", "start", "end", "original"),
    [
        ("قال محمّد", 4, 8, "محمّد"),
        ("محمّدٌ هنا", 0, 4, "محمّدٌ"),  # the vowel on the last letter belongs to it
        ("بـالقاهرة", 1, 8, "القاهرة"),  # the tatweel belongs to the proclitic
        ("في \u202bبيروت\u202c أمس", 3, 8, "بيروت\u202c"),  # a mark at the end rides along
        ("ا\ufef7ردن", 0, 6, "ا\ufef7ردن"),
        ("ا\ufef7ردن", 3, 6, "ردن"),
    ],
)
def test_original_leads_back(text: str, start: int, end: int, original: str) -> None:
    span = fold(text).original(start, end)
    assert text[span.start : span.end] == original


def test_original_of_nothing_is_empty() -> None:
    assert fold("بـيروت").original(3, 3) == Span(start=4, end=4)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("القُدْس", "القدس"),
        ("  القدس  ", "القدس"),
        ("أبو-ظبي", "ابو ظبي"),
        ("أبو_ظبي", "ابو ظبي"),
        ("عدن (مدينة)", "عدن مدينه"),
        ("ناغورني - قره باغ", "ناغورني قره باغ"),
        ("Nagorno-Karabakh", "nagorno karabakh"),
        ("Āl Ma\u2018ūdah", "al maudah"),  # LEFT SINGLE QUOTATION MARK for ayn
        ("Şırnak", "sirnak"),
        ("Kyiv", "kyiv"),
        ("São Paulo", "sao paulo"),
        ("Côte d'Ivoire", "cote divoire"),
        ("N'Djamena", "ndjamena"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("St. John's", "st johns"),
        ("Rafaḩ", "rafah"),
        ("...", ""),
        ("", ""),
        ("¹ـ", "1"),  # nothing Arabic is left of the tatweel
        ("\u064e\u0651", ""),  # FATHA and SHADDA alone
        ("é\ufd3e", "e"),  # ORNATE LEFT PARENTHESIS
    ],
)
def test_lookup_key_of_a_name(name: str, key: str) -> None:
    assert lookup_key(name) == key


@ON_A_BUSY_MACHINE
@given(st.text() | PRINTED)
def test_lookup_key_is_its_own_key(name: str) -> None:
    key = lookup_key(name)
    assert lookup_key(key) == key
    assert key == key.strip()
    assert "  " not in key


def test_strip_bidi_controls_leaves_the_rest() -> None:
    # RIGHT-TO-LEFT OVERRIDE, RIGHT-TO-LEFT MARK, ARABIC LETTER MARK, FIRST STRONG ISOLATE
    assert strip_bidi_controls("a\u202eb\u200fc\u061cد\u2068e\u2069") == "abcدe"


@ON_A_BUSY_MACHINE
@given(st.text())
def test_strip_bidi_controls_leaves_none_and_takes_nothing_else(text: str) -> None:
    controls = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert strip_bidi_controls(text) == "".join(c for c in text if c not in controls)
