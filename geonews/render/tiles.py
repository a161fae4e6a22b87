"""Tiles of a map server under the events: asked for by name, never by default.

A page with tiles loads pictures from that server whenever it is looked at, which then knows
who looks. Names, addresses and credits come from xyzservices; the terms are the server's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz import process
from xyzservices import TileProvider, providers

from geonews.errors import UsageError
from geonews.render.text import shown

__all__ = ["Tiles", "tiles_named"]

_LEAFLETS_OWN = frozenset("zxysr")
"""Fields of an address that the map fills in: zoom, column, row, subdomain, density."""

_FIELD = re.compile(r"\{(\w+)\}")
_MOST_ZOOM = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Where the tiles of one service are, and whom they are owed to."""

    name: str
    url: str
    """Address as Leaflet fills it in: ``{z}``, ``{x}``, ``{y}``, ``{s}``, ``{r}``."""

    attribution: str
    """Plain text, not HTML."""

    max_zoom: int
    subdomains: str

    @property
    def source(self) -> str:
        """Source expression by which a Content-Security-Policy allows their pictures."""
        host = urlsplit(self.url).netloc
        return f"https://{host.replace('{s}', '*')}"


def tiles_named(name: str) -> Tiles:
    """Return the tiles of a service by its name, as ``OpenStreetMap.Mapnik``.

    Raises
    ------
    geonews.errors.UsageError
        No service is called so, it wants a key, or its address is not https.
    """
    known = providers.flatten()
    exact = {key.lower(): key for key in known}.get(name.strip().lower())
    if exact is None:
        near = ", ".join(key for key, *_ in process.extract(name, list(known), limit=3))
        raise UsageError(f"tiles {name!r}: no such service: give a name of xyzservices, as {near}")
    provider = known[exact]
    url = _filled(provider)
    if "<insert" in url or provider.requires_token():
        raise UsageError(
            f"tiles {exact}: the service wants a key, which whoever opens the page could read: "
            "give a service without one, as OpenStreetMap.Mapnik"
        )
    if urlsplit(url).scheme != "https" or not re.fullmatch(r"[\w.{}-]+", urlsplit(url).netloc):
        raise UsageError(f"tiles {exact}: the service has no https address: give another")
    return Tiles(
        name=exact,
        url=url,
        attribution=shown(provider.attribution).replace("(C)", "©"),
        max_zoom=min(int(provider.get("max_zoom", _MOST_ZOOM)), _MOST_ZOOM),
        subdomains="".join(provider.get("subdomains", "abc")),
    )


def _filled(provider: TileProvider) -> str:
    """Return the address with everything filled in but what the map fills in itself."""
    return _FIELD.sub(
        lambda field: field[0] if field[1] in _LEAFLETS_OWN else str(provider.get(field[1], "")),
        provider["url"],
    )
