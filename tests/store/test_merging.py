"""A store joins reports into the same happenings, however and whenever they come."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews import Pipeline
from geonews.events import Copies, merge, to_events
from geonews.model import Analysis, Event, EventType, Interval, TimePrecision
from geonews.query import Query
from geonews.store import AddStatus, EventStore
from tests.events.test_merging import retold
from tests.samples import ON_A_BUSY_MACHINE, make_analysis, make_event, make_source
from tests.store.conftest import Place

ALL = Query()

WORDINGS = (
    "انفجرت سيارة مفخخة في سوق المدينة صباحا",
    "هز انفجار سيارة مفخخة سوقا وسط المدينة",
    "قصفت الطائرات جسرا على النهر",
)


@cache
def analyses() -> tuple[Analysis, ...]:
    pipeline = Pipeline.packaged()
    documents = (*retold("baquba-market"), *retold("baquba-patrol"))
    return tuple(pipeline.analyze(document) for document in documents)


def by_id(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.id)


def joined(told: Sequence[Analysis]) -> list[Event]:
    """Return what `merge` makes of the same documents in memory."""
    copies = Copies()
    for analysis in told:
        copies.add(analysis.document)
    reports = [event for analysis in told for event in to_events(analysis)]
    return by_id(merge(reports, originals=copies.originals()))


@pytest.mark.parametrize("seed", range(3))
def test_store_holds_what_merging_in_memory_gives(place: Place, seed: int) -> None:
    told = list(analyses())
    random.Random(seed).shuffle(told)  # noqa: S311 - an order, not a secret
    with EventStore.open(place, create=True) as store:
        for number, analysis in enumerate(told):
            store.add(analysis, to_events(analysis))
            if number % 7 == seed:
                store.merge()
        store.merge()
        assert by_id(list(store.query(ALL))) == joined(analyses())
        assert store.merge() == 0


def test_removing_what_a_document_told_takes_the_event_apart(place: Place) -> None:
    told = analyses()
    with EventStore.open(place, create=True) as store:
        for analysis in told:
            store.add(analysis, to_events(analysis))
        store.merge()
        first = told[0].document
        changed = make_analysis(first.id, text="نص آخر لا يروي شيئا", published=first.published)
        store.add(changed, [])
        store.merge()
        assert by_id(list(store.query(ALL))) == joined(told[1:])


def test_before_merging_each_report_is_an_event(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        for analysis in analyses()[:3]:
            store.add(analysis, to_events(analysis))
        assert all(len(event.sources) == 1 for event in store.query(ALL))
        seen: list[tuple[int, int]] = []
        assert store.merge(on_progress=lambda done, total: seen.append((done, total))) > 0
        assert seen
        assert seen[0][0] == 0
        assert max(len(event.sources) for event in store.query(ALL)) == 3


def test_split_takes_an_event_apart_for_good(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        for analysis in analyses():
            store.add(analysis, to_events(analysis))
        store.merge()
        merged = max(store.query(ALL), key=lambda event: len(event.sources))
        assert store.split(merged.id) == 20
        store.merge()
        assert sum(len(event.sources) > 1 for event in store.query(ALL)) == 1  # the patrol's
        assert store.split("no such event") == 0


def test_text_search_finds_a_merged_event_once(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        for analysis in analyses():
            store.add(analysis, to_events(analysis))
        store.merge()
        found = list(store.query(Query(text="مفخخة", types=frozenset({EventType.ASSAULT}))))
        assert [len(event.sources) for event in found] == [20]


def test_reprint_joins_its_original_and_leaves_with_it(place: Place) -> None:
    text = " ".join(analysis.document.text for analysis in analyses()[:3])
    undated = make_event(id="e-1", when=None)
    with EventStore.open(place, create=True) as store:
        for document, event in (("a", "e-1"), ("b", "e-2")):
            published = date(2025, 9, 14 if document == "a" else 30)
            source = make_source(document, published=published)
            told = make_event(id=event, when=undated.when, sources=(source,))
            store.add(make_analysis(document, text=text, published=published), [told])
        store.merge()
        assert [len(event.sources) for event in store.query(ALL)] == [2]
        store.add(make_analysis("a", text="نص آخر", published=date(2025, 9, 14)), [])
        store.merge()
        assert [event.id for event in store.query(ALL)] == ["e-2"]


def test_event_is_called_anew_when_the_report_that_named_it_leaves(place: Place) -> None:
    """The first two are one; then the third takes the second, and the first is its copy."""

    def told(document: str, number: int, first: int | None, last: int, published: int) -> Event:
        days = (date(2025, 9, first), date(2025, 9, last)) if first else None
        when = Interval(start=days[0], end=days[1], precision=TimePrecision.DAY) if days else None
        return make_event(
            id=f"{document}-{number}",
            type=EventType.PROTEST,
            mode=None,
            when=when,
            summary=WORDINGS[0],
            place_id="test:0.0",
            lat=40.0,
            confidence=0.6,
            sources=(make_source(document, published=date(2025, 9, published)),),
        )

    texts = {"a": WORDINGS[1], "c": WORDINGS[0], "b": WORDINGS[1]}
    history = {
        "a": (3, [told("a", 0, 2, 2, 3)]),
        "c": (2, [told("c", 0, 2, 2, 2)]),
        "b": (1, [told("b", 0, None, 1, 1), told("b", 1, 1, 3, 1)]),
    }
    with EventStore.open(place, create=True) as store:
        for document, (day, events) in history.items():
            published = date(2025, 9, day)
            store.add(make_analysis(document, text=texts[document], published=published), events)
            if document == "c":
                store.merge()
        store.merge()
        told_of = sorted(source.document_id for e in store.query(ALL) for source in e.sources)
        assert told_of == ["a", "b", "b", "c"]


def test_copy_of_a_copy_joins_what_its_original_joined_before(place: Place) -> None:
    with EventStore.open(place, create=True) as store:
        for document, published, day in (
            ("a", date(2025, 9, 1), date(2025, 9, 1)),
            ("c", date(2025, 9, 1), date(2025, 8, 31)),
            ("b", date(2025, 9, 2), date(2025, 9, 2)),
        ):
            told = make_event(
                id=f"{document}-0",
                when=Interval(start=day, end=day, precision=TimePrecision.DAY),
                summary=WORDINGS[0],
                sources=(make_source(document, published=published),),
            )
            text = f"{WORDINGS[2]} {document.replace('c', '')}"
            store.add(make_analysis(document, text=text, published=published), [told])
            store.merge()
        assert [len(event.sources) for event in store.query(ALL)] == [3]


@st.composite
def told_at_random(draw: st.DrawFn) -> tuple[Analysis, list[Event]]:
    """Return a document, by one of few ids, with up to three events of few days and places."""
    document = draw(st.sampled_from("abcdef"))
    published = date(2025, 9, 1) + timedelta(days=draw(st.integers(0, 5)))
    events = []
    for number in range(draw(st.integers(0, 3))):
        first = published - timedelta(days=draw(st.integers(0, 2)))
        last = first + timedelta(days=draw(st.sampled_from((0, 0, 0, 2))))
        when = Interval(start=first, end=last, precision=TimePrecision.DAY)
        north = draw(st.sampled_from((0.0, 0.1, 3.0)))
        events.append(
            make_event(
                id=f"{document}-{number}",
                type=draw(st.sampled_from((EventType.ASSAULT, EventType.PROTEST))),
                mode=None,
                when=draw(st.sampled_from((when, when, None))),
                summary=draw(st.sampled_from(WORDINGS)),
                place_id=f"test:{north}",
                lat=40.0 + north,
                confidence=draw(st.sampled_from((0.6, 0.9))),
                sources=(make_source(document, published=published),),
            )
        )
    text = draw(st.sampled_from(WORDINGS)) + " " + document * draw(st.integers(0, 1))
    return make_analysis(document, text=text, published=published), events


@given(st.lists(told_at_random(), max_size=12), st.sets(st.integers(0, 12)))
@ON_A_BUSY_MACHINE
def test_any_history_ends_where_its_last_documents_lead(
    new_place: Callable[[], Place],
    history: list[tuple[Analysis, list[Event]]],
    merges: set[int],
) -> None:
    """Whatever came, was replaced and was merged between: only what is there counts."""
    last: dict[str, tuple[Analysis, list[Event]]] = {}
    with EventStore.open(new_place(), create=True) as store:
        for number, (analysis, events) in enumerate(history):
            if store.add(analysis, events).status is not AddStatus.UNCHANGED:
                last[analysis.document.id] = (analysis, events)
            if number in merges:
                store.merge()
        store.merge()
        copies = Copies()
        for analysis, _ in last.values():
            copies.add(analysis.document)
        told = [event for _, events in last.values() for event in events]
        expected = merge(told, originals=copies.originals())
        assert by_id(list(store.query(ALL))) == by_id(expected)
