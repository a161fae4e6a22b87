"""Ranges: بين عامي 1993 و2003, من 3 إلى 5 آذار, 2019-2021, من الثلاثاء إلى الخميس."""

from __future__ import annotations

from dataclasses import replace

from geonews.model import Calendar, Interval, TimePrecision
from geonews.text.numbers import ORDINAL_KEYS
from geonews.timex import calendars
from geonews.timex.days import before_day_part, read_numeric_date
from geonews.timex.lexicon import (
    DAY_PARTS,
    GREGORIAN_MONTHS,
    HIJRI_MONTHS,
    PAIRED_MONTHS,
    WEEKDAYS,
    Unit,
)
from geonews.timex.parts import (
    YEAR_WORDS,
    Parts,
    read_date,
    read_month,
    read_weekday,
    read_year,
    resolve,
    with_tail,
)
from geonews.timex.scan import NUMERIC, Match, Rule, Scan
from geonews.timex.tense import Tense

__all__ = ["RULES"]

_DASHES = frozenset(("-", " - ", "–", " – "))
_TO = frozenset(("الي", "حتي"))
_DASHES_AND_SLASH = _DASHES | {"/"}
_LONGEST_POINT = 7
"""Words in the longest reading of one end of a range."""

_YEARS = range(1000, 2200)
_Point = tuple[Parts, int]


def read_between(s: Scan, i: int) -> Match | None:
    """Read بين X وY."""
    at = i + 1
    dual = s.next(at) in ("عامي", "سنتي", "العامين")
    if dual:
        at += 1
    left = _point(s, at, years=dual)
    if left is None:
        return None
    right = _joined_point(s, left[1], years=dual) or _dashed_point(s, left[1])
    return _range(s, left[0], right, i, "between")


def read_from_to(s: Scan, i: int) -> Match | None:
    """Read من X إلى Y and the same without من."""
    at = i + 1 if s.base(i) == "من" else i
    if at > i and not _may_start_point(s, at):
        return None
    left = _point(s, at, leads=at == i)
    if left is None:
        return None
    end = left[1]
    if s.next(end) in ("و", "الي", "حتي") or s.joined(end, "و") in _TO:
        end += 1
        if s.base(end - 1) == "الي" and s.next(end) in ("غايه", "حدود"):
            end += 1
    else:
        return None
    right = _point(s, end)
    if right and _may_be_fractions(s, at, right[1]):
        return None
    return _range(s, left[0], right, i, "from-to")


def read_dashed(s: Scan, i: int) -> Match | None:
    """Read two points with a dash between: 3-5 آذار, 2019-2021."""
    if not s.dashed or not any(s.gap(i + k) in _DASHES_AND_SLASH for k in range(1, _LONGEST_POINT)):
        return None
    at = i + 1 if s.base(i) in ("من", "بين") else i
    left = _point(s, at, leads=at == i)
    if left is None:
        return None
    return _range(s, left[0], _dashed_point(s, left[1]), i, "dashed")


def read_named_range(s: Scan, i: int) -> Match | None:
    """Read a month with its days behind it: تموز 13 الى 15."""
    name = read_month(s, i, leads=True)
    if name is None:
        return None
    first = _bare_day(s, name[1])
    if first is None:
        return None
    if s.next(name[1] + 1) in _TO:
        last, end = _bare_day(s, name[1] + 2), name[1] + 3
    elif s.gap(name[1] + 1) in _DASHES:
        last, end = _bare_day(s, name[1] + 1, dashed=True), name[1] + 2
    else:
        return None
    if last is None:
        return None
    left = replace(name[0], day=first)
    return _range(s, left, (replace(name[0], day=last), end), i, "from-to")


def _may_start_point(s: Scan, i: int) -> bool:
    key = s.next(i)
    return key.isdecimal() or key in _POINT_STARTS or key.removeprefix("ال") in _POINT_HEADS


def _bare_day(s: Scan, i: int, *, dashed: bool = False) -> int | None:
    key = s.base(i) if dashed else s.next(i)
    return int(key) if key.isdecimal() and len(key) <= 2 and 1 <= int(key) <= 31 else None


