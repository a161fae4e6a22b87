"""Score time expressions against the public gold of Recognizers-Text and duckling.

Conventions
-----------
Spans: a predicted and a gold span pair up one to one, either when they are equal (exact) or
when they share a character (overlap), in reading order. What is counted is every gold
expression of every text, hours, durations, sets and holidays included.

Values: only rows whose values the upstream project tests itself (``value_checked_upstream``)
and whose readers it has for Arabic (``unsupported_upstream`` empty); a gold expression that
nothing overlaps counts as wrong.

* duckling's texts are bare expressions, read forward by its policy; the finder reads them
  behind a verb of the future, and spans count without it.
* The model counts in days, so the hours of a gold value are cut off; a gold hour without a
  day, and a season without dates, have no value to compare and are left out.
* Where upstream gives a past and a future reading, both are right.
* An upstream end is exclusive for whole periods and inclusive for ranges from day to day:
  its day and the day before are both right.
* duckling's grain week, month or year must be our precision; its grain day need not be.
* Durations and sets are right by their kind.
* A date that does not exist (31 November) is right without an interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from geonews.model import Span, TimeExpression, TimeKind

Finder = Callable[[str, date | None], tuple[TimeExpression, ...]]
_NO_DATE = "0001-01-01"
_FUTURE_LEAD = "سيجري "
"""It will take place: said before duckling's bare expressions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimexScore:
    """Shares from 0 to 1."""

    overlap_precision: float
    overlap_recall: float
    overlap_f1: float
    exact_precision: float
    exact_recall: float
    exact_f1: float
    values_right: float
    values_counted: int


def score(rows: Iterable[dict[str, Any]], find: Finder) -> TimexScore:
    """Run the finder over the rows and score it."""
    predicted = gold = overlap = exact = right = counted = 0
    for row in rows:
        found = found_in(row, find)
        predicted += len(found)
        gold += len(row["expressions"])
        exact += len(
            {(t.span.start, t.span.end) for t in found}
            & {(e["start"], e["end"]) for e in row["expressions"]}
        )
        paired = list(pairs(row["expressions"], found))
        overlap += sum(time is not None for _, time in paired)
        for verdict in values(row, paired):
            counted += 1
            right += verdict
    return TimexScore(
        overlap_precision=overlap / predicted,
        overlap_recall=overlap / gold,
        overlap_f1=2 * overlap / (predicted + gold),
        exact_precision=exact / predicted,
        exact_recall=exact / gold,
        exact_f1=2 * exact / (predicted + gold),
        values_right=right / counted,
        values_counted=counted,
    )


def found_in(row: dict[str, Any], find: Finder) -> tuple[TimeExpression, ...]:
    """Run the finder over one row, its bare expression led by a future verb."""
    if not row["id"].startswith("duckling"):
        return find(row["text"], anchor_of(row))
    shift = len(_FUTURE_LEAD)
    return tuple(
        replace(time, span=Span(start=time.span.start - shift, end=time.span.end - shift))
        for time in find(_FUTURE_LEAD + row["text"], anchor_of(row))
        if time.span.start >= shift
    )


def anchor_of(row: dict[str, Any]) -> date | None:
    """Return the reference day of a row."""
    return date.fromisoformat(row["reference"][:10]) if row["reference"] else None


def pairs(
    gold: list[dict[str, Any]], found: tuple[TimeExpression, ...]
) -> Iterator[tuple[dict[str, Any], TimeExpression | None]]:
    """Yield every gold expression with the first unused prediction that overlaps it."""
    free = list(found)
    for expression in gold:
        hit = next(
            (
                t
                for t in free
                if t.span.start < expression["end"] and expression["start"] < t.span.end
            ),
            None,
        )
        if hit is not None:
            free.remove(hit)
        yield expression, hit


def values(
    row: dict[str, Any], paired: list[tuple[dict[str, Any], TimeExpression | None]]
) -> Iterator[bool]:
    """Yield whether each value of a trusted row is right."""
    if not row["value_checked_upstream"] or row["unsupported_upstream"]:
        return
    for expression, time in paired:
        readings = list(_readings(expression))
        if expression["kind"] in ("duration", "set"):
            wanted = TimeKind(expression["kind"])
            yield time is not None and time.kind is wanted
        elif readings:
            yield time is not None and any(_agrees(time, *reading) for reading in readings)


def _readings(expression: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield first day, last day and grain of each reading that gold allows."""
    value = expression["value"]
    if "from" in value:
        grain = value["grain"] if value["grain"] in ("week", "month", "year") else ""
        yield value["from"][:10], (value["to"] or "")[:10], grain
        return
    for side in ("PastResolution", "FutureResolution"):
        resolution = value.get(side) or {}
        start = resolution.get("date") or resolution.get("startDate")
        if start:
            yield start, resolution.get("endDate", ""), ""


def _agrees(time: TimeExpression, start: str, end: str, grain: str) -> bool:
    interval = time.interval
    if start == _NO_DATE:
        return interval is None
    if interval is None or interval.start is None or interval.start.isoformat() != start:
        return False
    if grain and interval.precision.value != grain:
        return False
    if not end:
        return True
    last = date.fromisoformat(end)
    return interval.end in (last, last - timedelta(days=1))
