"""First-level divisions: polygons out of towns, names from the overlay and upstream."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from gazetteer.polygons import cut, joined, polygons_of
from gazetteer.provinces import division_outlines, provinces
from gazetteer.rows import PlaceRow
from geonews.model import NameKind
from tests.samples import ON_A_BUSY_MACHINE

SQUARE = shapely.box(0, 0, 10, 10)
BAY = SQUARE.difference(shapely.box(3, 3, 7, 10))
ISLANDS = shapely.MultiPolygon([shapely.box(0, 0, 4, 10), shapely.box(6, 0, 10, 10)])


def town(
    code: str, lon: float, lat: float, *, country: str = "XX", people: int = 0
) -> dict[str, Any]:
    return {
        "countrycode": country,
        "admin1code": code,
        "longitude": lon,
        "latitude": lat,
        "population": people,
    }


def divided(*towns: dict[str, Any], outline: BaseGeometry = SQUARE) -> dict[str, BaseGeometry]:
    found = division_outlines(towns, {"XX": outline})
    return {code: shape for (_, code), shape in found.items()}


def test_divisions_lie_about_their_towns() -> None:
    parts = divided(town("W", 2, 5), town("E", 8, 5), town("E", 8, 1))
    assert parts["W"].contains(shapely.Point(2, 5))
    assert parts["E"].contains(shapely.Point(8, 5))
    assert parts["W"].area < parts["E"].area


@ON_A_BUSY_MACHINE
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABCD"),
            st.floats(-2, 12, allow_subnormal=False),
            st.floats(-2, 12, allow_subnormal=False),
        ),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from([SQUARE, BAY, ISLANDS]),
)
def test_divisions_cover_the_country_and_do_not_overlap(
    towns: list[tuple[str, float, float]], outline: BaseGeometry
) -> None:
    parts = divided(*(town(*row) for row in towns), outline=outline)
    assert all(part.is_valid for part in parts.values())
    assert shapely.union_all(list(parts.values())).symmetric_difference(outline).area < 0.05
    for one, other in itertools.combinations(parts.values(), 2):
        assert one.intersection(other).area < 0.02


@pytest.mark.parametrize("code", ["", "00"])
def test_towns_of_unknown_division_are_ignored(code: str) -> None:
    assert divided(town(code, 5, 5)) == {}
    with_them = divided(town("W", 2, 5), town(code, 5, 5), town("E", 8, 5))
    without = divided(town("W", 2, 5), town("E", 8, 5))
    assert with_them == without


def test_only_division_is_the_whole_country() -> None:
    assert divided(town("A", 2, 5), town("A", 8, 5)) == {"A": SQUARE}


def test_division_whose_towns_lie_far_outside_has_no_polygon() -> None:
    parts = divided(town("W", 2, 5), town("E", 8, 5), town("ISLET", 50, 50))
    assert set(parts) == {"W", "E"}
    assert shapely.union_all(list(parts.values())).area == pytest.approx(SQUARE.area)


def test_of_two_towns_at_one_point_the_first_counts() -> None:
    assert set(divided(town("A", 2, 5), town("B", 2, 5), town("C", 8, 5))) == {"A", "C"}


def test_country_without_an_outline_is_left_out() -> None:
    towns = [town("A", 1, 1, country="YY"), town("A", 1, 1)]
    assert list(division_outlines(towns, {"XX": SQUARE})) == [("XX", "A")]
    assert division_outlines([], {"XX": SQUARE}) == {}


MALAYSIA = {"MY": shapely.box(100, 0, 120, 8)}
SABAH = town("16", 116.1, 6.0, country="MY", people=457_326)
SANDAKAN = town("16", 118.1, 5.8, country="MY", people=392_288)
SELANGOR = town("12", 101.5, 3.1, country="MY", people=481_654)


def malaysian(
    folder: Path, towns: list[dict[str, Any]], *rows: str, country: str = "MY"
) -> dict[str, PlaceRow]:
    """Return divisions by code; the upstream names are those that the project keeps."""
    table = "\n".join(["code,name_ar,variants,name_en,source", *rows])
    (folder / "admin1.csv").write_text(f"{table}\n", encoding="utf-8")
    outlines = MALAYSIA | {"DZ": shapely.box(-8, 19, 12, 37)}
    return {
        row.id.removeprefix(f"admin1:{country}."): row for row in provinces(towns, outlines, folder)
    }


def names(row: PlaceRow) -> dict[str, NameKind]:
    return {name: kind for name, kind, _ in row.names.values()}


def test_division_is_named_by_its_row_of_the_overlay(tmp_path: Path) -> None:
    found = malaysian(
        tmp_path, [SELANGOR, SABAH], "MY.12,سيلانغور,ولاية سيلانغور|سلنغور,Other,overlay"
    )
    row = found["12"]
    assert (row.id, row.feature_code, row.country, row.admin1) == (
        "admin1:MY.12",
        "ADM1",
        "MY",
        "12",
    )
    assert (row.name_ar, row.name_en) == ("سيلانغور", "Other")
    assert names(row) == {
        "Selangor": NameKind.OFFICIAL,
        "Other": NameKind.OFFICIAL,
        "سيلانغور": NameKind.SHORT,
        "ولاية سيلانغور": NameKind.VARIANT,
        "سلنغور": NameKind.VARIANT,
    }  # and not upstream's سلانغور


def test_bare_upstream_name_is_not_added_where_the_overlay_gives_none(tmp_path: Path) -> None:
    found = malaysian(tmp_path, [SELANGOR, SABAH], "MY.16,ولاية صباح,,Sabah,overlay")
    assert set(names(found["16"])) == {"Sabah", "ولاية صباح"}  # صباح alone is "morning"


def test_division_without_a_row_has_its_upstream_names(tmp_path: Path) -> None:
    row = malaysian(tmp_path, [SELANGOR, SABAH])["16"]
    assert row.name_ar == "صباح"
    assert names(row)["صباح"] is NameKind.VARIANT


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), {"ولاية وهران", "وهران"}),
        # A name with a class noun harms no one, and is added all the same.
        (("DZ.09,وهران الكبرى,,Oran,overlay",), {"ولاية وهران", "وهران الكبرى"}),
    ],
)
def test_upstream_name_with_a_class_noun_is_added(
    tmp_path: Path, rows: tuple[str, ...], expected: set[str]
) -> None:
    towns = [
        town("09", -0.63, 35.7, country="DZ", people=800_000),
        town("03", 6.2, 35.6, country="DZ"),
    ]
    row = malaysian(tmp_path, towns, *rows, country="DZ")["09"]
    arabic = {name for name in names(row) if not name.isascii()}
    assert expected <= arabic
    assert ("وهران" in arabic) is not bool(rows)


def test_row_of_a_code_that_no_town_has_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"admin1\.csv: no town lies in MY\.98, MY\.99"):
        malaysian(tmp_path, [SABAH], "MY.99,شيء,,Thing,overlay", "MY.98,شيء,,Thing,overlay")


def test_division_stands_in_its_polygon(tmp_path: Path) -> None:
    row = malaysian(tmp_path, [SELANGOR, SABAH, SANDAKAN])["16"]
    assert row.shape is not None
    assert row.shape.contains(shapely.Point(row.lon, row.lat))
    assert row.extent_km > 100


def test_division_without_a_polygon_stands_at_its_largest_town(tmp_path: Path) -> None:
    islet = town("15", 150.0, 5.3, country="MY", people=10)
    larger = town("15", 150.2, 5.3, country="MY", people=90)
    row = malaysian(tmp_path, [SELANGOR, SABAH, islet, larger])["15"]
    assert row.shape is None
    assert (row.lon, row.lat, row.extent_km) == (150.2, 5.3, 50.0)


def test_towns_of_unknown_division_make_none(tmp_path: Path) -> None:
    found = malaysian(
        tmp_path, [SABAH, town("00", 101, 3, country="MY"), town("", 102, 3, country="MY")]
    )
    assert list(found) == ["16"]


@pytest.mark.parametrize(
    ("geometry", "count"),
    [
        (SQUARE, 1),
        (ISLANDS, 2),
        (shapely.GeometryCollection([SQUARE, shapely.LineString([(0, 0), (1, 1)])]), 1),
        (shapely.GeometryCollection([ISLANDS, shapely.Point(0, 0)]), 2),
        (shapely.LineString([(0, 0), (1, 1)]), 0),
        (shapely.Polygon(), 0),
        (shapely.GeometryCollection(), 0),
    ],
)
def test_polygons_are_kept_of_any_geometry(geometry: BaseGeometry, count: int) -> None:
    found = polygons_of(geometry)
    assert len(found) == count
    assert all(isinstance(part, shapely.Polygon) and part.area > 0 for part in found)


def test_cut_keeps_what_lies_in_the_bounding_box() -> None:
    pieces = cut([SQUARE, shapely.box(20, 20, 30, 30)], shapely.box(5, 5, 25, 25))
    assert sum(piece.area for piece in pieces) == pytest.approx(25 + 25)
    # What only touches the box is a line or a point, and no polygon.
    assert cut([SQUARE], shapely.box(10, 0, 20, 10)) == []


def test_joined_is_a_plain_polygon_where_there_is_one() -> None:
    assert joined([SQUARE]) == SQUARE
    assert joined(list(ISLANDS.geoms)) == ISLANDS
