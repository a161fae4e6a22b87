"""Contested territories: who claims and who administers them on a day.

Without a name all are listed. --policy says which party the land is shown with. The kind
(annexed, occupied, …) is that of the day: land that was not contested then has none.

For example:
    geonews territory
    geonews territory "قره باغ" --on 2021-06-01
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from difflib import get_close_matches
from typing import Any

from shapely.geometry import mapping

from geonews.cli.options import day, words
from geonews.cli.tables import print_table
from geonews.errors import UnknownPlaceError
from geonews.export import ATTRIBUTION
from geonews.model import Claim, DatedKind, Territory
from geonews.territory import Atlas, display
from geonews.text import lookup_key

__all__ = ["add_arguments", "run"]

_HEADINGS = {
    "ar": ("الإقليم", "الوضع في {on}", "النوع", "يديره", "يطالب به", "يُعرض مع", "المعرّف"),
    "en": (
        "territory", "standing on {on}", "kind", "administered by", "claimed by", "shown with", "id"
    ),
}  # fmt: skip
_STANDINGS = {
    "ar": {
        "disputed": "متنازع عليه",
        "undisputed": "غير متنازع عليه",
        "leased": "مؤجَّر بلا نزاع",
        "unrecorded": "لا سجل",
    },
    "en": {
        "disputed": "disputed",
        "undisputed": "undisputed",
        "leased": "leased, undisputed",
        "unrecorded": "no record",
    },
}
_KINDS = {
    "breakaway": "منفصل",
    "occupied": "محتل",
    "claimed": "مطالَب به",
    "divided": "مقسّم",
    "annexed": "مضموم",
    "buffer": "منطقة عازلة",
    "leased": "مؤجَّر",
    "maritime": "بحري",
}

_SETTLED = {"ar": "بلا نزاع", "en": "settled"}

_NEAR_MISSES = 5

_RECORDS = {
    "ar": {"kinds": "نوع", "claims": "مطالبة", "administrations": "إدارة"},
    "en": {"kinds": "kind", "claims": "claim", "administrations": "administration"},
}
_RECORD_HEADINGS = {
    "ar": ("السجل", "الطرف أو النوع", "من", "إلى", "المصدر"),
    "en": ("record", "party or kind", "from", "to", "source"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "name", metavar="NAME", type=words, nargs="?", help="one territory, by name or id"
    )
    parser.add_argument(
        "--on", metavar="DATE", type=day, help="the day asked for (YYYY-MM-DD; default: today)"
    )
    parser.add_argument(
        "--format",
        choices=("table", "json", "geojson"),
        default="table",
        help="what to print (default: table)",
    )


def run(options: argparse.Namespace) -> int:
    """Print the territories; return the exit code."""
    atlas = Atlas.packaged()
    on = options.on or date.today()
    named = None if options.name is None else _named(atlas, options.name)
    chosen = atlas.territories if named is None else (named,)
    records = [_record(atlas, territory, on, options.policy) for territory in chosen]
    if options.format == "json":
        for record in records:
            print(json.dumps(record, ensure_ascii=False))
    elif options.format == "geojson":
        print(json.dumps(_collection(atlas, records, options.policy), ensure_ascii=False))
    else:
        headings = [heading.format(on=on) for heading in _HEADINGS[options.lang]]
        print_table(headings, [_row(atlas, r, options.lang) for r in records])
        if named is not None:
            _explain(atlas, named, options.lang)
    return 0


def _explain(atlas: Atlas, territory: Territory, lang: str) -> None:
    """Print what is contested, and every dated record with its source."""
    print(territory.note_ar if lang == "ar" else territory.note_en)
    labels = _RECORDS[lang]
    rows = [(labels["kinds"], _kind_name(r.kind, lang), *_dates(r)) for r in territory.kinds]
    for label, claims in (
        (labels["claims"], territory.claims),
        (labels["administrations"], territory.administrations),
    ):
        rows += [
            (label, getattr(atlas.parties[r.party], f"name_{lang}"), *_dates(r)) for r in claims
        ]
    print_table(_RECORD_HEADINGS[lang], rows)


def _kind_name(kind: str | None, lang: str) -> str:
    if kind is None:
        return _SETTLED[lang]
    return _KINDS[kind] if lang == "ar" else str(kind)


def _dates(record: Claim | DatedKind) -> tuple[str, str, str]:
    """Return the first and last day and the source of a record, with what these do not say."""
    start, end = (day.isoformat() if day else "…" for day in (record.start, record.end))
    return (
        start,
        end,
        f"{record.source} ({record.note.rstrip('.')})" if record.note else record.source,
    )


def _named(atlas: Atlas, name: str) -> Territory:
    if territory := atlas.find(name):
        return territory
    lands = {
        lookup_key(known): land
        for land in atlas.territories
        for known in (land.name_ar, land.name_en, *land.variants)
    }
    key = lookup_key(name)
    # Bare names of towns and whole lands are not a part's: غزة names the ones that hold it.
    holding = [known for known in lands if key and f" {key} " in f" {known} "]
    alike = get_close_matches(key, lands, n=_NEAR_MISSES)
    arabic = not key.isascii()
    shown = dict.fromkeys(
        lands[known].name_ar if arabic else lands[known].name_en
        for known in [*sorted(holding, key=len), *alike]
    )
    near = ("، " if arabic else ", ").join(list(shown)[:_NEAR_MISSES])
    hint = f"did you mean {near}?" if near else "geonews territory lists those that are"
    raise UnknownPlaceError(f"territory {name!r} is not known: {hint}")


def _collection(atlas: Atlas, records: list[dict[str, Any]], policy: str) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "id": record["id"],
            "geometry": mapping(atlas.geometry(record["id"])),
            "properties": record,
        }
        for record in records
    ]
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "policy": policy,
        "features": features,
    }


def _record(atlas: Atlas, territory: Territory, on: date, policy: str) -> dict[str, Any]:
    status = atlas.status(territory, on)
    kind = atlas.kind(territory, on)
    shown = display(territory, status, policy, atlas=atlas)
    return {
        "id": territory.id,
        "name_ar": territory.name_ar,
        "name_en": territory.name_en,
        "variants": list(territory.variants),
        "kind": territory.kind.value,
        "kind_on": kind.value if kind else None,
        "note_ar": territory.note_ar,
        "note_en": territory.note_en,
        "on": on.isoformat(),
        "status": status.standing.value,
        "claimants": list(status.claimants),
        "administrators": list(status.administrators),
        "un_view": territory.un_view,
        "policy": policy,
        "assigned_to": shown.assigned_to,
        "hatched": shown.hatched,
        "kinds": [{"kind": r.kind.value if r.kind else None} | _dated(r) for r in territory.kinds],
        "claims": [{"party": r.party} | _dated(r) for r in territory.claims],
        "administration": [{"party": r.party} | _dated(r) for r in territory.administrations],
        "lat": territory.lat,
        "lon": territory.lon,
        "extent_km": territory.extent_km,
    }


def _dated(record: Claim | DatedKind) -> dict[str, Any]:
    """Return what every dated record has, as JSON."""
    return {
        "from": record.start.isoformat() if record.start else None,
        "to": record.end.isoformat() if record.end else None,
        "precision": record.precision.value,
        "source": record.source,
        "note": record.note,
    }


def _row(atlas: Atlas, record: dict[str, Any], lang: str) -> tuple[object, ...]:
    comma = "، " if lang == "ar" else ", "

    def parties(ids: list[str]) -> str:
        names = (getattr(atlas.parties[party], f"name_{lang}") for party in ids)
        return comma.join(names) or "-"

    return (
        record[f"name_{lang}"],
        _STANDINGS[lang][record["status"]],
        _kind_name(record["kind_on"], lang) if record["kind_on"] else "-",
        parties(record["administrators"]),
        parties(record["claimants"]),
        parties([record["assigned_to"]] if record["assigned_to"] else []),
        record["id"],
    )
