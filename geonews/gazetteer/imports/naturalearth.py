"""Natural Earth's layers: populated places, first-level divisions, seas, disputed areas.

Read are GeoJSON, shapefile and GeoPackage, each also in a ZIP archive; what a feature is stands
in its property ``featurecla``. Properties are known in any case, since releases differ in it.
Outlines of countries are not taken: they say who holds the land (docs/architecture.md).
"""

from __future__ import annotations

import math
import shutil
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from geonews.errors import GazetteerImportError
from geonews.gazetteer.imports.files import LAYERS, Source
from geonews.gazetteer.imports.records import Origin, PlaceRecord, Record, Row, Skipped
from geonews.gazetteer.imports.values import BadRowError, checked_name, coordinate, country_code
from geonews.gazetteer.scripts import KIND_OF_SCRIPT, classify
from geonews.geo import extent_km
from geonews.model import NameKind
from geonews.settings import DEFAULT_LIMITS

__all__ = ["NaturalEarth", "is_layer"]

_CHUNK = 500
"""Features held at a time."""

_HEAD_BYTES = 65_536
_GEOPACKAGE = (b"GPKG", b"GP10", b"GP11")
"""Application ids of GeoPackage, at byte 68 of the file (OGC 12-128r15, requirement 2)."""

_ORDERS = b"gdal_streamed_alg"
"""In JSON it makes the library run commands."""

_WGS84 = 4326
_SLACK = 1e-6
"""Degrees by which rounding may carry a vertex over the edge of the map."""

_ELLIPSOID_SLACK = 1.006  # `extent_km` may fall 0.6 % short
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_MARINE = {
    "ocean": "OCN",
    "sea": "SEA",
    "gulf": "GULF",
    "bay": "BAY",
    "strait": "STRT",
    "channel": "CHN",
    "sound": "SD",
    "fjord": "FJD",
    "inlet": "INLT",
    "reef": "RF",
    "lagoon": "LGN",
}
_DISPUTED = ("disputed", "breakaway", "indeterminate", "geo subunit", "lease", "claim")
_NONE = ("", "-99", "-1", "nan", "none", "<na>")
_LOW_TRUST = ("name_fa", "name_ur")


class _Feature(NamedTuple):
    properties: Mapping[str, Any]
    """By name in lower case, and the geometry as ``geometry``."""

    codes: Mapping[str, int]
    """How many features of the layer carry each division's code."""


def is_layer(head: bytes, names: list[str]) -> bool:
    """Tell a file of polygons or points by its first bytes, or an archive by what is in it."""
    if names:
        return any(name.lower().endswith(LAYERS) for name in names)
    return head.startswith((b"SQLite format 3\0", b"\0\0\x27\x0a")) or head.lstrip(
        b"\xef\xbb\xbf \t\r\n"
    ).startswith(b"{")


