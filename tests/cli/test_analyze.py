"""``geonews analyze``: the shape that the contract names, and offsets that agree."""

from __future__ import annotations

import json

import pytest

from geonews.model import EventType, Modality, TimePrecision, Use

DOCUMENT_KEYS = ["id", "title", "published", "lang", "mentions", "times", "events"]
MENTION_KEYS = [
    "start", "end", "surface", "use", "place_id", "name_ar", "name_en", "feature_code",
    "country", "lat", "lon", "extent_km", "kind", "score", "reasons", "candidates",
]  # fmt: skip
CANDIDATE_KEYS = ["place_id", "name_en", "lat", "lon", "kind", "score"]
TIME_KEYS = ["start", "end", "surface", "from", "to", "precision", "calendar"]
EVENT_KEYS = [
    "id", "type", "mode", "modality", "trigger", "evidence", "location", "places", "lat", "lon",
    "where_precision", "when", "territories", "confidence", "main",
    "actors", "tolls",
]  # fmt: skip
ROLES = {
    "location", "target", "origin", "destination", "actor_home", "topic", "dateline", "background",
}  # fmt: skip


@pytest.fixture
def analysed(run, articles):
    """Return each article's text with what was read out of it."""
    done = run("analyze", articles, "--quiet")
    assert (done.code, done.err) == (0, "")
    records = [json.loads(line) for line in done.out.splitlines()]
    given = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == [article["id"] for article in given]
    return [(article, record) for article, record in zip(given, records, strict=True)]


def test_document_has_the_keys_of_the_contract(analysed):
    for article, record in analysed:
        assert list(record) == DOCUMENT_KEYS
        assert record["title"] == article["title"]
        assert record["published"] == article.get("published")
        assert record["lang"] == "ar"


def test_mentions_have_the_keys_of_the_contract_and_offsets_agree(analysed):
    for article, record in analysed:
        assert record["mentions"], article["id"]
        for mention in record["mentions"]:
            assert list(mention) == MENTION_KEYS
            assert article["text"][mention["start"] : mention["end"]] == mention["surface"]
            assert mention["use"] in set(Use)
            assert 0 <= mention["score"] <= 1
            for candidate in mention["candidates"]:
                assert list(candidate) == CANDIDATE_KEYS


def test_times_have_the_keys_of_the_contract_and_offsets_agree(analysed):
    times = [(article["text"], time) for article, record in analysed for time in record["times"]]
    assert len(times) >= 9  # all articles but the undated one tell a day
    for text, time in times:
        assert list(time) == TIME_KEYS
        assert text[time["start"] : time["end"]] == time["surface"]
        if time["from"] is None:  # a duration, as five years in prison
            assert time["to"] is time["precision"] is None
        else:
            assert time["from"] <= time["to"]
            assert time["precision"] in set(TimePrecision)
        assert time["calendar"] == "gregorian"


def test_events_have_the_keys_of_the_contract_and_offsets_agree(analysed):
    for article, record in analysed:
        assert record["events"], article["id"]
        for event in record["events"]:
            assert list(event) == EVENT_KEYS
            trigger, evidence = event["trigger"], event["evidence"]
            assert article["text"][trigger["start"] : trigger["end"]] == trigger["surface"]
            assert list(evidence) == ["start", "end"]
            assert evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"]
            assert event["type"] in set(EventType)
            assert event["modality"] in set(Modality)
            assert event["when"] is None or list(event["when"]) == ["from", "to", "precision"]
            assert all(list(status) == ["id", "status"] for status in event["territories"])


def test_event_points_at_its_mentions(analysed):
    for _, record in analysed:
        for event in record["events"]:
            for index, role in event["places"]:
                assert 0 <= index < len(record["mentions"])
                assert role in ROLES
            if event["location"] is None:
                assert event["lat"] is event["lon"] is None
            else:
                place = record["mentions"][event["location"]]
                assert (event["lat"], event["lon"]) == (place["lat"], place["lon"])


def test_event_is_read_out_whole(analysed):
    records = {record["id"]: record for _, record in analysed}
    (visit,) = records["baku-visit"]["events"]
    assert (visit["type"], visit["mode"], visit["modality"]) == ("CONSULT", "visit", "happened")
    assert visit["when"] == {"from": "2024-08-18", "to": "2024-08-18", "precision": "day"}
    assert records["baku-visit"]["mentions"][visit["location"]]["name_en"] == "Baku"
    assert visit["where_precision"] == 1
    assert visit["main"] is True


def test_published_anchors_an_article_without_a_date(run, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("وصل الوزير أمس إلى القاهرة.", encoding="utf-8")
    record = json.loads(run("analyze", article, "--published", "2024-03-01").out)
    assert record["published"] == "2024-03-01"
    assert record["times"][0]["from"] == "2024-02-29"


def test_published_leaves_an_article_with_a_date_alone(run, articles):
    done = run("analyze", articles, "--published", "1999-01-01")
    published = {
        json.loads(line)["id"]: json.loads(line)["published"] for line in done.out.splitlines()
    }
    assert published["baku-visit"] == "2024-08-18"
    assert published["tripoli-undated"] == "1999-01-01"


def test_min_confidence_leaves_events_out(run, articles):
    done = run("analyze", articles, "--min-confidence", "1")
    assert [json.loads(line)["events"] for line in done.out.splitlines()] == [[]] * 11


def test_arabic_is_not_escaped(run, articles):
    assert "بحر قزوين" in run("analyze", articles).out


def test_same_input_gives_the_same_output(run, articles):
    assert run("analyze", articles).out == run("analyze", articles).out


def test_output_file_holds_what_standard_output_would(run, articles, tmp_path):
    target = tmp_path / "analyses.jsonl"
    done = run("analyze", articles, "-o", target)
    assert (done.code, done.out) == (0, "")
    assert target.read_text(encoding="utf-8") == run("analyze", articles).out
    assert list(tmp_path.iterdir()) == [target]


def test_summary_stands_on_standard_error(run, articles):
    assert run("analyze", articles).lines == ["geonews: 11 documents, 12 events"]
