"""A still map for print: PNG or SVG through geopandas and matplotlib.

It shows what the page shows as it opens: land and lines, contested land hatched, the events
gathered where they would run into each other, the legend with counts, the policy and the
sources. Needs matplotlib 3.11, which shapes and orders Arabic: ``pip install "geonews[picture]"``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from geonews.errors import MissingExtraError, UsageError
from geonews.model import Modality
from geonews.render.basemap import Basemap, packaged_basemap, without_lines_through
from geonews.render.columns import is_area, located_points, newest_first
from geonews.render.contested import ContestedAreas
from geonews.render.labels import labels
from geonews.render.map import Box, corners
from geonews.render.symbols import GROUPS
from geonews.render.text import shown
from geonews.render.writing import whole_file
from geonews.settings import DEFAULT_POLICY
from geonews.territory import Atlas

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["PICTURE_FORMATS", "draw_picture"]

PICTURE_FORMATS = ("png", "svg")

_WIDTH, _HEIGHT = 11.7, 8.3
"""Inches of an A4 page laid across."""

_DPI = 150
_CELLS = 26
"""Cells across the map: events of one cell become one mark."""

_NEAR = 0.9
"""Share of a cell: marks nearer than this become one."""

_MARGIN = 0.08
"""Share of the events' extent that is left about them, and in degrees the least extent."""

_HALF = 13.0
"""Half of the side of the square that a mark covers, in pixels of the page."""

_FEW = 20
_FAR = 2.5
"""Times the width or height of the middle nine tenths that strays may stretch the view by."""

_LEAST_DEGREES = 3.0
_SEA, _LAND, _COAST, _LINE, _CONTESTED, _INK = (
    "#d5e5ec", "#f6f3ea", "#a9bcc4", "#9c958a", "#7a3b12", "#1d2733",
)  # fmt: skip
_TINT = "#7a3b1212"
_UNSEEN = ("outside", "without_place")
_HATCHES = {"forward": "////", "backward": "\\\\\\\\", "level": "----"}
_MARKERS = {
    "triangle": "^", "square": "s", "hexagon": "H", "circle": "o", "diamond": "D",
    "star": "*", "pentagon": "p",
}  # fmt: skip
_HOLLOW = frozenset({Modality.PLANNED, Modality.DENIED, Modality.HYPOTHETICAL})


@dataclass(slots=True)
class _Mark:
    """Events that are drawn as one."""

    lons: list[float] = field(default_factory=list)
    lats: list[float] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    hollow: bool = False
    area: bool = False
    """Whether a single event lies somewhere in an area, and not at the point."""

    names: set[str] = field(default_factory=set)

    @property
    def position(self) -> tuple[float, float]:
        """Mean longitude and latitude."""
        return sum(self.lons) / len(self.lons), sum(self.lats) / len(self.lats)


def draw_picture(
    collection: Mapping[str, Any],
    path: Path | str,
    *,
    atlas: Atlas | None = None,
    title: str = "",
    lang: str = "ar",
    policy: str = DEFAULT_POLICY,
    on: date | None = None,
    view: Box | None = None,
    basemap: Basemap | None = None,
) -> None:
    """Draw a collection of events as a picture of A4, laid across.

    Parameters
    ----------
    collection
        GeoJSON FeatureCollection of events, as `geonews.export` writes it.
    path
        File to write; its suffix, ``.png`` (150 dpi) or ``.svg``, says the format.
    atlas, title, lang, policy, on, view, basemap
        As `geonews.render_map` takes them; one policy only.

    Raises
    ------
    geonews.errors.MissingExtraError
        matplotlib is not installed, or too old to write Arabic.
    geonews.errors.UsageError
        The collection is no collection of events, the format is unknown, or the language or
        policy is.
    """
    target = Path(path)
    kind = target.suffix.lower().removeprefix(".")
    if kind not in PICTURE_FORMATS:
        raise UsageError(f"picture {str(path)!r}: give a file that ends in .png or .svg")
    _require_matplotlib()
    words = labels(lang)
    features = newest_first(collection)
    atlas = Atlas.packaged() if atlas is None else atlas
    contested = ContestedAreas(atlas=atlas, lang=lang, policies=(policy,), features=features, on=on)
    # A fixed salt of ids and no date: the same events give the same file.
    metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {}
    with _settings(), whole_file(target) as part:
        figure = _draw(
            features, contested, words, shown(title), basemap or packaged_basemap(), view
        )
        figure.savefig(part, format=kind, dpi=_DPI, metadata=metadata)