def _point(s: Scan, i: int, *, leads: bool = False, years: bool = False) -> _Point | None:
    """Read one end of a range; a bare number is a day or a year, which the other end decides."""
    at = before_day_part(s, i) if s.soft(i) or leads else i
    leads = leads and at == i
    found = read_weekday(s, at, leads=leads) or read_date(s, at, leads=leads)
    if found:
        return found
    key = s.base(at) if leads else s.next(at)
    if key in YEAR_WORDS:
        return read_year(s, at + 1, leads=False)
    name = read_month(s, at, leads=leads)
    if name:
        return with_tail(s, name[0], name[1])
    if key.isdecimal() and s.gap(at + 1) in ("/", "-") and not s.clitic(at + 1):
        return _in_digits(s, at) or _slashed(s, at) or _number(s, at, leads=leads)
    if years:
        return read_year(s, at, leads=leads, words=years)
    return _number(s, at, leads=leads) if key.isdecimal() else None


def _number(s: Scan, i: int, *, leads: bool) -> _Point | None:
    """Read a bare number as a year or a day; none that a stroke joins to another."""
    key = s.base(i)
    if s.gap(i + 1) == "/":
        return None
    if len(key) == 4 and int(key) in _YEARS:
        return read_year(s, i, leads=leads)
    return (Parts(day=int(key)), i + 1) if len(key) <= 2 and 1 <= int(key) <= 31 else None


def _slashed(s: Scan, i: int) -> _Point | None:
    """Read day and month with a stroke between: 22/4."""
    numbers = s.base(i), s.base(i + 1)
    if s.gap(i + 1) != "/" or s.gap(i + 2) == "/" or s.clitic(i + 1):
        return None
    if not all(number.isdecimal() and len(number) <= 2 for number in numbers):
        return None
    day, month = map(int, numbers)
    return (Parts(day=day, month=month), i + 2) if 1 <= day <= 31 and 1 <= month <= 12 else None


def _may_be_fractions(s: Scan, i: int, end: int) -> bool:
    """Whether the words ``i:end`` are two strokes between small numbers: من 1/4 إلى 3/4."""
    if not any(s.gap(at) == "/" for at in range(i + 1, end)):
        return False
    return all(not s.base(at).isdecimal() or int(s.base(at)) <= 12 for at in range(i, end))


def _joined_point(s: Scan, i: int, *, years: bool) -> _Point | None:
    """Read the point behind a و, written onto it or apart."""
    if s.next(i) == "و":
        return _point(s, i + 1, years=years)
    if s.clitic(i) == "و" and s.soft(i):
        return _point(s, i, leads=True, years=years)
    return None


def _dashed_point(s: Scan, i: int) -> _Point | None:
    between_years = s.gap(i) == "/" and len(s.base(i - 1)) == len(s.base(i)) == 4
    if not (s.gap(i) in _DASHES or between_years) or s.clitic(i):
        return None
    return _in_digits(s, i) or _point(s, i, leads=True)


def _in_digits(s: Scan, i: int) -> _Point | None:
    """Read a day in digits: 18/8/2024."""
    numeric = read_numeric_date(s, i)
    if not (numeric and numeric.rule == "numeric-date" and numeric.interval):
        return None
    day = numeric.interval.start
    return (Parts(year=day.year, month=day.month, day=day.day), numeric.end) if day else None


def _range(s: Scan, left: Parts, right: _Point | None, i: int, rule: str) -> Match | None:
    if right is None:
        return None
    last, end = right
    if rule == "dashed" and not _is_dashed_range(s, left, last, i, end):
        return None
    left, last = _completed(left, last, opens=True), _completed(last, left)
    if not (_is_whole(left) and _is_whole(last)):
        return None
    return Match(end, _span(s, left, last, i), rule, calendar=last.calendar)


def _is_dashed_range(s: Scan, left: Parts, last: Parts, i: int, end: int) -> bool:
    """Whether two years with a dash are a range, and no telephone or score."""
    if left.month or left.day or left.weekday is not None:
        return last.month is not None or last.weekday is not None
    if left.year is None or last.year is None or not 0 < last.year - left.year <= 100:
        return False
    return s.gap(end) not in _DASHES_AND_SLASH and s.gap(i) not in _DASHES_AND_SLASH


