"""Join the reports of many documents into the happenings that they tell of.

The outcome depends on the set of reports alone, never on their order, so that it can be
worked out anew for a few days when documents come or go:

1. A copy's reports follow those of the original that they repeat.
2. Reports known to one day and a place better than a province are joined day by day, where
   they tell of one happening pair by pair, or through others.
3. A looser report joins the one happening of its days that it fits best.
4. Loose reports that found none are joined where they claim the same place and days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Protocol

from geonews.events.fusion import fuse
from geonews.events.sameness import Account, enough, points
from geonews.model import Event

__all__ = ["Shelf", "followed", "merge", "regroup"]

_REPEATED = 3.0
"""Points from which a copy's report repeats one of its original: most of the words."""

Group = tuple[Account, ...]


class Shelf(Protocol):
    """Where the reports lie that are to be joined; those that follow another are left out."""

    def known_on(self, day: date) -> Sequence[Account]:
        """Return the reports known to be of one day."""

    def loose_about(self, days: Set[date]) -> Sequence[Account]:
        """Return the loose reports whose window holds any of some days."""


def merge(reports: Iterable[Event], *, originals: Mapping[str, str] | None = None) -> list[Event]:
    """Return the happenings that reports tell of, each with all its sources.

    Parameters
    ----------
    reports
        Events of single documents, as `geonews.events.to_events` makes them.
    originals
        The document that another is a copy of, by their ids; an original may be a copy too.

    Returns
    -------
    list of Event
        Sorted by id. An event's id is that of its earliest published report.
    """
    accounts = {report.id: Account(report) for report in reports}
    follows = followed(accounts.values(), originals or {})
    shelf = _Memory(account for id_, account in accounts.items() if id_ not in follows)
    groups = [list(group) for group in regroup(shelf, shelf.days)]
    groups += [[account] for account in shelf.alone]
    of_member = {account.id: group for group in groups for account in group}
    for id_ in follows:
        told = id_
        while told in follows:
            told = follows[told]
        of_member[told].append(accounts[id_])
    return sorted((fuse(group) for group in groups), key=lambda event: event.id)


def followed(reports: Iterable[Account], originals: Mapping[str, str]) -> dict[str, str]:
    """Return for reports of copies the report of the original that each repeats, by their ids."""
    by_document: dict[str, list[Account]] = {}
    for report in reports:
        by_document.setdefault(report.document, []).append(report)
    found: dict[str, str] = {}
    for copy, original in originals.items():
        for report in by_document.get(copy, ()):
            ranked = sorted(
                (-_repetition(report, other), other.id) for other in by_document.get(original, ())
            )
            if ranked and -ranked[0][0] >= _REPEATED * 0.5:
                found[report.id] = ranked[0][1]
    return found


def _repetition(report: Account, other: Account) -> float:
    """Score how surely a copy repeats a report: by kind and wording, whatever its date."""
    if report.kind != other.kind:
        return -1.0
    shorter = min(len(report.wording), len(other.wording))
    return _REPEATED * len(report.wording & other.wording) / shorter if shorter else -1.0


def regroup(shelf: Shelf, days: Iterable[date]) -> Iterator[Group]:
    """Yield the happenings of some days, and of those that their loose reports may be of.

    Every report known to be of one of the days is in exactly one, and so is every loose
    report that may be of one of them. Members come earliest published first.
    """
    wanted = set(days)
    cores = cache(lambda day: _joined(shelf.known_on(day)))
    reached = wanted.union(*(_span(loose) for loose in shelf.loose_about(wanted)))
    joined = {core: list(core) for day in sorted(reached) for core in cores(day)}
    claims: dict[tuple[object, ...], list[Account]] = {}
    for loose in shelf.loose_about(reached):
        host = _host(loose, (core for day in _span(loose) for core in cores(day)))
        if host in joined:
            joined[host].append(loose)
        elif host is None and not wanted.isdisjoint(_span(loose)):
            claim = (loose.kind, loose.window, loose.event.place_id)
            claims.setdefault(claim, []).append(loose)
    for group in joined.values():
        yield tuple(sorted(group, key=_by_age))
    for same_claim in claims.values():
        yield from _joined(same_claim)


def _by_age(account: Account) -> tuple[date, str]:
    return account.age


def _span(account: Account) -> list[date]:
    """Return the days of a report's window."""
    if account.window is None:
        return []
    first, last = account.window
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _host(loose: Account, cores: Iterable[Group]) -> Group | None:
    """Return the happening that a loose report fits best, None where it fits none."""
    best, most = None, enough(loose)
    for core in cores:
        if core[0].kind != loose.kind:
            continue
        fit = max(points(loose, member) for member in core)
        if fit > most or (fit == most and best and _by_age(core[0]) < _by_age(best[0])):
            best, most = core, fit
    return best


def _joined(accounts: Sequence[Account]) -> tuple[Group, ...]:
    """Return reports in groups: those that tell of one happening, and whatever these join."""
    ordered = sorted(accounts, key=_by_age)
    root = list(range(len(ordered)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other in _comparable(ordered):
        a, b = find(one), find(other)
        if a != b and points(ordered[one], ordered[other]) >= enough(ordered[one]):
            root[max(a, b)] = min(a, b)
    groups: dict[int, list[Account]] = {}
    for at, account in enumerate(ordered):
        groups.setdefault(find(at), []).append(account)
    return tuple(tuple(group) for group in groups.values())


def _comparable(ordered: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one kind in one country, or in none."""
    shelves: dict[tuple[str, str], dict[str, list[int]]] = {}
    for at, account in enumerate(ordered):
        shelves.setdefault(account.kind, {}).setdefault(account.event.country, []).append(at)
    for countries in shelves.values():
        anywhere = countries.pop("", [])
        for members in countries.values():
            yield from combinations(members, 2)
            yield from ((a, b) for a in anywhere for b in members)
        yield from combinations(anywhere, 2)


class _Memory:
    """Reports held in memory, by their days."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._known: dict[date, list[Account]] = {}
        self._loose: dict[date, list[Account]] = {}
        self._alone: list[Account] = []
        for account in accounts:
            if account.day:
                self._known.setdefault(account.day, []).append(account)
            elif account.is_loose:
                for day in _span(account):
                    self._loose.setdefault(day, []).append(account)
            else:
                self._alone.append(account)

    @property
    def days(self) -> set[date]:
        """Days that any report may be of."""
        return self._known.keys() | self._loose.keys()

    @property
    def alone(self) -> Sequence[Account]:
        """Reports that can join no other."""
        return self._alone

    def known_on(self, day: date) -> Sequence[Account]:
        """See `Shelf`."""
        return self._known.get(day, ())

    def loose_about(self, days: Set[date]) -> Sequence[Account]:
        """See `Shelf`."""
        found = {account.id: account for day in days for account in self._loose.get(day, ())}
        return [found[id_] for id_ in sorted(found)]
