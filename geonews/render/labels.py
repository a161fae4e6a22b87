"""The words of the page in each language, from ``labels/<language>.json``."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from geonews.errors import UsageError

__all__ = ["LANGUAGES", "labels"]

LANGUAGES = ("ar", "en")
"""Languages that the page speaks; the first is the default."""


@cache
def labels(lang: str) -> dict[str, Any]:
    """Return the words of the page in a language; the value is shared: do not alter it.

    Raises
    ------
    geonews.errors.UsageError
        The page does not speak that language.
    """
    if lang not in LANGUAGES:
        raise UsageError(f"no labels in {lang!r}: give one of {', '.join(LANGUAGES)}")
    file = resources.files("geonews.render") / "labels" / f"{lang}.json"
    words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return words
