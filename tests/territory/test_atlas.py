"""Contested territories by name, by point, and their status on a day."""

from datetime import date, timedelta

import pytest
from shapely.geometry import box

from geonews.errors import DataError, UnknownPlaceError
from geonews.model import Standing, TerritoryKind
from geonews.territory import Atlas
from tests.territory.built import FOLDER, atlas

INSIDE = [
    # place, longitude, latitude, territory; coordinates of GeoNames or well known
    ("Khankendi", 46.753, 39.818, "nagorno-karabakh"),
    ("Shusha", 46.75, 39.76, "nagorno-karabakh"),
    ("Hadrut", 47.03, 39.52, "nagorno-karabakh"),
    ("Aghdam", 46.927, 39.991, "karabakh-surrounding-districts"),
    ("Lachin", 46.55, 39.637, "karabakh-surrounding-districts"),
    ("Sukhumi", 41.016, 43.003, "abkhazia"),
    ("Tskhinvali", 43.969, 42.228, "south-ossetia"),
    ("Tiraspol", 29.628, 46.843, "transnistria"),
    ("Bender", 29.477, 46.832, "transnistria"),
    ("Simferopol", 34.105, 44.95, "crimea"),
    ("Sevastopol", 33.525, 44.589, "crimea"),
    ("Donetsk", 37.80, 48.015, "donetsk"),
    ("Luhansk", 39.315, 48.567, "luhansk"),
    ("Melitopol", 35.367, 46.848, "zaporizhzhia"),
    ("Nova Kakhovka", 33.348, 46.755, "kherson"),
    ("Majdal Shams", 35.77, 33.267, "golan-heights"),
    ("Quneitra", 35.825, 33.126, "golan-disengagement-zone"),
    ("Nablus", 35.254, 32.221, "west-bank"),
    ("Silwan", 35.237, 31.770, "east-jerusalem"),
    ("Khan Yunis", 34.303, 31.346, "gaza-strip"),
    ("Kirkuk", 44.392, 35.468, "kirkuk"),
    ("Laayoune", -13.188, 27.142, "western-sahara"),
    ("Tifariti", -10.559, 26.158, "western-sahara"),
    ("Halaib", 36.63, 22.22, "halaib-triangle"),
    ("Abyei", 28.435, 9.595, "abyei"),
    ("Hargeisa", 44.065, 9.56, "somaliland"),
    ("Kyrenia", 33.319, 35.337, "northern-cyprus"),
    ("Pristina", 21.166, 42.667, "kosovo"),
    ("Srinagar", 74.798, 34.086, "jammu-and-kashmir"),
    ("Leh", 77.577, 34.164, "jammu-and-kashmir"),
    ("Muzaffarabad", 73.471, 34.370, "azad-kashmir"),
    ("Gilgit", 74.308, 35.92, "gilgit-baltistan"),
    ("Aksai Chin", 79.5, 35.1, "aksai-chin"),
    ("Tawang", 91.867, 27.588, "arunachal-pradesh"),
    ("Abu Musa", 55.033, 25.875, "abu-musa"),
    ("Greater Tunb", 55.305, 26.265, "tunb-islands"),
    ("Taipei", 121.53, 25.05, "taiwan"),
    ("Lethem", -59.80, 3.373, "essequibo"),
    ("Stanley", -57.86, -51.693, "falkland-islands"),
    ("Ceuta", -5.32, 35.889, "ceuta"),
]

NEAR_MISSES = [
    ("Barda", 47.126, 40.376),
    ("Tartar", 46.932, 40.342),
    ("Horadiz", 47.335, 39.45),
    ("Goris", 46.342, 39.511),
    ("Zugdidi", 41.868, 42.508),
    ("Gori", 44.11, 41.984),
    ("Rezina", 28.968, 47.749),
    ("Kharkiv", 36.23, 49.99),
    ("Dnipro", 35.04, 48.46),
    ("Mykolaiv", 31.995, 46.975),
    ("Taman", 36.72, 45.21),
    ("Kiryat Shmona", 35.570, 33.212),
    ("Tiberias", 35.532, 32.794),
    ("Nawa", 36.039, 32.886),
    ("Sderot", 34.596, 31.523),
    ("Knesset", 35.205, 31.777),
    ("Tel Aviv", 34.78, 32.08),
    ("Jerusalem, west of the armistice line", 35.2163, 31.7690),
    ("Erbil", 44.009, 36.191),
    ("Tarfaya", -12.926, 27.939),
    ("Berenice", 35.47, 23.95),
    ("Muglad", 27.74, 11.03),
    ("Garowe", 48.483, 8.407),
    ("Limassol", 33.033, 34.675),
    ("Skopje", 21.43, 41.997),
    ("Pathankot", 75.653, 32.274),
    ("Islamabad", 73.06, 33.69),
    ("Tezpur", 92.80, 26.633),
    ("Georgetown", -58.155, 6.804),
    ("Nador", -2.933, 35.168),
]

