"""Bytes to text in the encodings that Arabic articles come in."""

from __future__ import annotations

import re

import pytest

from geonews.errors import UndecodableInputError
from geonews.text.encoding import declared_charset, decode
from tests.ingest.articles import ARTICLE, OTHER


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256", "iso8859-6"]
)
@pytest.mark.parametrize("text", [ARTICLE, OTHER, ARTICLE[:24]])
def test_decode_finds_the_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1256", "windows-1256"),
        ("cp1256", "utf-8"),
        ("cp1256", "iso-8859-1"),
        ("cp1256", "rot13"),
        ("cp1256", "no such charset"),
        ("iso8859-6", "ISO-8859-6"),
        ("mac-arabic", "mac-arabic"),
        ("utf-8", "windows-1256"),
    ],
)
def test_decode_believes_a_declaration_that_can_be_true(encoding: str, declared: str) -> None:
    assert decode(ARTICLE.encode(encoding), declared=declared) == ARTICLE


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Президент прибыл в Баку с государственным визитом в воскресенье."),
        ("cp1252", "Le président est arrivé à Alger dimanche pour une visite d'État."),
    ],
)
def test_decode_does_not_read_other_scripts_as_arabic(encoding: str, text: str) -> None:
    # Which Cyrillic or Latin encoding it is may stay in doubt; that it is not Arabic may not.
    assert not re.search("[\u0600-\u06ff]", decode(text.encode(encoding)))


def test_decode_names_the_damaged_byte() -> None:
    data = ARTICLE.encode()
    with pytest.raises(UndecodableInputError, match="damaged at byte 20"):
        decode(data[:20] + b"\xff" + data[20:])


def test_decode_bears_a_stray_control_character() -> None:
    assert decode((ARTICLE + "\x0b\x1f").encode()).endswith("\x1f")


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="windows-1256">', "windows-1256"),
        (b"<META CHARSET=utf-8>", "utf-8"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-6">',
            "iso-8859-6",
        ),
        (b'\n<?xml version="1.0" encoding="windows-1256"?>', "windows-1256"),
        (b"<p>charset=x</p>", ""),
        (b" " * 5000 + b'<meta charset="utf-8">', ""),
    ],
)
def test_declared_charset_is_found(page: bytes, charset: str) -> None:
    assert declared_charset(page) == charset
