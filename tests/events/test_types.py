"""One sentence for each type of event at least, with its mode and its place."""

from __future__ import annotations

import pytest

from geonews.model import EventType
from tests.events.articles import article

SENTENCES = [
    ("CONSULT", "visit", "Baku", "وصل الرئيس المصري إلى {باكو} في زيارة رسمية."),
    ("CONSULT", "visit", "Cairo", "زار وزير الخارجية {القاهرة} يوم السبت."),
    ("CONSULT", None, "Doha", "التقى أمير البلاد الرئيس التركي في {الدوحة}."),
    ("CONSULT", "phone", None, "أجرى الرئيس اتصالا هاتفيا مع نظيره الفرنسي."),
    ("CONSULT", "multilateral", "Doha", "استضافت {الدوحة} مؤتمرا دوليا للمناخ."),
    ("CONSULT", "third-party", None, "تقود {*مصر} جهود الوساطة بين الطرفين."),
    ("AGREE", None, "Cairo", "وقعت الشركتان في {القاهرة} مذكرة تفاهم."),
    ("AGREE", None, None, "اتفق الطرفان على تشكيل لجنة مشتركة."),
    ("SUPPORT", None, None, "أعرب الملك عن تضامنه مع أسر الضحايا."),
    ("CONCEDE", None, None, "تراجعت الحكومة عن قرارها."),
    ("COOPERATE", None, None, "استأنف البلدان العلاقات الدبلوماسية."),
    ("AID", None, "Khartoum", "وزعت المنظمة مساعدات غذائية في {الخرطوم}."),
    ("RETREAT", "withdraw", "Aleppo", "انسحبت القوات من {حلب}."),
    ("RETREAT", "release", "Beirut", "أفرجت السلطات عن ثلاثة محتجزين في {بيروت}."),
    ("RETREAT", "ceasefire", "Idlib", "دخل وقف إطلاق النار في {إدلب} حيز التنفيذ."),
    ("RETREAT", "resign", None, "قدم رئيس الوزراء استقالته."),
    ("REQUEST", None, None, "دعت {*القاهرة} الأطراف إلى ضبط النفس."),
    ("ACCUSE", None, None, "اتهمت {*موسكو} كييف بانتهاك الاتفاق."),
    ("ACCUSE", "investigate", "Tunis", "فتحت النيابة تحقيقا في {تونس}."),
    ("REJECT", None, None, "رفضت الحكومة المقترح الأوروبي."),
    ("THREATEN", None, None, "هدد القائد العسكري بالرد على أي هجوم."),
    ("SANCTION", None, None, "فرض الاتحاد الأوروبي عقوبات على ثلاثة مصارف."),
    ("SANCTION", "expel", None, "طردت الحكومة أربعة دبلوماسيين."),
    ("PROTEST", "demo", "Tunis", "تظاهر آلاف المواطنين في {تونس}."),
    ("PROTEST", "demo", "Beirut", "خرج مئات المتظاهرين إلى شوارع {بيروت}."),
    ("PROTEST", "strike", "Tunis", "نفذ عمال النقل إضرابا في {تونس}."),
    ("MOBILIZE", "troops", "Khartoum", "نشر الجيش تعزيزات عسكرية في {الخرطوم}."),
    ("COERCE", "arrest", "Cairo", "اعتقلت الشرطة خمسة أشخاص في {القاهرة}."),
    ("COERCE", "arrest", "Cairo", "ألقت الشرطة في {القاهرة} القبض على المتهم."),
    ("COERCE", "curfew", "Khartoum", "فرضت السلطات حظر التجول في {الخرطوم}."),
    ("ASSAULT", "aerial", "Idlib", "شنت طائرات حربية غارات على {إدلب}."),
    ("ASSAULT", "heavy-weapons", "Aleppo", "قصفت المدفعية أحياء سكنية في {حلب}."),
    ("ASSAULT", "firearms", "Beirut", "أطلق مسلحون النار على حافلة في {بيروت}."),
    ("ASSAULT", "explosives", "Beirut", "انفجرت سيارة مفخخة في {بيروت}."),
    ("ASSAULT", "targeted", "Beirut", "اغتال مجهولون مسؤولا محليا في {بيروت}."),
    ("ASSAULT", "drone", "Khartoum", "استهدف هجوم بطائرة مسيرة مستودعا في {الخرطوم}."),
    ("DISASTER", None, "Marrakesh", "ضرب زلزال قوي {مراكش} فجرا."),
    ("DISASTER", None, "Aswan", "اجتاحت السيول {أسوان}."),
    ("ACCIDENT", None, "Minya", "اصطدمت حافلة بشاحنة في محافظة {المنيا}."),
    ("ACCIDENT", None, "Cairo", "اندلع حريق في مبنى سكني في {القاهرة}."),
    ("HEALTH", None, "Khartoum", "تفشى وباء الكوليرا في {الخرطوم}."),
    ("ELECTION", None, "Tunis", "أدلى الناخبون بأصواتهم في {تونس}."),
    ("JUDICIAL", None, "Cairo", "قضت محكمة في {القاهرة} بسجن المتهم خمس سنوات."),
    ("JUDICIAL", None, None, "أصدر القاضي مذكرة توقيف بحق الوزير السابق."),
    ("ECONOMY", None, "Egypt", "ارتفعت أسعار القمح في {مصر}."),
    ("ECONOMY", None, "Aswan", "افتتحت الشركة محطة للطاقة الشمسية في {أسوان}."),
    ("CULTURE", None, "Cairo", "افتتح معرض الكتاب في {القاهرة}."),
    ("SPORT", None, "Doha", "فاز المنتخب المغربي بالمباراة التي أقيمت في {الدوحة}."),
    ("CRIME", None, "Beirut", "ضبطت الجمارك كمية من المخدرات في {بيروت}."),
    ("APPOINT", None, None, "عين الملك سفيرا جديدا."),
    ("STATEMENT", None, None, "قال المتحدث إن الأمر معقد."),
]


