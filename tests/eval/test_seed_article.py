"""What the first article has to yield; it is a publisher's, so it stands outside the repository."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geonews.model import Analysis
from geonews.pipeline import Pipeline
from geonews.timex import find_times
from tests.eval import event_score, places_score
from tests.eval.corpora import CORPORA, available, read_articles, to_document

_CORPUS = CORPORA["seed_gold"]
pytestmark = pytest.mark.skipif(
    not available(_CORPUS), reason="../shared/bench/seed_gold.jsonl is missing"
)


@pytest.fixture(scope="module")
def article() -> dict[str, Any]:
    return next(read_articles(_CORPUS))


@pytest.fixture(scope="module")
def analysis(article: dict[str, Any]) -> Analysis:
    return Pipeline.packaged().analyze(to_document(article))


@pytest.fixture(scope="module")
def event_pairs(article: dict[str, Any], analysis: Analysis) -> list[tuple[int, int]]:
    return event_score.pairs(article["text"], article["events"], analysis.events)


def test_at_least_24_of_25_places_are_right(article: dict[str, Any], analysis: Analysis) -> None:
    score = places_score.score_places(article["mentions"], analysis.mentions)
    assert score.gold == 25
    assert score.right >= 24, score


def test_at_most_one_mention_is_false(article: dict[str, Any], analysis: Analysis) -> None:
    score = places_score.score_places(article["mentions"], analysis.mentions)
    assert score.predicted - score.found <= 1, score


@pytest.mark.parametrize(
    "surface", ["الكرملين", "موسكو", "كييف", "يريفان"], ids=["kremlin", "moscow", "kyiv", "yerevan"]
)
def test_capitals_stand_for_governments(
    surface: str, article: dict[str, Any], analysis: Analysis
) -> None:
    wanted = [mention for mention in article["mentions"] if mention["surface"] == surface]
    found = places_score.pairs(wanted, analysis.mentions)
    assert {mention["use"] for mention in wanted} == {"metonym"}
    assert [str(mention.toponym.use) for _, mention in found] == ["metonym"] * len(wanted)


def test_at_least_8_of_10_events_are_right_in_type_place_and_date(
    article: dict[str, Any], analysis: Analysis, event_pairs: list[tuple[int, int]]
) -> None:
    gold, found = article["events"], analysis.events
    right = [
        gold[g]["summary_en"]
        for g, p in event_pairs
        if event_score.date_right(gold[g], found[p])
        and event_score.place_right(gold[g], article["mentions"], found[p], analysis.mentions)
    ]
    assert len(gold) == 10
    assert len(right) >= 8, right


def test_what_is_planned_is_planned(
    article: dict[str, Any], analysis: Analysis, event_pairs: list[tuple[int, int]]
) -> None:
    gold = article["events"]
    planned = [g for g, _ in event_pairs if gold[g]["modality"] == "planned"]
    assert planned
    for g, p in event_pairs:
        is_planned = str(analysis.events[p].modality) == "planned"
        assert is_planned == (g in planned), gold[g]["summary_en"]


def test_every_time_of_its_events_is_read(article: dict[str, Any]) -> None:
    times = find_times(article["text"], anchor=date.fromisoformat(article["published"]))
    found = {
        (t.surface, t.interval.start.isoformat(), t.interval.end.isoformat(), t.interval.precision)
        for t in times
        if t.interval and t.interval.start and t.interval.end
    }
    dated = [event for event in article["events"] if event["when"]]
    assert dated
    for event in dated:
        when = event["when"]
        assert (event["when_text"], when["start"], when["end"], when["precision"]) in found
