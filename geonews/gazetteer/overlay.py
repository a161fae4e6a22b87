"""A user's own names, laid over a gazetteer at run time: one CSV file, no rebuild.

The columns are ``place_id,name,kind,source``. A row adds a name to a place, or gives one that
it has another kind; an Arabic one of kind ``short`` is shown from then on. The kind ``remove``
takes a name away, in every spelling that folds alike. A row with ``lat`` and ``lon`` is a new
place, or puts a known one elsewhere; its columns are those of `imports.table`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from shapely.geometry.base import BaseGeometry

from geonews.errors import GazetteerImportError, UnknownPlaceError
from geonews.gazetteer.database import is_searched
from geonews.gazetteer.hits import Hit
from geonews.gazetteer.imports.doubts import Doubts
from geonews.gazetteer.imports.files import Source
from geonews.gazetteer.imports.records import PlaceRecord
from geonews.gazetteer.imports.table import Header, cells, header_of, place_of
from geonews.gazetteer.imports.values import BadRowError, checked_name, decoded, place_id
from geonews.gazetteer.imports.writer import prominence_of
from geonews.gazetteer.scripts import KIND_OF_SCRIPT, classify, is_arabic
from geonews.model import NameKind, Place
from geonews.text import lookup_key

if TYPE_CHECKING:
    from geonews.gazetteer.entries import Gazetteer  # which imports this module when it needs it

__all__ = ["Overlay"]

_REMOVE = "remove"
_CORRECTABLE = (
    "name_ar",
    "name_en",
    "feature_class",
    "feature_code",
    "country",
    "admin1",
    "population",
)
_KINDS = (*(kind.value for kind in NameKind), _REMOVE)


class _Name(NamedTuple):
    place_id: str
    name: str
    kind: NameKind
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a file of names adds to a gazetteer, and takes away."""

    path: str
    digest: str
    """SHA-256 of the file, in hexadecimal."""

    places: Mapping[str, Place]
    """By id: those that are new or stand elsewhere."""

    given: Mapping[str, frozenset[str]]
    """Columns that are filled in, by the ids of those places."""

    names: Mapping[str, tuple[_Name, ...]]
    """By look-up key."""

    removed: Mapping[str, frozenset[str]]
    """Ids of places by the look-up key that they lose."""

    shown: Mapping[str, str]
    """Arabic name to show, by place id."""

    lines: Mapping[str, int]
    """Line that first names a place, by its id."""

    placed: Mapping[str, int]
    """Line that gives a place its coordinates, by its id."""

    @classmethod
    def read(cls, path: Path) -> Overlay:
        """Read a file of names: UTF-8, UTF-16 with a byte order mark, or windows-1256.

        Raises
        ------
        geonews.errors.GazetteerImportError
            A column is not known, or a row cannot be taken; the message begins ``FILE:LINE:``.
        """
        source, rows = Source(path), _Rows()
        source.recode()
        header: Header | None = None
        for line, _, value in source.rows():
            try:
                text = decoded(value)
                if header is None:
                    header = header_of(text, names_only=True)
                elif text.strip():
                    rows.take(cells(text, header), line)
            except BadRowError as error:
                raise GazetteerImportError(f"{path}:{line}: {error}") from error
        if header is None:
            raise GazetteerImportError(
                f"{path}:1: is empty: the first line names the columns, place_id,name,kind,source"
            )
        return cls(
            path=str(path),
            digest=hashlib.sha256(path.read_bytes()).hexdigest(),
            places=rows.places,
            given=rows.given,
            names={key: tuple(names) for key, names in rows.names.items()},
            removed={key: frozenset(ids) for key, ids in rows.removed.items()},
            shown=rows.shown,
            lines=rows.lines,
            placed=rows.placed,
        )

    def fitted(self, find: Callable[[str], Place | None]) -> Overlay:
        """Return the overlay for one gazetteer: what a row leaves out of a place stays.

        Parameters
        ----------
        find
            Gives a place of that gazetteer by its id.

        Raises
        ------
        geonews.errors.GazetteerImportError
            An id is not in the gazetteer, and the file makes no place of it.
        """
        places = dict(self.places)
        for known, line in self.lines.items():
            before = find(known)
            if before and known in places:
                places[known] = _corrected(before, places[known], self.given[known])
            elif before is None and known not in places:
                raise GazetteerImportError(
                    f"{self.path}:{line}: place id {known!r} is not in the gazetteer: geonews "
                    "lookup NAME lists the ids there are; a new place wants lat and lon"
                )
        return replace(self, places=places)

    def doubts(self, gazetteer: Gazetteer, *, words: Container[str] = frozenset()) -> list[str]:
        """Return what can be taken and is probably a slip: ``FILE:LINE: what``, by line.

        That is a point outside its country, and a name that in text nearly always means
        something else. Names that their place has in the gazetteer are not doubted, nor are
        those that text is not searched for.

        Parameters
        ----------
        gazetteer
            What the file is laid over.
        words
            Look-up keys of everyday words, besides those that the gazetteer knows of.

        Raises
        ------
        geonews.errors.GazetteerImportError
            As `fitted`.
        """

        def find(known: str) -> Place | None:
            try:
                return gazetteer.place(known)
            except UnknownPlaceError:
                return None

        def outline(code: str) -> BaseGeometry | None:
            country = gazetteer.countries.get(code)
            return None if country is None else gazetteer.area(country.id)

        judge = Doubts(
            outline=outline, reason=lambda key: gazetteer.not_places.get(key, ""), words=words
        )
        found: list[tuple[int, str]] = []
        for known, place in self.fitted(find).places.items():
            said = judge.of_point(place.country, place.feature_class, lat=place.lat, lon=place.lon)
            found += [(self.placed[known], doubt) for doubt in said]
        for key, names in self.names.items():
            for name in names:
                for doubt in judge.of_name(name.name, name.kind):
                    if all(c.place.id != name.place_id for c in gazetteer.named(key)):
                        found.append((name.line, doubt))
        return [f"{self.path}:{line}: {doubt}" for line, doubt in sorted(set(found))]

    def searched_keys(self) -> Iterator[str]:
        """Yield the added keys that text is searched for."""
        for key, names in self.names.items():
            if any(is_searched(key, name.kind) for name in names):
                yield key

    def keys_starting_with(self, prefix: str) -> list[str]:
        """Return the added keys that begin with a prefix."""
        return [key for key in self.names if key.startswith(prefix)]

    def amended(
        self, key: str, hits: Iterable[Hit], find: Callable[[str], Place | None]
    ) -> list[Hit]:
        """Return the places of a look-up key as the overlay has them.

        Parameters
        ----------
        key
            As `geonews.text.lookup_key` returns it.
        hits
            What the gazetteer has for it.
        find
            Gives a place by its id.
        """
        own = self.names.get(key, ())
        gone = self.removed.get(key, frozenset())
        respelt = {(name.place_id, name.name) for name in own}
        kept = [
            hit
            for hit in hits
            if hit.place.id not in gone and (hit.place.id, hit.matched) not in respelt
        ]
        added = ((find(name.place_id), name) for name in own)
        return kept + [Hit(place, name.name, name.kind) for place, name in added if place]

    def amended_place(self, place: Place) -> Place:
        """Return a place of the gazetteer as the overlay shows it."""
        place = self.places.get(place.id, place)
        name = self.shown.get(place.id)
        return replace(place, name_ar=name) if name else place


