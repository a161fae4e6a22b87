"""Places by name, id and area, out of the packaged database or of a gazetteer file."""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geonews.errors import DataError, UnknownPlaceError
from geonews.gazetteer.asking import Asked, asked_class
from geonews.gazetteer.database import KIND_NUMBERS, number_of, unpack_area, unpack_name
from geonews.gazetteer.header import check_header
from geonews.gazetteer.hits import Hit
from geonews.gazetteer.names import NameIndex
from geonews.gazetteer.transliteration import MOST_UNLIKE, Transliterator
from geonews.geo import covers_point, great_circle_km
from geonews.model import Candidate, NameKind, Place, Signal
from geonews.resources import data_path, read_json
from geonews.text import agree_in_marks, lookup_key, readings

if TYPE_CHECKING:
    from geonews.gazetteer.overlay import Overlay

__all__ = ["MOST_OF_GENERATED", "MOST_UNLIKE", "Gazetteer"]

_TRUST = {
    NameKind.SHORT: 1.0,
    NameKind.OFFICIAL: 0.97,
    NameKind.VARIANT: 0.93,
    NameKind.FORMER: 0.85,
    NameKind.TRANSLITERATED: 0.85,
    NameKind.GENERATED: 0.5,
    NameKind.LOW_TRUST: 0.4,
}
"""How much of a place's prominence a name of each kind carries over to it."""

_PLACE_FIELDS = (
    "id",
    "name_ar",
    "name_en",
    "feature_class",
    "feature_code",
    "country",
    "admin1",
    "lat",
    "lon",
    "extent_km",
    "population",
    "prominence",
    "source",
)
_PLACE_COLUMNS = (
    "coalesce(place.id, 'geonames:' || place.number), name_ar, name_en, feature_class, "
    "feature_code, country, admin1, lat, lon, extent_km, population, prominence, origin.source"
)
_PLACE_ROWS = "place JOIN origin ON origin.number = place.source"
_KINDS = {number: kind for kind, number in KIND_NUMBERS.items()}
_NISBA_ENDINGS = ("", "ه", "ين", "ون", "ان", "ات", "تين", "تان")
"""Feminine, dual and plural endings of a nisba; the stem keeps its ya."""

_ARABIC = re.compile("[\u0621-\u064a]")

MOST_OF_GENERATED = 0.6
"""Ceiling of the score of a place that is reached by transliteration."""

_FIT, _FAVOUR = 7.0, 2.0
"""How sharply an ill-fitting spelling, and a little-known place, lower that score; chosen on
every second pair of GeoNames, where 5 to 9 and 1.5 to 3 differed by less than .01."""

_WORST_PAIR = -0.45
"""Log-probability per letter below which two spellings are not of one name: of pairs that
GeoNames gives .97 lie above it, of the likest wrong ones .3."""

_STRICT = 10.0
"""How sharply the distance of two Arabic spellings lowers that score."""

_UNLIKE = 0.15
"""Distance of spellings up to which one may stand for the other; beyond it, two of three names
found are others."""

_UNLIKE_KNOWN = 0.2
"""The same for a name that other places have, where the country or province is known."""

_TOWN_KM = 20.0
"""How far the quarters and villages of a town without outline lie from it at the most."""

_EDGE_KM = 40.0
"""How far from an outline a site or a sea lies that is looked for there: generalised outlines
leave border crossings and coasts that far out."""

_KM_OF_A_DEGREE = 111.2

