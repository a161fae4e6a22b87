"""Numbers written in digits and in Arabic words.

`parse_number` reads cardinals, `parse_ordinal` ordinals, both from a position in a sequence
of folded words. Case endings are told apart by nobody here: عشرون and عشرين are one number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geonews.text.words import Word

__all__ = ["CARDINAL_KEYS", "ORDINAL_KEYS", "parse_number", "parse_ordinal"]


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNITS = {
    "واحد": 1, "واحده": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2,
    "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6,
    "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9,
    "عشر": 10, "عشره": 10,
}  # fmt: skip
_TEEN_HEADS = _UNITS | {"احد": 1, "احدي": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2}
_TENS = {
    stem + ending: value
    for stem, value in {
        "عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90,
    }.items()
    for ending in ("ون", "ين")
}  # fmt: skip
_HUNDRED = ("ميه", "مايه")
_HUNDREDS = (
    dict.fromkeys(_HUNDRED, 100)
    | dict.fromkeys(("ميتان", "ميتين", "ميتي", "ميتا", "مايتان", "مايتين", "مايتي", "مايتا"), 200)
    | {
        stem + hundred: value
        for stem, value in {
            "ثلاث": 300, "اربع": 400, "خمس": 500, "ست": 600, "سبع": 700, "ثمان": 800,
            "ثماني": 800, "تسع": 900,
        }.items()
        for hundred in _HUNDRED
    }
)  # fmt: skip
_MULTIPLIERS = {
    "الف": 10**3, "الفا": 10**3, "الاف": 10**3,
    "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6,
    "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9, "بليون": 10**9, "بلايين": 10**9,
    "تريليون": 10**12, "تريليونا": 10**12, "تريليونات": 10**12,
}  # fmt: skip
_DUAL_MULTIPLIERS = {
    "الفان": 10**3, "الفين": 10**3, "الفي": 10**3,
    "مليونان": 10**6, "مليونين": 10**6, "مليوني": 10**6,
    "ملياران": 10**9, "مليارين": 10**9, "ملياري": 10**9,
}  # fmt: skip
_DUAL_NOUNS = _keys(
    "يومين يومان اسبوعين اسبوعان شهرين شهران عامين عامان سنتين سنتان ساعتين ساعتان دقيقتين "
    "دقيقتان عقدين عقدان قرنين قرنان شخصين شخصان قتيلين قتيلان جريحين جريحان جنديين جنديان "
    "طفلين طفلان امراتين امراتان صاروخين صاروخان طايرتين طايرتان مسيرتين مسيرتان بلدتين بلدتان "
    "قريتين قريتان كيلومترين كيلومتران مترين متران طنين طنان مرتين مرتان درجتين درجتان "
    "دولارين دولاران انفجارين انفجاران غارتين غارتان"
)
"""Nouns whose dual says "two" by itself; others share their ending with the plural."""

_SIMPLE = _UNITS | _TENS | _HUNDREDS

_ORDINAL_STEMS = {
    "اول": 1, "اولي": 1, "حادي": 1, "حاديه": 1, "ثاني": 2, "ثانيه": 2, "ثالث": 3, "ثالثه": 3,
    "رابع": 4, "رابعه": 4, "خامس": 5, "خامسه": 5, "سادس": 6, "سادسه": 6, "سابع": 7, "سابعه": 7,
    "ثامن": 8, "ثامنه": 8, "تاسع": 9, "تاسعه": 9, "عاشر": 10, "عاشره": 10,
}  # fmt: skip
_ORDINALS = {"ال" + stem: value for stem, value in _ORDINAL_STEMS.items()}
_ORDINAL_TENS = {"ال" + ten: value for ten, value in _TENS.items()}

CARDINAL_KEYS = frozenset(_SIMPLE) | set(_TEEN_HEADS) | set(_MULTIPLIERS) | set(_DUAL_MULTIPLIERS)
"""Folded words that a number in words may hold, without a leading و."""

ORDINAL_KEYS = frozenset(_ORDINALS) | set(_ORDINAL_TENS)
"""Folded words that an ordinal may start with."""

_DIGITS = re.compile(r"[0-9]{1,18}")
_THOUSANDS = (",", "\u066c")  # ARABIC THOUSANDS SEPARATOR
_DECIMALS = (".", "\u066b")  # ARABIC DECIMAL SEPARATOR


def parse_number(words: Sequence[Word], at: int) -> tuple[int | float, int] | None:
    """Read the cardinal that starts at a word.

    Parameters
    ----------
    words
        Words of a text, in order.
    at
        Index of the word to start from; its key must carry no proclitic.

    Returns
    -------
    tuple or None
        The value and how many words it takes; None where no number starts there. The dual of
        a counted noun (يومين, two days) is 2 and takes one word. A number is whole unless the
        text writes a fraction.

    Examples
    --------
    >>> from geonews.text.words import words
    >>> parse_number(words("خمسة وتسعين عاما"), 0)  # ninety-five years
    (95, 2)
    >>> parse_number(words("82 ألفا"), 0)  # 82 thousand
    (82000, 2)
    """
    if not 0 <= at < len(words):
        return None
    key = words[at].key
    if key in _DUAL_NOUNS:
        return 2, 1
    if key == "نصف" and at + 1 < len(words) and words[at + 1].key in _MULTIPLIERS:
        return _MULTIPLIERS[words[at + 1].key] // 2, 2
    return _Sum(words, at).read()


def parse_ordinal(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Read the ordinal, with its article, that starts at a word.

    Returns
    -------
    tuple or None
        The value and how many words it takes: الحادي والعشرين is ``(21, 2)``, الثاني عشر is
        ``(12, 2)``; None where no ordinal starts there.
    """
    if not 0 <= at < len(words):
        return None
    key = words[at].key
    if key in _ORDINAL_TENS:
        return _ORDINAL_TENS[key], 1
    value = _ORDINALS.get(key)
    if value is None:
        return None
    after = words[at + 1].key if at + 1 < len(words) and _adjacent(words[at + 1]) else ""
    if value < 10 and after in ("عشر", "عشره"):
        return 10 + value, 2
    if value < 10 and after.startswith("و") and after[1:] in _ORDINAL_TENS:
        return _ORDINAL_TENS[after[1:]] + value, 2
    # الحادي stands for one only inside a larger ordinal.
    return None if key in ("الحادي", "الحاديه") else (value, 1)


