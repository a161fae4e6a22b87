"""How many were killed, hurt, missed or driven out, as the text counts them.

A count is a number beside a word that says what became of those counted: مقتل 12 شخصا
(the killing of twelve), 30 جريحا (thirty wounded), حصيلة القتلى إلى 41 (the toll of the
killed to 41), مقتل جنديين (the killing of two soldiers), عشرات الجرحى (tens of wounded).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geonews.events.clauses import Reader
from geonews.events.lexicon import among, cue_words
from geonews.events.reports import Report
from geonews.model import EventType, Modality, Span, Toll, TollKind
from geonews.text.numbers import CARDINAL_KEYS, parse_number

__all__ = ["assign_tolls"]

_KINDS = (TollKind.KILLED, TollKind.INJURED, TollKind.MISSING, TollKind.DISPLACED)
_VERBS: Mapping[TollKind, frozenset[str]] = {k: cue_words(f"{k}_verbs") for k in _KINDS}
_NOUNS: Mapping[TollKind, frozenset[str]] = {k: cue_words(f"{k}_nouns") for k in _KINDS}
_PEOPLE: Mapping[TollKind, frozenset[str]] = {k: cue_words(f"{k}_people") for k in _KINDS}
_PERSONS = cue_words("persons")
_PAIRS = cue_words("pairs_of_persons")
_THINGS = cue_words("things_counted")
_AMONG = cue_words("among_them")
_REACHED = cue_words("toll_reached")
_AT_LEAST = cue_words("at_least")
_AT_MOST = cue_words("at_most")
_TELLING = frozenset(
    prefix + word
    for kind in _KINDS
    for words in (_VERBS[kind], _NOUNS[kind], _PEOPLE[kind], cue_words("befell_them"))
    for word in words
    for prefix in ("", "و", "ب", "ل", "ال", "وال", "لل", "بال")
)
"""Words as they are written, of which a sentence that counts people holds one."""

_RISEN = cue_words("risen")
_ABOUT = cue_words("about_numbers")
_BEFELL = cue_words("befell_them")
_WITHOUT = frozenset(("دون", "بدون", "عدم"))
_FATES = frozenset(("حتفهم", "مصرعهم", "حتفه", "حتفها", "حتفهما", "مصرعه", "مصرعها", "مصرعهما"))
_MET = frozenset(("لقي", "لقيت", "ولقي", "ولقيت"))

_VAGUE = {"عشرات": 20, "ميات": 200, "الاف": 2_000}
"""The least that a vague plural says: two of what it counts in."""

_REACH = 8
"""How many words may stand between what became of people and how many they were."""

_FAR = 16
"""The same for حصيلة قتلى الهجوم … إلى: what exacted the toll, where and when stand between."""

_MOST_BETWEEN = 3
"""How many words of who did it may stand between a verb and the number."""

_STILL = cue_words("still")
_STILL_REACH = 3
_MOST = 10_000_000
_LABELS = frozenset(("رقم", "عام", "سنه", "مواليد"))
_PROCLITICS = ("و", "ف", "ب", "ل")
_BEARING = frozenset(
    {
        EventType.ASSAULT,
        EventType.ACCIDENT,
        EventType.DISASTER,
        EventType.HEALTH,
        EventType.PROTEST,
        EventType.CRIME,
        EventType.COERCE,
    }
)
_UNREAL = frozenset({Modality.DENIED, Modality.HYPOTHETICAL, Modality.PLANNED})
_PART = 2
"""A count under half of another, or over its double, is of a part, or of something else."""

_BACK = 2
"""A toll may stand up to so many sentences behind the report of what exacted it."""


@dataclass(frozen=True, slots=True)
class _Count:
    """One count, and the words it takes, cue included."""

    toll: Toll
    words: range


def assign_tolls(reader: Reader, reports: Sequence[Report]) -> tuple[tuple[Toll, ...], ...]:
    """Return the tolls of each report, one of a kind.

    A count belongs to the nearest report of its sentence that can exact a toll, or to the
    last one before it where its sentence has none. Of several counts of one kind the first
    is the best known, and those near it bound it.
    """
    found: list[list[Toll]] = [[] for _ in reports]
    within = {
        reader.sentence_of[report.trigger.first] + behind
        for report in reports
        if _may_exact(report)
        for behind in range(_BACK + 1)
    }
    for count in (count for sentence in sorted(within) for count in _counts(reader, sentence)):
        at = _owner(reader, reports, count.words)
        if at is not None and not _are_left(reader, count.words):
            infects = reports[at].type is EventType.HEALTH
            found[at].append(_of_disease(count.toll) if infects else count.toll)
    return tuple(tuple(_one_of_a_kind(tolls)) for tolls in found)


def _are_left(reader: Reader, place: range) -> bool:
    """Tell whether those counted are who is still in hospital, missing or held, a part of all."""
    stop = min(place.stop + _STILL_REACH, reader.sentence(place.start).stop)
    around = reader.keys(range(max(place.start - _STILL_REACH, 0), stop))
    return any(among(key, _STILL) for key in around)


def _of_disease(toll: Toll) -> Toll:
    """إصابة is an injury, and in an epidemic an infection."""
    return replace(toll, kind=TollKind.INFECTED) if toll.kind is TollKind.INJURED else toll


def _owner(reader: Reader, reports: Sequence[Report], place: range) -> int | None:
    sentence = reader.sentence_of[place.start]
    able = [(i, report) for i, report in enumerate(reports) if _may_exact(report)]
    here = [(i, r) for i, r in able if reader.sentence_of[r.trigger.first] == sentence]
    if here:
        return min(here, key=lambda item: _distance(item[1], place))[0]
    before = [i for i, r in able if 0 < sentence - reader.sentence_of[r.trigger.first] <= _BACK]
    others = any(reader.sentence_of[r.trigger.first] == sentence for r in reports)
    return before[-1] if before and not others else None


def _may_exact(report: Report) -> bool:
    """Tell whether people may have come to harm by what a report tells."""
    return report.type in _BEARING and report.modality not in _UNREAL


def _distance(report: Report, place: range) -> int:
    first, last = report.trigger.first, report.trigger.last
    if last < place.start:
        return place.start - last
    return max(first - place.stop + 1, 0)


def _one_of_a_kind(tolls: Sequence[Toll]) -> Iterator[Toll]:
    for kind in TollKind:
        same = [toll for toll in tolls if toll.kind is kind]
        if not same:
            continue
        known = next((toll for toll in same if toll.best is not None), same[0])
        best = known.best
        if best is None:
            yield known
            continue
        others = [t for t in same if t.best and best / _PART < t.best < best * _PART]
        is_open = any(toll.high is None for toll in others)
        yield replace(
            known,
            low=min((toll.low for toll in others), default=known.low),
            high=None if is_open else max((t.high or 0 for t in others), default=known.high),
        )


def _counts(reader: Reader, sentence: int) -> Iterator[_Count]:
    """Yield the counts of a sentence; one past the last has none."""
    if sentence >= len(reader.sentence_bounds):
        return
    i, stop = reader.sentence_bounds[sentence]
    if _TELLING.isdisjoint(reader.keys(range(i, stop))):
        return
    done = i
    while i < stop:
        count = None
        if i not in reader.in_names and i not in reader.in_times:
            count = _vague(reader, i) or _numbered(reader, i, done) or _told_by_noun(reader, i)
        if count:
            yield count
            i = done = max(count.words.stop, i + 1)
        else:
            number = parse_number(reader.words, i)
            i += number[1] if number else 1


def _number(reader: Reader, at: int) -> tuple[int, int] | None:
    """Return the whole number that starts at a word, proclitic or not, and its words."""
    word = reader.words[at]
    words, start = reader.words, at
    bare = word.key[1:]
    if word.key.startswith(_PROCLITICS) and (bare.isdecimal() or bare in CARDINAL_KEYS):
        words, start = (word._replace(key=bare), *reader.words[at + 1 : at + 9]), 0
    read = parse_number(words, start)
    if read is None or not isinstance(read[0], int) or not 0 < read[0] <= _MOST:
        return None
    return read[0], read[1]


def _numbered(reader: Reader, at: int, done: int) -> _Count | None:
    """Return the count whose number starts at a word."""
    number = _number(reader, at)
    if number is None or (at and reader.words[at - 1].key in _LABELS):
        return None
    low, length = number
    high, end = low, at + length
    if (upper := _upper(reader, at, end)) and upper[0] > low:
        high, end = upper[0], end + upper[1]
    sentence = reader.sentence(at)
    after = _kind_behind(reader, end, sentence.stop)
    if after:
        kind, first, end = after[0], at, after[1]
    elif (cue := _cue_before(reader, at, max(sentence.start, done))) and _are_people(reader, end):
        kind, first = cue
    else:
        return None
    toll = _toll(reader, kind, at, end, low, high)
    return _Count(toll, range(first, end))


def _upper(reader: Reader, at: int, end: int) -> tuple[int, int] | None:
    """Return the upper bound of a range: بين 10 و15 (between ten and fifteen), من 10 إلى 15."""
    if not at or end >= len(reader.words):
        return None
    before, joint = reader.words[at - 1].key, reader.words[end].key
    if before.endswith("بين") and joint.startswith("و"):
        return _number(reader, end)
    risen = any(key in _RISEN for key in reader.keys(range(max(at - _REACH, 0), at)))
    if before == "من" and joint == "الي" and not risen and end + 1 < len(reader.words):
        upper = _number(reader, end + 1)
        return (upper[0], upper[1] + 1) if upper else None
    return None


def _kind_behind(reader: Reader, at: int, stop: int) -> tuple[TollKind, int] | None:
    """Return what became of those counted, where it is said right behind the number."""
    keys = [key.removeprefix("ال") for key in reader.keys(range(at, min(at + 5, stop)))]
    if "بين" in keys[:3] and any(_kind_of(key) for key in keys):
        return TollKind.CASUALTIES, min(at + len(keys), stop)
    if keys[:1] == ["من"] and len(keys) > 1 and _kind_of(keys[1]):
        return None  # some of those hurt: what became of them stands before the number
    for k, key in enumerate(keys[:3]):
        if not reader.words[at + k].gap.isspace():
            break
        if kind := _kind_of(key):
            also = keys[k + 1] if k + 1 < len(keys) else ""
            joined = also.startswith("و") and _kind_of(also[1:].removeprefix("ال"))
            if joined and joined is not kind:
                return TollKind.CASUALTIES, at + k + 2
            return kind, at + k + 1
        if key in _BEFELL and k:
            return next(kind for kind in _KINDS if _fits(key, kind)), at + k + 1
        if _number(reader, at + k):
            break
    return None


def _fits(plural_verb: str, kind: TollKind) -> bool:
    """Tell whether the verb of those counted says this: أصيبوا (they were hurt)."""
    if kind is TollKind.KILLED:
        return not any(plural_verb in _VERBS[other] for other in _KINDS[1:])
    return plural_verb in _VERBS[kind]


def _kind_of(key: str) -> TollKind | None:
    return next((kind for kind in _KINDS if key in _PEOPLE[kind]), None)


def _cue_before(reader: Reader, at: int, start: int) -> tuple[TollKind, int] | None:
    """Return what became of those counted, where a verb or noun before the number says it.

    A masdar has its number right behind it but for times and words about numbers; between a
    verb and its object may stand who did it.
    """
    reached, others = False, 0
    for i in range(at - 1, max(start, at - _FAR) - 1, -1):
        key = reader.words[i].key
        if (
            (not reached and at - i > _REACH)
            or key in _AMONG
            or (key == "بين" and reader.words[i - 1].key == "من")
        ):
            return None
        kind = _cue(key)
        if kind and others <= _MOST_BETWEEN * _is_verb(key) and not _is_undone(reader, i, at):
            first = _cue(reader.words[i - 1].key) if i > start else None
            together = first and first is not kind and key.startswith("و")
            return (TollKind.CASUALTIES, i - 1) if together else (kind, i)
        people = _kind_of(key.removeprefix("و").removeprefix("ال"))
        if people and reached:
            return people, i
        reached = reached or key in _REACHED
        others += key not in _ABOUT and i not in reader.in_times
    return None


def _is_undone(reader: Reader, at: int, number: int) -> bool:
    """Tell whether a cue says nothing of the kind: دون مقتل, or لقي (met) without a death."""
    if at and reader.words[at - 1].key in _WITHOUT:
        return True
    behind = reader.keys(range(number, min(number + _REACH, reader.sentence(number).stop)))
    return reader.words[at].key in _MET and _FATES.isdisjoint(behind)


def _is_verb(key: str) -> bool:
    return any(_starts(key, _VERBS[kind]) for kind in _KINDS)


def _starts(key: str, words: frozenset[str]) -> bool:
    return key in words or (key.startswith("و") and key[1:] in words)


def _cue(key: str) -> TollKind | None:
    """Return what a verb or a masdar says became of people."""
    for kind in _KINDS:
        if _starts(key, _VERBS[kind] | _NOUNS[kind]) or (
            key[:1] in "بل" and key[1:] in _NOUNS[kind]
        ):
            return kind
    return None


def _are_people(reader: Reader, at: int) -> bool:
    """Tell whether what is counted is no thing: 12 شخصا, and not 12 منزلا or 12 %."""
    if at >= len(reader.words) or not reader.words[at].gap.isspace():
        return at >= len(reader.words) or "%" not in reader.words[at].gap
    return reader.words[at].key.removeprefix("ال") not in _THINGS


def _vague(reader: Reader, at: int) -> _Count | None:
    """Return the count of عشرات القتلى (tens of killed) or مقتل المئات (hundreds killed)."""
    keys = (
        [key.removeprefix("و").removeprefix("ال") for key in reader.keys(range(at, at + 2))[:2]]
        if at + 1 < len(reader.words)
        else [reader.words[at].key.removeprefix("ال")]
    )
    least = _VAGUE.get(keys[0])
    if least is None:
        return None
    end = at + 1
    if len(keys) > 1 and keys[1] == "الاف":
        least, end = least * 1_000, at + 2
    sentence = reader.sentence(at)
    after = _kind_behind(reader, end, sentence.stop)
    cue = None if after else _cue_before(reader, at, max(sentence.start, at - 3))
    if after:
        kind, first, end = after[0], at, after[1]
    elif cue and _are_people(reader, end):
        kind, first = cue
    else:
        return None
    span = Span(start=reader.words[at].start, end=reader.words[end - 1].end)
    return _Count(Toll(kind=kind, low=least, best=None, high=None, span=span), range(first, end))


def _told_by_noun(reader: Reader, at: int) -> _Count | None:
    """Return the count that a noun tells by its number: مقتل جندي, إصابة جنديين."""
    stop = reader.sentence(at).stop
    kind = _cue(reader.words[at].key)
    if at + 1 >= stop or not kind or _is_undone(reader, at, at):
        return None
    count = _persons(reader.words[at + 1].key)
    end = at + 2
    if not count or any(_number(reader, i) for i in range(end, min(end + 3, stop))):
        return None  # who did it, and not to whom: قتل شرطي خمسة
    while end < stop and reader.words[end].key.startswith("و"):
        more = _persons(reader.words[end].key[1:])
        if not more:
            break
        count, end = count + more, end + 1
    return _Count(_toll(reader, kind, at + 1, end, count, count), range(at, end))


def _persons(key: str) -> int:
    return 1 if key in _PERSONS else 2 * (key in _PAIRS)


def _toll(reader: Reader, kind: TollKind, at: int, end: int, low: int, high: int) -> Toll:
    """Return a toll with the bounds that the words about its number set."""
    span = Span(start=reader.words[at].start, end=reader.words[end - 1].end)
    sentence = reader.sentence(at)
    before = reader.keys(range(max(at - 3, sentence.start), at))
    after = reader.keys(range(end, min(end + 3, sentence.stop)))
    if high > low:
        return Toll(kind=kind, low=low, best=None, high=high, span=span)
    if not _AT_MOST.isdisjoint(before):
        return Toll(kind=kind, low=0, best=None, high=high, span=span)
    is_open = not _AT_LEAST.isdisjoint(before) or "الاقل" in after
    return Toll(kind=kind, low=low, best=low, high=None if is_open else high, span=span)
