"""Find place names with a token classifier of the Hugging Face kind; an optional extra.

Any model that `transformers` loads as a token classifier will do, from a folder or by its
name on the hub. It runs offline: a model that is not on disk is an error unless its download
is asked for. Nothing of transformers or torch is imported before a recogniser is made.

1. The text, untouched, is cut into overlapping windows that the model's length allows; of a
   token that several windows hold, the window counts in which it stands farthest from an edge.
2. A word has the label of its first token; labels of BIO, IOBES, BILOU and no scheme are read.
3. Runs of words labelled as places become toponyms like those of the rules: without proclitics
   and generic nouns where the gazetteer has the rest as a name, with its use and the class
   that a noun before it asks for.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import logging
import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from geonews.errors import MissingExtraError, UsageError
from geonews.gazetteer import Gazetteer
from geonews.model import Signal, Toponym, Use
from geonews.text import Reading, Word, lookup_key, readings, words
from geonews.toponyms.context import Context, clauses_of
from geonews.toponyms.lexicon import Lexicon
from geonews.toponyms.matching import Match, span_of
from geonews.toponyms.usage import use_of

__all__ = ["PLACE_LABELS", "NeuralRecognizer"]

PLACE_LABELS = frozenset(
    {"LOC", "LOCATION", "GPE", "GEO", "FAC", "FACILITY", "PLACE", "CITY", "COUNTRY", "REGION"}
)
"""Labels that say a place, without the prefix of a scheme and in any case."""

_RULES = 1
"""Version of what this module makes of a model's labels; a change of it raises the number."""

_LABEL = re.compile(r"(?:([BIESLUM])[-_])?(.+)", re.IGNORECASE | re.DOTALL)
_BEGINS, _ENDS = frozenset("BSU"), frozenset("ESLU")
_HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINTS = frozenset({"", "-", "_", "–"})
"""What may stand between two words of a name, spaces aside."""

_UNBOUNDED = 512
"""Tokens a window, where neither tokenizer nor model says how many it takes."""

_RESERVED_POSITIONS = 2
"""Positions that models after RoBERTa's pattern count and do not use."""

_TOLD = 200
"""Characters of a foreign error that are passed on."""

_INCIDENTAL = ("_name_or_path", "transformers_version", "torch_dtype", "dtype")
"""Entries of a model's configuration that say nothing of what it answers."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One token of the model's, and what the model says of it."""

    start: int
    end: int
    label: int
    probability: float


