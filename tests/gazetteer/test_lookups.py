"""Names, ids and areas, as the packaged gazetteer answers for them."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geonews.errors import DataError, UnknownPlaceError
from geonews.gazetteer import Gazetteer, NameIndex
from geonews.gazetteer.database import KIND_NUMBERS
from geonews.geo import distance_km
from geonews.model import NameKind
from geonews.resources import data_path
from geonews.text import lookup_key
from tests.samples import ON_A_BUSY_MACHINE


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.packaged()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("الولايات المتحدة", "US"),
        ("الولايات المتحدة الأمريكية", "US"),
        ("الولايات المتحدة الأميركية", "US"),
        ("أمريكا", "US"),
        ("أميركا", "US"),
        ("بريطانيا", "GB"),
        ("المملكة المتحدة", "GB"),
        ("الإمارات", "AE"),
        ("الإمارات العربية المتحدة", "AE"),
        ("السعودية", "SA"),
        ("المملكة العربية السعودية", "SA"),
        ("سوريا", "SY"),
        ("سورية", "SY"),
        ("مصر", "EG"),
        ("العراق", "IQ"),
        ("تركيا", "TR"),
        ("روسيا", "RU"),
        ("الصين", "CN"),
        ("اليابان", "JP"),
        ("إيران", "IR"),
        ("أذربيجان", "AZ"),
        ("أرمينيا", "AM"),
        ("جورجيا", "GE"),
        ("ألمانيا", "DE"),
        ("السويد", "SE"),
        ("النمسا", "AT"),
        ("المجر", "HU"),
        ("اليونان", "GR"),
        ("إثيوبيا", "ET"),
        ("السودان", "SD"),
        ("جنوب السودان", "SS"),
        ("النيجر", "NE"),
        ("نيجيريا", "NG"),
        ("ساحل العاج", "CI"),
        ("الرأس الأخضر", "CV"),
        ("كوريا الشمالية", "KP"),
        ("كوريا الجنوبية", "KR"),
        ("جمهورية الكونغو الديمقراطية", "CD"),
        ("سلطنة عمان", "OM"),
        ("جزر القمر", "KM"),
        ("جزر المالديف", "MV"),
        ("الفاتيكان", "VA"),
        ("الجبل الأسود", "ME"),
        ("ميانمار", "MM"),
        ("بورما", "MM"),
        ("United Kingdom", "GB"),
        ("Türkiye", "TR"),
    ],
)
def test_country_is_found_by_name(gazetteer: Gazetteer, name: str, country: str) -> None:
    best = gazetteer.lookup(name)[0].place
    assert (best.feature_code, best.country) == ("PCLI", country)


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("الموصل", "IQ", 36.34, 43.13),
        ("البصرة", "IQ", 30.51, 47.78),
        ("أربيل", "IQ", 36.19, 44.01),
        ("هولير", "IQ", 36.19, 44.01),
        ("حلب", "SY", 36.20, 37.16),
        ("إدلب", "SY", 35.93, 36.63),
        ("دير الزور", "SY", 35.34, 40.14),
        ("صيدا", "LB", 33.56, 35.37),
        ("بعلبك", "LB", 34.01, 36.21),
        ("نابلس", "PS", 32.22, 35.26),
        ("الخليل", "PS", 31.53, 35.10),
        ("جنين", "PS", 32.46, 35.30),
        ("خان يونس", "PS", 31.34, 34.30),
        ("حيفا", "IL", 32.82, 34.99),
        ("تل أبيب", "IL", 32.08, 34.78),
        ("الإسكندرية", "EG", 31.20, 29.92),
        ("العريش", "EG", 31.13, 33.80),
        ("أم درمان", "SD", 15.64, 32.48),
        ("بورتسودان", "SD", 19.62, 37.22),
        ("الفاشر", "SD", 13.63, 25.35),
        ("بنغازي", "LY", 32.12, 20.07),
        ("مصراتة", "LY", 32.38, 15.09),
        ("سوسة", "TN", 35.83, 10.64),
        ("صفاقس", "TN", 34.74, 10.76),
        ("وهران", "DZ", 35.70, -0.63),
        ("الدار البيضاء", "MA", 33.59, -7.61),
        ("فاس", "MA", 34.03, -5.00),
        ("عدن", "YE", 12.78, 45.04),
        ("تعز", "YE", 13.58, 44.02),
        ("الحديدة", "YE", 14.80, 42.95),
        ("مكة المكرمة", "SA", 21.43, 39.83),
        ("المدينة المنورة", "SA", 24.47, 39.61),
        ("جدة", "SA", 21.49, 39.19),
        ("دبي", "AE", 25.20, 55.27),
        ("إسطنبول", "TR", 41.01, 28.97),
        ("ديار بكر", "TR", 37.91, 40.22),
        ("أصفهان", "IR", 32.65, 51.67),
        ("تبريز", "IR", 38.08, 46.29),
        ("شوشا", "AZ", 39.76, 46.75),
        ("خانكندي", "AZ", 39.82, 46.75),
        ("ستيباناكيرت", "AZ", 39.82, 46.75),
        ("كنجة", "AZ", 40.68, 46.36),
        ("غيومري", "AM", 40.79, 43.85),
        ("خاركيف", "UA", 49.98, 36.25),
        ("أوديسا", "UA", 46.48, 30.73),
        ("ماريوبول", "UA", 47.10, 37.55),
        ("سيفاستوبول", "UA", 44.59, 33.52),
        ("سان بطرسبرغ", "RU", 59.94, 30.31),
        ("غروزني", "RU", 43.32, 45.69),
        ("نيويورك", "US", 40.71, -74.01),
        ("لوس أنجلوس", "US", 34.05, -118.24),
        ("برشلونة", "ES", 41.39, 2.17),
        ("قرطبة", "ES", 37.89, -4.78),
        ("غرناطة", "ES", 37.18, -3.60),
        ("مرسيليا", "FR", 43.30, 5.37),
        ("جنيف", "CH", 46.20, 6.15),
        ("ميلانو", "IT", 45.46, 9.19),
        ("مومباي", "IN", 19.07, 72.88),
        ("كراتشي", "PK", 24.86, 67.01),
        ("قندهار", "AF", 31.61, 65.71),
        ("شنغهاي", "CN", 31.22, 121.46),
        ("لاغوس", "NG", 6.45, 3.39),
        ("تمبكتو", "ML", 16.77, -3.01),
        ("Kharkiv", "UA", 49.98, 36.25),
        ("Stepanakert", "AZ", 39.82, 46.75),
        ("Tel Aviv", "IL", 32.08, 34.78),
    ],
)
def test_city_is_found_by_name(
    gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float
) -> None:
    best = gazetteer.lookup(name)[0].place
    assert (best.feature_class, best.country) == ("P", country)
    assert (best.lat, best.lon) == pytest.approx((lat, lon), abs=0.15)


def test_jerusalem_is_found_and_given_to_no_state(gazetteer: Gazetteer) -> None:
    best = gazetteer.lookup("القدس")[0].place
    assert (best.feature_class, best.country) == ("P", "")
    assert (best.lat, best.lon) == pytest.approx((31.77, 35.22), abs=0.05)


@pytest.mark.parametrize(
    ("name", "feature_class", "lat", "lon", "within_km"),
    [
        ("بحر قزوين", "H", 41.8, 50.5, 200),
        ("البحر الأحمر", "H", 20.0, 38.5, 300),
        ("البحر المتوسط", "H", 35.0, 18.0, 500),
        ("البحر الأبيض المتوسط", "H", 35.0, 18.0, 500),
        ("الخليج العربي", "H", 27.0, 51.0, 300),
        ("مضيق هرمز", "H", 26.6, 56.3, 60),
        ("باب المندب", "H", 12.6, 43.3, 60),
        ("مضيق باب المندب", "H", 12.6, 43.3, 60),
        ("قناة السويس", "H", 30.6, 32.3, 60),
        ("القوقاز", "L", 42.3, 44.5, 250),
        ("قره باغ", "L", 39.9, 46.7, 60),
        ("ناغورني قره باغ", "L", 39.9, 46.7, 60),
        ("كاراباخ", "L", 39.9, 46.7, 60),
        ("ناغورنو كاراباخ", "L", 39.9, 46.7, 60),
        ("هضبة الجولان", "L", 33.0, 35.75, 30),
        ("القرم", "L", 45.3, 34.3, 100),
        ("شبه جزيرة القرم", "L", 45.3, 34.3, 100),
        ("الضفة الغربية", "L", 32.0, 35.25, 40),
        ("قطاع غزة", "L", 31.4, 34.35, 20),
        ("دارفور", "L", 13.5, 24.8, 200),
        ("سيناء", "T", 29.5, 33.8, 80),
        ("سد النهضة", "S", 11.215, 35.093, 5),
        ("الكرملين", "S", 55.752, 37.617, 2),
    ],
)
def test_area_or_site_is_found_by_name(
    gazetteer: Gazetteer, name: str, feature_class: str, lat: float, lon: float, within_km: float
) -> None:
    best = gazetteer.lookup(name)[0].place
    assert best.feature_class == feature_class
    assert distance_km(lon=best.lon, lat=best.lat, to_lon=lon, to_lat=lat) < within_km


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("واشنطن", "geonames:4140963"),
        ("باكو", "geonames:587084"),
        ("الخرطوم", "geonames:379252"),
        ("شوشا", "geonames:147105"),
        ("الولايات المتحدة", "geonames:6252001"),
        ("geonames:587084", "geonames:587084"),
        ("geonews:caspian-sea", "geonews:caspian-sea"),
        ("وبيروت", "geonames:276781"),  # with its proclitic
        ("بالخرطوم", "geonames:379252"),
        ("للقاهرة", "geonames:360630"),
        ("قاهرة", "geonames:360630"),  # without its article
        ("  القَاهِرة ", "geonames:360630"),
        ("BAKU", "geonames:587084"),
        ("İstanbul", "geonames:745044"),
    ],
)
def test_lookup_gives_the_place_meant(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert gazetteer.lookup(name)[0].place.id == place_id


@pytest.mark.parametrize(
    ("name", "not_there"),
    [
        ("سوسة", "AZ"),  # upstream gives Shusha the name of Sousse
        ("شوشا", "TN"),
    ],
)
def test_lookup_leaves_out_wrong_upstream_names(
    gazetteer: Gazetteer, name: str, not_there: str
) -> None:
    assert not_there not in {candidate.place.country for candidate in gazetteer.lookup(name)}


@pytest.mark.parametrize(
    "name", ["شزنغشوم", "Qxzzyplk", "", "   ", "؟؟", "geonames:0", "مرحبا:بكم"]
)
def test_lookup_of_an_unknown_name_is_empty(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("القااهرة", "القاهرة"),
        ("الخرطووم", "الخرطوم"),
        ("اسطمبول", "إسطنبول"),
        ("Khartuum", "Khartoum"),
    ],
)
def test_suggestions_offer_the_name_meant(gazetteer: Gazetteer, name: str, suggested: str) -> None:
    # An Arabic slip may also be the spelling of a Latin name: then it is marked as a guess.
    assert all(c.kind is NameKind.GENERATED for c in gazetteer.lookup(name))
    assert lookup_key(suggested) in map(lookup_key, gazetteer.suggestions(name))


@pytest.mark.parametrize("name", ["", "؟", "ظظظظظظظظظظ"])
def test_suggestions_may_be_none(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.suggestions(name) == []


def test_suggestions_are_no_more_than_asked_for(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.suggestions("القااهرة", limit=2)) == 2


def test_lookup_is_no_longer_than_asked_for(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.lookup("San José", limit=3)) == 3


@pytest.mark.parametrize("name", ["طرابلس", "San José", "تونس", "صور", "القاهرة"])
def test_lookup_is_best_first_without_twins(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.lookup(name, limit=50)
    scores = [candidate.score for candidate in found]
    assert len(found) > 1
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({candidate.place.id for candidate in found}) == len(found)
    assert all(candidate.signals and candidate.signals[0].detail for candidate in found)


@ON_A_BUSY_MACHINE
@given(st.text(max_size=40))
def test_lookup_takes_any_text(name: str) -> None:
    for candidate in Gazetteer.packaged().lookup(name):
        assert candidate.matched


def test_place_by_id_is_the_place_by_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("geonames:587084") == gazetteer.lookup("باكو")[0].place


@pytest.mark.parametrize("place_id", ["geonames:0", "", "باكو", "' OR 1=1 --"])
def test_place_of_an_unknown_id_is_an_error(gazetteer: Gazetteer, place_id: str) -> None:
    with pytest.raises(UnknownPlaceError, match="is not in the gazetteer"):
        gazetteer.place(place_id)


@pytest.mark.parametrize(
    ("place_id", "lat", "lon", "inside"),
    [
        ("geonames:587116", 39.82, 46.75, True),  # Azerbaijan, Khankendi
        ("geonames:587116", 39.76, 46.75, True),  # Azerbaijan, Shusha
        ("geonames:587116", 39.21, 45.41, True),  # Azerbaijan, Nakhchivan
        ("geonames:587116", 40.18, 44.51, False),  # Azerbaijan, Yerevan
        ("geonames:174982", 39.82, 46.75, False),  # Armenia, Khankendi
        ("geonames:690791", 44.95, 34.10, True),  # Ukraine, Simferopol
        ("geonames:690791", 48.00, 37.80, True),  # Ukraine, Donetsk
        ("geonames:2017370", 44.95, 34.10, False),  # Russia, Simferopol
        ("geonames:2017370", 55.75, 37.62, True),  # Russia, Moscow
        ("geonames:2017370", 66.0, -172.0, True),  # Russia, Chukotka beyond the antimeridian
        ("geonames:163843", 33.27, 35.77, True),  # Syria, Majdal Shams
        ("geonames:294640", 33.27, 35.77, False),  # Israel, Majdal Shams
        ("geonames:614540", 43.00, 41.02, True),  # Georgia, Sukhumi
        ("geonames:614540", 42.23, 43.97, True),  # Georgia, Tskhinvali
        ("geonames:146669", 35.34, 33.32, True),  # Cyprus, Kyrenia
        ("geonames:617790", 46.84, 29.63, True),  # Moldova, Tiraspol
        ("geonames:357994", 26.82, 30.80, True),  # Egypt
        ("geonames:6252001", 21.31, -157.86, True),  # United States, Honolulu
        ("geonews:caspian-sea", 41.0, 51.0, True),
        ("geonews:caspian-sea", 40.38, 49.85, False),  # Baku is on land
        ("geonews:gaza-strip", 31.50, 34.46, True),
        ("geonews:gaza-strip", 31.25, 34.79, False),  # Beersheba
        ("geonews:west-bank", 31.90, 35.20, True),  # Ramallah
        ("geonews:golan-heights", 33.27, 35.77, True),
        ("geonews:crimea", 44.95, 34.10, True),
    ],
)
def test_area_holds_what_it_should(
    gazetteer: Gazetteer, place_id: str, lat: float, lon: float, inside: bool
) -> None:
    area = gazetteer.area(place_id)
    assert area is not None
    assert area.is_valid
    assert area.contains(shapely.Point(lon, lat)) is inside


@pytest.mark.parametrize("place_id", ["geonames:587084", "geonames:0", ""])
def test_area_of_a_settlement_or_an_unknown_id_is_none(gazetteer: Gazetteer, place_id: str) -> None:
    assert gazetteer.area(place_id) is None


def test_country_point_lies_inside_and_extent_holds_its_capital(gazetteer: Gazetteer) -> None:
    for code in ("EG", "SA", "FR", "US", "RU", "CL", "SY", "LB", "QA"):
        country, capital = gazetteer.countries[code], gazetteer.capitals[code]
        area = gazetteer.area(country.id)
        assert area is not None
        assert area.contains(shapely.Point(country.lon, country.lat))
        apart = distance_km(
            lon=country.lon, lat=country.lat, to_lon=capital.lon, to_lat=capital.lat
        )
        assert 0 < apart <= country.extent_km


@pytest.mark.parametrize(
    ("stem", "country"),
    [("روسي", "RU"), ("مصري", "EG"), ("أذربيجاني", "AZ"), ("أميركي", "US"), ("بريطاني", "GB")],
)
def test_demonym_leads_to_its_country(gazetteer: Gazetteer, stem: str, country: str) -> None:
    assert gazetteer.demonyms[lookup_key(stem)] == gazetteer.countries[country].id


def test_demonyms_and_not_places_are_look_up_keys(gazetteer: Gazetteer) -> None:
    for key in [*gazetteer.demonyms, *gazetteer.not_places]:
        assert lookup_key(key) == key


def test_metonyms_are_seats_of_power(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("الكرملين")[0].place.id in gazetteer.metonyms
    assert gazetteer.lookup("باكو")[0].place.id not in gazetteer.metonyms


def test_threads_get_the_same_answers() -> None:
    gazetteer = Gazetteer()  # nothing cached yet
    names = ["باكو", "الخرطوم", "طرابلس", "Baku", "القاهرة", "بحر قزوين", "صور", "روسيا"] * 8
    expected = [Gazetteer.packaged().lookup(name) for name in names]
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(gazetteer.lookup, names)) == expected


def test_gazetteer_cannot_be_written_to(gazetteer: Gazetteer) -> None:
    path = data_path("gazetteer.sqlite")
    before = path.stat().st_mtime_ns
    with pytest.raises(DataError, match="readonly"):
        gazetteer.rows("DELETE FROM name")
    assert path.stat().st_mtime_ns == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        gazetteer.lookup("باكو")[0].place.name_ar = ""  # type: ignore[misc]


def test_damaged_database_is_a_data_error(tmp_path: Path) -> None:
    damaged = tmp_path / "gazetteer.sqlite"
    damaged.write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(DataError, match="install geonews anew"):
        Gazetteer(damaged).lookup("باكو")


def test_cut_off_database_is_a_data_error(tmp_path: Path) -> None:
    damaged = tmp_path / "gazetteer.sqlite"
    with data_path("gazetteer.sqlite").open("rb") as whole:
        damaged.write_bytes(whole.read(100_000))
    with pytest.raises(DataError, match="install geonews anew"):
        Gazetteer(damaged).lookup("باكو")


def test_missing_database_is_a_data_error_and_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.sqlite"
    with pytest.raises(DataError):
        Gazetteer(missing).lookup("باكو")
    assert not missing.exists()


def test_another_database_is_used_where_given(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(data_path("gazetteer.sqlite"), copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("DELETE FROM name WHERE key = ?", [lookup_key("باكو")])
    connection.close()
    other = Gazetteer(copy)
    assert "AZ" not in {candidate.place.country for candidate in other.lookup("باكو")}
    assert other.lookup("Baku")[0].place.country == "AZ"


@pytest.mark.parametrize(
    ("keys", "lengths"),
    [
        (["بحر", "قزوين", "مع"], [2]),
        (["القاهره"], [1]),
        (["الولايات", "المتحده", "الامريكيه"], [3, 2]),
        (["شزنغشوم", "القاهره"], []),
        (["القاه"], []),
        ([""], []),
        ([], []),
    ],
)
def test_name_index_says_which_leading_words_are_a_name(
    keys: list[str], lengths: list[int]
) -> None:
    assert NameIndex().lengths(keys) == lengths


@ON_A_BUSY_MACHINE
@given(st.lists(st.text(max_size=12), max_size=12))
def test_name_index_takes_any_words(keys: list[str]) -> None:
    index = NameIndex()
    lengths = index.lengths(keys)
    assert lengths == sorted(lengths, reverse=True)


def test_name_index_starting_with_is_sorted_and_true() -> None:
    found = NameIndex().starting_with("القاه")
    assert "القاهره" in found
    assert found == sorted(found)
    assert all(key.startswith("القاه") for key in found)


def test_name_index_holds_every_trusted_arabic_name_and_no_low_trust_one() -> None:
    with sqlite3.connect(data_path("gazetteer.sqlite")) as connection:
        kinds: dict[str, set[int]] = {}
        for key, kind in connection.execute("SELECT key, kind FROM name WHERE key >= '\u0621'"):
            kinds.setdefault(key, set()).add(kind)
    connection.close()
    index = NameIndex()
    arabic = {key: found for key, found in kinds.items() if key[0] <= "\u064a"}
    low_trust = KIND_NUMBERS[NameKind.LOW_TRUST]
    trusted = {key for key, found in arabic.items() if found != {low_trust}}
    assert len(arabic) > len(trusted) > 20_000
    assert len(index) == len(trusted)
    assert all(key in index for key in trusted)
