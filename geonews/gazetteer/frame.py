"""Places of the gazetteer as a GeoDataFrame."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geonews.errors import UsageError
from geonews.gazetteer.database import KIND_NUMBERS, unpack_area, unpack_name
from geonews.gazetteer.entries import Gazetteer
from geonews.geo import BBox, bbox_polygon, covers_point
from geonews.model import NameKind, Place

if TYPE_CHECKING:
    # Loaded when a table is made: it takes longer to import than all the rest.
    import geopandas as gpd

__all__ = ["to_geodataframe"]

_COLUMNS = (
    "place_id", "name_ar", "name_en", "feature_class", "feature_code", "country", "admin1",
    "lat", "lon", "extent_km", "population", "prominence", "source",
)  # fmt: skip
_TEXTS = (*_COLUMNS[:7], "source")
_FLOATS = ("lat", "lon", "extent_km", "prominence")
_GEOMETRIES = ("point", "area")
_CLASSES = ("A", "H", "L", "P", "R", "S", "T", "U", "V")
_COUNTRY = re.compile("[A-Z]{2}")

# Choices are JSON arrays, null for any; a box is compared as `geonews.geo.BBox` says.
_PLACES = """
SELECT place.number, coalesce(place.id, 'geonames:' || place.number), name_ar, name_en,
    feature_class, feature_code, country, admin1, lat, lon, extent_km, population, prominence,
    origin.source
FROM place JOIN origin ON origin.number = place.source
WHERE place.number > ?1
    AND (?2 IS NULL OR country IN (SELECT value FROM json_each(?2)))
    AND (?3 IS NULL OR feature_class IN (SELECT value FROM json_each(?3)))
    AND (?4 IS NULL OR feature_code IN (SELECT value FROM json_each(?4)))
    AND population >= ?5
    AND (
        ?6 IS NULL
        OR lat BETWEEN ?7 AND ?9
        AND (
            CASE WHEN ?6 <= ?8 THEN lon BETWEEN ?6 AND ?8 ELSE lon >= ?6 OR lon <= ?8 END
            OR (abs(lon) = 180 AND (abs(?6) = 180 OR abs(?8) = 180))
        )
    )
