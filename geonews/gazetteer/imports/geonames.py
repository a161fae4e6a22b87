"""GeoNames' dump: its table of places, alternate names, first-level divisions, hierarchy.

The columns are those of the dump's readme. Rows are parted by line feeds and columns by tabs,
and no column is quoted. The places are allCountries.txt, one country's file or cities500.txt;
the names alternateNamesV2.txt, or the older alternateNames.txt.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from geonews.gazetteer.imports.files import Source
from geonews.gazetteer.imports.records import (
    LinkRecord,
    NameRecord,
    Origin,
    PlaceRecord,
    Record,
    Row,
    Skipped,
)
from geonews.gazetteer.imports.values import (
    NAME_LETTERS,
    BadRowError,
    checked_name,
    coordinate,
    country_code,
    decoded,
    feature,
    geonames_number,
    people,
)
from geonews.gazetteer.scripts import KIND_OF_SCRIPT, Script, best_spelling, classify, clean
from geonews.model import NameKind

__all__ = ["AlternateNames", "Divisions", "GeonamesTable", "Hierarchy", "Places"]

_LONGEST_ALTERNATE = 400
"""GeoNames' own limit of an alternate name, in letters; a longer one is no row of its."""

_NO_NAMES = frozenset(
    {"abbr", "faac", "iata", "icao", "link", "phon", "post", "tcid", "unlc", "wkdt"}
)
"""What stands in the column of languages for something else than a name."""

_ARABIC = frozenset(
    {"ar", "ara", "acm", "aeb", "afb", "ajp", "apc", "apd", "arq", "ary", "arz", "ayl"}
)
"""Codes of Arabic and of its vernaculars, which are written with its letters."""


class GeonamesTable(ABC):
    """What the four tables have in common.

    Parameters
    ----------
    source
        The file.
    """

    what: ClassVar[str]
    columns: ClassVar[tuple[int, ...]]
    layout: ClassVar[str]

    def __init__(self, source: Source) -> None:
        self._source = source
        self.size = source.size
        self.origin = Origin(
            source=f"geonames-{self.what}",
            what=f"GeoNames' {self.what}",
            url="https://www.geonames.org/",
            licence="CC-BY-4.0",
            attribution="GeoNames",
        )

    def rows(self, *, line: int = 0, offset: int = 0) -> Iterator[Row]:
        """Yield the lines after one."""
        return self._source.rows(line=line, offset=offset)

    def parse(self, value: object) -> Record:
        """Return what a line says; raises `BadRowError`."""
        text = decoded(value)
        if not text:
            return Skipped("empty lines")
        columns = text.split("\t")
        if len(columns) not in self.columns:
            raise BadRowError(
                f"has {len(columns)} columns parted by tabs, GeoNames' {self.what} "
                f"{' or '.join(map(str, self.columns))} ({self.layout}): give that file as it was "
                "downloaded, or another --kind"
            )
        return self._record(columns)

    @abstractmethod
    def _record(self, columns: list[str]) -> Record:
        """Return what the columns of one row describe; raises `BadRowError`."""


class Places(GeonamesTable):
    """allCountries.txt and the tables of the same columns."""

    what = "places"
    columns = (19,)
    layout = "geonameid, name, asciiname, alternatenames, latitude, longitude, …"

    def _record(self, columns: list[str]) -> Record:
        number = geonames_number(columns[0])
        if not columns[6]:
            return Skipped("without a feature class")
        feature_class, feature_code = feature(columns[6], columns[7])
        country, admin1 = country_code(columns[8], columns[10])
        if admin1 == "00":  # GeoNames' way to say that none is known
            admin1 = ""
        name = checked_name(columns[1])
        if not name:
            raise BadRowError("has no name: every place of GeoNames has one in column 2")
        alternates = [alternate for alternate in columns[3].split(",") if alternate]
        names = _names(name, columns[2], alternates)
        arabic = [n for n, _ in names if classify(n) in (Script.ARABIC, Script.NEUTRAL)]
        is_division = feature_code == "ADM1" and country and admin1
        return PlaceRecord(
            id=f"admin1:{country}.{admin1}" if is_division else f"geonames:{number}",
            also=number if is_division else None,
            names=names,
            name_ar=best_spelling(arabic),
            name_en=name,
            feature_class=feature_class,
            feature_code=feature_code,
            country=country,
            admin1=admin1,
            lat=coordinate(columns[4], "latitude", 90),
            lon=coordinate(columns[5], "longitude", 180),
            population=people(columns[14]),
            fame=len(alternates),
        )