@dataclass(frozen=True, slots=True)
class _Tag:
    """What the model says of one word."""

    scheme: str
    """B, I, E, S, L, U or M; empty where the label has no such prefix."""

    kind: str
    """The label without it, in upper case: LOC."""

    probability: float


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a model is loaded from."""

    name: str
    path: str
    """A folder, or a name on the hub."""

    local: bool
    """Whether nothing may be fetched."""

    revision: str | None = None
    commit: str = ""
    """Commit of a folder that was downloaded before; empty for any other."""


class NeuralRecognizer:
    """Recognises toponyms with a token classifier; safe to share between threads.

    Parameters
    ----------
    model
        A folder that ``save_pretrained`` wrote, model and tokenizer, or a name on the hub.
    gazetteer
        What tells a proclitic from a name's first letter, and what a name may stand for; the
        packaged one where left out.
    labels
        Labels that say a place, without the prefixes of a scheme; `PLACE_LABELS` where left
        out.
    revision
        Branch, tag or commit of a model on the hub; its main branch where left out.
    allow_download
        Whether a model that is not on disk may be fetched.
    device
        Where the model runs, as torch names it: ``cpu``, ``cuda:0``.
    window
        Tokens read at a time; as many as the model takes where left out.
    overlap
        Tokens that two windows share; a quarter of the window where left out.
    batch
        Windows read at once.

    Raises
    ------
    geonews.errors.MissingExtraError
        transformers or torch is not installed.
    geonews.errors.UsageError
        The model is not on disk, is no token classifier, or has none of the labels; the
        device or the window is none that it can use.
    """

    name = "neural"

    def __init__(
        self,
        model: str | os.PathLike[str],
        *,
        gazetteer: Gazetteer | None = None,
        labels: Collection[str] | None = None,
        revision: str | None = None,
        allow_download: bool = False,
        device: str = "cpu",
        window: int | None = None,
        overlap: int | None = None,
        batch: int = 8,
    ) -> None:
        self._torch, transformers = _libraries()
        path = os.fspath(model)
        source = _source(path, revision=revision, allow_download=allow_download)
        self._model, self._tokenizer = _loaded(transformers, source)
        self.model = source.name
        """The model's name, for reasons and versions; of a folder only its last part."""

        self._labels = [
            _tag(label, 1.0) for _, label in sorted(self._model.config.id2label.items())
        ]
        self._places = _places(self.model, {tag.kind for tag in self._labels}, labels)
        self._window, self._overlap = self._windows(window, overlap)
        self._batch = max(1, batch)
        self._inputs = set(inspect.signature(self._model.forward).parameters)
        commit = source.commit or getattr(self._model.config, "_commit_hash", None) or ""
        self.version = " ".join(filter(None, [str(_RULES), self.model, commit, self._digest()]))
        """What made an answer: the version of these rules, the model's name, its commit where
        it is from the hub, and a digest of its weights, tokenizer, labels and windows."""

        try:
            self._model.to(device).float().eval()
        except (RuntimeError, AssertionError) as error:  # torch asserts that CUDA is there
            raise UsageError(
                f"device {device!r} cannot be used ({_told(error)}): try cpu"
            ) from error
        self._device = device
        self._gazetteer = gazetteer or Gazetteer.packaged()
        self._lexicon = Lexicon.packaged()
        self._lock = Lock()  # a tokenizer cannot be borrowed twice at a time

    def __call__(self, text: str) -> tuple[Toponym, ...]:
        """Return the toponyms of a text in order, none overlapping another."""
        sequence = words(text)
        if not sequence:
            return ()
        tags = self._tags(sequence, self._tokens(text))
        clauses = clauses_of(sequence)
        toponyms = []
        for first, last in _runs(sequence, tags):
            for start, end in self._parts(sequence, tags, first, last):
                name = self._name(sequence, start, end)
                context = Context(
                    sequence, clauses, name.first, name.last, name.reading.clitic, self._lexicon
                )
                kept = [tag for tag in tags[name.first : name.last] if tag]
                toponyms.append(self._toponym(text, name, context, kept))
        return tuple(toponyms)

    def _toponym(self, text: str, name: Match, context: Context, tags: Sequence[_Tag]) -> Toponym:
        confidence = sum(tag.probability for tag in tags) / len(tags)
        label = Signal(
            name="model",
            weight=0.0,
            detail=f"{self.model} labels it {tags[0].kind} ({confidence:.2f})",
            subject=f"{self.model} {tags[0].kind} {confidence:.2f}",
        )
        reasons, signals = [label.detail], [label]
        use, candidates = Use.LITERAL, self._gazetteer.named(name.key)
        if candidates:
            best = candidates[0].place
            use, reason = use_of(best, context, usually_metonym=best.id in self._gazetteer.metonyms)
            reasons.append(f"{use.value}: {reason.detail}")
            signals.append(reason)
        span = span_of(text, context.words, name)
        return Toponym(
            span=span,
            surface=text[span.start : span.end],
            use=use,
            reasons=tuple(reasons),
            signals=tuple(signals),
            confidence=round(confidence, 3),
            asked_class=context.class_asked(),
        )

    def _tokens(self, text: str) -> list[_Token]:
        """Return the text's tokens in order, each as the window that shows most about it says."""
        # A lone surrogate is no text to a tokenizer; its stand-in has the same length.
        readable = _SURROGATE.sub("\ufffd", text)  # REPLACEMENT CHARACTER
        with self._lock:
            encoded = self._tokenizer(
                readable,
                truncation=True,
                max_length=self._window,
                stride=self._overlap,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
                return_special_tokens_mask=True,
            )
        count = len(encoded["input_ids"])
        real = [
            [at for at, special in enumerate(mask) if not special]
            for mask in encoded["special_tokens_mask"]
        ]
        step = len(real[0]) - self._overlap
        best: dict[int, tuple[int, _Token]] = {}
        for window, answers in enumerate(self._answers(encoded, count)):
            ahead, behind = window == 0, window == count - 1
            offsets, length = encoded["offset_mapping"][window], len(real[window])
            for order, at in enumerate(real[window]):
                left = length if ahead else order
                right = length if behind else length - 1 - order
                number, margin = window * step + order, min(left, right)
                if number not in best or margin > best[number][0]:
                    (start, end), (label, share) = offsets[at], answers[at]
                    best[number] = margin, _Token(start, end, label, share)
        return [token for _, (_, token) in sorted(best.items())]

    def _answers(self, encoded: Any, count: int) -> Iterator[list[tuple[int, float]]]:
        """Yield for every window the likeliest label of each token, and how likely it is."""
        torch = self._torch
        names = [n for n in self._tokenizer.model_input_names if n in encoded and n in self._inputs]
        # All windows but the last are full; by itself it needs no padding.
        cuts = [*range(0, count - 1, self._batch), count - 1, count]
        for first, last in pairwise(cuts):
            inputs = {
                name: torch.tensor(encoded[name][first:last], device=self._device) for name in names
            }
            with torch.inference_mode():
                shares = self._model(**inputs).logits.softmax(dim=-1).max(dim=-1)
            for labels, values in zip(shares.indices.tolist(), shares.values.tolist(), strict=True):
                yield list(zip(labels, values, strict=True))

    def _tags(self, sequence: Sequence[Word], tokens: Sequence[_Token]) -> list[_Tag | None]:
        """Return what each word's first token is labelled, None where that is no place."""
        tags: list[_Tag | None] = []
        for token in _first_tokens(sequence, tokens):
            label = self._labels[token.label] if token else None
            if token and label and label.kind in self._places:
                tags.append(_Tag(label.scheme, label.kind, token.probability))
            else:
                tags.append(None)
        return tags

    def _parts(
        self, sequence: Sequence[Word], tags: Sequence[_Tag | None], first: int, last: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the names of a run; only without a scheme are they several: دمشق وبيروت."""
        whole = " ".join(word.key for word in sequence[first:last])
        if not self._known(whole):
            for at in range(first + 1, last):
                tag, word = tags[at], sequence[at]
                begun = self._gazetteer.names.beginnings(word.key)
                if tag and not tag.scheme and begun and all(r.clitic == "و" for r, _ in begun):
                    yield first, at
                    first = at
        yield first, last

    def _name(self, sequence: Sequence[Word], first: int, last: int) -> Match:
        """Return the name in a run of words: its own words, and no proclitic."""
        whole = self._named(sequence, first, last)
        shorter = []
        if last - first > 1:
            if any(r.key in self._lexicon.generic_heads for r in readings(sequence[first].key)):
                shorter.append(self._named(sequence, first + 1, last))
            tail = sequence[last - 1].key
            if tail.startswith("ال") and self._gazetteer.demonym(tail):
                shorter.append(self._named(sequence, first, last - 1))
        for name in shorter:
            if name and (whole is None or self._best(name) == self._best(whole)):
                return name
        if whole:
            return whole
        # Not a name as it stands, but its first word may begin one: بمخيم X, X unknown.
        begun = self._gazetteer.names.beginnings(sequence[first].key)
        reading = begun[0][0] if begun else readings(sequence[first].key)[0]
        return Match(first, last, reading, _key(sequence, first, last, reading))

    def _named(self, sequence: Sequence[Word], first: int, last: int) -> Match | None:
        """Return a run of words as a name of the gazetteer's, None if no reading is one."""
        key = sequence[first].key
        possible = readings(key)[:1] if key in self._lexicon.whole_words else readings(key)
        names = [Match(first, last, r, _key(sequence, first, last, r)) for r in possible]
        # A name that text is searched for before one that is kept for look-ups.
        for known in (self._gazetteer.names.__contains__, self._known):
            for name in names:
                if known(name.key):
                    return name
        return None

    def _known(self, key: str) -> bool:
        return bool(self._gazetteer.named(lookup_key(key)))

    def _best(self, name: Match) -> str:
        return self._gazetteer.named(name.key)[0].place.id

    def _windows(self, window: int | None, overlap: int | None) -> tuple[int, int]:
        """Return the tokens of a window and those that two share, within the model's limits."""
        positions = getattr(self._model.config, "max_position_embeddings", None)
        most = self._tokenizer.model_max_length
        if isinstance(positions, int) and positions > _RESERVED_POSITIONS:
            most = min(most, positions - _RESERVED_POSITIONS)
        elif most > 1e9:  # what a tokenizer says that was told nothing
            most = _UNBOUNDED
        window = most if window is None else min(window, most)
        room = window - self._tokenizer.num_special_tokens_to_add()
        if room < 1:
            raise UsageError(f"window {window}: it must hold more than the model's marks")
        overlap = room // 4 if overlap is None else overlap
        if not 0 <= overlap < room:
            raise UsageError(f"overlap {overlap}: give 0 to {room - 1} tokens")
        return window, overlap

    def _digest(self) -> str:
        config = self._model.config.to_dict()
        told = {key: value for key, value in config.items() if key not in _INCIDENTAL}
        told["places"], told["window"] = sorted(self._places), [self._window, self._overlap]
        digest = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode())
        digest.update(self._tokenizer.backend_tokenizer.to_str().encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.contiguous().reshape(-1).view(self._torch.uint8).numpy())
        return digest.hexdigest()[:16]


