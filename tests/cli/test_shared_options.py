"""The shared options: every command accepts them, and they do what the contract says."""

from __future__ import annotations

import pytest

SHARED = (
    "--published", "2024-08-18", "--policy", "de-facto", "--lang", "en", "--min-confidence", "0.1",
    "--quiet",
)  # fmt: skip
COMMANDS = [
    ("map", "ARTICLES", "-o", "PAGE"),
    ("map", "--store", "STORE", "-o", "PAGE"),
    ("analyze", "ARTICLES"),
    ("ingest", "ARTICLES", "--store", "NEW"),
    ("query", "--store", "STORE"),
    ("export", "--store", "STORE", "-o", "EXPORT"),
    ("lookup", "باكو"),
    ("territory", "القرم"),
    ("explain", "ARTICLES"),
    ("gazetteer", "stats"),
]


@pytest.fixture
def filled(articles, store, tmp_path):
    names = {
        "ARTICLES": articles,
        "STORE": store,
        "PAGE": tmp_path / "page.html",
        "NEW": tmp_path / "new.gpkg",
        "EXPORT": tmp_path / "events.csv",
    }
    return lambda command: [names.get(word, word) for word in command]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_accepts_every_shared_option_and_quiet_is_silent(run, filled, command):
    done = run(*filled(command), *SHARED)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_verbose_and_quiet_may_stand_before_the_command(run, filled, command):
    done = run("-v", "--quiet", *filled(command))
    assert done.code == 0
    assert "Traceback" not in done.err


def test_verbose_before_the_command_shows_tracebacks(run):
    assert "Traceback" in run("-v", "territory", "أطلانطس").err


@pytest.mark.parametrize("policy", ["neutral", "de-facto", "un", "party:AZ", "AZ", "UN", "Neutral"])
def test_policy_is_accepted_in_any_case_and_by_party(run, store, policy):
    assert run("query", "--store", store, "--policy", policy, "--quiet").code == 0
