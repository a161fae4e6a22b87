"""``geonews query``: each filter against answers worked out by hand from the articles."""

from __future__ import annotations

import csv
import io
import json

import pytest

KARABAKH = {"karabakh-clashes", "stepanakert-shelling"}
BAKU = {"baku-visit", "baku-plan"}
GANJA = {"ganja-protest"}
AZERBAIJAN = KARABAKH | BAKU | GANJA | {"azerbaijan-vote"}
EVERYTHING = AZERBAIJAN | {
    "caspian-fire", "red-sea-drone", "cairo-verdict", "gaza-denial", "tripoli-undated",
}  # fmt: skip

# Baku lies at 40.38 N 49.89 E, Ganja at 40.68 N 46.36 E, Khankendi at 39.82 N 46.75 E; Ganja is
# some 300 km from Baku and 100 km from Khankendi, Cairo some 350 km from Khan Yunis.
BY_FILTERS = [
    ([], EVERYTHING),
    (["--region", "قره باغ"], KARABAKH),
    (["--region", "ناغورني قره باغ"], KARABAKH),
    (["--region", "كاراباخ"], KARABAKH),
    (["--region", "Nagorno-Karabakh"], KARABAKH),
    (["--region", "geonews:nagorno-karabakh"], KARABAKH),
    (["--region", "أذربيجان"], AZERBAIJAN),
    (["--region", "Azerbaijan"], AZERBAIJAN),
    (["--region", "بحر قزوين"], {"caspian-fire", "baku-plan", "baku-visit"}),
    (["--region", "البحر الأحمر"], {"red-sea-drone"}),
    (["--region", "قطاع غزة"], {"gaza-denial"}),
    (["--region", "باكو"], BAKU),
    (["--region", "لبنان"], {"tripoli-undated"}),
    (["--region", "ليبيا"], set()),
    (["--region", "قره باغ", "--since", "2020-10-01"], {"stepanakert-shelling"}),
    (["--region", "قره باغ", "--until", "2020-09-30"], {"karabakh-clashes"}),
    (["--region", "قره باغ", "--since", "2020-09-27", "--until", "2020-10-04"], KARABAKH),
    (["--region", "بحر قزوين", "--since", "2023-07-11"], {"baku-plan", "baku-visit"}),
    (["--region", "البحر الأحمر", "--since", "2024-01-09", "--until", "2024-01-09"],
     {"red-sea-drone"}),
    (["--region", "أذربيجان", "--since", "2024-01-01"], BAKU | GANJA | {"azerbaijan-vote"}),
    (["--region", "قطر", "--include-imprecise"], set()),
    # The circles about Azerbaijan and the Caspian reach into Karabakh.
    (["--region", "قره باغ", "--include-imprecise"],
     KARABAKH | {"azerbaijan-vote", "caspian-fire"}),
    (["--near", "باكو", "--km", "100"], BAKU),
    (["--near", "Baku", "--km", "350"], BAKU | GANJA | KARABAKH),
    (["--near", "باكو", "--km", "100", "--until", "2024-08-18"], {"baku-visit"}),
    (["--near", "باكو", "--km", "100", "--until", "2020-01-01"], set()),
    (["--bbox", "46,39,48,41"], GANJA | KARABAKH),
    (["--bbox", "49,40,50,41"], BAKU),
    (["--bbox", "49,40,50,41", "--since", "2024-08-19"], {"baku-plan"}),
    (["--bbox", "-180,-90,180,90"], EVERYTHING),
    (["--bbox", "170,-50,-170,-30"], set()),
    (["--bbox=-10,20,0,40"], set()),
    (["--since", "2024-08-20", "--until", "2024-09-30"], {"baku-plan", "azerbaijan-vote"}),
    (["--since", "2025-01-01"], {"cairo-verdict"}),
    (["--until", "2020-12-31"], KARABAKH),
    (["--type", "ASSAULT"], KARABAKH | {"red-sea-drone", "gaza-denial"}),
    (["--type", "assault", "--modality", "happened"], KARABAKH | {"red-sea-drone"}),
    (["--type", "ELECTION", "--type", "JUDICIAL"], {"azerbaijan-vote", "cairo-verdict"}),
    (["--modality", "planned"], {"baku-plan"}),
    (["--modality", "denied"], {"gaza-denial"}),
    (["--text", "ناقلة نفط"], {"caspian-fire"}),
    (["--text", "محكمة القاهرة"], {"cairo-verdict"}),
    (["--text", "Cairo"], {"cairo-verdict"}),
    (["--text", "زلزال"], set()),
    (["--min-confidence", "0.5"], EVERYTHING),
    (["--min-confidence", "1"], set()),
    (["--limit", "1"], {"cairo-verdict"}),
    (["--type", "PROTEST", "--limit", "1"], GANJA),
]  # fmt: skip


