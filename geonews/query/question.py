"""The values a question is made of; each checks its ranges when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geonews.errors import UsageError
from geonews.geo import FARTHEST_KM, BBox, bbox_polygon
from geonews.model import EventType, Modality
from geonews.text import words

__all__ = ["Near", "Query", "Region", "RegionKind"]


class RegionKind(StrEnum):
    """What kind of thing a region is."""

    COUNTRY = "country"
    AREA = "area"
    """A province, district, sea, mountain range, or a region of several countries."""

    TERRITORY = "territory"
    """A contested territory."""

    POINT = "point"
    """A place without an outline: the circle about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A named area that events are asked for."""

    place_id: str
    """Id in the gazetteer, or of the contested territory."""

    name_ar: str
    name_en: str
    geometry: BaseGeometry
    """Polygon or MultiPolygon, longitude and latitude on WGS84."""

    kind: RegionKind
    countries: frozenset[str] = frozenset()
    """ISO 3166-1 alpha-2 codes of the countries it wholly covers, none for part of one."""

    other_ids: frozenset[str] = frozenset()
    """Other ids of the same area, such as a contested territory's in the gazetteer."""

    def __post_init__(self) -> None:
        if self.geometry.is_empty or self.geometry.area == 0:
            raise UsageError(f"region {self.place_id}: its outline holds no area, give a polygon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A geodesic circle."""

    lon: float
    lat: float
    km: float
    """Radius in kilometres."""

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise UsageError(
                f"point lon={self.lon}, lat={self.lat} is not on the globe: "
                "give decimal degrees, lon -180 to 180, lat -90 to 90"
            )
        if not 0 < self.km <= FARTHEST_KM:
            raise UsageError(f"radius {self.km} km: give one over 0 and up to {FARTHEST_KM:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of the events; every part that is given must hold.

    Raises
    ------
    geonews.errors.UsageError
        A part is out of its range; the message says what is accepted.
    """

    region: Region | None = None
    bbox: BBox | None = None
    """West over east crosses the date line."""

    within: BaseGeometry | None = None
    """Polygon or MultiPolygon, longitude and latitude on WGS84."""

    near: Near | None = None
    since: date | None = None
    """First day asked for."""

    until: date | None = None
    """Last day asked for, inclusive."""

    types: frozenset[EventType] = frozenset()
    """Any of these; empty asks for all."""

    modality: Modality | None = None
    text: str = ""
    """Words that must all stand in the title, the summary or the place's names."""

    min_confidence: float = 0.0
    """From 0 to 1."""

    include_imprecise: bool = False
    """Whether to take what may have happened there, and not only what is known to have."""

    limit: int | None = None
    """The most events to return; None returns all."""

    offset: int = 0
    """How many of the first answers to leave out: a page further on, with `limit`."""

    def __post_init__(self) -> None:
        if self.bbox is not None:
            _check_bbox(self.bbox)
        if self.within is not None and self.within.area == 0:
            raise UsageError("the area to search within holds no area: give a polygon")
        if self.since and self.until and self.since > self.until:
            raise UsageError(
                f"since {self.since} is after until {self.until}: give since on or before until"
            )
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"confidence {self.min_confidence}: give a number from 0 to 1")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit {self.limit}: give a whole number of 1 or more")
        if self.offset < 0:
            raise UsageError(f"offset {self.offset}: give a whole number of 0 or more")
        if self.text.strip() and not words(self.text):
            raise UsageError(f"text {self.text!r} holds no word: give letters or digits")


def _check_bbox(bbox: BBox) -> None:
    try:
        bbox_polygon(BBox(*bbox))
    except ValueError as error:
        raise UsageError(str(error)) from error
