"""What is told of, and is no event: conditions, wishes, and mere sayings."""

from __future__ import annotations

import pytest

from geonews.model import TollKind
from tests.events.articles import article


def types(marked: str) -> list[str]:
    return [event.type.value for event in article(marked).events()]


@pytest.mark.parametrize(
    "marked",
    [
        "ستتحرك الدول إذا لم تنسحب القوات من {حلب}.",
        "يسوء الوضع لو انسحبت القوات من {حلب}.",
        "تزيد النسبة لو لم تنخفض العملة أو ارتفعت أسعار النفط في {حلب}.",
        "لن تفتح الطريق ما لم تنسحب القوات من {حلب}.",
    ],
)
def test_what_something_hangs_on_is_no_event(marked: str):
    assert types(marked) == []


def test_what_somebody_asks_for_is_told_as_his_asking():
    assert types("طالب نواب في {بنغازي} بإقالة محافظ المصرف المركزي.") == ["REQUEST"]


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("وصلت فرق إلى {حلب} لتقديم العلاج.", []),
        ("أبدت إيران استعدادها لاستئناف المفاوضات.", ["AGREE"]),
        ("تعرضت قافلة لهجوم في {حلب}.", ["ASSAULT"]),
        ("عقد الوفدان لقاء في {حلب}.", ["CONSULT"]),
        ("تخطط الغرفة لافتتاح فرع في {حلب}.", ["ECONOMY"]),
        ("يستعد الناس مع اقتراب موعد الاحتفال.", []),
        ("يقلق القادة في ظل غياب التعبئة العامة.", []),
        ("اتهم الناشط وأحد قادة الحراك، سالم المرزوقي، عناصر الأمن بتعذيبه في {حلب}.", ["ACCUSE"]),
        ("اتهم سالم الحراس بتعذيبه في {حلب}. وقال إن هذا التعذيب متعمد.", ["ACCUSE"]),
        ("رد الوزير على طلب نظيره بالقول إن الوقت مبكر.", []),
        ("لم تستبعد الوزارة حدوث أعطال.", []),
        ("رفض معارضون أي تنازل.", ["REJECT"]),
        ("اختتمت في {حلب} جولة محادثات دون اتفاق.", ["CONSULT"]),
        ("أفرجت السلطات عن الرهائن في {حلب} بعد أيام من المفاوضات.", ["RETREAT"]),
    ],
)
def test_purpose_occasion_and_charge_are_no_events(marked: str, told: list[str]):
    assert types(marked) == told


def test_a_known_thing_late_in_a_sentence_is_no_report():
    told = "اعتقلت الشرطة رجلا كان يقف أمام باب بيته القديم في الحي ويهتف ضد الهجوم."
    assert types(told) == ["COERCE"]


def test_relative_clause_in_the_imperfect_describes():
    told = "اعتقلت الشرطة الكاتب الذي يتهم بأنه متطرف."
    assert types(told) == ["COERCE"]


def test_war_is_more_than_the_attack_that_the_article_tells_of():
    made = article(
        "حصيلة الحرب على {أوكرانيا}\nشنت القوات هجوما على {حلب} أمس.\n"
        "ولم تشهد المنطقة مثله منذ بداية الحرب."
    )
    assert [made.place_of(event) for event in made.events()] == ["Ukraine", "Aleppo"]


def test_what_stands_behind_that_is_no_verb():
    assert types("أشار دبلوماسي إلى أن طلب مغادرتهم له تأثير.") == []
    assert types("غادروا بعد أن طلب الوزير مغادرتهم.") == ["REQUEST"]


def test_what_is_pointed_at_was_told_before():
    told = (
        "خسر الجيش الكثير منذ بداية الحرب على {حلب}.\nوقال خبير إن الناس تعبوا.\n"
        "وغيرت القيادة أساليبها منذ بداية هذا الغزو."
    )
    assert types(told).count("ASSAULT") == 1


def test_what_goes_on_is_not_what_is_recalled():
    told = "يقبع عشرة معتقلين في {حلب}.\nوكانت الشرطة قد اعتقلت رجلا في {حلب} قبل أعوام."
    assert types(told) == ["COERCE", "COERCE"]


def test_what_ought_to_be_is_no_event():
    assert types("ينبغي اعتقال الجناة فورا.") == []


def test_a_saying_is_an_event_only_where_the_lead_tells_nothing_else():
    assert types("قال الوزير في {مسقط} إن الوضع جيد.") == ["STATEMENT"]
    assert "STATEMENT" not in types("قال الوزير في {مسقط} إن الوضع جيد. واعتقلت الشرطة رجلا.")


def test_a_denial_of_something_unknown_is_told_only_in_the_lead():
    behind = "اعتقلت الشرطة رجلا في {حلب}. وقاومها آخرون. ونفت الوزارة ذلك."
    assert types(behind) == ["COERCE"]


def test_an_act_told_again_without_place_or_date_is_one_event():
    told = "أطلق سراح الرهينة في {حلب} أمس.\nوقال أخوه إن العائلة فرحت.\nوقد أطلق سراحه فجأة."
    assert types(told) == ["RETREAT"]


def test_those_who_are_still_in_hospital_are_part_of_the_toll():
    (event,) = article("قتل 15 شخصا في انفجار في {حلب}. ولا يزال تسعة جرحى في المستشفى.").events()
    assert [(toll.kind, toll.best) for toll in event.tolls] == [(TollKind.KILLED, 15)]
