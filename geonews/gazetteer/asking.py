"""What a look-up asks for: a name, what it must lie in, and its class."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geonews.text import lookup_key

__all__ = ["Asked", "class_nouns"]

_CONTAINED = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<container>[^()]+)\)$")
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
        query = query.strip()
        if match := _CONTAINED.match(query):
            return cls(name=match["name"], container=match["container"])
        name, _, container = _COMMA.sub(",", query).partition(",")
        return cls(name=name.strip(), container=container.strip())


def without_class(name: str) -> tuple[str, str]:
    """Return the feature class that a name's first word asks for, and the rest of the name.

    Both are empty where the first word is no class noun, or nothing follows it.

    Examples
    --------
    >>> without_class("مدينة حلب")  # the city of Aleppo
    ('P', 'حلب')
    """
    head, _, rest = name.strip().partition(" ")
    feature_class = class_nouns().get(lookup_key(head), "") if rest else ""
    return feature_class, rest.strip() if feature_class else ""


@cache
def class_nouns() -> Mapping[str, str]:
    """Return the GeoNames feature class that each class noun asks for, by its look-up key."""
    text = resources.files("geonews.gazetteer").joinpath("class_nouns.toml").read_text("utf-8")
    return {
        lookup_key(noun): feature_class
        for feature_class, nouns in tomllib.loads(text).items()
        for noun in nouns
    }
