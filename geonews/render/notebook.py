"""A map that a notebook shows: events of a table, a collection, or geonews itself."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from folium.map import Layer

from geonews.errors import InputError, UsageError
from geonews.events.tables import events_of_rows
from geonews.export import feature_collection
from geonews.gazetteer import Gazetteer
from geonews.ingest.tables import frame_rows
from geonews.model import Event
from geonews.render.map import render_map, write_map
from geonews.settings import DEFAULT_POLICY
from geonews.territory import Atlas

__all__ = ["EventMap"]

_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


class EventMap:
    """Events on a map that shows itself in a notebook, and is saved as one page.

    Parameters
    ----------
    events
        A GeoDataFrame with the columns of `geonews.events.tables.TABLE_COLUMNS` (``type`` is
        needed; its CRS is taken into account), a GeoJSON FeatureCollection as
        `geonews.feature_collection` makes it, or events.
    title
        Heading of the page; empty for the general one.
    lang, policy, locale, on
        As `geonews.render_map` takes them.
    height
        Height in a notebook, in CSS pixels.

    Raises
    ------
    geonews.errors.UsageError
        A row of the frame is no event, or an option is none of those accepted.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import Point
    >>> frame = gpd.GeoDataFrame(
    ...     {"type": ["AID"], "title": ["قافلة تصل إلى باكو"], "date": ["2024-08-18"]},
    ...     geometry=[Point(49.89, 40.38)], crs="EPSG:4326",
    ... )
    >>> EventMap(frame, title="قوافل")  # in a notebook: the map
    <EventMap of 1 event>
    """

    def __init__(
        self,
        events: Any,
        *,
        title: str = "",
        lang: str = "ar",
        policy: str | Sequence[str] = DEFAULT_POLICY,
        locale: str = "",
        on: date | None = None,
        height: int = 560,
    ) -> None:
        self.collection = _collection(events)
        self.height = int(height)
        self._options: dict[str, Any] = {
            "title": title, "lang": lang, "policy": policy, "locale": locale, "on": on,
        }  # fmt: skip
        self._layers: list[Layer] = []

    def add_child(self, child: Layer, **_: Any) -> EventMap:
        """Draw a folium layer as well; ``folium.GeoJson(…).add_to(event_map)`` calls this.

        What text it holds is the caller's to make safe: folium writes it into script.
        """
        self._layers.append(child)
        return self

    def to_html(self, *, embed: bool = False) -> str:
        """Return the page, as `geonews.render_map` does."""
        return render_map(self.collection, layers=self._layers, embed=embed, **self._options)

    def save(self, path: Path | str) -> None:
        """Write the page to a file, whole or not at all."""
        write_map(path, self.collection, layers=self._layers, **self._options)

    def _repr_html_(self) -> str:
        """Return the page in a frame that has no access to the notebook about it."""
        return (
            f'<iframe srcdoc="{html.escape(self.to_html(embed=True))}" sandbox="{_SANDBOX}" '
            f'style="width:100%;height:{self.height}px;border:0" title="geonews"></iframe>'
        )

    def __repr__(self) -> str:
        count = len(self.collection.get("features") or ())
        return f"<EventMap of {count} event{'' if count == 1 else 's'}>"


def _collection(events: Any) -> Mapping[str, Any]:
    if isinstance(events, Mapping):
        return events
    if hasattr(events, "to_crs"):
        return feature_collection(_of_frame(events))
    if isinstance(events, Iterable):
        found = list(events)
        if all(isinstance(event, Event) for event in found):
            return feature_collection(found)
    raise UsageError(
        f"cannot draw a {type(events).__name__}: give a GeoDataFrame, a GeoJSON "
        "FeatureCollection, or geonews events"
    )


def _of_frame(frame: Any) -> Iterable[Event]:
    def refuse(where: str, error: InputError) -> None:
        raise UsageError(f"{where}: {error}")

    return events_of_rows(
        frame_rows(frame),
        gazetteer=Gazetteer.packaged(),
        atlas=Atlas.packaged(),
        on_failure=refuse,
    )