_MOST_GENERATED = 40
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
    transliterator
        Leads Arabic spellings to its Latin names.
    overlays
        Names that users lay over it, the later over the earlier.
    """

    def __init__(
        self,
        path: Path | None = None,
        names: NameIndex | None = None,
        transliterator: Transliterator | None = None,
        *,
        overlays: Sequence[Overlay] = (),
    ) -> None:
        self._is_packaged = path is None
        self.overlays = tuple(overlays)
        """Names and places laid over it, the later over the earlier."""

        self._path = path or data_path("gazetteer.sqlite")
        self.names = names or NameIndex()
        self.transliterator = transliterator or Transliterator()
        self._local = threading.local()
        # One cache per instance; a cached method would keep every instance alive.
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.place = lru_cache(maxsize=50_000)(self._place)
        self.area = lru_cache(maxsize=512)(self._area)
        self.transliterated = lru_cache(maxsize=8192)(self._transliterated)
        self.demonym = lru_cache(maxsize=65_536)(self._demonym)
        self.guessed = lru_cache(maxsize=8192)(self._guessed)

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

    @classmethod
    def open(cls, path: str | Path) -> Gazetteer:
        """Open a gazetteer file, as ``geonews gazetteer import`` makes it.

        Only its header is read now, the rest as it is needed.

        Raises
        ------
        geonews.errors.DataError
            The file is missing, of another kind, or of another version's layout.
        """
        path = Path(path)
        check_header(path)
        opened = cls(path)
        # The one file holds what the packaged gazetteer has beside it.
        opened.names = NameIndex(content=lambda: opened._trie("names"))
        opened.transliterator = Transliterator(content=lambda: opened._trie("sounds"))
        return opened

    def with_overlay(self, path: str | Path) -> Gazetteer:
        """Return this gazetteer with the names and places of a CSV file laid over it.

        Parameters
        ----------
        path
            Columns ``place_id,name,kind,source``; `geonews.gazetteer.overlay` has the rest.

        Raises
        ------
        geonews.errors.GazetteerImportError
            A row cannot be taken, or names a place that is not there; the message begins
            ``FILE:LINE:``.
        """
        from geonews.gazetteer.overlay import Overlay  # its checks are slow to load

        overlay = Overlay.read(Path(path)).fitted(self._find)
        overlaid = Gazetteer(
            self._path, self.names, self.transliterator, overlays=(*self.overlays, overlay)
        )
        overlaid._is_packaged = self._is_packaged
        lost = [
            key
            for key in overlay.removed
            if all(c.kind is NameKind.LOW_TRUST for c in overlaid._named(key))
        ]
        overlaid.names = self.names.changed(added=overlay.searched_keys(), removed=lost)
        return overlaid

    @property
    def path(self) -> Path:
        """Its database, without what is laid over it."""
        return self._path

    @cached_property
    def version(self) -> str:
        """What tells this gazetteer from others: a digest of what it was made from.

        That of a file is of the table of its origins, which names each source with a digest.
        """
        if self._is_packaged:
            made_from = str(read_json("manifest.json")["inputs"])
        else:
            rows = self.rows("SELECT * FROM origin ORDER BY number")
            made_from = hashlib.sha256(repr(rows).encode()).hexdigest()
        return "+".join([made_from[:16], *(overlay.digest[:8] for overlay in self.overlays)])

    def _named(self, key: str) -> tuple[Candidate, ...]:
        """Return the places that carry a look-up key as a name, best first.

        Parameters
        ----------
        key
            As `geonews.text.lookup_key` returns it.
        """
        best: dict[str, Candidate] = {}
        for place, matched, kind in self._hits(key):
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
                            subject=f"{place.prominence:.2f}",
                        ),
                    ),
                )
        return tuple(sorted(best.values(), key=lambda c: (-c.score, c.place.id)))

    def _hits(self, key: str) -> list[Hit]:
        rows = self.rows(
            f"SELECT {_PLACE_COLUMNS}, name.name, name.kind "  # noqa: S608 (constants)
            f"FROM name, {_PLACE_ROWS} WHERE place.number = name.place AND name.key = ?",
            key,
        )
        hits = [
            Hit(self._to_place(fields), unpack_name(key, stored), _KINDS[kind])
            for *fields, stored, kind in rows
        ]
        for overlay in self.overlays:
            hits = overlay.amended(key, hits, self._find)
        return hits

    def _transliterated(self, key: str) -> tuple[Candidate, ...]:
        """Return the settlements whose Latin name an Arabic look-up key may spell, best first.

        Their kind is ``generated``, and no score is above `MOST_OF_GENERATED`: what text says
        beside it must carry the choice. Names that the gazetteer has in Arabic are not looked
        at; ask `named` first.
        """
        found = []
        for match in self.transliterator.matches(key):
            if match.score < _WORST_PAIR:
                break
            fit = math.exp(_FIT * match.score)
            for candidate in self.named(match.key):
                if candidate.place.feature_class == "P":
                    detail = f"{key} may spell {candidate.matched} (fit {fit:.2f})"
                    found.append(_generated(candidate, "transliteration", fit, detail))
        return _best_of_each(found)

    def _guessed(self, key: str, *, most: float = _UNLIKE) -> tuple[Candidate, ...]:
        """Return the places that an Arabic look-up key may be a spelling of, best first.

        Those are the `transliterated` ones, and places of any class that have an Arabic name
        spelled like the key, of the same kind and below the same ceiling.

        Parameters
        ----------
        key
            As `geonews.text.lookup_key` returns it.
        most
            Distance of spellings up to which one may stand for the other; `MOST_UNLIKE` for a
            caller who knows where the place must lie.
        """
        found = list(self.transliterated(key))
        for near in self.transliterator.near(key):
            if near.distance > most:
                break
            fit = math.exp(-_STRICT * near.distance)
            # A key that is a name is not a spelling of itself.
            for candidate in self.named(near.key) if near.key != key else ():
                if candidate.kind is not NameKind.LOW_TRUST:
                    detail = f"{key} is spelled like {candidate.matched} (fit {fit:.2f})"
                    found.append(_generated(candidate, "near-spelling", fit, detail))
        return _best_of_each(found)

    def lookup(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places of a name, best first.

        The name as it stands decides; where nothing carries it, its readings without
        proclitics, then with and without the article, then what follows its class noun
        (``مدينة حلب``) are tried, and last, for an Arabic name, the names that it may spell
        (kind ``generated``). A country, province or town may follow after a comma or in
        brackets, and leaves the places that lie in it: ``طرابلس، لبنان``. So told, names are
        tried that are spelled like it; without, those are `suggestions`.

        Parameters
        ----------
        name
            In Arabic or Latin letters, or a place id.
        limit
            Most candidates returned.
        """
        if ":" in name and (place := self._find(name)):
            return (_certain(place),)
        asked = Asked.read(name)
        if not asked.name:
            return ()
        # Washington, D.C. has a comma of its own.
        within = (
            self._containers(asked.container)
            if asked.container and not self.named(lookup_key(name))
            else []
        )
        if within:
            return self._within(asked.name, within)[:limit]
        return self._called(name)[:limit]

    def _within(self, name: str, containers: Sequence[Place]) -> tuple[Candidate, ...]:
        """Return the places of a name that lie in one of some places."""
        called = self._called(name)
        for reached in (self._contains, self._touches):
            inside = (c for c in called if any(reached(o, c.place) for o in containers))
            if found := tuple(inside):
                return found
        # A namesake elsewhere does not stand for the one asked for, nor a name unlike its own.
        most = MOST_UNLIKE if not called else _UNLIKE_KNOWN
        guessed = (
            candidate
            for asked in (name, asked_class(name)[1])
            for candidate in self.guessed(_arabic(asked), most=most)
        )
        return _best_of_each(
            c for c in guessed if any(self._contains(o, c.place) for o in containers)
        )

    def _called(self, name: str) -> tuple[Candidate, ...]:
        """Return the places of a name, or else of what follows its class noun.

        Of those the ones of the class that is asked for come first: محافظة حلب is the province.
        A town does not stand for a dam or river of its name.
        """
        found = self._spelled(name)
        asked, rest = asked_class(name)
        if not found and rest:
            found = self._spelled(rest) or self.transliterated(_arabic(rest))
            found = tuple(c for c in found if asked.allows(c.place))
        elif not found:
            found = self.transliterated(_arabic(name))
        return tuple(sorted(found, key=lambda c: asked.distance(c.place))) if rest else found

    def _containers(self, name: str) -> list[Place]:
        """Return the countries, provinces and regions of a name, and the town it means first."""
        found = [candidate.place for candidate in self._called(name)]
        areas = [p for p in found if p.feature_class == "A" or self.area(p.id) is not None]
        town = [place for place in found[:1] if place.feature_class == "P"]
        return [*town, *areas]

    def _contains(self, container: Place, place: Place) -> bool:
        if place.id == container.id:
            return False
        if container.feature_code == "PCLI" and place.country:
            return place.country == container.country
        if container.feature_code == "ADM1" and place.admin1:
            return (place.country, place.admin1) == (container.country, container.admin1)
        outline = self.area(container.id)
        if outline is None:
            reach = max(container.extent_km, _TOWN_KM)
            return reach >= great_circle_km(
                lon=container.lon, lat=container.lat, to_lon=place.lon, to_lat=place.lat
            )
        return covers_point(outline, lon=place.lon, lat=place.lat)

    def _touches(self, container: Place, place: Place) -> bool:
        """Say whether a place that no settlement is reaches into another, or stands at its edge.

        The Nile is Sudan's too, Rafah's crossing Egypt's, and the Golan Heights are looked for
        in either state.
        """
        outline = self.area(container.id)
        if outline is None or (place.feature_class in "PA" and place.country):
            return False
        shape = self.area(place.id) or Point(place.lon, place.lat)
        return float(outline.distance(shape)) * _KM_OF_A_DEGREE <= _EDGE_KM

    def _spelled(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that carry a name, in the first reading that any carries."""
        key = lookup_key(name)
        for attempt in _attempts(key):
            if found := self.named(attempt):
                # A vowelled name asks for the place that is vowelled so.
                unlike = [agree_in_marks(name, c.matched) is False for c in found]
                ordered = sorted(zip(unlike, found, strict=True), key=lambda pair: pair[0])
                return tuple(candidate for _, candidate in ordered)
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
        number = self.number(place_id)
        for (stored,) in self.rows("SELECT shape FROM area WHERE place = ?", number):
            return unpack_area(stored)
        return None

    def _demonym(self, key: str) -> str:
        """Return the place id that a folded adjective or inhabitant's name belongs to.

        Proclitics, the article and the endings of gender and number are taken off: الروسي,
        والروسية, الروسيين. Broken plurals (أكراد) are listed one by one. Empty if it is none.
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
            self.rows(
                "SELECT demonym.key, coalesce(place.id, 'geonames:' || place.number) "
                "FROM demonym JOIN place ON place.number = demonym.place"
            )
        )

    @cached_property
    def not_places(self) -> Mapping[str, str]:
        """Reason by look-up key, for names that in news nearly always mean something else."""
        return dict(self.rows("SELECT key, reason FROM not_place"))

    @cached_property
    def metonyms(self) -> frozenset[str]:
        """Ids of places whose name usually stands for a government or body."""
        return frozenset(
            row[0]
            for row in self.rows(
                "SELECT coalesce(id, 'geonames:' || number) FROM place WHERE metonym"
            )
        )

    @cached_property
    def capitals(self) -> Mapping[str, Place]:
        """Capital by the ISO 3166-1 alpha-2 code of its country."""
        rows = self.rows(
            f"SELECT {_PLACE_COLUMNS} FROM {_PLACE_ROWS} WHERE feature_code = 'PPLC'"  # noqa: S608
        )
        return {place.country: place for place in map(self._to_place, rows)}

    @cached_property
    def countries(self) -> Mapping[str, Place]:
        """Country by its ISO 3166-1 alpha-2 code."""
        rows = self.rows(
            f"SELECT {_PLACE_COLUMNS} FROM {_PLACE_ROWS} WHERE feature_code = 'PCLI'"  # noqa: S608
        )
        return {place.country: place for place in map(self._to_place, rows)}

    def parents(self, place_id: str) -> tuple[Place, ...]:
        """Return the places that one lies in, the nearest first.

        First those that the gazetteer's hierarchy leads to (GeoNames' hierarchy.txt, where it
        was imported), then the first-level division and the country.

        Raises
        ------
        geonews.errors.UnknownPlaceError
            The gazetteer has no such id.
        """
        place = self.place(place_id)
        found = {place.id: place}
        below = [place.id]
        while below:
            # What is found is not asked again: a file from elsewhere may run in a circle.
            above = [p for known in below for p in self._recorded_parents(known)]
            below = [p.id for p in above if p.id not in found]
            found |= {p.id: p for p in above if p.id not in found}
        division = self._find(f"admin1:{place.country}.{place.admin1}") if place.admin1 else None
        for container in (division, self.countries.get(place.country)):
            if container:
                found.setdefault(container.id, container)
        return tuple(p for p in found.values() if p.id != place.id)

    def _recorded_parents(self, place_id: str) -> list[Place]:
        rows = self.rows(
            f"SELECT {_PLACE_COLUMNS} FROM hierarchy, {_PLACE_ROWS} "  # noqa: S608 (constants)
            "WHERE place.number = hierarchy.parent AND hierarchy.child = ?",
            self.number(place_id),
        )
        return [self._to_place(row) for row in rows]

    def _find(self, place_id: str) -> Place | None:
        for overlay in reversed(self.overlays):
            if place_id in overlay.places:
                return self._amended(overlay.places[place_id])
        rows = self.rows(
            f"SELECT {_PLACE_COLUMNS} FROM {_PLACE_ROWS} "  # noqa: S608 (constants)
            "WHERE place.number = ?",
            self.number(place_id),
        )
        return self._to_place(rows[0]) if rows else None

    def _to_place(self, fields: Sequence[Any]) -> Place:
        """Return the place of a row of `_PLACE_COLUMNS`."""
        return self._amended(Place(**dict(zip(_PLACE_FIELDS, fields, strict=True))))

    def _amended(self, place: Place) -> Place:
        for overlay in self.overlays:
            place = overlay.amended_place(place)
        return place

    def number(self, place_id: str) -> int | None:
        """Return the row number of an id, None where the gazetteer has no such id."""
        if (number := number_of(place_id)) is not None:
            return number
        rows = self.rows("SELECT number FROM place WHERE id = ?", place_id)
        return int(rows[0][0]) if rows else None

    def _keys_like(self, key: str) -> list[str]:
        if _ARABIC.search(key):
            return self.names.starting_with(key[:2]) + self.names.starting_with("ال" + key[:2])
        rows = self.rows(
            "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ?",
            key[:2],
            key[:2] + "\U0010ffff",
        )
        added = [k for overlay in self.overlays for k in overlay.keys_starting_with(key[:2])]
        return [row[0] for row in rows] + added

    def _trie(self, name: str) -> bytes:
        rows = self.rows("SELECT content FROM trie WHERE name = ?", name)
        if not rows:
            raise DataError(
                f"gazetteer {str(self._path)!r} lacks its index of {name}: import its sources again"
            )
        return bytes(rows[0][0])

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query of the database, which knows nothing of `overlays`.

        Raises
        ------
        geonews.errors.DataError
            The database cannot be read.
        """
        connection = getattr(self._local, "connection", None)
        try:
            if connection is None:
                uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
                connection = self._local.connection = sqlite3.connect(uri, uri=True)
            return connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise DataError(
                f"gazetteer {self._path} cannot be read ({error}): install geonews anew, or, of a "
                "gazetteer of your own, import its sources again"
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


def _best_of_each(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the best candidate of each place, best first."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        known = best.get(candidate.place.id)
        if known is None or candidate.score > known.score:
            best[candidate.place.id] = candidate
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.place.id))[:_MOST_GENERATED])


def _arabic(name: str) -> str:
    """Return the look-up key of an Arabic name, nothing of another."""
    key = lookup_key(name)
    return key if _ARABIC.search(key) else ""


def _generated(candidate: Candidate, signal: str, fit: float, detail: str) -> Candidate:
    """Return a candidate as one that is reached by the likeness of its name."""
    place = candidate.place
    score = round(MOST_OF_GENERATED * fit * place.prominence**_FAVOUR, 4)
    detail += f", prominence {place.prominence:.2f}"
    return Candidate(
        place=place,
        matched=candidate.matched,
        kind=NameKind.GENERATED,
        score=score,
        signals=(Signal(name=signal, weight=score, detail=detail, subject=candidate.matched),),
    )


def _certain(place: Place) -> Candidate:
    return Candidate(
        place=place,
        matched=place.id,
        kind=NameKind.OFFICIAL,
        score=1.0,
        signals=(Signal(name="id", weight=1.0, detail="asked for by its id"),),
    )
