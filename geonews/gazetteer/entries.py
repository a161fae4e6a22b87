"""Places by name, id and area, out of the packaged database."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import shapely
from rapidfuzz import fuzz, process
from shapely.geometry.base import BaseGeometry

from geonews.errors import DataError, UnknownPlaceError
from geonews.gazetteer.names import NameIndex
from geonews.model import Candidate, NameKind, Place, Signal
from geonews.resources import data_path
from geonews.text import agree_in_marks, lookup_key, readings

__all__ = ["Gazetteer"]

_TRUST = {
    NameKind.SHORT: 1.0,
    NameKind.OFFICIAL: 0.97,
    NameKind.VARIANT: 0.93,
    NameKind.FORMER: 0.85,
    NameKind.TRANSLITERATED: 0.6,
    NameKind.GENERATED: 0.5,
    NameKind.LOW_TRUST: 0.4,
}
"""How much of a place's prominence a name of each kind carries over to it."""

_PLACE_COLUMNS = (
    "place.id, name_ar, name_en, feature_class, feature_code, country, admin1, "
    "lat, lon, extent_km, population, prominence, place.source"
)
_PLACE_FIELDS = tuple(column.rpartition(".")[2].strip() for column in _PLACE_COLUMNS.split(","))
_NISBA_ENDINGS = ("", "ه", "ين", "ون", "ان", "ات", "تين", "تان")
"""Feminine, dual and plural endings of a nisba; the stem keeps its ya."""

_ARABIC = re.compile("[\u0621-\u064a]")
_NEAR_MISS = 75.0
"""Similarity, of 100, from which a name is offered as a near miss."""


