"""JSON objects, one an article."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

from geonews.errors import (
    EmptyInputError,
    InputError,
    InputTooLargeError,
    UndecodableInputError,
)
from geonews.ingest.days import parse_day
from geonews.model import Document
from geonews.settings import Limits
from geonews.text.encoding import check_encodable, check_readable

__all__ = ["JsonValues", "build_document", "line_document", "object_document"]

_DIGEST_LENGTH = 16  # 64 bits: two of a million articles share one with odds of 1 to 37 million
_SHOWN_CHARS = 60
_WHITE_SPACE = " \t\r\n"  # JSON's; str.isspace knows more
_SPACE = re.compile(f"[{_WHITE_SPACE}]+")


def build_document(
    *,
    text: str,
    limits: Limits,
    id: str = "",  # noqa: A002 (the field's name)
    title: str = "",
    published: date | None = None,
    url: str = "",
    source: str = "",
) -> Document:
    """Return a document, its id a digest of the text where none is given.

    Raises
    ------
    geonews.errors.InputError
        The text is empty, over `limits.document_chars`, or not readable.
    """
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise EmptyInputError("has no text in it: give an article")
    if len(text) > limits.document_chars:
        raise InputTooLargeError(
            f"is a text of {len(text):,} characters where {limits.document_chars:,} are read: "
            "split it into articles"
        )
    check_readable(text)
    return Document(
        id=id or sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH],
        text=text,
        title=title,
        published=published,
        url=url,
        source=source,
    )


def line_document(line: bytes, *, file_name: str, anchor: date | None, limits: Limits) -> Document:
    """Return the article that one line of JSON Lines holds; raises `InputError`."""
    try:
        value = _DECODER.decode(line.decode("utf-8-sig").strip(_WHITE_SPACE))
    except UnicodeDecodeError as error:
        raise _not_utf8(error) from error
    except (ValueError, RecursionError) as error:
        raise _not_json(error) from error
    return object_document(value, file_name=file_name, anchor=anchor, limits=limits)


def object_document(
    value: object, *, file_name: str, anchor: date | None, limits: Limits
) -> Document:
    """Return the article that a JSON object holds.

    Parameters
    ----------
    value
        The parsed object: ``text``, and optionally ``id``, ``title``, ``published``, ``url``
        and ``source``; other keys are ignored.
    file_name
        The source of an article that names none.
    anchor
        The publication date of an article that carries none.
    limits
        What one document may cost.

    Raises
    ------
    geonews.errors.InputError
        It is no object, has no text, or a value is of the wrong type.
    """
    if not isinstance(value, dict):
        raise InputError(f'is JSON but no object: give {{"text": "…"}}, not {_shown(value)}')
    if value.get("text") is None:
        keys = _shown(", ".join(value)) if value else "nothing"
        raise InputError(f'has no "text" (it has {keys}): put the article under "text"')
    return build_document(
        id=_identifier(value.get("id")),
        text=_string(value, "text"),
        title=_string(value, "title"),
        published=_published(value.get("published")) or anchor,
        url=_string(value, "url"),
        source=_string(value, "source") or file_name,
        limits=limits,
    )


def _string(value: dict[str, Any], key: str) -> str:
    field = value.get(key)
    if field is None:
        return ""
    if not isinstance(field, str):
        raise InputError(f'has {_shown(field)} as "{key}": give a string')
    check_encodable(field)
    return field


def _identifier(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f'has {_shown(value)} as "id": give a string or a number')
    name = str(value)
    check_encodable(name)
    return name


def _published(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        if not isinstance(value, str):
            raise ValueError("not a string")
        return parse_day(value)
    except ValueError as error:
        raise InputError(
            f'has {_shown(value)} as "published" ({error}): write 2024-08-18 or '
            '"Sun, 18 Aug 2024 10:00:00 +0300"'
        ) from error


def _shown(value: object) -> str:
    """Return a value as a message can quote it: escaped, on one line, not too long."""
    if isinstance(value, dict | list):  # their repr can be as deep as the parser allows
        return "an object" if isinstance(value, dict) else "an array"
    if not isinstance(value, str):
        return json.dumps(value)
    return repr(value if len(value) <= _SHOWN_CHARS else value[:_SHOWN_CHARS] + "…")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


_DECODER = JSONDecoder(parse_constant=_refuse_constant)


def _not_json(error: ValueError | RecursionError) -> InputError:
    if isinstance(error, RecursionError):
        return InputError("is JSON nested too deeply to be an article: flatten it")
    reason = f"{error.msg}, column {error.colno}" if isinstance(error, JSONDecodeError) else error
    return InputError(f"is not valid JSON ({reason}): write one object a line")


def _not_utf8(error: UnicodeDecodeError) -> UndecodableInputError:
    return UndecodableInputError(
        f"is JSON and not in UTF-8 (byte {error.start}): JSON is always UTF-8, so recode it"
    )


class JsonValues:
    """The values in a stream: the items of an array, or objects one after the other.

    At most `limit` characters of the stream are held, so an array may be larger than memory.
    """

    def __init__(self, chunks: Iterator[bytes], limit: int) -> None:
        self._pieces = _utf8(chunks)
        self._limit = limit
        self._buffer = ""
        self._at = 0
        self.in_array = False

    def __iter__(self) -> Iterator[object]:
        """Yield each value; raises `InputError` where the stream is no valid JSON."""
        self.in_array = self._take("[")
        ended = self.in_array and self._take("]")
        while not ended and self._more():
            yield self._value()
            if self.in_array and not (ended := self._take("]")) and not self._take(","):
                break
        if self.in_array and not ended:
            raise InputError("is a JSON array that is cut off or lacks a comma: write it anew")
        if self._more():
            raise InputError("goes on after the end of its JSON array: write it anew")

    def _peek(self) -> str:
        return self._buffer[self._at] if self._more() else ""

    def _take(self, mark: str) -> bool:
        found = self._peek() == mark
        self._at += found
        return found

    def _more(self) -> bool:
        """Move on to the next character that is not white space; False where there is none."""
        while True:
            if match := _SPACE.match(self._buffer, self._at):
                self._at = match.end()
            if self._at < len(self._buffer):
                return True
            if not self._read():
                return False

    def _read(self) -> bool:
        """Read about as much again as is held, so that parsing anew stays in proportion."""
        kept = self._buffer[self._at :]
        pieces, length = [kept], len(kept)
        for piece in self._pieces:
            pieces.append(piece)
            length += len(piece)
            if length > 2 * len(kept):
                break
        self._buffer, self._at = "".join(pieces), 0
        return length > len(kept)

    def _value(self) -> object:
        while True:
            try:
                value, self._at = _DECODER.raw_decode(self._buffer, self._at)
            except JSONDecodeError as error:
                if len(self._buffer) - self._at > self._limit:
                    raise InputTooLargeError(
                        f"holds a JSON value that is broken or over {self._limit:,} characters: "
                        "write one object a line"
                    ) from error
                if not self._read():
                    raise _not_json(error) from error
            except (ValueError, RecursionError) as error:
                raise _not_json(error) from error
            else:
                return value


def _utf8(chunks: Iterator[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _not_utf8(error) from error
