"""geonews: read Arabic news, place what happened, draw it.

The names below are the stable surface; everything else may change between releases. They
are imported when first used, so that ``import geonews`` costs nothing.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_SURFACE = {
    "Analysis": "geonews.model",
    "Atlas": "geonews.territory",
    "Document": "geonews.model",
    "Event": "geonews.model",
    "EventMap": "geonews.render",
    "EventStore": "geonews.store",
    "Gazetteer": "geonews.gazetteer",
    "Geocoder": "geonews.gazetteer",
    "GeonewsError": "geonews.errors",
    "Pipeline": "geonews.pipeline",
    "Query": "geonews.query",
    "feature_collection": "geonews.export",
    "find_region": "geonews.query",
    "read_documents": "geonews.ingest",
    "render_map": "geonews.render",
    "to_events": "geonews.events",
    "to_geodataframe": "geonews.export",
}

__all__ = ["__version__", *sorted(_SURFACE)]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name in _SURFACE:
        return getattr(import_module(_SURFACE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
