"""From a name that a person typed to the region they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from geonews import geo
from geonews.errors import UnknownPlaceError
from geonews.model import Candidate, NameKind, Place, Territory
from geonews.query.question import Region, RegionKind
from geonews.text import lookup_key

__all__ = ["CITY_RADIUS_KM", "COAST_KM", "find_region"]

CITY_RADIUS_KM = 25.0
"""Least radius about a place without an outline: what UCDP calls near a known place."""

COAST_KM = 25.0
"""How far a sea reaches inland when events are asked for: its ports and what is shelled there."""

_SEAS = frozenset(("SEA", "OCN", "GULF", "STRT", "BAY", "CHN"))
_REGIONS = frozenset(("RGN", "RGNE", "CONT", "ZN", "PEN"))
_WHOLE = 0.7
"""Share of a country's area by which it belongs to a region: outlines are generalised."""

_CLASS_OF_GENERIC_WORD = {
    lookup_key(word): feature_class
    for word, feature_class in {
        "إقليم": "A",  # region
        "محافظة": "A",  # governorate
        "دولة": "A",  # state
        "جمهورية": "A",  # republic
        "مدينة": "P",  # city
    }.items()
}
_ID_MARK = ":"
_AREA_CLASSES = frozenset("AHLTUV")
_ALIKE_EXTENTS = (0.5, 2.0)


class _Gazetteer(Protocol):
    """What is asked of `geonews.gazetteer`."""

    @property
    def countries(self) -> Mapping[str, Place]: ...

    def lookup(self, name: str, *, limit: int = 10) -> Sequence[Candidate]: ...
    def place(self, place_id: str, /) -> Place: ...
    def area(self, place_id: str, /) -> BaseGeometry | None: ...
    def suggestions(self, name: str, /) -> Sequence[str]: ...


class _Atlas(Protocol):
    """What is asked of `geonews.territory`."""

    def find(self, name: str, /) -> Territory | None: ...
    def get(self, territory_id: str, /) -> Territory: ...
    def geometry(self, territory_id: str, /) -> BaseGeometry: ...


def find_region(name_or_id: str, *, gazetteer: _Gazetteer, atlas: _Atlas) -> Region:
    """Return the region that a name or an id means.

    An id comes first, then a contested territory by its exact name or a variant of it, then
    the gazetteer's best candidate: its outline, or where it has none a circle of its extent
    and at least `CITY_RADIUS_KM`. A sea comes with its coasts (`COAST_KM`), and a region of
    several countries (``الخليج``, the Gulf states) stands for those it is made of. A generic
    word in front (``إقليم``, ``مدينة``, ``محافظة``, ``دولة``, ``جمهورية``) is dropped where
    the whole name finds nothing, and says which kind of candidate is meant.

    Raises
    ------
    geonews.errors.UnknownPlaceError
        Nothing is known by that name; the message names near misses.
    """
    name = name_or_id.strip()
    found = _by_id(name, gazetteer=gazetteer, atlas=atlas)
    if found is not None:
        return found
    for spelling, feature_class in _spellings(name):
        territory = atlas.find(spelling)
        if territory is not None:
            return _of_territory(territory, gazetteer=gazetteer, atlas=atlas)
        # A region that is only guessed at by its sound would answer for another in silence.
        known = [c for c in gazetteer.lookup(spelling) if c.kind is not NameKind.GENERATED]
        place = _best(known, feature_class)
        if place is not None:
            return _of_place(place, gazetteer=gazetteer)
    near_misses = "، ".join(gazetteer.suggestions(name)[:5])
    advice = f"did you mean {near_misses}?" if near_misses else "see geonews lookup for names"
    raise UnknownPlaceError(
        f"place {name_or_id!r} is unknown: give the Arabic or Latin name, or the id, of a "
        f"country, province, sea, contested territory or city; {advice}"
    )


def _by_id(place_id: str, *, gazetteer: _Gazetteer, atlas: _Atlas) -> Region | None:
    try:
        return _of_territory(atlas.get(place_id), gazetteer=gazetteer, atlas=atlas)
    except UnknownPlaceError:
        pass  # Not a territory's: the gazetteer is asked next.
    if _ID_MARK not in place_id:
        return None
    try:
        return _of_place(gazetteer.place(place_id), gazetteer=gazetteer)
    except UnknownPlaceError:
        return None


def _spellings(name: str) -> Iterator[tuple[str, str]]:
    """Yield the name as given, then without a generic word, with the class that word asks for."""
    yield name, ""
    first, _, rest = name.partition(" ")
    feature_class = _CLASS_OF_GENERIC_WORD.get(lookup_key(first))
    if feature_class and rest.strip():
        yield rest.strip(), feature_class


def _best(candidates: Sequence[Candidate], feature_class: str) -> Place | None:
    """Return the first place, or the first of the class asked for where one is."""
    asked = (c.place for c in candidates if c.place.feature_class == feature_class)
    return next(asked, candidates[0].place if candidates else None)


def _of_territory(territory: Territory, *, gazetteer: _Gazetteer, atlas: _Atlas) -> Region:
    geometry = atlas.geometry(territory.id)
    names = (territory.name_ar, territory.name_en, *territory.variants)
    same = list(_same_places(territory, names, geometry, gazetteer))
    return Region(
        place_id=territory.id,
        name_ar=territory.name_ar,
        name_en=territory.name_en,
        geometry=geometry,
        kind=RegionKind.TERRITORY,
        countries=frozenset(place.country for place in same if _is_country(place)),
        other_ids=frozenset(place.id for place in same),
    )


def _same_places(
    territory: Territory, names: Iterable[str], geometry: BaseGeometry, gazetteer: _Gazetteer
) -> Iterator[Place]:
    """Yield the gazetteer's entries for the territory itself: alike in name, place and size."""
    least, most = (territory.extent_km * factor for factor in _ALIKE_EXTENTS)
    for name in names:
        for candidate in gazetteer.lookup(name):
            place = candidate.place
            if (
                place.feature_class in _AREA_CLASSES
                and least <= place.extent_km <= most
                and geo.covers_point(geometry, lon=place.lon, lat=place.lat)
            ):
                yield place


def _of_place(place: Place, *, gazetteer: _Gazetteer) -> Region:
    geometry = gazetteer.area(place.id)
    kind, countries = RegionKind.AREA, frozenset[str]()
    if geometry is None:
        kind = RegionKind.POINT
        radius = max(place.extent_km, CITY_RADIUS_KM)
        geometry = geo.circle(lon=place.lon, lat=place.lat, km=radius)
    elif place.feature_code in _SEAS:
        geometry = geo.grown(geometry, km=COAST_KM)
    elif place.feature_code in _REGIONS:
        countries = frozenset(_members(geometry, gazetteer))
    if _is_country(place):
        kind, countries = RegionKind.COUNTRY, frozenset({place.country})
    return Region(
        place_id=place.id,
        name_ar=place.name_ar,
        name_en=place.name_en,
        geometry=geometry,
        kind=kind,
        countries=countries,
    )


def _members(geometry: BaseGeometry, gazetteer: _Gazetteer) -> Iterator[str]:
    """Yield the codes of the countries that a region of several is made of."""
    for code, country in gazetteer.countries.items():
        outline = gazetteer.area(country.id)
        if outline is None or not geometry.intersects(outline):
            continue
        if geometry.intersection(outline).area >= _WHOLE * outline.area:
            yield code


def _is_country(place: Place) -> bool:
    """Tell a country or dependent territory of today; PCLH is a historical one."""
    code = place.feature_code
    return bool(place.country) and (code.startswith("PCL") or code == "TERR") and code != "PCLH"