def _names(name: str, ascii_name: str, alternates: list[str]) -> list[tuple[str, NameKind]]:
    """Return the names whose letters say enough, the place's own first."""
    names = [(name, NameKind.OFFICIAL)]
    if ascii_name and ascii_name != name:
        names.append((checked_name(ascii_name), NameKind.VARIANT))
    for alternate in dict.fromkeys(alternates):
        if len(alternate) > NAME_LETTERS:
            _check_length(alternate)
            continue
        plain = clean(checked_name(alternate, "alternate name"))
        if kind := KIND_OF_SCRIPT.get(classify(plain)):
            names.append((plain, kind))
    return names


def _check_length(alternate: str) -> None:
    """Refuse a name that is none of GeoNames'; those between the two limits are just left out."""
    if len(alternate) > _LONGEST_ALTERNATE:
        raise BadRowError(
            f"has an alternate name of {len(alternate):,} letters, at most {_LONGEST_ALTERNATE} "
            "are accepted: shorten it"
        )


class AlternateNames(GeonamesTable):
    """alternateNamesV2.txt: names with their language and standing."""

    what = "alternate-names"
    columns = (10, 8)
    layout = "alternateNameId, geonameid, isolanguage, alternate name, isPreferredName, …"

    def _record(self, columns: list[str]) -> Record:
        geonames_number(columns[0], "alternateNameId")
        number = geonames_number(columns[1])
        language, written = columns[2], columns[3]
        if language in _NO_NAMES:
            return Skipped("links and codes")
        if len(written) > NAME_LETTERS:
            _check_length(written)
            return Skipped("longer than any name that text has")
        name = clean(checked_name(written))
        preferred, short, _, historic = (flag == "1" for flag in columns[4:8])
        kind = kind_of(name, language)
        if kind is None:
            return Skipped("in other scripts")
        if historic and kind is not NameKind.LOW_TRUST:
            return NameRecord(number, name, NameKind.FORMER, shown=False)
        if language == "ar":
            if preferred or short:
                kind = NameKind.SHORT
            return NameRecord(number, name, kind, shown=True)
        return NameRecord(number, name, kind, shown=False)


def kind_of(name: str, language: str) -> NameKind | None:
    """Return the kind of a name by its language and letters, None where it is not taken.

    Parameters
    ----------
    name
        As it is written.
    language
        ISO 639 code, with or without a region; empty where it is not known.
    """
    script = classify(name)
    code = language.partition("-")[0].lower()
    if code in _ARABIC:
        is_arabic = script in (Script.ARABIC, Script.NEUTRAL, Script.FOREIGN)
        return NameKind.VARIANT if is_arabic else None
    if code and script in (Script.ARABIC, Script.NEUTRAL):
        # Persian, Urdu, Pashto, Kurdish: spelt alike, and meant for other readers.
        return NameKind.LOW_TRUST
    if code == "en" and name.isascii() and name.strip():
        return NameKind.VARIANT
    return KIND_OF_SCRIPT.get(script)


class Divisions(GeonamesTable):
    """admin1CodesASCII.txt: the first-level divisions of every country."""

    what = "admin1"
    columns = (4,)
    layout = "code, name, name ascii, geonameid"

    def _record(self, columns: list[str]) -> Record:
        country, dot, admin1 = columns[0].partition(".")
        if not (dot and country and admin1):
            raise BadRowError(f"code {columns[0][:40]!r}: give country and division, as EG.11")
        country, admin1 = country_code(country, admin1)
        name = checked_name(columns[1])
        if not name:
            raise BadRowError("has no name: column 2 holds it")
        return PlaceRecord(
            id=f"admin1:{country}.{admin1}",
            also=geonames_number(columns[3]),
            names=[(name, NameKind.OFFICIAL), (checked_name(columns[2]), NameKind.VARIANT)],
            name_en=name,
            feature_class="A",
            feature_code="ADM1",
            country=country,
            admin1=admin1,
            lat=None,
            lon=None,
        )


class Hierarchy(GeonamesTable):
    """hierarchy.txt: which place lies in which."""

    what = "hierarchy"
    columns = (3, 2)
    layout = "parentId, childId, type"

    def _record(self, columns: list[str]) -> Record:
        parent = geonames_number(columns[0], "parentId")
        child = geonames_number(columns[1], "childId")
        if parent == child:
            raise BadRowError(f"place {child} lies in itself: give another parent")
        return LinkRecord(child=child, parent=parent)
