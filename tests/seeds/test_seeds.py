"""The seed articles and their gold: whole, in agreement, and nobody else's text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from geonews.model import ActorRole, Calendar, EventType, Modality, TimePrecision, TollKind, Use
from tests.eval.marked import read_marked

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "seeds" / "articles"
GOLD = ROOT / "seeds" / "gold"
SHARED = ROOT.parent / "shared"
SLUGS = sorted(path.stem for path in ARTICLES.glob("*.json"))
MARKED = sorted((ARTICLES.parent / "marked").glob("*.txt"))

LEVELS = {"city", "country", "admin", "area", "fine"}
ARTICLE_KEYS = {"id", "title", "published", "url", "source", "text"}
MENTION_KEYS = {
    "start", "end", "surface", "name_en", "country", "lat", "lon", "extent_km", "level", "use",
}  # fmt: skip
TIME_KEYS = {"start", "end", "surface", "from", "to", "precision", "calendar"}
EVENT_KEYS = {"type", "mode", "modality", "trigger", "where", "when", "main", "summary_en"}

# PLOVER's modes; a type that is not listed has none.
MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    },
    "ASSAULT": {
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
        "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
        "unconventional",
    },
}  # fmt: skip

# Each topic's article, and the type and mode that a main event of it must have.
TOPICS = {
    "baku-state-visit": ("CONSULT", "visit"),
    "hadramawt-flood": ("DISASTER", None),
    "tripoli-lebanon-protest": ("PROTEST", "obstruct"),
    "south-lebanon-exchange-of-fire": ("ASSAULT", "heavy-weapons"),
    "cairo-bribery-trial": ("JUDICIAL", None),
    "trans-saharan-pipeline": ("ECONOMY", None),
    "mauritania-by-election": ("ELECTION", None),
    "muscat-water-summit": ("CONSULT", "multilateral"),
    "high-atlas-earthquake": ("DISASTER", None),
    "tripoli-libya-ceasefire": ("RETREAT", "ceasefire"),
    "red-sea-drone-strike": ("ASSAULT", "drone"),
    "gaza-aid-convoy": ("AID", None),
    "west-asia-football": ("SPORT", None),
    "tanta-train-collision": ("ACCIDENT", None),
    "abyei-village-clash": ("ASSAULT", None),
    "las-anod-troop-denial": ("MOBILIZE", "troops"),
}

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
PROCLITICS = frozenset("وفبلكس")
# Arabic letters, digits and the marks FATHATAN to SUKUN, which a word may carry.
WORD = re.compile("[0-9A-Za-z\u0621-\u063a\u0641-\u0652\u0660-\u0669]+")
MARKS = re.compile("[\u0640\u064b-\u0652]")  # TATWEEL, FATHATAN to SUKUN
RUN = 9
"""Words in a row that would count as somebody else's text."""


def read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def article(slug: str) -> dict[str, Any]:
    return read(ARTICLES / f"{slug}.json")


