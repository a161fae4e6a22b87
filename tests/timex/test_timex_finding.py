"""What each way of writing a time means, counted from Sunday 18 August 2024."""

from __future__ import annotations

from datetime import date

import pytest

from geonews.model import Calendar, Interval, TimeExpression, TimeKind, TimePrecision
from geonews.timex import find_times

ANCHOR = date(2024, 8, 18)


def only(text: str, anchor: date | None = ANCHOR) -> TimeExpression:
    found = find_times(text, anchor=anchor)
    assert len(found) == 1, [time.surface for time in found]
    return found[0]


def meaning(time: TimeExpression) -> tuple[str, str, str] | None:
    if time.interval is None:
        return None
    start, end = time.interval.start, time.interval.end
    return (
        start.isoformat() if start else "",
        end.isoformat() if end else "",
        time.interval.precision.value,
    )


DAY_18 = ("2024-08-18", "2024-08-18", "day")
DAY_6 = ("2024-08-06", "2024-08-06", "day")
DAY_15 = ("2024-08-15", "2024-08-15", "day")
DAY_16 = ("2024-08-16", "2024-08-16", "day")
DAY_19 = ("2024-08-19", "2024-08-19", "day")

TABLE = [
    ("اليوم الأحد", DAY_18),
    ("الاثنين", ("2024-08-12", "2024-08-12", "day")),
    ("مساء الأحد", DAY_18),
    ("6 آب (أغسطس)", DAY_6),
    ("6 أغسطس", DAY_6),
    ("6 آب", DAY_6),
    ("6 آب/أغسطس 2024", DAY_6),
    ("أيلول (سبتمبر) 2018", ("2018-09-01", "2018-09-30", "month")),
    ("تشرين الثاني (نوفمبر) المقبل", ("2024-11-01", "2024-11-30", "month")),
    ("شباط/فبراير 2022", ("2022-02-01", "2022-02-28", "month")),
    ("آذار (مارس) 2023", ("2023-03-01", "2023-03-31", "month")),
    ("منذ يومين", DAY_16),
    ("قبل ثلاثة أيام", DAY_15),
    ("قبل 3 أيام", DAY_15),
    ("الأسبوع الماضي", ("2024-08-05", "2024-08-11", "week")),
    ("الشهر الماضي", ("2024-07-01", "2024-07-31", "month")),
    ("العام الماضي", ("2023-01-01", "2023-12-31", "year")),
    ("الأحد الماضي", ("2024-08-11", "2024-08-11", "day")),
    ("الثلاثاء المقبل", ("2024-08-20", "2024-08-20", "day")),
    ("٢٠٢٤/٨/١٨", DAY_18),
    ("18/8/2024", DAY_18),
    ("18-8-2024", DAY_18),
    ("2024-08-18", DAY_18),
    ("١٨ أغسطس ٢٠٢٤", DAY_18),
    ("12 رمضان 1445", ("2024-03-22", "2024-03-22", "day")),
    ("بين عامي 1993 و2003", ("1993-01-01", "2003-12-31", "year")),
    ("7 أكتوبر/تشرين الأول 2023", ("2023-10-07", "2023-10-07", "day")),
    ("جويلية 2021", ("2021-07-01", "2021-07-31", "month")),
    ("جانفي 2021", ("2021-01-01", "2021-01-31", "month")),
    ("شتنبر 2021", ("2021-09-01", "2021-09-30", "month")),
    ("أول أمس", DAY_16),
    ("أول من أمس", DAY_16),
    ("أمس الأول", DAY_16),
    ("أمس", ("2024-08-17", "2024-08-17", "day")),
    ("الليلة الماضية", ("2024-08-17", "2024-08-17", "day")),
    ("غدا", DAY_19),
    ("بعد غد", ("2024-08-20", "2024-08-20", "day")),
    ("منتصف أغسطس", ("2024-08-11", "2024-08-20", "approx")),
    ("الساعة 14:30", ("2024-08-18", "2024-08-18", "approx")),
    ("قبل خمسة وتسعين عاما", ("1929-01-01", "1929-12-31", "year")),
    ("قبل أسبوعين", ("2024-07-29", "2024-08-04", "week")),
    ("بعد شهرين", ("2024-10-01", "2024-10-31", "month")),
    ("الآن", ("2024-08-18", "2024-08-18", "approx")),
    ("القرن العشرين", ("1901-01-01", "2000-12-31", "year")),
    ("الستينيات", ("1960-01-01", "1969-12-31", "year")),
    ("صيف 2023", ("2023-06-01", "2023-08-31", "approx")),
]


