"""``geonews explain``: the reasons, in words."""

from __future__ import annotations

import pytest


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    text = "تظاهر المئات في مدينة طرابلس اللبنانية، وقال سكان بلدة الشخبوط إنهم سيتظاهرون غدا."
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "because", "candidate", "name"),
    [("ar", "لأن", "مرشح", "طرابلس"), ("en", "because", "candidate", "Tripoli")],
)
def test_choice_is_explained_with_candidates(run, article, lang, because, candidate, name):
    done = run("explain", article, "--lang", lang, "--published", "2024-02-17")
    assert done.code == 0
    assert f"«طرابلس» → {name} (PPL" in done.out
    assert "geonames:266826" in done.out
    assert f"    {because}: " in done.out
    assert f"    {candidate}: {name} (PPLC, LY" in done.out
    assert "PROTEST" in done.out


@pytest.mark.parametrize(("lang", "said"), [("ar", "لم يُحدَّد مكانه"), ("en", "not placed")])
def test_refusal_is_explained(run, article, lang, said):
    assert f"«الشخبوط»: {said}" in run("explain", article, "--lang", lang).out


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
