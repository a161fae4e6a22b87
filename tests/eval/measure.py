"""Run the packaged pipeline over a corpus and give its figures.

Every figure is a share from 0 to 1 but the rates, whose names end in ``per_1000_words``, and
the errors, whose names end in ``_km``.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from types import ModuleType
from typing import Any

from geonews.gazetteer import Gazetteer
from geonews.model import Analysis, Place, Resolution, TimeExpression, Use
from geonews.pipeline import Pipeline
from geonews.text import words
from geonews.timex import find_times
from tests.eval import event_score, places_score, timex_score
from tests.eval.corpora import CORPORA, Corpus, Kind, places_scorer, read_articles, to_document
from tests.eval.places_score import PlaceScore, UseScore, place_right, precision_recall_f1

__all__ = ["Measurement", "measure"]

_MATCHES = ("exact", "prefix", "overlap")

Figures = dict[str, float]
Articles = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What was measured on one corpus."""

    corpus: str
    documents: int
    gold: int
    """Answers counted: mentions, English places or expressions; 0 where it has none."""

    characters: int
    seconds: float
    """Spent in the pipeline alone."""

    figures: Figures
    false: Counter[str] = field(default_factory=Counter)
    """Surfaces found that gold does not have, by number."""

    missed: Counter[str] = field(default_factory=Counter)
    """Surfaces (of twins: English ones) that were not found, by number."""

    misplaced: Counter[str] = field(default_factory=Counter)
    """Surfaces found and given another place than gold's, by number."""

    misused: Counter[str] = field(default_factory=Counter)
    """Surfaces found and given another use than gold's, with both, by number."""

    scored: tuple[tuple[float, bool], ...] = ()
    """Score of each mention that was placed, and whether span and place are right."""


@cache
def measure(name: str) -> Measurement:
    """Return the figures of a corpus, measured once per process.

    Raises
    ------
    OSError
        The corpus is not on this machine; see `tests.eval.corpora.available`.
    """
    corpus = CORPORA[name]
    return _BY_KIND[corpus.kind](corpus, list(read_articles(corpus)))


def _measure_seeds(corpus: Corpus, articles: Articles) -> Measurement:
    analyses, seconds = _analyze(articles)
    both = list(zip(articles, analyses, strict=True))
    places = places_score.total(
        PlaceScore, (places_score.score_places(a["mentions"], found.mentions) for a, found in both)
    )
    figures = _prf("exact", places.recognition) | _prf("end_to_end", places.end_to_end)
    figures["resolved_right"] = places.resolution
    figures |= _use_figures(both) | _event_figures(both) | _time_figures(both)
    false, missed, misplaced = _own_errors(both)
    return Measurement(
        corpus=corpus.name,
        documents=len(articles),
        gold=places.gold,
        characters=_characters(articles),
        seconds=seconds,
        figures=figures,
        false=false,
        missed=missed,
        misplaced=misplaced,
        misused=_misused(both),
        scored=tuple(_own_scored(both)),
    )


def _measure_marked(corpus: Corpus, articles: Articles) -> Measurement:
    """Measure spans; the model of uses is fitted to these texts, so that uses tell nothing."""
    pipeline = Pipeline.packaged()
    documents = [to_document(article) for article in articles]
    start = time.perf_counter()
    found = [pipeline.mentions(document) for document in documents]
    seconds = time.perf_counter() - start
    gold = sum(len(article["mentions"]) for article in articles)
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    same = 0
    for article, mentions in zip(articles, found, strict=True):
        paired = places_score.pairs(article["mentions"], mentions)
        spans = {(mention["start"], mention["end"]) for mention, _ in paired}
        same += len(paired)
        for mention in mentions:
            span = mention.toponym.span
            false[mention.toponym.surface] += (span.start, span.end) not in spans
        for mention in article["mentions"]:
            missed[mention["surface"]] += (mention["start"], mention["end"]) not in spans
    predicted = sum(map(len, found))
    figures = _prf("exact", precision_recall_f1(same, predicted, gold))
    return Measurement(
        corpus=corpus.name,
        documents=len(articles),
        gold=gold,
        characters=_characters(articles),
        seconds=seconds,
        figures=figures,
        false=+false,
        missed=+missed,
    )


def _measure_articles(corpus: Corpus, articles: Articles) -> Measurement:
    analyses, seconds = _analyze(articles)
    both = list(zip(articles, analyses, strict=True))
    predicted = {a["id"]: found.mentions for a, found in both}
    figures = _shared_figures(corpus, articles, predicted)
    figures |= _use_figures(both) | _event_figures(both)
    measured = _with_shared_errors(corpus, articles, predicted, seconds, figures)
    return replace(measured, misused=_misused(both))


