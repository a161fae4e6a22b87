"""Populated places: GeoNames' cities, with the overlay's names and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gazetteer.rows import PlaceRow, read_csv
from gazetteer.upstream import read_table
from geonews.gazetteer.scripts import KIND_OF_SCRIPT, best_spelling, classify, clean, is_arabic
from geonews.model import NameKind
from geonews.text.folding import lookup_key

__all__ = [
    "add_overlay_names",
    "apply_attributes",
    "apply_names",
    "display_name",
    "extra_places",
    "join_words",
    "mark_capitals",
    "overlay_place",
    "settlements",
]

_FLOORS = {"core": 0.75, "towns-in-the-news": 0.68}
"""Least prominence of the places of a table of names. The towns of core.csv are named by
themselves; those that a war or a disaster made known, where a preposition or a list says that
a place is meant; the other tables hold every city from a size on, and lift none."""

_EXTRA_FLOORS = {"municipalities": 0.5}
_EXTRA_FLOOR = 0.68
"""The same for what the overlay adds to upstream's places, which news names; municipalities
are listed for completeness, and lifted over hamlets only."""

_SETTABLE = frozenset({"country", "feature_code", "name_en"})

_DISTRICT_KM = 25.0
"""Radius drawn for a district, whose outline is not known: 2,000 km², a middling one."""

_JOINED_FROM = 50_000
"""People from which a place's name is met often enough to be written in one word."""

_JOINED_LETTERS = 7
"""Shorter joined names are more often words."""


def settlements(cities: list[dict[str, Any]]) -> dict[str, PlaceRow]:
    """Return GeoNames' populated places by id, with the names whose letters we can class."""
    tagged = read_table("geonames-names-ar")
    places = {}
    for city in cities:
        place = PlaceRow(
            id=f"geonames:{city['geonameid']}",
            name_en=city["name"],
            feature_class="P",
            feature_code="PPL",
            country=city["countrycode"],
            admin1=city["admin1code"],
            lat=round(float(city["latitude"]), 5),
            lon=round(float(city["longitude"]), 5),
            population=int(city["population"]),
            source="geonames-cities",
        )
        place.add_name(city["name"], NameKind.OFFICIAL, "geonames-cities")
        if name := tagged.get(str(city["geonameid"])):
            place.add_name(name, NameKind.VARIANT, "geonames-names-ar")
            place.name_ar = name
        _add_alternates(place, city["alternatenames"])
        place.fame = len(city["alternatenames"])
        places[place.id] = place
    return places


def _add_alternates(place: PlaceRow, names: Iterable[str]) -> None:
    """Add the names whose letters we can class; of Latin ones, one per look-up key."""
    latin = {key for key, _ in place.names}
    for name in sorted(map(clean, names)):
        kind, key = KIND_OF_SCRIPT.get(classify(name)), lookup_key(name)
        if kind is None or (key in latin and not is_arabic(key)):
            continue
        latin.add(key)
        place.add_name(name, kind, "geonames-cities")


def apply_names(places: Mapping[str, PlaceRow], overlay: Path) -> dict[str, float]:
    """Apply the overlay's corrections, then its names; return the least prominence by id.

    Raises
    ------
    SystemExit
        A row names an id that is not there, or a correction corrects nothing: the upstream
        has changed, and the row wants a look.
    """
    for row in read_csv(overlay / "corrections.csv"):
        place = places.get(row["place_id"])
        if place is None or not place.drop_name(clean(row["name"])):
            raise SystemExit(f"corrections.csv: {row['place_id']} has no name {row['name']!r}")
    named: set[str] = set()
    floors: dict[str, float] = {}
    for table in sorted((overlay / "names").glob("*.csv")):
        for row in read_csv(table):
            place = places.get(row["place_id"])
            if place is None:
                raise SystemExit(f"{table.name}: no place {row['place_id']} ({row['name']})")
            _apply_name(place, row, first=place.id not in named)
            named.add(place.id)
            floors[place.id] = max(floors.get(place.id, 0.0), _FLOORS.get(table.stem, 0.0))
    return floors


