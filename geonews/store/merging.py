"""Join the reports of a store into happenings, day by day, and take them apart again.

The rules are those of `geonews.events.merging`; here is where the reports lie. A report that
has not been joined yet is an event by itself, so that the store can be asked at any time.
"""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, timedelta

from geonews.events.fusion import fuse
from geonews.events.merging import Group, followed, regroup
from geonews.events.sameness import Account
from geonews.model import Event
from geonews.store.database import Database
from geonews.store.rows import account_of, report_of

__all__ = [
    "add_reports",
    "follow",
    "merge_copies",
    "merge_days",
    "pending",
    "refresh",
    "scatter",
    "split",
]

_DAYS_AT_ONCE = 31
"""Days that are joined in one transaction."""


def add_reports(
    database: Database, document_id: str, events: Iterable[Event], *, apart: Set[str] = frozenset()
) -> None:
    """Put what a document tells, each report an event by itself, and mark its days."""
    for event in events:
        account = Account(event)
        first, last = account.claimed or (None, None)
        days = map(_iso, (account.day, first, last))
        database.execute(
            "INSERT INTO reports "
            '(id, event_id, document_id, day, "first", "last", apart, report) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (event.id, event.id, document_id, *days, event.id in apart, report_of(event)),
        )
        _mark(database, first, last)


def follow(database: Database, copy: str, original: str | None) -> None:
    """Have the reports of a copy follow those of its original that they repeat, or none."""
    rows = database.execute(
        "SELECT report FROM reports WHERE document_id IN (?, ?)", (copy, original)
    )
    accounts = [account_of(report) for (report,) in rows]
    found = followed(accounts, {copy: original} if original else {})
    for account in accounts:
        if account.document == copy:
            target = found.get(account.id)
            database.execute(
                "UPDATE reports SET follows = ? WHERE id = ? AND document_id = ?",
                (target, account.id, copy),
            )
            # The days of the first told lead to all that repeat it, and to what repeats these.
            for first, last, _ in _line(database, account.id):
                _mark(database, _day(first), _day(last))


def scatter(database: Database, event_ids: Iterable[str]) -> set[str]:
    """Have each report of some events be an event by itself again; return their ids.

    The rows of the events are left as they were: see `refresh`.
    """
    ids: set[str] = set()
    for event_id in event_ids:
        rows = database.execute(
            'SELECT id, "first", "last" FROM reports WHERE event_id = ?', (event_id,)
        ).fetchall()
        for id_, first, last in rows:
            ids.add(id_)
            _mark(database, _day(first), _day(last))
        database.execute("UPDATE reports SET event_id = id WHERE event_id = ?", (event_id,))
    return ids


def split(database: Database, event_id: str) -> int:
    """Take an event apart for good; see `geonews.store.EventStore.split`."""
    database.execute("UPDATE reports SET apart = TRUE WHERE event_id = ?", (event_id,))
    ids = scatter(database, [event_id])
    for id_ in sorted(ids | {event_id}):
        refresh(database, id_)
    return len(ids)


def pending(database: Database) -> int:
    """Return how many days are to be merged."""
    (days,) = database.execute("SELECT count(*) FROM unmerged").fetchone()
    return int(days)


def merge_days(database: Database) -> int:
    """Merge the first days that are to be, inside the caller's transaction.

    Returns
    -------
    int
        Events that came to be, or changed.
    """
    rows = database.execute("SELECT day FROM unmerged ORDER BY day LIMIT ?", (_DAYS_AT_ONCE,))
    days = [date.fromisoformat(day) for (day,) in rows]
    changed = sum(_gather(database, group) for group in regroup(_Shelf(database), days))
    database.executemany("DELETE FROM unmerged WHERE day = ?", ((_iso(day),) for day in days))
    return changed


def merge_copies(database: Database) -> int:
    """Join copies to reports of their originals that no day leads to."""
    rows = database.execute(
        "SELECT DISTINCT copy.id FROM reports AS copy "
        "JOIN reports AS told ON told.id = copy.follows WHERE told.event_id != copy.event_id"
    ).fetchall()
    undated: dict[str, None] = {}
    for (id_,) in rows:
        *_, (first, _, report) = _line(database, id_)
        if first is None:
            undated[report] = None
    return sum(_gather(database, (account_of(report),)) for report in undated)


