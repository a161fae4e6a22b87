"""Pins: what a fresh measurement does to them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.eval import floors
from tests.eval.floors import Pin
from tests.eval.measure import Measurement


def _measured(figures: Mapping[str, float]) -> Measurement:
    return Measurement(
        corpus="seeds", documents=1, gold=1, characters=1, seconds=1.0, figures=dict(figures)
    )


@pytest.mark.parametrize(
    ("value", "floor"), [(1.0, 0.995), (0.7999, 0.794), (0.655, 0.65), (0.004, 0.0), (0.0, 0.0)]
)
def test_floors_lie_half_a_point_below_the_figure(value: float, floor: float) -> None:
    assert floors.floors_of({"exact_f1": value}) == {"exact_f1": floor}


def test_floors_are_of_key_figures_in_every_view() -> None:
    figures = {"exact_f1": 0.5, "all_levels_exact_f1": 0.4, "exact_p": 0.9, "sound": 1.0}
    assert set(floors.floors_of(figures)) == {"exact_f1", "all_levels_exact_f1"}


def test_repin_remembers_what_fell_and_why_until_it_rises_again() -> None:
    high = floors.repin(None, _measured({"exact_f1": 0.805}))
    low = floors.repin(high, _measured({"exact_f1": 0.705}))
    lower = floors.repin(low, _measured({"exact_f1": 0.605}))
    again = floors.repin(lower, _measured({"exact_f1": 0.905}))
    assert (dict(high.floors), dict(high.fell)) == ({"exact_f1": 0.8}, {})
    assert (dict(low.floors), dict(low.fell)) == ({"exact_f1": 0.7}, {"exact_f1": 0.8})
    assert dict(lower.fell) == {"exact_f1": 0.8}
    assert (dict(again.floors), dict(again.fell)) == ({"exact_f1": 0.9}, {})


def test_repin_counts_a_floor_that_is_gone_as_fallen() -> None:
    before = floors.repin(None, _measured({"exact_f1": 0.805, "recall": 0.505}))
    assert dict(floors.repin(before, _measured({"exact_f1": 0.805})).fell) == {"recall": 0.5}


def test_pins_are_read_as_written(tmp_path: Path) -> None:
    pin = Pin(
        sha256="0" * 64,
        scorer_sha256="",
        why='The "gold" of سيئون was wrong.\nIt is right now.',
        floors={"exact_f1": 0.8},
        fell={"exact_f1": 0.9},
    )
    path = tmp_path / "floors.toml"
    floors.write({"news_gold": pin, "seeds": pin}, path)
    assert floors.read(path) == {"seeds": pin, "news_gold": pin}
    assert list(floors.read(path)) == ["seeds", "news_gold"]


def test_pins_of_a_missing_file_are_none(tmp_path: Path) -> None:
    assert floors.read(tmp_path / "floors.toml") == {}
