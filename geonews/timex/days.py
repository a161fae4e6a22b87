"""Days: today and its neighbours, weekdays, days of a month, with their part of day.

مساء أمس السبت, اليوم الأحد, الأربعاء 25 مايو/أيار الماضي, أول جمعة من رمضان.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from geonews.model import Calendar, Interval
from geonews.text.numbers import ORDINAL_KEYS
from geonews.timex import calendars
from geonews.timex.lexicon import (
    DAY_PART_ADVERBS,
    DAY_PARTS,
    DIRECTIONS,
    GREGORIAN_MONTHS,
    NARRATIVE,
    ORDINAL_HEADS,
    WEEKDAYS,
    Unit,
    keys,
)
from geonews.timex.parts import (
    Parts,
    choose,
    nearest_weekday,
    read_date,
    read_month,
    read_month_offset,
    read_weekday,
    resolve,
    with_tail,
)
from geonews.timex.scan import NUMERIC, Match, Rule, Scan

__all__ = ["RULES", "TOLD_DAYS", "after_day_part", "before_day_part"]

_RELATIVE: tuple[tuple[tuple[str, ...], int], ...] = (
    (("قبل", "يوم", "امس"), -2),
    (("اول", "من", "امس"), -2),
    (("اول", "امس"), -2),
    (("امس", "الاول"), -2),
    (("قبل", "امس"), -2),
    (("بعد", "الغد"), 2),
    (("بعد", "غد"), 2),
    (("الليله", "الماضيه"), -1),
    (("الليله", "الفايته"), -1),
    (("الليله", "قبل", "الماضيه"), -2),
    (("هذه", "الليله"), 0),
    (("هذا", "اليوم"), 0),
    (("هذا", "الصباح"), 0),
    (("هذا", "المساء"), 0),
    (("هذه", "اللحظه"), 0),
    (("اللحظه", "الحاليه"), 0),
    (("امبارح",), -1),
    (("مبارح",), -1),
    (("النهارده",), 0),
    (("بكره",), 1),
    (("بكرا",), 1),
    (("البارحه",), -1),
    (("الامس",), -1),
    (("الليله",), 0),
    (("اليوم",), 0),
    (("الغد",), 1),
    (("امس",), -1),
    (("غدا",), 1),
)
"""Words for a day near the anchor, longer ones first, with their distance in days."""

_RELATIVE_BY_WORD = {
    first: tuple(row for row in _RELATIVE if row[0][0] == first)
    for first in {k[0] for k, _ in _RELATIVE}
}

_NOT_TODAY = keys(
    "العالمي العالميه الوطني الدولي الاممي العربي الافريقي الواحد الدراسي الذي التي الاخر الاخير "
    "المشهود البحري السابع الاسود المفتوح المشووم كله"
)
"""What makes اليوم "the day": the World Day of …, a single day, the day that …"""

TOLD_DAYS = dict.fromkeys(NARRATIVE, 1) | dict.fromkeys(keys("نفسه ذاته"), 0) | {"السابق": -1}
"""What may stand behind اليوم to count from the day told before, with its distance in days."""

_OUTLETS = keys(
    "صحيفه جريده قناه موقع شبكه وكاله تلفزيون مراسل مراسله بوابه مجله اذاعه لصحيفه لجريده لقناه "
    "لموقع لشبكه لوكاله لتلفزيون بصحيفه اخبار المصري حزب تيار حركه قاده جيل رجال ل"
)
"""اليوم and الغد are names of newspapers and parties."""

_DAY_NOUNS = frozenset(("يوم", "نهار", "ليله", "يومي"))
_NOT_A_WEEKDAY = keys("عبد سوق صلاه خطبه اسواق كلا الطرفين الطرفان صلاتي")
_NAMED_AFTER_DATES = keys(
    "ثوره حرب انتفاضه حراك ميدان شارع مدينه جسر كوبري ملعب قاعه جامعه حي مستشفي حركه شباب نفق "
    "محور وثوره لثوره بثوره وحرب لحرب حديقه مدرسه كليه ساحه"
)
"""What carries a date as its name: 6 October City, the revolution of 25 January."""

_YEARS = range(1900, 2100)
_NUMBERED = keys("رقم قانون القانون المرسوم مرسوم القرار قرار ماده الماده بنسبه")
_DATE_CUES = keys("في يوم بتاريخ تاريخ منذ حتي") | WEEKDAYS.keys()
_DATE_SEPARATOR = re.compile(r" ?([/.\-]) ?")


def before_day_part(s: Scan, i: int) -> int:
    """Return the index behind the words that may stand before a day: مساء, بعد ظهر, يوم."""
    at = i
    if s.base(at) in ("بعد", "قبل") and s.next(at + 1) in ("ظهر", "عصر", "منتصف"):
        at += 1
    if (s.base(at) if at == i else s.next(at)) == "منتصف":
        at += 1
    if (s.base(at) if at == i else s.next(at)).removeprefix("ال") in DAY_PARTS:
        at += 1
        if s.next(at) == "من":
            at += 1
    if (s.base(at) if at == i else s.next(at)) in _DAY_NOUNS:
        at += 1
    return at


def after_day_part(s: Scan, end: int) -> int:
    """Return the index behind a part of day that follows: صباحا, بعد الظهر, في المساء."""
    if s.next(end) in DAY_PART_ADVERBS:
        return end + 1
    if s.next(end) in ("بعد", "قبل", "في", "عند") and s.next(end + 1) in (
        "الظهر",
        "الصباح",
        "المساء",
        "الليل",
        "العصر",
        "الفجر",
    ):
        return end + 2
    return end


def read_day(s: Scan, i: int) -> Match | None:
    """Read a day, from its part of day or يوم to its year."""
    for at in dict.fromkeys((before_day_part(s, i), i)):
        found = (
            _relative_day(s, at, i)
            or _nth_weekday(s, at, i)
            or _weekday_of_week(s, at, i)
            or _weekday_or_date(s, at, i)
        )
        if found:
            return found._replace(end=after_day_part(s, found.end))
    return None


def _relative_day(s: Scan, at: int, i: int) -> Match | None:
    if at > i and not s.next(at):
        return None
    if at > i and s.next(at) == "غد":
        days, end = 1, at + 1
    else:
        rows = _RELATIVE_BY_WORD.get(s.base(at), ())
        found = next(((d, at + len(k)) for k, d in rows if s.follows(at, k)), None)
        if found is None:
            return None
        days, end = found
    if not _is_relative_day(s, at, end):
        return None
    if s.base(end - 1) == "اليوم" and s.next(end) in TOLD_DAYS:
        return Match(end + 1, None, "narrative-day")
    if s.base(end - 1) == "اليوم" and DIRECTIONS.get(s.next(end)) == -1:
        days, end = -1, end + 1
    weekday, end = _weekday_behind(s, end)
    return Match(end, _near(s, days, weekday, i), "relative-day")


def _weekday_behind(s: Scan, end: int) -> tuple[Parts | None, int]:
    """Read the weekday or the date that names a relative day again: اليوم الأحد (14 مارس)."""
    if s.gap(end) not in (" ", " (", "، ", ", ", " - ") or s.clitic(end):
        return None, end
    named = read_weekday(s, end, leads=True)
    if named is None and s.gap(end) in (" ", " ("):
        named = read_date(s, end, leads=True)
    return named if named else (None, end)


def _is_relative_day(s: Scan, at: int, end: int) -> bool:
    key, before = s.base(at), s.before(at)
    if key == "اليوم":
        following = s.next(end)
        if following in _NOT_TODAY or (following in ORDINAL_KEYS and following not in WEEKDAYS):
            return False
        return before not in _OUTLETS and s.before(at - 1) not in _OUTLETS
    if key == "الغد":
        return before not in _OUTLETS
    if key == "الامس":
        return s.next(end) != "القريب"
    if key == "بكره":  # بكرة (tomorrow), and not بكره (with hatred)
        return s.text[s.words[at].start : s.words[at].end].endswith("ة")
    return True


def _near(s: Scan, days: int, named: Parts | None, i: int) -> Interval | None:
    if named is not None and named.month is not None:
        return resolve(s, named, i)
    if s.anchor is None:
        return None
    target = calendars.shifted(s.anchor, days, Unit.DAY)
    if target is None:
        return None
    if named is not None and named.weekday is not None:
        target = nearest_weekday(target, named.weekday)
    return calendars.day(target.year, target.month, target.day)


def _weekday_or_date(s: Scan, at: int, i: int) -> Match | None:
    leads = at == i
    found = read_weekday(s, at, leads=leads)
    if found:
        if s.before(at) in _NOT_A_WEEKDAY:
            return None
        return _two_weekdays(s, *found, i) or _found(s, *found, "weekday", i)
    found = read_date(s, at, leads=leads)
    if found is None:
        return _bare_day(s, at, i)
    return None if _is_name(s, at, found[0]) else _found(s, *found, "day-month", i)


def _bare_day(s: Scan, at: int, i: int) -> Match | None:
    """Read a day of no month, where nothing follows that it could count: سيعود يوم 12."""
    key, behind = s.base(at), s.gap(at + 1)
    verb = s.before(at - 1) if s.before(at) == "في" else ""
    cued = len(verb) > 2 and (verb.startswith(("س", "ي", "ت")) or verb.endswith(("ت", "وا")))
    named = at > i and s.base(at - 1) == "يوم" and s.soft(at)
    alone = at + 1 >= len(s.words) or behind.strip()[:1] in ("،", ",", ".", "؛")
    if not (cued or named) or not alone or (behind.startswith(".") and not behind[1:]):
        return None
    if not key.isdecimal() or len(key) > 2 or s.clitic(at) or s.anchor is None:
        return None
    around = [calendars.shifted(s.anchor, n, Unit.MONTH) for n in range(-2, 3)]
    months = [calendars.day(m.year, m.month, int(key)) for m in around if m]
    candidates = [interval for interval in months if interval is not None]
    return Match(at + 1, choose(candidates, s.anchor, None, s.tense(i)), "day-of-month")


def _found(s: Scan, parts: Parts, end: int, rule: str, i: int) -> Match:
    rule = "hijri-day" if parts.calendar is Calendar.HIJRI else rule
    if parts.month is not None and parts.weekday is not None:
        rule = "weekday-date"
    return Match(end, resolve(s, parts, i), rule, calendar=parts.calendar)


def _two_weekdays(s: Scan, first: Parts, end: int, i: int) -> Match | None:
    """Read يومي السبت والأحد الماضيين: one time of two days."""
    second = WEEKDAYS.get(s.joined(end, "و"))
    if s.base(i) != "يومي" or first.weekday is None or first.month or second is None:
        return None
    end += 1
    direction = {"الماضيين": -1, "المنصرمين": -1, "المقبلين": 1, "القادمين": 1}.get(s.next(end))
    if direction is not None:
        end += 1
    days = (second - first.weekday) % 7
    last = resolve(s, Parts(weekday=second, direction=direction), i)
    if direction == 1 or last is None or last.end is None:
        opening = resolve(s, Parts(weekday=first.weekday, direction=direction), i)
        if opening is None or opening.start is None:
            return Match(end, None, "two-weekdays")
        closing = calendars.shifted(opening.start, days, Unit.DAY)
        return Match(end, replace(opening, end=closing), "two-weekdays")
    return Match(end, replace(last, start=last.end - timedelta(days=days)), "two-weekdays")


def _is_name(s: Scan, at: int, parts: Parts) -> bool:
    if parts.year is not None or parts.direction is not None:
        return False
    before = s.before(at)
    return before in _NAMED_AFTER_DATES or before[1:] in _NAMED_AFTER_DATES


def _nth_weekday(s: Scan, at: int, i: int) -> Match | None:
    """Read the first, second, last … weekday of a month: الثلاثاء الثالث من أيلول."""
    key = s.base(at) if at == i else s.next(at)
    if key in ORDINAL_HEADS:
        number, end = ORDINAL_HEADS[key], at + 1
        if s.next(end) == "يوم":
            end += 1
        weekday = WEEKDAYS.get("ال" + s.next(end).removeprefix("ال"))
        end += 1
    elif key in WEEKDAYS:
        weekday, end = WEEKDAYS[key], at + 1
        if s.next(end) in ("الاخير", "الاخيره"):
            number, end = -1, end + 1
        elif s.next(end) and (ordinal := s.ordinal(end)):
            number, end = int(ordinal[0]), ordinal[1]
        else:
            return None
    else:
        return None
    if weekday is None or not -1 <= number <= 5:
        return None
    if s.next(end) not in ("من", "في"):
        return _nth_of_this_month(s, end, weekday, number) if key in WEEKDAYS else None
    if (near := read_month_offset(s, end + 1)) and s.anchor:
        there = calendars.shifted(s.anchor, near[0], Unit.MONTH)
        whole = calendars.month(there.year, there.month) if there else None
        return Match(near[1], _pick(whole, weekday, number), "nth-weekday")
    name = read_month(s, end + 1, leads=False)
    if name is None:
        return None
    parts, end = with_tail(s, name[0], name[1])
    return Match(end, _pick(resolve(s, parts, i), weekday, number), "nth-weekday")


def _nth_of_this_month(s: Scan, end: int, weekday: int, number: int) -> Match | None:
    """Read a weekday counted in no month that is named: يوم الأحد الأول."""
    if s.anchor is None or number < 1:
        return None
    whole = calendars.month(s.anchor.year, s.anchor.month)
    return Match(end, _pick(whole, weekday, number), "nth-weekday")


def _weekday_of_week(s: Scan, at: int, i: int) -> Match | None:
    """Read a weekday of this, last or next week: الأحد من الأسبوع الماضي."""
    weekday = WEEKDAYS.get("ال" + (s.base(at) if at == i else s.next(at)).removeprefix("ال"))
    end = at + 2 if s.next(at + 1) == "من" else at + 1
    if weekday is not None:
        week = _week(s, end, leads=False)
    elif week := _week(s, at, leads=at == i):
        weekday = WEEKDAYS.get(s.next(week[0]))
        week = (week[0] + 1, week[1])
    if weekday is None or week is None:
        return None
    return Match(week[0], _pick(_week_near(s, week[1]), weekday, 1), "weekday-of-week")


def _week(s: Scan, i: int, *, leads: bool) -> tuple[int, int] | None:
    """Return the index behind a week and its distance from the anchor's, in weeks."""
    key = s.base(i) if leads else s.next(i)
    if key == "هذا" and s.next(i + 1) == "الاسبوع":
        return i + 2, 0
    direction = DIRECTIONS.get(s.next(i + 1)) if key == "الاسبوع" else None
    return None if direction is None else (i + 2, direction)