AZ, AM, ARTSAKH, SU = "AZ", "AM", "artsakh", "SU"


@pytest.mark.parametrize(("place", "lon", "lat", "slug"), INSIDE)
def test_at_finds_the_territory_of_a_place(place, lon, lat, slug):
    assert f"geonews:{slug}" in [territory.id for territory in atlas().at(lon=lon, lat=lat)]


@pytest.mark.parametrize(("place", "lon", "lat"), NEAR_MISSES)
def test_at_leaves_near_misses_out(place, lon, lat):
    assert atlas().at(lon=lon, lat=lat) == ()


def test_at_puts_the_smallest_first():
    found = [territory.id for territory in atlas().at(lon=35.237, lat=31.770)]
    assert found == ["geonews:east-jerusalem", "geonews:west-bank"]


def test_overlapping_finds_all_that_a_box_touches():
    found = {territory.id for territory in atlas().overlapping(box(33.0, 21.5, 37.0, 23.0))}
    assert found == {"geonews:halaib-triangle", "geonews:bir-tawil"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("قره باغ", "nagorno-karabakh"),
        ("قرة باغ", "nagorno-karabakh"),
        ("اقليم ناغورني قره باغ", "nagorno-karabakh"),
        ("كاراباخ", "nagorno-karabakh"),
        ("nagorno karabakh", "nagorno-karabakh"),
        ("ARTSAKH", "nagorno-karabakh"),
        ("geonews:crimea", "crimea"),
        ("القرم", "crimea"),
        ("هضبة الجولان", "golan-heights"),
        ("ابيي", "abyei"),
        ("القدس الشرقيه", "east-jerusalem"),
        ("Northern Cyprus", "northern-cyprus"),
    ],
)
def test_find_folds_spellings(name, slug):
    found = atlas().find(name)
    assert found is not None
    assert found.id == f"geonews:{slug}"


@pytest.mark.parametrize("name", ["باكو", "Baku", "", "دونيتسك", "القدس"])
def test_find_knows_no_other_place(name):
    assert atlas().find(name) is None


@pytest.mark.parametrize(
    ("on", "standing", "claimants", "administrators"),
    [
        ("1950-01-01", Standing.UNDISPUTED, {SU}, {SU}),
        ("1990-01-01", Standing.DISPUTED, {AZ, AM, SU}, {SU}),
        ("1993-06-01", Standing.DISPUTED, {AZ, AM, ARTSAKH}, {AZ, ARTSAKH}),
        ("2019-06-01", Standing.DISPUTED, {AZ, AM, ARTSAKH}, {ARTSAKH}),
        ("2020-11-09", Standing.DISPUTED, {AZ, AM, ARTSAKH}, {ARTSAKH}),
        ("2020-11-10", Standing.DISPUTED, {AZ, AM, ARTSAKH}, {AZ, ARTSAKH}),
        ("2021-06-01", Standing.DISPUTED, {AZ, AM, ARTSAKH}, {AZ, ARTSAKH}),
        ("2023-01-01", Standing.DISPUTED, {AZ, ARTSAKH}, {AZ, ARTSAKH}),
        ("2023-10-01", Standing.DISPUTED, {AZ, ARTSAKH}, {AZ}),
        ("2023-12-31", Standing.DISPUTED, {AZ, ARTSAKH}, {AZ}),
        ("2024-01-01", Standing.UNDISPUTED, {AZ}, {AZ}),
        ("2024-06-01", Standing.UNDISPUTED, {AZ}, {AZ}),
    ],
)
def test_status_of_karabakh_follows_its_history(on, standing, claimants, administrators):
    status = atlas().status(atlas().get("geonews:nagorno-karabakh"), date.fromisoformat(on))
    assert status.standing is standing
    assert set(status.claimants) == claimants
    assert set(status.administrators) == administrators
    assert len(status.administrators) == len(administrators)


