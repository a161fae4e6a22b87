from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store import postgres

Place = Path | str
"""Path of a file, or address of a server."""

_SCHEMAS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Return the address of a server with PostGIS."""
    pytest.importorskip("psycopg", reason="no psycopg here: pip install 'geonews[postgis]'")
    if postgres.programs() is None:
        pytest.skip(
            "no PostgreSQL with PostGIS here: install postgresql and postgresql-*-postgis-3"
        )
    # Not pytest's folder: the path of a socket may have a hundred letters.
    folder = Path(tempfile.mkdtemp(prefix="geonews-"))
    running = postgres.Server(folder)
    running.start()
    yield running.address
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["file", "server"])
def new_place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Place]:
    """Return a function that gives a place for a new store, of either kind."""
    if request.param == "file":
        return lambda: tmp_path_factory.mktemp("store") / "events.gpkg"
    address: str = request.getfixturevalue("server")
    return lambda: f"{address}&schema=store_{next(_SCHEMAS)}"


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    """Return a place for a new store."""
    return new_place()