def _measure_places(corpus: Corpus, articles: Articles) -> Measurement:
    pipeline = Pipeline.packaged()
    documents = [to_document(article) for article in articles]
    start = time.perf_counter()
    predicted = {document.id: pipeline.mentions(document) for document in documents}
    seconds = time.perf_counter() - start
    figures = _shared_figures(corpus, articles, predicted)
    return _with_shared_errors(corpus, articles, predicted, seconds, figures)


def _measure_twins(corpus: Corpus, articles: Articles) -> Measurement:
    """Measure how many places of the English twin the Arabic sentence yields.

    The English names are looked up in our gazetteer too, so a place that it does not hold at
    all is missed: ``known`` says how many it holds.
    """
    pipeline, gazetteer = Pipeline.packaged(), Gazetteer.packaged()
    found = known = gold = 0
    missed: Counter[str] = Counter()
    seconds = 0.0
    for article in articles:
        start = time.perf_counter()
        mentions = pipeline.mentions(to_document(article))
        seconds += time.perf_counter() - start
        placed = [mention.place for mention in mentions if mention.place]
        for surface in (place["surface"] for place in article["en_places"]):
            wanted = _english(surface)
            ids = {candidate.place.id for candidate in gazetteer.lookup(wanted)}
            gold += 1
            known += bool(ids)
            if any(_is_named(place, wanted, ids) for place in placed):
                found += 1
            else:
                missed[surface] += 1
    return Measurement(
        corpus=corpus.name,
        documents=len(articles),
        gold=gold,
        characters=_characters(articles),
        seconds=seconds,
        figures={"recall": found / gold, "recall_of_known": found / known, "known": known / gold},
        missed=missed,
    )


def _measure_times(corpus: Corpus, articles: Articles) -> Measurement:
    start = time.perf_counter()
    result = timex_score.score(articles, lambda text, anchor: find_times(text, anchor=anchor))
    seconds = time.perf_counter() - start
    overlap = (result.overlap_precision, result.overlap_recall, result.overlap_f1)
    exact = (result.exact_precision, result.exact_recall, result.exact_f1)
    figures = _prf("times_exact", exact) | _prf("times_overlap", overlap)
    return Measurement(
        corpus=corpus.name,
        documents=len(articles),
        gold=sum(len(article["expressions"]) for article in articles),
        characters=_characters(articles),
        seconds=seconds,
        figures=figures | {"times_values": result.values_right},
    )


def _measure_raw(corpus: Corpus, articles: Articles) -> Measurement:
    analyses, seconds = _analyze(articles)
    thousands = sum(len(words(article["text"])) for article in articles) / 1000
    mentions = [mention for found in analyses for mention in found.mentions]
    return Measurement(
        corpus=corpus.name,
        documents=len(articles),
        gold=0,
        characters=_characters(articles),
        seconds=seconds,
        figures={
            "sound": sum(map(_sound, analyses)) / len(analyses),
            "placed": sum(mention.place is not None for mention in mentions) / len(mentions),
            "mentions_per_1000_words": len(mentions) / thousands,
            "times_per_1000_words": sum(len(found.times) for found in analyses) / thousands,
            "events_per_1000_words": sum(len(found.events) for found in analyses) / thousands,
        },
    )


_BY_KIND: Mapping[Kind, Callable[[Corpus, Articles], Measurement]] = {
    Kind.SEEDS: _measure_seeds,
    Kind.MARKED: _measure_marked,
    Kind.ARTICLES: _measure_articles,
    Kind.PLACES: _measure_places,
    Kind.TWINS: _measure_twins,
    Kind.TIMES: _measure_times,
    Kind.RAW: _measure_raw,
}

Both = Sequence[tuple[dict[str, Any], Analysis]]


def _analyze(articles: Articles) -> tuple[list[Analysis], float]:
    pipeline = Pipeline.packaged()
    documents = [to_document(article) for article in articles]
    start = time.perf_counter()
    analyses = [pipeline.analyze(document) for document in documents]
    return analyses, time.perf_counter() - start


def _characters(articles: Articles) -> int:
    return sum(len(article["text"]) for article in articles)


def _prf(name: str, values: tuple[float, float, float]) -> Figures:
    return dict(zip((f"{name}_p", f"{name}_r", f"{name}_f1"), values, strict=True))


