"""Count how much attention Arabic news pays each country: overlay/attention.csv.

    python gazetteer/attention.py FILE.jsonl…

Each file holds one object a line with a ``text``. A text counts once for every country that it
names, by a name of the country, its capital's, or its adjective. The counts that the project
ships were taken from two corpora whose licences allow derived figures: 1,526 headlines
(latynt/ans, Apache-2.0) and 3,973 sentences of newswire (ANERcorp, CC BY-SA 4.0); they hold
no text, and no gold answer was read. They part namesakes of one size (geonews.gazetteer
.prominence) and decide nothing alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from geonews.gazetteer import Gazetteer  # noqa: E402 (the path above makes it importable)
from geonews.text import readings, words  # noqa: E402

__all__ = ["count", "named_countries"]

_TARGET = HERE / "overlay" / "attention.csv"
_SPEAKING = ("PCLI", "PPLC")


def named_countries(text: str, gazetteer: Gazetteer) -> set[str]:
    """Return the ISO codes of the countries that a text names."""
    sequence = words(text)
    keys = [word.key for word in sequence]
    found = set()
    for at, key in enumerate(keys):
        if place_id := gazetteer.demonym(key):
            found.add(gazetteer.place(place_id).country)
        for reading in readings(key):
            window = [reading.key, *keys[at + 1 : at + 4]]
            for length in gazetteer.names.lengths(window)[:1]:
                candidates = gazetteer.named(" ".join(window[:length]))
                if candidates and candidates[0].place.feature_code in _SPEAKING:
                    found.add(candidates[0].place.country)
    return found - {""}


def count(texts: Iterable[str], gazetteer: Gazetteer) -> Counter[str]:
    """Return in how many of the texts each country is named, by ISO code."""
    return Counter(code for text in texts for code in named_countries(text, gazetteer))


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def main() -> None:
    """Count and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    counts = count(_texts(parser.parse_args().files), Gazetteer.packaged())
    with _TARGET.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["country", "texts"])
        writer.writerows(sorted(counts.items()))
    print(f"{_TARGET}: {len(counts)} countries in {counts.total()} namings")


if __name__ == "__main__":
    main()
