"""Columns of events as a GeoDataFrame: what an export writes, and what a store gives in bulk.

Nothing imports this before a table is wanted: geopandas takes half a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geonews.records import LISTS, VALUES

__all__ = ["frame_of_columns"]

_DTYPES = {
    "where_precision": "Int16",
    "extent_km": "float64",
    "confidence": "float64",
    "main": "bool",
}
_DIGITS = 6
"""Of a degree, as in GeoJSON: 0.1 m."""


def frame_of_columns(
    columns: Mapping[str, Sequence[Any]],
    *,
    lon: np.ndarray[Any, Any],
    lat: np.ndarray[Any, Any],
) -> gpd.GeoDataFrame:
    """Return events as a table in EPSG:4326.

    Parameters
    ----------
    columns
        The values of each of `VALUES`, and of each of `LISTS` as JSON text: texts well-formed,
        days as ISO 8601, None where a value is not known.
    lon, lat
        Decimal degrees WGS84, NaN where an event has no place.

    Raises
    ------
    ValueError
        A value is not of its column's kind.
    """
    typed = {name: _column(name, columns[name]) for name in (*VALUES, *LISTS)}
    points = shapely.points(np.round(lon, _DIGITS), np.round(lat, _DIGITS))
    points[np.isnan(lon)] = None
    return gpd.GeoDataFrame(typed, geometry=gpd.GeoSeries(points, crs="EPSG:4326"))


def _column(name: str, values: Any) -> Any:
    if name in ("from", "to"):
        days = np.array([day or "NaT" for day in values], dtype="datetime64[ms]")
        return pd.Series(days)
    return pd.array(values, dtype=_DTYPES.get(name, "str"))
