"""The chronologies that we wrote: every row is an event, dated, placed and sourced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geonews.errors import InputError
from geonews.events.tables import events_of_rows
from geonews.gazetteer import Gazetteer
from geonews.ingest.tables import read_rows
from geonews.model import Event
from geonews.territory import Atlas

FOLDER = Path(__file__).parents[2] / "seeds" / "chronologies"
FILES = sorted(FOLDER.glob("*.csv"))

NAMES = {
    "east-med-gas",
    "karabakh",
    "north-syria",
    "red-sea-shipping",
    "sudan",
    "ukraine-front",
    "western-sahara",
}
WHERE = {
    "east-med-gas": (18.0, 30.0, 37.0, 42.0),
    "karabakh": (44.0, 38.5, 50.5, 41.5),
    "north-syria": (35.5, 33.0, 42.5, 37.5),
    "red-sea-shipping": (32.0, 11.0, 60.0, 33.0),
    "sudan": (21.5, 3.0, 39.0, 23.0),
    "ukraine-front": (22.0, 44.0, 40.5, 52.5),
    "western-sahara": (-18.0, 20.0, -1.0, 37.5),
}
"""West, south, east, north about each chronology; the rest are talks and rulings abroad."""

_AT_LEAST = {"karabakh": 60}
_FEWEST = 25


def read(file: Path) -> list[Event]:
    failures: list[str] = []

    def fail(where: str, error: InputError) -> None:
        failures.append(f"{where}: {error}")

    found = events_of_rows(
        read_rows(file),
        gazetteer=Gazetteer.packaged(),
        atlas=Atlas.packaged(),
        on_failure=fail,
    )
    events = list(found)
    assert failures == []
    return events


def test_chronologies_are_those_of_the_gallery():
    assert {file.stem for file in FILES} == NAMES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_is_dated_placed_sourced_and_in_order(file: Path):
    events = read(file)
    assert len(events) >= _AT_LEAST.get(file.stem, _FEWEST)
    west, south, east, north = WHERE[file.stem]
    inside = 0
    days = []
    for event in events:
        assert event.when is not None, event.title
        assert event.lat is not None, event.title
        assert event.lon is not None, event.title
        inside += west <= event.lon <= east and south <= event.lat <= north
        assert re.search("[\u0621-\u064a]", event.title), event.title
        assert len(event.title) <= 160, event.title
        assert event.sources[0].title, event.title
        days.append(event.when.start)
    assert days == sorted(days)
    assert inside > len(events) / 3
    assert len({(event.when, event.title) for event in events}) == len(events)
