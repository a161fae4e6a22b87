"""What the tagger is told of a name in its place: short strings, the same in training and use.

A feature is a label, an equals sign and a value: ``p1=في`` says that the word before is في.
Every word is a look-up key. What stands farther off is told by the words alone, without their
order (`WINDOW`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from geonews.gazetteer import Gazetteer
from geonews.model import Candidate, Place, Signal, Use
from geonews.text import Word
from geonews.toponyms.lexicon import Lexicon
from geonews.toponyms.support import Found

__all__ = ["WINDOW", "FeatureReader", "kind_of"]

WINDOW = 8
"""Words on either side of a name that are told of without their order."""

_EDGE = "|"
"""Stands for the end of a clause, where a word would be."""

_QUOTES = frozenset("\"'«»“”„‘’‹›")
_HAMZAS = frozenset("أإآ")

_METROPOLIS, _BIG, _TOWN = 400_000, 100_000, 15_000
"""People from which towns are told apart, as `geonews.toponyms.evidence` does."""

_WELL_KNOWN, _IN_THE_NEWS = 0.75, 0.6
"""Prominence that stands for as much."""

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
"""Cue words of the lexicon that are told of by their group."""


def kind_of(candidates: Sequence[Candidate]) -> str:
    """Return one letter for what the places of a name are, the best being the first."""
    best = candidates[0].place
    if best.feature_code == "PCLI":
        return "C"
    if best.feature_code in ("PPLC", "PPLG"):
        return "K"
    if best.feature_code == "RGNE":
        return "R"
    if best.feature_code in ("ADM1", "ADM2", "ADM3"):
        return "D"
    if best.feature_class != "P":
        return "A"
    return _size(best, max(candidate.place.population for candidate in candidates))


def _size(best: Place, people: int) -> str:
    if people >= _METROPOLIS or best.prominence >= _WELL_KNOWN:
        return "B"
    if people >= _BIG:
        return "b"
    return "t" if people >= _TOWN or best.prominence >= _IN_THE_NEWS else "v"


class FeatureReader:
    """Tells of the names of one document.

    Parameters
    ----------
    text, sequence, clauses
        The document, its words, and the clause of each as `clauses_of` counts them.
    repeated
        How often each look-up key is a place by the rules in this document.
    groups
        The groups of cue words that a word is in; see `group_reader`.
    gazetteer
        Where adjectives are looked up.
    """

    def __init__(
        self,
        text: str,
        sequence: Sequence[Word],
        clauses: Sequence[int],
        repeated: Mapping[str, int],
        groups: GroupReader,
        gazetteer: Gazetteer,
    ) -> None:
        self._text = text
        self._sequence = sequence
        self._clauses = clauses
        self._repeated = repeated
        self._groups = groups
        self._demonym = gazetteer.demonym
        self._writes_marbuta = "ة" in text

    def window(self, found: Found) -> tuple[int, int, int, int]:
        """Return the words told of without order: from, to the name, from its end, to."""
        match = found.match
        return (
            max(0, match.first - WINDOW),
            match.first,
            match.last,
            min(len(self._sequence), match.last + WINDOW),
        )

    def of(self, found: Found, support: Sequence[Signal], use: Use) -> list[str]:
        """Return the features of a name.

        Parameters
        ----------
        found
            The name, with the signals of the rules.
        support
            The signals of lists and repetition.
        use
            What the rules take it for.
        """
        kind = kind_of(found.candidates)
        features = self._own(found, kind)
        features += self._spelling(found, kind)
        features += self._words_beside(found, kind)
        features += [f"s={s.name}{s.weight:+.1f}" for s in (*found.signals, *support)]
        features += (f"u={use.value}", f"u={use.value}{kind}")
        return features

    def _own(self, found: Found, kind: str) -> list[str]:
        match = found.match
        clitic, key = match.reading.clitic, match.key
        length = match.last - match.first
        score = round(2 * max(-4.0, min(5.0, found.score)))
        times = min(3, self._repeated.get(key, 0))
        return [
            f"k={key}",
            f"c={kind}",
            f"cl={kind}{clitic}",
            f"n={kind}{min(length, 3)}",
            f"nk={found.candidates[0].kind.value}",
            f"sc={score}",
            f"csc={kind}{score}",
            f"L={min(len(key), 9)}",
            f"al={key.startswith('ال')}{kind}{clitic}",
            f"r={times}",
        ]

    def _spelling(self, found: Found, kind: str) -> list[str]:
        """Return how the text's letters differ from those of the name: بصره is not البصرة."""
        first, last = found.match.first, found.match.last
        surface = self._text[self._sequence[first].start : self._sequence[last - 1].end]
        matched = found.candidates[0].matched
        features = []
        end, end_of_name = surface[-1:], matched[-1:]
        if end != end_of_name and end in "هةيى" and end_of_name in "هةيى":
            marbuta = "" if self._writes_marbuta else "-"
            features += [f"e={end}{end_of_name}{marbuta}", f"e={end}{end_of_name}{kind}"]
        hamzas = [letter for letter in surface if letter in _HAMZAS]
        if hamzas != [letter for letter in matched if letter in _HAMZAS]:
            features += [f"h={bool(hamzas)}", f"h={bool(hamzas)}{kind}"]
        return features

    def _words_beside(self, found: Found, kind: str) -> list[str]:
        first, last = found.match.first, found.match.last
        sequence, clitic = self._sequence, found.match.reading.clitic
        before, after = self._word(first - 1, first), self._word(last, last - 1)
        before2, after2 = self._word(first - 2, first), self._word(last + 1, last - 1)
        gap = _mark(sequence[first].gap)
        gap_after = _mark(sequence[last].gap) if last < len(sequence) else _EDGE
        b, a = before + gap, after + gap_after
        features = [
            f"g0={gap}",
            f"g1={gap_after}",
            f"p1={b}",
            f"n1={a}",
            f"p2={before2}",
            f"n2={after2}",
            f"p1c={b}{kind}{clitic}",
            f"n1c={a}{kind}",
            f"p12={before2} {b}",
            f"n12={a} {after2}",
            f"pz={before[-2:]}{clitic}",
            f"pz3={before[-3:]}",
            f"pa={before[:2]}{kind}{clitic}",
            f"nz={after[-2:]}",
            f"na={after[:2]}{kind}",
            f"naz={after[:1]}{after[-1:]}{kind}",
        ]
        if gap in _QUOTES and gap_after in _QUOTES and gap:
            features.append("q")
        if before.isdigit():
            features.append("p1d")
        if after.isdigit():
            features.append("n1d")
        features += [f"pg={g}{clitic}{gap}" for g in self._groups(before)]
        features += [f"p2g={g}" for g in self._groups(before2)]
        features += [f"ng={g}{gap_after}{kind}" for g in self._groups(after)]
        if self._demonym(after):
            features.append(f"nd={gap_after}")
        if self._demonym(before):
            features.append(f"pd={clitic}")
        return features

    def _word(self, at: int, of: int) -> str:
        if not 0 <= at < len(self._sequence) or self._clauses[at] != self._clauses[of]:
            return _EDGE
        return self._sequence[at].key


class GroupReader:
    """Says which groups of cue words a word is in, with و or ف before it or without.

    Parameters
    ----------
    lexicon
        Where the groups are.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._groups = [(name, getattr(lexicon, name)) for name in _GROUPS]
        self._of = lru_cache(maxsize=65_536)(self._read)

    def __call__(self, key: str) -> tuple[str, ...]:
        """Return the names of the groups."""
        return self._of(key)

    def _read(self, key: str) -> tuple[str, ...]:
        bare = key[1:] if key[:1] in "وف" and len(key) > 3 else key
        return tuple(name for name, group in self._groups if key in group or bare in group)


def _mark(gap: str) -> str:
    """Return the first mark of what stands between two words; nothing for a space."""
    return gap.strip()[:1]
