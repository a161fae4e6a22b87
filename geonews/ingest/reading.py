"""The order of reading: find the files, unpack, tell the kind, hand over to its reader."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from geonews.errors import InputError, InputTooLargeError
from geonews.ingest.articles import JsonValues, build_document, line_document, object_document
from geonews.ingest.discovery import (
    STANDARD_INPUT,
    InputFailure,
    discover,
    one_line,
    unreadable,
)
from geonews.ingest.kinds import HEAD_BYTES, Kind, kind_of
from geonews.ingest.pages import read_page
from geonews.ingest.streams import (
    GZIP_MAGIC,
    bounded,
    gunzipped,
    lines,
    peek,
    read_chunks,
    recoded,
    whole,
)
from geonews.model import Document
from geonews.settings import DEFAULT_LIMITS, Limits
from geonews.text.encoding import BYTE_ORDER_MARKS, declared_charset, decode

__all__ = ["InputFailure", "count_inputs", "read_documents"]

_MAX_UTF8_BYTES = 4  # of one code point


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    """One opened input, as its reader needs it."""

    path: str
    name: str
    chunks: Iterator[bytes]
    anchor: date | None
    limits: Limits

    def failure(self, error: InputError, *, at: str = "") -> InputFailure:
        return InputFailure(one_line(self.path) + at, error)


def read_documents(
    inputs: Iterable[str | PathLike[str]],
    *,
    published: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_failure: Callable[[InputFailure], None] | None = None,
) -> Iterator[Document]:
    """Yield the articles that the inputs hold, reading as it goes.

    Parameters
    ----------
    inputs
        Files, folders (all files under them, sorted, without hidden ones), globs, or ``-``
        for standard input.
    published
        Publication date of an article that carries none; relative dates count from it.
    limits
        What one input may cost.
    on_failure
        Called with each input, or line of an input, that cannot be read; the rest is read on.

    Yields
    ------
    geonews.model.Document
        An article, its text as it stands in the input. Its id is the input's, or a digest of
        its text.

    Raises
    ------
    geonews.errors.InputError
        An input cannot be read, and `on_failure` is not given. The message names the input.
    geonews.errors.UsageError
        `inputs` is a string instead of names.
    """
    for found in discover(inputs):
        results = [found] if isinstance(found, InputFailure) else _read(found, published, limits)
        for result in results:
            if isinstance(result, Document):
                yield result
            elif on_failure is None:
                raise type(result.error)(f"{result.source}: {result.error}") from result.error
            else:
                on_failure(result)


def count_inputs(inputs: Iterable[str | PathLike[str]]) -> int | None:
    """Return how many files `read_documents` will open; None where standard input is among them."""
    count = 0
    for found in discover(inputs):
        if found == STANDARD_INPUT:
            return None
        count += isinstance(found, str)
    return count


def _read(path: str, anchor: date | None, limits: Limits) -> Iterator[Document | InputFailure]:
    name = "stdin" if path == STANDARD_INPUT else one_line(Path(path).name)
    try:
        with _opened(path) as handle:
            chunks = _unpacked(read_chunks(handle), limits)
            head, chunks = peek(chunks, HEAD_BYTES)
            reader = _READERS[kind_of(head, name)]
            yield from reader(
                _Input(path=path, name=name, chunks=chunks, anchor=anchor, limits=limits)
            )
    except InputError as error:
        yield InputFailure(one_line(path), error)
    except OSError as error:
        yield InputFailure(one_line(path), unreadable(error))


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
    else:
        with Path(path).open("rb") as handle:
            yield handle


def _unpacked(chunks: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """Yield the content: gunzipped, bounded, and UTF-16 or UTF-32 with a mark as UTF-8."""
    head, chunks = peek(chunks, HEAD_BYTES)
    if head.startswith(GZIP_MAGIC):
        head, chunks = peek(gunzipped(chunks, limits), HEAD_BYTES)
    chunks = bounded(chunks, limits.input_bytes)
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return recoded(chunks, encoding)
    return chunks


def _read_text(given: _Input) -> Iterator[Document | InputFailure]:
    limit = _MAX_UTF8_BYTES * given.limits.document_chars
    text = decode(whole(given.chunks, limit, "a text"))
    yield build_document(text=text, published=given.anchor, source=given.name, limits=given.limits)


def _read_html(given: _Input) -> Iterator[Document | InputFailure]:
    data = whole(given.chunks, given.limits.html_bytes, "an HTML page")
    page = read_page(decode(data, declared=declared_charset(data)), limits=given.limits)
    yield build_document(
        text=page.text,
        title=page.title,
        published=page.published or given.anchor,
        url=page.url,
        source=page.site or given.name,
        limits=given.limits,
    )


def _read_json_lines(given: _Input) -> Iterator[Document | InputFailure]:
    limit = given.limits.line_bytes
    for number, line in lines(given.chunks, limit):
        try:
            if line is None:
                raise InputTooLargeError(
                    f"is a line of more than {limit:,} bytes, the most that is read: split it"
                )
            if line.strip():
                yield line_document(
                    line, file_name=given.name, anchor=given.anchor, limits=given.limits
                )
        except InputError as error:
            yield given.failure(error, at=f":{number}")


def _read_json(given: _Input) -> Iterator[Document | InputFailure]:
    values = JsonValues(given.chunks, given.limits.line_bytes)
    number = 0
    for number, value in enumerate(values, start=1):
        try:
            yield object_document(
                value, file_name=given.name, anchor=given.anchor, limits=given.limits
            )
        except InputError as error:
            yield given.failure(error, at=f"#{number}" if values.in_array else "")
    if not number:
        raise InputError('is JSON without articles: give objects such as {"text": "…"}')


_READERS: dict[Kind, Callable[[_Input], Iterator[Document | InputFailure]]] = {
    Kind.TEXT: _read_text,
    Kind.HTML: _read_html,
    Kind.JSON: _read_json,
    Kind.JSON_LINES: _read_json_lines,
}
