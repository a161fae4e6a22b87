"""Names that the gazetteer lacks, given away by what stands before them.

* a class noun: بلدة X;
* the list of a plural one: بلديات X وY وZ;
* the noun of a site, which belongs to its name: مسجد X, سجن X.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geonews.gazetteer import Gazetteer
from geonews.model import Signal, Span, Toponym, Use
from geonews.text import Reading, Word, readings
from geonews.toponyms.lexicon import Lexicon
from geonews.toponyms.matching import Match, span_of
from geonews.toponyms.support import ListItem
from geonews.toponyms.usage import why

__all__ = ["UnlistedNames"]

_CONFIDENCE = 0.6
"""Share of unknown words after a class noun that were places in newswire gold, lowered for
being told from adjectives by their form alone (measured: .78 of all)."""

_SHORTEST_DEFINITE = 5
"""Letters of a definite word; shorter ones are ال and a particle or pronoun."""

_SHORTEST = 4
_VERBS_BEGIN = ("ت", "ي")
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "س")
_PRONOUNS = ("ها", "هم")
_OTHER_ENDS = ("ه", "ت", "وا", "ين", "ون")
"""Of adjectives and verbs, and more often theirs than a name's."""

_TOLD = frozenset({"الواقعه", "التابعه", "الحدوديه", "الساحليه", "القريبه", "المجاوره"})
"""Definite adjectives, folded, that say of a town where it is."""

_NISBA = "ي"
"""Ends an adjective more often than a name: مطار عسكري."""

_ORDINALS = frozenset({"الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس"})

_LONGEST_PERSON = 4
"""Words of a person whom a site is named for: ملعب ثاني بن جاسم, مسجد الملك الحسن الثاني."""


def _is_means(sequence: Sequence[Word], at: int) -> bool:
    """Say whether a word is the طريق of عن طريق, by way of."""
    return sequence[at].key == "طريق" and at > 0 and sequence[at - 1].key == "عن"


