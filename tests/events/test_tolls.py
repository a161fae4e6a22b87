"""How many were killed, hurt, missed or driven out."""

from __future__ import annotations

import pytest

from geonews import Pipeline
from geonews.model import Document, Toll

BEST = "best"

CASES = [
    (
        "قُتل 12 شخصا وأصيب 30 آخرون في انفجار بالسوق.",
        {"killed": (12, 12, 12), "injured": (30, 30, 30)},
    ),
    ("أسفر الهجوم عن مقتل خمسة وعشرين مدنيا.", {"killed": (25, 25, 25)}),
    ("أدى القصف إلى مقتل ما لا يقل عن 40 شخصا.", {"killed": (40, 40, None)}),
    ("أسفر الزلزال عن سقوط 12 قتيلا على الأقل.", {"killed": (12, 12, None)}),
    ("خلّف الانفجار بين 10 و15 قتيلا.", {"killed": (10, None, 15)}),
    ("ارتفعت حصيلة قتلى الهجوم الذي استهدف السوق أمس إلى 31 جنديا.", {"killed": (31, 31, 31)}),
    ("ارتفع عدد قتلى الزلزال من 30 إلى 41 قتيلا.", {"killed": (41, 41, 41)}),
    ("أسفر القصف عن مقتل جنديين وإصابة ضابط.", {"killed": (2, 2, 2), "injured": (1, 1, 1)}),
    ("أدى الحريق إلى وفاة طفل وامرأة.", {"killed": (2, 2, 2)}),
    ("أوقعت الغارات عشرات القتلى والجرحى.", {"casualties": (20, None, None)}),
    ("أدى الزلزال إلى تشريد مئات الآلاف.", {"displaced": (200_000, None, None)}),
    ("خلفت السيول 6 قتلى و4 مفقودين.", {"killed": (6, 6, 6), "missing": (4, 4, 4)}),
    ("أسفرت الاشتباكات عن مقتل وإصابة 25 شخصا.", {"casualties": (25, 25, 25)}),
    ("أدى الانفجار إلى مقتل 8 أشخاص بينهم ثلاثة أطفال.", {"killed": (8, 8, 8)}),
    ("قال المتحدث إن 87 شخصا قتلوا في القصف.", {"killed": (87, 87, 87)}),
    ("أدى الهجوم إلى مقتل 12 شخصا وتدمير 30 منزلا.", {"killed": (12, 12, 12)}),
    ("لقي 14 عاملا حتفهم في انهيار منجم.", {"killed": (14, 14, 14)}),
    (
        "أدى تفشي الكوليرا إلى تسجيل 94 إصابة جديدة و5 وفيات.",
        {"infected": (94, 94, 94), "killed": (5, 5, 5)},
    ),
    (
        "ارتفعت الحصيلة إلى 15 قتيلا بعد وفاة ثلاثة من المصابين إثر الانفجار.",
        {"killed": (15, 15, 15)},
    ),
]


def tolls(text: str) -> list[Toll]:
    analysis = Pipeline.packaged().analyze(Document(id="1", text=text))
    return [toll for event in analysis.events for toll in event.tolls]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_counts_are_read_with_their_bounds(
    text: str, expected: dict[str, tuple[int, int | None, int | None]]
) -> None:
    found = {toll.kind.value: (toll.low, toll.best, toll.high) for toll in tolls(text)}
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "انتهى الهجوم دون مقتل أحد بعد 12 يوما.",
        "قصفت الطائرات 12 موقعا في البلدة.",
        "توفي الكاتب في 23 أبريل 1973 قبل اندلاع الحرب.",
        "ضرب زلزال بقوة 6 درجات المدينة وأصيب السكان بالذعر.",
        "نفت الشرطة مقتل 12 شخصا في الهجوم.",
        "قد يؤدي الهجوم إلى مقتل 12 شخصا.",
    ],
)
def test_what_is_no_toll_is_left_alone(text: str) -> None:
    assert tolls(text) == []


def test_span_covers_the_number_as_it_is_written() -> None:
    text = "أسفر الانفجار عن مقتل ١٢ شخصا و٣٠ جريحا."
    assert [text[t.span.start : t.span.end] for t in tolls(text) if t.span] == ["١٢", "و٣٠ جريحا"]


def test_toll_in_the_next_sentence_belongs_to_the_event_before() -> None:
    text = "انفجرت سيارة مفخخة في السوق. وبلغ عدد القتلى 12 قتيلا."
    (event,) = Pipeline.packaged().analyze(Document(id="1", text=text)).events[:1]
    assert [(toll.kind.value, toll.best) for toll in event.tolls] == [("killed", 12)]