def _apply_name(place: PlaceRow, row: Mapping[str, str], *, first: bool) -> None:
    kind = NameKind(row["kind"])
    # The overlay's word on a spelling that GeoNames has too is the one that counts.
    place.drop_name(row["name"])
    place.add_name(row["name"], kind, row["source"])
    if kind is NameKind.SHORT or first:
        # Before its first curated name a place shows what upstream has.
        place.name_ar = row["name"]


def apply_attributes(places: Mapping[str, PlaceRow], overlay: Path) -> None:
    """Set what the overlay knows better than upstream: seats of government, open status.

    Raises
    ------
    SystemExit
        A row names an id or a field that is not there.
    """
    for row in read_csv(overlay / "attributes.csv"):
        place = places.get(row["place_id"])
        if place is None or row["field"] not in _SETTABLE:
            raise SystemExit(f"attributes.csv: {row['place_id']} {row['field']!r} cannot be set")
        setattr(place, row["field"], row["value"])
        if row["field"] == "name_en":
            place.add_name(row["value"], NameKind.OFFICIAL, "overlay")


def extra_places(overlay: Path) -> tuple[list[PlaceRow], dict[str, float]]:
    """Return the places that GeoNames' extract lacks, and the least prominence of each by id."""
    places, floors = [], {}
    for table in sorted((overlay / "places").glob("*.csv")):
        for row in read_csv(table):
            place = overlay_place(row)
            places.append(place)
            floors[place.id] = _EXTRA_FLOORS.get(table.stem, _EXTRA_FLOOR)
    return places, floors


def overlay_place(row: Mapping[str, str]) -> PlaceRow:
    """Return the place of a row of ``places/`` or of ``facilities.csv``."""
    reach = _DISTRICT_KM if row["feature_class"] == "A" else 0.0
    place = PlaceRow(
        id=row["id"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        country=row["country"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row.get("population") or 0),
        extent_km=float(row.get("extent_km") or reach),
        metonym=row.get("metonym") == "1",
        source="overlay",
    )
    add_overlay_names(place, row["variants"].split("|"), row["source"])
    return place


def add_overlay_names(place: PlaceRow, variants: Iterable[str], source: str = "overlay") -> None:
    """Add the names that a place is shown by, and others, of which some may be empty."""
    place.add_name(place.name_ar, NameKind.SHORT, source)
    place.add_name(place.name_en, NameKind.OFFICIAL, source)
    for name in variants:
        place.add_name(name, NameKind.VARIANT, source)


def join_words(places: Mapping[str, PlaceRow]) -> None:
    """Add the one-word spelling of the two-word names of larger places: بورسعيد, حفرالباطن."""
    for place in places.values():
        if place.population < _JOINED_FROM:
            continue
        for (key, name), (_, kind, source) in list(place.names.items()):
            words = name.split()
            if is_arabic(key) and len(words) == 2 and kind is not NameKind.LOW_TRUST:
                joined = "".join(words)
                if len(joined) >= _JOINED_LETTERS:
                    place.add_name(joined, NameKind.VARIANT, source)


def mark_capitals(places: Mapping[str, PlaceRow], countries: list[dict[str, Any]]) -> None:
    """Give the capital of every country the feature code PPLC.

    GeoNames' extract has no feature codes; the capital is the place of the country that is
    called so, or else the most populous that has the name among its others.
    """
    wanted = {c["iso"]: lookup_key(c["capital"]) for c in countries if c["capital"]}
    best: dict[str, tuple[bool, int, PlaceRow]] = {}
    for place in places.values():
        capital = wanted.get(place.country)
        if not capital or all(key != capital for key, _ in place.names):
            continue
        # Delhi carries New Delhi's name too; the place that is called so goes before it.
        rank = (lookup_key(place.name_en) == capital, place.population)
        if place.country not in best or rank > best[place.country][:2]:
            best[place.country] = (*rank, place)
    for *_, place in best.values():
        place.feature_code = "PPLC"


def display_name(place: PlaceRow) -> str:
    """Return the Arabic name to show for a place that the overlay does not name."""
    return best_spelling(
        name
        for (key, name), (_, kind, _) in place.names.items()
        if kind is not NameKind.LOW_TRUST and is_arabic(key)
    )
