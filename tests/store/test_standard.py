"""The file against the GeoPackage Encoding Standard 1.4 (OGC 12-128r19), clause by clause.

The numbers are those of the standard's requirements (annex A).
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from geonews.store import EventStore
from tests.samples import make_analysis, make_event

COLUMN_TYPES = re.compile(
    r"BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|FLOAT|DOUBLE|REAL|TEXT(\(\d+\))?|"
    r"BLOB(\(\d+\))?|DATE|DATETIME|POINT"
)
"""Table 1: the types that a column of user data may have, and those of our geometries."""

REQUIRED = {
    "gpkg_spatial_ref_sys": (
        "srs_name TEXT 1 0", "srs_id INTEGER 1 1", "organization TEXT 1 0",
        "organization_coordsys_id INTEGER 1 0", "definition TEXT 1 0", "description TEXT 0 0",
    ),
    "gpkg_contents": (
        "table_name TEXT 1 1", "data_type TEXT 1 0", "identifier TEXT 0 0",
        "description TEXT 0 0", "last_change DATETIME 1 0", "min_x DOUBLE 0 0",
        "min_y DOUBLE 0 0", "max_x DOUBLE 0 0", "max_y DOUBLE 0 0", "srs_id INTEGER 0 0",
    ),
    "gpkg_geometry_columns": (
        "table_name TEXT 1 1", "column_name TEXT 1 2", "geometry_type_name TEXT 1 0",
        "srs_id INTEGER 1 0", "z TINYINT 1 0", "m TINYINT 1 0",
    ),
    "gpkg_extensions": (
        "table_name TEXT 0 0", "column_name TEXT 0 0", "extension_name TEXT 1 0",
        "definition TEXT 1 0", "scope TEXT 1 0",
    ),
}  # fmt: skip
"""Annex C: name, type, whether it may not be null, and its place in the key."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "أحداث.gpkg"
    with EventStore.open(path, create=True) as store:
        store.add(make_analysis(), [make_event(), make_event(id="e-2", lon=None, lat=None)])
        store.load([make_event(id="e-3", lon=-180.0, lat=-90.0)])
    return path


@pytest.fixture
def file(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def described(file: sqlite3.Connection, table: str) -> tuple[str, ...]:
    rows = file.execute(f"PRAGMA table_info('{table}')")
    return tuple(f"{name} {kind} {required} {key}" for _, name, kind, required, _, key in rows)


def test_file_is_a_database_of_the_standard_s_number(path: Path, file: sqlite3.Connection) -> None:
    """Requirements 1 to 3, 6 and 7."""
    header = path.read_bytes()[:100]
    assert header[:16] == b"SQLite format 3\0"
    assert header[68:72] == b"GPKG"
    assert file.execute("PRAGMA user_version").fetchone()[0] >= 10200
    assert path.suffix == ".gpkg"
    assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("table", REQUIRED)
def test_tables_are_defined_as_annex_c_says(file: sqlite3.Connection, table: str) -> None:
    """Requirements 10, 13, 21 and 58."""
    assert described(file, table) == REQUIRED[table]


def test_reference_systems_are_there(file: sqlite3.Connection) -> None:
    """Requirement 11."""
    rows = {
        srs: (body, number)
        for srs, body, number in file.execute(
            "SELECT srs_id, organization, organization_coordsys_id FROM gpkg_spatial_ref_sys"
        )
    }
    assert rows[4326] == ("EPSG", 4326)
    assert rows[-1] == ("NONE", -1)
    assert rows[0] == ("NONE", 0)


def test_contents_name_tables_that_are_there(file: sqlite3.Connection) -> None:
    """Requirements 14 to 18: every table is listed, with when it changed, and what it is."""
    tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master")}
    own = {
        name
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("gpkg_", "rtree_", "sqlite_", "event_words"))
    }
    rows = file.execute("SELECT table_name, data_type, last_change, srs_id FROM gpkg_contents")
    listed = {}
    for table, kind, changed, srs in rows:
        listed[table] = kind
        assert table in tables
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", changed)
        assert (srs == 4326) is (kind == "features")
    assert listed.keys() == own
    assert set(listed.values()) == {"features", "attributes"}


def test_user_tables_have_integer_keys_and_known_types(file: sqlite3.Connection) -> None:
    """Requirements 5, 29 and 119."""
    for (table,) in file.execute("SELECT table_name FROM gpkg_contents").fetchall():
        columns = [line.rsplit(" ", 3) for line in described(file, table)]
        assert all(COLUMN_TYPES.fullmatch(kind) for _, kind, _, _ in columns), table
        assert [(kind, key) for _, kind, _, key in columns if key != "0"] == [("INTEGER", "1")]


def test_layer_has_one_geometry_column_of_its_type(file: sqlite3.Connection) -> None:
    """Requirements 22 to 26, 30, 31 and 33."""
    (row,) = file.execute("SELECT * FROM gpkg_geometry_columns").fetchall()
    assert row == ("events", "geom", "POINT", 4326, 0, 0)
    assert "geom POINT 0 0" in described(file, "events")
    for (blob,) in file.execute("SELECT geom FROM events WHERE geom IS NOT NULL"):
        assert blob[:3] == b"GP\0"  # magic and version
        assert blob[3] & 0b111110 == 0  # no envelope, not empty, no extension
        assert int.from_bytes(blob[4:8], "little") == 4326
        assert blob[8:13] == b"\x01\x01\0\0\0"  # little-endian, a point


def test_spatial_index_is_registered_and_kept(file: sqlite3.Connection) -> None:
    """Requirements 59, 60, 75 and 77."""
    rows = file.execute("SELECT * FROM gpkg_extensions").fetchall()
    assert rows == [
        (
            "events",
            "geom",
            "gpkg_rtree_index",
            "http://www.geopackage.org/spec140/#extension_rtree",
            "write-only",
        )
    ]
    (index,) = file.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'rtree_events_geom'"
    ).fetchone()
    assert "rtree(id, minx, maxx, miny, maxy)" in index
    assert file.execute("SELECT rtreecheck('rtree_events_geom')").fetchone() == ("ok",)
    ids = file.execute("SELECT id FROM rtree_events_geom ORDER BY 1").fetchall()
    assert ids == file.execute("SELECT fid FROM events WHERE geom NOTNULL ORDER BY 1").fetchall()


def test_gdal_describes_it_without_a_warning(path: Path) -> None:
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("no ogrinfo here: install gdal-bin")
    run = subprocess.run([program, "-al", "-so", path], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert "warning" not in run.stdout.lower()
    assert "Feature Count: 3" in run.stdout
    shown = subprocess.run(
        [program, "-q", path, "events", "-where", "id = 'e-baku'"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "place_ar (String) = باكو" in shown
