"""The words that times are written with, folded, as data.

Month names come in families: Latin names as used in Egypt and the Gulf (يناير), in Morocco
(يوليوز, غشت) and in Algeria and Tunisia (جانفي, جويلية), and the Syriac names of the Levant
and Iraq (كانون الثاني). All are in the press today, often in pairs: ``6 آب (أغسطس)``.
"""

from __future__ import annotations

from enum import Enum

__all__ = [
    "APPROXIMATORS",
    "CENTURY_STEMS",
    "DAY_PARTS",
    "DAY_PART_ADVERBS",
    "DECADES",
    "DIRECTIONS",
    "EDGES",
    "FEW",
    "GREGORIAN_MONTHS",
    "HIJRI_MONTHS",
    "NARRATIVE",
    "PAIRED_MONTHS",
    "PLURAL_DIRECTIONS",
    "SEASONS",
    "TRIGGERS",
    "UNITS",
    "WEAK_MONTHS",
    "WEEKDAYS",
    "Edge",
    "Unit",
    "keys",
]


def keys(text: str) -> frozenset[str]:
    """Return the folded words that a string holds between blanks."""
    return frozenset(text.split())


class Unit(Enum):
    """A unit of time."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Edge(Enum):
    """Which part of a period is meant."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"


def _spread(table: dict[int, str]) -> dict[str, int]:
    return {name: number for number, names in table.items() for name in names.split()}


GREGORIAN_MONTHS = _spread(
    {
        1: "يناير جانفي",
        2: "فبراير فيفري شباط",
        3: "مارس اذار",
        4: "ابريل افريل نيسان",
        5: "مايو ماي ايار",
        6: "يونيو يونيه جوان حزيران",
        7: "يوليو يوليه يوليوز جويليه تموز",
        8: "اغسطس غشت اوت اب",
        9: "سبتمبر شتنبر ايلول",
        10: "اكتوبر",
        11: "نوفمبر نونبر",
        12: "ديسمبر دجنبر",
    }
)
"""Month names of one word."""

PAIRED_MONTHS = {
    ("كانون", 1): 12,
    ("كانون", 2): 1,
    ("تشرين", 1): 10,
    ("تشرين", 2): 11,
}
"""Syriac months that come as a first and a second: كانون الثاني, كانون 2."""

HIJRI_MONTHS: dict[tuple[str, ...], int] = {
    ("محرم",): 1,
    ("المحرم",): 1,
    ("صفر",): 2,
    ("ربيع", "الاول"): 3,
    ("ربيع", "الثاني"): 4,
    ("ربيع", "الاخر"): 4,
    ("جمادي", "الاولي"): 5,
    ("جمادي", "الاول"): 5,
    ("جمادي", "الثانيه"): 6,
    ("جمادي", "الثاني"): 6,
    ("جمادي", "الاخره"): 6,
    ("جمادي", "الاخر"): 6,
    ("رجب",): 7,
    ("شعبان",): 8,
    ("رمضان",): 9,
    ("شوال",): 10,
    ("ذو", "القعده"): 11,
    ("ذي", "القعده"): 11,
    ("ذو", "الحجه"): 12,
    ("ذي", "الحجه"): 12,
}

WEAK_MONTHS = keys("مارس يوليه ماي اب اوت جوان محرم المحرم صفر رجب شعبان رمضان شوال")
"""Names that are also something else: a verb (مارس, practised; يوليه, pays it), a surname (ماي,
May), a father (أب folds like آب), a given name (رمضان), zero (صفر). They need a cue beside them."""

WEEKDAYS = {
    "الاثنين": 0, "الاتنين": 0,
    "الثلاثاء": 1, "الثلاثا": 1,
    "الاربعاء": 2, "الاربعا": 2,
    "الخميس": 3,
    "الجمعه": 4,
    "السبت": 5,
    "الاحد": 6,
}  # fmt: skip
"""Weekdays with their article, Monday 0. Without it أحد is "one of" and خميس a given name."""

DIRECTIONS = {
    **dict.fromkeys(
        keys(
            "الماضي الماضيه المنصرم المنصرمه الفايت الفايته السابق السابقه المنقضي المنقضيه "
            "الفارط الفارطه"
        ),
        -1,
    ),
    **dict.fromkeys(keys("الجاري الجاريه الحالي الحاليه الراهن الراهنه"), 0),
    **dict.fromkeys(keys("المقبل المقبله القادم القادمه الاتي الاتيه"), 1),
}
"""Which way from the anchor a qualifier points."""

PLURAL_DIRECTIONS = DIRECTIONS | {
    **dict.fromkeys(keys("الماضيين الماضيتين المنصرمين المنصرمتين الاخيره الاخيرين الاخيرتين"), -1),
    **dict.fromkeys(keys("المقبلين المقبلتين القادمين القادمتين"), 1),
}
"""The same behind a plural or a dual, where "the last" (الأخيرة) points back too."""

NARRATIVE = keys("التالي التاليه الموالي المواليه نفسه نفسها ذاته ذاتها")
"""Qualifiers that count from what the text told before, not from the anchor."""

