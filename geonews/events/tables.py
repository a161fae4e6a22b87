"""Events that somebody wrote down in a table: a chronology, or an export of geonews.

A row needs a type. A place is given by its name, its id in the gazetteer, or coordinates; a
day, a month, a year or a range of days by ``date``, or by ``from`` and ``to``. Everything
else is taken where it is there, under the names of GeoJSON's properties.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from geonews.errors import InputError
from geonews.events.contested import statuses_of
from geonews.events.places import precision_of
from geonews.gazetteer import Gazetteer
from geonews.model import (
    Event,
    EventType,
    Interval,
    Modality,
    Place,
    TimePrecision,
    TollKind,
    WherePrecision,
)
from geonews.records import event_from_properties
from geonews.territory import Atlas
from geonews.timex import calendars

__all__ = ["TABLE_COLUMNS", "events_of_rows"]

TABLE_COLUMNS = (
    "id", "type", "mode", "modality", "title", "summary", "date", "from", "to", "time_precision",
    "place", "place_id", "lat", "lon", "place_ar", "place_en", "country", "where_precision",
    "extent_km", "confidence", "main", "killed", "injured", "source", "url", "published", "sources",
)  # fmt: skip
"""Columns that are read; others are passed over."""

Row = Mapping[str, Any]
_LISTS = ("actors", "tolls", "disagreements", "sources")
_COUNTED = {"killed": TollKind.KILLED, "injured": TollKind.INJURED}
_OF_TABLE = "table"
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
"""18/8/2024, as Arabic spreadsheets write it."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def events_of_rows(
    rows: Iterable[tuple[str, Row]],
    *,
    gazetteer: Gazetteer,
    atlas: Atlas,
    on_failure: Callable[[str, InputError], None],
) -> Iterator[Event]:
    """Yield the events of a table's rows, in their order.

    Parameters
    ----------
    rows
        Where each row stands, and its values by column (`TABLE_COLUMNS`).
    gazetteer
        Where places given by name or id are looked up.
    atlas
        Contested territories that the events are stamped with.
    on_failure
        Called with where a row stands and what is wrong with it; the row is left out.
    """
    for where, row in rows:
        try:
            yield _event(row, gazetteer, atlas)
        except InputError as error:
            on_failure(where, error)


def _event(row: Row, gazetteer: Gazetteer, atlas: Atlas) -> Event:
    place, located = _located(row, gazetteer)
    when = _when(row)
    properties = {
        "id": _text(row, "id") or _digest(row),
        "type": _choice(row, "type", EventType, ""),
        "mode": _text(row, "mode") or None,
        "modality": _choice(row, "modality", Modality, Modality.HAPPENED.value),
        "title": _text(row, "title") or _text(row, "summary"),
        "summary": _text(row, "summary") or _text(row, "title"),
        **located,
        "from": when.start.isoformat() if when and when.start else None,
        "to": when.end.isoformat() if when and when.end else None,
        "time_precision": when.precision.value if when else None,
        "confidence": _number(row, "confidence", 1.0, least=0, most=1),
        "main": str(row.get("main", "true")).lower() not in ("false", "0"),
        "territories": [],
        **{name: _list(row, name) for name in _LISTS},
    }
    properties["tolls"] = properties["tolls"] or list(_tolls(row))
    properties["sources"] = properties["sources"] or list(_source(row))
    lon, lat = properties.pop("lon"), properties.pop("lat")
    try:
        event = event_from_properties(properties, lon=lon, lat=lat)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"no event can be made of it ({error})") from error
    return _stamped(event, place, atlas)


def _stamped(event: Event, place: Place | None, atlas: Atlas) -> Event:
    on = event.when and (event.when.start or event.when.end)
    known = event.where_precision and event.where_precision <= WherePrecision.LANDSCAPE
    if place is None or not on or not (known or place.source != _OF_TABLE):
        return event
    return replace(event, territories=statuses_of(atlas, [place], on))


def _located(row: Row, gazetteer: Gazetteer) -> tuple[Place | None, dict[str, Any]]:
    """Return the place of a row, and the properties that tell of it."""
    place = _place(row, gazetteer)
    if place is None:
        nowhere = dict.fromkeys(("place_id", "where_precision", "lon", "lat"))
        return None, {**nowhere, "place_ar": "", "place_en": "", "country": "", "extent_km": 0.0}
    precision = row.get("where_precision")
    if precision in (None, ""):
        precision = int(precision_of(place, near=False))
    return place, {
        "place_id": place.id or None,
        "place_ar": _text(row, "place_ar") or place.name_ar,
        "place_en": _text(row, "place_en") or place.name_en,
        "country": _text(row, "country") or place.country,
        "extent_km": _number(row, "extent_km", place.extent_km, least=0, most=20_100),
        "where_precision": _precision(precision),
        "lon": place.lon,
        "lat": place.lat,
    }


