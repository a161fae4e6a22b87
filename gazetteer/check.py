"""Look through the built gazetteer for what should not be there.

    python gazetteer/check.py

Prints one line per finding and exits with 1 if there are any. The build refuses what is
plainly wrong (unknown ids, invalid polygons); this finds what is merely suspicious.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import shapely

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from geonews.text.folding import lookup_key  # noqa: E402 (the path above makes it importable)

__all__ = ["findings"]

_COAST_DEGREES = 0.35
"""How far off its country's outline a point may lie: harbours, islets, a coarse coast."""


def findings(path: Path) -> Iterator[str]:
    """Yield what is suspicious in a gazetteer database, a line each."""
    with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as data:
        yield from _names(data)
        yield from _areas(data)
        yield from _outside(data)


def _names(data: sqlite3.Connection) -> Iterator[str]:
    for place, name in data.execute(
        "SELECT id, name FROM name JOIN place ON place.number = name.place"
    ):
        if not lookup_key(name):
            yield f"{place}: name {name!r} folds to nothing"
    for (place,) in data.execute(
        "SELECT id FROM place WHERE number NOT IN (SELECT place FROM name)"
    ):
        yield f"{place}: has no name"
    for place, others in data.execute(
        "SELECT min(id), count(*) FROM place WHERE source = 'overlay' AND name_ar <> '' "
        "GROUP BY name_ar, feature_class, country HAVING count(*) > 1"
    ):
        yield f"{place}: {others} overlay places share its name, class and country"


def _areas(data: sqlite3.Connection) -> Iterator[str]:
    for place, lon, lat, wkb in data.execute(
        "SELECT id, lon, lat, wkb FROM area JOIN place ON place.number = area.place"
    ):
        area = shapely.from_wkb(wkb)
        if not area.is_valid or area.is_empty:
            yield f"{place}: invalid or empty polygon"
        elif shapely.distance(area, shapely.Point(lon, lat)) > 1:
            yield f"{place}: its point lies more than a degree off its polygon"


def _outside(data: sqlite3.Connection) -> Iterator[str]:
    outlines = {
        country: shapely.from_wkb(wkb)
        for country, wkb in data.execute(
            "SELECT country, wkb FROM area JOIN place ON place.number = area.place "
            "WHERE feature_code = 'PCLI'"
        )
    }
    for country, outline in outlines.items():
        rows = data.execute(
            "SELECT id, name_en, lon, lat FROM place "
            "WHERE country = ? AND feature_class IN ('P', 'S') AND population >= 1000",
            [country],
        ).fetchall()
        if not rows:
            continue
        points = shapely.points([(lon, lat) for _, _, lon, lat in rows])
        shapely.prepare(outline)
        inside = shapely.intersects(outline, points)
        for (place, name, lon, lat), within, point in zip(rows, inside, points, strict=True):
            if not within and shapely.distance(outline, point) > _COAST_DEGREES:
                yield f"{place}: {name} ({lat}, {lon}) lies outside {country}"


def main() -> int:
    """Check the packaged gazetteer; return the exit code."""
    found = list(findings(HERE.parent / "geonews" / "data" / "gazetteer.sqlite"))
    print("\n".join(found) or "nothing suspicious")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
