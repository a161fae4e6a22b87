"""``geonews ingest``: safe to run again."""

from __future__ import annotations

import json
from pathlib import Path

from geonews.store import EventStore


def ids(run, store) -> list[str]:
    out = run("query", "--store", store, "--format", "jsonl").out
    return [json.loads(line)["id"] for line in out.splitlines()]


def test_second_run_changes_nothing(run, articles, tmp_path):
    store = tmp_path / "events.gpkg"
    first = run("ingest", articles, "--store", store)
    assert (first.code, first.out) == (0, "")
    assert f"geonews: {store}: 11 added; 12 events in it" in first.lines
    before = ids(run, store)
    second = run("ingest", articles, "--store", store)
    assert f"geonews: {store}: 11 unchanged; 12 events in it" in second.lines
    assert ids(run, store) == before != []


def test_corrected_article_replaces_what_it_told(run, tmp_path):
    store, article = tmp_path / "events.gpkg", tmp_path / "article.json"
    for city in ("القاهرة", "بيروت"):
        text = f"وصل الوزير إلى {city} اليوم في زيارة رسمية."
        article.write_text(json.dumps({"id": "1", "text": text}), encoding="utf-8")
        last = run("ingest", article, "--store", store)
    assert f"geonews: {store}: 1 replaced; 1 events in it" in last.lines
    out = run("query", "--store", store, "--format", "jsonl").out
    assert {json.loads(line)["properties"]["place_en"] for line in out.splitlines()} == {"Beirut"}


def test_articles_that_can_be_read_are_kept(run, articles, tmp_path):
    store = tmp_path / "events.gpkg"
    done = run("ingest", tmp_path / "missing.txt", articles, "--store", store)
    assert done.code == 1
    with EventStore.open(store) as opened:
        assert opened.info().documents == 11


def test_min_confidence_keeps_events_out_of_the_store(run, articles, tmp_path):
    store = tmp_path / "events.gpkg"
    run("ingest", articles, "--store", store, "--min-confidence", "1")
    assert ids(run, store) == []


def test_quiet_is_silent(run, articles, tmp_path):
    done = run("ingest", articles, "--store", tmp_path / "events.gpkg", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_reports_of_one_happening_become_one_event(run, tmp_path):
    store = tmp_path / "events.gpkg"
    retold = Path(__file__).parents[2] / "seeds" / "retold"
    assert run("ingest", retold, "--store", store).code == 0
    done = run("query", "--store", store, "--type", "ASSAULT", "--format", "jsonl", "--quiet")
    told = [json.loads(line)["properties"] for line in done.out.splitlines()]
    assert sorted(len(event["sources"]) for event in told) == [2, 20]
    (market,) = (event for event in told if len(event["sources"]) == 20)
    assert [d["about"] for d in market["disagreements"]] == ["killed"]
