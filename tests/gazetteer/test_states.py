"""Country outlines: joined, and contested land moved to where the United Nations place it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shapely import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from gazetteer.rows import PlaceRow
from gazetteer.states import country_outlines, country_places, reassign

WEST = box(0, 0, 10, 10)
EAST = box(10, 0, 20, 10)
ISLAND = box(30, 0, 31, 1)


def area(shapes: dict[str, BaseGeometry], code: str) -> float:
    return float(shapes[code].area)


def test_country_outlines_join_parts_and_leave_out_the_unknown() -> None:
    rows = [
        {"iso": "AA", "isonumeric": 4},
        {"iso": "BB", "isonumeric": 8},
        {"iso": "XK", "isonumeric": 0},
    ]
    shapes = [
        ("004", "West", WEST),
        ("004", "Island", ISLAND),
        ("008", "East", EAST),
        ("", "Kosovo", box(50, 0, 51, 1)),
        ("", "Somaliland", box(60, 0, 61, 1)),
        ("999", "Nowhere", box(70, 0, 71, 1)),
    ]
    outlines = country_outlines(shapes, rows)
    assert list(outlines) == ["AA", "BB", "XK"]
    assert area(outlines, "AA") == pytest.approx(101)
    assert isinstance(outlines["AA"], MultiPolygon)


def test_reassign_moves_land_to_its_owner() -> None:
    land = box(10, 0, 12, 10)
    moved = reassign({"AA": WEST, "BB": EAST}, [("AA", land)])
    assert area(moved, "AA") == pytest.approx(120, rel=1e-3)
    assert area(moved, "BB") == pytest.approx(80, rel=1e-3)
    assert moved["AA"].contains(Point(11, 5))
    assert not moved["BB"].contains(Point(11, 5))


@pytest.mark.parametrize("owner", ["", "ZZ", "somaliland"])
def test_reassign_leaves_land_whose_owner_is_open(owner: str) -> None:
    moved = reassign({"AA": WEST, "BB": EAST}, [(owner, box(10, 0, 12, 10))])
    assert area(moved, "AA") == pytest.approx(100)
    assert area(moved, "BB") == pytest.approx(100)


def test_reassign_gives_land_that_no_outline_had() -> None:
    moved = reassign({"AA": WEST}, [("AA", box(10, 0, 12, 10))])
    assert area(moved, "AA") == pytest.approx(120, rel=1e-3)


def test_reassign_leaves_a_territory_with_a_code_of_its_own() -> None:
    outlines = {"CN": WEST, "TW": ISLAND}
    moved = reassign(outlines, [("CN", ISLAND)])
    assert area(moved, "TW") == pytest.approx(1)
    assert not moved["CN"].contains(Point(30.5, 0.5))


def test_reassign_does_not_change_what_it_was_given() -> None:
    outlines: dict[str, BaseGeometry] = {"AA": WEST, "BB": EAST}
    reassign(outlines, [("AA", box(10, 0, 12, 10))])
    assert outlines == {"AA": WEST, "BB": EAST}


def test_reassign_keeps_outlines_valid_and_apart() -> None:
    moved = reassign({"AA": WEST, "BB": EAST}, [("AA", Point(12, 5).buffer(3))])
    assert all(outline.is_valid for outline in moved.values())
    # The two sides of the new line are generalised apart, by up to 0.004 degrees.
    assert moved["AA"].intersection(moved["BB"]).area < 0.1


REUNION = {
    "iso": "RE",
    "geonameid": 935317,
    "name": "Reunion",
    "areakm2": 2517,
    "population": 776948,
}
SAINT_PAUL = {"countrycode": "RE", "population": 99_291, "longitude": 55.27, "latitude": -21.01}
SAINT_DENIS = {"countrycode": "RE", "population": 137_195, "longitude": 55.45, "latitude": -20.88}
BAKU = {"countrycode": "AZ", "population": 2_351_300, "longitude": 49.89, "latitude": 40.38}


def reunion(
    folder: Path, outlines: dict[str, BaseGeometry], *towns: dict[str, Any], **changes: Any
) -> PlaceRow | None:
    names = "country,name,kind,source\nRE,ريونيون,short,overlay\nZZ,لا مكان,short,overlay\n"
    (folder / "country_names.csv").write_text(names, encoding="utf-8")
    return country_places([REUNION | changes], outlines, folder, towns).get("RE")


@pytest.mark.parametrize("outlines", [{}, {"RE": Point(55.5, -21.1)}])
def test_country_without_an_outline_stands_at_its_largest_town(
    tmp_path: Path, outlines: dict[str, BaseGeometry]
) -> None:
    place = reunion(tmp_path, outlines, SAINT_PAUL, SAINT_DENIS, BAKU)
    assert place is not None
    assert (place.lon, place.lat, place.shape) == (55.45, -20.88, None)
    assert place.extent_km == pytest.approx(50.2)  # the side of a square as large
    assert (place.feature_code, place.name_ar, place.population) == ("PCLI", "ريونيون", 776_948)


def test_country_without_an_outline_or_a_town_is_left_out(tmp_path: Path) -> None:
    assert reunion(tmp_path, {}, BAKU) is None


@pytest.mark.parametrize("area", [0, None])
def test_country_of_unknown_area_has_an_extent_all_the_same(
    tmp_path: Path, area: int | None
) -> None:
    place = reunion(tmp_path, {}, SAINT_DENIS, areakm2=area)
    assert place is not None
    assert place.extent_km == 1.0


def test_country_with_an_outline_stands_in_its_mainland(tmp_path: Path) -> None:
    outline = MultiPolygon([box(55, -22, 56, -21), box(60, -20, 60.1, -19.9)])
    place = reunion(tmp_path, {"RE": outline}, SAINT_DENIS)
    assert place is not None
    assert (place.lon, place.lat, place.shape) == (55.5, -21.5, outline)
    assert 70 < place.extent_km < 100


def test_country_without_a_geonames_id_is_left_out(tmp_path: Path) -> None:
    assert reunion(tmp_path, {}, SAINT_DENIS, geonameid=None) is None
