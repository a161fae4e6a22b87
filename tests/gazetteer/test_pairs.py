"""The pair model: how well an Arabic spelling fits a Latin one, and the likeliest spelling."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.gazetteer.pairs import PairModel, marked
from geonews.resources import data_path
from geonews.text import lookup_key
from tests.samples import ON_A_BUSY_MACHINE

SMALL = PairModel(
    {
        "^": {"^": 0.0},
        "$": {"$": 0.0},
        "a": {"ا": -0.5, "": -1.0},
        "b": {"ب": -0.1},
        "k": {"ك": -0.3, "ق": -1.5},
        "u": {"و": -0.2},
        "ku": {"كو": -0.25},
        "ku$": {"كو$": -0.2},
        "x": {"كس": -0.4},
    }
)
PACKAGED, AGAIN = (PairModel.read(data_path("transliteration.tsv")) for _ in range(2))


@pytest.mark.parametrize(
    ("latin", "arabic", "total"),
    [
        ("baku", "باكو", -0.1 - 0.5 - 0.2),  # ku$ is better than its letters
        ("baku", "بكو", -0.1 - 1.0 - 0.2),  # the a is not written
        ("baku", "باقو", -0.1 - 0.5 - 1.5 - 0.2),
        ("x", "كس", -0.4),  # two letters for one
        ("bzu", "بو", -0.1 - 6.0 - 0.2),  # z is read by no chunk
        ("b", "بص", -0.1 - 8.0),  # ص is written by none
        ("", "", 0.0),
    ],
)
def test_score_is_that_of_the_best_reading_per_letter(
    latin: str, arabic: str, total: float
) -> None:
    assert SMALL.score(latin, arabic) == pytest.approx(total / (len(arabic) + 2))


@pytest.mark.parametrize(
    ("latin", "spelled"), [("baku", "باكو"), ("akab", "اكاب"), ("x", "كس"), ("", "")]
)
def test_spell_writes_the_likeliest_letters(latin: str, spelled: str) -> None:
    assert SMALL.spell(latin) == spelled


def test_marked_adds_the_ends_and_cuts_off_what_is_too_long() -> None:
    assert marked("باكو") == "^باكو$"
    assert marked("ب" * 500) == marked("ب" * 60)


def test_read_takes_the_table_that_was_written(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text(
        "latin\tarabic\tlog_probability\n^\t^\t0.000\n$\t$\t0.000\nb\tب\t-0.100\na\t\t-0.200\n",
        encoding="utf-8",
    )
    model = PairModel.read(table)
    assert model.spell("ba") == "ب"
    assert model.score("ba", "ب") == pytest.approx(-0.1)


@pytest.mark.parametrize(
    ("latin", "spelled", "other"),
    [
        ("Kupiansk", "كوبيانسك", "كوستيانتينيفكا"),
        ("Cuernavaca", "كويرنافاكا", "تشيرنيهيف"),
        ("Khirbat Ghazalah", "خربة غزالة", "خربة العدس"),
        ("Chernihiv", "تشيرنيهيف", "كيرنيهيف"),
        ("Girona", "جيرونا", "بيرونا"),
    ],
)
def test_packaged_model_prefers_the_right_spelling(latin: str, spelled: str, other: str) -> None:
    key = lookup_key(latin)
    good, bad = (PACKAGED.score(key, lookup_key(name)) for name in (spelled, other))
    assert good > -0.3
    assert good > bad


@pytest.mark.parametrize(
    ("latin", "spelled"),
    [("kupiansk", "كوبيانسك"), ("baku", "باكو"), ("zaporizhia", "زابوريجيا")],
)
def test_packaged_model_spells_as_news_does(latin: str, spelled: str) -> None:
    assert PACKAGED.spell(latin) == spelled


@ON_A_BUSY_MACHINE
@given(
    st.text(max_size=12) | st.text("abkhsuy ", max_size=12),
    st.text(max_size=12) | st.text("ابكهسوي ", max_size=12),
)
def test_score_of_any_texts_is_finite_and_not_above_0(latin: str, arabic: str) -> None:
    score = PACKAGED.score(latin, arabic)
    assert math.isfinite(score)
    assert score <= 0


@ON_A_BUSY_MACHINE
@given(st.text("abcdefghijklmnopqrstuvwxyz ", max_size=20))
def test_spelling_is_a_look_up_key_and_the_same_every_time(latin: str) -> None:
    spelled = PACKAGED.spell(latin)
    assert lookup_key(spelled) == spelled
    assert AGAIN.spell(latin) == spelled
