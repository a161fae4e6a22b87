"""A million made-up events where real ones would lie: about towns, by their size and country."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from geonews.gazetteer import Gazetteer, to_geodataframe
from geonews.model import (
    Event,
    EventType,
    Interval,
    Modality,
    Source,
    TimePrecision,
    WherePrecision,
)

__all__ = ["realistic_events"]

_FIRST_DAY, _DAYS = date(2014, 1, 1), 12 * 365
_ARAB = (
    "DZ", "BH", "KM", "DJ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA",
    "SA", "SD", "SO", "SY", "TN", "AE", "YE",
)  # fmt: skip
_ARAB_SHARE = 8
"""How many times more often Arabic news tells of a town in an Arab country."""

_TYPES = {
    EventType.ASSAULT: ("قصف", "هجوم", "اشتباكات", "انفجار"),
    EventType.CONSULT: ("لقاء", "زيارة", "مباحثات"),
    EventType.PROTEST: ("احتجاج", "مظاهرة", "اعتصام"),
    EventType.COERCE: ("اعتقال", "مداهمة"),
    EventType.DISASTER: ("زلزال", "فيضان", "حريق"),
    EventType.ACCIDENT: ("حادث سير", "انهيار مبنى"),
    EventType.AID: ("قافلة مساعدات", "توزيع مواد غذائية"),
    EventType.ECONOMY: ("اتفاق تجاري", "افتتاح مصنع"),
    EventType.ELECTION: ("انتخابات محلية",),
    EventType.AGREE: ("توقيع اتفاق", "هدنة"),
}
_EXTENTS = {
    WherePrecision.EXACT: 0.0,
    WherePrecision.NEAR: 25.0,
    WherePrecision.DISTRICT: 30.0,
    WherePrecision.PROVINCE: 120.0,
    WherePrecision.COUNTRY: 900.0,
}
"""Kilometres of what is known of a place, by how exactly it is."""

_PRECISIONS, _SHARES = tuple(_EXTENTS), (62, 12, 8, 10, 8)


def realistic_events(count: int, *, seed: int = 7) -> Iterator[Event]:
    """Yield events about the gazetteer's towns, the same ones for the same seed.

    Days, kinds, precision and modality are drawn by shares as news has them; a town is drawn by
    the root of its population, and eight times as often where it is Arab.
    """
    chance = random.Random(seed)  # noqa: S311 no secret: places of made-up events
    towns, weights = _towns()
    kinds = list(_TYPES)
    for start in range(0, count, 10_000):
        size = min(10_000, count - start)
        chosen = chance.choices(towns, cum_weights=weights, k=size)
        for number, town in enumerate(chosen, start):
            yield _event(number, town, chance.choice(kinds), chance)


class _Town(NamedTuple):
    id: str
    name_ar: str
    name_en: str
    country: str
    lat: float
    lon: float


@cache
def _towns() -> tuple[list[_Town], list[float]]:
    """Return the towns, and the sums of their weights up to each."""
    table = to_geodataframe(Gazetteer.packaged(), feature_class="P", min_population=1000)
    table = table[table.name_ar.notna() & table.country.notna()]
    names = ("place_id", "name_ar", "name_en", "country", "lat", "lon")
    towns = [_Town(*row) for row in zip(*(table[name] for name in names), strict=True)]
    arab = table.country.isin(_ARAB) * (_ARAB_SHARE - 1) + 1
    return towns, list(accumulate(table.population**0.5 * arab))


def _event(number: int, town: _Town, kind: EventType, chance: random.Random) -> Event:
    (precision,) = chance.choices(_PRECISIONS, _SHARES)
    day = _FIRST_DAY + timedelta(days=int(_DAYS * chance.random() ** 0.7))
    what = chance.choice(_TYPES[kind])
    title = f"{what} في {town.name_ar} رقم {number % 977}"
    exact = precision is WherePrecision.EXACT
    return Event(
        id=f"made-up-{number:07d}",
        type=kind,
        mode=None,
        modality=Modality.PLANNED if number % 11 == 0 else Modality.HAPPENED,
        title=title,
        summary=f"أفادت مصادر محلية بوقوع {what} في {town.name_ar}، بحسب ما ذكرته الوكالة.",
        place_id=town.id,
        place_ar=town.name_ar,
        place_en=town.name_en,
        country=town.country,
        lat=round(town.lat + (chance.gauss(0, 0.02) if exact else 0), 5),
        lon=round(max(-180, min(180, town.lon + (chance.gauss(0, 0.02) if exact else 0))), 5),
        extent_km=_EXTENTS[precision],
        where_precision=precision,
        when=Interval(start=day, end=day, precision=TimePrecision.DAY),
        confidence=round(0.4 + 0.6 * chance.random(), 2),
        main=number % 3 == 0,
        territories=(),
        sources=(
            Source(
                document_id=f"document-{number}",
                title=title,
                url=f"https://news{number % 40}.example/{number}",
                published=day,
            ),
        ),
    )
