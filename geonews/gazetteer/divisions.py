"""Countries and their first-order divisions: of a place, and at a point."""

from __future__ import annotations

from functools import cached_property, lru_cache

import shapely

from geonews.gazetteer.database import unpack_area
from geonews.gazetteer.entries import Gazetteer
from geonews.model import Place

__all__ = ["Divisions"]


class Divisions:
    """What a gazetteer's places lie in.

    Read when first asked for; `Divisions.of` shares what was read.

    Parameters
    ----------
    gazetteer
        Whose countries (PCLI) and provinces (ADM1) these are.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, gazetteer: Gazetteer) -> Divisions:
        """Return the divisions of a gazetteer, read once for each."""
        return cls(gazetteer)

    def country(self, place: Place) -> Place | None:
        """Return the country that the gazetteer gives a place; None for it itself, or none."""
        country = self._gazetteer.countries.get(place.country)
        return None if country is None or country.id == place.id else country

    def province(self, place: Place) -> Place | None:
        """Return the province that the gazetteer gives a place; None for it itself, or none."""
        place_id = self._provinces.get((place.country, place.admin1))
        return None if place_id in (None, place.id) else self._gazetteer.place(place_id)

    def at(self, *, lon: float, lat: float) -> tuple[Place, ...]:
        """Return the countries and provinces whose outlines hold a point, countries first.

        None at sea; two on a common border. An outline is one source's view: on contested
        land it is no verdict (`geonews.Atlas` has the claims).

        Parameters
        ----------
        lon, lat
            Decimal degrees WGS84.
        """
        ids, tree = self._outlines
        # ±180° are one meridian.
        lons = (lon, -lon) if abs(lon) == 180 else (lon,)
        held = {
            int(index)
            for x in lons
            for index in tree.query(shapely.Point(x, lat), predicate="intersects")
        }
        return tuple(self._gazetteer.place(ids[index]) for index in sorted(held))

    @cached_property
    def _provinces(self) -> dict[tuple[str, str], str]:
        """Place id by country and admin-1 code."""
        rows = self._gazetteer.rows(
            "SELECT country, admin1, coalesce(id, 'geonames:' || number) FROM place "
            "WHERE feature_code = 'ADM1' AND admin1 <> ''"
        )
        return {(country, admin1): place_id for country, admin1, place_id in rows}

    @cached_property
    def _outlines(self) -> tuple[list[str], shapely.STRtree]:
        """Place ids, and the tree of their outlines in the same order."""
        rows = self._gazetteer.rows(
            "SELECT coalesce(id, 'geonames:' || number), shape FROM area "
            "JOIN place ON place.number = area.place "
            "WHERE feature_code IN ('PCLI', 'ADM1') ORDER BY feature_code DESC, number"
        )
        return [row[0] for row in rows], shapely.STRtree([unpack_area(row[1]) for row in rows])
