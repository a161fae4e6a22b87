"""What goes to standard error: one line a message, whatever an input put into it."""

from __future__ import annotations

import re
import sys

from geonews.text import strip_bidi_controls

__all__ = ["one_line", "say"]

_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Controls (a terminal obeys them), LINE SEPARATOR and PARAGRAPH SEPARATOR."""


def one_line(text: str) -> str:
    """Return a text without what would break the line, turn it round or steer the terminal."""
    return _BREAKING.sub(" ", strip_bidi_controls(text)).strip()


def say(message: str) -> None:
    """Print one line on standard error."""
    print(f"geonews: {one_line(message)}", file=sys.stderr)
