"""Make geonews/data from the pinned upstreams and the overlay: offline, and the same every time.

Run in a checkout::

    python gazetteer/build.py            # build what is out of date
    python gazetteer/build.py --force    # build anew

A wheel or an editable install runs it by itself (hatch_hook.py). The steps, in order:
country outlines; contested territories clipped to them; countries, their outlines moved to
where United Nations documents place contested land; seas, regions and facilities; first-level
divisions from the towns that lie in them; settlements with the overlay's names and
corrections; prominence; the database, the tries of names and of sounds, the territories, the
base map, Leaflet, and a manifest with a digest of it all. Run by hand, it writes README.md too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import shapely

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gazetteer.areas import Area, load_areas  # noqa: E402 (the path above makes it importable)
from gazetteer.assets import leaflet_assets  # noqa: E402
from gazetteer.basemap import basemap_document  # noqa: E402
from gazetteer.database import sounding_keys, write_database, write_sounds, write_trie  # noqa: E402
from gazetteer.provinces import add_bare_names, provinces  # noqa: E402
from gazetteer.report import readme  # noqa: E402
from gazetteer.rows import PlaceRow, read_csv  # noqa: E402
from gazetteer.settlements import (  # noqa: E402
    add_overlay_names,
    apply_attributes,
    apply_names,
    display_name,
    extra_places,
    join_words,
    mark_capitals,
    overlay_place,
    settlements,
)
from gazetteer.states import country_outlines, country_places, reassign  # noqa: E402
from gazetteer.territories import (  # noqa: E402
    TerritoryArea,
    load_parties,
    load_territories,
    territories_document,
)
from gazetteer.topojson import Topology  # noqa: E402
from gazetteer.upstream import cities, countries, sources, verified_path  # noqa: E402
from geonews.gazetteer.prominence import prominence  # noqa: E402
from geonews.model import NameKind  # noqa: E402
from geonews.resources import DATA_FORMAT  # noqa: E402
from geonews.text.folding import lookup_key  # noqa: E402

__all__ = ["build", "input_digest", "is_current"]

_NAMED = 0.68
"""Least prominence of a first-level division or a quarter that the overlay names."""

_SEAT_FLOOR = 0.71
"""Least prominence of the town that a named division is called by: just above the division."""

OVERLAY = HERE / "overlay"
TABLE = HERE / "transliteration.tsv"
TARGET = HERE.parent / "geonews" / "data"


def input_digest() -> str:
    """Return a digest of everything that the packaged data is made from."""
    digest = hashlib.sha256()
    inputs = [*HERE.glob("*.py"), *HERE.glob("*.toml"), *HERE.glob("sources/*"), TABLE]
    inputs += [path for path in OVERLAY.rglob("*") if path.is_file()]
    package = HERE.parent / "geonews"
    inputs += [package / "text" / "folding.py", package / "model.py", package / "geo.py"]
    modules = ("database", "prominence", "scripts", "sounds")
    inputs += [package / "gazetteer" / f"{name}.py" for name in modules]
    for path in sorted(inputs):
        digest.update(path.relative_to(HERE.parent).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(target: Path = TARGET) -> bool:
    """Say whether the data in a folder was made from the inputs as they are now."""
    manifest = target / "manifest.json"
    if not manifest.is_file():
        return False
    return bool(json.loads(manifest.read_text(encoding="utf-8"))["inputs"] == input_digest())


def build(target: Path = TARGET) -> dict[str, int]:
    """Build every file of geonews/data into a folder; return what was counted.

    Raises
    ------
    SystemExit
        An upstream is missing or has another hash, or an overlay row points nowhere.
    """
    target.mkdir(parents=True, exist_ok=True)
    # The manifest is the last thing written: a build that was cut off is not current.
    (target / "manifest.json").unlink(missing_ok=True)
    rows = countries()
    shapes = Topology(verified_path("natural-earth-10m")).features("countries")
    territories = load_territories(OVERLAY / "territories", shapes)
    outlines = country_outlines(shapes, rows)
    moved = reassign(outlines, [(t.territory.un_view, t.geometry) for t in territories])
    states = country_places(rows, moved, OVERLAY, cities())
    land = outlines | {name: polygon for number, name, polygon in shapes if not number}
    borders = {code: state.shape for code, state in states.items() if state.shape is not None}
    with ThreadPoolExecutor(max_workers=1) as beside:
        # Clipping runs outside the interpreter's lock, reading names inside it.
        clipped = beside.submit(load_areas, OVERLAY / "areas.geojson", land)
        towns = settlements(cities())
        divisions = provinces(cities(), borders, OVERLAY)
        areas = [_area_place(area) for area in clipped.result()]
    places = _all_places(rows, states, towns, areas, territories, divisions)
    counts = _write_gazetteer(target, places)
    _write_json(
        target / "territories.json",
        territories_document(
            territories,
            parties=load_parties(OVERLAY / "parties.csv"),
            policies=list(read_csv(OVERLAY / "policies.csv")),
        ),
    )
    _write_json(target / "basemap.json", basemap_document())
    for name, content in leaflet_assets().items():
        (target / name).write_bytes(content)
    counts |= {"territories": len(territories), "countries": len(states), "areas": len(areas)}
    manifest: dict[str, Any] = {
        "format": DATA_FORMAT,
        "inputs": input_digest(),
        "counts": counts,
        "areas": {
            area.territory.id: {
                "km2": round(area.area_km2, 4),
                "published_km2": area.published_km2,
                "published_by": area.published_by,
            }
            for area in territories
        },
    }
    _write_json(target / "manifest.json", manifest | {"sources": _attributions()})
    return counts


def _all_places(
    rows: Sequence[Mapping[str, Any]],
    states: Mapping[str, PlaceRow],
    towns: dict[str, PlaceRow],
    areas: Sequence[PlaceRow],
    territories: Sequence[TerritoryArea],
    divisions: Sequence[PlaceRow],
) -> list[PlaceRow]:
    # Countries go by GeoNames ids too, so that the overlay can name either.
    floors = apply_names(towns | {state.id: state for state in states.values()}, OVERLAY)
    mark_capitals(towns, list(map(dict, rows)))
    apply_attributes(towns, OVERLAY)
    join_words(towns)
    for town in towns.values():
        town.name_ar = town.name_ar or display_name(town)
    extra, extra_floors = extra_places(OVERLAY)
    facilities = [overlay_place(row) for row in read_csv(OVERLAY / "facilities.csv")]
    floors |= extra_floors | {place.id: _NAMED for place in facilities}
    floors |= {f"admin1:{row['code']}": _NAMED for row in read_csv(OVERLAY / "admin1.csv")}
    contested = _territory_places(territories, states, areas)
    _assign_countries([*towns.values(), *extra, *facilities], territories, states)
    own = [*extra, *facilities]
    _assign_divisions(own, divisions)
    places = [*states.values(), *divisions, *areas, *contested, *own, *towns.values()]
    _refuse_twins(places)
    _name_seats(towns, divisions, floors)
    attention = _attention()
    for place in places:
        place.drop_needless_names()
        place.prominence = prominence(
            feature_class=place.feature_class,
            feature_code=place.feature_code,
            population=place.population,
            floor=floors.get(place.id, 0.0),
            fame=place.fame,
            attention=attention.get(place.country, 0.0),
        )
    return places


def _name_seats(
    towns: Mapping[str, PlaceRow], divisions: Sequence[PlaceRow], floors: dict[str, float]
) -> None:
    """Let a town that bears its division's name be known by it before the division is.

    News that names a province names its seat at least as often, and says ولاية (province)
    where it does not mean the town.
    """
    by_division: dict[tuple[str, str], list[PlaceRow]] = {}
    for town in towns.values():
        by_division.setdefault((town.country, town.admin1), []).append(town)
    for division in divisions:
        known = {key for (key, _), (_, kind, _) in division.names.items() if kind is NameKind.SHORT}
        namesakes = [
            town
            for town in by_division.get((division.country, division.admin1), ())
            if any(key in known for key, _ in town.names)
        ]
        if not namesakes:
            continue
        seat = max(namesakes, key=lambda town: town.population)
        seat.know_names(known)
        floors[seat.id] = max(floors.get(seat.id, 0.0), _SEAT_FLOOR)


def _refuse_twins(places: Sequence[PlaceRow]) -> None:
    twins = sorted(key for key, times in Counter(place.id for place in places).items() if times > 1)
    if twins:
        raise SystemExit(f"overlay: these ids name two places each: {', '.join(twins)}")


def _attention() -> dict[str, float]:
    """Return the share of attention that news pays each country, the most named having 1."""
    counts = {row["country"]: int(row["texts"]) for row in read_csv(OVERLAY / "attention.csv")}
    most = math.log1p(max(counts.values()))
    return {country: math.log1p(texts) / most for country, texts in counts.items()}


def _assign_countries(
    places: Sequence[PlaceRow],
    territories: Sequence[TerritoryArea],
    states: Mapping[str, PlaceRow],
) -> None:
    """Give places on contested land the country that United Nations documents assign it to.

    Upstream follows whoever holds the land in one case and the documents in the next. Land
    that the documents leave open, or that has an ISO code of its own (Taiwan), stays.
    """
    codes = {key: code for code, state in states.items() for key, _ in state.names}
    points = shapely.STRtree(_points(places))
    for area in territories:
        owner = area.territory.un_view
        if not owner or codes.get(lookup_key(area.territory.name_ar), owner) != owner:
            continue
        records = area.territory.claims + area.territory.administrations
        parties = {record.party for record in records if record.end is None}
        for index in points.query(area.geometry, predicate="intersects"):
            # The outlines stray by a mile: Rafah in Egypt, which is no party, stays Egypt's.
            if places[index].country in parties:
                places[index].country = owner


def _points(places: Sequence[PlaceRow]) -> Any:
    """Return the places' points, WGS84 longitude and latitude, as an array."""
    return shapely.points([(place.lon, place.lat) for place in places])


