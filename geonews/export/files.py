"""Write events into a file, in the format that its suffix names, all or nothing."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from geonews.errors import MissingExtraError, UsageError
from geonews.export.frame import to_geodataframe
from geonews.export.geojson import ATTRIBUTION
from geonews.export.text import write_csv, write_geojson, write_jsonl
from geonews.model import Event
from geonews.settings import DEFAULT_POLICY

__all__ = ["SUFFIXES", "write"]

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML forbids, and what GDAL would cut a text at."""
_REPLACEMENT = "\ufffd"  # REPLACEMENT CHARACTER


_AT_ONCE = 4_000
"""Events that are in memory together as a table; more take longer, for want of cache."""

_AT_ONCE_IN_PARQUET = 1_000
"""As `_AT_ONCE`, in less memory: adding to a GeoPackage costs time, a row group does not."""


def write(
    path: str | os.PathLike[str], events: Iterable[Event], *, policy: str = DEFAULT_POLICY
) -> None:
    """Write events into a file; a file that stood there is replaced once the new one is whole.

    They are written as they come, but for KML, which GDAL writes at once: a million events take
    no more memory than a few thousand.

    Parameters
    ----------
    path
        Its suffix, in either case, is one of `SUFFIXES`. CSV has a byte order mark, without
        which Excel takes UTF-8 for the system's code page. GeoPackage, KML and GeoParquet
        have U+FFFD for control characters and lone surrogates.
    events
        The events, in order.
    policy
        Display policy named in GeoJSON and in the GeoPackage's metadata.

    Raises
    ------
    geonews.errors.UsageError
        The suffix is unknown, or the file cannot be written.
    geonews.errors.MissingExtraError
        GeoParquet was asked for, and pyarrow is not installed.
    """
    target = Path(path)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise UsageError(f"output {str(target)!r}: give a name ending in {', '.join(SUFFIXES)}")
    try:
        # A folder and not a file beside the target: GDAL writes helpers next to its output,
        # and names a KML layer after the file.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".geonews-") as folder:
            whole = Path(folder) / target.name
            writer(whole, events, policy)
            whole.replace(target)
    except (OSError, DataSourceError, DataLayerError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"output {str(target)!r} cannot be written ({reason}): "
            "give a file in a folder that exists and may be written"
        ) from error


def _write_geojson(path: Path, events: Iterable[Event], policy: str) -> None:
    # A lone surrogate becomes its JSON escape.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
        write_geojson(stream, events, policy=policy)


def _write_jsonl(path: Path, events: Iterable[Event], _policy: str) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
        write_jsonl(stream, events)


def _write_csv(path: Path, events: Iterable[Event], _policy: str) -> None:
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as stream:
        write_csv(stream, events)


def _write_gpkg(path: Path, events: Iterable[Event], policy: str) -> None:
    for number, frame in enumerate(_frames(events, at_once=_AT_ONCE)):
        pyogrio.write_dataframe(
            frame,
            path,
            layer="events",
            driver="GPKG",
            geometry_type="Point",
            append=number > 0,
            dataset_metadata={"ATTRIBUTION": ATTRIBUTION, "POLICY": policy} if not number else None,
        )


def _write_kml(path: Path, events: Iterable[Event], _policy: str) -> None:
    frame = _frame(list(events))
    # Days as the contract writes them, where GDAL would write 2024/08/18 00:00:00; and no
    # description, which viewers take for HTML: texts stay in the fields, which they do not.
    for name in ("from", "to"):
        frame[name] = frame[name].dt.strftime("%Y-%m-%d").astype("str")
    frame["Name"] = frame["title"]
    pyogrio.write_dataframe(frame, path, driver="KML", geometry_type="Point")


def _write_parquet(path: Path, events: Iterable[Event], _policy: str) -> None:
    try:
        import pyarrow.parquet  # noqa: F401 - an optional extra
    except ImportError as error:
        raise MissingExtraError(
            f"output {str(path)!r} needs pyarrow, which is not installed: "
            'pip install "geonews[parquet]"'
        ) from error
    from geonews.export.parquet import write_frames

    write_frames(path, _frames(events, at_once=_AT_ONCE_IN_PARQUET))


def _frames(events: Iterable[Event], *, at_once: int) -> Iterator[gpd.GeoDataFrame]:
    """Yield the events as tables of a bounded size, an empty one where there are none."""
    waiting = iter(events)
    yield _frame(list(islice(waiting, at_once)))
    while batch := list(islice(waiting, at_once)):
        yield _frame(batch)


def _frame(events: Sequence[Event]) -> gpd.GeoDataFrame:
    frame = to_geodataframe(events)
    for name in frame.columns[frame.dtypes == "str"]:
        frame[name] = frame[name].str.replace(_UNWRITABLE, _REPLACEMENT, regex=True)
    return frame


_WRITERS: dict[str, Callable[[Path, Iterable[Event], str], None]] = {
    ".geojson": _write_geojson,
    ".jsonl": _write_jsonl,
    ".csv": _write_csv,
    ".gpkg": _write_gpkg,
    ".kml": _write_kml,
    ".parquet": _write_parquet,
}
SUFFIXES = tuple(_WRITERS)
"""Suffixes that `write` knows."""
