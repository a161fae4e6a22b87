"""What holds for every text, mentions and times, however odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geonews.events import find_events, to_events
from geonews.model import Analysis, Document, EventType, Role
from geonews.timex import find_times
from tests.events.articles import PLACES, Article, article
from tests.events.test_types import SENTENCES

_WORDS = st.sampled_from(
    [word for *_, marked in SENTENCES for word in marked.split()]
    + ["{*موسكو}", "،", ".", "\n", "-", "\u200f", "{مجهولة}", "<b>", "\u064b", "2024", "أمس"]
    # RIGHT-TO-LEFT MARK, ARABIC FATHATAN
)
_TEXTS = st.one_of(
    st.lists(_WORDS, max_size=60).map(" ".join),
    st.text(max_size=80).map(lambda text: text.replace("{", "").replace("}", "")),
)
_CALM = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_CALM
@given(_TEXTS)
def test_events_point_into_text_and_mentions(marked: str):
    made = article(marked)
    for event in made.events():
        text = made.document.text
        assert made.surface(event.trigger).strip()
        assert event.evidence.start <= event.trigger.start < event.trigger.end <= len(text)
        assert all(0 <= role.mention < len(made.mentions) for role in event.places)
        located = [role.mention for role in event.places if role.role is Role.LOCATION]
        assert located == ([] if event.location is None else [event.location])
        assert len({role.mention for role in event.places}) == len(event.places)
        assert 0 < event.confidence <= 1
        assert len(event.reasons) == 4


@_CALM
@given(_TEXTS)
def test_events_are_deterministic_with_unique_ids(marked: str):
    made = article(marked)
    events = made.events()
    assert events == made.events()
    assert len({event.id for event in events}) == len(events)
    assert sum(event.main for event in events) <= 2


@_CALM
@given(_TEXTS)
def test_records_follow_mentions_one_to_one(marked: str):
    made = article(marked)
    events = made.events()
    analysis = Analysis(document=made.document, mentions=made.mentions, times=(), events=events)
    assert [e.id for e in to_events(analysis)] == [e.id for e in events]


@_CALM
@given(_TEXTS)
def test_unplaced_mentions_give_no_coordinates(marked: str):
    made = article(marked)
    bare = Article(made.document, tuple(replace(m, place=None) for m in made.mentions))
    assert all(e.lat is None and e.where_precision is None for e in bare.events())


def test_places_of_the_tests_are_named_once():
    assert len({place.id for place in PLACES.values()}) == len(PLACES)


def test_words_of_a_time_expression_trigger_nothing() -> None:
    # An earthquake struck at yesterday's dawn; the word for dawn is also that for blowing up.
    text = "ضرب زلزال شمال سوريا فجر أمس."
    times = find_times(text, anchor=date(2024, 8, 18))
    events = find_events(Document(id="1", text=text), (), times, atlas=None)
    assert [event.type for event in events] == [EventType.DISASTER]


def test_hostile_repetition_is_capped() -> None:
    text = "قتل " * 3000
    events = find_events(Document(id="1", text=text), (), (), atlas=None)
    assert 0 < len(events) <= 400
