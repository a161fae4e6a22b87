"""The page, put together: what `geonews map` writes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from folium.map import Layer

from geonews.errors import UsageError
from geonews.render.basemap import Basemap, packaged_basemap, without_lines_through
from geonews.render.columns import event_columns, event_texts, located_points, readable
from geonews.render.contested import ContestedAreas
from geonews.render.geometry import SCALE, encode_lines, encode_polygons
from geonews.render.labels import labels
from geonews.render.layers import (
    Assets,
    BoundaryLayer,
    ContestedLayer,
    EventLayer,
    ExtentLayer,
    Island,
    LandLayer,
    LayerControl,
    Panel,
    Start,
)
from geonews.render.shell import MapShell, Page
from geonews.render.symbols import GROUPS
from geonews.render.text import packed, shown
from geonews.render.tiles import tiles_named
from geonews.render.writing import whole_file
from geonews.settings import DEFAULT_POLICY
from geonews.territory import Atlas

__all__ = ["Box", "Look", "compose", "corners", "render_map", "write_map"]

Box = tuple[float, float, float, float]
"""West, south, east, north in decimal degrees, WGS84."""

_MOST_FAULTS = 20
"""Events left out that the page names; of more it says how many."""

_MANY = 2_000
"""Events from which a page's texts are packed: fewer weigh less than the map under them."""

_WIDE_VIEW = 40.0
"""Degrees of longitude from which generalised land is enough."""

_LANGUAGE_TAG = re.compile(r"[a-z]{2}(-[A-Za-z0-9]{1,8}){0,4}")

WORLD = (-170.0, -56.0, 170.0, 72.0)
"""West, south, east, north of the view where no event has a place: the inhabited world."""

HALF_DEGREE = 0.5
"""Degrees about the outermost events at which the map opens."""


