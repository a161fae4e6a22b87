"""Places of one's own in a CSV file with a header.

==================  ======================================================
 column              what
==================  ======================================================
 id                  namespace and name, as ``my:1`` or ``geonames:587084``
 lat, lon            decimal degrees, WGS84
 name_ar, name_en    one of them at the least
 variants            other names, parted by ``|``
 feature_class       GeoNames' class; P where left out
 feature_code        GeoNames' code; the plain one of its class if left out
 country             ISO 3166-1 alpha-2
 admin1              GeoNames' code of the division, without the country
 population          people
==================  ======================================================

The first row names the columns, in any order and case, parted by commas, semicolons or tabs;
others are not looked at, unless they look like a misspelt one. Files in UTF-8, UTF-16 with a
byte order mark and windows-1256 are read.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from geonews.gazetteer.imports.files import Source
from geonews.gazetteer.imports.records import Origin, PlaceRecord, Record, Row, Skipped
from geonews.gazetteer.imports.values import (
    BadRowError,
    checked_name,
    coordinate,
    country_code,
    decoded,
    feature,
    geonames_number,
    people,
    place_id,
    shown,
)
from geonews.gazetteer.scripts import KIND_OF_SCRIPT, classify
from geonews.model import NameKind

__all__ = ["COLUMNS", "Header", "Table", "cells", "header_of", "is_header", "place_of"]

COLUMNS = (
    "id",
    "name_ar",
    "name_en",
    "variants",
    "feature_class",
    "feature_code",
    "country",
    "admin1",
    "lat",
    "lon",
    "population",
)
_OVERLAY_COLUMNS = ("name", "kind")
"""What a file of names has besides."""

_PASSED_OVER = ("source",)
"""Known, and for the reader of the file alone."""

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_OTHER_NAMES = {"x": "lon", "y": "lat", "lng": "lon"}
_NEEDED = ("id", "lat", "lon")
_MISSPELT, _ALIKE = 75.0, 60.0
"""Similarity, of 100, from which a column is taken for a misspelt one: of any part of the longer
name, and letter by letter where one is needed (lno, nmae)."""

_DECIMAL_MARKS = str.maketrans(",\u066b", "..")
"""What stands for the point in French and in Arabic numbers; degrees have no thousands."""

_PLAIN_CODE = {"A": "ADMD", "H": "LK", "L": "RGN", "P": "PPL", "S": "BLDG", "T": "MT"}


class Header(NamedTuple):
    """The first line of a table."""

    names: tuple[str, ...]
    """Of the columns, in lower case; empty for one without a heading."""

    separator: str


class Table:
    """A CSV file of places.

    Parameters
    ----------
    source
        The file.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        source.recode()
        self.size = source.size
        self._header = Header((), ",")
        self.origin = Origin(
            source=f"csv:{source.path.stem[:60]}",
            what=f"places of {source.path.name}",
            url="",
            licence="not stated",
            attribution=source.path.name,
        )

    def rows(self, *, line: int = 0, offset: int = 0) -> Iterator[Row]:
        """Yield the rows after the header, and after the line that is done."""
        lines = self._source.rows()
        first = next(lines, None)
        self._header = header_of("" if first is None else decoded(first.value))
        yield from lines if not line else self._source.rows(line=line, offset=offset)

    def parse(self, value: object) -> Record:
        """Return the place of a line; raises `BadRowError`."""
        text = decoded(value)
        if not text.strip():
            return Skipped("empty lines")
        return place_of(cells(text, self._header))


def is_header(line: str) -> bool:
    """Tell whether a line names columns that are known."""
    known = {*COLUMNS, *_OVERLAY_COLUMNS, "place_id"}
    try:
        return len(known & set(_parted(line).names)) > 1
    except csv.Error:
        return False


def header_of(line: str, *, names_only: bool = False) -> Header:
    """Return the names of the columns.

    Parameters
    ----------
    line
        The first line of a file.
    names_only
        It is a file of names: ``lat`` and ``lon`` may be missing, ``name`` and ``kind`` may be
        there, and a column that is not known is refused, not passed over.

    Raises
    ------
    BadRowError
        A column that is needed is missing, is there twice, or is misspelt.
    """
    try:
        header = _parted(line)
    except csv.Error as error:
        raise BadRowError(
            f"the header cannot be parted into columns ({error}): end lines with a line feed, "
            "and close the quotes in the same line"
        ) from error
    names = [name for name in header.names if name]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise BadRowError(f"column {twice!r} is there twice: take one of them out")
    if not names_only and "lat" not in names and set(_OVERLAY_COLUMNS) <= set(names):
        raise BadRowError("names for places that are there: lay them over with --names FILE")
    known = (*(_OVERLAY_COLUMNS if names_only else ()), *COLUMNS, *_PASSED_OVER)
    for name in names:
        if name not in known:
            _check_stranger(name, names, known, strict=names_only)
    _check_complete(names, names_only=names_only)
    return header


