"""What is stored and comes back: areas, names and row numbers, and the keys of the tries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geonews.gazetteer.database import (
    AREA_GRID,
    FIRST_OWN_NUMBER,
    SCHEMA,
    Name,
    add_area,
    add_names,
    add_place,
    is_searched,
    number_of,
    pack_area,
    pack_name,
    searched_keys,
    sound_entries,
    sounding_keys,
    unpack_area,
    unpack_name,
)
from geonews.model import NameKind
from geonews.text import lookup_key
from tests.samples import ON_A_BUSY_MACHINE, make_place

SPLIT = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(3, 3, 4, 4)])
LINE = shapely.LineString([(7, 7), (9, 8)])


def degrees(least: float, most: float) -> st.SearchStrategy[float]:
    # GEOS divides by zero where it snaps 1e-248.
    return st.floats(least, most).map(lambda value: round(value, 9))


@st.composite
def boxes(draw: st.DrawFn) -> BaseGeometry:
    west, south = draw(degrees(-180, 175)), draw(degrees(-90, 85))
    return shapely.box(west, south, west + draw(degrees(0.001, 5)), south + draw(degrees(0.001, 5)))


@st.composite
def outlines(draw: st.DrawFn) -> BaseGeometry:
    """Draw one to four boxes, round or square, with holes."""
    parts = []
    for shape in draw(st.lists(boxes(), min_size=1, max_size=4)):
        size = min(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1])
        hole = shape.centroid.buffer(size * draw(st.floats(0.05, 0.45)))
        outer = draw(st.sampled_from([shape, shape.centroid.buffer(size / 2)]))
        parts.append(outer.difference(hole) if draw(st.booleans()) else outer)
    return shapely.union_all(parts)


@ON_A_BUSY_MACHINE
@given(outlines())
def test_area_comes_back_valid_within_the_grid(shape: BaseGeometry) -> None:
    assume(not shapely.set_precision(shape, AREA_GRID).is_empty)
    back = unpack_area(pack_area(shape))
    assert back.is_valid
    assert back.geom_type in ("Polygon", "MultiPolygon")
    assert (back.geom_type == "Polygon") is (len(shapely.get_parts(back)) == 1)
    steps = shapely.get_coordinates(back) / AREA_GRID
    assert np.abs(steps - np.rint(steps)).max() < 1e-6
    assert back.symmetric_difference(shape).area <= shape.length * AREA_GRID


@ON_A_BUSY_MACHINE
@given(outlines())
def test_area_packed_twice_is_the_same_bytes(shape: BaseGeometry) -> None:
    assume(not shapely.set_precision(shape, AREA_GRID).is_empty)
    packed = pack_area(shape)
    assert pack_area(shape) == packed
    # Where rings begin, which way they run and the order of the parts say nothing.
    turned = shapely.MultiPolygon(shapely.get_parts(shapely.reverse(shape)).tolist()[::-1])
    assert pack_area(turned) == packed


@ON_A_BUSY_MACHINE
@given(outlines())
def test_area_packed_anew_stays_within_the_grid(shape: BaseGeometry) -> None:
    assume(not shapely.set_precision(shape, AREA_GRID).is_empty)
    once = unpack_area(pack_area(shape))
    again = unpack_area(pack_area(once))
    # GEOS may move a vertex of a shape of ten cells once more, so not the same bytes.
    assert again.is_valid
    assert again.symmetric_difference(once).area <= once.length * AREA_GRID


@pytest.mark.parametrize(
    ("shape", "polygons"),
    [
        (shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1)),
        (SPLIT, SPLIT),
        (shapely.GeometryCollection([shapely.box(0, 0, 1, 1), LINE]), shapely.box(0, 0, 1, 1)),
        (shapely.GeometryCollection([SPLIT, LINE, shapely.Point(20, 20)]), SPLIT),
        (shapely.GeometryCollection([LINE, *SPLIT.geoms]), SPLIT),
    ],
)
def test_area_is_its_polygons(shape: BaseGeometry, polygons: BaseGeometry) -> None:
    back = unpack_area(pack_area(shape))
    assert back.geom_type == polygons.geom_type
    assert shapely.equals(back, polygons)


def test_area_takes_a_third_of_its_well_known_binary() -> None:
    coast = shapely.Point(45, 40).buffer(3, quad_segs=200)
    assert len(pack_area(coast)) * 3 < len(shapely.to_wkb(coast))


@pytest.mark.parametrize("stored", [b"", b"no polygon"])
def test_damaged_area_is_an_error(stored: bytes) -> None:
    with pytest.raises(Exception, match="Error"):
        unpack_area(stored)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("Abu Ghraib", ""),
        ("Abū Ghurayb", "Abū Ghurayb"),
        ("L'Aquila", "L'Aquila"),
        ("San José de las Lajas", "San José de las Lajas"),
        ("بغداد", ""),  # letters without case are their own title
        ("القاهرة", "القاهرة"),
        ("2nd Town", "2nd Town"),
    ],
)
def test_name_is_stored_where_its_key_does_not_give_it_back(name: str, stored: str) -> None:
    key = lookup_key(name)
    assert pack_name(key, name) == stored
    assert unpack_name(key, stored) == name


@given(st.text(min_size=1) | st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True))
def test_any_name_comes_back(name: str) -> None:
    key = lookup_key(name)
    assert unpack_name(key, pack_name(key, name)) == name


@pytest.mark.parametrize(
    ("place_id", "number"),
    [
        ("geonames:587084", 587084),
        ("geonames:1", 1),
        ("geonames:99999999999", 99_999_999_999),
        ("geonames:999999999999", None),  # none of theirs has so many digits
        ("geonames:0", None),
        ("geonames:0587084", None),
        ("geonames:-1", None),
        ("geonames:+1", None),
        ("geonames:1_000", None),
        ("geonames: 1", None),
        ("geonames:\u0661", None),  # ARABIC-INDIC DIGIT ONE
        ("geonames:\u00b2", None),  # SUPERSCRIPT TWO
        ("geonames:", None),
        ("geonames:geonames:5", None),
        ("587084", None),
        ("admin1:AZ.09", None),
        ("geonews:caspian-sea", None),
        ("", None),
    ],
)
def test_number_of_is_that_of_a_geonames_id(place_id: str, number: int | None) -> None:
    assert number_of(place_id) == number


@given(st.integers(1, 99_999_999_999))
def test_number_of_any_geonames_id_is_none_of_ours(number: int) -> None:
    assert number_of(f"geonames:{number}") == number
    assert number < FIRST_OWN_NUMBER


@given(st.text(max_size=20) | st.text(max_size=14).map("geonames:{}".format))
def test_number_of_gives_the_id_back_or_none(place_id: str) -> None:
    number = number_of(place_id)
    assert number is None or place_id == f"geonames:{number}"


@pytest.mark.parametrize(
    ("name", "kind", "searched"),
    [
        ("باكو", NameKind.SHORT, True),
        ("باكو", NameKind.TRANSLITERATED, True),
        ("باکو", NameKind.LOW_TRUST, False),  # Persian kaf
        ("Baku", NameKind.OFFICIAL, False),
        ("", NameKind.SHORT, False),
    ],
)
def test_arabic_names_of_trust_are_searched_for(name: str, kind: NameKind, searched: bool) -> None:
    assert is_searched(lookup_key(name), kind) is searched


def test_sound_entries_are_one_per_reading_long_enough_to_search() -> None:
    assert sorted(sound_entries(["baku", "hama", "a", "oye"])) == [
        "AM\thama",
        "BK\tbaku",
        "HM\thama",
    ]


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """Return a database of a large town, a small one and a province, without origins."""
    opened = sqlite3.connect(":memory:")
    opened.executescript(SCHEMA)
    rows = [
        (1, "geonames:1", "PPL", 0.4, [("قرية", NameKind.VARIANT), ("Village", NameKind.OFFICIAL)]),
        (2, "geonames:2", "PPL", 0.9, [("بلدة", NameKind.SHORT), ("Town", NameKind.OFFICIAL)]),
        (3, "geonames:3", "PPL", 0.2, [("کابل", NameKind.LOW_TRUST), ("Town", NameKind.OFFICIAL)]),
        (FIRST_OWN_NUMBER, "admin1:XX.1", "ADM1", 1.0, [("Shire", NameKind.OFFICIAL)]),
    ]
    for number, place_id, code, prominence, names in rows:
        place = make_place(
            place_id, "", "", code, country="XX", lat=1.0, lon=1.0, prominence=prominence
        )
        add_place(opened, place, number=number, source=1)
        spelled = [Name(lookup_key(name), name, kind, 1) for name, kind in names]
        add_names(opened, number, [*spelled, Name("", "...", NameKind.VARIANT, 1)])
    yield opened
    opened.close()


def test_searched_keys_are_arabic_and_of_trust(connection: sqlite3.Connection) -> None:
    assert list(searched_keys(connection)) == ["بلده", "قريه"]


@pytest.mark.parametrize(
    ("most", "keys"), [(0, []), (1, ["town"]), (2, ["town", "village"]), (9, ["town", "village"])]
)
def test_sounding_keys_are_settlements_the_most_prominent_first(
    connection: sqlite3.Connection, most: int, keys: list[str]
) -> None:
    assert list(sounding_keys(connection, most)) == keys


def test_ids_are_written_for_our_own_places_alone(connection: sqlite3.Connection) -> None:
    ids = connection.execute("SELECT id FROM place ORDER BY number").fetchall()
    assert ids == [(None,), (None,), (None,), ("admin1:XX.1",)]


def test_area_written_again_is_replaced(connection: sqlite3.Connection) -> None:
    for size in (1, 2):
        add_area(connection, 1, shapely.box(0, 0, size, size))
    ((stored,),) = connection.execute("SELECT shape FROM area").fetchall()
    assert unpack_area(stored).area == pytest.approx(4)
