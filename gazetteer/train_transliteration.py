"""Learn which Arabic letters write which Latin ones: gazetteer/transliteration.tsv.

    python gazetteer/train_transliteration.py [--out FILE] [--half 0|1]

The pairs are GeoNames' own (CC BY 4.0), so the table may be shipped with its credit: for
every place that has an Arabic name in Arabic letters, that name and the one of its Latin
names that is likest by consonants. Letters are aligned by expectation maximisation, from left
to right; then every run of up to four Latin letters is counted with what it was written as.
What is met less than `LEAST_COUNT` times is dropped. The result is the same on every run.
`--half` trains on every second place only, for measuring on the other half.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from rapidfuzz.distance import Indel

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gazetteer.rows import PlaceRow  # noqa: E402
from gazetteer.settlements import settlements  # noqa: E402 (the path above makes it importable)
from gazetteer.upstream import cities  # noqa: E402
from geonews.gazetteer.pairs import LONGEST_ARABIC, LONGEST_LATIN, marked  # noqa: E402
from geonews.gazetteer.scripts import is_arabic  # noqa: E402
from geonews.gazetteer.sounds import arabic_sounds, latin_sounds  # noqa: E402
from geonews.model import NameKind  # noqa: E402

__all__ = ["LEAST_COUNT", "ROUNDS", "TARGET", "pairs", "train"]

TARGET = HERE / "transliteration.tsv"

ROUNDS = 4
"""Of expectation maximisation; the log-likelihood moves by less than .1 % after them."""

LEAST_COUNT = 3.0
"""Expected uses below which a chunk pair is noise of the data."""

Weights = dict[tuple[str, str], float]
Step = tuple[int, int, int, int, tuple[str, str], float]
"""Start and end in Latin and Arabic, as ``at, done, end_latin, end_arabic``; pair; weight."""

_NEGLIGIBLE = 1e-6

_ALIGNED_LATIN, _ALIGNED_ARABIC = 3, 2
"""Longest chunks that are aligned: tch is one sound, كس two letters for x."""

_THINNED, _THINNED_ROUNDS = 5, 2
_LEAST_MET, _LEAST_SHARE = 12, 0.02

_LONGEST = 20
"""Letters of a name that is learned from; longer ones are phrases, and slow."""

_ROMAN = str.maketrans(
    dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttkhkddrzsxsdtzagfkklmnhui", strict=True))
)
"""A rough Latin letter per Arabic one, to choose the likest of a place's Latin names."""


def pairs(places: Iterable[PlaceRow]) -> Iterator[tuple[str, str]]:
    """Yield ``(Latin key, Arabic key)`` of each Arabic name that sounds like a Latin one."""
    for place in places:
        latin = [key for (key, _) in place.names if key and key.isascii()]
        for (key, _), (_, kind, _) in place.names.items():
            if not is_arabic(key) or kind is NameKind.LOW_TRUST or len(key) > _LONGEST:
                continue
            sounds = set(arabic_sounds(key))
            alike = [
                name for name in latin if len(name) <= _LONGEST and sounds & latin_sounds(name)
            ]
            if alike:
                roman = key.translate(_ROMAN)
                yield min(alike, key=lambda n: (Indel.normalized_distance(n, roman), n)), key


