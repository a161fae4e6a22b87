"""Events, analyses and a tiny true gazetteer that the tests of query, store and export share.

Names, coordinates and sizes of places are facts; the happenings are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geonews import geo
from geonews.errors import UnknownPlaceError
from geonews.model import (
    Analysis,
    Candidate,
    Document,
    Event,
    EventMention,
    EventType,
    Interval,
    Modality,
    NameKind,
    Place,
    PlaceRole,
    Resolution,
    Role,
    Source,
    Span,
    Standing,
    Territory,
    TerritoryKind,
    TerritoryStatus,
    TimePrecision,
    Toponym,
    Use,
    WherePrecision,
)
from geonews.query import Near, Query, Region, RegionKind
from geonews.text import lookup_key

HOSTILE = (
    "'; DROP TABLE events; --",
    '"quoted", and \\back\\slashed',
    "<script>alert('x')</script>&amp;",
    "</name></Placemark>]]>",
    "سطر أول\nسطر ثان\r\nوثالث\tوجدول",
    '=HYPERLINK("http://example.org";"x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "[bold red]markup[/]",
    "\u202eعكس\u202c",  # RIGHT-TO-LEFT OVERRIDE … POP DIRECTIONAL FORMATTING
    "%s {0} ? :name $1",
    'AND OR NOT NEAR("انفجار" *)',
)

ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Properties are checked for what they say, and not for how fast this machine is today."""

DAY = Interval(start=date(2024, 8, 18), end=date(2024, 8, 18), precision=TimePrecision.DAY)


def make_event(**changes: Any) -> Event:
    """Return a visit to Baku, with changes."""
    event = Event(
        id="e-baku",
        type=EventType.CONSULT,
        mode="visit",
        modality=Modality.HAPPENED,
        title="الرئيس يصل إلى باكو",
        summary="وصل الرئيس إلى باكو في زيارة رسمية.",
        place_id="geonames:587084",
        place_ar="باكو",
        place_en="Baku",
        country="AZ",
        lat=40.37767,
        lon=49.89201,
        extent_km=0.0,
        where_precision=WherePrecision.EXACT,
        when=DAY,
        confidence=0.88,
        main=True,
        territories=(),
        sources=(make_source("doc-1"),),
    )
    return replace(event, **changes)


def make_source(document_id: str, **changes: Any) -> Source:
    source = Source(
        document_id=document_id,
        title="الرئيس يصل إلى باكو",
        url=f"https://example.org/{document_id}",
        published=date(2024, 8, 18),
    )
    return replace(source, **changes)


def karabakh_status() -> TerritoryStatus:
    return TerritoryStatus(
        territory_id="geonews:nagorno-karabakh",
        on=date(2022, 1, 1),
        standing=Standing.DISPUTED,
        claimants=("AZ", "artsakh"),
        administrators=("artsakh",),
    )


def make_analysis(document_id: str = "doc-1", text: str = "", **changes: Any) -> Analysis:
    """Return the analysis of a document that names Baku once."""
    text = text or "وصل الرئيس إلى باكو في زيارة رسمية."
    document = Document(
        id=document_id,
        text=text,
        title="الرئيس يصل إلى باكو",
        published=date(2024, 8, 18),
        url=f"https://example.org/{document_id}",
        source="example",
    )
    document = replace(document, **changes)
    toponym = Toponym(span=Span(start=15, end=19), surface="باكو", use=Use.LITERAL)
    mention = Resolution(
        toponym=toponym, place=BAKU, score=0.97, reasons=("capital",), candidates=()
    )
    event = EventMention(
        id="e-baku",
        type=EventType.CONSULT,
        mode="visit",
        modality=Modality.HAPPENED,
        trigger=Span(start=0, end=3),
        evidence=Span(start=0, end=len(text)),
        location=0,
        places=(PlaceRole(mention=0, role=Role.LOCATION),),
        lat=BAKU.lat,
        lon=BAKU.lon,
        where_precision=WherePrecision.EXACT,
        when=DAY,
        territories=(),
        confidence=0.88,
        main=True,
    )
    return Analysis(document=document, mentions=(mention,), times=(), events=(event,))


