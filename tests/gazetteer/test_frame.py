"""Any slice of the gazetteer is a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from geonews.errors import UsageError
from geonews.gazetteer import Gazetteer, to_geodataframe

COLUMNS = {
    "place_id": "str", "name_ar": "str", "name_en": "str", "feature_class": "str",
    "feature_code": "str", "country": "str", "admin1": "str", "lat": "float64", "lon": "float64",
    "extent_km": "float64", "population": "int64", "prominence": "float64", "source": "str",
}  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.packaged()


@pytest.fixture(scope="module")
def azerbaijan(gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    return to_geodataframe(gazetteer, country="AZ")


def test_columns_and_types(azerbaijan: gpd.GeoDataFrame) -> None:
    types = {name: str(kind) for name, kind in azerbaijan.dtypes.items()}
    assert types == {**COLUMNS, "geometry": "geometry"}
    assert azerbaijan.crs == "EPSG:4326"
    assert azerbaijan.index.tolist() == list(range(len(azerbaijan)))
    assert azerbaijan.place_id.is_unique


def test_rows_are_the_places(gazetteer: Gazetteer, azerbaijan: gpd.GeoDataFrame) -> None:
    assert len(azerbaijan) > 200
    assert set(azerbaijan.country) == {"AZ"}
    for row in azerbaijan.sample(20, random_state=1).itertuples():
        place = gazetteer.place(row.place_id)
        assert [
            "" if pd.isna(value) else value for value in (getattr(row, name) for name in COLUMNS)
        ] == [place.id if name == "place_id" else getattr(place, name) for name in COLUMNS]
        assert (row.geometry.x, row.geometry.y) == (place.lon, place.lat)


def test_order_is_stable(gazetteer: Gazetteer, azerbaijan: gpd.GeoDataFrame) -> None:
    again = to_geodataframe(Gazetteer(), country=["AZ"])
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(azerbaijan))
    numbers = [
        int(place_id.removeprefix("geonames:"))
        for place_id in azerbaijan.place_id
        if place_id.startswith("geonames:")
    ]
    assert numbers == sorted(numbers)


def test_what_is_not_known_is_missing(gazetteer: Gazetteer) -> None:
    seas = to_geodataframe(gazetteer, feature_codes="SEA")
    assert seas.admin1.isna().all()
    assert seas.country.isna().any()
    assert not (seas == "").any(axis=None)


def test_conditions_are_met_together(gazetteer: Gazetteer) -> None:
    capitals = to_geodataframe(gazetteer, feature_codes=["PPLC"], country=("EG", "LB", "TR"))
    assert sorted(capitals.name_en) == ["Ankara", "Beirut", "Cairo"]
    large = to_geodataframe(gazetteer, country="EG", feature_class="P", min_population=5_000_000)
    assert "القاهرة" in set(large.name_ar)
    assert large.population.min() >= 5_000_000
    assert set(large.feature_class) == {"P"}
    classes = to_geodataframe(gazetteer, feature_class=["H", "T"])
    assert set(classes.feature_class) == {"H", "T"}


def test_box_holds_its_edges(gazetteer: Gazetteer) -> None:
    baku = gazetteer.place("geonames:587084")
    corner = (baku.lon, baku.lat, baku.lon + 0.5, baku.lat + 0.5)
    found = to_geodataframe(gazetteer, bbox=corner)
    assert baku.id in set(found.place_id)
    assert found.lon.between(corner[0], corner[2]).all()
    assert found.lat.between(corner[1], corner[3]).all()


def test_box_across_the_date_line_has_both_sides(gazetteer: Gazetteer) -> None:
    found = to_geodataframe(gazetteer, bbox=(177, -20, -178, -15))
    assert {"FJ"} <= set(found.country.dropna())
    assert (found.lon > 0).any()
    assert (found.lon < 0).any()
    assert found[found.lon > 0].lon.min() >= 177
    assert found[found.lon < 0].lon.max() <= -178
    halves = [
        to_geodataframe(gazetteer, bbox=(177, -20, 180, -15)),
        to_geodataframe(gazetteer, bbox=(-180, -20, -178, -15)),
    ]
    assert set(found.place_id) == {place_id for half in halves for place_id in half.place_id}


def test_areas_are_the_gazetteers(gazetteer: Gazetteer) -> None:
    frame = to_geodataframe(gazetteer, country="LB", geometry="area")
    assert frame.crs == "EPSG:4326"
    known = frame[frame.geometry.notna()]
    assert {"PCLI", "ADM1"} <= set(known.feature_code)
    assert frame.geometry.isna().any()  # most settlements are points
    for row in known.itertuples():
        assert row.geometry.equals(gazetteer.area(row.place_id))


def test_arabic_names_are_listed_the_shown_one_first(gazetteer: Gazetteer) -> None:
    frame = to_geodataframe(gazetteer, country="AZ", feature_codes="PPLC", names=True)
    assert list(frame.columns) == [*COLUMNS, "names", "geometry"]
    assert frame.names[0][0] == "باكو"
    both = to_geodataframe(gazetteer, feature_codes="PCLI", names=True)
    states = dict(zip(both.country, both.names, strict=True))
    assert {"الولايات المتحدة", "أمريكا", "أميركا"} <= set(states["US"])
    assert all(len(names) == len(set(names)) for names in both.names)
    latin = to_geodataframe(gazetteer, country="US", feature_codes="PPL", names=True)
    assert latin.names[latin.name_ar.isna()].str.len().min() == 0


@pytest.mark.parametrize("geometry", ["point", "area"])
def test_nothing_found_keeps_columns_and_types(gazetteer: Gazetteer, geometry: Any) -> None:
    frame = to_geodataframe(
        gazetteer, country="AZ", feature_codes="OCN", geometry=geometry, names=True
    )
    assert len(frame) == 0
    assert {name: str(frame[name].dtype) for name in COLUMNS} == COLUMNS
    assert frame.crs == "EPSG:4326"
    assert len(to_geodataframe(gazetteer, country=[])) == 0


def test_table_is_written_and_read(azerbaijan: gpd.GeoDataFrame, tmp_path: Path) -> None:
    azerbaijan.to_file(tmp_path / "places.gpkg", engine="pyogrio")
    read = gpd.read_file(tmp_path / "places.gpkg")
    assert read.name_ar.fillna("").tolist() == azerbaijan.name_ar.fillna("").tolist()


def test_whole_gazetteer_fits(gazetteer: Gazetteer) -> None:
    frame = to_geodataframe(gazetteer)
    rows = gazetteer.rows("SELECT count(*), sum(population) FROM place")
    assert (len(frame), int(frame.population.sum())) == rows[0]
    assert frame.place_id.is_unique
    assert not frame.geometry.is_empty.any()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"country": "AZE"}, "ISO 3166-1 alpha-2"),
        ({"country": "az' OR 1=1 --"}, "ISO 3166-1 alpha-2"),
        ({"country": ["AZ", "QQ"]}, "'QQ'"),
        ({"country": 7}, "give text"),
        ({"country": ["AZ", None]}, "give text"),
        ({"feature_class": "X"}, "A, H, L, P, R, S, T, U, V"),
        ({"feature_class": "PP"}, "A, H, L, P, R, S, T, U, V"),
        ({"feature_codes": "PPLQ"}, "PCLI"),
        ({"feature_codes": ["PPLC", "'"]}, "PCLI"),
        ({"bbox": (0, 0, 0, 0)}, "west, south, east, north"),
        ({"bbox": (0, 10, 5, 0)}, "south below north"),
        ({"bbox": (0, 0, 361, 10)}, "-180 to 180"),
        ({"bbox": (0, 0, float("nan"), 10)}, "-180 to 180"),
        ({"bbox": (0, 0, 10)}, "west, south, east, north"),
        ({"bbox": ("a", 0, 10, 10)}, "west, south, east, north"),
        ({"bbox": 5}, "west, south, east, north"),
        ({"min_population": -1}, "0 or more"),
        ({"min_population": 1.5}, "0 or more"),
        ({"min_population": "1"}, "0 or more"),
        ({"min_population": 1 << 70}, "0 or more"),
        ({"geometry": "polygon"}, "point or area"),
    ],
)
def test_wrong_argument_is_refused_and_the_right_ones_named(
    gazetteer: Gazetteer, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        to_geodataframe(gazetteer, **arguments)


def test_what_is_laid_over_the_gazetteer_is_in_the_table(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    overlay = tmp_path / "names.csv"
    overlay.write_text(
        "place_id,name,kind,lat,lon,country,feature_code,source\n"
        "geonames:587084,باكي,short,,,,,test\n"
        "geonames:587084,باكو,remove,,,,,test\n"
        "own:camp,مخيم الاختبار,,40.5,49.5,AZ,PPL,test\n",
        encoding="utf-8",
    )
    own = gazetteer.with_overlay(overlay)
    frame = to_geodataframe(own, country="AZ", bbox=(49, 40, 50, 41), names=True)
    rows = {row.place_id: row for row in frame.itertuples()}
    assert rows["geonames:587084"].name_ar == "باكي"
    assert rows["geonames:587084"].names[0] == "باكي"
    assert "باكو" not in rows["geonames:587084"].names
    assert (rows["own:camp"].name_ar, rows["own:camp"].lat) == ("مخيم الاختبار", 40.5)
    assert rows["own:camp"].names == ["مخيم الاختبار"]
    assert frame.place_id.iloc[-1] == "own:camp"
    assert "own:camp" not in set(to_geodataframe(own, country="LB").place_id)
    areas = to_geodataframe(own, country="AZ", geometry="area")
    assert areas.geometry[areas.place_id == "own:camp"].isna().all()
