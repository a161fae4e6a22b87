"""Text made to hurt: what is read of it stays right, and takes work in step with its length."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.model import Document, Resolution
from geonews.pipeline import Pipeline
from tests.samples import ON_A_BUSY_MACHINE

LETTERS = "ابتثجحخدرزسشصطعفقكلمنهوي"


def _unknown_names(times: int) -> str:
    chance = random.Random(7)  # noqa: S311 (no secret)
    pool = ["".join(chance.choices(LETTERS, k=7)) for _ in range(40)]
    return "".join(f"مدينة {chance.choice(pool)} " for _ in range(times))


HOSTILE: dict[str, Callable[[int], str]] = {
    "one name": lambda n: "باكو " * n,
    "one letter": lambda n: "و " * n,
    "one word without end": lambda n: "ا" * n,
    "candidate names in a row": lambda n: "بغداد ودمشق والقاهرة وطرابلس " * n,
    "marks by the thousand": lambda n: f"ب{'َ' * 1000}اكو " * (n // 100),
    "tatweels by the thousand": lambda n: f"بـ{'ـ' * 1000}اكو " * (n // 100),
    "direction controls": lambda n: f"{'‮' * 20}باكو‬ " * n,
    "nulls": lambda n: "\0باكو" * n,
    "mixed scripts": lambda n: "باكوBaku баку 北京باكو " * n,
    "class nouns": lambda n: "بلديات " * n,
    "a list of names": lambda n: "بلديات " + "وقرومة " * n,
    "a list of unknown names": lambda n: "بلديات قرومة " + "وزغمارة " * n,
    "unknown names": _unknown_names,
    "first words of names": lambda n: "عين " * n,
    "nouns of sites": lambda n: "مسجد الملك محمد بن " * n,
    "quotation marks": lambda n: '"' * n,
    "names in quotation marks": lambda n: 'فيلم "باكو" ' * n,
    "words of sport": lambda n: "هدف مباراة روما " * n,
    "lines": lambda n: "باكو\n" * n,
    "presentation forms": lambda n: "ﻻ" * n,
    "brackets": lambda n: "(" * n + "باكو" + ")" * n,
}


def mentions(text: str) -> tuple[Resolution, ...]:
    return Pipeline.packaged().mentions(Document(id="1", text=text))


def work(text: str) -> int:
    """Return how many functions were called to read a text: time, without a clock's noise."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        mentions(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_no_faster_than_the_text(make: Callable[[int], str]) -> None:
    mentions(make(800))  # names are remembered between texts; the texts counted are new ones
    once, twice = work(make(400) + " ."), work(make(800) + " .")
    assert twice <= 2.2 * once + 500


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_offsets_are_right_in_hostile_text(make: Callable[[int], str]) -> None:
    assert_sound(make(300))


@given(st.lists(st.sampled_from([make(3) for make in HOSTILE.values()]), max_size=8))
@ON_A_BUSY_MACHINE
def test_offsets_are_right_where_hostile_texts_meet(pieces: list[str]) -> None:
    assert_sound("".join(pieces))


def assert_sound(text: str) -> None:
    spans = []
    for mention in mentions(text):
        span = mention.toponym.span
        assert text[span.start : span.end] == mention.toponym.surface != ""
        assert 0 <= mention.score <= 1
        spans.append(span)
    assert all(one.end <= other.start for one, other in pairwise(spans))
