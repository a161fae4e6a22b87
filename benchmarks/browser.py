"""The page in Chromium: time until it answers, and of a filter, a search and a pan."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.maps import made_up_events
from benchmarks.rows import Row
from geonews.export import feature_collection
from geonews.render import write_map

__all__ = ["benchmark_browser"]

_SIZES = ((10_000, 1.5), (100_000, 4.0))
"""Events, and the seconds until the page is to answer."""

_STEP_MS = 100
_FRAMES = 20
_PANS = 60

_FILTER = """
const start = performance.now();
geonews.filters.hiddenTypes.add(arguments[0]); geonews.applyFilters();
geonews.filters.hiddenTypes.clear(); geonews.applyFilters();
return (performance.now() - start) / 2;
"""
_SEARCH = """
geonews.filters.query = "موضع 12"; geonews.applyFilters();  // the first one folds the texts
const start = performance.now();
geonews.filters.query = arguments[0]; geonews.applyFilters();
const spent = performance.now() - start;
geonews.clearFilters();
return spent;
"""
_PAN = """
const done = arguments[arguments.length - 1];
geonews.map.setZoom(5, {animate: false});
let left = arguments[0];
const start = performance.now();
function step() {
  geonews.map.panBy([left % 2 ? 40 : -40, 10], {animate: false});
  left -= 1;
  if (left > 0) { requestAnimationFrame(step); } else { done(performance.now() - start); }
}
requestAnimationFrame(step);
"""


def benchmark_browser() -> Iterator[Row]:
    """Yield what a page of ten and of a hundred thousand events takes; nothing without Chromium."""
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        yield Row(name="page in a browser", value="not run: no Chromium with its driver here")
        return
    from tests.browser import chromium

    with tempfile.TemporaryDirectory() as made:
        browser = chromium.start(Path(made) / "profile")
        try:
            for size, target in _SIZES:
                path = Path(made) / "map.html"
                collection = feature_collection(made_up_events(size))
                start = time.perf_counter()
                write_map(path, collection)
                seconds = time.perf_counter() - start
                yield from _rows(browser, path, size, target, seconds)
        finally:
            browser.quit()


def _rows(browser: Any, path: Path, size: int, target: float, seconds: float) -> Iterator[Row]:
    from tests.browser import chromium

    name = f"page of {size:,} events"
    yield Row(
        name=f"{name}: made",
        value=f"{seconds:.2f} s, {path.stat().st_size / 1e6:.1f} MB",
        baseline="",
        ratio=None,
    )
    ready = []
    for _ in range(3):
        chromium.open_page(browser, path, seconds=60)
        ready.append(browser.execute_script("return window.geonewsReadyAt") / 1000)
    yield _against(f"{name}: ready", min(ready), target, "s")
    filters = [browser.execute_script(_FILTER, kind) for kind in range(8)]
    yield _against(f"{name}: filter", statistics.median(filters), _STEP_MS, "ms")
    searches = [browser.execute_script(_SEARCH, word) for word in ("الحدث", "12", "قصف")]
    yield _against(f"{name}: search", statistics.median(searches), _STEP_MS, "ms")
    browser.set_script_timeout(60)
    spent = browser.execute_async_script(_PAN, _PANS) / 1000
    yield _against(f"{name}: a pan", 1000 * spent / _PANS, 1000 / _FRAMES, "ms")
    nodes = browser.execute_script("return document.querySelectorAll('*').length")
    assert nodes < 1500, f"{name}: {nodes} elements"


def _against(name: str, value: float, target: float, unit: str) -> Row:
    digits = 2 if unit == "s" else 0
    return Row(
        name=name,
        value=f"{value:.{digits}f} {unit}",
        baseline=f"target {target:g} {unit}",
        ratio=value / target,
    )
