"""Make the tagger's weights from the marked texts of seeds/training.

    python gazetteer/train_tagger.py             # writes geonews/toponyms/tagger.tsv
    python gazetteer/train_tagger.py --folds 5   # scores it by cross-validation, writes nothing

A name that the recogniser considers is an example: "no place" where no mark touches it, else of
the mark's class. Multinomial logistic regression with a quadratic penalty, fitted by L-BFGS
(scipy); the loss is convex, so that the same texts give the same weights.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from geonews.model import Span
from geonews.text import words
from geonews.toponyms import ToponymRecognizer
from geonews.toponyms.tagger import Weights

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "seeds" / "training"
WEIGHTS = ROOT / "geonews" / "toponyms" / "tagger.tsv"

PENALTY = 4.0
"""Strength of the quadratic penalty; 2 to 10 differ by less than .003 in F1."""

RAREST = 2
"""Examples that a feature must occur in."""

LEAST = 0.02
"""Weight below which a feature is left out."""

NO_PLACE, LITERAL, METONYM, IN_NAME = 1, 2, 4, 8
"""Classes as bits, so that an example may leave open which of several it is."""

_MARK = re.compile(r"\[([^\[\]|]+)\|([LMNT])\]")
_PROCLITIC = re.compile("[وفبلكس]{0,2}ل?|ال|بال|وال|فال|كال")
_RULE = re.compile(r"^---\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the spans that are marked in it."""

    name: str
    text: str
    marks: tuple[tuple[int, int, str], ...]
    """First offset, one past the last, and the letter: L, M, N, or T for a team."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is told of one name, and what it is."""

    document: str
    classes: int
    """Bits of the classes that it may be."""

    features: Counter[str]


def read_marked(name: str, source: str) -> Iterator[Marked]:
    """Yield the documents of a file of marked texts, parted by lines of three hyphens."""
    for number, document in enumerate(_RULE.split(source)):
        pieces, marks, at, length = [], [], 0, 0
        source_text = document.strip()
        for mark in _MARK.finditer(source_text):
            before, surface = source_text[at : mark.start()], mark.group(1)
            pieces += [before, surface]
            length += len(before)
            marks.append((length, length + len(surface), mark.group(2)))
            length += len(surface)
            at = mark.end()
        text = "".join([*pieces, source_text[at:]])
        if text:
            yield Marked(f"{name}:{number}", text, tuple(marks))


def examples(documents: Iterable[Marked], recognizer: ToponymRecognizer) -> Iterator[Example]:
    """Yield the examples of marked texts."""
    for document in documents:
        told = list(recognizer.told(document.text))
        sequence = words(document.text)
        met = {
            mark
            for span, _, _ in told
            for mark in document.marks
            if _is_same(document.text, span, mark)
        }
        for span, found, asked in told:
            is_state = found.candidates[0].place.feature_code == "PCLI"
            classes = _classes(document, span, met, is_state)
            if not classes:
                continue
            features = Counter(asked.features)
            start, first, last, end = asked.window
            near = [*sequence[start:first], *sequence[last:end]]
            features.update(f"b={word.key}" for word in near)
            yield Example(document.name, classes, features)


def _classes(document: Marked, span: Span, met: set[tuple[int, int, str]], is_state: bool) -> int:
    """Return the class of a name, or 0 where the mark that it touches is another name's."""
    touched = [m for m in document.marks if span.start < m[1] and m[0] < span.end]
    if not touched:
        return NO_PLACE
    mark = touched[0]
    if not _is_same(document.text, span, mark) and mark in met:
        return 0
    team = METONYM if is_state else IN_NAME
    return {"L": LITERAL, "M": METONYM, "N": IN_NAME, "T": team}[mark[2]]


def _is_same(text: str, span: Span, mark: tuple[int, int, str]) -> bool:
    """Say whether a span is a marked one but for proclitics."""
    low, high = sorted((span.start, mark[0]))
    return span.end == mark[1] and bool(_PROCLITIC.fullmatch(text[low:high]))


def fit(
    rows: Sequence[Example], weights: Sequence[float] | None = None, penalty: float = PENALTY
) -> dict[str, Weights]:
    """Return the weights that make the classes of examples likeliest.

    Parameters
    ----------
    rows
        The examples.
    weights
        How much each counts; all the same where left out.
    penalty
        Strength of the quadratic penalty on every weight but the bias.
    """
    seen = Counter(feature for row in rows for feature in row.features)
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RAREST))}
    matrix = _matrix(rows, vocabulary)
    allowed = np.array([[bool(row.classes >> k & 1) for k in range(4)] for row in rows])
    counts = np.ones(len(rows)) if weights is None else np.asarray(weights, dtype=float)
    size = len(vocabulary)
    transposed = matrix.T.tocsr()

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat[: size * 3].reshape(size, 3)
        bias = flat[size * 3 :]
        scores = np.hstack([np.zeros((len(rows), 1)), matrix @ table + bias])
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        inside = np.where(allowed, shares, 0.0)
        likely = inside.sum(axis=1) + 1e-300
        value = -(counts * np.log(likely)).sum() + penalty / 2 * (table**2).sum()
        slope = ((shares - inside / likely[:, None]) * counts[:, None])[:, 1:]
        gradient = transposed @ slope + penalty * table
        return value, np.concatenate([gradient.ravel(), slope.sum(axis=0)])

    found = minimize(
        loss, np.zeros(size * 3 + 3), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    table = found.x[: size * 3].reshape(size, 3)
    result = {
        feature: (float(row[0]), float(row[1]), float(row[2]))
        for feature, row in zip(vocabulary, table, strict=True)
        if np.abs(row).max() >= LEAST
    }
    bias = found.x[size * 3 :]
    result["bias"] = (float(bias[0]), float(bias[1]), float(bias[2]))
    return result


def _matrix(rows: Sequence[Example], vocabulary: Mapping[str, int]) -> sparse.csr_matrix:
    starts, columns, values = [0], [], []
    for row in rows:
        for feature, n in row.features.items():
            if feature in vocabulary:
                columns.append(vocabulary[feature])
                values.append(float(n))
        starts.append(len(columns))
    return sparse.csr_matrix((values, columns, starts), shape=(len(rows), len(vocabulary)))


def lines_of(weights: Mapping[str, Weights]) -> Iterator[str]:
    """Yield the lines of a file of weights, in code point order."""
    for feature in sorted(weights):
        rounded = [round(100 * weight) for weight in weights[feature]]
        if any(rounded):
            yield "\t".join([feature, *map(str, rounded)])
