"""``geonews gazetteer``, and the options that every command takes a gazetteer with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importing import BAKU, DIVISION, VILLAGE, alternate, place_line, write

# The aid reached Khirbat al-Nakhlah in Hama's countryside.
TEXT = "وصلت المساعدات إلى خربة النخلة في ريف حماة أمس."


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("sources")
    return [
        write(folder / "XX.txt", map(place_line, [BAKU, VILLAGE, DIVISION])),
        write(
            folder / "alternateNamesV2.txt",
            [alternate(1, 21000001, "ar", "خربة النخلة", "preferred")],
        ),
    ]


@pytest.fixture
def made(run, sources, tmp_path) -> Path:
    target = tmp_path / "made.gaz"
    done = run("gazetteer", "import", *sources, "-o", target, "--empty")
    assert done.code == 0, done.err
    return target


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path) -> Path:
    return write(
        tmp_path / "names.csv",
        ["place_id,name,kind,source", "geonames:170017,خربة النخلة,variant,a map"],  # Hama
    )


def test_import_tells_what_it_did(run, sources, tmp_path):
    target = tmp_path / "made.gaz"
    done = run("gazetteer", "import", *sources, "-o", target, "--empty")
    assert (done.code, done.out) == (0, "")
    assert done.lines == [
        f"geonews: {sources[0]}: geonames, 3 rows, 3 places added, 8 names added",
        f"geonews: {sources[1]}: alternate-names, 1 rows, 1 names added",
        f"geonews: {target}: 3 places, 9 names",
    ]
    quiet = run("gazetteer", "import", *sources, "-o", target, "--empty", "--quiet")
    assert (quiet.code, quiet.err) == (0, "")


def test_import_goes_on_from_the_gazetteer_that_is_given(run, made, sources, tmp_path):
    target = tmp_path / "more.gaz"
    table = write(tmp_path / "own.csv", ["id,name_ar,lat,lon", "my:1,قرية الحور العالي,1,2"])
    done = run("gazetteer", "import", table, "--gazetteer", made, "-o", target)
    assert done.code == 0
    assert "4 places" in done.err
    found = run("lookup", "قرية الحور العالي", "--gazetteer", target, "--format", "json")
    assert '"my:1"' in found.out


def test_bad_row_costs_one_line_and_leaves_what_stood_there(run, made, tmp_path):
    before = made.read_bytes()
    bad = write(tmp_path / "bad.txt", [place_line(BAKU), place_line(BAKU, latitude="123")])
    done = run("gazetteer", "import", bad, "-o", made, "--empty")
    assert (done.code, len(done.lines)) == (1, 1)
    assert done.err.startswith(f"geonews: {bad}:2: latitude '123': give decimal degrees")
    assert "--skip-bad" in done.err
    assert made.read_bytes() == before
    assert run("lookup", "باكو", "--gazetteer", made).code == 0


def test_skip_bad_names_the_rows_that_it_left_out(run, tmp_path):
    lines = [place_line(BAKU), *(place_line(BAKU, latitude=str(n)) for n in range(100, 112))]
    bad, target = write(tmp_path / "bad.txt", lines), tmp_path / "made.gaz"
    done = run("gazetteer", "import", bad, "-o", target, "--empty", "--skip-bad", "--quiet")
    assert done.code == 0
    assert len(done.lines) == 11
    assert done.lines[0].startswith(f"geonews: {bad}:2: latitude '100'")
    assert done.lines[-1].endswith("and 2 bad rows more")


def test_slips_in_a_table_of_ones_own_are_named_and_taken(run, tmp_path):
    rows = ["id;name_ar;country;lat;lon", "my:1;قرية الحور العالي;SY;36,75;35,51", "my:2;قال;;1;2"]
    table, target = write(tmp_path / "own.csv", rows), tmp_path / "made.gaz"
    done = run("gazetteer", "import", table, "-o", target, "--quiet")
    assert (done.code, len(done.lines)) == (0, 2)
    assert done.lines[0].startswith(f"geonews: {table}:2: lat 36.75, lon 35.51 lies ")
    assert done.lines[1].startswith(f"geonews: {table}:3: name 'قال' is more often something else")


def test_wrong_kind_names_the_columns(run, sources, tmp_path):
    done = run(
        "gazetteer", "import", sources[0], "-o", tmp_path / "x.gaz", "--kind", "admin1", "--empty"
    )
    assert done.code == 1
    assert "has 19 columns parted by tabs, GeoNames' admin1 4" in done.err


def test_output_that_is_no_gazetteer_is_left_alone(run, sources, store, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("notes", encoding="utf-8")
    done = run("gazetteer", "import", *sources, "-o", other)
    assert (done.code, len(done.lines)) == (1, 1)
    assert other.read_text(encoding="utf-8") == "notes"
    assert run("gazetteer", "import", *sources, "-o", sources[0]).code == 2
    assert run("gazetteer", "import", *sources, "-o", tmp_path).code == 2
    assert run("gazetteer", "import", *sources, "-o", tmp_path / "none" / "x.gaz").code == 2


def test_empty_and_a_gazetteer_to_begin_from_exclude_each_other(run, made, sources, tmp_path):
    done = run(
        "gazetteer", "import", *sources, "-o", tmp_path / "x.gaz", "--empty", "--gazetteer", made
    )
    assert (done.code, len(done.lines)) == (2, 1)


def test_action_is_required_and_known(run):
    assert run("gazetteer").code == 2
    assert run("gazetteer", "drop").code == 2
    assert run("gazetteer", "import").code == 2


def test_stats_count_classes_kinds_coverage_and_sources(run, made):
    done = run("gazetteer", "stats", "--format", "json", "--gazetteer", made)
    stats = json.loads(done.out)
    assert (stats["places"], stats["by_class"]) == (3, {"A": 1, "P": 2})
    assert stats["by_kind"]["short"] == 1
    assert stats["by_source"]["geonames-alternate-names"] == {"short": 1}
    assert stats["coverage"][0] == {
        "least": 1_000_000, "most": None, "places": 1, "with_arabic": 1,
    }  # fmt: skip
    (names, places) = stats["provenance"]
    assert (names["source"], places["licence"]) == ("geonames-alternate-names", "CC-BY-4.0")
    assert places["carried_by"].startswith("XX.txt sha256:")


@pytest.mark.parametrize(("lang", "heading"), [("ar", "الرخصة"), ("en", "with an Arabic name")])
def test_stats_are_shown_as_tables(run, made, lang, heading):
    # The options stand before or behind the action.
    done = run("gazetteer", "--lang", lang, "stats", "--gazetteer", made)
    assert done.code == 0
    assert heading in done.out
    assert run("gazetteer", "stats", "--lang", lang, "--gazetteer", made).out == done.out


def test_check_is_silent_on_a_sound_gazetteer(run, made):
    done = run("gazetteer", "check", "--gazetteer", made)
    assert (done.code, done.out, done.lines) == (0, "", ["geonews: nothing suspicious"])


def test_check_prints_a_line_a_finding(run, tmp_path):
    target = tmp_path / "made.gaz"
    table = write(tmp_path / "own.csv", ["id,name_en,lat,lon", "my:1,---,1,2"])
    assert run("gazetteer", "import", table, "-o", target, "--empty").code == 0
    done = run("gazetteer", "check", "--gazetteer", target)
    assert (done.code, done.out) == (1, "my:1: has no name\n")
    assert done.lines == ["geonews: 1 findings"]


def test_lookup_and_analyze_use_the_gazetteer_that_is_given(run, made, article):
    found = run("lookup", "خربة النخلة", "--gazetteer", made, "--format", "json")
    assert json.loads(found.out)["places"][0]["place_id"] == "geonames:21000001"
    done = run("analyze", article, "--gazetteer", made, "--quiet")
    assert done.code == 0
    placed = [m["place_id"] for m in json.loads(done.out)["mentions"]]
    assert "geonames:21000001" in placed
    packaged = json.loads(run("analyze", article, "--quiet").out)
    assert "geonames:21000001" not in [m["place_id"] for m in packaged["mentions"]]


def test_lookup_and_analyze_use_the_names_that_are_given(run, names, article):
    found = run("lookup", "خربة النخلة", "--names", names, "--format", "json")
    assert json.loads(found.out)["places"][0]["place_id"] == "geonames:170017"
    done = run("analyze", article, "--names", names, "--quiet")
    assert "geonames:170017" in [m["place_id"] for m in json.loads(done.out)["mentions"]]


def test_every_reader_and_filter_uses_them(run, made, article, tmp_path):
    store, page = tmp_path / "events.gpkg", tmp_path / "page.html"
    own = ("--gazetteer", made, "--quiet")
    assert run("ingest", article, "--store", store, *own).code == 0
    assert "21000001" in run("explain", article, *own).out
    assert run("map", article, "-o", page, *own).code == 0
    near = ("--near", "خربة النخلة", "--km", "5")
    assert run("query", "--store", store, *near, *own).code == 0
    assert run("query", "--store", store, "--region", "خربة النخلة", *own).code == 0
    assert run("query", "--store", store, "--region", "my:none", *own).code == 2


def test_other_gazetteer_reads_an_article_anew(run, article, names, tmp_path):
    store = tmp_path / "events.gpkg"
    assert "1 added" in run("ingest", article, "--store", store).err
    assert "1 unchanged" in run("ingest", article, "--store", store).err
    assert "1 unchanged" not in run("ingest", article, "--store", store, "--names", names).err


@pytest.mark.parametrize("option", ["--gazetteer", "--names"])
@pytest.mark.parametrize("content", [None, b"", b"\0" * 500, b"a,b\n1,2\n"])
def test_unusable_file_is_one_line(run, article, tmp_path, option, content):
    path = tmp_path / "own"
    if content is not None:
        path.write_bytes(content)
    for command in (("lookup", "باكو"), ("analyze", article)):
        done = run(*command, option, path)
        assert (done.code, len(done.lines), done.out) == (1, 1, "")
        assert str(path) in done.err
