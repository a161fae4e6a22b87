"""The gazetteer as a geopy geocoder, offline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders import base
from geopy.location import Location
from geopy.point import Point

from geonews.errors import UsageError
from geonews.gazetteer.divisions import Divisions
from geonews.gazetteer.entries import Gazetteer
from geonews.gazetteer.nearest import Settlements
from geonews.model import Candidate, Place, Territory
from geonews.records import candidate_record, place_record

__all__ = ["LEAST_SCORE", "Geocoder"]

LEAST_SCORE = 0.001
"""Score below which a place is no answer. Of 235 settlements found by a spelling of their Latin
names the least scored .0028; what merely sounds alike scores 0 to .0005."""

_COMMAS = {"ar": "، ", "en": ", "}
_STRUCTURED = ("city", "state", "country")
"""Keys of a structured query, from the inside out."""

_CONTAINERS = ("PCLI", "ADM1")
_LONGEST_QUERY = 300
"""Characters; the longest name in the gazetteer with its province and country has half as many."""

_LONGEST_POINT = 100
_DECIMAL = re.compile(r"\s*([-+]?\d+(?:\.\d*)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d*)?)\s*", re.ASCII)
_EVERY = 1000
"""More places than share one name."""

_MOST = 10
"""Answers where no limit is given."""


class _Territories(Protocol):
    """What is asked of `geonews.Atlas`."""

    def at(self, *, lon: float, lat: float) -> Sequence[Territory]: ...


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc] # geopy publishes no types
    """Stands where geopy's geocoders keep their connection."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        raise NotImplementedError("geonews geocodes offline: nothing may be fetched")

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        raise NotImplementedError("geonews geocodes offline: nothing may be fetched")


