"""The marks of a still map: events gathered by cells, drawn as shapes and rings, and named."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geonews.model import Modality
from geonews.render.columns import is_area
from geonews.render.symbols import GROUPS
from geonews.render.text import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["INK", "MARKERS", "Mark", "draw_marks", "gathered"]

INK = "#1d2733"
MARKERS = {
    "triangle": "^", "square": "s", "hexagon": "H", "circle": "o", "diamond": "D",
    "star": "*", "pentagon": "p",
}  # fmt: skip
"""Marker of matplotlib for each shape of a group."""

_NEAR = 0.9
"""Share of a cell: marks nearer than this become one."""

_HALF = 13.0
"""Half of the side of the square that a mark covers, in pixels of the page."""

_HOLLOW = frozenset({Modality.PLANNED, Modality.DENIED, Modality.HYPOTHETICAL})


@dataclass(slots=True)
class Mark:
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


def gathered(features: Sequence[Mapping[str, Any]], cell: float, lang: str) -> list[Mark]:
    """Return the events with a place, those of one cell of the map as one; the fullest first."""
    group_of = {kind.value: at for at, group in enumerate(GROUPS) for kind in group.types}
    cells: dict[tuple[int, int], Mark] = {}
    for feature in features:
        if not feature.get("geometry"):
            continue
        lon, lat = feature["geometry"]["coordinates"][:2]
        properties = feature["properties"]
        mark = cells.setdefault((math.floor(lon / cell), math.floor(lat / cell)), Mark())
        mark.lons.append(lon)
        mark.lats.append(lat)
        mark.groups.append(group_of[properties["type"]])
        mark.hollow = properties["modality"] in _HOLLOW
        mark.area = is_area(properties)
        name = shown(properties.get(f"place_{lang}")) or shown(properties.get("place_ar"))
        mark.names.add(name)
    return _merged(cells.values(), cell * _NEAR)


def _merged(marks: Iterable[Mark], distance: float) -> list[Mark]:
    """Join marks nearer than a distance in degrees, the fullest first: a cell's edge parts them."""
    kept: list[Mark] = []
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


def draw_marks(axes: Axes, marks: Sequence[Mark]) -> None:
    """Draw single events as the shapes of their groups, several as a ring, and name them."""
    for mark in marks:
        count = len(mark.groups)
        if count == 1:
            _draw_single(axes, mark)
        else:
            _draw_ring(axes, mark, size=15 + 4.5 * math.log2(count))
    _write_names(axes, marks)


def _draw_single(axes: Axes, mark: Mark) -> None:
    group = GROUPS[mark.groups[0]]
    if mark.area:
        axes.plot(
            *mark.position, marker="o", markersize=17, markerfacecolor="#ffffffb0", zorder=5,
            markeredgecolor=group.colour, markeredgewidth=0.9, linestyle="none",
            fillstyle="full",
        )  # fmt: skip
    axes.plot(
        *mark.position, marker=MARKERS[group.shape], markersize=8.5, zorder=6,
        markerfacecolor="white" if mark.hollow else group.colour,
        markeredgecolor=group.colour, markeredgewidth=1.6, linestyle="none",
    )  # fmt: skip


def _draw_ring(axes: Axes, mark: Mark, *, size: float) -> None:
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
        fontsize=min(9.0, size / 2.6), color=INK, weight="bold", zorder=7,
    )  # fmt: skip


def _arcs(mark: Mark) -> Iterator[tuple[Any, str]]:
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


def _write_names(axes: Axes, marks: Sequence[Mark]) -> None:
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
            va="top", fontsize=8, color=INK, zorder=8, annotation_clip=True,
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
