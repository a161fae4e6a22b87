"""Weeks, months, years and longer, and their early, middle and late parts.

الأسبوع الماضي, أواخر العام المقبل, تشرين الثاني (نوفمبر) المقبل, صيف 2023, الثمانينيات,
القرن العشرين, الأيام القليلة المقبلة.
"""

from __future__ import annotations

from datetime import timedelta

from geonews.model import Calendar, Interval, TimePrecision
from geonews.text.numbers import ORDINAL_KEYS
from geonews.timex import calendars
from geonews.timex.lexicon import (
    CENTURY_STEMS,
    DECADES,
    DIRECTIONS,
    EDGES,
    FEW,
    GREGORIAN_MONTHS,
    HIJRI_MONTHS,
    NARRATIVE,
    ORDINAL_HEADS,
    PAIRED_MONTHS,
    PLURAL_DIRECTIONS,
    SEASONS,
    UNITS,
    Unit,
    keys,
)
from geonews.timex.parts import (
    YEAR_WORDS,
    Parts,
    choose,
    read_month,
    read_year,
    resolve,
    spelled_year,
    with_tail,
)
from geonews.timex.scan import NUMERIC, Match, Rule, Scan

__all__ = ["RULES", "read_month_period", "read_period", "read_year_period"]

_SINGULAR = {
    "ال" + key: unit
    for key, (unit, count) in UNITS.items()
    if count == 1 and unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE, Unit.CENTURY)
}
_PLURAL = {"ال" + key: (unit, count) for key, (unit, count) in UNITS.items() if count != 1}
_TITLES = keys(
    "الامين المدير المدعي النايب المفتش الكاتب القايد الخازن المنسق المراقب القطاع القطاعين "
    "الاتحاد المجلس القنصل الوكيل الراي الشان الحاكم المندوب للامين للمدير للنايب للمدعي للكاتب "
    "الصالح الموتمر المال الدين للاتحاد السكرتير"
)
"""Words that العام (general) belongs to: the secretary-general, the public sector."""

_MONTH_CUES = keys(
    "في منذ خلال حتي بحلول من الي وفي وخلال ومنذ ففي حلول مطلع طيله طوال اواخر اوايل منتصف بدايه "
    "نهايه قبل بعد غضون بين"
)
"""What may stand before a month whose name is also something else."""

_YEAR_CUES = keys(
    "في منذ خلال حتي بحلول وفي وخلال ومنذ ففي مونديال انتخابات نسخه موسم اولمبياد دوره دستور حرب "
    "صيف شتاء خريف ربيع مطلع اواخر اوايل منتصف بدايه نهايه ثوره لانتخابات"
)
_PERIOD_NAMES = keys("مفاعل ثوره حرب انتفاضه حراك ميدان شارع جسر مستشفي جامعه")
_COUNTED = keys(
    "شخص قتيل كيلومتر كلم كم متر طن دولار مليون مليار الف بلده قريه مبني جندي موظف حاله اصابه عامل "
    "منزل برميل درهم دينار جنيه ريال يورو ليره طالب نسخه هكتار منصب سياره لاجي عسكري شهيد جريح "
    "اسير معتقل مقاتل مسلح مدني طفل امراه وحده قطعه كيلوغرام كغ ميغاواط ميجاوات درجه نقطه صوت "
    "مقعد سهم مهاجر مواطن اسره عايله شركه موسسه مدرسه سجين مصاب وفاه"
)
"""Nouns that turn the number before them into a count."""

_YEARS_IN_NEWS = range(1900, 2100)
_ORDINAL_QUARTERS = range(1, 5)
_WEEKS_OF_A_MONTH = 4
_LAST = -1
_HALVES = range(1, 3)
_CENTURIES = range(1, 31)
_OTHER_YEARS = keys(
    "الدراسيه الدراسي الماليه المالي الجامعيه الجامعي الهجريه الهجري الرومانيه الامازيغيه"
)
"""School years and the like do not end with the calendar's."""

_AGE = keys("عمره عمرها العمر عمرهم عمرهما عمري")


