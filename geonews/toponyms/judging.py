"""The decision on one name: by the rules' sum alone, or by the tagger over all that is told."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geonews.gazetteer import Gazetteer
from geonews.model import Signal, Use
from geonews.text import Word
from geonews.toponyms.context import clauses_of
from geonews.toponyms.evidence import ACCEPTED
from geonews.toponyms.features import FeatureReader, GroupReader
from geonews.toponyms.support import Found
from geonews.toponyms.tagger import Judgement, Tagger
from geonews.toponyms.usage import use_of, why

__all__ = ["Decision", "LearnedJudge", "Told", "ruled"]

_STEEPNESS, _AT_THRESHOLD = 0.6, 2.4
"""Log-odds that each unit of weight adds, and those of a name that is just accepted (.92)."""

_LIKELY = 0.5
"""Probability from which a name is taken for a place."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a judge makes of a name."""

    taken: bool
    """Whether it is the name of a place here."""

    confidence: float
    """How sure that is, from 0 to 1."""

    use: Use
    reason: Signal
    """Why it is of that use; it has no weight."""


NOT_TAKEN = Decision(False, 0.0, Use.LITERAL, why("plain", "no place"))
"""What is made of a name that is no place here; its use is not asked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the tagger is told of a name."""

    features: list[str]
    window: tuple[int, int, int, int]
    """Words told of without order, as `FeatureReader.window` returns them."""

    use: Use
    """What the rules take it for."""

    reason: Signal


def ruled(found: Found, gazetteer: Gazetteer) -> Decision:
    """Return the decision of the rules alone."""
    if found.score < ACCEPTED:
        return NOT_TAKEN
    use, reason = _use(found, gazetteer)
    return Decision(True, _confidence(found.score), use, reason)


def _confidence(score: float) -> float:
    """Return how often a name of that sum of weights is a place, from 0 to 1.

    Measured on our own articles and on IDRISI's posts, whose annotators left out some of each.
    """
    return round(1 / (1 + math.exp(-_STEEPNESS * (score - ACCEPTED) - _AT_THRESHOLD)), 3)


class LearnedJudge:
    """Decides on the names of one document by the tagger.

    Parameters
    ----------
    text, sequence
        The document and its words.
    accepted
        The names that are places by the rules.
    gazetteer
        Where adjectives and seats of power are looked up.
    groups
        Reads the groups of cue words that a word is in.
    tagger
        Weighs what is told of a name; None where nothing is to be decided.
    """

    def __init__(
        self,
        text: str,
        sequence: Sequence[Word],
        accepted: Sequence[Found],
        gazetteer: Gazetteer,
        groups: GroupReader,
        tagger: Tagger,
    ) -> None:
        self._gazetteer = gazetteer
        self._tagger = tagger
        self._reader = FeatureReader(
            text, sequence, clauses_of(sequence), _counts(accepted), groups, gazetteer
        )
        self._sums = tagger.word_sums(sequence)

    def told(self, found: Found, support: Sequence[Signal]) -> Told:
        """Return what the tagger is told of a name."""
        use, reason = _use(found, self._gazetteer)
        features = self._reader.of(found, support, use)
        return Told(features, self._reader.window(found), use, reason)

    def decision(self, found: Found, support: Sequence[Signal]) -> Decision:
        """Return what the tagger makes of a name.

        Parameters
        ----------
        found
            The name, with the signals of the rules.
        support
            What lists and repetition lend to it.
        """
        told = self.told(found, support)
        judged = self._tagger.judge(told.features, told.window, self._sums)
        reason = told.reason if judged.use is told.use else _learned(judged)
        return Decision(judged.place >= _LIKELY, round(judged.place, 3), judged.use, reason)


def _use(found: Found, gazetteer: Gazetteer) -> tuple[Use, Signal]:
    best = found.candidates[0].place
    return use_of(best, found.context, usually_metonym=best.id in gazetteer.metonyms)


def _learned(judged: Judgement) -> Signal:
    share = f"{max(judged.uses) / judged.place:.0%}"
    return why("learned", f"the words about it are mostly those of such a name ({share})", share)


def _counts(accepted: Sequence[Found]) -> Mapping[str, int]:
    return Counter(found.match.key for found in accepted)
