"""Which events answer a query.

Where
-----
An event matches a region when one of these holds:

1. its place is the region: the ids agree;
2. the region covers its country;
3. it has an exact point (`where_precision` 1 or 2, or no extent) and the point lies in the
   region or on its edge;
4. it has an area (any other `where_precision` but 6) that lies mostly inside: its point is
   in the region, and its extent is no greater than the region's own;
5. only its country is known (`where_precision` 6), and the region holds the whole circle of
   the event's extent about its point. That circle holds the country, so a region within
   the country never matches, nor does a radius that reaches only part of it. An extent of
   0 is taken for not known.

`include_imprecise` widens 4 and 5 to what may have happened in the region: the circle of
the event's extent touches it; for an event of extent 0, its point lies in it.

A box, an area to search within, and a radius are regions without id or country. Several at
once must all match. An event without a point matches by 1 and 2 only.

When
----
The event's interval and the query's share a day. An open end reaches to the end of time;
an event with neither end is undated and matches only a query that names no time.

Words
-----
Every word asked for stands in the title, the summary or the place's names, by
`geonews.query.words`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from geonews import geo
from geonews.model import Event, Interval, WherePrecision
from geonews.query.question import Near, Query, Region
from geonews.query.words import event_words, wanted_forms

__all__ = [
    "EXTENT_SLACK",
    "Area",
    "Matcher",
    "Outline",
    "Radius",
    "Whereabouts",
    "areas_of",
    "matches",
]

EXTENT_SLACK = 1.01
"""Extents are measured to within 0.6 %, see `geonews.geo.extent_km`."""


class Whereabouts(NamedTuple):
    """What a query needs to know of where an event is."""

    place_id: str | None
    country: str
    lon: float | None
    lat: float | None
    extent_km: float
    where_precision: int | None

    @classmethod
    def of(cls, event: Event) -> Whereabouts:
        """Return the whereabouts of an event."""
        return cls(
            event.place_id,
            event.country,
            event.lon,
            event.lat,
            event.extent_km,
            event.where_precision,
        )


class Area(Protocol):
    """A shape that points and circles are compared with."""

    extent_km: float
    middle: geo.Point
    """What the extent is measured from."""

    def has_point(self, *, lon: float, lat: float) -> bool:
        """Tell whether a point lies in it or on its edge."""

    def has_circle(self, *, lon: float, lat: float, km: float) -> bool:
        """Tell whether it holds the whole circle about a point."""

    def touches_circle(self, *, lon: float, lat: float, km: float) -> bool:
        """Tell whether it has a point in common with the circle about a point."""


class Outline:
    """A polygon."""

    def __init__(self, geometry: BaseGeometry) -> None:
        shapely.prepare(geometry)
        self.geometry = geometry
        self.middle = geo.center(geometry)
        self.extent_km = geo.extent_km(geometry, **self.middle._asdict())

    def has_point(self, *, lon: float, lat: float) -> bool:
        """Tell whether a point lies in it or on its edge."""
        return geo.covers_point(self.geometry, lon=lon, lat=lat)

    def has_circle(self, *, lon: float, lat: float, km: float) -> bool:
        """Tell whether it holds the whole circle about a point."""
        return bool(self.geometry.covers(geo.circle(lon=lon, lat=lat, km=km)))

    def touches_circle(self, *, lon: float, lat: float, km: float) -> bool:
        """Tell whether it has a point in common with the circle about a point."""
        return self.has_point(lon=lon, lat=lat) or bool(
            self.geometry.intersects(geo.circle(lon=lon, lat=lat, km=km))
        )


class Radius:
    """A geodesic circle, measured and not drawn."""

    def __init__(self, near: Near) -> None:
        self.near = near
        self.middle = geo.Point(near.lon, near.lat)
        self.extent_km = near.km

    def has_point(self, *, lon: float, lat: float) -> bool:
        """Tell whether a point lies in it or on its edge."""
        return self._distance(lon=lon, lat=lat) <= self.near.km

    def has_circle(self, *, lon: float, lat: float, km: float) -> bool:
        """Tell whether it holds the whole circle about a point."""
        return self._distance(lon=lon, lat=lat) + km <= self.near.km

    def touches_circle(self, *, lon: float, lat: float, km: float) -> bool:
        """Tell whether it has a point in common with the circle about a point."""
        return self._distance(lon=lon, lat=lat) - km <= self.near.km

    def _distance(self, *, lon: float, lat: float) -> float:
        return geo.distance_km(lon=lon, lat=lat, to_lon=self.near.lon, to_lat=self.near.lat)


class Matcher:
    """A query made ready for many events: outlines are measured and words folded once."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._areas = areas_of(query)
        self._region_area = Outline(query.region.geometry) if query.region else None
        self._wanted = wanted_forms(query.text)

    def matches(self, event: Event) -> bool:
        """Tell whether an event answers the query, but for its limit."""
        query = self._query
        return (
            event.confidence >= query.min_confidence
            and (not query.types or event.type in query.types)
            and query.modality in (None, event.modality)
            and _when_matches(event.when, query.since, query.until)
            and self._words_match(event)
            and self.where_matches(Whereabouts.of(event))
        )

    def where_matches(self, where: Whereabouts) -> bool:
        """Tell whether whereabouts answer the region, box, area and radius of the query."""
        region, area = self._query.region, self._region_area
        if (
            region is not None
            and area is not None
            and not _is_named(where, region)
            and not self._in_area(where, area)
        ):
            return False
        return all(self._in_area(where, area) for area in self._areas)

    def _in_area(self, where: Whereabouts, area: Area) -> bool:
        if where.lon is None or where.lat is None:
            return False
        lon, lat, km = where.lon, where.lat, where.extent_km
        precision = where.where_precision
        if precision in (WherePrecision.EXACT, WherePrecision.NEAR) or (
            km == 0 and precision != WherePrecision.COUNTRY
        ):
            return area.has_point(lon=lon, lat=lat)
        if self._query.include_imprecise:
            if km == 0:
                return area.has_point(lon=lon, lat=lat)
            return area.touches_circle(lon=lon, lat=lat, km=km)
        if precision == WherePrecision.COUNTRY:
            return km > 0 and area.has_circle(lon=lon, lat=lat, km=km)
        return km <= area.extent_km * EXTENT_SLACK and area.has_point(lon=lon, lat=lat)

    def _words_match(self, event: Event) -> bool:
        if not self._wanted:
            return True
        found = event_words(event)
        return all(forms & found for forms in self._wanted)


def matches(event: Event, query: Query) -> bool:
    """Tell whether an event answers a query, its limit left aside; see the module for how."""
    return Matcher(query).matches(event)


def areas_of(query: Query) -> tuple[Area, ...]:
    """Return the box, the area and the radius that a query asks for, as far as it does."""
    found: list[Area] = []
    if query.bbox is not None:
        found.append(Outline(geo.bbox_polygon(geo.BBox(*query.bbox))))
    if query.within is not None:
        found.append(Outline(query.within))
    if query.near is not None:
        found.append(Radius(query.near))
    return tuple(found)


def _is_named(where: Whereabouts, region: Region) -> bool:
    return (
        where.place_id == region.place_id
        or where.place_id in region.other_ids
        or where.country in region.countries
    )


def _when_matches(when: Interval | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    if when is None or (when.start is None and when.end is None):
        return False
    starts_in_time = until is None or when.start is None or when.start <= until
    ends_in_time = since is None or when.end is None or when.end >= since
    return starts_in_time and ends_in_time
