"""The page in Chromium: time until it answers, and of a filter, a search and a pan."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.maps import made_up_events
from benchmarks.rows import Row
from geonews.export import feature_collection
from geonews.render import write_map

__all__ = ["FRAMES", "SIZES", "STEP_MS", "Spent", "benchmark_browser", "measure"]

SIZES = ((10_000, 1.5), (100_000, 4.0))
"""Events, and the seconds until the page is to answer."""

STEP_MS = 100
"""Milliseconds that a filter or a search may take."""

FRAMES = 20
"""Pictures a second that a pan is to keep."""

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
            for size, target in SIZES:
                path = Path(made) / "map.html"
                collection = feature_collection(made_up_events(size))
                start = time.perf_counter()
                write_map(path, collection)
                seconds = time.perf_counter() - start
                yield from _rows(browser, path, size, target, seconds)
        finally:
            browser.quit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a page took in a browser."""

    ready: float
    """Seconds until it answers, the best of three."""

    filter: float
    """Milliseconds, as all that follow."""

    search: float
    pan: float


def measure(browser: Any, path: Path) -> Spent:
    """Open a page of `benchmarks.maps.made_up_events` three times, then use it."""
    from tests.browser import chromium

    ready = []
    for _ in range(3):
        chromium.open_page(browser, path, seconds=60)
        ready.append(browser.execute_script("return window.geonewsReadyAt") / 1000)
    filters = [browser.execute_script(_FILTER, kind) for kind in range(8)]
    searches = [browser.execute_script(_SEARCH, word) for word in ("الحدث", "12", "قصف")]
    browser.set_script_timeout(60)
    pans = browser.execute_async_script(_PAN, _PANS)
    return Spent(
        ready=min(ready),
        filter=statistics.median(filters),
        search=statistics.median(searches),
        pan=pans / _PANS,
    )


def _rows(browser: Any, path: Path, size: int, target: float, seconds: float) -> Iterator[Row]:
    name = f"page of {size:,} events"
    yield Row(
        name=f"{name}: made",
        value=f"{seconds:.2f} s, {path.stat().st_size / 1e6:.1f} MB",
        baseline="",
        ratio=None,
    )
    spent = measure(browser, path)
    yield _against(f"{name}: ready", spent.ready, target, "s")
    yield _against(f"{name}: filter", spent.filter, STEP_MS, "ms")
    yield _against(f"{name}: search", spent.search, STEP_MS, "ms")
    yield _against(f"{name}: a pan", spent.pan, 1000 / FRAMES, "ms")


def _against(name: str, value: float, target: float, unit: str) -> Row:
    digits = 2 if unit == "s" else 0
    return Row(
        name=name,
        value=f"{value:.{digits}f} {unit}",
        baseline=f"target {target:g} {unit}",
        ratio=value / target,
    )
