"""A user's own names, laid over a gazetteer at run time."""

from __future__ import annotations

from pathlib import Path

import pytest

from geonews.errors import GazetteerImportError
from geonews.gazetteer import Gazetteer
from geonews.gazetteer.overlay import Overlay
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
        (f"{BAKU},a,b,c,d", "has 5 columns, the header 4: put cells with commas in quotes"),
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


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("place_id,nmae,kind", "column 'nmae' is not known: did you mean 'name'?"),
        ("place_id,name,knid", "column 'knid' is not known: did you mean 'kind'?"),
        ("place_id,name,latitude,lon", "column 'latitude' is not known: did you mean 'lat'?"),
        ("place_id,name,y,x", "column 'y' is not known: did you mean 'lat'?"),
        ("place_id;name;contry", "column 'contry' is not known: did you mean 'country'?"),
        ("place_id,name,ملاحظات", "column 'ملاحظات' is not known: take it out; known are place_id"),
        ("place_id,id,name", "column 'id' is there twice"),
    ],
)
def test_column_that_is_not_known_is_named_with_the_nearest(tmp_path, header, said):
    with pytest.raises(GazetteerImportError, match=r"own\.csv:1: ") as caught:
        overlaid(tmp_path, f"{BAKU},اسم,variant,", header=header)
    assert said in str(caught.value)


def test_empty_columns_that_a_spreadsheet_adds_hold_nothing(tmp_path):
    rows = [f"{BAKU},مدينة الرياح السبع,variant,,,"]
    assert ids(overlaid(tmp_path, *rows, header=f"{HEADER},,"), "مدينة الرياح السبع") == [BAKU]
    with pytest.raises(GazetteerImportError, match=r"own\.csv:2: cell 'x' stands under no heading"):
        overlaid(tmp_path, f"{BAKU},مدينة الرياح السبع,variant,,x,", header=f"{HEADER},,")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_spreadsheet_saves_is_read(tmp_path, separator, encoding, end):
    rows = [
        ["place_id", "name", "kind", "name_ar", "country", "lat", "lon"],
        [BAKU, "مدينة الرياح السبع", "variant", "", "", "", ""],
        ["my:1", "", "", "قرية الحور العالي", "SY", '"35,51"', "36.75"],
    ]
    text = "".join(separator.join(row) + end for row in rows)
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path = tmp_path / "own.csv"
    path.write_bytes(mark + text.encode(encoding))
    gazetteer = Gazetteer.packaged().with_overlay(path)
    assert ids(gazetteer, "مدينة الرياح السبع") == [BAKU]
    assert (gazetteer.place("my:1").lat, gazetteer.place("my:1").lon) == (35.51, 36.75)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfep\x00l\xd8", "own.csv:1: has the byte order mark of utf-16 and is damaged"),
        (
            f"{HEADER}\n{BAKU},".encode() + "باكوباكو".encode()[:-1] + b",,",
            "own.csv:2: is not UTF-8",
        ),
    ],
)
def test_file_in_no_encoding_is_named(tmp_path, content, said):
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(GazetteerImportError) as caught:
        Gazetteer.packaged().with_overlay(path)
    assert said in str(caught.value)


def doubts(tmp_path: Path, *rows: str, header: str = HEADER, **options: object) -> list[str]:
    path = write(tmp_path / "own.csv", [header, *rows])
    found = Overlay.read(path).doubts(Gazetteer.packaged(), **options)
    assert all(doubt.startswith(f"{path}:") for doubt in found)
    return [doubt.removeprefix(f"{path}:") for doubt in found]


def test_swapped_coordinates_are_doubted(tmp_path):
    (found,) = doubts(
        tmp_path,
        "my:1,,,,مخيم الزيتونات,,,P,SY,35.51,36.75",
        "my:2,,,,مخيم الحوريات,,,P,SY,36.75,35.51",
        header=PLACES,
    )
    assert found.startswith("3: lat 36.75, lon 35.51 lies ")
    assert "outline of SY: swapped, as lat 35.51, lon 36.75, it would lie there" in found


@pytest.mark.parametrize(
    ("row", "doubted"),
    [
        ("my:1,,,,مخيم الزيتونات,,,P,SY,15.5,32.5", True),  # Khartoum
        ("my:1,,,,مخيم الزيتونات,,,P,,15.5,32.5", False),
        ("my:1,,,,مخيم الزيتونات,,,P,SY,34.9,35.7", False),  # a few miles off the coast
        ("my:1,,,,مضيق الزيتونات,,,H,SY,15.5,32.5", False),
        (f"{BAKU},,,,باكو,,,,,49.892,40.378", True),  # its country is the gazetteer's
        (f"{BAKU},,,,باكو,,,,,40.378,49.892", False),
    ],
)
def test_points_are_held_against_the_outline_of_their_country(tmp_path, row, doubted):
    assert bool(doubts(tmp_path, row, header=PLACES)) is doubted


def test_coordinates_off_the_globe_ask_whether_they_are_swapped(tmp_path):
    with pytest.raises(GazetteerImportError, match=r"own\.csv:2: lat '116.4'.* swapped\?"):
        overlaid(tmp_path, "my:1,,,,بكين الصغرى,,,P,CN,116.4,39.9", header=PLACES)


def test_names_that_mean_something_else_in_text_are_doubted(tmp_path):
    found = doubts(
        tmp_path,
        f"{BAKU},سوف,variant,",  # a particle of the future, and in the gazetteer's list
        f"{BAKU},اليوم,variant,",  # today
        f"{BAKU},قال,low-trust,",  # said; text is not searched for it
        f"{BAKU},مدينة الرياح السبع,variant,",
        f"{BAKU},باكو,official,",
        words={lookup_key("اليوم"), lookup_key("قال"), lookup_key("باكو")},
    )
    assert [line.split(" is more")[0] for line in found] == ["2: name 'سوف'", "3: name 'اليوم'"]
    assert "(function-word)" in found[0]
    assert "(everyday word)" in found[1]