def _week_near(s: Scan, count: int) -> Interval | None:
    return calendars.offset(s.anchor, count, Unit.WEEK) if s.anchor else None


def _pick(whole: Interval | None, weekday: int, number: int) -> Interval | None:
    if whole is None or whole.start is None or whole.end is None:
        return None
    if number == -1:
        found = whole.end - timedelta(days=(whole.end.weekday() - weekday) % 7)
    else:
        first = whole.start + timedelta(days=(weekday - whole.start.weekday()) % 7)
        found = first + timedelta(days=7 * (number - 1))
    if not whole.start <= found <= whole.end:
        return None
    return calendars.day(found.year, found.month, found.day)


def read_numeric_date(s: Scan, i: int) -> Match | None:
    """Read a date in digits: 18/8/2024, 2024-08-18, 18.8.2024, 8/2024."""
    separator = _separator(s, i + 1)
    if not separator or not s.base(i).isdecimal():
        return None
    first, second = s.base(i), s.base(i + 1)
    if not second.isdecimal() or s.clitic(i + 1):
        return None
    third = s.base(i + 2)
    if _separator(s, i + 2) == separator and third.isdecimal() and not s.clitic(i + 2):
        interval, calendar = _three_numbers(first, second, third, s.suffixes.get(i + 2, ""))
        if interval is None:
            return None
        end = i + 3
        if s.next(end) in ("م", "ه"):
            end += 1
        return Match(end, interval, "numeric-date", calendar=calendar)
    return _two_numbers(s, i, separator)


