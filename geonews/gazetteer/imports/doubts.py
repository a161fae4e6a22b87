"""What can be taken of a row, and is probably a slip: swapped coordinates, everyday words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from geonews.gazetteer.database import is_searched, unpack_area
from geonews.gazetteer.imports.records import PlaceRecord
from geonews.gazetteer.imports.values import shown
from geonews.geo import distance_km
from geonews.model import NameKind
from geonews.text import lookup_key

__all__ = ["Doubts", "database_doubts"]

_COAST_DEGREES = 0.35
"""How far off its country's outline a point may lie, as in `geonews.gazetteer.checks`."""

_ON_LAND = frozenset("APRS")
"""Classes of what stands on land; seas, straits and wrecks may lie anywhere."""

_EVERYDAY = "everyday word"


class Doubts:
    """Judges points by the outlines of their countries, and names by what else they mean.

    Parameters
    ----------
    outline
        Gives the outline of a country, by its code, in WGS84; None where none is known.
    reason
        Says why a look-up key seldom means a place; empty where it may well.
    words
        Look-up keys of everyday words besides.
    """

    def __init__(
        self,
        *,
        outline: Callable[[str], BaseGeometry | None],
        reason: Callable[[str], str],
        words: Container[str] = frozenset(),
    ) -> None:
        self._outline = outline
        self._reason = reason
        self._words = words
        self._outlines: dict[str, BaseGeometry | None] = {}

    def of_record(self, record: PlaceRecord) -> Iterator[str]:
        """Yield what is doubtful about a place with its names."""
        if record.lat is not None and record.lon is not None:
            yield from self.of_point(
                record.country, record.feature_class, lat=record.lat, lon=record.lon
            )
        for name, kind in record.names:
            yield from self.of_name(name, kind)

    def of_point(
        self, country: str, feature_class: str, *, lat: float, lon: float
    ) -> Iterator[str]:
        """Yield what is doubtful about coordinates, decimal degrees WGS84, if anything."""
        outline = self._known_outline(country)
        if outline is None or _distance(outline, lat=lat, lon=lon) <= _COAST_DEGREES:
            return
        fits_swapped = abs(lon) <= 90 and _distance(outline, lat=lon, lon=lat) <= _COAST_DEGREES
        if not fits_swapped and feature_class not in _ON_LAND:
            return
        swap = f"swapped, as lat {lon:g}, lon {lat:g}, it would lie there"
        yield (
            f"lat {lat:g}, lon {lon:g} lies {_km(outline, lat=lat, lon=lon):,.0f} km outside the "
            f"gazetteer's outline of {country}: "
            f"{swap if fits_swapped else 'check lat, lon and country'}"
        )

    def of_name(self, name: str, kind: NameKind) -> Iterator[str]:
        """Yield what is doubtful about a name, if text is searched for it at all."""
        key = lookup_key(name)
        if not is_searched(key, kind):
            return
        if reason := self._reason(key) or (_EVERYDAY if key in self._words else ""):
            yield (
                f"name {shown(name)} is more often something else in text ({reason}), which may "
                "be taken for this place: give a longer name, as people write it out"
            )

    def _known_outline(self, country: str) -> BaseGeometry | None:
        if country not in self._outlines:
            found = self._outline(country) if country else None
            if found is not None:
                shapely.prepare(found)
            self._outlines[country] = found
        return self._outlines[country]


def database_doubts(connection: sqlite3.Connection, words: Container[str] = frozenset()) -> Doubts:
    """Return a judge by the outlines and the ambiguous names of an open database.

    Parameters
    ----------
    connection
        A database of `geonews.gazetteer.database.SCHEMA`.
    words
        Look-up keys of everyday words besides.
    """

    def outline(country: str) -> BaseGeometry | None:
        row = connection.execute(
            "SELECT shape FROM area JOIN place ON place.number = area.place "
            "WHERE feature_code = 'PCLI' AND country = ?",
            [country],
        ).fetchone()
        return None if row is None else unpack_area(row[0])

    def reason(key: str) -> str:
        row = connection.execute("SELECT reason FROM not_place WHERE key = ?", [key]).fetchone()
        return "" if row is None else str(row[0])

    return Doubts(outline=outline, reason=reason, words=words)


def _distance(outline: BaseGeometry, *, lat: float, lon: float) -> float:
    """Return how far off an outline a point lies, in degrees."""
    point = shapely.Point(lon, lat)
    # Prepared, the outline tells what it holds at once, and distances slowly all the same.
    return 0.0 if shapely.intersects(outline, point) else float(shapely.distance(outline, point))


def _km(outline: BaseGeometry, *, lat: float, lon: float) -> float:
    shore = shapely.get_coordinates(shapely.shortest_line(outline, shapely.Point(lon, lat)))[0]
    return distance_km(lon=lon, lat=lat, to_lon=float(shore[0]), to_lat=float(shore[1]))
