"""A PostgreSQL server of the tests' own, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

_SYSTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin"))

OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=''",
    "max_connections=30",
)


def programs() -> Path | None:
    """Return the folder of the server's programs, None where there is none with PostGIS."""
    found = shutil.which("pg_ctl") or (_SYSTEM[-1] / "pg_ctl" if _SYSTEM else None)
    if found is None:
        return None
    folder = _SYSTEM[-1] if _SYSTEM else Path(found).resolve().parent
    shared = subprocess.run(
        [folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return folder if (Path(shared) / "extension" / "postgis.control").is_file() else None


class Server:
    """A server that runs from `start` to `stop`."""

    def __init__(self, folder: Path, *, options: tuple[str, ...] = OPTIONS) -> None:
        found = programs()
        assert found, "ask programs() first"
        self._programs, self._folder, self._options = found, folder, options
        self.address = f"postgresql://postgres@/postgres?host={folder}"

    def start(self) -> None:
        """Make a cluster and start it."""
        if os.geteuid() == 0:
            # The server refuses to run as root; Debian's package has made the user.
            for path in (self._folder, *self._folder.parents[:-2]):
                path.chmod(path.stat().st_mode | 0o055)
            shutil.chown(self._folder, "postgres", "postgres")
        data = self._folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        told = " ".join(f"-c {option}" for option in self._options)
        self._run(
            "pg_ctl", "-D", data, "-w", "-l", self._folder / "log",
            "-o", f"-k {self._folder} {told}", "start",
        )  # fmt: skip

    def stop(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                *command,
            ]
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            timeout=120,
        )
