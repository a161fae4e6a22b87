"""Readings of a word with its proclitics taken off.

Measured on newswire gold (135,801 words): stripping و ب ل لل and their pairs yields names
at .29 to .40; ف at .03; ك never once (كريم would be Rome, كبيرا Beira), so it is not
stripped. The whole word is always the first reading: بورسعيد, لبنان and وهران are names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

__all__ = ["PROCLITICS", "Reading", "readings"]

PROCLITICS = ("و", "ب", "ل", "وب", "ول", "ف", "فب", "فل")
"""What may stand before a word and be written together with it, singly and in pairs."""

_ARTICLE_CUTS = ("لل", "ولل", "فلل")
_SHORTEST = 2
"""Letters that must remain behind what is taken off."""

_FIRST_LETTERS = frozenset("وبلف")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word."""

    clitic: str
    """The proclitics taken off, empty for the whole word."""

    cut: int
    """How many folded characters the reading leaves out at the front."""

    key: str
    """What remains; ``لل`` + X remains as ``ال`` + X, since the article is written in it."""


@lru_cache(maxsize=65_536)
def readings(key: str) -> tuple[Reading, ...]:
    """Return the readings of a folded word: whole, then with its article, then without.

    A reading but the whole word leaves at least two letters behind what is taken off.
    """
    whole = Reading("", 0, key)
    if key[:1] not in _FIRST_LETTERS:
        return (whole,)
    # The second lam of لل is the article's, and the article belongs to the name.
    with_article = [
        Reading(clitic[:-1], len(clitic) - 1, "ال" + key[len(clitic) :])
        for clitic in _ARTICLE_CUTS
        if key.startswith(clitic) and len(key) - len(clitic) >= _SHORTEST
    ]
    plain = [
        Reading(clitic, len(clitic), key[len(clitic) :])
        for clitic in PROCLITICS
        if key.startswith(clitic) and len(key) - len(clitic) >= _SHORTEST
    ]
    return (whole, *with_article, *plain)
