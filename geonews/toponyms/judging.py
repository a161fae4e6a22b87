"""The decision on one name: whether the rules' sum makes it a place, and what it stands for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geonews.gazetteer import Gazetteer
from geonews.model import Signal, Use
from geonews.toponyms.evidence import ACCEPTED
from geonews.toponyms.support import Found
from geonews.toponyms.usage import use_of

__all__ = ["Decision", "decide"]

_STEEPNESS, _AT_THRESHOLD = 0.6, 2.4
"""Log-odds that each unit of weight adds, and those of a name that is just accepted (.92)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is made of a name that is the name of a place here."""

    confidence: float
    """How sure that is, from 0 to 1."""

    use: Use
    reason: Signal
    """Why it is of that use; it has no weight."""


def decide(found: Found, gazetteer: Gazetteer) -> Decision | None:
    """Return what is made of a name, or None where it is no place.

    The confidence is how often a name of that sum of weights is a place, as measured on our
    own articles and on IDRISI's posts, whose annotators left out some of each.
    """
    if found.score < ACCEPTED:
        return None
    best = found.candidates[0].place
    use, reason = use_of(best, found.context, usually_metonym=best.id in gazetteer.metonyms)
    confidence = 1 / (1 + math.exp(-_STEEPNESS * (found.score - ACCEPTED) - _AT_THRESHOLD))
    return Decision(round(confidence, 3), use, reason)
