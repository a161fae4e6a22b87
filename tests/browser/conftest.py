from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from geonews.render import write_map
from tests.browser import chromium
from tests.render.samples import atlas, caucasus

Show = Callable[..., WebDriver]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    if not (chromium.BINARY and chromium.DRIVER):
        pytest.skip("no Chromium with its driver here: install chromium and chromium-driver")
    driver = chromium.start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def show(browser: WebDriver, tmp_path: Path) -> Show:
    """Return a function that draws a collection and opens it."""

    def draw(
        collection: dict[str, Any] | None = None,
        *,
        size: tuple[int, int] = (1280, 800),
        **options: Any,
    ) -> WebDriver:
        path = tmp_path / "map.html"
        write_map(path, collection or caucasus(), atlas=atlas(), **options)
        chromium.resize(browser, *size)
        chromium.open_page(browser, path)
        return browser

    return draw
