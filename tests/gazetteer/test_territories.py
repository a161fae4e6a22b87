"""The overlay's contested territories, clipped and checked."""

import json
import math
import shutil
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from gazetteer.territories import AREA_LEEWAY, load_parties, load_territories, territories_document
from gazetteer.upstream import HERE
from geonews.model import TerritoryKind
from tests.territory.built import FOLDER, areas, document, shapes

SLUGS = sorted(path.stem for path in FOLDER.glob("*.geojson"))


def _copy(tmp_path: Path, slug: str, edit) -> Path:
    """Copy one territory beside the parties, altered."""
    folder = tmp_path / "territories"
    folder.mkdir()
    shutil.copy(FOLDER.parent / "parties.csv", tmp_path)
    feature = json.loads((FOLDER / f"{slug}.geojson").read_text(encoding="utf-8"))
    edit(feature["properties"], feature)
    (folder / f"{slug}.geojson").write_text(json.dumps(feature), encoding="utf-8")
    return folder


def test_load_territories_takes_every_file():
    files = {f"geonews:{path.stem}" for path in FOLDER.glob("*.geojson")}
    assert {area.territory.id for area in areas()} == files
    assert len(files) >= 80


def test_load_territories_uses_every_kind():
    assert {area.territory.kind for area in areas()} == set(TerritoryKind)


@pytest.mark.parametrize("slug", SLUGS)
def test_territory_has_valid_shape_point_and_extent(slug):
    [area] = [area for area in areas() if area.territory.id == f"geonews:{slug}"]
    assert area.geometry.is_valid
    point = shapely.Point(area.territory.lon, area.territory.lat)
    assert area.geometry.distance(point) < 0.001
    assert area.territory.extent_km * 2 >= math.sqrt(area.area_km2)


@pytest.mark.parametrize("slug", SLUGS)
def test_territory_has_about_its_published_area(slug):
    [area] = [area for area in areas() if area.territory.id == f"geonews:{slug}"]
    assert area.published_by
    if area.published_km2 is not None:
        assert area.area_km2 == pytest.approx(area.published_km2, rel=AREA_LEEWAY)


def test_most_territories_have_a_published_area():
    published = [area for area in areas() if area.published_km2 is not None]
    assert len(published) >= 100


@pytest.mark.parametrize("slug", SLUGS)
def test_territory_is_explained_in_one_sentence_of_each_language(slug):
    [area] = [area for area in areas() if area.territory.id == f"geonews:{slug}"]
    note_ar, note_en = area.territory.note_ar, area.territory.note_en
    assert any("\u0621" <= letter <= "\u064a" for letter in note_ar)
    assert note_ar.endswith((".", "،")) or note_ar[-1].isalpha() or note_ar[-1].isdigit()
    assert 30 < len(note_en) < 600
    assert "\n" not in note_ar + note_en


def test_contested_neighbours_do_not_overlap():
    found = {area.territory.id: area.geometry for area in areas()}
    districts = found["geonews:karabakh-surrounding-districts"]
    assert districts.intersection(found["geonews:nagorno-karabakh"]).area == pytest.approx(0)
    assert districts.distance(found["geonews:nagorno-karabakh"]) == pytest.approx(0)


def test_drawn_shapes_stay_near_the_clipped_ones():
    for area, record in zip(areas(), document()["territories"], strict=True):
        drawn = shape(record["geometry"])
        assert drawn.is_valid, record["id"]
        assert drawn.geom_type in {"Polygon", "MultiPolygon"}, record["id"]
        assert shapely.hausdorff_distance(drawn.boundary, area.geometry.boundary) < 0.02, record[
            "id"
        ]


def test_document_is_plain_json_and_small():
    text = json.dumps(document(), ensure_ascii=False)
    assert json.loads(text) == document()
    assert len(text.encode()) < 800_000  # 208 territories with 1,000 records and their sources


def test_document_is_the_same_twice():
    parties = load_parties(FOLDER.parent / "parties.csv")
    again = territories_document(areas(), parties=parties, policies=document()["policies"])
    assert again == document()


def test_every_party_is_used_and_named_in_both_languages():
    parties = load_parties(HERE / "overlay" / "parties.csv")
    used = {area.territory.un_view for area in areas()} - {""}
    for area in areas():
        used |= {claim.party for claim in area.territory.claims}
        used |= {claim.party for claim in area.territory.administrations}
    assert used == parties.keys()
    for party in parties.values():
        assert any("\u0621" <= letter <= "\u064a" for letter in party.name_ar), party
        assert party.name_en.isprintable()


def test_overlay_holds_no_invisible_characters():
    for path in FOLDER.glob("*.geojson"):
        assert path.read_text(encoding="utf-8").replace("\n", "").isprintable(), path.name


def _set(record: str, field: str, value):
    def edit(properties, _feature):
        properties[record][0][field] = value

    return edit


def _kind(**fields):
    record = {"kind": "occupied", "start": "1992-01-01", "end": None, "precision": "day"}
    return lambda properties, _: properties.update(
        kinds=[record | {"source": "A treaty", "note": ""} | fields]
    )


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (_set("claims", "party", "ZZ"), "'ZZ' is not in parties.csv"),
        (_set("claims", "end", "1900-01-01"), "runs backwards"),
        (_set("claims", "source", ""), "has no source"),
        (_set("administrations", "precision", "hour"), "hour"),
        (_set("administrations", "start", "1991-13-01"), "month"),
        (lambda properties, _: properties.update(kind="lost"), "lost"),
        (_kind(kind="lost"), "lost"),
        (_kind(source=""), "kinds: occupied has no source"),
        (_kind(end="1900-01-01"), "kinds: occupied from 1992-01-01 to 1900-01-01 runs backwards"),
        (_kind(precision="hour"), "hour"),
        (lambda properties, _: properties.update(un_view="ZZ"), "un_view 'ZZ'"),
        (lambda properties, _: properties.update(id="geonews:other"), "name it by its slug"),
        (
            lambda properties, _: properties["outside"].append(["Sukhumi", 41.016, 43.003]),
            "Sukhumi at 41.016, 43.003 should lie outside",
        ),
        (lambda properties, _: properties.update(within=["IS"]), "nothing is left"),
        (lambda properties, _: properties.update(area_km2=20_000), "km² are published"),
        (lambda properties, _: properties.update(area_source=""), "area_source"),
        (
            lambda _, feature: feature["geometry"].update(
                coordinates=[[[[40, 42], [42, 44], [42, 42], [40, 44], [40, 42]]]]
            ),
            "outline is invalid",
        ),
    ],
)
def test_load_territories_refuses_wrong_records(tmp_path, edit, message):
    folder = _copy(tmp_path, "abkhazia", edit)
    with pytest.raises(ValueError, match=message):
        load_territories(folder, shapes())


def test_load_territories_refuses_a_name_that_two_share(tmp_path):
    folder = _copy(tmp_path, "abkhazia", lambda *_: None)
    feature = json.loads((FOLDER / "transnistria.geojson").read_text(encoding="utf-8"))
    feature["properties"]["variants"].append("Ábkhazia")
    (folder / "transnistria.geojson").write_text(json.dumps(feature), encoding="utf-8")
    with pytest.raises(ValueError, match="names both"):
        load_territories(folder, shapes())


def test_load_parties_refuses_a_repeated_id(tmp_path):
    path = tmp_path / "parties.csv"
    path.write_text("id,name_ar,name_en\nAZ,أذربيجان,Azerbaijan\nAZ,أذربيجان,Azerbaijan\n")
    with pytest.raises(ValueError, match="repeats an id"):
        load_parties(path)
