"""The Arabic names that text is searched for: a memory-mapped trie of look-up keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import marisa_trie

from geonews.resources import data_path

__all__ = ["NameIndex"]

_MOST_WORDS = 8
"""Longest name searched for, in words; the longest in the gazetteer that news writes has 7."""


class NameIndex:
    """Says which runs of words are names.

    Parameters
    ----------
    path
        A trie written by the gazetteer's build; the packaged one where it is left out.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @cached_property
    def _trie(self) -> marisa_trie.Trie:
        return marisa_trie.Trie().mmap(str(self._path or data_path("names.marisa")))

    def __contains__(self, key: str) -> bool:
        return key in self._trie

    def __len__(self) -> int:
        return len(self._trie)

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
            for prefix in reversed(self._trie.prefixes(window))
            if window[len(prefix)] == " "
        ]

    def starting_with(self, prefix: str) -> list[str]:
        """Return every key that begins with a prefix, in code point order."""
        return sorted(self._trie.keys(prefix))
