"""Small files in GeoNames' and Natural Earth's layouts, made in the tests that read them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

__all__ = [
    "BAKU",
    "DIVISION",
    "VILLAGE",
    "alternate",
    "collection",
    "feature",
    "place_line",
    "square",
    "write",
    "zipped",
]

BAKU = {
    "geonameid": "587084",
    "name": "Baku",
    "asciiname": "Baku",
    "alternatenames": "BAK,Bakou,Bakı,baku,Баку,باكو,باکو",
    "latitude": "40.37767",
    "longitude": "49.89201",
    "class": "P",
    "code": "PPLC",
    "country": "AZ",
    "admin1": "09",
    "population": "1116513",
}
VILLAGE = {
    "geonameid": "21000001",
    "name": "Khirbat an Nakhlah",
    "asciiname": "Khirbat an Nakhlah",
    "alternatenames": "",
    "latitude": "35.51",
    "longitude": "36.75",
    "class": "P",
    "code": "PPL",
    "country": "SY",
    "admin1": "10",
    "population": "420",
}
DIVISION = {
    "geonameid": "172408",
    "name": "Hama Governorate",
    "asciiname": "Hama Governorate",
    "alternatenames": "Hamah,محافظة حماة",
    "latitude": "35.16",
    "longitude": "37",
    "class": "A",
    "code": "ADM1",
    "country": "SY",
    "admin1": "10",
    "population": "",
}


def place_line(row: Mapping[str, str], **changes: str) -> str:
    """Return a line of allCountries.txt."""
    cells = {**row, **changes}
    keys = (
        "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "class",
        "code", "country", "cc2", "admin1", "admin2", "admin3", "admin4", "population",
        "elevation", "dem", "timezone", "modified",
    )  # fmt: skip
    return "\t".join(cells.get(key, "") for key in keys)


def alternate(number: int, place: int, language: str, name: str, *flags: str) -> str:
    """Return a line of alternateNamesV2.txt; flags are preferred, short, slang, historic."""
    marks = ["1" if flag in flags else "" for flag in ("preferred", "short", "slang", "historic")]
    return "\t".join([str(number), str(place), language, name, *marks, "", ""])


def write(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def square(west: float, south: float, size: float = 1.0) -> dict[str, Any]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: Mapping[str, Any], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(path: Path, features: Iterable[Mapping[str, Any]]) -> Path:
    text = json.dumps({"type": "FeatureCollection", "features": list(features)})
    path.write_text(text, encoding="utf-8")
    return path
