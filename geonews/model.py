"""The values that the stages hand to each other.

All are frozen, slotted and keyword-only, and hold no behaviour beyond checking themselves.
Offsets are Python code points, half-open, into the document's untouched text. Coordinates
are WGS84 decimal degrees; extents are kilometres; dates are proleptic Gregorian days,
both ends inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

__all__ = [
    "Actor",
    "ActorRole",
    "Analysis",
    "Calendar",
    "Candidate",
    "Claim",
    "DatedKind",
    "Disagreement",
    "Document",
    "Event",
    "EventMention",
    "EventType",
    "Interval",
    "Modality",
    "NameKind",
    "Party",
    "Place",
    "PlaceName",
    "PlaceRole",
    "Resolution",
    "Role",
    "Signal",
    "Source",
    "Span",
    "Standing",
    "Territory",
    "TerritoryKind",
    "TerritoryStatus",
    "TimeExpression",
    "TimeKind",
    "TimePrecision",
    "Toll",
    "TollKind",
    "Toponym",
    "Use",
    "Version",
    "WherePrecision",
]


class NameKind(StrEnum):
    """How far a name of a place can be trusted, and what it is to the place."""

    OFFICIAL = "official"
    SHORT = "short"
    VARIANT = "variant"
    FORMER = "former"
    LOW_TRUST = "low-trust"
    GENERATED = "generated"
    TRANSLITERATED = "transliterated"


class Use(StrEnum):
    """What a toponym stands for in its sentence."""

    LITERAL = "literal"
    METONYM = "metonym"
    IN_NAME = "in_name"


class Role(StrEnum):
    """What a place is to an event."""

    LOCATION = "location"
    TARGET = "target"
    ORIGIN = "origin"
    DESTINATION = "destination"
    ACTOR_HOME = "actor_home"
    TOPIC = "topic"
    DATELINE = "dateline"
    BACKGROUND = "background"


class Modality(StrEnum):
    """Whether the text says that the event took place."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    BACKGROUND = "background"


class EventType(StrEnum):
    """PLOVER's sixteen event types, then the project's own where PLOVER has none."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    SANCTION = "SANCTION"
    PROTEST = "PROTEST"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    DISASTER = "DISASTER"
    ACCIDENT = "ACCIDENT"
    HEALTH = "HEALTH"
    ELECTION = "ELECTION"
    JUDICIAL = "JUDICIAL"
    ECONOMY = "ECONOMY"
    CULTURE = "CULTURE"
    SPORT = "SPORT"
    CRIME = "CRIME"
    APPOINT = "APPOINT"
    STATEMENT = "STATEMENT"


class TollKind(StrEnum):
    """What became of the people that a toll counts."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    """Killed and injured, counted together."""

    INFECTED = "infected"
    MISSING = "missing"
    DISPLACED = "displaced"


class ActorRole(StrEnum):
    """Which side of an event someone is on, in PLOVER's terms."""

    ACTOR = "actor"
    """Who does it, or one of those who do it together."""

    RECIPIENT = "recipient"
    """To whom, or with whom, it is done."""


class WherePrecision(IntEnum):
    """How exactly the place of an event is known (UCDP GED ``where_prec``)."""

    EXACT = 1
    NEAR = 2
    DISTRICT = 3
    PROVINCE = 4
    LANDSCAPE = 5
    COUNTRY = 6
    INTERNATIONAL = 7


class TimePrecision(StrEnum):
    """How exactly a time is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    APPROX = "approx"


class TimeKind(StrEnum):
    """Points and intervals have dates; durations and sets have none."""

    DATE = "date"
    DURATION = "duration"
    SET = "set"


class Calendar(StrEnum):
    """The calendar that a time expression was written in."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"


class TerritoryKind(StrEnum):
    """Why a territory is contested."""

    BREAKAWAY = "breakaway"
    OCCUPIED = "occupied"
    CLAIMED = "claimed"
    DIVIDED = "divided"
    ANNEXED = "annexed"
    BUFFER = "buffer"
    LEASED = "leased"
    MARITIME = "maritime"