def make_place(id_: str, name_ar: str, name_en: str, code: str, **values: Any) -> Place:
    feature_class = "P" if code.startswith("PPL") else "A" if code[:3] in ("PCL", "ADM") else "L"
    return Place(
        id=id_,
        name_ar=name_ar,
        name_en=name_en,
        feature_class=feature_class,
        feature_code=code,
        source="test",
        **{"admin1": "", "population": 0, "prominence": 0.5, "extent_km": 0.0, **values},
    )


BAKU = make_place("geonames:587084", "باكو", "Baku", "PPLC", country="AZ", lat=40.378, lon=49.892)
AZERBAIJAN = make_place(
    "geonames:587116", "أذربيجان", "Azerbaijan", "PCLI", country="AZ", lat=40.5, lon=47.5,
    extent_km=320.0,
)  # fmt: skip
KUWAIT_CITY = make_place(
    "geonames:285787", "الكويت", "Kuwait City", "PPLC", country="KW", lat=29.369, lon=47.978
)
KUWAIT = make_place(
    "geonames:285570", "الكويت", "Kuwait", "PCLI", country="KW", lat=29.5, lon=47.75,
    extent_km=110.0,
)  # fmt: skip
KARABAKH_REGION = make_place(
    "geonames:586523", "قره باغ", "Karabakh", "RGN", country="AZ", lat=39.8, lon=46.75,
    extent_km=70.0,
)  # fmt: skip
KARABAKH = Territory(
    id="geonews:nagorno-karabakh",
    name_ar="ناغورني قره باغ",
    name_en="Nagorno-Karabakh",
    variants=("قره باغ", "كاراباخ"),
    kind=TerritoryKind.BREAKAWAY,
    claims=(),
    administrations=(),
    un_view="AZ",
    lat=39.8,
    lon=46.75,
    extent_km=75.0,
    source="test",
)


@dataclass(frozen=True)
class SmallGazetteer:
    """A gazetteer of a handful of places, looked up by exact folded name."""

    places: tuple[Place, ...] = (BAKU, AZERBAIJAN, KUWAIT_CITY, KUWAIT, KARABAKH_REGION)
    areas: dict[str, BaseGeometry] = field(
        default_factory=lambda: {AZERBAIJAN.id: box(44.8, 38.4, 50.4, 41.9)}
    )

    def lookup(self, name: str, *, limit: int = 10) -> list[Candidate]:
        key = lookup_key(name)
        return [
            Candidate(place=place, matched=name, kind=NameKind.OFFICIAL, score=0.9)
            for place in self.places
            if key in (lookup_key(place.name_ar), lookup_key(place.name_en))
        ][:limit]

    def place(self, place_id: str, /) -> Place:
        for place in self.places:
            if place.id == place_id:
                return place
        raise UnknownPlaceError(f"place id {place_id!r} is unknown")

    def area(self, place_id: str, /) -> BaseGeometry | None:
        return self.areas.get(place_id)

    def suggestions(self, name: str, /) -> Sequence[str]:
        return [place.name_ar for place in self.places if place.name_ar[:2] == name[:2]]


@dataclass(frozen=True)
class SmallAtlas:
    """An atlas of one contested territory, in a rough outline."""

    outline: BaseGeometry = field(default_factory=lambda: box(46.2, 39.4, 47.3, 40.3))

    def find(self, name: str, /) -> Territory | None:
        names = (KARABAKH.name_ar, KARABAKH.name_en, *KARABAKH.variants)
        return KARABAKH if lookup_key(name) in map(lookup_key, names) else None

    def get(self, territory_id: str, /) -> Territory:
        if territory_id != KARABAKH.id:
            raise UnknownPlaceError(f"territory {territory_id!r} is unknown")
        return KARABAKH

    def geometry(self, territory_id: str, /) -> BaseGeometry:
        self.get(territory_id)
        return self.outline


_WORDS = ("انفجار", "الانفجار", "والانفجار", "أنقرة", "باكو", "بباكو", "للقاء", "Baku", "2024", "و")
_DAYS = st.dates(date(2024, 1, 1), date(2024, 1, 12))
_LONS = st.one_of(st.floats(-180, 180), st.sampled_from([180.0, -180.0, 179.5, -179.5, 0.0]))
_LATS = st.one_of(st.floats(-90, 90), st.sampled_from([90.0, -90.0, 0.0, 89.0]))
_COUNTRIES = st.sampled_from(["", "AZ", "AM"])
_PLACE_IDS = st.sampled_from([None, "p:1", "p:2", "p:3"])
_KM = st.one_of(st.sampled_from([0.0, 25.0]), st.floats(0.5, 3000))


