"""The parts of the page, as folium elements.

Each template calls a function of ``static/`` by name and holds no data: data goes beside
it, in an island that the function reads.
"""

from __future__ import annotations

from importlib import resources as package_files
from typing import Any

import folium
import rcssmin
import rjsmin
from branca.element import MacroElement
from folium.map import Layer
from folium.template import Template

from geonews import resources
from geonews.render.shell import OncePerPage, Page, Raw
from geonews.render.text import island

__all__ = [
    "Assets",
    "BoundaryLayer",
    "ContestedLayer",
    "EventLayer",
    "ExtentLayer",
    "Island",
    "LandLayer",
    "LayerControl",
    "Panel",
    "Start",
]

SCRIPTS = (
    "core.js",
    "symbols.js",
    "events.js",
    "land.js",
    "clusters.js",
    "details.js",
    "panel.js",
    "period.js",
    "files.js",
    "address.js",
    "start.js",
)
"""Our scripts in the order in which they build on each other."""


def read_static(name: str) -> str:
    """Return a script or style sheet of ours, its comments and all."""
    return (package_files.files("geonews.render") / "static" / name).read_text(encoding="utf-8")


class Part(OncePerPage, MacroElement):
    """An element that a page holds one of."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = type(self).__name__

    def page(self) -> Page:
        """Return the page that the element stands on."""
        page = self.get_root()
        assert isinstance(page, Page), "our elements stand on our page"  # noqa: S101
        return page


class Assets(Part):
    """Leaflet and our own scripts and styles, ours without their comments, in the page."""

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 branca's signature
        """Add styles to the head, scripts to the end of the body."""
        page = self.page()
        for name, style in (
            ("leaflet.css", resources.read_text("leaflet.css")),
            ("app.css", rcssmin.cssmin(read_static("app.css"))),
        ):
            page.header.add_child(Raw(f"<style>\n{style}</style>"), name=name)
        page.shipped.add_child(Raw(resources.read_text("leaflet.js")), name="leaflet.js")
        script = rjsmin.jsmin("\n".join(map(read_static, SCRIPTS)))
        page.shipped.add_child(Raw(script), name="app.js")
        return ""


class Island(Part):
    """Data for the scripts.

    Parameters
    ----------
    name
        Id of the script element that carries it.
    value
        Anything that JSON can hold.
    """

    def __init__(self, name: str, value: Any) -> None:
        super().__init__()
        self._name = name
        self._value = value

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 branca's signature
        """Add the island to the body."""
        self.page().html.add_child(Raw(island(self._name, self._value)), name=self._name)
        return ""


class Panel(Part):
    """The column beside the map; ``static/panel.js`` fills it."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <aside class="panel" id="panel"></aside>
        {% endmacro %}
        """
    )


class _MapLayer(OncePerPage, Layer):
    def __init__(self, name: str = "", *, control: bool = True) -> None:
        super().__init__(name=name or None, overlay=True, control=control)
        self._name = type(self).__name__


class LandLayer(_MapLayer):
    """Land, in one colour whoever it belongs to."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geonews.landLayer({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class BoundaryLayer(_MapLayer):
    """Boundary lines between countries, none of them through a contested area."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geonews.boundaryLayer({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class ContestedLayer(_MapLayer):
    """Contested areas, hatched; always SVG, since a canvas would fill them solid."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geonews.contestedLayer({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class ExtentLayer(_MapLayer):
    """Circles about the places that are known only as areas."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geonews.extentLayer({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class EventLayer(_MapLayer):
    """The events, gathered by a grid."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geonews.eventLayer({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class LayerControl(OncePerPage, folium.LayerControl):
    """folium's switch of layers; its names are labels of ours, never data."""


class Start(Part):
    """The call that brings the page to life, once all layers are there."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        geonews.start({{ this._parent.get_name() }}, {{ this.side|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, side: str) -> None:
        super().__init__()
        self.side = side