def _require_matplotlib() -> None:
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise MissingExtraError(
            'pictures need matplotlib: pip install "geonews[picture]"'
        ) from error
    if tuple(map(int, mpl.__version__.split(".")[:2])) < (3, 11):
        raise MissingExtraError(
            f"matplotlib {mpl.__version__} does not join Arabic letters: "
            'pip install "geonews[picture]" for 3.11 or later'
        )


def _fonts() -> list[str]:
    """Return Noto Sans Arabic where the system has it; matplotlib's own font has Arabic too."""
    from matplotlib import font_manager

    known = font_manager.get_font_names()
    return [name for name in ("Noto Sans", "Noto Sans Arabic") if name in known] + ["DejaVu Sans"]


def _draw(
    features: Sequence[Mapping[str, Any]],
    contested: ContestedAreas,
    words: Mapping[str, Any],
    title: str,
    basemap: Basemap,
    view: Box | None,
) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, _HEIGHT), facecolor="white")
    FigureCanvasAgg(figure)  # names are measured before it is known which format is written
    figure.suptitle(title or words["title"], fontsize=17, color=_INK, y=0.965, parse_math=False)
    axes = figure.add_axes((0.02, 0.145, 0.96, 0.785), facecolor=_SEA)
    points = located_points(features)
    west, south, east, north = _view(points, view)
    _draw_ground(axes, [*points, *corners(view)], contested, basemap)
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], xlabel="", ylabel="")
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)), adjustable="box")
    for spine in axes.spines.values():
        spine.set_edgecolor(_COAST)
    _draw_marks(axes, _gathered(features, (east - west) / _CELLS, words["lang"]))
    outside = sum(not (west <= x <= east and south <= y <= north) for x, y in points)
    unplaced = len(features) - len(points)
    _draw_legend(figure, features, contested, words, unseen=(outside, unplaced))
    return figure


def _settings() -> AbstractContextManager[None]:
    import matplotlib as mpl

    settings: Any = {
        "font.family": _fonts(),
        "svg.hashsalt": "geonews",
        "hatch.linewidth": 0.8,
        "hatch.color": _CONTESTED,
    }
    return mpl.rc_context(settings)


