"""Paragraphs and sentences, as spans of the untouched text."""

from __future__ import annotations

import re
from functools import lru_cache

from geonews.model import Span

__all__ = ["paragraphs", "sentences"]

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")  # LINE SEPARATOR, PARAGRAPH SEPARATOR
# A full stop between digits is a decimal point; one after a single Latin letter, an initial.
# A run of marks is tried from its first mark only and never in part, or a run that no space
# follows would cost the square of its length.
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Za-z])(?:(?<![!?؟؛…])[!?؟؛…]++|(?<=\b[A-Za-z][!?؟؛…])[!?؟؛…]++|\.(?!\d))"
    r"[\"'»”’)\]]*+(?=\s|$)"
)


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the spans of the paragraphs: lines with anything but white space in them."""
    return tuple(
        span for m in _PARAGRAPH.finditer(text) if (span := _trimmed(text, m.start(), m.end()))
    )


@lru_cache(maxsize=16)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences in order.

    A sentence ends at ``. ! ? ؟ ؛ …`` before white space, or with its paragraph; the
    Arabic comma ends none, since news sentences run through many. The last few texts are
    remembered, since several stages ask for the same.
    """
    found = []
    for paragraph in paragraphs(text):
        at = paragraph.start
        for match in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
            if span := _trimmed(text, at, match.end()):
                found.append(span)
            at = match.end()
        if span := _trimmed(text, at, paragraph.end):
            found.append(span)
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return Span(start=start, end=end) if start < end else None
