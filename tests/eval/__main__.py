"""Print how good geonews is on every corpus: ``python -m tests.eval [--errors N] [CORPUS…]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tests.eval import floors
from tests.eval.corpora import CORPORA, available
from tests.eval.measure import Measurement, measure

_CONVENTIONS = """\
Spans: exact; prefix (differing by attached clitics only); overlap. Counted on idrisi_ar:
countries, provinces and cities outside hashtags; (all) every level. Mentions inside names of
bodies are left out on anercorp, cleananercorp, caraner and idrisi_ar, whose annotators do not
mark them. Places: on the seeds exact spans, within 25 km or in the gold extent; else within
161 km, or in the gold area; R of end-to-end is the scorer's end-to-end acc@161km. Events are
scored end to end; their place, date and modality over the events paired, F1 whole with all
three right. The model of uses is fitted to the seeds and the marked texts:
`python gazetteer/train_uses.py --folds` scores it on what it did not see.
../shared/bench/README.md says what each corpus is."""

# Title, column heads and figures of each table; a corpus has a row where it has the first.
_TABLES: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "Recognition",
        tuple(
            (f"{match} {head}", f"{match}_{key}")
            for match in ("exact", "prefix", "overlap")
            for head, key in (("P", "p"), ("R", "r"), ("F1", "f1"))
        ),
    ),
    (
        "Resolution of what was recognised, and end to end",
        (
            ("end-to-end P", "end_to_end_p"),
            ("R", "end_to_end_r"),
            ("F1", "end_to_end_f1"),
            ("right 25km", "resolved_right"),
            ("161km", "resolved_161km"),
            ("in area", "resolved_in_area"),
            ("country", "resolved_country"),
            ("median km", "resolved_median_km"),
        ),
    ),
    ("Use", (("accuracy", "use_accuracy"), ("metonym F1", "metonym_f1"))),
    (
        "Events",
        (
            ("P", "events_p"),
            ("R", "events_r"),
            ("F1", "events_f1"),
            ("place", "event_place"),
            ("date", "event_date"),
            ("modality", "event_modality"),
            ("F1 whole", "events_whole_f1"),
            ("tolls", "event_tolls_f1"),
            ("actors", "event_actors_f1"),
        ),
    ),
    (
        "Time expressions",
        (
            ("exact P", "times_exact_p"),
            ("exact R", "times_exact_r"),
            ("exact F1", "times_exact_f1"),
            ("overlap F1", "times_overlap_f1"),
            ("values", "times_values"),
        ),
    ),
    (
        "Places of the English twin found in the Arabic",
        (
            ("recall", "recall"),
            ("of known", "recall_of_known"),
            ("known", "known"),
        ),
    ),
    (
        "Robustness: offsets sound, mentions placed; how much is found per 1000 words",
        (
            ("sound", "sound"),
            ("placed", "placed"),
            ("mentions", "mentions_per_1000_words"),
            ("times", "times_per_1000_words"),
            ("events", "events_per_1000_words"),
        ),
    ),
)


_SCORES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Bounds of the rows of the table of reliability."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and pin where asked to; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument(
        "corpora", nargs="*", metavar="CORPUS", help=f"of {', '.join(CORPORA)}; default all"
    )
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="list the N commonest errors of each"
    )
    parser.add_argument("--pin", action="store_true", help="rewrite floors.toml from the figures")
    options = parser.parse_args(argv)
    unknown = [name for name in options.corpora if name not in CORPORA]
    if unknown:
        parser.error(f"no corpus {unknown[0]!r}: choose from {', '.join(CORPORA)}")
    names = options.corpora or list(CORPORA)
    here = [name for name in names if available(CORPORA[name])]
    missing = [name for name in names if name not in here]
    measurements = [measure(name) for name in here]
    _say(_report(measurements, missing))
    if options.errors:
        _say(_errors(measurements, options.errors))
    if options.pin:
        _say(_pin(measurements))
    return 0


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _report(measurements: Sequence[Measurement], missing: Sequence[str]) -> Iterator[str]:
    yield _CONVENTIONS
    for title, columns in _TABLES:
        rows = list(_rows(measurements, columns))
        if rows:
            yield f"\n{title}"
            yield from _aligned([["", *(head for head, _ in columns)], *rows])
    yield from _reliability(measurements)
    yield "\nSpeed"
    head = ["", "documents", "gold", "characters", "seconds", "characters/s"]
    yield from _aligned([head, *(_speed(measured) for measured in measurements)])
    if missing:
        yield f"\nNot on this machine, so not measured: {', '.join(missing)}"


def _rows(
    measurements: Sequence[Measurement], columns: Sequence[tuple[str, str]]
) -> Iterator[list[str]]:
    for measured in measurements:
        for prefix, _ in CORPORA[measured.corpus].views:
            cells = [_cell(measured.figures.get(prefix + key)) for _, key in columns]
            if cells[0]:
                yield [measured.corpus + (" (all)" if prefix else ""), *cells]


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if value <= 1 else f"{value:.1f}"


def _reliability(measurements: Sequence[Measurement]) -> Iterator[str]:
    """Say how often mentions of each score were right, in span and place."""
    scored = [pair for measured in measurements for pair in measured.scored]
    if not scored:
        return
    yield "\nReliability: of mentions with a place and a score of so much, how many are right"
    rows = [["score", "mentions", "mean score", "right"]]
    gap = 0.0
    for low, high in pairwise(_SCORES):
        inside = [pair for pair in scored if low <= pair[0] < high]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            gap += abs(mean - right) * len(inside)
            top = min(high, 1.0)
            rows.append([f"{low:.2f}-{top:.2f}", str(len(inside)), _cell(mean), _cell(right)])
    yield from _aligned(rows)
    yield f"expected calibration error {gap / len(scored):.3f}"


def _speed(measured: Measurement) -> list[str]:
    return [
        measured.corpus,
        str(measured.documents),
        str(measured.gold),
        str(measured.characters),
        f"{measured.seconds:.1f}",
        f"{measured.characters / measured.seconds:.0f}",
    ]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        yield "  ".join(
            [name.ljust(widths[0]), *(c.rjust(w) for c, w in zip(cells, widths[1:], strict=True))]
        ).rstrip()


def _errors(measurements: Sequence[Measurement], most: int) -> Iterator[str]:
    for measured in measurements:
        for kind in ("false", "missed", "misplaced", "misused"):
            counted = getattr(measured, kind)
            if counted:
                listed = " · ".join(f"{name} {n}" for name, n in counted.most_common(most))
                yield f"\n{measured.corpus}: {kind} {counted.total()}: {listed}"


def _pin(measurements: Sequence[Measurement]) -> Iterator[str]:
    pins = floors.read()
    yield ""
    for measured in measurements:
        before = pins.get(measured.corpus)
        after = pins[measured.corpus] = floors.repin(before, measured)
        for figure, floor in floors.falls(before.floors if before else {}, after.floors).items():
            now = after.floors.get(figure, "gone")
            yield f"FALLS: {measured.corpus} {figure} {floor} → {now}"
        if after.fell and not after.why:
            yield f"{measured.corpus}: say in `why` of {floors.PATH.name} why floors fell"
    floors.write(pins)
    yield f"pinned {len(measurements)} corpora in {floors.PATH.name}"


if __name__ == "__main__":
    sys.exit(main())
