"""Limits and defaults, in one place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "DEFAULT_POLICY", "Limits"]

DEFAULT_POLICY = "neutral"
"""Display policy where none is asked for: every claimant named, nobody's side taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one input may cost; article files come from strangers."""

    input_bytes: int = 512 * 1024 * 1024
    """Largest file read, after decompression, in bytes."""

    document_chars: int = 2_000_000
    """Longest article, in code points; the longest real one measured has 61,000."""

    line_bytes: int = 16 * 1024 * 1024
    """Longest line of a JSON Lines file or of a table of places, in bytes."""

    html_bytes: int = 16 * 1024 * 1024
    """Largest HTML page, in bytes; its parser needs several times that in memory."""

    html_elements: int = 30_000
    """Most elements of an HTML page; article pages have hundreds to a few thousand."""

    html_depth: int = 200
    """Deepest nesting of an HTML page; extraction takes time with its square."""

    decompression_ratio: int = 200
    """Largest ratio of unpacked to packed bytes; Arabic text packs about 5 to 1."""

    import_bytes: int = 16 * 1024 * 1024 * 1024
    """Largest table of places imported, unpacked, in bytes; GeoNames' whole one has 1.7e9."""


DEFAULT_LIMITS = Limits()
