"""Contested territories: who claims and who administers them on a day.

Without a name all are listed. --policy says which party the land is shown with.

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
from geonews.model import Claim, Territory
from geonews.territory import Atlas, display
from geonews.text import lookup_key

__all__ = ["add_arguments", "run"]

_HEADINGS = {
    "ar": ("الإقليم", "النوع", "يديره", "يطالب به", "الوضع", "يُعرض مع", "المعرّف"),
    "en": ("territory", "kind", "administered by", "claimed by", "standing", "shown with", "id"),
}
_STANDINGS = {
    "ar": {"disputed": "متنازع عليه", "undisputed": "غير متنازع عليه", "unrecorded": "غير مسجّل"},
    "en": {"disputed": "disputed", "undisputed": "undisputed", "unrecorded": "unrecorded"},
}
_KINDS = {
    "breakaway": "منفصل",
    "occupied": "محتل",
    "claimed": "مطالَب به",
    "divided": "مقسّم",
    "annexed": "مضموم",
    "buffer": "عازل",
    "leased": "مستأجر",
    "maritime": "بحري",
}


_NEAR_MISSES = 5

_RECORDS = {
    "ar": {"claims": "مطالبة", "administrations": "إدارة"},
    "en": {"claims": "claim", "administrations": "administration"},
}
_RECORD_HEADINGS = {
    "ar": ("السجل", "الطرف", "من", "إلى", "المصدر"),
    "en": ("record", "party", "from", "to", "source"),
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
    chosen = [_named(atlas, options.name)] if options.name else list(atlas.territories)
    records = [_record(atlas, territory, on, options.policy) for territory in chosen]
    if options.format == "json":
        for record in records:
            print(json.dumps(record, ensure_ascii=False))
    elif options.format == "geojson":
        print(json.dumps(_collection(atlas, records, options.policy), ensure_ascii=False))
    else:
        print_table(_HEADINGS[options.lang], [_row(atlas, r, options.lang) for r in records])
        if options.name:
            _explain(atlas, chosen[0], options.lang)
    return 0


def _explain(atlas: Atlas, territory: Territory, lang: str) -> None:
    """Print what is contested, and every dated record with its source."""
    print(territory.note_ar if lang == "ar" else territory.note_en)
    records = [
        (_RECORDS[lang][kind], record)
        for kind, found in (
            ("claims", territory.claims),
            ("administrations", territory.administrations),
        )
        for record in found
    ]
    print_table(
        _RECORD_HEADINGS[lang],
        [
            (
                label,
                getattr(atlas.parties[record.party], f"name_{lang}"),
                record.start or "…",
                record.end or "…",
                record.source,
            )
            for label, record in records
        ],
    )


def _named(atlas: Atlas, name: str) -> Territory:
    if territory := atlas.find(name):
        return territory
    names = {
        lookup_key(known): known
        for land in atlas.territories
        for known in (land.name_ar, land.name_en, *land.variants)
    }
    key = lookup_key(name)
    # Bare names of towns and whole lands are not a part's: غزة names the ones that hold it.
    holding = [known for known in names if key and f" {key} " in f" {known} "]
    alike = get_close_matches(key, names, n=_NEAR_MISSES)
    shown = list(dict.fromkeys([*sorted(holding, key=len), *alike]))[:_NEAR_MISSES]
    near = "، ".join(names[found] for found in shown)
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
    shown = display(territory, status, policy, atlas=atlas)
    return {
        "id": territory.id,
        "name_ar": territory.name_ar,
        "name_en": territory.name_en,
        "variants": list(territory.variants),
        "kind": territory.kind.value,
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
        "claims": [_claim(claim) for claim in territory.claims],
        "administration": [_claim(claim) for claim in territory.administrations],
        "lat": territory.lat,
        "lon": territory.lon,
        "extent_km": territory.extent_km,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "party": claim.party,
        "from": claim.start.isoformat() if claim.start else None,
        "to": claim.end.isoformat() if claim.end else None,
        "precision": claim.precision.value,
        "source": claim.source,
        "note": claim.note,
    }


def _row(atlas: Atlas, record: dict[str, Any], lang: str) -> tuple[object, ...]:
    comma = "، " if lang == "ar" else ", "

    def parties(ids: list[str]) -> str:
        names = (getattr(atlas.parties[party], f"name_{lang}") for party in ids)
        return comma.join(names) or "-"

    return (
        record[f"name_{lang}"],
        _KINDS[record["kind"]] if lang == "ar" else record["kind"],
        parties(record["administrators"]),
        parties(record["claimants"]),
        _STANDINGS[lang][record["status"]],
        parties([record["assigned_to"]] if record["assigned_to"] else []),
        record["id"],
    )
