"""Names that only a class noun gives away: بلدة X, where the gazetteer has no X."""

from __future__ import annotations

from geonews.gazetteer import Gazetteer
from geonews.text import Word
from geonews.toponyms.lexicon import Lexicon

__all__ = ["is_unknown_name"]

_SHORTEST = 5
"""Letters of a definite word; shorter ones are ال and a particle or pronoun."""


def is_unknown_name(head: Word, word: Word, gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    """Say whether a word right after a class noun is a name that is not searched for.

    An indefinite class noun before a definite word is a construct, and the word a name;
    an adjective would agree with the noun and be indefinite too. Adjectives of belonging
    (السورية) and words known to be none are left out.
    """
    key = word.key
    if head.key not in lexicon.unknown_heads or word.gap != " ":
        return False
    if not key.startswith("ال") or len(key) < _SHORTEST:
        return False
    if key in lexicon.not_names or key in lexicon.titles or key in gazetteer.not_places:
        return False
    return not (gazetteer.demonym(key) or lexicon.class_asked(key))
