"""What a name stands for where no rule says so: a light model of the words about it.

Multinomial logistic regression. ``gazetteer/train_uses.py`` learns the weights from the marked
texts and articles of ``seeds/``, which were written for it under this project's licence.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geonews.errors import DataError
from geonews.gazetteer import Gazetteer
from geonews.model import Place, Signal, Use
from geonews.toponyms.context import Context
from geonews.toponyms.support import Found
from geonews.toponyms.usage import why

__all__ = ["CLASSES", "OPEN", "SURE", "UseModel", "Weights", "use_features"]

CLASSES = (Use.LITERAL, Use.METONYM, Use.IN_NAME)
"""What the three weights of a feature speak for."""

OPEN = frozenset({"use-plain", "use-class-noun"})
"""Names of the rules' reasons that leave the use open."""

SURE = 0.7
"""Probability from which the model is followed. In folds by file it is then right of .87 of our
local news, where the rules alone are of .83; lower bounds gain there and lose in posts."""

_WINDOW = 8
"""Words on either side that are told of without their order."""

_EDGE = "|"
"""Stands for the end of a clause, where a word would be."""

_QUOTES = frozenset("\"'«»“”„")
_METROPOLIS, _BIG, _TOWN, _WELL_KNOWN, _IN_THE_NEWS = 400_000, 100_000, 15_000, 0.75, 0.6
_GROUPS = (
    "titles",
    "offices",
    "kin",
    "given_names",
    "locative",
    "nearness",
    "organisation_heads",
    "weak_heads",
    "organisation_tails",
    "government_verbs",
    "speech_verbs",
    "relations",
    "attribution",
    "carriers",
    "that",
    "bridges",
)
"""Cue words of the lexicon that are told of by their group too."""

Weights = tuple[float, float, float]


def use_features(found: Found, use: Use, reason: Signal, gazetteer: Gazetteer) -> Counter[str]:
    """Return what the model is told of a name: short labels, and how often each holds.

    Parameters
    ----------
    found
        The name, where it stands.
    use, reason
        What the rules take it for, and why.
    gazetteer
        Where adjectives are looked up.
    """
    context, kind = found.context, _kind(found)
    first, last, words = context.first, context.last, context.words
    clitic = found.match.reading.clitic
    before, after = _word(context, first - 1, first), _word(context, last, last - 1)
    before2, after2 = _word(context, first - 2, first), _word(context, last + 1, last - 1)
    gap = words[first].gap.strip()[:1]
    gap_after = words[last].gap.strip()[:1] if last < len(words) else _EDGE
    told = [
        f"k={found.match.key}",
        f"c={kind}",
        f"cl={kind}{clitic}",
        f"n={kind}{min(last - first, 3)}",
        f"u={use.value}",
        f"u={use.value}{kind}",
        f"why={reason.name}",
        f"g0={gap}",
        f"g1={gap_after}",
        f"p1={before}{gap}",
        f"n1={after}{gap_after}",
        f"p2={before2}",
        f"n2={after2}",
        f"p1c={before}{gap}{kind}{clitic}",
        f"n1c={after}{gap_after}{kind}",
        f"pz={before[-2:]}{clitic}",
        f"pa={before[:2]}{kind}{clitic}",
        f"nz={after[-2:]}",
        f"na={after[:2]}{kind}",
        f"naz={after[:1]}{after[-1:]}{kind}",
    ]
    told += [f"pg={group}{clitic}{gap}" for group in _groups(context, before)]
    told += [f"p2g={group}" for group in _groups(context, before2)]
    told += [f"ng={group}{gap_after}{kind}" for group in _groups(context, after)]
    if gap in _QUOTES and gap_after in _QUOTES and gap:
        told.append("q")
    if gazetteer.demonym(after):
        told.append(f"nd={gap_after}")
    if gazetteer.demonym(before):
        told.append(f"pd={clitic}")
    near = (*words[max(0, first - _WINDOW) : first], *words[last : last + _WINDOW])
    return Counter([*told, *(f"b={word.key}" for word in near)])


