"""Consonant keys: what an Arabic and a Latin spelling of one name have in common.

Arabic leaves out short vowels and has one letter where Latin has several, so a name is known
again by the classes of its consonants. A key is a string of these classes:

====  ======================  ==========================================
 B    ب                       b p
 F    ف, first و              f v ph, w
 T    ت ط ث                   t th
 D    د ض ذ                   d dh
 S    س ص ز ظ                 s z
 X    ش, تش                   sh ch cz ş, pinyin q and x
 K    ج غ ق ك خ               k g c q j kh gh
 L M  ل م ن ر                 l m n r
 N R
====  ======================  ==========================================

A vowel, ع or ي that begins the name is A, ه or ح that does so is H; all other vowels and
half-vowels are dropped, and doubled classes are one. A Latin spelling is read in several
ways, since ``c``, ``j`` or ``w`` stand for different sounds in different languages; an Arabic
one in one way. Of 15,032 pairs of GeoNames held out, .93 of those outside Iran and its
neighbours had a key in common.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["MOST_READINGS", "SEPARATOR", "SHORTEST", "arabic_sounds", "latin_sounds"]

MOST_READINGS = 16
"""Readings kept of one Latin spelling; names of many ambiguous letters have thousands."""

SHORTEST = 2
"""Classes of a consonant key that can be searched for; one class fits ten thousand names."""

SEPARATOR = "\t"
"""Between consonant key and Latin look-up key in the packaged index."""

_ARABIC = {
    "ب": "B",
    "ف": "F",
    "ت": "T",
    "ط": "T",
    "ث": "T",
    "د": "D",
    "ض": "D",
    "ذ": "D",
    "س": "S",
    "ص": "S",
    "ز": "S",
    "ظ": "S",
    "ش": "X",
    "ج": "K",
    "غ": "K",
    "ق": "K",
    "ك": "K",
    "خ": "K",
    "ل": "L",
    "م": "M",
    "ن": "N",
    "ر": "R",
}
_ARABIC_FIRST = {"و": "F", "ه": "H", "ح": "H", "ا": "A", "ي": "A", "ع": "A", "ء": "A"}

_LATIN: dict[str, tuple[str, ...]] = {
    "tsch": ("X",),
    "tch": ("X",),
    "sch": ("X", "SK"),
    "dzh": ("K", "DK"),
    "sh": ("X",),
    "ch": ("X", "K"),
    "kh": ("K",),
    "gh": ("K", ""),
    "th": ("T",),
    "ph": ("F",),
    "dh": ("D",),
    "zh": ("K", "S"),
    "dj": ("K", "DK"),
    "cz": ("X",),
    "cs": ("X",),
    "sz": ("S", "X"),
    "ts": ("TS", "S"),
    "tz": ("TS", "S"),
    "ck": ("K",),
    "cc": ("K", "X"),
    "qu": ("K",),
    "ng": ("NK", "N"),
    "gn": ("N", "KN"),
    "ll": ("L", ""),
    "bh": ("B",),
    "b": ("B",),
    "p": ("B",),
    "f": ("F",),
    "v": ("F", ""),
    "w": ("", "F"),
    "t": ("T",),
    "d": ("D",),
    "s": ("S",),
    "z": ("S", "TS"),
    "x": ("KS", "X", "S"),
    "c": ("K", "S", "X"),
    "k": ("K",),
    "g": ("K",),
    "q": ("K", "X"),
    "j": ("K", ""),
    "l": ("L",),
    "m": ("M",),
    "n": ("N",),
    "r": ("R",),
}
_LATIN_FIRST: dict[str, tuple[str, ...]] = {
    "ou": ("F", "A"),
    "w": ("F",),
    "u": ("A", "F"),
    "a": ("A",),
    "e": ("A",),
    "i": ("A",),
    "o": ("A", "F"),
    "y": ("A",),
    "h": ("H", "A"),
    "j": ("K", "A"),
}
_CHUNK = re.compile("|".join(sorted(_LATIN, key=lambda chunk: (-len(chunk), chunk))) + "|.")
_ARABIC_ARTICLE = re.compile(r"(?:^|(?<= ))ال")
_LATIN_ARTICLE = re.compile(r"\b(?:al|el|as|ash|ad|ar|an|at|az|adh|ath) (?=\w)")
_CONSTRUCT = re.compile(r"(?<=a)t(?= )")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def arabic_sounds(key: str) -> tuple[str, ...]:
    """Return the consonant keys of a folded Arabic name: without its articles, then whole.

    Parameters
    ----------
    key
        As `geonews.text.lookup_key` returns it.

    Examples
    --------
    >>> arabic_sounds("كوبيانسك")  # Kupiansk
    ('KBNSK',)
    """
    # The ال of ألباني (Albany) is no article; the whole reading is for such names.
    spellings = dict.fromkeys([_ARABIC_ARTICLE.sub("", key), key])
    return tuple(dict.fromkeys(_arabic_sound(name.replace(" ", "")) for name in spellings))


def _arabic_sound(letters: str) -> str:
    first = _ARABIC_FIRST.get(letters[:1])
    rest = letters[1:] if first else letters
    classes = "".join(_ARABIC.get(letter, "") for letter in rest.replace("تش", "ش"))
    return _single((first or "") + classes)


def latin_sounds(key: str) -> frozenset[str]:
    """Return the consonant keys of a Latin name, one per way of reading it.

    Parameters
    ----------
    key
        As `geonews.text.lookup_key` returns it: lower case, ASCII.

    Examples
    --------
    >>> sorted(latin_sounds("kupiansk"))
    ['KBNSK']
    """
    plain = _LATIN_ARTICLE.sub("", key)
    # The t of Khirbat Ghazalah is a ta marbuta: written ة, which is no consonant here.
    return frozenset(
        sound
        for name in dict.fromkeys([plain, _CONSTRUCT.sub("", plain)])
        for sound in _latin_sounds(name.replace(" ", ""))
    )


def _latin_sounds(name: str) -> set[str]:
    readings, at = [""], 0
    for start in ("ou", name[:1]):
        if name.startswith(start) and start in _LATIN_FIRST:
            readings, at = list(_LATIN_FIRST[start]), len(start)
            break
    for chunk in _CHUNK.findall(name, at):
        sounds = _LATIN.get(chunk)
        if sounds is None:
            continue
        readings = [reading + sound for sound in sounds for reading in readings][:MOST_READINGS]
    return {_single(reading) for reading in readings}


def _single(classes: str) -> str:
    return _DOUBLED.sub(r"\1", classes)
