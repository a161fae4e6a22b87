"""Find the place names of a text and say what each stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from geonews.gazetteer import Gazetteer
from geonews.model import Candidate, Place, Signal, Span, Toponym, Use
from geonews.text import Reading, Word, words
from geonews.toponyms.context import Context, clauses_of
from geonews.toponyms.evidence import (
    ACCEPTED,
    ending_evidence,
    evidence,
    hamza_evidence,
    own_evidence,
)
from geonews.toponyms.judging import Decision, decide
from geonews.toponyms.lexicon import Lexicon
from geonews.toponyms.matching import (
    Match,
    list_nouns,
    matches_at,
    matches_in_list,
    run_ends,
    span_of,
)
from geonews.toponyms.support import Found, Support
from geonews.toponyms.unlisted import UnlistedNames
from geonews.toponyms.usage import may_act, why
from geonews.toponyms.usemodel import UseModel, use_features

__all__ = ["ToponymRecognizer"]

_MOST_REMEMBERED = 50_000

_HOPELESS = -1.5
"""Sum of what a name brings along from which, without a cue before it, nothing makes a place of
it: an adjective, a list and repetition together lend 2.4."""


_SHORTEST_PLAIN = 3
"""Letters from which a name is not more often some other word."""

# Folded class nouns that belong to some names.
_CITY, _REPUBLIC = "مدينه", "جمهوريه"
_STANDING = frozenset({"المحتله", "السابقه", "السابق"})
"""Adjectives that say how a place stands and are no part of its name: occupied, former."""


class ToponymRecognizer:
    """Recognises toponyms by the gazetteer's names and the words about them.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    lexicon
        Cue words; the packaged ones where left out.
    use_model
        Says what a name stands for where the rules leave it open; the packaged one where it is
        left out.
    """

    name = "gazetteer-rules"
    version = 4

    def __init__(
        self,
        gazetteer: Gazetteer,
        lexicon: Lexicon | None = None,
        use_model: UseModel | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon or Lexicon.packaged()
        self._use_model = use_model or UseModel.packaged()
        self._unlisted = UnlistedNames(gazetteer, self._lexicon)
        self._remembered: dict[tuple[str, str, int], tuple[tuple[Signal, ...], float]] = {}

    def __call__(self, text: str) -> tuple[Toponym, ...]:
        """Return the toponyms of a text in order, none overlapping another."""
        sequence = words(text)
        taken, support = self._taken(text, sequence)
        toponyms = self._toponyms(text, sequence, taken)
        covered = {i for found, _ in taken for i in range(found.match.first, found.match.last)}
        for item in support.unknown():
            if covered.isdisjoint(range(item.first, item.last)):
                covered.update(range(item.first, item.last))
                toponyms.append(self._unlisted.listed(text, sequence, item))
        toponyms += self._unlisted.after_class_nouns(text, sequence, covered)
        return tuple(sorted(toponyms, key=lambda toponym: toponym.span))

    def _options(self, text: str, sequence: Sequence[Word]) -> dict[int, list[Found]]:
        """Return the names that may begin at a word, with their evidence, by its index."""
        gazetteer, lexicon = self._gazetteer, self._lexicon
        options: dict[int, list[Found]] = {}
        keys, clauses, ends = [w.key for w in sequence], clauses_of(sequence), run_ends(sequence)
        nouns, writes_marbuta = list_nouns(sequence, lexicon), "ة" in text
        begins = gazetteer.names.beginnings
        for first, key in enumerate(keys):
            noun = nouns.get(first)
            if not noun and not begins(key):
                continue
            matches = matches_at(first, gazetteer.names, keys, lexicon.whole_words, ends)
            if noun:
                listed = matches_in_list(first, noun, gazetteer.names, keys, ends)
                # Of two that end alike the one with its noun is meant: سجن الدامون.
                matches = sorted([*listed, *matches], key=attrgetter("last"), reverse=True)
            row: list[Found] = []
            for whole in matches:
                candidates = gazetteer.named(whole.key)
                if not candidates or self._needless(whole, candidates):
                    continue
                match = self._without_head(whole, candidates[0].place)
                own, total = self._own_evidence(match, candidates)
                if total <= _HOPELESS and not noun and not self._cued(keys, match):
                    continue
                clitic = match.reading.clitic
                context = Context(sequence, clauses, match.first, match.last, clitic, lexicon)
                signals = evidence(match, candidates, context, gazetteer, own)
                if writes_marbuta and match.key[-1] == "ه":
                    surface = text[sequence[match.first].start : sequence[match.last - 1].end]
                    signals += ending_evidence(surface, candidates)
                elif len(match.key) < _SHORTEST_PLAIN:
                    span = span_of(text, sequence, match)
                    signals += hamza_evidence(text[span.start : span.end], candidates)
                row.append(Found.of(match, candidates, context, tuple(signals)))
            if row:
                options[first] = row
        return options

    def _cued(self, keys: Sequence[str], match: Match) -> bool:
        """Say whether the word before a name may make a place of it, whatever it is."""
        return match.first > 0 and keys[match.first - 1] in self._lexicon.place_cues

    def _own_evidence(
        self, match: Match, candidates: tuple[Candidate, ...]
    ) -> tuple[tuple[Signal, ...], float]:
        """Return what a name brings along, and its sum; a hundred names make up half of news."""
        key = match.key, match.reading.clitic, match.last - match.first
        if key not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            signals = own_evidence(match, candidates, self._lexicon, self._gazetteer.not_places)
            self._remembered[key] = tuple(signals), sum([s.weight for s in signals])
        return self._remembered[key]

    def _without_head(self, match: Match, best: Place) -> Match:
        """Return a name without the generic head that it may go without: دونيتسك of مقاطعة دونيتسك.

        It still asks for the place of the whole name. To some towns, and to states that have no
        other name, it belongs: مدينة نصر, جزيرة مان.
        """
        head, _, rest = match.key.partition(" ")
        if match.noun or not rest or not self._is_class_noun(head, rest, best):
            return match
        if head == _CITY and rest not in self._gazetteer.names:
            return match
        if best.feature_code == "PCLI" and not self._is_of(rest, best):
            return match
        reading = Reading("", 0, rest.partition(" ")[0])
        return Match(match.first + 1, match.last, reading, match.key, head)

    def _is_class_noun(self, head: str, rest: str, best: Place) -> bool:
        """Say whether a name begins with a class noun that is no part of it.

        It is part of a site's name (مدينة الملك عبد الله الرياضية) and of an official one.
        """
        return (
            head in self._lexicon.generic_heads
            and best.feature_class != "S"
            and not _is_official(head, rest)
        )

    def _needless(self, match: Match, candidates: tuple[Candidate, ...]) -> bool:
        """Say whether a name has a generic head or an adjective that it does not need.

        مدينة غزة and طرابلس الليبية are names upstream; the span is that of the place's own
        name, and head and adjective are signals to the resolver.
        """
        best = candidates[0].place
        head, _, rest = match.key.partition(" ")
        if head in self._lexicon.nearness and best.feature_class == "P":
            # Of a town, وسط القاهرة says where in it.
            return rest in self._gazetteer.names
        if rest and self._is_class_noun(head, rest, best):
            # العاصمة عمان may be the governorate's name, and in text is the capital.
            asks_for_town = self._lexicon.class_asked(head) in ("P", "")
            return asks_for_town and best.feature_class != "P" and rest in self._gazetteer.names
        if self._says_where(match.key, best):
            return True
        name, _, adjective = match.key.rpartition(" ")
        is_state = best.feature_code == "PCLI"  # المملكة المغربية is its whole name
        if (
            name
            and adjective.startswith("ال")
            and (adjective in _STANDING or (not is_state and self._gazetteer.demonym(adjective)))
        ):
            return self._is_of(name, best)
        return False

    def _says_where(self, key: str, place: Place) -> bool:
        """Say whether a name of a place ends by saying where it is: … في نيويورك, … بالرياض."""
        name, within, _ = key.rpartition(" في ")
        if within:
            return self._is_of(name, place)
        words_of_it = key.split(" ")
        return any(
            word.startswith("ب")
            and " ".join([word.removeprefix("ب"), *words_of_it[at + 1 :]]) in self._gazetteer.names
            and self._is_of(" ".join(words_of_it[:at]), place)
            for at, word in enumerate(words_of_it[1:], 1)
        )

    def _is_of(self, name: str, place: Place) -> bool:
        """Say whether a folded name is one of a place."""
        return any(c.place.id == place.id for c in self._gazetteer.named(name))

    def _toponyms(
        self,
        text: str,
        sequence: Sequence[Word],
        taken: Sequence[tuple[Found, Decision]],
    ) -> list[Toponym]:
        """Return the toponyms of the names taken, with their uses."""
        toponyms: list[Toponym] = []
        uses = self._uses(text, sequence, taken)
        for at, (found, decision) in enumerate(taken):
            match = found.match
            use, reason = uses[at]
            span, asked = span_of(text, sequence, match), found.context.class_asked()
            whole_key = match.key if match.noun else ""
            if reason.name == "use-side" and not asked:
                asked = "A"  # عمان in a match is Oman, and not its neighbour's capital.
            if head := self._site_head(sequence, match, taken[at - 1][0].match if at else None):
                # سجن طنجة is a prison, and the gazetteer has the town alone: it stands in.
                site = Match(match.first - 1, match.last, head, match.key)
                span, asked, whole_key = span_of(text, sequence, site), "S", match.key
            toponyms.append(
                Toponym(
                    span=span,
                    surface=text[span.start : span.end],
                    use=use,
                    reasons=(
                        *(f"{s.detail} ({s.weight:+.1f})" for s in found.signals),
                        f"{use.value}: {reason.detail}",
                    ),
                    signals=(*found.signals, reason),
                    confidence=decision.confidence,
                    asked_class=asked or self._lexicon.class_asked(found.listed),
                    full_key=whole_key,
                )
            )
        return toponyms

    def _uses(
        self, text: str, sequence: Sequence[Word], taken: Sequence[tuple[Found, Decision]]
    ) -> list[tuple[Use, Signal]]:
        """Return what each of the names taken stands for, and why."""
        uses: list[tuple[Use, Signal]] = []
        for at, (found, decision) in enumerate(taken):
            use, reason = decision.use, decision.reason
            if at and use is Use.LITERAL and may_act(found.candidates[0].place):
                before = taken[at - 1][0].match
                if uses[-1][0] is Use.METONYM and _joined(before, found.match, sequence):
                    span = span_of(text, sequence, before)
                    surface = text[span.start : span.end]
                    detail = f"acts, or is acted on, with {surface}"
                    use, reason = Use.METONYM, why("acts-with", detail, surface)
            uses.append(self._use_model.decide(found, use, reason, self._gazetteer))
        return uses

    def uses_told(self, text: str) -> Iterator[tuple[Span, Place, Use, Signal, Counter[str]]]:
        """Yield what the model of uses is told of every name taken; its training reads this.

        Yields
        ------
        tuple
            Span and likeliest place of a name, its use by the rules and why, and its features.
        """
        sequence = words(text)
        taken = self._taken(text, sequence)[0]
        for (found, _), (use, reason) in zip(taken, self._uses(text, sequence, taken), strict=True):
            span = span_of(text, sequence, found.match)
            told = use_features(found, use, reason, self._gazetteer)
            yield span, found.candidates[0].place, use, reason, told

    def _taken(
        self, text: str, sequence: Sequence[Word]
    ) -> tuple[list[tuple[Found, Decision]], Support]:
        """Return the names that are places, and what lists and repetition lent them."""
        options = self._options(text, sequence)
        # The rules alone say first which names are places here; lists and repetition then lend
        # their weight to those that fell short.
        accepted = list(_accepted(options))
        support = Support(sequence, accepted, self._lexicon, self._unlisted.may_be)
        return list(_taken(options, support, self._gazetteer)), support

    def _site_head(
        self, sequence: Sequence[Word], match: Match, before: Match | None
    ) -> Reading | None:
        """Return the noun of a site before a name that the gazetteer has of its town alone."""
        if match.noun or match.reading.clitic or (before and before.last == match.first):
            return None
        head = self._unlisted.site_head(sequence, match.first)
        return None if head and head.key in self._lexicon.street_heads else head


def _is_official(head: str, rest: str) -> bool:
    """Say whether a state's name is no shorter: جمهورية مصر العربية, not مصر العربية."""
    return head == _REPUBLIC and " " in rest


def _joined(first: Match, second: Match, sequence: Sequence[Word]) -> bool:
    """Say whether a name follows another as its fellow or its object: اتهمت طهران واشنطن."""
    adjacent = first.last == second.first and sequence[second.first].gap == " "
    return adjacent and second.reading.clitic in ("", "و")


def _accepted(options: Mapping[int, Sequence[Found]]) -> Iterator[Found]:
    """Yield, left to right, the first name at each free word that is a place by itself."""
    free = 0
    for first, row in options.items():
        if first < free:
            continue
        for found in row:
            if found.score >= ACCEPTED:
                yield found
                free = found.match.last
                break


def _taken(
    options: Mapping[int, Sequence[Found]], support: Support, gazetteer: Gazetteer
) -> Iterator[tuple[Found, Decision]]:
    """Yield, left to right, the first name at each free word that is a place with all support."""
    free = 0
    for first, row in options.items():
        if first < free:
            continue
        for option in row:
            found = option.supported(support.of(option))
            if decision := decide(found, gazetteer):
                yield support.noted(found), decision
                free = found.match.last
                break