def _use_figures(both: Both) -> Figures:
    scores = (places_score.score_uses(a["mentions"], found.mentions) for a, found in both)
    uses = places_score.total(UseScore, scores)
    return {"use_accuracy": uses.accuracy, "metonym_f1": uses.metonym_f1}


def _event_figures(both: Both) -> Figures:
    score = event_score.total(
        event_score.score_article(
            a["text"], a["events"], a["mentions"], found.events, found.mentions
        )
        for a, found in both
    )
    whole = precision_recall_f1(score.everything, score.predicted, score.gold)
    marked = {}
    if score.actors_gold:
        tolls = (score.tolls_right, score.tolls_found, score.tolls_gold)
        actors = (score.actors_right, score.actors_found, score.actors_gold)
        marked = {
            "event_tolls_f1": precision_recall_f1(*tolls)[2],
            "event_actors_f1": precision_recall_f1(*actors)[2],
        }
    return {
        **_prf("events", (score.precision, score.recall, score.f1)),
        **{f"event_{judged}": score.share(judged) for judged in ("place", "date", "modality")},
        "events_whole_f1": whole[2],
        **marked,
    }


def _time_figures(both: Both) -> Figures:
    """Score spans, and spans with their days and precision, against gold ``times``."""
    gold = [{_gold_time(time) for time in article["times"]} for article, _ in both]
    found = [{_found_time(t) for t in a.times if t.interval} for _, a in both]
    spans = sum(
        len({t[:2] for t in g} & {t[:2] for t in f}) for g, f in zip(gold, found, strict=True)
    )
    right = sum(len(g & f) for g, f in zip(gold, found, strict=True))
    counts = (sum(map(len, found)), sum(map(len, gold)))
    return {
        **_prf("times_exact", precision_recall_f1(spans, *counts)),
        "times_values": right / spans if spans else 0.0,
    }


def _gold_time(gold: Mapping[str, Any]) -> tuple[Any, ...]:
    return (gold["start"], gold["end"], gold["from"], gold["to"], gold["precision"])


def _found_time(found: TimeExpression) -> tuple[Any, ...]:
    interval = found.interval
    days = (interval.start, interval.end) if interval else (None, None)
    return (
        found.span.start,
        found.span.end,
        *(day.isoformat() if day else None for day in days),
        str(interval.precision) if interval else "",
    )


def _own_errors(both: Both) -> tuple[Counter[str], Counter[str], Counter[str]]:
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    misplaced: Counter[str] = Counter()
    for article, found in both:
        paired = places_score.pairs(article["mentions"], found.mentions)
        spans = {(gold["start"], gold["end"]) for gold, _ in paired}
        false.update(
            r.toponym.surface
            for r in found.mentions
            if (r.toponym.span.start, r.toponym.span.end) not in spans
        )
        missed.update(
            gold["surface"]
            for gold in article["mentions"]
            if (gold["start"], gold["end"]) not in spans
        )
        misplaced.update(
            gold["surface"] for gold, r in paired if not places_score.place_right(gold, r.place)
        )
    return false, missed, misplaced


def _scored(
    scorer: ModuleType,
    article: Mapping[str, Any],
    found: Sequence[dict[str, Any]],
    hashtags: Sequence[tuple[int, int]],
) -> Iterator[tuple[float, bool]]:
    """Yield the scores of mentions that gold has a place for, or has not at all.

    Whether a class noun belongs to the span is a matter of convention: overlap is enough.
    """
    gold = article["mentions"]
    pairs = scorer.align(gold, found, article["text"], "overlap")
    for spare in scorer.unmatched(found, {p for _, p in pairs}, hashtags):
        if scorer.located(spare):
            yield spare["score"], False
    for at, mate in pairs:
        if scorer.located(found[mate]) and scorer.located(gold[at], keep_suspect=False):
            yield found[mate]["score"], scorer.judge(gold[at], found[mate], False)[1]


def _misused(both: Both) -> Counter[str]:
    return Counter(
        f"{gold['surface']} ({gold['use']}, not {found.toponym.use.value})"
        for article, analysis in both
        for gold, found in places_score.pairs(article["mentions"], analysis.mentions)
        if gold["use"] != found.toponym.use.value
    )


def _own_scored(both: Both) -> Iterator[tuple[float, bool]]:
    for article, analysis in both:
        paired = places_score.pairs(article["mentions"], analysis.mentions)
        right = {found.toponym.span for gold, found in paired if place_right(gold, found.place)}
        for found in analysis.mentions:
            if found.place:
                yield found.score, found.toponym.span in right