def _parted(line: str) -> Header:
    """Return a first line parted by the separator that yields most columns that are known."""
    headers = []
    for separator in _SEPARATORS:
        cells = next(csv.reader([line], delimiter=separator), [])
        names = (cell.strip().lower() for cell in cells)
        headers.append(Header(tuple("id" if n == "place_id" else n for n in names), separator))
    known = {*COLUMNS, *_OVERLAY_COLUMNS, *_PASSED_OVER}
    return max(headers, key=lambda header: (len(known & set(header.names)), len(header.names)))


def _check_stranger(name: str, names: Sequence[str], known: Sequence[str], *, strict: bool) -> None:
    """Refuse a column that is not known: any, or only one that looks like a misspelt one."""
    if not set(names) & set(known):
        return  # what is missing says more of a file that is something else
    free = [column for column in known if column not in names]
    if nearest := _nearest(name, free, among=free if strict else _NEEDED):
        raise BadRowError(
            f"column {shown(name)} is not known: did you mean {nearest!r}? Otherwise take it out"
        )
    if strict:
        raise BadRowError(
            f"column {shown(name)} is not known: take it out; known are place_id, "
            f"{', '.join(column for column in known if column != 'id')}"
        )


def _nearest(name: str, free: Sequence[str], *, among: Container[str]) -> str:
    """Return the column that was meant, empty where none is likely.

    Columns `among` which it is looked for harder need be only a little alike.
    """
    if (other := _OTHER_NAMES.get(name)) in free:
        return str(other)
    for scorer, least in ((fuzz.WRatio, _MISSPELT), (fuzz.ratio, _ALIKE)):
        found = process.extractOne(name, free, scorer=scorer, score_cutoff=least)
        if found and (least == _MISSPELT or found[0] in among):
            return str(found[0])
    return ""


def _check_complete(names: Sequence[str], *, names_only: bool) -> None:
    missing = [name for name in (_NEEDED[:1] if names_only else _NEEDED) if name not in names]
    if not {"name_ar", "name_en", *_OVERLAY_COLUMNS[: int(names_only)]} & set(names):
        missing.append("name" if names_only else "name_ar or name_en")
    if missing:
        columns = "place_id, name, kind, source" if names_only else ", ".join(COLUMNS)
        raise BadRowError(
            f"the header lacks {', '.join(missing)}: it is to name the columns, of {columns}, "
            "parted by commas, semicolons or tabs"
        )


def cells(line: str, header: Header) -> dict[str, str]:
    """Return the cells of a line by column; raises `BadRowError` where their number differs."""
    try:
        row = next(csv.reader([line], delimiter=header.separator, strict=True), [])
    except csv.Error as error:
        raise BadRowError(
            f"cannot be parted into columns ({error}): close the quotes in the same line"
        ) from error
    if len(row) > len(header.names):
        raise BadRowError(
            f"has {len(row)} columns, the header {len(header.names)}: put cells with "
            f"{_SEPARATORS[header.separator]} in quotes"
        )
    pairs = [(name, cell.strip()) for name, cell in zip(header.names, row, strict=False)]
    if lost := next((cell for name, cell in pairs if cell and not name), ""):
        raise BadRowError(f"cell {shown(lost)} stands under no heading: name its column")
    return dict(pairs)


def place_of(row: Mapping[str, str]) -> PlaceRecord:
    """Return the place that the cells of a row describe; raises `BadRowError`."""
    known = place_id(row["id"])
    if known.startswith("geonames:"):
        geonames_number(known.removeprefix("geonames:"), "the number of a GeoNames id")
    name_ar = checked_name(row.get("name_ar", ""), "name_ar")
    name_en = checked_name(row.get("name_en", ""), "name_en")
    if not (name_ar or name_en):
        raise BadRowError(f"{known} has no name: fill in name_ar or name_en")
    feature_class, feature_code = feature(
        row.get("feature_class", "") or "P", row.get("feature_code", "")
    )
    country, admin1 = country_code(row.get("country", ""), row.get("admin1", ""))
    lat, lon = _point(row.get("lat", ""), row.get("lon", ""))
    names = [(name_ar, NameKind.SHORT), (name_en, NameKind.OFFICIAL)]
    for variant in row.get("variants", "").split("|"):
        name = checked_name(variant, "variant")
        names.append((name, KIND_OF_SCRIPT.get(classify(name), NameKind.VARIANT)))
    return PlaceRecord(
        id=known,
        names=[(name, kind) for name, kind in names if name],
        name_ar=name_ar,
        name_en=name_en,
        feature_class=feature_class,
        feature_code=feature_code or _PLAIN_CODE.get(feature_class, ""),
        country=country,
        admin1=admin1,
        lat=lat,
        lon=lon,
        population=people(row.get("population", "")),
    )


def _point(lat: str, lon: str) -> tuple[float, float]:
    lat, lon = lat.translate(_DECIMAL_MARKS), lon.translate(_DECIMAL_MARKS)
    try:
        return coordinate(lat, "lat", 90), coordinate(lon, "lon", 180)
    except BadRowError as error:
        try:
            coordinate(lon, "lat", 90), coordinate(lat, "lon", 180)
        except BadRowError:
            raise error from None
        raise BadRowError(f"{error} (are lat and lon swapped?)") from None
