"""Events as files that other programs open.

GeoJSON is what the contract names; every other format carries the same properties, with
lists as JSON text. `write` chooses by the file's suffix, `write_text` prints to a stream.
`write` and `to_geodataframe` are imported when first used: geopandas takes half a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geonews.export.geojson import ATTRIBUTION, feature, feature_collection
from geonews.export.text import TEXT_FORMATS, write_text

if TYPE_CHECKING:
    from geonews.export.files import SUFFIXES, write
    from geonews.export.frame import to_geodataframe

__all__ = [
    "ATTRIBUTION",
    "SUFFIXES",
    "TEXT_FORMATS",
    "feature",
    "feature_collection",
    "to_geodataframe",
    "write",
    "write_text",
]

_LATER = {
    "SUFFIXES": "geonews.export.files",
    "write": "geonews.export.files",
    "to_geodataframe": "geonews.export.frame",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
