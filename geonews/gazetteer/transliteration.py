"""Find places that have only a Latin name by the Arabic spelling of it.

Six places in seven have no Arabic name upstream. An Arabic spelling is brought to its
consonant keys (`sounds`), which the packaged index leads to the Latin names that sound so; a
rough likeness keeps the best of them, and the pair model (`pairs`) orders those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import marisa_trie
from rapidfuzz import fuzz, process

from geonews.gazetteer.pairs import PairModel
from geonews.gazetteer.sounds import SEPARATOR, SHORTEST, arabic_sounds
from geonews.resources import data_path

__all__ = ["LatinMatch", "Transliterator"]

_KEPT = 20
"""Latin names that are scored by the pair model; more changed the first one in 2 of 1,000."""

_CLASSES = "ABDFHKLMNRSTX"
_ROMAN = str.maketrans(
    dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttkhkddrzsxsdtzagfkklmnhui", strict=True))
)


@dataclass(frozen=True, slots=True)
class LatinMatch:
    """A Latin name that an Arabic spelling may stand for."""

    key: str
    """Look-up key of the Latin name."""

    score: float
    """Log-probability of the pair of spellings, per Arabic letter; 0 is the best."""


class Transliterator:
    """Searches Latin names by Arabic spellings, and writes Arabic spellings of Latin names.

    Parameters
    ----------
    model
        The pair model; the packaged one where left out.
    sounds
        A trie of ``consonant key, tab, Latin look-up key``; the packaged one where left out.
    content
        Returns the bytes of such a trie instead, for a gazetteer that is one file; asked when
        the first name is looked for.
    """

    def __init__(
        self,
        model: PairModel | None = None,
        sounds: marisa_trie.Trie | None = None,
        *,
        content: Callable[[], bytes] | None = None,
    ) -> None:
        self._given_model = model
        self._given_sounds = sounds
        self._content = content
        # One cache per instance; a cached method would keep every instance alive.
        self.matches = lru_cache(maxsize=4096)(self._matches)

    @cached_property
    def model(self) -> PairModel:
        """The pair model."""
        return self._given_model or PairModel.read(data_path("transliteration.tsv"))

    @cached_property
    def _sounds(self) -> marisa_trie.Trie:
        if self._given_sounds is not None:
            return self._given_sounds
        if self._content is not None:
            return marisa_trie.Trie().frombytes(self._content())
        return marisa_trie.Trie().mmap(str(data_path("sounds.marisa")))

    def _matches(self, key: str) -> tuple[LatinMatch, ...]:
        """Return the Latin names that a folded Arabic name may stand for, likest first."""
        names = list(dict.fromkeys(self._alike(key)))
        if not names:
            return ()
        roman = key.translate(_ROMAN)
        kept = process.extract(roman, names, scorer=fuzz.ratio, limit=_KEPT)
        scored = (LatinMatch(name, round(self.model.score(name, key), 4)) for name, _, _ in kept)
        return tuple(sorted(scored, key=lambda match: (-match.score, match.key)))

    def _alike(self, key: str) -> Iterator[str]:
        sounds = [sound for sound in arabic_sounds(key) if len(sound) >= SHORTEST]
        found = False
        for sound in sounds:
            for name in self._sounding(sound):
                found = True
                yield name
        if not found:
            # One class more, less or other: a letter that the language writes and Arabic drops.
            for sound in sounds:
                for near in _one_edit(sound):
                    yield from self._sounding(near)

    def _sounding(self, sound: str) -> Iterator[str]:
        prefix = sound + SEPARATOR
        return (entry[len(prefix) :] for entry in self._sounds.keys(prefix))


def _one_edit(sound: str) -> Iterator[str]:
    """Yield the keys that differ from one in one class."""
    for at in range(len(sound) + 1):
        head, tail = sound[:at], sound[at:]
        if tail:
            yield head + tail[1:]
        for letter in _CLASSES:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
