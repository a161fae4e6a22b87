"""How readily news means a place by its name, from 0 to 1.

Namesakes are ordered by it, and the recogniser asks more evidence of a name whose best
bearer has little. Countries and the areas of the overlay are in the news by being in the
overlay; a settlement is as far as its size goes: log10 of its people over that of the
largest city, raised for a capital and for a name that was curated by hand.
"""

from __future__ import annotations

import math

from gazetteer.rows import PlaceRow

__all__ = ["prominence"]

_LARGEST_CITY = 2.5e7
_COUNTRY = 1.0
_CAPITAL_FLOOR = 0.9
_CURATED_FLOOR = 0.75
_AREA = 0.85
_FACILITY = 0.7


def prominence(place: PlaceRow, *, curated: bool) -> float:
    """Return the prominence of a place; `curated` says that the overlay names it."""
    if place.feature_code == "PCLI":
        return _COUNTRY
    if place.feature_class in "HLTA":
        return _AREA
    if place.feature_class != "P":
        return _FACILITY
    size = math.log10(max(place.population, 10)) / math.log10(_LARGEST_CITY)
    floor = (
        _CAPITAL_FLOOR
        if place.feature_code in ("PPLC", "PPLG")
        else _CURATED_FLOOR
        if curated
        else 0
    )
    # A floor alone would make all curated towns equal, and Tripoli's namesakes a draw.
    return round(min(max(size * 0.9, floor + size * 0.08), 0.99), 4)