class Standing(StrEnum):
    """What the dated claims and administrations of a territory amount to on one day."""

    DISPUTED = "disputed"
    """Several parties claim it, one holds what another claims, or a record calls it contested."""

    UNDISPUTED = "undisputed"
    """Its administrator is its only claimant, or a record calls it settled."""

    LEASED = "leased"
    """Its only claimant has let it to another party, and neither contests that."""

    UNRECORDED = "unrecorded"
    """The records do not say who claimed it, or who administered it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points in a document's untouched text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a range: give 0 <= start <= end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article; its text is never altered."""

    id: str
    """Given by the input, or a digest of the content."""

    text: str
    """The body, as extracted from the input; every offset counts in it."""

    title: str = ""
    """The headline, empty where the input carries none."""

    published: date | None = None
    """The day that relative dates count from; None where it is not known."""

    url: str = ""
    """Where the article stands; hostile until checked."""

    source: str = ""
    """The publisher, feed or file name."""

    lang: str = "ar"
    """BCP 47 language tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """One name of one place."""

    name: str
    kind: NameKind
    source: str
    """Key of an upstream in gazetteer/sources.toml, or ``overlay``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry."""

    id: str
    """Namespaced: ``geonames:587084``, ``geonews:caspian-sea``."""

    name_ar: str
    """The Arabic name to show; empty where none is known."""

    name_en: str
    feature_class: str
    """GeoNames feature class: A, H, L, P, R, S, T, U or V."""

    feature_code: str
    """GeoNames feature code: PPLC, ADM1, SEA, AIRP, …"""

    country: str
    """ISO 3166-1 alpha-2, empty where the place lies in none or in several."""

    admin1: str
    """GeoNames admin-1 code, without the country; empty where not known."""

    lat: float
    lon: float
    extent_km: float
    """Radius about the point that holds the area, in kilometres; 0 for a settlement."""

    population: int
    prominence: float
    """How readily news means this place by its name, from 0 to 1."""

    source: str
    """Key of an upstream in gazetteer/sources.toml, or ``overlay``."""

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"place {self.id} lies at {self.lat}, {self.lon}: not on the globe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One reason that feeds a score."""

    name: str
    weight: float
    """What it adds to the score, negative for evidence against."""

    detail: str
    """The reason in words."""

    subject: str = ""
    """What the reason is about, for telling it in other words: a word of the text, a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a toponym might mean."""

    place: Place
    matched: str
    """The spelling of the name that matched."""

    kind: NameKind
    score: float
    """From 0 to 1; comparable within a document and between documents."""

    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A mention of a place name, recognised and not yet resolved."""

    span: Span
    surface: str
    """The characters that the span covers: without a separable proclitic, with its article."""

    use: Use
    reasons: tuple[str, ...] = ()
    """Why it was taken for a place name, and why with that use."""

    signals: tuple[Signal, ...] = ()
    """The same reasons as values; that of the use is last, and has no weight."""

    confidence: float = 1.0
    """How sure the recogniser is that this names a place, from 0 to 1."""

    asked_class: str = ""
    """Feature class that a cue beside it asks for (مدينة asks for P), empty where none does."""

    full_key: str = ""
    """Look-up key of its whole name, where a list's class noun is part of it: سجن الدامون (the
    prison of Damon) in سجني الدامون وريمون. Empty where the surface is the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The choice made for a toponym, or the refusal to choose."""

    toponym: Toponym
    place: Place | None
    """None is a refusal: `reasons` says why."""

    score: float
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    """The chosen one, or the likeliest where none was chosen, and then the others, best first."""

    namesakes: int = 0
    """Places that carry the name; more than the candidates that are kept."""

    least_share: float = 0.0
    """Share of belief below which no candidate is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Inclusive days, and how exactly they are known."""

    start: date | None
    """None where the interval is open towards the past."""

    end: date | None
    """None where the interval is open towards the future."""

    precision: TimePrecision

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"interval starts on {self.start}, after its end {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A span of text that means a time."""

    span: Span
    surface: str
    kind: TimeKind
    interval: Interval | None
    """None for durations, sets, and relative dates without an anchor."""

    calendar: Calendar
    rule: str
    """Name of the rule that read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A state or a body that claims or administers a territory."""

    id: str
    """ISO 3166-1 alpha-2, or a name of ours for one that has none: ``artsakh``."""

    name_ar: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One party's claim to, or administration of, a territory over a time."""

    party: str
    start: date | None
    """First day; None where it began before the record."""

    end: date | None
    """Last day; None where it still holds."""

    precision: TimePrecision
    """How exactly `start` and `end` are known."""

    source: str
    """What the record rests on."""

    note: str = ""
    """What the dates alone do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedKind:
    """What a territory was over a time, where its claims alone do not say so."""

    kind: TerritoryKind | None
    """None where the parties were at one: they had divided it, or one held it for another."""

    start: date | None
    """First day; None where it began before the record."""

    end: date | None
    """Last day; None where it still holds."""

    precision: TimePrecision
    """How exactly `start` and `end` are known."""

    source: str
    """What the record rests on."""

    note: str = ""
    """What the dates alone do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """An area whose belonging is contested, with dated claims."""

    id: str
    name_ar: str
    name_en: str
    variants: tuple[str, ...]
    kind: TerritoryKind
    """What it is known for; of a single day only `Atlas.kind` speaks."""

    claims: tuple[Claim, ...]
    administrations: tuple[Claim, ...]
    un_view: str
    """Party that United Nations documents assign it to; empty where they leave it open."""

    lat: float
    lon: float
    extent_km: float
    source: str
    note_ar: str = ""
    """One neutral sentence: what is contested, by whom, since when."""

    note_en: str = ""
    kinds: tuple[DatedKind, ...] = ()
    """What it was at which times; empty where `kind` holds on all days that it was disputed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryStatus:
    """What held in a territory on one day."""

    territory_id: str
    on: date
    standing: Standing
    claimants: tuple[str, ...]
    administrators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRole:
    """What one mention is to an event."""

    mention: int
    """Index into the analysis' mentions."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many people an event killed, hurt or drove out, as far as the text knows."""

    kind: TollKind
    low: int
    """The least that the text allows."""

    best: int | None
    """The figure that it gives; None where it gives only bounds: عشرات القتلى (tens)."""

    high: int | None
    """The most; None where it is open: ما لا يقل عن 12 (not fewer than twelve)."""

    span: Span | None = None
    """Where it stands; None in an event that several documents report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who takes part in an event."""

    name: str
    """As the text writes it, without a proclitic."""

    role: ActorRole
    country: str = ""
    """ISO 3166-1 alpha-2 of the state that it acts for or belongs to; empty where the name
    does not say."""

    span: Span | None = None
    """Where it stands; None in an event that several documents report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One report of a happening in one document."""

    id: str
    """Digest of its content, so that a second run agrees."""

    type: EventType
    mode: str | None
    """PLOVER mode (visit, drone, ceasefire …), None where none fits."""

    modality: Modality
    trigger: Span
    """The words that evidence the type."""

    evidence: Span
    """The sentence that reports it."""

    location: int | None
    """Index of the mention where it happened or will happen; None where the text does not say."""

    places: tuple[PlaceRole, ...]
    lat: float | None
    lon: float | None
    where_precision: WherePrecision | None
    when: Interval | None
    territories: tuple[TerritoryStatus, ...]
    confidence: float
    main: bool
    """Whether the article is about it."""

    actors: tuple[Actor, ...] = ()
    """Who takes part, in the order of the text."""

    tolls: tuple[Toll, ...] = ()
    """At most one of a kind."""

    reasons: tuple[str, ...] = ()
    """Why it was taken for an event, and for its place, its time and its modality."""

    signals: tuple[Signal, ...] = ()
    """The same reasons as values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that was read out of one document."""

    document: Document
    mentions: tuple[Resolution, ...]
    times: tuple[TimeExpression, ...]
    events: tuple[EventMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document that reports an event."""

    document_id: str
    title: str
    url: str
    """Empty unless it is an http or https address."""

    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What some of the documents that report an event say of it."""

    value: str
    """A place id, an ISO 8601 day or interval (``2024-08-18/2024-08-20``), or a number."""

    name: str = ""
    """The place's name to show, as `Event.place_ar`; empty where the value is no place."""

    documents: tuple[str, ...]
    """Ids of the documents that say so, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Something about an event that its documents tell differently."""

    about: str
    """``place``, ``date``, or a `TollKind`."""

    versions: tuple[Version, ...]
    """Two or more, the most often told first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A happening as the store keeps it and the map draws it."""

    id: str
    type: EventType
    mode: str | None
    modality: Modality
    title: str
    summary: str
    """The evidence sentence, as it stands in the text."""

    place_id: str | None
    place_ar: str
    place_en: str
    country: str
    lat: float | None
    """None, as `lon`, where the event has no place."""

    lon: float | None
    extent_km: float
    where_precision: WherePrecision | None
    when: Interval | None
    confidence: float
    main: bool
    territories: tuple[TerritoryStatus, ...]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...] = ()
    tolls: tuple[Toll, ...] = ()
    """At most one of a kind; bounds hold for all its documents, `best` is the latest told."""

    disagreements: tuple[Disagreement, ...] = ()
    """What its documents tell differently; empty where one alone tells of it."""