@pytest.mark.parametrize(("text", "wanted"), TABLE)
def test_expression_is_read_whole_and_means_its_days(
    text: str, wanted: tuple[str, str, str]
) -> None:
    time = only(text)
    assert time.surface == text
    assert meaning(time) == wanted


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("يناير جانفي كانون الثاني|كانون 2|كانون ثاني", 1),
        ("فبراير فيفري شباط", 2),
        ("مارس آذار", 3),
        ("أبريل إبريل أفريل نيسان", 4),
        ("مايو ماي أيار", 5),
        ("يونيو يونيه جوان حزيران", 6),
        ("يوليو يوليه يوليوز جويلية تموز", 7),
        ("أغسطس غشت أوت آب", 8),
        ("سبتمبر شتنبر أيلول", 9),
        ("أكتوبر تشرين الأول|تشرين 1", 10),
        ("نوفمبر نونبر تشرين الثاني|تشرين 2", 11),
        ("ديسمبر دجنبر كانون الأول|كانون 1", 12),
    ],
)
def test_month_names_of_every_family_are_one_month(text: str, month: int) -> None:
    single, _, pairs = (
        text.replace(" كانون", "|كانون", 1).replace(" تشرين", "|تشرين", 1).partition("|")
    )
    for name in [*single.split(), *filter(None, pairs.split("|"))]:
        time = only(f"في 3 {name} 2020")
        assert time.surface == f"3 {name} 2020"
        assert meaning(time) == (f"2020-{month:02}-03",) * 2 + ("day",)


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("السادس من آب", "السادس من آب", DAY_6),
        (
            "في الأسبوع الأول من أكتوبر",
            "الأسبوع الأول من أكتوبر",
            ("2023-10-01", "2023-10-07", "week"),
        ),
        (
            "خلال أول أسبوع من الشهر المقبل",
            "أول أسبوع من الشهر المقبل",
            ("2024-09-01", "2024-09-07", "week"),
        ),
        (
            "اليوم الأخير من مايو 2015",
            "اليوم الأخير من مايو 2015",
            ("2015-05-31", "2015-05-31", "day"),
        ),
        (
            "في آخر يوم من الشهر الماضي",
            "آخر يوم من الشهر الماضي",
            ("2024-07-31", "2024-07-31", "day"),
        ),
        ("في ثالث يوم من رمضان", "ثالث يوم من رمضان", ("2024-03-13", "2024-03-13", "day")),
        (
            "في ثاني أيام عيد الأضحى",
            "ثاني أيام عيد الأضحى",
            ("2024-06-17", "2024-06-17", "day"),
        ),
        (
            "آخر اثنين من الشهر المقبل",
            "آخر اثنين من الشهر المقبل",
            ("2024-09-30", "2024-09-30", "day"),
        ),
        ("في الأول من يناير", "الأول من يناير", ("2024-01-01", "2024-01-01", "day")),
        ("فاتح ماي الماضي", "فاتح ماي الماضي", ("2024-05-01", "2024-05-01", "day")),
        (
            "الحادي والعشرين من أكتوبر الماضي",
            "الحادي والعشرين من أكتوبر الماضي",
            ("2023-10-21", "2023-10-21", "day"),
        ),
        (
            "وقع الأربعاء 25 مايو/أيار الماضي",
            "الأربعاء 25 مايو/أيار الماضي",
            ("2022-05-25", "2022-05-25", "day"),
        ),
        ("في العاشر من الشهر الجاري", "العاشر من الشهر الجاري", ("2024-08-10",) * 2 + ("day",)),
        ("6 أبريل من العام الماضي", "6 أبريل من العام الماضي", ("2023-04-06",) * 2 + ("day",)),
        ("صباح غد الاثنين", "صباح غد الاثنين", DAY_19),
        ("مساء أمس السبت", "مساء أمس السبت", ("2024-08-17",) * 2 + ("day",)),
        ("فجر اليوم", "فجر اليوم", DAY_18),
        ("اليوم الخميس (14 مارس)", "اليوم الخميس (14 مارس)", ("2024-03-14",) * 2 + ("day",)),
        ("الأحد من الأسبوع الماضي", "الأحد من الأسبوع الماضي", ("2024-08-11",) * 2 + ("day",)),
        ("أول جمعة من سبتمبر المقبل", "أول جمعة من سبتمبر المقبل", ("2024-09-06",) * 2 + ("day",)),
        (
            "يومي السبت والأحد الماضيين",
            "يومي السبت والأحد الماضيين",
            ("2024-08-10", "2024-08-11", "day"),
        ),
    ],
)
def test_day_in_words_and_with_weekday(
    text: str, surface: str, wanted: tuple[str, str, str]
) -> None:
    # The anchor of the May case is its own: the 25th fell on a Wednesday in 2022.
    time = only(text, date(2022, 6, 1) if "أيار" in text else ANCHOR)
    assert time.surface == surface
    assert meaning(time) == wanted


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("في سبتمبر الماضي", "سبتمبر الماضي", ("2023-09-01", "2023-09-30", "month")),
        ("في أغسطس الجاري", "أغسطس الجاري", ("2024-08-01", "2024-08-31", "month")),
        ("الأسبوع قبل الماضي", "الأسبوع قبل الماضي", ("2024-07-29", "2024-08-04", "week")),
        ("هذا الأسبوع", "هذا الأسبوع", ("2024-08-12", "2024-08-18", "week")),
        ("السنة المقبلة", "السنة المقبلة", ("2025-01-01", "2025-12-31", "year")),
        ("نهاية الأسبوع", "نهاية الأسبوع", ("2024-08-16", "2024-08-18", "approx")),
        ("أواخر الشهر الماضي", "أواخر الشهر الماضي", ("2024-07-21", "2024-07-31", "approx")),
        ("مطلع شباط/فبراير 2022", "مطلع شباط/فبراير 2022", ("2022-02-01", "2022-02-10", "approx")),
        ("تسعينيات القرن الماضي", "تسعينيات القرن الماضي", ("1990-01-01", "1999-12-31", "year")),
        ("القرن الـ19", "القرن الـ19", ("1801-01-01", "1900-12-31", "year")),
        ("الصيف الماضي", "الصيف الماضي", ("2023-06-01", "2023-08-31", "approx")),
        (
            "الربع الثالث من العام الجاري",
            "الربع الثالث من العام الجاري",
            ("2024-07-01", "2024-09-30", "month"),
        ),
        (
            "خلال الأيام القليلة المقبلة",
            "الأيام القليلة المقبلة",
            ("2024-08-18", "2024-08-27", "approx"),
        ),
        (
            "في السنوات الخمس الماضية",
            "السنوات الخمس الماضية",
            ("2019-08-18", "2024-08-18", "approx"),
        ),
        ("الـ24 ساعة الماضية", "الـ24 ساعة الماضية", ("2024-08-17", "2024-08-18", "approx")),
        ("منذ خمسة أعوام", "منذ خمسة أعوام", ("2019-01-01", "2019-12-31", "year")),
        ("قبل نحو شهر", "قبل نحو شهر", ("2024-07-01", "2024-07-31", "approx")),
        ("قبل أيام", "قبل أيام", ("2024-08-09", "2024-08-16", "approx")),
        ("بعد أسبوعين من الآن", "بعد أسبوعين من الآن", ("2024-08-26", "2024-09-01", "week")),
        ("سيصل خلال أسبوعين", "خلال أسبوعين", ("2024-08-18", "2024-09-01", "approx")),
        ("عيد الأضحى الماضي", "عيد الأضحى الماضي", ("2024-06-16", "2024-06-16", "day")),
    ],
)
def test_period_counts_from_the_anchor(
    text: str, surface: str, wanted: tuple[str, str, str]
) -> None:
    time = only(text)
    assert time.surface == surface
    assert meaning(time) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("عام 2023", ("2023-01-01", "2023-12-31", "year")),
        ("سنة 1994", ("1994-01-01", "1994-12-31", "year")),
        ("عام ألفين وثمانية عشر", ("2018-01-01", "2018-12-31", "year")),
        ("2023م", ("2023-01-01", "2023-12-31", "year")),
        ("عام 67", ("1967-01-01", "1967-12-31", "year")),
        ("منذ 2019", ("2019-01-01", "", "year")),
        ("منذ مطلع العام الجاري", ("2024-01-01", "", "approx")),
        ("منذ السابع من أكتوبر", ("2023-10-07", "", "day")),
        ("قبل عام 2003", ("", "2002-12-31", "year")),
        ("من 3 إلى 5 آذار", ("2024-03-03", "2024-03-05", "day")),
        ("3-5 آذار", ("2024-03-03", "2024-03-05", "day")),
        ("من 28 إلى 5 آذار 2020", ("2020-02-28", "2020-03-05", "day")),
        ("من 28 إلى 5 كانون الثاني 2022", ("2021-12-28", "2022-01-05", "day")),
        ("من 20/7 إلى 3/8", ("2024-07-20", "2024-08-03", "day")),
        ("بين 22/4 و3/5", ("2024-04-22", "2024-05-03", "day")),
        ("من 22/4/2024 إلى 3/5/2024", ("2024-04-22", "2024-05-03", "day")),
        ("بين 2024-04-22 و2024-05-03", ("2024-04-22", "2024-05-03", "day")),
        # A range that holds the day of publication is that of this year, unless it is told of.
        ("من 10 آب إلى 20 آب", ("2024-08-10", "2024-08-20", "day")),
        ("من تموز إلى أيلول", ("2024-07-01", "2024-09-30", "month")),
        ("من كانون الأول إلى أيلول", ("2023-12-01", "2024-09-30", "month")),
        ("من عام 1991 حتى 1994", ("1991-01-01", "1994-12-31", "year")),
        ("من يناير إلى مارس 2023", ("2023-01-01", "2023-03-31", "month")),
        ("بين ديسمبر ومارس الماضي", ("2023-12-01", "2024-03-31", "month")),
        ("من الثلاثاء إلى الخميس", ("2024-08-13", "2024-08-15", "day")),
        ("2019-2021", ("2019-01-01", "2021-12-31", "year")),
    ],
)
def test_year_and_range_are_read_whole(text: str, wanted: tuple[str, str, str]) -> None:
    time = only(text)
    assert time.surface == text
    assert meaning(time) == wanted


