"""The contested territories: by name, by id, by point, and their status on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from shapely import Point, STRtree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geonews.errors import DataError, UnknownPlaceError
from geonews.model import (
    Claim,
    DatedKind,
    Party,
    Standing,
    Territory,
    TerritoryKind,
    TerritoryStatus,
    TimePrecision,
)
from geonews.resources import read_json
from geonews.text import lookup_key

__all__ = ["Atlas", "PolicyText"]

_PEACEFUL = {TerritoryKind.LEASED, TerritoryKind.BUFFER, None}
"""Kinds that a territory may be recorded as without anyone contesting its belonging."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """The wording of one display policy; ``{party}`` stands for the party's name."""

    name_ar: str
    name_en: str
    statement_ar: str
    statement_en: str


class Atlas:
    """Contested territories with their shapes and dated claims.

    Build one with `Atlas.packaged` or `Atlas.from_document`.

    Parameters
    ----------
    territories
        Each with its shape, WGS84 longitude and latitude.
    parties
        Every party that the territories name.
    policies
        The wording of the display policies by their names.
    """

    def __init__(
        self,
        territories: Iterable[tuple[Territory, BaseGeometry]],
        parties: Iterable[Party],
        policies: Mapping[str, PolicyText],
    ) -> None:
        pairs = list(territories)
        self.territories: tuple[Territory, ...] = tuple(territory for territory, _ in pairs)
        self.parties: Mapping[str, Party] = {party.id: party for party in parties}
        self.policies = policies
        self._shapes = [geometry for _, geometry in pairs]
        self._index = {territory.id: i for i, territory in enumerate(self.territories)}
        self._tree = STRtree(self._shapes)
        self._names = {
            lookup_key(name): territory
            for territory in self.territories
            for name in (territory.name_ar, territory.name_en, *territory.variants)
        }

    @classmethod
    def packaged(cls) -> Atlas:
        """Return the atlas that geonews carries, read once per process.

        Raises
        ------
        geonews.errors.DataError
            The packaged data is missing or damaged.
        """
        return _packaged()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Atlas:
        """Return the atlas that a ``territories.json`` document describes.

        Raises
        ------
        geonews.errors.DataError
            The document is of another layout.
        """
        try:
            return cls(
                [(_territory(row), shape(row["geometry"])) for row in document["territories"]],
                [Party(**row) for row in document["parties"]],
                {row["id"]: _policy_text(row) for row in document["policies"]},
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(
                f"territories.json is of another layout ({error!r}): install geonews anew"
            ) from error

    def get(self, territory_id: str) -> Territory:
        """Return the territory of an id.

        Raises
        ------
        geonews.errors.UnknownPlaceError
            No territory has it.
        """
        return self.territories[self._position(territory_id)]

    def find(self, name: str) -> Territory | None:
        """Return the territory of a name or id, None where there is none.

        Arabic and Latin spellings are folded as in every look-up: ``قرة باغ`` finds ``قره باغ``
        (Karabakh).
        """
        position = self._index.get(name)
        return self._names.get(lookup_key(name)) if position is None else self.territories[position]

    def geometry(self, territory_id: str) -> BaseGeometry:
        """Return the shape of a territory, WGS84 longitude and latitude.

        Raises
        ------
        geonews.errors.UnknownPlaceError
            No territory has that id.
        """
        return self._shapes[self._position(territory_id)]

    def at(self, *, lon: float, lat: float) -> tuple[Territory, ...]:
        """Return the territories that hold a point, the smallest first.

        Parameters
        ----------
        lon, lat
            Decimal degrees, WGS84.
        """
        return self.overlapping(Point(lon, lat))

    def overlapping(self, geometry: BaseGeometry) -> tuple[Territory, ...]:
        """Return the territories that share a point with a shape, the smallest first."""
        found = (self.territories[i] for i in self._tree.query(geometry, predicate="intersects"))
        return tuple(sorted(found, key=lambda territory: (territory.extent_km, territory.id)))

    def status(self, territory: Territory, on: date) -> TerritoryStatus:
        """Return who claims and who administers a territory on a day.

        A record known to the month or year counts from its first to its last day. Days that
        the records do not reach are unrecorded; they are never called undisputed.
        """
        claimants = _holding(territory.claims, on)
        administrators = _holding(territory.administrations, on)
        return TerritoryStatus(
            territory_id=territory.id,
            on=on,
            standing=_standing(_kinds(territory, on), claimants, administrators),
            claimants=claimants,
            administrators=administrators,
        )

    def kind(self, territory: Territory, on: date) -> TerritoryKind | None:
        """Return what a territory was on a day; None where it was not contested, as far as known.

        Crimea is annexed from 18 March 2014 on, and was nothing of the kind in 2013.
        """
        kinds = _kinds(territory, on)
        if kinds:
            return kinds[0]
        disputed = self.status(territory, on).standing is Standing.DISPUTED
        return territory.kind if disputed else None

    def _position(self, territory_id: str) -> int:
        try:
            return self._index[territory_id]
        except KeyError:
            raise UnknownPlaceError(
                f"no contested territory has the id {territory_id!r}: "
                "ids look like 'geonews:nagorno-karabakh', and `geonews territory` lists them"
            ) from None


@cache
def _packaged() -> Atlas:
    return Atlas.from_document(read_json("territories.json"))


def _holding(records: Iterable[Claim], on: date) -> tuple[str, ...]:
    """Return the parties of the records that hold on a day, each once, in their order."""
    return tuple(dict.fromkeys(record.party for record in records if _holds(record, on)))


def _kinds(territory: Territory, on: date) -> tuple[TerritoryKind | None, ...]:
    """Return the kinds recorded for a day, in their order."""
    return tuple(record.kind for record in territory.kinds if _holds(record, on))


def _holds(record: Claim | DatedKind, on: date) -> bool:
    return (record.start or date.min) <= on <= (record.end or date.max)


def _standing(
    kinds: tuple[TerritoryKind | None, ...],
    claimants: tuple[str, ...],
    administrators: tuple[str, ...],
) -> Standing:
    if set(kinds) - _PEACEFUL:
        return Standing.DISPUTED
    if None in kinds:
        return Standing.UNDISPUTED
    if len(claimants) > 1:
        return Standing.DISPUTED
    if TerritoryKind.LEASED in kinds:
        return Standing.LEASED
    if not claimants or not administrators:
        return Standing.UNRECORDED
    return Standing.UNDISPUTED if claimants == administrators else Standing.DISPUTED


def _territory(row: Mapping[str, Any]) -> Territory:
    fields = {name: value for name, value in row.items() if name != "geometry"}
    fields["variants"] = tuple(row["variants"])
    fields["kind"] = TerritoryKind(row["kind"])
    for kind in ("claims", "administrations"):
        fields[kind] = tuple(Claim(party=r["party"], **_dated(r)) for r in row[kind])
    fields["kinds"] = tuple(
        DatedKind(kind=TerritoryKind(r["kind"]) if r["kind"] else None, **_dated(r))
        for r in row.get("kinds", ())
    )
    return Territory(**fields)


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every dated record has."""
    return {
        "start": date.fromisoformat(row["start"]) if row["start"] else None,
        "end": date.fromisoformat(row["end"]) if row["end"] else None,
        "precision": TimePrecision(row["precision"]),
        "source": row["source"],
        "note": row["note"],
    }


def _policy_text(row: Mapping[str, str]) -> PolicyText:
    return PolicyText(
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        statement_ar=row["statement_ar"],
        statement_en=row["statement_en"],
    )
