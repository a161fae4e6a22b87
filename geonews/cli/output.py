"""Standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from geonews.errors import UsageError

__all__ = ["output"]


@contextmanager
def output(path: str | None, standard: TextIO) -> Iterator[TextIO]:
    """Yield a stream to write results to.

    Parameters
    ----------
    path
        File to write; None for `standard`. It appears under its name once all is written.

    Raises
    ------
    geonews.errors.UsageError
        The file cannot be written.
    """
    if path is None:
        yield standard
        return
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(
            f"output {path!r} cannot be written ({error.strerror}): give a folder that exists"
        ) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
