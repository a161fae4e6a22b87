"""From what a user names to the files that are read."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from geonews.errors import EmptyInputError, InputError, UsageError

__all__ = ["STANDARD_INPUT", "InputFailure", "discover", "one_line"]

STANDARD_INPUT = "-"

_URL = re.compile(r"https?://", re.IGNORECASE)
_WILDCARD = re.compile(r"[*?\[]")
_UNPRINTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029]"
)  # controls, line and paragraph separator


@dataclass(frozen=True, slots=True)
class InputFailure:
    """One input, or one line of it, that could not be read."""

    source: str
    """Its path; ``path:line`` for a line of JSON Lines, ``path#item`` for an item of JSON."""

    error: InputError
    """Why; its message goes on where `source` stops, and does not repeat it."""


def discover(inputs: Iterable[str | PathLike[str]]) -> Iterator[str | InputFailure]:
    """Yield the path of each file that the inputs name, or why one names none.

    A folder stands for all files under it, sorted, without hidden ones; links to folders
    inside it are not followed, so a loop of links ends. `STANDARD_INPUT` stands for itself.
    """
    if isinstance(inputs, str):
        raise UsageError(f"inputs is the string {inputs!r}: give a list of names")
    for given in inputs:
        name = os.fspath(given)
        try:
            yield from _files(name)
        except InputError as error:
            yield InputFailure(one_line(name), error)
        except OSError as error:
            yield InputFailure(one_line(name), unreadable(error))


def one_line(name: str) -> str:
    """Return a path as it can be printed: on one line, in UTF-8, and never as nothing."""
    try:
        # Where the locale is not UTF-8, Python gives the bytes of a name as lone surrogates.
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "replace")
    return _UNPRINTED.sub("\ufffd", raw.decode("utf-8", "replace")) or "''"


def unreadable(error: OSError) -> InputError:
    """Return the failure that an error of the file system amounts to."""
    reason = error.strerror or type(error).__name__
    return InputError(f"cannot be read ({reason}): check the path and its permissions")


def _files(name: str) -> Iterator[str | InputFailure]:
    if name == STANDARD_INPUT:
        yield name
    elif _URL.match(name):
        raise InputError(
            "is an address, and geonews does not fetch pages by itself yet: "
            "save the page and give the file"
        )
    elif name and os.path.lexists(name):
        yield from _expanded(name)
    elif _WILDCARD.search(name) and "\0" not in name:
        yield from _matches(name)
    else:
        raise InputError("does not exist: give a file, a folder, a glob, or - for standard input")


def _matches(pattern: str) -> Iterator[str | InputFailure]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (hidden names stay out)
    if not names:
        raise InputError("matches no file: check the pattern, and quote it for the shell")
    for name in names:
        # A recursive pattern names the files of its folders by itself.
        if not Path(name).is_dir() or "**" not in pattern:
            yield from _expanded(name)


def _expanded(name: str) -> Iterator[str | InputFailure]:
    if not Path(name).is_dir():
        yield name
        return
    empty = True
    for found in _walk(name):
        empty = False
        yield found
    if empty:
        raise EmptyInputError("is a folder without files: give one that holds articles")


def _walk(folder: str) -> Iterator[str | InputFailure]:
    unread: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield from _regular(Path(parent, name))
    for error in unread:
        yield InputFailure(one_line(str(error.filename)), unreadable(error))


def _regular(path: Path) -> Iterator[str | InputFailure]:
    if path.is_file():
        yield str(path)
    else:  # opening a pipe that nobody writes to would wait for ever
        yield InputFailure(
            one_line(str(path)),
            InputError("is a broken link or no regular file: remove it or give files by name"),
        )
