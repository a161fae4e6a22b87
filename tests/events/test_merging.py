"""Reports of many documents become happenings, whatever order they come in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews import Pipeline
from geonews.events import Copies, merge, to_events
from geonews.events.copies import are_copies, bands, sketch
from geonews.model import (
    Disagreement,
    Document,
    Event,
    EventType,
    Interval,
    Modality,
    TimePrecision,
    Toll,
    TollKind,
    WherePrecision,
)
from tests.samples import ON_A_BUSY_MACHINE, make_event, make_source

RETOLD = Path(__file__).parents[2] / "seeds" / "retold"


@cache
def retold(name: str) -> tuple[Document, ...]:
    lines = (RETOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(
        Document(**(item | {"published": date.fromisoformat(item["published"])}))
        for item in map(json.loads, lines)
    )


@cache
def reports(name: str) -> tuple[Event, ...]:
    pipeline = Pipeline.packaged()
    return tuple(e for document in retold(name) for e in to_events(pipeline.analyze(document)))


def day(n: int, *, days: int = 0) -> Interval:
    first = date(2025, 9, n)
    last = first + timedelta(days=days)
    return Interval(start=first, end=last, precision=TimePrecision.DAY)


def report(document: str, **changes: object) -> Event:
    """Return what a document tells of a bomb in a market of Baku."""
    told = {
        "id": f"{document}-e",
        "type": EventType.ASSAULT,
        "mode": "explosives",
        "summary": "انفجرت سيارة مفخخة في سوق المدينة صباحا",
        "when": day(14),
        "sources": (make_source(document, published=date(2025, 9, 15)),),
    }
    return make_event(**(told | changes))


def groups(events: Sequence[Event]) -> list[list[str]]:
    return sorted([source.document_id for source in event.sources] for event in merge(events))


def test_twenty_articles_on_one_happening_are_one_event_with_its_disagreement() -> None:
    events = merge([*reports("baquba-market"), *reports("baquba-patrol")])
    bombs = [event for event in events if event.type is EventType.ASSAULT]
    market, patrol = sorted(bombs, key=lambda event: -len(event.sources))
    assert len(market.sources) == len(retold("baquba-market")) == 20
    assert market.place_en == "Baquba"
    assert market.when == day(14)
    (killed,) = [d for d in market.disagreements if d.about == "killed"]
    assert {version.value: len(version.documents) for version in killed.versions} == {
        "15": 11,
        "12": 8,
    }
    tolls = {toll.kind: (toll.low, toll.best, toll.high) for toll in market.tolls}
    assert tolls[TollKind.KILLED] == (12, 15, 15)
    # The next day's bomb in the same town is another.
    assert [source.document_id for source in patrol.sources] == [
        d.id for d in retold("baquba-patrol")
    ]


@given(st.randoms(use_true_random=False))
@ON_A_BUSY_MACHINE
def test_order_of_arrival_makes_no_difference(random) -> None:
    told = [*reports("baquba-market"), *reports("baquba-patrol")]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(told)


@pytest.mark.parametrize(
    ("changes", "joined"),
    [
        ({}, True),
        ({"when": day(15)}, False),
        ({"type": EventType.ACCIDENT}, False),
        ({"modality": Modality.DENIED}, False),
        ({"modality": Modality.ONGOING}, True),
        ({"mode": None}, True),
        ({"place_id": "geonames:1", "lon": 49.95, "lat": 40.4}, True),
        ({"place_id": "geonames:1", "lon": 47.0, "lat": 40.4}, False),
        ({"summary": "هز دوي قوي ضاحية بعيدة", "mode": "aerial"}, False),
    ],
)
def test_reports_join_where_nothing_tells_them_apart(changes: dict[str, object], joined: bool):
    told = groups([report("a"), report("b", **changes)])
    assert told == ([["a", "b"]] if joined else [["a"], ["b"]])


def test_a_looser_report_joins_the_happening_it_fits() -> None:
    undated = report("c", when=None)
    month = replace(day(1, days=29), precision=TimePrecision.MONTH)
    country = {
        "place_id": "geonames:587116",
        "extent_km": 250.0,
        "where_precision": WherePrecision.COUNTRY,
    }
    assert groups([report("a"), report("b"), undated]) == [["a", "b", "c"]]
    assert groups([report("a"), report("c", when=month)]) == [["a", "c"]]
    assert groups([report("a"), report("c", **country)]) == [["a", "c"]]
    late = replace(undated, sources=(make_source("c", published=date(2025, 11, 1)),))
    assert groups([report("a"), late]) == [["a"], ["c"]]


def test_a_loose_report_does_not_join_two_happenings() -> None:
    first, second = report("a"), report("b", when=day(15))
    loose = report("c", when=day(14, days=1))
    assert groups([first, second, loose]) == [["a", "c"], ["b"]]


def test_event_keeps_bounds_latest_toll_and_the_earliest_reports_id() -> None:
    def told(document: str, published: int, killed: int, high: int | None) -> Event:
        toll = Toll(kind=TollKind.KILLED, low=killed, best=killed, high=high)
        source = make_source(document, published=date(2025, 9, published))
        return report(document, tolls=(toll,), sources=(source,))

    (event,) = merge([told("b", 16, 15, None), told("a", 14, 12, 12), told("c", 15, 13, 13)])
    assert event.id == "a-e"
    assert event.tolls == (Toll(kind=TollKind.KILLED, low=12, best=15, high=15),)
    assert [source.document_id for source in event.sources] == ["a", "c", "b"]
    (disagreement,) = event.disagreements
    assert isinstance(disagreement, Disagreement)
    assert [(v.value, v.documents) for v in disagreement.versions] == [
        ("12", ("a",)), ("13", ("c",)), ("15", ("b",)),
    ]  # fmt: skip


def test_one_articles_own_events_stay_apart() -> None:
    same = replace(report("a"), id="a-2")
    assert len(merge([report("a"), same])) == 2


def test_a_single_report_is_its_own_event() -> None:
    assert merge([report("a")]) == [report("a")]
    assert merge([]) == []


def test_copy_joins_its_original_whatever_its_date() -> None:
    copy = report("b", when=day(20), sources=(make_source("b", published=date(2025, 9, 20)),))
    (event,) = merge([copy, report("a")], originals={"b": "a"})
    assert [source.document_id for source in event.sources] == ["a", "b"]
    assert event.when == day(14)
    assert [d.about for d in event.disagreements] == ["date"]


def test_copies_are_found_by_their_text() -> None:
    long = " ".join(document.text for document in retold("baquba-market")[:4])
    documents = [
        Document(id="first", text=long, published=date(2025, 9, 14)),
        Document(id="reprint", text="نقلا عن وكالات. " + long, published=date(2025, 9, 15)),
        Document(id="other", text=retold("baquba-market")[5].text, published=date(2025, 9, 15)),
        Document(id="short", text="خبر", published=date(2025, 9, 13)),
    ]
    for order in (documents, documents[::-1]):
        copies = Copies()
        for document in order:
            copies.add(document)
        assert copies.originals() == {"reprint": "first"}


def test_sketches_do_not_depend_on_the_run() -> None:
    assert sketch("واحد اثنان ثلاثة") == ()
    numbers = sketch("انفجرت سيارة مفخخة في سوق المدينة")
    assert len(numbers) == 64
    assert numbers[:2] == (3312044610, 3346247827)
    assert len(bands(numbers)) == 16
    assert are_copies(numbers, numbers)
    assert not are_copies((), ())
