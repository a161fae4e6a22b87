"""Write a gazetteer: places, names and areas in SQLite, and the tries that text is read with.

The layout is an interface (`geonews.resources.DATA_FORMAT` is its version); `entries` reads
it. Two things keep it small, since nine names in ten are Latin variants of small towns:

* a place of GeoNames has its GeoNames number as row number and no text id; every other
  place has a number from `FIRST_OWN_NUMBER` on and its id beside it;
* a name that its look-up key gives back (``abu ghraib`` → ``Abu Ghraib``) is not written again.

The packaged gazetteer has its tries beside it, to be mapped into memory; a gazetteer that
was imported has them in its table ``trie``, so that it is one file. The header of either says
what it is: `APPLICATION_ID`, and the layout's version as ``user_version``.

Polygons are packed by `pack_area`; their coordinates are WGS84 longitude and latitude.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geonews.gazetteer.sounds import SEPARATOR, SHORTEST, arabic_sounds, latin_sounds
from geonews.model import NameKind, Place
from geonews.resources import DATA_FORMAT

__all__ = [
    "APPLICATION_ID",
    "AREA_GRID",
    "FIRST_OWN_NUMBER",
    "KIND_NUMBERS",
    "SCHEMA",
    "Name",
    "add_area",
    "add_names",
    "add_place",
    "add_trie",
    "is_searched",
    "number_of",
    "pack_area",
    "pack_name",
    "save_trie",
    "searched_keys",
    "sound_entries",
    "sounding_keys",
    "unpack_area",
    "unpack_name",
]

FIRST_OWN_NUMBER = 1 << 40
"""Row numbers from here on are ours; GeoNames' have eight digits so far."""

APPLICATION_ID = int.from_bytes(b"gnws")
"""Marks the header of a SQLite file as a gazetteer's."""

KIND_NUMBERS = {kind: number for number, kind in enumerate(NameKind, 1)}

SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {DATA_FORMAT};
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    id TEXT,
    name_ar TEXT NOT NULL,
    name_en TEXT NOT NULL,
    feature_class TEXT NOT NULL,
    feature_code TEXT NOT NULL,
    country TEXT NOT NULL,
    admin1 TEXT NOT NULL,
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    extent_km REAL NOT NULL,
    population INTEGER NOT NULL,
    prominence REAL NOT NULL,
    metonym INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES origin
);
CREATE UNIQUE INDEX place_id ON place(id) WHERE id IS NOT NULL;
CREATE INDEX place_country ON place(number) WHERE feature_code = 'PCLI';
CREATE INDEX place_capital ON place(number) WHERE feature_code = 'PPLC';
CREATE INDEX place_metonym ON place(number) WHERE metonym;
CREATE TABLE name_kind (number INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE);
CREATE TABLE name (
    key TEXT NOT NULL,
    place INTEGER NOT NULL REFERENCES place,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL REFERENCES name_kind,
    source INTEGER NOT NULL REFERENCES origin,
    PRIMARY KEY (key, place, name)
) WITHOUT ROWID;
CREATE TABLE area (place INTEGER PRIMARY KEY REFERENCES place, shape BLOB NOT NULL);
CREATE TABLE demonym (key TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE not_place (key TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE trie (name TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE hierarchy (
    child INTEGER NOT NULL, parent INTEGER NOT NULL, PRIMARY KEY (child, parent)
) WITHOUT ROWID;
CREATE TABLE origin (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE,
    what TEXT, url TEXT, carried_by TEXT, licence TEXT, attribution TEXT
);
"""

AREA_GRID = 0.0001
"""Coordinates of stored polygons are rounded to this, in degrees: about 11 m."""

_MULTIPOLYGON = shapely.GeometryType.MULTIPOLYGON.value
_HEADER = 6
"""Numbers before the offsets: how many follow, type, points, and the length of three offsets."""

_POLYGON = shapely.GeometryType.POLYGON.value
_GEONAMES = "geonames:"


class Name(NamedTuple):
    """One name of a place, as it is written."""

    key: str
    """Look-up key."""

    name: str
    kind: NameKind
    source: int
    """Number of its row in ``origin``."""


def number_of(place_id: str) -> int | None:
    """Return the row number that an id itself gives, None where the database must be asked."""
    digits = place_id.removeprefix(_GEONAMES)
    # GeoNames writes ASCII digits without leading zeros; anything else is another id.
    plain = digits.isascii() and digits.isdigit() and not digits.startswith("0")
    return int(digits) if plain and digits != place_id and len(digits) < 12 else None


def add_place(
    connection: sqlite3.Connection,
    place: Place,
    *,
    number: int,
    source: int,
    metonym: bool = False,
) -> None:
    """Write a place, or write it anew where its number is there.

    Parameters
    ----------
    connection
        An open database of `SCHEMA`.
    place
        What is written.
    number
        As `number_of` gives it, or one of our own.
    source
        Number of its row in ``origin``.
    metonym
        Whether the name usually stands for a government or body.
    """
    connection.execute(
        f"INSERT OR REPLACE INTO place VALUES ({','.join('?' * 15)})",  # noqa: S608 (a count)
        (
            number,
            None if number < FIRST_OWN_NUMBER else place.id,
            place.name_ar,
            place.name_en,
            place.feature_class,
            place.feature_code,
            place.country,
            place.admin1,
            place.lat,
            place.lon,
            round(place.extent_km, 1),
            place.population,
            place.prominence,
            int(metonym),
            source,
        ),
    )


def add_names(connection: sqlite3.Connection, number: int, names: Iterable[Name]) -> None:
    """Write the names of a place; a spelling that is there already keeps what it has."""
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)",
        (
            (key, number, pack_name(key, name), KIND_NUMBERS[kind], source)
            for key, name, kind, source in names
            if key
        ),
    )


def add_area(connection: sqlite3.Connection, number: int, shape: BaseGeometry) -> None:
    """Write the polygon of a place, WGS84 longitude and latitude."""
    connection.execute("INSERT OR REPLACE INTO area VALUES (?,?)", (number, pack_area(shape)))


def pack_name(key: str, name: str) -> str:
    """Return what is stored for a name: nothing where its key gives it back."""
    return "" if name == key.title() else name


def unpack_name(key: str, stored: str) -> str:
    """Return the name that `pack_name` stored."""
    return stored or key.title()


def pack_area(shape: BaseGeometry) -> bytes:
    """Return the stored form of a polygon: coordinates on `AREA_GRID`, as deflated differences.

    A third as large as deflated WKB, whose floating-point digits do not pack.

    Raises
    ------
    ValueError
        No polygon is left of it on the grid.
    """
    drawn = shapely.set_precision(shape, AREA_GRID)
    # Outlines that were mended may hold lines; an area is its polygons.
    parts = shapely.get_parts(shapely.get_parts(drawn))
    solid = (shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)
    if not solid.any():
        raise ValueError(f"an outline of {shape.geom_type} is empty on a grid of {AREA_GRID}°")
    polygons = shapely.multipolygons(parts[solid])
    kind, points, offsets = shapely.to_ragged_array([shapely.normalize(polygons)])
    steps = np.diff(np.rint(points / AREA_GRID).astype("<i4"), axis=0, prepend=np.int32(0))
    sizes = [int(kind), len(points), *(len(offset) for offset in offsets)]
    header = np.array([len(sizes), *sizes], "<i4").tobytes()
    rest = [offset.astype("<i4").tobytes() for offset in offsets]
    # All eastings, then all northings: like stands by like, and packs better.
    return zlib.compress(b"".join([header, *rest, steps.T.astype("<i4").tobytes()]), 9)


def unpack_area(stored: bytes) -> BaseGeometry:
    """Return the polygon that `pack_area` stored, WGS84 longitude and latitude.

    Raises
    ------
    ValueError
        The bytes are no stored polygon: a gazetteer file may come from anybody.
    """
    try:
        numbers = np.frombuffer(zlib.decompress(stored), "<i4")
    except zlib.error as error:
        raise ValueError(f"a stored outline is damaged ({error})") from error
    if len(numbers) < _HEADER or numbers[0] != _HEADER - 1:
        raise ValueError("a stored outline has no header")
    kind, count, *lengths = numbers[1:_HEADER].tolist()
    at, offsets = _HEADER, []
    for length in lengths:
        offsets.append(numbers[at : at + max(length, 0)].astype(np.int64))
        at += max(length, 0)
    _check_outline(kind, count, offsets, left=len(numbers) - at)
    steps = numbers[at : at + 2 * count].reshape(2, count).T
    points = np.ascontiguousarray(np.cumsum(steps, axis=0, dtype=np.int64) / round(1 / AREA_GRID))
    shape = shapely.from_ragged_array(shapely.GeometryType(kind), points, tuple(offsets))[0]
    return shape.geoms[0] if len(shape.geoms) == 1 else shape


def _check_outline(
    kind: int, count: int, offsets: Sequence[NDArray[np.int64]], *, left: int
) -> None:
    """Refuse counts that do not fit together; GEOS would read beyond the end of them."""
    fits = kind == _MULTIPOLYGON and count > 0 and left == 2 * count
    inner = [count, *(len(offset) - 1 for offset in offsets[:-1])]
    for offset, most in zip(offsets, inner, strict=True):
        rises = len(offset) > 1 and offset[0] == 0 and bool((np.diff(offset) > 0).all())
        fits = fits and rises and int(offset[-1]) == most
    if not fits:
        raise ValueError("a stored outline is damaged: its counts do not fit together")


def is_searched(key: str, kind: NameKind) -> bool:
    """Say whether text is searched for a name.

    Low-trust spellings stay out: read as Arabic they are far more often words than places.
    """
    return "\u0621" <= key[:1] <= "\u064a" and kind is not NameKind.LOW_TRUST


def searched_keys(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the Arabic keys that text is searched for, each once, in code point order."""
    rows = connection.execute(
        "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ? AND kind <> ? ORDER BY key",
        ("\u0621", "\u064b", KIND_NUMBERS[NameKind.LOW_TRUST]),
    )
    return (key for (key,) in rows)


def sound_entries(keys: Iterable[str]) -> Iterator[str]:
    """Yield what the index of consonant keys holds for look-up keys, Latin and Arabic."""
    return (
        f"{sound}{SEPARATOR}{key}"
        for key in keys
        for sound in (latin_sounds(key) if key.isascii() else arabic_sounds(key))
        if len(sound) >= SHORTEST
    )


def sounding_keys(connection: sqlite3.Connection, most: int) -> Iterator[str]:
    """Yield the Latin keys of settlements, each once, those of the most prominent first.

    Parameters
    ----------
    connection
        An open database of `SCHEMA`.
    most
        How many are wanted at the most.
    """
    rows = connection.execute(
        "SELECT key FROM name JOIN place ON place.number = name.place "
        "WHERE feature_class = 'P' AND NOT (key >= ? AND key < ?) "
        "GROUP BY key ORDER BY max(prominence) DESC, key LIMIT ?",
        ("\u0621", "\u064b", most),
    )
    return (key for (key,) in rows)


def add_trie(connection: sqlite3.Connection, name: str, keys: Iterable[str]) -> int:
    """Write a trie into the database, in place of one of that name; return how many keys."""
    trie = marisa_trie.Trie(sorted(set(keys)))
    connection.execute("INSERT OR REPLACE INTO trie VALUES (?,?)", (name, trie.tobytes()))
    return len(trie)


def save_trie(path: Path, keys: Iterable[str]) -> int:
    """Write a trie file for `geonews.gazetteer.names`; return how many keys it holds."""
    trie = marisa_trie.Trie(sorted(set(keys)))
    part = path.with_name(f"{path.name}.part")
    trie.save(str(part))
    # A process that has the old file mapped must not see it change under it.
    part.replace(path)
    return len(trie)
