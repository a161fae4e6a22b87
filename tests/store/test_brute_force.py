"""Ten thousand random questions: the store answers what looking at every event gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geonews.geo import BBox
from geonews.model import Event, EventType, Interval, Modality, TimePrecision, WherePrecision
from geonews.query import Matcher, Near, Query, Region, RegionKind
from geonews.store import EventStore, reading
from tests.samples import make_event
from tests.store.conftest import Place

STORES, EVENTS = 10, 100
QUERIES = {"file": 1_000, "server": 200}
"""Of each store; what is decided in Python is the same for both."""

COUNTRIES = ("AZ", "AM", "FJ", "WS", "")
TYPES = (EventType.ASSAULT, EventType.CONSULT, EventType.AID)
WORDS = ("انفجار", "والانفجار", "أنقرة", "زيارة", "باكو")
SPOTS = ((49.9, 40.4), (179.9, -17.0), (-179.9, -16.5), (180.0, -15.0), (-180.0, 10.0),
         (10.0, 89.5), (-120.0, 90.0), (30.0, -89.9), (0.0, 0.0))  # fmt: skip
"""Degrees about which events and questions gather: a city, the date line, the poles."""

FIRST = date(2020, 1, 1)


def spot(chance: random.Random) -> tuple[float, float]:
    lon, lat = chance.choice(SPOTS)
    lon = (lon + chance.choice((0, 1)) * chance.gauss(0, 4) + 180) % 360 - 180
    return round(lon, 3), round(max(-90, min(90, lat + chance.gauss(0, 2))), 3)


def interval(chance: random.Random) -> Interval | None:
    if chance.random() < 0.1:
        return None
    start = FIRST + timedelta(days=chance.randrange(900))
    end = start + timedelta(days=chance.choice((0, 0, 0, 6, 30, 365)))
    ends = [start, end]
    if chance.random() < 0.1:
        ends[chance.randrange(2)] = None  # type: ignore[call-overload]
    return Interval(start=ends[0], end=ends[1], precision=TimePrecision.DAY)


def made_up(number: int, chance: random.Random) -> Event:
    lon, lat = spot(chance)
    is_placed = chance.random() > 0.1
    return make_event(
        id=f"e-{number:04d}",
        type=chance.choice(TYPES),
        modality=chance.choice(list(Modality)),
        title=" ".join(chance.sample(WORDS, 2)),
        place_id=f"geonames:{chance.randrange(6)}",
        country=chance.choice(COUNTRIES),
        lon=lon if is_placed else None,
        lat=lat if is_placed else None,
        extent_km=chance.choice((0.0, 0.0, 5.0, 60.0, 400.0, 3000.0)),
        where_precision=chance.choice((None, *WherePrecision)),
        when=interval(chance),
        confidence=round(chance.random(), 2),
    )


def outline(chance: random.Random) -> BaseGeometry:
    lon, lat = spot(chance)
    half = chance.uniform(0.5, 12)
    south, north = max(-90, lat - half), min(90, lat + half)
    if chance.random() < 0.2:  # both sides of the date line
        return MultiPolygon(
            [box(180 - half, south, 180, north), box(-180, south, -180 + half / 2, north)]
        )
    west, east = max(-180, lon - half), min(180, lon + half)
    if chance.random() < 0.3:
        return box(west, south, east, north)
    return Polygon([(west, south), (east, south), ((west + east) / 2, north)])


def somewhere(chance: random.Random) -> dict[str, object]:
    """Return where a question asks: in a box, an outline, a radius, a region, two of them."""
    kind = chance.choice(("bbox", "within", "near", "region", "two", ""))
    asked: dict[str, object] = {}
    if kind in ("bbox", "two"):
        lon, lat = spot(chance)
        east = (lon + chance.uniform(1, 30) + 180) % 360 - 180
        south = max(-90, lat - 6)
        asked["bbox"] = BBox(lon, south, round(east, 3), min(90, south + chance.uniform(1, 12)))
    if kind in ("near", "two"):
        lon, lat = spot(chance)
        asked["near"] = Near(lon=lon, lat=lat, km=chance.choice((1, 50, 300, 2000, 15000)))
    if kind == "within":
        asked["within"] = outline(chance)
    if kind == "region":
        asked["region"] = Region(
            place_id=f"geonames:{chance.randrange(6)}",
            name_ar="",
            name_en="",
            geometry=outline(chance),
            kind=RegionKind.AREA,
            countries=frozenset(chance.sample(COUNTRIES[:4], chance.randrange(3))),
            other_ids=frozenset({"geonames:5"} if chance.random() < 0.2 else ()),
        )
    return asked


def question(chance: random.Random) -> Query:
    since = FIRST + timedelta(days=chance.randrange(900))
    parts: tuple[tuple[float, str, object], ...] = (
        (0.3, "since", since),
        (0.3, "until", since + timedelta(days=chance.randrange(400))),
        (0.2, "types", frozenset(chance.sample(TYPES, 2))),
        (0.1, "modality", chance.choice(list(Modality))),
        (0.2, "text", chance.choice(WORDS)),
        (0.2, "min_confidence", round(chance.random(), 2)),
        (0.4, "include_imprecise", True),
    )
    chosen = {name: value for share, name, value in parts if chance.random() < share}
    return Query(**somewhere(chance), **chosen)  # type: ignore[arg-type]


def in_order(found: Sequence[Event]) -> list[Event]:
    def key(event: Event) -> tuple[int, str]:
        day = event.when and (event.when.start or event.when.end)
        return -day.toordinal() if day else 0, event.id

    return sorted(found, key=key)


@pytest.mark.parametrize("seed", range(STORES))
def test_store_answers_what_every_event_says(
    new_place: Callable[[], Place], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:  # then most answers are looked up by their keys, as those of a great store are
        monkeypatch.setattr(reading, "_FEW", 10)
        monkeypatch.setattr(reading, "_MANY", 20)
    chance = random.Random(seed)  # noqa: S311 made-up events
    told = in_order([made_up(number, chance) for number in range(EVENTS)])
    place, answered = new_place(), 0
    count = QUERIES["server" if isinstance(place, str) else "file"]
    with EventStore.open(place, create=True) as store:
        store.load(told)
        for _ in range(count):
            query = question(chance)
            matcher = Matcher(query)
            expected = [event for event in told if matcher.matches(event)]
            assert [event.id for event in store.query(query)] == [e.id for e in expected], query
            answered += len(expected)
            if chance.random() < 0.1:
                page = replace(query, limit=3, offset=2)
                assert list(store.query(page)) == expected[2:5]
                assert store.count(query) == len(expected)
    assert answered > 5 * count
