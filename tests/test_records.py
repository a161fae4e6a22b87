"""Values written down and read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from geonews.model import Candidate, Event, NameKind, Resolution
from geonews.records import (
    analysis_record,
    candidate_record,
    event_from_properties,
    event_properties,
    place_record,
)
from tests.samples import ON_A_BUSY_MACHINE, events, make_analysis, make_event


@settings(ON_A_BUSY_MACHINE)
@given(event=events())
def test_event_survives_being_written_as_json_and_read(event: Event) -> None:
    written = json.loads(json.dumps(event_properties(event)))
    assert event_from_properties(written, lon=event.lon, lat=event.lat) == event


@pytest.mark.parametrize(("name", "value"), [("type", "WAR"), ("from", "soon"), ("modality", "")])
def test_event_with_a_value_out_of_range_is_refused(name: str, value: str) -> None:
    written = event_properties(make_event()) | {name: value}
    with pytest.raises(ValueError, match=value or "Modality"):
        event_from_properties(written, lon=0.0, lat=0.0)


def test_analysis_record_has_the_shape_of_the_contract() -> None:
    record = analysis_record(make_analysis())
    assert list(record) == ["id", "title", "published", "lang", "mentions", "times", "events"]
    (mention,) = record["mentions"]
    assert mention["place_id"] == "geonames:587084"
    assert (mention["lon"], mention["lat"]) == (49.892, 40.378)
    (event,) = record["events"]
    assert event["trigger"] == {"start": 0, "end": 3, "surface": "وصل"}
    assert event["places"] == [[0, "location"]]
    assert event["when"] == {"from": "2024-08-18", "to": "2024-08-18", "precision": "day"}
    assert "text" not in record


def test_refused_mention_is_kept_without_place() -> None:
    analysis = make_analysis()
    toponym = analysis.mentions[0].toponym
    refusal = Resolution(
        toponym=toponym, place=None, score=0.1, reasons=("too close",), candidates=()
    )
    (mention,) = analysis_record(
        type(analysis)(
            document=analysis.document, mentions=(refusal,), times=(), events=analysis.events
        )
    )["mentions"]
    assert (mention["place_id"], mention["lat"], mention["lon"]) == (None, None, None)
    assert mention["reasons"] == ["too close"]


def test_candidate_record_is_a_place_record_and_how_it_was_found() -> None:
    place = make_analysis().mentions[0].place
    assert place is not None
    candidate = Candidate(place=place, matched="باكو", kind=NameKind.SHORT, score=0.9, signals=())
    record = candidate_record(candidate)
    assert place_record(candidate.place).items() <= record.items()
    assert list(record)[-3:] == ["matched", "kind", "score"]
    assert (record["place_id"], record["kind"]) == ("geonames:587084", "short")
    assert json.loads(json.dumps(record)) == record
