"""Floors for time expressions on public gold; they rise with the scores and never fall silently."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from timex_score import read_rows, score

from geonews.model import TimeExpression
from geonews.timex import find_times

_BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench"
_GOLD = _BENCH / "time_expressions.jsonl"
_SEED = _BENCH / "seed_gold.jsonl"

# Measured when written, less 0.005: overlap F1 .907 (P .946, R .870), exact F1 .576,
# values .802 of 131. A change that raises them raises these.
_OVERLAP_F1 = 0.901
_EXACT_F1 = 0.570
_VALUES = 0.796


def _find(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    return find_times(text, anchor=anchor)


@pytest.mark.skipif(not _GOLD.is_file(), reason="../shared/bench/time_expressions.jsonl is missing")
def test_time_expressions_keep_their_floors() -> None:
    result = score(read_rows(_GOLD), _find)
    assert result.overlap_f1 >= _OVERLAP_F1, result
    assert result.exact_f1 >= _EXACT_F1, result
    assert result.values_right >= _VALUES, result


@pytest.mark.skipif(not _SEED.is_file(), reason="../shared/bench/seed_gold.jsonl is missing")
def test_every_time_of_the_seed_article_is_right() -> None:
    row = json.loads(_SEED.read_text("utf-8").splitlines()[0])
    times = find_times(row["text"], anchor=date.fromisoformat(row["published"]))
    found = {
        (t.surface, t.interval.start.isoformat(), t.interval.end.isoformat(), t.interval.precision)
        for t in times
        if t.interval and t.interval.start and t.interval.end
    }
    dated = [event for event in row["events"] if event["when"]]
    assert dated
    for event in dated:
        when = event["when"]
        assert (event["when_text"], when["start"], when["end"], when["precision"]) in found
