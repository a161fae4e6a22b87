"""The settlements nearest to a point, by geodesic distance.

The sphere proposes and the ellipsoid decides. Settlements are kept by latitude, and a belt about
the point's is widened until what lies outside it is farther than what was found; within it, the
few that can be nearest by their distance on a sphere are measured on the ellipsoid.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geonews.errors import UsageError
from geonews.gazetteer.database import FIRST_OWN_NUMBER
from geonews.gazetteer.entries import Gazetteer
from geonews.geo import FARTHEST_KM, distance_km
from geonews.model import Place

__all__ = ["Nearby", "Settlements"]

_EARTH_KM = 6371.0088
_SHORTEST, _LONGEST = 0.994, 1.006
"""Bounds of a geodesic in parts of the distance on the sphere: 0.56 % less on a meridian at the
equator, 0.45 % more at a pole, nowhere beyond."""

_BLUR_KM = 1e-3
"""How far apart, by rounding, a cosine near 1 can put points that are one."""

_PAGE = 50_000
"""Rows read at a time."""

_BELTS = (1.0, 5.0, 25.0, 180.0)
"""Degrees of latitude on either side of the point."""


class Nearby(NamedTuple):
    """A settlement, and how far it is."""

    place: Place
    km: float
    """Geodesic distance on WGS84, in kilometres."""


class _Measured(NamedTuple):
    """A settlement as it is ordered."""

    km: float
    obscurity: float
    """Prominence, its sign turned."""

    row: int


class Settlements:
    """The places of feature class P, by distance.

    Holds their coordinates in memory, about 12 MB for the packaged gazetteer; `Settlements.of`
    shares them. Safe to share between threads.

    Parameters
    ----------
    gazetteer
        Whose settlements are read, once and now.

    Raises
    ------
    geonews.errors.DataError
        The gazetteer cannot be read.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        # What users lay over the gazetteer stands for what it has.
        laid = list(dict.fromkeys(i for overlay in gazetteer.overlays for i in overlay.places))
        hidden = {gazetteer.number(place_id) for place_id in laid}
        pages = [np.empty((0, 4)), *_pages(gazetteer, hidden)]
        over = [(-at, gazetteer.place(place_id)) for at, place_id in enumerate(laid, 1)]
        pages.append(
            np.array(
                [(n, p.lat, p.lon, p.prominence) for n, p in over if p.feature_class == "P"]
            ).reshape(-1, 4)
        )
        table = np.concatenate(pages)
        table = table[np.argsort(table[:, 1], kind="stable")]
        self._laid = laid
        self._numbers = table[:, 0].astype("int64")
        self._places = table[:, 1:].copy()
        self._vectors = _unit_vectors(lat=table[:, 1], lon=table[:, 2])

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, gazetteer: Gazetteer) -> Settlements:
        """Return the settlements of a gazetteer, read once for each."""
        return cls(gazetteer)

    def __len__(self) -> int:
        return len(self._numbers)

    def nearest(
        self, *, lon: float, lat: float, limit: int = 1, within_km: float | None = None
    ) -> tuple[Nearby, ...]:
        """Return the settlements nearest to a point, the nearest first.

        Of settlements equally far the more prominent comes first.

        Parameters
        ----------
        lon, lat
            The point, in decimal degrees WGS84, -180 to 180 and -90 to 90.
        limit
            Most settlements returned.
        within_km
            Greatest distance in kilometres; any distance where it is None.

        Raises
        ------
        geonews.errors.UsageError
            The point is not on the globe, or `limit` or `within_km` is not over 0.
        """
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise UsageError(
                f"point at latitude {lat}, longitude {lon}: give decimal degrees, "
                "-90 to 90 and -180 to 180"
            )
        if limit < 1:
            raise UsageError(f"limit {limit}: give one over 0")
        if within_km is not None and not within_km > 0:
            raise UsageError(f"distance {within_km} km: give one over 0")
        farthest = FARTHEST_KM + 1 if within_km is None else within_km
        best: list[_Measured] = []
        for belt in _BELTS:
            best = self._nearest_in(belt, limit, farthest, lon=lon, lat=lat)
            outside = _SHORTEST * (_EARTH_KM * math.radians(belt) - _BLUR_KM)
            if outside > (best[-1].km if len(best) == limit else farthest):
                break
        return tuple(Nearby(self._place(found.row), found.km) for found in best)

    def _nearest_in(
        self, belt: float, limit: int, farthest: float, *, lon: float, lat: float
    ) -> list[_Measured]:
        """Return the nearest settlements of those at most `belt` degrees north or south."""
        first = int(np.searchsorted(self._places[:, 0], lat - belt, side="left"))
        last = int(np.searchsorted(self._places[:, 0], lat + belt, side="right"))
        if first == last:
            return []
        x, y, z = _unit_vectors(lat=np.float64(lat), lon=np.float64(lon))
        # Not `@`: waking the threads of a matrix product takes longer than this one.
        xs, ys, zs = self._vectors[:, first:last]
        cosines = x * xs + y * ys + z * zs
        if limit < len(cosines):
            # The settlements that many nearest on the sphere bound what is nearest in truth.
            kth = float(_arc_km(np.partition(cosines, -limit)[-limit:])[0])
            reach = kth * _LONGEST / _SHORTEST + _BLUR_KM
            least = math.cos(min(math.pi, reach / _EARTH_KM))
            chosen = np.flatnonzero(cosines >= least)
        else:
            chosen = np.arange(len(cosines))
        chosen = chosen[np.argsort(-cosines[chosen], kind="stable")]
        bounds = _SHORTEST * (_arc_km(cosines[chosen]) - _BLUR_KM)
        best: list[_Measured] = []
        for row, bound in zip(chosen + first, bounds, strict=True):
            if bound > (best[-1].km if len(best) == limit else farthest):
                break
            to_lat, to_lon, prominence = map(float, self._places[row])
            km = distance_km(lon=lon, lat=lat, to_lon=to_lon, to_lat=to_lat)
            if km <= farthest:
                insort(best, _Measured(km, -prominence, int(row)))
                del best[limit:]
        return best

    def _place(self, row: int) -> Place:
        number = int(self._numbers[row])
        if number < 0:
            return self._gazetteer.place(self._laid[-number - 1])
        if number < FIRST_OWN_NUMBER:
            return self._gazetteer.place(f"geonames:{number}")
        ((place_id,),) = self._gazetteer.rows("SELECT id FROM place WHERE number = ?", number)
        return self._gazetteer.place(place_id)


def _pages(gazetteer: Gazetteer, hidden: set[int | None]) -> Iterator[npt.NDArray[np.float64]]:
    """Yield number, latitude, longitude and prominence of the settlements, some at a time."""
    last = -1
    while rows := gazetteer.rows(
        "SELECT number, lat, lon, prominence FROM place "
        "WHERE feature_class = 'P' AND number > ? ORDER BY number LIMIT ?",
        last,
        _PAGE,
    ):
        yield np.array([row for row in rows if row[0] not in hidden]).reshape(-1, 4)
        last = rows[-1][0]


def _unit_vectors(
    *, lat: npt.NDArray[np.float64] | np.float64, lon: npt.NDArray[np.float64] | np.float64
) -> npt.NDArray[np.float64]:
    """Return the x, y and z of points on the unit sphere."""
    phi, theta = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])


def _arc_km(cosines: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return distances on the sphere, in kilometres, by the cosines of their angles."""
    return _EARTH_KM * np.arccos(np.clip(cosines, -1.0, 1.0))
