"""Look names up in the gazetteer; the best place comes first.

A name that is not known is answered with near misses. A country, province or town after a
comma or in brackets leaves the places in it, a class noun before the name those of its class.

For example:
    geonews lookup باكو طرابلس "بحر قزوين"
    geonews lookup "طرابلس (لبنان)" "محافظة حلب"
    geonews lookup --format json "Nagorno-Karabakh"
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geonews.cli.gazetteers import gazetteer_of
from geonews.cli.messages import one_line
from geonews.cli.options import argument, words
from geonews.cli.tables import print_table
from geonews.export import ATTRIBUTION
from geonews.gazetteer import Gazetteer
from geonews.model import Candidate, NameKind
from geonews.query import parse_limit
from geonews.records import candidate_record

__all__ = ["add_arguments", "run"]

_GENERATED = {"ar": "تهجئة مولّدة", "en": "generated spelling"}
"""Said of a place that is reached by the sound of its Latin name."""

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
    parser.add_argument(
        "names", metavar="NAME", type=words, nargs="+", help="in Arabic or Latin, or an id"
    )
    parser.add_argument(
        "--format",
        choices=("table", "json", "geojson"),
        default="table",
        help="what to print (default: table)",
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=argument(parse_limit),
        default=10,
        help="most places a name (default: 10)",
    )


def run(options: argparse.Namespace) -> int:
    """Print what the gazetteer has; return the exit code."""
    gazetteer = gazetteer_of(options)
    answers = [_answer(name, gazetteer, options) for name in options.names]
    if options.format == "json":
        for answer in answers:
            print(json.dumps(answer.record(), ensure_ascii=False))
    elif options.format == "geojson":
        print(json.dumps(_collection(answers), ensure_ascii=False))
    else:
        rows = [_row(a.name, c, options.lang) for a in answers for c in a.candidates]
        if rows:
            print_table(_HEADINGS[options.lang], rows)
        for answer in answers:
            if not answer.candidates:
                print(_unknown(answer, options.lang))
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the gazetteer has for one name."""

    name: str
    candidates: tuple[Candidate, ...]
    suggestions: list[str]

    def record(self) -> dict[str, Any]:
        places = {"name": self.name, "places": [candidate_record(c) for c in self.candidates]}
        return places if self.candidates else {**places, "suggestions": self.suggestions}


def _answer(name: str, gazetteer: Gazetteer, options: argparse.Namespace) -> _Answer:
    found = gazetteer.lookup(name, limit=options.limit)
    candidates = tuple(c for c in found if c.score >= options.min_confidence)
    near = [] if candidates else gazetteer.suggestions(name)
    return _Answer(name=name, candidates=candidates, suggestions=near)


def _collection(answers: Sequence[_Answer]) -> dict[str, Any]:
    unknown = {answer.name: answer.suggestions for answer in answers if not answer.candidates}
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        **({"unknown": unknown} if unknown else {}),
        "features": [_feature(a.name, c) for a in answers for c in a.candidates],
    }


def _unknown(answer: _Answer, lang: str) -> str:
    name = one_line(answer.name)
    if lang == "en":
        near = f"; did you mean {', '.join(answer.suggestions)}?" if answer.suggestions else ""
        return f"{name}: not in the gazetteer{near}"
    near = f"؛ لعلك تقصد: {'، '.join(answer.suggestions)}" if answer.suggestions else ""
    return f"{name}: ليس في معجم الأماكن{near}"


def _feature(name: str, candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {"name": name, **candidate_record(candidate)},
    }


def _row(name: str, candidate: Candidate, lang: str) -> tuple[object, ...]:
    place = candidate.place
    shown = place.name_en if lang == "en" else place.name_ar or place.name_en
    if candidate.kind is NameKind.GENERATED:
        shown = f"{shown} ({_GENERATED[lang]})"
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
