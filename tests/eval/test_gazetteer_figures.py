"""Floors under what the gazetteer offers: cities by their Arabic names, names of the gold."""

from __future__ import annotations

import random

import pytest

from geonews.gazetteer import Gazetteer
from tests.eval.corpora import CORPORA, available
from tests.eval.gold_coverage import MEASURED, coverage
from tests.eval.self_resolution import cities, hidden, known

SAMPLE = 400
"""Cities asked for per size; the whole is measured by python -m tests.eval.self_resolution."""

# Share of cities that come first by their Arabic name with their country, and with their
# province where that is not enough. Measured over all: capitals 1/1, .993/1, .979/.996, .966/.991.
FLOORS = {0: (1.0, 1.0), 1_000_000: (0.99, 1.0), 100_000: (0.96, 0.99), 15_000: (0.95, 0.98)}

# Share of names in the gold whose place is among the candidates. What is missed are buildings,
# and spans that are no names.
GOLD_FLOORS = {"idrisi_ar": 0.97, "news_gold": 0.97, "seed_gold": 1.0}


def some(gazetteer: Gazetteer, people: int) -> list:
    places = cities(gazetteer, people)
    draw = random.Random(people)  # noqa: S311 (a sample, not a secret)
    return places if len(places) <= SAMPLE else draw.sample(places, SAMPLE)


@pytest.mark.parametrize("people", FLOORS)
def test_cities_come_first_by_their_arabic_names(people: int) -> None:
    gazetteer = Gazetteer.packaged()
    places = some(gazetteer, people)
    score = known(gazetteer, places)
    with_country, with_province = FLOORS[people]
    assert score.asked == len(places) >= 200
    assert score.right / score.asked >= with_country, score.missed
    assert score.placed / score.asked >= with_province, score.missed


def test_every_town_of_fifteen_thousand_has_an_arabic_name() -> None:
    unnamed = [place.id for place in cities(Gazetteer.packaged(), 15_000) if not place.name_ar]
    assert len(unnamed) <= 3


def test_spellings_that_the_index_has_not_seen_find_most_cities() -> None:
    gazetteer = Gazetteer.packaged()
    score = hidden(gazetteer, some(gazetteer, 15_000))
    assert score.right / score.asked >= 0.66  # .71 when this was pinned
    assert score.placed / score.asked >= 0.69  # .73


@pytest.mark.parametrize("corpus", MEASURED)
def test_names_of_the_gold_have_their_place_among_the_candidates(corpus: str) -> None:
    if not available(CORPORA[corpus]):
        pytest.skip(f"{corpus} is not on this machine: it stays in ../shared/bench")
    found = coverage(corpus, Gazetteer.packaged())
    assert found.share >= GOLD_FLOORS[corpus], found.missed