def _assign_divisions(places: Sequence[PlaceRow], divisions: Sequence[PlaceRow]) -> None:
    """Give places that come without a first-level division the one that they lie in."""
    drawn = [division for division in divisions if division.shape is not None]
    tree = shapely.STRtree([division.shape for division in drawn])
    points = _points(places)
    for place, division in zip(*tree.query(points, predicate="intersects"), strict=True):
        found = drawn[division]
        if found.country == places[place].country:
            places[place].admin1 = places[place].admin1 or found.admin1


def _area_place(area: Area) -> PlaceRow:
    place = PlaceRow(
        id=area.id,
        name_ar=area.name_ar,
        name_en=area.name_en,
        feature_class=area.feature_class,
        feature_code=area.feature_code,
        country=area.country,
        lat=area.lat,
        lon=area.lon,
        extent_km=area.extent_km,
        source="overlay",
        shape=area.geometry,
    )
    add_overlay_names(place, area.variants + area.variants_en)
    return place


def _territory_places(
    territories: Sequence[TerritoryArea],
    states: Mapping[str, PlaceRow],
    areas: Sequence[PlaceRow],
) -> list[PlaceRow]:
    """Return the territories as places, but for those that are a place already (Taiwan)."""
    taken = {key for place in [*states.values(), *areas] for key, _ in place.names}
    places = []
    for area in territories:
        territory = area.territory
        if lookup_key(territory.name_ar) in taken:
            continue
        place = PlaceRow(
            id=territory.id,
            name_ar=territory.name_ar,
            name_en=territory.name_en,
            feature_class="L",
            feature_code="RGN",
            country=territory.un_view,
            lat=territory.lat,
            lon=territory.lon,
            extent_km=territory.extent_km,
            source="overlay",
            shape=area.geometry,
        )
        add_overlay_names(place, territory.variants)
        places.append(place)
    return places


