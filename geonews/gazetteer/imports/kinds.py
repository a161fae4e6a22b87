"""Tell what kind of file of places one is, by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable

from geonews.errors import GazetteerImportError
from geonews.gazetteer.imports.files import Source
from geonews.gazetteer.imports.geonames import AlternateNames, Divisions, Hierarchy, Places
from geonews.gazetteer.imports.naturalearth import NaturalEarth, is_layer
from geonews.gazetteer.imports.records import Format
from geonews.gazetteer.imports.table import Table, is_header

__all__ = ["AUTO", "KINDS", "kind_of", "open_format"]

AUTO = "auto"

_FORMATS: dict[str, Callable[[Source], Format]] = {
    "geonames": Places,
    "admin1": Divisions,
    "natural-earth": NaturalEarth,
    "csv": Table,
    "alternate-names": AlternateNames,
    "hierarchy": Hierarchy,
}

KINDS = tuple(_FORMATS)
"""In the order of their import: names and links want the places there."""

_NUMBER = r"\d{1,11}"
_LINES = (
    ("geonames", re.compile(rf"{_NUMBER}(\t[^\t]*){{18}}")),
    ("alternate-names", re.compile(rf"{_NUMBER}\t{_NUMBER}\t[^\t]*\t[^\t]*(\t[^\t]*){{4,6}}")),
    ("admin1", re.compile(rf"[A-Z]{{2}}\.\w+\t[^\t]*\t[^\t]*\t{_NUMBER}")),
    ("hierarchy", re.compile(rf"{_NUMBER}\t{_NUMBER}(\t[^\t]*)?")),
)


def open_format(source: Source, kind: str = AUTO) -> Format:
    """Return the reader of a file.

    Parameters
    ----------
    source
        The file.
    kind
        One of `KINDS`, or `AUTO` to tell it from the content.

    Raises
    ------
    geonews.errors.GazetteerImportError
        The content is none of these kinds.
    """
    return _FORMATS[kind_of(source) if kind == AUTO else kind](source)


def kind_of(source: Source) -> str:
    """Return the one of `KINDS` that a file's content is; raises `GazetteerImportError`."""
    head = source.head()
    if is_layer(head, [info.filename for info in source.members]):
        return "natural-earth"
    source.check_table()
    first = head.partition(b"\n")[0].rstrip(b"\r").decode("utf-8", "replace").lstrip("\ufeff")
    for kind, pattern in _LINES:
        if pattern.fullmatch(first):
            return kind
    if is_header(first):
        return "csv"
    columns = first.count("\t") + 1
    raise GazetteerImportError(
        f"{source}:1: is no kind of file that is imported (its first line has {columns} columns "
        "parted by tabs): give GeoNames' allCountries (19 columns), alternateNamesV2 (10), "
        "admin1CodesASCII (4) or hierarchy (3), a layer of Natural Earth, or a CSV file with a "
        "header, or say which with --kind"
    )
