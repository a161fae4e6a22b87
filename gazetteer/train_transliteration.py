"""Learn which Arabic letters write which Latin ones: gazetteer/transliteration.tsv.

    python gazetteer/train_transliteration.py [--out FILE] [--half 0|1]

The pairs are GeoNames' own (CC BY 4.0), so the table may be shipped with its credit: for
every place that has an Arabic name in Arabic letters, that name and the one of its Latin
names that is likest by consonants. Chunks are aligned by expectation maximisation, from left
to right and one-to-one; what is met less than `LEAST_COUNT` times is dropped. The result is
the same on every run. `--half` trains on every second place only, for measuring on the other
(benchmarks/gazetteer.py does).
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rapidfuzz.distance import Indel

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gazetteer.settlements import settlements  # noqa: E402 (the path above makes it importable)
from gazetteer.rows import PlaceRow  # noqa: E402
from gazetteer.scripts import is_arabic  # noqa: E402
from gazetteer.upstream import cities  # noqa: E402
from geonews.gazetteer.pairs import LONGEST_ARABIC, LONGEST_LATIN, marked  # noqa: E402
from geonews.gazetteer.sounds import arabic_sounds, latin_sounds  # noqa: E402
from geonews.model import NameKind  # noqa: E402

__all__ = ["LEAST_COUNT", "ROUNDS", "TARGET", "pairs", "train"]

TARGET = HERE / "transliteration.tsv"

ROUNDS = 5
"""Of expectation maximisation; the log-likelihood moves by less than .1 % after them."""

LEAST_COUNT = 3.0
"""Expected uses below which a chunk pair is noise of the data."""

Weights = dict[tuple[str, str], float]

_DOUBT = 6.0
_THINNED, _THINNED_ROUNDS = 5, 2

_LONGEST = 20
"""Letters of a name that is learned from; longer ones are phrases, and slow."""

_ROMAN = str.maketrans(
    dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttkhkddrzsxsdtzagfkklmnhui", strict=True))
)
"""A rough Latin letter per Arabic one, to choose the likest of a place's Latin names."""


def pairs(places: Iterable[PlaceRow]) -> Iterator[tuple[str, str]]:
    """Yield ``(Latin key, Arabic key)`` of each Arabic name that sounds like a Latin one."""
    for place in places:
        latin = [key for (key, _) in place.names if key and not is_arabic(key)]
        for (key, _), (_, kind, _) in place.names.items():
            if not is_arabic(key) or kind is NameKind.LOW_TRUST or len(key) > _LONGEST:
                continue
            sounds = set(arabic_sounds(key))
            alike = [name for name in latin if len(name) <= _LONGEST and sounds & latin_sounds(name)]
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
        for latin, arabic in aligned[:: _THINNED if turn < _THINNED_ROUNDS else 1]:
            _expect(latin, arabic, weights, counts)
        weights = _probabilities(counts, least=LEAST_COUNT if turn >= _THINNED_ROUNDS else 0.5)
    table: dict[str, dict[str, float]] = {}
    for (latin, arabic), weight in sorted((weights or {}).items()):
        table.setdefault(latin, {})[arabic] = round(math.log(weight), 3)
    return table


def _probabilities(counts: Mapping[tuple[str, str], float], *, least: float) -> Weights:
    """Return the probability of each Arabic chunk, given the Latin one, of the pairs met enough.

    A long chunk that is met thrice would be certain and win over its letters; it is counted
    as met `_DOUBT` times more, with nothing to show for it.
    """
    totals: dict[str, float] = defaultdict(float)
    for (latin, _), count in counts.items():
        totals[latin] += count
    return {
        (latin, arabic): count / (totals[latin] + (_DOUBT if len(latin) > 1 else 0.0))
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
    steps = []
    for at in range(rows):
        for done in range(columns + 1):
            for end_latin in range(at + 1, min(at + LONGEST_LATIN, rows) + 1):
                for end_arabic in range(done, min(done + LONGEST_ARABIC, columns) + 1):
                    pair = (latin[at:end_latin], arabic[done:end_arabic])
                    # The ends belong to each other alone.
                    if ("^" in pair[0]) != ("^" in pair[1]) or ("$" in pair[0]) != ("$" in pair[1]):
                        continue
                    if weight := 1.0 if weights is None else weights.get(pair, 0.0):
                        steps.append((at, done, end_latin, end_arabic, pair, weight))
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
        if share > 1e-6:
            counts[pair] += share


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
