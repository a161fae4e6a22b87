"""Events as a GeoDataFrame."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np

from geonews.frames import frame_of_columns
from geonews.model import Event
from geonews.records import LISTS, VALUES, event_properties

__all__ = ["to_geodataframe"]


def to_geodataframe(events: Iterable[Event]) -> gpd.GeoDataFrame:
    """Return events as a table, one row each, in EPSG:4326.

    Columns are the properties of the GeoJSON Feature: texts as ``str``, ``from`` and ``to``
    as ``datetime64[ms]`` at midnight, ``where_precision`` as ``Int16``, ``extent_km`` and
    ``confidence`` as ``float64``, ``main`` as ``bool``; lists (``territories``, ``actors``,
    ``tolls``, ``disagreements``, ``sources``) are JSON text. What is not known is missing
    (NA), an event without a place has no geometry.
    A lone surrogate, which no UTF-8 can hold, becomes U+FFFD.

    The events of a store come as a table three times as fast from
    `geonews.store.EventStore.to_geodataframe`.
    """
    told = list(events)
    rows = [event_properties(event) for event in told]
    columns = {name: [_well_formed(row[name]) for row in rows] for name in VALUES}
    for name in LISTS:
        columns[name] = [_well_formed(_to_json(row[name])) for row in rows]
    lon = np.array([event.lon for event in told], dtype=float)
    lat = np.array([event.lat for event in told], dtype=float)
    return frame_of_columns(columns, lon=lon, lat=lat)


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _well_formed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
