"""Find places by an Arabic spelling that the gazetteer lacks.

Six places in seven have no Arabic name upstream, and a foreign name has many Arabic spellings.
A spelling is brought to its consonant keys (`sounds`), which the packaged index leads to the
Latin and Arabic names that sound so; a rough likeness keeps the best of them. The pair model
(`pairs`) orders the Latin ones, the distance of spellings (`spellings`) the Arabic ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import marisa_trie
from rapidfuzz import fuzz, process

from geonews.gazetteer.names import trie_of
from geonews.gazetteer.pairs import PairModel
from geonews.gazetteer.sounds import SEPARATOR, SHORTEST, arabic_sounds
from geonews.gazetteer.spellings import spelling_distance
from geonews.resources import data_path

__all__ = ["MOST_UNLIKE", "LatinMatch", "NearSpelling", "Transliterator"]

_KEPT = 20
"""Latin names that are scored by the pair model; more changed the first one in 2 of 1,000."""

_COMPARED = 60
"""Arabic names whose distance is worked out, and the likeness (of 100) that they have."""
_LEAST_ALIKE = 50.0

MOST_UNLIKE = 0.25
"""Distance of spellings up to which a name is near to one that no place has; who asks has to
know the country or province."""

_LEAST_LETTERS = 4
"""Letters that a spelling has, since any three are near to some name."""

_MOST_LETTERS = 60
"""Letters of a spelling that is looked for; no place has so long a name, and the keys that
differ in one class grow with the square of it."""

_SURE = 3
"""Classes of a consonant key that may differ by one and still tell one name from others."""

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


@dataclass(frozen=True, slots=True)
class NearSpelling:
    """An Arabic name of the gazetteer that another spelling is near to."""

    key: str
    """Look-up key of the name."""

    distance: float
    """As `geonews.gazetteer.spellings.spelling_distance` returns it; 0 is the same."""


class Transliterator:
    """Searches names by Arabic spellings, and writes Arabic spellings of Latin names.

    Parameters
    ----------
    model
        The pair model; the packaged one where left out.
    sounds
        A trie of ``consonant key, tab, look-up key``; the packaged one where left out.
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
        self.near = lru_cache(maxsize=4096)(self._near)

    @cached_property
    def model(self) -> PairModel:
        """The pair model."""
        return self._given_model or PairModel.read(data_path("transliteration.tsv"))

    @cached_property
    def _sounds(self) -> marisa_trie.Trie:
        if self._given_sounds is not None:
            return self._given_sounds
        if self._content is not None:
            return trie_of(self._content())
        return marisa_trie.Trie().mmap(str(data_path("sounds.marisa")))

    def _matches(self, key: str) -> tuple[LatinMatch, ...]:
        """Return the Latin names that a folded Arabic name may stand for, likest first."""
        if len(key) > _MOST_LETTERS:
            return ()
        sounds = _sounds_of(key)
        names = self._sounding(sounds, latin=True)
        if not names:
            # One class more, less or other: a letter that the language writes and Arabic drops.
            names = self._sounding(_one_edit(sounds), latin=True)
        if not names:
            return ()
        roman = key.translate(_ROMAN)
        kept = process.extract(roman, names, scorer=fuzz.ratio, limit=_KEPT)
        scored = (LatinMatch(name, round(self.model.score(name, key), 4)) for name, _, _ in kept)
        return tuple(sorted(scored, key=lambda match: (-match.score, match.key)))

    def _near(self, key: str) -> tuple[NearSpelling, ...]:
        """Return the Arabic names that a folded Arabic spelling is near to, nearest first."""
        if not _LEAST_LETTERS <= len(key) <= _MOST_LETTERS:
            return ()
        sounds = _sounds_of(key)
        close = _one_edit(sound for sound in sounds if len(sound) >= _SURE)
        names = self._sounding([*sounds, *close], latin=False)
        kept = process.extract(
            key, names, scorer=fuzz.ratio, limit=_COMPARED, score_cutoff=_LEAST_ALIKE
        )
        measured = (
            NearSpelling(name, round(spelling_distance(key, name, most=MOST_UNLIKE), 4))
            for name, _, _ in kept
        )
        near = (found for found in measured if found.distance <= MOST_UNLIKE)
        return tuple(sorted(near, key=lambda found: (found.distance, found.key)))

    def _sounding(self, sounds: Iterable[str], *, latin: bool) -> list[str]:
        """Return the Latin or the Arabic names of consonant keys, each once."""
        names = (
            entry[len(sound) + len(SEPARATOR) :]
            for sound in dict.fromkeys(sounds)
            for entry in self._sounds.keys(sound + SEPARATOR)
        )
        return [name for name in dict.fromkeys(names) if name.isascii() is latin]


def _sounds_of(key: str) -> list[str]:
    return [sound for sound in arabic_sounds(key) if len(sound) >= SHORTEST]


def _one_edit(sounds: Iterable[str]) -> Iterator[str]:
    """Yield the keys that differ from one of some in one class."""
    for sound in sounds:
        for at in range(len(sound) + 1):
            head, tail = sound[:at], sound[at:]
            if len(sound) > SHORTEST and tail:
                yield head + tail[1:]
            for letter in _CLASSES:
                yield head + letter + tail
                if tail:
                    yield head + letter + tail[1:]