def _separator(s: Scan, i: int) -> str:
    found = _DATE_SEPARATOR.fullmatch(s.gap(i))
    return found.group(1) if found else ""


def _three_numbers(
    first: str, second: str, third: str, suffix: str
) -> tuple[Interval | None, Calendar]:
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    elif len(third) in (2, 4):
        day, month, year = int(first), int(second), int(third)
        if len(third) == 2:
            year += 2000 if year < 70 else 1900
    else:
        return None, Calendar.GREGORIAN
    if month > 12:
        day, month = month, day
    if max(len(first), len(second)) > 4 or not 1 <= month <= 12:
        return None, Calendar.GREGORIAN
    if suffix == "ه" or 1300 <= year <= 1500:
        return calendars.hijri_day(year, month, day), Calendar.HIJRI
    return calendars.day(year, month, day), Calendar.GREGORIAN


def _two_numbers(s: Scan, i: int, separator: str) -> Match | None:
    """Read month and year, or, behind a cue, day and month."""
    first, second, before = s.base(i), s.base(i + 1), s.before(i)
    if _separator(s, i + 2) == separator:
        return None  # three numbers that make no date
    if before in _NUMBERED or (separator == "." and len(first) + len(second) < 6):
        return None
    for month, year in ((first, second), (second, first)):
        if (
            len(year) == 4
            and len(month) <= 2
            and 1 <= int(month) <= 12
            and 1900 <= int(year) < 2100
        ):
            return Match(i + 2, calendars.month(int(year), int(month)), "numeric-month")
    if separator == "." or len(first) > 2 or len(second) > 2:
        return None
    maybe_score = max(int(first), int(second)) <= 12
    if before not in _DATE_CUES and (maybe_score or not s.follows_future_verb(i)):
        return None
    if maybe_score and (separator == "-" or s.next(i + 2) == "من"):
        return None  # a score or a fraction as well as a day
    if int(second) <= 12:
        day, month_ = int(first), int(second)
    else:
        day, month_ = int(second), int(first)
    if not (1 <= day <= 31 and 1 <= month_ <= 12):
        return None
    return _found(s, Parts(day=day, month=month_), i + 2, "numeric-date", i)


RULES = (
    Rule(
        read_day,
        frozenset(DAY_PARTS)
        | {"ال" + part for part in DAY_PARTS}
        | frozenset(WEEKDAYS)
        | ORDINAL_KEYS
        | GREGORIAN_MONTHS.keys()
        | _DAY_NOUNS
        | ORDINAL_HEADS.keys()
        | {weekday.removeprefix("ال") for weekday in WEEKDAYS}
        | {keys[0] for keys, _ in _RELATIVE}
        | {"هذا", "الاسبوع", "بعد", "منتصف", "فاتح", "الفاتح", NUMERIC},
    ),
    Rule(read_numeric_date, frozenset({NUMERIC})),
)