def _write_gazetteer(target: Path, places: Sequence[PlaceRow]) -> dict[str, int]:
    by_country = {p.country: p.id for p in places if p.feature_code == "PCLI"}
    ids = {place.id for place in places}
    not_places = dict.fromkeys(add_bare_names(places), "needs-cue")
    not_places |= {row["key"]: row["reason"] for row in read_csv(OVERLAY / "not_places.csv")}
    demonyms = [
        (lookup_key(name), by_country.get(row["place"], row["place"]))
        for row in read_csv(OVERLAY / "demonyms.csv")
        for name in filter(None, [row["stem"], *row["plurals"].split("|")])
    ]
    if orphans := sorted({place_id for _, place_id in demonyms} - ids):
        raise SystemExit(f"demonyms.csv: no place {', '.join(orphans)}")
    with ProcessPoolExecutor(max_workers=1) as beside:
        sounds = beside.submit(write_sounds, target / "sounds.marisa", sounding_keys(places))
        write_database(
            target / "gazetteer.sqlite",
            places,
            demonyms=demonyms,
            not_places=not_places.items(),
            origins=[
                *(
                    (s.key, s.what, s.url, s.carried_by, s.licence, s.attribution)
                    for s in sources().values()
                ),
                (
                    "overlay",
                    "names, areas, facilities and claims curated by hand",
                    "",
                    "geonews",
                    "Apache-2.0",
                    "geonews",
                ),
            ],
        )
        counts = {"sounds": sounds.result()}
    keys = write_trie(target / "names.marisa", places)
    for table in (TABLE, OVERLAY / "corrections.csv", OVERLAY / "outside.csv"):
        (target / table.name).write_bytes(table.read_bytes())
    return counts | {"places": len(places), "arabic_keys": keys}


def _attributions() -> list[dict[str, str]]:
    return [
        {"source": s.key, "licence": s.licence, "attribution": s.attribution, "url": s.url}
        for s in sources().values()
    ]


def _write_json(path: Path, document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Build from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build even if nothing has changed")
    arguments = parser.parse_args()
    if not arguments.force and is_current():
        print(f"{TARGET} is up to date")
        return
    started = time.perf_counter()
    counts = build()
    (HERE / "README.md").write_text(readme(TARGET, OVERLAY), encoding="utf-8")
    print(f"{TARGET}: {counts} in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
