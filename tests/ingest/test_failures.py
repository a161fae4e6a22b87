"""What cannot be read: one line each, and everything else is kept."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import tarfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geonews.errors import (
    EmptyInputError,
    InputError,
    InputTooLargeError,
    UndecodableInputError,
    UnsupportedInputError,
)
from geonews.ingest import InputFailure, count_inputs, read_documents
from geonews.settings import Limits
from tests.ingest.articles import ARTICLE, OTHER, html_page, json_line

SMALL = Limits(
    input_bytes=100_000,
    document_chars=2000,
    line_bytes=5000,
    html_bytes=5000,
    decompression_ratio=20,
)


def failures_of(
    *names: object, limits: Limits | None = None
) -> tuple[list[str], list[InputFailure]]:
    """Return the texts that are read, and the failures."""
    failures: list[InputFailure] = []
    documents = read_documents(
        [str(name) for name in names], limits=limits or Limits(), on_failure=failures.append
    )
    return [document.text for document in documents], failures


def only_failure(name: object, limits: Limits | None = None) -> InputFailure:
    texts, failures = failures_of(name, limits=limits)
    assert texts == []
    assert len(failures) == 1
    assert "\n" not in str(failures[0].error)
    return failures[0]


def tar_of_an_article() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(ARTICLE.encode())
        archive.addfile(member, io.BytesIO(ARTICLE.encode()))
    return buffer.getvalue()


REFUSED: dict[str, tuple[bytes, type[InputError], str]] = {
    "nothing": (b"", EmptyInputError, "no text"),
    "white_space": (b" \n\t\r\n", EmptyInputError, "no text"),
    "only_invisible": ("\ufeff\u200b\u00a0".encode(), EmptyInputError, "no text"),
    "empty_gzip": (gzip.compress(b""), EmptyInputError, "no text"),
    "empty_array": (b"[]", InputError, "without articles"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(50), UndecodableInputError, "a PNG image"),
    "jpeg": (b"\xff\xd8\xff\xe0JFIF", UndecodableInputError, "a JPEG image"),
    "pdf": (b"%PDF-1.7\n", UndecodableInputError, "a PDF file"),
    "zip": (b"PK\x03\x04rest", UndecodableInputError, "a ZIP archive"),
    "tar": (tar_of_an_article(), UndecodableInputError, "a tar archive"),
    "gzip_twice": (gzip.compress(gzip.compress(b"x")), UndecodableInputError, "inside gzip"),
    "nul_bytes": (b"abc\0def", UndecodableInputError, "NUL"),
    "late_nul_bytes": (b"abc " * 30_000 + b"\0", UndecodableInputError, "NUL"),
    "controls": (bytes(range(1, 32)) * 9, UndecodableInputError, "control"),
    "replacement_characters": ("\ufffd\ufffd في \ufffd".encode(), UndecodableInputError, "replac"),
    "damaged_utf8": (ARTICLE.encode()[:-2], UndecodableInputError, "UTF-8 and damaged at byte"),
    "damaged_utf16": (ARTICLE.encode("utf-16")[:-1], UndecodableInputError, "damaged"),
    "gzip_cut_off": (gzip.compress(ARTICLE.encode())[:-9], UndecodableInputError, "breaks off"),
    "gzip_damaged": (
        gzip.compress(ARTICLE.encode())[:-8] + bytes(8),
        UndecodableInputError,
        "damaged gzip",
    ),
    "rss": (
        b'<?xml version="1.0"?>\n<rss version="2.0"><item><![CDATA[\n<html>]]></item></rss>',
        UnsupportedInputError,
        "RSS",
    ),
    "atom": (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', UnsupportedInputError, "Atom"),
    "xml": (b'<?xml version="1.0"?><news/>', UnsupportedInputError, "XML"),
    "csv": (f"id,text\n1,{OTHER}\n".encode(), UnsupportedInputError, "CSV"),
    "warc": (b"WARC/1.1\r\nWARC-Type: response\r\n", UnsupportedInputError, "WARC"),
    "page_without_article": (
        b"<html><head><title>x</title></head><body><script>var a = 1</script></body></html>",
        EmptyInputError,
        "no article text found in the page",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_input_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    content, error, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(content)
    failure = only_failure(path)
    assert failure.source == str(path)
    assert type(failure.error) is error
    assert reason in str(failure.error)
    assert ": " in str(failure.error)  # what is wrong, then what to do
    with pytest.raises(error) as raised:
        list(read_documents([str(path)]))
    assert str(raised.value) == f"{path}: {failure.error}"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "does not exist"),
        ("missing/*.txt", "matches no file"),
        ("", "does not exist"),
        ("https://example.org/a", "does not fetch"),
        ("HTTP://example.org/a", "does not fetch"),
        ("a\0b", "does not exist"),
        ("*\0", "does not exist"),
        ("\ud800", "does not exist"),
        ("two\nlines", "does not exist"),
    ],
)
def test_name_of_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    failure = only_failure(name)
    assert reason in str(failure.error)
    assert "\n" not in failure.source
    assert failure.source.encode()
    assert count_inputs([name]) == 0


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    failure = only_failure(tmp_path)
    assert isinstance(failure.error, EmptyInputError)
    assert "folder" in str(failure.error)


def test_broken_link_and_pipe_in_a_folder_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "link").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    texts, failures = failures_of(tmp_path)
    assert texts == [ARTICLE]
    assert [Path(failure.source).name for failure in failures] == ["link", "pipe"]


def test_name_too_long_for_the_system_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in str(only_failure(tmp_path / ("a" * 5000)).error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_and_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(ARTICLE, "utf-8")
    (tmp_path / "file").chmod(0)
    (tmp_path / "folder").mkdir(mode=0)
    texts, failures = failures_of(tmp_path)
    assert texts == []
    assert {Path(failure.source).name for failure in failures} == {"file", "folder"}
    assert all("permissions" in str(failure.error) for failure in failures)


def test_read_error_of_the_system_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    class FailingDisk(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read1(self, _size: int) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(FailingDisk()))  # type: ignore[type-var]
    failure = only_failure("-")
    assert "Input/output error" in str(failure.error)


def test_mixed_folder_keeps_what_can_be_read(tmp_path: Path) -> None:
    contents = {
        "a.txt": ARTICLE.encode(),
        "b.png": REFUSED["png"][0],
        "c.jsonl": f"{json_line(OTHER)}\nbroken\n".encode(),
        "d.txt": b"",
        "e.html": html_page().encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    texts, failures = failures_of(tmp_path)
    assert texts == [ARTICLE, OTHER, ARTICLE]
    assert [Path(failure.source).name for failure in failures] == ["b.png", "c.jsonl:2", "d.txt"]
    assert count_inputs([str(tmp_path)]) == 5


BROKEN_LINES: dict[str, tuple[str, str]] = {
    "no_json": ("broken", "not valid JSON"),
    "cut_off": (json_line()[:-9], "not valid JSON"),
    "no_object": ("3", "no object"),
    "array": ("[]", "no object"),
    "string": (json.dumps("نص"), "no object"),
    "no_text": ('{"body": "x"}', "no \"text\" (it has 'body')"),
    "empty_object": ("{}", "it has nothing"),
    "null_text": ('{"text": null}', 'no "text"'),
    "empty_text": ('{"text": " \\n"}', "no text in it"),
    "text_of_wrong_type": ('{"text": 5}', 'has 5 as "text"'),
    "title_of_wrong_type": (json_line(title=["a"]), 'has an array as "title"'),
    "id_of_wrong_type": (json_line(id=True), 'has true as "id"'),
    "not_a_date": (json_line(published="أمس"), "has 'أمس' as \"published\""),
    "no_such_day": (json_line(published="2023-02-29"), "2023-02-29"),
    "zero_date": (json_line(published="0001-01-01"), "0001-01-01"),
    "numeric_date": (json_line(published=20240818), "20240818"),
    "nul_in_text": ('{"text": "a\\u0000b"}', "NUL"),
    "lone_surrogate": ('{"text": "a\\ud83d"}', "surrogate"),
    "lone_surrogate_in_id": (
        json_line(id="\ud83d").encode("ascii", "backslashreplace").decode(),
        "surrogate",
    ),
    "not_a_number": ('{"text": "x", "n": NaN}', "NaN"),
    "huge_number": ('{"n": ' + "9" * 5000 + "}", "not valid JSON"),
    "deep": ('{"a":' * 50_000, "nested too deeply"),
    "deep_text": ('{"text":' + "[" * 900 + "]" * 900 + "}", "an array"),
    "too_long_a_text": (json_line("نص " * 700_000), "2,100,000 characters"),
}


@pytest.mark.parametrize("name", BROKEN_LINES)
def test_broken_json_line_leaves_the_others(tmp_path: Path, name: str) -> None:
    line, reason = BROKEN_LINES[name]
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json_line()}\n{line}\n{json_line(OTHER)}\n", "utf-8")
    texts, failures = failures_of(path)
    assert texts == [ARTICLE, OTHER]
    (failure,) = failures
    assert failure.source == f"{path}:2"
    assert reason in str(failure.error)
    assert "\n" not in str(failure.error)
    assert len(str(failure.error)) < 300


@pytest.mark.parametrize("first", ["broken", '{"text": "x', "{نص}", "3"])
def test_broken_first_line_leaves_the_others(tmp_path: Path, first: str) -> None:
    path = tmp_path / "articles"
    path.write_text(f"{first}\n{json_line(OTHER)}\n", "utf-8")
    texts, failures = failures_of(path)
    assert texts == [OTHER]
    assert [failure.source for failure in failures] == [f"{path}:1"]


def test_json_line_in_another_encoding_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(f"{json_line()}\n".encode() + f"{json_line()}\n".encode("cp1256"))
    texts, failures = failures_of(path)
    assert texts == [ARTICLE]
    assert isinstance(failures[0].error, UndecodableInputError)
    assert "not in UTF-8" in str(failures[0].error)


def test_array_item_without_text_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'[{json_line()}, {{"body": 1}}, 7, {json_line(OTHER)}]', "utf-8")
    texts, failures = failures_of(path)
    assert texts == [ARTICLE, OTHER]
    assert [failure.source for failure in failures] == [f"{path}#2", f"{path}#3"]


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        ("", "cut off or lacks a comma"),
        (",", "cut off or lacks a comma"),
        (', {"text"', "not valid JSON"),
        (" {}]", "cut off or lacks a comma"),
        ("] x", "after the end"),
        (", " + "[" * 50_000, "nested too deeply"),
    ],
)
def test_broken_array_keeps_what_came_before(tmp_path: Path, ending: str, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"[{json_line()}{ending}", "utf-8")
    texts, failures = failures_of(path)
    assert texts == [ARTICLE]
    assert [failure.source for failure in failures] == [str(path)]
    assert reason in str(failures[0].error)


def test_line_of_50_megabytes_is_one_failure_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.write(json_line() + '\n{"text": "')
        for _ in range(50):
            file.write("x" * 1_000_000)
        file.write('"}\n' + json_line(OTHER) + "\n")
    tracemalloc.start()
    try:
        texts, failures = failures_of(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert texts == [ARTICLE, OTHER]
    (failure,) = failures
    assert failure.source == f"{path}:2"
    assert isinstance(failure.error, InputTooLargeError)
    assert "16,777,216 bytes" in str(failure.error)
    assert peak < 2 * Limits().line_bytes


@pytest.mark.parametrize(
    ("opening", "reason"),
    [(b"", "8,000,000 bytes"), (b'{"text": "', "200 times"), (b"[", "200 times")],
)
def test_gzip_bomb_is_stopped_before_it_unpacks(
    tmp_path: Path, opening: bytes, reason: str
) -> None:
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb") as file:
        file.write(opening)
        for _ in range(200):
            file.write(b" " * 1_000_000)
    tracemalloc.start()
    try:
        failure = only_failure(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(failure.error, InputTooLargeError)
    assert reason in str(failure.error)
    assert peak < 40_000_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OTHER * 40, "characters where 2,000"),
        ("x" * 9000, "a text of more than 8,000 bytes"),
        (html_page(body="<p>" + OTHER * 60), "an HTML page of more than 5,000 bytes"),
        (json_line(OTHER * 40), "a line of more than 5,000 bytes"),
        (json.dumps([{"text": "x" * 200_000}]), "5,000 characters"),
    ],
)
def test_limits_hold(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "a"
    path.write_text(content, "utf-8")
    failure = only_failure(path, SMALL)
    assert isinstance(failure.error, InputTooLargeError)
    assert reason in str(failure.error)


def test_input_over_its_limit_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json_line()}\n" * 1000, "utf-8")
    texts, failures = failures_of(path, limits=SMALL)
    assert 0 < len(texts) < 1000
    assert "100,000 bytes" in str(failures[-1].error)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.tuples(
            st.sampled_from(
                [b"{", b"[", b'{"text":', b"<html>", b"<?xml", b"\x1f\x8b\x08", b"\xff\xfe"]
            ),
            st.binary(max_size=200),
        ).map(b"".join),
        st.binary(max_size=200).map(gzip.compress),
    )
)
@example(content=b"<html><head><title>&#xD800;</title></head><p>&#1;" + ARTICLE.encode())
@example(content=b"<html><p>" + b"<div>" * 20_000 + ARTICLE.encode())
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    texts, failures = failures_of(path)
    assert texts or failures
    assert all(text.strip() and text.encode() for text in texts)
    assert all("\n" not in str(failure.error) for failure in failures)
