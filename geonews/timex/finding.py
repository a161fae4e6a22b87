"""Find the times of a text: every rule where it may start, the longest reading kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from geonews.model import Span, TimeExpression
from geonews.timex import calendars, clock, days, holidays, offsets, periods, ranges
from geonews.timex.lexicon import Unit
from geonews.timex.scan import NUMERIC, Match, Scan

__all__ = ["find_times"]

_RULES = (
    *days.RULES,
    *ranges.RULES,
    *periods.RULES,
    *holidays.RULES,
    *offsets.RULES,
    *clock.RULES,
)
"""In order of preference among readings of one length."""

_CLOCK_JOIN = re.compile(r"\)?(?:[ ،,]{1,3}| [-–] |[ ،,]*\b(?:في|من|عند|حوالي|حوالى|يوم|على)\b ?)")
"""What may stand between an hour and its day for both to be one expression."""

_Found = tuple[int, Match]


def _by_start() -> dict[str, tuple[Callable[[Scan, int], Match | None], ...]]:
    table: dict[str, list[Callable[[Scan, int], Match | None]]] = {}
    for rule in _RULES:
        for key in rule.starts:
            table.setdefault(key, []).append(rule.read)
    return {key: tuple(readers) for key, readers in table.items()}


_READERS = _by_start()


def find_times(text: str, *, anchor: date | None) -> tuple[TimeExpression, ...]:
    """Find the time expressions of an Arabic text.

    Parameters
    ----------
    text
        The untouched text.
    anchor
        The day that relative expressions count from, as a rule the day of publication; None
        where it is not known: then only what the text itself fixes has an interval.

    Returns
    -------
    tuple
        In order, no two overlapping. Spans are code points into `text`, half-open, without
        a proclitic or the preposition في; intervals are inclusive days.

    Examples
    --------
    >>> found = find_times("وصل مساء الأحد", anchor=date(2024, 8, 18))  # arrived Sunday evening
    >>> [(time.surface, time.interval.start.isoformat()) for time in found]
    [('مساء الأحد', '2024-08-18')]
    """
    scan = Scan(text, anchor)
    found = _told(scan, _merged(scan, _matches(scan)))
    return tuple(_expression(scan, i, match) for i, match in found)


def _matches(scan: Scan) -> list[_Found]:
    found: list[_Found] = []
    i = 0
    for i_, base in enumerate(scan.bases):
        if i_ < i:
            continue
        readers = _READERS.get(NUMERIC if base.isdecimal() else base)
        if readers is None or (base == "من" and not scan.is_of_time(i_ + 1)):
            continue  # a quarter of all words that a rule may start with are من (from)
        best: Match | None = None
        for read in readers:
            match = read(scan, i_)
            if match and (best is None or match.end > best.end):
                best = match
        if best is not None:
            found.append((i_, best))
            i = best.end
    return found


def _told(scan: Scan, found: list[_Found]) -> Iterator[_Found]:
    """Count the next day, the same day and the day before from the day told before them.

    Where none was told, the day before is the one before the anchor.
    """
    last: date | None = None
    for start, match in found:
        if match.rule == "narrative-day":
            away = days.TOLD_DAYS.get(scan.base(match.end - 1), 0)
            base = last or (scan.anchor if away < 0 else None)
            day = calendars.shifted(base, away, Unit.DAY) if base else None
            match = match._replace(
                interval=calendars.day(day.year, day.month, day.day) if day else None
            )
        interval = match.interval
        if interval and interval.start == interval.end:
            last = interval.start
        yield start, match


def _merged(scan: Scan, found: list[_Found]) -> list[_Found]:
    """Join hours to the day beside them."""
    merged: list[_Found] = []
    for start, match in found:
        if merged and _joins(scan, merged[-1], (start, match)):
            first, earlier = merged[-1]
            kept = match if earlier.clock else earlier
            merged[-1] = (first, kept._replace(end=match.end))
        else:
            merged.append((start, match))
    return merged


def _joins(scan: Scan, left: _Found, right: _Found) -> bool:
    if left[1].clock == right[1].clock or left[1].kind is not right[1].kind:
        return False
    between = scan.text[scan.words[left[1].end - 1].end : scan.words[right[0]].start]
    return _CLOCK_JOIN.fullmatch(between) is not None and not scan.clitic(right[0])


def _expression(scan: Scan, i: int, match: Match) -> TimeExpression:
    start, end = scan.offsets(i, match.end)
    return TimeExpression(
        span=Span(start=start, end=end),
        surface=scan.text[start:end],
        kind=match.kind,
        interval=match.interval,
        calendar=match.calendar,
        rule=match.rule,
    )
