from __future__ import annotations

from datetime import date

import pytest

from geonews.model import EventType, Modality
from tests.events.articles import article


@pytest.mark.parametrize(
    ("kind", "modality", "marked"),
    [
        ("CONSULT", "happened", "التقى الوزير نظيره الروسي في {القاهرة}."),
        ("CONSULT", "planned", "سيلتقي الوزير نظيره الروسي في {القاهرة}."),
        ("CONSULT", "planned", "سوف يلتقي الوزير نظيره الروسي في {القاهرة}."),
        ("CONSULT", "planned", "من المقرر أن يزور الرئيس {باكو}."),
        ("CONSULT", "planned", "يعتزم الرئيس زيارة {باكو}."),
        ("CONSULT", "planned", "يلتقي الوزير نظيره الروسي في {القاهرة} يوم الثلاثاء المقبل."),
        ("AGREE", "planned", "يشمل البرنامج توقيع اتفاقية للتعاون."),
        ("ASSAULT", "denied", "نفى المتحدث استهداف {حلب}."),
        ("CONSULT", "denied", "لم يلتق الوزير نظيره الروسي."),
        ("CONSULT", "denied", "لن يزور الرئيس {باكو}."),
        ("ASSAULT", "hypothetical", "قد تهاجم القوات {حلب}."),
        ("ASSAULT", "hypothetical", "تتزايد المخاوف من هجوم على {حلب}."),
        ("CONSULT", "background", "تعود آخر زيارة للرئيس إلى {باكو} إلى سنة 2018."),
        ("ASSAULT", "background", "شنت القوات هجوما على {حلب} في عام 2016."),
        ("CONSULT", "background", "كان الرئيس قد زار {باكو}."),
        ("PROTEST", "ongoing", "يواصل العمال اعتصامهم في {تونس}."),
        ("ASSAULT", "ongoing", "لا تزال القوات تقصف {حلب}."),
    ],
)
def test_modality_follows_cues(kind: str, modality: str, marked: str):
    found = [(str(e.type), str(e.modality)) for e in article(marked).events()]
    assert (kind, modality) in found


def test_modality_needs_publication_day_to_call_a_date_past():
    marked = "شنت القوات هجوما على {حلب} في عام 2016."
    with_day = article(marked, published=date(2016, 12, 30)).events()
    assert [e.modality for e in with_day] == [Modality.HAPPENED]


def test_modality_of_denial_keeps_the_denial_itself():
    events = article("نفى المتحدث استهداف {حلب}.").events()
    assert (EventType.REJECT, Modality.HAPPENED) in [(e.type, e.modality) for e in events]
