"""The FeatureCollection turned into columns, which is how the page carries its events.

One list per property instead of one object per event: ten thousand events weigh a third,
and the browser filters them in one pass. Places and sources stand once each, and events
refer to them by index.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from geonews.errors import UsageError
from geonews.model import EventType, Modality, TimePrecision, WherePrecision
from geonews.render.text import shown, web_link

__all__ = ["NEAR_KM", "event_columns", "event_texts", "is_area", "located_points", "readable"]

NEAR_KM = 25
"""Radius of an event known to be near a place, by the definition of UCDP's precision 2."""

Feature = Mapping[str, Any]

_DAYS_KEPT = 100_000
"""Days that are read once: more than two centuries have."""


class _Table:
    """Distinct rows, each under the index it was first seen with."""

    def __init__(self) -> None:
        self._index: dict[tuple[Any, ...], int] = {}

    def add(self, row: tuple[Any, ...]) -> int:
        return self._index.setdefault(row, len(self._index))

    def columns(self, names: Sequence[str]) -> dict[str, list[Any]]:
        return {name: [row[at] for row in self._index] for at, name in enumerate(names)}


def readable(collection: object) -> tuple[list[Feature], list[str]]:
    """Return the features of a collection that can be drawn, and what is wrong with the rest.

    Parameters
    ----------
    collection
        A GeoJSON FeatureCollection of events, or what was given for one.

    Returns
    -------
    tuple
        The features, latest day first, undated ones last; and a line for each feature left
        out, or for a collection that is none.
    """
    if not isinstance(collection, Mapping) or collection.get("type") != "FeatureCollection":
        return [], ["this is no GeoJSON FeatureCollection of events"]
    given = collection.get("features")
    if not isinstance(given, Sequence) or isinstance(given, str):
        return [], ["the FeatureCollection has no list of features"]
    features: list[Feature] = []
    faults: list[str] = []
    for number, feature in enumerate(given, 1):
        try:
            _check(feature)
        except UsageError as error:
            faults.append(f"{number}: {error}")
        except (AttributeError, KeyError, TypeError, ValueError, IndexError):
            faults.append(f"{number}: this is no GeoJSON Feature of an event")
        else:
            features.append(feature)
    by_id = sorted(features, key=lambda feature: str(feature["properties"].get("id", "")))
    return sorted(by_id, key=_last_day, reverse=True), faults


def located_points(features: Sequence[Feature]) -> list[tuple[float, float]]:
    """Return the (lon, lat) of every feature that has a place."""
    points = (_position(feature) for feature in features)
    return [point for point in points if point is not None]


def is_area(properties: Mapping[str, Any]) -> bool:
    """Tell whether an event is known to lie in an area, and not at its point."""
    precision = int(properties.get("where_precision") or WherePrecision.EXACT)
    return precision > WherePrecision.EXACT or float(properties.get("extent_km") or 0) > 0


def event_columns(
    features: Sequence[Feature],
    *,
    lang: str,
    statuses: Callable[[Mapping[str, Any]], Sequence[tuple[int, str]]],
) -> dict[str, Any]:
    """Return the events of a page as columns of numbers: all that filters and markers ask for.

    Days are counted from 1970-01-01, ``to`` from ``from`` where that is known, the confidence
    in hundredths; what few events have is kept by the event's number.

    Parameters
    ----------
    features
        GeoJSON Features as `readable` returns them.
    lang
        Language whose place name stands first, ``ar`` or ``en``.
    statuses
        Gives, for the properties of a feature, what held in its territories: index and day.
    """
    places, modes = _Table(), _Table()
    modes.add(("",))
    rows: list[tuple[Any, ...]] = []
    held: dict[int, list[tuple[int, str]]] = {}
    for at, feature in enumerate(features):
        properties = feature["properties"]
        if own := list(statuses(properties)):
            held[at] = own
        first, last = _days(properties)
        row = (
            _TYPES.index(properties["type"]),
            modes.add((shown(properties.get("mode")),)),
            _MODALITIES.index(properties["modality"]),
            _place(feature, lang, places),
            first,
            last,
            _PRECISIONS.index(_time_precision(properties)),
            round(100 * float(properties.get("confidence") or 0)),
        )
        rows.append(row)
    return dict(zip(_EVENT_COLUMNS, _transposed(rows), strict=True)) | {
        "types": _TYPES,
        "modes": modes.columns(("mode",))["mode"],
        "modalities": _MODALITIES,
        "precisions": _PRECISIONS,
        "places": places.columns(("lon", "lat", "name", "other", "km", "precision")),
        "status": held,
    }


def event_texts(features: Sequence[Feature]) -> dict[str, Any]:
    """Return what is read of events: ids, titles, summaries, sources, and what few have.

    A title that is that of the event's first source is 0, and so is a summary that is the
    title; one source stands without its list.
    """
    sources = _Table()
    columns: dict[str, list[Any]] = {name: [] for name in ("id", "title", "summary", "source")}
    told: dict[int, dict[str, Any]] = {}
    for at, feature in enumerate(features):
        properties = feature["properties"]
        if more := _told(properties):
            told[at] = more
        reports = properties.get("sources") or ()
        own = [_source(source, sources) for source in reports]
        title, summary = shown(properties.get("title")), shown(properties.get("summary"))
        of_source = bool(title and reports and shown(reports[0].get("title")) == title)
        columns["id"].append(shown(properties.get("id")))
        columns["title"].append(0 if of_source else title)
        columns["summary"].append(0 if summary and summary == title else summary)
        columns["source"].append(own[0] if len(own) == 1 else own)
    return columns | {
        "sources": sources.columns(("id", "title", "url", "published")),
        "told": told,
    }


