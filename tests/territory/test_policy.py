"""Display policies: hatching, lines, assignment and wording."""

from datetime import date

import pytest

from geonews.errors import UsageError
from geonews.territory import LineStyle, display, policy_names, policy_statement
from tests.territory.built import atlas


def _shown(slug, policy, on="2024-01-15", lang="ar"):
    territory = atlas().get(f"geonews:{slug}")
    status = atlas().status(territory, date.fromisoformat(on))
    return display(territory, status, policy, lang, atlas=atlas())


@pytest.mark.parametrize(
    ("slug", "policy", "assigned"),
    [
        ("crimea", "neutral", None),
        ("crimea", "de-facto", "RU"),
        ("crimea", "un", "UA"),
        ("crimea", "party:UA", "UA"),
        ("crimea", "party:RU", "RU"),
        ("crimea", "party:AZ", None),
        ("golan-heights", "un", "SY"),
        ("golan-heights", "de-facto", "IL"),
        ("western-sahara", "un", "EH"),
        ("western-sahara", "de-facto", None),
        ("western-sahara", "party:MA", "MA"),
        ("western-sahara", "party:sadr", "sadr"),
        ("kosovo", "un", None),
        ("jammu-and-kashmir", "un", None),
        ("gaza-strip", "un", "PS"),
        ("bir-tawil", "de-facto", None),
        ("bir-tawil", "neutral", None),
    ],
)
def test_display_assigns_contested_land_by_the_policy(slug, policy, assigned):
    shown = _shown(slug, policy)
    assert shown.assigned_to == assigned
    assert shown.hatched == (assigned is None)


@pytest.mark.parametrize("policy", ["neutral", "de-facto", "un", "party:AZ", "party:AM"])
def test_display_shows_undisputed_land_alike_under_every_policy(policy):
    shown = _shown("nagorno-karabakh", policy, on="2024-06-01")
    assert (shown.assigned_to, shown.hatched, shown.line) == ("AZ", False, LineStyle.SOLID)


@pytest.mark.parametrize(
    ("slug", "policy", "assigned"),
    [
        ("baikonur", "neutral", "KZ"),
        ("baikonur", "un", "KZ"),
        ("baikonur", "party:RU", "KZ"),
        ("baikonur", "de-facto", "RU"),
        ("tiran-and-sanafir", "neutral", "SA"),
        ("tiran-and-sanafir", "de-facto", "EG"),
        ("hans-island", "neutral", None),
        ("hans-island", "party:CA", None),
    ],
)
def test_display_does_not_hatch_land_that_nobody_disputes(slug, policy, assigned):
    shown = _shown(slug, policy)
    assert (shown.assigned_to, shown.hatched, shown.line) == (assigned, False, LineStyle.SOLID)


@pytest.mark.parametrize(
    ("slug", "on", "assigned"),
    [
        ("west-bank", "1960-01-01", None),
        ("west-bank", "2024-01-01", "PS"),
        ("crimea", "1900-01-01", None),
        ("western-sahara", "1970-01-01", "EH"),
    ],
)
def test_view_of_the_united_nations_is_not_said_of_days_before_its_party(slug, on, assigned):
    assert _shown(slug, "un", on=on).assigned_to == assigned


@pytest.mark.parametrize(
    ("policy", "line"),
    [
        ("neutral", LineStyle.DASHED),
        ("de-facto", LineStyle.DASHED),
        ("un", LineStyle.DASHED),
        ("party:RU", LineStyle.SOLID),
        ("party:MA", LineStyle.DASHED),
    ],
)
def test_display_dashes_a_disputed_edge(policy, line):
    assert _shown("crimea", policy).line is line


@pytest.mark.parametrize("policy", ["neutral", "de-facto", "un", "party:UA"])
def test_display_label_names_all_sides_and_the_day(policy):
    assert _shown("crimea", policy).label == (
        "شبه جزيرة القرم — الأطراف المطالبة: أوكرانيا، روسيا؛ الإدارة: روسيا (في 2024-01-15)"
    )
    assert _shown("crimea", policy, lang="en").label == (
        "Crimea — claimed by: Ukraine, Russia; administered by: Russia (on 2024-01-15)"
    )


def test_display_label_says_where_nothing_is_recorded():
    assert _shown("bir-tawil", "neutral").label == (
        "بير طويل — الأطراف المطالبة: لا طرف؛ الإدارة: غير مسجلة (في 2024-01-15)"
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_policy_statement_exists_for_every_policy(lang):
    names = policy_names(atlas=atlas())
    statements = {policy_statement(policy, lang, atlas=atlas()) for policy in names}
    assert len(statements) == len(names)
    for statement in statements:
        assert statement.startswith("سياسة العرض: " if lang == "ar" else "Display policy: ")
        assert "{" not in statement


def test_policy_statement_names_the_party():
    assert "أذربيجان" in policy_statement("party:AZ", "ar", atlas=atlas())
    assert "Azerbaijan" in policy_statement("party:AZ", "en", atlas=atlas())


@pytest.mark.parametrize(
    "policy", ["", "Neutral", "party:", "party:ZZ", "party:{0}", "AZ", "un:AZ"]
)
def test_unknown_policy_is_refused_with_the_accepted_names(policy):
    with pytest.raises(UsageError, match=r"give neutral, de-facto, un, or party: and one of AE"):
        policy_statement(policy, "ar", atlas=atlas())


def test_unknown_language_is_refused():
    with pytest.raises(UsageError, match="'fr'"):
        policy_statement("neutral", "fr", atlas=atlas())
