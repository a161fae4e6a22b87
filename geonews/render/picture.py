"""A still map for print: PNG or SVG through geopandas and matplotlib.

It shows what the page shows as it opens: land and lines, contested land hatched, the events
gathered where they would run into each other, the legend with counts, the policy and the
sources. Needs matplotlib 3.11, which shapes and orders Arabic: ``pip install "geonews[picture]"``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from geonews.errors import MissingExtraError, UsageError
from geonews.render.basemap import Basemap, packaged_basemap, without_lines_through
from geonews.render.columns import is_area, located_points, readable
from geonews.render.contested import ContestedAreas
from geonews.render.labels import labels
from geonews.render.map import Box, corners
from geonews.render.marks import INK, MARKERS, draw_marks, gathered
from geonews.render.symbols import GROUPS
from geonews.render.text import shown
from geonews.render.writing import whole_file
from geonews.settings import DEFAULT_POLICY
from geonews.territory import Atlas

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["PICTURE_FORMATS", "check_picture", "draw_picture"]

PICTURE_FORMATS = ("png", "svg")

_WIDTH, _HEIGHT = 11.7, 8.3
"""Inches of an A4 page laid across."""

_DPI = 150
_CELLS = 26
"""Cells across the map: events of one cell become one mark."""

_MARGIN = 0.08
"""Share of the events' extent that is left about them, and in degrees the least extent."""

_FEW = 20
_FAR = 2.5
"""Times the width or height of the middle nine tenths that strays may stretch the view by."""

_LEAST_DEGREES = 3.0
_SEA, _LAND, _COAST, _LINE, _CONTESTED = "#d5e5ec", "#f6f3ea", "#a9bcc4", "#9c958a", "#7a3b12"
_TINT = "#7a3b1212"
_UNSEEN = ("outside", "without_place")
_HATCHES = {"forward": "////", "backward": "\\\\\\\\", "level": "----"}


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
        The format is unknown, or the language or policy is.
    """
    target = Path(path)
    kind = check_picture(target)
    words = labels(lang)
    features, _ = readable(collection)
    atlas = Atlas.packaged() if atlas is None else atlas
    contested = ContestedAreas(atlas=atlas, lang=lang, policies=(policy,), features=features, on=on)
    # A fixed salt of ids and no date: the same events give the same file.
    metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {}
    with _settings(), whole_file(target) as part:
        figure = _draw(
            features, contested, words, shown(title), basemap or packaged_basemap(), view
        )
        figure.savefig(part, format=kind, dpi=_DPI, metadata=metadata)


def check_picture(target: Path) -> str:
    """Return the format of a picture to be written; raises as `draw_picture` where it cannot be."""
    kind = target.suffix.lower().removeprefix(".")
    if kind not in PICTURE_FORMATS:
        raise UsageError(f"picture {str(target)!r}: give a file that ends in .png or .svg")
    if not target.parent.is_dir():
        raise UsageError(f"picture {str(target)!r}: folder {target.parent} does not exist")
    _require_matplotlib()
    return kind


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
    figure.suptitle(title or words["title"], fontsize=17, color=INK, y=0.965, parse_math=False)
    axes = figure.add_axes((0.02, 0.145, 0.96, 0.785), facecolor=_SEA)
    points = located_points(features)
    west, south, east, north = _view(points, view)
    _draw_ground(axes, [*points, *corners(view)], contested, basemap)
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], xlabel="", ylabel="")
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)), adjustable="box")
    for spine in axes.spines.values():
        spine.set_edgecolor(_COAST)
    draw_marks(axes, gathered(features, (east - west) / _CELLS, words["lang"]))
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
            [], [], marker=MARKERS[GROUPS[at].shape], color=GROUPS[at].colour, linestyle="none",
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
                [], [], marker="o", markersize=12, markerfacecolor="none", markeredgecolor=INK,
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