def _completed(parts: Parts, other: Parts, *, opens: bool = False) -> Parts:
    """Fill what one end leaves to the other: the month and the year of 3 in "3 to 5 March"."""
    if not _is_whole(parts):
        if parts.day and other.day and _is_whole(other):
            found = replace(other, day=parts.day, weekday=None)
            return _a_month_before(found) if opens and parts.day > other.day else found
        return parts
    if parts.month and parts.year is None and parts.direction is None and other.month:
        year = other.year
        if year is not None and parts.month > other.month and other.direction is None:
            year -= 1
        return replace(parts, year=year, direction=other.direction, year_offset=other.year_offset)
    return parts


def _a_month_before(parts: Parts) -> Parts:
    """Return the day a month before: the 28 of "28 to 5 May" is one of April."""
    if not parts.month:
        return parts
    if parts.month > 1:
        return replace(parts, month=parts.month - 1)
    return replace(parts, month=12, year=parts.year and parts.year - 1)


def _is_whole(parts: Parts) -> bool:
    return any(
        part is not None for part in (parts.month, parts.year, parts.weekday, parts.month_offset)
    )


def _span(s: Scan, left: Parts, last: Parts, i: int) -> Interval | None:
    if around := _about_now(s, left, last, i):
        return around
    closing = resolve(s, last, i)
    if closing is None or closing.end is None:
        return None
    opening = resolve(s, left, i)
    if opening is None or opening.start is None:
        return None
    if left.weekday is not None and last.weekday is not None and left.month is last.month is None:
        days = (last.weekday - left.weekday) % 7
        end = calendars.shifted(opening.start, days, Unit.DAY)
        return replace(opening, end=end)
    if opening.start > closing.end and left.year is None and left.month:
        opening = resolve(s, replace(left, year=closing.end.year), i) or opening
        if opening.start and opening.start > closing.end:
            opening = resolve(s, replace(left, year=closing.end.year - 1), i) or opening
    if opening.start is None or opening.start > closing.end:
        return None
    coarse = max(opening.precision, closing.precision, key=_COARSENESS.index)
    return Interval(start=opening.start, end=closing.end, precision=coarse)


def _about_now(s: Scan, left: Parts, last: Parts, i: int) -> Interval | None:
    """Return the range that the anchor lies in, where nothing else says which year is meant."""
    if s.anchor is None or not (left.month and last.month) or s.tense(i) is Tense.PAST:
        return None
    if any(
        part is not None
        for parts in (left, last)
        for part in (parts.year, parts.direction, parts.year_offset, parts.weekday)
    ):
        return None
    if Calendar.HIJRI in (left.calendar, last.calendar):
        return None
    for year in (s.anchor.year, s.anchor.year + 1):
        wraps = (left.month, left.day or 0) > (last.month, last.day or 31)
        opening = resolve(s, replace(left, year=year - wraps), i)
        closing = resolve(s, replace(last, year=year), i)
        if not (opening and closing and opening.start and closing.end):
            return None
        if opening.start <= s.anchor <= closing.end:
            coarse = max(opening.precision, closing.precision, key=_COARSENESS.index)
            return Interval(start=opening.start, end=closing.end, precision=coarse)
    return None


_COARSENESS = (
    TimePrecision.DAY,
    TimePrecision.WEEK,
    TimePrecision.MONTH,
    TimePrecision.YEAR,
    TimePrecision.APPROX,
)
_POINT_STARTS = (
    GREGORIAN_MONTHS.keys()
    | WEEKDAYS.keys()
    | {str(name[0]) for name in PAIRED_MONTHS}
    | {name[0] for name in HIJRI_MONTHS}
    | ORDINAL_KEYS
    | {"يوم", "عام", "سنه", "شهر", NUMERIC}
)
_POINT_HEADS = DAY_PARTS | YEAR_WORDS

RULES = (
    Rule(read_between, frozenset({"بين"})),
    Rule(read_from_to, frozenset(_POINT_STARTS | {"من"})),
    Rule(read_dashed, frozenset(_POINT_STARTS | {"من", "بين"})),
    Rule(read_named_range, frozenset(_POINT_STARTS)),
)
