"""Tell a gazetteer file from others by its first hundred bytes, before SQLite opens it."""

from __future__ import annotations

import struct
from pathlib import Path

from geonews.errors import DataError
from geonews.gazetteer.database import APPLICATION_ID
from geonews.resources import DATA_FORMAT

__all__ = ["check_header"]

_MAGIC = b"SQLite format 3\0"
_HEADER = struct.Struct(">60xI4xI")
"""Of the header of SQLite's file format: user version at byte 60, application id at 68."""


def check_header(path: Path) -> None:
    """Refuse what is no gazetteer file of this version's layout.

    Raises
    ------
    geonews.errors.DataError
        The file is missing, of another kind, or of another layout.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(100)
    except OSError as error:
        raise DataError(
            f"gazetteer {str(path)!r} cannot be read ({error.strerror}): give a file made by "
            "geonews gazetteer import"
        ) from error
    if not head.startswith(_MAGIC) or len(head) < _HEADER.size:
        raise DataError(
            f"{str(path)!r} is no gazetteer: give a file made by geonews gazetteer import"
        )
    version, application = _HEADER.unpack_from(head)
    if application != APPLICATION_ID:
        raise DataError(
            f"{str(path)!r} is a database of another kind: give a file made by "
            "geonews gazetteer import"
        )
    if version != DATA_FORMAT:
        raise DataError(
            f"gazetteer {str(path)!r} has layout {version}, this geonews reads {DATA_FORMAT}: "
            "import its sources again"
        )
