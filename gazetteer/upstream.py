"""Open the pinned upstream data, checked against sources.toml."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from babel import Locale

__all__ = [
    "HERE",
    "Source",
    "cities",
    "cldr_names",
    "countries",
    "read_table",
    "sources",
    "verified_path",
]

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One upstream, as sources.toml describes it."""

    key: str
    what: str
    url: str
    carried_by: str
    licence: str
    attribution: str
    file: str
    sha256: str


@cache
def sources() -> Mapping[str, Source]:
    """Return every upstream by its key."""
    document = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    return {
        key: Source(
            key=key,
            what=row["what"],
            url=row["url"],
            carried_by=row["carried_by"],
            licence=row["licence"],
            attribution=row["attribution"],
            file=row.get("file", ""),
            sha256=row.get("sha256", ""),
        )
        for key, row in document.items()
    }


def verified_path(key: str) -> Path:
    """Return the path of an upstream's file once its hash agrees with sources.toml.

    Raises
    ------
    SystemExit
        The release that carries the file is not installed, or the file is another one.
    """
    source = sources()[key]
    path = HERE / source.file
    if not source.file.startswith("sources/"):
        package, version = source.carried_by.split()
        try:
            found = metadata.distribution(package)
        except metadata.PackageNotFoundError:
            raise SystemExit(
                f"{key}: install {package}=={version} to build the gazetteer"
            ) from None
        path = Path(str(found.locate_file(source.file)))
    content = path.read_bytes()
    if path.suffix == ".gz":
        # The hash is of the upstream's own bytes, not of our packing.
        content = gzip.decompress(content)
    if (digest := hashlib.sha256(content).hexdigest()) != source.sha256:
        raise SystemExit(f"{key}: {path} has sha256 {digest}, sources.toml says {source.sha256}")
    return path


def cities() -> list[dict[str, Any]]:
    """Return the populated places of GeoNames in order of their ids."""
    rows = json.loads(verified_path("geonames-cities").read_bytes())
    return sorted(rows.values(), key=lambda row: int(row["geonameid"]))


def countries() -> list[dict[str, Any]]:
    """Return the countries of GeoNames in order of their ISO codes."""
    rows = json.loads(verified_path("geonames-countries").read_bytes())
    return sorted(rows.values(), key=lambda row: str(row["iso"]))


@cache
def read_table(key: str) -> Mapping[str, str]:
    """Return the second column of an extract by its first."""
    lines = verified_path(key).read_text(encoding="utf-8").splitlines()[1:]
    return {first: second for first, _, second in (line.partition("\t") for line in lines)}


def cldr_names(language: str) -> Mapping[str, str]:
    """Return the names of countries in a language, by ISO 3166-1 alpha-2 code."""
    return {
        code: str(name)
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }
