"""Count what a gazetteer holds: places, names, how much of it is in Arabic, where it is from."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geonews.errors import DataError

__all__ = ["Band", "GazetteerStats", "Provenance", "gazetteer_stats"]

_BANDS = (1_000_000, 100_000, 15_000, 1_000, 1, 0)
"""Least people of the bands that coverage is counted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Settlements of one size."""

    least: int
    """People; 0 for those of which the number is not known."""

    most: int | None
    """People, exclusive; None for the largest."""

    places: int
    with_arabic: int
    """Of these, how many have an Arabic name to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One source, and what came from it."""

    source: str
    what: str
    url: str
    carried_by: str
    licence: str
    attribution: str
    places: int
    names: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerStats:
    """What a gazetteer holds."""

    places: int
    names: int
    areas: int
    by_class: dict[str, int]
    """Places by GeoNames' feature class."""

    by_kind: dict[str, int]
    """Names by `geonews.model.NameKind`."""

    by_source: dict[str, dict[str, int]]
    """Names by source and kind."""

    coverage: tuple[Band, ...]
    """Settlements by population, the largest first."""

    provenance: tuple[Provenance, ...]


def gazetteer_stats(path: Path) -> GazetteerStats:
    """Count what is in a gazetteer's database.

    Raises
    ------
    geonews.errors.DataError
        It cannot be read.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as data:
            return _counted(data)
    except sqlite3.Error as error:
        raise DataError(
            f"gazetteer {str(path)!r} cannot be read ({error}): it is damaged, or none"
        ) from error


def _counted(data: sqlite3.Connection) -> GazetteerStats:
    by_source: dict[str, dict[str, int]] = {}
    for source, kind, count in data.execute(
        "SELECT coalesce(origin.source, '?'), coalesce(name_kind.kind, '?'), names.count "
        "FROM (SELECT source, kind, count(*) AS count FROM name GROUP BY source, kind) AS names "
        "LEFT JOIN origin ON origin.number = names.source "
        "LEFT JOIN name_kind ON name_kind.number = names.kind ORDER BY 1, 2"
    ):
        by_source.setdefault(source, {})[kind] = count
    by_kind: dict[str, int] = {}
    for kinds in by_source.values():
        for kind, count in kinds.items():
            by_kind[kind] = by_kind.get(kind, 0) + count
    by_class = dict(data.execute("SELECT feature_class, count(*) FROM place GROUP BY 1"))
    ((areas,),) = data.execute("SELECT count(*) FROM area")
    return GazetteerStats(
        places=sum(by_class.values()),
        names=sum(by_kind.values()),
        areas=areas,
        by_class=by_class,
        by_kind=dict(sorted(by_kind.items())),
        by_source=by_source,
        coverage=_coverage(data),
        provenance=_provenance(data, by_source),
    )


def _coverage(data: sqlite3.Connection) -> tuple[Band, ...]:
    bands = []
    most: int | None = None
    for least in _BANDS:
        ((places, with_arabic),) = data.execute(
            "SELECT count(*), count(*) FILTER (WHERE name_ar <> '') FROM place "
            "WHERE feature_class = 'P' AND population >= ?1 AND (?2 IS NULL OR population < ?2)",
            (least, most),
        )
        bands.append(Band(least=least, most=most, places=places, with_arabic=with_arabic))
        most = least
    return tuple(bands)


def _provenance(
    data: sqlite3.Connection, by_source: dict[str, dict[str, int]]
) -> tuple[Provenance, ...]:
    rows: Sequence[tuple[str, ...]] = data.execute(
        "SELECT source, coalesce(what, ''), coalesce(url, ''), coalesce(carried_by, ''), "
        "coalesce(licence, ''), coalesce(attribution, ''), number FROM origin ORDER BY source"
    ).fetchall()
    places = dict(data.execute("SELECT source, count(*) FROM place GROUP BY source"))
    return tuple(
        Provenance(
            source=source,
            what=what,
            url=url,
            carried_by=carried_by,
            licence=licence,
            attribution=attribution,
            places=places.get(number, 0),
            names=sum(by_source.get(source, {}).values()),
        )
        for source, what, url, carried_by, licence, attribution, number in rows
    )
