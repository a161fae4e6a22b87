"""Paragraphs and sentences: where they end, and that nothing is left out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.model import Span
from geonews.text import paragraphs, sentences
from tests.samples import ON_A_BUSY_MACHINE

PROSE = st.text(st.sampled_from("ابمن A1.!?؟؛…،\"»”)]' \n\r\t\u2028\u00a0"))


def pieces(text: str, cut: Callable[[str], tuple[Span, ...]]) -> list[str]:
    return [text[span.start : span.end] for span in cut(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سافر الوفد. عاد الوفد.", ["سافر الوفد.", "عاد الوفد."]),
        ("هل سافر؟ نعم! عاد.", ["هل سافر؟", "نعم!", "عاد."]),
        ("سافر الوفد؛ وعاد.", ["سافر الوفد؛", "وعاد."]),
        ("انتظر... ثم عاد", ["انتظر...", "ثم عاد"]),
        ("انتظر… ثم عاد", ["انتظر…", "ثم عاد"]),
        ("سافر الوفد، وعاد", ["سافر الوفد، وعاد"]),
        ("بلغت قوته 3.5 درجة. وعاد", ["بلغت قوته 3.5 درجة.", "وعاد"]),
        ("بلغت قوته ٣.٥ درجة", ["بلغت قوته ٣.٥ درجة"]),
        ("كتب J. Smith ذلك. وعاد", ["كتب J. Smith ذلك.", "وعاد"]),
        ("قال «سنعود.» وسافر", ["قال «سنعود.»", "وسافر"]),
        ('قال "سنعود." وسافر', ['قال "سنعود."', "وسافر"]),
        ("قال (سنعود!) وسافر", ["قال (سنعود!)", "وسافر"]),
        ("زوروا example.com اليوم", ["زوروا example.com اليوم"]),
        ("عنوان\nمتن. آخر", ["عنوان", "متن.", "آخر"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end(text: str, expected: list[str]) -> None:
    assert pieces(text, sentences) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أول\nثان", ["أول", "ثان"]),
        ("أول\r\n\r\nثان", ["أول", "ثان"]),
        ("  أول  \n \n\tثان", ["أول", "ثان"]),
        ("أول\u2029ثان\u2028ثالث", ["أول", "ثان", "ثالث"]),  # paragraph and line separators
        ("أول. ثان", ["أول. ثان"]),
        ("", []),
    ],
)
def test_paragraphs_are_lines_with_words(text: str, expected: list[str]) -> None:
    assert pieces(text, paragraphs) == expected


@pytest.mark.parametrize("cut", [paragraphs, sentences])
@ON_A_BUSY_MACHINE
@given(text=PROSE | st.text())
def test_segments_cover_everything_but_white_space(
    cut: Callable[[str], tuple[Span, ...]], text: str
) -> None:
    spans = cut(text)
    assert all(span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    outside = list(text)
    for span in spans:
        outside[span.start : span.end] = " " * (span.end - span.start)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
    assert "".join(outside).strip() == ""


@ON_A_BUSY_MACHINE
@given(PROSE)
def test_sentences_keep_inside_paragraphs(text: str) -> None:
    lines = paragraphs(text)
    for sentence in sentences(text):
        assert any(p.start <= sentence.start and sentence.end <= p.end for p in lines)


def test_long_run_of_marks_is_cut_at_once() -> None:
    # With backtracking this took the square of its length: ten minutes.
    text = "؟" * 200_000 + "ا"
    assert pieces(text, sentences) == [text]
