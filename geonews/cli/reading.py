"""Read and analyse articles with progress, keeping count of what failed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from geonews.cli.gazetteers import pipeline_of
from geonews.cli.messages import say
from geonews.events import Copies, merge, to_events
from geonews.ingest import InputFailure, count_inputs, read_documents
from geonews.ingest.discovery import discover
from geonews.model import Analysis, Document, Event

__all__ = ["Reader"]


@dataclass(slots=True)
class Reader:
    """Reads the inputs of a command; failures are named on standard error and counted."""

    options: argparse.Namespace
    prints: bool = False
    """Whether results go to standard output while it reads; on a terminal they are the
    progress then."""

    files: int = 0
    documents: int = 0
    events: int = 0
    failed: int = 0

    @property
    def exit_code(self) -> int:
        """0 where every input was read, 1 otherwise."""
        return 1 if self.failed else 0

    def read(self) -> Iterator[Document]:
        """Yield the articles that can be read."""
        for found in discover(self.options.inputs):
            if isinstance(found, InputFailure):
                self._fail(found)
                continue
            for document in read_documents(
                [found], published=self.options.published, on_failure=self._fail
            ):
                self.documents += 1
                yield document
            self.files += 1

    def analyses(self) -> Iterator[Analysis]:
        """Yield what is read out of each article, events under --min-confidence left out."""
        pipeline = pipeline_of(self.options)
        with self._progress() as show:
            for document in self.read():
                analysis = pipeline.analyze(document)
                kept = tuple(
                    event
                    for event in analysis.events
                    if event.confidence >= self.options.min_confidence
                )
                self.events += len(kept)
                show()
                yield replace(analysis, events=kept)

    def all_events(self) -> list[Event]:
        """Return the happenings that the articles tell of, in the order of a store's answers."""
        copies, reports = Copies(), list[Event]()
        for analysis in self.analyses():
            copies.add(analysis.document)
            reports += to_events(analysis)
        return sorted(merge(reports, originals=copies.originals()), key=_day, reverse=True)

    def close(self) -> int:
        """Print the closing summary; return the exit code."""
        if not self.options.quiet:
            failures = f", {self.failed} failed" if self.failed else ""
            say(f"{self.documents} documents, {self.events} events{failures}")
        return self.exit_code

    def _fail(self, failure: InputFailure) -> None:
        self.failed += 1
        say(f"{failure.source}: {failure.error}")

    @contextmanager
    def _progress(self) -> Iterator[Callable[[], None]]:
        """Show a bar on a terminal's standard error; yield what brings it up to date."""
        crowded = self.prints and sys.stdout.isatty()
        if self.options.quiet or crowded or not sys.stderr.isatty():
            yield lambda: None
            return
        from rich import progress
        from rich.console import Console

        columns = (
            progress.SpinnerColumn(),
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("files, {task.fields[documents]} documents"),
            progress.TimeElapsedColumn(),
        )
        # Standard output stays what it is: it may go into a file while the bar is on a terminal.
        with progress.Progress(
            *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
        ) as bar:
            total = count_inputs(self.options.inputs)
            task = bar.add_task("reading", total=total, documents=0)
            yield lambda: bar.update(task, completed=self.files, documents=self.documents)


def _day(event: Event) -> str:
    """Return what events are ordered by: their first day, empty where there is none."""
    day = event.when and (event.when.start or event.when.end)
    return day.isoformat() if day else ""
