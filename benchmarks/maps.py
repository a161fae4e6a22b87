"""A map of ten thousand events: seconds to draw it, and bytes of the page."""

from __future__ import annotations

import base64
import gzip
import json
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.rows import Row
from geonews.export import feature_collection
from geonews.model import (
    Event,
    EventType,
    Interval,
    Modality,
    Source,
    TimePrecision,
    WherePrecision,
)
from geonews.render import render_map

__all__ = ["benchmark_map", "made_up_events"]

_EVENTS = 10_000
_FIRST_DAY = date(2024, 1, 1)
_SUMMARY = "وقع الحدث رقم {} في المدينة، بحسب ما أعلنته السلطات المحلية يوم أمس."
"""Event number so-and-so took place in the city, the local authorities said yesterday."""


def benchmark_map() -> Iterator[Row]:
    """Yield time and size of the page beside those of the bare GeoJSON."""
    events = made_up_events(_EVENTS)
    render_map(feature_collection(events[:1]))  # loads what is packaged

    start = time.perf_counter()
    collection = feature_collection(events)
    page = render_map(collection)
    seconds = time.perf_counter() - start
    (texts,) = re.findall(r'id="geonews-texts">"([^"]+)"', page)
    told = gzip.decompress(base64.b64decode(texts)).decode("utf-8")
    assert len(set(re.findall(r"synthetic-\d{5}\b", told))) == _EVENTS, "the page lacks events"

    start = time.perf_counter()
    plain = json.dumps(feature_collection(events), ensure_ascii=False)
    plain_seconds = time.perf_counter() - start
    size, plain_size = len(page.encode()), len(plain.encode())
    yield Row(
        name=f"map of {_EVENTS:,} events: time",
        value=f"{seconds:.2f} s",
        baseline=f"their GeoJSON {plain_seconds:.2f} s",
        ratio=seconds / plain_seconds,
    )
    yield Row(
        name=f"map of {_EVENTS:,} events: size",
        value=f"{size / 1e6:.2f} MB",
        baseline=f"their GeoJSON {plain_size / 1e6:.2f} MB",
        ratio=size / plain_size,
    )


def made_up_events(count: int) -> list[Event]:
    """Return events of a year about 3,000 places, the same ones every time."""
    return [_event(number) for number in range(count)]


def _event(number: int) -> Event:
    """Return one made-up event; steps of the golden ratio spread them without chance."""
    day = _FIRST_DAY + timedelta(days=number % 366)
    types, modalities = list(EventType), list(Modality)
    return Event(
        id=f"synthetic-{number:05d}",
        type=types[number % len(types)],
        mode=None,
        modality=modalities[number % len(modalities)],
        title=f"خبر {number % 2000}",
        summary=_SUMMARY.format(number),
        place_id=f"synthetic:{number % 3000}",
        place_ar=f"موضع {number % 3000}",
        place_en=f"Place {number % 3000}",
        country="",
        lat=-35 + 70 * (number % 3000 * 0.618034 % 1),
        lon=-20 + 80 * (number % 3000 * 0.754878 % 1),
        extent_km=0.0,
        where_precision=WherePrecision.EXACT,
        when=Interval(start=day, end=day, precision=TimePrecision.DAY),
        confidence=0.5 + number % 50 / 100,
        main=number % 3 == 0,
        territories=(),
        sources=(
            Source(
                document_id=f"document-{number % 2000}",
                title=f"خبر {number % 2000}",
                url=f"https://example.org/{number % 2000}",
                published=day,
            ),
        ),
    )
