"""Say of every place name in an article why it was placed where it was, or why not.

For each mention: the choice or the refusal and its reasons, then the other candidates with
what spoke for and against them. For each event: its place, time and reasons.

For example:
    geonews explain article.txt --published 2024-08-18
    geonews explain article.txt --lang en
"""

from __future__ import annotations

import argparse
import sys

from geonews.cli.messages import one_line
from geonews.cli.options import add_inputs
from geonews.cli.reading import Reader
from geonews.model import Analysis, Candidate, EventMention, Place, Resolution, Signal

__all__ = ["add_arguments", "run"]

_WORDS = {
    "ar": {
        "refused": "لم يُحدَّد مكانه",
        "candidate": "مرشح",
        "why": "لأن",
        "event": "حدث",
        "main": "رئيسي",
        "none": "لا يذكر النص أي مكان.",
    },
    "en": {
        "refused": "not placed",
        "candidate": "candidate",
        "why": "because",
        "event": "event",
        "main": "main",
        "none": "The text names no place.",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser)


def run(options: argparse.Namespace) -> int:
    """Print the explanations; return the exit code."""
    reader, stream = Reader(options, prints=True), sys.stdout
    for analysis in reader.analyses():
        for line in _document(analysis, options):
            # An indent is ours; anything else that an article puts into a line is not obeyed.
            indent = line[: len(line) - len(line.lstrip(" "))]
            print(indent + one_line(line), file=stream)
        print(file=stream)
    return reader.close()


def _document(analysis: Analysis, options: argparse.Namespace) -> list[str]:
    lang = options.lang
    lines = [f"== {analysis.document.title or analysis.document.id}"]
    for number, mention in enumerate(analysis.mentions):
        lines += _mention(number, mention, lang)
    if not analysis.mentions:
        lines.append(_WORDS[lang]["none"])
    for event in analysis.events:
        lines += _event(analysis, event, lang)
    return lines


def _mention(number: int, mention: Resolution, lang: str) -> list[str]:
    words, toponym, place = _WORDS[lang], mention.toponym, mention.place
    head = f"[{number}] {toponym.span.start}–{toponym.span.end} «{toponym.surface}»"
    if place is None:
        lines = [f"{head}: {words['refused']}"]
    else:
        lines = [
            f"{head} → {_place(place, lang)} {place.id}, {toponym.use.value}, {mention.score:.2f}"
        ]
    lines += [f"    {words['why']}: {reason}" for reason in mention.reasons]
    others = (c for c in mention.candidates if place is None or c.place.id != place.id)
    lines += [f"    {words['candidate']}: {_candidate(other, lang)}" for other in others]
    return lines


def _place(place: Place, lang: str) -> str:
    name = place.name_en if lang == "en" else place.name_ar or place.name_en
    where = f"{place.lat:.3f}, {place.lon:.3f}"
    return f"{name} ({place.feature_code}, {place.country or '-'}, {where})"


def _candidate(candidate: Candidate, lang: str) -> str:
    signals = "; ".join(map(_signal, candidate.signals))
    told = f": {signals}" if signals else ""
    return f"{_place(candidate.place, lang)} {candidate.score:.2f}{told}"


def _signal(signal: Signal) -> str:
    return f"{signal.detail} ({signal.weight:+.2f})"


def _event(analysis: Analysis, event: EventMention, lang: str) -> list[str]:
    words, text = _WORDS[lang], analysis.document.text
    trigger = text[event.trigger.start : event.trigger.end]
    where = "-" if event.location is None else f"[{event.location}]"
    when = f"{event.when.start or ''}…{event.when.end or ''}" if event.when else "-"
    main = f", {words['main']}" if event.main else ""
    kind = f"{event.type.value}{f'/{event.mode}' if event.mode else ''}"
    head = f"{words['event']} {kind} «{trigger}» {where} {when}"
    return [
        f"{head}, {event.modality.value}{main}, {event.confidence:.2f}",
        *(f"    {words['why']}: {reason}" for reason in event.reasons),
    ]
