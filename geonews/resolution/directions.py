"""Names that say no more than which part of a country is meant: الشمال, المنطقة الشمالية."""

from __future__ import annotations

import re
from enum import Enum, auto

__all__ = ["Direction", "direction_of"]

_ADJECTIVE = re.compile(
    r"ال(?:منطقه|جهه|محافظه|ولايه) ال(?:شمال|جنوب|شرق|غرب)يه(?: ال(?:شرق|غرب)يه)?"
    r"|المنطقه الوسطي"
)
_NOUN = re.compile(
    r"(?:(?:منطقه|جهه|محافظه|ولايه|اقليم) )?"
    r"ال(?:شمال|جنوب|شرق|غرب|وسط)(?: ال(?:شرقي|غربي))?"
)


class Direction(Enum):
    """How a name says it, if it does; الشرقية and الغربية alone are names of governorates."""

    NONE = auto()
    ADJECTIVE = auto()
    """المنطقة الشمالية: the division of that name may be known by it alone."""

    NOUN = auto()
    """الشمال, منطقة الشمال."""


def direction_of(key: str) -> Direction:
    """Return which a look-up key is: divisions of many countries are called so."""
    if _NOUN.fullmatch(key):
        return Direction.NOUN
    return Direction.ADJECTIVE if _ADJECTIVE.fullmatch(key) else Direction.NONE
