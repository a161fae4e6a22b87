"""Learn what names stand for from our own texts: geonews/toponyms/uses.tsv.

    pip install "geonews[train]"
    python gazetteer/train_uses.py             # writes the weights
    python gazetteer/train_uses.py --folds     # scores the model on files that it did not see

The texts are those of seeds/marked and seeds/articles, written for this project under its licence;
no corpus of another's is learned from. Every name that the recogniser finds with the marked span
is an example. Multinomial logistic regression with a quadratic penalty, fitted by scipy's L-BFGS:
the loss is convex, so that the same texts give the same weights but for rounding. The first line
of the file holds a digest of the texts; a test compares it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from geonews.gazetteer import Gazetteer  # noqa: E402 (the path above makes it importable)
from geonews.model import Use  # noqa: E402
from geonews.toponyms import ToponymRecognizer  # noqa: E402
from geonews.toponyms.usemodel import CLASSES, OPEN, SURE, UseModel, Weights  # noqa: E402

__all__ = ["TARGET", "digest_of_texts", "examples", "fit", "lines_of"]

TARGET = HERE.parent / "geonews" / "toponyms" / "uses.tsv"
SEEDS = HERE.parent / "seeds"

PENALTY = 2.0
"""Strength of the quadratic penalty; 1 to 8 differ by less than .01 in accuracy."""

RAREST = 2
"""Examples that a feature must occur in."""

LEAST = 0.02
"""Weight below which a feature is left out."""

_MARK = re.compile(r"\[([^\[\]|]+)\|([LMNT])\]")
_RULE = re.compile(r"^---\s*$", re.MULTILINE)
_LETTERS = {"L": Use.LITERAL, "M": Use.METONYM, "N": Use.IN_NAME}


@dataclass(frozen=True, slots=True)
class Example:
    """A name as the model is told of it, and what it stands for."""

    source: str
    """File that it stands in."""

    use: Use
    ruled: Use
    """What the rules take it for."""

    is_open: bool
    """Whether the rules leave that open."""

    told: Counter[str]


Spans = Mapping[tuple[int, int], str]


def texts() -> Iterator[tuple[str, str, Spans]]:
    """Yield the name of a file, a text of it, and the letter or use of each marked span."""
    for path in sorted((SEEDS / "marked").glob("*.txt")):
        for document in _RULE.split(path.read_text("utf-8")):
            yield path.name, *_unmarked(document.strip())
    for path in sorted((SEEDS / "articles").glob("*.json")):
        gold = json.loads((SEEDS / "gold" / path.name).read_text("utf-8"))
        uses = {(m["start"], m["end"]): m["use"] for m in gold["mentions"]}
        yield path.name, json.loads(path.read_text("utf-8"))["text"], uses


def _unmarked(source: str) -> tuple[str, Spans]:
    pieces: list[str] = []
    spans: dict[tuple[int, int], str] = {}
    at = length = 0
    for mark in _MARK.finditer(source):
        before, surface = source[at : mark.start()], mark.group(1)
        pieces += [before, surface]
        start = length + len(before)
        length = start + len(surface)
        spans[start, length] = mark.group(2)
        at = mark.end()
    return "".join([*pieces, source[at:]]), spans


def examples(recognizer: ToponymRecognizer) -> Iterator[Example]:
    """Yield an example of every name that is found with a marked span."""
    for name, text, spans in texts():
        for span, place, use, reason, told in recognizer.uses_told(text):
            letter = spans.get((span.start, span.end))
            if letter is None:
                continue
            team = Use.METONYM if place.feature_code == "PCLI" else Use.IN_NAME
            marked = team if letter == "T" else _LETTERS.get(letter) or Use(letter)
            yield Example(name, marked, use, reason.name in OPEN, told)


def fit(rows: Sequence[Example], penalty: float = PENALTY) -> dict[str, Weights]:
    """Return the weights that make the uses of examples likeliest.

    Parameters
    ----------
    rows
        The examples.
    penalty
        Strength of the quadratic penalty on every weight but the bias.
    """
    seen = Counter(feature for row in rows for feature in row.told)
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RAREST))}
    matrix = _matrix(rows, vocabulary)
    transposed, size = matrix.T.tocsr(), len(vocabulary)
    wanted = np.zeros((len(rows), len(CLASSES)))
    wanted[np.arange(len(rows)), [CLASSES.index(row.use) for row in rows]] = 1.0

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table, bias = flat[: size * 3].reshape(size, 3), flat[size * 3 :]
        scores = matrix @ table + bias
        scores -= scores.max(axis=1, keepdims=True)
        whole = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slope = np.exp(scores - whole) - wanted
        value = float(((whole - scores) * wanted).sum() + penalty / 2 * (table**2).sum())
        gradient = transposed @ slope + penalty * table
        return value, np.concatenate([gradient.ravel(), slope.sum(axis=0)])

    found = minimize(
        loss, np.zeros(size * 3 + 3), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    table = found[: size * 3].reshape(size, 3)
    weights = {
        feature: (float(row[0]), float(row[1]), float(row[2]))
        for feature, row in zip(vocabulary, table, strict=True)
        if np.abs(row).max() >= LEAST
    }
    literal, metonym, in_name = map(float, found[size * 3 :])
    return weights | {"bias": (literal, metonym, in_name)}


def _matrix(rows: Sequence[Example], vocabulary: Mapping[str, int]) -> sparse.csr_matrix:
    starts, columns, values = [0], [], []
    for row in rows:
        for feature, times in row.told.items():
            if feature in vocabulary:
                columns.append(vocabulary[feature])
                values.append(float(times))
        starts.append(len(columns))
    return sparse.csr_matrix((values, columns, starts), shape=(len(rows), len(vocabulary)))


def lines_of(weights: Mapping[str, Weights]) -> Iterator[str]:
    """Yield the lines of the file of weights: features in code point order, hundredths."""
    for feature in sorted(weights):
        yield "\t".join([feature, *(str(round(100 * weight)) for weight in weights[feature])])


def digest_of_texts() -> str:
    """Return a digest of the texts that are learned from."""
    total = hashlib.sha256()
    for path in sorted([*SEEDS.glob("marked/*.txt"), *SEEDS.glob("articles/*.json")]):
        total.update(path.read_bytes())
    for path in sorted(SEEDS.glob("gold/*.json")):
        mentions = json.loads(path.read_text("utf-8"))["mentions"]
        total.update(repr([(m["start"], m["end"], m["use"]) for m in mentions]).encode())
    return total.hexdigest()


def by_folds(rows: Sequence[Example]) -> Iterator[str]:
    """Yield the share of right uses, by the rules and with the model, file by file."""
    files = sorted({row.source for row in rows if row.source.endswith(".txt")})
    right = ruled = total = 0
    for name in files:
        model = UseModel(fit([row for row in rows if row.source != name]))
        for row in (row for row in rows if row.source == name):
            shares = model.shares(row.told)
            best = max(range(len(CLASSES)), key=shares.__getitem__)
            sure = row.is_open and shares[best] >= SURE
            right += (CLASSES[best] if sure else row.ruled) is row.use
            ruled += row.ruled is row.use
            total += 1
    yield f"{total} names in {len(files)} files, each scored by a model of the others:"
    yield f"rules {ruled / total:.3f}, with the model {right / total:.3f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Learn and write, or score; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", action="store_true", help="score, and write nothing")
    options = parser.parse_args(argv)
    rows = list(examples(ToponymRecognizer(Gazetteer.packaged(), use_model=UseModel({}))))
    if options.folds:
        print(*by_folds(rows), sep="\n")
        return 0
    head = f"# learned by gazetteer/train_uses.py from texts of SHA-256 {digest_of_texts()}"
    TARGET.write_text("\n".join([head, *lines_of(fit(rows))]) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(rows)} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
