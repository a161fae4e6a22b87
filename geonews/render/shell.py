"""folium's page and map, made into ours.

folium loads its scripts from five hosts, sets neither language nor direction, forbids
zooming, gives elements random ids and compiles every piece of text added to a page as a
Jinja template, which would run what a headline holds. So here the page is put together
without templates, folium's are given constants only, and ids are fixed.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable
from typing import Any

import folium
from branca.element import Element, Figure
from folium.template import Template

__all__ = ["MapShell", "OncePerPage", "Page", "Raw", "script_hash"]


class OncePerPage:
    """Mixin for elements of which a page holds one: their names need no random part."""

    @classmethod
    def _generate_id(cls) -> str:
        return "geonews"


class Raw(OncePerPage, Element):
    """Finished text; folium's own Element would compile it as a template."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self.data = data

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 branca's signature
        """Return the text as it is."""
        return self.data


class Page(OncePerPage, Figure):
    """An HTML document in a language, with a policy that lets only its own scripts run.

    Parameters
    ----------
    title
        Text of the document's title; escaped here.
    lang, direction
        Attributes of the root element: ``ar`` and ``rtl``, or ``en`` and ``ltr``.
    """

    def __init__(self, *, title: str, lang: str, direction: str) -> None:
        super().__init__()
        self._name = "Page"
        self.heading = title
        self.lang = lang
        self.direction = direction
        self.loads_own_scripts = False
        """Whether scripts that lie beside the page may run: the texts of a page in a folder."""

        self.image_sources: list[str] = []
        """Servers that pictures may come from, as source expressions; none but for tiles."""

        self.shipped = Element()
        """Scripts that come with geonews, in the order in which they run."""
        self.header._children.clear()

    def render(self, **kwargs: Any) -> str:
        """Return the whole document.

        The hashes that the policy lists are those of the shipped scripts and of folium's
        map script. None of them holds data: hashing whatever scripts a finished page turns
        out to contain would bless an injected one.
        """
        for child in self._children.values():
            child.render(**kwargs)
        scripts = [*_rendered(self.shipped), "\n".join(_rendered(self.script))]
        policy = _policy(scripts, self.image_sources, own=self.loads_own_scripts)
        return "\n".join(
            (
                "<!DOCTYPE html>",
                f'<html lang="{self.lang}" dir="{self.direction}">',
                "<head>",
                '<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="generator" content="geonews">',
                '<meta name="referrer" content="no-referrer">',
                f"<title>{html.escape(self.heading)}</title>",
                *_rendered(self.header),
                "</head>",
                "<body>",
                *_rendered(self.html),
                *(f"<script>{script}</script>" for script in scripts),
                "</body>",
                "</html>",
                "",
            )
        )


class MapShell(OncePerPage, folium.Map):
    """folium's map without its stock scripts, style sheets, tiles and viewport."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 folium's contract
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 folium's contract

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <main class="folium-map" id={{ this.get_name()|tojson }}></main>
        {% endmacro %}

        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map(
            {{ this.get_name()|tojson }},
            {{ this.options|tojavascript }}
        );
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(tiles=None, zoom_control=False, attribution_control=False)
        # folium passes these on to a tile layer only, and there is none.
        self.options.update(min_zoom=1, max_zoom=12, zoom_snap=0.5, world_copy_jump=False)
        # Where the map opens is for the page to say, which knows its own size.
        del self.options["zoom"]


def script_hash(script: str) -> str:
    """Return the source expression by which a Content-Security-Policy allows a script."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _policy(scripts: Iterable[str], image_sources: Iterable[str], *, own: bool) -> str:
    images = " ".join(("data:", *image_sources))
    hashes = " ".join([*map(script_hash, scripts), *(["'self'"] if own else [])])
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        f"img-src {images}; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _rendered(element: Element) -> list[str]:
    return [child.render() for child in element._children.values()]
