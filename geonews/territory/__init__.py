"""Contested territories: who claims and who administers them on a day, and how to show that."""

from geonews.territory.atlas import Atlas
from geonews.territory.policy import (
    LineStyle,
    TerritoryDisplay,
    display,
    policy_names,
    policy_statement,
)

__all__ = [
    "Atlas",
    "LineStyle",
    "TerritoryDisplay",
    "display",
    "policy_names",
    "policy_statement",
]
