"""Short articles with their place names marked, and the true places that these name.

``{باكو}`` marks a literal mention, ``{*موسكو}`` one that stands for a government, ``{+حلب}`` one
that is part of another name. The sentences are made up for the tests; places and coordinates are
facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from geonews.events import find_events
from geonews.gazetteer import Gazetteer
from geonews.model import Document, EventMention, Place, Resolution, Span, Toponym, Use
from geonews.territory import Atlas
from geonews.timex import find_times

PUBLISHED = date(2024, 8, 18)
"""A Sunday."""

_MARK = re.compile(r"\{([*+]?)([^}]+)\}")
_USES = {"": Use.LITERAL, "*": Use.METONYM, "+": Use.IN_NAME}


def _place(
    name_ar: str, name_en: str, kind: str, country: str, lat: float, lon: float, extent: float = 0
) -> Place:
    feature_class, feature_code = kind.split(".")
    return Place(
        id=f"test:{name_en.lower().replace(' ', '-')}",
        name_ar=name_ar,
        name_en=name_en,
        feature_class=feature_class,
        feature_code=feature_code,
        country=country,
        admin1="",
        lat=lat,
        lon=lon,
        extent_km=extent,
        population=0,
        prominence=1.0,
        source="overlay",
    )


PLACES = {
    place.name_ar: place
    for place in (
        _place("باكو", "Baku", "P.PPLC", "AZ", 40.378, 49.892),
        _place("أذربيجان", "Azerbaijan", "A.PCLI", "AZ", 40.5, 47.5, 250),
        _place("موسكو", "Moscow", "P.PPLC", "RU", 55.752, 37.616),
        _place("روسيا", "Russia", "A.PCLI", "RU", 61, 100, 3500),
        _place("أرمينيا", "Armenia", "A.PCLI", "AM", 40.2, 45, 150),
        _place("قره باغ", "Nagorno-Karabakh", "L.RGN", "AZ", 39.8, 46.75, 70),
        _place("بحر قزوين", "Caspian Sea", "H.SEA", "", 41.7, 50.6, 550),
        _place("القاهرة", "Cairo", "P.PPLC", "EG", 30.044, 31.236),
        _place("مصر", "Egypt", "A.PCLI", "EG", 27, 30, 500),
        _place("أسوان", "Aswan", "P.PPLA", "EG", 24.089, 32.899),
        _place("المنيا", "Minya", "A.ADM1", "EG", 28.1, 30.75, 60),
        _place("الدوحة", "Doha", "P.PPLC", "QA", 25.286, 51.533),
        _place("بيروت", "Beirut", "P.PPLC", "LB", 33.893, 35.502),
        _place("لبنان", "Lebanon", "A.PCLI", "LB", 33.8, 35.8, 90),
        _place("الخرطوم", "Khartoum", "P.PPLC", "SD", 15.551, 32.532),
        _place("حلب", "Aleppo", "P.PPLA", "SY", 36.202, 37.161),
        _place("إدلب", "Idlib", "P.PPLA", "SY", 35.931, 36.633),
        _place("مراكش", "Marrakesh", "P.PPLA", "MA", 31.634, -8.0),
        _place("تونس", "Tunis", "P.PPLC", "TN", 36.819, 10.166),
        _place("سجن رومية", "Roumieh Prison", "S.PRN", "LB", 33.883, 35.6),
        _place("ميناء بيروت", "Port of Beirut", "L.PRT", "LB", 33.903, 35.518),
        _place("أوكرانيا", "Ukraine", "A.PCLI", "UA", 49, 32, 550),
    )
}


@dataclass(frozen=True)
class Article:
    """A document with its mentions."""

    document: Document
    mentions: tuple[Resolution, ...]

    def events(
        self, *, atlas: Atlas | None = None, gazetteer: Gazetteer | None = None
    ) -> tuple[EventMention, ...]:
        """Find its events, with its times as the time stage finds them."""
        times = find_times(self.document.text, anchor=self.document.published)
        return find_events(self.document, self.mentions, times, atlas=atlas, gazetteer=gazetteer)

    def surface(self, span: Span) -> str:
        """Return the text of a span."""
        return self.document.text[span.start : span.end]

    def place_of(self, event: EventMention) -> str | None:
        """Return the English name of an event's location."""
        if event.location is None:
            return None
        place = self.mentions[event.location].place
        return place.name_en if place else ""


def article(marked: str, *, published: date | None = PUBLISHED, title: str = "") -> Article:
    """Read a marked text."""
    text = ""
    mentions = []
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        star, surface = match.groups()
        span = Span(start=len(text), end=len(text) + len(surface))
        text += surface
        at = match.end()
        place = PLACES.get(surface)
        toponym = Toponym(span=span, surface=surface, use=_USES[star])
        reasons = () if place else ("not in the gazetteer",)
        mentions.append(
            Resolution(toponym=toponym, place=place, score=1.0, reasons=reasons, candidates=())
        )
    text += marked[at:]
    document = Document(id="made-up", text=text, title=title, published=published)
    return Article(document, tuple(mentions))
