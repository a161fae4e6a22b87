"""Do cities resolve to themselves from an Arabic spelling?

    python -m tests.eval.self_resolution [--sample N] [--locations FOLDER]

Three measurements, each by size of city, each asking `Gazetteer.lookup` for "name",
"name، country" and, where that is not enough, "name، province" (Richmond, Virginia), and
counting the answers whose first place is the city itself:

known
    every city by the Arabic name that the gazetteer shows for it, or, where it has none, by
    the spelling that the pair model writes of its Latin name;
hidden
    cities asked for by the Arabic name that is shown, through their Latin names and other
    spellings alone, as if the build had never seen it;
unseen
    Arabic names that other people wrote: those of GNOME's weather stations (libgweather,
    GPL: measured on a copy of the user's own, and never shipped), for the stations that stand
    within `_NEAR_KM` of a city of the same Latin name.
"""

from __future__ import annotations

import argparse
import gettext
import random
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from geonews.errors import UnknownPlaceError
from geonews.gazetteer import MOST_UNLIKE, Gazetteer
from geonews.geo import great_circle_km
from geonews.model import Place
from geonews.resources import data_path
from geonews.text import lookup_key

__all__ = ["BANDS", "Score", "hidden", "known", "unseen"]

BANDS = (("capitals", 0), ("≥ 1,000,000", 1_000_000), ("≥ 100,000", 100_000), ("≥ 15,000", 15_000))

_NEAR_KM = 25.0
_SEED = 20261125
_SHOWN = 12


@dataclass(slots=True)
class Score:
    """How many were asked for, and how many came back first."""

    asked: int = 0
    right: int = 0
    """Right with the country named."""

    first: int = 0
    """Right by the bare name."""

    placed: int = 0
    """Right with the province named, where the country was not enough."""

    missed: list[str] | None = None

    def add(self, name: str, place: Place, gazetteer: Gazetteer) -> None:
        """Ask for a place by a name, with and without its country."""
        self.asked += 1
        country = gazetteer.countries.get(place.country)
        right = _is_first(
            place, gazetteer.lookup(f"{name}، {country.name_ar}" if country else name)
        )
        self.right += right
        self.first += _is_first(place, gazetteer.lookup(name))
        if not right:
            right = _is_first_in_its_province(name, place, gazetteer)
        self.placed += right
        if not right:
            self.missed = [*(self.missed or []), f"{name} ({place.name_en}, {place.country})"]


def _is_first(place: Place, found: Sequence[object]) -> bool:
    return bool(found) and found[0].place.id == place.id  # type: ignore[attr-defined]


def _is_first_in_its_province(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    try:
        province = gazetteer.place(f"admin1:{place.country}.{place.admin1}")
    except UnknownPlaceError:
        return False
    found = gazetteer.lookup(f"{name}، {province.name_ar or province.name_en}")
    return _is_first(place, found)


def cities(gazetteer: Gazetteer, people: int) -> list[Place]:
    """Return the capitals, or the cities of a size; in order of their ids."""
    where = "feature_code = 'PPLC'" if not people else "feature_class = 'P' AND population >= ?"
    with sqlite3.connect(f"{data_path('gazetteer.sqlite').as_uri()}?mode=ro", uri=True) as data:
        rows = data.execute(
            f"SELECT coalesce(id, 'geonames:' || number) FROM place WHERE {where} ORDER BY number",  # noqa: S608
            [people] if people else [],
        ).fetchall()
    return [gazetteer.place(row[0]) for row in rows]


def known(gazetteer: Gazetteer, places: Iterable[Place]) -> Score:
    """Ask for places by the names that are shown for them."""
    score = Score()
    for place in places:
        name = place.name_ar or gazetteer.transliterator.model.spell(lookup_key(place.name_en))
        score.add(name, place, gazetteer)
    return score


def hidden(gazetteer: Gazetteer, places: Iterable[Place]) -> Score:
    """Ask for places by an Arabic name through the other names they have."""
    score = Score()
    for place in places:
        if not place.name_ar:
            continue
        found = gazetteer.guessed(lookup_key(place.name_ar), most=MOST_UNLIKE)
        inside = [c for c in found if c.place.country == place.country]
        score.asked += 1
        score.right += (right := _is_first(place, inside))
        score.placed += right or _is_first(
            place, [c for c in inside if c.place.admin1 == place.admin1]
        )
        score.first += _is_first(place, found)
    return score


def unseen(gazetteer: Gazetteer, folder: Path, people: int) -> Score:
    """Ask for the cities of GNOME's weather stations by GNOME's Arabic names."""
    score, seen = Score(), set()
    for latin, arabic, lat, lon, country in _stations(folder):
        for candidate in gazetteer.lookup(latin, limit=50):
            place = candidate.place
            near = great_circle_km(lon=place.lon, lat=place.lat, to_lon=lon, to_lat=lat) < _NEAR_KM
            if place.feature_class == "P" and near and place.country == country:
                wanted = place.population >= people if people else place.feature_code == "PPLC"
                if wanted and place.id not in seen:
                    seen.add(place.id)
                    score.add(arabic, place, gazetteer)
                break
    return score


def _stations(folder: Path) -> Iterator[tuple[str, str, float, float, str]]:
    with next(folder.rglob("ar/LC_MESSAGES/libgweather*locations.mo")).open("rb") as handle:
        arabic = gettext.GNUTranslations(handle)
    tree = ElementTree.parse(next(folder.rglob("Locations.xml")))  # noqa: S314 (the user's own)
    for country in tree.iter("country"):
        code = country.findtext("iso-code", "")
        for city in country.iter("city"):
            name, point = city.findtext("_name", ""), city.findtext("coordinates", "")
            written = arabic.gettext(name)
            if written != name and point:
                lat, lon = map(float, point.split())
                yield name, written, lat, lon, code


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.self_resolution")
    parser.add_argument("--sample", type=int, default=2000, help="cities asked for per band")
    parser.add_argument("--locations", type=Path, help="folder with GNOME's libgweather data")
    options = parser.parse_args(argv)
    gazetteer = Gazetteer.packaged()
    draw = random.Random(_SEED)  # noqa: S311 (a sample, not a secret)
    for band, people in BANDS:
        places = cities(gazetteer, people)
        some = places if len(places) <= options.sample else draw.sample(places, options.sample)
        _say(f"{band}: {len(places)} cities, {sum(1 for p in places if p.name_ar)} named in Arabic")
        _print("known", known(gazetteer, some))
        _print("hidden", hidden(gazetteer, some))
        if options.locations:
            _print("unseen", unseen(gazetteer, options.locations, people))
    return 0


def _print(title: str, score: Score) -> None:
    asked = max(score.asked, 1)
    _say(
        f"  {title:8}{score.asked:6} asked: {score.first / asked:.4f} by the bare name, "
        f"{score.right / asked:.4f} with the country, {score.placed / asked:.4f} where it is "
        "not enough with the province"
    )
    if score.missed:
        _say("           not " + "; ".join(score.missed[:_SHOWN]))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
