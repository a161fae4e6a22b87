"""Calendar dates as the text writes them, and what they mean from an anchor.

`read_date` and `read_month` take the pieces a text gives (day, month, year, weekday,
qualifier); `resolve` finds the days, filling a missing year from the anchor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from geonews.model import Calendar, Interval, TimePrecision
from geonews.text.numbers import ORDINAL_KEYS
from geonews.timex import calendars
from geonews.timex.lexicon import (
    DIRECTIONS,
    GREGORIAN_MONTHS,
    HIJRI_MONTHS,
    NARRATIVE,
    PAIRED_MONTHS,
    WEAK_MONTHS,
    WEEKDAYS,
    Unit,
    keys,
)
from geonews.timex.scan import Scan
from geonews.timex.tense import Tense

__all__ = [
    "YEAR_WORDS",
    "Parts",
    "choose",
    "nearest_weekday",
    "read_date",
    "read_month",
    "read_month_offset",
    "read_weekday",
    "read_year",
    "resolve",
    "spelled_year",
    "with_tail",
]

YEAR_WORDS = frozenset(("عام", "العام", "سنه", "السنه"))
_FIRST_DAY = frozenset(("فاتح", "الفاتح"))
_PAIR_GAPS = frozenset((" ", "/", " / ", " (", "(", " /", "/ "))
_DATE_GAPS = frozenset((" ", "، ", ", ", " (", " ،", " ، ", " , ", " - "))
_SPELLED_YEARS = range(1900, 2101)
_YEAR_GAPS = frozenset((" ", "، ", ", ", "/", " ، ", ") ", " / "))
_HIJRI_YEARS = range(1300, 1501)
_HONORIFICS = keys("المبارك الفضيل المعظم الكريم الحرام الابرك")
_HIJRI_MARKS = keys("ه هجري هجريه للهجره الهجري الهجريه")
_COMMON_ERA_MARKS = keys("م ميلادي ميلاديه للميلاد الميلادي الميلاديه")
_BEFORE_CHRIST = (("قبل", "الميلاد"), ("ق", "م"))
_NEAR_HIJRI_YEARS = 10
"""A bare year this near to the anchor's Hijri year is Hijri: عام 1445 in a paper of 2024."""

_LAST_CENTURY_SHORT_YEARS = range(30, 100)
"""Two digits behind عام mean a year of the twentieth century: عام 67."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a text gives of a date; every field but `calendar` may be missing."""

    calendar: Calendar = Calendar.GREGORIAN
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday 0."""

    direction: int | None = None
    """Where the qualifier points: -1 last, 0 this, 1 next."""

    year_offset: int | None = None
    """Years from the anchor's: -1 for "of last year"."""

    month_offset: int | None = None
    """Months from the anchor's: 1 for the tenth "of next month"."""

    before_christ: bool = False
    """No day can be given: the calendar of Python's dates begins with the year 1."""

    common_year: bool = False
    """The month is Hijri and the year is not: رمضان 2019."""


def read_month(s: Scan, i: int, *, leads: bool) -> tuple[Parts, int, bool] | None:
    """Read a month's name with its pairs: ``آب (أغسطس)``, ``أكتوبر/تشرين الأول``.

    Returns
    -------
    tuple or None
        The parts, the index behind, and whether the name needs a cue beside it.
    """
    named = False
    if (s.base(i) if leads else s.next(i)) == "شهر":
        i, leads, named = i + 1, False, True
    if not leads and s.next(i) == "الشهر" and (ordinal := s.ordinal(i + 1)):
        return (Parts(month=int(ordinal[0])), ordinal[1], True) if ordinal[0] <= 12 else None
    found = _month_name(s, i, leads=leads)
    if found is None:
        return _numbered_month(s, i) if named else None
    parts, end, weak = found
    while s.gap(end) in _PAIR_GAPS and end not in s.clitics:
        paired = _month_name(s, end, leads=True)
        if paired is None or paired[0] != parts:
            break
        end, weak = paired[1], False
    return parts, end, weak and not named