@pytest.mark.parametrize(
    ("text", "surface"),
    [("في 2019", "2019"), ("بحلول 2030", "2030"), ("لعام 2021", "عام 2021"), ("(2015)", "2015")],
)
def test_year_stays_without_its_preposition(text: str, surface: str) -> None:
    assert only(text).surface == surface


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12/9/1445هـ", ("2024-03-22", "2024-03-22", "day")),
        ("عام 1445هـ", ("2023-07-19", "2024-07-06", "year")),
        ("عام 1445", ("2023-07-19", "2024-07-06", "year")),
        ("شهر رمضان 1445", ("2024-03-11", "2024-04-09", "month")),
        ("رمضان 2019", ("2019-05-06", "2019-06-03", "month")),
        ("1 ذو الحجة 1445 هـ", ("2024-06-07", "2024-06-07", "day")),
    ],
)
def test_hijri_date_is_converted(text: str, wanted: tuple[str, str, str]) -> None:
    time = only(text)
    assert time.surface == text
    assert time.calendar is Calendar.HIJRI
    assert meaning(time) == wanted


def test_hijri_date_before_the_tables_is_approximate() -> None:
    # Saladin took Jerusalem on 27 Rajab 583 AH, 2 October 1187 in the Julian calendar,
    # which is the 9th in the Gregorian one.
    interval = only("27 رجب 583 هـ").interval
    assert interval is not None
    assert interval.precision.value == "approx"
    assert interval.start is not None
    assert abs((interval.start - date(1187, 10, 9)).days) <= 3


