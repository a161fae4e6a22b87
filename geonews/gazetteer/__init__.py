"""The gazetteer: places of the world by name, id and area.

`Geocoder` and `to_geodataframe` are imported when first used: they bring geopy's geocoders
along.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geonews.gazetteer.asking import class_nouns
from geonews.gazetteer.entries import MOST_OF_GENERATED, MOST_UNLIKE, Gazetteer
from geonews.gazetteer.names import NameIndex

if TYPE_CHECKING:
    from geonews.gazetteer.frame import to_geodataframe
    from geonews.gazetteer.geocoder import Geocoder

__all__ = [
    "MOST_OF_GENERATED",
    "MOST_UNLIKE",
    "Gazetteer",
    "Geocoder",
    "NameIndex",
    "class_nouns",
    "to_geodataframe",
]

_LATER = {
    "Geocoder": "geonews.gazetteer.geocoder",
    "to_geodataframe": "geonews.gazetteer.frame",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
