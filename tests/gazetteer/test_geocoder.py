"""The gazetteer answers as a geopy geocoder, and never over a network."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.location import Location
from geopy.point import Point
from shapely.geometry import Point as Shape

import geonews
from geonews import Atlas, Gazetteer, Geocoder
from geonews.errors import UsageError

BAKU = "geonames:587084"
TRIPOLI_LIBYA = "geonames:2210247"
TRIPOLI_LEBANON = "geonames:266826"
HOSTILE = [
    "'",
    '"',
    "'; DROP TABLE place; --",
    '" OR "" = "',
    "%s %d ? :1 {0}",
    "\x00",
    "\ud800",
    "\u202eوكاب\u202c",  # RIGHT-TO-LEFT OVERRIDE … POP DIRECTIONAL FORMATTING
    "*",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "باكو" * 2500,
    "x" * 10_000,
    "," * 10_000,
    "ا،" * 140,
    "باكو، " * 40,
    ":" * 200,
]


@pytest.fixture(scope="module")
def geocoder() -> Geocoder:
    return Geocoder()


@pytest.fixture(autouse=True)
def _no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **values: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def place_ids(locations: Any) -> list[str]:
    return [location.raw["place_id"] for location in locations]


def test_is_a_geopy_geocoder(geocoder: Geocoder) -> None:
    assert isinstance(geocoder, GeopyGeocoder)
    assert geonews.Geocoder is geonews.gazetteer.Geocoder is Geocoder


def test_name_gives_a_location(geocoder: Geocoder) -> None:
    baku = geocoder.geocode("باكو")
    assert isinstance(baku, Location)
    assert baku.address == "باكو، أذربيجان"
    assert (baku.latitude, baku.longitude) == pytest.approx((40.38, 49.89), abs=0.02)
    assert baku.raw["place_id"] == BAKU
    assert (baku.raw["name_ar"], baku.raw["name_en"]) == ("باكو", "Baku")
    assert (baku.raw["country"], baku.raw["feature_code"]) == ("AZ", "PPLC")
    assert baku.raw["kind"] == "short"
    assert 0.9 < baku.raw["score"] <= 1
    assert baku.raw["extent_km"] == 0


def test_raw_is_what_lookup_prints(geocoder: Geocoder, capsys: pytest.CaptureFixture[str]) -> None:
    from geonews.cli import main

    assert main(["lookup", "باكو", "--format", "json", "--limit", "1"]) == 0
    printed = json.loads(capsys.readouterr().out)["places"][0]
    raw = json.loads(json.dumps(geocoder.geocode("باكو").raw))
    assert {key: raw[key] for key in printed} == printed


def test_country_after_the_name_chooses(geocoder: Geocoder) -> None:
    assert geocoder.geocode("طرابلس").raw["place_id"] == TRIPOLI_LIBYA
    lebanese = geocoder.geocode("طرابلس، لبنان")
    assert lebanese.raw["place_id"] == TRIPOLI_LEBANON
    parts = lebanese.address.split("، ")
    assert (parts[0], parts[-1], len(parts)) == ("طرابلس", "لبنان", 3)
    assert geocoder.geocode("طرابلس, ليبيا").raw["place_id"] == TRIPOLI_LIBYA


def test_list_has_the_namesakes_best_first(geocoder: Geocoder) -> None:
    found = geocoder.geocode("طرابلس", exactly_one=False)
    assert place_ids(found)[:2] == [TRIPOLI_LIBYA, TRIPOLI_LEBANON]
    assert [x.raw["score"] for x in found] == sorted((x.raw["score"] for x in found), reverse=True)
    assert len(geocoder.geocode("طرابلس", exactly_one=False, limit=1)) == 1
    assert len(geocoder.geocode("سان خوسيه", exactly_one=False)) <= 10


@pytest.mark.parametrize("query", ["سبرينغفيلد، إلينوي", "سبرينغفيلد، إلينوي، الولايات المتحدة"])
def test_transliterated_answer_says_so(geocoder: Geocoder, query: str) -> None:
    springfield = geocoder.geocode(query)  # Springfield, Illinois
    assert springfield.raw["name_en"] == "Springfield"
    assert (springfield.raw["country"], springfield.raw["admin1"]) == ("US", "IL")
    assert springfield.raw["kind"] == "generated"
    assert springfield.address.endswith("، إلينوي، الولايات المتحدة")


def test_all_that_follows_the_name_must_hold_it(geocoder: Geocoder) -> None:
    assert geocoder.geocode("Paris, Texas, United States").raw["admin1"] == "TX"
    assert geocoder.geocode("Paris, Texas, France") is None
    assert geocoder.geocode("باكو، لا شيء، أذربيجان") is None


def test_country_codes_bound_the_answer(geocoder: Geocoder) -> None:
    assert geocoder.geocode("طرابلس", country_codes="lb").raw["place_id"] == TRIPOLI_LEBANON
    assert geocoder.geocode("طرابلس", country_codes=["LB", "AZ"]).raw["country"] == "LB"
    assert geocoder.geocode("باكو", country_codes="LB") is None
    assert geocoder.geocode("باكو", country_codes="ZZ") is None
    parises = geocoder.geocode("باريس", country_codes=["us"], exactly_one=False)
    assert {paris.raw["country"] for paris in parises} == {"US"}


@pytest.mark.parametrize(
    ("query", "code", "country"),
    [
        ({"city": "طرابلس", "country": "لبنان"}, "PPL", "LB"),
        ({"city": "باريس", "state": "تكساس", "country": "الولايات المتحدة"}, "PPL", "US"),
        ({"city": "القاهرة"}, "PPLC", "EG"),
        ({"state": "القاهرة", "country": "مصر"}, "ADM1", "EG"),
        ({"country": "الكويت"}, "PCLI", "KW"),
        ({"city": "الكويت", "state": ""}, "PPLC", "KW"),
    ],
)
def test_structured_query_finds_what_its_innermost_key_says(
    geocoder: Geocoder, query: dict[str, str], code: str, country: str
) -> None:
    raw = geocoder.geocode(query).raw
    assert (raw["feature_code"], raw["country"]) == (code, country)


def test_language_of_the_address(geocoder: Geocoder) -> None:
    assert geocoder.geocode("باكو", language="en").address == "Baku, Azerbaijan"
    assert geocoder.geocode("Baku").address == "باكو، أذربيجان"
    assert geocoder.geocode("لبنان").address == "لبنان"
    assert geocoder.geocode("البحر الأحمر").address == "البحر الأحمر"  # no country's


def test_id_is_a_query(geocoder: Geocoder) -> None:
    assert geocoder.geocode(TRIPOLI_LEBANON).raw["place_id"] == TRIPOLI_LEBANON


@pytest.mark.parametrize("query", ["", "   ", "زقزقستان", "،،", {}, {"city": ""}])
@pytest.mark.parametrize("exactly_one", [True, False])
def test_nothing_found_is_none(geocoder: Geocoder, query: Any, exactly_one: bool) -> None:
    assert geocoder.geocode(query, exactly_one=exactly_one) is None


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_name_is_only_a_name(geocoder: Geocoder, query: str) -> None:
    found = geocoder.geocode(query, exactly_one=False)
    assert found is None or all(isinstance(location, Location) for location in found)
    assert geocoder.geocode("باكو", country_codes=["az"]).raw["place_id"] == BAKU


def test_least_score_is_kept(geocoder: Geocoder) -> None:
    demanding = Geocoder(min_score=0.5)
    assert demanding.geocode("سبرينغفيلد، إلينوي") is None
    assert demanding.geocode("باكو").raw["place_id"] == BAKU
    scores = [x.raw["score"] for x in geocoder.geocode("تيرغوفيشته", exactly_one=False)]
    assert min(scores) >= geocoder.min_score


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"query": ["باكو"]}, "give text, or a mapping of city, state, country"),
        ({"query": {"street": "النيل"}}, "give city, state, country"),
        ({"query": {"city": 7}}, "give city, state, country"),
        ({"query": "باكو", "language": "fr"}, "give ar or en"),
        ({"query": "باكو", "limit": 0}, "over 0"),
        ({"query": "باكو", "limit": 1.5}, "over 0"),
        ({"query": "باكو", "country_codes": "أذ"}, "ISO 3166-1"),
        ({"query": "باكو", "country_codes": ["AZE"]}, "ISO 3166-1"),
    ],
)
def test_wrong_argument_is_refused(
    geocoder: Geocoder, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        geocoder.geocode(**arguments)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_wrong_least_score_is_refused(score: float) -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        Geocoder(min_score=score)


@pytest.mark.parametrize("argument", ["scheme", "domain", "proxies", "adapter_factory"])
def test_arguments_about_the_network_are_not_offered(argument: str) -> None:
    with pytest.raises(TypeError, match=argument):
        Geocoder(**{argument: "https"})


def test_adapter_refuses_to_fetch(geocoder: Geocoder) -> None:
    with pytest.raises(NotImplementedError, match="offline"):
        geocoder._call_geocoder("https://example.org/", lambda answer: answer)


@pytest.mark.parametrize(
    "query",
    [
        Point(40.378, 49.892),
        (40.378, 49.892),
        [40.378, 49.892],
        "40.378, 49.892",
        "40.378 49.892",
        "40 22m 40s N, 49 53m 31s E",
        Point(40.378, 49.892, 1.0),
        (40.378, 49.892 - 360),
    ],
    ids=str,
)
def test_reverse_takes_what_geopy_takes(geocoder: Geocoder, query: Any) -> None:
    found = geocoder.reverse(query)
    assert found.raw["country"] == "AZ"
    assert found.address.endswith("أذربيجان")
    assert found.raw["distance_km"] < 3
    assert (found.raw["countries"], len(found.raw["provinces"])) == (["AZ"], 1)


def test_reverse_of_a_settlements_point_is_that_settlement(geocoder: Geocoder) -> None:
    baku = geocoder.geocode("باكو")
    assert geocoder.reverse(baku.point).raw["place_id"] == BAKU
    assert geocoder.reverse(baku.point, language="en").address == "Baku, Azerbaijan"


def test_reverse_at_sea_lies_in_no_country(geocoder: Geocoder) -> None:
    found = geocoder.reverse((41.5, 50.8))  # the Caspian Sea
    assert (found.raw["countries"], found.raw["provinces"]) == ([], [])
    assert found.raw["country"] in ("AZ", "KZ", "RU", "TM")
    assert geocoder.reverse((0, -140), distance_km=100) is None
    assert geocoder.reverse((0, -140), distance_km=100, exactly_one=False) is None


def test_reverse_at_the_poles(geocoder: Geocoder) -> None:
    north = geocoder.reverse((90, 0))
    assert north.raw["country"] == "SJ"
    assert north.raw["distance_km"] > 1000
    assert geocoder.reverse((90, 120)).raw["place_id"] == north.raw["place_id"]
    assert geocoder.reverse((-90, 0)).raw["distance_km"] > 2000


def test_reverse_at_the_date_line(geocoder: Geocoder) -> None:
    east, west = geocoder.reverse((-16.8, 180.0)), geocoder.reverse((-16.8, -180.0))
    assert east == west
    assert east.raw["country"] == "FJ"
    chukotka = geocoder.reverse((67.0, 180.0))
    assert chukotka.raw["countries"] == geocoder.reverse((67.0, -180.0)).raw["countries"] == ["RU"]


def test_reverse_list_is_by_distance(geocoder: Geocoder) -> None:
    found = geocoder.reverse((33.89, 35.5), exactly_one=False)
    distances = [location.raw["distance_km"] for location in found]
    assert (len(found), distances) == (10, sorted(distances))
    assert len(geocoder.reverse((33.89, 35.5), exactly_one=False, limit=3)) == 3
    near = geocoder.reverse((33.89, 35.5), exactly_one=False, limit=1000, distance_km=5)
    assert 0 < len(near) < 1000
    assert max(location.raw["distance_km"] for location in near) <= 5


def test_contested_land_is_told_where_territories_are_given(geocoder: Geocoder) -> None:
    stepanakert = (39.82, 46.75)
    assert geocoder.reverse(stepanakert).raw["territories"] is None
    informed = Geocoder(territories=Atlas.packaged())
    assert "geonews:nagorno-karabakh" in informed.reverse(stepanakert).raw["territories"]
    assert informed.reverse((48.85, 2.35)).raw["territories"] == []


@pytest.mark.parametrize(
    "query",
    [
        None,
        "",
        "  ",
        "باكو",
        "91, 0",
        "1 " * 5000,
        "9" * 5000,
        (),
        (40.0,),
        (None, None),
        (91.0, 0.0),
        (float("nan"), 0.0),
        (0.0, float("inf")),
        (1.0, 2.0, 3.0, 4.0),
        ("x", "y"),
        7,
        {"lat": 1.0},
        Shape(49.9, 40.4),
    ],
    ids=lambda query: repr(query)[:20],
)
def test_what_is_no_point_is_refused(geocoder: Geocoder, query: Any) -> None:
    with pytest.raises(UsageError, match=r"give \(latitude, longitude\)") as caught:
        geocoder.reverse(query)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("distance", [0, -1, float("nan")])
def test_wrong_distance_is_refused(geocoder: Geocoder, distance: float) -> None:
    with pytest.raises(UsageError, match="over 0"):
        geocoder.reverse((0, 0), distance_km=distance)


def test_raw_is_json(geocoder: Geocoder) -> None:
    for location in (geocoder.geocode("باكو"), geocoder.reverse((40.4, 49.9))):
        assert json.loads(json.dumps(location.raw)) == location.raw


def test_geopandas_geocodes() -> None:
    names = ["باكو", "طرابلس، لبنان", "زقزقستان", ""]
    frame = gpd.tools.geocode(names, provider=Geocoder)
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.is_empty.tolist() == [False, False, True, True]
    assert frame.address[0] == "باكو، أذربيجان"
    assert frame.geometry[0].x == pytest.approx(49.89, abs=0.02)
    assert frame.geometry[1].y == pytest.approx(34.43, abs=0.02)
    strict = gpd.tools.geocode(["سبرينغفيلد، إلينوي"], provider=Geocoder, min_score=0.5)
    assert strict.geometry.is_empty.all()


def test_geopandas_reverse_geocodes() -> None:
    frame = gpd.tools.reverse_geocode(
        [Shape(49.892, 40.378), Shape(35.844, 34.434)], provider=Geocoder
    )
    assert [address.split("، ")[-1] for address in frame.address] == ["أذربيجان", "لبنان"]


def test_rate_limiter_passes_calls_on(geocoder: Geocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [limited(name).raw["country"] for name in ("باكو", "بيروت")] == ["AZ", "LB"]
    assert limited("طرابلس", country_codes="lb", timeout=3).raw["place_id"] == TRIPOLI_LEBANON
    reverse = RateLimiter(geocoder.reverse, min_delay_seconds=0)
    assert reverse((40.4, 49.9)).raw["country"] == "AZ"


def test_is_a_context_manager_and_shared_between_threads() -> None:
    with Geocoder() as geocoder, ThreadPoolExecutor(4) as pool:
        found = list(pool.map(geocoder.geocode, ["باكو", "بيروت", "دمشق", "بغداد"] * 4))
        near = list(pool.map(geocoder.reverse, [(40.4, 49.9), (33.9, 35.5)] * 4))
    assert [x.raw["country"] for x in found] == ["AZ", "LB", "SY", "IQ"] * 4
    assert [x.raw["country"] for x in near] == ["AZ", "LB"] * 4


def test_another_gazetteer_may_be_given() -> None:
    own = Gazetteer()
    geocoder = Geocoder(gazetteer=own)
    assert geocoder.gazetteer is own
    assert geocoder.geocode("باكو").raw["place_id"] == BAKU


def test_gazetteer_with_names_laid_over_it_may_be_given(tmp_path: Path) -> None:
    overlay = tmp_path / "names.csv"
    overlay.write_text(
        "place_id,name,lat,lon,country,feature_code,source\n"
        "own:camp,مخيم الاختبار,40.5,49.5,AZ,PPL,test\n",
        encoding="utf-8",
    )
    geocoder = Geocoder(gazetteer=Gazetteer.packaged().with_overlay(overlay))
    assert geocoder.geocode("مخيم الاختبار").address == "مخيم الاختبار، أذربيجان"
    assert geocoder.reverse((40.5, 49.5)).raw["place_id"] == "own:camp"


def test_gazetteer_is_imported_without_what_only_these_need() -> None:
    heavy = ("pandas", "geopandas", "geonews.gazetteer.geocoder", "geonews.gazetteer.frame")
    code = f"import sys, geonews.gazetteer; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_page_about_python_shows_what_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    page = Path(__file__).parents[2] / "docs" / "gazetteer-python.md"
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    names: dict[str, Any] = {}
    shown = []
    for block in blocks:
        exec(compile(block, page.name, "exec"), names)  # noqa: S102 (our own document)
        shown += [line.split("  # → ")[1] for line in block.splitlines() if "  # → " in line]
    assert capsys.readouterr().out.splitlines() == shown


def test_geopandas_passes_its_arguments_on_and_its_missing_values() -> None:
    geocoder = Geocoder(timeout=5, user_agent="a newsroom")
    assert geocoder.geocode(float("nan")) is None
    assert geocoder.geocode(None) is None
    assert geocoder.geocode("باكو") is not None
