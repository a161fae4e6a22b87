"""Write imported rows into a gazetteer, adding to what stands there.

A place that is there keeps its id, its point and what people curated; it gets the names that
are new and what it lacked.
"""

from __future__ import annotations

import csv
import io
import math
import sqlite3
from collections import Counter
from collections.abc import Iterable

import shapely

from geonews.gazetteer.database import (
    AREA_GRID,
    FIRST_OWN_NUMBER,
    KIND_NUMBERS,
    add_area,
    number_of,
    pack_name,
    unpack_area,
)
from geonews.gazetteer.imports.records import (
    LinkRecord,
    NameRecord,
    Origin,
    PlaceRecord,
    Record,
    Skipped,
)
from geonews.gazetteer.prominence import prominence
from geonews.gazetteer.scripts import clean, is_arabic
from geonews.geo import extent_km
from geonews.model import NameKind
from geonews.resources import read_text
from geonews.text import lookup_key

__all__ = ["WORKING_SCHEMA", "Writer", "origin_number", "prominence_of"]

_NameRow = tuple[str, int, str, int, int]

WORKING_SCHEMA = """
CREATE TABLE import_also (number INTEGER PRIMARY KEY, place INTEGER NOT NULL);
CREATE TABLE import_shown (place INTEGER PRIMARY KEY);
CREATE TABLE import_area (place INTEGER PRIMARY KEY);
"""
"""Beside the gazetteer's own: which places go by a GeoNames number that is not their row's,
which have a name to show that a better one may replace, whose polygon is of this import."""

_KNOWN_FLOOR = 0.68
"""Least prominence of what people put into a table because they look for it, as the packaged
gazetteer gives the settlements that its overlay adds."""

_UNCURATED = 0.3
"""Prominence of a stream, a hill or a hotel that nobody chose: text rarely means it. The
formula's 0.85 and 0.7 are for the seas and sites that were chosen."""

_ELLIPSOID_SLACK = 1.006  # `extent_km` may fall 0.6 % short

_PLACE = """
INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,0,?)
ON CONFLICT (number) DO UPDATE SET
    name_ar = iif(name_ar = '', excluded.name_ar, name_ar),
    name_en = iif(name_en = '', excluded.name_en, name_en),
    admin1 = iif(admin1 = '' AND country = excluded.country, excluded.admin1, admin1),
    population = iif(population = 0, excluded.population, population),
    extent_km = iif(extent_km = 0, excluded.extent_km, extent_km),
    prominence = max(prominence, excluded.prominence),
    feature_code = iif(
        feature_code = 'PPL' AND excluded.feature_class = 'P'
        AND excluded.feature_code NOT IN ('', 'PPLC', 'PPLG'),
        excluded.feature_code, feature_code
    )
"""
# Which town is a capital is disputed in places, and curated (overlay/attributes.csv). PPL is
# what the packaged extract calls every other town, for want of codes.

_TRUSTED_NAME = """
INSERT INTO name VALUES (?,?,?,?,?)
ON CONFLICT (key, place, name) DO UPDATE SET kind = excluded.kind, source = excluded.source
WHERE kind > excluded.kind AND kind >= ? AND source <> ?
"""
# The numbers of the kinds rise as trust falls. Official and short names are never made less,
# and what people curated stays.

_OTHER_NAME = """
INSERT OR IGNORE INTO name SELECT ?1, ?2, ?3, ?4, ?5
WHERE NOT EXISTS (SELECT 1 FROM name WHERE key = ?1 AND place = ?2)
"""


def prominence_of(record: PlaceRecord) -> float:
    """Return how readily news means an imported place."""
    if not record.curated and record.feature_class not in ("A", "P"):
        return _UNCURATED
    return prominence(
        feature_class=record.feature_class,
        feature_code=record.feature_code,
        population=record.population,
        floor=_KNOWN_FLOOR if record.curated else 0.0,
        fame=record.fame,
    )


def _corrections() -> frozenset[tuple[int | None, str]]:
    """Return the names of GeoNames that were found to be of another place, by row number."""
    rows = csv.DictReader(io.StringIO(read_text("corrections.csv"), newline=""))
    return frozenset((number_of(row["place_id"]), clean(row["name"])) for row in rows)


