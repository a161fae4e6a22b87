"""Articles per second from text to events, and where the time goes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from benchmarks.baseline import LongestMatch
from benchmarks.rows import Row
from geonews.cli.gazetteers import spare_the_collector
from geonews.events import find_events, to_events
from geonews.gazetteer import Gazetteer
from geonews.model import Analysis, Document
from geonews.pipeline import Pipeline

__all__ = ["benchmark_analysis", "read_news", "read_seeds"]

_ROOT = Path(__file__).resolve().parents[1]
_NEWS = _ROOT.parent / "shared" / "bench" / "news_raw.jsonl"
_NEWS_ARTICLES = 300
_MENTIONS_TARGET = 300
"""Articles of news a second, on one core."""

_EVENTS_TARGET = 200
"""The same for the whole way to events."""

Counts = tuple[int, int, int]
"""Mentions, times and events."""

Result = TypeVar("Result")


def read_seeds() -> list[Document]:
    """Return the seed articles."""
    rows = [json.loads(path.read_text("utf-8")) for path in _ROOT.glob("seeds/articles/*.json")]
    return [
        Document(id=row["id"], text=row["text"], published=date.fromisoformat(row["published"]))
        for row in rows
    ]


def read_news() -> list[Document]:
    """Return real news from all over the file; none where it is not on this machine."""
    if not _NEWS.is_file():
        return []
    lines = [line for line in _NEWS.read_text("utf-8").split("\n") if line]
    step = max(1, len(lines) // _NEWS_ARTICLES)
    rows = map(json.loads, lines[::step][:_NEWS_ARTICLES])
    return [Document(id=row["id"], text=row["text"]) for row in rows]


def benchmark_analysis(name: str, documents: Sequence[Document], *, repeat: int) -> Iterator[Row]:
    """Yield speed, share of each stage and ratio to the baseline, on one set of documents.

    Parameters
    ----------
    name
        What the documents are called in the table.
    documents
        What is read; loading the gazetteer and a first reading are not timed.
    repeat
        Times that the whole is run; the fastest counts.
    """
    spare_the_collector()  # as every command does
    pipeline = Pipeline.packaged()
    wanted = _counts([pipeline.analyze(document) for document in documents])
    assert all(wanted), f"{name}: nothing was found"
    seconds, found = _fastest(lambda: _whole(pipeline, documents), repeat)
    assert found == wanted, f"{name}: {found} on repeat, {wanted} before"
    stages, found = _staged(pipeline, documents)
    assert found == wanted, f"{name}: {found} stage by stage, {wanted} in one"

    match = LongestMatch(Gazetteer.packaged().names)
    plain = [match(document.text) for document in documents]
    assert any(plain), f"{name}: the baseline found nothing"
    base, again = _fastest(lambda: [match(document.text) for document in documents], repeat)
    assert again == plain

    size = sum(len(document.text.encode()) for document in documents) / 1e6
    rate, base_rate = len(documents) / seconds, len(documents) / base
    yield Row(
        name=f"{name}: text to events, {len(documents)} articles, {size:.2f} MB",
        value=f"{rate:.1f} articles/s (target {_EVENTS_TARGET})",
        baseline=f"longest match in a set {base_rate:.0f} articles/s",
        ratio=seconds / base,
    )
    yield Row(
        name=f"{name}: UTF-8 read",
        value=f"{size / seconds:.3f} MB/s",
        baseline=f"longest match in a set {size / base:.2f} MB/s",
        ratio=seconds / base,
    )
    # Counted and let go, as a stream of articles is: what is kept costs the collector's time.
    placing, placed = _fastest(lambda: sum(len(pipeline.mentions(d)) for d in documents), repeat)
    assert placed == wanted[0]
    yield Row(
        name=f"{name}: text to mentions, resolved",
        value=f"{len(documents) / placing:.1f} articles/s (target {_MENTIONS_TARGET})",
        baseline=f"longest match in a set {base_rate:.0f} articles/s",
        ratio=placing / base,
    )
    for stage, spent in stages.items():
        share = spent / sum(stages.values())
        yield Row(
            name=f"{name}: {stage}",
            value=f"{share:.0%} of the time",
            baseline="longest match in a set",
            ratio=spent / base,
        )
    mentions, times, events = wanted
    yield Row(name=f"{name}: answers", value=f"{mentions} mentions, {times} times, {events} events")


def _whole(pipeline: Pipeline, documents: Sequence[Document]) -> Counts:
    counts = (0, 0, 0)
    for document in documents:  # and let go, as a stream of articles is
        analysis = pipeline.analyze(document)
        assert len(to_events(analysis)) == len(analysis.events)
        found = _counts([analysis])
        counts = (counts[0] + found[0], counts[1] + found[1], counts[2] + found[2])
    return counts


def _staged(pipeline: Pipeline, documents: Sequence[Document]) -> tuple[dict[str, float], Counts]:
    """Return the seconds spent in each stage, and what was found."""
    spent = dict.fromkeys(("recognition", "resolution", "times", "events"), 0.0)
    analyses = []
    for document in documents:
        marks = [time.perf_counter()]
        toponyms = pipeline.recognizer(document.text)
        marks.append(time.perf_counter())
        mentions = tuple(pipeline.resolver(document.text, toponyms))
        marks.append(time.perf_counter())
        times = pipeline.times(document, anchor=document.published)
        marks.append(time.perf_counter())
        events = find_events(
            document, mentions, times, atlas=pipeline.atlas, gazetteer=pipeline.gazetteer
        )
        analysis = Analysis(document=document, mentions=mentions, times=times, events=events)
        assert len(to_events(analysis)) == len(events)
        marks.append(time.perf_counter())
        for at, stage in enumerate(spent):
            spent[stage] += marks[at + 1] - marks[at]
        analyses.append(analysis)
    return spent, _counts(analyses)


def _counts(analyses: Sequence[Analysis]) -> Counts:
    return (
        sum(len(analysis.mentions) for analysis in analyses),
        sum(len(analysis.times) for analysis in analyses),
        sum(len(analysis.events) for analysis in analyses),
    )


def _fastest(run: Callable[[], Result], repeat: int) -> tuple[float, Result]:
    """Return the seconds of the fastest run, and the result of the last."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - start)
    return best, result
