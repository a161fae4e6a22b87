"""Hours of the day: الساعة 14:30, الثالثة عصرا, من 4 إلى 5 مساء.

The model counts in days, so an hour gives its date a longer span and no other value; alone
it means about the anchor.
"""

from __future__ import annotations

import re

from geonews.model import Interval
from geonews.text.numbers import ORDINAL_KEYS
from geonews.timex import calendars
from geonews.timex.days import after_day_part
from geonews.timex.lexicon import keys
from geonews.timex.scan import NUMERIC, Match, Rule, Scan

__all__ = ["RULES"]

_MINUTES = re.compile("[0-5][0-9]")
_FRACTIONS = keys("النصف نصف الربع ربع الثلث ثلث")
_ZONES = keys("غرينتش جرينتش غرينيتش المحلي gmt GMT تغ")
_ALONE = {
    ("منتصف", "الليل"),
    ("منتصف", "النهار"),
    ("منتصف", "الظهر"),
}


def read_clock(s: Scan, i: int) -> Match | None:
    """Read an hour: behind الساعة, with minutes, or with its part of day."""
    named = s.base(i) == "الساعه"
    at = i + 1 if named else i
    hour = _hour(s, at, leads=not named)
    if hour is None:
        return None
    end, exact = hour
    qualified = _qualifiers(s, end)
    if not (named or exact or qualified > end):
        return None
    return Match(qualified, _today(s), "clock", clock=True)


def _today(s: Scan) -> Interval | None:
    return calendars.approximate(s.anchor, s.anchor)


def _hour(s: Scan, i: int, *, leads: bool) -> tuple[int, bool] | None:
    """Return the index behind an hour, and whether its minutes leave no doubt."""
    key = s.base(i) if leads else s.next(i)
    if not key:
        return None
    if key.isdecimal():
        if len(key) > 2 or int(key) > 24:
            return None
        end = i + 1
        minutes = 0
        while minutes < 2 and s.gap(end) == ":" and _MINUTES.fullmatch(s.base(end)):
            end, minutes = end + 1, minutes + 1
        return end, minutes > 0
    found = s.ordinal(i) or (None if leads else s.number(i))
    if found is None or not 1 <= found[0] <= 12:
        return None
    return found[1], False


def _qualifiers(s: Scan, end: int) -> int:
    """Return the index behind minutes in words, the part of day and the zone."""
    at = end
    if s.joined(at, "و") in _FRACTIONS or s.next(at) in ("ونصف", "وربع", "والنصف", "والربع"):
        at += 1
    elif s.next(at) == "الا" and s.next(at + 1) in ("ربعا", "الربع", "ثلثا", "الثلث", "ربع"):
        at += 2
    elif minutes := _minutes(s, at):
        at = minutes
    at = after_day_part(s, at)
    if s.next(at) in ("بتوقيت", "توقيت"):
        at += 2 if s.next(at + 1) else 1
    elif s.next(at) in _ZONES:
        at += 1
    return at


def _minutes(s: Scan, at: int) -> int | None:
    """Read "and 18 minutes"."""
    first = at + 1 if s.next(at) == "و" else at
    if first == at and s.clitic(at) != "و":
        return None
    number = s.number(first) if s.soft(first) else None
    if number and s.next(number[1]) in ("دقيقه", "دقايق"):
        return number[1] + 1
    return None


def read_clock_range(s: Scan, i: int) -> Match | None:
    """Read two hours with إلى, حتى or a dash between."""
    at = i + 1 if s.base(i) in ("من", "بين") else i
    named = (s.base(at) if at == i else s.next(at)) == "الساعه"
    at += named
    left = _hour(s, at, leads=at == i)
    if left is None:
        return None
    opening = _qualifiers(s, left[0])
    second, dashed = _behind_connector(s, opening)
    if second is None:
        return None
    named_right = s.next(second) == "الساعه"
    second += named_right
    right = _hour(s, second, leads=dashed)
    if right is None:
        return None
    end = _qualifiers(s, right[0])
    sure = named or named_right or left[1] or right[1] or opening > left[0] or end > right[0]
    return Match(end, _today(s), "clock-range", clock=True) if sure else None


def _behind_connector(s: Scan, at: int) -> tuple[int | None, bool]:
    if s.next(at) in ("الي", "حتي", "و"):
        return at + 1, False
    if s.gap(at) in ("-", " - ", "–", " – "):
        return at, True
    return None, False


def read_midnight(s: Scan, i: int) -> Match | None:
    """Read منتصف الليل, midnight."""
    if (s.base(i), s.next(i + 1)) not in _ALONE:
        return None
    return Match(i + 2, _today(s), "clock", clock=True)


RULES = (
    Rule(read_clock, ORDINAL_KEYS | {"الساعه", NUMERIC}),
    Rule(read_clock_range, ORDINAL_KEYS | {"الساعه", "من", "بين", NUMERIC}),
    Rule(read_midnight, frozenset({"منتصف"})),
)
