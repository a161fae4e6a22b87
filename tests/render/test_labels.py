from __future__ import annotations

import re
from typing import Any

import pytest

from geonews.errors import UsageError
from geonews.model import (
    EventType,
    Modality,
    Standing,
    TerritoryKind,
    TimePrecision,
    WherePrecision,
)
from geonews.render.labels import LANGUAGES, labels
from geonews.render.symbols import GROUPS

PLOVER_MODES = set(
    """
    visit third-party multilateral phone withdraw release disarm ceasefire access resign assist
    change yield meet disapprove investigate allege restrict arrest relations expel territory
    violence convict discontinue demo riot strike hunger boycott obstruct vandalize troops weapons
    police militia seize censor curfew martial-law deport withhold misinformation cyber abduct beat
    torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone
    heavy-weapons crowd-control unconventional
    """.split()  # noqa: SIM905 sixty lines of one word each say no more
)

ARABIC = re.compile("[\u0621-\u064a]")  # ARABIC LETTER HAMZA to YEH


def leaves(words: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    if isinstance(words, str):
        return {path: words}
    found: dict[tuple[str, ...], str] = {}
    for key, value in words.items():
        found |= leaves(value, (*path, key))
    return found


def without_plurals(lang: str) -> dict[tuple[str, ...], str]:
    return {path: text for path, text in leaves(labels(lang)).items() if path[0] != "plurals"}


def test_labels_have_the_same_keys_and_slots_in_every_language() -> None:
    slots = [
        {path: sorted(re.findall(r"\{\w+\}", text)) for path, text in without_plurals(lang).items()}
        for lang in LANGUAGES
    ]
    assert slots[0] == slots[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("types", [kind.value for kind in EventType]),
        ("modalities", [modality.value for modality in Modality]),
        ("where_precisions", [str(precision.value) for precision in WherePrecision]),
        ("time_precisions", [precision.value for precision in TimePrecision]),
        ("kinds", [kind.value for kind in TerritoryKind]),
        ("standings", [standing.value for standing in Standing]),
        ("groups", [group.id for group in GROUPS]),
    ],
)
def test_labels_name_every_value_of_the_vocabulary(
    lang: str, section: str, keys: list[str]
) -> None:
    assert sorted(labels(lang)[section]) == sorted(keys)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_name_every_plover_mode(lang: str) -> None:
    assert set(labels(lang)["modes"]) >= PLOVER_MODES


@pytest.mark.parametrize(
    ("lang", "forms"), [("ar", "zero one two few many other"), ("en", "one other")]
)
def test_labels_have_the_plural_forms_of_the_language(lang: str, forms: str) -> None:
    for name, words in labels(lang)["plurals"].items():
        assert sorted(words) == sorted(forms.split()), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_are_filled_in_and_hold_no_markup(lang: str) -> None:
    for path, text in leaves(labels(lang)).items():
        assert text, path
        assert not set(text) & set("<>&`\\"), path


def test_labels_in_arabic_are_arabic() -> None:
    latin_by_nature = {("lang",), ("dir",), ("locale",), ("ui", "comma")}
    for path, text in leaves(labels("ar")).items():
        assert path in latin_by_nature or ARABIC.search(text), path


def test_labels_refuse_a_language_they_lack() -> None:
    with pytest.raises(UsageError, match=r"'tlh'.*ar, en"):
        labels("tlh")
