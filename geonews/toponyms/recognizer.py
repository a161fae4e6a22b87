"""Find the place names of a text and say what each stands for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from geonews.gazetteer import Gazetteer
from geonews.model import Candidate, Signal, Span, Toponym, Use
from geonews.text import Word, words
from geonews.toponyms.context import Context, clauses_of
from geonews.toponyms.evidence import ACCEPTED, evidence, own_evidence
from geonews.toponyms.lexicon import Lexicon
from geonews.toponyms.matching import (
    LIST_MARKS,
    Match,
    list_nouns,
    matches_at,
    matches_in_list,
    span_of,
)
from geonews.toponyms.unknown import unknown_name_end
from geonews.toponyms.usage import may_act, use_of

__all__ = ["ToponymRecognizer"]

_NEIGHBOUR = 0.6
"""For a name listed with one that is a place: بغداد والموصل."""

_NAMED_BY_CLASS = 2.0
"""For a name in a list that a class noun heads: بلديات عين الترك وعين الحجر وسور الغزلان."""

_REPEATED = 0.4
"""For a name that is a place elsewhere in the document."""

_VOUCHED_FOR = 1.0
"""For one that a class noun calls a place there: ولاية بهلاء, and then بهلاء alone."""

_SHORTEST_VOUCHED_FOR = 5
"""Letters of such a name; a shorter one is as often another word further on."""

_MOST_REMEMBERED = 50_000
_UNKNOWN_CONFIDENCE = 0.6
"""Share of unknown words after a class noun that were places in newswire gold, lowered for
being told from adjectives by their form alone (measured: .78 of all)."""


@dataclass(frozen=True, slots=True)
class _Found:
    match: Match
    candidates: tuple[Candidate, ...]
    context: Context
    signals: tuple[Signal, ...]
    score: float
    listed: str = ""
    """Class noun of the list that the name stands in, where none stands right before it."""

    @classmethod
    def of(
        cls,
        match: Match,
        candidates: tuple[Candidate, ...],
        context: Context,
        signals: tuple[Signal, ...],
    ) -> _Found:
        # Rounded: 1.4 - 1.1 + 0.7 must reach a threshold of 1.
        score = round(sum([signal.weight for signal in signals]), 6)
        return cls(match, candidates, context, signals, score)

    def supported(self, more: tuple[Signal, ...]) -> _Found:
        """Return the same with more signals."""
        if not more:
            return self
        return _Found.of(self.match, self.candidates, self.context, self.signals + more)


class ToponymRecognizer:
    """Recognises toponyms by the gazetteer's names and the words about them.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    lexicon
        Cue words; the packaged ones where left out.
    """

    name = "gazetteer-rules"
    version = 1

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon | None = None) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon or Lexicon.packaged()
        self._remembered: dict[tuple[str, str, int], tuple[Signal, ...]] = {}

    def __call__(self, text: str) -> tuple[Toponym, ...]:
        """Return the toponyms of a text in order, none overlapping another."""
        sequence = words(text)
        options = self._options(sequence)
        # The first pass says which names are places here; lists and repetition then lend
        # their weight to those that fell short alone.
        taken = list(_chosen(options, _Support(sequence, list(_chosen(options)), self._lexicon)))
        toponyms = self._toponyms(text, sequence, taken)
        covered = {i for found in taken for i in range(found.match.first, found.match.last)}
        toponyms += self._unknown(text, sequence, covered)
        return tuple(sorted(toponyms, key=lambda toponym: toponym.span))

    def _options(self, sequence: Sequence[Word]) -> dict[int, list[_Found]]:
        """Return the names that may begin at a word, with their evidence, by its index."""
        gazetteer, options = self._gazetteer, {}
        keys, clauses = [word.key for word in sequence], clauses_of(sequence)
        nouns = list_nouns(sequence, self._lexicon)
        begins = gazetteer.names.beginnings
        for first, key in enumerate(keys):
            if first not in nouns and not begins(key):
                continue
            row: list[_Found] = []
            matches = matches_at(sequence, first, gazetteer.names, keys, self._lexicon.whole_words)
            if noun := nouns.get(first):
                matches = chain(
                    matches_in_list(sequence, first, noun, gazetteer.names, keys), matches
                )
            for match in matches:
                candidates = gazetteer.named(match.key)
                if candidates and not self._needless(match, candidates):
                    clitic = match.reading.clitic
                    context = Context(
                        sequence, clauses, match.first, match.last, clitic, self._lexicon
                    )
                    own = self._own_evidence(match, candidates)
                    signals = evidence(match, candidates, context, gazetteer, own)
                    row.append(_Found.of(match, candidates, context, tuple(signals)))
            if row:
                options[first] = row
        return options

    def _own_evidence(self, match: Match, candidates: tuple[Candidate, ...]) -> tuple[Signal, ...]:
        """Return what a name brings along, remembered: a hundred names make up half of news."""
        key = match.key, match.reading.clitic, match.last - match.first
        if key not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            signals = own_evidence(match, candidates, self._lexicon, self._gazetteer.not_places)
            self._remembered[key] = tuple(signals)
        return self._remembered[key]

    def _needless(self, match: Match, candidates: tuple[Candidate, ...]) -> bool:
        """Say whether a name has a generic head or an adjective that it does not need.

        مدينة غزة and طرابلس الليبية are names upstream; the span is that of the place's own
        name, and head and adjective are signals to the resolver.
        """
        same = candidates[0].place.id
        head, _, rest = match.key.partition(" ")
        if rest and head in self._lexicon.generic_heads:
            return any(c.place.id == same for c in self._gazetteer.named(rest))
        name, _, adjective = match.key.rpartition(" ")
        is_state = candidates[0].place.feature_code == "PCLI"  # المملكة المغربية is its whole name
        if (
            name
            and not is_state
            and adjective.startswith("ال")
            and self._gazetteer.demonym(adjective)
        ):
            return any(c.place.id == same for c in self._gazetteer.named(name))
        return False

    def _toponyms(
        self,
        text: str,
        sequence: Sequence[Word],
        taken: Sequence[_Found],
    ) -> list[Toponym]:
        """Return the toponyms of the accepted names, with their uses."""
        toponyms: list[Toponym] = []
        for at, found in enumerate(taken):
            match, best = found.match, found.candidates[0].place
            seat = best.id in self._gazetteer.metonyms
            use, reason = use_of(best, found.context, usually_metonym=seat)
            if at and use is Use.LITERAL and may_act(best):
                before = toponyms[-1]
                if before.use is Use.METONYM and _joined(taken[at - 1].match, match, sequence):
                    use, reason = Use.METONYM, f"acts, or is acted on, with {before.surface}"
            span = span_of(text, sequence, match)
            toponyms.append(
                Toponym(
                    span=span,
                    surface=text[span.start : span.end],
                    use=use,
                    reasons=(
                        *(f"{s.detail} ({s.weight:+.1f})" for s in found.signals),
                        f"{use.value}: {reason}",
                    ),
                    confidence=_confidence(found.score),
                    asked_class=found.context.class_asked()
                    or self._lexicon.class_asked(found.listed),
                    full_key=match.key if match.noun else "",
                )
            )
        return toponyms

    def _unknown(self, text: str, sequence: Sequence[Word], covered: set[int]) -> Iterator[Toponym]:
        """Yield names that follow a class noun and are none that is searched for."""
        for at in range(1, len(sequence)):
            if at in covered or at - 1 in covered:
                continue
            last = unknown_name_end(sequence, at, self._gazetteer, self._lexicon)
            if last is None or last - 1 in covered:
                continue
            head = sequence[at - 1].key
            span = Span(start=sequence[at].start, end=sequence[last - 1].end)
            yield Toponym(
                span=span,
                surface=text[span.start : span.end],
                use=Use.LITERAL,
                reasons=(f"follows {head}, and is no name that the gazetteer trusts",),
                confidence=_UNKNOWN_CONFIDENCE,
                asked_class=self._lexicon.class_nouns.get(head, ""),
            )


def _confidence(score: float) -> float:
    """Return how sure a sum of signals is, from 0 to 1; .73 at the threshold."""
    return round(1 / (1 + math.exp(-2.5 * (score - ACCEPTED + 0.4))), 3)


def _joined(first: Match, second: Match, sequence: Sequence[Word]) -> bool:
    """Say whether a name follows another as its fellow or its object: اتهمت طهران واشنطن."""
    adjacent = first.last == second.first and sequence[second.first].gap == " "
    return adjacent and second.reading.clitic in ("", "و")


def _chosen(
    options: Mapping[int, Sequence[_Found]], support: _Support | None = None
) -> Iterator[_Found]:
    """Yield, left to right, the first accepted name at each free word."""
    free = 0
    for first, row in options.items():
        if first < free:
            continue
        for option in row:
            found = option
            if support and found.score < ACCEPTED:
                found = found.supported(support.of(found))
            if found.score >= ACCEPTED:
                yield support.noted(found) if support else found
                free = found.match.last
                break


class _Support:
    """What lists and repetition add to a name that falls short alone.

    Parameters
    ----------
    sequence
        The words of the document.
    accepted
        The names that are places by themselves.
    lexicon
        Where the class nouns are that hold for a list.
    """

    def __init__(
        self, sequence: Sequence[Word], accepted: Sequence[_Found], lexicon: Lexicon
    ) -> None:
        self._sequence = sequence
        self._lexicon = lexicon
        self._keys = {found.match.key for found in accepted}
        self._vouched_for = {
            found.match.key
            for found in accepted
            if len(found.match.key) >= _SHORTEST_VOUCHED_FOR and found.context.class_asked()
        }
        self._starts = {found.match.first for found in accepted}
        self._lists: dict[int, str] = {}
        """Class noun that holds for the list, if any, by one past each name taken."""

    def noted(self, found: _Found) -> _Found:
        """Note a name as taken, for those that follow it in a list; return it with its noun."""
        noun = found.context.before() if found.context.class_asked() else ""
        if noun not in self._lexicon.class_lists:
            noun = self._lists.get(found.match.first, "") if self._follows(found) else ""
            found = replace(found, listed=noun)
        self._lists[found.match.last] = noun
        return found

    def of(self, found: _Found) -> tuple[Signal, ...]:
        """Return the signals for a name that is not taken yet."""
        signals, match = [], found.match
        if match.first in self._lists and self._follows(found):
            noun = self._lists[match.first]
            signals.append(
                Signal(
                    name="list",
                    weight=_NAMED_BY_CLASS if noun else _NEIGHBOUR,
                    detail=f"one of a list after {noun}" if noun else "listed after a place",
                )
            )
        elif match.last in self._starts and self._sequence[match.last].gap in LIST_MARKS:
            signals.append(Signal(name="list", weight=_NEIGHBOUR, detail="listed before a place"))
        if match.key in self._keys:
            vouched_for = match.key in self._vouched_for
            signals.append(
                Signal(
                    name="repeated",
                    weight=_VOUCHED_FOR if vouched_for else _REPEATED,
                    detail="a place elsewhere in the document"
                    + (", after a class noun" if vouched_for else ""),
                )
            )
        return tuple(signals)

    def _follows(self, found: _Found) -> bool:
        """Say whether only a list's mark, or "and", parts a name from the word before it."""
        gap = self._sequence[found.match.first].gap
        return gap in LIST_MARKS or (found.match.reading.clitic == "و" and gap == " ")
