from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import box

from geonews.model import (
    Claim,
    EventType,
    Modality,
    Party,
    Territory,
    TerritoryKind,
    TimePrecision,
)
from geonews.territory import Atlas
from tests.events.articles import article


def claim(party: str, start: date | None, end: date | None) -> Claim:
    return Claim(party=party, start=start, end=end, precision=TimePrecision.DAY, source="test")


def karabakh() -> Atlas:
    territory = Territory(
        id="test:karabakh",
        name_ar="قره باغ",
        name_en="Nagorno-Karabakh",
        variants=(),
        kind=TerritoryKind.BREAKAWAY,
        claims=(claim("AZ", None, None), claim("artsakh", date(1991, 9, 2), date(2023, 12, 31))),
        administrations=(
            claim("artsakh", date(1994, 5, 12), date(2023, 9, 20)),
            claim("AZ", date(2023, 9, 21), None),
        ),
        un_view="AZ",
        lat=39.8,
        lon=46.75,
        extent_km=70,
        source="test",
    )
    parties = [
        Party(id="AZ", name_ar="أذربيجان", name_en="Azerbaijan"),
        Party(id="artsakh", name_ar="آرتساخ", name_en="Artsakh"),
    ]
    return Atlas([(territory, box(46, 39, 47.5, 40.5))], parties, {})


def test_an_event_about_a_territory_is_stamped_with_it():
    """Where it is held does not matter."""
    told = article("أجرى الوزيران محادثات في {القاهرة} حول {قره باغ} في 10 يونيو 2024.")
    (event,) = told.events(atlas=karabakh())
    assert [status.territory_id for status in event.territories] == ["test:karabakh"]


@pytest.mark.parametrize(
    ("marked", "administrators"),
    [
        ("شنت القوات هجوما على {قره باغ} في 27 سبتمبر 2020.", ("artsakh",)),
        ("شنت القوات هجوما على {قره باغ} في 10 يونيو 2024.", ("AZ",)),
        ("شنت القوات هجوما على {قره باغ}.", ("AZ",)),
    ],
)
def test_territory_has_the_status_of_the_events_day(marked: str, administrators: tuple[str, ...]):
    (event,) = article(marked).events(atlas=karabakh())
    assert [status.administrators for status in event.territories] == [administrators]


@pytest.mark.parametrize("marked", ["شنت القوات هجوما على {حلب}.", "ضرب زلزال {أذربيجان}."])
def test_territory_is_not_stamped_elsewhere_or_on_countries(marked: str):
    (event,) = article(marked).events(atlas=karabakh())
    assert event.territories == ()


def test_dates_belong_to_their_own_clause():
    made = article("اعتقلت الشرطة خمسة أشخاص في {القاهرة} أمس، فيما قصفت المدفعية {حلب} في 6 آب.")
    days = {e.type: e.when.start if e.when else None for e in made.events()}
    assert days == {EventType.COERCE: date(2024, 8, 17), EventType.ASSAULT: date(2024, 8, 6)}


def test_date_is_none_where_the_text_gives_none():
    (event,) = article("اعتقلت الشرطة خمسة أشخاص في {القاهرة}.").events()
    assert event.when is None


def test_same_happening_in_headline_and_body_is_one_event():
    made = article("انفجار سيارة في {بيروت}\nانفجرت سيارة مفخخة اليوم في {بيروت} وأصابت المارة.")
    (event,) = made.events()
    assert made.surface(event.trigger).startswith("انفجرت")
    assert event.main


def test_noun_that_takes_up_an_event_is_not_another():
    made = article("شن مسلحون هجوما على {حلب} أمس. وأدى الهجوم إلى أضرار.")
    assert [made.place_of(e) for e in made.events()] == ["Aleppo"]


def test_same_type_at_other_places_stays_apart():
    made = article("انفجرت سيارة مفخخة في {بيروت}. وانفجرت سيارة مفخخة في {حلب}.")
    assert [made.place_of(e) for e in made.events()] == ["Beirut", "Aleppo"]


def test_charges_are_not_events():
    made = article("أصدرت المحكمة حكما بالسجن على المتهم بتهمة خطف طفل.")
    assert {e.type for e in made.events()} == {EventType.JUDICIAL}


def test_place_of_headline_reaches_its_event():
    made = article("غارات على {إدلب}\nشنت طائرات حربية ثلاث غارات فجر اليوم.")
    (event,) = made.events()
    assert made.place_of(event) == "Idlib"
    assert "place: named in another report of it" in event.reasons


def test_confidence_grows_with_place_and_date():
    bare, placed, dated = (
        article(f"قال مراسلنا هذا. وتابع. وأضاف. اعتقلت الشرطة خمسة أشخاص{rest}.").events()[-1]
        for rest in ("", " في {القاهرة}", " في {القاهرة} أمس")
    )
    assert bare.confidence < placed.confidence < dated.confidence


def test_reasons_name_every_rule():
    (event,) = article("وصل الرئيس المصري إلى {باكو} أمس.").events()
    assert [reason.split(":")[0] for reason in event.reasons] == [
        "trigger",
        "place",
        "date",
        "modality",
    ]
    assert event.modality is Modality.HAPPENED


def test_ids_are_stable_and_differ_between_documents():
    first = article("اعتقلت الشرطة خمسة أشخاص في {القاهرة}.")
    again = article("اعتقلت الشرطة خمسة أشخاص في {القاهرة}.")
    other = article("اعتقلت الشرطة ستة أشخاص في {القاهرة} أمس.")
    assert [e.id for e in first.events()] == [e.id for e in again.events()]
    assert len({e.id for e in (*first.events(), *other.events())}) <= 2
    two = article("اعتقلت الشرطة رجلا في {القاهرة}. وقصفت المدفعية {حلب}.").events()
    assert len({e.id for e in two}) == 2
