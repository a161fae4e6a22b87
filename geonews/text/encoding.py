"""Bytes to text: which encoding an Arabic text is in, and whether the result can be read.

The order is measured on real pages: byte order mark, strict UTF-8, the declared charset where
it decodes and can hold Arabic, what charset-normalizer finds, windows-1256.
"""

from __future__ import annotations

import codecs
import re

from geonews.errors import UndecodableInputError

__all__ = ["BYTE_ORDER_MARKS", "check_encodable", "check_readable", "declared_charset", "decode"]

BYTE_ORDER_MARKS = (
    # The mark of UTF-32-LE begins with that of UTF-16-LE, so it is asked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)

_ARABIC_CODECS = ("cp1256", "iso8859-6", "mac-arabic", "cp720", "cp864")
_DETECTED_CODECS = ("cp1256", "iso8859_6")  # the two that Arabic pages were written in
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN_BYTES = 4096
_SAMPLE_BYTES = 256 * 1024  # the encoding of a file shows well before this
_UNREADABLE = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")  # C0, C1, replacement
_UNREADABLE_SHARE = 0.01  # real articles carry a stray one now and then; binary data has 10 %


def decode(data: bytes, *, declared: str = "") -> str:
    """Return the text that `data` encodes, without its byte order mark.

    Parameters
    ----------
    data
        A whole text or page.
    declared
        The charset that the page names, empty where it names none. A declared UTF-8 that
        fails is not believed, nor is a charset without Arabic letters.

    Raises
    ------
    geonews.errors.UndecodableInputError
        The data is binary, damaged UTF-8, or in no encoding that gives readable text.
    """
    text = _decoded(data, declared)
    check_readable(text)
    return text


def declared_charset(page: bytes) -> str:
    """Return the charset that an HTML or XML page declares, empty where it declares none."""
    match = _DECLARATION.search(page, 0, _DECLARED_WITHIN_BYTES)
    return (match[1] or match[2]).decode("ascii", "replace").lower() if match else ""


def check_encodable(text: str) -> None:
    """Raise `UndecodableInputError` for text with a NUL, or with a lone surrogate.

    The first marks binary data, the second has no UTF-8 form.
    """
    if "\0" in text:
        raise UndecodableInputError("has NUL characters, so it is binary data: give text in UTF-8")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UndecodableInputError(
            f"has half a surrogate pair at character {error.start}: escape the whole pair, "
            "or write the character itself"
        ) from error


def check_readable(text: str) -> None:
    """Raise `UndecodableInputError` for text that cannot be an article's.

    That is text that is not encodable, or with more than one control or replacement
    character in a hundred.
    """
    check_encodable(text)
    if sum(1 for _ in _UNREADABLE.finditer(text)) > len(text) * _UNREADABLE_SHARE:
        raise UndecodableInputError(
            "is full of control or replacement characters, so it is binary data or was decoded "
            "wrongly before: give text in UTF-8"
        )


def _decoded(data: bytes, declared: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error)
    if b"\0" in data:
        raise UndecodableInputError("has NUL bytes, so it is binary data: give text in UTF-8")
    if (codec := _arabic_codec(declared)) and (text := _strictly(data, codec)):
        return text
    return _detected(data)


def _marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableInputError(
            f"has the byte order mark of {encoding} and is damaged at byte {error.start}: "
            "save it as UTF-8"
        ) from error


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Raise where most of what is not ASCII reads as UTF-8: no legacy encoding looks so."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if sum(1 for character in text if character > "\x7f") > 2 * damaged:
        raise UndecodableInputError(
            f"is UTF-8 and damaged at byte {error.start}: copy or download it again"
        ) from error


def _arabic_codec(declared: str) -> str:
    """Return Python's name of a declared charset that has Arabic letters, or nothing."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    return name if name in _ARABIC_CODECS else ""


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""


def _detected(data: bytes) -> str:
    """Return the text in the encoding that its letters speak for, Arabic ones first."""
    from charset_normalizer import from_bytes  # only files that are not UTF-8 pay for the import

    sample = data[:_SAMPLE_BYTES]
    # Left to all its encodings it takes a short Arabic text for Thai or Greek.
    best = from_bytes(sample, cp_isolation=list(_DETECTED_CODECS)).best()
    if best and _is_arabic(text := _strictly(data, best.encoding)):
        return text
    best = from_bytes(sample).best()
    if best and (text := _strictly(data, best.encoding)):
        return text
    text = data.decode("cp1256")
    if not _is_arabic(text):
        raise UndecodableInputError("is in no encoding that is recognised: save it as UTF-8")
    return text


def _is_arabic(text: str) -> bool:
    """Tell whether at least half of what is not ASCII is Arabic script."""
    foreign = [character for character in text if character > "\x7f"]
    return 2 * sum("\u0600" <= character <= "\u06ff" for character in foreign) >= len(foreign) > 0
