"""What happened, where, when, and whether it did: events out of an analysed article.

The ontology stands as data in ``ontology.toml``, the cue words in ``lexicon.toml``.
``inflection`` and ``readings`` connect lemmas to written words and ``triggers`` finds them;
``cues`` and ``places`` choose the location, ``dates`` the time, ``modality`` whether it took
place; ``coreference`` joins the reports of one happening and ``selection`` chooses what is
worth reporting; ``actors`` and ``tolls`` say who and how many. ``mentions`` knows the order;
``happenings`` makes the report that one document is. ``copies`` finds documents that are one
text, ``sameness`` weighs whether two reports are of one happening, and ``merging`` joins them
into what the store keeps (``fusion``). ``tables`` reads events that somebody wrote down, and
``contested`` stamps both kinds with the territories that they lie in.
"""

from geonews.events.copies import Copies
from geonews.events.happenings import to_events
from geonews.events.mentions import find_events
from geonews.events.merging import merge

__all__ = ["Copies", "find_events", "merge", "to_events"]