class NaturalEarth:
    """A file with layers of Natural Earth.

    Parameters
    ----------
    source
        The file.

    Raises
    ------
    geonews.errors.GazetteerImportError
        It is larger than can be held, or cannot be read.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.origin = Origin(
            source="natural-earth",
            what="places, divisions, seas and disputed areas",
            url="https://www.naturalearthdata.com/",
            licence="public domain",
            attribution="Natural Earth",
        )
        if source.path.stat().st_size > DEFAULT_LIMITS.input_bytes:
            raise GazetteerImportError(
                f"{source}:1: holds more than {DEFAULT_LIMITS.input_bytes:,} bytes, the most that "
                "is read of a layer: split it"
            )
        with self._opened() as path:
            self.size = sum(count for _, count, _ in self._layers(path))

    def rows(self, *, line: int = 0, offset: int = 0) -> Iterator[Row]:  # noqa: ARG002 (one count)
        """Yield the features after one, each with its properties, geometry, and code's count."""
        at = 0
        with self._opened() as path:
            for layer, count, fields in self._layers(path):
                codes = self._codes(path, layer, fields)
                for skip in range(max(0, offset - at), count, _CHUNK):
                    frame = self._read(path, at + skip + 1, layer, skip)
                    for number, feature in enumerate(_features(frame), at + skip + 1):
                        yield Row(number, number, _Feature(feature, codes))
                at += count

    def parse(self, value: object) -> Record:
        """Return the place of a feature; raises `BadRowError`."""
        assert isinstance(value, _Feature)  # noqa: S101 (what `rows` yields)
        feature, codes = value
        kind = str(feature.get("featurecla") or "").strip().lower()
        if "pop_max" in feature:
            return _settlement(feature)
        if "gn_a1_code" in feature:
            return _division(feature, codes)
        if kind in _MARINE:
            return _area(feature, "H", _MARINE[kind])
        if kind.startswith(_DISPUTED):
            # Who holds it is not taken from here: it belongs to no country.
            return _area(feature, "L", "RGN")
        return Skipped(f"features {kind or 'without featurecla'!r}, which are not taken")

    @contextmanager
    def _opened(self) -> Iterator[Path]:
        """Yield a path that the layer library can read: the file, or a bounded copy."""
        if not self._source.is_archive:
            yield self._checked(self._source.path)
            return
        with tempfile.TemporaryDirectory() as folder:
            yield self._checked(self._unpacked(Path(folder)))

    def _checked(self, path: Path) -> Path:
        """Return a path whose content is of one of the three formats.

        The library goes by the content and not by the name, and some of its formats name other
        files and addresses to read.
        """
        with path.open("rb") as handle:
            head = handle.read(_HEAD_BYTES)
        bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        is_geojson = bare.startswith(b"{") and b"FeatureCollection" in head and _ORDERS not in head
        is_geopackage = head.startswith(b"SQLite format 3\0") and head[68:72] in _GEOPACKAGE
        if is_geojson or is_geopackage or head.startswith(b"\0\0\x27\x0a"):
            return path
        raise GazetteerImportError(
            f"{self._source}:1: cannot be read as GeoJSON, shapefile or GeoPackage (it begins like "
            "none of them): download it again"
        )

    def _unpacked(self, folder: Path) -> Path:
        """Copy the layer of an archive into a folder, under names of our own."""
        names = [info.filename for info in self._source.members]
        layers = [name for name in names if name.lower().endswith(LAYERS)]
        if len(layers) != 1:
            raise GazetteerImportError(
                f"{self._source}:1: the archive holds {len(layers)} layers, one is read: "
                "unpack it and give the one that you want"
            )
        stem, _, suffix = layers[0].rpartition(".")
        suffixes = _PARTS if suffix.lower() == "shp" else (f".{suffix.lower()}",)
        with self._source.damage(1), zipfile.ZipFile(self._source.path) as archive:
            for info in self._source.members:
                head, _, tail = info.filename.rpartition(".")
                if head == stem and f".{tail.lower()}" in suffixes:
                    if info.file_size > DEFAULT_LIMITS.input_bytes:
                        raise GazetteerImportError(
                            f"{self._source}:1: {info.filename!r} unpacks to {info.file_size:,} "
                            f"bytes, the most that is read is {DEFAULT_LIMITS.input_bytes:,}"
                        )
                    with (
                        archive.open(info) as packed,
                        (folder / f"layer.{tail.lower()}").open("wb") as copy,
                    ):
                        shutil.copyfileobj(packed, copy)
        return folder / f"layer.{suffix.lower()}"

    def _layers(self, path: Path) -> list[tuple[str, int, dict[str, str]]]:
        """Return name, features and fields (in lower case to as written) of each layer."""
        import pyogrio  # only imports of layers pay for it

        layers = []
        with self._refused(1):
            for name, _ in pyogrio.list_layers(path):
                info = pyogrio.read_info(path, layer=name)
                fields = {str(field).lower(): str(field) for field in info["fields"]}
                if "featurecla" in fields or "gn_a1_code" in fields:
                    layers.append((str(name), int(info["features"]), fields))
        if not layers:
            raise GazetteerImportError(
                f"{self._source}:1: has no layer with a property featurecla: give populated "
                "places, states and provinces, marine polygons or disputed areas of Natural Earth"
            )
        return layers

    def _codes(self, path: Path, layer: str, fields: Mapping[str, str]) -> Counter[str]:
        """Return how many features carry each division's code; small parts share their larger's."""
        import pyogrio

        if "gn_a1_code" not in fields:
            return Counter()
        column = fields["gn_a1_code"]
        with self._refused(1):
            frame = pyogrio.read_dataframe(path, layer=layer, columns=[column], read_geometry=False)
        return Counter(str(code) for code in frame[column])

    def _read(self, path: Path, number: int, layer: str, skip: int) -> Any:
        import pyogrio

        with self._refused(number):
            frame = pyogrio.read_dataframe(
                path, layer=layer, skip_features=skip, max_features=_CHUNK
            )
            if frame.crs is not None and frame.crs.to_epsg() != _WGS84:
                frame = frame.to_crs(_WGS84)
            return frame

    @contextmanager
    def _refused(self, number: int) -> Iterator[None]:
        """Raise `GazetteerImportError`, naming a feature, for what the layer library raises."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # rings left open are closed: checked below
                yield
        except (GEOSException, RuntimeError, ValueError, AttributeError, OSError) as error:
            said = " ".join(str(error).split())[:200]
            raise GazetteerImportError(
                f"{self._source}:{number}: cannot be read as GeoJSON, shapefile or GeoPackage "
                f"({said}): download it again"
            ) from error


def _features(frame: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame, properties in lower case and the geometry as ``geometry``."""
    columns = [str(column).lower() for column in frame.columns]
    for values in frame.itertuples(index=False, name=None):
        yield dict(zip(columns, values, strict=True))


def _settlement(feature: Mapping[str, Any]) -> PlaceRecord:
    point = feature.get("geometry")
    if not isinstance(point, shapely.Point) or point.is_empty:
        raise BadRowError("is no point: populated places are points")
    kind = _text(feature, "featurecla").lower()
    number = _number(feature, "geonameid") or _number(feature, "gn_id")
    country = _country(feature)
    name_ar, name_en, names = _names(feature)
    return PlaceRecord(
        id=f"geonames:{number}" if number else _own_id(feature),
        names=names,
        name_ar=name_ar,
        name_en=name_en,
        feature_class="P",
        feature_code="PPLC" if kind == "admin-0 capital" else "PPL",
        country=country,
        lat=coordinate(str(point.y), "latitude", 90),
        lon=coordinate(str(point.x), "longitude", 180),
        population=max(0, _number(feature, "pop_max")),
    )


