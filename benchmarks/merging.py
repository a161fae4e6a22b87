"""Reports joined into happenings a second, in memory and in a store."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.rows import Row
from geonews.events import merge, to_events
from geonews.model import Analysis, Document, Event, Interval, TimePrecision
from geonews.pipeline import Pipeline
from geonews.store import EventStore

__all__ = ["benchmark_merging"]

_DAYS = 120
_STORED = 2_000
_WORDS = 200
_FIRST = date(2025, 1, 1)


def benchmark_merging(documents: Sequence[Document]) -> Iterator[Row]:
    """Yield the speed of merging, beside grouping by type, place and day.

    Parameters
    ----------
    documents
        Their events are retold on each of many days, by one to five documents a day.
    """
    pipeline = Pipeline.packaged()
    told = [event for document in documents for event in to_events(pipeline.analyze(document))]
    reports = list(_retold(told))
    started = time.perf_counter()
    groups = {(e.type, e.place_id, e.when and e.when.start) for e in reports}
    base = time.perf_counter() - started
    started = time.perf_counter()
    events = merge(reports)
    spent = time.perf_counter() - started
    assert sum(len(event.sources) for event in events) == len(reports)
    yield Row(
        name=f"merging {len(reports)} reports of {_DAYS} days in memory",
        value=f"{len(reports) / spent:.0f} reports/s, {len(events)} events",
        baseline=f"grouping by type, place and day: {len(groups)}",
        ratio=spent / base,
    )
    with tempfile.TemporaryDirectory() as folder:
        yield from _stored(reports[:_STORED], Path(folder) / "events.gpkg")


def _retold(told: Sequence[Event]) -> Iterator[Event]:
    chance = random.Random(1)  # noqa: S311 - a load, not a secret
    for day in (_FIRST + timedelta(days=n) for n in range(_DAYS)):
        when = Interval(start=day, end=day, precision=TimePrecision.DAY)
        for number, event in enumerate(told):
            for teller in range(chance.randint(1, 5)):
                name = f"{day}-{number}-{teller}"
                source = replace(event.sources[0], document_id=name, published=day)
                yield replace(event, id=name, when=when, sources=(source,))


def _stored(reports: Sequence[Event], path: Path) -> Iterator[Row]:
    with EventStore.open(path, create=True) as store:
        started = time.perf_counter()
        for report in reports:
            source = report.sources[0]
            text = " ".join(f"{report.id}-{n}" for n in range(_WORDS))  # no two alike
            document = Document(id=source.document_id, text=text, published=source.published)
            analysis = Analysis(document=document, mentions=(), times=(), events=())
            store.add(analysis, [report])
        added = time.perf_counter() - started
        started = time.perf_counter()
        store.merge()
        merged = time.perf_counter() - started
    yield Row(
        name=f"store: {len(reports)} documents of one event added, then merged",
        value=f"{len(reports) / added:.0f} documents/s, {len(reports) / merged:.0f} reports/s",
        baseline="adding",
        ratio=merged / added,
    )
