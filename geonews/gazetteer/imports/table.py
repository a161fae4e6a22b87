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

The first row names the columns, in any order and case; others are not looked at.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

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
)
from geonews.gazetteer.scripts import KIND_OF_SCRIPT, classify
from geonews.model import NameKind

__all__ = ["COLUMNS", "Table", "header_of", "place_of"]

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
_PLAIN_CODE = {"A": "ADMD", "H": "LK", "L": "RGN", "P": "PPL", "S": "BLDG", "T": "MT"}


class Table:
    """A CSV file of places.

    Parameters
    ----------
    source
        The file.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.size = source.size
        self._header: list[str] = []
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
        self._header = header_of("" if first is None else decoded(first.value), ("lat", "lon"))
        yield from lines if not line else self._source.rows(line=line, offset=offset)

    def parse(self, value: object) -> Record:
        """Return the place of a line; raises `BadRowError`."""
        text = decoded(value)
        if not text.strip():
            return Skipped("empty lines")
        return place_of(cells(text, self._header))


def header_of(line: str, required: tuple[str, ...]) -> list[str]:
    """Return the names of the columns, in lower case.

    Parameters
    ----------
    line
        The first line of a file.
    required
        Columns that must be there beside ``id`` and a name.

    Raises
    ------
    BadRowError
        A column that is needed is missing.
    """
    try:
        names = next(csv.reader([line.lstrip("\ufeff")]), [])
    except csv.Error as error:
        raise BadRowError(
            f"the header cannot be parted into columns ({error}): end lines with a line feed, "
            "and close the quotes in the same line"
        ) from error
    header = [name.strip().lower() for name in names]
    header = ["id" if name == "place_id" else name for name in header]
    missing = [name for name in ("id", *required) if name not in header]
    if not {"name_ar", "name_en", "name"} & set(header):
        missing.append("name_ar or name_en")
    if missing:
        raise BadRowError(
            f"the header lacks {', '.join(missing)}: it is to name the columns, of "
            f"{', '.join(COLUMNS)}, parted by commas"
        )
    return header


def cells(line: str, header: list[str]) -> dict[str, str]:
    """Return the cells of a line by column; raises `BadRowError` where their number differs."""
    try:
        row = next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        raise BadRowError(
            f"cannot be parted into columns ({error}): close the quotes in the same line"
        ) from error
    if len(row) > len(header):
        raise BadRowError(
            f"has {len(row)} columns, the header {len(header)}: put cells with commas in quotes"
        )
    return {name: cell.strip() for name, cell in zip(header, row, strict=False)}


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
        lat=coordinate(row.get("lat", ""), "lat", 90),
        lon=coordinate(row.get("lon", ""), "lon", 180),
        population=people(row.get("population", "")),
    )