class Geocoder(base.Geocoder):  # type: ignore[misc] # geopy publishes no types
    """Finds places by name and by point, wherever a geopy geocoder is expected.

    Never uses the network. Safe to share between threads.

    Parameters
    ----------
    gazetteer
        Where places are looked up; the packaged gazetteer where it is left out.
    territories
        A `geonews.Atlas`: `reverse` then tells the contested territories that hold the point.
    min_score
        Lowest score of an answer, from 0 to 1.
    timeout, user_agent
        Not used; what calls geopy's geocoders may give them.

    Raises
    ------
    geonews.errors.UsageError
        `min_score` is not from 0 to 1.
    geonews.errors.DataError
        The packaged gazetteer is missing.

    Examples
    --------
    >>> Geocoder().geocode("طرابلس، لبنان").address  # "Tripoli, Lebanon"
    'طرابلس، محافظة الشمال، لبنان'
    """

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        territories: _Territories | None = None,
        min_score: float = LEAST_SCORE,
        timeout: Any = base.DEFAULT_SENTINEL,  # noqa: ARG002 (nothing is waited for)
        user_agent: str | None = None,  # noqa: ARG002 (nobody is told)
    ) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        if not 0 <= min_score <= 1:
            raise UsageError(f"least score {min_score}: give one from 0 to 1")
        self.gazetteer = gazetteer or Gazetteer.packaged()
        self.territories = territories
        self.min_score = min_score

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str = "ar",
        country_codes: str | Iterable[str] | None = None,
        timeout: Any = base.DEFAULT_SENTINEL,  # noqa: ARG002 (nothing is waited for)
    ) -> Location | list[Location] | None:
        """Return the place of a name.

        A province and country may follow the name after commas, inside out, and leave the
        places that lie in all of them: ``سبرينغفيلد، إلينوي`` (Springfield, Illinois). An
        Arabic name that the gazetteer does not have may spell one of its Latin names; such
        an answer has ``generated`` as ``kind``.

        Parameters
        ----------
        query
            A name in Arabic or Latin letters, or a place id; or a mapping of ``city``,
            ``state`` and ``country``, some of them, which leaves settlements, provinces
            or countries, as its innermost key says.
        exactly_one
            Return the best place alone, not a list.
        limit
            Most places in the list, 10 where left out.
        language
            ``ar`` or ``en``, of the address; what has no Arabic name is given its English one.
        country_codes
            ISO 3166-1 alpha-2 code, or several, of the countries that a place may lie in.
        timeout
            Not used; geopy's callers may give one.

        Returns
        -------
        geopy.location.Location or list or None
            Best first, None where nothing is found, also for a list, as geopy has it. `raw`
            holds what ``geonews lookup --format json`` prints of a place, and its class.

        Raises
        ------
        geonews.errors.UsageError
            An argument is none of these.
        geonews.errors.DataError
            The gazetteer cannot be read.
        """
        comma, most = _comma(language), _most(limit)
        text, asked = _query(query)
        found = [
            candidate
            for candidate in self._candidates(text, _codes(country_codes))
            if candidate.score >= self.min_score and _is_a(candidate.place, asked)
        ]
        if not found:
            return None
        locations = [
            self._location(candidate.place, comma, candidate_record(candidate))
            for candidate in (found[:1] if exactly_one else found[:most])
        ]
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str = "ar",
        distance_km: float | None = None,
        timeout: Any = base.DEFAULT_SENTINEL,  # noqa: ARG002 (nothing is waited for)
    ) -> Location | list[Location] | None:
        """Return the settlement nearest to a point.

        The address is the settlement's, and its province and country are those that the
        gazetteer gives it. `raw` also says what holds the point itself: ``countries``, codes,
        and ``provinces``, place ids, by the gazetteer's outlines, both empty at sea, two on a
        border. An outline is one source's view, and so is a country of a place. On contested
        land neither is a verdict: ``territories`` holds the ids of the contested territories
        at the point, provided that the geocoder was given them (``territories=``); it is None
        where it was not, which says nothing about the land.

        Parameters
        ----------
        query
            What `geopy.point.Point` accepts: a Point, ``"lat, lon"``, or (lat, lon), in
            decimal degrees WGS84.
        exactly_one
            Return the nearest place alone, not a list.
        limit
            Most places in the list, 10 where left out.
        language
            ``ar`` or ``en``, of the address; what has no Arabic name is given its English one.
        distance_km
            Greatest geodesic distance, in kilometres; any where it is None.
        timeout
            Not used; geopy's callers may give one.

        Returns
        -------
        geopy.location.Location or list or None
            Nearest first, with ``distance_km`` in `raw`; None where there is none so near.

        Raises
        ------
        geonews.errors.UsageError
            An argument is none of these.
        geonews.errors.DataError
            The gazetteer cannot be read.
        """
        comma, most = _comma(language), _most(limit)
        point = _point(query)
        lon, lat = point.longitude, point.latitude
        found = Settlements.of(self.gazetteer).nearest(
            lon=lon, lat=lat, limit=1 if exactly_one else most, within_km=distance_km
        )
        if not found:
            return None
        holding = Divisions.of(self.gazetteer).at(lon=lon, lat=lat)
        there = {
            "countries": [place.country for place in holding if place.feature_code == "PCLI"],
            "provinces": [place.id for place in holding if place.feature_code != "PCLI"],
            "territories": None
            if self.territories is None
            else [territory.id for territory in self.territories.at(lon=lon, lat=lat)],
        }
        locations = [
            self._location(
                place, comma, {**place_record(place), "distance_km": round(km, 3), **there}
            )
            for place, km in found
        ]
        return locations[0] if exactly_one else locations

    def _candidates(self, text: str, codes: frozenset[str]) -> Sequence[Candidate]:
        """Return the places of a name, best first, that lie in one of the countries, if any."""
        if not text or len(text) > _LONGEST_QUERY:
            return ()
        found = self._in_all(text)
        if not codes:
            return found
        inside = [c for c in found if c.place.country in codes]
        if not inside:
            # Given a country, a look-up goes on to transliteration where no namesake lies in it.
            countries = (self.gazetteer.countries.get(code) for code in sorted(codes))
            further = (self._in_all(f"{text}, {c.name_en}") for c in countries if c)
            inside = [c for some in further for c in some if c.place.country in codes]
        return sorted(inside, key=lambda c: -c.score)

    def _in_all(self, text: str) -> Sequence[Candidate]:
        """Return the places of a name that lie in all that follow it after commas."""
        name, *containers = (part.strip() for part in text.replace("،", ",").split(","))
        containers = [container for container in dict.fromkeys(containers) if container]
        if len(containers) < 2:
            return self.gazetteer.lookup(text, limit=_EVERY)
        areas: list[list[Place]] = []
        for container in containers:
            found = self.gazetteer.lookup(container, limit=_EVERY)
            areas.append([c.place for c in found if c.place.feature_code in _CONTAINERS])
            if not areas[-1]:
                return ()
        # Each is asked for by itself: where it has namesakes they hide what transliteration finds.
        within = {
            candidate.place.id: candidate
            for container in reversed(containers)
            for candidate in self.gazetteer.lookup(f"{name}, {container}", limit=_EVERY)
            if all(any(_lies_in(candidate.place, area) for area in some) for some in areas)
        }
        return sorted(within.values(), key=lambda c: -c.score)

    def _location(self, place: Place, comma: str, record: Mapping[str, object]) -> Location:
        divisions = Divisions.of(self.gazetteer)
        country, province = divisions.country(place), divisions.province(place)
        if province and _share_name(place, province):
            province = None
        address = comma.join(
            part.name_en if comma == _COMMAS["en"] else part.name_ar or part.name_en
            for part in (place, province, country)
            if part
        )
        raw = {**record, "feature_class": place.feature_class}
        return Location(address, Point(place.lat, place.lon), raw)