@pytest.mark.parametrize(("kind", "mode", "place", "marked"), SENTENCES)
def test_sentence_reports_event(kind: str, mode: str | None, place: str | None, marked: str):
    made = article(marked)
    found = [(str(e.type), e.mode, made.place_of(e)) for e in made.events()]
    assert (kind, mode, place) in found


def test_sentences_cover_every_type():
    assert {kind for kind, *_ in SENTENCES} == {str(kind) for kind in EventType}


@pytest.mark.parametrize(
    "marked",
    [
        "أعلنت وزارة الدفاع ذلك.",
        "احتسب الحكم ضربة جزاء للفريق." + " " + "لكنه تراجع.",
        "هذا الكتاب عن تاريخ الحرب العالمية الثانية.",
        "الطقس معتدل.",
        "",
    ],
)
def test_sentence_reports_no_assault(marked: str):
    assert all(event.type is not EventType.ASSAULT for event in article(marked).events())


def test_ceasefire_is_no_shooting():
    types = {event.type for event in article("أعلن الطرفان وقف إطلاق النار في {إدلب}.").events()}
    assert EventType.RETREAT in types
    assert EventType.ASSAULT not in types


def test_trigger_inside_place_name_is_ignored():
    made = article("وصل الوزير إلى {معركة} في زيارة رسمية.")
    assert all(made.surface(e.trigger) != "معركة" for e in made.events())


@pytest.mark.parametrize(
    "text",
    [
        "الحافلة تقل متسوقين.",
        "لا يقل عددهم عن عشرة.",
        "ألسنة اللهب حاصرت قرى في {حلب}.",
        "قطعت الأمطار الطريق في {حلب}.",
    ],
)
def test_words_that_look_like_a_verb_of_an_event_are_none(text: str) -> None:
    assert article(text).events() == ()


def test_no_fewer_than_is_no_dismissal() -> None:
    events = article("قتل ما لا يقل عن عشرة أشخاص في انفجار في {بغداد}.").events()
    assert [e.type for e in events] == [EventType.ASSAULT]


def test_what_is_waited_for_has_not_happened() -> None:
    events = article("أضرب العمال عن العمل حتى تستجيب الحكومة لمطالبهم.").events()
    assert EventType.CONCEDE not in [e.type for e in events]
    came = article("أضرب العمال عن العمل حتى استجابت الحكومة لمطالبهم.").events()
    assert EventType.CONCEDE in [e.type for e in came]


def test_jussive_is_read_behind_its_particle() -> None:
    (event,) = article("لم يقل الرئيس وزير الدفاع.").events()
    assert event.type is EventType.APPOINT
