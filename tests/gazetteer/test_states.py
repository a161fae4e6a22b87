"""Country outlines: joined, and contested land moved to where the United Nations place it."""

from __future__ import annotations

import pytest
from shapely import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from gazetteer.states import country_outlines, reassign

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