@st.composite
def intervals(draw: st.DrawFn) -> Interval | None:
    start, end = draw(st.none() | _DAYS), draw(st.none() | _DAYS)
    if start and end and start > end:
        start, end = end, start
    interval = Interval(start=start, end=end, precision=draw(st.sampled_from(TimePrecision)))
    return draw(st.sampled_from([None, interval, interval, interval]))


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Draw an event; few distinct values each, so that queries often hit."""
    placed = draw(st.sampled_from([True, True, True, False]))
    text = st.lists(st.sampled_from(_WORDS + HOSTILE), max_size=3).map(" ".join)
    return make_event(
        id=f"e-{draw(st.integers(0, 10**9))}",
        type=draw(st.sampled_from([EventType.CONSULT, EventType.AID, EventType.ASSAULT])),
        mode=draw(st.sampled_from([None, "visit"])),
        modality=draw(st.sampled_from(Modality)),
        title=draw(text),
        summary=draw(text),
        place_ar=draw(st.sampled_from(["", "أنقرة", "باكو"])),
        place_en=draw(st.sampled_from(["", "Ankara", "Baku"])),
        place_id=draw(_PLACE_IDS),
        country=draw(_COUNTRIES),
        lon=draw(_LONS) if placed else None,
        lat=draw(_LATS) if placed else None,
        extent_km=draw(_KM),
        where_precision=draw(st.none() | st.sampled_from(WherePrecision)),
        when=draw(intervals()),
        confidence=draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
        main=draw(st.booleans()),
        territories=draw(st.sampled_from([(), (karabakh_status(),)])),
    )


@st.composite
def bboxes(draw: st.DrawFn) -> geo.BBox:
    ends = st.tuples(_LONS, _LONS).filter(lambda p: p[0] != p[1] and p[0] - p[1] != 360)
    west, east = draw(ends)
    south, north = sorted(draw(st.tuples(_LATS, _LATS).filter(lambda pair: pair[0] != pair[1])))
    return geo.BBox(west, south, east, north)


@st.composite
def nears(draw: st.DrawFn) -> Near:
    return Near(lon=draw(_LONS), lat=draw(_LATS), km=draw(st.floats(1, 12000)))


@st.composite
def areas(draw: st.DrawFn) -> BaseGeometry:
    near = draw(nears())
    outline = draw(st.sampled_from(["circle", "box"]))
    if outline == "circle":
        return geo.circle(lon=near.lon, lat=near.lat, km=near.km)
    wide = bboxes().filter(lambda b: b.north - b.south > 1e-3 and abs(b.east - b.west) > 1e-3)
    return geo.bbox_polygon(draw(wide))


@st.composite
def regions(draw: st.DrawFn) -> Region:
    return Region(
        place_id=draw(st.sampled_from(["p:1", "p:9"])),
        name_ar="منطقة",
        name_en="Region",
        geometry=draw(areas()),
        kind=RegionKind.AREA,
        countries=draw(st.sampled_from([frozenset(), frozenset({"AZ"}), frozenset({"AZ", "AM"})])),
        other_ids=draw(st.sampled_from([frozenset(), frozenset({"p:2"})])),
    )


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """Draw a query of a few parts."""
    since, until = draw(st.none() | _DAYS), draw(st.none() | _DAYS)
    if since and until and since > until:
        since, until = until, since
    parts = {
        "region": regions(),
        "bbox": bboxes(),
        "within": areas(),
        "near": nears(),
        "types": st.sets(st.sampled_from([EventType.CONSULT, EventType.AID])).map(frozenset),
        "modality": st.sampled_from(Modality),
        "text": st.lists(st.sampled_from(_WORDS[:-1]), min_size=1, max_size=2).map(" ".join),
        "min_confidence": st.sampled_from([0.0, 0.25, 0.6]),
        "limit": st.integers(1, 5),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(parts)), max_size=3, unique=True))
    return Query(
        since=since,
        until=until,
        include_imprecise=draw(st.booleans()),
        **{name: draw(parts[name]) for name in chosen},
    )
