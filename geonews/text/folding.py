"""Fold spellings that Arabic news uses for one another, and keep the way back.

Folding is for comparison only. It drops short vowels, tatweel, zero-width and direction
marks, and maps hamza carriers to alif, waw and ya, alif maqsura to ya, ta marbuta to ha,
Persian kaf and ya to the Arabic ones, and all digits to ASCII. Measured on newswire gold,
folding this far raises the share of place names found from .786 to .817; the false hits
that come with it are the recogniser's to sort out, with the untouched spelling at hand.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anyascii import anyascii

from geonews.model import Span

__all__ = ["CONTROLS", "Folded", "agree_in_marks", "fold", "lookup_key", "strip_bidi_controls"]

_ALIKE = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "\u0671": "ا",  # ARABIC LETTER ALEF WASLA
    "ؤ": "و",
    "ئ": "ي",
    "ى": "ي",
    "ة": "ه",
    "ک": "ك",
    "ی": "ي",
    "ے": "ي",
    "ۀ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۆ": "و",
    "ۇ": "و",
    "ې": "ي",
    "ێ": "ي",
    "پ": "ب",
    "ڤ": "ف",
    "چ": "ج",
    "ژ": "ج",
    "گ": "ك",
    "ڭ": "ك",
    "\u00a0": " ",  # NO-BREAK SPACE
    "\u2009": " ",  # THIN SPACE
    "\u202f": " ",  # NARROW NO-BREAK SPACE
}
_DIGITS = {
    chr(base + value): str(value) for base in (0x0660, 0x06F0) for value in range(10)
}  # ARABIC-INDIC DIGITS, EXTENDED ARABIC-INDIC DIGITS
_FOLD = tuple((_ALIKE | _DIGITS).items())

_DROPPED = re.compile(
    "["
    "\u0610-\u061a"  # honorific and small signs
    "\u064b-\u065f"  # fathatan … wavy hamza below: the short vowels
    "\u0670"  # superscript alef
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Koranic signs
    "\u0640"  # tatweel
    "\u200b-\u200f"  # zero-width space, joiners, direction marks
    "\u202a-\u202e\u2060-\u2064\u2066-\u2069"  # direction embeddings, joiners, isolates
    "\u061c"  # Arabic letter mark
    "\ufeff"  # zero-width no-break space
    "\u00ad"  # soft hyphen
    "]+"
)
CONTROLS = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad"
)
"""Of what is dropped, the characters that belong to no letter: format controls."""

# Not U+FDFA and U+FDFB, whole phrases of praise that NFKC writes out as up to 18 letters.
_PRESENTATION = re.compile("[\ufb50-\ufdf9\ufdfc-\ufdff\ufe70-\ufefc]")
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_MARK = re.compile("[\u064b-\u0652]")  # FATHATAN … SUKUN: the vowel signs and the shadda
_VOWEL = re.compile("[\u064b-\u0650\u0652]")  # the same without the shadda
_SEPARATORS = re.compile(r"[\W_]+")
# Not the ornate parentheses U+FD3E and U+FD3F.
_ARABIC_SCRIPT = re.compile(
    "[\u0621-\u064a\u0671-\u06d3\u06d5\ufb50-\ufd3d\ufd40-\ufdff\ufe70-\ufefc]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy of a text, with the way back to the offsets of the original."""

    text: str
    """The folded copy."""

    _starts: tuple[int, ...]
    """Folded offset at which each run of undropped characters starts."""

    _shifts: tuple[int, ...]
    """What to add to a folded offset in that run to reach the original."""

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original that the folded range ``start:end`` came from.

        Both offsets are code points into `text`, half-open. Marks that stand on the last
        character belong to it and are included.
        """
        first, last = self.range(start, end)
        return Span(start=first, end=last)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the same as `original`, as a plain pair of offsets."""
        if len(self._starts) == 1:
            shift = self._shifts[0]
            return start + shift, end + shift
        first = self._back(start)
        if start == end:
            return first, first
        last = self._back(end - 1) + 1
        if end < len(self.text):
            # The marks dropped right behind the last character were written on it; a shadda
            # and a vowel are the most that one letter carries.
            last = max(last, min(self._back(end), last + 2))
        return first, last

    def ranges(self, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield the same for spans that are in order and not empty, in one go through the runs."""
        starts, shifts, length = self._starts, self._shifts, len(self.text)
        if len(starts) == 1:
            shift = shifts[0]
            yield from (((s + shift, e + shift) for s, e in spans) if shift else spans)
            return
        run, runs = 0, len(starts)
        ends_at = starts[1]
        for start, end in spans:
            if end < ends_at:  # in one run, and not at its end: so are nearly all
                yield start + shifts[run], end + shifts[run]
                continue
            while run + 1 < runs and starts[run + 1] <= start:
                run += 1
            first = start + shifts[run]
            while run + 1 < runs and starts[run + 1] < end:
                run += 1
            last = end + shifts[run]
            if end < length and run + 1 < runs and starts[run + 1] == end:
                last = max(last, min(end + shifts[run + 1], last + 2))
            ends_at = starts[run + 1] if run + 1 < runs else length + 1
            yield first, last

    def _back(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def fold(text: str) -> Folded:
    """Return the folded copy of `text`; see the module for what is folded."""
    expanded, origin = _expand_presentation_forms(text)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    folded_length = at = 0
    for gap in [m.span() for m in _DROPPED.finditer(expanded)] + [(len(expanded),) * 2]:
        if gap[0] > at or not starts:
            pieces.append(expanded[at : gap[0]])
            starts.append(folded_length)
            shifts.append(at - folded_length)
            folded_length += gap[0] - at
        at = gap[1]
    folded = Folded(_alike("".join(pieces)), tuple(starts), tuple(shifts))
    return folded if origin is None else _through(folded, origin)


def _alike(text: str) -> str:
    """Write what is written in several ways in one; three times as fast as `str.translate`."""
    for letter, plain in _FOLD:
        if letter in text:
            text = text.replace(letter, plain)
    return text


def _expand_presentation_forms(text: str) -> tuple[str, list[int] | None]:
    """Write ligatures and positional forms as plain letters; say where each letter came from."""
    if not _PRESENTATION.search(text):
        return text, None
    letters: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        plain = (
            unicodedata.normalize("NFKC", character)
            if _PRESENTATION.match(character)
            else character
        )
        letters.append(plain)
        origin.extend([offset] * len(plain))
    return "".join(letters), origin


def _through(folded: Folded, origin: list[int]) -> Folded:
    """Compose the way back with that of the expansion, one run per character."""
    back = [origin[folded._back(i)] for i in range(len(folded.text))]
    return Folded(
        folded.text,
        tuple(range(len(back))) or (0,),
        tuple(source - i for i, source in enumerate(back)) or (0,),
    )


def lookup_key(name: str) -> str:
    """Return the form under which a name is looked up.

    Arabic names are folded; names in other scripts are written in lower-case ASCII. Marks
    and punctuation between words become one space.

    Examples
    --------
    >>> lookup_key("القُدْس")  # Jerusalem, with short vowels
    'القدس'
    >>> lookup_key("Nagorno-Karabakh")
    'nagorno karabakh'
    """
    if not name.isascii() and _ARABIC_SCRIPT.search(name):
        name = fold(name).text
    # Folding may leave nothing Arabic: a tatweel behind a digit.
    if name.isascii() or not _ARABIC_SCRIPT.search(name):
        plain = name if name.isascii() else anyascii(_DROPPED.sub("", name))
        name = plain.replace("'", "").replace("`", "").casefold()
    return _SEPARATORS.sub(" ", name).strip()


def agree_in_marks(first: str, second: str) -> bool | None:
    """Say whether two spellings that fold alike are vowelled alike; None if either is bare.

    Vowel signs are often left out in part, so only the shadda is compared: it tells عمّان
    (Amman) from عُمان (Oman).
    """
    if not (_MARK.search(first) and _MARK.search(second)):
        return None
    return _VOWEL.sub("", first) == _VOWEL.sub("", second)


def strip_bidi_controls(text: str) -> str:
    """Return `text` without the invisible marks that reorder what stands around it."""
    return _BIDI_CONTROLS.sub("", text)