def origin_number(connection: sqlite3.Connection, origin: Origin) -> int:
    """Return the number of an origin's row; each file that carried it is named there."""
    found = connection.execute(
        "SELECT number, carried_by FROM origin WHERE source = ?", [origin.source]
    ).fetchone()
    if found:
        number, carried_by = int(found[0]), found[1] or ""
        if origin.carried_by not in carried_by:
            files = f"{carried_by}, {origin.carried_by}" if carried_by else origin.carried_by
            connection.execute("UPDATE origin SET carried_by = ? WHERE number = ?", [files, number])
        return number
    cursor = connection.execute(
        "INSERT INTO origin (source, what, url, carried_by, licence, attribution) "
        "VALUES (?,?,?,?,?,?)",
        (
            origin.source,
            origin.what,
            origin.url,
            origin.carried_by,
            origin.licence,
            origin.attribution,
        ),
    )
    return int(cursor.lastrowid or 0)


class Writer:
    """Writes records; what it did is counted in `counts`.

    Parameters
    ----------
    connection
        A gazetteer with `WORKING_SCHEMA`; transactions are the caller's.
    origin
        Where the records come from.
    """

    def __init__(self, connection: sqlite3.Connection, origin: Origin) -> None:
        self._connection = connection
        self.counts = Counter[str]()
        self._source = origin_number(connection, origin)
        curated = connection.execute("SELECT number FROM origin WHERE source = 'overlay'")
        self._curated: int = (curated.fetchone() or (-1,))[0]
        self._wrong = _corrections()
        self._trusted: list[_NameRow] = []
        self._others: list[_NameRow] = []
        (last,) = connection.execute("SELECT max(number) FROM place").fetchone()
        self._next_own = max(FIRST_OWN_NUMBER, (last or 0) + 1)

    def write(self, records: Iterable[Record]) -> None:
        """Write a batch."""
        for record in records:
            if isinstance(record, NameRecord):
                self._add_name(record)
            elif isinstance(record, PlaceRecord):
                self._add_place(record)
            elif isinstance(record, LinkRecord):
                self._add_link(record)
            elif isinstance(record, Skipped):
                self.counts[f"left out: {record.why}"] += 1
        self._insert_names()

    def _add_place(self, record: PlaceRecord) -> None:
        number, is_new = self._number(record)
        lon, lat = record.lon, record.lat
        if is_new and (lat is None or lon is None):
            lon, lat = self._point(record.also)
            if lon is None:
                self.counts["left out: no coordinates known"] += 1
                return
        if is_new and record.joined:
            self.counts["left out: parts of divisions that are not there"] += 1
            return
        shows = record.name_ar and not record.curated
        if shows and not is_new:
            self._connection.execute(
                "INSERT OR IGNORE INTO import_shown SELECT number FROM place "
                "WHERE number = ? AND name_ar = ''",
                [number],
            )
        self._connection.execute(
            _PLACE,
            (
                number,
                None if number < FIRST_OWN_NUMBER else record.id,
                record.name_ar,
                record.name_en,
                record.feature_class,
                record.feature_code,
                record.country,
                record.admin1,
                lat or 0.0,
                lon or 0.0,
                round(record.extent_km, 1),
                record.population,
                prominence_of(record),
                self._source,
            ),
        )
        self.counts["places added" if is_new else "places known"] += 1
        if shows and is_new:
            self._connection.execute("INSERT OR IGNORE INTO import_shown VALUES (?)", [number])
        if record.also is not None:
            self._connection.execute(
                "INSERT OR REPLACE INTO import_also VALUES (?,?)", (record.also, number)
            )
        for name, kind in record.names:
            self._take_name(number, name, kind)
        if record.shape is not None:
            self._set_area(number, record)

    def _number(self, record: PlaceRecord) -> tuple[int, bool]:
        """Return the row number of a place, and whether it is new."""
        number = number_of(record.id)
        if number is None:
            found = self._connection.execute(
                "SELECT number FROM place WHERE id = ?", [record.id]
            ).fetchone()
            if found:
                return int(found[0]), False
            number = self._next_own
            self._next_own += 1
            return number, True
        also = self._connection.execute(
            "SELECT place FROM import_also WHERE number = ?", [number]
        ).fetchone()
        if also:
            return int(also[0]), False
        found = self._connection.execute(
            "SELECT 1 FROM place WHERE number = ?", [number]
        ).fetchone()
        return number, found is None

    def _point(self, number: int | None) -> tuple[float | None, float | None]:
        found = self._connection.execute(
            "SELECT lon, lat FROM place WHERE number = ?", [number]
        ).fetchone()
        return found or (None, None)

    def _add_name(self, record: NameRecord) -> None:
        number = self._there(record.number)
        if number is None:
            self.counts["left out: of places that are not there"] += 1
            return
        self._take_name(number, record.name, record.kind)
        if record.shown:
            self._show(number, record)

    def _show(self, number: int, record: NameRecord) -> None:
        """Make a name the one to show, where none is or a less good one of this import."""
        connection, best = self._connection, record.kind is NameKind.SHORT
        is_empty = connection.execute(
            "UPDATE place SET name_ar = ? WHERE number = ? AND name_ar = ''", (record.name, number)
        ).rowcount
        if is_empty and not best:
            connection.execute("INSERT OR IGNORE INTO import_shown VALUES (?)", [number])
        elif best and not is_empty:
            replaced = connection.execute(
                "DELETE FROM import_shown WHERE place = ?", [number]
            ).rowcount
            if replaced:
                connection.execute(
                    "UPDATE place SET name_ar = ? WHERE number = ?", (record.name, number)
                )

    def _take_name(self, number: int, name: str, kind: NameKind) -> None:
        """Keep a name for the end of the batch."""
        key = lookup_key(name)
        if not key or (number, name) in self._wrong:
            return
        row = (key, number, pack_name(key, name), KIND_NUMBERS[kind], self._source)
        # Of Latin spellings, and of those little trusted, one per key is enough.
        is_trusted = is_arabic(key) and kind is not NameKind.LOW_TRUST
        (self._trusted if is_trusted else self._others).append(row)

    def _insert_names(self) -> None:
        """Write the names of a batch in order of their keys, which is how they are laid out."""
        connection, before = self._connection, self._connection.total_changes
        keep = (KIND_NUMBERS[NameKind.VARIANT], self._curated)
        connection.executemany(_TRUSTED_NAME, [(*row, *keep) for row in sorted(self._trusted)])
        connection.executemany(_OTHER_NAME, sorted(self._others))
        self.counts["names added"] += connection.total_changes - before
        self._trusted.clear()
        self._others.clear()

    def _add_link(self, record: LinkRecord) -> None:
        child, parent = self._there(record.child), self._there(record.parent)
        if child is None or parent is None or child == parent:
            self.counts["left out: of places that are not there"] += 1
            return
        self.counts["links added"] += self._connection.execute(
            "INSERT OR IGNORE INTO hierarchy VALUES (?,?)", (child, parent)
        ).rowcount

    def _there(self, number: int) -> int | None:
        """Return the row of a GeoNames number, None where the gazetteer has no such place."""
        found = self._connection.execute(
            "SELECT coalesce((SELECT place FROM import_also WHERE number = ?1), "
            "(SELECT number FROM place WHERE number = ?1))",
            [number],
        ).fetchone()[0]
        return None if found is None else int(found)

    def _set_area(self, number: int, record: PlaceRecord) -> None:
        """Set the polygon, or join a part to what this import has of it; measure it anew."""
        shape = record.shape
        connection = self._connection
        begun = connection.execute(
            "SELECT shape FROM import_area JOIN area USING (place) WHERE place = ?", [number]
        ).fetchone()
        if begun and record.joined:
            shape = unpack_area(begun[0]).union(shape)
        if shapely.set_precision(shape, AREA_GRID).is_empty:
            self.counts["left out: polygons too small to draw"] += 1
            return
        add_area(connection, number, shape)
        connection.execute("INSERT OR IGNORE INTO import_area VALUES (?)", [number])
        lon, lat = connection.execute(
            "SELECT lon, lat FROM place WHERE number = ?", [number]
        ).fetchone()
        reach = math.ceil(extent_km(shape, lon=lon, lat=lat) * _ELLIPSOID_SLACK * 10) / 10
        connection.execute("UPDATE place SET extent_km = ? WHERE number = ?", (reach, number))
        self.counts["polygons set"] += 1
