"""What happened, where, when, and whether it did: events out of an analysed article.

The ontology stands as data in ``ontology.toml``, the cue words in ``lexicon.toml``.
``inflection`` and ``readings`` connect lemmas to written words and ``triggers`` finds them;
``cues`` and ``places`` choose the location, ``dates`` the time, ``modality`` whether it took
place; ``coreference`` joins the reports of one happening and ``selection`` chooses what is
worth reporting. ``mentions`` knows the order; ``happenings`` makes what the store keeps.
"""

from geonews.events.happenings import to_events
from geonews.events.mentions import find_events

__all__ = ["find_events", "to_events"]
