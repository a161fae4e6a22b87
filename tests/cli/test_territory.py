"""``geonews territory``: who claims and administers what on a day."""

from __future__ import annotations

import json
from datetime import date

import pytest
from shapely.geometry import shape

from geonews.territory import Atlas

RECORD_KEYS = {
    "id", "name_ar", "name_en", "variants", "kind", "on", "status", "claimants", "administrators",
    "claims", "administration",
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


def test_unknown_name_is_answered_with_near_misses(run):
    done = run("territory", "قره بغ")
    assert (done.code, done.out) == (2, "")
    assert "did you mean" in done.err
    assert len(done.lines) == 1
