"""Events as GeoJSON (RFC 7946); the map draws this collection and no other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geonews import geo
from geonews.model import Event
from geonews.records import event_properties
from geonews.settings import DEFAULT_POLICY

__all__ = ["ATTRIBUTION", "feature", "feature_collection"]

ATTRIBUTION = (
    "Places: GeoNames (CC BY 4.0, geonames.org). Country names: Unicode CLDR (Unicode-3.0). "
    "Outlines: Natural Earth (public domain)."
)
"""Whom the packaged data is owed to; gazetteer/sources.toml is the record."""


def feature(event: Event) -> dict[str, Any]:
    """Return an event as a Feature.

    Its geometry is a Point, longitude before latitude, of at most 6 decimals (0.1 m); null
    where the event has no place. Around an imprecise place the property ``extent_km`` is the
    radius that holds the area, in kilometres.
    """
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": _geometry(event),
        "properties": event_properties(event),
    }


def feature_collection(events: Iterable[Event], *, policy: str = DEFAULT_POLICY) -> dict[str, Any]:
    """Return events as a FeatureCollection, in the order given.

    Parameters
    ----------
    events
        The events.
    policy
        Name of the display policy that contested territories are shown by.

    Returns
    -------
    dict
        With the foreign members ``attribution`` and ``policy``, and ``bbox`` unless no event
        has a place: ``west, south, east, north``, west over east where the narrowest box
        crosses the date line.
    """
    features = [feature(event) for event in events]
    points = [item["geometry"]["coordinates"] for item in features if item["geometry"]]
    bbox = geo.bbox_of_points([lon for lon, _ in points], [lat for _, lat in points])
    return {
        "type": "FeatureCollection",
        **({"bbox": list(bbox)} if bbox else {}),
        "attribution": ATTRIBUTION,
        "policy": policy,
        "features": features,
    }


def _geometry(event: Event) -> dict[str, Any] | None:
    if event.lon is None or event.lat is None:
        return None
    return {"type": "Point", "coordinates": geo.round_coordinates([event.lon, event.lat])}
