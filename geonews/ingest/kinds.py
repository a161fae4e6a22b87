"""What kind of input a stream is, told from its first bytes."""

from __future__ import annotations

import json
import re
from enum import Enum
from pathlib import PurePath

from geonews.errors import UndecodableInputError, UnsupportedInputError

__all__ = ["HEAD_BYTES", "Kind", "kind_of"]

HEAD_BYTES = 64 * 1024
"""How much of an input is looked at to tell its kind."""


class Kind(Enum):
    """The kinds that are read."""

    TEXT = "plain text"
    HTML = "an HTML page"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"


_ACCEPTED = "give plain text, an HTML page, JSON Lines or JSON, each also gzipped"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x1f\x8b", "gzip data inside gzip data"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_TAR_MAGIC, _TAR_MAGIC_AT = b"ustar", 257

_PROLOG = re.compile(r"(?:\s|<\?[^>]*>|<!--.*?-->)*", re.DOTALL)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_HTML = re.compile(r"^[ \t]*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"<(?:[a-z]|!)", re.IGNORECASE)
_JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}
_CSV_SUFFIXES = {".csv", ".tsv"}
_DELIMITER = re.compile("[,;\t]")
_COLUMNS = {"id", "text", "title", "published", "url", "source"}


def kind_of(head: bytes, name: str) -> Kind:
    """Return the kind of an input that begins with `head`, unpacked and recoded to UTF-8.

    Parameters
    ----------
    head
        The first `HEAD_BYTES`, or the whole where that is less.
    name
        The file's name: its suffix decides where the content leaves it open.

    Raises
    ------
    geonews.errors.UndecodableInputError
        It is binary.
    geonews.errors.UnsupportedInputError
        It is of a known kind that no reader is for.
    """
    _refuse_binary(head)
    text = head.decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    suffix = PurePath(name.lower().removesuffix(".gz")).suffix
    if text.startswith("WARC/"):
        raise _unsupported("a WARC file")
    if text.startswith("<"):
        return _markup_kind(text)
    if _is_json(text, suffix):
        return _json_kind(text)
    if _HTML.search(text):
        return Kind.HTML
    if _is_csv(text, suffix):
        raise _unsupported("a CSV file")
    return Kind.TEXT


def _unsupported(what: str) -> UnsupportedInputError:
    return UnsupportedInputError(f"is {what}, which this release does not read: {_ACCEPTED}")


def _refuse_binary(head: bytes) -> None:
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise UndecodableInputError(f"is {what}, not text: {_ACCEPTED}")
    if head.startswith(_TAR_MAGIC, _TAR_MAGIC_AT):
        raise UndecodableInputError(f"is a tar archive, not text: unpack it, then {_ACCEPTED}")
    if b"\0" in head:
        raise UndecodableInputError(f"has NUL bytes, so it is binary data: {_ACCEPTED}")


def _markup_kind(text: str) -> Kind:
    prolog = _PROLOG.match(text)
    root = text[prolog.end() :] if prolog else text
    if _FEED.match(root):
        raise _unsupported("an RSS or Atom feed")
    if text.startswith("<?xml") and not _HTML.match(root):
        raise _unsupported("an XML document")
    return Kind.HTML if _TAG.match(root) else Kind.TEXT


def _is_json(text: str, suffix: str) -> bool:
    bracket, following = text[:1], text[1:].lstrip()[:1]
    if bracket in {"{", "["} and suffix in _JSON_SUFFIXES:
        return True
    # An article may open with a bracketed word or a verse in braces; JSON goes on in ASCII.
    if bracket == "{" and following <= "\x7f":
        return True
    if bracket == "[" and following in {"", "{", '"', "]"}:
        return True
    # A first line that is broken does not make the others prose.
    return any(_is_json_object(line) for line in text.split("\n")[1:])


def _is_json_object(line: str) -> bool:
    if not line.startswith('{"'):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _json_kind(text: str) -> Kind:
    """Tell lines of objects from values that run over lines; broken lines must not mislead."""
    first, *others = (line for line in text.split("\n") if line.strip())
    if first.startswith("["):
        return Kind.JSON
    if first.strip() == "{":
        return Kind.JSON
    if not others or _is_json_object(first) or any(line.startswith("{") for line in others):
        return Kind.JSON_LINES
    return Kind.JSON


def _is_csv(text: str, suffix: str) -> bool:
    header = _DELIMITER.split(text.partition("\n")[0].strip())
    names = {cell.strip().strip('"').lower() for cell in header}
    return ("text" in names and len(names & _COLUMNS) > 1) or (
        suffix in _CSV_SUFFIXES and len(header) > 1
    )