@pytest.mark.parametrize(
    ("text", "surface", "day"),
    [
        ("أعلن الكرملين أن بوتين سيلتقي الاثنين رئيس أذربيجان", "الاثنين", 19),
        ("ومن المقرر أن يحضر الرئيس أيضا الاثنين مراسم", "الاثنين", 19),
        ("تعتزم الحكومة الإعلان الأحد", "الأحد", 18),
        ("يزور الرئيس باكو الثلاثاء", "الثلاثاء", 20),
        ("أعلنت الشرطة الاثنين اعتقال مشتبه به", "الاثنين", 12),
        ("قتل ثلاثة أشخاص الأحد", "الأحد", 18),
        ("سياسة جديدة السبت", "السبت", 17),
        ("سنوات من الحرب وصل السبت", "السبت", 17),
    ],
)
def test_weekday_without_direction_follows_the_tense(text: str, surface: str, day: int) -> None:
    time = only(text)
    assert time.surface == surface
    assert meaning(time) == (f"2024-08-{day}",) * 2 + ("day",)


def test_weekday_follows_the_nearest_verb_of_its_own_sentence() -> None:
    times = find_times("قال بوتين الأحد إنه سيزور باكو الثلاثاء. وصل الاثنين.", anchor=ANCHOR)
    assert [meaning(time) for time in times] == [
        DAY_18,
        ("2024-08-20", "2024-08-20", "day"),
        ("2024-08-12", "2024-08-12", "day"),
    ]


