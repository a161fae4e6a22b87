"""Read and analyse articles with progress, keeping count of what failed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from geonews.events import to_events
from geonews.ingest import InputFailure, read_documents
from geonews.model import Analysis, Document, Event
from geonews.pipeline import Pipeline

__all__ = ["Reader"]


@dataclass(slots=True)
class Reader:
    """Reads the inputs of a command; failures are named on standard error and counted."""

    options: argparse.Namespace
    documents: int = 0
    events: int = 0
    failed: int = 0

    @property
    def exit_code(self) -> int:
        """0 where every input was read, 1 otherwise."""
        return 1 if self.failed else 0

    def read(self) -> Iterator[Document]:
        """Yield the articles that can be read."""
        for document in read_documents(
            self.options.inputs, published=self.options.published, on_failure=self._fail
        ):
            self.documents += 1
            yield document

    def analyses(self) -> Iterator[Analysis]:
        """Yield what is read out of each article, events under --min-confidence left out."""
        pipeline = Pipeline.packaged()
        least = getattr(self.options, "min_confidence", 0.0)
        with self._progress() as advance:
            for document in self.read():
                analysis = pipeline.analyze(document)
                kept = tuple(e for e in analysis.events if e.confidence >= least)
                self.events += len(kept)
                yield replace(analysis, events=kept)
                advance()

    def all_events(self) -> list[Event]:
        """Return the events of every article."""
        return [event for analysis in self.analyses() for event in to_events(analysis)]

    def close(self, done: str = "") -> int:
        """Print the closing summary; return the exit code."""
        if not self.options.quiet:
            summary = f"{self.documents} documents, {self.events} events"
            failures = f", {self.failed} inputs failed" if self.failed else ""
            print(f"geonews: {summary}{failures}{done}", file=sys.stderr)
        return self.exit_code

    def _fail(self, failure: InputFailure) -> None:
        self.failed += 1
        print(f"geonews: {failure.source}: {failure.error}", file=sys.stderr)

    @contextmanager
    def _progress(self) -> Iterator[Callable[[], None]]:
        """Show a bar on a terminal's standard error; yield what moves it on."""
        if self.options.quiet or not sys.stderr.isatty():
            yield lambda: None
            return
        from rich import progress
        from rich.console import Console

        columns = (
            progress.SpinnerColumn(),
            progress.TextColumn("{task.description}"),
            progress.MofNCompleteColumn(),
            progress.TimeElapsedColumn(),
        )
        with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("reading articles", total=None)
            yield lambda: bar.advance(task)
