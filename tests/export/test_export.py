"""Every format carries the same events, and none lets a text escape."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import jsonschema
import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geonews.errors import MissingExtraError, UsageError
from geonews.export import (
    SUFFIXES,
    TEXT_FORMATS,
    feature,
    feature_collection,
    to_geodataframe,
    write,
    write_text,
)
from geonews.model import (
    Actor,
    ActorRole,
    Disagreement,
    Event,
    Interval,
    TimePrecision,
    Toll,
    TollKind,
    Version,
    WherePrecision,
)
from tests.samples import (
    HOSTILE,
    ON_A_BUSY_MACHINE,
    events,
    karabakh_status,
    make_event,
    make_source,
)

SCHEMA = json.loads((Path(__file__).parent / "rfc7946.schema.json").read_text(encoding="utf-8"))
LISTS = ("territories", "actors", "tolls", "disagreements", "sources")
EVENTS = (
    make_event(territories=(karabakh_status(),)),
    make_event(
        id="e-fiji",
        lon=178.12345678,
        lat=-17.7,
        place_ar="فيجي",
        where_precision=WherePrecision.COUNTRY,
        extent_km=300.5,
        main=False,
        mode=None,
        when=Interval(start=None, end=None, precision=TimePrecision.APPROX),
    ),
    make_event(
        id="e-none",
        lon=None,
        lat=None,
        place_id=None,
        where_precision=None,
        when=None,
        sources=(make_source("a"), make_source("b", published=None)),
        actors=(Actor(name="الجيش", role=ActorRole.ACTOR, country="AZ"),),
        tolls=(
            Toll(kind=TollKind.KILLED, low=12, best=15, high=None),
            Toll(kind=TollKind.INJURED, low=20, best=None, high=None),
        ),
        disagreements=(
            Disagreement(
                about="killed",
                versions=(
                    Version(value="15", documents=("a",)),
                    Version(value="12", documents=("b",)),
                ),
            ),
        ),
    ),
)
NEEDS_PYARROW = pytest.mark.skipif(
    importlib.util.find_spec("pyarrow") is None, reason="pyarrow, an optional extra, is not there"
)


@settings(ON_A_BUSY_MACHINE)
@given(drawn=st.lists(events(), max_size=5))
def test_collection_is_valid_by_rfc7946_and_contract(drawn: list[Event]) -> None:
    collection = json.loads(json.dumps(feature_collection(drawn)))
    jsonschema.validate(collection, SCHEMA)
    assert ("bbox" in collection) == any(event.lon is not None for event in drawn)


def test_schema_refuses_what_the_standard_forbids() -> None:
    collection = feature_collection(EVENTS)
    collection["features"][0]["geometry"]["coordinates"] = [40.0, 120.0]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(collection, SCHEMA)


def test_feature_is_lon_lat_of_six_decimals_and_null_where_unplaced() -> None:
    assert feature(EVENTS[1])["geometry"] == {"type": "Point", "coordinates": [178.123457, -17.7]}
    assert feature(EVENTS[2])["geometry"] is None


def test_feature_names_territories_and_sources() -> None:
    properties = feature(EVENTS[0])["properties"]
    assert properties["territories"] == [
        {
            "id": "geonews:nagorno-karabakh",
            "status": "disputed",
            "claimants": ["AZ", "artsakh"],
            "administrators": ["artsakh"],
            "on": "2022-01-01",
        }
    ]
    assert properties["sources"] == [
        {
            "document_id": "doc-1",
            "title": "الرئيس يصل إلى باكو",
            "url": "https://example.org/doc-1",
            "published": "2024-08-18",
        }
    ]


def test_collection_carries_bbox_attribution_and_policy() -> None:
    over = make_event(id="e-samoa", lon=-172.1, lat=-13.8)
    collection = feature_collection([EVENTS[1], over], policy="un")
    assert collection["bbox"] == [178.123457, -17.7, -172.1, -13.8]
    assert collection["policy"] == "un"
    assert "GeoNames" in collection["attribution"]


def test_geodataframe_has_types_and_crs() -> None:
    frame = to_geodataframe(EVENTS)
    assert frame.crs == "EPSG:4326"
    assert {name: str(frame[name].dtype) for name in frame} == {
        **dict.fromkeys(
            ("id", "type", "mode", "modality", "title", "summary", "place_ar", "place_en"), "str"
        ),
        **dict.fromkeys(("place_id", "country", "time_precision"), "str"),
        **dict.fromkeys(LISTS, "str"),
        **dict.fromkeys(("from", "to"), "datetime64[ms]"),
        **dict.fromkeys(("extent_km", "confidence"), "float64"),
        "where_precision": "Int16",
        "main": "bool",
        "geometry": "geometry",
    }
    assert frame["from"].iloc[0] == pd.Timestamp("2024-08-18")
    assert frame.isna().loc[2, ["geometry", "from", "where_precision", "place_id"]].all()


def test_geodataframe_of_nothing_has_the_same_types() -> None:
    assert to_geodataframe([]).dtypes.equals(to_geodataframe(EVENTS).dtypes)


@pytest.mark.parametrize(
    "suffix",
    [".geojson", ".jsonl", ".csv", ".gpkg", ".kml", pytest.param(".parquet", marks=NEEDS_PYARROW)],
)
@pytest.mark.parametrize("told", [EVENTS, ()], ids=["events", "nothing"])
def test_every_format_opens_and_agrees(suffix: str, told: Sequence[Event], tmp_path: Path) -> None:
    path = tmp_path / f"أحداث{suffix}"
    write(path, told)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    expected = [
        {**item["properties"], "point": item["geometry"] and item["geometry"]["coordinates"]}
        for item in map(feature, told)
    ]
    assert READERS[suffix](path) == expected


@pytest.mark.parametrize(
    "suffix",
    [".geojson", ".jsonl", ".csv", ".gpkg", ".kml", pytest.param(".parquet", marks=NEEDS_PYARROW)],
)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_every_format(suffix: str, text: str, tmp_path: Path) -> None:
    hostile = make_event(
        id=text, title=text, summary=text, place_ar=text, sources=(make_source(text, title=text),)
    )
    path = tmp_path / f"events{suffix}"
    write(path, [hostile])
    (read,) = READERS[suffix](path)
    mark = "'" if suffix == ".csv" and text[0] in "=+-@" else ""
    if suffix == ".kml":
        text = text.replace("\r\n", "\n")  # XML's readers make every line end one
        read["sources"] = json.loads(json.dumps(read["sources"]).replace("\\r\\n", "\\n"))
    assert read["id"] == mark + text
    assert read["title"] == mark + text
    assert read["summary"] == mark + text
    assert read["place_ar"] == mark + text
    assert read["sources"][0]["title"] == text


@pytest.mark.parametrize("suffix", [".gpkg", ".kml", pytest.param(".parquet", marks=NEEDS_PYARROW)])
def test_controls_and_lone_surrogates_are_replaced_where_a_format_has_no_room(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"events{suffix}"
    write(path, [make_event(title="a\x00b\x0bc\ud800d")])
    assert READERS[suffix](path)[0]["title"] == "a\ufffdb\ufffdc\ufffdd"


@pytest.mark.parametrize("suffix", [".geojson", ".jsonl"])
def test_controls_and_lone_surrogates_survive_in_json(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"events{suffix}"
    write(path, [make_event(title="a\x00b\x0bc\ud800d")])
    assert READERS[suffix](path)[0]["title"] == "a\x00b\x0bc\ud800d"


def test_geojson_opens_in_geopandas_with_equal_features(tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    write(path, EVENTS)
    frame = gpd.read_file(path)
    assert frame.crs == "EPSG:4326"
    assert list(frame["id"]) == [event.id for event in EVENTS]
    assert list(frame["summary"]) == [event.summary for event in EVENTS]
    assert frame.geometry.geom_equals(to_geodataframe(EVENTS).geometry).tolist()[:2] == [True] * 2
    assert frame.geometry.isna().tolist() == [False, False, True]


def test_csv_opens_in_excel_with_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    write(path, EVENTS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_kml_has_no_markup_that_a_viewer_would_run(tmp_path: Path) -> None:
    path = tmp_path / "events.kml"
    write(path, [make_event(title="<script>alert(1)</script>")])
    tree = ElementTree.parse(path)  # noqa: S314 - our own file
    names = {element.tag.split("}")[1] for element in tree.iter()}
    assert "script" not in names
    assert "description" not in names


def test_gpkg_carries_attribution_and_policy(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    write(path, EVENTS, policy="de-facto")
    metadata = pyogrio.read_info(path)["dataset_metadata"]
    assert metadata["POLICY"] == "de-facto"
    assert "GeoNames" in metadata["ATTRIBUTION"]


def test_failed_write_keeps_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    path.write_text("former")
    broken: Any = [make_event(), "no event"]
    with pytest.raises(AttributeError):
        write(path, broken)
    assert path.read_text() == "former"
    assert list(tmp_path.iterdir()) == [path]


def test_write_replaces_a_file_whole(tmp_path: Path) -> None:
    for suffix in (".geojson", ".gpkg", ".kml", ".csv", ".jsonl"):
        path = tmp_path / f"events{suffix.upper()}"
        write(path, EVENTS)
        write(path, EVENTS[:1])
        assert len(READERS[suffix](path)) == 1


def test_write_refuses_an_unknown_suffix_and_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.geojson.*\.parquet"):
        write(tmp_path / "events.shp", EVENTS)
    assert set(READERS) == set(SUFFIXES)


def test_write_names_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder that exists"):
        write(tmp_path / "no" / "events.csv", EVENTS)


def test_parquet_without_pyarrow_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r'pip install "geonews\[parquet\]"'):
        write(tmp_path / "events.parquet", EVENTS)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_table_shows_events_and_nothing_that_steers_the_terminal(lang: str) -> None:
    stream = io.StringIO()
    hostile = make_event(title="\x1b[31mأحمر\u202eعكس [bold]")
    write_text(stream, [hostile, *EVENTS], format="table", lang=lang)
    printed = stream.getvalue()
    assert "2024-08-18" in printed
    assert ("باكو" if lang == "ar" else "Baku") in printed
    assert "[bold]" in printed
    assert "\x1b" not in printed
    assert "\u202e" not in printed


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_text_formats_print_every_event(name: str) -> None:
    stream = io.StringIO()
    write_text(stream, EVENTS, format=name)
    assert stream.getvalue().count("2024-08-18") >= 1
    assert stream.getvalue().endswith("\n")


def test_unknown_format_and_language_are_refused() -> None:
    with pytest.raises(UsageError, match="geojson, csv"):
        write_text(io.StringIO(), EVENTS, format="xml")
    with pytest.raises(UsageError, match="ar, en"):
        write_text(io.StringIO(), EVENTS, format="table", lang="fr")


def _read_geojson(path: Path) -> list[dict[str, Any]]:
    return [_flat(item) for item in json.loads(path.read_text(encoding="utf-8"))["features"]]


def _read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [_flat(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    return {**item["properties"], "point": item["geometry"] and item["geometry"]["coordinates"]}


def _read_csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [_typed(row, row.pop("lon"), row.pop("lat")) for row in csv.DictReader(stream)]


def _read_frame(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    texts = pd.DataFrame(frame.drop(columns="geometry")).astype(object)
    texts = texts.where(texts.notna(), "")
    rows = []
    for row, point in zip(texts.to_dict("records"), frame.geometry, strict=True):
        row = {name: str(value) for name, value in row.items()}
        days = {name: row[name][:10] for name in ("from", "to")}
        coordinates = (str(point.x), str(point.y)) if point else ("", "")
        rows.append(_typed(row | days, *coordinates))
    return rows


def _read_kml(path: Path) -> list[dict[str, Any]]:
    """Leave out KML's own fields; its ids of placemarks take the name of ours."""
    frame = gpd.read_file(path)
    if frame.empty:
        return []
    frame = frame.drop(columns="id").rename(columns={"id2": "id"})
    return _read_frame(frame[list(to_geodataframe([]).columns)])


