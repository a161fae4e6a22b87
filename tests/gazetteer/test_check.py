"""The built gazetteer holds nothing that the checker calls broken."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from gazetteer.build import TARGET
from gazetteer.check import findings

UPSTREAM_OUTLIERS = 15
"""Points that GeoNames places far off their country, most on islets that the outlines lack."""


@pytest.fixture(scope="module")
def packaged() -> list[str]:
    return list(findings(TARGET / "gazetteer.sqlite"))


def test_packaged_gazetteer_has_no_broken_row(packaged: list[str]) -> None:
    assert [line for line in packaged if "lies outside" not in line] == []


def test_packaged_points_lie_in_their_countries(packaged: list[str]) -> None:
    assert len(packaged) <= UPSTREAM_OUTLIERS


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE place SET lat = -40 WHERE id = 'geonames:587084'", "lies outside AZ"),
        (
            "UPDATE name SET name = '***' WHERE name = 'باكو' AND place = "
            "(SELECT number FROM place WHERE id = 'geonames:587084')",
            "folds to nothing",
        ),
        (
            "DELETE FROM name WHERE place = "
            "(SELECT number FROM place WHERE id = 'geonames:587084')",
            "has no name",
        ),
    ],
)
def test_checker_sees_what_is_wrong(tmp_path: Path, statement: str, expected: str) -> None:
    copy = tmp_path / "gazetteer.sqlite"
    shutil.copy(TARGET / "gazetteer.sqlite", copy)
    with sqlite3.connect(copy) as data:
        data.execute(statement)
    data.close()
    assert any(expected in line for line in findings(copy))
