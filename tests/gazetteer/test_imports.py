"""Files of GeoNames, Natural Earth and one's own become a gazetteer; broken ones a clear line."""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import box

from geonews.errors import DataError, GazetteerImportError
from geonews.gazetteer import Gazetteer
from geonews.gazetteer.imports import ImportReport, import_gazetteer, importer
from geonews.gazetteer.imports.files import Source
from geonews.gazetteer.imports.kinds import kind_of
from geonews.model import NameKind
from geonews.settings import Limits
from geonews.text import lookup_key
from tests.importing import (
    BAKU,
    DIVISION,
    VILLAGE,
    alternate,
    collection,
    feature,
    place_line,
    square,
    write,
    zipped,
)

RLO = "\u202e"  # RIGHT-TO-LEFT OVERRIDE


def made(tmp_path: Path, *sources: Path, **options: object) -> tuple[Gazetteer, ImportReport]:
    target = tmp_path / "made.gaz"
    report = import_gazetteer(sources, target, **{"empty": True, **options})
    return Gazetteer.open(target), report


def kinds(gazetteer: Gazetteer, name: str) -> dict[str, NameKind]:
    return {c.place.id: c.kind for c in gazetteer.named(lookup_key(name))}


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return write(tmp_path / "AZ.txt", map(place_line, [BAKU, VILLAGE, DIVISION]))


def test_geonames_places_are_found_by_every_name_that_can_be_classed(tmp_path, places):
    gazetteer, report = made(tmp_path, places)
    baku = gazetteer.place("geonames:587084")
    assert (baku.name_ar, baku.name_en, baku.feature_code) == ("باكو", "Baku", "PPLC")
    assert (baku.country, baku.population) == ("AZ", 1116513)
    assert (baku.lat, baku.lon) == (40.37767, 49.89201)
    assert kinds(gazetteer, "باكو") == {"geonames:587084": NameKind.VARIANT}
    assert kinds(gazetteer, "Bakou") == {"geonames:587084": NameKind.VARIANT}
    assert kinds(gazetteer, "Баку") == {"geonames:587084": NameKind.OFFICIAL}  # written as baku
    assert "باكو" in gazetteer.names
    assert report.places == 3
    assert report.sources[0].counts["places added"] == 3


def test_first_level_division_has_the_id_of_its_code(tmp_path, places):
    gazetteer, _ = made(tmp_path, places)
    (division,) = [c.place for c in gazetteer.lookup("محافظة حماة")]
    assert (division.id, division.feature_code) == ("admin1:SY.10", "ADM1")
    assert [place.id for place in gazetteer.parents("geonames:21000001")] == ["admin1:SY.10"]


def test_transliteration_finds_an_imported_village(tmp_path):
    source = write(tmp_path / "UA.txt", [place_line(VILLAGE, name="Kupiansk", asciiname="")])
    gazetteer, _ = made(tmp_path, source)
    (found,) = gazetteer.lookup("كوبيانسك")
    assert (found.place.id, found.kind) == ("geonames:21000001", NameKind.GENERATED)


def test_places_that_nobody_chose_stay_in_the_background(tmp_path):
    lines = [
        place_line(VILLAGE, **{"class": "H", "code": "STM"}),
        place_line(VILLAGE, **{"geonameid": "21000002", "class": "S", "code": "HTL"}),
    ]
    gazetteer, _ = made(tmp_path, write(tmp_path / "SY.txt", lines))
    assert [c.place.prominence for c in gazetteer.lookup("Khirbat an Nakhlah")] == [0.3, 0.3]


