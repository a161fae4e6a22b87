"""The page in Firefox: that it works there as it does in Chromium, and what it looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geonews.render import write_map
from geonews.render.folder import write_map_folder
from geonews.render.symbols import GROUPS
from tests.browser.firefox import BINARY, Firefox
from tests.browser.test_page import box, drawn, overlap
from tests.render.samples import HOSTILE, atlas, caucasus, hostile, many

LAND, SEA, CONTESTED, INK, WHITE = "#f6f3ea", "#d5e5ec", "#7a3b12", "#1d2733", "#ffffff"

SIZES = [(1280, 800), (390, 844)]
COLLECTIONS: dict[str, Callable[[], dict[str, Any]]] = {
    "caucasus": caucasus,
    "many": lambda: many(10_000),
    "hostile": hostile,
}

pytestmark = pytest.mark.skipif(BINARY is None, reason="no Firefox here: install firefox-esr")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    browser = Firefox(tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.quit()


@pytest.fixture(params=SIZES, ids=["wide", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    width, height = request.param
    return width, height


@pytest.fixture(params=sorted(COLLECTIONS))
def page(
    request: pytest.FixtureRequest, firefox: Firefox, size: tuple[int, int], tmp_path: Path
) -> Firefox:
    path = tmp_path / "map.html"
    firefox.resize(*size)
    write_map(path, COLLECTIONS[request.param](), atlas=atlas())
    firefox.open_page(path)
    return firefox


def share(image: np.ndarray, colour: str, *, within: float = 0.02) -> float:
    """Return the share of the picture that has a colour."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return float((abs(image - wanted).max(axis=2) < within).mean())


def test_page_opens_without_requests_or_complaints(page: Firefox) -> None:
    assert page.requests() == []  # Firefox does not tell of files
    assert page.complaints() == []


def test_requests_and_complaints_would_be_seen(firefox: Firefox, tmp_path: Path) -> None:
    path = tmp_path / "bare.html"
    path.write_text(
        "<!DOCTYPE html><script>window.geonewsReady = true; console.error('no');"
        "fetch('http://127.0.0.1:65001/asked').catch(() => {})</script>",
        encoding="utf-8",
    )
    firefox.open_page(path)
    firefox.pause(200)
    assert firefox.requests() == ["http://127.0.0.1:65001/asked"]
    assert "no" in firefox.complaints()


def test_page_is_drawn(page: Firefox) -> None:
    image = page.picture()
    assert share(image, LAND) > 0.02
    assert share(image, SEA) > 0.005
    assert share(image, WHITE) > 0.1  # the panel
    assert any(share(image, group.colour) > 0.0002 for group in GROUPS)


def test_nothing_covers_what_opens(page: Firefox, size: tuple[int, int]) -> None:
    page.execute_script("document.querySelector('.event-list.placed button').click()")
    page.wait_for("document.querySelector('.leaflet-popup .details')")
    page.pause(400)
    opened = box(page, ".leaflet-popup-content-wrapper")  # type: ignore[arg-type]
    for other in (".panel", ".leaflet-control-zoom", ".leaflet-control-layers"):
        assert not overlap(opened, box(page, other)), other  # type: ignore[arg-type]
    assert opened["left"] >= 0
    assert opened["top"] >= 0
    assert opened["right"] <= size[0]
    assert page.execute_script("return document.documentElement.scrollWidth") == size[0]


def test_hostile_texts_do_nothing(firefox: Firefox, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    write_map(path, hostile(), atlas=atlas(), title=HOSTILE[0])
    firefox.resize(1280, 800)
    firefox.open_page(path)
    for number in range(firefox.execute_script("return geonews.events.size")):
        firefox.execute_script(
            "if (geonews.events.isPlaced(arguments[0])) {  geonews.openEvent(arguments[0], null);}",
            number,
        )
    assert firefox.execute_script("return typeof window.__x") == "undefined"
    assert firefox.execute_script("return document.querySelectorAll('.panel img').length") == 0


def test_filters_count_what_the_map_draws(firefox: Firefox, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    write_map(path, many(300), atlas=atlas())
    firefox.resize(1280, 800)
    firefox.open_page(path)
    assert drawn(firefox) == 300  # type: ignore[arg-type]
    kept = firefox.execute_script(
        "geonews.filters.hiddenTypes.add(geonews.events.columns.types.indexOf('PROTEST'));"
        "geonews.applyFilters();"
        "return [geonews.filters.visible.length, geonews.visibleGeoJson().features.length]"
    )
    assert 0 < kept[0] < 300
    assert kept[0] == kept[1] == drawn(firefox)  # type: ignore[arg-type]


def test_contested_land_is_hatched(firefox: Firefox, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    write_map(path, caucasus(), atlas=atlas(), lang="en")
    firefox.resize(1280, 800)
    firefox.open_page(path, fragment="#map=8/42.9/41.3")
    chart = firefox.picture()[:, 380:]  # right of the panel
    assert share(chart, CONTESTED, within=0.15) > 0.0005  # the dashed edge
    assert share(chart, "#c3a893", within=0.12) > 0.01  # lines of the hatch over land


def test_folder_loads_the_texts_of_what_is_opened(firefox: Firefox, tmp_path: Path) -> None:
    write_map_folder(tmp_path / "map", many(500), atlas=atlas(), per_file=50)
    firefox.resize(1280, 800)
    firefox.open_page(tmp_path / "map" / "index.html")
    assert not firefox.execute_script("return geonews.events.isLoaded(444)")
    firefox.execute_script("geonews.openEvent(444, null)")
    firefox.wait_for("document.querySelector('.leaflet-popup .evidence')")
    assert firefox.execute_script("return geonews.events.isLoaded(444)")
