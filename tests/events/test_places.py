from __future__ import annotations

import pytest

from geonews.events.places import precision_of
from geonews.gazetteer import Gazetteer
from geonews.model import EventType, Role, WherePrecision
from tests.events.articles import PLACES, article


def located(marked: str, kind: EventType) -> str | None:
    made = article(marked)
    (event,) = [e for e in made.events() if e.type is kind]
    return made.place_of(event)


@pytest.mark.parametrize(
    ("place", "kind", "marked"),
    [
        ("Baku", EventType.CONSULT, "وصل الرئيس إلى {باكو} عاصمة {أذربيجان} قادما من {موسكو}."),
        ("Cairo", EventType.CONSULT, "وصل الوزير إلى {القاهرة} قادما من {بيروت}."),
        ("Baku", EventType.CONSULT, "بدأ الرئيس زيارة {باكو}."),
        ("Caspian Sea", EventType.CONSULT, "التقى الرئيسان على ضفاف {بحر قزوين}."),
        ("Azerbaijan", EventType.CONSULT, "{أذربيجان} التي ستستضيف مؤتمر المناخ بلد منتج للغاز."),
        (
            "Nagorno-Karabakh",
            EventType.ASSAULT,
            "اندلع النزاع بين {أرمينيا} و{أذربيجان} على إقليم {قره باغ}.",
        ),
        ("Ukraine", EventType.ASSAULT, "بدأ الغزو الروسي ل{أوكرانيا}."),
        ("Aleppo", EventType.ASSAULT, "قتل ثلاثة أشخاص في قصف استهدف {حلب}."),
        (
            "Roumieh Prison",
            EventType.PROTEST,
            "بدأ سجناء إضرابا عن الطعام في {سجن رومية} في {لبنان}.",
        ),
        ("Khartoum", EventType.AID, "وصلت قافلة مساعدات إنسانية إلى {الخرطوم} من {مصر}."),
        (None, EventType.ACCUSE, "اتهمت {*موسكو} الحكومة بأنها شنت حملة في {حلب}."),
        (None, EventType.CONSULT, "عقد مجلس الأمن اجتماعا حول الوضع في {لبنان}."),
        ("Aleppo", EventType.PROTEST, "خرجت مظاهرات في مديرية {حلب}."),
        ("Aleppo", EventType.ASSAULT, "قتل ثلاثة في قصف على ناحية {حلب}."),
        ("Aleppo", EventType.PROTEST, "خرجت مظاهرات في جهة {حلب}."),
        ("Doha", EventType.CONSULT, "عقد في العاصمة القطرية {الدوحة} لقاء بين الوفدين."),
        ("Doha", EventType.CONSULT, "اختتم القادة أعمال القمة التي استضافتها {الدوحة}."),
        ("Beirut", EventType.REQUEST, "وفي {بيروت}، دعا الوزير الطرفين إلى ضبط النفس."),
        ("Aleppo", EventType.ASSAULT, "وقع انفجار عند مدخل {حلب}."),
        ("Aleppo", EventType.ASSAULT, "أطلقت صواريخ باتجاه {حلب}."),
        ("Cairo", EventType.ACCIDENT, "شهدت {القاهرة} حادث سير مروعا."),
        ("Cairo", EventType.CONSULT, "وستحتضن {القاهرة} قمة عربية."),
        ("Minya", EventType.DISASTER, "ضربت هزة أرضية بقوة 5.1 درجات ولاية {المنيا} فجرا."),
        ("Aleppo", EventType.PROTEST, "وكانت {حلب} السورية قد شهدت قبل أسبوع تظاهرات حاشدة."),
        ("Port of Beirut", EventType.ECONOMY, "دشن الرئيس، أمس، توسعة {ميناء بيروت}."),
        ("Aleppo", EventType.JUDICIAL, "تنظر محكمة {+حلب} في القضية غدا."),
        (None, EventType.RETREAT, "وقالت الوزارة، في بيان لها في {موسكو}، إن الهدنة بدأت."),
        ("Aleppo", EventType.ASSAULT, "امتدت النار إلى {حلب} جنوبا حيث قتل ثلاثة، وهدأت {بيروت}."),
        ("Ukraine", EventType.ASSAULT, "العدوان الأخير على {أوكرانيا} جعل {بيروت} تتساءل."),
        ("Lebanon", EventType.ASSAULT, "تبادلا القصف على طول الحدود بين {لبنان} و{مصر}."),
        ("Cairo", EventType.ASSAULT, "وقع انفجار عند البوابة الجنوبية ل{القاهرة}."),
        ("Cairo", EventType.ASSAULT, "وقع انفجار في الساحة الرئيسية لمدينة {القاهرة}."),
        (
            None,
            EventType.ECONOMY,
            "عقد في {الدوحة} لقاء عن برنامج جديد للادخار بالليرة الذي أعلن عنه البنك المركزي.",
        ),
        ("Roumieh Prison", EventType.SUPPORT, "زار الوزير {سجن رومية} في {لبنان}، حيث شكر الحراس."),
    ],
)
def test_location_is_where_it_happened(place: str | None, kind: EventType, marked: str):
    assert located(marked, kind) == place


