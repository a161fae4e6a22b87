"""Events as a GeoDataFrame."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point

from geonews.export.geojson import feature
from geonews.model import Event

__all__ = ["to_geodataframe"]

_TEXTS = (
    "id", "type", "mode", "modality", "title", "summary", "place_ar", "place_en", "place_id",
    "country", "time_precision",
)  # fmt: skip
_DAYS = ("from", "to")
_LISTS = ("territories", "actors", "tolls", "disagreements", "sources")
_COLUMNS = (
    *_TEXTS[:-1], "where_precision", "extent_km", "from", "to", "time_precision", "confidence",
    "main", *_LISTS,
)  # fmt: skip


def to_geodataframe(events: Iterable[Event]) -> gpd.GeoDataFrame:
    """Return events as a table, one row each, in EPSG:4326.

    Columns are the properties of the GeoJSON Feature: texts as ``str``, ``from`` and ``to``
    as ``datetime64[ms]`` at midnight, ``where_precision`` as ``Int16``, ``extent_km`` and
    ``confidence`` as ``float64``, ``main`` as ``bool``; lists (``territories``, ``actors``,
    ``tolls``, ``disagreements``, ``sources``) are JSON text. What is not known is missing
    (NA), an event without a place has no geometry.
    A lone surrogate, which no UTF-8 can hold, becomes U+FFFD.
    """
    features = [feature(event) for event in events]
    rows = [item["properties"] for item in features]
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in _COLUMNS}
    for name in _TEXTS:
        texts = [None if text is None else _well_formed(text) for text in columns[name]]
        columns[name] = pd.Series(texts, dtype="str")
    for name in _DAYS:
        days = [day or "NaT" for day in columns[name]]
        columns[name] = pd.Series(np.array(days, dtype="datetime64[ms]"))
    for name in _LISTS:
        texts = [_well_formed(json.dumps(value, ensure_ascii=False)) for value in columns[name]]
        columns[name] = pd.Series(texts, dtype="str")
    columns["where_precision"] = pd.array(columns["where_precision"], dtype="Int16")
    columns["extent_km"] = np.array(columns["extent_km"], dtype="float64")
    columns["confidence"] = np.array(columns["confidence"], dtype="float64")
    columns["main"] = np.array(columns["main"], dtype="bool")
    points = [
        Point(item["geometry"]["coordinates"]) if item["geometry"] else None for item in features
    ]
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(points, crs="EPSG:4326"))


def _well_formed(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
