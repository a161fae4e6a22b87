"""The contested territories that places lie in, and what held there on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from geonews.events.places import precision_of
from geonews.model import Place, Territory, TerritoryStatus, WherePrecision
from geonews.territory import Atlas

__all__ = ["statuses_of"]


def statuses_of(atlas: Atlas, places: Sequence[Place], on: date) -> tuple[TerritoryStatus, ...]:
    """Return what held on a day in the territories that places lie in, each once, by id."""
    found = {held.id: held for place in places for held in _contested(atlas, place)}
    return tuple(atlas.status(found[id_], on) for id_ in sorted(found))


def _contested(atlas: Atlas, place: Place) -> Iterator[Territory]:
    """Yield the territories that a place lies in, or is.

    What is known no better than to a country lies in none unless that is the territory. A
    region that is the territory itself counts even if its representative point lies outside.
    """
    itself = atlas.find(place.name_ar) if place.feature_code == "PCLI" else None
    if itself:
        # Western Sahara is a country of ISO 3166-1 and a contested territory.
        yield itself
        return
    if precision_of(place, near=False) > WherePrecision.LANDSCAPE:
        return
    yield from atlas.at(lon=place.lon, lat=place.lat)
    for name in (place.id, place.name_ar):
        itself = atlas.find(name) if name and place.feature_class in ("A", "L") else None
        if itself:
            yield itself
