"""What a person types, and what they are told when it cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box, mapping

from geonews import query
from geonews.errors import UsageError
from geonews.geo import BBox
from geonews.model import EventType, Modality
from geonews.query import Near, Query, Region, RegionKind

SQUARE = mapping(box(44, 38, 51, 42))


def test_parsers_read_what_they_say_they_accept() -> None:
    assert query.parse_bbox("44, 38,51.5,42") == BBox(44, 38, 51.5, 42)
    assert query.parse_bbox("170,-20,-170,20") == BBox(170, -20, -170, 20)
    assert query.parse_date("2024-08-18") == date(2024, 8, 18)
    assert query.parse_types(["consult", "AID"]) == {EventType.CONSULT, EventType.AID}
    assert query.parse_modality("Planned") == Modality.PLANNED
    assert query.parse_confidence("0.5") == 0.5
    assert query.parse_limit("10") == 10
    assert query.parse_near(lon=1, lat=2, km="12.5") == Near(lon=1, lat=2, km=12.5)


@pytest.mark.parametrize(
    ("parse", "value", "accepted"),
    [
        (query.parse_bbox, "1,2,3", "west,south,east,north"),
        (query.parse_bbox, "1,2,3,x", "number"),
        (query.parse_bbox, "1,2,3,nan", "finite"),
        (query.parse_bbox, "1,5,3,2", "south below north"),
        (query.parse_bbox, "1,2,300,4", "-180 to 180"),
        (query.parse_date, "18/08/2024", "YYYY-MM-DD"),
        (query.parse_date, "2024-02-30", "YYYY-MM-DD"),
        (query.parse_modality, "maybe", "happened, ongoing"),
        (query.parse_confidence, "1.5", "0 to 1"),
        (query.parse_confidence, "high", "number"),
        (query.parse_limit, "0", "1 or more"),
        (query.parse_limit, "all", "1 or more"),
        (lambda value: query.parse_types([value]), "WAR", "AGREE, CONSULT"),
        (lambda value: query.parse_near(lon=0, lat=0, km=value), "-3", "over 0"),
        (lambda value: query.parse_near(lon=0, lat=0, km=value), "inf", "finite"),
    ],
)
def test_parsers_name_the_value_and_what_is_accepted(
    parse: Callable[[str], object], value: str, accepted: str
) -> None:
    with pytest.raises(UsageError, match=accepted) as raised:
        parse(value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        SQUARE,
        {"type": "Feature", "properties": {}, "geometry": SQUARE},
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": None, "geometry": SQUARE},
                {"type": "Feature", "properties": None, "geometry": None},
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}},
            ],
        },
        {"type": "GeometryCollection", "geometries": [SQUARE, SQUARE]},
    ],
    ids=["polygon", "feature", "collection", "geometries"],
)
def test_within_reads_every_polygon_of_a_geojson_file(
    content: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "منطقة.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert query.parse_within(path).equals(box(44, 38, 51, 42))


def test_within_mends_a_ring_that_crosses_itself(tmp_path: Path) -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    path = tmp_path / "bow.geojson"
    path.write_text(json.dumps(bow_tie), encoding="utf-8")
    area = query.parse_within(path)
    assert area.is_valid
    assert area.area == pytest.approx(2)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no json", "not JSON"),
        ("[1, 2]", "not GeoJSON"),
        ('{"type": "Topology"}', "not GeoJSON"),
        ('{"type": "Point", "coordinates": [1, 2]}', "no area"),
        ('{"type": "FeatureCollection", "features": []}', "no area"),
        ('{"type": "Polygon", "coordinates": [[1, 2]]}', "damaged"),
        ('{"type": "Polygon"}', "damaged"),
        (json.dumps(mapping(box(100, 0, 200, 10))), "leaves the globe"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_within_refuses_what_is_no_area(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "area.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as raised:
        query.parse_within(path)
    assert "\n" not in str(raised.value)


def test_within_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.geojson cannot be read"):
        query.parse_within(tmp_path / "absent.geojson")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"bbox": BBox(0, 5, 1, 2)}, "west,south,east,north"),
        ({"within": box(1, 1, 1, 1)}, "no area"),
        ({"since": date(2024, 2, 1), "until": date(2024, 1, 1)}, "on or before"),
        ({"min_confidence": -0.1}, "0 to 1"),
        ({"min_confidence": float("nan")}, "0 to 1"),
        ({"limit": 0}, "1 or more"),
        ({"text": "?!"}, "no word"),
    ],
)
def test_query_out_of_range_is_refused(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Query(**parts)


@pytest.mark.parametrize(("lon", "lat", "km"), [(181, 0, 5), (0, 91, 5), (0, 0, 0), (0, 0, 30000)])
def test_near_out_of_range_is_refused(lon: float, lat: float, km: float) -> None:
    with pytest.raises(UsageError, match="give"):
        Near(lon=lon, lat=lat, km=km)


def test_region_without_area_is_refused() -> None:
    with pytest.raises(UsageError, match="no area"):
        Region(
            place_id="test:none",
            name_ar="",
            name_en="",
            geometry=box(1, 1, 1, 1),
            kind=RegionKind.AREA,
        )


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, Infinity], [1, 1], [0, 0]]]}',
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1e400], [1, 1], [0, 0]]]}',
        '{"type": "FeatureCollection", "features": 5}',
        '{"type": "GeometryCollection", "geometries": "abc"}',
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, ' + "9" * 400 + "], [1, 1], [0, 0]]]}",
    ],
    ids=["infinity", "overflow", "features", "geometries", "digits"],
)
def test_within_refuses_what_is_no_geojson(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"hostile\.geojson"):
        query.parse_within(path)


def test_limit_over_what_counts_is_refused() -> None:
    with pytest.raises(UsageError, match="1 or more"):
        query.parse_limit("9" * 30)
