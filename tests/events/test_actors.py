"""Who does it, and to whom."""

from __future__ import annotations

import pytest

from geonews import Pipeline
from geonews.model import Document, EventMention

CASES = [
    (
        "اعتقلت الشرطة الإسرائيلية ثلاثة ناشطين في القدس.",
        [("actor", "الشرطة الإسرائيلية", "IL"), ("recipient", "ناشطين", "")],
    ),
    (
        "التقى وزير الخارجية التركي نظيره المصري في القاهرة.",
        [("actor", "وزير الخارجية التركي", "TR"), ("recipient", "نظيره المصري", "EG")],
    ),
    ("فرضت واشنطن عقوبات جديدة على شركة روسية.", [("actor", "واشنطن", "US")]),
    ("استهدفت غارة إسرائيلية بلدة كفركلا أمس.", [("actor", "إسرائيلية", "IL")]),
    (
        "قُتل خمسة مدنيين في إدلب برصاص مسلحين.",
        [("actor", "مسلحين", ""), ("recipient", "مدنيين", "")],
    ),
    ("الجيش السوداني يقصف مواقع في الخرطوم.", [("actor", "الجيش السوداني", "SD")]),
    (
        "اتهمت باكو يريفان بقصف قرية حدودية.",
        [("actor", "باكو", "AZ"), ("recipient", "يريفان", "AM")],
    ),
    (
        "تحث الصين الولايات المتحدة على رفع العقوبات.",
        [("actor", "الصين", "CN"), ("recipient", "الولايات المتحدة", "US")],
    ),
    ("أسفر اعتقال ناشطة في تونس عن احتجاجات.", [("recipient", "ناشطة", "")]),
]


def first_event(text: str) -> EventMention:
    return Pipeline.packaged().analyze(Document(id="1", text=text)).events[0]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_parties_have_their_sides(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(a.role.value, a.name, a.country) for a in first_event(text).actors]
    assert [told for told in expected if told in found] == expected, found
    assert sum(role == "actor" for role, _, _ in found) == sum(r == "actor" for r, _, _ in expected)


def test_nobody_is_named_where_the_text_leaves_it_open() -> None:
    assert first_event("قُصفت قرية قرب حلب أمس.").actors == ()


def test_span_covers_the_name() -> None:
    text = "وصل الوفد، واستقبله وزير الدفاع العراقي في بغداد."
    for actor in first_event(text).actors:
        assert actor.span is not None
        assert text[actor.span.start : actor.span.end] == actor.name
