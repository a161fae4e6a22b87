"""Time expressions: what days an Arabic text speaks of, counted from an anchor."""

from geonews.timex.finding import find_times

__all__ = ["find_times"]
