"""``geonews map``: one page, from articles or from a store."""

from __future__ import annotations

import json
import re

import pytest

LOADED = re.compile(r"""(?:\bsrc|<link[^>]*\bhref)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
IMPORTED = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
ISLAND = re.compile(r'<script[^>]*id="geonews-events"[^>]*>(.*?)</script>', re.DOTALL)


def events_island(page: str) -> object:
    found = ISLAND.search(page)
    assert found is not None
    return json.loads(found[1])


def test_page_of_articles_loads_nothing(run, articles, tmp_path):
    page = tmp_path / "map.html"
    done = run("map", articles, "-o", page)
    assert (done.code, done.out) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert 'dir="rtl"' in text
    assert not LOADED.search(text)
    assert not IMPORTED.search(text)
    assert "باكو" in text
    assert done.lines == [
        "geonews: 11 documents, 12 events",
        f"geonews: {page}: 12 events, 12 on the map",
    ]
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.parametrize(
    "filters",
    [[], ["--region", "قره باغ"], ["--type", "ASSAULT", "--limit", "2"], ["--since", "2024-01-01"]],
    ids=" ".join,
)
def test_page_of_the_store_is_the_page_of_the_articles(run, articles, store, tmp_path, filters):
    one, other = tmp_path / "articles.html", tmp_path / "store.html"
    assert run("map", articles, "-o", one, *filters).code == 0
    assert run("map", "--store", store, "-o", other, *filters).code == 0
    events = events_island(one.read_text(encoding="utf-8"))
    assert events == events_island(other.read_text(encoding="utf-8"))


def test_page_speaks_the_language_and_names_the_policy_asked_for(run, store, tmp_path):
    page = tmp_path / "map.html"
    run(
        "map", "--store", store, "-o", page, "--lang", "en", "--policy", "un", "--title", "Test <b>"
    )
    text = page.read_text(encoding="utf-8")
    assert 'lang="en"' in text
    assert "United Nations" in text
    assert "<title>Test &lt;b&gt;</title>" in text


def test_article_given_twice_is_drawn_once(run, articles, tmp_path):
    once, twice = tmp_path / "once.html", tmp_path / "twice.html"
    run("map", articles, "-o", once)
    run("map", articles, articles, "-o", twice)
    assert twice.read_text(encoding="utf-8") == once.read_text(encoding="utf-8")


def test_page_is_made_of_what_could_be_read(run, articles, tmp_path):
    page = tmp_path / "map.html"
    done = run("map", tmp_path / "missing.txt", articles, "-o", page)
    assert done.code == 1
    assert page.is_file()


def test_no_page_is_made_where_nothing_could_be_read(run, tmp_path):
    page = tmp_path / "map.html"
    done = run("map", tmp_path / "missing.txt", "-o", page, "--quiet")
    assert done.code == 1
    assert done.lines[-1] == "geonews: no article could be read, so there is nothing to draw"
    assert not page.exists()


def test_page_without_events_is_made(run, store, tmp_path):
    page = tmp_path / "map.html"
    done = run("map", "--store", store, "--text", "زلزال", "-o", page)
    assert done.code == 0
    assert done.lines == [f"geonews: {page}: 0 events, 0 on the map"]


def test_former_page_stays_where_the_new_one_fails(run, tmp_path):
    page = tmp_path / "map.html"
    page.write_text("former", encoding="utf-8")
    run("map", tmp_path / "missing.txt", "-o", page)
    assert page.read_text(encoding="utf-8") == "former"
    assert list(tmp_path.iterdir()) == [page]


CHRONOLOGY = """type,date,place,title,source
ASSAULT,2020-11-08,"شوشا، أذربيجان",معارك في شوشا,بيان
WAR,2020-11-09,باكو,نوع لا وجود له,بيان
CONSULT,2024-08-18,باكو,زيارة باكو,بيان
"""


def test_table_of_events_is_drawn_and_its_bad_row_named(run, tmp_path):
    table, page, picture = (tmp_path / name for name in ("t.csv", "m.html", "m.svg"))
    table.write_text(CHRONOLOGY, encoding="utf-8")
    done = run("map", "--events", table, "-o", page, "--svg", picture, "--until", "2020-12-31")
    assert done.code == 1
    assert f"{table}:3: type 'WAR': give one of AGREE" in done.err
    assert "1 events, 1 on the map" in done.err
    assert "معارك في شوشا" in page.read_text("utf-8")
    assert "زيارة باكو" not in page.read_text("utf-8")
    assert picture.read_text("utf-8").startswith("<?xml")


def test_table_without_an_event_leaves_nothing(run, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("type\nWAR\n", encoding="utf-8")
    done = run("map", "--events", table, "-o", tmp_path / "m.html")
    assert done.code == 1
    assert "nothing to draw" in done.err
    assert list(tmp_path.iterdir()) == [table]


def test_policies_locale_and_embedding_reach_the_page(run, tmp_path):
    page = tmp_path / "m.html"
    table = tmp_path / "t.csv"
    table.write_text("type,date\nAID,2020\n", encoding="utf-8")
    options = ("--locale", "ar-EG", "--switch-policy", "un", "--embed", "--quiet")
    assert run("map", "--events", table, "-o", page, *options).code == 0
    text = page.read_text("utf-8")
    assert '"locale":"ar-EG","embed":true' in text
    assert '"name":"un"' in text


@pytest.mark.parametrize("locale", ["fr", "ar_EG", "en-US", "ar-<b>"])
def test_locale_of_another_language_is_refused(run, tmp_path, locale):
    table = tmp_path / "t.csv"
    table.write_text("type,date\nAID,2020\n", encoding="utf-8")
    done = run("map", "--events", table, "-o", tmp_path / "m.html", "--locale", locale)
    assert done.code == 2
    assert "as ar-EG" in done.err
    assert list(tmp_path.iterdir()) == [table]


def test_something_to_write_is_asked_for(run, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("type\nAID\n", encoding="utf-8")
    done = run("map", "--events", table)
    assert done.code == 2
    assert "--png FILE.png" in done.err


def opened(page) -> tuple[list[float], bool]:
    text = page.read_text("utf-8")
    (found,) = re.findall(r'"bounds":(\[[^]]*\]),"fixed_view":(true|false)', text)
    return json.loads(found[0]), found[1] == "true"


@pytest.mark.parametrize(
    ("view", "box"),
    [("44,38,51,42", [44, 38, 51, 42]), ("=-20,19,2,38", [-20, 19, 2, 38])],
)
def test_map_opens_on_the_box_asked_for(run, tmp_path, view, box):
    table, page = tmp_path / "t.csv", tmp_path / "m.html"
    table.write_text("type,place\nAID,باكو\n", encoding="utf-8")
    asked = [f"--view{view}"] if view.startswith("=") else ["--view", view]
    assert run("map", "--events", table, "-o", page, *asked, "--quiet").code == 0
    assert opened(page) == (box, True)


def test_map_opens_on_the_region_asked_for(run, tmp_path):
    table, page = tmp_path / "t.csv", tmp_path / "m.html"
    table.write_text("type,place\nAID,نيويورك\n", encoding="utf-8")
    assert run("map", "--events", table, "-o", page, "--view", "لبنان", "--quiet").code == 0
    (west, south, east, north), fixed = opened(page)
    assert fixed
    assert 35 < west < east < 37
    assert 33 < south < north < 35


@pytest.mark.parametrize("view", ["قشقشقش", "1,2,3,999"])
def test_view_that_is_nowhere_is_refused(run, tmp_path, view):
    table = tmp_path / "t.csv"
    table.write_text("type\nAID\n", encoding="utf-8")
    assert run("map", "--events", table, "-o", tmp_path / "m.html", "--view", view).code == 2


@pytest.mark.parametrize("picture", ["m.jpg", "missing/m.png"])
def test_picture_that_cannot_be_written_is_said_before_reading(run, tmp_path, picture):
    table = tmp_path / "t.csv"
    table.write_text("type\nWAR\n", encoding="utf-8")
    done = run("map", "--events", table, "--png", tmp_path / picture)
    assert done.code == 2
    assert "picture" in done.err
    assert "WAR" not in done.err
