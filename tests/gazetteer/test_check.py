"""The built gazetteer holds nothing suspicious, and the checks see what is."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from gazetteer.build import TARGET
from gazetteer.check import exceptions
from geonews.errors import DataError
from geonews.gazetteer.checks import findings, packaged_exceptions
from geonews.gazetteer.database import SCHEMA, add_area, add_names, add_place, pack_area
from geonews.gazetteer.database import Name as Row
from geonews.model import NameKind, Place
from geonews.text import lookup_key

LAND, DIVISION, TOWN = 100, 200, 300


def place(number: int, name: str, feature_class: str, code: str, **changes: object) -> Place:
    values = {
        "id": f"geonames:{number}",
        "name_ar": "",
        "name_en": name,
        "feature_class": feature_class,
        "feature_code": code,
        "country": "XX",
        "admin1": "",
        "lat": 5.0,
        "lon": 5.0,
        "extent_km": 0.0,
        "population": 5000,
        "prominence": 0.5,
        "source": "overlay",
    }
    return Place(**values | changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """Return a gazetteer of one square country, its one division and a town."""
    path = tmp_path_factory.mktemp("sound") / "sound.gaz"
    data = sqlite3.connect(path)
    data.executescript(SCHEMA)
    data.execute("INSERT INTO origin VALUES (1, 'overlay', '', '', '', 'CC0', '')")
    for number, known in enumerate(
        [
            place(LAND, "Land", "A", "PCLI"),
            place(DIVISION, "Division", "A", "ADM1"),
            place(TOWN, "Town", "P", "PPL"),
        ],
        1,
    ):
        at = number * 100
        add_place(data, known, number=at, source=1)
        name = Row(lookup_key(known.name_en), known.name_en, NameKind.OFFICIAL, 1)
        add_names(data, at, [name])
    add_area(data, LAND, box(0, 0, 10, 10))
    add_area(data, DIVISION, box(0, 0, 10, 10))
    data.commit()
    data.close()
    return path


def changed(path: Path, folder: Path, statement: str, *values: object) -> Path:
    copy = folder / "changed.gaz"
    shutil.copy(path, copy)
    data = sqlite3.connect(copy)
    data.execute(statement, values)
    data.commit()
    data.close()
    return copy


def test_packaged_gazetteer_has_nothing_suspicious() -> None:
    assert list(findings(TARGET / "gazetteer.sqlite", exceptions=exceptions())) == []


def test_exceptions_have_reasons_and_are_packaged() -> None:
    assert all(exceptions().values())
    assert packaged_exceptions() == exceptions()


def test_sound_gazetteer_has_no_finding(sound: Path) -> None:
    assert list(findings(sound)) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE name SET name = '***' WHERE place = 300",
            "geonames:300: name '***' folds to noth",
        ),
        ("UPDATE name SET name = 'Twon' WHERE place = 300", "is filed under 'town', and folds"),
        ("DELETE FROM name WHERE place = 300", "geonames:300: has no name"),
        ("INSERT INTO name VALUES ('x', 7, '', 1, 1)", "name: 1 rows of place number 7"),
        ("INSERT INTO demonym VALUES ('x', 7)", "demonym: 1 rows of place number 7"),
        ("INSERT INTO hierarchy VALUES (300, 7)", "hierarchy: 1 rows of place number 7"),
        ("UPDATE place SET source = 9 WHERE number = 300", "place: 1 rows of source 9"),
        ("UPDATE name SET source = 9 WHERE place = 300", "name: 1 rows of source 9"),
        ("UPDATE origin SET licence = ''", "origin: overlay has no licence"),
        ("UPDATE place SET lat = -40 WHERE number = 300", "Town (-40.0, 5.0) lies outside XX"),
        ("UPDATE place SET lat = 95 WHERE number = 300", "not on the globe"),
        (
            "INSERT INTO place SELECT 1 << 41, 'geonames:300', name_ar, name_en, feature_class, "
            "feature_code, country, admin1, lat, lon, extent_km, population, prominence, metonym, "
            "source FROM place WHERE number = 300",
            "geonames:300: 2 places have this id",
        ),
        (
            "UPDATE place SET name_ar = 'بلدة', feature_class = 'P', country = ''",
            "3 overlay places",
        ),
        ("UPDATE area SET shape = x'00' WHERE place = 200", "geonames:200: invalid or empty"),
        ("INSERT INTO area SELECT 7, shape FROM area LIMIT 1", "area: 1 rows of place number 7"),
    ],
)
def test_check_sees_what_is_wrong(
    sound: Path, tmp_path: Path, statement: str, expected: str
) -> None:
    found = list(findings(changed(sound, tmp_path, statement)))
    assert any(expected in line for line in found), found


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (box(0, 0, 10, 9), "geonames:100: the divisions of XX leave out 9.9% of its land"),
        (box(-170, 0, 190, 10), "reaches beyond ±180°"),
        (box(40, 0, 41, 1), "more than a degree off its polygon"),
    ],
)
def test_check_sees_polygons_that_do_not_fit(
    sound: Path, tmp_path: Path, shape: Polygon | MultiPolygon, expected: str
) -> None:
    path = changed(sound, tmp_path, "UPDATE area SET shape = ? WHERE place = 200", pack_area(shape))
    found = list(findings(path))
    assert any(expected in line for line in found), found


def test_check_sees_divisions_that_overlap(sound: Path, tmp_path: Path) -> None:
    path = changed(
        sound,
        tmp_path,
        "UPDATE place SET feature_code = 'ADM1', feature_class = 'A' WHERE number = 300",
    )
    data = sqlite3.connect(path)
    add_area(data, TOWN, box(0, 0, 10, 2))
    data.commit()
    data.close()
    assert any("overlap on" in line for line in findings(path))


def test_exception_with_a_reason_is_left_alone(sound: Path, tmp_path: Path) -> None:
    path = changed(sound, tmp_path, "UPDATE place SET lat = -40 WHERE number = 300")
    assert list(findings(path, exceptions={"geonames:300": "an islet"})) == []


def test_other_file_is_a_data_error(tmp_path: Path) -> None:
    path = tmp_path / "other.gaz"
    path.write_bytes(zlib.compress(bytes(5000)))
    with pytest.raises(DataError, match="cannot be read"):
        list(findings(path))
