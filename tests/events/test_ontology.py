from __future__ import annotations

import pytest

from geonews.errors import DataError
from geonews.events.inflection import noun_forms, verb_forms
from geonews.events.lexicon import cue_words
from geonews.events.ontology import Tense, load_ontology
from geonews.events.readings import read_word
from geonews.model import EventType
from geonews.text import lookup_key


@pytest.mark.parametrize(
    ("perfect", "imperfect", "forms"),
    [
        ("وصل", "يصل", ["وصل", "وصلت", "وصلوا", "يصل", "تصل", "يصلون"]),
        ("التقى", "يلتقي", ["التقت", "التقوا", "التقاه", "يلتقي", "يلتقون", "يلتق", "يلتقيان"]),
        ("دعا", "يدعو", ["دعت", "دعوا", "يدعو", "تدعو", "يدعون"]),
        ("بدأ", "يبدأ", ["بدأت", "بدآ", "بدأه", "يبدأ", "تبدأ"]),
        ("برأ", "يبرئ", ["برأت", "برأته", "يبرئ", "تبرئه"]),
        ("زار", "يزور", ["زارت", "زارها", "يزور", "يزر"]),
        ("شن", "يشن", ["شنت", "شنته", "يشن", "تشنها"]),
    ],
)
def test_verb_forms_hold_written_forms(perfect: str, imperfect: str, forms: list[str]):
    every = frozenset().union(*verb_forms(perfect, imperfect))
    assert {lookup_key(form) for form in forms} <= every


def test_verb_forms_leave_out_the_first_person():
    every = frozenset().union(*verb_forms("وصل", "يصل"))
    assert lookup_key("أصل") not in every


@pytest.mark.parametrize(
    ("noun", "bare", "possessed"),
    [
        ("زيارة", ["زيارة", "زيارات", "زيارتين"], ["زيارته", "زيارتها", "زياراتهم"]),
        ("هجوم", ["هجوم", "هجوما", "هجومين", "هجومان"], ["هجومها", "هجومهم"]),
    ],
)
def test_noun_forms_tell_pronouns_apart(noun: str, bare: list[str], possessed: list[str]):
    plain, owned = noun_forms(noun)
    assert {lookup_key(form) for form in bare} <= plain
    assert {lookup_key(form) for form in possessed} <= owned
    assert plain.isdisjoint(owned)


def test_word_reads_with_its_proclitics():
    future = read_word(lookup_key("وسيلتقي"))["التقى/يلتقي"]
    assert (future.tense, future.future) == (Tense.IMPERFECT, True)
    assert read_word(lookup_key("بالهجوم"))["هجوم"].definite
    assert read_word(lookup_key("للزيارة"))["زيارة"].definite
    assert read_word(lookup_key("لهجومها"))["هجوم"].definite
    assert not read_word(lookup_key("وهجوم"))["هجوم"].definite


def test_ontology_has_patterns_for_every_type():
    patterns = {p for found in load_ontology().patterns.values() for p in found}
    counts = {kind: sum(p.rule.type is kind for p in patterns) for kind in EventType}
    assert min(counts.values()) >= 10, counts


def test_ontology_weights_are_shares():
    rules = {p.rule for found in load_ontology().patterns.values() for p in found}
    assert all(0 < rule.weight <= 1 for rule in rules if rule.type is not None)


def test_cue_words_of_unknown_list_raise():
    with pytest.raises(DataError, match="no list 'nothing'"):
        cue_words("nothing")