def _libraries() -> tuple[Any, Any]:
    """Return torch and transformers."""
    for missing in ("torch", "transformers"):
        try:
            import_module(missing)
        except ImportError as error:
            raise MissingExtraError(
                f"a neural recogniser needs {missing}, which is not installed: "
                'pip install "geonews[neural]"'
            ) from error
    return import_module("torch"), import_module("transformers")


def _source(model: str, *, revision: str | None, allow_download: bool) -> _Source:
    """Return where a model is loaded from; raises `UsageError` where it is nowhere on disk."""
    folder = Path(model)
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise UsageError(
                f"model {model!r} has no config.json: give a folder that save_pretrained wrote"
            )
        return _Source(folder.resolve().name, str(folder), local=True)
    if not _HUB_NAME.fullmatch(model):
        raise UsageError(
            f"model {model!r} is no folder: give one that save_pretrained wrote, or a name "
            "on the hub as owner/name"
        )
    if allow_download:
        return _Source(model, model, local=False, revision=revision)
    try:
        stored = import_module("huggingface_hub").snapshot_download(
            model, revision=revision, local_files_only=True
        )
    except (OSError, ValueError) as error:
        raise UsageError(
            f"model {model!r} is no folder, and was not downloaded before: give a folder that "
            "save_pretrained wrote, or allow the download with --allow-download "
            "(allow_download=True)"
        ) from error
    return _Source(model, stored, local=True, commit=Path(stored).name)


