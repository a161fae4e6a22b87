from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from gazetteer.basemap import basemap_document


@cache
def document() -> dict[str, Any]:
    return basemap_document()


@cache
def prepared(*path: str) -> Any:
    part: Any = document()
    for key in path:
        part = part[key]
    geometry = shape(part)
    shapely.prepare(geometry)
    return geometry


LEVELS = [(), ("overview",)]


def test_basemap_document_is_deterministic() -> None:
    assert basemap_document() == document()


def test_basemap_document_names_no_country() -> None:
    assert set(document()) == {"land", "boundaries", "overview"}
    assert set(document()["land"]) == {"type", "coordinates"}
    assert set(document()["boundaries"]) == {"type", "coordinates"}


def test_basemap_land_is_valid_and_rounded() -> None:
    assert prepared("land").geom_type == "MultiPolygon"
    assert prepared("land").is_valid
    coordinates = shapely.get_coordinates(prepared("land"))
    assert (coordinates.round(3) == coordinates).all()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [
        (36.3, 33.5, True),
        (34.1, 45.0, True),
        (51.0, 42.0, False),
        (34.0, 43.5, False),
        (38.0, 20.0, False),
    ],
    ids=["damascus", "simferopol", "caspian", "black-sea", "red-sea"],
)
def test_basemap_tells_land_from_sea(
    level: tuple[str, ...], lon: float, lat: float, is_land: bool
) -> None:
    assert prepared(*level, "land").covers(shapely.Point(lon, lat)) is is_land


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("a", "b"),
    [((41.0, 32.5), (41.0, 30.5)), ((27.0, 23.5), (27.0, 20.5))],
    ids=["iraq-saudi", "egypt-sudan"],
)
def test_basemap_boundary_runs_between(
    level: tuple[str, ...], a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert prepared(*level, "boundaries").intersects(shapely.LineString([a, b]))


def test_basemap_boundaries_follow_no_coast() -> None:
    coast_of_cyrenaica = shapely.LineString([(21.0, 32.5), (21.0, 33.3)])
    assert not prepared("boundaries").intersects(coast_of_cyrenaica)


def test_basemap_overview_is_several_times_smaller() -> None:
    full = shapely.get_num_coordinates(prepared("land"))
    assert shapely.get_num_coordinates(prepared("overview", "land")) * 4 < full
