"""The distance of two Arabic spellings, and the names that a spelling leads to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.gazetteer import MOST_OF_GENERATED, MOST_UNLIKE, Gazetteer
from geonews.gazetteer.spellings import NO_LIKENESS, spelling_distance
from geonews.model import NameKind
from geonews.text import lookup_key
from tests.samples import ON_A_BUSY_MACHINE

KEYS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويء ", max_size=16)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.packaged()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سيرغيبي", "سيرجيبي"),  # Sergipe
        ("كوريتابا", "كوريتيبا"),  # Curitiba
        ("هوليود", "هوليوود"),
        ("تلابيب", "تل ابيب"),
        ("نيوزيلندا", "نيوزيلاندا"),
        ("تشنغ دو", "تشنغدو"),
        ("سانتياغو", "سانتياجو"),
        ("الناضور", "الناظور"),
    ],
)
def test_spellings_of_one_name_are_near(one: str, other: str) -> None:
    assert 0 < spelling_distance(one, other) < 0.1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حلب", "حمص"),
        ("بغداد", "بغلان"),
        ("طرابلس", "نابلس"),
        ("الدامور", "الدامون"),
        ("سوريا", "سوريل"),
    ],
)
def test_names_of_two_places_are_farther(one: str, other: str) -> None:
    assert spelling_distance(one, other) > 0.1


def test_nearer_spellings_come_before_farther_ones() -> None:
    right = "كوريتيبا"
    distances = [spelling_distance(slip, right) for slip in ("كوريطيبا", "كوريتبا", "كوردتيبا")]
    assert distances == sorted(distances)


def test_two_letters_changed_about_cost_less_than_two_changes() -> None:
    assert spelling_distance("سبرينغ", "سربينغ") < spelling_distance("سبرينغ", "سمدينغ", most=1)


@pytest.mark.parametrize(("one", "other"), [("", "باكو"), ("باكو", ""), ("باكو", "شزنغشوم")])
def test_what_has_nothing_in_common_is_not_measured(one: str, other: str) -> None:
    assert spelling_distance(one, other) == NO_LIKENESS


@given(KEYS, KEYS)
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    there, back = (spelling_distance(*pair, most=1) for pair in ((one, other), (other, one)))
    assert there == pytest.approx(back)
    assert 0 <= there <= NO_LIKENESS
    assert spelling_distance(one, one) == 0


@given(KEYS, KEYS, st.floats(0.05, 0.5))
def test_ceiling_changes_no_distance_below_it(one: str, other: str, most: float) -> None:
    whole = spelling_distance(one, other, most=1)
    assert spelling_distance(one, other, most=most) == (whole if whole <= most else NO_LIKENESS)


@pytest.mark.parametrize(
    ("slip", "place_id"),
    [
        ("صنعا", "geonames:71137"),  # Sanaa
        ("دمشك", "geonames:170654"),  # Damascus
        ("تلابيب", "geonames:293397"),  # Tel Aviv
        ("كوريتابا", "geonames:3464975"),  # Curitiba
        ("سيرغيبي", "admin1:BR.28"),  # the state of Sergipe
        ("هوليود", "geonames:5357527"),  # Hollywood
    ],
)
def test_other_spelling_leads_to_the_place_and_says_so(
    gazetteer: Gazetteer, slip: str, place_id: str
) -> None:
    best = gazetteer.guessed(lookup_key(slip))[0]
    assert (best.place.id, best.kind) == (place_id, NameKind.GENERATED)
    assert 0 < best.score <= MOST_OF_GENERATED
    assert [signal.name for signal in best.signals] == ["near-spelling"]
    assert best.matched in best.signals[0].detail


def test_spelling_is_suggested_where_nothing_is_known_of_the_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("دمشك") == ()
    assert "دمشق" in gazetteer.suggestions("دمشك")


def test_country_lets_a_spelling_be_farther(gazetteer: Gazetteer) -> None:
    name = "كالغياري"  # Cagliari
    assert gazetteer.lookup(f"{name}، إيطاليا")[0].place.name_en == "Cagliari"
    key = lookup_key(name)
    near, farther = gazetteer.guessed(key), gazetteer.guessed(key, most=MOST_UNLIKE)
    assert {c.place.id for c in near} <= {c.place.id for c in farther}


@ON_A_BUSY_MACHINE
@given(KEYS)
def test_near_spellings_come_nearest_first(key: str) -> None:
    near = Gazetteer.packaged().transliterator.near(key)
    assert list(near) == sorted(near, key=lambda found: (found.distance, found.key))
    assert all(found.distance == round(spelling_distance(key, found.key), 4) for found in near)


@pytest.mark.parametrize("name", ["طمك" + "بتسكد" * 4000, "بتسك" * 2500, "ا" * 100_000])
def test_name_as_long_as_an_article_is_looked_for_by_no_spelling(
    gazetteer: Gazetteer, name: str
) -> None:
    assert gazetteer.guessed(lookup_key(name)) == ()
