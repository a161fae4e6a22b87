"""What the build gathers before it writes: places with their names and shapes."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geonews.model import NameKind, Place
from geonews.text.folding import lookup_key

__all__ = ["PlaceRow", "read_csv"]


@dataclass(slots=True, kw_only=True)
class PlaceRow:
    """One place in the making; fields as in `geonews.model.Place`."""

    id: str
    name_en: str
    feature_class: str
    feature_code: str
    country: str
    lat: float
    lon: float
    source: str
    name_ar: str = ""
    admin1: str = ""
    extent_km: float = 0.0
    population: int = 0
    prominence: float = 0.0
    metonym: bool = False
    """Whether the name usually stands for a government or body."""

    fame: int = 0
    """How many alternate names upstream has, in all scripts: places that many languages write
    of have many."""

    names: dict[tuple[str, str], tuple[str, NameKind, str]] = field(default_factory=dict)
    """(look-up key, name) to (name, kind, source)."""

    shape: BaseGeometry | None = None

    def place(self) -> Place:
        """Return the value that is written."""
        return Place(
            id=self.id,
            name_ar=self.name_ar,
            name_en=self.name_en,
            feature_class=self.feature_class,
            feature_code=self.feature_code,
            country=self.country,
            admin1=self.admin1,
            lat=self.lat,
            lon=self.lon,
            extent_km=self.extent_km,
            population=self.population,
            prominence=self.prominence,
            source=self.source,
        )

    def add_name(self, name: str, kind: NameKind, source: str, *, key: str = "") -> None:
        """Add a name; a spelling that is there already keeps the kind it came with first.

        Its look-up key is made where it is not given.
        """
        key = key or lookup_key(name)
        if key:
            self.names.setdefault((key, name), (name, kind, source))

    def names_source(self) -> str:
        """Return where the Arabic name that is shown comes from."""
        return self.names[lookup_key(self.name_ar), self.name_ar][2]

    def know_names(self, keys: Container[str]) -> None:
        """Take the transliterations of these look-up keys for known names."""
        for (key, name), (_, kind, source) in self.names.items():
            if kind is NameKind.TRANSLITERATED and key in keys:
                self.names[key, name] = (name, NameKind.SHORT, source)

    def drop_needless_names(self) -> None:
        """Drop the low-trust spellings that a trusted one finds as well."""
        low = NameKind.LOW_TRUST
        trusted = {key for (key, _), (_, kind, _) in self.names.items() if kind is not low}
        self.names = {
            (key, name): value
            for (key, name), value in self.names.items()
            if value[1] is not low or key not in trusted
        }

    def drop_name(self, name: str) -> bool:
        """Take away a wrong name; say whether it was there."""
        return self.names.pop((lookup_key(name), name), None) is not None


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of an overlay table, or of every table of a folder in order of their names."""
    for table in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        with table.open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle)
