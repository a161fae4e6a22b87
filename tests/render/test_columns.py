from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from geonews.render.columns import NEAR_KM, event_columns, event_texts, located_points, readable
from tests.render.samples import caucasus, feature, of


def columns(*features: dict[str, Any], lang: str = "ar") -> dict[str, Any]:
    return event_columns(features, lang=lang, statuses=lambda _: ())


def test_readable_puts_undated_events_last() -> None:
    ordered = readable(caucasus())[0]
    days = [event["properties"]["to"] or "" for event in ordered]
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""


def test_readable_does_not_depend_on_the_order_given() -> None:
    collection = caucasus()
    backwards = of(*reversed(collection["features"]))
    assert readable(collection) == readable(backwards)


def test_located_points_are_longitude_latitude() -> None:
    assert located_points([feature(0), feature(12)]) == [(49.892, 40.377)]


def test_columns_have_one_row_per_event_and_one_place_per_place() -> None:
    table = columns(*caucasus()["features"])
    assert {len(table[name]) for name in ("type", "place", "from", "to", "confidence")} == {15}
    assert table["places"]["name"].count("باكو") == 1
    assert table["place"][12] == -1


@pytest.mark.parametrize(
    ("precision", "given", "km"), [(1, 0, 0), (2, 0, NEAR_KM), (2, 40, 40), (4, 50, 50)]
)
def test_columns_give_the_radius_that_a_place_is_known_to(
    precision: int, given: float, km: float
) -> None:
    event = feature()
    event["properties"] |= {"where_precision": precision, "extent_km": given}
    assert columns(event)["places"]["km"] == [km]


@pytest.mark.parametrize(("lang", "names"), [("ar", ("باكو", "Baku")), ("en", ("Baku", "باكو"))])
def test_columns_put_the_name_of_the_language_first(lang: str, names: tuple[str, str]) -> None:
    places = columns(feature(), lang=lang)["places"]
    assert (places["name"][0], places["other"][0]) == names


def test_columns_show_the_other_name_where_one_is_missing() -> None:
    event = feature()
    event["properties"]["place_ar"] = ""
    assert columns(event)["places"]["name"] == ["Baku"]


def test_columns_drop_links_that_are_not_web_addresses() -> None:
    event = feature()
    event["properties"]["sources"][0]["url"] = "javascript:alert(1)"
    assert event_texts([event])["sources"]["url"] == [""]


def _property(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda event: event["properties"].update({name: value})


def _geometry(value: object) -> Callable[[dict[str, Any]], None]:
    return lambda event: event.update({"geometry": value})


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_property("type", "WAR"), "'WAR'.*AGREE"),
        (_property("modality", "maybe"), "'maybe'.*happened"),
        (_property("where_precision", 9), "9.*1 to 7"),
        (_property("from", "yesterday"), "'yesterday'.*YYYY-MM-DD"),
        (_geometry({"type": "Point", "coordinates": [40.0, 95.0]}), "latitude 95"),
        (_geometry({"type": "Point", "coordinates": [float("nan"), 5.0]}), "longitude nan"),
        (_geometry({"type": "Point", "coordinates": ["4", 5.0]}), "longitude '4'"),
        (_geometry({"type": "LineString", "coordinates": []}), "LineString.*Point"),
    ],
)
def test_what_cannot_be_drawn_is_left_out_and_named(
    spoil: Callable[[dict[str, Any]], None], message: str
) -> None:
    event = feature()
    spoil(event)
    features, faults = readable(of(feature(1), event))
    assert features == [feature(1)]
    (fault,) = faults
    assert re.search(f"^2: .*{message}", fault)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        5,
        [],
        {},
        {"type": "Feature"},
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": "x"},
        {"type": "FeatureCollection", "features": [None]},
        {"type": "FeatureCollection", "features": [{"type": "Feature"}]},
        {"type": "FeatureCollection", "features": [{"properties": {"type": "AID"}}]},
    ],
)
def test_what_is_no_collection_is_said_to_be_none(broken: object) -> None:
    features, faults = readable(broken)
    assert features == []
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sources", [1]),
        ("sources", [{"published": "morgen"}]),
        ("tolls", [{}]),
        ("actors", 5),
        ("confidence", "sure"),
        ("territories", ["x"]),
        ("disagreements", [{"about": "place"}]),
    ],
)
def test_lists_of_another_shape_are_named(name: str, value: object) -> None:
    event = feature()
    event["properties"][name] = value
    features, faults = readable(of(event))
    assert (features, len(faults)) == ([], 1)


def test_texts_that_say_the_same_stand_once() -> None:
    event = feature()
    event["properties"] |= {"title": "خبر", "summary": "خبر"}
    event["properties"]["sources"] = [event["properties"]["sources"][0] | {"title": "خبر"}]
    texts = event_texts([event])
    assert (texts["title"], texts["summary"], texts["source"]) == ([0], [0], [0])
    assert texts["sources"]["title"] == ["خبر"]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("1970-01-02", "1970-01-05", (1, 3)),
        ("1969-12-31", "1969-12-31", (-1, 0)),
        ("1970-01-02", None, (1, None)),
        (None, "1970-01-05", (None, 4)),
        (None, None, (None, None)),
    ],
)
def test_days_are_counted(first: str | None, last: str | None, days: tuple[object, ...]) -> None:
    event = feature()
    event["properties"] |= {"from": first, "to": last}
    table = columns(event)
    assert (table["from"][0], table["to"][0]) == days
