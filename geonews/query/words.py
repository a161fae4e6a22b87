"""Words as full text compares them: folded, with and without what is written onto them.

A wanted word is found under any proclitic and with or without the article: ``الانفجار``
(the explosion) and ``انفجار`` (explosion) both find ``والانفجار`` (and the explosion).
"""

from __future__ import annotations

from functools import lru_cache

from geonews.model import Event
from geonews.text import readings, word_keys, words

__all__ = ["event_words", "wanted_forms", "word_forms"]

_ARTICLE = "ال"
_SHORTEST = 2
"""Letters that must remain when the article is taken off."""


@lru_cache(maxsize=100_000)
def word_forms(key: str) -> frozenset[str]:
    """Return every form under which a folded word of a text is found."""
    keys = {reading.key for reading in readings(key)}
    return frozenset(keys | {_bare(form) for form in keys})


def wanted_forms(text: str) -> tuple[frozenset[str], ...]:
    """Return, for each word asked for, the forms any one of which answers it.

    Its own first letter is taken for a proclitic only where the article follows: ``باكو``
    (Baku) is not asked for as ``اكو``.
    """
    return tuple(_wanted(word.key.casefold()) for word in words(text))


def event_words(event: Event) -> frozenset[str]:
    """Return every form of every word of an event's title, summary and place names."""
    text = "\n".join((event.title, event.summary, event.place_ar, event.place_en))
    keys = {key.casefold() for key in word_keys(text)}
    return frozenset().union(*map(word_forms, keys))


def _wanted(key: str) -> frozenset[str]:
    before_article = {reading.key for reading in readings(key) if reading.key.startswith(_ARTICLE)}
    return frozenset({key, _bare(key)} | {_bare(form) for form in before_article})


def _bare(key: str) -> str:
    """Take the article off, where a word remains."""
    if key.startswith(_ARTICLE) and len(key) - len(_ARTICLE) >= _SHORTEST:
        return key.removeprefix(_ARTICLE)
    return key
