from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import pytest

from geonews.errors import UsageError
from geonews.model import TerritoryKind
from geonews.render.contested import HATCHES, ContestedAreas
from geonews.territory import Atlas
from tests.render.samples import CASES, atlas, feature

KARABAKH = "قره باغ"
ABKHAZIA = "أبخازيا"


def areas(
    *features: dict[str, Any], policy: str = "neutral", on: date | None = None, lang: str = "ar"
) -> ContestedAreas:
    return ContestedAreas(
        atlas=atlas(), lang=lang, policies=(policy, "neutral"), features=features, on=on
    )


def by_name(contested: ContestedAreas) -> dict[str, list[dict[str, Any]]]:
    """Return the spans of each area, by its name."""
    document = contested.document()
    keys = ("since", "row", "kind", "as")
    return {
        document["names"][name]: [
            dict(zip(keys, span, strict=False))
            | {"looks": [document["looks"][look - 1] for look in span[4:]]}
            for span in spans
        ]
        for name, _other, _lon, _lat, _polygons, *spans in document["areas"]
    }


def rows_of(contested: ContestedAreas) -> list[dict[str, Any]]:
    document = contested.document()
    names = document["names"]
    return [
        {
            "standing": names[standing],
            "claimants": [names[at] for at in claimants],
            "administrators": [names[at] for at in administrators],
        }
        for _name, standing, claimants, administrators in document["rows"]
    ]


def span_on(area: list[dict[str, Any]], day: str) -> dict[str, Any]:
    """Return what the page's script shows on a day: the last span that has begun."""
    found: dict[str, Any] = [s for s in area if s["since"] <= day][-1]
    return found


def in_karabakh(day: str) -> dict[str, Any]:
    event = feature(2)
    event["properties"] |= {"from": day, "to": day}
    return event


def test_areas_drawn_are_those_disputed_on_the_day() -> None:
    assert set(by_name(areas(on=date(2019, 1, 1)))) == {ABKHAZIA, KARABAKH}
    assert set(by_name(areas(on=date(2025, 1, 1)))) == {ABKHAZIA}


def test_area_settled_since_is_drawn_with_the_day_of_its_event() -> None:
    contested = areas(in_karabakh("2020-10-24"), on=date(2025, 1, 1))
    span = span_on(by_name(contested)[KARABAKH], "2025-01-01")
    rows = rows_of(contested)
    assert span["looks"]
    (then, day), now = span["as"], span["row"]
    assert day == "2020-10-24"
    assert [rows[at]["standing"] for at in (then, now)] == ["disputed", "undisputed"]


def test_area_is_shown_as_it_was_on_each_day_of_the_map() -> None:
    """Karabakh before the war of 2020, before September 2023, and since."""
    contested = areas(in_karabakh("2019-05-01"), in_karabakh("2024-08-18"), on=date(2025, 1, 1))
    area = by_name(contested)[KARABAKH]
    rows = rows_of(contested)
    held = {
        day: rows[span_on(area, day)["row"]]["administrators"]
        for day in ("2019-05-01", "2021-06-01", "2024-06-01")
    }
    assert held["2019-05-01"] != held["2024-06-01"]
    assert held["2024-06-01"] == ["أذربيجان"]
    assert not span_on(area, "2019-05-01")["as"]


def test_spans_begin_with_the_first_event_and_differ_from_each_other() -> None:
    area = by_name(areas(in_karabakh("2019-05-01"), on=date(2025, 1, 1)))[KARABAKH]
    assert area[0]["since"] == "2019-05-01"
    told = [{**span, "since": ""} for span in area]
    assert all(one != other for one, other in itertools.pairwise(told))


@pytest.mark.parametrize(("year", "kind"), [(2019, "breakaway"), (2023, "occupied")])
def test_area_is_drawn_by_its_kind_of_the_day(year: int, kind: str) -> None:
    record = {"kind": "occupied", "start": "2022-01-01", "end": None, "precision": "day"}
    document = json.loads((CASES / "atlas.json").read_text(encoding="utf-8"))
    for row in document["territories"]:
        row["kinds"] = [record | {"source": "A treaty", "note": ""}]
    contested = ContestedAreas(
        atlas=Atlas.from_document(document),
        lang="ar",
        policies=("neutral",),
        features=(),
        on=date(year, 1, 1),
    )
    (span,) = by_name(contested)[ABKHAZIA]
    assert span["kind"] == kind
    assert span["looks"][0][0] == HATCHES[TerritoryKind(kind)]


@pytest.mark.parametrize(
    ("day", "claimants"),
    [("2019-05-01", 3), ("2023-03-01", 2), ("2024-08-18", 1)],
)
def test_status_of_an_event_is_that_of_its_own_day(day: str, claimants: int) -> None:
    event = in_karabakh(day)
    contested = areas(event)
    ((index, on),) = contested.statuses_of(event["properties"])
    row = rows_of(contested)[index]
    assert on == day
    assert len(row["claimants"]) == claimants


def test_statuses_pass_over_territories_that_the_atlas_lacks() -> None:
    event = in_karabakh("2020-10-24")
    event["properties"]["territories"] = [{"id": "geonews:atlantis", "status": "disputed"}]
    assert areas(event).statuses_of(event["properties"]) == []


def test_neutral_policy_hatches_and_takes_no_side() -> None:
    (span,) = by_name(areas(on=date(2024, 1, 1)))[ABKHAZIA]
    hatch, line, assigned = span["looks"][0]
    assert hatch
    assert line == "dashed"
    assert assigned == ""


def test_policy_of_a_side_assigns_instead_of_hatching() -> None:
    (span,) = by_name(areas(policy="un", on=date(2024, 1, 1), lang="en"))["Abkhazia"]
    un, neutral = span["looks"]
    assert (un[0], un[2]) == ("", "Georgia")
    assert neutral[0]
    assert not neutral[2]


def test_unknown_policy_is_refused() -> None:
    with pytest.raises(UsageError, match="atlantis"):
        areas(policy="party:atlantis")


def test_claims_to_antarctica_are_drawn_only_where_something_happens_there() -> None:
    def names(latitude: float) -> set[str]:
        event = feature(0)
        event["geometry"]["coordinates"] = [0.0, latitude]
        contested = ContestedAreas(
            atlas=Atlas.packaged(),
            lang="en",
            policies=("neutral",),
            features=[event],
            on=date(2024, 1, 1),
        )
        return set(by_name(contested))

    far = names(-70.0) - names(40.0)
    assert far
    assert any("Antarctic" in name or "Land" in name for name in far)
