"""How each place name stands in its sentence: after which preposition, or to which noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from geonews.events.clauses import Reader
from geonews.events.lexicon import cue_verbs, cue_words
from geonews.model import Resolution
from geonews.text import fold

__all__ = ["HOSTING_VERBS", "Cue", "Standing", "stand"]


class Cue(StrEnum):
    """What links a place name to what stands before it."""

    IN = "in"
    TO = "to"
    FROM = "from"
    ON = "on"
    FOR = "for"
    WITH = "with"
    BETWEEN = "between"
    CAPITAL = "capital of"
    LIES = "lies in"
    """Where a thing lies or a person lives, and not where something happened."""

    BARE = "bare"
    """Nothing but the word before: object, subject, or second noun of a construct."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One mention in its sentence."""

    mention: int
    """Index into the document's mentions."""

    words: range
    cue: Cue
    near: bool
    """Whether the text says beside or off it, and not in it."""

    head: int
    """Index of the word that links it; the word before the name where none does."""

    listed: bool
    """Whether it goes on a list of names, and took its cue from the one before."""


_PREPOSITIONS = {
    "في": Cue.IN, "وفي": Cue.IN, "داخل": Cue.IN, "عبر": Cue.IN, "فوق": Cue.IN,
    "عند": Cue.IN,
    "الي": Cue.TO, "نحو": Cue.TO, "صوب": Cue.TO, "باتجاه": Cue.TO, "والي": Cue.TO,
    "من": Cue.FROM, "ومن": Cue.FROM, "مغادره": Cue.FROM, "غادر": Cue.FROM, "غادرت": Cue.FROM,
    "علي": Cue.ON, "ضد": Cue.ON, "وعلي": Cue.ON, "تجاه": Cue.ON, "حول": Cue.ON,
    "مع": Cue.WITH, "بين": Cue.BETWEEN, "وبين": Cue.BETWEEN, "ومع": Cue.WITH,
    "لدي": Cue.WITH, "عاصمه": Cue.CAPITAL, "عن": Cue.FOR,
}  # fmt: skip
_DIRECTIONS = cue_words("directions")
_NEARBY = cue_words("nearby")
_CLASS_NOUNS = cue_words("class_nouns")
_FILLERS = _DIRECTIONS | _NEARBY | _CLASS_NOUNS | cue_words("quantities")
_ON_MEANS_IN = _NEARBY | cue_words("on_means_in")
_SITUATED = cue_words("situated")

HOSTING_VERBS = cue_verbs("hosting_verbs")
_STREETS = cue_words("streets")
_BORDERS = cue_words("borders")
_PAIRS = cue_words("pairs")

_WALK = 5
_PART_REACH = 4


def stand(reader: Reader, mentions: Sequence[Resolution]) -> tuple[Standing, ...]:
    """Return how each mention stands, in the order of the mentions."""
    found: list[Standing] = []
    for index, mention in enumerate(mentions):
        words = reader.words_of(mention.toponym.span)
        before = found[-1] if found else None
        if not words:
            found.append(Standing(index, words, Cue.BARE, False, max(words.start - 1, 0), False))
        elif (
            before
            and before.words
            and _goes_on_list(reader, before, words, mention.toponym.span.start)
        ):
            found.append(Standing(index, words, before.cue, before.near, before.head, True))
        else:
            cue, near, head = _cue(reader, words, mention.toponym.span.start)
            if before and before.words and before.words.stop == head + 1 < words.start:
                # مدينة بعقوبة شمال شرقي بغداد: where the place before it lies.
                cue = Cue.LIES if mentions[before.mention].place and mention.place else cue
            found.append(Standing(index, words, cue, near, head, False))
    return tuple(found)


def _goes_on_list(reader: Reader, before: Standing, words: range, start: int) -> bool:
    """Tell whether a name follows another with nothing but a comma, و or class noun between."""
    between = range(before.words.stop, words.start)
    same_sentence = reader.sentence_of[before.words.start] == reader.sentence_of[words.start]
    if len(between) > 1 or not same_sentence:
        return False
    first = reader.words[before.words.stop]
    comma = "،" in first.gap or "," in first.gap
    clitic = _proclitic(reader, words, start)
    if not between:
        return clitic == "و" or (comma and not clitic)
    joined = comma or first.key.startswith("و")
    return joined and not clitic and first.key.removeprefix("و") in _FILLERS