def _loaded(transformers: Any, source: _Source) -> tuple[Any, Any]:
    """Return a token classifier and its tokenizer."""
    options: dict[str, Any] = {"local_files_only": source.local, "trust_remote_code": False}
    if source.revision:
        options["revision"] = source.revision
    with _quietly(transformers):
        try:
            loaded, report = transformers.AutoModelForTokenClassification.from_pretrained(
                source.path, output_loading_info=True, **options
            )
            tokenizer = transformers.AutoTokenizer.from_pretrained(source.path, **options)
        except Exception as error:  # whatever a stranger's files make a loader raise
            raise UsageError(
                f"model {source.name!r} cannot be loaded as a token classifier "
                f"({_told(error)}): give a folder with config, weights and tokenizer, or a "
                "name on the hub"
            ) from error
    if report["missing_keys"]:
        raise UsageError(
            f"model {source.name!r} was not trained to label tokens (it lacks "
            f"{min(report['missing_keys'])}): give one for token classification"
        )
    if not getattr(tokenizer, "is_fast", False):
        raise UsageError(
            f"model {source.name!r} has a tokenizer that tells no offsets: save it as a fast one"
        )
    tokenizer.truncation_side = "right"
    return loaded, tokenizer


@contextmanager
def _quietly(transformers: Any) -> Iterator[None]:
    """Keep the loader's bars and advice off standard error."""
    manner = transformers.utils.logging
    verbosity, bars = manner.get_verbosity(), manner.is_progress_bar_enabled()
    manner.set_verbosity(logging.CRITICAL)
    manner.disable_progress_bar()
    try:
        yield
    finally:
        manner.set_verbosity(verbosity)
        if bars:
            manner.enable_progress_bar()


