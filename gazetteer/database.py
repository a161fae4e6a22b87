"""Write the packaged gazetteer: one SQLite file and one trie of Arabic look-up keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import marisa_trie
import shapely

from gazetteer.rows import PlaceRow
from gazetteer.scripts import is_arabic
from geonews.model import NameKind

__all__ = ["write_database", "write_trie"]

_SCHEMA = """
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
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
    source TEXT NOT NULL
);
CREATE TABLE name (
    key TEXT NOT NULL,
    place INTEGER NOT NULL REFERENCES place,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (key, place, name)
) WITHOUT ROWID;
CREATE TABLE area (place INTEGER PRIMARY KEY REFERENCES place, wkb BLOB NOT NULL);
CREATE TABLE demonym (key TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE not_place (key TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE origin (
    source TEXT PRIMARY KEY, what TEXT, url TEXT, carried_by TEXT, licence TEXT, attribution TEXT
) WITHOUT ROWID;
"""


def write_database(
    path: Path,
    places: Sequence[PlaceRow],
    *,
    demonyms: Iterable[tuple[str, str]],
    not_places: Iterable[tuple[str, str]],
    origins: Iterable[tuple[str, str, str, str, str, str]],
) -> None:
    """Write the places and what goes with them; the order of the input does not matter.

    Parameters
    ----------
    path
        File to write; one that is there is replaced.
    places
        Places with names and shapes.
    demonyms
        ``(look-up key, place id)``.
    not_places
        ``(look-up key, reason)``.
    origins
        Rows of the origin table, one per upstream.
    """
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    ordered = sorted(places, key=lambda place: place.id)
    numbers = {place.id: number for number, place in enumerate(ordered, 1)}
    with sqlite3.connect(part) as connection:
        connection.executescript(_SCHEMA)
        connection.executemany(
            f"INSERT INTO place VALUES ({','.join('?' * 15)})",  # noqa: S608 (our own count)
            (_place_values(numbers[place.id], place) for place in ordered),
        )
        connection.executemany(
            "INSERT INTO name VALUES (?,?,?,?,?)",
            sorted(
                (key, numbers[place.id], name, kind.value, source)
                for place in ordered
                for (key, _), (name, kind, source) in place.names.items()
            ),
        )
        connection.executemany(
            "INSERT INTO area VALUES (?,?)",
            (
                (numbers[place.id], shapely.to_wkb(shapely.normalize(place.shape)))
                for place in ordered
                if place.shape is not None
            ),
        )
        connection.executemany(
            "INSERT INTO demonym VALUES (?,?)",
            sorted((key, numbers[place_id]) for key, place_id in demonyms),
        )
        connection.executemany("INSERT INTO not_place VALUES (?,?)", sorted(not_places))
        connection.executemany("INSERT INTO origin VALUES (?,?,?,?,?,?)", sorted(origins))
    connection.execute("VACUUM")
    connection.close()
    part.replace(path)


def write_trie(path: Path, places: Iterable[PlaceRow]) -> int:
    """Write the Arabic keys that text is searched for; return how many there are.

    Low-trust spellings stay out: read as Arabic they are far more often words than places.
    """
    keys = {
        key
        for place in places
        for (key, _), (_, kind, _) in place.names.items()
        if kind is not NameKind.LOW_TRUST and is_arabic(key)
    }
    part = path.with_name(f"{path.name}.part")
    marisa_trie.Trie(sorted(keys)).save(str(part))
    # A process that has the old file mapped must not see it change under it.
    part.replace(path)
    return len(keys)


def _place_values(number: int, place: PlaceRow) -> tuple[object, ...]:
    return (
        number,
        place.id,
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
        int(place.metonym),
        place.source,
    )
