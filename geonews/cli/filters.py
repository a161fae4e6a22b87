"""Turn the filters of the command line into a query."""

from __future__ import annotations

import argparse
from pathlib import Path

from geonews.cli.gazetteers import gazetteer_of
from geonews.errors import UnknownPlaceError, UsageError
from geonews.query import (
    Near,
    Query,
    find_region,
    parse_bbox,
    parse_modality,
    parse_near,
    parse_types,
    parse_within,
)
from geonews.territory import Atlas

__all__ = ["query_of"]


def query_of(options: argparse.Namespace) -> Query:
    """Return the query that the filter options ask.

    Raises
    ------
    geonews.errors.UsageError
        A filter is out of range, or names a place that is not known.
    """
    region = None
    if options.region is not None:
        region = find_region(
            options.region, gazetteer=gazetteer_of(options), atlas=Atlas.packaged()
        )
    return Query(
        region=region,
        bbox=parse_bbox(options.bbox) if options.bbox is not None else None,
        within=parse_within(Path(options.within)) if options.within is not None else None,
        near=_near(options),
        since=options.since,
        until=options.until,
        types=parse_types(options.type),
        modality=parse_modality(options.modality) if options.modality is not None else None,
        text=options.text,
        min_confidence=options.min_confidence,
        include_imprecise=options.include_imprecise,
        limit=options.limit,
        offset=options.offset,
    )


def _near(options: argparse.Namespace) -> Near | None:
    if (options.near is None) != (options.km is None):
        raise UsageError("--near and --km go together: give a place and a radius in kilometres")
    if options.near is None:
        return None
    gazetteer = gazetteer_of(options)
    found = gazetteer.lookup(options.near, limit=1)
    if not found:
        likest = "، ".join(gazetteer.suggestions(options.near))
        hint = f"did you mean {likest}?" if likest else "geonews lookup NAME shows what there is"
        raise UnknownPlaceError(f"place {options.near!r} is not in the gazetteer: {hint}")
    place = found[0].place
    return parse_near(lon=place.lon, lat=place.lat, km=options.km)
