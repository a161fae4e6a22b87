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

from geonews.model import Resolution, Span
from geonews.text import Word, readings, words
from geonews.toponyms.matching import Match, span_of

__all__ = ["is_post", "with_class_nouns"]

_LONGEST = 600
"""Characters of a post; twice what the networks of short ones allow."""

_MARKS = re.compile(r"(?:^|\s)[#@]\w|https?://")

_JOINTS = re.compile(r" ?[#_\"«“]? ?")
"""What may stand between a class noun and its name."""

_OPENING = frozenset('"«“')
_CLOSED = re.compile(r" ?[\"»”]")


def is_post(text: str) -> bool:
    """Say whether a text is short and has a hashtag, a handle or a link."""
    return len(text) <= _LONGEST and _MARKS.search(text) is not None


def with_class_nouns(
    text: str, mentions: Iterable[Resolution], class_nouns: Container[str]
) -> Iterator[Resolution]:
    """Yield the mentions of a post, each with the class noun before its name in its span.

    Parameters
    ----------
    text
        The post.
    mentions
        Its mentions, in order and apart.
    class_nouns
        Folded, without proclitics.
    """
    sequence = words(text)
    starts = {word.start: at for at, word in enumerate(sequence)}
    taken = 0
    for mention in mentions:
        toponym = mention.toponym
        span = _with_noun(
            text, sequence, starts.get(toponym.span.start, 0), toponym.span, class_nouns
        )
        if span is None or span.start < taken:
            taken = toponym.span.end
            yield mention
            continue
        taken = span.end
        surface = text[span.start : span.end]
        yield replace(mention, toponym=replace(toponym, span=span, surface=surface))


def _with_noun(
    text: str, sequence: Sequence[Word], at: int, span: Span, class_nouns: Container[str]
) -> Span | None:
    """Return the span of a name from the class noun before its first word on, None without one."""
    if not at or not _JOINTS.fullmatch(sequence[at].gap):
        return None
    for noun in readings(sequence[at - 1].key):
        # العاصمة بكين says what Beijing is; a class noun of a name has no article.
        if noun.key in class_nouns and not noun.key.startswith("ال"):
            start = span_of(text, sequence, Match(at - 1, at, noun, noun.key)).start
            closed = (
                None if _OPENING.isdisjoint(sequence[at].gap) else _CLOSED.match(text, span.end)
            )
            return Span(start=start, end=closed.end() if closed else span.end)
    return None