def test_alternate_names_have_the_kind_of_their_language_and_standing(tmp_path, places):
    names = write(
        tmp_path / "alternateNamesV2.txt",
        [
            alternate(1, 21000001, "ar", "خربة النخلة القديمة"),
            alternate(2, 21000001, "ar", "خربة النخلة", "preferred"),
            alternate(3, 21000001, "ar", "النخيلة", "historic"),
            alternate(4, 21000001, "fa", "نخله"),
            alternate(5, 21000001, "ckb", "نەخلە"),
            alternate(6, 21000001, "en", "Nakhlah Ruins"),
            alternate(7, 21000001, "", "Nachla"),
            alternate(8, 21000001, "link", "https://en.wikipedia.org/wiki/Nakhla"),
            alternate(9, 21000001, "ru", "Нахла"),
            alternate(10, 99999999, "ar", "مكان آخر"),
        ],
    )
    gazetteer, report = made(tmp_path, names, places)  # the places are imported first
    village = "geonames:21000001"
    assert gazetteer.place(village).name_ar == "خربة النخلة"
    assert kinds(gazetteer, "خربة النخلة") == {village: NameKind.SHORT}
    assert kinds(gazetteer, "خربة النخلة القديمة") == {village: NameKind.VARIANT}
    assert kinds(gazetteer, "النخيلة") == {village: NameKind.FORMER}
    assert kinds(gazetteer, "نخله") == {village: NameKind.LOW_TRUST}
    assert kinds(gazetteer, "نەخلە") == {village: NameKind.LOW_TRUST}
    assert kinds(gazetteer, "Nachla") == {village: NameKind.VARIANT}
    assert "خربه النخله" in gazetteer.names
    assert "نخله" not in gazetteer.names
    assert not gazetteer.named(lookup_key("https://en.wikipedia.org/wiki/Nakhla"))
    assert report.sources[1].counts["left out: of places that are not there"] == 1


def test_admin1_codes_take_the_point_of_their_geonames_number(tmp_path, places):
    codes = write(
        tmp_path / "admin1CodesASCII.txt",
        [
            "SY.10\tHama\tHama\t172408",
            "AZ.09\tBaki\tBaki\t587084",
            "SY.99\tNowhere\tNowhere\t4242",
        ],
    )
    gazetteer, report = made(tmp_path, codes, places)
    assert [c.place.id for c in gazetteer.lookup("Hama")] == ["admin1:SY.10"]
    baki = gazetteer.place("admin1:AZ.09")
    assert (baki.lat, baki.feature_code) == (40.37767, "ADM1")
    assert report.sources[1].counts["left out: no coordinates known"] == 1


def test_names_of_a_division_reach_it_by_its_geonames_number(tmp_path, places):
    names = write(tmp_path / "names.txt", [alternate(1, 172408, "ar", "ريف حماة")])
    gazetteer, _ = made(tmp_path, places, names)
    assert set(kinds(gazetteer, "ريف حماة")) == {"admin1:SY.10"}


def test_hierarchy_leads_upward_and_ends_where_it_runs_in_a_circle(tmp_path, places):
    hierarchy = write(
        tmp_path / "hierarchy.txt",
        ["172408\t21000001\tADM", "587084\t172408\t", "21000001\t587084"],
    )
    gazetteer, report = made(tmp_path, places, hierarchy)
    above = [place.id for place in gazetteer.parents("geonames:21000001")]
    assert above == ["admin1:SY.10", "geonames:587084"]
    assert report.sources[1].counts["links added"] == 3


def test_a_known_place_keeps_what_it_has_and_gets_what_it_lacks(tmp_path, places):
    first = tmp_path / "first.gaz"
    table = write(
        tmp_path / "own.csv",
        ["id,name_ar,name_en,lat,lon", "geonames:587084,باكو عاصمة الريح,Baku,40.1,49.1"],
    )
    import_gazetteer([table], first, empty=True)
    gazetteer, report = made(tmp_path, places, base=first, empty=False)
    baku = gazetteer.place("geonames:587084")
    assert (baku.name_ar, baku.lat) == ("باكو عاصمة الريح", 40.1)
    assert (baku.population, baku.admin1) == (1116513, "")  # its country was left open
    assert set(kinds(gazetteer, "Bakou")) == {"geonames:587084"}
    assert report.sources[0].counts["places known"] == 1


def test_a_name_that_was_found_wrong_does_not_come_back(tmp_path):
    # gazetteer/overlay/corrections.csv: an Uyghur spelling of Antananarivo
    source = write(
        tmp_path / "MG.txt",
        [place_line(VILLAGE, geonameid="1070940", alternatenames="ئانتاناناریڤۆ,أنتاناناريفو")],
    )
    gazetteer, _ = made(tmp_path, source)
    assert kinds(gazetteer, "أنتاناناريفو")
    assert not kinds(gazetteer, "ئانتاناناریڤۆ")


