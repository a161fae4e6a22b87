"""The HTML map: one page, one file, nothing loaded from outside."""

from geonews.render.map import render_map, write_map
from geonews.render.notebook import EventMap

__all__ = ["EventMap", "render_map", "write_map"]
