"""Holidays with a date of their own: عيد الأضحى, عيد الفطر 2024, رأس السنة الهجرية."""

from __future__ import annotations

from geonews.model import Calendar
from geonews.timex.lexicon import DIRECTIONS
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


RULES = (Rule(read_holiday, frozenset(keys[0] for keys, _ in _HOLIDAYS)),)
