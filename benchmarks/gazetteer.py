"""How soon the gazetteer answers: opening, look-ups by name, by sound, by point."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.rows import Row
from geonews.gazetteer import Gazetteer
from geonews.gazetteer.nearest import Settlements
from geonews.resources import data_path
from geonews.text import lookup_key

__all__ = ["benchmark_gazetteer"]

_NAMES = (
    "باكو",
    "طرابلس",
    "القاهرة",
    "قره باغ",
    "وهران",
    "Baku",
    "سان خوسيه",
    "الأنبار",
    "خان يونس",
)
_BY_SOUND = ("كوبنسك", "سبرينجفلد", "بيركنفيلد", "أبولوا", "كيوتين", "غروسبيك", "ندرليتز")
_OPEN = """
import time
from geonews.gazetteer import Gazetteer
started = time.perf_counter()
assert Gazetteer.packaged().named("باكو")
print(time.perf_counter() - started)
"""
_ROUNDS = 5


def benchmark_gazetteer() -> Iterator[Row]:
    """Yield the time of each kind of question, beside a dict of the same names."""
    gazetteer = Gazetteer.packaged()
    size = sum(path.stat().st_size for path in data_path("manifest.json").parent.iterdir())
    yield Row(name="gazetteer: packaged data", value=f"{size / 1e6:.1f} MB")
    done = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", _OPEN], capture_output=True, text=True, check=True
    )
    yield Row(
        name="gazetteer: open and answer", value=f"{float(done.stdout) * 1e3:.1f} ms (target 20)"
    )
    keys = [lookup_key(name) for name in _NAMES]
    plain = {key: gazetteer.named(key) for key in keys}
    dict_ms = _milliseconds(lambda: [plain[key] for key in keys], len(keys))
    for name, ask in (
        ("look-up by name, not cached", lambda: _uncached(gazetteer, keys)),
        ("look-up by name, cached", lambda: [gazetteer.named(key) for key in keys]),
    ):
        ours = _milliseconds(ask, len(keys))
        yield Row(
            name=f"gazetteer: {name}",
            value=f"{ours:.3f} ms (target 1)",
            ratio=ours / dict_ms,
            baseline=f"dict of the same names {dict_ms:.5f} ms",
        )
    sounds = [lookup_key(name) for name in _BY_SOUND]
    gazetteer.transliterated(sounds[0])  # reads the model
    yield Row(
        name="gazetteer: look-up by sound, not cached",
        value=f"{_milliseconds(lambda: _by_sound(gazetteer, sounds), len(sounds)):.2f} ms",
    )
    settlements = Settlements.of(gazetteer)
    near = _milliseconds(lambda: [settlements.nearest(lon=49.9, lat=40.4)], 1)
    yield Row(name="gazetteer: nearest settlement", value=f"{near:.2f} ms")


def _uncached(gazetteer: Gazetteer, keys: Sequence[str]) -> None:
    gazetteer.named.cache_clear()
    for key in keys:
        assert gazetteer.named(key)


def _by_sound(gazetteer: Gazetteer, keys: Sequence[str]) -> None:
    gazetteer.transliterated.cache_clear()
    gazetteer.transliterator.matches.cache_clear()
    for key in keys:
        gazetteer.transliterated(key)


def _milliseconds(ask: Callable[[], object], questions: int) -> float:
    """Return the fastest round's time per question, in milliseconds."""
    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return min(times) / questions * 1e3
