"""Contested territories: who claims and who administers them on a day.

geonews territory
geonews territory "قره باغ" --on 2021-06-01
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from shapely.geometry import mapping

from geonews.cli.options import add_language, day
from geonews.cli.tables import print_table
from geonews.errors import UnknownPlaceError
from geonews.model import Claim, Territory
from geonews.territory import Atlas

__all__ = ["add_arguments", "run"]

_HEADINGS = {
    "ar": ("الإقليم", "النوع", "يديره", "يطالب به", "الوضع", "المعرّف"),
    "en": ("territory", "kind", "administered by", "claimed by", "standing", "id"),
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="one territory, by name or id")
    parser.add_argument(
        "--on", metavar="DATE", type=day, help="the day asked for (YYYY-MM-DD; default: today)"
    )
    parser.add_argument(
        "--format", choices=("table", "json", "geojson"), default="table", help="what to print"
    )
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Print the territories; return the exit code."""
    atlas = Atlas.packaged()
    on = options.on or date.today()
    chosen = [_named(atlas, options.name)] if options.name else list(atlas.territories)
    records = [_record(atlas, territory, on) for territory in chosen]
    if options.format == "json":
        for record in records:
            print(json.dumps(record, ensure_ascii=False))
    elif options.format == "geojson":
        features = [
            {
                "type": "Feature",
                "geometry": mapping(atlas.geometry(record["id"])),
                "properties": record,
            }
            for record in records
        ]
        print(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))
    else:
        print_table(_HEADINGS[options.lang], [_row(atlas, r, options.lang) for r in records])
    return 0


def _named(atlas: Atlas, name: str) -> Territory:
    if territory := atlas.find(name):
        return territory
    raise UnknownPlaceError(
        f"territory {name!r} is not known: geonews territory lists those that are"
    )


def _record(atlas: Atlas, territory: Territory, on: date) -> dict[str, Any]:
    status = atlas.status(territory, on)
    return {
        "id": territory.id,
        "name_ar": territory.name_ar,
        "name_en": territory.name_en,
        "variants": list(territory.variants),
        "kind": territory.kind.value,
        "on": on.isoformat(),
        "status": status.standing.value,
        "claimants": list(status.claimants),
        "administrators": list(status.administrators),
        "un_view": territory.un_view,
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
        record["id"],
    )
