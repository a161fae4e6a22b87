"""Look through a gazetteer for what should not be there.

The build and the import refuse what is plainly wrong; this finds what is merely suspicious,
and rows that lead nowhere. Areas are compared on an equal-area map of the sphere (Lambert's
cylinder), which is true to 0.7 % anywhere and alike for a division and its country.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geonews.errors import DataError
from geonews.gazetteer.database import unpack_area, unpack_name
from geonews.resources import read_text
from geonews.text import lookup_key

__all__ = ["findings", "packaged_exceptions"]

_COAST_DEGREES = 0.35
"""How far off its country's outline a point may lie: harbours, islets, a coarse coast."""

_AREA_SHARE = 0.01
"""Of a country's area, what its divisions may overlap or leave out."""

_ID = "coalesce(place.id, 'geonames:' || place.number)"
_CROWDED = 1000
"""People from which a settlement's point is held against its country's outline."""


def findings(path: Path, *, exceptions: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield what is suspicious in a gazetteer, a line each.

    Parameters
    ----------
    path
        Its database.
    exceptions
        Reason by place id, for places that lie outside their country and should, and for
        countries whose divisions do not fill them; those that ship with geonews where left out.

    Raises
    ------
    geonews.errors.DataError
        The database cannot be read.
    """
    known = packaged_exceptions() if exceptions is None else exceptions
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as data:
            yield from _names(data)
            yield from _orphans(data)
            yield from _places(data)
            yield from _areas(data)
            yield from _outside(data, known)
            yield from _divisions(data, known)
    except sqlite3.Error as error:
        raise DataError(
            f"gazetteer {str(path)!r} cannot be read ({error}): it is damaged, or none"
        ) from error


def packaged_exceptions() -> dict[str, str]:
    """Return the exceptions that are known: reason by place id."""
    rows = csv.DictReader(io.StringIO(read_text("outside.csv"), newline=""))
    return {row["id"]: row["reason"] for row in rows}


def _names(data: sqlite3.Connection) -> Iterator[str]:
    rows = data.execute(
        f"SELECT {_ID}, key, name FROM name JOIN place ON place.number = name.place "  # noqa: S608
        "WHERE name <> ''"  # the others are made of their keys
    )
    for place, key, stored in rows:
        name = unpack_name(key, stored)
        if not (folded := lookup_key(name)):
            yield f"{place}: name {name!r} folds to nothing"
        elif folded != key:
            yield f"{place}: name {name!r} is filed under {key!r}, and folds to {folded!r}"
    for (place,) in data.execute(
        f"SELECT {_ID} FROM place WHERE number NOT IN (SELECT place FROM name)"  # noqa: S608
    ):
        yield f"{place}: has no name"


def _orphans(data: sqlite3.Connection) -> Iterator[str]:
    """Find rows of places that are not there, and rows that nobody is named for."""
    tables = {row[0] for row in data.execute("SELECT name FROM sqlite_master")}
    columns = [("name", "place"), ("area", "place"), ("demonym", "place")]
    columns += [("hierarchy", column) for column in ("child", "parent") if "hierarchy" in tables]
    for table, column in columns:
        for number, count in data.execute(
            f"SELECT {column}, count(*) FROM {table} "  # noqa: S608 (constants)
            f"WHERE {column} NOT IN (SELECT number FROM place) GROUP BY 1"
        ):
            yield f"{table}: {count} rows of place number {number}, which is not there"
    for table in ("place", "name"):
        for source, count in data.execute(
            f"SELECT source, count(*) FROM {table} "  # noqa: S608 (constants)
            "WHERE source NOT IN (SELECT number FROM origin) GROUP BY 1"
        ):
            yield f"{table}: {count} rows of source {source!r}, which is no origin"
    for (source,) in data.execute(
        "SELECT source FROM origin WHERE coalesce(licence, '') = '' ORDER BY source"
    ):
        yield f"origin: {source} has no licence"


def _places(data: sqlite3.Connection) -> Iterator[str]:
    for place, count in data.execute(
        f"SELECT {_ID} AS known, count(*) FROM place GROUP BY known HAVING count(*) > 1"  # noqa: S608
    ):
        yield f"{place}: {count} places have this id"
    for place, lat, lon in data.execute(
        f"SELECT {_ID}, lat, lon FROM place "  # noqa: S608 (a constant)
        "WHERE NOT (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)"
    ):
        yield f"{place}: lies at {lat}, {lon}, which is not on the globe"
    for place, others in data.execute(
        f"SELECT min({_ID}), count(*) FROM place "  # noqa: S608 (a constant)
        "JOIN origin ON origin.number = place.source AND origin.source = 'overlay' "
        "WHERE name_ar <> '' GROUP BY name_ar, feature_class, country, admin1 HAVING count(*) > 1"
    ):
        yield f"{place}: {others} overlay places share its name, class and division"


def _areas(data: sqlite3.Connection) -> Iterator[str]:
    for place, lon, lat, stored in data.execute(
        f"SELECT {_ID}, lon, lat, shape FROM area JOIN place ON place.number = area.place"  # noqa: S608
    ):
        area = _unpacked(stored)
        if area is None or area.is_empty or not area.is_valid:
            yield f"{place}: invalid or empty polygon"
            continue
        west, south, east, north = area.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            yield f"{place}: its polygon reaches beyond ±180° or ±90°"
        elif shapely.distance(area, shapely.Point(lon, lat)) > 1:
            yield f"{place}: its point lies more than a degree off its polygon"


def _unpacked(stored: bytes) -> BaseGeometry | None:
    try:
        return unpack_area(stored)
    except Exception:  # whatever damage does to zlib or WKB is one finding
        return None


def _countries(data: sqlite3.Connection) -> dict[str, tuple[str, BaseGeometry]]:
    """Return id and valid outline of the countries by their codes."""
    rows = data.execute(
        f"SELECT country, {_ID}, shape FROM area JOIN place ON place.number = area.place "  # noqa: S608
        "WHERE feature_code = 'PCLI'"
    )
    shapes = ((country, place, _unpacked(stored)) for country, place, stored in rows)
    return {
        country: (place, shape)
        for country, place, shape in shapes
        if shape is not None and shape.is_valid
    }


def _outside(data: sqlite3.Connection, exceptions: Mapping[str, str]) -> Iterator[str]:
    countries = _countries(data)
    places = data.execute(
        f"SELECT {_ID}, name_en, lon, lat, country FROM place "  # noqa: S608 (a constant)
        "WHERE (feature_class = 'P' AND population >= ?) OR feature_class = 'S' ORDER BY country",
        [_CROWDED],
    )
    for country, of_country in groupby(places, key=itemgetter(4)):
        if country not in countries:
            continue
        outline, rows = countries[country][1], list(of_country)
        points = shapely.points([(lon, lat) for _, _, lon, lat, _ in rows])
        shapely.prepare(outline)
        inside = shapely.intersects(outline, points)
        for (place, name, lon, lat, _), within, point in zip(rows, inside, points, strict=True):
            if within or place in exceptions:
                continue
            if shapely.distance(outline, point) > _COAST_DEGREES:
                yield f"{place}: {name} ({lat}, {lon}) lies outside {country}"


def _divisions(data: sqlite3.Connection, exceptions: Mapping[str, str]) -> Iterator[str]:
    """Find countries whose divisions overlap, or leave out land."""
    countries = _countries(data)
    divisions: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for country, stored in data.execute(
        "SELECT country, shape FROM area JOIN place ON place.number = area.place "
        "WHERE feature_code = 'ADM1'"
    ):
        shape = _unpacked(stored)
        if country in countries and shape is not None and shape.is_valid:
            divisions[country].append(shape)
    for country, shapes in sorted(divisions.items()):
        place, outline = countries[country]
        if place in exceptions:
            continue
        land = shapely.area(_flat(outline))
        flat = [_flat(shape) for shape in shapes]
        together = shapely.make_valid(shapely.union_all(flat))
        overlap = sum(shapely.area(shape) for shape in flat) - shapely.area(together)
        missing = shapely.area(shapely.difference(_flat(outline), together))
        for share, said in ((overlap, "overlap on"), (missing, "leave out")):
            if share > land * _AREA_SHARE:
                yield f"{place}: the divisions of {country} {said} {share / land:.1%} of its land"


def _flat(shape: BaseGeometry) -> BaseGeometry:
    """Return a polygon on Lambert's cylinder, where areas are in proportion."""
    flat = shapely.transform(
        shape, lambda c: np.column_stack([np.radians(c[:, 0]), np.sin(np.radians(c[:, 1]))])
    )
    return flat if flat.is_valid else shapely.make_valid(flat)
