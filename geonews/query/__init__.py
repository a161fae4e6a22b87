"""A question put to the events: what it asks, and which events answer it.

`Query` is a pure description. `matches` decides for one event and is the definition; the
store answers the same from its indexes. `geonews.query.matching` says what "in a region"
means.
"""

from geonews.query.matching import EXTENT_SLACK, Matcher, Whereabouts, matches
from geonews.query.parsing import (
    parse_bbox,
    parse_confidence,
    parse_date,
    parse_limit,
    parse_modality,
    parse_near,
    parse_offset,
    parse_types,
    parse_within,
)
from geonews.query.question import Near, Query, Region, RegionKind
from geonews.query.regions import find_region
from geonews.query.sieve import ManyWhereabouts, Sieve
from geonews.query.words import event_words, wanted_forms, word_forms

__all__ = [
    "EXTENT_SLACK",
    "ManyWhereabouts",
    "Matcher",
    "Near",
    "Query",
    "Region",
    "RegionKind",
    "Sieve",
    "Whereabouts",
    "event_words",
    "find_region",
    "matches",
    "parse_bbox",
    "parse_confidence",
    "parse_date",
    "parse_limit",
    "parse_modality",
    "parse_near",
    "parse_offset",
    "parse_types",
    "parse_within",
    "wanted_forms",
    "word_forms",
]
