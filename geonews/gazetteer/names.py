"""The Arabic names that text is searched for: a memory-mapped trie of look-up keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import marisa_trie

from geonews.errors import DataError
from geonews.resources import data_path
from geonews.text import Reading, readings

__all__ = ["NameIndex", "trie_of"]

_MOST_WORDS = 8
"""Longest name searched for, in words; the longest in the gazetteer that news writes has 7."""


def trie_of(content: bytes) -> marisa_trie.Trie:
    """Return the trie of its bytes, as a gazetteer file keeps it.

    Raises
    ------
    geonews.errors.DataError
        The bytes are damaged.
    """
    try:
        return marisa_trie.Trie().frombytes(content)
    except (RuntimeError, EOFError) as error:
        raise DataError(
            f"the gazetteer's index of names is damaged ({error}): import its sources again"
        ) from error


class NameIndex:
    """Says which runs of words are names.

    Parameters
    ----------
    path
        A trie written by the gazetteer's build; the packaged one where it is left out.
    content
        Returns the bytes of a trie instead, for a gazetteer that is one file; asked when the
        index is first used.
    """

    def __init__(
        self, path: Path | None = None, *, content: Callable[[], bytes] | None = None
    ) -> None:
        self._path = path
        self._content = content
        self._added = marisa_trie.Trie()
        self._removed: frozenset[str] = frozenset()
        # One cache per instance; a cached method would keep every instance alive.
        self.beginnings = lru_cache(maxsize=200_000)(self._beginnings)

    @cached_property
    def _trie(self) -> marisa_trie.Trie:
        if self._content is not None:
            return trie_of(self._content())
        return marisa_trie.Trie().mmap(str(self._path or data_path("names.marisa")))

    def changed(self, *, added: Iterable[str], removed: Iterable[str]) -> NameIndex:
        """Return an index with more keys or fewer; this one stays as it is."""
        index = NameIndex(self._path, content=self._content)
        index._added = marisa_trie.Trie(sorted({*self._added, *added}))
        index._removed = self._removed | frozenset(removed)
        if "_trie" in self.__dict__:
            index.__dict__["_trie"] = self._trie
        return index

    def __contains__(self, key: str) -> bool:
        return key in self._added or (key in self._trie and key not in self._removed)

    def __len__(self) -> int:
        extra = sum(1 for key in self._added if key not in self._trie or key in self._removed)
        return len(self._trie) + extra - sum(1 for key in self._removed if key in self._trie)

    def _beginnings(self, word: str) -> tuple[tuple[Reading, bool], ...]:
        """Return the readings of a folded word that begin a name, and whether of several words.

        Nine in ten words have none.
        """
        found = []
        for reading in readings(word):
            tries = (self._trie, self._added)
            goes_on = any(True for trie in tries for _ in trie.iterkeys(f"{reading.key} "))
            if goes_on or reading.key in self:
                found.append((reading, goes_on))
        return tuple(found)

    def lengths(self, keys: Sequence[str]) -> list[int]:
        """Return how many of the leading words form a name, the longest such run first.

        Parameters
        ----------
        keys
            Folded words in order, the first being where a name might start.

        Examples
        --------
        >>> NameIndex().lengths(["بحر", "قزوين", "مع"])  # "the Caspian Sea with"
        [2]
        """
        window = " ".join(keys[:_MOST_WORDS]) + " "
        return [
            prefix.count(" ") + 1
            for prefix in reversed(self._prefixes(window))
            if window[len(prefix)] == " "
        ]

    def starting_with(self, prefix: str) -> list[str]:
        """Return every key that begins with a prefix, in code point order."""
        keys: list[str] = self._trie.keys(prefix)
        if self._is_changed:
            keys = list({*self._kept(keys), *self._added.keys(prefix)})
        return sorted(keys)

    @property
    def _is_changed(self) -> bool:
        return bool(self._removed) or len(self._added) > 0

    def _prefixes(self, window: str) -> list[str]:
        """Return the keys that a text begins with, the shortest first."""
        keys: list[str] = self._trie.prefixes(window)
        if self._is_changed:
            keys = sorted({*self._kept(keys), *self._added.prefixes(window)}, key=len)
        return keys

    def _kept(self, keys: Iterable[str]) -> Iterable[str]:
        return (key for key in keys if key not in self._removed)
