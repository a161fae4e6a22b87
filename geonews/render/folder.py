"""The page for very many events: numbers in the page, texts in files that load when read.

A page of a million events with their texts would be half a gigabyte. What filters and
markers ask for stays in ``index.html``; titles, sentences and sources go into scripts under
``texts/``, a few thousand events each, which the page loads by their number. Scripts, because
a page opened from a disk may load nothing else.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geonews.errors import UsageError
from geonews.render.basemap import packaged_basemap
from geonews.render.columns import event_texts, readable
from geonews.render.map import Box, Look, compose
from geonews.render.text import script_json
from geonews.settings import DEFAULT_POLICY
from geonews.territory import Atlas

__all__ = ["write_map_folder"]

_PER_FILE = 2_000
"""Events a file: half a megabyte of sentences, loaded in a few hundredths of a second."""

_INDEX = "index.html"
_TEXTS = "texts"


def write_map_folder(
    folder: Path | str,
    collection: Mapping[str, Any],
    *,
    atlas: Atlas | None = None,
    title: str = "",
    lang: str = "ar",
    policy: str | tuple[str, ...] = DEFAULT_POLICY,
    on: date | None = None,
    locale: str = "",
    embed: bool = False,
    view: Box | None = None,
    tiles: str = "",
    per_file: int = _PER_FILE,
) -> None:
    """Write a page and its texts into a folder, whole or not at all.

    On such a page the search looks at places and types only.

    Parameters
    ----------
    folder
        Made where it is missing. A map that was written there before is replaced; a folder
        that holds anything else is refused.
    collection, atlas, title, lang, policy, on, locale, embed, view, tiles
        As `geonews.render_map` takes them.
    per_file
        Events whose texts one file holds.

    Raises
    ------
    geonews.errors.UsageError
        The folder holds something else or cannot be written, or as `geonews.render_map`.
    """
    target = Path(folder)
    _refuse_foreign(target)
    look = Look(
        atlas=Atlas.packaged() if atlas is None else atlas,
        title=title,
        lang=lang,
        policies=(policy,) if isinstance(policy, str) else tuple(policy),
        on=on,
        locale=locale,
        embed=embed,
        view=view,
        tiles=tiles,
        layers=(),
        basemap=packaged_basemap(),
    )
    features, faults = readable(collection)
    page = compose(features, look, faults=faults, texts_per_file=per_file)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name[:60]}.") as made:
        part = Path(made) / "map"
        (part / _TEXTS).mkdir(parents=True)
        (part / _INDEX).write_text(page, encoding="utf-8", newline="\n")
        for number, start in enumerate(range(0, len(features), per_file)):
            data = script_json(event_texts(features[start : start + per_file]))
            file = part / _TEXTS / f"{number:05}.js"
            file.write_text(f"geonewsTexts({number},{data});\n", encoding="utf-8", newline="\n")
        if target.exists():
            shutil.rmtree(target)
        part.replace(target)


def _refuse_foreign(target: Path) -> None:
    if not target.parent.is_dir():
        raise UsageError(f"folder {str(target)!r}: {target.parent} does not exist: make it first")
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"folder {str(target)!r} is a file: give the name of a folder")
    others = sorted(entry.name for entry in target.iterdir() if entry.name not in (_INDEX, _TEXTS))
    if others or (target.joinpath(_TEXTS).exists() and not target.joinpath(_INDEX).exists()):
        raise UsageError(
            f"folder {str(target)!r} holds {(others or [_TEXTS])[0]!r}, which is no map of "
            "geonews: give an empty folder or a new name"
        )
