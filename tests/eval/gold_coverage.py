"""Of the names that gold answers place, how many have that place among their candidates?

    python -m tests.eval.gold_coverage

Counted by distinct name and place, over the corpora in ../shared/bench that give coordinates:
idrisi_ar (countries, provinces, cities), news_gold and seed_gold. A candidate is right within
161 km of the gold point or in the gold area, the measure of ../shared/bench/score_places.py.
No context is used: this is what the gazetteer offers, guesses at spellings included, before
anything chooses.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geonews.gazetteer import Gazetteer
from geonews.geo import great_circle_km
from geonews.model import Candidate
from geonews.text import lookup_key
from geonews.toponyms.lexicon import Lexicon
from tests.eval.corpora import CORPORA, available, read_articles

__all__ = ["MEASURED", "Coverage", "coverage"]

MEASURED = {
    "idrisi_ar": frozenset({"country", "admin", "city"}),
    "news_gold": frozenset(),
    "seed_gold": frozenset(),
}
"""Levels counted by corpus; all where none is named."""

_RIGHT_KM = 161.0
_MOST = 60
_ADJECTIVES = frozenset({"شمالي", "جنوبي", "شرقي", "غربي"})
"""Of directions, after the name: "Hafar al-Batin, the southern one"."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was counted in one corpus."""

    names: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the names whose place is among the candidates."""
        return 1 - len(self.missed) / self.names if self.names else 0.0


def coverage(corpus: str, gazetteer: Gazetteer) -> Coverage:
    """Count the distinct names of a corpus."""
    seen: dict[tuple[str, float, float], dict[str, Any]] = {}
    for mention in _placed(corpus):
        where = round(mention["lat"], 1), round(mention["lon"], 1)
        seen.setdefault((lookup_key(mention["surface"]), *where), mention)
    missed = [
        mention["surface"]
        for mention in seen.values()
        if not any(_right(c, mention) for c in _candidates(mention["surface"], gazetteer))
    ]
    return Coverage(len(seen), tuple(sorted(missed)))


def _placed(corpus: str) -> Iterator[dict[str, Any]]:
    levels = MEASURED[corpus]
    for row in read_articles(CORPORA[corpus]):
        for mention in row["mentions"]:
            counted = not levels or mention.get("level") in levels
            if mention.get("lat") is not None and counted and not mention.get("suspect"):
                yield mention


def _candidates(surface: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield the places of a span's name, and of what is left without its class nouns and
    directions: gold marks "north-west of Hafar al-Batin" as one span."""
    name = " ".join(surface.replace("#", " ").replace("_", " ").split())
    yield from gazetteer.lookup(name, limit=_MOST)
    yield from gazetteer.guessed(lookup_key(name))
    cues = Lexicon.packaged()
    head, _, rest = name.partition(" ")
    while rest and (cues.class_asked(lookup_key(head)) or lookup_key(head) in cues.nearness):
        yield from gazetteer.lookup(rest, limit=_MOST)
        yield from gazetteer.guessed(lookup_key(rest))
        head, _, rest = rest.partition(" ")
    whole, _, last = name.rpartition(" ")
    if whole and lookup_key(last).removeprefix("ال").removesuffix("ه") in _ADJECTIVES:
        yield from gazetteer.lookup(whole, limit=_MOST)


def _right(candidate: Candidate, gold: dict[str, Any]) -> bool:
    place = candidate.place
    if box := gold.get("bbox"):
        south, west, north, east = box
        if south <= place.lat <= north and west <= place.lon <= east:
            return True
    distance = great_circle_km(lon=place.lon, lat=place.lat, to_lon=gold["lon"], to_lat=gold["lat"])
    return distance <= max(_RIGHT_KM, gold.get("extent_km") or 0, place.extent_km)


def main() -> int:
    """Measure and print; return the exit code."""
    gazetteer = Gazetteer.packaged()
    for corpus in MEASURED:
        if not available(CORPORA[corpus]):
            sys.stdout.write(f"{corpus}: not on this machine\n")
            continue
        found = coverage(corpus, gazetteer)
        sys.stdout.write(
            f"{corpus}: {found.share:.4f} of {found.names} names; not: "
            f"{' · '.join(found.missed) or '-'}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
