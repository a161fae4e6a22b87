"""``geonews territory``: who claims and administers what on a day."""

from __future__ import annotations

import json
from datetime import date

import pytest
from shapely.geometry import shape

from geonews.territory import Atlas

RECORD_KEYS = {
    "id", "name_ar", "name_en", "variants", "kind", "kind_on", "on", "status", "claimants",
    "administrators", "kinds", "claims", "administration",
}  # fmt: skip


def one(run, *arguments: str) -> dict:
    done = run("territory", *arguments, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_all_are_listed(run):
    lines = run("territory", "--format", "json").out.splitlines()
    listed = [json.loads(line) for line in lines]
    assert [record["id"] for record in listed] == [land.id for land in Atlas.packaged().territories]
    for record in listed:
        assert set(record) >= RECORD_KEYS
        assert record["on"] == date.today().isoformat()
        for entry in (*record["claims"], *record["administration"]):
            assert entry["source"]
            assert {"party", "from", "to", "source"} <= set(entry)


# Azerbaijan took Shusha and the south in the war that ended on 10 November 2020, and the rest on
# 20 September 2023; the republic dissolved itself on 1 January 2024.
@pytest.mark.parametrize(
    ("on", "administrators"),
    [("2019-06-01", {"artsakh"}), ("2021-06-01", {"artsakh", "AZ"}), ("2024-06-01", {"AZ"})],
)
def test_administration_is_that_of_the_day(run, on, administrators):
    record = one(run, "قره باغ", "--on", on)
    assert record["on"] == on
    assert set(record["administrators"]) == administrators


@pytest.mark.parametrize(
    "name", ["قره باغ", "كاراباخ", "Nagorno-Karabakh", "geonews:nagorno-karabakh"]
)
def test_names_and_id_find_the_territory(run, name):
    assert one(run, name)["id"] == "geonews:nagorno-karabakh"


@pytest.mark.parametrize(
    ("on", "status", "kind"),
    [
        ("2013-01-01", "undisputed", None),
        ("2014-03-01", "disputed", "occupied"),
        ("2023-01-01", "disputed", "annexed"),
    ],
)
def test_kind_is_that_of_the_day_beside_the_general_one(run, on, status, kind):
    record = one(run, "القرم", "--on", on)
    assert (record["kind"], record["kind_on"], record["status"]) == ("annexed", kind, status)
    assert [dated["kind"] for dated in record["kinds"]] == ["occupied", "annexed"]
    for dated in record["kinds"]:
        assert dated["source"]
        assert {"from", "to", "precision", "note"} <= set(dated)


def test_table_names_no_kind_of_a_day_without_a_dispute(run):
    table = run("territory", "القرم", "--on", "2013-01-01").out
    row = next(line for line in table.splitlines() if "geonews:crimea" in line)
    assert "غير متنازع عليه" in row
    assert "مضموم" not in row


@pytest.mark.parametrize(
    ("name", "on", "lang", "said"),
    [
        ("بايكونور", "2024-01-01", "ar", "مؤجَّر بلا نزاع"),
        ("بايكونور", "2024-01-01", "en", "leased, undisputed"),
        ("القرم", "1900-01-01", "ar", "لا سجل"),
        ("القرم", "1900-01-01", "en", "no record"),
        ("geonews:hans-island", "2024-01-01", "ar", "بلا نزاع"),
        ("geonews:hans-island", "2024-01-01", "en", "settled"),
        ("القرم", "2024-01-01", "ar", "الوضع في 2024-01-01"),
        ("القرم", "2024-01-01", "en", "standing on 2024-01-01"),
    ],
)
def test_table_says_how_the_land_stood_on_the_day(run, name, on, lang, said):
    assert said in run("territory", name, "--on", on, "--lang", lang).out


def test_table_tells_what_the_dates_of_a_record_do_not_say(run):
    assert "Shusha until May 1992" in run("territory", "قره باغ").out


def test_geojson_holds_a_valid_polygon(run):
    collection = json.loads(run("territory", "القرم", "--format", "geojson").out)
    (feature,) = collection["features"]
    area = shape(feature["geometry"])
    assert area.is_valid
    assert area.geom_type in ("Polygon", "MultiPolygon")
    assert set(feature["properties"]) >= RECORD_KEYS


@pytest.mark.parametrize(
    ("policy", "party"),
    [("neutral", None), ("de-facto", "RU"), ("un", "UA"), ("party:RU", "RU"), ("ua", "UA")],
)
def test_policy_says_whom_the_land_is_shown_with(run, policy, party):
    record = one(run, "القرم", "--on", "2020-01-01", "--policy", policy)
    assert record["assigned_to"] == party
    assert record["hatched"] is (party is None)


@pytest.mark.parametrize(("lang", "said"), [("ar", "متنازع عليه"), ("en", "disputed")])
def test_table_speaks_the_language_asked_for(run, lang, said):
    out = run("territory", "القرم", "--on", "2020-01-01", "--lang", lang).out
    assert said in out
    assert "geonews:crimea" in out


@pytest.mark.parametrize("name", ["", "  ", "؟"])
@pytest.mark.parametrize("layout", ["table", "json", "geojson"])
def test_empty_name_is_an_error_like_an_unknown_one(run, name, layout):
    done = run("territory", name, "--format", layout)
    assert (done.code, done.out) == (2, "")
    assert f"territory {name!r} is not known" in done.err
    assert len(done.lines) == 1


def test_unknown_name_is_answered_with_near_misses(run):
    done = run("territory", "قره بغ")
    assert (done.code, done.out) == (2, "")
    assert "did you mean" in done.err
    assert len(done.lines) == 1