@pytest.mark.parametrize(
    ("slug", "on", "claimants", "administrators"),
    [
        ("karabakh-surrounding-districts", "1990-01-01", ["SU"], ["SU"]),
        ("karabakh-surrounding-districts", "2010-01-01", ["AZ", "artsakh"], ["artsakh"]),
        ("karabakh-surrounding-districts", "2024-06-01", ["AZ"], ["AZ"]),
        ("crimea", "2013-01-01", ["UA"], ["UA"]),
        ("crimea", "2014-03-01", ["UA"], ["RU"]),
        ("crimea", "2024-01-01", ["UA", "RU"], ["RU"]),
        ("donetsk", "2016-01-01", ["UA", "dnr"], ["UA", "dnr"]),
        ("donetsk", "2023-01-01", ["UA", "RU"], ["UA", "RU"]),
        ("kherson", "2021-01-01", ["UA"], ["UA"]),
        ("golan-heights", "1960-01-01", ["SY"], ["SY"]),
        ("golan-heights", "1975-01-01", ["SY"], ["IL"]),
        ("golan-heights", "2024-01-01", ["SY", "IL"], ["IL"]),
        ("golan-disengagement-zone", "2024-12-08", ["SY"], ["IL"]),
        ("western-sahara", "1970-01-01", ["ES", "MA", "MR"], ["ES"]),
        ("western-sahara", "1950-01-01", ["ES"], ["ES"]),
        ("abu-musa", "1960-01-01", ["GB", "IR"], ["GB"]),
        ("ceuta", "1950-01-01", ["ES"], ["ES"]),
        ("gaza-strip", "1957-01-01", ["PS"], ["IL"]),
        ("gaza-strip", "1958-01-01", ["PS"], ["EG"]),
        ("hatay", "1950-01-01", ["SY", "TR"], ["TR"]),
        ("kosovo", "1995-01-01", ["RS", "XK"], ["RS"]),
        ("northern-cyprus", "1970-01-01", ["CY"], ["CY"]),
        ("tiran-and-sanafir", "1960-01-01", ["EG", "SA"], ["EG"]),
        ("western-sahara", "2024-01-01", ["MA", "sadr"], ["MA", "sadr"]),
        ("abkhazia", "1992-01-01", ["GE"], ["GE"]),
        ("abkhazia", "2010-01-01", ["GE", "abkhazia"], ["abkhazia"]),
        ("kosovo", "2005-01-01", ["RS"], ["UN"]),
        ("kosovo", "2015-01-01", ["RS", "XK"], ["XK"]),
        ("falkland-islands", "1982-05-01", ["GB", "AR"], ["AR"]),
        ("somaliland", "2020-01-01", ["SO", "somaliland"], ["somaliland"]),
        ("taiwan", "2024-01-01", ["CN", "TW"], ["TW"]),
    ],
)
def test_status_names_who_claims_and_who_administers(slug, on, claimants, administrators):
    status = atlas().status(atlas().get(f"geonews:{slug}"), date.fromisoformat(on))
    assert sorted(status.claimants) == sorted(claimants)
    assert sorted(status.administrators) == sorted(administrators)


@pytest.mark.parametrize(
    ("slug", "on", "standing"),
    [
        # An annexation that hardly anyone recognised, with no other claimant.
        ("west-bank", "1960-01-01", Standing.DISPUTED),
        ("east-jerusalem", "1960-01-01", Standing.DISPUTED),
        ("gaza-strip", "1975-01-01", Standing.DISPUTED),
        ("gaza-strip", "2006-01-01", Standing.DISPUTED),
        # States that dispute a sea without claiming it.
        ("gulf-of-sidra-claim", "1986-01-01", Standing.DISPUTED),
        # A lease that both sides abide by, and one that the owner calls illegal.
        ("baikonur", "2024-01-01", Standing.LEASED),
        ("guantanamo-bay", "1950-01-01", Standing.LEASED),
        ("guantanamo-bay", "2024-01-01", Standing.DISPUTED),
        # Divided by agreement: two hold parts, and nothing is in dispute.
        ("hans-island", "2024-01-01", Standing.UNDISPUTED),
        ("bolshoy-ussuriysky", "2024-01-01", Standing.UNDISPUTED),
        ("shatt-al-arab-boundary", "1978-01-01", Standing.UNDISPUTED),
        ("shatt-al-arab-boundary", "1985-01-01", Standing.DISPUTED),
        # A buffer that nobody contests.
        ("golan-disengagement-zone", "2010-01-01", Standing.UNDISPUTED),
        # Held for its only claimant until the handover.
        ("tiran-and-sanafir", "2024-01-01", Standing.UNDISPUTED),
        # The records do not say who administered it, or reach no further back.
        ("perejil-island", "1950-01-01", Standing.UNRECORDED),
        ("crimea", "1900-01-01", Standing.UNRECORDED),
        ("northern-cyprus", "1950-01-01", Standing.UNRECORDED),
    ],
)
def test_standing_follows_the_records_and_not_their_number(slug, on, standing):
    status = atlas().status(atlas().get(f"geonews:{slug}"), date.fromisoformat(on))
    assert status.standing is standing


