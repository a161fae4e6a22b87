"""Make one self-contained HTML page with a map of what happened.

The page opens without a network. Give articles, a store, or a table of events of your own:
CSV, GeoJSON, GeoPackage or GeoParquet with the columns type, date, place (or lat and lon),
title and source. Filters apply to all three.

For example:
    geonews map article.txt --published 2024-08-18 -o map.html
    geonews map --store events.gpkg --region "قره باغ" -o karabakh.html
    geonews map --events seeds/chronologies/karabakh.csv -o chronology.html --png chronology.png
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from geonews.cli.filters import query_of
from geonews.cli.gazetteers import gazetteer_of
from geonews.cli.messages import say
from geonews.cli.options import add_filters, add_inputs, argument, parse_policy, words
from geonews.cli.output import output, refuse_to_overwrite
from geonews.cli.reading import Reader
from geonews.errors import EmptyInputError, InputError, UsageError
from geonews.events.tables import events_of_rows
from geonews.export import feature_collection
from geonews.geo import BBox
from geonews.ingest.tables import read_rows
from geonews.model import Event
from geonews.query import Matcher, Query, find_region, parse_bbox
from geonews.store import EventStore
from geonews.territory import Atlas

__all__ = ["add_arguments", "run"]


_TERMS = (
    "tiles of {0.name}: the page loads pictures from {0.source}, by that service's terms of use "
    "(credit: {0.attribution}); read them before you publish"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser, required=False)
    parser.add_argument("--store", metavar="FILE", help="draw the events of a store instead")
    parser.add_argument(
        "--events",
        metavar="TABLE",
        help="draw the events of a table: .csv, .geojson, .gpkg, .parquet",
    )
    parser.add_argument("-o", "--output", metavar="PAGE.html", help="page to write")
    parser.add_argument(
        "--dir",
        metavar="FOLDER",
        help="folder to write a page for very many events to: its texts lie beside it and load "
        "when they are read",
    )
    for kind in ("png", "svg"):
        parser.add_argument(
            f"--{kind}",
            metavar=f"FILE.{kind}",
            help='picture for print; needs pip install "geonews[picture]"',
        )
    parser.add_argument(
        "--title", metavar="TEXT", type=words, default="", help="heading of the page"
    )
    parser.add_argument(
        "--view",
        metavar="NAME",
        type=words,
        help="what the map opens on: a region by its name or id, or a box W,S,E,N; the events "
        "elsewhere stay on it",
    )
    parser.add_argument(
        "--locale",
        metavar="TAG",
        default="",
        help="how months and digits are written, as ar-EG, ar-SY, ar-MA or en-US",
    )
    parser.add_argument(
        "--switch-policy",
        metavar="NAME",
        type=argument(parse_policy),
        action="append",
        default=[],
        help="further display policy that the reader may switch to; repeatable",
    )
    parser.add_argument(
        "--tiles",
        metavar="NAME",
        default="",
        help="load a tile service's pictures under the events, as OpenStreetMap.Mapnik; "
        "the page then asks that service whenever it is looked at",
    )
    parser.add_argument(
        "--embed",
        action="store_true",
        help="page to stand in another by <iframe>: its panel opens from the bottom",
    )
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Make the page; return the exit code."""
    from geonews.render import render_map
    from geonews.render.folder import write_map_folder
    from geonews.render.tiles import tiles_named

    _check(options)
    given = [source for source in (options.inputs, options.store, options.events) if source]
    if len(given) != 1:
        raise UsageError("give either articles to read, or --store FILE, or --events TABLE")
    wanted = [path for path in (options.output, options.dir, options.png, options.svg) if path]
    if not wanted:
        raise UsageError(
            "give what to write: -o PAGE.html, --dir FOLDER, --png FILE.png or --svg FILE.svg"
        )
    for path in filter(None, (options.output, options.png, options.svg)):
        refuse_to_overwrite(path, options.inputs or given)
    query = query_of(options)
    with output(options.output) if options.output else nullcontext() as stream:
        events, code = _events(options, query)
        collection = feature_collection(events, policy=options.policy)
        if stream:
            stream.write(render_map(collection, **_look(options)))
        if options.dir:
            write_map_folder(options.dir, collection, **_look(options))
        for path in filter(None, (options.png, options.svg)):
            _draw(options, collection, path)
    if options.tiles:
        say(_TERMS.format(tiles_named(options.tiles)))
    if not options.quiet:
        placed = sum(event.lat is not None for event in events)
        say(f"{', '.join(wanted)}: {len(events)} events, {placed} on the map")
    return code


def _check(options: argparse.Namespace) -> None:
    """Say what is wrong with names and files before anything is read."""
    from geonews.render.tiles import tiles_named

    _view(options)
    if options.tiles:
        tiles_named(options.tiles)
    if options.png or options.svg:
        from geonews.render.picture import check_picture

        for path in filter(None, (options.png, options.svg)):
            check_picture(Path(path))


def _look(options: argparse.Namespace) -> dict[str, Any]:
    """Return what the command line says of the page's looks."""
    return {
        "title": options.title,
        "lang": options.lang,
        "policy": tuple(dict.fromkeys([options.policy, *options.switch_policy])),
        "locale": options.locale,
        "embed": options.embed,
        "view": _view(options),
        "tiles": options.tiles,
    }


def _view(options: argparse.Namespace) -> BBox | None:
    """Return west, south, east, north of what the map is to open on, None for its events."""
    if options.view is None:
        return None
    if options.view.count(",") == len(BBox._fields) - 1:
        return parse_bbox(options.view)
    region = find_region(options.view, gazetteer=gazetteer_of(options), atlas=Atlas.packaged())
    west, south, east, north = region.geometry.bounds
    return BBox(west, south, east, north)


def _draw(options: argparse.Namespace, collection: Mapping[str, Any], path: str) -> None:
    from geonews.render.picture import draw_picture

    draw_picture(
        collection,
        path,
        title=options.title,
        lang=options.lang,
        policy=options.policy,
        view=_view(options),
    )


def _events(options: argparse.Namespace, query: Query) -> tuple[list[Event], int]:
    """Return what is drawn, and the exit code."""
    if options.store:
        return _stored(options, query)
    return _tabled(options, query) if options.events else _read(options, query)


def _tabled(options: argparse.Namespace, query: Query) -> tuple[list[Event], int]:
    failed: list[str] = []

    def fail(where: str, error: InputError) -> None:
        failed.append(where)
        say(f"{where}: {error}")

    matcher = Matcher(query)
    rows = events_of_rows(
        read_rows(options.events),
        gazetteer=gazetteer_of(options),
        atlas=Atlas.packaged(),
        on_failure=fail,
    )
    events = [event for event in rows if matcher.matches(event)]
    if failed and not events:
        raise EmptyInputError(
            f"{options.events}: no event could be read, so there is nothing to draw"
        )
    return events[: query.limit], 1 if failed else 0


def _stored(options: argparse.Namespace, query: Query) -> tuple[list[Event], int]:
    with EventStore.open(options.store) as store:
        return list(store.query(query)), 0


def _read(options: argparse.Namespace, query: Query) -> tuple[list[Event], int]:
    reader, matcher = Reader(options), Matcher(query)
    events = [event for event in reader.all_events() if matcher.matches(event)]
    code = reader.close()
    if not reader.documents:
        raise EmptyInputError("no article could be read, so there is nothing to draw")
    return events[: query.limit], code
