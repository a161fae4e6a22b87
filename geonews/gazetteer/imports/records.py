"""What the formats' readers hand to the writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from shapely.geometry.base import BaseGeometry

from geonews.model import NameKind

__all__ = [
    "Format",
    "LinkRecord",
    "NameRecord",
    "Origin",
    "PlaceRecord",
    "Record",
    "Row",
    "Skipped",
]


@dataclass(slots=True, kw_only=True)
class PlaceRecord:
    """A place with its names; fields as in `geonews.model.Place`."""

    id: str
    names: list[tuple[str, NameKind]]
    """As written, the ones with most trust first."""

    name_ar: str = ""
    name_en: str = ""
    feature_class: str
    feature_code: str
    country: str = ""
    admin1: str = ""
    lat: float | None
    """Decimal degrees; None where only a place of the number `also` may tell."""

    lon: float | None
    population: int = 0
    extent_km: float = 0.0
    fame: int = 0
    """How many alternate names it has in all languages."""

    curated: bool = False
    """Whether people chose it because it is known: that lifts its prominence."""

    also: int | None = None
    """The GeoNames number of the same place, where its id is another."""

    shape: BaseGeometry | None = None
    """Valid polygon, WGS84 longitude and latitude."""

    joined: bool = False
    """Whether `shape` is one of several parts of the place."""


class NameRecord(NamedTuple):
    """A name of a place that is there."""

    number: int
    """GeoNames' number of the place."""

    name: str
    kind: NameKind
    shown: bool
    """Whether it is a name to show, and not only one to find the place by."""


class LinkRecord(NamedTuple):
    """A place lies in another; both by GeoNames' number."""

    child: int
    parent: int


class Skipped(NamedTuple):
    """A sound row that has nothing for a gazetteer."""

    why: str


Record = PlaceRecord | NameRecord | LinkRecord | Skipped


class Row(NamedTuple):
    """A row of a file, and where it stands in it."""

    line: int
    """From 1; of a layer of polygons the number of the feature."""

    offset: int
    """Bytes of the unpacked file up to its end; of a layer the features up to it."""

    value: object
    """What the format's `parse` takes; None where the row is longer than can be read."""


class Format(Protocol):
    """One kind of file."""

    origin: Origin
    size: int
    """What the last row's offset will be."""

    def rows(self, *, line: int = 0, offset: int = 0) -> Iterator[Row]:
        """Yield the rows after a line and its offset, 0 and 0 for all."""

    def parse(self, value: object, /) -> Record:
        """Return what a row says; raises `BadRowError`."""


@dataclass(slots=True)
class Origin:
    """Where the rows of a format come from, for the table ``origin``."""

    source: str
    what: str
    url: str
    licence: str
    attribution: str
    carried_by: str = ""
