"""Say of every place name in an article why it was placed where it was, or why not.

geonews explain article.txt --published 2024-08-18
"""

from __future__ import annotations

import argparse
import sys

from geonews.cli.options import add_inputs, add_language, add_quiet
from geonews.cli.reading import Reader
from geonews.model import Analysis, Candidate, EventMention, Resolution
from geonews.text import strip_bidi_controls

__all__ = ["add_arguments", "run"]

_WORDS = {
    "ar": {
        "refused": "لم يُحدَّد مكانه",
        "others": "مرشحون آخرون",
        "why": "لأن",
        "event": "حدث",
        "main": "رئيسي",
    },
    "en": {
        "refused": "not placed",
        "others": "other candidates",
        "why": "because",
        "event": "event",
        "main": "main",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_inputs(parser)
    add_language(parser)
    add_quiet(parser)


def run(options: argparse.Namespace) -> int:
    """Print the explanations; return the exit code."""
    reader = Reader(options)
    for analysis in reader.analyses():
        sys.stdout.write(strip_bidi_controls("\n".join(_document(analysis, options.lang))) + "\n\n")
    return reader.close()


def _document(analysis: Analysis, lang: str) -> list[str]:
    lines = [f"== {analysis.document.title or analysis.document.id}"]
    for number, mention in enumerate(analysis.mentions):
        lines += _mention(number, mention, lang)
    for event in analysis.events:
        lines += _event(analysis, event, lang)
    return lines


def _mention(number: int, mention: Resolution, lang: str) -> list[str]:
    words, toponym, place = _WORDS[lang], mention.toponym, mention.place
    head = f"[{number}] {toponym.span.start}–{toponym.span.end} «{toponym.surface}»"
    if place is None:
        lines = [f"{head}: {words['refused']}"]
    else:
        name = place.name_en if lang == "en" else place.name_ar or place.name_en
        lines = [
            f"{head} → {name} ({place.feature_code}, {place.country or '-'}, "
            f"{place.lat:.3f}, {place.lon:.3f}), {toponym.use.value}, {mention.score:.2f}"
        ]
    lines += [f"    {words['why']}: {reason}" for reason in mention.reasons]
    if others := mention.candidates[1:]:
        lines.append(f"    {words['others']}: " + "; ".join(map(_candidate, others)))
    return lines


def _candidate(candidate: Candidate) -> str:
    place = candidate.place
    return f"{place.name_en} ({place.country or '-'}) {candidate.score:.2f}"


def _event(analysis: Analysis, event: EventMention, lang: str) -> list[str]:
    words, text = _WORDS[lang], analysis.document.text
    trigger = text[event.trigger.start : event.trigger.end]
    where = "-" if event.location is None else f"[{event.location}]"
    when = f"{event.when.start}…{event.when.end}" if event.when else "-"
    main = f", {words['main']}" if event.main else ""
    kind = f"{event.type.value}{f'/{event.mode}' if event.mode else ''}"
    head = f"{words['event']} {kind} «{trigger}» {where} {when}"
    return [
        f"{head}, {event.modality.value}{main}, {event.confidence:.2f}",
        *(f"    {words['why']}: {reason}" for reason in event.reasons),
    ]
