"""``--model``: a token classifier instead of the rules, through the commands."""

from __future__ import annotations

import json
import sqlite3
import sys

import pytest

from tests.toponyms import tiny_model
from tests.toponyms.test_neural import WANTED

TEXT = "وصل الوزير من دمشق إلى البحر الأحمر. اتهمت موسكو بيروت."


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    pytest.importorskip("torch", reason=WANTED)
    pytest.importorskip("transformers", reason=WANTED)
    return tiny_model.save(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_analyze_reads_with_the_model(run, model, article):
    done = run("analyze", article, "--model", model, "--quiet")
    assert (done.code, done.err) == (0, "")
    mentions = json.loads(done.out)["mentions"]
    assert [m["surface"] for m in mentions] == ["دمشق", "البحر الأحمر", "موسكو", "بيروت"]
    assert [m["use"] for m in mentions][2] == "metonym"
    for mention in mentions:
        assert TEXT[mention["start"] : mention["end"]] == mention["surface"]
        assert mention["place_id"]
        assert mention["reasons"][0].startswith("tiny labels it LOC")


def test_place_labels_are_those_given(run, model, article):
    done = run("analyze", article, "--model", model, "--place-labels", "PER", "--quiet")
    assert (done.code, json.loads(done.out)["mentions"]) == (0, [])


def test_explain_names_the_model(run, model, article):
    done = run("explain", article, "--model", model, "--lang", "en", "--quiet")
    assert done.code == 0
    assert "because: tiny labels it LOC" in done.out


def test_store_records_what_made_it_and_another_reader_is_another_version(
    run, model, article, tmp_path
):
    store = tmp_path / "events.gpkg"
    ingest = ("ingest", article, "--store", store)
    assert "1 added" in run(*ingest, "--model", model).err
    with sqlite3.connect(store) as connection:
        ((versions,),) = connection.execute("SELECT versions FROM provenance").fetchall()
    connection.close()
    assert json.loads(versions)["recognizer"].startswith("neural 1 tiny ")
    assert "1 unchanged" in run(*ingest, "--model", model).err
    assert "1 unchanged" not in run(*ingest).err


def test_map_is_drawn_with_the_model(run, model, article, tmp_path):
    page = tmp_path / "page.html"
    done = run("map", article, "--model", model, "--published", "2024-08-18", "-o", page)
    assert done.code == 0
    assert page.stat().st_size > 10_000


def told(done) -> str:
    assert (done.code, done.out, len(done.lines)) == (2, "", 1), done.err
    return done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--allow-download",), "--allow-download is about a model: give --model"),
        (("--place-labels", "LOC"), "--place-labels is about a model: give --model"),
        (("--place-labels", " , "), "give labels with commas"),
    ],
)
def test_options_of_a_model_want_one(run, article, options, said):
    assert said in told(run("analyze", article, *options))


def test_missing_extra_is_told(run, article, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    done = run("analyze", article, "--model", "owner/name")
    assert 'pip install "geonews[neural]"' in told(done)


def test_model_that_is_not_on_disk_is_told(run, model, article):
    assert "--allow-download" in told(run("analyze", article, "--model", "owner/no-such-model"))


def test_label_that_the_model_lacks_is_told(run, model, article):
    done = run("analyze", article, "--model", model, "--place-labels", "GPE")
    assert "tiny has LOC, PER" in told(done)
