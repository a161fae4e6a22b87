"""Text on its way into a page: what is shown of it, and how it is carried there.

Everything that an article, a gazetteer or a user wrote reaches the page as JSON in a
``<script type="application/json">``, which a browser does not run, and is put on the
screen with ``textContent``. The page's title alone is HTML text, escaped.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any
from urllib.parse import urlsplit

__all__ = ["island", "packed", "script_json", "shown", "web_link"]

UNSHOWN = re.compile(
    "["
    "\u202a-\u202e"  # LEFT-TO-RIGHT EMBEDDING to RIGHT-TO-LEFT OVERRIDE
    "\u2066-\u2069"  # LEFT-TO-RIGHT ISOLATE to POP DIRECTIONAL ISOLATE
    "\x00-\x08\x0b-\x1f\x7f"  # control characters, but for TAB and LINE FEED
    "\ud800-\udfff"  # lone surrogates, which UTF-8 cannot carry
    "]"
)
"""Characters that would reorder what stands around a name, or cannot be written."""

_PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(/[!-~]*)?")
"""Addresses that need no closer look, as nearly all are."""

ESCAPES = {
    "&": "\\u0026",
    "<": "\\u003c",
    ">": "\\u003e",
    "\u2028": "\\u2028",  # LINE SEPARATOR
    "\u2029": "\\u2029",  # PARAGRAPH SEPARATOR
}
"""JSON escapes for what could end a script element or a line of script."""


def shown(value: object) -> str:
    """Return a value as text fit to show: no direction overrides; None is empty."""
    text = "" if value is None else str(value)
    # None of the characters to be left out is printable, and most texts have none.
    return (text if text.isprintable() else UNSHOWN.sub("", text)).strip()


def web_link(value: object) -> str:
    """Return an http or https address as it is, and an empty string for anything else."""
    text = "" if value is None else str(value).strip()
    if _PLAIN_LINK.fullmatch(text):
        return text
    if UNSHOWN.search(text) or any(character.isspace() for character in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def island(name: str, value: Any) -> str:
    """Return a script element, not run by browsers, that holds a value as JSON."""
    return f'<script type="application/json" id="{name}">{script_json(value)}</script>'


_LEVEL = 6
"""Of gzip: the highest takes twice the time to save one byte in fifty."""


def packed(value: Any) -> str:
    """Return a value as JSON in gzip in base64: sentences take a quarter of their room.

    The page's script unpacks it with the browser's own `DecompressionStream`.
    """
    data = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # No time of writing in it: the same value gives the same text.
    return base64.b64encode(gzip.compress(data.encode("utf-8"), _LEVEL, mtime=0)).decode("ascii")


def script_json(value: Any) -> str:
    """Return a value as JSON that can end neither a script element nor a line of script."""
    data = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, escape in ESCAPES.items():
        data = data.replace(character, escape)
    return data
