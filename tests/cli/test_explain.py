"""``geonews explain``: the reasons, in words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import geonews
from geonews.events import modality
from geonews.model import Role, TollKind

SOURCE = Path(geonews.__file__).parent


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    text = "تظاهر المئات في مدينة طرابلس اللبنانية، وقال سكان بلدة الشخبوط إنهم سيتظاهرون غدا."
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "place", "why", "next_one"),
    [
        ("ar", "طرابلس، مدينة أو بلدة، لبنان", "قبله «مدينة»", "يليه: "),
        (
            "en",
            "Tripoli, a town in Lebanon",
            "«مدينة» stands before it",
            "Next: ",
        ),
    ],
)
def test_choice_is_told_with_what_it_was_chosen_from(run, article, lang, place, why, next_one):
    done = run("explain", article, "--lang", lang, "--published", "2024-02-17")
    assert done.code == 0
    assert f"«طرابلس» 22–28: {place}" in done.out
    assert "geonames:266826" in done.out
    assert why in done.out
    assert f"    {next_one}" in done.out
    assert "PROTEST" in done.out


@pytest.mark.parametrize(
    ("lang", "said", "unknown"),
    [
        ("ar", "لم يُحدَّد مكانه", "لا يُعرف مكان بهذا الاسم."),
        ("en", "not placed", "No place of that name is known."),
    ],
)
def test_refusal_is_explained(run, article, lang, said, unknown):
    lines = run("explain", article, "--lang", lang).out.splitlines()
    (at,) = (n for n, line in enumerate(lines) if "«الشخبوط»" in line)
    assert said in lines[at]
    assert f"    {unknown}" in lines[at + 1 : at + 4]


def test_weights_are_told_when_asked_for(run, article):
    assert "(+2.00)" not in run("explain", article).out
    assert "(+2.00)" in run("explain", article, "--weights").out


def test_an_adjective_speaks_against_its_namesake(run, article):
    told = run("explain", article, "--lang", "en").out
    assert "the adjective after it is of its country" in told


def test_every_reason_has_its_words_in_both_languages():
    """The names of signals stand in the code as literals, or as the first argument of helpers."""
    catalogue = tomllib.loads((SOURCE / "cli" / "notes.toml").read_text("utf-8"))
    named = set()
    for package in ("toponyms", "resolution", "gazetteer"):
        for path in (SOURCE / package).glob("*.py"):
            text = path.read_text("utf-8")
            named |= set(re.findall(r"Signal\(\s*name=\"([a-z-]+)\"", text))
            named |= {f"use-{name}" for name in re.findall(r"\bwhy\(\s*\"([a-z-]+)\"", text)}
            named |= set(re.findall(r"_after\(\"([a-z-]+)\"", text))
    assert len(named) > 40
    for lang in ("ar", "en"):
        assert named <= set(catalogue[lang]["signals"])
    assert set(catalogue["ar"]) == set(catalogue["en"])
    assert set(catalogue["ar"]["kinds"]) == set(catalogue["en"]["kinds"])


def test_event_is_told_with_its_reasons_in_both_languages(run, tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(
        "قُتل 12 شخصا في غارة إسرائيلية على بلدة كفركلا أمس. "
        "وسيلتقي الرئيس الفرنسي نظيره في بيروت غدا.",
        encoding="utf-8",
    )
    told = run("explain", path, "--published", "2024-08-18").out
    for words in (
        "حدث: هجوم: قصف جوي (ASSAULT/aerial)",
        "المكان: [0] كفركلا، مكان محدّد: يقول النص إنه عليه أو ضده.",
        "الزمن: 2024-08-17: «أمس» في عبارته.",
        "ثبوته: وقع: لا شيء يقول غير ذلك.",
        "ثبوته: مقرّر: في فعله سين الاستقبال.",
        "الفاعل: إسرائيلية.",
        "الفاعل: الرئيس الفرنسي.",
        "الحصيلة: قتلى 12.",
    ):
        assert words in told
    english = run("explain", path, "--published", "2024-08-18", "--lang", "en").out
    assert "When: 2024-08-17: «أمس» stands in its clause." in english
    assert "Toll: killed 12." in english


def test_every_reason_of_events_has_its_words_in_both_languages():
    """Names of reasons stand in the code as the first argument of `reason`, and in `_TOLD`."""
    catalogue = tomllib.loads((SOURCE / "cli" / "notes.toml").read_text("utf-8"))
    named = {f"modality-{name}" for name in modality._TOLD} | {"modality-word"}
    named |= {"date-clause", "date-sentence"}
    for path in (SOURCE / "events").glob("*.py"):
        named |= set(re.findall(r"\breason\(\s*\"([a-z]+-[a-z-]+)\"", path.read_text("utf-8")))
    assert len(named) > 15
    for lang in ("ar", "en"):
        words = catalogue[lang]["event"]
        assert named == set(words["reasons"])
        assert {role.value for role in Role} - {"location"} == set(words["roles"])
        assert {kind.value for kind in TollKind} == set(words["toll_kinds"])


def test_article_without_places_says_so(run, tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("قال الخبير إن الأسعار سترتفع.", encoding="utf-8")
    assert "The text names no place." in run("explain", path, "--lang", "en").out


def test_hostile_title_cannot_steer_the_terminal(run, tmp_path):
    path = tmp_path / "article.json"
    path.write_text(
        '{"title": "\\u001b[31mأحمر\\u202e\\nسطر", "text": "في باكو."}', encoding="utf-8"
    )
    title = run("explain", path).out.splitlines()[0]
    assert title.split() == ["==", "[31mأحمر", "سطر"]
