"""Names taken out of the upstream releases: of divisions, and those in Arabic letters."""

from __future__ import annotations

import pytest

from gazetteer.extract import admin1_names, arabic_names, subdivision_names

BAKU = {"country_code": "AZ", "latitude": 40.37767, "longitude": 49.89201}
GANJA = {"country_code": "AZ", "latitude": 40.68157, "longitude": 46.36134}
LANKARAN = {"country_code": "AZ", "latitude": 38.75428, "longitude": 48.85062}
"""Points as upstream has them: towns of two dumps are the same where they stand at one."""


def test_admin1_names_are_by_code() -> None:
    messages = {
        "AZ.09": "Baku City",
        "AZ.29": "Lankaran",
        "FR.11": "Île-de-France",
        "587084": "Baku",
        "": "Project-Id-Version",
        "AZ": "Azerbaijan",
        "az.30": "lower case",
        "AZE.31": "three letters",
    }
    towns = [
        BAKU | {"state": "Baki"},
        GANJA | {"state": "Ganja City"},
        LANKARAN | {"state": ""},
        LANKARAN,
        {"country_code": "AZ", "latitude": 0.0, "longitude": 0.0, "state": "Nowhere"},
    ]
    assert admin1_names(messages, towns) == {
        "AZ.09": "Baki",  # the newer dump goes before the catalogue
        "AZ.20": "Ganja City",
        "AZ.29": "Lankaran",
        "FR.11": "Île-de-France",
    }


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("باكو", "باكو"),
        ("حلب", "حلب"),  # Arabic and Persian write it alike
        ("\u200fالقاهرة\u200f", "القاهرة"),  # RIGHT-TO-LEFT MARKS
        ("غزة (مدينة)", "غزة"),  # "Gaza (city)"
        ("طرابلس، لبنان", "طرابلس"),
        ("باکو", None),  # Persian kaf
        ("کراچی", None),  # Urdu
        ("Baku", None),
        ("Баку", None),
        ("", None),
    ],
)
def test_arabic_names_are_those_in_arabic_letters(name: str, kept: str | None) -> None:
    assert arabic_names({"1": name}) == ({} if kept is None else {"1": kept})


def test_arabic_names_leave_out_the_heading_of_the_catalogue() -> None:
    assert arabic_names({"": "عنوان", "AZ.09": "باكو"}) == {"AZ.09": "باكو"}


ENGLISH = {
    "at3": "Lower Austria",
    "at4": "Upper Austria",
    "az09": "Elsewhere",
    "fridf": "Île-de-France",
    "ir23": "Tehran",
    "my12": "Sabah",
}
ARABIC = {
    "at3": "النمسا السفلى",
    "at4": "النمسا العليا",
    "fridf": "إيل دو فرانس (إقليم)",
    "ir23": "تهران بزرگ",  # not Arabic letters
}


@pytest.mark.parametrize(
    ("code", "english", "arabic"),
    [
        ("AT.03", "Lower Austria", "النمسا السفلى"),
        ("AT.04", "Upper Austria", "النمسا العليا"),
        ("AT.03", "State of Lower Austria", "النمسا السفلى"),  # class words do not count
        ("FR.11", "Ile-de-France Region", "إيل دو فرانس"),  # nor accents; brackets go
        ("AT.09", "Vienna", None),
        ("DE.03", "Lower Austria", None),  # a division of another country
        ("IR.26", "Tehran", None),
        ("MY.16", "Sabah", None),  # CLDR has no Arabic name
    ],
)
def test_subdivision_names_go_by_the_english_name_within_a_country(
    code: str, english: str, arabic: str | None
) -> None:
    expected = {} if arabic is None else {code: arabic}
    assert subdivision_names({code: english}, ENGLISH, ARABIC) == expected


def test_subdivision_names_of_nothing_are_none() -> None:
    assert subdivision_names({}, ENGLISH, ARABIC) == {}
    assert subdivision_names({"AT.03": "Lower Austria"}, {}, {}) == {}
