"""The gazetteer: places of the world by name, id and area."""

from geonews.gazetteer.entries import Gazetteer
from geonews.gazetteer.names import NameIndex

__all__ = ["Gazetteer", "NameIndex"]