def _proclitic(reader: Reader, words: range, start: int) -> str:
    """Return the folded letters written onto the name before offset `start`."""
    word = reader.words[words.start]
    return fold(reader.text[word.start : start]).text if word.start < start else ""


def _cue(reader: Reader, words: range, start: int) -> tuple[Cue, bool, int]:
    clitic = _proclitic(reader, words, start)
    if clitic.endswith("ب"):
        return Cue.IN, False, words.start
    if clitic.endswith("ل"):
        within = _is_part_of(reader, words.start)
        return Cue.IN if within else Cue.FOR, False, words.start - 1
    at, nouns, written = _class_nouns_before(reader, words.start)
    near = not _NEARBY.isdisjoint(nouns)
    cue = written or _preposition(reader, at)
    if written is Cue.FOR and _is_part_of(reader, at + 1):
        cue = Cue.IN
    if cue is None:
        directed = near or not _DIRECTIONS.isdisjoint(nouns)
        hosts = at >= 0 and at == words.start - 1 and reader.words[at].key in HOSTING_VERBS
        cue = Cue.IN if directed or hosts else Cue.BARE
    return cue, near, max(at, 0)


def _is_part_of(reader: Reader, start: int) -> bool:
    """Tell whether what happened in a part of the place: عند البوابة الجنوبية لمطار X."""
    lowest = max(reader.sentence(start).start, start - _PART_REACH)
    for at in range(start - 1, lowest, -1):
        key = reader.words[at].key
        noun = key.removeprefix("ب").removeprefix("ال")
        if noun not in _CLASS_NOUNS or at in reader.in_names:
            continue
        inside = key != noun and key.startswith("ب")
        return inside or Cue.IN in (_preposition(reader, at - 1), _preposition(reader, at - 2))
    return False


def _class_nouns_before(reader: Reader, start: int) -> tuple[int, list[str], Cue | None]:
    """Walk back over class nouns and directions: في شمال مدينة X.

    Returns the index of the first word that is neither, what was passed, and the cue of a
    preposition written onto the last one passed.
    """
    lowest = max(reader.sentence(start).start, start - _WALK)
    at = start - 1
    if at > lowest and _is_adjective_of_class(reader, at):
        at -= 1
    nouns: list[str] = []
    while at >= lowest and at not in reader.in_names:
        noun, written = _filler(reader.words[at].key)
        if not noun:
            break
        nouns.append(noun)
        at -= 1
        if written:
            return at, nouns, written
    return at, nouns, None


def _preposition(reader: Reader, at: int) -> Cue | None:
    """Return the cue of the word at this index, if it is a preposition."""
    cue = _PREPOSITIONS.get(reader.words[at].key) if at >= 0 else None
    following = reader.words[at + 1].key
    if at > 0 and cue and reader.words[at - 1].key in _SITUATED:
        return Cue.LIES
    if cue is Cue.TO and following in _STREETS:
        return Cue.IN
    if (cue is Cue.ON and following in _ON_MEANS_IN) or (
        cue is Cue.BETWEEN
        and (following in _PAIRS or (at > 0 and reader.words[at - 1].key in _BORDERS))
    ):
        return Cue.IN
    return cue


def _is_adjective_of_class(reader: Reader, at: int) -> bool:
    """Tell whether a word is the adjective in العاصمة القطرية الدوحة or the like."""
    key = reader.words[at].key
    noun, _ = _filler(reader.words[at - 1].key)
    return bool(noun) and key.startswith("ال") and key.endswith(("يه", "ي"))


def _filler(key: str) -> tuple[str, Cue | None]:
    """Return the class noun in a word and the cue of the preposition written onto it."""
    if key in _FILLERS:
        return key, None
    for clitic, cue in (("ب", Cue.IN), ("وب", Cue.IN), ("ل", Cue.FOR), ("و", None)):
        stem = key.removeprefix(clitic)
        if stem != key and stem in _FILLERS:
            return stem, cue
    for clitic, cue in (("بال", Cue.IN), ("لل", Cue.FOR)):
        stem = "ال" + key.removeprefix(clitic)
        if key.startswith(clitic) and stem in _FILLERS:
            return stem, cue
    return "", None
