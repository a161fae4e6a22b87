"""A small true atlas, and events of the South Caucasus written for these tests."""

from __future__ import annotations

import copy
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from geonews.territory import Atlas

CASES = Path(__file__).parent / "cases"

HOSTILE = (
    '<img src=x onerror="window.__x=1">',
    "${window.__x=1}",
    "</script><script>window.__x=1</script>",
    "`+(window.__x=1)+`",
    "\\\\`;window.__x=1;//",
    "<!--<script>",
    "{{ 'ran in' ~ ' a template' }}{% for x in [1] %}looped{% endfor %}",
    "'-(window.__x=1)-'",
)
"""Texts that run somewhere on a stock folium page, and one that runs in Python."""

JINJA_RESULT = "ran in a template"
"""What the template among them would leave behind."""


@cache
def atlas() -> Atlas:
    """Return Abkhazia and Karabakh, their outlines generalised."""
    return Atlas.from_document(json.loads((CASES / "atlas.json").read_text(encoding="utf-8")))


@cache
def _caucasus() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CASES / "caucasus.geojson").read_text(encoding="utf-8"))
    return loaded


def caucasus() -> dict[str, Any]:
    """Return fifteen events: every modality, exact places and areas, one without a place."""
    return copy.deepcopy(_caucasus())


def feature(number: int = 0) -> dict[str, Any]:
    """Return one of the events of `caucasus`."""
    found: dict[str, Any] = caucasus()["features"][number]
    return found


def of(*features: dict[str, Any]) -> dict[str, Any]:
    """Return a collection of features."""
    return {"type": "FeatureCollection", "features": list(features)}


def hostile() -> dict[str, Any]:
    """Return events that carry each hostile text in each of their text fields."""
    features = []
    for number, text in enumerate(HOSTILE):
        event = feature(0)
        event["geometry"]["coordinates"] = [44.0 + number, 40.0]
        event["properties"] |= {
            "id": text,
            "mode": text,
            "title": text,
            "summary": f"{text} نص",
            "place_ar": text,
            "place_en": text,
            "place_id": text,
            "country": text,
            "sources": [
                {
                    "document_id": text,
                    "title": text,
                    "url": "javascript:window.__x=1",
                    "published": "2024-08-19",
                },
                {
                    "document_id": "d",
                    "title": text,
                    "url": f"https://news.example/{number}",
                    "published": None,
                },
            ],
        }
        features.append(event)
    return of(*features)


def many(count: int) -> dict[str, Any]:
    """Return that many events about Arab capitals, the same for the same count."""
    chance = random.Random(count)  # noqa: S311 no secret: positions of test events
    cities = (
        ("بغداد", 44.36, 33.31),
        ("دمشق", 36.29, 33.51),
        ("القاهرة", 31.24, 30.04),
        ("صنعاء", 44.2, 15.35),
        ("طرابلس", 13.19, 32.89),
        ("الرباط", -6.85, 34.02),
    )
    types = ("ASSAULT", "PROTEST", "CONSULT", "AID", "ACCUSE", "DISASTER", "ECONOMY")
    modalities = ("happened", "happened", "planned", "denied")
    features = []
    for number in range(count):
        name, lon, lat = chance.choice(cities)
        day = f"202{chance.randint(1, 4)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        event = feature(0)
        event["geometry"]["coordinates"] = [
            round(lon + chance.gauss(0, 0.7), 3),
            round(lat + chance.gauss(0, 0.7), 3),
        ]
        event["properties"] |= {
            "id": f"event-{number}",
            "type": chance.choice(types),
            "modality": chance.choice(modalities),
            "title": f"خبر رقم {number} من {name}",
            "summary": f"أفادت مصادر محلية في {name} بوقوع الحدث رقم {number} مساء ذلك اليوم.",
            "place_ar": name,
            "from": day,
            "to": day,
        }
        features.append(event)
    return of(*features)
