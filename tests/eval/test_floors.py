"""Accuracy never falls silently.

Every corpus is read with the packaged pipeline and each key figure held to the floor in
floors.toml, which was measured, not wished for. A corpus or a scorer that changed is measured
anew: its old floors say nothing. A floor never falls without a sentence in floors.toml's
``why`` saying why; ``python -m tests.eval --pin`` names the floors that fall and keeps what
they fell from in ``fell``, and the test below asks for the sentence.
"""

from __future__ import annotations

import pytest

from tests.eval import floors
from tests.eval.corpora import CORPORA, SCORER, Kind, available, digest, sha256_of
from tests.eval.measure import measure

_PINS = floors.read()
_FLOORS = [(name, figure) for name, pin in _PINS.items() for figure in pin.floors]
_REPIN = "measure it anew with python -m tests.eval, then pin it with --pin"


def _require(name: str) -> None:
    if not available(CORPORA[name]):
        pytest.skip(f"{name} is not on this machine: ../shared/bench is missing")


def test_every_corpus_is_pinned() -> None:
    assert list(_PINS) == list(CORPORA)


@pytest.mark.parametrize("name", CORPORA)
def test_corpus_and_scorer_are_those_that_the_floors_were_measured_on(name: str) -> None:
    _require(name)
    pin = _PINS[name]
    assert digest(CORPORA[name]) == pin.sha256, f"the corpus {name} changed: {_REPIN}"
    if pin.scorer_sha256:
        assert sha256_of(SCORER) == pin.scorer_sha256, f"{SCORER.name} changed: {_REPIN}"


@pytest.mark.parametrize(("name", "figure"), _FLOORS, ids=lambda part: str(part))
def test_figure_keeps_its_floor(name: str, figure: str) -> None:
    _require(name)
    value, floor = measure(name).figures[figure], _PINS[name].floors[figure]
    assert value >= floor, f"{figure} on {name} is {value:.3f}, below its floor {floor:.3f}"


@pytest.mark.parametrize("name", _PINS)
def test_fallen_floors_say_why(name: str) -> None:
    pin = _PINS[name]
    assert not pin.fell or pin.why.strip(), f"say in floors.toml why these fell: {dict(pin.fell)}"


@pytest.mark.parametrize(
    "name", [name for name, corpus in CORPORA.items() if corpus.kind is Kind.RAW]
)
def test_every_raw_article_is_read_with_sound_offsets(name: str) -> None:
    _require(name)
    assert measure(name).figures["sound"] == 1
