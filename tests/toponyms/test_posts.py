"""Posts: what their spans cover, their hashtags, links and handles; the posts are our own."""

from __future__ import annotations

import pytest

from geonews.model import Document, Resolution
from geonews.pipeline import Pipeline
from geonews.toponyms.posts import is_post

PIPELINE = Pipeline.packaged()


def mentions(text: str) -> tuple[Resolution, ...]:
    found = PIPELINE.mentions(Document(id="1", text=text))
    for mention in found:
        span = mention.toponym.span
        assert mention.toponym.surface == text[span.start : span.end]
    return found


def surfaces(text: str) -> list[str]:
    return [mention.toponym.surface for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أمطار غزيرة على مدينة حلب الآن #طقس", ["مدينة حلب"]),
        ("السيول تصل إلى محافظة #ظفار", ["محافظة #ظفار"]),
        ("حريق بمدينة الدمام https://example.org/a", ["مدينة الدمام"]),
        ('حظر في مدينة "طنجة" #كورونا', ['مدينة "طنجة"']),
        ("@someone انقطاع الماء في مدينة «تعز»", ["مدينة «تعز»"]),
        ("#مدينة_نابلس الآن", ["مدينة_نابلس"]),
        ("زار العاصمة بيروت #لبنان", ["بيروت", "لبنان"]),
        ("من حلب ومدينة حمص #سوريا", ["حلب", "مدينة حمص", "سوريا"]),
        ("دعوة إلى مقاطعة #فرنسا", ["فرنسا"]),
        ("أفضل وجهة السعودية #سياحة", ["السعودية"]),
        ("هجوم من جهة #لبنان", ["لبنان"]),
        ("شبه جزيرة #سيناء تشهد #أمطار", ["شبه جزيرة #سيناء"]),
        ("انفجار في مدينة #\u200fغزة", ["مدينة #\u200fغزة"]),
    ],
)
def test_class_noun_belongs_to_the_span_in_a_post(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_class_noun_stays_out_of_the_span_in_news() -> None:
    assert surfaces("هطلت أمطار غزيرة على مدينة حلب ومحافظة ظفار.") == ["حلب", "ظفار"]


def test_class_noun_in_the_span_asks_for_the_same_place() -> None:
    news, post = "وصل إلى ولاية وهران.", "وصل إلى ولاية وهران #الجزائر"
    (first,), (second, _) = mentions(news), mentions(post)
    assert first.place == second.place
    assert first.place is not None
    assert first.place.feature_code == "ADM1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أمطار #بيروت", True),
        ("@someone أمطار على بيروت", True),
        ("أمطار على بيروت https://example.org", True),
        ("\u200f#عاجل أمطار على بيروت", True),
        ("(#لبنان) أمطار", True),
        ("أمطار على بيروت.", False),
        ("للتواصل: desk@example.org", False),
        ("تقرير #بيروت " * 100, False),
    ],
)
def test_post_is_short_and_has_a_mark_of_one(text: str, expected: bool) -> None:
    assert is_post(text) is expected


def test_name_in_a_hashtag_is_read_with_the_preposition_before_it() -> None:
    (mention,) = mentions("ارتفاع عدد الحالات في #المملكة اليوم")
    assert mention.place is not None
    assert mention.place.country == "SA"


@pytest.mark.parametrize(
    "text",
    [
        "أغلقت المدارس في بلده https://example.org/4Wg0ZbGqjV",
        "أغلقت المدارس في مدينة www.example.org",
        "كتب عن قرية @beirut أمس",
    ],
)
def test_links_and_handles_hold_no_names(text: str) -> None:
    assert surfaces(text) == []


def test_a_post_tells_the_same_events_as_news() -> None:
    text = "خرجت مظاهرات في مدينة حلب أمس."
    news, post = (
        PIPELINE.analyze(Document(id="1", text=words)) for words in (text, f"{text} #خبر")
    )
    assert [m.toponym.surface for m in post.mentions] == ["مدينة حلب"]
    assert [(e.type, e.location, e.places) for e in post.events] == [
        (e.type, e.location, e.places) for e in news.events
    ]
    assert news.events[0].location == 0