def test_csv_needs_only_id_name_and_point(tmp_path):
    table = write(
        tmp_path / "own.csv",
        [
            "\ufeffID,name_ar,Lat,Lon,variants",
            'my:1,"قرية, الشمال",10,20,"الشمالية|North"',
            "",
            "my:2,مزرعة,-10.5,20.25",
        ],
    )
    gazetteer, report = made(tmp_path, table)
    assert kind_of(Source(table)) == "csv"
    place = gazetteer.place("my:1")
    assert (place.name_ar, place.feature_class, place.lon) == ("قرية, الشمال", "P", 20.0)
    assert set(kinds(gazetteer, "North")) == set(kinds(gazetteer, "الشمالية")) == {"my:1"}
    assert report.sources[0].counts["left out: empty lines"] == 1


def test_csv_of_other_separators_encodings_and_columns_is_read(tmp_path):
    text = "id;name_ar;الملاحظات;lat;lon\r\nmy:1;قرية الحور العالي;x;35,51;٣٦٫٧٥\r\n"
    for encoding in ("utf-16", "cp1256"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.replace("٣٦٫٧٥", "36,75").encode(encoding))
        assert kind_of(Source(path)) == "csv"
        gazetteer, report = made(tmp_path, path)
        place = gazetteer.place("my:1")
        assert (place.name_ar, place.lat, place.lon) == ("قرية الحور العالي", 35.51, 36.75)
        assert report.sources[0].doubts == 0
    path = tmp_path / "digits.csv"
    path.write_text(text, encoding="utf-8")
    assert made(tmp_path, path)[0].place("my:1").lon == 36.75


def test_recoded_import_that_was_cut_off_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(importer, "_BATCH", 3)
    rows = ["id,name_ar,lat,lon", *(f"my:{n},قرية الحور {n},1,2" for n in range(10))]
    path, target = tmp_path / "own.csv", tmp_path / "made.gaz"
    path.write_bytes("\n".join(rows).encode("cp1256"))

    def cut_off(_: str, done: int, size: int) -> None:
        if done > size / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_gazetteer([path], target, empty=True, on_progress=cut_off)
    report = import_gazetteer([path], target, empty=True)
    assert (report.resumed, report.places) == (True, 10)


def test_geonames_table_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "AZ.txt"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(place_line(BAKU).encode(encoding))
        assert made(tmp_path, path)[0].place("geonames:587084").name_en == "Baku"