ORDINAL_HEADS = {"اول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4, "خامس": 5, "اخر": -1}
"""Ordinals that stand before what they count: أول أسبوع, آخر اثنين; -1 for the last."""

EDGES = {
    **dict.fromkeys(keys("مطلع بدايه اوايل مستهل"), Edge.EARLY),
    **dict.fromkeys(keys("منتصف اواسط"), Edge.MIDDLE),
    **dict.fromkeys(keys("نهايه اواخر ختام اخر متم"), Edge.LATE),
}

SEASONS = {"ربيع": 3, "صيف": 6, "خريف": 9, "شتاء": 12}
"""First month of each meteorological season of the northern hemisphere."""

DAY_PARTS = keys("فجر صباح ضحي ظهر ظهيره عصر مساء عشيه ليل ليله نهار صبيحه")
"""Parts of a day that stand before a day: مساء الأحد, Sunday evening."""

DAY_PART_ADVERBS = keys("فجرا صباحا ظهرا عصرا مساء ليلا نهارا")
"""Parts of a day that stand behind a day or an hour: 8 صباحا."""

UNITS: dict[str, tuple[Unit, int | None]] = {
    "ثانيتين": (Unit.SECOND, 2), "ثوان": (Unit.SECOND, None), "ثواني": (Unit.SECOND, None),
    "دقيقه": (Unit.MINUTE, 1), "دقيقتين": (Unit.MINUTE, 2), "دقيقتان": (Unit.MINUTE, 2),
    "دقايق": (Unit.MINUTE, None),
    "ساعه": (Unit.HOUR, 1), "ساعتين": (Unit.HOUR, 2), "ساعتان": (Unit.HOUR, 2),
    "ساعات": (Unit.HOUR, None),
    "يوم": (Unit.DAY, 1), "يوما": (Unit.DAY, 1), "يومين": (Unit.DAY, 2), "يومان": (Unit.DAY, 2),
    "ايام": (Unit.DAY, None),
    "اسبوع": (Unit.WEEK, 1), "اسبوعا": (Unit.WEEK, 1), "اسبوعين": (Unit.WEEK, 2),
    "اسبوعان": (Unit.WEEK, 2), "اسابيع": (Unit.WEEK, None),
    "شهر": (Unit.MONTH, 1), "شهرا": (Unit.MONTH, 1), "شهرين": (Unit.MONTH, 2),
    "شهران": (Unit.MONTH, 2), "اشهر": (Unit.MONTH, None), "شهور": (Unit.MONTH, None),
    "عام": (Unit.YEAR, 1), "عاما": (Unit.YEAR, 1), "عامين": (Unit.YEAR, 2),
    "عامان": (Unit.YEAR, 2), "اعوام": (Unit.YEAR, None), "سنه": (Unit.YEAR, 1),
    "سنتين": (Unit.YEAR, 2), "سنتان": (Unit.YEAR, 2), "سنوات": (Unit.YEAR, None),
    "سنين": (Unit.YEAR, None),
    "عقد": (Unit.DECADE, 1), "عقدا": (Unit.DECADE, 1), "عقدين": (Unit.DECADE, 2),
    "عقدان": (Unit.DECADE, 2), "عقود": (Unit.DECADE, None),
    "قرن": (Unit.CENTURY, 1), "قرنا": (Unit.CENTURY, 1), "قرنين": (Unit.CENTURY, 2),
    "قرنان": (Unit.CENTURY, 2), "قرون": (Unit.CENTURY, None),
}  # fmt: skip
"""Units without article: which, and how many the word says by itself (None for a plural)."""

FEW = {
    Unit.SECOND: (1, 60),
    Unit.MINUTE: (2, 59),
    Unit.HOUR: (2, 23),
    Unit.DAY: (2, 9),
    Unit.WEEK: (2, 8),
    Unit.MONTH: (2, 11),
    Unit.YEAR: (2, 9),
    Unit.DECADE: (2, 9),
    Unit.CENTURY: (2, 9),
}
"""What an uncounted plural may mean: "days ago" is two to nine days."""

APPROXIMATORS: tuple[tuple[str, ...], ...] = (
    ("اكثر", "من"),
    ("ازيد", "من"),
    ("اقل", "من"),
    ("ما", "يقارب"),
    ("ما", "يزيد", "عن"),
    ("ما", "يزيد", "علي"),
    ("نحو",),
    ("حوالي",),
    ("قرابه",),
    ("زهاء",),
    ("قراب",),
)

DECADES = {
    stem + ending: value
    for stem, value in {
        "عشرين": 20, "ثلاثين": 30, "اربعين": 40, "خمسين": 50, "ستين": 60, "سبعين": 70,
        "ثمانين": 80, "تسعين": 90,
    }.items()
    for ending in ("ات", "يات")
}  # fmt: skip
"""Decades without article, by their first year in the century."""

CENTURY_STEMS = frozenset({"القرن", "قرن"})

TRIGGERS = keys(
    "اليوم امس الامس البارحه غدا غد الغد الان حاليا موخرا الاونه الليله اول قبل بعد منذ خلال غضون "
    "لمده مده مدي طوال طيله طول كل يوميا اسبوعيا شهريا سنويا هذا هذه بين من في حتي الي الساعه "
    "عطله عيد راس عاشوراء المولد كريسماس الكريسماس الربع النصف فاتح الفاتح بضع بضعه عده "
    "نصف يومي عامي سنتي شهري ال القرن قرن منتصف العقد الظهر الفصح اقل اكثر بعيد قبيل ليله "
    "ثاني ثالث رابع خامس بقيه باقي عطله العطله"
)
"""Other words that a rule starts with."""
