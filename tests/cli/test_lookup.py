"""``geonews lookup``: places of a name, best first."""

from __future__ import annotations

import json

import pytest

PLACE_KEYS = [
    "place_id", "name_ar", "name_en", "feature_code", "country", "admin1", "lat", "lon",
    "extent_km", "population", "matched", "kind", "score",
]  # fmt: skip
UNKNOWN = "قسطنطنبولغراد"


def records(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_json_has_a_line_for_each_name_and_the_keys_of_the_contract(run):
    done = run("lookup", "القاهرة", "طرابلس", "القاهرة", "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = records(done.out)
    assert [record["name"] for record in found] == ["القاهرة", "طرابلس", "القاهرة"]
    for record in found:
        assert list(record) == ["name", "places"]
        scores = [place["score"] for place in record["places"]]
        assert scores == sorted(scores, reverse=True)
        for place in record["places"]:
            assert list(place) == PLACE_KEYS
    cairo = found[0]["places"][0]
    assert (cairo["place_id"], cairo["country"]) == ("geonames:360630", "EG")
    assert {place["country"] for place in found[1]["places"]} >= {"LY", "LB"}


@pytest.mark.parametrize("name", ["القاهرة", "القاهره", "Cairo", "cairo", "geonames:360630"])
def test_spellings_and_ids_find_the_place(run, name):
    (record,) = records(run("lookup", name, "--format", "json").out)
    assert record["places"][0]["name_en"] == "Cairo"


def test_unknown_name_has_an_empty_list_and_suggestions(run):
    done = run("lookup", "القاهرهة", UNKNOWN, "--format", "json")
    assert done.code == 0
    near, far = records(done.out)
    assert near["places"] == far["places"] == []
    assert "القاهرة" in near["suggestions"]
    assert isinstance(far["suggestions"], list)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ar", "ليس في معجم الأماكن؛ لعلك تقصد"), ("en", "not in the gazetteer; did you mean")],
)
def test_table_says_what_is_unknown(run, lang, said):
    out = run("lookup", "القاهرهة", "--lang", lang).out
    assert said in out
    assert "القاهرة" in out


@pytest.mark.parametrize(("lang", "heading"), [("ar", "خط العرض"), ("en", "lat")])
def test_table_shows_the_place(run, lang, heading):
    out = run("lookup", "باكو", "--lang", lang).out
    assert heading in out
    assert "geonames:587084" in out


def test_geojson_has_a_point_for_each_place(run):
    done = run("lookup", "باكو", UNKNOWN, "--format", "geojson", "--limit", "1")
    collection = json.loads(done.out)
    (feature,) = collection["features"]
    assert feature["geometry"]["type"] == "Point"
    assert feature["geometry"]["coordinates"] == pytest.approx([49.892, 40.378], abs=0.01)
    assert list(feature["properties"]) == ["name", *PLACE_KEYS]
    assert list(collection["unknown"]) == [UNKNOWN]
    assert "GeoNames" in collection["attribution"]


def test_limit_is_of_places_a_name(run):
    found = records(run("lookup", "طرابلس", "باكو", "--limit", "1", "--format", "json").out)
    assert [len(record["places"]) for record in found] == [1, 1]


def test_min_confidence_is_the_least_score(run):
    (record,) = records(run("lookup", "باكو", "--min-confidence", "0.9", "--format", "json").out)
    assert [place["name_en"] for place in record["places"]] == ["Baku"]


@pytest.mark.parametrize("name", ["", " ", "؟", "\u0640"])  # ARABIC TATWEEL
def test_name_without_a_letter_finds_nothing(run, name):
    (record,) = records(run("lookup", name, "--format", "json").out)
    assert record == {"name": name, "places": [], "suggestions": []}


def test_hostile_name_is_shown_on_one_line(run):
    out = run("lookup", "\x1b[31mسطر\nآخر\u202e[bold]").out  # ESCAPE … RIGHT-TO-LEFT OVERRIDE
    assert len(out.splitlines()) == 1
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_doubts_about_names_of_ones_own_are_warnings(run, tmp_path):
    table = tmp_path / "names.csv"
    rows = ["place_id;name;country;lat;lon", "my:1;مخيم الزيتونات;SY;36.75;35.51"]
    rows += [f"geonames:170017;{word};;;" for word in ("قال", "مدينة", "سوف")]
    table.write_text("\n".join(rows), encoding="utf-8")
    done = run("lookup", "مخيم الزيتونات", "--names", table, "--format", "json")
    assert (done.code, len(done.lines)) == (0, 4)
    assert '"lat": 36.75' in done.out
    assert done.lines[0].startswith(f"geonews: {table}:2: lat 36.75, lon 35.51 lies ")
    assert done.lines[1].startswith(f"geonews: {table}:3: name 'قال'")
    table.write_text("\n".join([rows[0], *rows[2:3] * 12]), encoding="utf-8")
    again = run("lookup", "باكو", "--names", table)
    assert (again.code, len(again.lines)) == (0, 11)
    assert again.lines[-1].endswith("and 2 doubts more")


def test_misspelt_column_ends_the_command_with_the_one_meant(run, tmp_path):
    table = tmp_path / "names.csv"
    table.write_text("place_id,nmae\ngeonames:587084,باكو\n", encoding="utf-8")
    done = run("lookup", "باكو", "--names", table)
    assert (done.code, done.out, len(done.lines)) == (1, "", 1)
    assert f"{table}:1: column 'nmae' is not known: did you mean 'name'?" in done.err