ORDER BY place.number LIMIT ?10
"""
_PAGE = 20_000
"""Rows read at a time."""

_ARABIC_KEYS = ("\u0621", "\u064b")
"""First look-up key that begins with an Arabic letter, and the first after those."""


def to_geodataframe(
    gazetteer: Gazetteer,
    *,
    country: str | Iterable[str] | None = None,
    feature_class: str | Iterable[str] | None = None,
    feature_codes: str | Iterable[str] | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    min_population: int = 0,
    geometry: Literal["point", "area"] = "point",
    names: bool = False,
) -> gpd.GeoDataFrame:
    """Return the places that meet every condition as a table, one row each, in EPSG:4326.

    Columns are the fields of `geonews.model.Place`, the id as ``place_id``: texts as ``str``,
    missing (NA) where not known, ``lat``, ``lon``, ``extent_km`` and ``prominence`` as
    ``float64``, ``population`` as ``int64``, 0 where not known. Rows are in the order of the
    gazetteer: those of GeoNames by number, then our own, then what is laid over it.

    Parameters
    ----------
    gazetteer
        Whose places are read.
    country
        ISO 3166-1 alpha-2 code, or several.
    feature_class
        GeoNames feature class, or several: A, H, L, P, R, S, T, U or V.
    feature_codes
        GeoNames feature code, or several: PPLC, ADM1, SEA, …
    bbox
        West, south, east, north in decimal degrees WGS84, edges included; west over east
        where it crosses the date line. Places lie in it by their points.
    min_population
        Fewest inhabitants; what is over 0 leaves out all whose population is not known.
    geometry
        ``point``, or ``area`` for the polygon, missing where only the point is known.
    names
        Add a column ``names``: a list of each place's Arabic names, the one to show first;
        spellings that cannot be trusted are left out.

    Raises
    ------
    geonews.errors.UsageError
        A condition is none that is accepted; the message says which are.
    geonews.errors.DataError
        The gazetteer cannot be read.

    Examples
    --------
    >>> to_geodataframe(Gazetteer.packaged(), feature_codes="PPLC", country="AZ").name_ar[0]
    'باكو'
    """
    import geopandas as gpd
    import pandas as pd

    if geometry not in _GEOMETRIES:
        raise UsageError(f"geometry {geometry!r}: give {' or '.join(_GEOMETRIES)}")
    slice_ = _Slice(
        countries=_countries(gazetteer, country),
        classes=_classes(feature_class),
        codes=_codes(gazetteer, feature_codes),
        population=_population(min_population),
        box=_box(bbox),
    )
    rows = [*_places(gazetteer, slice_), *_laid_over(gazetteer, slice_)]
    columns = _typed_columns(rows)
    if names:
        columns["names"] = pd.Series(_names(gazetteer, rows), dtype="object")
    if geometry == "point":
        shapes = gpd.points_from_xy(columns["lon"], columns["lat"])
    else:
        shapes = _areas(gazetteer, [row[0] for row in rows])
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs="EPSG:4326"))


def _typed_columns(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Return the columns of a table of places, each with its dtype."""
    import pandas as pd

    columns: dict[str, Any] = {
        name: [row[at] for row in rows] for at, name in enumerate(_COLUMNS, 1)
    }
    for name in _TEXTS:
        columns[name] = pd.Series([text or None for text in columns[name]], dtype="str")
    for name in _FLOATS:
        columns[name] = pd.Series(columns[name], dtype="float64")
    columns["population"] = pd.Series(columns["population"], dtype="int64")
    return columns


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slice:
    """Conditions that are met together, None for any."""

    countries: list[str] | None
    classes: list[str] | None
    codes: list[str] | None
    population: int
    box: BBox | None

    def values(self) -> tuple[object, ...]:
        """Return the values of `_PLACES` from the second to the ninth."""
        choices = (self.countries, self.classes, self.codes)
        texts = (None if choice is None else json.dumps(choice) for choice in choices)
        return (*texts, self.population, *(self.box or (None,) * 4))

    def holds(self, place: Place) -> bool:
        """Tell of one place what `_PLACES` asks of all."""
        pairs = (
            (self.countries, place.country),
            (self.classes, place.feature_class),
            (self.codes, place.feature_code),
        )
        return (
            all(choice is None or value in choice for choice, value in pairs)
            and place.population >= self.population
            and (
                self.box is None
                or covers_point(bbox_polygon(self.box), lon=place.lon, lat=place.lat)
            )
        )


def _places(gazetteer: Gazetteer, slice_: _Slice) -> Iterator[tuple[Any, ...]]:
    """Yield the places of the database: number, then `_COLUMNS`."""
    hidden = {place_id for overlay in gazetteer.overlays for place_id in overlay.places}
    shown = {place_id for overlay in gazetteer.overlays for place_id in overlay.shown}
    last = -1
    while page := gazetteer.rows(_PLACES, last, *slice_.values(), _PAGE):
        for row in page:
            if row[1] in shown:
                yield (row[0], row[1], gazetteer.place(row[1]).name_ar, *row[3:])
            elif row[1] not in hidden:
                yield row
        last = page[-1][0]


def _laid_over(gazetteer: Gazetteer, slice_: _Slice) -> Iterator[tuple[Any, ...]]:
    """Yield the places that users laid over the gazetteer, in the same form."""
    ids = dict.fromkeys(i for overlay in gazetteer.overlays for i in overlay.places)
    for place in map(gazetteer.place, ids):
        if slice_.holds(place):
            fields = (getattr(place, name) for name in _COLUMNS[1:])
            yield (gazetteer.number(place.id), place.id, *fields)


