"""What lists and repetition lend to names that fall short alone, and to words that are no name.

A plural class noun holds for its list: of بلديات قرومة وجباحية وعين الترك each is a municipality,
whether or not the gazetteer has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from geonews.geo import great_circle_km
from geonews.model import Candidate, Place, Signal
from geonews.text import Word
from geonews.toponyms.context import Context
from geonews.toponyms.evidence import ACCEPTED, SELDOM_A_PLACE
from geonews.toponyms.lexicon import Lexicon
from geonews.toponyms.matching import LIST_MARKS, Match

__all__ = ["Found", "ListItem", "Support"]

_NEIGHBOUR = 0.6
"""For a name listed with one that is a place: بغداد والموصل."""

_NEIGHBOURS, _SEVERAL = 1.0, 2
"""For one listed after so many that are."""

_NAMED_BY_CLASS = 2.0
"""For a name in a list that a class noun heads: بلديات عين الترك وعين الحجر وسور الغزلان."""

_NEAR_NEIGHBOUR, _NEAR_KM = 1.2, 250.0
"""For one that has a bearer in the country of the one before it, and so near to it."""

_SAME_COUNTRY, _SAME_PROVINCE = 0.7, 1.0
"""For one that has a bearer in the country that most of the document's names lie in, and in a
province where one of them lies."""

_HOME_OF_A_WORD = 0.5
"""The same for a word that is as often something else."""

_OF_ITS_STATE = 1.5
"""For a capital that is some other word, in a document that names its state."""

_WEATHER_REACH = 6
"""Words on either side within which a word of weather makes floods of سيول."""

_WEATHER = frozenset(
    {"امطار", "وامطار", "الامطار", "فيضانات", "وفيضانات", "جارفه", "اجتاحت", "جرفت", "غزيره"}
)

_OF_PERSONS = frozenset({"kin", "given-name", "title", "speech"})
"""Names of the signals that a person is spoken of, who may be called after a town anywhere."""

_MOST, _NAMES_TELL = 0.4, 2
"""Share of the names, and how many at least, that make a country the document's."""

_AND_EXPECTED = 1.0
"""For one whose "and" spoke against it, as the first letter of some other word: وطوكر."""

_REPEATED = 0.4
"""For a name that is a place elsewhere in the document."""

_VOUCHED_FOR = 1.0
"""For one that a class noun calls a place there: ولاية بهلاء, and then بهلاء alone."""

_SHORTEST_VOUCHED_FOR = 5
"""Letters of such a name; a shorter one is as often another word further on."""

_MOST_UNVOUCHED = 2
"""The same where no class noun heads the list, and a name on either side does."""

_MOST_UNKNOWN = 5
"""Names in a row that the gazetteer may lack before a list is no longer taken for one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name, where it stands, and what speaks for and against its being a place there."""

    match: Match
    candidates: tuple[Candidate, ...]
    """The places of that name, best first; never empty."""

    context: Context
    signals: tuple[Signal, ...]
    score: float
    """Sum of the signals' weights."""

    listed: str = ""
    """Class noun of the list that the name stands in, where none stands right before it."""

    @classmethod
    def of(
        cls,
        match: Match,
        candidates: tuple[Candidate, ...],
        context: Context,
        signals: tuple[Signal, ...],
    ) -> Found:
        """Return it with its score."""
        # Rounded: 1.4 - 1.1 + 0.7 must reach a threshold of 1.
        score = round(sum([signal.weight for signal in signals]), 6)
        return cls(match, candidates, context, signals, score)

    def supported(self, more: tuple[Signal, ...]) -> Found:
        """Return the same with more signals."""
        if not more:
            return self
        return Found.of(self.match, self.candidates, self.context, self.signals + more)


@dataclass(frozen=True, slots=True)
class ListItem:
    """A run of words in the list of a class noun that is no name which the gazetteer has."""

    first: int
    last: int
    """One past the index of its last word."""

    clitic: str
    """``و`` where it is written together with the item."""

    noun: str
    """The class noun, as the text has it."""