@dataclass(frozen=True, slots=True)
class UseModel:
    """Weighs what is told of a name."""

    weights: Mapping[str, Weights]
    """Log-odds that each feature lends to each of `CLASSES`; ``bias`` is lent to every name."""

    @classmethod
    @cache
    def packaged(cls) -> UseModel:
        """Return the model that ships with geonews, read once per process.

        Raises
        ------
        geonews.errors.DataError
            Its weights are damaged.
        """
        text = resources.files("geonews.toponyms").joinpath("uses.tsv").read_text("utf-8")
        return cls(_read(line for line in text.splitlines() if not line.startswith("#")))

    def shares(self, told: Mapping[str, int]) -> Weights:
        """Return how likely each of `CLASSES` is of a name; they add up to 1."""
        literal, metonym, in_name = self.weights.get("bias", (0.0, 0.0, 0.0))
        get = self.weights.get
        for feature, times in told.items():
            if weight := get(feature):
                literal += times * weight[0]
                metonym += times * weight[1]
                in_name += times * weight[2]
        top = max(literal, metonym, in_name)
        odds = [math.exp(score - top) for score in (literal, metonym, in_name)]
        whole = sum(odds)
        return odds[0] / whole, odds[1] / whole, odds[2] / whole

    def decide(
        self, found: Found, use: Use, reason: Signal, gazetteer: Gazetteer
    ) -> tuple[Use, Signal]:
        """Return what a name stands for, and why: by the model where it is sure, else by the rules.

        Parameters
        ----------
        found
            The name, where it stands.
        use, reason
            What the rules take it for, and why; a reason that settles it is not gone against.
        gazetteer
            Where adjectives are looked up.
        """
        if reason.name not in OPEN:
            return use, reason
        shares = self.shares(use_features(found, use, reason, gazetteer))
        likeliest = max(range(len(CLASSES)), key=shares.__getitem__)
        if shares[likeliest] < SURE or CLASSES[likeliest] is use:
            return use, reason
        share = f"{shares[likeliest]:.0%}"
        detail = f"the words about it are those of such a name ({share})"
        return CLASSES[likeliest], why("learned", detail, share)


def _kind(found: Found) -> str:
    """Return one letter for what the likeliest place of a name is."""
    best: Place = found.candidates[0].place
    if best.feature_code in ("PPLC", "PPLG"):
        return "K"
    if best.feature_class != "P":
        return {"PCLI": "C", "RGNE": "R", "ADM1": "D", "ADM2": "D", "ADM3": "D"}.get(
            best.feature_code, "A"
        )
    people = max(candidate.place.population for candidate in found.candidates)
    if people >= _METROPOLIS or best.prominence >= _WELL_KNOWN:
        return "B"
    if people >= _BIG:
        return "b"
    return "t" if people >= _TOWN or best.prominence >= _IN_THE_NEWS else "v"


def _word(context: Context, at: int, of: int) -> str:
    words, clauses = context.words, context.clauses
    inside = 0 <= at < len(words) and clauses[at] == clauses[of]
    return words[at].key if inside else _EDGE


def _groups(context: Context, key: str) -> list[str]:
    lexicon = context.lexicon
    bare = key[1:] if key[:1] in "وف" and len(key) > 3 else key
    return [
        name for name in _GROUPS if key in getattr(lexicon, name) or bare in getattr(lexicon, name)
    ]


def _read(lines: Iterable[str]) -> dict[str, Weights]:
    """Return the weights of lines ``feature, literal, metonym, in_name``, in hundredths."""
    weights: dict[str, Weights] = {}
    try:
        for line in lines:
            feature, *values = line.split("\t")
            literal, metonym, in_name = (int(value) / 100 for value in values)
            weights[feature] = (literal, metonym, in_name)
    except ValueError as error:
        raise DataError(f"the weights of uses.tsv are damaged: {error}") from error
    return weights
