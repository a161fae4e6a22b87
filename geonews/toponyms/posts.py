"""What the span of a name covers in a post of a social network.

There the class noun belongs to it: مدينة صباح الأحمد, محافظة #حفر_الباطن. In news it does not,
and the name alone is the span. Both follow the annotators of either kind whose work may be learned
from: in IDRISI's posts (CC BY 4.0) 188 of 204 names after a class noun are marked with it, in the
newswire of ANERcorp (CC BY-SA 4.0) 5 of 261.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from geonews.model import Place, Resolution, Span
from geonews.text import CONTROLS, Word, lookup_key, readings, words
from geonews.toponyms.matching import Match, span_of

__all__ = ["is_post", "with_class_nouns"]

_LONGEST = 600
"""Characters of a post; twice what the networks of short ones allow."""

_MARKS = re.compile(r"(?<!\w)[#@]\w|https?://")

_JOINTS = re.compile(r" ?[#_\"«“]? ?")
"""What may stand between a class noun and its name."""

_NO_CONTROLS = dict.fromkeys(map(ord, CONTROLS))

_OF_STATES = frozenset(
    lookup_key(noun) for noun in ("دولة", "جمهورية", "مملكة", "سلطنة", "إمارة", "جزيرة")
)
_NOUNS = _OF_STATES.union(
    lookup_key(noun)
    for noun in (
        "مدينة",
        "محافظة",
        "منطقة",
        "ولاية",
        "إقليم",
        "بلدة",
        "قرية",
        "حي",
        "مديرية",
        "مخيم",
    )
)
"""Class nouns, folded, that posts take into names; جهة and ناحية say "from", مقاطعة a boycott."""

_ISLAND = "جزيره"

_OPENING = frozenset('"«“')
_CLOSED = re.compile(r" ?[\"»”]")


def is_post(text: str) -> bool:
    """Say whether a text is short and has a hashtag, a handle or a link."""
    return len(text) <= _LONGEST and _MARKS.search(text.translate(_NO_CONTROLS)) is not None


def with_class_nouns(text: str, mentions: Iterable[Resolution]) -> Iterator[Resolution]:
    """Yield the mentions of a post, each with the class noun before its name in its span.

    Parameters
    ----------
    text
        The post.
    mentions
        Its mentions, in order and apart.
    """
    sequence = words(text)
    starts = {word.start: at for at, word in enumerate(sequence)}
    taken = 0
    for mention in mentions:
        toponym = mention.toponym
        at = starts.get(toponym.span.start, 0)
        span = _with_noun(text, sequence, at, toponym.span, _nouns_of(mention.place))
        if span is None or span.start < taken:
            taken = toponym.span.end
            yield mention
            continue
        taken = span.end
        surface = text[span.start : span.end]
        yield replace(mention, toponym=replace(toponym, span=span, surface=surface))


def _nouns_of(place: Place | None) -> Container[str]:
    return _OF_STATES if place is not None and place.feature_code == "PCLI" else _NOUNS


def _with_noun(
    text: str, sequence: Sequence[Word], at: int, span: Span, nouns: Container[str]
) -> Span | None:
    """Return the span of a name from the class noun before its first word on, None without one."""
    gap = sequence[at].gap.translate(_NO_CONTROLS) if at else ""
    if not at or not _JOINTS.fullmatch(gap):
        return None
    for noun in readings(sequence[at - 1].key):
        if noun.key in nouns:
            start = _peninsula(sequence, at - 1)
            if start is None:
                start = span_of(text, sequence, Match(at - 1, at, noun, noun.key)).start
            closed = None if _OPENING.isdisjoint(gap) else _CLOSED.match(text, span.end)
            return Span(start=start, end=closed.end() if closed else span.end)
    return None


def _peninsula(sequence: Sequence[Word], at: int) -> int | None:
    """Return where شبه begins before جزيرة: a peninsula is no island."""
    if not at or sequence[at].key != _ISLAND or sequence[at].gap != " ":
        return None
    return sequence[at - 1].start if sequence[at - 1].key == "شبه" else None
