"""The pinned floors: reading, checking and writing ``floors.toml``."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.eval.corpora import CORPORA, SCORER, Kind, digest, sha256_of
from tests.eval.measure import Measurement

__all__ = ["PATH", "Pin", "falls", "floors_of", "pinned", "read", "repin", "write"]

PATH = Path(__file__).with_name("floors.toml")

_SLACK = 0.005
_FLOORED = (
    "exact_f1",
    "prefix_f1",
    "overlap_f1",
    "resolved_right",
    "resolved_161km",
    "resolved_in_area",
    "resolved_country",
    "end_to_end_f1",
    "use_accuracy",
    "metonym_f1",
    "events_f1",
    "event_place",
    "event_date",
    "event_modality",
    "events_whole_f1",
    "event_tolls_f1",
    "event_actors_f1",
    "times_exact_f1",
    "times_overlap_f1",
    "times_values",
    "recall",
    "recall_of_known",
)
_HEADER = """\
# What the accuracy gate holds geonews to; `python -m tests.eval --pin` writes it, and only `why`
# is written by hand. A floor is the measured figure less 0.005. `fell` keeps the highest floor
# that a figure fell from; while it stands there, `why` must say why it fell.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What one corpus is held to."""

    sha256: str
    scorer_sha256: str
    """Digest of the shared scorer of places; empty where it is not used."""

    why: str = ""
    """Why floors fell; empty where none did."""

    floors: Mapping[str, float] = field(default_factory=dict)
    fell: Mapping[str, float] = field(default_factory=dict)
    """The highest earlier floor of each figure whose floor is lower now."""


def read(path: Path = PATH) -> dict[str, Pin]:
    """Return the pins by corpus; none where the file is missing."""
    if not path.is_file():
        return {}
    tables = tomllib.loads(path.read_text("utf-8"))
    return {name: Pin(**table) for name, table in tables.items()}


def floors_of(figures: Mapping[str, float]) -> dict[str, float]:
    """Return the floors that figures would be pinned to.

    A figure under a view's prefix (``all_levels_exact_f1``) has a floor where the figure
    itself has one.
    """
    return {
        name: max(0.0, math.floor(round((value - _SLACK) * 1000, 6)) / 1000)
        for name, value in figures.items()
        if name.removeprefix("all_levels_") in _FLOORED
    }


def falls(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """Return the earlier floors of figures whose floor is lower, or gone, afterwards."""
    return {name: floor for name, floor in before.items() if after.get(name, -1.0) < floor}


def repin(before: Pin | None, measured: Measurement) -> Pin:
    """Return the pin of a fresh measurement; remembers what it fell from, and why."""
    after = pinned(measured)
    if before is None:
        return after
    fell = falls({**before.floors, **before.fell}, after.floors)
    return replace(after, fell=fell, why=before.why if fell else "")


def pinned(measured: Measurement) -> Pin:
    """Return the pin of a measurement, as if there had been none before."""
    corpus = CORPORA[measured.corpus]
    shared = corpus.kind in (Kind.ARTICLES, Kind.PLACES)
    return Pin(
        sha256=digest(corpus),
        scorer_sha256=sha256_of(SCORER) if shared else "",
        floors=floors_of(measured.figures),
    )


def write(pins: Mapping[str, Pin], path: Path = PATH) -> None:
    """Write the pins, in the order of the corpora."""
    ordered = ((name, pins[name]) for name in CORPORA if name in pins)
    path.write_text(_HEADER + "".join(_tables(ordered)), "utf-8")


def _tables(pins: Iterable[tuple[str, Pin]]) -> Iterator[str]:
    for name, pin in pins:
        yield f"\n[{name}]\n"
        # A JSON string is a TOML string.
        for key in ("sha256", "scorer_sha256", "why"):
            yield f"{key} = {json.dumps(getattr(pin, key), ensure_ascii=False)}\n"
        for key in ("floors", "fell"):
            yield f"\n[{name}.{key}]\n"
            yield from (f"{figure} = {floor:.3f}\n" for figure, floor in getattr(pin, key).items())
