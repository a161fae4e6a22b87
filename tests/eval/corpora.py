"""The corpora that accuracy is measured on, and the conventions that each is read with.

The seeds stand in this repository. The others are other people's texts: they stay in
``../shared/bench``, whose README tells what they are, and are never copied here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from geonews.model import Document
from tests.eval.marked import read_marked

__all__ = [
    "CORPORA",
    "SCORER",
    "Corpus",
    "Kind",
    "available",
    "digest",
    "places_scorer",
    "read_articles",
    "sha256_of",
    "to_document",
]

_ROOT = Path(__file__).resolve().parents[2]
_BENCH = _ROOT.parent / "shared" / "bench"
SCORER = _BENCH / "score_places.py"
_COARSE = frozenset({"country", "admin", "city"})


class Kind(StrEnum):
    """What a corpus has answers for."""

    SEEDS = "seeds"
    """Places, times and events, with extents; scored by our own matcher."""

    MARKED = "marked"
    """Spans of places and their use, marked in our own prose."""

    ARTICLES = "articles"
    """Places, their use, and events."""

    PLACES = "places"
    """Spans of places, some with coordinates."""

    TWINS = "twins"
    """English twins of the sentences, with their places."""

    TIMES = "times"
    """Time expressions."""

    RAW = "raw"
    """Nothing: read for speed and robustness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One corpus and how it is read."""

    name: str
    kind: Kind
    file: str = ""
    """Name in ``../shared/bench``; empty for what stands in ``seeds``."""

    in_names: bool = True
    """Whether its annotators mark places inside names of bodies; if not, ours are left out."""

    ignore_hashtags: bool = False
    """Whether its annotators leave places inside hashtags unmarked."""

    views: tuple[tuple[str, frozenset[str]], ...] = (("", frozenset()),)
    """Prefix of the figures and the gold levels counted for them; no level means every one."""

    every: int = 1
    """Only each so-manieth document is read."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that it consists of."""
        if self.kind is Kind.MARKED:
            return tuple(sorted((_ROOT / "seeds" / "marked").glob("*.txt")))
        if self.kind is Kind.SEEDS:
            seeds = _ROOT / "seeds"
            return tuple(sorted([*seeds.glob("articles/*.json"), *seeds.glob("gold/*.json")]))
        return (_BENCH / self.file,)


_LIST = (
    Corpus(name="seeds", kind=Kind.SEEDS),
    Corpus(name="marked", kind=Kind.MARKED),
    Corpus(name="seed_gold", kind=Kind.ARTICLES, file="seed_gold.jsonl"),
    Corpus(name="news_gold", kind=Kind.ARTICLES, file="news_gold.jsonl"),
    Corpus(name="anercorp", kind=Kind.PLACES, file="anercorp.jsonl", in_names=False),
    Corpus(name="cleananercorp", kind=Kind.PLACES, file="cleananercorp.jsonl", in_names=False),
    Corpus(name="caraner", kind=Kind.PLACES, file="caraner.jsonl", in_names=False),
    Corpus(name="aqmar_wikipedia", kind=Kind.PLACES, file="aqmar_wikipedia.jsonl"),
    Corpus(name="wojood_sample", kind=Kind.PLACES, file="wojood_sample.jsonl"),
    Corpus(
        name="idrisi_ar",
        kind=Kind.PLACES,
        file="idrisi_ar.jsonl",
        in_names=False,
        ignore_hashtags=True,
        views=(("", _COARSE), ("all_levels_", frozenset())),
    ),
    Corpus(name="parallel_pud", kind=Kind.TWINS, file="parallel_pud.jsonl"),
    Corpus(name="time_expressions", kind=Kind.TIMES, file="time_expressions.jsonl"),
    Corpus(name="headlines_ans", kind=Kind.RAW, file="headlines_ans.jsonl"),
    # A tenth of it: whole, it would take longer than all the rest together.
    Corpus(name="news_raw", kind=Kind.RAW, file="news_raw.jsonl", every=10),
)

CORPORA: Mapping[str, Corpus] = {corpus.name: corpus for corpus in _LIST}


def available(corpus: Corpus) -> bool:
    """Return whether a corpus, and the scorer that it needs, are on this machine."""
    needs_scorer = corpus.kind in (Kind.ARTICLES, Kind.PLACES)
    return all(path.is_file() for path in corpus.paths) and (SCORER.is_file() or not needs_scorer)


def read_articles(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Yield the documents of a corpus with their answers, as its files have them."""
    if corpus.kind is Kind.SEEDS:
        half = len(corpus.paths) // 2
        for article, gold in zip(corpus.paths[:half], corpus.paths[half:], strict=True):
            yield json.loads(article.read_text("utf-8")) | json.loads(gold.read_text("utf-8"))
        return
    if corpus.kind is Kind.MARKED:
        yield from chain.from_iterable(map(read_marked, corpus.paths))
        return
    for path in corpus.paths:
        lines = [line for line in path.read_text("utf-8").split("\n") if line]
        yield from map(json.loads, lines[:: corpus.every])


def to_document(article: Mapping[str, Any]) -> Document:
    """Return the part of an article that the pipeline may see."""
    published = article.get("published")
    return Document(
        id=article["id"],
        text=article["text"],
        title=article.get("title", ""),
        published=date.fromisoformat(published) if published else None,
    )


def digest(corpus: Corpus) -> str:
    """Return the SHA-256 of a corpus, names and contents of its files."""
    return sha256_of(*corpus.paths)


def sha256_of(*paths: Path) -> str:
    """Return the SHA-256 of one file's bytes, or of the names and bytes of several."""
    if len(paths) == 1:
        return hashlib.sha256(paths[0].read_bytes()).hexdigest()
    total = hashlib.sha256()
    for path in paths:
        name = f"{path.parent.name}/{path.name}"
        total.update(f"{name} {sha256_of(path)}\n".encode())
    return total.hexdigest()


@cache
def places_scorer() -> ModuleType:
    """Return the benchmark's own scorer of places, loaded from where it stands."""
    spec = importlib.util.spec_from_file_location("score_places", SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(f"{SCORER} is not a Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
