"""What holds for every text and every day."""

from __future__ import annotations

from datetime import date

from hijridate import Gregorian, Hijri
from hypothesis import given, settings
from hypothesis import strategies as st

from geonews.model import TimeKind, TimePrecision
from geonews.timex import calendars, find_times
from geonews.timex.lexicon import HIJRI_MONTHS, Unit

_PIECE_TEXT = (
    "الأحد الاثنين يوم اليوم أمس غدا مساء بعد قبل منذ خلال بين من إلى حتى في و ول 3 31 2023 1445 "
    "آب (أغسطس) أغسطس/آب مارس رمضان ذو الحجة كانون الثاني 2 الماضي المقبل عام العام سنة هـ م "
    "القرن العشرين الـ19 صيف مطلع نهاية الأسبوع الشهر يومين أسبوعين ثلاثة أيام كل الساعة 14:30 "
    "18/8/2024 1-2 - / ، . ( ) السادس عشر الحادي والعشرين نصف ألف مليون 9999 0 99999999999 "
    "الأيام القليلة الربع الأول عيد الفطر \n \u064e \u0640 \u200f وصل سيصل"
)
_PIECES = _PIECE_TEXT.split(" ")
_TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join),
)
_ANCHORS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max]))
_HIJRI_DAYS = st.dates(min_value=date(1924, 8, 1), max_value=date(2077, 11, 16))
_HIJRI_NAMES = {number: " ".join(name) for name, number in HIJRI_MONTHS.items()}


@settings(max_examples=400)
@given(_TEXTS, _ANCHORS)
def test_times_are_sorted_disjoint_and_show_their_text(text: str, anchor: date | None) -> None:
    times = find_times(text, anchor=anchor)
    at = 0
    for time in times:
        assert at <= time.span.start < time.span.end <= len(text)
        assert text[time.span.start : time.span.end] == time.surface
        assert time.rule
        at = time.span.end
    assert find_times(text, anchor=anchor) == times


@settings(max_examples=200)
@given(_TEXTS, _ANCHORS)
def test_durations_and_sets_have_no_interval(text: str, anchor: date | None) -> None:
    for time in find_times(text, anchor=anchor):
        if time.kind is not TimeKind.DATE:
            assert time.interval is None
        elif time.interval is not None:
            assert time.interval.start or time.interval.end


@settings(max_examples=100)
@given(_TEXTS)
def test_spans_do_not_depend_on_a_resolved_anchor_alone(text: str) -> None:
    """What is found without an anchor is found, at the same start, on any ordinary day."""
    without = {time.span.start for time in find_times(text, anchor=None)}
    assert without == {time.span.start for time in find_times(text, anchor=date(2024, 8, 18))}


@settings(max_examples=1_000)
@given(_HIJRI_DAYS)
def test_hijri_day_is_that_of_hijridate(day: date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    (time,) = find_times(f"{hijri.day} {_HIJRI_NAMES[hijri.month]} {hijri.year} هـ", anchor=None)
    assert time.interval is not None
    assert (time.interval.start, time.interval.end) == (day, day)
    assert time.interval.precision is TimePrecision.DAY


@given(st.integers(1343, 1499), st.integers(1, 12))
def test_hijri_month_is_as_long_as_hijridate_says(year: int, month: int) -> None:
    interval = calendars.hijri_month(year, month)
    assert interval is not None
    assert interval.start is not None
    assert interval.end is not None
    first = Hijri(year, month, 1)
    assert interval.start == date.fromordinal(first.to_gregorian().toordinal())
    assert (interval.end - interval.start).days + 1 == first.month_length()


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_numeric_and_named_dates_read_back(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {_GREGORIAN[day.month - 1]} {day.year}",
    ):
        (time,) = find_times(text, anchor=None)
        assert time.surface == text
        assert time.interval is not None
        assert (time.interval.start, time.interval.end) == (day, day)


_GREGORIAN = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-500, 500))
def test_offset_holds_the_shifted_day(origin: date, count: int) -> None:
    for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE):
        there = calendars.shifted(origin, count, unit)
        interval = calendars.offset(origin, count, unit)
        if there is None or interval is None:
            continue
        assert interval.start is not None
        assert interval.end is not None
        assert interval.start <= there <= interval.end
