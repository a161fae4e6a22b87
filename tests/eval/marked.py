"""Read our own marked texts: prose in which every name of a place stands as ``[name|letter]``.

``L`` is literal, ``M`` a government, ``N`` part of another name, ``T`` a team named as its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["read_marked"]

_USES = {"L": "literal", "M": "metonym", "N": "in_name", "T": "team"}
_MARK = re.compile(r"\[([^\[\]|]+)\|([LMNT])\]")
_LEFT_OVER = re.compile(r"\[[^\]]*\|")
_RULE = re.compile(r"^---\s*$", re.MULTILINE)


def read_marked(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a file, parted by lines of three hyphens, with their mentions.

    Raises
    ------
    ValueError
        A mark is broken.
    """
    for number, source in enumerate(_RULE.split(path.read_text("utf-8")), 1):
        pieces: list[str] = []
        mentions: list[dict[str, Any]] = []
        at = length = 0
        for mark in _MARK.finditer(source.strip()):
            before, surface = source.strip()[at : mark.start()], mark.group(1)
            pieces += [before, surface]
            start = length + len(before)
            length = start + len(surface)
            mentions.append(
                {"start": start, "end": length, "surface": surface, "use": _USES[mark.group(2)]}
            )
            at = mark.end()
        text = "".join([*pieces, source.strip()[at:]])
        if _LEFT_OVER.search(text):
            raise ValueError(f"{path.name}: a mark of document {number} is broken")
        if text:
            yield {"id": f"{path.stem}-{number}", "text": text, "mentions": mentions}
