"""Wrong usage: one line on standard error that says what is accepted, exit code 2."""

from __future__ import annotations

import pytest

from geonews.cli import COMMANDS

QUERY = ("query", "--store", "STORE")


@pytest.fixture
def told(run, articles, store, tmp_path):
    """Run a command that cannot work; return the one line that says so."""
    names = {"STORE": store, "ARTICLES": articles, "PAGE": tmp_path / "page.html", "TMP": tmp_path}

    def command(*arguments: str) -> str:
        before = list(tmp_path.iterdir())
        done = run(*(names.get(argument, argument) for argument in arguments))
        assert (done.code, done.out) == (2, "")
        assert len(done.lines) == 1, done.err
        assert done.err.startswith("geonews: ")
        assert list(tmp_path.iterdir()) == before
        return done.err

    return command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), ("COMMAND",)),
        (("draw",), ("'draw'", "'map'", "'explain'")),
        (("analyze",), ("INPUT",)),
        (("analyze", "ARTICLES", "--colour"), ("--colour",)),
        (("analyze", "ARTICLES", "--publ", "2024-01-01"), ("--publ",)),
        (("analyze", "ARTICLES", "--published", "yesterday"), ("'yesterday'", "YYYY-MM-DD")),
        (("analyze", "ARTICLES", "--published", "2023-02-29"), ("'2023-02-29'", "YYYY-MM-DD")),
        (("analyze", "ARTICLES", "--min-confidence", "2"), ("'2'", "0 to 1")),
        (("analyze", "ARTICLES", "--min-confidence", "nan"), ("'nan'", "give")),
        (("analyze", "ARTICLES", "--lang", "fr"), ("'fr'", "'ar'", "'en'")),
        (("analyze", "ARTICLES", "--policy", "mine"), ("'mine'", "neutral", "de-facto", "un")),
        (("map", "ARTICLES"), ("-o",)),
        (("map", "-o", "PAGE"), ("articles", "--store")),
        (("map", "ARTICLES", "--store", "STORE", "-o", "PAGE"), ("articles", "--store")),
        (("ingest", "ARTICLES"), ("--store",)),
        (("query",), ("--store",)),
        ((*QUERY, "--region", "قرباغستان"), ("'قرباغستان'", "did you mean")),
        ((*QUERY, "--region", ""), ("''",)),
        ((*QUERY, "--near", "باككوو", "--km", "10"), ("'باككوو'", "did you mean", "باكو")),
        ((*QUERY, "--near", "باكو"), ("--near", "--km")),
        ((*QUERY, "--km", "10"), ("--near", "--km")),
        ((*QUERY, "--near", "باكو", "--km", "-5"), ("-5", "over 0")),
        ((*QUERY, "--near", "باكو", "--km", "0"), ("0",)),
        ((*QUERY, "--near", "باكو", "--km", "far"), ("'far'", "number")),
        ((*QUERY, "--bbox", "1,2,3"), ("'1,2,3'", "west,south,east,north")),
        ((*QUERY, "--bbox", "a,b,c,d"), ("'a'", "number")),
        ((*QUERY, "--bbox", "10,50,20,40"), ("50", "40")),
        ((*QUERY, "--bbox", "-200,0,0,10"), ("-200",)),
        ((*QUERY, "--within", "TMP"), ("cannot be read", "GeoJSON")),
        ((*QUERY, "--within", "missing.geojson"), ("missing.geojson", "GeoJSON")),
        ((*QUERY, "--since", "2024-13-01"), ("'2024-13-01'", "YYYY-MM-DD")),
        ((*QUERY, "--since", "2024-02-01", "--until", "2024-01-01"), ("2024-02-01", "2024-01-01")),
        ((*QUERY, "--type", "WAR"), ("'WAR'", "ASSAULT", "STATEMENT")),
        ((*QUERY, "--modality", "maybe"), ("'maybe'", "happened", "denied")),
        ((*QUERY, "--text", "…"), ("'…'", "letters")),
        ((*QUERY, "--limit", "0"), ("'0'", "1 or more")),
        ((*QUERY, "--limit", "many"), ("'many'", "1 or more")),
        ((*QUERY, "--format", "xml"), ("'xml'", "'geojson'", "'table'")),
        ((*QUERY, "-o", "nowhere/events.json"), ("'nowhere/events.json'", "folder")),
        ((*QUERY, "-o", "TMP"), ("is a folder",)),
        (("export", "--store", "STORE"), ("-o",)),
        (("export", "--store", "STORE", "-o", "events.doc"), ("'events.doc'", ".geojson", ".kml")),
        (("export", "--store", "STORE", "-o", "nowhere/e.csv"), ("'nowhere/e.csv'", "folder")),
        (("map", "ARTICLES", "-o", "nowhere/map.html"), ("'nowhere/map.html'", "folder")),
        (("analyze", "ARTICLES", "-o", "ARTICLES"), ("is read as well",)),
        (("analyze", "ARTICLES", "-o", "nowhere/a.jsonl"), ("'nowhere/a.jsonl'", "folder")),
        (("lookup",), ("NAME",)),
        (("lookup", "باكو", "--format", "csv"), ("'csv'", "'table'", "'json'", "'geojson'")),
        (("lookup", "باكو", "--limit", "-1"), ("1 or more",)),
        (("territory", "قققققق"), ("'قققققق'", "geonews territory")),
        (("territory", "--on", "1 May"), ("'1 May'", "YYYY-MM-DD")),
        (("explain",), ("INPUT",)),
    ],
    ids=lambda value: " ".join(value) or "nothing",
)
def test_message_names_the_value_and_what_is_accepted(told, arguments, said):
    line = told(*arguments)
    for words in said:
        assert words in line


def test_hostile_value_stays_on_one_line(told):
    assert "\x1b" not in told("query", "--store", "STORE", "--format", "a\n\x1b[31mb")


def test_within_wants_an_area(told, tmp_path):
    path = tmp_path / "point.geojson"
    path.write_text('{"type": "Point", "coordinates": [0, 0]}', encoding="utf-8")
    assert "holds no area" in told(*QUERY, "--within", str(path))


def test_verbose_shows_the_traceback_and_the_line(run, store):
    done = run(*QUERY[:2], store, "--region", "قرباغستان", "-v")
    assert done.code == 2
    assert done.lines[0] == "Traceback (most recent call last):"
    assert done.lines[-1].startswith("geonews: place 'قرباغستان'")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_shown_and_is_a_success(run, command):
    done = run(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: geonews {command}".rstrip())


def test_version_is_shown(run):
    done = run("--version")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("geonews 0.")
