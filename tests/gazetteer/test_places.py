"""Places in the making: names, corrections, capitals, prominence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.rows import PlaceRow, read_csv
from gazetteer.settlements import (
    apply_names,
    display_name,
    extra_places,
    mark_capitals,
    overlay_place,
    settlements,
)
from geonews.gazetteer.prominence import prominence
from geonews.model import NameKind
from tests.samples import ON_A_BUSY_MACHINE

BAKU: dict[str, Any] = {
    "geonameid": 587084,
    "name": "Baku",
    "countrycode": "AZ",
    "admin1code": "09",
    "latitude": 40.3777,
    "longitude": 49.892,
    "population": 1116513,
    "alternatenames": ["باكو", "باکو", "baku", "Баку", "Bakou", "Bakı (AZ)"],
}


def place(**changes: Any) -> PlaceRow:
    values: dict[str, Any] = {
        "id": "geonames:1",
        "name_en": "Town",
        "feature_class": "P",
        "feature_code": "PPL",
        "country": "XX",
        "lat": 0.0,
        "lon": 0.0,
        "source": "overlay",
    }
    return PlaceRow(**values | changes)


def overlay(folder: Path, *, corrections: str = "", names: str = "", extra: str = "") -> Path:
    tables = {
        "corrections.csv": f"place_id,name,reason\n{corrections}",
        "names/core.csv": f"place_id,name,kind,source\n{names}",
        "names/others.csv": "place_id,name,kind,source\n"
        "geonames:587084,باكو الكبرى,transliterated,overlay\n",
        "places/towns.csv": "id,name_ar,variants,name_en,feature_class,feature_code,country,"
        f"lat,lon,population,source\n{extra}",
    }
    for name, content in tables.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def kinds(row: PlaceRow) -> dict[str, NameKind]:
    return {name: kind for name, kind, _ in row.names.values()}


def test_settlements_keep_the_names_whose_letters_are_classed() -> None:
    row = settlements([BAKU])["geonames:587084"]
    assert (row.name_en, row.country, row.admin1, row.population) == ("Baku", "AZ", "09", 1116513)
    assert kinds(row) == {
        "Baku": NameKind.OFFICIAL,
        "باكو": NameKind.VARIANT,
        "باکو": NameKind.LOW_TRUST,  # Persian kaf
        "Bakou": NameKind.VARIANT,
        "Bakı": NameKind.VARIANT,
    }
    assert row.fame == len(BAKU["alternatenames"])
    assert row.name_ar == "باكو"  # the name that GeoNames tags as Arabic


def test_latin_variants_of_one_key_are_kept_once() -> None:
    row = settlements([BAKU | {"alternatenames": ["Bakú", "Baku", "BAKU", "Bākū"]}])
    assert list(kinds(row["geonames:587084"])) == ["Baku", "باكو"]


def test_low_trust_spellings_that_a_trusted_one_finds_are_needless() -> None:
    row = settlements([BAKU])["geonames:587084"]
    row.drop_needless_names()
    assert "باکو" not in kinds(row)
    assert "باكو" in kinds(row)


def test_add_name_keeps_the_first_kind_and_ignores_marks() -> None:
    row = place()
    row.add_name("باكو", NameKind.SHORT, "overlay")
    row.add_name("باكو", NameKind.VARIANT, "geonames-cities")
    row.add_name("...", NameKind.VARIANT, "overlay")
    assert list(row.names.values()) == [("باكو", NameKind.SHORT, "overlay")]


def test_drop_name_says_whether_it_was_there() -> None:
    row = place()
    row.add_name("سوسة", NameKind.VARIANT, "geonames-cities")
    assert row.drop_name("سوسة")
    assert not row.drop_name("سوسة")
    assert row.names == {}


def test_apply_names_corrects_then_names(tmp_path: Path) -> None:
    towns = settlements([BAKU])
    curated = apply_names(
        towns,
        overlay(
            tmp_path,
            corrections="geonames:587084,Bakou,French\n",
            names="geonames:587084,باكو,short,overlay\ngeonames:587084,باكو القديمة,former,book\n",
        ),
    )
    row = towns["geonames:587084"]
    assert curated == {"geonames:587084": 0.75}  # core.csv lifts its places
    assert row.name_ar == "باكو"
    assert kinds(row)["باكو الكبرى"] is NameKind.TRANSLITERATED
    assert "Bakou" not in kinds(row)
    assert kinds(row)["باكو"] is NameKind.SHORT
    assert ("باكو القديمة", NameKind.FORMER, "book") in row.names.values()


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"corrections": "geonames:587084,Paris,wrong\n"}, "corrections.csv: .* has no name"),
        ({"corrections": "geonames:0,Bakou,wrong\n"}, "corrections.csv: geonames:0"),
        ({"names": "geonames:0,باكو,short,overlay\n"}, "core.csv: no place geonames:0"),
    ],
)
def test_apply_names_stops_at_a_row_that_points_nowhere(
    tmp_path: Path, tables: dict[str, str], message: str
) -> None:
    with pytest.raises(SystemExit, match=message):
        apply_names(settlements([BAKU]), overlay(tmp_path, **tables))


def test_extra_places_read_their_row(tmp_path: Path) -> None:
    extra = "geonews:x,قرية,القرية|الضيعة,Village,P,PPL,LB,33.5,35.5,,map\n"
    (row,), floors = extra_places(overlay(tmp_path, extra=extra))
    assert floors == {"geonews:x": 0.68}
    assert (row.id, row.lat, row.lon, row.population) == ("geonews:x", 33.5, 35.5, 0)
    assert kinds(row) == {
        "قرية": NameKind.SHORT,
        "القرية": NameKind.VARIANT,
        "الضيعة": NameKind.VARIANT,
        "Village": NameKind.OFFICIAL,
    }


def test_facility_reads_its_row_as_a_place_does() -> None:
    row = {
        "id": "geonews:y", "name_ar": "مصفاة", "variants": "", "name_en": "Refinery",
        "feature_class": "S", "feature_code": "OILR", "country": "IR", "lat": "30.3",
        "lon": "48.3", "extent_km": "2", "metonym": "1", "source": "overlay",
    }  # fmt: skip
    found = overlay_place(row)
    assert (found.extent_km, found.metonym, found.population) == (2.0, True, 0)
    assert set(kinds(found)) == {"مصفاة", "Refinery"}
    assert overlay_place({**row, "feature_class": "A", "extent_km": ""}).extent_km == 25.0


def test_mark_capitals_takes_the_largest_of_the_name_in_the_country() -> None:
    rows = {}
    for number, (country, people) in enumerate([("AA", 10), ("AA", 500), ("BB", 900)]):
        row = place(id=f"geonames:{number}", country=country, population=people)
        row.add_name("San José", NameKind.OFFICIAL, "geonames-cities")
        rows[row.id] = row
    mark_capitals(rows, [{"iso": "AA", "capital": "San Jose"}, {"iso": "BB", "capital": ""}])
    assert [row.feature_code for row in rows.values()] == ["PPL", "PPLC", "PPL"]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["اربيل", "أربيل"], "أربيل"),  # written with its hamza
        (["غزه", "غزة"], "غزة"),
        (["مدينة غزة", "غزة"], "مدينة غزة"),  # two ta marbutas before one
        (["ببب", "بب"], "بب"),
        ([], ""),
    ],
)
def test_display_name_is_the_most_careful_spelling(names: list[str], shown: str) -> None:
    row = place()
    row.add_name("Latin", NameKind.OFFICIAL, "geonames-cities")
    row.add_name("کابل", NameKind.LOW_TRUST, "geonames-cities")
    for name in names:
        row.add_name(name, NameKind.VARIANT, "geonames-cities")
    assert display_name(row) == shown


def weight(**changes: Any) -> float:
    values = {"feature_class": "P", "feature_code": "PPL", "population": 0}
    return prominence(**values | changes)


def test_prominence_orders_what_news_speaks_of() -> None:
    ordered = [
        weight(feature_class="A", feature_code="PCLI"),
        weight(feature_code="PPLC", population=2_000_000),
        weight(feature_class="H", feature_code="SEA"),
        weight(population=20_000, floor=0.75),
        weight(feature_class="A", feature_code="ADM1", floor=0.68),
        weight(population=20_000),
        weight(feature_class="A", feature_code="ADM1"),
        weight(population=500),
        weight(),
    ]
    assert ordered == sorted(ordered, reverse=True)
    assert len(set(ordered)) == len(ordered)
    assert ordered[0] == 1.0


def test_prominence_parts_namesakes_of_one_size_by_fame_and_attention() -> None:
    unknown = weight(population=150_000, fame=5)
    famous = weight(population=150_000, fame=120)
    near = weight(population=150_000, fame=5, attention=0.9)
    assert unknown < min(famous, near)
    assert max(famous, near) < weight(population=1_500_000, fame=5)


@ON_A_BUSY_MACHINE
@given(
    st.integers(0, 50_000_000), st.sampled_from([0.0, 0.68, 0.75]), st.sampled_from(["PPL", "PPLC"])
)
def test_prominence_is_a_share_and_grows_with_people(people: int, floor: float, code: str) -> None:
    value = weight(population=people, feature_code=code, floor=floor)
    more = weight(population=people * 2, feature_code=code, floor=floor)
    assert 0 < value <= more <= 0.99


def test_read_csv_takes_arabic_and_quotes(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text('id,name\n1,"عدن, اليمن"\n', encoding="utf-8")
    assert list(read_csv(table)) == [{"id": "1", "name": "عدن, اليمن"}]


def test_read_csv_takes_a_folder_in_order_of_its_tables(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.csv").write_text(f"id\n{name}\n", encoding="utf-8")
    assert list(read_csv(tmp_path)) == [{"id": "a"}, {"id": "b"}]
