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
        ("AID", "planned", "عملية الإجلاء ستتم غدا عبر ممرات آمنة."),
        ("AID", "planned", "قالت الدولتان إنهما اتفقتا على إجلاء المصابين من {حلب}."),
        ("ASSAULT", "happened", "تسعى {*موسكو} إلى صد الهجوم العسكري الذي شنته القوات."),
        ("ASSAULT", "denied", "نفى المتحدث استهداف {حلب}."),
        ("CONSULT", "denied", "لم يلتق الوزير نظيره الروسي."),
        ("CONSULT", "denied", "لن يزور الرئيس {باكو}."),
        ("ASSAULT", "hypothetical", "قد تهاجم القوات {حلب}."),
        ("ASSAULT", "hypothetical", "تتزايد المخاوف من هجوم على {حلب}."),
        ("CONSULT", "background", "تعود آخر زيارة للرئيس إلى {باكو} إلى سنة 2018."),
        ("ASSAULT", "background", "شنت القوات هجوما على {حلب} في عام 2016."),
        ("CONSULT", "background", "كان الرئيس قد زار {باكو}."),
        ("PROTEST", "background", "وكانت {طرابلس} قد شهدت قبل أسبوع تظاهرات."),
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("نفى المتحدث استهداف {حلب}.", (EventType.ASSAULT, Modality.DENIED)),
        (
            "نفت الوزارة، اليوم الأربعاء، إرسال تعزيزات إلى {حلب}.",
            (EventType.MOBILIZE, Modality.DENIED),
        ),
        ("نفى المتحدث أن تكون القوات قد هاجمت {حلب}.", (EventType.ASSAULT, Modality.DENIED)),
        ("نفى المتحدث في {حلب} ما نشر.", (EventType.REJECT, Modality.HAPPENED)),
    ],
)
def test_denial_is_told_once_as_what_is_denied_where_that_is_an_event(text, told):
    assert [(e.type, e.modality) for e in article(text).events()] == [told]


def test_denial_reaches_no_further_than_its_own_verb():
    *_, event = article("نفت الوزارة ذلك، وهاجمت القوات {حلب}.").events()
    assert (event.type, event.modality) == (EventType.ASSAULT, Modality.HAPPENED)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("محادثات قد تعقد في {حلب}.", Modality.HYPOTHETICAL),
        ("هددت القوات بالرد على أي قصف في {حلب}.", Modality.HYPOTHETICAL),
        ("وصل الوفد أمس، على أن يزور الوزير {حلب}.", Modality.PLANNED),
    ],
)
def test_modality_of_what_may_or_is_to_come(text, modality):
    assert modality in [event.modality for event in article(text).events()]