class UnlistedNames:
    """Finds them.

    Parameters
    ----------
    gazetteer
        Where words that are nearly always something else, and adjectives, are looked up.
    lexicon
        Cue words.
    """

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon

    def may_be(self, key: str, *, listed: bool = True) -> bool:
        """Say whether a folded word may be a name, by its form and by what is known of it.

        Parameters
        ----------
        key
            The word.
        listed
            Whether it stands among names: such a word is no adjective of a noun before it,
            whatever it ends in.
        """
        lexicon, gazetteer = self._lexicon, self._gazetteer
        if key in lexicon.not_names or key in lexicon.titles or key in gazetteer.not_places:
            return False
        if key in lexicon.introducers:
            return False
        if gazetteer.demonym(key) or lexicon.class_asked(key) or key.isdigit():
            return False
        if key.startswith("ال"):
            return len(key) >= _SHORTEST_DEFINITE
        if len(key) < _SHORTEST or key.startswith(_VERBS_BEGIN):
            return False
        return listed or not (key.startswith(_PROCLITICS) or key.endswith(("ه", "ت", "ها", "هم")))

    def listed(self, text: str, sequence: Sequence[Word], item: ListItem) -> Toponym:
        """Return the toponym of a word that stands in a list of places."""
        key = sequence[item.first].key.removeprefix(item.clitic)
        reading = Reading(item.clitic, len(item.clitic), key)
        span = span_of(text, sequence, Match(item.first, item.last, reading, key))
        where = f"in a list after {item.noun}" if item.noun else "between two places"
        detail = f"stands {where}, and is no name that the gazetteer has"
        name = "unknown-listed" if item.noun else "unknown-between"
        return self._toponym(
            text,
            span,
            Signal(name=name, weight=0.0, detail=detail, subject=item.noun),
            why("plain", "nothing says that it stands for anything else"),
            self._lexicon.class_asked(self._lexicon.class_lists.get(item.noun, "")),
        )

    def after_class_nouns(
        self, text: str, sequence: Sequence[Word], covered: set[int]
    ) -> Iterator[Toponym]:
        """Yield the names after class nouns, and those of sites.

        Parameters
        ----------
        text, sequence
            The document and its words.
        covered
            Indices of the words that belong to a name already.
        """
        lexicon = self._lexicon
        heads = lexicon.unknown_heads | lexicon.definite_heads | lexicon.site_forms
        for at in [n for n, word in enumerate(sequence[:-1], 1) if word.key in heads]:
            if at in covered or at - 1 in covered:
                continue
            head = sequence[at - 1].key
            if head in lexicon.unknown_heads or head in lexicon.definite_heads:
                last = self._settlement_end(sequence, at)
                if last is not None and last - 1 not in covered:
                    yield self._settlement(text, sequence, at, last)
            elif reading := self.site_head(sequence, at):
                last = self._site_end(sequence, at, reading.key)
                if last is not None and covered.isdisjoint(range(at, last)):
                    covered.update(range(at - 1, last))
                    yield self._site(text, sequence, at, last, reading)

    def site_head(self, sequence: Sequence[Word], at: int) -> Reading | None:
        """Return the reading of the word before a name that makes it a site's, if it is one."""
        if at == 0 or sequence[at].gap != " ":
            return None
        if sequence[at - 1].key not in self._lexicon.site_forms or _is_means(sequence, at - 1):
            return None
        heads = self._lexicon.site_heads
        return next((r for r in readings(sequence[at - 1].key) if r.key in heads), None)

    def _settlement_end(self, sequence: Sequence[Word], at: int) -> int | None:
        """Return one past the last word of a name after a class noun, or None.

        An adjective of a feminine one would end in a ta marbuta, a verb begin with ت or ي or end
        in ت, and a preposition or particle is in the lexicon; what is left is a name (.78 of such
        words in newswire gold). After a masculine one a definite word is.
        """
        word = sequence[at]
        if word.gap != " ":
            return None
        if word.key in self._lexicon.first_words:
            return self._with_second_word(sequence, at)
        if sequence[at - 1].key in self._lexicon.definite_heads and not word.key.startswith("ال"):
            return None
        is_name = self.may_be(word.key, listed=False) or self._is_told_of(sequence, at)
        return at + 1 if is_name else None

    def _is_told_of(self, sequence: Sequence[Word], at: int) -> bool:
        """Say whether a word that may begin with a proclitic is a name by what is told of it.

        In بلدة بريانة الواقعة على البحر a definite adjective is told of بريانة, which would have
        the article if it were one itself; بشمال in بلدة بشمال لبنان is no name.
        """
        lexicon, key = self._lexicon, sequence[at].key
        is_known = any(
            reading.key in self._gazetteer.names or reading.key in lexicon.place_cues
            for reading in readings(key)[1:]
        )
        if is_known or not key.startswith(_PROCLITICS) or not self.may_be(key):
            return False
        following = sequence[at + 1] if at + 1 < len(sequence) else None
        goes_on = following is not None and following.gap == " "
        after = following.key if following is not None and goes_on else ""
        is_definite = after in _TOLD or (after.startswith("ال") and self._gazetteer.demonym(after))
        if is_definite:
            return not key.endswith(_PRONOUNS)
        is_verb = key.startswith("س") and key[1:2] in _VERBS_BEGIN
        if is_verb or key.endswith((*_PRONOUNS, *_OTHER_ENDS)):
            return False
        return after == "في" or after in lexicon.nearness

    def _with_second_word(self, sequence: Sequence[Word], at: int) -> int | None:
        if at + 1 >= len(sequence) or sequence[at + 1].gap != " ":
            return None
        return None if sequence[at + 1].key in self._lexicon.not_names else at + 2

    def _site_end(self, sequence: Sequence[Word], at: int, head: str) -> int | None:
        """Return one past the last word of a site's name, whose noun stands before `at`."""
        lexicon, key = self._lexicon, sequence[at].key
        if key in lexicon.first_words:
            return self._with_second_word(sequence, at)
        if self._is_of_person(key):
            return self._person_end(sequence, at) if head in lexicon.sites_of_persons else None
        wanted = lexicon.sacred_heads if key.startswith("ال") else lexicon.sites_before_names
        is_noun = key in lexicon.organisation_heads or key in lexicon.site_heads
        if head not in wanted or is_noun or key.endswith(_NISBA):
            return None
        return at + 1 if self.may_be(key, listed=False) else None

    def _person_end(self, sequence: Sequence[Word], at: int) -> int | None:
        """Return one past the last word of a person's name, or None where none follows.

        الرئيس الراحل حيدر and الرئيس المصري say of whom, and are no name of a site.
        """
        titles = self._lexicon.titles
        last, most = at + 1, min(len(sequence), at + _LONGEST_PERSON)
        while last < most and sequence[last].gap == " ":
            key, before = sequence[last].key, sequence[last - 1].key
            is_of_person = self._is_of_person(key)
            says_of_whom = key in titles or not is_of_person
            if before in titles and key.startswith("ال") and says_of_whom:
                return None
            if not is_of_person and before not in self._lexicon.kin and before not in titles:
                break
            last += 1
        if last < len(sequence) and sequence[last].gap == " " and sequence[last].key in _ORDINALS:
            last += 1
        return last

    def _is_of_person(self, key: str) -> bool:
        lexicon = self._lexicon
        is_person = key in lexicon.given_names or key in lexicon.kin or key in lexicon.titles
        return is_person and key not in lexicon.offices

    def _settlement(self, text: str, sequence: Sequence[Word], at: int, last: int) -> Toponym:
        head = sequence[at - 1].key
        detail = f"follows {head}, and is no name that the gazetteer trusts"
        return self._toponym(
            text,
            Span(start=sequence[at].start, end=sequence[last - 1].end),
            Signal(name="unknown-after", weight=0.0, detail=detail, subject=head),
            why("class-noun", f"the class noun {head} before it", head),
            self._lexicon.class_nouns.get(head, ""),
        )

    def _site(
        self, text: str, sequence: Sequence[Word], at: int, last: int, reading: Reading
    ) -> Toponym:
        detail = f"the name of a site begins with {reading.key}, and the gazetteer lacks it"
        return self._toponym(
            text,
            span_of(text, sequence, Match(at - 1, last, reading, reading.key)),
            Signal(name="unknown-site", weight=0.0, detail=detail, subject=reading.key),
            why("class-noun", f"the class noun {reading.key} in it", reading.key),
            "S",
        )

    def _toponym(
        self, text: str, span: Span, signal: Signal, use: Signal, asked_class: str
    ) -> Toponym:
        return Toponym(
            span=span,
            surface=text[span.start : span.end],
            use=Use.LITERAL,
            reasons=(signal.detail,),
            signals=(signal, use),
            confidence=_CONFIDENCE,
            asked_class=asked_class,
        )
