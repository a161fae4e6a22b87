"""How readily news means a place by its name, from 0 to 1.

Namesakes are ordered by it, and the recogniser asks more evidence of a name whose best
bearer has little. It is made of facts alone, by one formula for the packaged gazetteer and
for what a user imports:

* countries are named most, then the areas and sites that were curated because news names them;
* a settlement is as far as its size goes, log10 of its people over that of the largest city;
* raised by fame, for which the number of its alternate names stands: many languages write of
  Granada in Spain, few of its namesakes;
* raised by the attention that Arabic news pays its country (overlay/attention.csv, counted by
  gazetteer/attention.py);
* and a capital, a seat of government or a town that was curated as one in the news stands
  above others of its size.
"""

from __future__ import annotations

import math

__all__ = ["prominence"]

_LARGEST_CITY = 2.5e7
_MOST_NAMES = 250
_COUNTRY = 1.0
_CAPITAL = 0.9
_AREA = 0.85
_DIVISION, _OBSCURE_DIVISION = 0.7, 0.4
_DISTRICT = 0.55
_FACILITY = 0.7
_SIZE, _FAME, _ATTENTION = 0.8, 0.08, 0.08
"""What size, fame and attention add at the most. Size orders; the others part namesakes of one
size, and together lift a town as far as ten times its people would."""


def prominence(
    *,
    feature_class: str,
    feature_code: str,
    population: int,
    floor: float = 0.0,
    fame: int = 0,
    attention: float = 0.0,
) -> float:
    """Return the prominence of a place.

    Parameters
    ----------
    feature_class, feature_code
        GeoNames' codes.
    population
        People; 0 where not known.
    floor
        What it has at the least because it was curated as a place that news names; 0 where it
        was not.
    fame
        How many alternate names it has in all languages; 0 where not known.
    attention
        Share, from 0 to 1, of the attention that news pays its country, the most named being 1.
    """
    if feature_code == "PCLI":
        return _COUNTRY
    if feature_code == "ADM1":
        return _DIVISION if floor else _OBSCURE_DIVISION
    if feature_class == "A" and feature_code.startswith("ADM"):
        return _DISTRICT if floor and feature_code == "ADM2" else _OBSCURE_DIVISION
    if feature_class in "AHLT":
        return _AREA
    if feature_class != "P":
        return _FACILITY
    size = math.log10(max(population, 10)) / math.log10(_LARGEST_CITY)
    known = min(1.0, math.log1p(fame) / math.log1p(_MOST_NAMES))
    grown = _SIZE * size + _FAME * known + _ATTENTION * attention
    if feature_code in ("PPLC", "PPLG"):
        floor = _CAPITAL
    # A floor alone would make all such towns equal, and Tripoli's namesakes a draw.
    return round(min(max(grown, floor + 0.08 * grown if floor else 0.0), 0.99), 4)