def test_large_file_in_another_encoding_is_not_held(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("id,name_ar,lat,lon\nmy:1,قرية,1,2\n".encode("cp1256"))
    with pytest.raises(GazetteerImportError, match=r"own\.csv:1: is not UTF-8, and holds more"):
        Source(path, limits=Limits(input_bytes=20)).recode()


def test_slips_in_a_table_of_ones_own_are_doubted_and_taken(tmp_path):
    lines = [
        "id,name_ar,country,lat,lon",
        "my:0,قرية الحور العالي,SY,36.75,35.51",
        "my:1,سوف,SY,35.51,36.75",
        "my:2,اليوم,SY,35.51,36.75",
        *(f"my:{n},قال,,1,2" for n in range(3, 15)),
    ]
    table = write(tmp_path / "own.csv", lines)
    words = {lookup_key("اليوم"), lookup_key("قال")}
    gazetteer, report = made(tmp_path, table, empty=False, words=words)
    assert gazetteer.place("my:0").lat == 36.75
    remarks = [line.removeprefix(f"{table}:") for line in report.sources[0].remarks()]
    assert remarks[0].startswith("2: lat 36.75, lon 35.51 lies ")
    assert "swapped" in remarks[0]
    assert remarks[1].startswith("3: name 'سوف' is more often something else")
    assert remarks[2].startswith("4: name 'اليوم'")
    assert len(remarks) == 11
    assert remarks[-1] == " and 5 doubts more"


# Natural Earth


def natural_earth(tmp_path: Path) -> dict[str, Path]:
    point = {"type": "Point", "coordinates": [49.86, 40.39]}
    return {
        "places": collection(
            tmp_path / "places.geojson",
            [
                feature(
                    point,
                    FEATURECLA="Admin-0 capital",
                    NAME="Baku",
                    NAME_AR="باكو",
                    POP_MAX=2122300,
                    GEONAMEID=587084.0,
                    ISO_A2="AZ",
                    NE_ID=1159151603,
                )
            ],
        ),
        "divisions": collection(
            tmp_path / "divisions.geojson",
            [
                feature(
                    square(36, 35),
                    featurecla="Admin-1 states provinces",
                    name="Hamah",
                    name_ar="محافظة حماة",
                    gn_a1_code="SY.10",
                    iso_a2="SY",
                    ne_id=11,
                    gn_id=172408,
                ),
                feature(
                    square(0, 0), featurecla="Admin-1", name="Kent", gn_a1_code="GB.ENG", ne_id=12
                ),
                feature(
                    square(1, 0), featurecla="Admin-1", name="Essex", gn_a1_code="GB.ENG", ne_id=13
                ),
            ],
        ),
        "seas": collection(
            tmp_path / "seas.geojson",
            [
                feature(
                    square(50, 40, 3),
                    featurecla="sea",
                    name="Caspian Sea",
                    name_ar="بحر قزوين",
                    ne_id=14,
                )
            ],
        ),
        "disputed": collection(
            tmp_path / "disputed.geojson",
            [
                feature(
                    square(33, 35),
                    FEATURECLA="Disputed",
                    NAME="N. Cyprus",
                    NAME_AR="شمال قبرص",
                    ISO_A2="-99",
                    NE_ID=15,
                    NOTE_BRK="Self admin.; Claimed by Cyprus",
                ),
                feature(square(0, 50), FEATURECLA="Admin-0 country", NAME="Land", NE_ID=16),
            ],
        ),
    }


def test_natural_earth_layers_give_points_polygons_and_arabic_names(tmp_path):
    gazetteer, report = made(tmp_path, *natural_earth(tmp_path).values())
    assert gazetteer.place("geonames:587084").feature_code == "PPLC"
    hama, sea = gazetteer.place("admin1:SY.10"), gazetteer.place("naturalearth:14")
    assert gazetteer.area(hama.id).equals(box(36, 35, 37, 36))
    assert 50 < hama.extent_km < 80
    assert (sea.feature_code, sea.name_ar, sea.country) == ("SEA", "بحر قزوين", "")
    assert sea.prominence > 0.8
    land = gazetteer.place("naturalearth:15")
    assert (land.feature_class, land.country) == ("L", "")  # who holds it is not taken
    left_out = report.sources[-1].counts
    assert left_out["left out: features 'admin-0 country', which are not taken"] == 1


def test_parts_of_one_division_are_joined_and_keep_their_names(tmp_path):
    codes = write(tmp_path / "codes.txt", ["GB.ENG\tEngland\tEngland\t6269131"])
    england = write(
        tmp_path / "GB.txt",
        [place_line(DIVISION, geonameid="6269131", name="England", country="GB", admin1="ENG")],
    )
    gazetteer, _ = made(tmp_path, codes, england, natural_earth(tmp_path)["divisions"])
    assert gazetteer.area("admin1:GB.ENG").equals(box(0, 0, 2, 1))
    assert not gazetteer.lookup("Kent")


@pytest.mark.parametrize(("suffix", "packed"), [("gpkg", False), ("shp", True), ("gpkg", True)])
def test_natural_earth_is_read_as_geopackage_and_shapefile_in_its_own_crs(tmp_path, suffix, packed):
    frame = geopandas.GeoDataFrame(
        {"FEATURECLA": ["gulf"], "NAME": ["Gulf of Nowhere"], "NE_ID": [77]},
        geometry=[box(10, 10, 11, 11)],
        crs=4326,
    ).to_crs(3857)
    path = tmp_path / f"seas.{suffix}"
    frame.to_file(path)
    if packed:
        # Names in an archive are never paths.
        members = {f"../../evil.{p.suffix[1:]}": p.read_bytes() for p in tmp_path.glob("seas.*")}
        path = zipped(tmp_path / "seas.zip", members)
    gazetteer, _ = made(tmp_path, path)
    assert gazetteer.area("naturalearth:77").bounds == pytest.approx((10, 10, 11, 11), abs=1e-3)
    assert not list(tmp_path.parent.parent.glob("evil.*"))


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([feature(square(179, 0, 5), featurecla="sea", name="X", ne_id=1)], "longitudes from -180"),
        ([feature(square(0, 0), featurecla="sea", ne_id=1)], "no name"),
        ([feature(square(0, 0), featurecla="sea", name="X")], "no ne_id"),
        (
            [
                feature(
                    {"type": "Point", "coordinates": [0, 0]}, featurecla="sea", name="X", ne_id=1
                )
            ],
            "no polygon",
        ),
        ([feature(square(0, 0), kind="sea", name="X")], "no layer with a property featurecla"),
    ],
)
def test_unsound_feature_is_named_by_its_number(tmp_path, features, said):
    path = collection(tmp_path / "seas.geojson", features)
    with pytest.raises(GazetteerImportError, match=r"seas\.geojson:1: .*" + said):
        made(tmp_path, path)


