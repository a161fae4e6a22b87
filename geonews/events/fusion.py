"""One event out of the reports of it: what most say, the bounds of all, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from geonews.events.sameness import Account
from geonews.model import (
    Actor,
    Disagreement,
    Event,
    Interval,
    Source,
    TimePrecision,
    Toll,
    TollKind,
    Version,
    WherePrecision,
)
from geonews.text import lookup_key

__all__ = ["fuse"]

_MOST_ACTORS = 6


def fuse(group: Sequence[Account]) -> Event:
    """Return the event that several reports amount to; the order of the reports is no matter.

    Place and day are those that most of the most exact reports tell; the rest is told as the
    surest report that agrees with them, and with the latest toll, does. A toll is bounded by
    the lowest and the highest told, and its best figure is the latest told, since tolls are
    corrected as time goes. The id is that of the earliest published report.
    """
    accounts = sorted(group, key=lambda account: account.age)
    if len(accounts) == 1:
        return accounts[0].event
    lead = _lead(accounts).event
    modes = Counter(a.event.mode for a in accounts if a.event.mode)
    return replace(
        lead,
        id=accounts[0].id,
        mode=lead.mode or next((mode for mode, _ in modes.most_common(1)), None),
        confidence=max(account.event.confidence for account in accounts),
        main=any(account.event.main for account in accounts),
        actors=tuple(_actors(lead, accounts)),
        tolls=tuple(_tolls(accounts)),
        disagreements=tuple(_disagreements(accounts)),
        sources=tuple(_sources(accounts)),
    )


def _lead(accounts: Sequence[Account]) -> Account:
    """Return the report to tell the event by."""
    place = _most(a.event.place_id for a in _exactest(accounts))
    agreeing = [a for a in accounts if a.event.place_id == place]
    when = _most(_days(a.event.when) for a in agreeing if a.event.when) or _most(
        _days(a.event.when) for a in accounts if a.event.when
    )
    best = {toll.kind: toll.best for toll in _tolls(accounts)}
    return min(
        agreeing,
        key=lambda a: (
            when is not None and _days(a.event.when) != when,
            sum(toll.best not in (None, best[toll.kind]) for toll in a.event.tolls),
            bool(best) and not a.event.tolls,
            not a.event.main,
            -a.event.confidence,
            a.age,
        ),
    )


def _exactest(accounts: Sequence[Account]) -> list[Account]:
    """Return the reports that know the place as well as any of them does."""
    placed = [a for a in accounts if a.event.where_precision is not None]
    best = min((a.event.where_precision for a in placed if a.event.where_precision), default=None)
    return [a for a in placed if a.event.where_precision == best] or list(accounts)


def _most(values: Iterable[str | None]) -> str | None:
    """Return the commonest value, the first in order of those that tie."""
    return next((value for value, _ in Counter(values).most_common(1)), None)


def _days(when: Interval | None) -> str:
    """Return an interval as ISO 8601 writes it; one day as itself."""
    if when is None:
        return ""
    first, last = (day.isoformat() if day else ".." for day in (when.start, when.end))
    return first if first == last else f"{first}/{last}"


def _actors(lead: Event, accounts: Sequence[Account]) -> Iterator[Actor]:
    """Yield each party once, those of the leading report first."""
    seen: set[tuple[str, str]] = set()
    for event in (lead, *(account.event for account in accounts)):
        for actor in event.actors:
            key = (actor.role.value, lookup_key(actor.name))
            if key not in seen and len(seen) < _MOST_ACTORS:
                seen.add(key)
                yield actor


def _tolls(accounts: Sequence[Account]) -> Iterator[Toll]:
    for kind in TollKind:
        told = [toll for a in accounts for toll in a.event.tolls if toll.kind is kind]
        if not told:
            continue
        known = [toll.best for toll in told if toll.best is not None]
        closed = [toll.high for toll in told if toll.high is not None]
        yield Toll(
            kind=kind,
            low=min(toll.low for toll in told),
            best=known[-1] if known else None,
            high=max([*closed, *known], default=None) if closed else None,
        )


def _disagreements(accounts: Sequence[Account]) -> Iterator[Disagreement]:
    exact = [a for a in accounts if (a.event.where_precision or 9) <= WherePrecision.NEAR]
    names = {a.event.place_id or "": a.event.place_ar or a.event.place_en for a in exact}
    places = ((a.event.place_id or "", a.document) for a in exact)
    yield from _differing("place", places, names)
    dated = [a for a in accounts if a.event.when and a.event.when.precision is TimePrecision.DAY]
    yield from _differing("date", ((_days(a.event.when), a.document) for a in dated))
    for kind in TollKind:
        counts = (
            (str(toll.best), a.document)
            for a in accounts
            for toll in a.event.tolls
            if toll.kind is kind and toll.best is not None
        )
        yield from _differing(kind.value, counts)


def _differing(
    about: str, told: Iterable[tuple[str, str]], names: Mapping[str, str] | None = None
) -> Iterator[Disagreement]:
    """Yield the disagreement of those who tell something, if they do not all tell the same."""
    by_value: dict[str, set[str]] = {}
    for value, document in told:
        by_value.setdefault(value, set()).add(document)
    if len(by_value) < 2:
        return
    ranked = sorted(by_value.items(), key=lambda item: (-len(item[1]), item[0]))
    yield Disagreement(
        about=about,
        versions=tuple(
            Version(
                value=value,
                name=(names or {}).get(value, ""),
                documents=tuple(sorted(documents)),
            )
            for value, documents in ranked
        ),
    )


def _sources(accounts: Sequence[Account]) -> list[Source]:
    """Return each document once, the oldest first."""
    found = {source.document_id: source for a in accounts for source in a.event.sources}
    return sorted(found.values(), key=lambda s: (s.published or date.max, s.document_id))
