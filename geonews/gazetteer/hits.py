"""What carries a look-up key: between the database and what is laid over it."""

from __future__ import annotations

from typing import NamedTuple

from geonews.model import NameKind, Place

__all__ = ["Hit"]


class Hit(NamedTuple):
    """A place that carries a look-up key."""

    place: Place
    matched: str
    """The name, as it is written."""

    kind: NameKind
