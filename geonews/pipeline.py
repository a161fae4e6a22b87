"""The order of the stages, and nothing else.

1. ``toponyms``: find the place names of a document and what each stands for.
2. ``resolution``: choose the place that each name means, or refuse with reasons.
3. ``timex``: read the time expressions, counted from the day of publication.
4. ``events``: what happened, where, when, and whether it did.

Then, in a post, the class noun before a name is taken into the span that is handed out; to the
stages a span is the name's alone.

The first two are callables that can be replaced; no stage knows another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from geonews import __version__
from geonews.events import find_events
from geonews.gazetteer import Gazetteer
from geonews.model import Analysis, Document, Resolution, TimeExpression, Toponym
from geonews.resolution import ToponymResolver
from geonews.territory import Atlas
from geonews.timex import find_times
from geonews.toponyms import ToponymRecognizer
from geonews.toponyms.posts import is_post, with_class_nouns

__all__ = ["Pipeline"]

Recognizer = Callable[[str], Sequence[Toponym]]
Resolver = Callable[[str, Sequence[Toponym]], Sequence[Resolution]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Reads documents; safe to share between threads.

    Examples
    --------
    >>> pipeline = Pipeline.packaged()
    >>> document = Document(id="1", text="وصل الوزير إلى باكو.")  # the minister reached Baku
    >>> [m.place.name_en for m in pipeline.analyze(document).mentions]
    ['Baku']
    """

    recognizer: Recognizer
    """Text to toponyms, in order and apart."""

    resolver: Resolver
    """Text and toponyms to one resolution each."""

    atlas: Atlas
    """The contested territories that events are stamped with."""

    gazetteer: Gazetteer | None = None
    """What the stages look places up in; None where they bring their own."""

    @classmethod
    @cache
    def packaged(cls) -> Pipeline:
        """Return the pipeline of the packaged data and the default stages.

        Raises
        ------
        geonews.errors.DataError
            The packaged data is missing or damaged.
        """
        return cls.of(Gazetteer.packaged())

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Pipeline:
        """Return the pipeline of the default stages with a gazetteer.

        Raises
        ------
        geonews.errors.DataError
            The packaged data is missing or damaged.
        """
        return cls(
            recognizer=ToponymRecognizer(gazetteer),
            resolver=ToponymResolver(gazetteer),
            atlas=Atlas.packaged(),
            gazetteer=gazetteer,
        )

    @property
    def versions(self) -> Mapping[str, str]:
        """Versions of the package, its data and the replaceable stages, by name."""
        parts = {
            "geonews": __version__,
            "gazetteer": (self.gazetteer or Gazetteer.packaged()).version,
        }
        for part, stage in (("recognizer", self.recognizer), ("resolver", self.resolver)):
            name, version = getattr(stage, "name", ""), getattr(stage, "version", "")
            parts[part] = f"{name or type(stage).__name__} {version}".strip()
        return parts

    def mentions(self, document: Document) -> tuple[Resolution, ...]:
        """Return the place names of a document, resolved or refused; the first two stages."""
        return _shown(document, self._names(document))

    def _names(self, document: Document) -> tuple[Resolution, ...]:
        """Return the same with spans of the names alone, as the other stages read them."""
        toponyms = self.recognizer(document.text)
        return tuple(self.resolver(document.text, toponyms))

    def times(self, document: Document, *, anchor: date | None) -> tuple[TimeExpression, ...]:
        """Return the time expressions of a document; the third stage."""
        return find_times(document.text, anchor=anchor)

    def analyze(self, document: Document) -> Analysis:
        """Return all that is read out of a document."""
        mentions = self._names(document)
        times = self.times(document, anchor=document.published)
        events = find_events(document, mentions, times, atlas=self.atlas, gazetteer=self.gazetteer)
        return Analysis(
            document=document, mentions=_shown(document, mentions), times=times, events=events
        )


def _shown(document: Document, mentions: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
    """Return mentions with the spans that a reader of the document is told of."""
    if not is_post(document.text):
        return mentions
    return tuple(with_class_nouns(document.text, mentions))
