"""Count the answers to a query by what they have in common."""

# ruff: noqa: S608 - the names in statements are constants of ours, and every value is bound.
from __future__ import annotations

from collections import Counter
from enum import StrEnum

from geonews.query import Query, Sieve
from geonews.store.database import Condition, Database
from geonews.store.reading import keys_of
from geonews.store.search import condition

__all__ = ["CountBy", "count_by"]

_KEYS_AT_ONCE = 20_000


class CountBy(StrEnum):
    """What answers are counted by."""

    COUNTRY = "country"
    """ISO 3166-1 alpha-2 code."""

    PLACE = "place"
    """Id of the place."""

    TERRITORY = "territory"
    """Id of a contested territory; an event that concerns two counts for both."""

    TYPE = "type"
    MONTH = "month"
    """Of its first day, as 2024-08."""

    SOURCE = "source"
    """Host of a source's address; an event told by two counts for both."""


_COLUMNS = {
    CountBy.COUNTRY: "country",
    CountBy.PLACE: "coalesce(place_id, '')",
    CountBy.TYPE: "type",
    CountBy.MONTH: 'coalesce(substr(CAST(coalesce("from", "to") AS TEXT), 1, 7), \'\')',
}


def count_by(database: Database, query: Query, by: CountBy) -> Counter[str]:
    """Return the number of answers by their key, empty where they have none."""
    if not Sieve(query).is_spatial and query.limit is None and not query.offset:
        return Counter(_counted(database, by, condition(query, database)))
    found: Counter[str] = Counter()
    keys = keys_of(database, query).tolist()
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        these = database.among("fid", keys[start : start + _KEYS_AT_ONCE])
        found.update(_counted(database, by, these))
    return found


def _counted(database: Database, by: CountBy, where: Condition) -> dict[str, int]:
    narrow = database.narrow if where.parameters else ""
    if by in _COLUMNS:
        key, table, asked = _COLUMNS[by], f"events {narrow}", where.sql
    else:
        key, items = _item(database, by)
        table = f"events, {items}"
        # By the keys, because an item has columns that are called as an event's are.
        asked = f"events.fid IN (SELECT fid FROM events {narrow} WHERE {where.sql})"
    sql = f"SELECT {key} AS told, count(*) FROM {table} WHERE {asked} GROUP BY 1"
    return {str(told or ""): count for told, count in database.execute(sql, where.parameters)}


def _item(database: Database, by: CountBy) -> tuple[str, str]:
    """Return the expression that items of a list are counted by, and the list's table."""
    if by is CountBy.TERRITORY:
        items, territory = database.items_of("territories", "id")
        return territory, items
    items, address = database.items_of("sources", "url")
    return database.host_of(address), items