def _place(row: Row, gazetteer: Gazetteer) -> Place | None:
    """Return where an event took place: by its id, its coordinates, or its name."""
    id_ = _text(row, "place_id")
    known = gazetteer.lookup(id_, limit=1) if ":" in id_ else ()
    placed = row.get("lat") not in (None, "") and row.get("lon") not in (None, "")
    if known and placed:
        lat, lon = _position(row)
        return replace(known[0].place, lat=lat, lon=lon)
    if not placed:
        name = id_ or _text(row, "place")
        found = known or (gazetteer.lookup(name, limit=1) if name else ())
        if name and not found:
            near = gazetteer.suggestions(name)
            hint = f"; near it: {'، '.join(near[:3])}" if near else ""
            raise InputError(f"place {name!r} is not in the gazetteer: give lat and lon{hint}")
        return found[0].place if found else None
    lat, lon = _position(row)
    shown = _text(row, "place_ar") or _text(row, "place") or _text(row, "place_en")
    return Place(
        id=id_,
        name_ar=shown,
        name_en=_text(row, "place_en"),
        feature_class="P",
        feature_code="PPL",
        country=_text(row, "country"),
        admin1="",
        lat=lat,
        lon=lon,
        extent_km=0.0,
        population=0,
        prominence=0.0,
        source=_OF_TABLE,
    )


def _position(row: Row) -> tuple[float, float]:
    """Return latitude and longitude of a row, in decimal degrees."""
    lat = _number(row, "lat", 0, least=-90, most=90)
    return lat, _number(row, "lon", 0, least=-180, most=180)


def _when(row: Row) -> Interval | None:
    first, last = _text(row, "from"), _text(row, "to")
    if first or last:
        opening = _days(first).start if first else None
        closing = _days(last).end if last else None
        precision = _choice(row, "time_precision", TimePrecision, TimePrecision.DAY.value)
        return _interval(opening, closing, TimePrecision(precision))
    text = _text(row, "date")
    if not text:
        return None
    if european := _DAY_FIRST.fullmatch(text):
        text = f"{european[3]}-{int(european[2]):02}-{int(european[1]):02}"
    one, _, other = text.partition("/")
    start = _days(one.strip())
    if not other:
        return start
    end = _days(other.strip())
    coarse = max(start.precision, end.precision, key=list(TimePrecision).index)
    return _interval(start.start, end.end, coarse)


def _interval(start: date | None, end: date | None, precision: TimePrecision) -> Interval:
    try:
        return Interval(start=start, end=end, precision=precision)
    except ValueError as error:
        raise InputError(f"date: {error}") from error


def _days(text: str) -> Interval:
    """Read a day, a month or a year of ISO 8601; hours behind a day are passed over."""
    parts = _DATE.fullmatch(text[:10])
    if parts:
        year, month_, day_ = (int(part or 0) for part in parts.groups())
        if day_:
            found = calendars.day(year, month_, day_)
        else:
            found = calendars.month(year, month_) if month_ else calendars.year(year)
        if found:
            return found
    raise InputError(f"date {text!r}: give YYYY-MM-DD, YYYY-MM, YYYY, or two with a slash")


def _tolls(row: Row) -> Iterator[dict[str, Any]]:
    for name, kind in _COUNTED.items():
        if row.get(name) not in (None, ""):
            count = int(_number(row, name, 0, least=0, most=1e9))
            yield {"kind": kind.value, "low": count, "best": count, "high": count}


def _source(row: Row) -> Iterator[dict[str, Any]]:
    told, url = _text(row, "source"), _text(row, "url")
    if told or url:
        yield {
            "document_id": told or url,
            "title": told,
            "url": url if url.startswith(("https://", "http://")) else "",
            "published": _text(row, "published") or None,
        }


def _list(row: Row, name: str) -> list[Any]:
    value = row.get(name)
    if isinstance(value, str) and value.strip():
        try:
            value = json.loads(value)
        except (json.JSONDecodeError, RecursionError) as error:
            raise InputError(f"{name}: no JSON list ({error})") from error
    if value in (None, ""):
        return []
    if not isinstance(value, list):
        raise InputError(f"{name}: give a JSON list, not {value!r:.60}")
    return value


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip()


def _number(row: Row, name: str, default: float, *, least: float, most: float) -> float:
    value = row.get(name)
    if value in (None, ""):
        return default
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise InputError(f"{name} {value!r}: give a number from {least:g} to {most:g}")
    return number


def _precision(value: Any) -> int:
    codes = [int(code) for code in WherePrecision]
    try:
        code = int(float(str(value)))
    except ValueError:
        code = 0
    if code not in codes:
        raise InputError(f"where_precision {value!r}: give one of {codes}")
    return code


def _choice(row: Row, name: str, choices: Any, default: str) -> str:
    value = _text(row, name) or default
    for choice in choices:
        if value.lower() == choice.value.lower():
            return str(choice.value)
    accepted = ", ".join(choice.value for choice in choices)
    raise InputError(f"{name} {value!r}: give one of {accepted}")


def _digest(row: Row) -> str:
    content = json.dumps({k: str(v) for k, v in row.items()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