def test_bow_tie_is_made_valid(tmp_path):
    ring = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    path = collection(
        tmp_path / "seas.geojson",
        [feature({"type": "Polygon", "coordinates": [ring]}, featurecla="bay", name="X", ne_id=1)],
    )
    gazetteer, _ = made(tmp_path, path)
    assert gazetteer.area("naturalearth:1").is_valid


@pytest.mark.parametrize("ring", [[[0, 0]], [[0, 0], [1, "x"], [0, 0]]])
def test_ring_that_is_none_is_refused_in_one_line(tmp_path, ring):
    shape = {"type": "Polygon", "coordinates": [ring]}
    path = collection(
        tmp_path / "seas.geojson", [feature(shape, featurecla="bay", name="X", ne_id=1)]
    )
    with pytest.raises(GazetteerImportError, match=r"seas\.geojson:1: "):
        made(tmp_path, path)


@pytest.mark.parametrize("name", ["layer.geojson", "layer.zip"])
def test_layer_that_names_another_file_to_read_is_refused(tmp_path, name):
    secret = collection(
        tmp_path / "secret.geojson",
        [feature(square(0, 0), featurecla="bay", name="Secret", ne_id=1)],
    )
    order = (
        '<OGRVRTDataSource><OGRVRTLayer name="layer">'
        f"<SrcDataSource>{secret}</SrcDataSource><SrcLayer>secret</SrcLayer>"
        "</OGRVRTLayer></OGRVRTDataSource>"
    ).encode()
    if name.endswith(".zip"):
        path = zipped(tmp_path / name, {"layer.geojson": order})
    else:
        path = tmp_path / name
        path.write_bytes(order)
    with pytest.raises(GazetteerImportError, match="begins like none of them"):
        import_gazetteer([path], tmp_path / "made.gaz", kind="natural-earth", empty=True)


# Archives, and a run that is cut off


def test_geonames_zip_is_read_without_its_readme(tmp_path):
    content = (place_line(BAKU) + "\r\n").encode()
    path = zipped(tmp_path / "AZ.zip", {"readme.txt": b"hello", "AZ.txt": content})
    gazetteer, _ = made(tmp_path, path)
    assert gazetteer.place("geonames:587084").name_en == "Baku"


@pytest.mark.parametrize("archive", [False, True])
def test_import_that_was_cut_off_goes_on_where_it_stopped(tmp_path, monkeypatch, archive):
    monkeypatch.setattr(importer, "_BATCH", 10)
    lines = [place_line(VILLAGE, geonameid=str(n), name=f"Town {n}") for n in range(100, 200)]
    source = write(tmp_path / "XX.txt", lines)
    if archive:
        source = zipped(tmp_path / "XX.zip", {"XX.txt": source.read_bytes()})
    target = tmp_path / "made.gaz"
    seen: list[int] = []

    def cut_off(_: str, done: int, __: int) -> None:
        seen.append(done)
        if len(seen) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_gazetteer([source], target, empty=True, on_progress=cut_off)
    assert not target.exists()
    again: list[int] = []
    report = import_gazetteer(
        [source], target, empty=True, on_progress=lambda _, done, __: again.append(done)
    )
    assert again[0] == seen[-1] > 0
    assert report.resumed
    assert (report.places, report.sources[0].rows) == (100, 100)
    assert report.sources[0].counts["places added"] == 100
    assert list(tmp_path.glob("made.gaz*")) == [target]


def test_long_rows_are_held_in_small_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(importer, "_BATCH_BYTES", 5000)
    lines = [place_line(VILLAGE, geonameid=str(n), timezone="x" * 900) for n in range(100, 150)]
    seen: list[int] = []
    made(
        tmp_path,
        write(tmp_path / "XX.txt", lines),
        on_progress=lambda _, done, __: seen.append(done),
    )
    assert len(set(seen)) > 9


