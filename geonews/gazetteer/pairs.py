"""How well an Arabic spelling fits a Latin one: a learned model of letter pairs.

The model is a table of chunks: one to four Latin letters, none to four Arabic ones, and the
logarithm of the probability that the first is written as the second. A name is read from
left to right as a sequence of chunks, its beginning and end being letters too, so that
``^j`` and ``j`` may differ. gazetteer/train_transliteration.py makes the table.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

__all__ = ["LONGEST_ARABIC", "LONGEST_LATIN", "PairModel", "marked"]

LONGEST_LATIN = 4
LONGEST_ARABIC = 4

_SKIPPED_LATIN = -6.0
"""What a Latin letter costs that no chunk reads."""

_SKIPPED_ARABIC = -8.0
"""What an Arabic letter costs that no chunk writes."""

_BEAM = 8
_LONGEST_NAME = 60
"""Letters that are compared; no place name in the gazetteer is longer without its class nouns."""


def marked(key: str) -> str:
    """Return a look-up key with its beginning and end as letters."""
    return f"^{key[:_LONGEST_NAME]}$"


class PairModel:
    """Scores pairs of spellings and writes Arabic spellings of Latin names.

    Parameters
    ----------
    chunks
        Log-probability by Latin chunk and Arabic chunk.
    """

    def __init__(self, chunks: Mapping[str, Mapping[str, float]]) -> None:
        self._chunks = chunks
        # One cache per instance; a cached method would keep every instance alive.
        self.spell = lru_cache(maxsize=8192)(self._spell)

    @classmethod
    def read(cls, path: Path) -> PairModel:
        """Return the model of a table: Latin chunk, Arabic chunk, log-probability."""
        chunks: dict[str, dict[str, float]] = {}
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            latin, arabic, weight = line.split("\t")
            chunks.setdefault(latin, {})[arabic] = float(weight)
        return cls(chunks)

    def score(self, latin: str, arabic: str) -> float:
        """Return the log-probability of the best reading, per Arabic letter; 0 is the best.

        Parameters
        ----------
        latin, arabic
            Look-up keys.
        """
        source, target = marked(latin), marked(arabic)
        columns = len(target) + 1
        best = [[-math.inf] * columns for _ in range(len(source) + 1)]
        best[0][0] = 0.0
        for at, row in enumerate(best):
            reach = [
                (len(chunk), self._chunks[chunk])
                for chunk in (source[at : at + n] for n in range(1, LONGEST_LATIN + 1))
                if chunk in self._chunks and at + len(chunk) <= len(source)
            ]
            for done in range(columns):
                so_far = row[done]
                if so_far == -math.inf:
                    continue
                if done + 1 < columns:
                    row[done + 1] = max(row[done + 1], so_far + _SKIPPED_ARABIC)
                if at < len(source):
                    below = best[at + 1]
                    below[done] = max(below[done], so_far + _SKIPPED_LATIN)
                for length, written in reach:
                    target_row = best[at + length]
                    for end in range(done, min(done + LONGEST_ARABIC, columns - 1) + 1):
                        weight = written.get(target[done:end])
                        if weight is not None and so_far + weight > target_row[end]:
                            target_row[end] = so_far + weight
        return best[-1][-1] / len(target)

    def _spell(self, latin: str) -> str:
        """Return the likeliest Arabic spelling of a Latin look-up key.

        Empty for an empty name. It is folded, as all keys are: no hamzas, ه for ة.
        """
        source = marked(latin)
        beams: list[dict[str, float]] = [{} for _ in range(len(source) + 1)]
        beams[0][""] = 0.0
        for at in range(len(source)):
            kept = sorted(beams[at].items(), key=lambda pair: (-pair[1], pair[0]))[:_BEAM]
            if not self._chunks.get(source[at]):
                # A digit, or a letter that no name had: left out, as `score` leaves it.
                beams[at + 1].update((written, so_far + _SKIPPED_LATIN) for written, so_far in kept)
            for length in range(1, min(LONGEST_LATIN, len(source) - at) + 1):
                for arabic, weight in self._chunks.get(source[at : at + length], {}).items():
                    following = beams[at + length]
                    for written, so_far in kept:
                        spelled = written + arabic
                        if so_far + weight > following.get(spelled, -math.inf):
                            following[spelled] = so_far + weight
        best = max(beams[-1].items(), key=lambda pair: (pair[1], pair[0]), default=("", 0.0))
        return " ".join(best[0].strip("^$").split())
