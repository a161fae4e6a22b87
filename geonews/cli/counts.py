"""Print how many events answer a query, by what they have in common."""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from geonews.cli.gazetteers import gazetteer_of
from geonews.cli.tables import print_table
from geonews.errors import UnknownPlaceError, UsageError
from geonews.gazetteer import Gazetteer
from geonews.model import Place
from geonews.query import Query
from geonews.render.labels import labels
from geonews.store import CountBy, EventStore
from geonews.territory import Atlas

__all__ = ["COUNTED", "count", "write_counts"]

COUNTED = ("country", "admin1", "territory", "type", "month", "source")
"""What ``--count-by`` takes."""

_HEADINGS = {
    "ar": {
        "country": "البلد",
        "admin1": "المحافظة",
        "territory": "المنطقة المتنازع عليها",
        "type": "نوع الحدث",
        "month": "الشهر",
        "source": "المصدر",
    },
    "en": {name: name for name in COUNTED},
}
_COLUMNS = {"ar": ("", "الاسم", "الأحداث"), "en": ("", "name", "events")}
_UNKNOWN = {"ar": "غير معروف", "en": "not known"}
_FORMATS = ("table", "csv", "jsonl")

_Row = tuple[str, str, int]
"""Key, name and number."""


def count(store: EventStore, query: Query, options: argparse.Namespace) -> list[_Row]:
    """Return the counts, the greatest first, then by key; keys that are not known come last.

    An event without what is counted by counts under an empty key, but for territories, which
    most events have none of.
    """
    by = options.count_by
    if by == "admin1":
        counts = _by_province(store.count_by(query, CountBy.PLACE), gazetteer_of(options))
    else:
        counts = store.count_by(query, CountBy(by))
    names = dict(_names(counts, options))
    order = sorted(counts.items(), key=lambda item: (item[0] == "", -item[1], item[0]))
    unknown = _UNKNOWN[options.lang]
    return [(key, names.get(key) or key or unknown, number) for key, number in order]


def write_counts(stream: TextIO, rows: list[_Row], options: argparse.Namespace) -> None:
    """Write counts as a table, as CSV or as JSON Lines.

    Raises
    ------
    geonews.errors.UsageError
        The format is none of these.
    """
    by = options.count_by
    form = options.format or "table"
    if form == "table":
        heading = _HEADINGS[options.lang][by]
        print_table((heading, *_COLUMNS[options.lang][1:]), rows, stream=stream)
    elif form == "csv":
        writer = csv.writer(stream)
        writer.writerow((by, "name", "count"))
        writer.writerows(rows)
    elif form == "jsonl":
        for key, name, number in rows:
            record = {by: key or None, "name": name, "count": number}
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    else:
        raise UsageError(f"format {form!r} holds no counts: give {', '.join(_FORMATS)}")


def _by_province(places: Counter[str], gazetteer: Gazetteer) -> Counter[str]:
    """Return counts by the id of the province that a place is or lies in."""
    found: Counter[str] = Counter()
    for place_id, number in places.items():
        found[_province(place_id, gazetteer)] += number
    return found


def _province(place_id: str, gazetteer: Gazetteer) -> str:
    place = _known(place_id, gazetteer)
    chain = (place, *gazetteer.parents(place_id)) if place else ()
    return next((each.id for each in chain if each.feature_code == "ADM1"), "")


def _known(place_id: str, gazetteer: Gazetteer) -> Place | None:
    try:
        return gazetteer.place(place_id)
    except UnknownPlaceError:
        return None  # of another gazetteer, or of none


def _names(counts: Counter[str], options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    arabic = options.lang == "ar"
    if options.count_by in ("country", "admin1"):
        gazetteer = gazetteer_of(options)
        by_code = options.count_by == "country"
        for key in counts:
            place = gazetteer.countries.get(key) if by_code else _known(key, gazetteer)
            if place:
                yield key, (place.name_ar if arabic else place.name_en) or place.name_en
    elif options.count_by == "territory":
        for territory in Atlas.packaged().territories:
            yield territory.id, territory.name_ar if arabic else territory.name_en
    elif options.count_by == "type":
        yield from labels(options.lang)["types"].items()
