"""Arabic text: folding with the way back, words, clitics, sentences.

Nothing here alters a document: a folded copy is derived, and every offset into it leads
back to the untouched text.
"""

from geonews.text.clitics import PROCLITICS, Reading, readings
from geonews.text.folding import (
    CONTROLS,
    Folded,
    agree_in_marks,
    fold,
    lookup_key,
    strip_bidi_controls,
)
from geonews.text.segments import paragraphs, sentences
from geonews.text.words import Word, word_keys, words

__all__ = [
    "CONTROLS",
    "PROCLITICS",
    "Folded",
    "Reading",
    "Word",
    "agree_in_marks",
    "fold",
    "lookup_key",
    "paragraphs",
    "readings",
    "sentences",
    "strip_bidi_controls",
    "word_keys",
    "words",
]
