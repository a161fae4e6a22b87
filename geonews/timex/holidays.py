"""Holidays with a date of their own: عيد الأضحى, عيد الفطر 2024, رأس السنة الهجرية."""

from __future__ import annotations

from datetime import timedelta

from geonews.model import Calendar
from geonews.timex import calendars
from geonews.timex.lexicon import DIRECTIONS, ORDINAL_HEADS
from geonews.timex.parts import Parts, resolve, with_tail
from geonews.timex.scan import Match, Rule, Scan

__all__ = ["RULES"]

_HOLIDAYS: tuple[tuple[tuple[str, ...], Parts], ...] = (
    (("عيد", "الفطر"), Parts(calendar=Calendar.HIJRI, month=10, day=1)),
    (("عيد", "الاضحي"), Parts(calendar=Calendar.HIJRI, month=12, day=10)),
    (("راس", "السنه", "الهجريه"), Parts(calendar=Calendar.HIJRI, month=1, day=1)),
    (("عاشوراء",), Parts(calendar=Calendar.HIJRI, month=1, day=10)),
    (("المولد", "النبوي"), Parts(calendar=Calendar.HIJRI, month=3, day=12)),
    (("راس", "السنه", "الميلاديه"), Parts(month=1, day=1)),
    (("عيد", "العمال"), Parts(month=5, day=1)),
    (("عيد", "الميلاد"), Parts(month=12, day=25)),
)


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


RULES = (
    Rule(read_holiday, frozenset(keys[0] for keys, _ in _HOLIDAYS)),
    Rule(read_holiday_day, frozenset(ORDINAL_HEADS)),
)