def gold(slug: str) -> dict[str, Any]:
    return read(GOLD / f"{slug}.json")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of nine words, without marks and punctuation."""
    words = WORD.findall(MARKS.sub("", text))
    return zip(*(words[offset:] for offset in range(RUN)), strict=False)


def starts_a_word(text: str, start: int) -> bool:
    """Tell whether only separable proclitics stand between a space and `start`."""
    before = re.split(r"[\s\"(«]", text[:start])[-1]
    return set(before) <= PROCLITICS


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_marked_texts_can_be_read(path: Path) -> None:
    documents = list(read_marked(path))
    assert len(documents) > 1
    for document in documents:
        for mention in document["mentions"]:
            assert document["text"][mention["start"] : mention["end"]] == mention["surface"]
            assert mention["surface"] == mention["surface"].strip()


def test_broken_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text("في [باكو|X] أمس", encoding="utf-8")
    with pytest.raises(ValueError, match="broken"):
        list(read_marked(path))


def test_seeds_are_at_least_sixty() -> None:
    assert len(SLUGS) >= 60


def test_every_type_is_the_main_event_of_an_article_or_more() -> None:
    main = {event["type"] for slug in SLUGS for event in gold(slug)["events"] if event["main"]}
    assert main | {"REQUEST", "ACCUSE", "THREATEN"} >= set(EventType)
    every = Counter(event["type"] for slug in SLUGS for event in gold(slug)["events"])
    assert min(every[kind] for kind in EventType) >= 1


def test_every_article_has_gold_and_every_gold_an_article() -> None:
    assert sorted(path.stem for path in GOLD.glob("*.json")) == SLUGS


def test_article_texts_are_unique() -> None:
    assert len({article(slug)["text"] for slug in SLUGS}) == len(SLUGS)


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_is_the_main_event_of_its_article(topic: str) -> None:
    assert topic in SLUGS
    assert TOPICS[topic] in {(e["type"], e["mode"]) for e in gold(topic)["events"] if e["main"]}


@pytest.mark.parametrize("slug", SLUGS)
def test_article_is_whole(slug: str) -> None:
    record = article(slug)
    assert set(record) == ARTICLE_KEYS
    assert record["id"] == slug
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)
    assert record["title"].strip()
    assert date.fromisoformat(record["published"])
    assert record["url"] == ""
    assert record["source"] == "geonews seeds"
    assert 45 <= len(record["text"].split()) <= 220
    assert all(line == line.strip() and line for line in record["text"].split("\n"))


@pytest.mark.parametrize("slug", SLUGS)
def test_gold_answers_its_article(slug: str) -> None:
    answers = gold(slug)
    assert set(answers) == {"id", "published", "mentions", "times", "events"}
    assert answers["id"] == slug
    assert answers["published"] == article(slug)["published"]


@pytest.mark.parametrize("slug", SLUGS)
def test_spans_agree_with_the_text(slug: str) -> None:
    text, answers = article(slug)["text"], gold(slug)
    triggers = [event["trigger"] for event in answers["events"]]
    for span in [*answers["mentions"], *answers["times"], *triggers]:
        assert span["surface"]
        assert text[span["start"] : span["end"]] == span["surface"]
        assert starts_a_word(text, span["start"]), span["surface"]
        assert not WORD.match(text, span["end"]), span["surface"]


@pytest.mark.parametrize("kind", ["mentions", "times"])
@pytest.mark.parametrize("slug", SLUGS)
def test_spans_are_in_order_and_do_not_overlap(slug: str, kind: str) -> None:
    spans = [(span["start"], span["end"]) for span in gold(slug)[kind]]
    assert spans
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("slug", SLUGS)
def test_mentions_are_valid(slug: str) -> None:
    for mention in gold(slug)["mentions"]:
        assert set(mention) == MENTION_KEYS
        assert mention["use"] in set(Use)
        assert mention["level"] in LEVELS
        assert -90 <= mention["lat"] <= 90
        assert -180 <= mention["lon"] <= 180
        assert re.fullmatch(r"([A-Z]{2})?", mention["country"])
        assert mention["name_en"]
        has_extent = mention["extent_km"] > 0
        assert has_extent or mention["level"] in {"city", "fine"}
        assert not (has_extent and mention["level"] == "city")


def test_one_place_has_one_point() -> None:
    points: dict[tuple[str, str, str], set[tuple[float, float]]] = {}
    for slug in SLUGS:
        for mention in gold(slug)["mentions"]:
            key = (mention["name_en"], mention["country"], mention["level"])
            points.setdefault(key, set()).add((mention["lat"], mention["lon"]))
    assert {key: found for key, found in points.items() if len(found) > 1} == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_times_are_valid(slug: str) -> None:
    for time in gold(slug)["times"]:
        assert set(time) == TIME_KEYS
        assert time["precision"] in set(TimePrecision)
        assert time["calendar"] in set(Calendar)
        start, end = date.fromisoformat(time["from"]), date.fromisoformat(time["to"])
        assert start <= end
        for word in time["surface"].split():
            if word in WEEKDAYS:
                assert start == end
                assert start.weekday() == WEEKDAYS.index(word)


@pytest.mark.parametrize("slug", SLUGS)
def test_events_are_valid(slug: str) -> None:
    answers = gold(slug)
    mentions, events = answers["mentions"], answers["events"]
    for event in events:
        # The first sixteen articles have no parties and tolls marked.
        assert set(event) in (EVENT_KEYS, EVENT_KEYS | {"tolls", "actors"})
        for kind, count in event.get("tolls", ()):
            assert kind in set(TollKind)
            assert count > 0
        for role, name in event.get("actors", ()):
            assert role in set(ActorRole)
            assert name in article(slug)["text"]
        assert event["type"] in set(EventType)
        assert event["mode"] is None or event["mode"] in MODES.get(event["type"], set())
        assert event["modality"] in set(Modality)
        assert event["summary_en"].isascii()
        if event["where"] is not None:
            # A body or a name is never where something happened.
            assert mentions[event["where"]]["use"] == "literal"
        if event["when"] is not None:
            assert set(event["when"]) == {"from", "to", "precision"}
            assert event["when"]["precision"] in set(TimePrecision)
            assert date.fromisoformat(event["when"]["from"]) <= date.fromisoformat(
                event["when"]["to"]
            )
    assert any(event["main"] for event in events)
    starts = [event["trigger"]["start"] for event in events]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("slug", SLUGS)
def test_modality_agrees_with_the_calendar(slug: str) -> None:
    answers = gold(slug)
    published = date.fromisoformat(answers["published"])
    for event in answers["events"]:
        if event["when"] is None:
            continue
        start, end = (date.fromisoformat(event["when"][key]) for key in ("from", "to"))
        if event["modality"] in {"happened", "ongoing", "background"}:
            assert start <= published
        if event["modality"] == "planned":
            assert end >= published


@pytest.mark.parametrize("slug", TOPICS)
def test_article_has_every_modality_that_misleads(slug: str) -> None:
    found = {event["modality"] for event in gold(slug)["events"]}
    assert found >= {"happened", "planned", "denied", "hypothetical", "background"}


@pytest.mark.parametrize("use", list(Use))
def test_use_stands_in_the_gold(use: Use) -> None:
    assert sum(m["use"] == use for slug in SLUGS for m in gold(slug)["mentions"]) >= 10


@pytest.mark.parametrize(
    "pattern", ["seeds/*.txt", "bench/news_raw.jsonl", "bench/news_gold.jsonl"]
)
def test_no_article_repeats_a_publishers_words(pattern: str) -> None:
    sources = sorted(SHARED.glob(pattern))
    if not sources:
        pytest.skip(f"no {pattern} beside this checkout to compare with")
    ours = {run for slug in SLUGS for run in runs(article(slug)["text"])}
    ours |= {run for path in MARKED for text in read_marked(path) for run in runs(text["text"])}
    assert ours
    for source in sources:
        with source.open(encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"] if source.suffix == ".jsonl" else line
                assert ours.isdisjoint(runs(text)), f"{source.name}: {text[:40]}"
