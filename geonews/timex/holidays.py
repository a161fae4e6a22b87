"""Holidays with a date of their own: عيد الأضحى, عيد الفطر 2024, رأس السنة الهجرية."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from geonews.model import Calendar, Interval
from geonews.timex import calendars
from geonews.timex.lexicon import DIRECTIONS, ORDINAL_HEADS
from geonews.timex.parts import Parts, choose, resolve, with_tail
from geonews.timex.scan import Match, Rule, Scan

__all__ = ["RULES", "read_any_holiday"]

_HOLIDAYS: tuple[tuple[tuple[str, ...], Parts], ...] = (
    (("عيد", "الفطر"), Parts(calendar=Calendar.HIJRI, month=10, day=1)),
    (("عيد", "الاضحي"), Parts(calendar=Calendar.HIJRI, month=12, day=10)),
    (("راس", "السنه", "الهجريه"), Parts(calendar=Calendar.HIJRI, month=1, day=1)),
    (("عاشوراء",), Parts(calendar=Calendar.HIJRI, month=1, day=10)),
    (("المولد", "النبوي"), Parts(calendar=Calendar.HIJRI, month=3, day=12)),
    (("راس", "السنه", "الميلاديه"), Parts(month=1, day=1)),
    (("عيد", "العمال"), Parts(month=5, day=1)),
    (("عيد", "الميلاد"), Parts(month=12, day=25)),
    (("الكريسماس",), Parts(month=12, day=25)),
    (("كريسماس",), Parts(month=12, day=25)),
)


def _by_easter(days: int) -> Callable[[int, int], date]:
    """Return what gives the day that is so many days behind Easter of a year."""
    return lambda year, method: easter(year, method) + timedelta(days=days)


def _thanksgiving(year: int, _method: int) -> date:
    """Return the fourth Thursday of November, as in the United States."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


_MOVABLE: tuple[tuple[tuple[str, ...], Callable[[int, int], date]], ...] = (
    (("عيد", "الفصح"), _by_easter(0)),
    (("عيد", "القيامه"), _by_easter(0)),
    (("احد", "الفصح"), _by_easter(0)),
    (("اثنين", "الفصح"), _by_easter(1)),
    (("الجمعه", "العظيمه"), _by_easter(-2)),
    (("احد", "الشعانين"), _by_easter(-7)),
    (("عيد", "الشكر"), _thanksgiving),
)
"""Feasts whose day moves with the year: given the year and how Easter is reckoned."""

_OF_PASSOVER = frozenset(("اليهودي", "العبري", "العبريه", "لليهود"))
_OF_THE_EAST = frozenset(("الارثوذكسي", "الارثوذكس", "الشرقي", "الشرقيه", "للاقباط", "القبطي"))


def read_movable(s: Scan, i: int) -> Match | None:
    """Read a movable feast; Easter is the western one unless the text says the eastern."""
    found = next(((d, i + len(k)) for k, d in _MOVABLE if s.follows(i, k)), None)
    if found is None or s.next(found[1]) in _OF_PASSOVER:
        return None
    day_of, end = found
    method = EASTER_WESTERN
    if s.next(end) in ("المجيد", "المبارك"):
        end += 1
    if s.next(end) in _OF_THE_EAST:
        method, end = EASTER_ORTHODOX, end + 1
    parts, end = with_tail(s, Parts(month=4), end)
    if parts.year is not None:
        return Match(end, _day(day_of, parts.year, method), "holiday")
    if s.anchor is None:
        return Match(end, None, "holiday")
    this_year = s.anchor.year
    if parts.year_offset is not None:
        return Match(end, _day(day_of, this_year + parts.year_offset, method), "holiday")
    around = [_day(day_of, this_year + n, method) for n in range(-2, 3)]
    candidates = [interval for interval in around if interval is not None]
    return Match(end, choose(candidates, s.anchor, parts.direction, s.tense(i)), "holiday")


def _day(day_of: Callable[[int, int], date], year: int, method: int) -> Interval | None:
    """Return the day of a feast; None in years that the reckoning does not reach."""
    try:
        day = day_of(year, method)
    except (ValueError, OverflowError):
        return None
    return calendars.day(day.year, day.month, day.day)


def read_holiday_day(s: Scan, i: int) -> Match | None:
    """Read a day of a holiday that lasts: ثاني أيام عيد الأضحى."""
    number = ORDINAL_HEADS.get(s.base(i), 0)
    if number < 1 or s.next(i + 1) not in ("ايام", "يوم"):
        return None
    holiday = read_holiday(s, i + 2) if s.next(i + 2) else None
    if holiday is None:
        return None
    first = holiday.interval.start if holiday.interval else None
    day = first + timedelta(days=number - 1) if first else None
    interval = calendars.day(day.year, day.month, day.day) if day else None
    return holiday._replace(interval=interval, rule="day-of-holiday")


def read_holiday(s: Scan, i: int) -> Match | None:
    """Read a holiday with its year or qualifier."""
    found = next(((p, i + len(k)) for k, p in _HOLIDAYS if s.follows(i, k)), None)
    if found is None:
        return None
    parts, end = found
    if s.next(end) in ("المبارك", "الشريف", "المجيد"):
        end += 1
    if s.next(end) not in DIRECTIONS and not s.soft(end):
        return Match(end, resolve(s, parts, i), "holiday", calendar=parts.calendar)
    parts, end = with_tail(s, parts, end)
    return Match(end, resolve(s, parts, i), "holiday", calendar=parts.calendar)


def read_any_holiday(s: Scan, i: int) -> Match | None:
    """Read a holiday, whether its day moves or not."""
    return read_holiday(s, i) or read_movable(s, i)


RULES = (
    Rule(read_movable, frozenset(keys[0] for keys, _ in _MOVABLE)),
    Rule(read_holiday, frozenset(keys[0] for keys, _ in _HOLIDAYS)),
    Rule(read_holiday_day, frozenset(ORDINAL_HEADS)),
)
