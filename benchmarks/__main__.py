"""Run every benchmark and print one table: ``python -m benchmarks``."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence

from benchmarks.analysis import benchmark_analysis, read_news, read_seeds
from benchmarks.browser import benchmark_browser
from benchmarks.gazetteer import benchmark_gazetteer
from benchmarks.maps import benchmark_map
from benchmarks.merging import benchmark_merging
from benchmarks.rows import Row
from benchmarks.startup import benchmark_startup


def main() -> None:
    """Measure and print."""
    print(_machine())
    print("ratio: ours over the baseline's, in time or bytes; the baseline ran just now, here.\n")
    for line in _table(list(_rows())):
        print(line)


def _rows() -> Iterator[Row]:
    yield from benchmark_startup()
    yield from benchmark_gazetteer()
    yield from benchmark_analysis("seeds", read_seeds(), repeat=3)
    news = read_news()
    if news:
        yield from benchmark_analysis("news", news, repeat=2)
    else:
        yield Row(name="news", value="not run: ../shared/bench/news_raw.jsonl is missing")
    yield from benchmark_merging(read_seeds())
    yield from benchmark_map()
    yield from benchmark_browser()


def _machine() -> str:
    facts = [
        f"Python {platform.python_version()} ({platform.python_implementation()})",
        f"{platform.system()} {platform.machine()}",
        f"{os.cpu_count()} cores, one used",
    ]
    if hasattr(os, "getloadavg"):
        facts.append(f"load average {os.getloadavg()[0]:.1f} at the start")
    return ", ".join(facts)


def _table(rows: Sequence[Row]) -> Iterator[str]:
    cells = [("", "geonews", "ratio", "baseline")]
    cells += [
        (row.name, row.value, f"{row.ratio:.1f}" if row.ratio is not None else "", row.baseline)
        for row in rows
    ]
    first, second, third, _ = (max(map(len, column)) for column in zip(*cells, strict=True))
    for name, value, ratio, baseline in cells:
        yield f"{name:<{first}}  {value:<{second}}  {ratio:>{third}}  {baseline}".rstrip()


if __name__ == "__main__":
    main()
