"""Look names up in the gazetteer; the best place comes first.

geonews lookup باكو طرابلس "بحر قزوين"
geonews lookup --format json "Nagorno-Karabakh"
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from geonews.cli.options import add_language
from geonews.cli.tables import print_table
from geonews.gazetteer import Gazetteer
from geonews.model import Candidate

__all__ = ["add_arguments", "run"]

_HEADINGS = {
    "ar": (
        "الاسم",
        "المكان",
        "الرمز",
        "البلد",
        "خط العرض",
        "خط الطول",
        "السكان",
        "الدرجة",
        "المعرّف",
    ),
    "en": ("name", "place", "code", "country", "lat", "lon", "people", "score", "id"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("names", metavar="NAME", nargs="+", help="in Arabic or Latin, or an id")
    parser.add_argument(
        "--format", choices=("table", "json", "geojson"), default="table", help="what to print"
    )
    parser.add_argument("--limit", metavar="N", type=int, default=10, help="places per name")
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Print what the gazetteer has; return the exit code."""
    gazetteer = Gazetteer.packaged()
    found = {name: gazetteer.lookup(name, limit=options.limit) for name in options.names}
    if options.format == "json":
        for name, candidates in found.items():
            print(json.dumps(_record(name, candidates, gazetteer), ensure_ascii=False))
    elif options.format == "geojson":
        features = [_feature(name, c) for name, candidates in found.items() for c in candidates]
        collection = {"type": "FeatureCollection", "features": features}
        print(json.dumps(collection, ensure_ascii=False))
    else:
        rows = [_row(name, c, options.lang) for name in found for c in found[name]]
        print_table(_HEADINGS[options.lang], rows)
        for name in (name for name in found if not found[name]):
            near = "، ".join(gazetteer.suggestions(name)) or "-"
            print(f"{name}: ؟ {near}")
    return 0


def _record(name: str, candidates: tuple[Candidate, ...], gazetteer: Gazetteer) -> dict[str, Any]:
    record: dict[str, Any] = {"name": name, "places": [_place(c) for c in candidates]}
    if not candidates:
        record["suggestions"] = gazetteer.suggestions(name)
    return record


def _place(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "place_id": place.id,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "feature_code": place.feature_code,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "extent_km": place.extent_km,
        "population": place.population,
        "matched": candidate.matched,
        "kind": candidate.kind.value,
        "score": candidate.score,
    }


def _feature(name: str, candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {"name": name, **_place(candidate)},
    }


def _row(name: str, candidate: Candidate, lang: str) -> tuple[object, ...]:
    place = candidate.place
    shown = place.name_en if lang == "en" else place.name_ar or place.name_en
    return (
        name,
        shown,
        place.feature_code,
        place.country,
        f"{place.lat:.4f}",
        f"{place.lon:.4f}",
        place.population or "",
        f"{candidate.score:.2f}",
        place.id,
    )
