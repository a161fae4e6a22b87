"""Run commands in this process, and a store of the sample articles."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import geonews
from geonews.cli import main

ARTICLES = Path(__file__).parent / "articles.jsonl"
"""One sentence an article, one happening a sentence; made up for these tests."""


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Return the lines on standard error."""
        return self.err.splitlines()


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys) -> Run:
    """Run a command in this process."""

    def command(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return command


@pytest.fixture
def start(tmp_path):
    """Start a command in a process of its own, in an empty folder."""
    checkout = str(Path(geonews.__file__).parents[1])

    def command(*arguments: object, env: dict[str, str] | None = None, **options: object):
        return subprocess.Popen(
            [sys.executable, "-m", "geonews", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": checkout, **(env or {})},
            cwd=tmp_path,
            **{
                "stdin": subprocess.DEVNULL,
                "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE,
                **options,
            },
        )

    return command


@pytest.fixture(scope="session")
def articles() -> Path:
    return ARTICLES


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Path:
    """Return a store of the sample articles; not to be written to."""
    path = tmp_path_factory.mktemp("store") / "events.gpkg"
    assert main(["ingest", str(ARTICLES), "--store", str(path), "--quiet"]) == 0
    return path
