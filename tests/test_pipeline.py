"""The order of the stages, their replacement, and that a second run agrees."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geonews.model import Analysis, Document, Resolution, Span, Toponym, Use
from geonews.pipeline import Pipeline

ARTICLES = sorted((Path(__file__).parent.parent / "seeds" / "articles").glob("*.json"))
PIPELINE = Pipeline.packaged()


def article(path: Path) -> Document:
    values = json.loads(path.read_text(encoding="utf-8"))
    return Document(
        id=values["id"],
        title=values["title"],
        text=values["text"],
        published=date.fromisoformat(values["published"]),
        source=values["source"],
    )


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "\u200f"])
def test_empty_text_has_an_empty_analysis(text: str) -> None:
    document = Document(id="empty", text=text)
    assert PIPELINE.analyze(document) == Analysis(
        document=document, mentions=(), times=(), events=()
    )


def test_analysis_holds_the_work_of_every_stage() -> None:
    document = Document(
        id="1",
        text="وصل الوزير إلى باكو أمس في زيارة رسمية.",
        published=date(2024, 8, 19),
    )
    analysis = PIPELINE.analyze(document)
    assert analysis.document is document
    assert [m.place.name_en for m in analysis.mentions if m.place] == ["Baku"]
    assert [t.interval.start for t in analysis.times if t.interval] == [date(2024, 8, 18)]
    (event,) = analysis.events
    assert event.location == 0
    assert event.when is not None
    assert event.when.start == date(2024, 8, 18)


def test_mentions_and_times_are_those_of_the_analysis() -> None:
    document = article(ARTICLES[0])
    analysis = PIPELINE.analyze(document)
    assert analysis.mentions == PIPELINE.mentions(document)
    assert analysis.times == PIPELINE.times(document, anchor=document.published)


def test_recognizer_can_be_replaced() -> None:
    word = Toponym(span=Span(start=0, end=4), surface="باكو", use=Use.LITERAL)
    pipeline = replace(PIPELINE, recognizer=lambda _: [word])
    analysis = pipeline.analyze(Document(id="1", text="باكو والقاهرة وبيروت"))
    assert [(m.toponym, m.place.name_en) for m in analysis.mentions if m.place] == [(word, "Baku")]


def test_resolver_can_be_replaced() -> None:
    def refuse(text: str, toponyms: object) -> list[Resolution]:
        return [
            Resolution(toponym=t, place=None, score=0.0, reasons=("refused",), candidates=())
            for t in PIPELINE.recognizer(text)
        ]

    pipeline = replace(PIPELINE, resolver=refuse)
    mentions = pipeline.analyze(Document(id="1", text="وصل الوفد إلى باكو وبيروت.")).mentions
    assert [m.toponym.surface for m in mentions] == ["باكو", "بيروت"]
    assert {m.reasons for m in mentions} == {("refused",)}


def test_versions_name_every_part() -> None:
    versions = PIPELINE.versions
    assert set(versions) >= {"geonews", "gazetteer", "recognizer", "resolver"}
    assert all(versions.values())


def test_versions_change_with_a_stage() -> None:
    other = replace(PIPELINE, recognizer=lambda _: []).versions
    assert other["recognizer"] != PIPELINE.versions["recognizer"]
    assert other["resolver"] == PIPELINE.versions["resolver"]


def test_packaged_pipeline_is_made_once() -> None:
    assert Pipeline.packaged() is PIPELINE


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_second_run_agrees(path: Path) -> None:
    document = article(path)
    first = PIPELINE.analyze(document)
    assert first.mentions
    assert first.events
    assert PIPELINE.analyze(article(path)) == first


def test_threads_agree() -> None:
    documents = [article(path) for path in ARTICLES[:6]]
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(PIPELINE.analyze, documents)) == [
            PIPELINE.analyze(document) for document in documents
        ]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_analysis_points_into_its_document(path: Path) -> None:
    document = article(path)
    analysis = PIPELINE.analyze(document)
    for mention in analysis.mentions:
        span = mention.toponym.span
        assert document.text[span.start : span.end] == mention.toponym.surface
    for time in analysis.times:
        assert document.text[time.span.start : time.span.end] == time.surface
    for event in analysis.events:
        assert 0 <= event.evidence.start <= event.trigger.start
        assert event.trigger.end <= event.evidence.end <= len(document.text)
        assert event.location is None or event.location < len(analysis.mentions)
        assert all(role.mention < len(analysis.mentions) for role in event.places)