def render_map(
    collection: Mapping[str, Any],
    *,
    atlas: Atlas | None = None,
    title: str = "",
    lang: str = "ar",
    policy: str | Sequence[str] = DEFAULT_POLICY,
    on: date | None = None,
    locale: str = "",
    embed: bool = False,
    view: Box | None = None,
    tiles: str = "",
    layers: Sequence[Layer] = (),
    basemap: Basemap | None = None,
) -> str:
    """Return one HTML page that shows a collection of events and loads nothing else.

    Parameters
    ----------
    collection
        GeoJSON FeatureCollection of events, as `geonews.export` writes it. What in it cannot be
        drawn is left out, and the page says what and why.
    atlas
        The contested territories; None for those in the packaged data.
    title
        Heading of the page; empty for the general one.
    lang
        Language of the page, ``ar`` or ``en``.
    policy
        Display policy for contested territories, printed on the page; of several the reader
        chooses, and the page opens with the first.
    on
        Latest day whose standing the contested areas are drawn with, which is that of the
        page as it opens; None for the latest day on which a source was published or an event
        took place.
    locale
        Language tag that months and digits are written by, as ``ar-EG`` (١٢ مايو), ``ar-SY``
        (12 أيار) or ``ar-MA`` (12 ماي); of the page's language; empty for its usual one.
    embed
        Whether the page is to stand within another: its panel is folded at any width.
    view
        West, south, east, north that the page opens on, in degrees; None for the events.
    tiles
        Name of a tile service of xyzservices, as ``OpenStreetMap.Mapnik``: the page then loads
        pictures from it, by its terms. Empty for the packaged base map, which loads nothing.
    layers
        folium layers of the caller's own, drawn over the land and listed among the layers.
        What text they hold is the caller's to make safe: folium writes it into script.
    basemap
        Land and boundary lines; None for those in the packaged data.

    Returns
    -------
    str
        The page. The same arguments give the same page.

    Raises
    ------
    geonews.errors.UsageError
        The language, the locale, the tiles or a policy is unknown, the view lies off the globe,
        or a layer loads scripts from the network, which no page of geonews does.
    geonews.errors.DataError
        The packaged data is missing or damaged.
    """
    look = Look(
        atlas=Atlas.packaged() if atlas is None else atlas,
        title=title,
        lang=lang,
        policies=(policy,) if isinstance(policy, str) else tuple(policy),
        on=on,
        locale=locale,
        embed=embed,
        view=view,
        tiles=tiles,
        layers=tuple(layers),
        basemap=basemap or packaged_basemap(),
    )
    features, faults = readable(collection)
    return compose(features, look, faults=faults, texts_per_file=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is to look: the options of `render_map`, their defaults filled in."""

    atlas: Atlas
    title: str
    lang: str
    policies: tuple[str, ...]
    on: date | None
    locale: str
    embed: bool
    view: Box | None
    tiles: str
    layers: tuple[Layer, ...]
    basemap: Basemap


def compose(
    features: Sequence[Mapping[str, Any]],
    look: Look,
    *,
    faults: Sequence[str] = (),
    texts_per_file: int,
) -> str:
    """Return the page of events in the order of `readable`.

    Parameters
    ----------
    features
        GeoJSON Features of events.
    look
        How it is to look.
    faults
        What is wrong with events that were left out; the page says so.
    texts_per_file
        Events whose texts one file beside the page holds (`geonews.render.folder`); 0 for a
        page that holds them all.
    """
    words = labels(look.lang)
    if not look.policies:
        raise UsageError("no display policy: give at least one, as neutral")
    points = located_points(features)
    contested = ContestedAreas(
        atlas=look.atlas, lang=look.lang, policies=look.policies, features=features, on=look.on
    )
    heading = shown(look.title) or words["title"]
    page = Page(title=heading, lang=words["lang"], direction=words["dir"])
    service = tiles_named(look.tiles) if look.tiles else None
    page.image_sources += [service.source] if service else []
    page.loads_own_scripts = texts_per_file > 0
    islands = {
        "geonews-config": {
            "labels": words,
            "title": heading,
            "locale": _locale(look.locale, words),
            "embed": look.embed,
            "tiles": asdict(service) if service else None,
            "texts_per_file": texts_per_file,
            "policies": [
                {"name": name, "label": _policy_label(name, words, look.atlas), "statement": said}
                for name, said in zip(look.policies, contested.statements, strict=True)
            ],
            "bounds": look.view or _bounds(points),
            "fixed_view": look.view is not None,
            "faults": {"count": len(faults), "first": [shown(f) for f in faults[:_MOST_FAULTS]]},
            "scale": SCALE,
            "groups": _groups(),
        },
        "geonews-basemap": _basemap(look.basemap, [*points, *corners(look.view)], contested),
        "geonews-events": event_columns(features, lang=look.lang, statuses=contested.statuses_of),
        **({} if texts_per_file else {"geonews-texts": _texts(features)}),
        "geonews-contested": contested.document(),
    }
    _furnish(page, islands, words, look.layers)
    return page.render()


def write_map(path: Path | str, collection: Mapping[str, Any], **options: Any) -> None:
    """Write the page of `render_map`, whole or not at all.

    Parameters
    ----------
    path
        The file; one that is there is replaced once the new one is complete.
    collection, **options
        As for `render_map`.
    """
    page = render_map(collection, **options)
    with whole_file(Path(path)) as part:
        part.write_text(page, encoding="utf-8", newline="\n")


def _furnish(
    page: Page,
    islands: Mapping[str, Any],
    words: Mapping[str, Any],
    own_layers: Sequence[Layer],
) -> None:
    """Put everything on the page, in the order in which the browser needs it."""
    # The panel is where reading starts, the controls of the map on the other side.
    side = "left" if words["dir"] == "rtl" else "right"
    layers = words["layers"]
    event_map = MapShell()
    page.add_child(Assets())
    page.add_child(Panel())
    for name, value in islands.items():
        page.add_child(Island(name, value))
    page.add_child(event_map)
    for part in (
        LandLayer(control=False),
        BoundaryLayer(layers["boundaries"]),
        ContestedLayer(layers["contested"]),
        ExtentLayer(layers["areas"]),
        *map(_loading_nothing, own_layers),
        EventLayer(layers["events"]),
        LayerControl(position=f"top{side}"),
        Start(side=side),
    ):
        event_map.add_child(part)


def _loading_nothing(layer: Layer) -> Layer:
    """Return a layer as it is; refuse one whose scripts or styles come from elsewhere."""
    if getattr(layer, "default_js", None) or getattr(layer, "default_css", None):
        raise UsageError(
            f"layer {type(layer).__name__} loads scripts from the network: "
            "give one that folium draws with Leaflet alone, as GeoJson, Polygon or Circle"
        )
    return layer


def _texts(features: Sequence[Mapping[str, Any]]) -> dict[str, Any] | str:
    """Return what is read of events, packed where there are many."""
    texts = event_texts(features)
    return texts if len(features) < _MANY else packed(texts)


def corners(view: Box | None) -> list[tuple[float, float]]:
    """Return (lon, lat) about a view, for its land to be drawn in detail; none if it is wide."""
    if view is None:
        return []
    west, south, east, north = view
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise UsageError(f"view {view}: give west, south, east, north, in degrees")
    if east - west > _WIDE_VIEW:
        return []
    return [(lon, lat) for lon in (west, (west + east) / 2, east) for lat in (south, north)]


def _locale(locale: str, words: Mapping[str, Any]) -> str:
    if locale and not (_LANGUAGE_TAG.fullmatch(locale) and locale.split("-")[0] == words["lang"]):
        raise UsageError(
            f"locale {locale!r} is no tag of the page's language: give {words['lang']}, or "
            f"that and a country, as {words['lang']}-EG"
        )
    return locale or str(words["locale"])


def _policy_label(policy: str, words: Mapping[str, Any], atlas: Atlas) -> str:
    name, _, party_id = policy.partition(":")
    label = str(words["policies"][name])
    if not party_id:
        return label
    party = atlas.parties[party_id]
    return label.format(party=shown(party.name_ar if words["lang"] == "ar" else party.name_en))


def _groups() -> list[dict[str, Any]]:
    """Return the groups of event types, as the page's script draws them."""
    return [
        {"id": group.id, "colour": group.colour, "shape": group.shape, "types": group.types}
        for group in GROUPS
    ]


def _basemap(
    basemap: Basemap, points: Sequence[tuple[float, float]], contested: ContestedAreas
) -> dict[str, Any]:
    land, boundaries = basemap.detailed_about(points)
    return {
        "land": encode_polygons(land),
        "boundaries": encode_lines(without_lines_through(boundaries, contested.geometries())),
    }


def _bounds(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return west, south, east, north of the view to open on, in degrees."""
    if not points:
        return WORLD
    lons, lats = zip(*points, strict=True)
    return (
        max(min(lons) - HALF_DEGREE, -180),
        max(min(lats) - HALF_DEGREE, -85),
        min(max(lons) + HALF_DEGREE, 180),
        min(max(lats) + HALF_DEGREE, 85),
    )
