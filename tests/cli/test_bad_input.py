"""Inputs that cannot be read: one clear line each, exit code 1, the others kept."""

from __future__ import annotations

import gzip
import json
import sqlite3

import pytest

GOOD = "وصل الوزير إلى باكو."  # the minister arrived in Baku
CONTENTS = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", ""),
    "nul.txt": (b"\x00\x01\x02" * 100, "binary"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
    "scan.pdf": (b"%PDF-1.7\n" + bytes(100), "PDF"),
    "noise.txt": (bytes(range(128, 256)) * 4, ""),
    "torn.gz": (gzip.compress(GOOD.encode() * 50)[:40], ""),
    "page.html": (b"<html><script>alert(1)</script><body></body></html>", "no article text"),
    "empty.json": (b"[]", ""),
    "number.json": (b"[1]", ""),
    "no-text.json": (b'{"title": "x"}', '"text"'),
    "bad-date.json": (b'{"text": "x", "published": "someday"}', "published"),
    "torn.json": (b'{"text": "x"', ""),
    "feed.xml": (b'<?xml version="1.0"?><note/>', ""),
}


@pytest.mark.parametrize("command", ["analyze", "explain", "ingest", "map"])
@pytest.mark.parametrize("name", CONTENTS)
def test_bad_input_costs_one_line_and_the_others_are_kept(run, tmp_path, name, command):
    content, said = CONTENTS[name]
    bad, good, target = tmp_path / name, tmp_path / "good.txt", tmp_path / "target"
    bad.write_bytes(content)
    good.write_text(GOOD, encoding="utf-8")
    where = {"ingest": ("--store", target), "map": ("-o", target)}.get(command, ())
    done = run(command, bad, good, *where, "--quiet")
    assert done.code == 1
    assert len(done.lines) == 1, done.err
    assert done.err.startswith(f"geonews: {bad}")
    assert said in done.err
    if where:
        assert target.stat().st_size > 0
    else:
        assert "باكو" in done.out


@pytest.mark.parametrize("name", ["missing.txt", "*.none", "folder"])
def test_name_without_a_file_costs_one_line(run, articles, tmp_path, name):
    (tmp_path / "folder").mkdir()
    done = run("analyze", tmp_path / name, articles, "--quiet")
    assert done.code == 1
    assert len(done.lines) == 1
    assert str(tmp_path / name) in done.err
    assert len(done.out.splitlines()) == 11


def test_broken_line_of_json_lines_is_named_by_its_number(run, tmp_path):
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"id": str(number), "text": GOOD}) for number in range(4)]
    lines[2] = lines[2][:-5]
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run("analyze", path, "--quiet")
    assert done.code == 1
    assert len(done.lines) == 1
    assert done.err.startswith(f"geonews: {path}:3: ")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["0", "1", "3"]


def test_line_of_fifty_megabytes_is_refused_and_the_rest_read(run, tmp_path):
    path = tmp_path / "articles.jsonl"
    good = json.dumps({"id": "good", "text": GOOD}).encode()
    with path.open("wb") as file:
        file.write(good + b'\n{"text": "')
        for _ in range(50):
            file.write(b"x" * 1024 * 1024)
        file.write(b'"}\n' + good.replace(b"good", b"last") + b"\n")
    done = run("analyze", path, "--quiet")
    assert done.code == 1
    assert len(done.lines) == 1
    assert f"{path}:2: " in done.err
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["good", "last"]


def test_page_with_script_is_read_without_it(run, tmp_path):
    path = tmp_path / "page.html"
    sentence = (
        "وصل رئيس الوزراء إلى باكو في زيارة رسمية تستغرق ثلاثة أيام يلتقي خلالها كبار المسؤولين."
    )
    path.write_text(
        f"<!DOCTYPE html><html><head><title>زيارة</title><script>alert('بغداد')</script></head>"
        f"<body><article><h1>زيارة</h1><p>{sentence}</p><p>{sentence}</p></article></body></html>",
        encoding="utf-8",
    )
    done = run("analyze", path, "--quiet")
    assert (done.code, done.err) == (0, "")
    names = {mention["name_en"] for mention in json.loads(done.out)["mentions"]}
    assert names == {"Baku"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_is_read_in_its_encodings(run, tmp_path, encoding):
    path = tmp_path / "article.txt"
    path.write_text(GOOD, encoding=encoding)
    done = run("analyze", path, "--quiet")
    assert done.code == 0
    assert json.loads(done.out)["mentions"][0]["name_en"] == "Baku"


def test_hostile_file_name_stays_on_one_line(run, tmp_path):
    path = tmp_path / "a\nb\x1b[31m.txt"
    path.write_bytes(b"")
    done = run("analyze", path, "--quiet")
    assert done.code == 1
    assert len(done.lines) == 1
    assert "\x1b" not in done.err


def _garbage(path):
    path.write_bytes(b"not a database" * 100)


def _of_another_program(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE events (id TEXT)")
    connection.close()


def _empty(path):
    path.touch()


def _missing(path):
    assert not path.exists()


@pytest.mark.parametrize("command", ["query", "export", "map"])
@pytest.mark.parametrize("make", [_garbage, _of_another_program, _empty, _missing])
def test_store_that_is_none_costs_one_line(run, tmp_path, make, command):
    store = tmp_path / "events.gpkg"
    make(store)
    where = {"export": ("-o", tmp_path / "e.csv"), "map": ("-o", tmp_path / "m.html")}
    done = run(command, "--store", store, *where.get(command, ()))
    assert (done.code, done.out) == (1, "")
    assert len(done.lines) == 1
    assert str(store) in done.err
    assert {path.name for path in tmp_path.iterdir()} <= {"events.gpkg"}


@pytest.mark.parametrize("make", [_garbage, _of_another_program])
def test_file_that_is_no_store_is_not_written_to(run, articles, tmp_path, make):
    store = tmp_path / "events.gpkg"
    make(store)
    before = store.read_bytes()
    done = run("ingest", articles, "--store", store)
    assert done.code == 1
    assert len(done.lines) == 1
    assert store.read_bytes() == before


def test_defect_costs_one_line_too(run, articles, monkeypatch):
    def broken(self: object) -> None:
        raise TypeError("two\nlines")

    monkeypatch.setattr("geonews.cli.reading.Reader.close", broken)
    done = run("analyze", articles)
    assert done.code == 1
    assert done.lines == [
        "geonews: TypeError: two lines: this is a defect, run again with -v and report it"
    ]
