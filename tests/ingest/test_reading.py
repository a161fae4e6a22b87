"""The kinds of input, each read to documents."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geonews.errors import InputError, UsageError
from geonews.ingest import InputFailure, count_inputs, read_documents
from geonews.model import Document
from tests.ingest.articles import ARTICLE, OTHER, TITLE, html_page, json_line


def read(path: Path, **options: object) -> list[Document]:
    return list(read_documents([str(path)], **options))  # type: ignore[arg-type]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


KINDS = {
    "text": ARTICLE,
    "html": html_page(),
    "html_with_xml_prolog": '<?xml version="1.0" encoding="utf-8"?>\n<!-- x -->\n' + html_page(),
    "html_after_stray_output": "\n\nNotice: x\n" + html_page(),
    "json_lines": json_line() + "\n",
    "json_object": json.dumps({"text": ARTICLE}, indent=2, ensure_ascii=False),
    "json_object_escaped": json.dumps({"text": ARTICLE}, indent=0),
    "json_array": json.dumps([{"text": ARTICLE}], indent=1),
    "json_array_on_one_line": json.dumps([{"text": ARTICLE}]),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".txt", ".json", ".html", ".jsonl", ""])
@pytest.mark.parametrize("packed", [False, True])
def test_kind_is_told_from_content(tmp_path: Path, kind: str, suffix: str, packed: bool) -> None:
    content = KINDS[kind].encode()
    path = write(tmp_path, "a" + suffix, gzip.compress(content) if packed else content)
    (document,) = read(path)
    assert document.text == ARTICLE


def test_text_is_one_document_named_by_digest(tmp_path: Path) -> None:
    (first,) = read(write(tmp_path, "first.txt", ARTICLE))
    (second,) = read(write(tmp_path, "second.txt", ARTICLE))
    (other,) = read(write(tmp_path, "other.txt", OTHER))
    assert first.id == second.id != other.id
    assert len(first.id) == 16
    assert (first.title, first.url, first.published) == ("", "", None)
    assert first.source == "first.txt"


@pytest.mark.parametrize("text", [" \n" + ARTICLE + "\r\nسطر\r\n", "سطر\tواحد\u200f"])
def test_text_is_never_altered(tmp_path: Path, text: str) -> None:
    assert [document.text for document in read(write(tmp_path, "a.txt", text))] == [text]
    assert [document.text for document in read(write(tmp_path, "b", json_line(text)))] == [text]


@pytest.mark.parametrize(
    "text",
    ["{إن الله مع الصابرين} بهذه الآية بدأ الخطيب", "[عاجل] زلزال في المغرب", "<عاجل> زلزال"],
)
def test_text_that_opens_with_a_bracket_is_no_json(tmp_path: Path, text: str) -> None:
    assert [document.text for document in read(write(tmp_path, "a.txt", text))] == [text]
    cp1256 = write(tmp_path, "b.txt", text.encode("cp1256"))
    assert [document.text for document in read(cp1256)] == [text]


def test_json_fields_reach_the_document(tmp_path: Path) -> None:
    line = json_line(
        id="a-1",
        title=TITLE,
        published="2024-08-18",
        url="https://example.org/a",
        source="وكالة",
        tags=["x"],
    )
    assert read(write(tmp_path, "a.jsonl", line)) == [
        Document(
            id="a-1",
            text=ARTICLE,
            title=TITLE,
            published=date(2024, 8, 18),
            url="https://example.org/a",
            source="وكالة",
        )
    ]


def test_json_nulls_are_as_absent(tmp_path: Path) -> None:
    line = json_line(id=None, title=None, published=None, url=None, source=None)
    (document,) = read(write(tmp_path, "a.jsonl", line))
    assert document == read(write(tmp_path, "a.jsonl", json_line()))[0]
    assert document.source == "a.jsonl"


@pytest.mark.parametrize(("value", "expected"), [("x/1", "x/1"), (7, "7"), (1.5, "1.5")])
def test_json_id_is_kept(tmp_path: Path, value: object, expected: str) -> None:
    (document,) = read(write(tmp_path, "a.jsonl", json_line(id=value)))
    assert document.id == expected


def test_published_anchors_only_what_carries_no_date(tmp_path: Path) -> None:
    lines = json_line() + "\n" + json_line(OTHER, published="2020-01-02")
    anchor = date(2024, 8, 18)
    documents = read(write(tmp_path, "a.jsonl", lines), published=anchor)
    assert [document.published for document in documents] == [anchor, date(2020, 1, 2)]
    assert read(write(tmp_path, "a.txt", ARTICLE), published=anchor)[0].published == anchor


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\n\n  \n"])
def test_json_lines_are_read_whatever_ends_them(tmp_path: Path, separator: str) -> None:
    content = separator.join([json_line(), json_line(OTHER)])
    assert [document.text for document in read(write(tmp_path, "a", content))] == [ARTICLE, OTHER]


def test_json_line_holds_line_separators_of_unicode(tmp_path: Path) -> None:
    text = "سطر\u2028آخر\u0085ثالث"  # LINE SEPARATOR, NEXT LINE
    assert [document.text for document in read(write(tmp_path, "a", json_line(text)))] == [text]


def test_json_objects_may_follow_each_other_over_lines(tmp_path: Path) -> None:
    content = "\n".join(json.dumps({"text": text}, indent=2) for text in (ARTICLE, OTHER))
    assert [document.text for document in read(write(tmp_path, "a", content))] == [ARTICLE, OTHER]


def test_json_array_may_be_longer_than_what_is_held(tmp_path: Path) -> None:
    content = json.dumps([{"text": ARTICLE, "id": number} for number in range(3000)], indent=1)
    documents = read(write(tmp_path, "a.json", content))
    assert [document.id for document in documents] == [str(number) for number in range(3000)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("content", [ARTICLE, json_line() + "\n" + json_line(), html_page()])
def test_byte_order_mark_is_believed(tmp_path: Path, encoding: str, content: str) -> None:
    documents = read(write(tmp_path, "a", content.encode(encoding)))
    assert {document.text for document in documents} == {ARTICLE}


def test_gzip_members_and_padding_are_read_as_one(tmp_path: Path) -> None:
    lines = [(json_line(text) + "\n").encode() for text in (ARTICLE, OTHER)]
    packed = b"".join(gzip.compress(line) for line in lines) + b"\0" * 600
    documents = read(write(tmp_path, "a.jsonl.gz", packed))
    assert [document.text for document in documents] == [ARTICLE, OTHER]


def test_folder_is_read_sorted_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.jsonl", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, name, json_line() if name.endswith("jsonl") else ARTICLE)
    names = [document.source for document in read(tmp_path)]
    assert names == ["a.jsonl", "b.txt", "c.txt"]
    assert count_inputs([str(tmp_path)]) == 3


def test_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ARTICLE)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    failures: list[InputFailure] = []
    documents = read(tmp_path, on_failure=failures.append)
    assert [document.source for document in documents] == ["a.txt"]
    assert [failure.source for failure in failures] == [str(tmp_path / "self")]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("*.txt", ["a.txt", "b.txt"]), ("**", ["a.txt", "b.txt", "c.txt"]), ("s?b", ["c.txt"])],
)
def test_glob_names_what_it_matches(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        write(tmp_path, name, ARTICLE)
    assert [document.source for document in read(tmp_path / pattern)] == expected
    assert count_inputs([str(tmp_path / pattern)]) == len(expected)


def test_file_with_wildcards_in_its_name_is_that_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", OTHER)
    assert read(write(tmp_path, "[a].txt", ARTICLE))[0].text == ARTICLE


def test_paths_are_taken_as_names(tmp_path: Path) -> None:
    (document,) = read_documents([write(tmp_path, "a.txt", ARTICLE)])
    assert document.text == ARTICLE


def test_single_string_is_refused() -> None:
    with pytest.raises(UsageError, match="give a list"):
        next(read_documents("a.txt"))


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress((json_line() + "\n" + json_line(OTHER)).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    documents = list(read_documents(["-"]))
    assert [(document.text, document.source) for document in documents] == [
        (ARTICLE, "stdin"),
        (OTHER, "stdin"),
    ]
    assert count_inputs(["-", "a.txt"]) is None


def test_reading_streams(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json_line() + "\n")
    documents = read_documents([str(path), str(tmp_path / "missing")])
    assert next(documents).text == ARTICLE
    with pytest.raises(InputError, match="missing: does not exist"):
        next(documents)


def test_shipped_articles_are_read() -> None:
    folder = Path(__file__).parents[2] / "seeds" / "articles"
    documents = read(folder)
    assert sorted(document.id for document in documents) == sorted(
        path.stem for path in folder.glob("*.json")
    )
    assert all(document.published for document in documents)


def test_import_leaves_the_page_parser_alone() -> None:
    code = (
        "import sys, geonews.ingest; "
        "sys.exit(any(name in sys.modules for name in ('trafilatura', 'charset_normalizer')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
