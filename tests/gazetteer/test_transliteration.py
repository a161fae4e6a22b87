"""Places that have only a Latin name, by an Arabic spelling: learned, searched, looked up."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from itertools import pairwise
from typing import Any

import marisa_trie
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.rows import PlaceRow
from gazetteer.train_transliteration import LEAST_COUNT, TARGET, pairs, train
from geonews.cli import main
from geonews.gazetteer import MOST_OF_GENERATED, Gazetteer
from geonews.gazetteer.database import sound_entries
from geonews.gazetteer.pairs import LONGEST_ARABIC, LONGEST_LATIN, PairModel
from geonews.gazetteer.transliteration import Transliterator
from geonews.model import NameKind
from geonews.resources import data_path
from geonews.text import lookup_key
from tests.samples import HOSTILE, ON_A_BUSY_MACHINE

EXAMPLES = [
    ("baku", "باكو"),
    ("banda", "باندا"),
    ("kabul", "كابول"),
    ("kalam", "كالام"),
    ("komo", "كومو"),
    ("lobo", "لوبو"),
    ("malaka", "مالاكا"),
    ("mandala", "ماندالا"),
    ("nolan", "نولان"),
] * 12


def place(*names: tuple[str, NameKind]) -> PlaceRow:
    row = PlaceRow(
        id="geonames:1",
        name_en="Town",
        feature_class="P",
        feature_code="PPL",
        country="XX",
        lat=0.0,
        lon=0.0,
        source="overlay",
    )
    for name, kind in names:
        row.add_name(name, kind, "overlay")
    return row


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("Baku", NameKind.OFFICIAL), ("باكو", NameKind.SHORT)], [("baku", "باكو")]),
        (  # of the Latin names the likest
            [("Bakouwi", NameKind.VARIANT), ("Baku", NameKind.OFFICIAL), ("باكو", NameKind.SHORT)],
            [("baku", "باكو")],
        ),
        (  # each Arabic name, but those that sound like no Latin one
            [
                ("Ganja", NameKind.OFFICIAL),
                ("كنجة", NameKind.VARIANT),
                ("غنجة", NameKind.VARIANT),
                ("إليزابيتبول", NameKind.FORMER),
            ],
            [("ganja", "كنجه"), ("ganja", "غنجه")],
        ),
        ([("Baku", NameKind.OFFICIAL), ("باکو", NameKind.LOW_TRUST)], []),  # Persian kaf
        ([("باكو", NameKind.SHORT)], []),
        ([("Baku", NameKind.OFFICIAL)], []),
        ([("Ba" * 20, NameKind.OFFICIAL), ("با" * 20, NameKind.SHORT)], []),  # a phrase
        ([], []),
    ],
)
def test_pairs_are_names_that_sound_alike(
    names: list[tuple[str, NameKind]], expected: list[tuple[str, str]]
) -> None:
    assert list(pairs([place(*names)])) == expected


def test_training_learns_which_letters_write_which() -> None:
    table = train(EXAMPLES)
    for latin, arabic in zip("abklmou", "ابكلموو", strict=True):
        assert max(table[latin], key=table[latin].__getitem__) == arabic
    model = PairModel(table)
    assert model.spell("bakala") == "باكالا"  # a name that it has not seen
    assert model.score("baku", "باكو") > model.score("baku", "كابول")


def test_training_is_the_same_every_time() -> None:
    assert list(train(EXAMPLES).items()) == list(train(list(EXAMPLES)).items())


def test_training_keeps_shares_of_what_was_met() -> None:
    for written in train(EXAMPLES).values():
        assert 0 < sum(map(math.exp, written.values())) <= 1.01


@pytest.mark.parametrize("examples", [[], [("baku", "باكو")], EXAMPLES[: int(LEAST_COUNT) - 1]])
def test_training_drops_what_is_met_too_seldom(examples: list[tuple[str, str]]) -> None:
    assert train(examples) == {}


@pytest.fixture(scope="module")
def table() -> list[tuple[str, str, float]]:
    heading, *lines = TARGET.read_text(encoding="utf-8").splitlines()
    assert heading == "latin\tarabic\tlog_probability"
    rows = [line.split("\t") for line in lines]
    return [(latin, arabic, float(weight)) for latin, arabic, weight in rows]


def test_shipped_table_is_the_one_that_was_trained() -> None:
    assert data_path("transliteration.tsv").read_bytes() == TARGET.read_bytes()


def test_table_is_sorted_and_has_each_pair_once(table: list[tuple[str, str, float]]) -> None:
    assert len(table) > 5000
    assert all(one[:2] < other[:2] for one, other in pairwise(table))


def test_table_holds_chunks_of_the_lengths_that_are_read(
    table: list[tuple[str, str, float]],
) -> None:
    assert all(1 <= len(latin) <= LONGEST_LATIN for latin, _, _ in table)
    assert all(len(arabic) <= LONGEST_ARABIC for _, arabic, _ in table)
    # Beginning and end are letters of both spellings, or of none.
    for latin, arabic, _ in table:
        assert (latin[0] == "^", latin[-1] == "$") == (arabic[:1] == "^", arabic[-1:] == "$")


def test_table_chunks_are_parts_of_look_up_keys(table: list[tuple[str, str, float]]) -> None:
    for latin, arabic, _ in table:
        for letter, chunk in (("x", latin), ("ب", arabic)):
            within = f"{letter}{chunk.strip('^$')}{letter}"  # a chunk may begin with a space
            assert lookup_key(within) == within


def test_table_probabilities_of_a_chunk_are_a_share(table: list[tuple[str, str, float]]) -> None:
    sums: defaultdict[str, float] = defaultdict(float)
    for latin, _, weight in table:
        assert math.log(0.02) - 0.001 <= weight <= 0
        sums[latin] += math.exp(weight)
    # The third decimal of a logarithm is rounded.
    assert max(sums.values()) <= 1.001
    assert set("abcdefghijklmnopqrstuvwxyz^$ ") <= set(sums)


LATIN = ["baku", "kupiansk", "kupyansk", "paris", "oran", "a"]


@pytest.fixture(scope="module")
def small() -> Transliterator:
    trie = marisa_trie.Trie(sorted(sound_entries(LATIN)))
    return Transliterator(PairModel.read(data_path("transliteration.tsv")), trie)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("باكو", ["baku"]),
        ("باريس", ["paris"]),
        ("كوبيانسك", ["kupiansk", "kupyansk"]),
        ("كوبيانك", ["kupiansk", "kupyansk"]),  # a letter was left out
        ("كوبيانتسك", ["kupiansk", "kupyansk"]),  # or is too many
        ("كوبيامسك", ["kupiansk", "kupyansk"]),  # or another
        ("ا", []),
        ("ب", []),  # one class fits too many names
        ("اا", []),
        ("", []),
        ("12", []),
        ("paris", []),
        ("دنيبروبتروفسك", []),
    ],
)
def test_matches_are_the_names_that_sound_so(
    small: Transliterator, arabic: str, latin: list[str]
) -> None:
    matches = small.matches(arabic)
    assert sorted(match.key for match in matches) == latin
    assert [match.score for match in matches] == sorted((m.score for m in matches), reverse=True)
    assert all(match.score <= 0 for match in matches)


def test_index_is_asked_for_when_the_first_name_is_looked_for() -> None:
    asked: list[str] = []

    def content() -> bytes:
        asked.append("sounds")
        return bytes(marisa_trie.Trie(sorted(sound_entries(LATIN))).tobytes())

    transliterator = Transliterator(content=content)
    assert asked == []
    for name in ("باكو", "باريس"):
        assert transliterator.matches(name)
    assert asked == ["sounds"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.packaged()


VILLAGES = [
    ("مارتينيفسك", "geonames:711845"),  # Martynivske, Ukraine
    ("مالوكاترينيفكا", "geonames:702072"),  # Malokaterynivka, Ukraine
    ("روجنياتيف", "geonames:695315"),  # Rozhniativ, Ukraine
    ("شوكوتلا", "geonames:3514424"),  # Xocotla, Mexico
]


@pytest.mark.parametrize(("name", "place_id"), VILLAGES)
def test_village_without_an_arabic_name_is_found_by_its_spelling(
    gazetteer: Gazetteer, name: str, place_id: str
) -> None:
    assert gazetteer.named(lookup_key(name)) == ()
    assert gazetteer.place(place_id).name_ar == ""
    best = gazetteer.lookup(name)[0]
    assert best.place.id == place_id
    assert best.kind is NameKind.GENERATED
    assert best.matched.isascii()
    assert 0 < best.score <= MOST_OF_GENERATED
    assert [signal.name for signal in best.signals] == ["transliteration"]
    assert best.matched in best.signals[0].detail


@pytest.mark.parametrize("name", ["كوبانسك", "زاريتشتشيا", "كارلي", "كاراكورت", "لندن", "باكو"])
def test_transliterated_places_are_below_the_ceiling(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.transliterated(lookup_key(name))
    assert 0 < len(found) <= 40
    assert {c.kind for c in found} == {NameKind.GENERATED}
    assert {c.place.feature_class for c in found} == {"P"}
    assert max(c.score for c in found) <= MOST_OF_GENERATED
    assert list(found) == sorted(found, key=lambda c: (-c.score, c.place.id))
    assert len({c.place.id for c in found}) == len(found)


@pytest.mark.parametrize(
    "name",
    [
        *("طق", "زق", "ظض", "زز", "قق", "غط", "ضظ"),  # two consonants, and no name
        *("ب", "ا", "ووو", "ععع", "؟؟", "123", "\u0663"),  # ARABIC-INDIC DIGIT THREE
        *("", " ", "Kupiansk", "Martynivske", "Qxzzyplk", "ب" * 500),
        "شزنغشوم",
        *HOSTILE,
    ],
)
def test_rubbish_is_transliterated_to_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.transliterated(lookup_key(name)) == ()


@ON_A_BUSY_MACHINE
@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", max_size=20))
def test_any_arabic_letters_are_transliterated_within_bounds(name: str) -> None:
    for candidate in Gazetteer.packaged().transliterated(lookup_key(name)):
        assert candidate.kind is NameKind.GENERATED
        assert candidate.place.feature_class == "P"
        assert 0 < candidate.score <= MOST_OF_GENERATED


@pytest.mark.parametrize("name", ["باكو", "طرابلس", "القاهرة", "Baku", "Martynivske"])
def test_name_that_the_gazetteer_has_is_not_transliterated(gazetteer: Gazetteer, name: str) -> None:
    kinds = {candidate.kind for candidate in gazetteer.lookup(name, limit=50)}
    assert kinds
    assert NameKind.GENERATED not in kinds


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("طرابلس، لبنان", "geonames:266826"),
        ("طرابلس, لبنان", "geonames:266826"),  # with the Latin comma
        ("طرابلس ، بلبنان", "geonames:266826"),
        ("طرابلس، ليبيا", "geonames:2210247"),
        ("لندن، كندا", "geonames:6058560"),
        ("Tripoli, Lebanon", "geonames:266826"),
        ("Paris, Texas", "geonames:4717560"),
        ("الحمدانية، نينوى", "geonames:92430"),  # a province of Iraq
        ("باكو،", "geonames:587084"),  # nothing after the comma
        ("Washington, D.C.", "geonames:4140963"),  # a name with a comma of its own
        ("مارتينيفسك، أوكرانيا", "geonames:711845"),
    ],
)
def test_country_or_province_after_a_comma_decides(
    gazetteer: Gazetteer, name: str, place_id: str
) -> None:
    assert gazetteer.lookup(name)[0].place.id == place_id


@pytest.mark.parametrize(
    ("name", "country"), [("طرابلس، لبنان", "LB"), ("لندن، كندا", "CA"), ("كارلي، الهند", "IN")]
)
def test_all_places_before_a_comma_lie_in_the_country(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    found = gazetteer.lookup(name, limit=50)
    assert {candidate.place.country for candidate in found} == {country}
    assert len(gazetteer.lookup(name, limit=1)) == 1


@pytest.mark.parametrize(
    "name",
    [
        "القاهرة، لبنان",  # a namesake elsewhere does not stand for it
        "مارتينيفسك، المكسيك",
        "العراق، العراق",
        "طرابلس، شزنغشوم",
        "، لبنان",
        "،",
        ",,,",
    ],
)
def test_name_that_is_not_in_the_country_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("القاهرهة", "القاهرة"), ("الخرططوم", "الخرطوم"), ("سيفاستوبوول", "سيفاستوبول")],
)
def test_near_miss_still_has_suggestions(gazetteer: Gazetteer, name: str, suggested: str) -> None:
    assert lookup_key(suggested) in map(lookup_key, gazetteer.suggestions(name))


def test_lookup_command_marks_what_is_generated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", VILLAGES[0][0], "باكو", "--format", "json"]) == 0
    village, capital = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    first: dict[str, Any] = village["places"][0]
    assert (first["place_id"], first["kind"]) == (VILLAGES[0][1], "generated")
    assert first["score"] <= MOST_OF_GENERATED
    assert "generated" not in {found["kind"] for found in capital["places"]}