def documents(out: str) -> set[str]:
    """Return the articles whose events were printed."""
    features = json.loads(out)["features"]
    return {
        source["document_id"] for feature in features for source in feature["properties"]["sources"]
    }


@pytest.mark.parametrize(
    ("filters", "expected"), BY_FILTERS, ids=lambda value: " ".join(value) or "all"
)
def test_filters_answer_what_was_worked_out_by_hand(run, store, filters, expected):
    done = run("query", "--store", store, "--quiet", *filters)
    assert (done.code, done.err) == (0, "")
    # Only events of a place answer where; the bare refusal in Gaza's article has none.
    assert documents(done.out) == expected


@pytest.mark.parametrize(
    ("west", "south", "east", "north", "expected"),
    [(46.0, 39.0, 47.5, 40.3, KARABAKH), (49.5, 40.0, 50.5, 41.0, BAKU)],
)
def test_within_takes_the_polygon_of_a_file(
    run, store, tmp_path, west, south, east, north, expected
):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    area = tmp_path / "area.geojson"
    area.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    assert documents(run("query", "--store", store, "--within", area).out) == expected


def test_geojson_is_a_feature_collection_with_its_foreign_members(run, store):
    collection = json.loads(run("query", "--store", store, "--policy", "de-facto").out)
    assert collection["type"] == "FeatureCollection"
    assert collection["policy"] == "de-facto"
    assert "GeoNames" in collection["attribution"]
    west, south, east, north = collection["bbox"]
    for feature in collection["features"]:
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert west <= lon <= east
            assert south <= lat <= north


def test_newest_event_comes_first(run, store):
    lines = run("query", "--store", store, "--format", "jsonl").out.splitlines()
    days = [json.loads(line)["properties"]["from"] or "" for line in lines]
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""


def test_csv_has_a_row_for_each_event(run, store):
    rows = list(csv.DictReader(io.StringIO(run("query", "--store", store, "--format", "csv").out)))
    assert {json.loads(row["sources"])[0]["document_id"] for row in rows} == EVERYTHING
    assert {"id", "type", "lon", "lat", "from", "to", "summary"} <= set(rows[0])


@pytest.mark.parametrize(
    ("lang", "place", "heading"), [("ar", "باكو", "المكان"), ("en", "Baku", "place")]
)
def test_table_names_place_and_title_in_the_language_asked_for(run, store, lang, place, heading):
    out = run("query", "--store", store, "--format", "table", "--lang", lang).out
    assert heading in out
    assert place in out
    assert "زيارة رسمية" in out


def test_output_file_holds_what_standard_output_would(run, store, tmp_path):
    target = tmp_path / "events.geojson"
    assert run("query", "--store", store, "-o", target).out == ""
    assert target.read_text(encoding="utf-8") == run("query", "--store", store).out
    assert list(tmp_path.iterdir()) == [target]


def test_dash_is_standard_output(run, store):
    assert run("query", "--store", store, "-o", "-").out == run("query", "--store", store).out


def test_asking_does_not_change_the_store(run, store):
    before = store.read_bytes()
    run("query", "--store", store)
    assert store.read_bytes() == before


def test_number_of_events_stands_on_standard_error(run, store):
    assert run("query", "--store", store, "--type", "ELECTION").lines == ["geonews: 1 events"]
