"""The one module that opens packaged data."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from geonews.errors import DataError

__all__ = ["DATA_FORMAT", "data_path", "read_bytes", "read_json", "read_text"]

DATA_FORMAT = 2
"""Version of the layout under geonews/data; a change of a file or column raises it."""


def data_path(name: str) -> Path:
    """Return the path of a packaged data file.

    Parameters
    ----------
    name
        File name inside ``geonews/data``.

    Raises
    ------
    geonews.errors.DataError
        The file is not there, as in a checkout that was never installed.
    """
    path = Path(str(resources.files("geonews"))) / "data" / name
    if not path.is_file():
        raise DataError(
            f"packaged data {name!r} is missing at {path}: "
            "install geonews (pip install .), or run python gazetteer/build.py in a checkout"
        )
    return path


def read_bytes(name: str) -> bytes:
    """Return a packaged data file as bytes; raises `DataError` where it is missing."""
    return data_path(name).read_bytes()


def read_text(name: str) -> str:
    """Return a packaged data file as UTF-8 text; raises `DataError` where it is missing."""
    return read_bytes(name).decode("utf-8")


@cache
def read_json(name: str) -> Any:
    """Return a packaged JSON file, parsed once per process; the value is shared: do not alter it.

    Raises
    ------
    geonews.errors.DataError
        The file is missing, or is not JSON.
    """
    try:
        return json.loads(read_text(name))
    except json.JSONDecodeError as error:
        raise DataError(
            f"packaged data {name!r} is damaged ({error}): install geonews anew"
        ) from error
