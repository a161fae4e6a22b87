from __future__ import annotations

import html
import re
from typing import Any

import folium
import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from geonews.errors import UsageError
from geonews.render import EventMap, render_map
from tests.render.samples import HOSTILE, caucasus


def frame(**columns: Any) -> gpd.GeoDataFrame:
    data = {"type": ["AID", "ASSAULT"], "title": ["قافلة", "قصف"], "date": ["2024-08-18", "2020"]}
    points = [Point(49.89, 40.38), Point(46.75, 39.76)]
    return gpd.GeoDataFrame({**data, **columns}, geometry=points, crs="EPSG:4326")


def positions(event_map: EventMap) -> list[list[float]]:
    return [feature["geometry"]["coordinates"] for feature in event_map.collection["features"]]


def test_frame_is_drawn_by_its_columns() -> None:
    event_map = EventMap(frame(), title="قوافل")
    assert repr(event_map) == "<EventMap of 2 events>"
    page = event_map.to_html()
    assert "<title>قوافل</title>" in page
    assert "قافلة" in page


def test_frame_of_another_crs_lands_where_it_is() -> None:
    moved, kept = EventMap(frame().to_crs("EPSG:3857")), EventMap(frame())
    for one, other in zip(positions(moved), positions(kept), strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_shape_that_is_no_point_is_drawn_inside_it() -> None:
    area = frame().set_geometry([box(40, 30, 42, 32), box(10, 10, 11, 11)], crs="EPSG:4326")
    assert positions(EventMap(area)) == [[41.0, 31.0], [10.5, 10.5]]


def test_row_that_is_no_event_is_named() -> None:
    with pytest.raises(UsageError, match="row 2: type 'WAR': give one of AGREE"):
        EventMap(frame(type=["AID", "WAR"]))


@pytest.mark.parametrize("events", [5, "page.html", [1, 2], None])
def test_other_things_are_refused(events: Any) -> None:
    with pytest.raises(UsageError, match="give a GeoDataFrame"):
        EventMap(events)


def test_notebook_gets_the_page_in_a_frame_of_its_own() -> None:
    shown = EventMap(caucasus(), title=HOSTILE[0])._repr_html_()
    (source,) = re.findall(r'<iframe srcdoc="([^"]*)" sandbox="([^"]*)"', shown)
    assert "allow-same-origin" not in source[1]
    assert html.unescape(source[0]) == EventMap(caucasus(), title=HOSTILE[0]).to_html(embed=True)
    assert shown.count("<") == 2  # the frame and its end: nothing of the page


def test_saved_page_is_that_of_render_map(tmp_path) -> None:
    target = tmp_path / "map.html"
    EventMap(caucasus(), lang="en").save(target)
    assert target.read_text("utf-8") == render_map(caucasus(), lang="en")


def test_folium_layers_are_drawn_and_listed() -> None:
    event_map = EventMap(caucasus())
    folium.GeoJson(box(44, 40, 46, 41).__geo_interface__, name="منطقتي").add_to(event_map)
    page = event_map.to_html()
    assert "L.geoJson(" in page
    assert "geo_json_" in page
    assert page.count("L.geoJson(") == 1
    assert event_map.to_html().count("L.geoJson(") == 1


def test_layer_that_would_load_scripts_is_refused() -> None:
    from folium.plugins import HeatMap

    event_map = EventMap(caucasus())
    HeatMap([[40, 45]]).add_to(event_map)
    with pytest.raises(UsageError, match="HeatMap loads scripts from the network"):
        event_map.to_html()
