"""Standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from geonews.errors import UsageError

__all__ = ["STANDARD_OUTPUT", "Counted", "output", "refuse_to_overwrite"]

_Item = TypeVar("_Item")

STANDARD_OUTPUT = "-"


class Counted(Generic[_Item]):
    """Items as they come, with their number so far: what is written is not kept."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[_Item]:
        for item in self._items:
            self.count += 1
            yield item


@contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """Yield a stream to write results to.

    Parameters
    ----------
    path
        File to write; None or ``-`` for standard output. It appears under its name once all
        is written. A device or a pipe is written to as it is.

    Raises
    ------
    geonews.errors.UsageError
        The file cannot be written.
    """
    if path in (None, STANDARD_OUTPUT):
        yield sys.stdout
        return
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UsageError(f"output {path!r} is a folder: give the name of a file in it")
    if target.exists() and not target.is_file():
        # Renaming a file over /dev/null would take it away from everybody.
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
        return
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:60]}.")
    except OSError as error:
        raise UsageError(
            f"output {path!r} cannot be written ({error.strerror}): "
            "give a file in a folder that exists and may be written"
        ) from error
    part = Path(name)
    try:
        with os.fdopen(
            handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n"
        ) as stream:
            yield stream
        part.chmod(_mode(target))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def refuse_to_overwrite(path: str | None, sources: Iterable[str]) -> None:
    """Raise `UsageError` where an output is one of the files that are read."""
    if path is None or not Path(path).is_file():
        return
    for source in sources:
        if Path(source).is_file() and Path(source).samefile(path):
            raise UsageError(f"output {path!r} is read as well: give another name")


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new one gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