def test_location_is_never_a_metonym():
    made = article("اجتمع الوزراء، وقالت {*موسكو} إن {*القاهرة} شاركت في المحادثات.")
    assert [e.location for e in made.events()] == [None] * len(made.events())


@pytest.mark.parametrize(
    "told",
    ["وأصيب حارس برصاص عند مدخل السجن.", "وفجر مسلحون جزءا من السجن.", "وهاجم مسلحون السجن."],
)
def test_building_is_taken_up_without_a_preposition(told: str):
    made = article(f"نقل المتهم إلى {{سجن رومية}} قبل أعوام. {told}")
    (event,) = [e for e in made.events() if e.type is EventType.ASSAULT]
    assert made.place_of(event) == "Roumieh Prison"


def test_sentence_of_its_own_says_where_it_happened():
    made = article(
        "قتل ثلاثة أشخاص وأصيب آخرون إثر اصطدام حافلتين أمس. ووقع الحادث في مدينة {أسوان} ب{مصر}."
    )
    assert {made.place_of(e) for e in made.events()} == {"Aswan"}
    assert any("place: said afterwards" in e.reasons for e in made.events())


def test_scene_looks_only_near_its_verb():
    far = "من دون أن يعرف أحد شيئا عما جرى هناك في ذلك اليوم"
    made = article(f"قتل ثلاثة أشخاص أمس. ووقع الحادث {far} في {{أسوان}}.")
    assert [made.place_of(e) for e in made.events()] == [None]
    thousands = article("قتل ثلاثة أشخاص أمس. " + "ووقع الحادث في {أسوان} " * 2000)
    assert thousands.place_of(thousands.events()[0]) == "Aswan"


def test_where_it_happened_is_not_said_of_what_happened_elsewhere():
    made = article("انفجرت سيارة مفخخة في {حلب}. ووقع الحادث في مدينة {أسوان}.")
    (event,) = made.events()
    assert made.place_of(event) == "Aleppo"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أعلن البنك المركزي المصري رفع أسعار الفائدة. ويعاني سكان {مصر} من الغلاء.", "Egypt"),
        ("أعلن البنك المركزي المصري رفع أسعار الفائدة.", None),
        ("أعلن البنك المركزي المصري ونظيره اللبناني رفع الفائدة. {مصر} و{لبنان} بلدان.", None),
    ],
)
def test_economy_of_one_state_is_at_home_where_the_text_names_it(text: str, place: str | None):
    made = article(text)
    (event,) = [
        e for e in made.events(gazetteer=Gazetteer.packaged()) if e.type is EventType.ECONOMY
    ]
    assert made.place_of(event) == place


def test_location_is_taken_up_by_its_class_noun():
    made = article("نقل المتهم إلى {سجن رومية} قبل أعوام. وتعرض لهجوم داخل السجن.")
    (event,) = [e for e in made.events() if e.type is EventType.ASSAULT]
    assert made.place_of(event) == "Roumieh Prison"


def test_roles_name_origin_and_parties():
    made = article("وصل الرئيس إلى {باكو} قادما من {موسكو}.")
    (event,) = made.events()
    assert [(r.mention, r.role) for r in event.places] == [(0, Role.LOCATION), (1, Role.ORIGIN)]


def test_roles_of_both_sides_are_actor_homes():
    made = article("اندلع النزاع بين {أرمينيا} و{أذربيجان} على إقليم {قره باغ}.")
    (event,) = made.events()
    roles = {r.mention: r.role for r in event.places}
    assert roles == {2: Role.LOCATION, 0: Role.ACTOR_HOME, 1: Role.ACTOR_HOME}


def test_dateline_is_location_of_main_event_without_place():
    made = article("{بيروت} - فازت الطالبة بجائزة نوبل للآداب.")
    (event,) = [e for e in made.events() if e.type is EventType.CULTURE]
    assert made.place_of(event) == "Beirut"
    assert "place: dateline" in event.reasons


def test_dateline_is_only_a_role_where_the_text_names_the_place():
    made = article("{بيروت} - انفجرت سيارة مفخخة في {حلب}.")
    (event,) = made.events()
    assert made.place_of(event) == "Aleppo"
    assert (0, Role.DATELINE) in [(r.mention, r.role) for r in event.places]


def test_unplaced_mention_is_location_without_coordinates():
    made = article("انفجرت سيارة مفخخة في {كفر مجهولة}.")
    (event,) = made.events()
    assert event.location == 0
    assert (event.lat, event.lon, event.where_precision) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "near", "precision"),
    [
        ("باكو", False, WherePrecision.EXACT),
        ("باكو", True, WherePrecision.NEAR),
        ("سجن رومية", False, WherePrecision.EXACT),
        ("ميناء بيروت", False, WherePrecision.EXACT),
        ("المنيا", False, WherePrecision.PROVINCE),
        ("قره باغ", False, WherePrecision.LANDSCAPE),
        ("مصر", False, WherePrecision.COUNTRY),
        ("بحر قزوين", False, WherePrecision.INTERNATIONAL),
    ],
)
def test_precision_follows_the_kind_of_place(name: str, near: bool, precision: WherePrecision):
    assert precision_of(PLACES[name], near=near) is precision


def test_precision_is_near_beside_a_town():
    (event,) = article("تحطمت طائرة مدنية قرب {حلب}.").events()
    assert event.where_precision is WherePrecision.NEAR
