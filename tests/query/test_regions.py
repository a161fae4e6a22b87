"""From a name to a region."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from geonews import geo
from geonews.errors import UnknownPlaceError
from geonews.gazetteer import Gazetteer
from geonews.model import NameKind
from geonews.query import RegionKind, find_region
from geonews.territory import Atlas
from tests.samples import (
    AZERBAIJAN,
    BAKU,
    KARABAKH,
    KARABAKH_REGION,
    KUWAIT,
    KUWAIT_CITY,
    SmallAtlas,
    SmallGazetteer,
)

GAZETTEER, ATLAS = SmallGazetteer(), SmallAtlas()


@pytest.mark.parametrize(
    ("name", "place_id", "kind"),
    [
        ("أذربيجان", AZERBAIJAN.id, RegionKind.COUNTRY),
        ("Azerbaijan", AZERBAIJAN.id, RegionKind.COUNTRY),
        ("جمهورية أذربيجان", AZERBAIJAN.id, RegionKind.COUNTRY),
        (AZERBAIJAN.id, AZERBAIJAN.id, RegionKind.COUNTRY),
        ("باكو", BAKU.id, RegionKind.POINT),
        ("  مدينة باكو ", BAKU.id, RegionKind.POINT),
        ("الكويت", KUWAIT_CITY.id, RegionKind.POINT),
        ("دولة الكويت", KUWAIT.id, RegionKind.COUNTRY),
        ("مدينة الكويت", KUWAIT_CITY.id, RegionKind.POINT),
        ("ناغورني قره باغ", KARABAKH.id, RegionKind.TERRITORY),
        ("قره باغ", KARABAKH.id, RegionKind.TERRITORY),
        ("إقليم قره باغ", KARABAKH.id, RegionKind.TERRITORY),
        ("كاراباخ", KARABAKH.id, RegionKind.TERRITORY),
        ("Nagorno-Karabakh", KARABAKH.id, RegionKind.TERRITORY),
        (KARABAKH.id, KARABAKH.id, RegionKind.TERRITORY),
        (KARABAKH_REGION.id, KARABAKH_REGION.id, RegionKind.POINT),
    ],
)
def test_find_region_by_name_and_id(name: str, place_id: str, kind: RegionKind) -> None:
    region = find_region(name, gazetteer=GAZETTEER, atlas=ATLAS)
    assert (region.place_id, region.kind) == (place_id, kind)


def test_country_covers_itself_and_has_its_outline() -> None:
    region = find_region("أذربيجان", gazetteer=GAZETTEER, atlas=ATLAS)
    assert region.countries == {"AZ"}
    assert region.geometry == box(44.8, 38.4, 50.4, 41.9)


def test_city_is_a_circle_of_at_least_25_km() -> None:
    region = find_region("باكو", gazetteer=GAZETTEER, atlas=ATLAS)
    assert region.countries == frozenset()
    assert geo.extent_km(region.geometry, lon=BAKU.lon, lat=BAKU.lat) == pytest.approx(25)


def test_area_without_outline_is_a_circle_of_its_extent() -> None:
    region = find_region(KARABAKH_REGION.id, gazetteer=GAZETTEER, atlas=ATLAS)
    radius = geo.extent_km(region.geometry, lon=KARABAKH_REGION.lon, lat=KARABAKH_REGION.lat)
    assert radius == pytest.approx(KARABAKH_REGION.extent_km)


def test_territory_is_known_under_its_gazetteer_entry_too() -> None:
    region = find_region("قره باغ", gazetteer=GAZETTEER, atlas=ATLAS)
    assert region.other_ids == {KARABAKH_REGION.id}
    assert region.countries == frozenset()


@pytest.mark.parametrize("name", ["باخستان", "geonames:0", "", "إقليم", "مدينة لا وجود لها"])
def test_unknown_place_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(UnknownPlaceError) as raised:
        find_region(name, gazetteer=GAZETTEER, atlas=ATLAS)
    assert repr(name) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_unknown_place_names_near_misses() -> None:
    with pytest.raises(UnknownPlaceError, match="باكو"):
        find_region("باكوو", gazetteer=GAZETTEER, atlas=ATLAS)


def test_region_is_not_guessed_by_its_sound() -> None:
    # Martynivske is a village without an Arabic name: look-ups reach it, regions do not.
    spelled, gazetteer = "مارتينيفسكي", Gazetteer.packaged()
    assert gazetteer.lookup(spelled)[0].kind is NameKind.GENERATED
    with pytest.raises(UnknownPlaceError, match="unknown"):
        find_region(spelled, gazetteer=gazetteer, atlas=ATLAS)


@pytest.mark.parametrize(
    ("name", "some", "others"),
    [
        ("الخليج", {"AE", "BH", "KW", "OM", "QA", "SA"}, {"IQ", "IR", "YE"}),
        ("المغرب العربي", {"DZ", "LY", "MA", "TN"}, {"EG", "ES", "NE"}),
        ("القرن الأفريقي", {"DJ", "ER", "ET", "SO"}, {"KE", "SD", "YE"}),
    ],
)
def test_region_of_several_countries_stands_for_them(
    name: str, some: set[str], others: set[str]
) -> None:
    region = find_region(name, gazetteer=Gazetteer.packaged(), atlas=Atlas.packaged())
    assert region.countries >= some
    assert not region.countries & others


@pytest.mark.parametrize(
    ("lon", "lat", "within"),
    [(39.19, 21.54, True), (42.95, 14.8, True), (38.0, 20.0, True), (39.83, 21.42, False)],
)
def test_sea_comes_with_its_coasts(lon: float, lat: float, within: bool) -> None:
    """Jeddah, Hodeidah and the open sea; Mecca lies 60 km inland."""
    region = find_region("البحر الأحمر", gazetteer=Gazetteer.packaged(), atlas=Atlas.packaged())
    assert geo.covers_point(region.geometry, lon=lon, lat=lat) is within
