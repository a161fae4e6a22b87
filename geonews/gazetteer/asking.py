"""What a look-up asks for: a name, what it must lie in, and its class."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geonews.model import Place
from geonews.text import lookup_key

__all__ = ["Asked", "AskedClass", "asked_class", "class_nouns"]

_WIDE = str.maketrans({"\uff08": "(", "\uff09": ")"})  # FULLWIDTH PARENTHESES
_CONTAINED = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<container>[^()]+)\)$")
_BUILT_OR_NATURAL = frozenset("SHT")
_CODES = {
    "مخيم": "CMPRF",
    "سجن": "PRN",
    "سد": "DAM",
    "مطار": "AIRP",
    "ميناء": "PRT",
    "معبر": "PSTB",
    "نهر": "STM",
    "بحر": "SEA",
    "جزيره": "ISL",
    "جبل": "MT",
}
"""Feature codes that class nouns ask for, as look-up keys; others ask for a class alone."""

_COMMA = re.compile("[,،]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A look-up, taken apart."""

    name: str
    """The name, without what follows it."""

    container: str
    """What it must lie in, empty where anything will do."""

    @classmethod
    def read(cls, query: str) -> Asked:
        """Take apart ``name، container`` and ``name (container)``."""
        query = " ".join(query.translate(_WIDE).split()).rstrip(".")
        if match := _CONTAINED.match(query):
            return cls(name=match["name"], container=match["container"])
        name, _, container = _COMMA.sub(",", query).partition(",")
        return cls(name=name.strip(), container=container.strip())


@dataclass(frozen=True, slots=True)
class AskedClass:
    """What a class noun asks for."""

    feature_class: str
    """GeoNames' feature class, empty where no class noun was given."""

    feature_code: str
    """GeoNames' feature code, empty where the noun asks for none: مخيم asks for a camp."""

    def allows(self, place: Place) -> bool:
        """Say whether a place may be meant: a town is no dam, but may stand for its province."""
        if self.feature_class in _BUILT_OR_NATURAL:
            return place.feature_class not in "PA"
        return True

    def distance(self, place: Place) -> int:
        """Return 0 for a place of the code asked for, more for others."""
        if self.feature_code and place.feature_code == self.feature_code:
            return 0
        return 1 if place.feature_class == self.feature_class else 2


def asked_class(name: str) -> tuple[AskedClass, str]:
    """Return what the first word of a name asks for, and the rest of the name.

    The rest is empty where the first word is no class noun, or nothing follows it.

    Examples
    --------
    >>> asked_class("مدينة حلب")  # the city of Aleppo
    (AskedClass(feature_class='P', feature_code=''), 'حلب')
    """
    head, _, rest = name.strip().partition(" ")
    noun = lookup_key(head)
    feature_class = class_nouns().get(noun, "") if rest else ""
    if not feature_class:
        return AskedClass("", ""), ""
    return AskedClass(feature_class, _CODES.get(noun, "")), rest.strip()


@cache
def class_nouns() -> Mapping[str, str]:
    """Return the GeoNames feature class that each class noun asks for, by its look-up key."""
    text = resources.files("geonews.gazetteer").joinpath("class_nouns.toml").read_text("utf-8")
    return {
        lookup_key(noun): feature_class
        for feature_class, nouns in tomllib.loads(text).items()
        for noun in nouns
    }