def _view(points: Sequence[tuple[float, float]], wanted: Box | None) -> Box:
    """Return west, south, east, north in degrees: what is wanted, in the page's proportions."""
    if not points and wanted is None:
        return -170.0, -56.0, 170.0, 72.0
    west, south, east, north = wanted or _reach(points)
    middle = (west + east) / 2, (south + north) / 2
    wide = max(east - west, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
    high = max(north - south, _LEAST_DEGREES) * (1 + 2 * _MARGIN)
    # A degree of longitude is cos(latitude) of one of latitude.
    shape = (_WIDTH * 0.96) / (_HEIGHT * 0.79) / math.cos(math.radians(middle[1]))
    wide, high = max(wide, high * shape), max(high, wide / shape)
    return (
        max(middle[0] - wide / 2, -180.0),
        max(middle[1] - high / 2, -85.0),
        min(middle[0] + wide / 2, 180.0),
        min(middle[1] + high / 2, 85.0),
    )


def _reach(points: Sequence[tuple[float, float]]) -> Box:
    """Return west, south, east, north of the events; of the middle nine tenths where few stray."""
    lons, lats = (sorted(values) for values in zip(*points, strict=True))
    whole = lons[0], lats[0], lons[-1], lats[-1]
    if len(points) < _FEW:
        return whole
    first, last = round(0.05 * (len(points) - 1)), round(0.95 * (len(points) - 1))
    middle = lons[first], lats[first], lons[last], lats[last]
    wide, high = max(middle[2] - middle[0], 2), max(middle[3] - middle[1], 2)
    stretched = whole[2] - whole[0] > _FAR * wide or whole[3] - whole[1] > _FAR * high
    return middle if stretched else whole


def _draw_ground(
    axes: Axes,
    points: Sequence[tuple[float, float]],
    contested: ContestedAreas,
    basemap: Basemap,
) -> None:
    land, boundaries = basemap.detailed_about(points)
    lines = without_lines_through(boundaries, contested.geometries())
    _plot([land], axes, color=_LAND, edgecolor=_COAST, linewidth=0.5, zorder=1)
    _plot([lines], axes, color=_LINE, linewidth=0.6, zorder=2)
    alike: defaultdict[tuple[str, str], list[BaseGeometry]] = defaultdict(list)
    for geometry, hatch, line in contested.drawn_last():
        alike[hatch, line].append(geometry)
    for (hatch, line), geometries in alike.items():
        _plot(
            geometries, axes, facecolor=_TINT if hatch else "none",
            edgecolor=_CONTESTED if hatch else _LINE, hatch=_HATCHES.get(hatch),
            linestyle="--" if line == "dashed" else "-", linewidth=0.8, zorder=3,
        )  # fmt: skip


def _plot(geometries: Sequence[BaseGeometry], axes: Axes, **style: Any) -> None:
    series = gpd.GeoSeries([each for each in geometries if not each.is_empty], crs="EPSG:4326")
    if len(series):
        series.plot(ax=axes, aspect=None, **style)


def _gathered(features: Sequence[Mapping[str, Any]], cell: float, lang: str) -> list[_Mark]:
    """Return the events with a place, those of one cell of the map as one; the fullest first."""
    group_of = {kind.value: at for at, group in enumerate(GROUPS) for kind in group.types}
    cells: dict[tuple[int, int], _Mark] = {}
    for feature in features:
        if not feature.get("geometry"):
            continue
        lon, lat = feature["geometry"]["coordinates"][:2]
        properties = feature["properties"]
        mark = cells.setdefault((math.floor(lon / cell), math.floor(lat / cell)), _Mark())
        mark.lons.append(lon)
        mark.lats.append(lat)
        mark.groups.append(group_of[properties["type"]])
        mark.hollow = properties["modality"] in _HOLLOW
        mark.area = is_area(properties)
        name = shown(properties.get(f"place_{lang}")) or shown(properties.get("place_ar"))
        mark.names.add(name)
    return _merged(cells.values(), cell * _NEAR)


def _merged(marks: Iterable[_Mark], distance: float) -> list[_Mark]:
    """Join marks nearer than a distance in degrees, the fullest first: a cell's edge parts them."""
    kept: list[_Mark] = []
    for mark in sorted(marks, key=lambda mark: (-len(mark.groups), mark.position)):
        near = (other for other in kept if math.dist(other.position, mark.position) < distance)
        other = next(near, None)
        if other is None:
            kept.append(mark)
        else:
            other.lons += mark.lons
            other.lats += mark.lats
            other.groups += mark.groups
            other.names |= mark.names
    return kept


def _draw_marks(axes: Axes, marks: Sequence[_Mark]) -> None:
    for mark in marks:
        count = len(mark.groups)
        if count == 1:
            _draw_single(axes, mark)
        else:
            _draw_ring(axes, mark, size=15 + 4.5 * math.log2(count))
    _write_names(axes, marks)


def _draw_single(axes: Axes, mark: _Mark) -> None:
    group = GROUPS[mark.groups[0]]
    if mark.area:
        axes.plot(
            *mark.position, marker="o", markersize=17, markerfacecolor="#ffffffb0", zorder=5,
            markeredgecolor=group.colour, markeredgewidth=0.9, linestyle="none",
            fillstyle="full",
        )  # fmt: skip
    axes.plot(
        *mark.position, marker=_MARKERS[group.shape], markersize=8.5, zorder=6,
        markerfacecolor="white" if mark.hollow else group.colour,
        markeredgecolor=group.colour, markeredgewidth=1.6, linestyle="none",
    )  # fmt: skip


def _draw_ring(axes: Axes, mark: _Mark, *, size: float) -> None:
    """Draw a ring whose arcs are the shares of the groups; `size` is its diameter in points."""
    axes.plot(
        *mark.position, marker="o", markersize=size + 2, color="white", zorder=5, linestyle="none"
    )
    for path, colour in _arcs(mark):
        # A marker is scaled to its largest coordinate, so that each needs its own size.
        reach = abs(path.vertices).max()
        axes.scatter(
            *mark.position, marker=path, s=(size * reach) ** 2, color=colour, linewidths=0, zorder=6
        )
    axes.annotate(
        str(len(mark.groups)), mark.position, ha="center", va="center_baseline",
        fontsize=min(9.0, size / 2.6), color=_INK, weight="bold", zorder=7,
    )  # fmt: skip


def _arcs(mark: _Mark) -> Iterator[tuple[Any, str]]:
    import numpy as np
    from matplotlib.path import Path as Outline

    turn = 0.0
    for at, group in enumerate(GROUPS):
        share = mark.groups.count(at) / len(mark.groups)
        if not share:
            continue
        angles = np.linspace(turn, turn + share, max(8, int(90 * share)))
        outer = np.column_stack([np.sin(2 * np.pi * angles), np.cos(2 * np.pi * angles)])
        yield Outline(np.vstack([outer, 0.66 * outer[::-1]])), group.colour
        turn += share


def _write_names(axes: Axes, marks: Sequence[_Mark]) -> None:
    """Write the name under each mark of one place, where it runs into nothing."""
    renderer = axes.figure.canvas.get_renderer()  # type: ignore[attr-defined]
    points = [axes.transData.transform(mark.position) for mark in marks]
    taken = [(x - _HALF, y - _HALF, x + _HALF, y + _HALF) for x, y in points]
    for own, mark in zip(tuple(taken), marks, strict=True):
        (name, *others) = sorted(mark.names)
        if others or not name:
            continue
        below = 7 + 2.6 * math.log2(len(mark.groups))
        text = axes.annotate(
            name, mark.position, xytext=(0, -below), textcoords="offset points", ha="center",
            va="top", fontsize=8, color=_INK, zorder=8, annotation_clip=True,
            parse_math=False,
        )  # fmt: skip
        box = text.get_window_extent(renderer)
        corners = (box.x0, box.y0, box.x1, box.y1)
        if any(_overlap(corners, other) for other in taken if other is not own):
            text.remove()
        else:
            taken.append(corners)


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_legend(
    figure: Figure,
    features: Sequence[Mapping[str, Any]],
    contested: ContestedAreas,
    words: Mapping[str, Any],
    *,
    unseen: tuple[int, int],
) -> None:
    """Draw legend, policy and sources; `unseen` counts events off the map and without a place."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    counts = {
        at: sum(f["properties"]["type"] in group.types for f in features)
        for at, group in enumerate(GROUPS)
    }
    handles: list[Any] = [
        Line2D(
            [], [], marker=_MARKERS[GROUPS[at].shape], color=GROUPS[at].colour, linestyle="none",
            markersize=8, label=f"{words['groups'][GROUPS[at].id]} ({count})",
        )
        for at, count in counts.items()
        if count
    ]  # fmt: skip
    if any(hatch for _, hatch, _ in contested.drawn_last()):
        handles.append(
            Patch(
                label=words["ui"]["contested"], facecolor=_TINT, edgecolor=_CONTESTED,
                hatch=_HATCHES["forward"], linestyle="--",
            )
        )  # fmt: skip
    if any(is_area(f["properties"]) for f in features if f.get("geometry")):
        handles.append(
            Line2D(
                [], [], marker="o", markersize=12, markerfacecolor="none", markeredgecolor=_INK,
                markeredgewidth=0.9, linestyle="none", label=words["ui"]["area"],
            )
        )  # fmt: skip
    figure.legend(
        handles=handles, loc="lower center", ncols=5, frameon=False, fontsize=8.5,
        bbox_to_anchor=(0.5, 0.072),
    )  # fmt: skip
    told = [words["ui"][name].format(n=n) for name, n in zip(_UNSEEN, unseen, strict=True) if n]
    foot = "  ".join((contested.statements[0], words["ui"]["disclaimer"]))
    last = "  ".join((*told, words["ui"]["data"]))
    for height, line in ((0.036, foot), (0.014, last)):
        figure.text(0.5, height, line, ha="center", fontsize=6.8, color="#57636f", parse_math=False)
