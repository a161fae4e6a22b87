"""Names that only a class noun gives away: بلدة X, where the gazetteer has no X."""

from __future__ import annotations

from collections.abc import Sequence

from geonews.gazetteer import Gazetteer
from geonews.text import Word
from geonews.toponyms.lexicon import Lexicon

__all__ = ["may_name", "unknown_name_end"]

_SHORTEST_DEFINITE = 5
"""Letters of a definite word; shorter ones are ال and a particle or pronoun."""

_SHORTEST = 4
_VERBS_BEGIN = ("ت", "ي")
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "س")


def unknown_name_end(
    sequence: Sequence[Word], at: int, gazetteer: Gazetteer, lexicon: Lexicon
) -> int | None:
    """Return one past the last word of a name that begins at `at`, or None if none does.

    The word before `at` must be one of the lexicon's feminine class nouns. After it, an
    adjective would end in a ta marbuta, a verb begin with ت or ي or end in ت, and a
    preposition or particle is in the lexicon; what is left is a name (.78 of such words in
    newswire gold).
    """
    head, word = sequence[at - 1], sequence[at]
    if head.key not in lexicon.unknown_heads or word.gap != " ":
        return None
    if word.key in lexicon.first_words and at + 1 < len(sequence):
        following = sequence[at + 1]
        return at + 2 if following.gap == " " and following.key not in lexicon.not_names else None
    return at + 1 if may_name(word.key, gazetteer, lexicon) else None


def may_name(key: str, gazetteer: Gazetteer, lexicon: Lexicon, *, listed: bool = False) -> bool:
    """Say whether a folded word may be a name, by its form and by what is known of it.

    One that is listed among names is no adjective of a noun before it, whatever it ends in.
    """
    if key in lexicon.not_names or key in lexicon.titles or key in gazetteer.not_places:
        return False
    if gazetteer.demonym(key) or lexicon.class_asked(key) or key.isdigit():
        return False
    if key.startswith("ال"):
        return len(key) >= _SHORTEST_DEFINITE
    if len(key) < _SHORTEST or key.startswith(_VERBS_BEGIN):
        return False
    return listed or not (key.startswith(_PROCLITICS) or key.endswith(("ه", "ت", "ها", "هم")))