def test_import_survives_being_killed(tmp_path):
    lines = [place_line(VILLAGE, geonameid=str(n), name=f"Town {n}") for n in range(100, 200)]
    source, target = write(tmp_path / "XX.txt", lines), tmp_path / "made.gaz"
    code = (
        "import os, signal, sys; from pathlib import Path; "
        "from geonews.gazetteer.imports import importer; importer._BATCH = 10; "
        "kill = lambda _, done, __: done > 2000 and os.kill(os.getpid(), signal.SIGKILL); "
        "importer.import_gazetteer([Path(sys.argv[1])], Path(sys.argv[2]), empty=True, "
        "on_progress=kill)"
    )
    checkout = str(Path(importer.__file__).parents[3])
    died = subprocess.run(
        [sys.executable, "-c", code, source, target],
        env={**os.environ, "PYTHONPATH": checkout},
        check=False,
    )
    assert died.returncode == -9
    report = import_gazetteer([source], target, empty=True)
    assert (report.resumed, report.places) == (True, 100)


def test_other_sources_begin_anew(tmp_path, places):
    target = tmp_path / "made.gaz"
    bad = write(tmp_path / "bad.txt", [place_line(BAKU), place_line(BAKU, latitude="91")])
    with pytest.raises(GazetteerImportError):
        import_gazetteer([bad], target, empty=True)
    report = import_gazetteer([places], target, empty=True)
    assert (report.resumed, report.places) == (False, 3)


def test_broken_part_of_an_earlier_run_is_replaced(tmp_path, places):
    (tmp_path / "made.gaz.part").write_bytes(b"SQLite format 3\0" + bytes(2000))
    _, report = made(tmp_path, places)
    assert not report.resumed


def test_two_imports_of_one_file_do_not_meet(tmp_path, places):
    target = tmp_path / "made.gaz"

    def again(*_: object) -> None:
        with pytest.raises(DataError, match="another import"):
            import_gazetteer([places], target, empty=True)

    import_gazetteer([places], target, empty=True, on_progress=again)


def test_previous_gazetteer_stays_until_the_new_one_is_whole(tmp_path, places):
    gazetteer, _ = made(tmp_path, places)
    before = (tmp_path / "made.gaz").read_bytes()
    bad = write(tmp_path / "bad.txt", [place_line(BAKU, name="Other"), "rubbish"])
    with pytest.raises(GazetteerImportError, match=r"bad\.txt:2: has 1 columns"):
        made(tmp_path, bad)
    assert (tmp_path / "made.gaz").read_bytes() == before
    assert Gazetteer.open(tmp_path / "made.gaz").place("geonames:587084").name_en == "Baku"
    assert gazetteer.place("geonames:21000001")


# Broken and hostile files


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"latitude": "91"}, "latitude '91': give decimal degrees from -90 to 90"),
        ({"longitude": "-180.5"}, "longitude '-180.5'"),
        ({"latitude": "nan"}, "latitude 'nan'"),
        ({"latitude": ""}, "latitude ''"),
        ({"class": "Q"}, "feature class 'Q': give one of GeoNames'"),
        ({"code": "<b>"}, "feature code '<b>'"),
        ({"country": "Syria"}, "country 'Syria'"),
        ({"admin1": "../.."}, "division '../..'"),
        ({"population": "many"}, "population 'many'"),
        ({"population": "9" * 30}, "population '9"),
        ({"geonameid": "-1"}, "geonameid '-1'"),
        ({"geonameid": "1" * 13}, "geonameid '1"),
        ({"name": "x" * 10_000}, "has 10,000 letters, at most 200"),
        ({"name": ""}, "no name"),
        ({"name": "Ba\0ku"}, "NUL"),
        ({"alternatenames": "x" * 10_000}, "10,000 letters"),
    ],
)
def test_bad_row_is_named_by_file_and_line_with_what_is_accepted(tmp_path, changes, said):
    path = write(tmp_path / "AZ.txt", [place_line(BAKU), place_line(VILLAGE, **changes)])
    with pytest.raises(GazetteerImportError) as caught:
        made(tmp_path, path, kind="geonames")
    message = str(caught.value)
    assert message.startswith(f"{path}:2: ")
    assert said in message
    assert "\n" not in message
    assert len(message) < 500


def test_skip_bad_counts_and_names_the_first_ten(tmp_path):
    lines = [place_line(BAKU), *(place_line(VILLAGE, latitude=str(100 + n)) for n in range(12))]
    gazetteer, report = made(tmp_path, write(tmp_path / "AZ.txt", lines), skip_bad=True)
    (source,) = report.sources
    assert (source.bad, len(source.named_bad)) == (12, 10)
    assert "AZ.txt:2: latitude '100'" in source.named_bad[0]
    assert gazetteer.place("geonames:587084")


