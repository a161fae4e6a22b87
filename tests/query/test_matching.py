"""What "in a region", "in that time" and "of those words" mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely.geometry import box

from geonews.geo import BBox
from geonews.model import EventType, Interval, Modality, TimePrecision, WherePrecision
from geonews.query import Near, Query, Region, RegionKind, matches
from tests.samples import make_event

ABSHERON = box(49.0, 40.0, 50.6, 40.8)
"""The peninsula that Baku stands on, about 75 km across each half."""

NEAR_BAKU = Near(lon=49.892, lat=40.378, km=60)
PRECISE, AREA = WherePrecision.EXACT, WherePrecision.PROVINCE
COUNTRY, SEA = WherePrecision.COUNTRY, WherePrecision.INTERNATIONAL


def region(**changes: Any) -> Region:
    values = {
        "place_id": "test:absheron",
        "name_ar": "أبشيرون",
        "name_en": "Absheron",
        "geometry": ABSHERON,
        "kind": RegionKind.AREA,
    }
    return Region(**(values | changes))


@pytest.mark.parametrize(
    "query",
    [
        Query(region=region()),
        Query(bbox=BBox(49.0, 40.0, 50.6, 40.8)),
        Query(within=ABSHERON),
        Query(near=NEAR_BAKU),
    ],
    ids=["region", "bbox", "within", "near"],
)
@pytest.mark.parametrize(
    ("lon", "precision", "extent", "strict", "imprecise"),
    [
        (49.9, PRECISE, 0, True, True),
        (46.4, PRECISE, 0, False, False),
        (49.9, WherePrecision.NEAR, 900, True, True),
        (49.9, None, 0, True, True),
        (49.9, AREA, 50, True, True),
        (49.9, AREA, 400, False, True),
        (48.0, AREA, 50, False, False),
        (48.0, AREA, 400, False, True),
        (49.9, SEA, 50, True, True),
        (49.9, COUNTRY, 300, False, True),
        (47.5, COUNTRY, 300, False, True),
        (49.9, COUNTRY, 0, False, True),
        (10.0, COUNTRY, 300, False, False),
        (49.9, COUNTRY, 10, True, True),
    ],
)
def test_place_matches_by_how_exactly_it_is_known(
    query: Query,
    lon: float,
    precision: WherePrecision | None,
    extent: float,
    strict: bool,
    imprecise: bool,
) -> None:
    event = make_event(lon=lon, lat=40.4, where_precision=precision, extent_km=extent)
    wide = Query(
        region=query.region,
        bbox=query.bbox,
        within=query.within,
        near=query.near,
        include_imprecise=True,
    )
    assert matches(event, query) is strict
    assert matches(event, wide) is imprecise


def test_region_matches_by_id_or_country_whatever_the_point() -> None:
    far = make_event(lon=2.35, lat=48.85, where_precision=COUNTRY, extent_km=500)
    assert not matches(far, Query(region=region()))
    assert matches(far, Query(region=region(place_id="geonames:587084")))
    assert matches(far, Query(region=region(other_ids=frozenset({"geonames:587084"}))))
    assert matches(far, Query(region=region(countries=frozenset({"AZ", "AM"}))))


def test_event_without_point_matches_by_id_and_country_only() -> None:
    unplaced = make_event(lon=None, lat=None, where_precision=None)
    assert matches(unplaced, Query())
    assert matches(unplaced, Query(region=region(countries=frozenset({"AZ"}))))
    assert not matches(unplaced, Query(region=region()))
    assert not matches(unplaced, Query(bbox=BBox(-180, -90, 180, 90), include_imprecise=True))


def test_event_without_place_id_or_country_is_not_taken_for_a_nameless_region() -> None:
    nowhere = make_event(lon=None, lat=None, place_id=None, country="")
    assert not matches(nowhere, Query(region=region(countries=frozenset({"AZ"}))))


def test_country_lies_in_a_box_that_holds_all_of_it() -> None:
    event = make_event(lon=47.5, lat=40.5, where_precision=COUNTRY, extent_km=320)
    assert matches(event, Query(bbox=BBox(40, 35, 55, 46)))
    assert not matches(event, Query(bbox=BBox(46, 39, 49, 42)))


def test_bbox_over_the_date_line_takes_both_sides_and_no_more() -> None:
    pacific = Query(bbox=BBox(170, -30, -170, 0))
    fiji = {"lat": -17.7, "where_precision": PRECISE}
    assert matches(make_event(lon=178.0, **fiji), pacific)
    assert matches(make_event(lon=-179.0, **fiji), pacific)
    assert matches(make_event(lon=-180.0, **fiji), pacific)
    assert not matches(make_event(lon=0.0, **fiji), pacific)


def test_radius_reaches_over_the_pole() -> None:
    near_pole = Query(near=Near(lon=0, lat=89, km=300))
    assert matches(make_event(lon=180.0, lat=89.0), near_pole)
    assert not matches(make_event(lon=180.0, lat=87.0), near_pole)


def test_several_places_must_all_match() -> None:
    baku = make_event()
    assert matches(baku, Query(region=region(), near=NEAR_BAKU, within=ABSHERON))
    assert not matches(baku, Query(region=region(), near=Near(lon=44.5, lat=40.2, km=60)))


@pytest.mark.parametrize(
    ("start", "end", "since", "until", "expected"),
    [
        ("2024-08-18", "2024-08-18", "2024-08-18", "2024-08-18", True),
        ("2024-08-18", "2024-08-18", "2024-08-19", None, False),
        ("2024-08-18", "2024-08-18", None, "2024-08-17", False),
        ("2024-08-01", "2024-08-31", "2024-08-31", None, True),
        ("2024-08-01", "2024-08-31", None, "2024-08-01", True),
        (None, "2024-08-31", "2024-08-31", None, True),
        (None, "2024-08-31", "2024-09-01", None, False),
        ("2024-08-31", None, "2030-01-01", None, True),
        ("2024-08-31", None, None, "2024-08-30", False),
        (None, None, "2024-08-18", None, False),
        (None, None, None, None, True),
    ],
)
def test_time_matches_where_intervals_share_a_day(
    start: str | None, end: str | None, since: str | None, until: str | None, expected: bool
) -> None:
    event = make_event(
        when=Interval(start=_day(start), end=_day(end), precision=TimePrecision.APPROX)
    )
    assert matches(event, Query(since=_day(since), until=_day(until))) is expected


def test_undated_event_matches_only_without_a_time() -> None:
    undated = make_event(when=None)
    assert matches(undated, Query())
    assert not matches(undated, Query(since=date(1, 1, 1)))
    assert not matches(undated, Query(until=date(9999, 12, 31)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(types=frozenset({EventType.CONSULT, EventType.AID})), True),
        (Query(types=frozenset({EventType.AID})), False),
        (Query(modality=Modality.HAPPENED), True),
        (Query(modality=Modality.DENIED), False),
        (Query(min_confidence=0.88), True),
        (Query(min_confidence=0.89), False),
    ],
)
def test_type_modality_and_confidence_filter(query: Query, expected: bool) -> None:
    assert matches(make_event(), query) is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("وقع انفجار", "الانفجار", True),
        ("وقع الانفجار", "انفجار", True),
        ("هز المدينة والانفجار", "انفجار", True),
        ("تنديد بالانفجار", "الانفجار", True),
        ("إدانة للانفجار", "الانفجار", True),
        ("بانفجار ضخم", "انفجار", True),
        ("انقره", "أنقرة", True),
        ("وأنقرة", "انقره", True),
        ("وقع انفجار", "بالانفجار", True),
        ("انفجار في أنقرة", "أنقرة انفجار", True),
        ("انفجار في أنقرة", "انفجار باريس", False),
        ("انفجارات", "انفجار", False),
        ("الكويت", "باكو", False),
        ("لقاء", "باكو", False),
        ("BAKU summit", "baku", True),
        ("عام ٢٠٢٤", "2024", True),
        ("مُحَمَّد", "محمد", True),
    ],
)
def test_words_match_under_proclitics_article_and_spelling(
    text: str, words: str, expected: bool
) -> None:
    event = make_event(title=text, summary="", place_ar="", place_en="")
    assert matches(event, Query(text=words)) is expected


@pytest.mark.parametrize("field", ["title", "summary", "place_ar", "place_en"])
def test_words_are_sought_in_title_summary_and_place_names(field: str) -> None:
    empty = dict.fromkeys(("title", "summary", "place_ar", "place_en"), "")
    assert matches(make_event(**(empty | {field: "انفجار"})), Query(text="انفجار"))
    assert not matches(make_event(**empty), Query(text="انفجار"))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