@pytest.mark.parametrize(
    ("slug", "on", "kind"),
    [
        ("crimea", "2013-01-01", None),
        ("crimea", "2014-03-01", "occupied"),
        ("crimea", "2014-03-18", "annexed"),
        ("crimea", "2024-01-01", "annexed"),
        ("donetsk", "2013-01-01", None),
        ("donetsk", "2020-01-01", "breakaway"),
        ("west-bank", "1960-01-01", "annexed"),
        ("west-bank", "2024-01-01", "occupied"),
        ("golan-heights", "1960-01-01", None),
        ("golan-heights", "1975-01-01", "occupied"),
        ("golan-heights", "2024-01-01", "annexed"),
        ("golan-disengagement-zone", "2010-01-01", "buffer"),
        ("nagorno-karabakh", "1950-01-01", None),
        ("nagorno-karabakh", "1990-01-01", "claimed"),
        ("nagorno-karabakh", "2023-09-01", "breakaway"),
        ("nagorno-karabakh", "2024-06-01", None),
        ("al-tanf-zone", "2015-12-01", "divided"),
        ("al-tanf-zone", "2026-03-01", None),
        ("western-sahara", "1970-01-01", "claimed"),
        ("guantanamo-bay", "2024-01-01", "leased"),
        ("baikonur", "1993-01-01", None),
        ("hans-island", "2024-01-01", None),
        ("hatay", "1950-01-01", "claimed"),
    ],
)
def test_kind_is_that_of_the_day(slug, on, kind):
    found = atlas().kind(atlas().get(f"geonews:{slug}"), date.fromisoformat(on))
    assert found == (kind and TerritoryKind(kind))


def _turning_days(territory):
    """Return the days about every start and end in a territory's records, and one of our time."""
    records = (*territory.claims, *territory.administrations, *territory.kinds)
    ends = {day for record in records for day in (record.start, record.end) if day}
    return {day + timedelta(days=step) for day in ends for step in (-1, 0, 1)} | {date(2010, 1, 1)}


@pytest.mark.parametrize("slug", sorted(path.stem for path in FOLDER.glob("*.geojson")))
def test_kind_is_said_of_the_days_that_it_holds(slug):
    territory = atlas().get(f"geonews:{slug}")
    contested = {Standing.DISPUTED, Standing.LEASED}
    standings = set()
    for day in _turning_days(territory):
        standing, kind = atlas().status(territory, day).standing, atlas().kind(territory, day)
        standings.add(standing)
        assert kind or standing not in contested, day
        assert not kind or standing in contested or kind is TerritoryKind.BUFFER, day
        held = [r.kind for r in territory.kinds if (r.start or day) <= day <= (r.end or day)]
        # Dated kinds are complete, and one at a time but for a lease that is contested.
        assert not territory.kinds or standing is not Standing.DISPUTED or held, day
        assert len(held) < 2 or held[0] is TerritoryKind.LEASED, day
    assert standings & contested or slug == "bir-tawil"


def test_status_without_records_says_so():
    status = atlas().status(atlas().get("geonews:bir-tawil"), date(2024, 1, 1))
    assert (status.standing, status.claimants, status.administrators) == (
        Standing.UNRECORDED,
        (),
        (),
    )


@pytest.mark.parametrize("slug", sorted(path.stem for path in FOLDER.glob("*.geojson")))
def test_whoever_administers_a_territory_is_not_alone_with_no_claim(slug):
    territory = atlas().get(f"geonews:{slug}")
    status = atlas().status(territory, date(2024, 6, 1))
    # Seas and uninhabited rocks may be claimed and administered by nobody; land that is held
    # without any claim to it is a mistake of ours.
    assert status.claimants or not status.administrators
    assert bool(territory.claims) == (territory.id != "geonews:bir-tawil")


def test_get_and_geometry_name_an_unknown_id():
    with pytest.raises(UnknownPlaceError, match="geonews:atlantis"):
        atlas().get("geonews:atlantis")
    with pytest.raises(UnknownPlaceError, match="geonews:atlantis"):
        atlas().geometry("geonews:atlantis")


@pytest.mark.parametrize("document", [{}, {"territories": [{}], "parties": [], "policies": []}])
def test_from_document_refuses_another_layout(document):
    with pytest.raises(DataError, match=r"territories\.json"):
        Atlas.from_document(document)
