"""The page in Firefox: drawn, hatched, its texts loaded; told from its screenshot."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np
import pytest

from geonews.render import write_map
from geonews.render.folder import write_map_folder
from geonews.render.symbols import GROUPS
from tests.render.samples import atlas, caucasus, hostile, many

FIREFOX = shutil.which("firefox") or shutil.which("firefox-esr")
LAND, SEA, CONTESTED, INK = "#f6f3ea", "#d5e5ec", "#7a3b12", "#1d2733"
WHITE = "#ffffff"

pytestmark = pytest.mark.skipif(FIREFOX is None, reason="no Firefox here: install firefox-esr")

Look = Callable[..., np.ndarray]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Return a function that opens a page and returns what it looks like."""

    def shot(page: Path, *, size: tuple[int, int], fragment: str = "") -> np.ndarray:
        picture = tmp_path / "page.png"
        subprocess.run(
            [
                str(FIREFOX),
                "--headless",
                "--no-remote",
                "--profile",
                str(tmp_path / "profile"),
                f"--window-size={size[0]},{size[1]}",
                f"--screenshot={picture}",
                page.as_uri() + fragment,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return matplotlib.image.imread(picture)[:, :, :3]

    (tmp_path / "profile").mkdir()
    return shot


def share(image: np.ndarray, colour: str, *, within: float = 0.02) -> float:
    """Return the share of the picture that has a colour."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return float((abs(image - wanted).max(axis=2) < within).mean())


@pytest.mark.parametrize("size", [(1280, 800), (500, 844)])
@pytest.mark.parametrize("events", ["caucasus", "many", "hostile"])
def test_page_is_drawn(look: Look, tmp_path: Path, events: str, size: tuple[int, int]) -> None:
    collection: dict[str, Any] = {
        "caucasus": caucasus,
        "many": lambda: many(10_000),
        "hostile": hostile,
    }[events]()
    page = tmp_path / "map.html"
    write_map(page, collection, atlas=atlas())
    image = look(page, size=size)
    assert share(image, LAND) > 0.02
    assert share(image, SEA) > 0.005
    assert share(image, WHITE) > 0.1  # the panel
    assert any(share(image, group.colour) > 0.0002 for group in GROUPS)


def test_contested_land_is_hatched(look: Look, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    write_map(page, caucasus(), atlas=atlas(), lang="en")
    image = look(page, size=(1280, 800), fragment="#map=8/42.9/41.3")
    chart = np.s_[:, 380:]  # right of the panel
    assert share(image[chart], CONTESTED, within=0.15) > 0.0005  # the dashed edge
    assert share(image[chart], "#c3a893", within=0.12) > 0.01  # lines of the hatch over land


def test_folder_shows_its_texts(look: Look, tmp_path: Path) -> None:
    """Scripts beside the page run: its list is written, where without them it waits."""
    whole, bare = tmp_path / "whole", tmp_path / "bare"
    for target in (whole, bare):
        write_map_folder(target, many(60), atlas=atlas())
    for file in (bare / "texts").iterdir():
        file.unlink()
    tall = {"size": (1280, 2000)}
    written, waiting = (look(target / "index.html", **tall) for target in (whole, bare))
    panel = np.s_[900:, 920:]
    assert share(written[panel], INK) > 1.2 * share(waiting[panel], INK)
