"""The settlements nearest to a point are those that measuring every one finds."""

from __future__ import annotations

import sqlite3
import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod

from geonews.errors import UsageError
from geonews.gazetteer import Gazetteer
from geonews.gazetteer.database import SCHEMA, add_place
from geonews.gazetteer.nearest import Settlements
from tests.samples import make_place

WGS84 = Geod(ellps="WGS84")
BAKU = "geonames:587084"
RANDOM_POINTS = 200


@pytest.fixture(scope="module")
def settlements() -> Settlements:
    return Settlements.of(Gazetteer.packaged())


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Return a gazetteer of settlements all over the globe, at the poles and the date line too."""
    random = np.random.default_rng(20240818)
    lons = random.uniform(-180, 180, 3000)
    lats = np.degrees(np.arcsin(random.uniform(-1, 1, 3000)))
    points = [*zip(lons.tolist(), lats.tolist(), strict=True)]
    points += [(0.0, 90.0), (77.0, -90.0), (180.0, 10.0), (-180.0, -10.0), (179.99, 10.01)]
    return gazetteer_of(tmp_path_factory.mktemp("scattered") / "gazetteer.sqlite", points)


def gazetteer_of(path: Path, points: list[tuple[float, float]]) -> Gazetteer:
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.execute("INSERT INTO origin (number, source) VALUES (1, 'test')")
    for number, (lon, lat) in enumerate(points, 1):
        place = make_place(
            f"geonames:{number}", "", f"P{number}", "PPL", country="", lon=lon, lat=lat
        )
        add_place(connection, place, number=number, source=1)
    connection.commit()
    connection.close()
    return Gazetteer(path)


def random_points(count: int) -> list[tuple[float, float]]:
    """Return points spread evenly over the globe, the awkward ones first."""
    awkward = [
        (0.0, 90.0), (123.0, 90.0), (0.0, -90.0), (180.0, 0.0), (-180.0, 0.0), (180.0, 10.005),
        (-179.999, 10.0), (179.999, -17.0), (-60.0, 89.9), (45.0, 0.0),
    ]  # fmt: skip
    random = np.random.default_rng(7)
    rest = count - len(awkward)
    lons = random.uniform(-180, 180, rest)
    lats = np.degrees(np.arcsin(random.uniform(-1, 1, rest)))
    return [*awkward, *zip(lons.tolist(), lats.tolist(), strict=True)]


def measured(
    gazetteer: Gazetteer, *, lon: float, lat: float, count: int
) -> list[tuple[float, str]]:
    """Return the nearest settlements, each measured by another library than ours."""
    ids, lons, lats = coordinates(gazetteer)
    _, _, metres = WGS84.inv(np.full_like(lons, lon), np.full_like(lats, lat), lons, lats)
    order = np.argsort(metres, kind="stable")[:count]
    return [(float(metres[i]) / 1000, ids[i]) for i in order]


@cache
def coordinates(gazetteer: Gazetteer) -> tuple[list[str], np.ndarray, np.ndarray]:
    rows = gazetteer.rows(
        "SELECT coalesce(id, 'geonames:' || number), lon, lat FROM place WHERE feature_class = 'P'"
    )
    ids, lons, lats = zip(*rows, strict=True)
    return list(ids), np.array(lons), np.array(lats)


@pytest.mark.parametrize("limit", [1, 7])
def test_nearest_is_what_measuring_all_finds(scattered: Gazetteer, limit: int) -> None:
    settlements = Settlements.of(scattered)
    for lon, lat in random_points(RANDOM_POINTS):
        found = settlements.nearest(lon=lon, lat=lat, limit=limit)
        expected = measured(scattered, lon=lon, lat=lat, count=limit)
        assert [near.km for near in found] == pytest.approx([km for km, _ in expected], abs=1e-6)
        assert [near.place.id for near in found] == [place_id for _, place_id in expected]


def test_nearest_in_the_packaged_gazetteer_is_what_measuring_all_finds(
    settlements: Settlements,
) -> None:
    packaged = Gazetteer.packaged()
    for lon, lat in random_points(12):
        found = settlements.nearest(lon=lon, lat=lat, limit=3)
        expected = measured(packaged, lon=lon, lat=lat, count=3)
        # Settlements at one point come in any order there: distances tell.
        assert [near.km for near in found] == pytest.approx([km for km, _ in expected], abs=1e-6)


def test_nearest_of_a_settlements_own_point_is_itself(settlements: Settlements) -> None:
    baku = Gazetteer.packaged().place(BAKU)
    found = settlements.nearest(lon=baku.lon, lat=baku.lat)
    assert [(near.place.id, near.km) for near in found] == [(BAKU, 0.0)]


def test_both_signs_of_the_date_line_are_one_meridian(settlements: Settlements) -> None:
    east = settlements.nearest(lon=180.0, lat=-16.5, limit=5)
    west = settlements.nearest(lon=-180.0, lat=-16.5, limit=5)
    assert [near.place.id for near in east] == [near.place.id for near in west]
    # Fiji lies on both sides.
    assert {near.place.country for near in east} == {"FJ"}
    assert {near.place.lon > 0 for near in settlements.nearest(lon=180.0, lat=-16.5, limit=60)} == {
        True,
        False,
    }


def test_every_longitude_of_a_pole_is_one_point(settlements: Settlements) -> None:
    found = {
        settlements.nearest(lon=lon, lat=90.0)[0].place.id for lon in (-180.0, -20.0, 0.0, 99.0)
    }
    assert len(found) == 1


def test_equally_far_settlements_come_by_prominence(tmp_path: Path) -> None:
    gazetteer = gazetteer_of(tmp_path / "gazetteer.sqlite", [(10.0, 10.0)] * 3)
    with sqlite3.connect(tmp_path / "gazetteer.sqlite") as connection:
        connection.execute("UPDATE place SET prominence = 0.9 WHERE number = 2")
    connection.close()
    found = Settlements(gazetteer).nearest(lon=10.0, lat=10.1, limit=2)
    assert [near.place.id for near in found] == ["geonames:2", "geonames:1"]


def test_distance_bounds_the_answer(scattered: Gazetteer) -> None:
    settlements = Settlements.of(scattered)
    for lon, lat in random_points(20):
        nearest = measured(scattered, lon=lon, lat=lat, count=40)
        within = nearest[20][0] + 1e-6
        found = settlements.nearest(lon=lon, lat=lat, limit=500, within_km=within)
        assert len(found) == sum(km <= within for km, _ in nearest)
        assert max(near.km for near in found) <= within


def test_limit_over_the_number_of_settlements_returns_all(tmp_path: Path) -> None:
    gazetteer = gazetteer_of(
        tmp_path / "gazetteer.sqlite", [(0.0, 0.0), (180.0, 0.0), (0.0, -90.0)]
    )
    found = Settlements.of(gazetteer).nearest(lon=0.0, lat=0.0, limit=10)
    assert [near.place.id for near in found] == ["geonames:1", "geonames:3", "geonames:2"]


def test_gazetteer_without_settlements_has_none_near(tmp_path: Path) -> None:
    settlements = Settlements(gazetteer_of(tmp_path / "gazetteer.sqlite", []))
    assert len(settlements) == 0
    assert settlements.nearest(lon=0.0, lat=0.0) == ()


def test_settlements_are_read_once_per_gazetteer() -> None:
    packaged = Gazetteer.packaged()
    assert Settlements.of(packaged) is Settlements.of(packaged)


def test_what_is_laid_over_the_gazetteer_is_near(scattered: Gazetteer, tmp_path: Path) -> None:
    overlay = tmp_path / "names.csv"
    overlay.write_text(
        "place_id,name,lat,lon,feature_code,source\n"
        "own:camp,مخيم الاختبار,12.5,20.25,PPL,test\n"
        "geonames:1,نقطة,-40,0.5,PPL,test\n",
        encoding="utf-8",
    )
    own = Settlements.of(scattered.with_overlay(overlay))
    assert own.nearest(lon=20.25, lat=12.5)[0] == (own.nearest(lon=20.2, lat=12.5)[0].place, 0.0)
    assert own.nearest(lon=20.25, lat=12.5)[0].place.id == "own:camp"
    assert own.nearest(lon=0.5, lat=-40.0)[0].place.id == "geonames:1"
    assert len(own) == len(Settlements.of(scattered)) + 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"lon": 181.0, "lat": 0.0}, "-180 to 180"),
        ({"lon": 0.0, "lat": float("nan")}, "-90 to 90"),
        ({"lon": 0.0, "lat": 0.0, "limit": 0}, "over 0"),
        ({"lon": 0.0, "lat": 0.0, "within_km": 0.0}, "over 0"),
        ({"lon": 0.0, "lat": 0.0, "within_km": float("nan")}, "over 0"),
    ],
)
def test_wrong_argument_is_refused(
    settlements: Settlements, arguments: dict[str, float], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        settlements.nearest(**arguments)  # type: ignore[arg-type]


def test_warm_answer_takes_milliseconds(settlements: Settlements) -> None:
    points = random_points(40)
    for lon, lat in points:
        settlements.nearest(lon=lon, lat=lat)
    took = []
    for lon, lat in points:
        start = time.perf_counter()
        settlements.nearest(lon=lon, lat=lat)
        took.append(time.perf_counter() - start)
    # The median: a busy machine takes any one answer out of our hands.
    assert sorted(took)[len(took) // 2] < 0.010