def test_marks_that_turn_text_round_are_taken_out_of_names(tmp_path):
    path = write(tmp_path / "AZ.txt", [place_line(BAKU, name=f"Ba{RLO}ku\x1b[31m\u2028")])
    gazetteer, _ = made(tmp_path, path)
    assert gazetteer.place("geonames:587084").name_en == "Baku [31m"


def test_alternate_name_longer_than_any_is_left_out(tmp_path):
    path = write(tmp_path / "AZ.txt", [place_line(BAKU, alternatenames=f"{'Baku ' * 60},باكو")])
    gazetteer, _ = made(tmp_path, path)
    assert len(list(gazetteer.names.starting_with(""))) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00junk\n", "is no kind of file"),
        (b"", "is no kind of file"),
        (b"<html></html>", "is no kind of file"),
        (b"id,name_ar\nmy:1,x\n", "the header lacks lat, lon"),
        (b"id,lat,lon\nmy:1,1,2\n", "the header lacks name_ar or name_en"),
        (b"name_ar,lat,lon\nx,1,2\n", "the header lacks id"),
        (b"{not json", "cannot be read as GeoJSON"),
        (b"id,name_ar,lat,lno\nmy:1,x,1,2\n", "column 'lno' is not known: did you mean 'lon'?"),
        (b"id,name_ar,lat,lon,lat\nmy:1,x,1,2,1\n", "column 'lat' is there twice"),
        (b"place_id,name,kind,source\nmy:1,x,,\n", "lay them over with --names FILE"),
    ],
)
def test_file_of_no_kind_says_what_there_is(tmp_path, content, said):
    path = tmp_path / "file.dat"
    path.write_bytes(content)
    with pytest.raises(GazetteerImportError, match=r"file\.dat:1: ") as caught:
        made(tmp_path, path)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,x,1,2", "id '1': give a namespace"),
        ("geonames:x,x,1,2", "the number of a GeoNames id 'x'"),
        ("my:1,,1,2", "no name"),
        ("my:1,x,1", "lon ''"),
        ("my:1,x,1,2,3", "has 5 columns, the header 4"),
        ('my:1,"x,1,2', "cannot be parted into columns"),
        ("my: 1,x,1,2", "id 'my: 1'"),
        (f"my:{'1' * 200},x,1,2", "id 'my:1"),
    ],
)
def test_bad_csv_row_is_named_by_its_line(tmp_path, row, said):
    path = write(tmp_path / "own.csv", ["id,name_ar,lat,lon", "my:0,قرية,1,2", row])
    with pytest.raises(GazetteerImportError, match=r"own\.csv:3: ") as caught:
        made(tmp_path, path)
    assert said in str(caught.value)


def test_line_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "AZ.txt"
    path.write_bytes(place_line(BAKU).encode() + b"\n" + place_line(VILLAGE).encode("utf-16"))
    with pytest.raises(GazetteerImportError, match=r"AZ\.txt:2: is not UTF-8"):
        made(tmp_path, path)


def test_wrong_columns_name_what_is_expected(tmp_path, places):
    with pytest.raises(GazetteerImportError, match=r":1: has 19 columns .* hierarchy 3 or 2"):
        made(tmp_path, places, kind="hierarchy")


def test_endless_line_is_read_over_and_never_held(tmp_path):
    path = tmp_path / "AZ.txt"
    limits = Limits(line_bytes=1000)
    path.write_bytes(b"x" * 50_000 + b"\n" + place_line(BAKU).encode())
    rows = list(Source(path, limits=limits).rows())
    assert [(row.line, row.value is None) for row in rows] == [(1, True), (2, False)]
    assert rows[-1].offset == path.stat().st_size


def test_endless_line_is_an_error_with_its_number(tmp_path):
    path = tmp_path / "AZ.txt"
    with path.open("wb") as handle:
        handle.write(place_line(BAKU).encode() + b"\n")
        handle.seek(40 * 1024 * 1024)
        handle.write(b"x")
    with pytest.raises(GazetteerImportError, match=r"AZ\.txt:2: is longer than"):
        made(tmp_path, path)


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_truncated_zip_says_so(tmp_path, kept):
    lines = "\n".join(place_line(VILLAGE, geonameid=str(n)) for n in range(1, 500))
    path = zipped(tmp_path / "XX.zip", {"XX.txt": lines.encode()})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(GazetteerImportError, match=r"XX\.zip:1: the archive is damaged or cut off"):
        made(tmp_path, path)


