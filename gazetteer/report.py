"""Write gazetteer/README.md: what the packaged gazetteer holds, counted, and how areas compare.

``python gazetteer/build.py`` writes it after a build; a test holds it to the packaged data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gazetteer.rows import read_csv
from geonews.gazetteer.stats import GazetteerStats, gazetteer_stats

__all__ = ["readme"]

_INTRODUCTION = """\
# The gazetteer

`build.py` makes `geonews/data` from pinned upstreams (`sources.toml`, `sources/`) and what was
curated by hand (`overlay/`); it needs no network and gives the same answer every time. This page
is written by it.

| script | does |
|---|---|
| `build.py` | everything below; runs by itself when the package is installed |
| `check.py` | looks for what is suspicious: `geonews gazetteer check` for the packaged data |
| `fetch.py`, `extract.py` | make the extracts under `sources/` anew (network; run by people) |
| `train_transliteration.py` | learns `transliteration.tsv` from GeoNames' own pairs of names |
| `attention.py` | counts `overlay/attention.csv` |

## The overlay

Every row has its source; `overlay` means curated by hand, from knowledge and checked. Names of
the kind `transliterated` were spelled for the gazetteer, where no Arabic usage is known: text is
searched for them after a place cue only.

| file | holds |
|---|---|
| `names/core.csv` | names of the places that news names most |
| `names/towns-in-the-news.csv` | of towns that a war or a disaster made known |
| `names/`, the others | of every town of 15,000 people or more that upstream does not name |
| `country_names.csv`, `admin1.csv` | of states and of first-level divisions |
| `places/` | places that upstream lacks: towns, quarters, districts, municipalities |
| `facilities.csv`, `areas.geojson` | sites; seas, rivers, regions, ranges, islands |
| `territories/`, `parties.csv`, `policies.csv` | contested land, who claims it, how to show it |
| `demonyms.csv` | adjectives and names of peoples |
| `not_places.csv` | names that are more often something else |
| `corrections.csv`, `attributes.csv`, `outside.csv` | what upstream has wrong, with reasons |
"""

_CLASSES = {
    "A": "states, divisions, districts",
    "H": "seas, gulfs, straits, lakes, rivers",
    "L": "regions, camps, ports",
    "P": "settlements and quarters",
    "R": "roads, bridges, squares",
    "S": "sites",
    "T": "ranges, islands, capes",
    "U": "undersea",
    "V": "forests",
}


def readme(data: Path, overlay: Path) -> str:
    """Return the page.

    Parameters
    ----------
    data
        ``geonews/data``, as built.
    overlay
        ``gazetteer/overlay``.
    """
    stats = gazetteer_stats(data / "gazetteer.sqlite")
    areas = json.loads((data / "manifest.json").read_text(encoding="utf-8"))["areas"]
    parts = [_INTRODUCTION, *_counts(stats, overlay), *_territories(areas)]
    return "\n".join(parts).rstrip() + "\n"


def _counts(stats: GazetteerStats, overlay: Path) -> Iterator[str]:
    yield "## Counts\n"
    yield f"{stats.places:,} places with {stats.names:,} names, {stats.areas:,} with an outline.\n"
    yield from _table(
        ("class", "what", "places"),
        [(key, _CLASSES.get(key, ""), f"{n:,}") for key, n in sorted(stats.by_class.items())],
    )
    yield "Settlements by people:\n"
    yield from _table(
        ("people", "settlements", "with an Arabic name"),
        [
            (f"{band.least:,} and more", f"{band.places:,}", f"{band.with_arabic:,}")
            for band in stats.coverage
            if band.least
        ],
    )
    yield "Names by kind:\n"
    yield from _table(
        ("kind", "names"), [(kind, f"{n:,}") for kind, n in sorted(stats.by_kind.items())]
    )
    yield "Of the overlay's areas and sites:\n"
    yield from _table(("feature code", "number"), _codes(overlay))


def _codes(overlay: Path) -> list[tuple[str, int]]:
    features = json.loads((overlay / "areas.geojson").read_text(encoding="utf-8"))["features"]
    codes = Counter(feature["properties"]["feature_code"] for feature in features)
    codes.update(row["feature_code"] for row in read_csv(overlay / "facilities.csv"))
    codes.update(row["feature_code"] for row in read_csv(overlay / "places"))
    return sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))


def _territories(areas: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "## Contested territories: areas drawn and published\n"
    published = {key: row for key, row in areas.items() if row["published_km2"] is not None}
    yield (
        f"{len(areas)} territories; {len(published)} have a published area, to which the build "
        "holds the outline within 10 %. Seas, rocks and moving lines have none; their files in "
        "`overlay/territories` give the reason.\n"
    )
    yield from _table(
        ("territory", "drawn, km²", "published, km²", "off", "published by"),
        [
            (
                key.removeprefix("geonews:"),
                _km2(row["km2"]),
                _km2(row["published_km2"]),
                f"{row['km2'] / row['published_km2'] - 1:+.1%}",
                str(row["published_by"]).replace("|", "/"),
            )
            for key, row in sorted(published.items())
        ],
    )


def _km2(area: float) -> str:
    return f"{area:,.0f}" if area >= 100 else f"{area:.3g}"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""
