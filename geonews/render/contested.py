"""Contested territories as the page draws and explains them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from shapely.geometry.base import BaseGeometry

from geonews.model import Claim, DatedKind, Standing, Territory, TerritoryKind
from geonews.render.geometry import encode_polygons
from geonews.render.text import shown
from geonews.territory import Atlas, display, policy_statement

__all__ = ["ContestedAreas"]

_DAY = timedelta(days=1)

_FAR_SOUTH = -57.0
"""Degrees of latitude; Cape Horn lies at 56° S."""

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

    The page shows the land as of the end of the period chosen on it. So each area comes with
    the spans of days between which its records change. Drawn in a span is land disputed in
    it, and land that an event before it calls disputed on its own day, which has been settled
    since: that is drawn as on the day of the latest such event, and both days are explained.

    Parameters
    ----------
    atlas
        The territories, their outlines and their dated records.
    lang
        Language of names and of the policies' statements.
    policies
        Display policies that the reader can choose from; the page opens with the first.
    features
        The events of the page.
    on
        Latest day of the map; None for the latest day that the features speak from.

    Raises
    ------
    geonews.errors.UsageError
        A policy is unknown.
    """

    def __init__(
        self,
        *,
        atlas: Atlas,
        lang: str,
        policies: Sequence[str],
        features: Sequence[Mapping[str, Any]],
        on: date | None,
    ) -> None:
        self.statements = [shown(policy_statement(name, lang, atlas=atlas)) for name in policies]
        self._atlas = atlas
        self._lang = lang
        self._policies = policies
        self._on = on or _latest_day(features)
        days = [day for feature in features for day in _event_days(feature["properties"])]
        self._first = min([*days, self._on])
        self._known = {territory.id: territory for territory in atlas.territories}
        self._rows: dict[tuple[Any, ...], int] = {}
        called = self._called_disputed(features)
        near = [each for each in atlas.territories if self._is_in_reach(each, features)]
        spans = ((each, self._spans(each, called[each.id])) for each in near)
        self._drawn = [(each, own) for each, own in spans if any(span["looks"] for span in own)]

    def geometries(self) -> list[BaseGeometry]:
        """Return the outlines of the areas that are drawn on some day."""
        return [self._atlas.geometry(territory.id) for territory, _ in self._drawn]

    def drawn_last(self) -> list[tuple[BaseGeometry, str, str]]:
        """Return outline, hatch and line of what the first policy draws on the latest day."""
        last = [(each, spans[-1]["looks"]) for each, spans in self._drawn if spans[-1]["looks"]]
        return [
            (self._atlas.geometry(territory.id), hatch, line)
            for territory, ((hatch, line, _), *_others) in last
        ]

    def statuses_of(self, properties: Mapping[str, Any]) -> list[tuple[int, str]]:
        """Return what held in an event's territories on its day: index of the row, and the day."""
        day = _event_day(properties) or self._on
        return [
            (self._row(territory, day), day.isoformat())
            for territory in self._territories(properties)
        ]

    def document(self) -> dict[str, Any]:
        """Return what ``static/land.js`` draws; call it once all events have been asked for.

        Every name is written once, in ``names``, and an index everywhere else. An area is
        ``[name, other name, lon, lat, polygons, span, …]``, a row ``[name, standing,
        claimants, administrators]``.

        A span of an area is written ``[since, row, kind, as, look, …]``: the day it begins, what
        holds in it, what it is drawn as (0, or a row and the earlier day it held on), and for
        each policy the look, 0 where it is not drawn; looks are counted from 1.
        """
        looks: dict[tuple[str, ...], int] = {}
        names = _Names()
        areas = [
            [*self._area(territory, names), *(_written(span, looks) for span in spans)]
            for territory, spans in self._drawn
        ]
        rows = [
            [names.index(name), names.index(standing), *map(names.indexes, parties)]
            for name, standing, *parties in self._rows
        ]
        return {
            "on": self._on.isoformat(),
            "names": list(names),
            "areas": areas,
            "looks": list(looks),
            "rows": rows,
        }

    def _territories(self, properties: Mapping[str, Any]) -> list[Territory]:
        named = [item.get("id") for item in properties.get("territories") or ()]
        return [self._known[name] for name in named if name in self._known]

    def _is_in_reach(self, territory: Territory, features: Sequence[Mapping[str, Any]]) -> bool:
        """Tell whether a page of these events has room for a territory.

        The claims to Antarctica would fill a third of a narrow screen on which nothing happened
        south of Cape Horn; they are left out there.
        """
        north = self._atlas.geometry(territory.id).bounds[3]
        return north > _FAR_SOUTH or any(
            feature.get("geometry") and feature["geometry"]["coordinates"][1] < _FAR_SOUTH
            for feature in features
        )

    def _called_disputed(
        self, features: Sequence[Mapping[str, Any]]
    ) -> defaultdict[str, set[date]]:
        """Return the days on which an event speaks of land that was disputed then."""
        days: defaultdict[str, set[date]] = defaultdict(set)
        for feature in features:
            day = _event_day(feature["properties"])
            if day is None:
                continue
            for territory in self._territories(feature["properties"]):
                if self._atlas.status(territory, day).standing is Standing.DISPUTED:
                    days[territory.id].add(day)
        return days

    def _spans(self, territory: Territory, called: set[date]) -> list[dict[str, Any]]:
        """Return how a territory is drawn from which day on, up to the latest day of the map."""
        found: list[dict[str, Any]] = []
        for since in _turns(territory, self._first, self._on):
            disputed = self._atlas.status(territory, since).standing is Standing.DISPUTED
            earlier = max((day for day in called if day < since), default=None)
            span = self._span(territory, since, since if disputed else earlier)
            if not found or {**span, "since": ""} != {**found[-1], "since": ""}:
                found.append(span)
        return found

    def _span(self, territory: Territory, since: date, drawn_as: date | None) -> dict[str, Any]:
        """Return one span; `drawn_as` is the day whose standing is drawn, None for undrawn."""
        span = {
            "since": since.isoformat(),
            "row": self._row(territory, since),
            "looks": [],
            "kind": "",
            "as": [],
        }
        if drawn_as is None:
            return span
        kind = self._atlas.kind(territory, drawn_as) or territory.kind
        status = self._atlas.status(territory, drawn_as)
        looks = [
            display(territory, status, policy, self._lang, atlas=self._atlas)
            for policy in self._policies
        ]
        earlier = drawn_as != since
        return span | {
            "kind": kind,
            "as": [self._row(territory, drawn_as), drawn_as.isoformat()] if earlier else [],
            "looks": [
                [
                    HATCHES[kind] if look.hatched else "",
                    look.line,
                    self._party(look.assigned_to) if look.assigned_to else "",
                ]
                for look in looks
            ],
        }

    def _area(self, territory: Territory, names: _Names) -> list[Any]:
        geometry = self._atlas.geometry(territory.id)
        point = geometry.representative_point()
        other = shown(territory.name_en if self._lang == "ar" else territory.name_ar)
        return [
            names.index(self._name(territory)),
            names.index(other),
            round(point.x, 3),
            round(point.y, 3),
            encode_polygons(geometry),
        ]

    def _row(self, territory: Territory, day: date) -> int:
        """Return the index of what holds in a territory on a day, among the rows of the page."""
        status = self._atlas.status(territory, day)
        row = (
            self._name(territory),
            status.standing,
            tuple(self._party(party) for party in status.claimants),
            tuple(self._party(party) for party in status.administrators),
        )
        return self._rows.setdefault(row, len(self._rows))

    def _name(self, territory: Territory) -> str:
        return shown(territory.name_ar if self._lang == "ar" else territory.name_en)

    def _party(self, party_id: str) -> str:
        party = self._atlas.parties[party_id]
        return shown(party.name_ar if self._lang == "ar" else party.name_en)


class _Names(dict[str, int]):
    """Names in the order in which they came, each with its index."""

    def index(self, name: str) -> int:
        return self.setdefault(name, len(self))

    def indexes(self, names: Sequence[str]) -> list[int]:
        return [self.index(name) for name in names]


def _written(span: Mapping[str, Any], looks: dict[tuple[str, ...], int]) -> list[Any]:
    shown_as = [looks.setdefault(tuple(look), len(looks) + 1) for look in span["looks"]]
    return [span["since"], span["row"], span["kind"], span["as"] or 0, *shown_as]


def _turns(territory: Territory, first: date, last: date) -> list[date]:
    """Return the first day, and the days up to the last on which a territory's records change."""
    records: list[Claim | DatedKind] = [*territory.claims, *territory.administrations]
    records += territory.kinds
    starts = {record.start for record in records if record.start}
    ends = {record.end + _DAY for record in records if record.end and record.end < date.max}
    return [first, *sorted(day for day in starts | ends if first < day <= last)]


def _event_days(properties: Mapping[str, Any]) -> list[date]:
    days = (_day(properties.get(name)) for name in ("from", "to"))
    return [day for day in days if day]


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