def _line(database: Database, id_: str | None) -> Iterator[tuple[str | None, str | None, str]]:
    """Yield first day, last day and text of a report, of the one that it repeats, and so on."""
    seen: set[str] = set()
    while id_ is not None and id_ not in seen:
        seen.add(id_)
        row = database.execute(
            'SELECT "first", "last", report, follows FROM reports WHERE id = ?', (id_,)
        ).fetchone()
        if row is None:
            return
        yield row[0], row[1], row[2]
        id_ = row[3]


class _Shelf:
    """The reports of a store; see `geonews.events.merging.Shelf`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known_on(self, day: date) -> Sequence[Account]:
        rows = self._database.execute(
            "SELECT report FROM reports WHERE day = ? AND follows IS NULL AND NOT apart",
            (_iso(day),),
        )
        return [account_of(report) for (report,) in rows]

    def loose_about(self, days: Set[date]) -> Sequence[Account]:
        found: dict[str, Account] = {}
        for first, last in _runs(days):
            rows = self._database.execute(
                'SELECT report FROM reports WHERE day IS NULL AND "first" <= ? AND "last" >= ? '
                "AND follows IS NULL AND NOT apart",
                (_iso(last), _iso(first)),
            )
            for (report,) in rows:
                account = account_of(report)
                found[account.id] = account
        return [found[id_] for id_ in sorted(found)]


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and the last of each run of days without a gap."""
    ordered = sorted(days)
    start = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at] - ordered[at - 1] > timedelta(days=1):
            yield ordered[start], ordered[at - 1]
            start = at


def _gather(database: Database, group: Group) -> bool:
    """Make one event of a group and of the copies of its reports; False where it is so."""
    members = list(group)
    for account in members:  # grows by the copies, and by copies of these
        rows = database.execute(
            "SELECT report FROM reports WHERE follows = ? AND NOT apart", (account.id,)
        )
        members += [account_of(report) for (report,) in rows]
    event_id = fuse(members).id
    ids = [account.id for account in members]
    marks = ", ".join("?" * len(ids))
    before = {
        row[0]
        for row in database.execute(
            f"SELECT DISTINCT event_id FROM reports WHERE id IN ({marks})", ids
        )
    }
    (held,) = database.execute(
        "SELECT count(*) FROM reports WHERE event_id = ?", (event_id,)
    ).fetchone()
    if before == {event_id} and held == len(members):
        return False
    stay = database.execute(
        f"SELECT id FROM reports WHERE event_id = ? AND id NOT IN ({marks})", (event_id, *ids)
    ).fetchall()
    database.executemany("UPDATE reports SET event_id = id WHERE id = ?", stay)
    database.execute(f"UPDATE reports SET event_id = ? WHERE id IN ({marks})", (event_id, *ids))
    for id_ in sorted({event_id, *before, *(id_ for (id_,) in stay)}):
        refresh(database, id_)
    return True


def refresh(database: Database, event_id: str) -> None:
    """Make an event what its reports amount to, or remove it where none is left.

    Where the report has left that it was called after, it is called after another of them.
    """
    rows = database.execute("SELECT report FROM reports WHERE event_id = ?", (event_id,))
    accounts = [account_of(report) for (report,) in rows]
    if not accounts:
        database.remove_event(event_id)
        return
    event = fuse(accounts)
    if event.id != event_id:
        # Reports go with the row that they belong to, so they are moved before it is removed.
        database.execute("UPDATE reports SET event_id = ? WHERE event_id = ?", (event.id, event_id))
        database.remove_event(event_id)
    database.put_event(event)


def _mark(database: Database, first: date | None, last: date | None) -> None:
    """Have the days of a window merged anew."""
    if first is None or last is None:
        return
    days = ((_iso(first + timedelta(days=n)),) for n in range((last - first).days + 1))
    database.executemany("INSERT INTO unmerged (day) VALUES (?) ON CONFLICT DO NOTHING", days)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