def _month_name(s: Scan, i: int, *, leads: bool) -> tuple[Parts, int, bool] | None:
    key = s.base(i) if leads else s.next(i)
    if number := GREGORIAN_MONTHS.get(key):
        weak = key in WEAK_MONTHS
        if (weak and s.clitic(i) not in ("", "و")) or (key == "اب" and not _is_august(s, i)):
            return None
        return Parts(month=number), i + 1, weak
    which = {"الاول": 1, "اول": 1, "1": 1, "الثاني": 2, "ثاني": 2, "ثان": 2, "2": 2}.get(
        s.next(i + 1)
    )
    if which and (number := PAIRED_MONTHS.get((key, which))):
        return Parts(month=number), i + 2, False
    for length in (2, 1):
        name = (key, s.next(i + 1))[:length]
        if number := HIJRI_MONTHS.get(name):
            weak = key in WEAK_MONTHS
            if weak and s.clitic(i) not in ("", "و"):
                return None
            return Parts(calendar=Calendar.HIJRI, month=number), i + length, weak
    return None


def _is_august(s: Scan, i: int) -> bool:
    """Whether the word is آب and not أب (father), which folds alike."""
    word = s.words[i]
    return "أ" not in s.text[word.start : word.end]


def _numbered_month(s: Scan, i: int) -> tuple[Parts, int, bool] | None:
    number = s.number(i) if s.next(i) else None
    if number is None or not 1 <= number[0] <= 12 or s.gap(number[1])[:1] in ("/", ":", "-"):
        return None
    return Parts(month=int(number[0])), number[1], True


def read_date(s: Scan, i: int, *, leads: bool) -> tuple[Parts, int] | None:
    """Read a day of a month, with its year where the text gives it: ``السادس من آب 2024``."""
    key = s.base(i) if leads else s.next(i)
    if key in GREGORIAN_MONTHS and s.next(i + 1) in ORDINAL_KEYS:
        return _month_before_day(s, i, GREGORIAN_MONTHS[key])
    counted = _day_number(s, i, key)
    if counted is None or not 1 <= counted[0] <= 31:
        return None
    number, end = counted
    if s.next(end) == "من":
        end += 1
    if offset := read_month_offset(s, end):
        return Parts(day=number, month_offset=offset[0]), offset[1]
    name = read_month(s, end, leads=False)
    if name is None and s.gap(end) in ("/", "-", "") and not s.clitic(end):
        name = _month_name(s, end, leads=True) and read_month(s, end, leads=True)
    if name is None:
        return None
    return with_tail(s, replace(name[0], day=number), name[1])


def _day_number(s: Scan, i: int, key: str) -> tuple[int, int] | None:
    """Read the number of a day that starts at a word, and the index behind it."""
    if key == "اليوم" and s.ordinal(i + 1):
        i, key = i + 1, s.next(i + 1)
    if key.isdecimal() and len(key) <= 2 and i not in s.suffixes:
        return int(key), i + 1
    if key in _FIRST_DAY:
        return 1, i + 1
    ordinal = s.ordinal(i) if key else None
    return (int(ordinal[0]), ordinal[1]) if ordinal else None


def _month_before_day(s: Scan, i: int, month: int) -> tuple[Parts, int] | None:
    """Read يناير الثاني والعشرين، 2018, as translators write; the year must be there."""
    ordinal = s.ordinal(i + 1)
    if ordinal is None or not 1 <= ordinal[0] <= 31:
        return None
    parts, end = with_tail(s, Parts(month=month, day=int(ordinal[0])), ordinal[1])
    return (parts, end) if parts.year else None


def read_month_offset(s: Scan, i: int) -> tuple[int, int] | None:
    """Read "of this month", "of next month" behind a day."""
    if s.next(i) == "في":
        i += 1
    if s.next(i) == "هذا" and s.next(i + 1) == "الشهر":
        return 0, i + 2
    direction = DIRECTIONS.get(s.next(i + 1)) if s.next(i) == "الشهر" else None
    return None if direction is None else (direction, i + 2)


def read_weekday(s: Scan, i: int, *, leads: bool) -> tuple[Parts, int] | None:
    """Read a weekday with what follows it: a date, or a qualifier."""
    weekday = WEEKDAYS.get(s.base(i) if leads else s.next(i))
    if weekday is None:
        return None
    end = i + 1
    if s.next(end) in ("الموافق", "المصادف", "في"):
        end += 1
    if s.gap(end) in _DATE_GAPS and not s.clitic(end) and (found := read_date(s, end, leads=True)):
        return replace(found[0], weekday=weekday), found[1]
    direction = DIRECTIONS.get(s.next(i + 1))
    if direction is None:
        return Parts(weekday=weekday), i + 1
    return Parts(weekday=weekday, direction=direction), i + 2


