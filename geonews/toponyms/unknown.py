"""Names that only a class noun gives away: بلدة X, where the gazetteer has no X."""

from __future__ import annotations

from collections.abc import Sequence

from geonews.gazetteer import Gazetteer
from geonews.text import Word
from geonews.toponyms.lexicon import Lexicon

__all__ = ["unknown_name"]

_CLASSES = frozenset("PA")
"""Class nouns of settlements and provinces; جبل and ساحة head too many common phrases."""

_SHORTEST = 5


def unknown_name(
    sequence: Sequence[Word],
    at: int,
    asked: str,
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    covered: set[int],
) -> int | None:
    """Return one past the last word of an unknown name that begins at `at`, or None.

    An indefinite class noun before a definite word is a construct, and the word a name;
    an adjective would agree with the noun and be indefinite too. Adjectives of belonging
    (السورية) and words known to be none are left out.
    """
    noun, word = sequence[at - 1].key, sequence[at].key
    if asked not in _CLASSES or noun not in lexicon.unknown_heads or at in covered:
        return None
    if not word.startswith("ال") or len(word) < _SHORTEST:
        return None
    if word in lexicon.not_names or word in gazetteer.not_places:
        return None
    if _is_adjective(word, gazetteer):
        return None
    if word in lexicon.titles or lexicon.class_asked(word):
        return None
    return at + 1


def _is_adjective(word: str, gazetteer: Gazetteer) -> bool:
    return bool(gazetteer.demonym(word)) or (word.endswith("يه") and len(word) > _SHORTEST)