def test_damage_inside_a_zip_is_named_by_the_line_reached(tmp_path):
    lines = "\n".join(
        place_line(VILLAGE, geonameid=str(n), name=os.urandom(40).hex()) for n in range(1, 5000)
    )
    path = zipped(tmp_path / "XX.zip", {"XX.txt": lines.encode()})
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 50] = bytes(50)
    path.write_bytes(content)
    with pytest.raises(GazetteerImportError, match=r"XX\.zip:\d+: the archive is damaged"):
        made(tmp_path, path)


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = zipped(tmp_path / "XX.zip", {"XX.txt": bytes(20 * 1024 * 1024)})
    with pytest.raises(GazetteerImportError, match=r"XX\.zip:1: .* unpacks to 20,971,520 bytes"):
        made(tmp_path, path)


def test_zip_of_several_tables_asks_for_one(tmp_path):
    path = zipped(tmp_path / "XX.zip", {"a.txt": b"x", "b.txt": b"y"})
    with pytest.raises(GazetteerImportError, match="holds 2 tables"):
        made(tmp_path, path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"xl/workbook.xml": b"<x/>"}, "is a spreadsheet: save it as CSV"),
        ({"page.html": b"<x/>"}, "the archive holds no table, .txt, .csv or .tsv (page.html)"),
        (gzip.compress(b"1\t2\n"), "is gzipped: unpack it, or pack it as .zip"),
    ],
)
def test_file_packed_in_another_way_says_what_to_do(tmp_path, content, said):
    path = tmp_path / "own.dat"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        zipped(path, content)
    for read in (lambda: made(tmp_path, path), lambda: Gazetteer.packaged().with_overlay(path)):
        with pytest.raises(GazetteerImportError, match=r"own\.dat:1: ") as caught:
            read()
        assert said in str(caught.value)


def test_layer_of_which_nothing_is_taken_says_why(tmp_path):
    path = collection(
        tmp_path / "lands.geojson",
        [feature(square(0, 50), FEATURECLA="Admin-0 country", NAME="Land", NE_ID=16)],
    )
    with pytest.raises(GazetteerImportError, match="1 left out: features 'admin-0 country'"):
        made(tmp_path, path)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(GazetteerImportError, match="is no file that is there"):
        made(tmp_path, tmp_path / "none.txt")


def test_values_reach_the_database_as_values(tmp_path):
    hostile = "x'); DROP TABLE place; --"
    table = write(tmp_path / "own.csv", ["id,name_en,lat,lon", f"my:1,{hostile},1,2"])
    gazetteer, _ = made(tmp_path, table)
    assert gazetteer.place("my:1").name_en == hostile


def test_a_file_given_twice_is_imported_once(tmp_path, places):
    _, report = made(tmp_path, places, places)
    assert len(report.sources) == 1


def test_finished_file_has_nothing_left_of_the_import(tmp_path, places):
    made(tmp_path, places)
    data = sqlite3.connect(tmp_path / "made.gaz")
    tables = {row[0] for row in data.execute("SELECT name FROM sqlite_master")}
    data.close()
    assert not [table for table in tables if table.startswith("import_")]


def test_import_of_nothing_keeps_the_previous_gazetteer(tmp_path):
    target, source = tmp_path / "mine.gaz", tmp_path / "names.csv"
    source.write_text("id,name_ar,lat,lon\nmy:1,قرية الحور,35.5,36.7\n", encoding="utf-8")
    import_gazetteer([source], target, empty=True)
    before = target.read_bytes()
    page = tmp_path / "page.txt"
    page.write_text("<html></html>\n", encoding="utf-8")
    with pytest.raises(GazetteerImportError, match="no place could be taken"):
        import_gazetteer([page], target, kind="geonames", empty=True, skip_bad=True)
    assert target.read_bytes() == before
    assert not target.with_name("mine.gaz.part").exists()


def test_lines_ended_by_carriage_returns_are_a_clear_error(tmp_path):
    source = tmp_path / "mac.csv"
    source.write_bytes("id,name_ar,lat,lon\rmy:1,قرية,35.5,36.7\r".encode())
    with pytest.raises(GazetteerImportError, match=r"mac\.csv"):
        import_gazetteer([source], tmp_path / "mine.gaz", kind="csv", empty=True)
