"""Make every map of this folder anew: ``python maps/make.py``.

The commands are the ones that README.md beside this file shows; they are read from it.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

from geonews.cli import main

HERE = Path(__file__).parent


def commands() -> list[list[str]]:
    """Return the arguments of every ``geonews`` line of README.md."""
    lines = re.findall(r"^    geonews (.+)$", (HERE / "README.md").read_text("utf-8"), re.MULTILINE)
    return [shlex.split(line) for line in lines]


if __name__ == "__main__":
    os.chdir(HERE.parent)
    sys.exit(max(main(arguments) for arguments in commands()))