def with_tail(s: Scan, parts: Parts, end: int) -> tuple[Parts, int]:
    """Add the year or the qualifier that follows a month."""
    if s.next(end) in _HONORIFICS:
        end += 1
    direction = DIRECTIONS.get(s.next(end))
    if direction is not None:
        return replace(parts, direction=direction), end + 1
    if year := _year_behind(s, end, parts.calendar):
        return _in_year(parts, year)
    at = end + 1 if s.next(end) in ("من", "في") else end
    if s.next(at) in ("هذا", "هذه") and s.next(at + 1) in YEAR_WORDS:
        return replace(parts, year_offset=0), at + 2
    if s.next(at) in YEAR_WORDS or (at == end and s.joined(at, "ل") in YEAR_WORDS):
        direction = DIRECTIONS.get(s.next(at + 1))
        if direction is not None:
            return replace(parts, year_offset=direction), at + 2
        if s.next(at + 1) in NARRATIVE:
            return parts, at + 2
        year = _year_number(s, at + 1, parts.calendar, words=True) if s.next(at + 1) else None
        if year:
            return _in_year(parts, year)
    if at > end and s.next(at) and (year := _year_number(s, at, parts.calendar, words=False)):
        return _in_year(parts, year)
    return parts, end


def _in_year(parts: Parts, year: tuple[Parts, int]) -> tuple[Parts, int]:
    given, end = year
    if parts.calendar is Calendar.HIJRI and given.calendar is Calendar.GREGORIAN:
        return replace(parts, year=given.year, common_year=True), end
    return replace(parts, year=given.year, before_christ=given.before_christ), end


def _year_behind(s: Scan, i: int, calendar: Calendar) -> tuple[Parts, int] | None:
    """Read the year right behind a month, in digits or, of our time, in words."""
    if s.gap(i) not in _YEAR_GAPS or s.clitic(i):
        return None
    if year := _year_number(s, i, calendar, words=False):
        return year
    return spelled_year(s, i)


def spelled_year(s: Scan, i: int) -> tuple[Parts, int] | None:
    """Read a year of our time in words: ألفين وأربعة وعشرين."""
    found = None if s.base(i).isdecimal() else s.number(i)
    if found is None or found[0] not in _SPELLED_YEARS:
        return None
    return Parts(year=int(found[0])), found[1]


def _year_number(s: Scan, i: int, calendar: Calendar, *, words: bool) -> tuple[Parts, int] | None:
    """Read the number of a year with the mark of its era."""
    key = s.base(i)
    if key.isdecimal():
        number, end = int(key), i + 1
    elif words and s.next(i) and (found := s.number(i)) and found[0] == int(found[0]):
        number, end = int(found[0]), found[1]
    else:
        return None
    mark = s.suffixes.get(i, "")
    if not mark and s.next(end) in _HIJRI_MARKS | _COMMON_ERA_MARKS:
        mark, end = s.next(end), end + 1
    least = 1 if words or mark in _HIJRI_MARKS else 1000
    if not least <= number < 3000:
        return None
    hijri = mark in _HIJRI_MARKS or (
        not mark and calendar is Calendar.HIJRI and number in _HIJRI_YEARS
    )
    for era in _BEFORE_CHRIST:
        if s.next(end) == era[0] and s.follows(end, era):
            return Parts(year=number, before_christ=True), end + 2
    return Parts(calendar=Calendar.HIJRI if hijri else Calendar.GREGORIAN, year=number), end


def read_year(s: Scan, i: int, *, leads: bool, words: bool = True) -> tuple[Parts, int] | None:
    """Read a year's number; `words` says that عام or سنة stands before it."""
    if not leads and not s.next(i):
        return None
    found = _year_number(s, i, Calendar.GREGORIAN, words=words)
    if found is None:
        return None
    parts, end = found
    if parts.before_christ or parts.calendar is Calendar.HIJRI or parts.year is None:
        return found
    if words and parts.year in _LAST_CENTURY_SHORT_YEARS:
        return replace(parts, year=1900 + parts.year), end
    if words and s.anchor and end == i + 1 and i not in s.suffixes:
        hijri_now = calendars.hijri_year_of(s.anchor)
        if abs(parts.year - hijri_now) <= _NEAR_HIJRI_YEARS:
            return replace(parts, calendar=Calendar.HIJRI), end
    return found if parts.year >= 100 else None


