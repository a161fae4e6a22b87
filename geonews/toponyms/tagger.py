"""A light learned tagger: whether a name is a place here, and what it stands for.

Multinomial logistic regression over the features of `geonews.toponyms.features`, with "no
place" as the class of reference. ``gazetteer/train_tagger.py`` makes the weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate

from geonews.errors import DataError
from geonews.model import Use
from geonews.text import Word

__all__ = ["CLASSES", "Judgement", "Tagger"]

CLASSES = (Use.LITERAL, Use.METONYM, Use.IN_NAME)
"""What the three weights of a feature speak for."""

_FILE = "tagger.tsv"
_NOTHING = (0.0, 0.0, 0.0)

Weights = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the tagger makes of one name."""

    place: float
    """Probability that it is the name of a place, whatever it stands for."""

    uses: Weights
    """Probability of each of `CLASSES`; they add up to `place`."""

    @property
    def use(self) -> Use:
        """The likeliest use."""
        return CLASSES[max(range(len(CLASSES)), key=self.uses.__getitem__)]


class Tagger:
    """Weighs features.

    Parameters
    ----------
    weights
        Log-odds against "no place" that each feature lends to each of `CLASSES`.
    """

    def __init__(self, weights: Mapping[str, Weights]) -> None:
        self._weights = weights
        self._words = {key[2:]: value for key, value in weights.items() if key.startswith("b=")}
        self._bias = weights.get("bias", _NOTHING)

    @classmethod
    @cache
    def packaged(cls) -> Tagger:
        """Return the tagger that ships with geonews, read once per process.

        Raises
        ------
        geonews.errors.DataError
            Its weights are damaged.
        """
        text = resources.files("geonews.toponyms").joinpath(_FILE).read_text("utf-8")
        return cls(read_weights(text.splitlines()))

    def word_sums(self, sequence: Sequence[Word]) -> tuple[tuple[float, ...], ...]:
        """Return, for each class, the running sum of what the words of a document lend."""
        get = self._words.get
        rows = [get(word.key, _NOTHING) for word in sequence]
        return tuple(
            tuple(accumulate((row[i] for row in rows), initial=0.0)) for i in range(len(CLASSES))
        )

    def judge(
        self,
        features: Iterable[str],
        window: tuple[int, int, int, int],
        sums: Sequence[Sequence[float]],
    ) -> Judgement:
        """Return what is likely of a name with some features.

        Parameters
        ----------
        features, window
            As `FeatureReader.of` and `FeatureReader.window` tell them.
        sums
            As `word_sums` returns them.
        """
        start, first, last, end = window
        totals = [
            bias + total[first] - total[start] + total[end] - total[last]
            for bias, total in zip(self._bias, sums, strict=True)
        ]
        literal, metonym, in_name = totals
        get = self._weights.get
        for feature in features:
            if weight := get(feature):
                literal += weight[0]
                metonym += weight[1]
                in_name += weight[2]
        return _judgement(literal, metonym, in_name)

    def contributions(self, features: Iterable[str]) -> list[tuple[str, float]]:
        """Return what each feature lends to being a literal place, the strongest first."""
        told = [(f, self._weights[f][0]) for f in features if f in self._weights]
        return sorted(told, key=lambda pair: -abs(pair[1]))


def read_weights(lines: Iterable[str]) -> dict[str, Weights]:
    """Return the weights of lines ``feature, literal, metonym, in_name``, parted by tabs.

    Weights are written as hundredths.

    Raises
    ------
    geonews.errors.DataError
        A line has another form.
    """
    try:
        weights = {}
        for line in lines:
            feature, literal, metonym, in_name = line.split("\t")
            weights[feature] = (int(literal) / 100, int(metonym) / 100, int(in_name) / 100)
    except ValueError as error:
        raise DataError(f"the tagger's weights are damaged: {error}") from error
    return weights


def _judgement(literal: float, metonym: float, in_name: float) -> Judgement:
    top = max(0.0, literal, metonym, in_name)
    shares = [math.exp(score - top) for score in (literal, metonym, in_name)]
    whole = math.exp(-top) + sum(shares)
    uses = (shares[0] / whole, shares[1] / whole, shares[2] / whole)
    return Judgement(place=sum(uses), uses=uses)
