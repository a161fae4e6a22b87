"""What goes wrong in the world: killed writers, full disks, damaged pages, crowds.

Nothing that was told to be in the store is lost, nothing half-written is seen, and every failure
is one line. ``GEONEWS_SOAK_SECONDS`` lets the crowd stay longer than a few seconds.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geonews.errors import StoreError
from geonews.query import Query
from geonews.store import EventStore
from tests.samples import make_analysis, make_event

ALL = Query()
EACH = 3
"""Events of a document."""

KILLS = 50
SOAK_SECONDS = float(os.environ.get("GEONEWS_SOAK_SECONDS", "4"))

# Forked, so that a process starts in a millisecond and is killed while it writes.
FORK = multiprocessing.get_context("fork")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def add(store: EventStore, name: str) -> None:
    store.add(make_analysis(name), [make_event(id=f"{name}-{n}") for n in range(EACH)])


def write(path: str, writer: str, told: Any) -> None:
    """Add documents until killed; tell of each once it is in."""
    with EventStore.open(path) as store:
        number = 0
        while True:
            add(store, f"{writer}-{number}")
            told.send(number)
            number += 1


def test_killed_writers_lose_nothing_they_told_of(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    EventStore.open(path, create=True).close()
    chance = random.Random(3)  # noqa: S311 moments to kill at
    documents: set[str] = set()
    for kill in range(KILLS):
        hears, tells = FORK.Pipe(duplex=False)
        child = FORK.Process(target=write, args=(str(path), f"w{kill}", tells))
        child.start()
        tells.close()
        time.sleep(chance.uniform(0.01, 0.12))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        documents |= {f"w{kill}-{number}" for number in _heard(hears)}
        with EventStore.open(path) as store:
            held = {event.id for event in store.query(ALL)}
        assert held >= {f"{name}-{n}" for name in documents for n in range(EACH)}
        assert len(held) % EACH == 0
    assert len(documents) > KILLS
    with EventStore.open(path) as store:
        assert list(store.check()) == []
        assert store.info().documents * EACH == store.info().events


def _heard(pipe: Any) -> Iterator[int]:
    try:
        while True:
            yield pipe.recv()
    except EOFError:
        pipe.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of four megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk of a size of its own may be mounted here: wants root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_full_disk_is_one_line_and_loses_nothing(small_disk: Path) -> None:
    path = small_disk / "events.gpkg"
    told = 0
    with EventStore.open(path, create=True) as store:
        refusal = ""
        while not refusal:
            try:
                add(store, f"doc-{told}")
                told += 1
            except StoreError as error:
                refusal = str(error)
        assert "disk is full" in refusal
        assert "\n" not in refusal
        assert store.info().documents == told
    assert told > 10
    with EventStore.open(path) as store:
        assert store.count(ALL) == told * EACH
        assert list(store.check()) == []


def test_damaged_pages_are_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    with EventStore.open(path, create=True) as store:
        store.load(make_event(id=f"e-{n:05d}", lon=n % 300 - 150) for n in range(3000))
        store.vacuum()
    whole = path.read_bytes()
    chance = random.Random(5)  # noqa: S311 pages to damage
    silent = 0
    for _ in range(30):
        damaged = bytearray(whole)
        page = chance.randrange(2, len(whole) // 4096) * 4096
        damaged[page : page + 4096] = chance.randbytes(4096)
        path.write_bytes(damaged)
        found = _said(lambda store: list(store.check()), path)
        silent += not found
        answers = _said(lambda store: list(store.query(ALL)) and [], path)
        assert all("\n" not in line for line in (*found, *answers))
    assert silent == 0


def _said(ask: Callable[[EventStore], list[str]], path: Path) -> list[str]:
    """Return the lines that a store answers, or that it refuses with."""
    try:
        with EventStore.open(path) as store:
            return ask(store)
    except StoreError as error:
        return [str(error)]


def crowd(path: str, name: str, until: float, problems: Any) -> None:
    """Write documents, or read what is there, until the time is over."""
    try:
        with EventStore.open(path) as store:
            number = 0
            while time.monotonic() < until:
                if name.startswith("w"):
                    add(store, f"{name}-{number}")
                else:
                    held = [event.id.rpartition("-")[0] for event in store.query(ALL)]
                    halves = {each for each in held[-300:] if held.count(each) != EACH}
                    assert not halves, f"half a document: {halves}"
                number += 1
            problems.put((name, number, ""))
    except Exception as error:
        problems.put((name, 0, repr(error)))


def test_two_writers_and_five_readers_get_along(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    EventStore.open(path, create=True).close()
    told = FORK.Queue()
    until = time.monotonic() + SOAK_SECONDS
    names = ("w1", "w2", "r1", "r2", "r3", "r4", "r5")
    crowded = [FORK.Process(target=crowd, args=(str(path), name, until, told)) for name in names]
    for one in crowded:
        one.start()
    outcomes = [told.get(timeout=SOAK_SECONDS + 60) for _ in crowded]
    for one in crowded:
        one.join()
    assert [problem for _, _, problem in outcomes if problem] == []
    done = {name: number for name, number, _ in outcomes}
    assert all(done.values())
    with EventStore.open(path) as store:
        assert store.info().documents == done["w1"] + done["w2"]
        assert list(store.check()) == []
