"""Every capital of the world is found by the Arabic name that news gives it."""

from __future__ import annotations

import pytest

from geonews.gazetteer import Gazetteer
from geonews.text import lookup_key

# ISO 3166-1 alpha-2 code and Arabic name. Left out: Israel and Palestine, whose capital
# is itself contested, and Palau and India (see test_new_delhi_is_found).
CAPITALS = {
    "AD": "أندورا لا فيلا",
    "AE": "أبوظبي",
    "AF": "كابل",
    "AG": "سانت جونز",
    "AL": "تيرانا",
    "AM": "يريفان",
    "AO": "لواندا",
    "AR": "بوينس آيرس",
    "AT": "فيينا",
    "AU": "كانبرا",
    "AZ": "باكو",
    "BA": "سراييفو",
    "BB": "بريدجتاون",
    "BD": "دكا",
    "BE": "بروكسل",
    "BF": "واغادوغو",
    "BG": "صوفيا",
    "BH": "المنامة",
    "BI": "غيتيغا",
    "BJ": "بورتو نوفو",
    "BN": "بندر سري بكاوان",
    "BO": "سوكري",
    "BR": "برازيليا",
    "BS": "ناساو",
    "BT": "تيمفو",
    "BW": "غابورون",
    "BY": "مينسك",
    "BZ": "بلموبان",
    "CA": "أوتاوا",
    "CD": "كينشاسا",
    "CF": "بانغي",
    "CG": "برازافيل",
    "CH": "برن",
    "CI": "ياموسوكرو",
    "CL": "سانتياغو",
    "CM": "ياوندي",
    "CN": "بكين",
    "CO": "بوغوتا",
    "CR": "سان خوسيه",
    "CU": "هافانا",
    "CV": "برايا",
    "CY": "نيقوسيا",
    "CZ": "براغ",
    "DE": "برلين",
    "DJ": "جيبوتي",
    "DK": "كوبنهاغن",
    "DM": "روسو",
    "DO": "سانتو دومينغو",
    "DZ": "الجزائر العاصمة",
    "EC": "كيتو",
    "EE": "تالين",
    "EG": "القاهرة",
    "ER": "أسمرة",
    "ES": "مدريد",
    "ET": "أديس أبابا",
    "FI": "هلسنكي",
    "FJ": "سوفا",
    "FR": "باريس",
    "GA": "ليبرفيل",
    "GB": "لندن",
    "GD": "سانت جورجز",
    "GE": "تبليسي",
    "GH": "أكرا",
    "GM": "بانجول",
    "GN": "كوناكري",
    "GR": "أثينا",
    "GT": "غواتيمالا سيتي",
    "GW": "بيساو",
    "GY": "جورج تاون",
    "HN": "تيغوسيغالبا",
    "HR": "زغرب",
    "HT": "بورت أو برنس",
    "HU": "بودابست",
    "ID": "جاكرتا",
    "IE": "دبلن",
    "IQ": "بغداد",
    "IR": "طهران",
    "IS": "ريكيافيك",
    "IT": "روما",
    "JM": "كينغستون",
    "JO": "عمّان",
    "JP": "طوكيو",
    "KE": "نيروبي",
    "KG": "بيشكيك",
    "KH": "بنوم بنه",
    "KI": "تاراوا",
    "KM": "موروني",
    "KN": "باستير",
    "KP": "بيونغ يانغ",
    "KR": "سيول",
    "KW": "مدينة الكويت",
    "KZ": "أستانا",
    "LA": "فيينتيان",
    "LB": "بيروت",
    "LC": "كاستريس",
    "LI": "فادوز",
    "LK": "كولومبو",
    "LR": "مونروفيا",
    "LS": "ماسيرو",
    "LT": "فيلنيوس",
    "LU": "لوكسمبورغ",
    "LV": "ريغا",
    "LY": "طرابلس",
    "MA": "الرباط",
    "MC": "موناكو",
    "MD": "كيشيناو",
    "ME": "بودغوريتسا",
    "MG": "أنتاناناريفو",
    "MH": "ماجورو",
    "MK": "سكوبيه",
    "ML": "باماكو",
    "MM": "نايبيداو",
    "MN": "أولان باتور",
    "MR": "نواكشوط",
    "MT": "فاليتا",
    "MU": "بورت لويس",
    "MV": "ماليه",
    "MW": "ليلونغوي",
    "MX": "مكسيكو سيتي",
    "MY": "كوالالمبور",
    "MZ": "مابوتو",
    "NA": "ويندهوك",
    "NE": "نيامي",
    "NG": "أبوجا",
    "NI": "ماناغوا",
    "NL": "أمستردام",
    "NO": "أوسلو",
    "NP": "كاتماندو",
    "NR": "يارين",
    "NZ": "ويلينغتون",
    "OM": "مسقط",
    "PA": "بنما سيتي",
    "PE": "ليما",
    "PG": "بورت مورسبي",
    "PH": "مانيلا",
    "PK": "إسلام آباد",
    "PL": "وارسو",
    "PT": "لشبونة",
    "PY": "أسونسيون",
    "QA": "الدوحة",
    "RO": "بوخارست",
    "RS": "بلغراد",
    "RU": "موسكو",
    "RW": "كيغالي",
    "SA": "الرياض",
    "SB": "هونيارا",
    "SC": "فيكتوريا",
    "SD": "الخرطوم",
    "SE": "ستوكهولم",
    "SG": "سنغافورة",
    "SI": "ليوبليانا",
    "SK": "براتيسلافا",
    "SL": "فريتاون",
    "SM": "سان مارينو",
    "SN": "داكار",
    "SO": "مقديشو",
    "SR": "باراماريبو",
    "SS": "جوبا",
    "ST": "ساو تومي",
    "SV": "سان سلفادور",
    "SY": "دمشق",
    "SZ": "مبابان",
    "TD": "نجامينا",
    "TG": "لومي",
    "TH": "بانكوك",
    "TJ": "دوشنبه",
    "TL": "ديلي",
    "TM": "عشق آباد",
    "TN": "تونس",
    "TO": "نوكو ألوفا",
    "TR": "أنقرة",
    "TT": "بورت أوف سبين",
    "TV": "فونافوتي",
    "TW": "تايبيه",
    "TZ": "دودوما",
    "UA": "كييف",
    "UG": "كمبالا",
    "US": "واشنطن",
    "UY": "مونتيفيديو",
    "UZ": "طشقند",
    "VA": "مدينة الفاتيكان",
    "VC": "كينغستاون",
    "VE": "كاراكاس",
    "VN": "هانوي",
    "VU": "بورت فيلا",
    "WS": "أبيا",
    "XK": "بريشتينا",
    "YE": "صنعاء",
    "ZA": "بريتوريا",
    "ZM": "لوساكا",
    "ZW": "هراري",
}
# Their name is also that of a country or of a larger namesake, which comes first.
NAMESAKES = {"DJ", "GY", "JM", "KN", "LU", "MC", "SG", "SM", "TN", "VC", "ST", "GT", "KW", "SV"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.packaged()


@pytest.mark.parametrize(("country", "name"), CAPITALS.items(), ids=CAPITALS)
def test_capital_is_found_by_its_arabic_name(gazetteer: Gazetteer, country: str, name: str) -> None:
    found = {
        candidate.place.country: candidate.place.feature_code
        for candidate in reversed(gazetteer.named(lookup_key(name)))
        if candidate.place.feature_class == "P"
    }
    assert found.get(country) == "PPLC"


@pytest.mark.parametrize("country", sorted(CAPITALS.keys() - NAMESAKES))
def test_capital_comes_first_among_its_namesakes(gazetteer: Gazetteer, country: str) -> None:
    best = gazetteer.lookup(CAPITALS[country])[0].place
    # A city that is a state is both.
    assert (best.country, best.feature_code) in ((country, "PPLC"), ("VA", "PCLI"))


@pytest.mark.parametrize("country", CAPITALS)
def test_capitals_agree_with_the_names(gazetteer: Gazetteer, country: str) -> None:
    capital = gazetteer.capitals[country]
    assert capital.id in {c.place.id for c in gazetteer.named(lookup_key(CAPITALS[country]))}


def test_every_country_has_at_most_one_capital(gazetteer: Gazetteer) -> None:
    missing = gazetteer.countries.keys() - gazetteer.capitals.keys()
    # HM and UM have no inhabitants, AQ and BQ no government, TK none that stays in one place;
    # Jerusalem is given to no state.
    assert missing <= {"AQ", "BQ", "HM", "IL", "PW", "TK", "UM"}


def test_new_delhi_is_found_in_india(gazetteer: Gazetteer) -> None:
    best = gazetteer.lookup("نيودلهي")[0].place
    assert best.country == "IN"
    assert (best.lat, best.lon) == pytest.approx((28.61, 77.21), abs=0.1)