@pytest.mark.parametrize(("words_between", "day"), [(10, 19), (100, 12)])
def test_weekday_heeds_no_cue_far_off_in_an_endless_sentence(words_between: int, day: int) -> None:
    time = only(f"سيلتقي {'الوفد ' * words_between}الاثنين")
    assert meaning(time) == (f"2024-08-{day}",) * 2 + ("day",)


@pytest.mark.parametrize(
    ("text", "year"),
    [("التقى به في 10 أبريل", 2024), ("سيلتقي به في 10 أبريل", 2025), ("10 سبتمبر", 2023)],
)
def test_day_without_year_follows_the_tense(text: str, year: int) -> None:
    interval = only(text).interval
    assert interval is not None
    assert interval.start is not None
    assert interval.start.year == year


@pytest.mark.parametrize("named", ["اليوم الأحد", "أمس السبت", "غدا الاثنين"])
def test_named_day_wins_over_an_anchor_one_day_late(named: str) -> None:
    assert meaning(only(named, date(2024, 8, 19))) == meaning(only(named, ANCHOR))


@pytest.mark.parametrize(
    "text",
    [
        "زيارة تستمر يومين",
        "لمدة يومين",
        "استمرت ثلاثة أيام",
        "على مدى عقدين",
        "طوال العام",
        "24 ساعة",
        "عامين ونصف",
    ],
)
def test_duration_has_no_interval(text: str) -> None:
    time = only(text)
    assert time.kind is TimeKind.DURATION
    assert time.interval is None


@pytest.mark.parametrize("text", ["كل يوم", "كل ثلاثة أسابيع", "سنويا", "أسبوعيًا", "كل جمعة"])
def test_repetition_is_a_set(text: str) -> None:
    time = only(text)
    assert (time.surface, time.kind, time.interval) == (text, TimeKind.SET, None)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("الساعة 14:30 من مساء الأحد", "الساعة 14:30 من مساء الأحد"),
        ("الأحد الساعة 14:30 بتوقيت غرينتش", "الأحد الساعة 14:30 بتوقيت غرينتش"),
        ("عند الثامنة والنصف صباح الأحد", "الثامنة والنصف صباح الأحد"),
    ],
)
def test_hour_joins_its_day(text: str, surface: str) -> None:
    time = only(text)
    assert time.surface == surface
    assert meaning(time) == DAY_18


