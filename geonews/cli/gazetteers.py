"""The gazetteer and pipeline that a command works with: the packaged ones, or its options'."""

from __future__ import annotations

import argparse
import gc
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geonews.cli.messages import say
from geonews.errors import UsageError
from geonews.gazetteer import Gazetteer

if TYPE_CHECKING:
    from geonews.pipeline import Pipeline

__all__ = ["everyday_words", "gazetteer_of", "pipeline_of", "spare_the_collector"]

_NAMED_DOUBTS = 10


def everyday_words() -> frozenset[str]:
    """Return the look-up keys of words that text has everywhere: في, قال, مدينة, رئيس."""
    from geonews.toponyms.lexicon import Lexicon  # not for commands without names of one's own

    lexicon = Lexicon.packaged()
    return frozenset().union(
        lexicon.particles,
        lexicon.not_names,
        lexicon.locative,
        lexicon.nearness,
        lexicon.carriers,
        lexicon.that,
        lexicon.generic_heads,
        lexicon.titles,
        lexicon.offices,
        lexicon.speech_verbs,
        lexicon.government_verbs,
    )


def gazetteer_of(options: argparse.Namespace) -> Gazetteer:
    """Return the gazetteer of ``--gazetteer`` and ``--names``, opened once.

    What is doubtful about those names is said on standard error.

    Raises
    ------
    geonews.errors.DataError
        The gazetteer file is missing, damaged or of another kind.
    geonews.errors.GazetteerImportError
        The file of names has a row that cannot be taken.
    """
    return _opened(*_key(options))


def pipeline_of(options: argparse.Namespace) -> Pipeline:
    """Return the pipeline that reads with that gazetteer, and with the model of ``--model``.

    Raises
    ------
    geonews.errors.GeonewsError
        As `gazetteer_of` does.
    geonews.errors.UsageError
        The model cannot be used, or an option of models is given without one.
    """
    spare_the_collector()
    if options.model is None:
        for option, value in (
            ("--allow-download", options.allow_download),
            ("--place-labels", options.place_labels),
        ):
            if value:
                raise UsageError(f"{option} is about a model: give --model FOLDER_OR_NAME with it")
        return _pipeline(*_key(options))
    return _neural_pipeline(
        *_key(options), options.model, options.allow_download, options.place_labels
    )


@cache
def spare_the_collector() -> None:
    """Have the garbage collector look less often, in a process that is ours alone.

    What the stages make holds no cycles, so that counting references frees it; looking through
    the gazetteer's caches over and over took a fifth of the time.
    """
    gc.set_threshold(100_000, 50, 50)


def _key(options: argparse.Namespace) -> tuple[str | None, str | None, object]:
    """Return what was asked for, and the state of those files: they may change between runs."""
    paths = (options.gazetteer, options.overlay)
    files = [Path(path) for path in paths if path is not None]
    states = [path.stat() for path in files if path.is_file()]  # opening says what is missing
    return (*paths, tuple((state.st_mtime_ns, state.st_size) for state in states))


@lru_cache(maxsize=2)
def _opened(gazetteer: str | None, names: str | None, state: object) -> Gazetteer:  # noqa: ARG001
    opened = Gazetteer.packaged() if gazetteer is None else Gazetteer.open(gazetteer)
    if names is None:
        return opened
    overlaid = opened.with_overlay(names)
    _tell_doubts(Path(names), opened)
    return overlaid


def _tell_doubts(names: Path, below: Gazetteer) -> None:
    from geonews.gazetteer.overlay import Overlay  # its checks are slow to load

    doubts = Overlay.read(names).doubts(below, words=everyday_words())
    for doubt in doubts[:_NAMED_DOUBTS]:
        say(doubt)
    if len(doubts) > _NAMED_DOUBTS:
        say(f"{names}: and {len(doubts) - _NAMED_DOUBTS} doubts more")


@lru_cache(maxsize=2)
def _pipeline(gazetteer: str | None, names: str | None, state: object) -> Pipeline:
    from geonews.pipeline import Pipeline  # not for commands that read no articles

    if gazetteer is None and names is None:
        return Pipeline.packaged()
    return Pipeline.of(_opened(gazetteer, names, state))


@lru_cache(maxsize=1)
def _neural_pipeline(
    gazetteer: str | None,
    names: str | None,
    state: object,
    model: str,
    allow_download: bool,
    labels: tuple[str, ...] | None,
) -> Pipeline:
    from geonews.toponyms.neural import NeuralRecognizer  # an optional extra

    recognizer = NeuralRecognizer(
        model,
        gazetteer=_opened(gazetteer, names, state),
        labels=labels,
        allow_download=allow_download,
    )
    return replace(_pipeline(gazetteer, names, state), recognizer=recognizer)