class Support:
    """What lists and repetition add to a name that falls short alone.

    Parameters
    ----------
    sequence
        The words of the document.
    accepted
        The names that are places by themselves.
    lexicon
        Where the class nouns are that hold for a list.
    may_name
        Whether a folded word may be the name of a place that nobody listed.
    """

    def __init__(
        self,
        sequence: Sequence[Word],
        accepted: Sequence[Found],
        lexicon: Lexicon,
        may_name: Callable[[str], bool],
    ) -> None:
        self._sequence = sequence
        self._lexicon = lexicon
        self._may_name = may_name
        self._names = Counter(found.match.name for found in accepted)
        self._accepted = {(found.match.first, found.match.last) for found in accepted}
        self._vouched_for = {
            found.match.name
            for found in accepted
            if len(found.match.name) >= _SHORTEST_VOUCHED_FOR and found.context.class_asked()
        }
        self._starts = {found.match.first: found.match.reading.clitic for found in accepted}
        """Proclitics of the names that are places by themselves, by the first word of each."""

        self._country = _main_country(accepted)
        self._states = {
            found.candidates[0].place.country
            for found in accepted
            if found.candidates[0].place.feature_code == "PCLI"
        }
        self._provinces = {
            (found.candidates[0].place.country, found.candidates[0].place.admin1)
            for found in accepted
            if found.candidates[0].place.admin1
        }
        self._streaks: dict[int, int] = {}
        """Names taken so far in the list of a name taken, by one past it."""

        self._places: dict[int, Place] = {}
        """Likeliest place of each name taken, by one past it."""

        self._lists: dict[int, str] = {}
        """Class noun that holds for the list, if any, by one past each name taken."""

        self._taken: set[int] = set()
        """Index of the first word of each name taken."""

        self._unknown: list[ListItem] = []

    def noted(self, found: Found) -> Found:
        """Note a name as taken, for those that follow it in a list; return it with its noun."""
        noun = found.context.class_noun()
        if noun not in self._lexicon.class_lists:
            noun, between = self._list_before(found)
            self._unknown += between
            found = replace(found, listed=noun)
        first, last = found.match.first, found.match.last
        self._streaks[last] = 1 + (self._streaks.get(first, 0) if self._follows(found) else 0)
        self._places[last] = found.candidates[0].place
        self._lists[last] = noun
        self._taken.add(found.match.first)
        return found

    def of(self, found: Found) -> tuple[Signal, ...]:
        """Return the signals for a name that is not taken yet."""
        signals, match = [], found.match
        noun, _ = self._list_before(found)
        if noun or (match.first in self._lists and self._follows(found)):
            signals.append(
                Signal(
                    name="class-list" if noun else "list",
                    weight=(_NAMED_BY_CLASS if noun else self._of_neighbours(found))
                    + _AND_EXPECTED * any(s.name == "clitic" for s in found.signals),
                    detail=f"one of a list after {noun}" if noun else "listed after a place",
                    subject=noun,
                )
            )
        elif match.last in self._starts and self._goes_on(match.last):
            signals.append(Signal(name="list", weight=_NEIGHBOUR, detail="listed before a place"))
        if found.score < ACCEPTED and (weight := self._at_home(found)):
            signals.append(
                Signal(
                    name="at-home",
                    weight=weight,
                    detail="one of the name is where most names of the document are",
                )
            )
        if self._names[match.name] > ((match.first, match.last) in self._accepted):
            vouched_for = match.name in self._vouched_for
            signals.append(
                Signal(
                    name="repeated",
                    weight=_VOUCHED_FOR if vouched_for else _REPEATED,
                    detail="a place elsewhere in the document"
                    + (", after a class noun" if vouched_for else ""),
                )
            )
        return tuple(signals)

    def unknown(self) -> Iterator[ListItem]:
        """Yield what stands among the names taken of a class noun's list, and after the last."""
        yield from self._unknown
        for end, noun in self._lists.items():
            at = end
            while noun and at not in self._taken and (item := self._item_from(at, noun)):
                yield item
                at = item.last

    def _at_home(self, found: Found) -> float:
        """Return the weight of a bearer of the name in the document's own country.

        It is less of a word that is as often something else (كان is Cannes, and "was"), but of
        the kingdom, whose document speaks of no other.
        """
        best = found.candidates[0].place
        if best.feature_code == "PPLC" and best.country in self._states:
            # سيول is Seoul beside كوريا, if no rain falls.
            return (
                0.0
                if any(word in _WEATHER for word in found.context.near(_WEATHER_REACH))
                else _OF_ITS_STATE
            )
        doubts = [s.weight for s in found.signals if s.name == "ambiguous"]
        is_person = any(signal.name in _OF_PERSONS for signal in found.signals)
        if is_person or any(weight <= SELDOM_A_PLACE for weight in doubts):
            return 0.0
        places = [c.place for c in found.candidates if c.place.country == self._country != ""]
        if not places:
            return 0.0
        if doubts and found.candidates[0].place.feature_code != "PCLI":
            return _HOME_OF_A_WORD
        is_near = any((place.country, place.admin1) in self._provinces for place in places)
        return _SAME_PROVINCE if is_near else _SAME_COUNTRY

    def _of_neighbours(self, found: Found) -> float:
        """Return the weight of the names that stand before one in its list."""
        first = found.match.first
        before = self._places[first]
        if before.feature_code != "PCLI" and any(
            _is_near(before, candidate.place) for candidate in found.candidates
        ):
            return _NEAR_NEIGHBOUR
        return _NEIGHBOURS if self._streaks[first] >= _SEVERAL else _NEIGHBOUR

    def _follows(self, found: Found) -> bool:
        """Say whether only a list's mark, or "and", parts a name from the word before it."""
        gap = self._sequence[found.match.first].gap
        return gap in LIST_MARKS or (found.match.reading.clitic == "و" and gap == " ")

    def _goes_on(self, at: int) -> bool:
        """Say whether a list's mark, or "and", stands before a name that is taken."""
        return self._sequence[at].gap in LIST_MARKS or self._starts[at] == "و"

    def _list_before(self, found: Found) -> tuple[str, list[ListItem]]:
        """Return the class noun of the list that runs up to a name, and the unknown items between.

        The noun is empty where none heads the list.
        """
        between: list[ListItem] = []
        at = found.match.first
        if not self._follows(found):
            return "", []
        while len(between) <= _MOST_UNKNOWN:
            noun = self._lists.get(at, "")
            if between and self._heads(at):
                noun = self._sequence[at - 1].key
            if noun:
                return noun, [replace(item, noun=noun) for item in reversed(between)]
            if at in self._lists:
                # Between two names of places an unknown one or two are names too.
                return "", between[::-1] if len(between) <= _MOST_UNVOUCHED else []
            item = self._item_up_to(at)
            if item is None:
                break
            between.append(item)
            at = item.first
        return "", []

    def _heads(self, at: int) -> bool:
        """Say whether a list's class noun stands right before a word."""
        sequence = self._sequence
        return (
            at > 0 and sequence[at].gap == " " and sequence[at - 1].key in self._lexicon.class_lists
        )

    def _item_up_to(self, end: int) -> ListItem | None:
        for first in (end - 1, end - 2):
            item = self._item(first, "")
            if item and item.last == end:
                return item
        return None

    def _item_from(self, first: int, noun: str) -> ListItem | None:
        """Return the item after the last name taken; it must itself end where a list goes on."""
        item = self._item(first, noun)
        if item is None or item.last in self._taken:
            return item
        end = item.last
        goes_on = end < len(self._sequence) and self._sequence[end].gap == " "
        return None if goes_on and not self._clitic_of(end) else item

    def _item(self, first: int, noun: str) -> ListItem | None:
        if not 0 <= first < len(self._sequence):
            return None
        sequence, word = self._sequence, self._sequence[first]
        clitic = self._clitic_of(first)
        key = word.key.removeprefix(clitic)
        begins_name = key in self._lexicon.first_words
        listed = clitic or word.gap in LIST_MARKS or self._heads(first) or begins_name
        if not listed:
            return None
        if begins_name:
            follows = first + 1 < len(sequence) and sequence[first + 1].gap == " "
            if follows and sequence[first + 1].key not in self._lexicon.not_names:
                return ListItem(first, first + 2, clitic, noun)
            return None
        return ListItem(first, first + 1, clitic, noun) if self._may_name(key) else None

    def _clitic_of(self, at: int) -> str:
        """Return the "and" that a word of a list begins with, if it does."""
        word = self._sequence[at]
        return "و" if word.gap == " " and word.key.startswith("و") and not self._heads(at) else ""


def _main_country(accepted: Sequence[Found]) -> str:
    """Return the code of the country that most of a document's names lie in, or nothing."""
    counts = Counter(found.candidates[0].place.country for found in accepted)
    counts.pop("", None)
    if counts.total() < _NAMES_TELL:
        return ""
    country, names = counts.most_common(1)[0]
    return country if names >= _MOST * counts.total() else ""


def _is_near(one: Place, other: Place) -> bool:
    if not one.country or one.country != other.country:
        return False
    return great_circle_km(lon=one.lon, lat=one.lat, to_lon=other.lon, to_lat=other.lat) <= _NEAR_KM