def _told(error: BaseException) -> str:
    """Return what a foreign error says, on one line and not at length."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= _TOLD else f"{said[:_TOLD]}…"


def _tag(label: str, probability: float) -> _Tag:
    """Return a label read by its scheme: B-LOC, I-LOC, S-LOC, LOC."""
    match = _LABEL.fullmatch(label)
    scheme, kind = (match[1] or "", match[2]) if match else ("", label)
    return _Tag(scheme.upper(), kind.upper(), probability)


def _places(model: str, kinds: Collection[str], labels: Collection[str] | None) -> frozenset[str]:
    """Return the labels of a model that say a place."""
    wanted = (
        PLACE_LABELS if labels is None else {_tag(label, 1.0).kind for label in labels if label}
    )
    places = frozenset(kinds) & wanted
    known = ", ".join(sorted(set(kinds) - {"O"})) or "none"
    if labels is not None and (unknown := sorted(wanted - places)):
        raise UsageError(f"label {unknown[0]!r} is none of the model's: {model} has {known}")
    if not places:
        raise UsageError(
            f"model {model!r} has no label for places that is known; it has {known}: "
            "name those that are with --place-labels (labels=…)"
        )
    return places


def _first_tokens(sequence: Sequence[Word], tokens: Sequence[_Token]) -> Iterator[_Token | None]:
    """Yield the first token that shares a character with each word, None where none does."""
    at = 0
    for word in sequence:
        while at < len(tokens) and (
            tokens[at].end <= word.start or tokens[at].start == tokens[at].end
        ):
            at += 1
        yield tokens[at] if at < len(tokens) and tokens[at].start < word.end else None


def _runs(sequence: Sequence[Word], tags: Sequence[_Tag | None]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that are one name by their labels, as a half-open range."""
    first, before = 0, None
    for at, tag in enumerate(tags):
        goes_on = (
            before is not None
            and tag is not None
            and tag.kind == before.kind
            and tag.scheme not in _BEGINS
            and before.scheme not in _ENDS
            and sequence[at].gap.strip(" ") in _JOINTS
        )
        if before and not goes_on:
            yield first, at
        if not goes_on:
            first = at
        before = tag
    if before:
        yield first, len(tags)


def _key(sequence: Sequence[Word], first: int, last: int, reading: Reading) -> str:
    """Return the look-up key of a run of words, the first one read so."""
    return lookup_key(" ".join([reading.key, *(word.key for word in sequence[first + 1 : last])]))
