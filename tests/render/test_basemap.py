from __future__ import annotations

import itertools

import pytest
import shapely

from geonews.render.basemap import Basemap, packaged_basemap, without_lines_through
from geonews.render.geometry import SCALE, encode_lines, encode_polygons

# A square continent, finely toothed along its north, which the overview leaves straight.
FINE = shapely.Polygon(
    [(0, 0), (40, 0), (40, 20), *[(x, 20 + (x % 2) * 0.1) for x in range(39, 0, -1)], (0, 20)]
)
COARSE = shapely.box(0, 0, 40, 20)
LINE = shapely.LineString([(20, 0), (20, 10), (20, 20)])

CONTINENT = Basemap(land=FINE, boundaries=LINE, overview_land=COARSE, overview_boundaries=LINE)


def decode(letters: str) -> list[tuple[float, float]]:
    """Return positions as the page's script does: five bits a letter, steps in turn."""
    steps, value, shift = [], 0, 0
    for letter in letters:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            steps.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    lons, lats = (itertools.accumulate(steps[axis::2]) for axis in (0, 1))
    return [(lon / SCALE, lat / SCALE) for lon, lat in zip(lons, lats, strict=True)]


def test_detailed_about_nothing_is_the_overview() -> None:
    assert CONTINENT.detailed_about([]) == (COARSE, LINE)


def test_detailed_about_a_point_is_fine_there_and_generalised_elsewhere() -> None:
    land, _ = CONTINENT.detailed_about([(7.0, 17.0)])
    assert land.covers(shapely.Point(7, 20.09))
    assert not land.covers(shapely.Point(31, 20.09))


def test_detailed_about_leaves_no_seam() -> None:
    land, _ = CONTINENT.detailed_about([(7.0, 12.0)])
    assert land.geom_type == "Polygon"
    assert land.covers(shapely.LineString([(1, 10), (39, 10)]))


def test_without_lines_through_clears_contested_areas() -> None:
    area = shapely.box(18, 8, 22, 12)
    cleared = without_lines_through(LINE, [area])
    assert not cleared.intersects(area)
    assert 14 < cleared.length < LINE.length


def test_without_lines_through_keeps_lines_where_nothing_is_contested() -> None:
    assert without_lines_through(LINE, []) is LINE


def test_encoding_gives_positions_back() -> None:
    (ring,) = encode_polygons(shapely.box(-10.5, 3.25, 20.125, 7))[0]
    assert set(decode(ring)) == {(20.125, 3.25), (20.125, 7), (-10.5, 7), (-10.5, 3.25)}
    assert decode(encode_lines(LINE)[0]) == [(20, 0), (20, 10), (20, 20)]


def test_encoding_drops_what_collapses_on_the_grid() -> None:
    assert encode_polygons(shapely.box(1, 1, 1.0001, 1.0001)) == []
    assert encode_lines(shapely.LineString([(1, 1), (1.0001, 1)])) == []


@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [(31.24, 30.04, True), (46.7, 24.7, True), (50.5, 42.0, False), (18.0, 34.5, False)],
    ids=["cairo", "riyadh", "caspian", "mediterranean"],
)
def test_packaged_basemap_tells_land_from_sea(lon: float, lat: float, is_land: bool) -> None:
    basemap = packaged_basemap()
    assert basemap.land.covers(shapely.Point(lon, lat)) is is_land
    assert basemap.overview_land.covers(shapely.Point(lon, lat)) is is_land
