"""Look through the built gazetteer for what should not be there.

    python gazetteer/check.py

Prints one line per finding and exits with 1 if there are any, as ``geonews gazetteer check``
does. The build refuses what is plainly wrong; the checks are `geonews.gazetteer.checks`.
Places that lie outside their country and should, and countries whose divisions do not fill
them, are listed in ``overlay/outside.csv`` with the reason.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gazetteer.rows import read_csv  # noqa: E402 (the path above makes it importable)
from geonews.gazetteer.checks import findings  # noqa: E402

__all__ = ["exceptions"]


def exceptions() -> dict[str, str]:
    """Return the reasons of the overlay's exceptions by place id, also those not yet built in."""
    return {row["id"]: row["reason"] for row in read_csv(HERE / "overlay" / "outside.csv")}


def main() -> int:
    """Check the packaged gazetteer; return the exit code."""
    path = HERE.parent / "geonews" / "data" / "gazetteer.sqlite"
    found = list(findings(path, exceptions=exceptions()))
    print("\n".join(found) or "nothing suspicious")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
