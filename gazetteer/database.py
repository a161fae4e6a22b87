"""Write the packaged gazetteer: one SQLite file and the trie of the names text is searched for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gazetteer.rows import PlaceRow
from geonews.gazetteer.database import (
    FIRST_OWN_NUMBER,
    KIND_NUMBERS,
    SCHEMA,
    add_area,
    add_place,
    is_searched,
    number_of,
    pack_name,
    save_trie,
    sound_entries,
)

__all__ = ["sounding_keys", "write_database", "write_sounds", "write_trie"]


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
    numbers = _numbers(places)
    with sqlite3.connect(part) as connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "INSERT INTO name_kind VALUES (?,?)",
            [(number, kind.value) for kind, number in KIND_NUMBERS.items()],
        )
        sources = {}
        for number, row in enumerate(sorted(origins), 1):
            connection.execute("INSERT INTO origin VALUES (?,?,?,?,?,?,?)", (number, *row))
            sources[row[0]] = number
        _write_places(connection, places, numbers, sources)
        connection.executemany(
            "INSERT INTO demonym VALUES (?,?)",
            sorted((key, numbers[place_id]) for key, place_id in demonyms),
        )
        connection.executemany("INSERT INTO not_place VALUES (?,?)", sorted(not_places))
    connection.execute("VACUUM")
    connection.close()
    part.replace(path)


def write_trie(path: Path, places: Iterable[PlaceRow]) -> int:
    """Write the Arabic keys that text is searched for; return how many there are."""
    return save_trie(
        path,
        (
            key
            for place in places
            for (key, _), (_, kind, _) in place.names.items()
            if is_searched(key, kind)
        ),
    )


def sounding_keys(places: Iterable[PlaceRow]) -> list[str]:
    """Return the keys of the names that a spelling may lead to, each once, sorted.

    Those are the Latin names of settlements, and of every place the Arabic names that can be
    trusted.
    """
    return sorted(
        {
            key
            for place in places
            for (key, _), (_, kind, _) in place.names.items()
            if is_searched(key, kind) or (key.isascii() and place.feature_class == "P")
        }
    )


def write_sounds(path: Path, keys: Sequence[str]) -> int:
    """Write the consonant keys of look-up keys; return how many there are."""
    return save_trie(path, sound_entries(keys))


def _numbers(places: Sequence[PlaceRow]) -> Mapping[str, int]:
    """Return the row number of each place by its id."""
    own = sorted(place.id for place in places if number_of(place.id) is None)
    numbers = {place_id: FIRST_OWN_NUMBER + at for at, place_id in enumerate(own)}
    return numbers | {p.id: n for p in places if (n := number_of(p.id)) is not None}


def _write_places(
    connection: sqlite3.Connection,
    places: Sequence[PlaceRow],
    numbers: Mapping[str, int],
    sources: Mapping[str, int],
) -> None:
    ordered = sorted(places, key=lambda place: numbers[place.id])
    for row in ordered:
        add_place(
            connection,
            row.place(),
            number=numbers[row.id],
            source=sources[row.source],
            metonym=row.metonym,
        )
        if row.shape is not None:
            # The build refuses an outline that is nothing on the grid: pack_area raises.
            add_area(connection, numbers[row.id], row.shape)
    # In order of the keys, since that is how the table is laid out.
    names = sorted(
        (key, numbers[row.id], name, KIND_NUMBERS[kind], sources[source])
        for row in ordered
        for (key, _), (name, kind, source) in row.names.items()
    )
    connection.executemany(
        "INSERT INTO name VALUES (?,?,?,?,?)",
        (
            (key, number, pack_name(key, name), kind, source)
            for key, number, name, kind, source in names
        ),
    )