def resolve(s: Scan, parts: Parts, i: int) -> Interval | None:
    """Return the days that the parts mean, read at word `i`; None where they fix none."""
    if parts.before_christ:
        return None
    if parts.common_year:
        return _hijri_month_in_common_year(parts)
    if parts.month_offset is not None:
        return _in_offset_month(s, parts)
    if parts.month is None:
        if parts.year is not None:
            hijri = parts.calendar is Calendar.HIJRI
            return calendars.hijri_year(parts.year) if hijri else calendars.year(parts.year)
        return _weekday(s, parts, i)
    if parts.year is not None:
        return _in_month(parts, parts.year)
    return None if s.anchor is None else _nearest(s, parts, s.anchor, i)


def _nearest(s: Scan, parts: Parts, anchor: date, i: int) -> Interval | None:
    """Find the year of a month or of its day from the anchor."""
    hijri = parts.calendar is Calendar.HIJRI
    this_year = calendars.hijri_year_of(anchor) if hijri else anchor.year
    if parts.year_offset is not None:
        return _in_month(parts, this_year + parts.year_offset)
    found = [_in_month(parts, this_year + k) for k in range(-9, 10)]
    candidates = [interval for interval in found if interval is not None]
    if parts.weekday is not None and (fit := _fitting(candidates, parts.weekday, anchor)):
        return fit
    if parts.direction == 0:
        return _in_month(parts, this_year)
    return choose(candidates, anchor, parts.direction, s.tense(i))


def _in_offset_month(s: Scan, parts: Parts) -> Interval | None:
    there = s.anchor and calendars.shifted(s.anchor, parts.month_offset or 0, Unit.MONTH)
    if not there or parts.day is None:
        return None
    return calendars.day(there.year, there.month, parts.day)


def _in_month(parts: Parts, year: int) -> Interval | None:
    if parts.month is None:
        return None
    hijri = parts.calendar is Calendar.HIJRI
    if parts.day is None:
        make = calendars.hijri_month if hijri else calendars.month
        return make(year, parts.month)
    return (calendars.hijri_day if hijri else calendars.day)(year, parts.month, parts.day)


def _hijri_month_in_common_year(parts: Parts) -> Interval | None:
    """Find the Hijri month, or its day, that begins within a common year."""
    if parts.year is None:
        return None
    first = calendars.hijri_year_of(date(parts.year, 1, 1))
    for year in range(first, first + 2):
        found = _in_month(parts, year)
        if found and found.start and found.start.year == parts.year:
            return found
    return None


def _fitting(candidates: list[Interval], weekday: int, anchor: date) -> Interval | None:
    """Return the candidate nearest to the anchor that falls on the weekday."""
    fits = [c for c in candidates if c.start and c.start.weekday() == weekday]
    near = [c for c in fits if c.start and abs((c.start - anchor).days) <= 366]
    return min(near, key=lambda c: abs((c.start - anchor).days) if c.start else 0, default=None)


def choose(
    candidates: list[Interval], anchor: date, direction: int | None, tense: Tense
) -> Interval | None:
    """Return the one of several yearly intervals, in order, that is meant.

    "Last" ends before the anchor and "next" starts behind it. Without a qualifier a future
    tense means the first that has not ended, any other the last that has begun.
    """
    if direction == -1:
        past = [c for c in candidates if c.end and c.end < anchor]
        return past[-1] if past else None
    if direction == 1:
        return next((c for c in candidates if c.start and c.start > anchor), None)
    if tense is Tense.FUTURE:
        return next((c for c in candidates if c.end and c.end >= anchor), None)
    begun = [c for c in candidates if c.start and c.start <= anchor]
    return begun[-1] if begun else None


def _weekday(s: Scan, parts: Parts, i: int) -> Interval | None:
    if parts.weekday is None or s.anchor is None:
        return None
    ahead = (parts.weekday - s.anchor.weekday()) % 7
    if parts.direction == 1:
        days = ahead or 7
    elif parts.direction == -1:
        days = ahead - 7
    elif s.tense(i) is Tense.FUTURE:
        days = ahead
    else:
        days = ahead - 7 if ahead else 0
    return _one_day(s.anchor, days)


def nearest_weekday(target: date, weekday: int) -> date:
    """Return the weekday next to `target`, or `target` where it is more than a day off.

    An article of Sunday night is often published on Monday and still says "today, Sunday".
    """
    off = (weekday - target.weekday() + 3) % 7 - 3
    found = calendars.shifted(target, off, Unit.DAY) if abs(off) <= 1 else None
    return found or target


def _one_day(anchor: date, days: int) -> Interval | None:
    try:
        found = anchor + timedelta(days=days)
    except OverflowError:
        return None
    return Interval(start=found, end=found, precision=TimePrecision.DAY)
