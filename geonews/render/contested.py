"""Contested territories as the page draws and explains them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from geonews.model import Standing, Territory, TerritoryKind, TerritoryStatus
from geonews.render.geometry import encode_polygons
from geonews.render.text import shown
from geonews.territory import Atlas, display, policy_statement

__all__ = ["ContestedAreas"]

HATCHES = {
    TerritoryKind.BREAKAWAY: "forward",
    TerritoryKind.DIVIDED: "forward",
    TerritoryKind.OCCUPIED: "backward",
    TerritoryKind.ANNEXED: "backward",
    TerritoryKind.LEASED: "level",
    TerritoryKind.BUFFER: "level",
    TerritoryKind.CLAIMED: "level",
    TerritoryKind.MARITIME: "level",
}
"""Direction of the hatching by kind: governed by itself, held by another, only claimed."""


class ContestedAreas:
    """What the page says of contested land, and the statuses its events refer to.

    Drawn is the land disputed on the day of the map, and the land that an event of the
    map calls disputed on its own day, which may have been settled since: that is drawn
    with the day of its latest event, and both days are explained.

    Parameters
    ----------
    atlas
        The territories, their outlines and their dated records.
    lang
        Language of names and of the policy's statement.
    policy
        Display policy.
    features
        The events of the page.
    on
        Day of the map; None for the latest day that the features speak from.

    Raises
    ------
    geonews.errors.UsageError
        The policy is unknown.
    """

    def __init__(
        self,
        *,
        atlas: Atlas,
        lang: str,
        policy: str,
        features: Sequence[Mapping[str, Any]],
        on: date | None,
    ) -> None:
        self.statement = shown(policy_statement(policy, lang, atlas=atlas))
        self._atlas = atlas
        self._lang = lang
        self._policy = policy
        self._on = on or _latest_day(features)
        self._known = {territory.id: territory for territory in atlas.territories}
        self._indexes: dict[tuple[str, date], int] = {}
        self._rows: list[dict[str, Any]] = []
        called = self._called_disputed(features)
        self._drawn: list[tuple[Territory, date]] = []
        for territory in atlas.territories:
            if atlas.status(territory, self._on).standing is Standing.DISPUTED:
                self._drawn.append((territory, self._on))
            elif territory.id in called:
                self._drawn.append((territory, called[territory.id]))

    def geometries(self) -> list[BaseGeometry]:
        """Return the outlines of the areas drawn."""
        return [self._atlas.geometry(territory.id) for territory, _ in self._drawn]

    def statuses_of(self, properties: Mapping[str, Any]) -> list[int]:
        """Return the indexes of the statuses of an event's territories on its day."""
        day = _event_day(properties) or self._on
        return [self._status(territory, day) for territory in self._territories(properties)]

    def document(self) -> dict[str, Any]:
        """Return what ``static/land.js`` draws; call it once all events have been asked for."""
        areas = [self._area(territory, day) for territory, day in self._drawn]
        return {"areas": areas, "statuses": self._rows}

    def _territories(self, properties: Mapping[str, Any]) -> list[Territory]:
        named = [item.get("id") for item in properties.get("territories") or ()]
        return [self._known[name] for name in named if name in self._known]

    def _called_disputed(self, features: Sequence[Mapping[str, Any]]) -> dict[str, date]:
        """Return, for land disputed on the day of an event in it, the latest such day."""
        days: dict[str, date] = {}
        for feature in features:
            day = _event_day(feature["properties"])
            if day is None:
                continue
            for territory in self._territories(feature["properties"]):
                if self._atlas.status(territory, day).standing is Standing.DISPUTED:
                    days[territory.id] = max(day, days.get(territory.id, day))
        return days

    def _area(self, territory: Territory, day: date) -> dict[str, Any]:
        geometry = self._atlas.geometry(territory.id)
        point = geometry.representative_point()
        shown_as = display(
            territory,
            self._atlas.status(territory, day),
            self._policy,
            self._lang,
            atlas=self._atlas,
        )
        kind = self._atlas.kind(territory, day) or territory.kind
        days = [day] if day == self._on else [day, self._on]
        return {
            "id": territory.id,
            "name": self._name(territory),
            "other": shown(territory.name_en if self._lang == "ar" else territory.name_ar),
            "year": "" if day == self._on else str(day.year),
            "kind": kind,
            "hatch": HATCHES[kind] if shown_as.hatched else "",
            "line": shown_as.line,
            "assigned": self._party(shown_as.assigned_to) if shown_as.assigned_to else "",
            "lon": round(point.x, 4),
            "lat": round(point.y, 4),
            "bbox": [round(degrees, 4) for degrees in geometry.bounds],
            "polygons": encode_polygons(geometry),
            "status": [self._status(territory, each) for each in days],
        }

    def _status(self, territory: Territory, day: date) -> int:
        key = (territory.id, day)
        if key not in self._indexes:
            self._indexes[key] = len(self._rows)
            self._rows.append(self._row(territory, self._atlas.status(territory, day)))
        return self._indexes[key]

    def _row(self, territory: Territory, status: TerritoryStatus) -> dict[str, Any]:
        return {
            "name": self._name(territory),
            "on": status.on.isoformat(),
            "standing": status.standing,
            "claimants": [self._party(party) for party in status.claimants],
            "administrators": [self._party(party) for party in status.administrators],
        }

    def _name(self, territory: Territory) -> str:
        return shown(territory.name_ar if self._lang == "ar" else territory.name_en)

    def _party(self, party_id: str) -> str:
        party = self._atlas.parties[party_id]
        return shown(party.name_ar if self._lang == "ar" else party.name_en)


def _event_day(properties: Mapping[str, Any]) -> date | None:
    return _day(properties.get("from")) or _day(properties.get("to"))


def _latest_day(features: Sequence[Mapping[str, Any]]) -> date:
    """Return the day the collection speaks from: of its latest source, else of its events."""
    published = [
        _day(source.get("published"))
        for feature in features
        for source in feature["properties"].get("sources") or ()
    ]
    happened = [_day(feature["properties"].get("to")) for feature in features]
    days = [day for day in published if day] or [day for day in happened if day]
    return max(days, default=date.today())


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None
