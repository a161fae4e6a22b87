"""The overlay's contested territories, clipped and checked."""

import json
import math
import shutil
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from gazetteer.territories import load_parties, load_territories, territories_document
from gazetteer.upstream import HERE
from geonews.model import TerritoryKind
from tests.territory.built import FOLDER, areas, document, shapes

KNOWN_KM2 = {
    # Published areas; the tolerance below allows for generalised lines and for water.
    "abkhazia": 8660,
    "abyei": 10546,
    "arunachal-pradesh": 83743,
    "crimea": 27000,
    "donetsk": 26517,
    "golan-heights": 1154,
    "kosovo": 10887,
    "luhansk": 26684,
    "nagorno-karabakh": 4388,
    "northern-cyprus": 3355,
    "south-ossetia": 3900,
    "taiwan": 36197,
    "west-bank": 5655,
    "western-sahara": 266000,
    "zaporizhzhia": 27180,
}


SLUGS = sorted(path.stem for path in FOLDER.glob("*.geojson"))


def _km2(geometry):
    narrowing = math.cos(math.radians(geometry.centroid.y))
    return geometry.area * 111.32 * narrowing * 110.57


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
    assert len(files) >= 20


def test_load_territories_uses_every_kind():
    assert {area.territory.kind for area in areas()} == set(TerritoryKind)


@pytest.mark.parametrize("slug", SLUGS)
def test_territory_has_valid_shape_point_and_extent(slug):
    [area] = [area for area in areas() if area.territory.id == f"geonews:{slug}"]
    assert area.geometry.is_valid
    point = shapely.Point(area.territory.lon, area.territory.lat)
    assert area.geometry.distance(point) < 0.001
    assert area.territory.extent_km * 2 >= math.sqrt(_km2(area.geometry))


@pytest.mark.parametrize(("slug", "km2"), sorted(KNOWN_KM2.items()))
def test_territory_has_about_its_known_area(slug, km2):
    found = {area.territory.id: area.geometry for area in areas()}
    assert _km2(found[f"geonews:{slug}"]) == pytest.approx(km2, rel=0.1)


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
    assert len(text.encode()) < 400_000


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


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (_set("claims", "party", "ZZ"), "'ZZ' is not in parties.csv"),
        (_set("claims", "end", "1900-01-01"), "runs backwards"),
        (_set("claims", "source", ""), "has no source"),
        (_set("administrations", "precision", "hour"), "hour"),
        (_set("administrations", "start", "1991-13-01"), "month"),
        (lambda properties, _: properties.update(kind="lost"), "lost"),
        (lambda properties, _: properties.update(un_view="ZZ"), "un_view 'ZZ'"),
        (lambda properties, _: properties.update(id="geonews:other"), "name it by its slug"),
        (
            lambda properties, _: properties["outside"].append(["Sukhumi", 41.016, 43.003]),
            "Sukhumi at 41.016, 43.003 should lie outside",
        ),
        (lambda properties, _: properties.update(within=["IS"]), "nothing is left"),
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