def _share_name(place: Place, other: Place) -> bool:
    """Tell whether two places have one name, in either language."""
    return place.name_en == other.name_en or place.name_ar == other.name_ar != ""


def _query(query: object) -> tuple[str, str]:
    """Return a query as text, and which key of a structured one is asked for, if any."""
    if isinstance(query, str):
        return query.strip(), ""
    if query is None or query != query:  # a missing value of a pandas column
        return "", ""
    if not isinstance(query, Mapping):
        raise UsageError(
            f"query {_short(query)}: give text, or a mapping of {', '.join(_STRUCTURED)} to text"
        )
    for key, value in query.items():
        if key not in _STRUCTURED or not (value is None or isinstance(value, str)):
            raise UsageError(
                f"structured query with {_short(key)}: {_short(value)}: "
                f"give {', '.join(_STRUCTURED)} as text"
            )
    given = [(key, query[key].strip()) for key in _STRUCTURED if (query.get(key) or "").strip()]
    return ", ".join(value for _, value in given), given[0][0] if given else ""


def _lies_in(place: Place, area: Place) -> bool:
    return place.country == area.country and (
        area.feature_code == "PCLI" or place.admin1 == area.admin1
    )


def _is_a(place: Place, asked: str) -> bool:
    """Tell whether a place is what the innermost key of a structured query asks for."""
    if asked == "city":
        return place.feature_class == "P"
    if asked:
        return place.feature_code == {"state": "ADM1", "country": "PCLI"}[asked]
    return True


def _codes(value: str | Iterable[str] | None) -> frozenset[str]:
    values = [value] if isinstance(value, str) else list(value or ())
    for code in values:
        if not (isinstance(code, str) and len(code) == 2 and code.isascii() and code.isalpha()):
            raise UsageError(f"country code {code!r}: give ISO 3166-1 alpha-2 codes, like LB")
    return frozenset(code.upper() for code in values)


def _comma(language: object) -> str:
    if language not in ("ar", "en"):
        raise UsageError(f"language {language!r}: give ar or en")
    return _COMMAS[language]


def _most(limit: int | None) -> int:
    if limit is None:
        return _MOST
    if not isinstance(limit, int) or limit < 1:
        raise UsageError(f"limit {limit!r}: give a whole number over 0")
    return limit


def _point(query: Any) -> Point:
    unreadable = UsageError(
        f"point {_short(query)}: give (latitude, longitude) or 'latitude, longitude' "
        "in decimal degrees, -90 to 90 and -180 to 180"
    )
    if isinstance(query, str):
        if len(query) > _LONGEST_POINT or not query.strip():
            raise unreadable
        plain = _DECIMAL.fullmatch(query)
        parts = plain.groups() if plain else None
    else:
        parts = tuple(query) if isinstance(query, Iterable) else ()
    try:
        if parts is not None:
            # geopy reads what is missing as 0, and warns of latitudes before it refuses them.
            if len(parts) not in (2, 3) or None in parts or not -90 <= float(parts[0]) <= 90:
                raise unreadable
            return Point(*parts)
        return Point(query)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise unreadable from (None if error is unreadable else error)


def _short(value: object) -> str:
    """Return a value as a message shows it."""
    text = repr(value)
    return text if len(text) <= _LONGEST_POINT else f"{text[:_LONGEST_POINT]}…"
