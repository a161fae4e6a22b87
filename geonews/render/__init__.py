"""The HTML map: one page, one file, nothing loaded from outside."""

from geonews.render.map import render_map, write_map

__all__ = ["render_map", "write_map"]