def train(examples: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Return the log-probability of each Arabic chunk by Latin chunk."""
    aligned = [(marked(latin), marked(arabic)) for latin, arabic in examples]
    weights: Weights | None = None
    for turn in range(ROUNDS):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        # The first rounds only rule out what never happens; a part of the examples will do.
        thinned = turn < _THINNED_ROUNDS
        for latin, arabic in aligned[:: _THINNED if thinned else 1]:
            _expect(latin, arabic, weights, counts)
        weights = _probabilities(counts, least=0.5 if thinned else LEAST_COUNT)
    return _chunks(aligned, weights or {})


def _chunks(aligned: Sequence[tuple[str, str]], weights: Weights) -> dict[str, dict[str, float]]:
    """Return the table: how each run of Latin letters was written, wherever it stood.

    The likeliest alignment of each example is cut into its smallest pieces; neighbouring
    pieces joined make the longer chunks. So ``ll`` is counted wherever it occurs, not only
    where the alignment took it for one.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for latin, arabic in aligned:
        pieces = _alignment(latin, arabic, weights)
        for first in range(len(pieces)):
            source = target = ""
            for piece_latin, piece_arabic in pieces[first : first + LONGEST_LATIN]:
                source, target = source + piece_latin, target + piece_arabic
                if len(source) > LONGEST_LATIN or len(target) > LONGEST_ARABIC:
                    break
                counts[source][target] += 1
    table: dict[str, dict[str, float]] = {}
    for source, targets in sorted(counts.items()):
        met = sum(targets.values())
        kept = {
            target: round(math.log(count / met), 3)
            for target, count in sorted(targets.items())
            if count >= LEAST_COUNT and count >= _LEAST_SHARE * met
        }
        if kept and (len(source) == 1 or met >= _LEAST_MET):
            table[source] = kept
    return table


def _alignment(latin: str, arabic: str, weights: Weights) -> list[tuple[str, str]]:
    """Return the likeliest cutting of an example into chunk pairs; empty where there is none."""
    rows, columns = len(latin), len(arabic)
    best: list[list[tuple[float, int, int]]] = [
        [(-math.inf, 0, 0)] * (columns + 1) for _ in range(rows + 1)
    ]
    best[0][0] = (0.0, 0, 0)
    for at in range(rows):
        for done in range(columns + 1):
            so_far = best[at][done][0]
            if so_far == -math.inf:
                continue
            for end_latin in range(at + 1, min(at + _ALIGNED_LATIN, rows) + 1):
                for end_arabic in range(done, min(done + _ALIGNED_ARABIC, columns) + 1):
                    weight = weights.get((latin[at:end_latin], arabic[done:end_arabic]))
                    if weight and so_far + math.log(weight) > best[end_latin][end_arabic][0]:
                        best[end_latin][end_arabic] = (so_far + math.log(weight), at, done)
    if best[rows][columns][0] == -math.inf:
        return []
    pieces, at, done = [], rows, columns
    while at:
        _, before, written = best[at][done]
        pieces.append((latin[before:at], arabic[written:done]))
        at, done = before, written
    return pieces[::-1]


def _probabilities(counts: Mapping[tuple[str, str], float], *, least: float) -> Weights:
    """Return the probability of each pair of chunks, given the Latin letter that begins it.

    A name is written from left to right: at each letter some chunk that begins with it is
    chosen together with its Arabic. Were the share taken of the whole chunk instead, one met
    thrice would be certain, and win over its letters.
    """
    totals: dict[str, float] = defaultdict(float)
    for (latin, _), count in counts.items():
        totals[latin[0]] += count
    return {
        (latin, arabic): count / totals[latin[0]]
        for (latin, arabic), count in counts.items()
        if count >= least
    }


def _expect(
    latin: str,
    arabic: str,
    weights: Weights | None,
    counts: dict[tuple[str, str], float],
) -> None:
    """Add the expected uses of each chunk pair in one example (forward-backward)."""
    rows, columns = len(latin), len(arabic)
    steps = list(_steps(latin, arabic, weights))
    forward = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    backward = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    forward[0][0] = backward[rows][columns] = 1.0
    for at, done, end_latin, end_arabic, _, weight in steps:
        forward[end_latin][end_arabic] += forward[at][done] * weight
    for at, done, end_latin, end_arabic, _, weight in reversed(steps):
        backward[at][done] += weight * backward[end_latin][end_arabic]
    whole = forward[rows][columns]
    if not whole:
        return
    for at, done, end_latin, end_arabic, pair, weight in steps:
        share = forward[at][done] * weight * backward[end_latin][end_arabic] / whole
        if share > _NEGLIGIBLE:
            counts[pair] += share


def _steps(latin: str, arabic: str, weights: Weights | None) -> Iterator[Step]:
    """Yield every chunk pair that may stand somewhere in an example, in order of its start."""
    rows, columns = len(latin), len(arabic)
    spans = product(range(1, _ALIGNED_LATIN + 1), range(_ALIGNED_ARABIC + 1))
    lengths = list(spans)
    for at, done in product(range(rows), range(columns + 1)):
        for length, written in lengths:
            end_latin, end_arabic = at + length, done + written
            if end_latin > rows or end_arabic > columns:
                continue
            pair = latin[at:end_latin], arabic[done:end_arabic]
            # The ends belong to each other alone.
            if any((end in pair[0]) != (end in pair[1]) for end in "^$"):
                continue
            if weight := 1.0 if weights is None else weights.get(pair, 0.0):
                yield at, done, end_latin, end_arabic, pair, weight


def main() -> None:
    """Train and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--half", type=int, choices=(0, 1), help="every second place only")
    options = parser.parse_args()
    started = time.perf_counter()
    places = list(settlements(cities()).values())
    if options.half is not None:
        places = places[options.half :: 2]
    examples = sorted(set(pairs(places)))
    table = train(examples)
    lines = ["latin\tarabic\tlog_probability"]
    lines += [
        f"{latin}\t{arabic}\t{weight:.3f}"
        for latin, row in sorted(table.items())
        for arabic, weight in sorted(row.items())
    ]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{options.out}: {len(lines) - 1} chunk pairs from {len(examples)} pairs of names "
        f"in {time.perf_counter() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