def _division(feature: Mapping[str, Any], codes: Mapping[str, int]) -> PlaceRecord:
    code = _text(feature, "gn_a1_code")
    country, dot, admin1 = code.partition(".")
    if not (dot and country and admin1):
        return _area(feature, "A", "ADM1", country=_country(feature))
    country, admin1 = country_code(country, admin1)
    record = _area(feature, "A", "ADM1", country=country)
    record.id, record.admin1 = f"admin1:{country}.{admin1}", admin1
    if codes.get(code, 0) > 1:
        # Its parts make up the division, and have names of their own.
        record.joined, record.names, record.name_ar = True, [], ""
    else:
        record.also = _number(feature, "gn_id") or None
    return record


def _area(
    feature: Mapping[str, Any], feature_class: str, feature_code: str, *, country: str = ""
) -> PlaceRecord:
    shape = _polygon(feature.get("geometry"))
    point = shape.representative_point()
    lon, lat = round(point.x, 5), round(point.y, 5)
    name_ar, name_en, names = _names(feature)
    return PlaceRecord(
        id=_own_id(feature),
        names=names,
        name_ar=name_ar,
        name_en=name_en,
        feature_class=feature_class,
        feature_code=feature_code,
        country=country,
        lat=lat,
        lon=lon,
        extent_km=math.ceil(extent_km(shape, lon=lon, lat=lat) * _ELLIPSOID_SLACK * 10) / 10,
        curated=feature_class != "A",
        shape=shape,
    )


def _polygon(geometry: object) -> BaseGeometry:
    """Return a valid polygon within the map; raises `BadRowError` where there is none."""
    if not isinstance(geometry, (shapely.Polygon, shapely.MultiPolygon)) or geometry.is_empty:
        raise BadRowError("has no polygon: divisions, seas and disputed areas are polygons")
    west, south, east, north = geometry.bounds
    on_globe = -180 - _SLACK <= west <= east <= 180 + _SLACK
    if not (on_globe and -90 - _SLACK <= south <= north <= 90 + _SLACK):
        raise BadRowError(
            f"polygon reaches from {west:g}, {south:g} to {east:g}, {north:g}: give longitudes "
            "from -180 to 180 and latitudes from -90 to 90"
        )
    try:
        flat = shapely.intersection(
            shapely.make_valid(shapely.force_2d(geometry)), shapely.box(-180, -90, 180, 90)
        )
    except GEOSException as error:
        raise BadRowError(f"its polygon cannot be mended ({error})") from error
    parts = [part for part in shapely.get_parts(flat) if part.geom_type == "Polygon"]
    parts += [
        inner
        for part in shapely.get_parts(flat)
        if part.geom_type == "MultiPolygon"
        for inner in shapely.get_parts(part)
    ]
    if not parts:
        raise BadRowError("its polygon has no area: give one that has")
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _names(feature: Mapping[str, Any]) -> tuple[str, str, list[tuple[str, NameKind]]]:
    """Return the name to show in Arabic and in Latin, and all with their kinds."""
    plain = checked_name(_text(feature, "name"))
    arabic = checked_name(_text(feature, "name_ar"))
    english = checked_name(_text(feature, "name_en")) or plain
    names = [(arabic, NameKind.SHORT), (english, NameKind.OFFICIAL), (plain, NameKind.VARIANT)]
    for column in ("nameascii", "name_alt", "namealt", "gn_name", "brk_name"):
        for part in _text(feature, column).split("|"):
            name = checked_name(part)
            names.append((name, KIND_OF_SCRIPT.get(classify(name), NameKind.VARIANT)))
    names += [(checked_name(_text(feature, c)), NameKind.LOW_TRUST) for c in _LOW_TRUST]
    kept = [(name, kind) for name, kind in names if name]
    if not kept:
        raise BadRowError("has no name: fill in the property name, name_en or name_ar")
    return arabic, english, kept


def _own_id(feature: Mapping[str, Any]) -> str:
    number = _number(feature, "ne_id")
    if number <= 0:
        raise BadRowError("has no ne_id, by which it is known again: take a later release")
    return f"naturalearth:{number}"


def _country(feature: Mapping[str, Any]) -> str:
    """Return the country's code; Natural Earth writes -99 or -1 where it sees none."""
    code = _text(feature, "iso_a2")
    return code if len(code) == 2 and code.isascii() and code.isupper() else ""


def _text(feature: Mapping[str, Any], column: str) -> str:
    value = feature.get(column)
    text = "" if value is None else str(value).strip()
    return "" if text.lower() in _NONE else text


def _number(feature: Mapping[str, Any], column: str) -> int:
    """Return a whole number, 0 where there is none."""
    try:
        value = float(_text(feature, column) or 0)
    except ValueError:
        return 0
    return int(value) if 0 < value < 1e11 else 0
