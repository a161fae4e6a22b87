"""Times by their distance from the anchor, durations, and repetitions.

منذ يومين, قبل نحو ثلاثة أسابيع, بعد شهرين, خلال أسبوعين, لمدة يومين, كل يوم; and منذ before
any date, which leaves its end open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from geonews.model import Interval, TimeKind, TimePrecision
from geonews.text.numbers import CARDINAL_KEYS
from geonews.timex import calendars
from geonews.timex.days import read_day, read_numeric_date
from geonews.timex.holidays import read_any_holiday
from geonews.timex.lexicon import (
    APPROXIMATORS,
    DAY_PARTS,
    EDGES,
    FEW,
    ORDINAL_HEADS,
    PLURAL_DIRECTIONS,
    UNITS,
    WEEKDAYS,
    Edge,
    Unit,
    keys,
)
from geonews.timex.periods import read_any_period, read_edge
from geonews.timex.scan import NUMERIC, Match, Rule, Scan
from geonews.timex.tense import Tense

__all__ = ["RULES"]

_WHOLE = frozenset(("اليوم", "العام", "السنه", "الاسبوع", "الشهر", "الليل", "النهار", "الصيف"))
_DURATION_CUES = keys("لمده مده مدي طوال طيله طول")
_COMPLETE = keys("كامل كامله كاملا كاملين كاملتين واحد واحده متتاليه متواصله فقط")
_SET_ADVERBS = keys("يوميا اسبوعيا شهريا سنويا")
_SET_WEEKDAYS = frozenset(key.removeprefix("ال") for key in WEEKDAYS) | WEEKDAYS.keys()
_RECENT_DAYS = 30
"""How far back مؤخرا (recently) reaches."""

_NOW = {"الان": 0, "حاليا": 0, "موخرا": _RECENT_DAYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quantity:
    count: float | None
    """None for an uncounted plural."""

    unit: Unit
    approximate: bool
    end: int
    bare: bool
    """A single indefinite noun, يوم, which is a quantity only behind a cue."""


def _quantity(s: Scan, i: int, *, leads: bool) -> _Quantity | None:
    approximate = False
    if not leads:
        for keys in APPROXIMATORS:
            if s.next(i) == keys[0] and s.follows(i, keys):
                i, approximate = i + len(keys), True
                break
    key = s.base(i) if leads else s.next(i)
    if not key:
        return None
    if key in ("بضع", "بضعه", "عده", "نصف") and (unit := UNITS.get(s.next(i + 1))):
        count = 0.5 if key == "نصف" else None
        return _closed(s, count, unit[0], approximate, i + 2)
    number = None if key in UNITS else s.number(i)
    if number and (unit := UNITS.get(s.next(number[1]))):
        return _closed(s, float(number[0]), unit[0], approximate, number[1] + 1)
    unit = UNITS.get(key)
    if unit is None:
        return None
    found = _closed(s, unit[1], unit[0], approximate, i + 1)
    if s.next(i + 1) in ("قليله", "معدوده", "عديده", "طويله", "عده") and unit[1] is None:
        return replace(found, end=i + 2)
    return replace(found, bare=unit[1] in (1, None))


def _closed(s: Scan, count: float | None, unit: Unit, approximate: bool, end: int) -> _Quantity:
    half = s.joined(end, "و") in ("نصف", "النصف") or s.base(end) in ("ونصف", "ونيف")
    if half and count is not None and s.soft(end):
        count, end = count + 0.5, end + 1
    if s.next(end) in _COMPLETE:
        end += 1
    return _Quantity(count=count, unit=unit, approximate=approximate, end=end, bare=False)


def read_ago(s: Scan, i: int) -> Match | None:
    """Read منذ or قبل with a quantity: that far back."""
    found = _quantity(s, i + 1, leads=False)
    if found is None or _names_period(s, i + 1, found):
        return None
    end = _past_now(s, found.end)
    if end == found.end and s.base(i) == "قبل" and _counts_from(s, end):
        return Match(end, None, "before-event")
    return Match(end, _distance(s, found, -1), "ago")


def read_later(s: Scan, i: int) -> Match | None:
    """Read بعد with a quantity: that far ahead, unless it counts from something told."""
    found = _quantity(s, i + 1, leads=False)
    if found is None or _names_period(s, i + 1, found):
        return None
    if found.bare and s.before(i) in UNITS:
        return None  # يوما بعد يوم, day by day
    end = _past_now(s, found.end)
    told = _counts_from(s, end) or s.tense(i) is Tense.PAST
    if end == found.end and told:
        return Match(end, None, "after-event")
    return Match(end, _distance(s, found, 1), "later")


def read_counted_weekday(s: Scan, i: int) -> Match | None:
    """Read a weekday counted from a day that is named: أول جمعة بعد عيد الفطر."""
    number = ORDINAL_HEADS.get(s.base(i), 0)
    at = i + 2 if s.next(i + 1) == "يوم" else i + 1
    weekday = WEEKDAYS.get("ال" + s.next(at).removeprefix("ال"))
    sign = {"بعد": 1, "قبل": -1}.get(s.next(at + 1))
    if number < 1 or weekday is None or sign is None or not s.next(at + 2):
        return None
    day = read_any_holiday(s, at + 2) or read_numeric_date(s, at + 2) or read_day(s, at + 2)
    if day is None:
        return None
    start = day.interval.start if day.interval and day.interval.start == day.interval.end else None
    if start is None:
        return Match(day.end, None, "counted-weekday")
    away = (sign * (weekday - start.weekday())) % 7 or 7
    there = calendars.shifted(start, sign * (away + 7 * (number - 1)), Unit.DAY)
    interval = calendars.day(there.year, there.month, there.day) if there else None
    return Match(day.end, interval, "counted-weekday")


def _names_period(s: Scan, i: int, found: _Quantity) -> bool:
    """Whether the unit names a year or a month: قبل عام 2003, خلال شهر رمضان."""
    return (
        found.bare and found.unit in (Unit.YEAR, Unit.MONTH) and read_any_period(s, i) is not None
    )


def _counts_from(s: Scan, end: int) -> bool:
    """Whether a quantity counts from something told: قبل يومين من الهجوم."""
    return s.next(end) == "علي" or (
        s.next(end) == "من" and s.next(end + 1) not in ("قبل", "طرف", "جانب")
    )


def _past_now(s: Scan, end: int) -> int:
    if s.next(end) == "من" and s.next(end + 1) in ("الان", "اليوم", "الزمن", "الزمان"):
        return end + 2
    return end


def _distance(s: Scan, found: _Quantity, sign: int) -> Interval | None:
    if s.anchor is None:
        return None
    if found.count is None:
        near, far = FEW[found.unit]
        return calendars.approximate(
            calendars.shifted(s.anchor, sign * near, found.unit),
            calendars.shifted(s.anchor, sign * far, found.unit),
        )
    interval = calendars.offset(s.anchor, sign * found.count, found.unit)
    rough = found.approximate or found.count != int(found.count)
    if interval and rough:
        return replace(interval, precision=TimePrecision.APPROX)
    return interval


def read_within(s: Scan, i: int) -> Match | None:
    """Read خلال or في غضون with a quantity: ahead in a plan, else how long it took."""
    found = _quantity(s, i + 1, leads=False)
    if found is None or _names_period(s, i + 1, found):
        return None
    if PLURAL_DIRECTIONS.get(s.next(found.end)):
        return None
    if s.tense(i) is not Tense.FUTURE:
        return Match(found.end, None, "duration", TimeKind.DURATION)
    if s.anchor is None:
        return Match(found.end, None, "within")
    reach = found.count if found.count is not None else FEW[found.unit][1]
    far = calendars.shifted(s.anchor, reach, found.unit)
    return Match(found.end, calendars.approximate(s.anchor, far) if far else None, "within")


def read_duration(s: Scan, i: int) -> Match | None:
    """Read how long something lasts: a quantity alone or behind a cue."""
    cued = s.base(i) in _DURATION_CUES
    if cued and s.next(i + 1) in _WHOLE and s.next(i + 2) not in PLURAL_DIRECTIONS:
        return Match(i + 2, None, "duration", TimeKind.DURATION)
    found = _quantity(s, i + 1 if cued else i, leads=not cued)
    if found is None or PLURAL_DIRECTIONS.get(s.next(found.end)):
        return None
    if found.bare and not cued and found.end == i + 1:
        return None
    return Match(found.end, None, "duration", TimeKind.DURATION)


def read_set(s: Scan, i: int) -> Match | None:
    """Read what happens again and again: كل يوم, كل ثلاثة أسابيع, سنويا."""
    if s.base(i) in _SET_ADVERBS:
        return Match(i + 1, None, "set", TimeKind.SET)
    at = i + 1
    found = _quantity(s, at, leads=False)
    if found:
        end = found.end
        if found.unit is Unit.DAY and s.next(end) in _SET_WEEKDAYS:
            end += 1
        return Match(end, None, "set", TimeKind.SET)
    if s.next(at) in _SET_WEEKDAYS or s.next(at) in DAY_PARTS:
        return Match(at + 1, None, "set", TimeKind.SET)
    return None


def read_open(s: Scan, i: int) -> Match | None:
    """Read منذ, قبل or بعد before a date: one of its ends is open."""
    inner = _calendar_time(s, i + 1)
    if inner is None or i + 1 in s.clitics or not s.soft(i + 1):
        return None
    cue, whole = s.base(i), inner.interval
    if cue != "منذ" and (
        inner.rule.startswith(("relative", "narrative")) or inner.rule == "weekday"
    ):
        return None
    rule = {"منذ": "since", "قبل": "before", "بعد": "after"}[cue]
    if whole is None or whole.start is None:
        return inner._replace(rule=rule)
    if cue == "قبل" and EDGES.get(s.base(i + 1)) is Edge.LATE:
        # قبل نهاية العام: from now to its last day, and not to the day before its last months.
        within = s.anchor and whole.end and s.anchor <= whole.end
        return inner._replace(
            interval=replace(whole, start=s.anchor if within else None), rule=rule
        )
    if cue == "قبل":
        eve = calendars.shifted(whole.start, -1, Unit.DAY)
        interval = replace(whole, start=None, end=eve) if eve else None
    else:
        interval = replace(whole, end=None)
    return inner._replace(interval=interval, rule=rule)


def _calendar_time(s: Scan, i: int) -> Match | None:
    found = [
        match
        for read in (read_numeric_date, read_day, read_edge, read_any_period)
        if (match := read(s, i))
    ]
    return max(found, key=lambda match: match.end, default=None)


def read_now(s: Scan, i: int) -> Match | None:
    """Read الآن, حاليا, مؤخرا: about the anchor."""
    if s.next(i + 1) in ("ذاته", "نفسه", "عينه") or s.clitic(i) == "ب":
        return None
    if s.base(i) == "الاونه":
        if s.next(i + 1) != "الاخيره":
            return None
        reach, end = _RECENT_DAYS, i + 2
    else:
        reach, end = _NOW[s.base(i)], i + 1
    if s.anchor is None:
        return Match(end, None, "now")
    return Match(
        end, calendars.approximate(calendars.shifted(s.anchor, -reach, Unit.DAY), s.anchor), "now"
    )


_QUANTITY_STARTS = frozenset(UNITS) | CARDINAL_KEYS | {"بضع", "بضعه", "عده", "نصف", NUMERIC}

RULES = (
    Rule(read_ago, frozenset(("منذ", "قبل"))),
    Rule(read_later, frozenset(("بعد",))),
    Rule(read_counted_weekday, frozenset(ORDINAL_HEADS)),
    Rule(read_within, frozenset(("خلال", "غضون"))),
    Rule(read_duration, _QUANTITY_STARTS | _DURATION_CUES),
    Rule(read_set, _SET_ADVERBS | {"كل"}),
    Rule(read_open, frozenset(("منذ", "قبل", "بعد"))),
    Rule(read_now, frozenset(_NOW) | {"الاونه"}),
)