def _days(properties: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the first day since 1970, and how many more there are to the last."""
    first, last = (_day_number(properties.get(name)) for name in ("from", "to"))
    if first is None or last is None:
        return first, last
    return first, last - first


def _day_number(value: object) -> int | None:
    return _days_since_epoch(str(value)[:10]) if value else None


@lru_cache(_DAYS_KEPT)
def _days_since_epoch(day: str) -> int:
    return (date.fromisoformat(day) - _EPOCH).days


def _told(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what few events have: who took part, whom it cost, and what sources differ in."""
    if not (properties.get("actors") or properties.get("tolls") or properties.get("disagreements")):
        return {}
    found = {
        "actors": [
            [actor["role"], shown(actor["name"])] for actor in properties.get("actors") or ()
        ],
        "tolls": [
            [toll["kind"], toll["low"], toll["best"], toll["high"]]
            for toll in properties.get("tolls") or ()
        ],
        "differ": [
            [
                shown(one["about"]),
                [[shown(v["name"] or v["value"]), len(v["documents"])] for v in one["versions"]],
            ]
            for one in properties.get("disagreements") or ()
        ],
    }
    return {name: value for name, value in found.items() if value}


def _transposed(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(row[at] for row in rows) for at in range(len(_EVENT_COLUMNS))]


_EVENT_COLUMNS = ("type", "mode", "modality", "place", "from", "to", "precision", "confidence")
_EPOCH = date(1970, 1, 1)
_TYPES = [kind.value for kind in EventType]
_MODALITIES = [modality.value for modality in Modality]
_PRECISIONS = ["", *(precision.value for precision in TimePrecision)]


def _place(feature: Feature, lang: str, places: _Table) -> int:
    """Return the index of the feature's place, -1 where it has no point."""
    position = _position(feature)
    if position is None:
        return -1
    properties = feature["properties"]
    names = [shown(properties.get("place_ar")), shown(properties.get("place_en"))]
    if lang != "ar":
        names.reverse()
    first, second = (name for name in (names if names[0] else names[::-1]))
    precision = int(properties.get("where_precision") or WherePrecision.EXACT)
    km = float(properties.get("extent_km") or 0)
    if precision == WherePrecision.NEAR:
        km = max(km, NEAR_KM)
    lon, lat = (round(degrees, 5) for degrees in position)
    return places.add((lon, lat, first, second, round(km, 1), precision))


def _source(source: Mapping[str, Any], sources: _Table) -> int:
    return sources.add(
        (
            shown(source.get("document_id")),
            shown(source.get("title")),
            web_link(source.get("url")),
            _day_or_empty(source.get("published")),
        )
    )


def _position(feature: Feature) -> tuple[float, float] | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    lon, lat = geometry["coordinates"][:2]
    return float(lon), float(lat)


def _time_precision(properties: Mapping[str, Any]) -> str:
    precision = properties.get("time_precision")
    return str(precision) if precision in _PRECISIONS else ""


def _last_day(feature: Feature) -> str:
    properties = feature["properties"]
    return str(properties.get("to") or properties.get("from") or "")


def _check(feature: Feature) -> None:
    """Raise UsageError where a feature does not hold what the page is made from."""
    properties = feature.get("properties") or {}
    _check_lists(properties)
    name = f"event {shown(properties.get('id')) or '(no id)'}"
    if properties.get("type") not in _TYPES:
        raise UsageError(
            f"{name} is of type {properties.get('type')!r}: give one of {', '.join(_TYPES)}"
        )
    if properties.get("modality") not in _MODALITIES:
        raise UsageError(
            f"{name} has modality {properties.get('modality')!r}: "
            f"give one of {', '.join(_MODALITIES)}"
        )
    precision = properties.get("where_precision")
    if precision is not None and precision not in tuple(WherePrecision):
        raise UsageError(f"{name} has where_precision {precision!r}: give 1 to 7")
    for key in ("from", "to"):
        _day_or_empty(properties.get(key), name=name)
    _check_geometry(feature.get("geometry"), name)


def _check_lists(properties: Mapping[str, Any]) -> None:
    """Raise where a list of a feature does not hold what `_told` and `_source` read of it."""
    _told(properties)
    float(properties.get("confidence") or 0)
    float(properties.get("extent_km") or 0)
    for source in properties.get("sources") or ():
        _day_or_empty(source.get("published"))
    for held in properties.get("territories") or ():
        held.get("id")


def _check_geometry(geometry: Mapping[str, Any] | None, name: str) -> None:
    if geometry is None:
        return
    if geometry.get("type") != "Point":
        raise UsageError(f"{name} is a {geometry.get('type')!r}: give a Point, or no geometry")
    lon, lat = geometry["coordinates"][:2]
    if not (_within(lon, 180) and _within(lat, 90)):
        raise UsageError(
            f"{name} lies at longitude {lon!r}, latitude {lat!r}: give WGS84 decimal degrees"
        )


def _within(degrees: object, limit: float) -> bool:
    return (
        isinstance(degrees, int | float) and math.isfinite(degrees) and -limit <= degrees <= limit
    )


def _day_or_empty(value: object, *, name: str = "source") -> str:
    if not value:
        return ""
    try:
        return _well_formed_day(str(value)[:10])
    except ValueError as error:
        raise UsageError(f"{name} has the date {value!r}: give YYYY-MM-DD") from error


@lru_cache(_DAYS_KEPT)
def _well_formed_day(day: str) -> str:
    return date.fromisoformat(day).isoformat()