def _typed(row: dict[str, Any], lon: str, lat: str) -> dict[str, Any]:
    """Read a row of texts as the properties they were."""
    nullable = ("mode", "place_id", "from", "to", "time_precision", "where_precision")
    typed = {
        name: None if name in nullable and value == "" else value for name, value in row.items()
    }
    precision = typed["where_precision"]
    return typed | {
        "where_precision": None if precision is None else int(float(precision)),
        "extent_km": float(row["extent_km"]),
        "confidence": float(row["confidence"]),
        "main": row["main"].lower() in ("true", "1"),
        **{name: json.loads(row[name]) for name in LISTS},
        "point": [float(lon), float(lat)] if lon else None,
    }


READERS: dict[str, Any] = {
    ".geojson": _read_geojson,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".gpkg": lambda path: _read_frame(gpd.read_file(path, layer="events")),
    ".kml": _read_kml,
    ".parquet": lambda path: _read_frame(gpd.read_parquet(path)),
}


@NEEDS_PYARROW
@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
@pytest.mark.parametrize("count", [0, 1, 6, 7])
def test_tables_written_in_pieces_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, count: int
) -> None:
    """The first piece holds nothing of a mode or a day, and the last is not full."""
    monkeypatch.setattr("geonews.export.files._AT_ONCE", 2)
    told = [
        make_event(id=f"e-{n}", lon=n * 10.0, mode="visit" if n > 3 else None,
                   when=None if n < 3 else make_event().when)
        for n in range(count)
    ]  # fmt: skip
    path = tmp_path / f"events{suffix}"
    write(path, iter(told))
    frame = gpd.read_parquet(path) if suffix == ".parquet" else gpd.read_file(path)
    assert list(frame["id"]) == [event.id for event in told]
    assert list(frame.geometry.x) == [event.lon for event in told]
    assert frame["from"].notna().sum() == max(0, count - 3)


