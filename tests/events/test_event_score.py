"""The event scorer, on an article whose answers are known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.eval.event_score import EventScore, pairs, score_article, total
from tests.events.articles import article

MADE = article("انفجرت سيارة مفخخة في {بيروت} أمس. وتظاهر آلاف المواطنين في {تونس}.")
PLACES: list[dict[str, Any]] = [
    {"name_en": "Beirut", "lat": 33.89, "lon": 35.5, "country": "LB", "level": "city"},
    {"name_en": "Tunis", "lat": 36.82, "lon": 10.17, "country": "TN", "level": "city"},
]
GOLD: list[dict[str, Any]] = [
    {
        "type": "ASSAULT",
        "trigger": "انفجرت سيارة",
        "where": 0,
        "when": {"start": "2024-08-17", "end": "2024-08-17", "precision": "day"},
        "modality": "happened",
    },
    {"type": "PROTEST", "trigger": "تظاهر", "where": 1, "when": None, "modality": "happened"},
]


def scored(gold: list[dict[str, Any]]) -> EventScore:
    return score_article(MADE.document.text, gold, PLACES, MADE.events(), MADE.mentions)


def test_score_of_right_answers_is_full():
    score = scored(GOLD)
    assert (score.precision, score.recall, score.f1) == (1, 1, 1)
    assert score.everything == 2


@pytest.mark.parametrize(
    ("change", "judged"),
    [
        ({"where": 1}, "place"),
        ({"where": None}, "place"),
        ({"when": None}, "date"),
        ({"when": {"start": "2024-08-16", "end": "2024-08-16"}}, "date"),
        ({"modality": "planned"}, "modality"),
    ],
)
def test_score_counts_each_fault_once(change: dict[str, Any], judged: str):
    score = scored([GOLD[0] | change, GOLD[1]])
    assert score.paired == 2
    assert score.everything == 1
    assert score.share(judged) == 0.5


def test_score_pairs_only_one_type():
    score = scored([GOLD[0] | {"type": "ACCIDENT"}, GOLD[1]])
    assert (score.paired, score.precision, score.recall) == (1, 0.5, 0.5)


def test_score_pairs_by_sentence_where_triggers_differ():
    gold = [GOLD[0] | {"trigger": "مفخخة في بيروت"}, GOLD[1] | {"trigger": "آلاف المواطنين"}]
    assert pairs(MADE.document.text, gold, MADE.events()) == [(0, 0), (1, 1)]


def test_score_of_nothing_is_zero():
    empty = EventScore()
    assert (empty.precision, empty.recall, empty.f1, empty.share("place")) == (0, 0, 0, 0)


def test_total_adds_counts():
    assert total([scored(GOLD), scored(GOLD)]) == EventScore(
        gold=4, predicted=4, paired=4, place=4, date=4, modality=4, everything=4
    )
