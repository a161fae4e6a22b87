"""Toponym resolution: which place on earth each mention means, or why none is chosen."""

from geonews.resolution.resolver import ToponymResolver

__all__ = ["ToponymResolver"]
