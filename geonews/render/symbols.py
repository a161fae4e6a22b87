"""Groups of event types, each with a colour and a shape.

Twenty-seven signs could not be told apart, seven can. The colours are those of Okabe and
Ito's palette for colour-blind readers, without its yellow, which vanishes on pale land;
the shape says the same again for those who see no colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from geonews.model import EventType

__all__ = ["GROUPS", "Group"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Event types that share a sign on the map."""

    id: str
    """Key of its name among the labels."""

    colour: str
    """CSS colour, ``#rrggbb``."""

    shape: str
    """Name of a path in ``static/symbols.js``."""

    types: tuple[EventType, ...]


GROUPS = (
    Group(
        id="force",
        colour="#d55e00",
        shape="triangle",
        types=(EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE),
    ),
    Group(id="protest", colour="#cc79a7", shape="square", types=(EventType.PROTEST,)),
    Group(
        id="tension",
        colour="#e69f00",
        shape="hexagon",
        types=(
            EventType.THREATEN,
            EventType.SANCTION,
            EventType.ACCUSE,
            EventType.REJECT,
            EventType.REQUEST,
        ),
    ),
    Group(
        id="diplomacy",
        colour="#0072b2",
        shape="circle",
        types=(EventType.CONSULT, EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE),
    ),
    Group(
        id="cooperation",
        colour="#009e73",
        shape="diamond",
        types=(EventType.COOPERATE, EventType.AID, EventType.RETREAT),
    ),
    Group(
        id="disaster",
        colour="#000000",
        shape="star",
        types=(EventType.DISASTER, EventType.ACCIDENT, EventType.HEALTH),
    ),
    Group(
        id="public",
        colour="#56b4e9",
        shape="pentagon",
        types=(
            EventType.STATEMENT,
            EventType.ELECTION,
            EventType.APPOINT,
            EventType.JUDICIAL,
            EventType.CRIME,
            EventType.ECONOMY,
            EventType.CULTURE,
            EventType.SPORT,
        ),
    ),
)
"""In the order of the legend; every event type is in exactly one."""