def _shared_figures(
    corpus: Corpus,
    articles: Articles,
    predicted: Mapping[str, Sequence[Resolution]],
) -> Figures:
    gold = {article["id"]: article for article in articles}
    pred = {key: {"mentions": _to_scorer(corpus, found)} for key, found in predicted.items()}
    figures: Figures = {}
    for prefix, levels in corpus.views:
        result = places_scorer().evaluate(
            gold, pred, levels=levels or None, ignore_hashtags=corpus.ignore_hashtags
        )
        for match in _MATCHES:
            counted = result["recognition"][match]
            figures |= _prf(f"{prefix}{match}", (counted["p"], counted["r"], counted["f1"]))
        figures |= _resolution_figures(prefix, result)
    return figures


def _resolution_figures(prefix: str, result: Mapping[str, Any]) -> Figures:
    recognised, whole = result["resolution_of_recognised"], result["end_to_end_161km"]
    if not recognised["n"]:
        return {}
    figures = {
        "resolved_161km": recognised["acc161"],
        "resolved_in_area": recognised["in_area"],
        "resolved_country": recognised["country"] or 0.0,
        "resolved_median_km": recognised["median_km"],
        **_prf("end_to_end", (whole["p"], whole["r"], whole["f1"])),
    }
    return {f"{prefix}{name}": value for name, value in figures.items()}


def _to_scorer(corpus: Corpus, mentions: Sequence[Resolution]) -> list[dict[str, Any]]:
    """Return mentions in the shared scorer's form, without those that gold leaves out."""
    return [
        {
            "start": mention.toponym.span.start,
            "end": mention.toponym.span.end,
            "surface": mention.toponym.surface,
            "lat": mention.place.lat if mention.place else None,
            "lon": mention.place.lon if mention.place else None,
            "country": mention.place.country if mention.place else "",
            "score": mention.score,
        }
        for mention in mentions
        if corpus.in_names or mention.toponym.use is not Use.IN_NAME
    ]


def _with_shared_errors(
    corpus: Corpus,
    articles: Articles,
    predicted: Mapping[str, Sequence[Resolution]],
    seconds: float,
    figures: Figures,
) -> Measurement:
    scorer, levels = places_scorer(), corpus.views[0][1]
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    misplaced: Counter[str] = Counter()
    scored: list[tuple[float, bool]] = []
    for article in articles:
        text, gold = article["text"], article["mentions"]
        found = _to_scorer(corpus, predicted[article["id"]])
        pairs = scorer.align(gold, found, text, "prefix")
        hashtags = scorer.HASHTAG.finditer(text) if corpus.ignore_hashtags else ()
        if article.get("complete", True):
            spans = [tag.span() for tag in hashtags]
            unmatched = scorer.unmatched(found, {p for _, p in pairs}, spans)
            false.update(mention["surface"] for mention in unmatched)
            scored += _scored(scorer, article, found, spans)
        mates = dict(pairs)
        for at, mention in enumerate(gold):
            if levels and mention.get("level") not in levels:
                continue
            if at not in mates:
                missed[mention["surface"]] += not mention.get("nested")
            elif scorer.located(mention, keep_suspect=False):
                right = scorer.judge(mention, found[mates[at]], False)[1]
                misplaced[mention["surface"]] += not right
    return Measurement(
        corpus=corpus.name,
        documents=len(articles),
        gold=sum(len(article["mentions"]) for article in articles),
        characters=_characters(articles),
        seconds=seconds,
        figures=figures,
        false=+false,
        missed=+missed,
        misplaced=+misplaced,
        scored=tuple(scored) if any(right for _, right in scored) else (),
    )


def _english(surface: str) -> str:
    return surface.removeprefix("the ").removeprefix("The ")


def _is_named(place: Place, wanted: str, ids: set[str]) -> bool:
    return place.id in ids or place.name_en.casefold() == wanted.casefold()


def _sound(found: Analysis) -> bool:
    """Return whether every offset of an analysis lies in its text and gives its surface."""
    text = found.document.text
    surfaces = chain(
        ((m.toponym.span, m.toponym.surface) for m in found.mentions),
        ((t.span, t.surface) for t in found.times),
    )
    spans = chain.from_iterable((event.trigger, event.evidence) for event in found.events)
    return all(text[s.start : s.end] == surface for s, surface in surfaces) and all(
        s.start < s.end <= len(text) for s in spans
    )
