"""What a rule decided an event by, as a value that can be told in any language."""

from __future__ import annotations

from geonews.model import Signal

__all__ = ["reason"]


def reason(name: str, detail: str, subject: str = "") -> Signal:
    """Return a signal that decides and has no weight; `subject` is a word of the text."""
    return Signal(name=name, weight=0.0, detail=detail, subject=subject)