class Gazetteer:
    """Read-only access to the places of the world.

    Safe to share between threads: each opens its own connection. Any look-up raises
    `geonews.errors.DataError` where the database cannot be read.

    Parameters
    ----------
    path
        A database written by the gazetteer's build; the packaged one where it is left out.
    names
        The index of Arabic names that belongs to it.
    """

    def __init__(self, path: Path | None = None, names: NameIndex | None = None) -> None:
        self._path = path or data_path("gazetteer.sqlite")
        self.names = names or NameIndex()
        self._local = threading.local()
        # One cache per instance; a cached method would keep every instance alive.
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.place = lru_cache(maxsize=50_000)(self._place)
        self.area = lru_cache(maxsize=512)(self._area)

    @classmethod
    @cache
    def packaged(cls) -> Gazetteer:
        """Return the gazetteer that ships with geonews, opened once per process.

        Raises
        ------
        geonews.errors.DataError
            The packaged data is missing.
        """
        return cls()

    def _named(self, key: str) -> tuple[Candidate, ...]:
        """Return the places that carry a look-up key as a name, best first.

        Parameters
        ----------
        key
            As `geonews.text.lookup_key` returns it.
        """
        rows = self._rows(
            f"SELECT {_PLACE_COLUMNS}, name.name, name.kind FROM name "  # noqa: S608 (constants)
            "JOIN place ON place.number = name.place WHERE name.key = ?",
            key,
        )
        best: dict[str, Candidate] = {}
        for *fields, matched, kind_value in rows:
            place, kind = _to_place(fields), NameKind(kind_value)
            score = round(place.prominence * _TRUST[kind], 4)
            if place.id not in best or score > best[place.id].score:
                best[place.id] = Candidate(
                    place=place,
                    matched=matched,
                    kind=kind,
                    score=score,
                    signals=(
                        Signal(
                            name="prominence",
                            weight=score,
                            detail=f"{kind.value} name, prominence {place.prominence:.2f}",
                        ),
                    ),
                )
        return tuple(sorted(best.values(), key=lambda c: (-c.score, c.place.id)))

    def lookup(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places of a name, best first.

        The name as it stands decides; where nothing carries it, its readings without
        proclitics, then with and without the article, are tried.

        Parameters
        ----------
        name
            In Arabic or Latin letters, or a place id.
        limit
            Most candidates returned.
        """
        if ":" in name and (place := self._find(name)):
            return (_certain(place),)
        key = lookup_key(name)
        for attempt in _attempts(key):
            if found := self.named(attempt):
                # A vowelled name asks for the place that is vowelled so.
                unlike = [agree_in_marks(name, c.matched) is False for c in found]
                ordered = sorted(zip(unlike, found, strict=True), key=lambda pair: pair[0])
                return tuple(candidate for _, candidate in ordered)[:limit]
        return ()

    def suggestions(self, name: str, *, limit: int = 5) -> list[str]:
        """Return names like one that was not found, the likest first."""
        key = lookup_key(name)
        if not key:
            return []
        likest = process.extract(
            key,
            self._keys_like(key),
            scorer=fuzz.ratio,
            limit=limit,
            score_cutoff=_NEAR_MISS,
        )
        shown: dict[str, None] = {}
        for match, _, _ in likest:
            if candidates := self.named(match):
                shown.setdefault(candidates[0].matched)
        return list(shown)

    def _place(self, place_id: str) -> Place:
        """Return a place by id.

        Raises
        ------
        geonews.errors.UnknownPlaceError
            The gazetteer has no such id.
        """
        if place := self._find(place_id):
            return place
        raise UnknownPlaceError(
            f"place id {place_id!r} is not in the gazetteer: "
            "ids look like geonames:587084; geonews lookup NAME lists them"
        )

    def _area(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a place in WGS84, None where only its point is known."""
        for (wkb,) in self._rows(
            "SELECT wkb FROM area JOIN place ON place.number = area.place WHERE place.id = ?",
            place_id,
        ):
            return shapely.from_wkb(wkb)
        return None

    def demonym(self, key: str) -> str:
        """Return the place id that a folded adjective or inhabitant's name belongs to.

        Proclitics, the article and the endings of gender and number are taken off: الروسي,
        والروسية, الروسيين. Broken plurals (أكراد) are not covered. Empty if it is none.
        """
        for reading in readings(key):
            word = reading.key.removeprefix("ال")
            for ending in _NISBA_ENDINGS:
                if word.endswith(ending):
                    stem = word[: len(word) - len(ending)]
                    if place_id := self.demonyms.get(stem, ""):
                        return place_id
        return ""

    @cached_property
    def demonyms(self) -> Mapping[str, str]:
        """Place id by folded adjective (masculine singular, no article); for most a country's."""
        return dict(
            self._rows(
                "SELECT demonym.key, place.id FROM demonym "
                "JOIN place ON place.number = demonym.place"
            )
        )

    @cached_property
    def not_places(self) -> Mapping[str, str]:
        """Reason by look-up key, for names that in news nearly always mean something else."""
        return dict(self._rows("SELECT key, reason FROM not_place"))

    @cached_property
    def metonyms(self) -> frozenset[str]:
        """Ids of places whose name usually stands for a government or body."""
        return frozenset(row[0] for row in self._rows("SELECT id FROM place WHERE metonym"))

    @cached_property
    def capitals(self) -> Mapping[str, Place]:
        """Capital by the ISO 3166-1 alpha-2 code of its country."""
        rows = self._rows(
            f"SELECT {_PLACE_COLUMNS} FROM place WHERE feature_code = 'PPLC'"  # noqa: S608
        )
        return {place.country: place for place in map(_to_place, rows)}

    @cached_property
    def countries(self) -> Mapping[str, Place]:
        """Country by its ISO 3166-1 alpha-2 code."""
        rows = self._rows(
            f"SELECT {_PLACE_COLUMNS} FROM place WHERE feature_code = 'PCLI'"  # noqa: S608
        )
        return {place.country: place for place in map(_to_place, rows)}

    def _find(self, place_id: str) -> Place | None:
        rows = self._rows(
            f"SELECT {_PLACE_COLUMNS} FROM place WHERE id = ?",  # noqa: S608 (constants)
            place_id,
        )
        return _to_place(rows[0]) if rows else None

    def _keys_like(self, key: str) -> list[str]:
        if _ARABIC.search(key):
            return self.names.starting_with(key[:2]) + self.names.starting_with("ال" + key[:2])
        return [
            row[0]
            for row in self._rows(
                "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ?",
                key[:2],
                key[:2] + "\U0010ffff",
            )
        ]

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        connection = getattr(self._local, "connection", None)
        try:
            if connection is None:
                uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
                connection = self._local.connection = sqlite3.connect(uri, uri=True)
            return connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise DataError(
                f"gazetteer {self._path} cannot be read ({error}): install geonews anew"
            ) from error


def _attempts(key: str) -> list[str]:
    """Return the keys to try for a name, the name itself first."""
    if not key:
        return []  # the article alone would find a place
    first, _, rest = key.partition(" ")
    tail = f" {rest}" if rest else ""
    attempts = [reading.key + tail for reading in readings(first)] if _ARABIC.search(key) else [key]
    attempts += ["ال" + key, key.removeprefix("ال")]
    return list(dict.fromkeys(attempts))


def _certain(place: Place) -> Candidate:
    return Candidate(
        place=place,
        matched=place.id,
        kind=NameKind.OFFICIAL,
        score=1.0,
        signals=(Signal(name="id", weight=1.0, detail="asked for by its id"),),
    )


def _to_place(fields: Sequence[Any]) -> Place:
    """Return the place of a row of `_PLACE_COLUMNS`."""
    return Place(**dict(zip(_PLACE_FIELDS, fields, strict=True)))
