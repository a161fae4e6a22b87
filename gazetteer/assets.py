"""Take Leaflet out of the package that carries it, ready to be written into a page."""

from __future__ import annotations

import hashlib
import re
from importlib import metadata
from pathlib import Path

__all__ = ["leaflet_assets"]

DISTRIBUTION = "django-leaflet"
"""A build requirement only: its wheel holds Leaflet's release files, and Django is not needed."""

SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
"""Leaflet 1.9.3 as in django-leaflet 0.34.0; another release is not taken unseen."""

LICENCE = """\
Leaflet 1.9.3, https://leafletjs.com

BSD 2-Clause License

Copyright (c) 2010-2022, Vladimir Agafonkin
Copyright (c) 2010-2011, CloudMade
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
"""Named in Leaflet's own header; the package that carries it leaves its text out."""

SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
IMAGE = re.compile(r"^[ \t]*background-image: url\(images/[^)]*\);.*\n", re.MULTILINE)


def leaflet_assets() -> dict[str, bytes]:
    """Return Leaflet's script and style sheet by the names they have in ``geonews/data``.

    Both begin with the licence, so that a page they are written into carries it. The
    script loses its source-map comment, which would swallow whatever follows it, and the
    style sheet its image files, which a page without a server cannot reach.

    Raises
    ------
    RuntimeError
        The package is not installed, or holds another Leaflet than the one pinned.
    """
    notice = f"/* @preserve\n{LICENCE}*/\n"
    script = SOURCE_MAP.sub("", _pinned("leaflet.js")).rstrip() + "\n"
    style = IMAGE.sub("", _pinned("leaflet.css"))
    return {
        "leaflet.js": (notice + script).encode(),
        "leaflet.css": (notice + style).encode(),
    }


def _pinned(name: str) -> str:
    """Read a file of the package and compare it with its hash."""
    data = _locate(name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256[name]:
        raise RuntimeError(
            f"{name} of {DISTRIBUTION} has sha256 {digest}, not {SHA256[name]}: "
            "install the pinned release, or review the new one and pin it"
        )
    return data.decode().replace("\r\n", "\n")


def _locate(name: str) -> Path:
    """Find a file by the package's record of files, since importing it would want Django."""
    try:
        files = metadata.files(DISTRIBUTION) or []
    except metadata.PackageNotFoundError as error:
        raise RuntimeError(f"{DISTRIBUTION} is not installed: it carries Leaflet") from error
    for file in files:
        if file.as_posix() == f"leaflet/static/leaflet/{name}":
            return Path(str(file.locate()))
    raise RuntimeError(f"{DISTRIBUTION} holds no leaflet/static/leaflet/{name}")
