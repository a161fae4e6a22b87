from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.ingest.days import parse_day


@pytest.mark.parametrize(
    "value",
    [
        "2024-08-18",
        " 2024-08-18 ",
        "20240818",
        "2024-08-18T23:30:00Z",
        "2024-08-18T00:10:00.123+03:00",
        "2024-08-18 10:00",
        "2024-08-18 10:00:00 +0300",
        "2024-08-18 10:00:00 UTC",
        "Sun, 18 Aug 2024 10:00:00 +0300",
        "18 Aug 2024 10:00 GMT",
        "Sun, 18 AUG 2024",
    ],
)
def test_parse_day_takes_the_day_as_written(value: str) -> None:
    assert parse_day(value) == date(2024, 8, 18)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2024",
        "2024-08",
        "2024-13-01",
        "2023-02-29",
        "18/08/2024",
        "08-18-2024",
        "18 Foo 2024",
        "0001-01-01",
        "9999-12-31",
        "2024-08-18T25:00",
        "2024-08-18 أمس",
        "1723939200",
    ],
)
def test_parse_day_refuses_what_it_would_have_to_guess(value: str) -> None:
    with pytest.raises(ValueError, match=r"date|year|month|day"):
        parse_day(value)


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31)))
def test_parse_day_reads_what_isoformat_writes(day: date) -> None:
    assert parse_day(day.isoformat()) == day
