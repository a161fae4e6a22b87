"""Events as files that other programs open.

GeoJSON is what the contract names; every other format carries the same properties, with
lists as JSON text. `write` chooses by the file's suffix, `write_text` prints to a stream.
"""

from geonews.export.files import SUFFIXES, write
from geonews.export.frame import to_geodataframe
from geonews.export.geojson import ATTRIBUTION, feature, feature_collection
from geonews.export.text import TEXT_FORMATS, write_text

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