class _Rows:
    """Gathers the rows of a file."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.given: dict[str, frozenset[str]] = {}
        self.names: defaultdict[str, list[_Name]] = defaultdict(list)
        self.removed: defaultdict[str, set[str]] = defaultdict(set)
        self.shown: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.placed: dict[str, int] = {}

    def take(self, row: Mapping[str, str], line: int) -> None:
        """Take one row; raises `BadRowError`."""
        known = place_id(row.get("id", ""))
        self.lines.setdefault(known, line)
        name = checked_name(row.get("name", ""))
        if row.get("lat") or row.get("lon"):
            self._take_place(row, name, line)
        elif not name:
            raise BadRowError(f"{known} has neither a name nor lat and lon: fill in name")
        if name:
            self._take_name(known, name, row.get("kind", ""), line)

    def _take_place(self, row: Mapping[str, str], name: str, line: int) -> None:
        column = "name_ar" if is_arabic(lookup_key(name)) else "name_en"
        record = place_of({**row, column: row.get(column) or name})
        record.curated = True
        self.places[record.id] = _place(record)
        self.placed[record.id] = line
        self.given[record.id] = frozenset(column for column, cell in row.items() if cell)
        for spelling, kind in record.names:
            if key := lookup_key(spelling):
                self.names[key].append(_Name(record.id, spelling, kind, line))

    def _take_name(self, known: str, name: str, kind: str, line: int) -> None:
        key = lookup_key(name)
        if not key:
            raise BadRowError(f"name {name!r} has no letter to look it up by: give another")
        if kind == _REMOVE:
            self.removed[key].add(known)
            return
        if kind and kind not in _KINDS:
            raise BadRowError(f"kind {kind[:40]!r}: give one of {', '.join(_KINDS)}, or nothing")
        told = NameKind(kind) if kind else KIND_OF_SCRIPT.get(classify(name), NameKind.VARIANT)
        self.names[key].append(_Name(known, name, told, line))
        if told is NameKind.SHORT and is_arabic(key):
            self.shown[known] = name


def _corrected(before: Place, after: Place, given: frozenset[str]) -> Place:
    """Return a place with what a row says of it."""
    own = {
        column: getattr(after, column)
        for column in (*_CORRECTABLE, "lat", "lon")
        if column in given
    }
    return replace(before, prominence=max(before.prominence, after.prominence), **own)


def _place(record: PlaceRecord) -> Place:
    assert record.lat is not None  # noqa: S101 (`place_of` wants both)
    assert record.lon is not None  # noqa: S101
    return Place(
        id=record.id,
        name_ar=record.name_ar,
        name_en=record.name_en,
        feature_class=record.feature_class,
        feature_code=record.feature_code,
        country=record.country,
        admin1=record.admin1,
        lat=record.lat,
        lon=record.lon,
        extent_km=record.extent_km,
        population=record.population,
        prominence=prominence_of(record),
        source="overlay",
    )
