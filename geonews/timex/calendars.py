"""Intervals of the Gregorian and the Hijri calendar, and steps between them.

The Hijri calendar is the Umm al-Qura calendar of hijridate, which is exact for the years
1343 to 1500; before and after, dates come from the mean length of a year and are approximate.
Weeks are ISO weeks, Monday to Sunday.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from hijridate import Gregorian, Hijri

from geonews.model import Interval, TimePrecision
from geonews.timex.lexicon import Edge, Unit

__all__ = [
    "approximate",
    "century",
    "day",
    "decade",
    "edge_of",
    "hijri_day",
    "hijri_month",
    "hijri_year",
    "hijri_year_of",
    "month",
    "months",
    "offset",
    "season",
    "shifted",
    "week_of",
    "year",
]

_HIJRI_EXACT = range(1343, 1501)
_HIJRI_EPOCH = date(622, 7, 19)
"""1 Muharram 1 AH of the civil reckoning, in the proleptic Gregorian calendar."""

_HIJRI_YEAR_DAYS = 354 + 11 / 30
_LAST_HIJRI_YEAR = 9600
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_PRECISIONS = {
    Unit.DAY: TimePrecision.DAY,
    Unit.WEEK: TimePrecision.WEEK,
    Unit.MONTH: TimePrecision.MONTH,
    Unit.YEAR: TimePrecision.YEAR,
    Unit.DECADE: TimePrecision.YEAR,
    Unit.CENTURY: TimePrecision.YEAR,
}


def day(year_: int, month_: int, day_: int) -> Interval | None:
    """Return one day, or None where the month has no such day."""
    try:
        found = date(year_, month_, day_)
    except (OverflowError, ValueError):
        return None
    return Interval(start=found, end=found, precision=TimePrecision.DAY)


def week_of(any_day: date) -> Interval | None:
    """Return the ISO week that holds a day; None at the very ends of the calendar."""
    try:
        monday = any_day - timedelta(days=any_day.weekday())
        return Interval(start=monday, end=monday + timedelta(days=6), precision=TimePrecision.WEEK)
    except OverflowError:
        return None


def months(year_: int, first: int, count: int, precision: TimePrecision) -> Interval | None:
    """Return `count` whole months from a month on; None outside the years 1 to 9999."""
    last_year, last_month = divmod(year_ * 12 + first - 1 + count - 1, 12)
    if not (year_ >= 1 and last_year <= MAXYEAR and 1 <= first <= 12):
        return None
    return Interval(
        start=date(year_, first, 1),
        end=date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]),
        precision=precision,
    )


def month(year_: int, month_: int) -> Interval | None:
    """Return a month."""
    return months(year_, month_, 1, TimePrecision.MONTH)


def year(year_: int) -> Interval | None:
    """Return a year."""
    return months(year_, 1, 12, TimePrecision.YEAR)


def decade(first: int) -> Interval | None:
    """Return the ten years from a year on."""
    return months(first, 1, 120, TimePrecision.YEAR)


def century(number: int) -> Interval | None:
    """Return a century, from its year 1 on: the twentieth is 1901 to 2000."""
    return months(number * 100 - 99, 1, 1200, TimePrecision.YEAR)


def season(year_: int, first: int) -> Interval | None:
    """Return a season by its first month; the winter of a year began the December before."""
    return months(year_ - (first == 12), first, 3, TimePrecision.APPROX)


def shifted(origin: date, count: float, unit: Unit) -> date | None:
    """Return the day that many units from a day; None outside the calendar.

    Months and years keep the day of the month where they can, and end-of-month otherwise.
    """
    try:
        if unit in _DAYS:
            return origin + timedelta(days=round(count * _DAYS[unit]))
        if unit in _MONTHS:
            year_, month_ = divmod(
                origin.year * 12 + origin.month - 1 + round(count * _MONTHS[unit]), 12
            )
            last = monthrange(year_, month_ + 1)[1]
            return date(year_, month_ + 1, min(origin.day, last))
        seconds = {Unit.HOUR: 3600, Unit.MINUTE: 60, Unit.SECOND: 1}[unit]
        return origin + timedelta(days=int(count * seconds / 86400))
    except (OverflowError, ValueError):
        return None


def offset(origin: date, count: float, unit: Unit) -> Interval | None:
    """Return the day, week, month, year … that lies that many units from a day."""
    there = shifted(origin, count, unit)
    if there is None:
        return None
    if unit is Unit.WEEK:
        return week_of(there)
    if unit is Unit.MONTH:
        return month(there.year, there.month)
    if unit is Unit.YEAR:
        return year(there.year)
    if unit is Unit.DECADE:
        return decade(there.year // 10 * 10)
    if unit is Unit.CENTURY:
        return century((there.year + 99) // 100)
    return day(there.year, there.month, there.day)


def approximate(start: date | None, end: date | None) -> Interval | None:
    """Return the days from `start` to `end` as not exactly known; None where both are None."""
    if start is None and end is None:
        return None
    if start and end and start > end:
        start, end = end, start
    return Interval(start=start, end=end, precision=TimePrecision.APPROX)


def edge_of(whole: Interval, edge: Edge) -> Interval | None:
    """Return the early, middle or late third of an interval.

    Those of a month are its first ten days, the next ten, and what is left.
    """
    if whole.start is None or whole.end is None:
        return None
    if whole.precision is TimePrecision.MONTH:
        third, last = 10, whole.end
    else:
        third, last = ((whole.end - whole.start).days + 1) // 3, whole.end
    first_cut = whole.start + timedelta(days=third)
    second_cut = first_cut + timedelta(days=third)
    one = timedelta(days=1)
    if third == 0:
        return approximate(whole.start, whole.end)
    return {
        Edge.EARLY: approximate(whole.start, first_cut - one),
        Edge.MIDDLE: approximate(first_cut, second_cut - one),
        Edge.LATE: approximate(second_cut, last),
    }[edge]


def hijri_year_of(any_day: date) -> int:
    """Return the Hijri year that a day falls in."""
    try:
        return Gregorian.fromdate(any_day).to_hijri().year
    except OverflowError:
        return int((any_day - _HIJRI_EPOCH).days // _HIJRI_YEAR_DAYS) + 1


def hijri_day(year_: int, month_: int, day_: int) -> Interval | None:
    """Return a Hijri day; None where the month has no such day.

    The Umm al-Qura tables have eight months of 28 or 31 days, between 1343 and 1364.
    """
    if year_ not in _HIJRI_EXACT:
        if not 1 <= day_ <= 30:
            return None
        start = _mean_hijri(year_, month_, day_)
        return approximate(start, start)
    try:
        found = Hijri(year_, month_, day_).to_gregorian()
    except ValueError:
        return None
    return Interval(
        start=date.fromordinal(found.toordinal()),
        end=date.fromordinal(found.toordinal()),
        precision=TimePrecision.DAY,
    )


def hijri_month(year_: int, month_: int) -> Interval | None:
    """Return a Hijri month."""
    return _hijri_months(year_, month_, 1, TimePrecision.MONTH)


def hijri_year(year_: int) -> Interval | None:
    """Return a Hijri year."""
    return _hijri_months(year_, 1, 12, TimePrecision.YEAR)


def _hijri_months(year_: int, first: int, count: int, precision: TimePrecision) -> Interval | None:
    next_year, next_month = divmod(year_ * 12 + first - 1 + count, 12)
    start = hijri_day(year_, first, 1)
    after = hijri_day(next_year, next_month + 1, 1)
    if start is None or after is None or start.start is None or after.start is None:
        return None
    exact = start.precision is after.precision is TimePrecision.DAY
    return Interval(
        start=start.start,
        end=after.start - timedelta(days=1),
        precision=precision if exact else TimePrecision.APPROX,
    )


def _mean_hijri(year_: int, month_: int, day_: int) -> date | None:
    if not 1 <= year_ <= _LAST_HIJRI_YEAR:
        return None
    days = (year_ - 1) * _HIJRI_YEAR_DAYS + (month_ - 1) * 29.5 + day_ - 1
    return _HIJRI_EPOCH + timedelta(days=round(days))
