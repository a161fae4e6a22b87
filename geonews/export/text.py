"""Events as text: GeoJSON, one Feature a line, CSV, and a table for terminals."""

from __future__ import annotations

import csv
import json
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from geonews import geo
from geonews.errors import UsageError
from geonews.export.geojson import feature, feature_collection
from geonews.model import Event, Interval
from geonews.settings import DEFAULT_POLICY

__all__ = ["CSV_COLUMNS", "TEXT_FORMATS", "write_csv", "write_geojson", "write_jsonl", "write_text"]

TEXT_FORMATS = ("geojson", "csv", "jsonl", "table")

CSV_COLUMNS = (
    "id", "type", "mode", "modality", "title", "summary", "place_ar", "place_en", "place_id",
    "country", "lon", "lat", "where_precision", "extent_km", "from", "to", "time_precision",
    "confidence", "main", "territories", "actors", "tolls", "disagreements", "sources",
)  # fmt: skip

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula."""

_HEADINGS = {
    "ar": ("التاريخ", "النوع", "الحال", "المكان", "الثقة", "العنوان", "المصادر"),
    "en": ("when", "type", "modality", "place", "conf.", "title", "sources"),
}
_WRAPPED = {3: 12, 5: 24}
"""Columns of the table whose texts may run on, the place and the title, and their least width."""
_LEAST_WIDTH = 120
"""Columns of the terminal that the table needs; a narrower one wraps, a pipe is given these."""


def write_text(
    stream: TextIO,
    events: Iterable[Event],
    *,
    format: str,  # noqa: A002 - the command's option is called so
    policy: str = DEFAULT_POLICY,
    lang: str = "ar",
) -> None:
    """Print events to a stream.

    Parameters
    ----------
    stream
        Where to; its encoding is the caller's to set.
    events
        The events, in order.
    format
        One of `TEXT_FORMATS`.
    policy
        Display policy named in GeoJSON.
    lang
        Language of the table's headings and places, ``ar`` or ``en``.

    Raises
    ------
    geonews.errors.UsageError
        The format or the language is unknown.
    """
    if format == "geojson":
        write_geojson(stream, events, policy=policy)
    elif format == "csv":
        write_csv(stream, events)
    elif format == "jsonl":
        write_jsonl(stream, events)
    elif format == "table":
        _write_table(stream, events, lang=lang)
    else:
        raise UsageError(f"format {format!r}: give one of {', '.join(TEXT_FORMATS)}")


def write_geojson(stream: TextIO, events: Iterable[Event], *, policy: str) -> None:
    """Write a FeatureCollection, a Feature a line, so that differences can be read.

    The events are written as they come; the box about them, which is known last, stands last.
    """
    empty = feature_collection((), policy=policy)
    del empty["features"]
    stream.write(_json(empty)[:-1] + ', "features": [')
    lons, lats = array("d"), array("d")
    for number, event in enumerate(events):
        item = feature(event)
        if item["geometry"]:
            lon, lat = item["geometry"]["coordinates"]
            lons.append(lon)
            lats.append(lat)
        stream.write((",\n" if number else "\n") + _json(item))
    bbox = geo.bbox_of_points(lons, lats)
    stream.write("\n]" + (f', "bbox": {_json(list(bbox))}' if bbox else "") + "}\n")


def write_jsonl(stream: TextIO, events: Iterable[Event]) -> None:
    """Write one Feature a line, as newline-delimited GeoJSON is read."""
    for event in events:
        stream.write(_json(feature(event)) + "\n")


def write_csv(stream: TextIO, events: Iterable[Event]) -> None:
    """Write the properties, ``lon`` and ``lat``; lists are JSON text.

    An apostrophe stands before a text that a spreadsheet would take for a formula.
    """
    writer = csv.DictWriter(stream, CSV_COLUMNS)
    writer.writeheader()
    for event in events:
        item = feature(event)
        lon, lat = item["geometry"]["coordinates"] if item["geometry"] else (None, None)
        row = {**item["properties"], "lon": lon, "lat": lat}
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: Any) -> Any:
    if isinstance(value, bool | list):
        return _json(value)
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


_json = json.JSONEncoder(ensure_ascii=False).encode


def _write_table(stream: TextIO, events: Iterable[Event], *, lang: str) -> None:
    if lang not in _HEADINGS:
        raise UsageError(f"language {lang!r}: give one of {', '.join(_HEADINGS)}")
    table = Table(box=box.SIMPLE_HEAD)
    for number, heading in enumerate(_HEADINGS[lang]):
        table.add_column(
            heading,
            no_wrap=number not in _WRAPPED,
            min_width=_WRAPPED.get(number),
            overflow="fold",
        )
    for event in events:
        table.add_row(*(Text(_printable(cell)) for cell in _table_row(event, lang=lang)))
    console = Console(file=stream)
    # Without this a narrow terminal loses the two columns that may shrink.
    console.width = max(console.width, _LEAST_WIDTH)
    # Captured, because rich ends the program by itself when a reader leaves early.
    with console.capture() as printed:
        console.print(table)
    stream.write(printed.get())


def _table_row(event: Event, *, lang: str) -> Sequence[str]:
    names = (event.place_ar, event.place_en)
    first, second = names if lang == "ar" else reversed(names)
    return (
        _days(event.when),
        event.type + (f"/{event.mode}" if event.mode else ""),
        event.modality,
        first or second,
        f"{event.confidence:.2f}",
        event.title or event.summary,
        str(len(event.sources)),
    )


def _days(when: Interval | None) -> str:
    """Write an interval: one day, or both ends, either of which may be open."""
    if when is None:
        return ""
    if when.start == when.end:
        return str(when.start or "")
    return f"{when.start or ''}/{when.end or ''}"


def _printable(text: str) -> str:
    """Replace what would steer the terminal or turn the line round: controls and formats."""
    return "".join(
        " " if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character
        for character in text
    )