@NEEDS_PYARROW
def test_geoparquet_says_what_its_version_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GeoParquet 1.1: the box about all, and a column of boxes by which readers skip."""
    import pyarrow.parquet as pq

    monkeypatch.setattr("geonews.export.files._AT_ONCE_IN_PARQUET", 2)
    monkeypatch.setattr("geonews.export.parquet._ROWS_IN_GROUP", 3)
    path = tmp_path / "events.parquet"
    write(path, [make_event(id=f"e-{n}", lon=n * 10.0, lat=float(n)) for n in range(5)])
    file = pq.ParquetFile(path)
    about = json.loads(file.metadata.metadata[b"geo"])
    column = about["columns"]["geometry"]
    assert about["version"] == "1.1.0"
    assert column["bbox"] == [0.0, 0.0, 40.0, 4.0]
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 1]
    east = gpd.read_parquet(path, bbox=(25, 0, 50, 10))
    assert list(east["id"]) == ["e-3", "e-4"]


def test_geojson_is_written_as_events_come() -> None:
    """What is there when the source breaks off has been written; the box stands at the end."""

    def told() -> Any:
        yield EVENTS[0]
        raise RuntimeError

    stream = io.StringIO()
    with pytest.raises(RuntimeError):
        write_text(stream, told(), format="geojson")
    assert EVENTS[0].id in stream.getvalue()
    whole = io.StringIO()
    write_text(whole, EVENTS, format="geojson")
    assert json.loads(whole.getvalue()) == json.loads(json.dumps(feature_collection(EVENTS)))
