"""Cue words by the name of their list, read from ``lexicon.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from geonews.errors import DataError
from geonews.events.inflection import verb_forms
from geonews.text import lookup_key

__all__ = ["among", "cue_verbs", "cue_words"]


_PREFIXES = ("و", "ف", "ب", "ال", "وال", "بال", "لل", "وب")


def cue_words(name: str) -> frozenset[str]:
    """Return the folded words of one list.

    Raises
    ------
    geonews.errors.DataError
        The packaged file is missing or damaged, or has no such list.
    """
    try:
        return _lists()[name]
    except KeyError as error:
        raise DataError(
            f"packaged lexicon.toml has no list {name!r}: install geonews anew"
        ) from error


def cue_verbs(name: str) -> frozenset[str]:
    """Return every folded form of the verbs of one list, also with و and ف and of the future.

    Raises
    ------
    geonews.errors.DataError
        As `cue_words`.
    """
    forms: set[str] = set()
    for verb in cue_words(name):  # folding writes a space for the stroke between its two stems
        perfect, imperfect = verb_forms(*verb.split())
        forms |= perfect | imperfect | {"س" + form for form in imperfect}
    return frozenset(conjunction + form for conjunction in ("", "و", "ف") for form in forms)


def among(word: str, cues: frozenset[str]) -> bool:
    """Tell whether a folded word is a cue, as it stands or without و ف ب ل and the article."""
    return word in _prefixed(cues)


@cache
def _prefixed(cues: frozenset[str]) -> frozenset[str]:
    """Return cues as they stand and behind each of the prefixes."""
    return frozenset(prefix + cue for prefix in ("", *_PREFIXES) for cue in cues)


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    file = resources.files("geonews.events") / "lexicon.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            f"packaged lexicon.toml cannot be read ({error}): install geonews anew"
        ) from error
    return {name: frozenset(lookup_key(word) for word in words) for name, words in table.items()}