def _adjacent(word: Word) -> bool:
    return not word.gap.strip(" \t")


class _Sum:
    """A number being read: what is complete, and the part below the next multiplier."""

    def __init__(self, words: Sequence[Word], at: int) -> None:
        self.words = words
        self.start = self.at = at
        self.total: int | float = 0
        self.part: int | float = 0
        self.limit = 10**15
        """Multipliers come in falling order: the last one read."""

    def read(self) -> tuple[int | float, int] | None:
        if not self._first():
            return None
        while self._multiply() or self._add():
            pass
        value = self.total + self.part
        whole = int(value) if value == int(value) else value
        return whole, self.at - self.start

    def _key(self, *, conjoined: bool) -> str:
        """Return the next word's key, or nothing where it does not continue the number."""
        if self.at >= len(self.words) or not _adjacent(self.words[self.at]):
            return ""
        key = self.words[self.at].key
        if conjoined:
            return key[1:] if key.startswith("و") and key not in _UNITS else ""
        return key

    def _first(self) -> bool:
        key = self.words[self.at].key
        if _DIGITS.fullmatch(key):
            self.part = self._digits()
            return True
        return self._word(key)

    def _word(self, key: str) -> bool:
        """Take a word that starts a number or a part of one."""
        following = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        teen = following is not None and following.key in ("عشر", "عشره") and _adjacent(following)
        if teen and (head := _TEEN_HEADS.get(key, 10)) < 10:
            self.part += 10 + head
            self.at += 2
            return True
        if key in _DUAL_MULTIPLIERS:
            self._complete(2, _DUAL_MULTIPLIERS[key])
        elif key in _MULTIPLIERS:
            self._complete(1, _MULTIPLIERS[key])
        elif key in _SIMPLE:
            self.part += _SIMPLE[key]
        else:
            return False
        self.at += 1
        return True

    def _complete(self, count: int | float, multiplier: int) -> None:
        self.total += count * multiplier
        self.part = 0
        self.limit = multiplier

    def _digits(self) -> int | float:
        """Take digits with their thousands groups and decimals."""
        digits = self.words[self.at].key
        self.at += 1
        while len(digits) < 16 and (group := self._group(_THOUSANDS)) and len(group) == 3:
            digits += group
            self.at += 1
        decimals = self._group(_DECIMALS)
        if not decimals or len(decimals) > 6:
            return int(digits)
        self.at += 1
        return float(f"{digits}.{decimals}")

    def _group(self, separators: Sequence[str]) -> str:
        if self.at >= len(self.words) or self.words[self.at].gap not in separators:
            return ""
        key = self.words[self.at].key
        return key if _DIGITS.fullmatch(key) else ""

    def _multiply(self) -> bool:
        key = self._key(conjoined=False)
        if key in _HUNDRED and 3 <= self.part <= 9:
            self.part *= 100
        elif (multiplier := _MULTIPLIERS.get(key, 0)) and self.part and multiplier < self.limit:
            self._complete(self.part, multiplier)
        else:
            return False
        self.at += 1
        return True

    def _add(self) -> bool:
        key = self._key(conjoined=True)
        if key == "نصف" and self.total and not self.part:
            self.total += self.limit / 2
            self.at += 1
            return True
        if _DIGITS.fullmatch(key) and self.total and self._room_for(int(key)):
            self.part += int(key)
            self.at += 1
            return True
        value = _TEEN_HEADS.get(key) or _SIMPLE.get(key) or 0
        if key in _TENS and 1 <= self.part % 100 <= 9:
            self.part += _TENS[key]
            self.at += 1
            return True
        multiplier = _MULTIPLIERS.get(key) or _DUAL_MULTIPLIERS.get(key) or 0
        fits = (value and self._room_for(value)) or (
            multiplier and not self.part and multiplier < self.limit and self.total
        )
        return bool(fits) and self._word(key)

    def _room_for(self, value: int) -> bool:
        """Whether a smaller part may follow: hundreds before tens, a multiplier before both."""
        if self.part:
            return self.part % 100 == 0 and value < 100
        return self.total > 0 and self.limit > value