def read_period(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read any period longer than a day, without the part of it that is meant."""
    return (
        _relative_unit(s, i, leads=leads)
        or read_month_period(s, i, leads=leads, cued=not leads)
        or read_year_period(s, i, leads=leads)
        or _season(s, i, leads=leads)
        or _fraction_of_year(s, i, leads=leads)
        or _nth_week(s, i, leads=leads)
        or _nth_day(s, i, leads=leads)
        or _decade(s, i, leads=leads)
        or _century(s, i, leads=leads)
    )


def _word(s: Scan, i: int, *, leads: bool) -> str:
    return s.base(i) if leads else s.next(i)


def _relative_unit(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read this, last or next week, month, year and longer."""
    key = _word(s, i, leads=leads)
    if key in ("هذا", "هذه") and (unit := _SINGULAR.get(s.next(i + 1))):
        return _shifted_unit(s, i + 2, 0, unit)
    unit = _SINGULAR.get(key)
    if unit is None:
        return None
    following = s.next(i + 1)
    if following in NARRATIVE:
        return Match(i + 2, None, "narrative-period")
    if following in ("قبل", "بعد") and s.next(i + 2) in DIRECTIONS:
        return _shifted_unit(s, i + 3, 2 * DIRECTIONS[s.next(i + 2)], unit)
    direction = DIRECTIONS.get(following)
    if direction is None or (key == "العام" and s.before(i) in _TITLES):
        return None
    return _shifted_unit(s, i + 2, direction, unit)


def _shifted_unit(s: Scan, end: int, count: int, unit: Unit) -> Match:
    interval = calendars.offset(s.anchor, count, unit) if s.anchor else None
    return Match(end, interval, f"relative-{unit.value}")


def read_month_period(s: Scan, i: int, *, leads: bool, cued: bool = False) -> Match | None:
    """Read a month with its year or qualifier; a weak name needs a cue."""
    found = read_month(s, i, leads=leads)
    if found is None:
        return None
    parts, end, weak = found
    tailed, end = with_tail(s, parts, end)
    if weak and not cued and tailed == parts and s.before(i) not in _MONTH_CUES:
        return None
    if tailed == parts and (s.before(i) in _PERIOD_NAMES or (not cued and _is_in_name(s, i))):
        return None
    rule = "hijri-month" if parts.calendar is Calendar.HIJRI else "month"
    return Match(end, resolve(s, tailed, i), rule, calendar=parts.calendar)


def _is_in_name(s: Scan, i: int) -> bool:
    """Whether a day that no rule took stands before: مدينة 6 أكتوبر, 6 October City."""
    if s.before(i) == "من":
        return s.base(i - 2) in ORDINAL_KEYS
    return s.before(i).isdecimal()


def read_year_period(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read a year: عام 2023, the pair عامي 2019 و2020, or a number that a cue makes a year."""
    key = _word(s, i, leads=leads)
    if key in YEAR_WORDS:
        found = read_year(s, i + 1, leads=False)
        return found and _year_match(s, *found, i)
    if key in ("عامي", "سنتي", "العامين", "سنوات", "اعوام", "السنوات"):
        return _two_years(s, i)
    if not key.isdecimal() or (len(key) != 4 and i not in s.suffixes):
        return None
    found = read_year(s, i, leads=leads, words=False)
    if found is None or (leads and not _is_cued_year(s, i, found[0], found[1])):
        return None
    return _year_match(s, *found, i)


def _year_match(s: Scan, parts: Parts, end: int, i: int) -> Match:
    rule = "hijri-year" if parts.calendar is Calendar.HIJRI else "year"
    return Match(end, resolve(s, parts, i), rule, calendar=parts.calendar)


def _two_years(s: Scan, i: int) -> Match | None:
    first = read_year(s, i + 1, leads=False, words=False)
    if first is None:
        return None
    end, last = first[1], None
    while s.joined(end, "و").isdecimal() and len(s.base(end)) == 4:
        last, end = int(s.base(end)), end + 1
    year = first[0].year
    if last is None or year is None or not 0 <= last - year <= 200:
        return None
    return Match(
        end, calendars.months(year, 1, 12 * (last - year + 1), TimePrecision.YEAR), "years"
    )


def _is_cued_year(s: Scan, i: int, parts: Parts, end: int) -> bool:
    if parts.calendar is Calendar.HIJRI or parts.before_christ or end > i + 1 or i in s.suffixes:
        return True
    if parts.year not in _YEARS_IN_NEWS or _is_count(s, end):
        return False
    word = s.words[i]
    if s.text[max(word.start - 1, 0) : word.start] == "(" and s.text.startswith(")", word.end):
        return True
    if s.clitic(i) == "و":
        return (
            len(s.base(i - 1)) == 4
            and s.base(i - 1).isdecimal()
            and int(s.base(i - 1)) in (_YEARS_IN_NEWS)
        )
    return not s.clitic(i) and s.before(i) in _YEAR_CUES


def _is_count(s: Scan, end: int) -> bool:
    """Whether a number's next word is what it counts: an indefinite accusative, a measure."""
    following = s.next(end)
    accusative = len(following) > 3 and following.endswith("ا") and not following.startswith("ال")
    return following in _COUNTED or (accusative and following not in ("ايضا", "مقارنه"))


def _season(s: Scan, i: int, *, leads: bool) -> Match | None:
    key = _word(s, i, leads=leads)
    this = key == "هذا"
    if this or key == "فصل":
        i, key = i + 1, s.next(i + 1)
    first = SEASONS.get(key.removeprefix("ال"))
    if first is None:
        return None
    at = i + 1
    direction = 0 if this else DIRECTIONS.get(s.next(at))
    if direction is not None:
        return Match(at + (not this), _season_near(s, first, direction, i), "season")
    if s.next(at) == "من":
        at += 1
    if s.next(at) in YEAR_WORDS and (shift := DIRECTIONS.get(s.next(at + 1))) is not None:
        year = s.anchor.year + shift if s.anchor else None
        return Match(at + 2, calendars.season(year, first) if year else None, "season")
    inner = read_year_period(s, at, leads=False)
    if inner is None:
        return None
    if inner.calendar is Calendar.HIJRI:
        return inner._replace(interval=None, rule="season")  # lunar years have no seasons
    start = inner.interval.start if inner.interval else None
    return Match(inner.end, calendars.season(start.year, first) if start else None, "season")


def _season_near(s: Scan, first: int, direction: int, i: int) -> Interval | None:
    if s.anchor is None:
        return None
    found = [calendars.season(s.anchor.year + k, first) for k in (-1, 0, 1, 2)]
    candidates = [interval for interval in found if interval is not None]
    if direction == 0:
        return calendars.season(s.anchor.year, first)
    return choose(candidates, s.anchor, direction, s.tense(i))


def _fraction_of_year(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read a quarter or a half of a year: الربع الثالث من 2023, النصف الأول من العام الجاري."""
    key = _word(s, i, leads=leads)
    length = {"الربع": 3, "النصف": 6}.get(key)
    ordinal = s.ordinal(i + 1) if length and s.next(i + 1) else None
    if length is None or ordinal is None:
        return None
    which, at = int(ordinal[0]), ordinal[1]
    if which not in (_ORDINAL_QUARTERS if length == 3 else _HALVES):
        return None
    if s.next(at) in ("من", "ل"):
        at += 1
    inner = _relative_unit(s, at, leads=False) or read_year_period(s, at, leads=False)
    if inner is None and s.next(at) and (spelled := spelled_year(s, at)):
        inner = _year_match(s, *spelled, i)
    if inner is None or inner.rule not in ("relative-year", "year", "hijri-year"):
        return None
    if inner.calendar is Calendar.HIJRI:
        return inner._replace(interval=None, rule="quarter")
    start = inner.interval.start if inner.interval else None
    interval = (
        calendars.months(start.year, (which - 1) * length + 1, length, TimePrecision.MONTH)
        if start
        else None
    )
    return Match(inner.end, interval, "quarter" if length == 3 else "half-year")


def _nth_week(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read a week of a month, counted in sevens from its first day.

    الأسبوع الأول من أكتوبر, أول أسبوع من الشهر المقبل.
    """
    counted = _counted_part(s, i, "الاسبوع", ("اسبوع",), leads=leads)
    inner = counted and _month_behind(s, counted[1])
    if not counted or not inner or counted[0] > _WEEKS_OF_A_MONTH:
        return None
    whole = inner.interval
    return inner._replace(
        interval=_seven_days(whole, counted[0]) if whole else None, rule="week-of-month"
    )


def _nth_day(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read a day of a month by its place: اليوم الأخير من مايو, ثالث يوم من رمضان."""
    counted = _counted_part(s, i, "اليوم", ("يوم", "ايام"), leads=leads)
    inner = counted and _month_behind(s, counted[1])
    if not counted or not inner:
        return None
    whole = inner.interval
    return inner._replace(
        interval=_one_day(whole, counted[0]) if whole else None, rule="day-of-month"
    )


def _one_day(whole: Interval, number: int) -> Interval | None:
    """Return a day of a month by its place; None where the month has no such day."""
    if whole.start is None or whole.end is None:
        return None
    length = (whole.end - whole.start).days + 1
    if number > length:
        return None
    day = whole.end if number == _LAST else whole.start + timedelta(days=number - 1)
    return calendars.day(day.year, day.month, day.day)


def _counted_part(
    s: Scan, i: int, definite: str, heads: tuple[str, ...], *, leads: bool
) -> tuple[int, int] | None:
    """Read الأسبوع الأول or أول أسبوع: which part it is, -1 the last, and the index behind."""
    key = _word(s, i, leads=leads)
    if key in ORDINAL_HEADS and s.next(i + 1) in heads:
        return ORDINAL_HEADS[key], i + 2
    if key != definite:
        return None
    if s.next(i + 1) == "الاخير":
        return _LAST, i + 2
    if s.next(i + 1) and (ordinal := s.ordinal(i + 1)):
        return int(ordinal[0]), ordinal[1]
    return None


def _month_behind(s: Scan, at: int) -> Match | None:
    """Read the month that a part belongs to: من أكتوبر, من الشهر المقبل, بشهر مايو."""
    if s.next(at) in ("من", "في"):
        at += 1
    inner = (
        _relative_unit(s, at, leads=False)
        or read_month_period(s, at, leads=False, cued=True)
        or (read_month_period(s, at, leads=True, cued=True) if s.clitic(at) == "ب" else None)
    )
    return inner if inner and inner.rule.endswith("month") else None


def _seven_days(whole: Interval, number: int) -> Interval | None:
    if whole.start is None or whole.end is None:
        return None
    if number == _LAST:
        start, end = whole.end - timedelta(days=6), whole.end
    else:
        start = whole.start + timedelta(days=7 * (number - 1))
        end = min(start + timedelta(days=6), whole.end)
    return Interval(start=start, end=end, precision=TimePrecision.WEEK)


def _decade(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read a decade: الثمانينيات, تسعينيات القرن الماضي."""
    key = _word(s, i, leads=leads)
    first = DECADES.get(key) or DECADES.get(key.removeprefix("ال"))
    if first is None:
        return None
    at = i + 1
    if s.next(at) == "من":
        at += 1
    if s.next(at) in _AGE:
        return None
    inner = _century(s, at, leads=False)
    if inner is None:
        return Match(i + 1, calendars.decade(1900 + first), "decade")
    start = inner.interval.start if inner.interval else None
    interval = calendars.decade(start.year - 1 + first) if start else None
    return Match(inner.end, interval, "decade")


def _century(s: Scan, i: int, *, leads: bool) -> Match | None:
    """Read a century: القرن العشرين, القرن الـ19, القرن الماضي."""
    if _word(s, i, leads=leads) not in CENTURY_STEMS:
        return None
    following = s.next(i + 1)
    if following in ("الماضي", "المنصرم", "الفايت"):
        return Match(i + 2, calendars.century(20), "century")
    if following in ("الحالي", "الجاري"):
        return Match(i + 2, calendars.century(21), "century")
    if following and (ordinal := s.ordinal(i + 1)):
        number, end = int(ordinal[0]), ordinal[1]
    elif s.base(i + 1).isdecimal() and s.soft(i + 1) and s.clitic(i + 1) in ("", "ال"):
        number, end = int(s.base(i + 1)), i + 2
    else:
        return None
    if number not in _CENTURIES:
        return None
    if s.next(end) == "قبل" and s.next(end + 1) == "الميلاد":
        return Match(end + 2, None, "century")
    if s.next(end) in ("الميلادي", "للميلاد"):
        end += 1
    elif s.next(end) in ("الهجري", "للهجره"):
        return Match(end + 1, None, "century", calendar=Calendar.HIJRI)
    return Match(end, calendars.century(number), "century")


def read_edge(s: Scan, i: int) -> Match | None:
    """Read the early, middle or late part of a period."""
    edge = EDGES.get(s.base(i))
    weekend = _weekend(s, i)
    if edge is None or weekend:
        return weekend
    at = i + 1
    inner = read_period(s, at, leads=False) or _this_unit(s, at)
    if inner is None:
        return None
    whole = inner.interval
    part = calendars.edge_of(whole, edge) if whole else None
    return inner._replace(interval=part, rule=f"{edge.value}-{inner.rule}")


def read_rest(s: Scan, i: int) -> Match | None:
    """Read what is left of a period: بقية العام."""
    inner = _relative_unit(s, i + 1, leads=False) or _this_unit(s, i + 1)
    if inner is None:
        return None
    end = inner.interval.end if inner.interval else None
    return inner._replace(
        interval=calendars.approximate(s.anchor, end) if s.anchor and end else None, rule="rest"
    )


def _this_unit(s: Scan, i: int) -> Match | None:
    """Read the bare word behind an edge: نهاية العام is the end of this year."""
    unit = _SINGULAR.get(s.next(i))
    if unit is None or unit is Unit.CENTURY or s.next(i + 1) in _OTHER_YEARS:
        return None
    return _shifted_unit(s, i + 1, 0, unit)


def _weekend(s: Scan, i: int) -> Match | None:
    """Read نهاية الأسبوع: Friday to Sunday, since the press has both weekends."""
    at = i + 1 if s.base(i) in ("عطله", "العطله") else i
    if (s.base(at) if at == i else s.next(at)) not in ("نهايه", "اخر"):
        return None
    week = _relative_unit(s, at + 1, leads=False) or _this_unit(s, at + 1)
    if week is None or week.rule != "relative-week":
        return None
    if week.interval is None or week.interval.end is None:
        return week._replace(rule="weekend")
    start = calendars.shifted(week.interval.end, -2, Unit.DAY)
    return week._replace(interval=calendars.approximate(start, week.interval.end), rule="weekend")


def read_window(s: Scan, i: int) -> Match | None:
    """Read several units up to or from the anchor: الأيام القليلة المقبلة, ال24 ساعة الماضية."""
    counted = _counted_window(s, i) or _named_window(s, i)
    if counted is None:
        return None
    count, unit, end = counted
    direction = PLURAL_DIRECTIONS.get(s.next(end))
    if not direction:
        return None
    return Match(end + 1, _window(s, count, unit, direction), "window")


def _named_window(s: Scan, i: int) -> tuple[float | None, Unit, int] | None:
    found = _PLURAL.get(s.base(i))
    if found is None:
        return None
    unit, count = found
    end = i + 1
    if s.next(end) in ("القليله", "المعدوده", "القلايل"):
        return count, unit, end + 1
    key = s.next(end)
    number = s.number(end) if key.isdecimal() else None
    if number is None and s.base(end).isdecimal() and s.clitic(end) == "ال" and s.soft(end):
        number = s.number(end)
    if number is None and key.startswith("ال"):
        value = _DEFINITE_NUMBERS.get(key)
        number = None if value is None else (value, end + 1)
    return (count, unit, end) if number is None else (number[0], unit, number[1])


_DEFINITE_NUMBERS = {
    "ال" + word: value
    for words, value in (
        ("ثلاث ثلاثه", 3), ("اربع اربعه", 4), ("خمس خمسه", 5), ("ست سته", 6), ("سبع سبعه", 7),
        ("ثماني ثمانيه", 8), ("تسع تسعه", 9), ("عشر عشره", 10), ("عشرين", 20), ("ثلاثين", 30),
    )
    for word in words.split()
}  # fmt: skip


def _counted_window(s: Scan, i: int) -> tuple[float | None, Unit, int] | None:
    number = s.number(i)
    if number is None:
        value = _DEFINITE_NUMBERS.get(s.base(i))
        number = None if value is None else (value, i + 1)
    if number is None or (unit := UNITS.get(s.next(number[1]))) is None:
        return None
    return number[0], unit[0], number[1] + 1


def _window(s: Scan, count: float | None, unit: Unit, direction: int) -> Interval | None:
    if s.anchor is None:
        return None
    reach = count if count is not None else FEW[unit][1]
    far = calendars.shifted(s.anchor, direction * reach, unit)
    if far is None:
        return None
    return calendars.approximate(s.anchor, far)


def read_any_period(s: Scan, i: int) -> Match | None:
    """Read a period that starts an expression."""
    return read_period(s, i, leads=True)


_MONTH_STARTS = (
    GREGORIAN_MONTHS.keys()
    | {str(name[0]) for name in PAIRED_MONTHS}
    | {name[0] for name in HIJRI_MONTHS}
)

RULES = (
    Rule(
        read_any_period,
        frozenset(
            _MONTH_STARTS
            | _SINGULAR.keys()
            | YEAR_WORDS
            | CENTURY_STEMS
            | SEASONS.keys()
            | {"ال" + season for season in SEASONS}
            | DECADES.keys()
            | {"ال" + decade for decade in DECADES}
            | {"هذا", "هذه", "شهر", "فصل", "الربع", "النصف", "عامي", "سنتي", "العامين"}
            | {"سنوات", "اعوام", "السنوات", NUMERIC, "اليوم"}
            | ORDINAL_HEADS.keys()
        ),
    ),
    Rule(read_edge, frozenset(EDGES) | {"عطله", "العطله"}),
    Rule(read_rest, frozenset(("بقيه", "باقي"))),
    Rule(read_window, frozenset(_PLURAL) | frozenset(_DEFINITE_NUMBERS) | {NUMERIC}),
)
