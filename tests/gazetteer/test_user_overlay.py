"""A user's own names, laid over a gazetteer at run time."""

from __future__ import annotations

from pathlib import Path

import pytest

from geonews.errors import GazetteerImportError
from geonews.gazetteer import Gazetteer
from geonews.model import Document, NameKind
from geonews.pipeline import Pipeline
from geonews.text import lookup_key
from tests.importing import write

BAKU = "geonames:587084"
HEADER = "place_id,name,kind,source"
PLACES = "place_id,name,kind,source,name_ar,name_en,variants,feature_class,country,lat,lon"


def overlaid(tmp_path: Path, *rows: str, header: str = HEADER) -> Gazetteer:
    return Gazetteer.packaged().with_overlay(write(tmp_path / "own.csv", [header, *rows]))


def ids(gazetteer: Gazetteer, name: str) -> list[str]:
    return [candidate.place.id for candidate in gazetteer.named(lookup_key(name))]


def test_added_name_finds_the_place_and_is_searched(tmp_path):
    gazetteer = overlaid(tmp_path, f"{BAKU},مدينة الرياح السبع,variant,a poem")
    (found,) = gazetteer.lookup("مدينة الرياح السبع")
    assert (found.place.id, found.kind) == (BAKU, NameKind.VARIANT)
    assert found.place.name_ar == "باكو"
    assert "مدينه الرياح السبع" in gazetteer.names
    assert "مدينه الرياح السبع" not in Gazetteer.packaged().names
    assert not Gazetteer.packaged().lookup("مدينة الرياح السبع")


def test_short_name_is_shown_from_then_on(tmp_path):
    gazetteer = overlaid(tmp_path, f"{BAKU},باكو العاصمة,short,")
    assert gazetteer.place(BAKU).name_ar == "باكو العاصمة"
    assert gazetteer.capitals["AZ"].name_ar == "باكو العاصمة"
    assert gazetteer.lookup("Baku")[0].place.name_ar == "باكو العاصمة"


def test_kind_of_a_known_name_is_corrected(tmp_path):
    gazetteer = overlaid(tmp_path, f"{BAKU},باكو,low-trust,")
    found = {c.place.id: c.kind for c in gazetteer.named("باكو")}
    assert found[BAKU] is NameKind.LOW_TRUST


def test_removed_name_finds_the_others_only(tmp_path):
    before = ids(Gazetteer.packaged(), "طرابلس")
    gazetteer = overlaid(tmp_path, f"{before[0]},طرابلس,remove,")
    assert ids(gazetteer, "طرابلس") == before[1:]
    assert "طرابلس" in gazetteer.names


def test_name_that_nobody_carries_any_more_is_not_searched(tmp_path):
    packaged = Gazetteer.packaged()
    rows = [f"{place},القرم,remove," for place in ids(packaged, "القرم")]
    gazetteer = overlaid(tmp_path, *rows)
    assert ids(gazetteer, "القرم") == []
    assert "القرم" not in gazetteer.names
    assert "القرم" in packaged.names


def test_new_place_is_found_and_read_in_text(tmp_path):
    gazetteer = overlaid(
        tmp_path,
        "my:camp,,,,مخيم الزيتونات,Zaytunat Camp,الزيتونات|Zaitunat,P,SY,35.5,36.7",
        header=PLACES,
    )
    camp = gazetteer.place("my:camp")
    assert (camp.name_en, camp.country, camp.lat) == ("Zaytunat Camp", "SY", 35.5)
    assert ids(gazetteer, "الزيتونات") == ids(gazetteer, "Zaitunat") == ["my:camp"]
    assert gazetteer.suggestions("Zaytunat Kamp") == ["Zaytunat Camp"]
    # The aid reached the camp yesterday.
    document = Document(id="1", text="وصلت المساعدات إلى مخيم الزيتونات أمس.")
    mentions = Pipeline.of(gazetteer).mentions(document)
    assert [m.place.id for m in mentions if m.place] == ["my:camp"]


def test_columns_of_a_table_of_places_do_as_well(tmp_path):
    gazetteer = overlaid(tmp_path, "my:1,قرية الحور العالي,1,2", header="id,name_ar,lat,lon")
    assert ids(gazetteer, "قرية الحور العالي") == ["my:1"]


def test_known_place_is_put_elsewhere(tmp_path):
    gazetteer = overlaid(tmp_path, f"{BAKU},باكو,short,,,Baku,,P,AZ,40.5,50", header=PLACES)
    moved, before = gazetteer.place(BAKU), Gazetteer.packaged().place(BAKU)
    assert (moved.lat, gazetteer.named("باكو")[0].place.lat) == (40.5, 40.5)
    assert (moved.feature_code, moved.population) == ("PPLC", before.population)
    assert ids(gazetteer, "Bakou") == ids(Gazetteer.packaged(), "Bakou")


def test_overlays_are_laid_one_over_the_other(tmp_path):
    first = overlaid(tmp_path, f"{BAKU},مدينة الرياح السبع,variant,")
    path = write(tmp_path / "more.csv", [HEADER, f"{BAKU},أم الرياح السبع,variant,"])
    both = first.with_overlay(path)
    assert ids(both, "مدينة الرياح السبع") == ids(both, "أم الرياح السبع") == [BAKU]
    assert {"مدينه الرياح السبع", "ام الرياح السبع"} <= {
        key for key in both.names.starting_with("") if key.endswith("الرياح السبع")
    }


def test_version_tells_of_the_overlay(tmp_path):
    packaged = Gazetteer.packaged().version
    version = overlaid(tmp_path, f"{BAKU},مدينة الرياح السبع,variant,").version
    assert version.startswith(f"{packaged}+")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("geonames:999999999,اسم,variant,", "'geonames:999999999' is not in the gazetteer"),
        ("my:1,اسم,variant,", "a new place wants lat and lon"),
        (f"{BAKU},,variant,", "has neither a name nor lat and lon"),
        (f"{BAKU},اسم,nickname,", "kind 'nickname': give one of official, short"),
        (f"{BAKU},؟!,variant,", "no letter to look it up by"),
        (f"{BAKU},{'ا' * 300},variant,", "300 letters"),
        (f"{BAKU},ب\0ا,variant,", "NUL"),
        ("587084,اسم,variant,", "id '587084'"),
        (f"{BAKU},a,b,c,d", "has 5 columns, the header 4"),
    ],
)
def test_bad_row_is_named_by_file_and_line(tmp_path, row, said):
    with pytest.raises(GazetteerImportError, match=r"own\.csv:3: ") as caught:
        overlaid(tmp_path, f"{BAKU},اسم,variant,", row)
    assert said in str(caught.value)


@pytest.mark.parametrize("header", ["name,kind", "place_id,kind", ""])
def test_header_that_lacks_columns_is_named(tmp_path, header):
    with pytest.raises(GazetteerImportError, match=r"own\.csv:1: the header lacks"):
        overlaid(tmp_path, header=header)
