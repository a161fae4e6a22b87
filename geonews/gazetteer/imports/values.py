"""The values of a row, checked one by one: files of places come from strangers."""

from __future__ import annotations

import re

from geonews.text import strip_bidi_controls

__all__ = [
    "MOST_PEOPLE",
    "NAME_LETTERS",
    "BadRowError",
    "checked_name",
    "coordinate",
    "country_code",
    "decoded",
    "feature",
    "geonames_number",
    "people",
    "place_id",
    "shown",
]

NAME_LETTERS = 200
"""Longest name taken, in code points; GeoNames' own column holds as many."""

MOST_PEOPLE = 20_000_000_000

_CLASSES = frozenset("AHLPRSTUV")
_CODE = re.compile(r"[A-Z0-9]{0,10}")
_COUNTRY = re.compile("(?:[A-Z]{2})?")
_DIVISION = re.compile(r"[A-Za-z0-9]{0,20}")
_ID = re.compile(r"[A-Za-z][\w.-]*:[^\s\x00-\x1f\x7f-\x9f]+")
_LONGEST_ID = 100
_CONTROLS = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_SHOWN = 40


class BadRowError(ValueError):
    """A row that cannot be taken: what it has, what is accepted, what to do."""


def checked_name(text: str, what: str = "name") -> str:
    """Return a name without marks that reorder text and without control characters.

    Raises
    ------
    BadRowError
        It has a NUL, which marks binary data, or is longer than `NAME_LETTERS`.
    """
    if len(text) <= NAME_LETTERS and text.isprintable() and "  " not in text:
        return text.strip()  # nearly every name: nothing in it is invisible
    if "\0" in text:
        raise BadRowError(f"{what} has a NUL, so this is binary data: give text in UTF-8")
    name = " ".join(_CONTROLS.sub(" ", strip_bidi_controls(text)).split())
    if len(name) > NAME_LETTERS:
        raise BadRowError(
            f"{what} {shown(name)} has {len(name):,} letters, at most {NAME_LETTERS} are "
            "accepted: shorten it"
        )
    return name


def coordinate(text: str, what: str, most: float) -> float:
    """Return decimal degrees WGS84, rounded to 0.00001, about a metre.

    Parameters
    ----------
    text
        What the column holds.
    what
        Its name.
    most
        90 for a latitude, 180 for a longitude.

    Raises
    ------
    BadRowError
        It is no number, or off the globe.
    """
    try:
        value = float("nan" if "_" in text else text)  # Python reads 3_3.5 as 33.5
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise BadRowError(f"{what} {shown(text)}: give decimal degrees from -{most:g} to {most:g}")
    return round(value, 5)


def people(text: str) -> int:
    """Return a population, 0 for an empty column.

    Raises
    ------
    BadRowError
        It is no whole number, or more than the earth will hold.
    """
    plain = text.strip() or "0"
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 11 or int(plain) > MOST_PEOPLE:
        raise BadRowError(f"population {shown(text)}: give a whole number of people, or nothing")
    return int(plain)


def feature(feature_class: str, feature_code: str) -> tuple[str, str]:
    """Return GeoNames' class and code of a feature; raises `BadRowError` where they are others."""
    if feature_class not in _CLASSES:
        raise BadRowError(
            f"feature class {shown(feature_class)}: give one of GeoNames', "
            f"{', '.join(sorted(_CLASSES))}"
        )
    if not _CODE.fullmatch(feature_code):
        raise BadRowError(
            f"feature code {shown(feature_code)}: give one of GeoNames', as PPL or ADM1"
        )
    return feature_class, feature_code


def country_code(country: str, division: str) -> tuple[str, str]:
    """Return the codes of a country and of its division; raises `BadRowError` for others."""
    if not _COUNTRY.fullmatch(country):
        raise BadRowError(
            f"country {shown(country)}: give an ISO 3166-1 code of two letters, or nothing"
        )
    if not _DIVISION.fullmatch(division):
        raise BadRowError(
            f"division {shown(division)}: give GeoNames' code without the country, or nothing"
        )
    return country, division


def geonames_number(text: str, what: str = "geonameid") -> int:
    """Return a number of GeoNames; raises `BadRowError` where it is none."""
    if not (text.isascii() and text.isdigit()) or not 0 < len(text) < 12 or int(text) == 0:
        raise BadRowError(f"{what} {shown(text)}: give a whole number over 0")
    return int(text)


def place_id(text: str) -> str:
    """Return the id of a place; raises `BadRowError` where it has no namespace."""
    if len(text) > _LONGEST_ID or not _ID.fullmatch(text):
        raise BadRowError(
            f"id {shown(text)}: give a namespace and a name in it, as geonames:587084 or my:1"
        )
    return text


def decoded(value: object) -> str:
    """Return a line as text; raises `BadRowError` where it is too long or not UTF-8."""
    if value is None:
        raise BadRowError(
            "is longer than geonews.settings.Limits.line_bytes: this is no table of places"
        )
    assert isinstance(value, bytes)  # noqa: S101 (what `Source.rows` yields)
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRowError(
            f"is not UTF-8 (byte {error.start + 1} of the line): save the file as UTF-8"
        ) from error
    if "\0" in text:
        raise BadRowError("has a NUL, so this is binary data: give text in UTF-8")
    return text


def shown(text: str) -> str:
    """Return a value to name in a message: the beginning of it, on one line."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return repr(strip_bidi_controls(short))