@pytest.mark.parametrize(
    "text",
    [
        "82 بلدة و1150 كيلومترا مربعا",
        "مؤتمر كوب29",
        "في 2000 شخص",
        "في 1950 كيلومترا",
        "القرار 1701",
        "القانون رقم 5/2019",
        "فاز 3-1 على ضيفه",
        "أحد المسؤولين",
        "أحد عشر شخصا",
        "عبد الأحد",
        "سوق الأحد",
        "صلاة الجمعة",
        "مارس ضغوطا على الحكومة",
        "رئيسة الوزراء تيريزا ماي",
        "أب لطفلين",
        "رجب طيب أردوغان",
        "رمضان قديروف",
        "صحيفة اليوم",
        "قناة روسيا اليوم",
        "اليوم العالمي للمرأة",
        "الأمين العام الحالي",
        "الأمين العام السابق",
        "بشكل عام",
        "حزب الغد",
        "مدينة 6 أكتوبر",
        "ثورة 25 يناير",
        "في الثلاثينات من عمره",
        "في الآن ذاته",
        "",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert find_times(text, anchor=ANCHOR) == ()


@pytest.mark.parametrize("text", ["قبل يومين من الهجوم", "بعد شهر على الانقلاب", "اليوم التالي"])
def test_time_counted_from_something_told_has_no_interval(text: str) -> None:
    time = only(text)
    assert time.kind is TimeKind.DATE
    assert time.interval is None


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("6 آب (أغسطس)", False),
        ("الأحد", False),
        ("منذ يومين", False),
        ("العام الماضي", False),
        ("نهاية الأسبوع", False),
        ("خلال الأيام المقبلة", False),
        ("الساعة 14:30", False),
        ("6 آب (أغسطس) 2024", True),
        ("12 رمضان 1445", True),
        ("بين عامي 1993 و2003", True),
        ("أواخر عام 2020", True),
        ("الثمانينيات", True),
    ],
)
def test_without_anchor_only_what_the_text_fixes_is_resolved(text: str, resolved: bool) -> None:
    assert (only(text, None).interval is not None) is resolved


def test_impossible_day_is_found_without_interval() -> None:
    assert only("31 نوفمبر 2023").interval is None


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("بالأمس", "الأمس"),
        ("وغدا", "غدا"),
        ("للأسبوع المقبل", "لأسبوع المقبل"),
        ("وَاليومَ", "اليومَ"),  # with short vowels
        ("ولعام 2021", "عام 2021"),
    ],
)
def test_proclitic_stays_outside_the_span(text: str, surface: str) -> None:
    assert only(text).surface == surface


@pytest.mark.parametrize(
    "text",
    ["2024/8/99999999999", "عام " + "9" * 5000, "القرن " + "9" * 5000, "²/²/2024", "१८/८/२०२४"],
)
def test_number_too_long_or_in_another_script_is_no_date(text: str) -> None:
    assert find_times(text, anchor=ANCHOR) == ()


def test_line_break_ends_an_expression() -> None:
    surfaces = [t.surface for t in find_times("وصل الأحد\n2024 شخصا", anchor=ANCHOR)]
    assert surfaces == ["الأحد"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("ستفتتح 22/4 بحضور الوزير", "22/4"),
        ("سوف أعود 4/22", "4/22"),
        ("سيفوز 7/5", ""),
        ("ستجرى مباراة 15/13", ""),
        ("فاز الفريق 25/20", ""),
        ("في 3/4 من الحالات", ""),
        ("ارتفعت من 1/4 إلى 3/4", ""),
    ],
)
def test_day_and_month_with_a_stroke_are_no_score_and_no_fraction(text: str, surface: str) -> None:
    assert "".join(time.surface for time in find_times(text, anchor=ANCHOR)) == surface


def test_range_that_is_told_of_is_over() -> None:
    (time,) = find_times("استمرت من 10 آب إلى 20 آب", anchor=ANCHOR)
    assert time.interval == Interval(
        start=date(2023, 8, 10), end=date(2023, 8, 20), precision=TimePrecision.DAY
    )


def test_day_that_a_month_does_not_have_has_no_interval() -> None:
    found = only("اليوم الأربعون من مارس")
    assert found.surface == "اليوم الأربعون من مارس"
    assert found.interval is None


@pytest.mark.parametrize(
    "text",
    ["اليوم الأول من المفاوضات", "أول يوم من أيام المهرجان", "الأسبوع الثاني من الدوري"],
)
def test_part_of_something_that_is_no_month_is_no_date(text: str) -> None:
    assert find_times(text, anchor=ANCHOR) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("وصل الوفد أمس، على أن يزور المصنع الاثنين.", "2024-08-19"),
        ("أكد على أن الوفد وصل الاثنين.", "2024-08-12"),
    ],
)
def test_arranging_is_ahead_and_insisting_is_not(text: str, day: str) -> None:
    *_, found = find_times(text, anchor=ANCHOR)
    assert found.interval is not None
    assert str(found.interval.start) == day