def _names(gazetteer: Gazetteer, places: list[tuple[Any, ...]]) -> list[list[str]]:
    """Return the Arabic names of each place: the shown one, then the better kinds."""
    found: dict[str, dict[str, int]] = {row[1]: {} for row in places}
    ids = {row[0]: row[1] for row in places}
    # Names are ordered by key, not by place: one pass over the Arabic ones serves all.
    rows = gazetteer.rows(
        "SELECT place, key, name, kind FROM name WHERE key >= ? AND key < ?", *_ARABIC_KEYS
    )
    named = [(ids[n], key, unpack_name(key, s), kind) for n, key, s, kind in rows if n in ids]
    for overlay in gazetteer.overlays:
        named = [name for name in named if name[0] not in overlay.removed.get(name[1], ())]
        own = [
            (name.place_id, key, name.name, KIND_NUMBERS[name.kind])
            for key, names in overlay.names.items()
            for name in names
            if name.place_id in found and _ARABIC_KEYS[0] <= key < _ARABIC_KEYS[1]
        ]
        respelt = {(place_id, name) for place_id, _, name, _ in own}
        named = [name for name in named if (name[0], name[2]) not in respelt] + own
    for place_id, _, name, kind in named:
        if kind != KIND_NUMBERS[NameKind.LOW_TRUST]:
            found[place_id][name] = min(kind, found[place_id].get(name, kind))
    shown = {row[1]: row[2] for row in places}
    return [
        sorted(kinds, key=lambda name: (name != shown[place_id], kinds[name], name))
        for place_id, kinds in found.items()
    ]


def _areas(gazetteer: Gazetteer, numbers: list[int | None]) -> list[Any]:
    wanted = {number for number in numbers if number is not None}
    ends = (min(wanted), max(wanted)) if wanted else (0, -1)
    rows = gazetteer.rows("SELECT place, shape FROM area WHERE place BETWEEN ? AND ?", *ends)
    areas = {number: unpack_area(stored) for number, stored in rows if number in wanted}
    return [None if number is None else areas.get(number) for number in numbers]


def _several(value: str | Iterable[str] | None, what: str) -> list[str] | None:
    """Return one text or several as a list, None for any."""
    if value is None:
        return None
    values = [value] if isinstance(value, str) else value
    texts = list(values) if isinstance(values, Iterable) else [values]
    if not all(isinstance(text, str) for text in texts):
        raise UsageError(f"{what} {value!r}: give text, or several texts")
    return texts


def _countries(gazetteer: Gazetteer, value: str | Iterable[str] | None) -> list[str] | None:
    codes = _several(value, "country")
    if codes is None:
        return None
    known = {row[0] for row in gazetteer.rows("SELECT DISTINCT country FROM place")}
    known |= {place.country for o in gazetteer.overlays for place in o.places.values()}
    for code in codes:
        if not (_COUNTRY.fullmatch(code) and code in known):
            raise UsageError(
                f"country {code!r}: give an ISO 3166-1 alpha-2 code that the gazetteer has, "
                f"like {', '.join(sorted(known - {''})[:5])}, …"
            )
    return codes


def _classes(value: str | Iterable[str] | None) -> list[str] | None:
    classes = _several(value, "feature class")
    for name in classes or ():
        if name not in _CLASSES:
            raise UsageError(f"feature class {name!r}: give one of {', '.join(_CLASSES)}")
    return classes


def _codes(gazetteer: Gazetteer, value: str | Iterable[str] | None) -> list[str] | None:
    codes = _several(value, "feature code")
    if codes is None:
        return None
    known = {row[0] for row in gazetteer.rows("SELECT DISTINCT feature_code FROM place")}
    known |= {place.feature_code for o in gazetteer.overlays for place in o.places.values()}
    for code in codes:
        if code not in known:
            raise UsageError(f"feature code {code!r}: give one of {', '.join(sorted(known))}")
    return codes


def _population(value: int) -> int:
    # A bool is an int, and no number of inhabitants.
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 63:
        raise UsageError(f"population {value!r}: give a whole number, 0 or more")
    return value


def _box(value: tuple[float, float, float, float] | None) -> BBox | None:
    if value is None:
        return None
    try:
        box = BBox(*(float(edge) for edge in value))
        bbox_polygon(box)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"box {value!r}: give (west, south, east, north) in decimal degrees, "
            "-180 to 180 and -90 to 90, south below north, west over east across the date line"
        ) from error
    return box
