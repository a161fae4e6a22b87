"""Events of a table that somebody wrote, and of what geonews exported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geonews.errors import InputError
from geonews.events import to_events
from geonews.events.tables import events_of_rows
from geonews.export import feature, to_geodataframe
from geonews.gazetteer import Gazetteer
from geonews.ingest.tables import frame_rows, read_rows
from geonews.model import Document, Event, EventType, Modality, TimePrecision
from geonews.pipeline import Pipeline
from geonews.territory import Atlas


def read(*rows: dict[str, Any]) -> tuple[list[Event], dict[str, InputError]]:
    failures: dict[str, InputError] = {}
    numbered = ((f"row {number}", row) for number, row in enumerate(rows, 1))
    events = events_of_rows(
        numbered,
        gazetteer=Gazetteer.packaged(),
        atlas=Atlas.packaged(),
        on_failure=failures.__setitem__,
    )
    return list(events), failures


def one(**row: Any) -> Event:
    (event,), failures = read({"type": "ASSAULT", **row})
    assert failures == {}
    return event


def test_place_is_looked_up_by_its_name():
    event = one(place="شوشا، أذربيجان", date="2020-11-08", title="معارك في شوشا")
    assert event.place_en == "Shusha"
    assert event.country == "AZ"
    assert event.where_precision == 1


def test_event_is_stamped_with_the_territory_of_its_day():
    event = one(place="شوشا، أذربيجان", date="2020-11-08")
    (status,) = (s for s in event.territories if "karabakh" in s.territory_id)
    assert status.on == date(2020, 11, 8)


def test_coordinates_need_no_gazetteer():
    event = one(place="سفينة في البحر", lat="13.5", lon=42.75, where_precision="5")
    assert (event.lat, event.lon, event.place_ar) == (13.5, 42.75, "سفينة في البحر")
    assert event.where_precision == 5


@pytest.mark.parametrize(
    ("given", "first", "last", "precision"),
    [
        ("2020-09-27", "2020-09-27", "2020-09-27", TimePrecision.DAY),
        ("2020-09", "2020-09-01", "2020-09-30", TimePrecision.MONTH),
        ("2020", "2020-01-01", "2020-12-31", TimePrecision.YEAR),
        ("18/8/2024", "2024-08-18", "2024-08-18", TimePrecision.DAY),
        ("2020-09-27/2020-11-10", "2020-09-27", "2020-11-10", TimePrecision.DAY),
        ("1988/1989-03", "1988-01-01", "1989-03-31", TimePrecision.YEAR),
    ],
)
def test_dates_of_every_precision(given: str, first: str, last: str, precision: TimePrecision):
    when = one(date=given).when
    assert when
    assert (str(when.start), str(when.end), when.precision) == (first, last, precision)


def test_what_is_left_out_has_a_default():
    event = one(title="قصف")
    assert event.modality is Modality.HAPPENED
    assert event.confidence == 1
    assert event.summary == "قصف"
    assert (event.lat, event.when, event.sources) == (None, None, ())


def test_source_and_toll_are_taken():
    event = one(source="قرار مجلس الأمن 822 (1993)", url="https://un.example/822", killed="12")
    assert event.sources[0].title == "قرار مجلس الأمن 822 (1993)"
    assert event.sources[0].url == "https://un.example/822"
    assert event.tolls[0].best == 12


def test_hostile_address_is_no_link():
    assert one(source="x", url="javascript:alert(1)").sources[0].url == ""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"type": "WAR"}, "give one of AGREE"),
        ({}, "give one of AGREE"),
        ({"type": "AID", "date": "gestern"}, "YYYY-MM-DD"),
        ({"type": "AID", "date": "2020-02-31"}, "YYYY-MM-DD"),
        ({"type": "AID", "date": "2021/2020"}, "after its end"),
        ({"type": "AID", "place": "قشقشقشقش"}, "not in the gazetteer"),
        ({"type": "AID", "lat": 95, "lon": 0}, "lat"),
        ({"type": "AID", "lat": "nan", "lon": 0}, "lat"),
        ({"type": "AID", "lat": 1, "lon": 1, "where_precision": 9}, "where_precision"),
        ({"type": "AID", "killed": "many"}, "killed"),
        ({"type": "AID", "sources": "{"}, "JSON"),
        ({"type": "AID", "sources": [{"title": "x"}]}, "no event"),
    ],
)
def test_bad_row_is_named_and_the_others_kept(row: dict[str, Any], told: str):
    events, failures = read(row, {"type": "AID"})
    assert [event.type for event in events] == [EventType.AID]
    assert list(failures) == ["row 1"]
    assert told in str(failures["row 1"])


def reported() -> list[Event]:
    text = "وصل الوزير إلى باكو في 18 أغسطس 2024. وقتل 12 شخصا في قصف على شوشا في 8 نوفمبر 2020."
    document = Document(id="a", text=text, published=date(2024, 8, 18), url="https://x.example/a")
    return list(to_events(Pipeline.packaged().analyze(document)))


def test_exported_events_are_read_back_as_they_were():
    events = reported()
    rows = []
    for item in map(feature, events):
        lon, lat = item["geometry"]["coordinates"]
        rows.append({**item["properties"], "lon": lon, "lat": lat})
    again, failures = read(*rows)
    assert failures == {}
    assert again == events


def test_frame_of_events_is_read_back_as_it_was():
    events = reported()
    rows = [row for _, row in frame_rows(to_geodataframe(events).to_crs("EPSG:3857"))]
    again, failures = read(*rows)
    assert failures == {}
    assert [(e.id, e.type, e.when, e.place_id, e.tolls) for e in again] == [
        (e.id, e.type, e.when, e.place_id, e.tolls) for e in events
    ]
    assert [(round(e.lat or 0, 4), round(e.lon or 0, 4)) for e in again] == [
        (round(e.lat or 0, 4), round(e.lon or 0, 4)) for e in events
    ]


def test_csv_is_read_with_the_line_of_each_row(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text('\ufefftype,title\nAID,"سطر\nثان"\n\nASSAULT,قصف\n', encoding="utf-8")
    rows = list(read_rows(file))
    assert [row for _, row in rows] == [
        {"type": "AID", "title": "سطر\nثان"},
        {"type": "ASSAULT", "title": "قصف"},
    ]
    assert rows[0][0] == f"{file}:3"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_spreadsheet_is_read(tmp_path, delimiter: str):
    file = tmp_path / "table.csv"
    lines = [("Type", " Title "), ("AID", "قافلة، وأخرى")]
    file.write_bytes("\r\n".join(delimiter.join(cells) for cells in lines).encode("cp1256"))
    assert [row for _, row in read_rows(file)] == [{"type": "AID", "title": "قافلة، وأخرى"}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.xlsx", "x"),
        ("table.geojson", "{"),
        ("table.geojson", '{"type": "Feature"}'),
        ("table.geojson", '{"features": [1]}'),
        ("table.csv", 'a,b\n"x'),
        ("table.gpkg", "no database"),
        ("table.parquet", "no columns"),
    ],
)
def test_files_that_are_no_tables_are_refused(tmp_path, name: str, content: str):
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="table"):
        list(read_rows(file))


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        list(read_rows(tmp_path / "none.csv"))
