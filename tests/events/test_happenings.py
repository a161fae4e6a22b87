from __future__ import annotations

from dataclasses import replace

import pytest

from geonews.events import to_events
from geonews.model import Analysis, Event
from tests.events.articles import article

TEXT = "انفجرت سيارة مفخخة في {بيروت} أمس."


def analysed(marked: str, *, title: str = "", url: str = "") -> tuple[Event, ...]:
    made = article(marked, title=title)
    document = replace(made.document, url=url)
    return to_events(
        Analysis(document=document, mentions=made.mentions, times=(), events=made.events())
    )


def test_event_takes_its_place_from_the_location():
    (event,) = analysed(TEXT)
    assert (event.place_id, event.place_ar, event.place_en) == ("test:beirut", "بيروت", "Beirut")
    assert (event.country, event.lat, event.lon, event.extent_km) == ("LB", 33.893, 35.502, 0)


def test_event_without_place_has_none():
    (event,) = analysed("أجرى الرئيس اتصالا هاتفيا مع نظيره الفرنسي.")
    assert (event.place_id, event.place_ar, event.lat, event.lon) == (None, "", None, None)
    assert event.where_precision is None


def test_summary_is_the_sentence_as_it_stands():
    (event,) = analysed("الجو صحو. اِنفجرت سيّارة مفخخة في {بيروت} أمس. انتهى.")
    assert event.summary == "اِنفجرت سيّارة مفخخة في بيروت أمس."


def test_title_is_the_documents_own():
    (event,) = analysed(TEXT, title=" انفجار ")
    assert event.title == "انفجار"


def test_title_is_cut_at_a_word_where_there_is_none():
    long = "انفجرت سيارة مفخخة في {بيروت} " + "وقالت مصادر " * 20
    (event,) = analysed(long)
    assert event.title.endswith("…")
    assert len(event.title) <= 121
    assert (
        event.title[:-1]
        == " ".join(long.replace("{", "").replace("}", "").split())[: len(event.title) - 1]
    )
    assert event.title[:-1].split()[-1] in ("وقالت", "مصادر")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("https://[bad", ""),
        ("", ""),
    ],
)
def test_url_is_kept_only_if_http(url: str, kept: str):
    (event,) = analysed(TEXT, url=url)
    assert event.sources[0].url == kept


def test_source_is_the_document():
    (event,) = analysed(TEXT)
    (source,) = event.sources
    assert source.document_id == "made-up"
    assert source.published is not None
