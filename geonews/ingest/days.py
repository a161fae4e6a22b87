"""Publication dates as inputs write them."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["parse_day"]

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?"
_ISO = re.compile(
    rf"(\d{{4}})-?(\d\d)-?(\d\d)(?:[T ]{_TIME}\s*(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_RFC_2822 = re.compile(
    rf"(?:[a-z]{{3}},?\s+)?(\d{{1,2}})\s+([a-z]{{3}})\s+(\d{{4}})(?:\s+{_TIME}\s*(?:[a-z]{{1,5}}|[+-]\d{{4}})?)?",
    re.IGNORECASE,
)
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1800, 2199  # databases write 0001-01-01 where they know no date


def parse_day(value: str) -> date:
    """Return the day of an ISO 8601 or RFC 2822 date, the day as written in its own time zone.

    Raises
    ------
    ValueError
        The value is neither, names no day of the calendar, or lies outside 1800 to 2199.
    """
    value = value.strip()
    if match := _ISO.fullmatch(value):
        year, month, day = (int(number) for number in match.groups())
    elif (match := _RFC_2822.fullmatch(value)) and match[2].lower() in _MONTHS:
        year, day = int(match[3]), int(match[1])
        month = 1 + _MONTHS.index(match[2].lower())
    else:
        raise ValueError("neither an ISO 8601 nor an RFC 2822 date")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"the year {year} is outside {_FIRST_YEAR} to {_LAST_YEAR}")
    return date(year, month, day)
