"""Which place a mention means, and when none is chosen; the sentences are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonews.gazetteer import Gazetteer
from geonews.model import Candidate, Resolution, Span, Toponym, Use
from geonews.resolution import ToponymResolver
from geonews.toponyms import ToponymRecognizer
from tests.samples import ON_A_BUSY_MACHINE

GAZETTEER = Gazetteer.packaged()
RECOGNIZER = ToponymRecognizer(GAZETTEER)
RESOLVER = ToponymResolver(GAZETTEER)


def resolve(text: str, resolver: ToponymResolver = RESOLVER) -> tuple[Resolution, ...]:
    return resolver(text, RECOGNIZER(text))


def chosen(text: str) -> dict[str, tuple[str, str]]:
    """Return country and feature code by surface; the last mention of a name counts."""
    return {
        r.toponym.surface: (r.place.country, r.place.feature_code)
        for r in resolve(text)
        if r.place is not None
    }


def toponym(text: str, surface: str, *, asked_class: str = "") -> Toponym:
    """Return a mention as a recogniser might hand it over."""
    start = text.index(surface)
    return Toponym(
        span=Span(start=start, end=start + len(surface)),
        surface=surface,
        use=Use.LITERAL,
        reasons=("given by hand",),
        asked_class=asked_class,
    )


def country(text: str, surface: str, *, asked_class: str = "") -> str:
    """Return the country of a surface whose other names are found by the recogniser."""
    given = toponym(text, surface, asked_class=asked_class)
    others = [
        t
        for t in RECOGNIZER(text)
        if t.span.end <= given.span.start or t.span.start >= given.span.end
    ]
    mentions = sorted([*others, given], key=lambda t: t.span)
    resolution = RESOLVER(text, mentions)[mentions.index(given)]
    assert resolution.place is not None
    return resolution.place.country


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("عاد الوفد إلى طرابلس.", "طرابلس", "LY"),  # the capital, where nothing else is said
        ("عاد الوفد إلى طرابلس الليبية.", "طرابلس", "LY"),
        ("عاد الوفد إلى طرابلس اللبنانية.", "طرابلس", "LB"),
        ("احتجاجات في طرابلس شمال لبنان.", "طرابلس", "LB"),
        ("احتجاجات في طرابلس، لبنان.", "طرابلس", "LB"),
        ("احتجاجات في طرابلس في لبنان.", "طرابلس", "LB"),
        ("احتجاجات في طرابلس وبيروت وصيدا في لبنان.", "طرابلس", "LB"),
        ("اشتباكات في طرابلس عاصمة ليبيا.", "طرابلس", "LY"),
        ("سافر إلى قرطبة.", "قرطبة", "ES"),
        ("سافر إلى قرطبة في إسبانيا.", "قرطبة", "ES"),
        ("قصفت مدينة صور في جنوب لبنان.", "صور", "LB"),
        ("قبض على المتهم في إربد وحوكم في عمان لجريمة في الزرقاء.", "عمان", "JO"),
        ("هبت العاصفة على صور في سلطنة عمان.", "صور", "OM"),
        ("سافر إلى لندن.", "لندن", "GB"),
        ("سافر إلى لندن في كندا.", "لندن", "CA"),
        ("سافر إلى باريس.", "باريس", "FR"),
        ("عبر الجرحى إلى رفح في مصر.", "رفح", "EG"),
        ("عبر الجرحى إلى رفح المصرية.", "رفح", "EG"),
        ("عبر الجرحى إلى رفح الفلسطينية.", "رفح", "PS"),
        ("اعتداء في سوسة.", "سوسة", "TN"),
        ("اعتداء في سوسة في ليبيا.", "سوسة", "LY"),
        ("اعتداء في سوسة التونسية.", "سوسة", "TN"),
    ],
)
def test_namesakes_are_told_apart(text: str, surface: str, expected: str) -> None:
    assert country(text, surface) == expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("وصل إلى واشنطن.", "واشنطن", ("US", "PPLC")),
        ("وصل إلى مدينة تونس.", "تونس", ("TN", "PPLC")),
        ("وصل إلى دولة الكويت.", "الكويت", ("KW", "PCLI")),
        ("عقدت القمة في سلطنة عمان.", "عمان", ("OM", "PCLI")),
        ("وصل إلى العاصمة عمان.", "عمان", ("JO", "PPLC")),
        ("وصل إلى مقاطعة دونيتسك.", "دونيتسك", ("UA", "RGN")),
        ("عقدت القمة في عمان في الأردن.", "عمان", ("JO", "PPLC")),
        ("عقدت القمة في الجزائر العاصمة.", "الجزائر العاصمة", ("DZ", "PPLC")),
        ("عقدت القمة في جورجيا.", "جورجيا", ("GE", "PCLI")),
        ("وصل إلى الكونغو الديمقراطية.", "الكونغو الديمقراطية", ("CD", "PCLI")),
    ],
)
def test_state_and_city_are_told_apart(text: str, surface: str, expected: tuple[str, str]) -> None:
    assert chosen(text)[surface] == expected


def test_one_sense_holds_through_a_document() -> None:
    text = "احتجاجات في طرابلس اللبنانية.\nقال السكان إن طرابلس تعاني.\nأغلقت طرابلس مدارسها."
    text = text.replace(" اللبنانية", "، لبنان", 1)
    given = [
        Toponym(span=Span(start=at, end=at + 6), surface="طرابلس", use=Use.LITERAL)
        for at in range(len(text))
        if text.startswith("طرابلس", at)
    ]
    lebanon = toponym(text, "لبنان")
    mentions = sorted([*given, lebanon], key=lambda t: t.span)
    places = [r.place for r in RESOLVER(text, mentions) if r.toponym is not lebanon]
    assert len(places) == 3
    assert {place.country for place in places if place} == {"LB"}


def test_two_senses_in_one_document_stay_apart() -> None:
    text = "توقف القتال في طرابلس، ليبيا. وأغلقت المدارس في طرابلس، لبنان."
    first = text.index("طرابلس")
    second = text.index("طرابلس", first + 1)
    mentions = [
        Toponym(span=Span(start=first, end=first + 6), surface="طرابلس", use=Use.LITERAL),
        toponym(text, "ليبيا"),
        Toponym(span=Span(start=second, end=second + 6), surface="طرابلس", use=Use.LITERAL),
        toponym(text, "لبنان"),
    ]
    countries = [r.place.country for r in RESOLVER(text, mentions) if r.place]
    assert countries == ["LY", "LY", "LB", "LB"]


def test_contracted_article_is_resolved() -> None:
    text = "عاد الوفد للقاهرة."
    (resolution,) = RESOLVER(text, [toponym(text, "لقاهرة")])
    assert resolution.place is not None
    assert resolution.place.id == "geonames:360630"


@pytest.mark.parametrize("surface", ["شزنغشوم", "قرية الدغفل", "Qxzzyplk"])
def test_unknown_name_is_refused_with_reasons(surface: str) -> None:
    text = f"وصل إلى {surface} أمس."
    (resolution,) = RESOLVER(text, [toponym(text, surface)])
    assert resolution.place is None
    assert resolution.candidates == ()
    assert resolution.score == 0
    assert resolution.reasons[0] == "given by hand"
    assert len(resolution.reasons) > 1


def test_everything_is_refused_below_the_least_score() -> None:
    text = "وصل الوفد إلى باكو ثم طرابلس."
    refused = resolve(text, ToponymResolver(GAZETTEER, least_score=1.01))
    accepted = resolve(text)
    assert len(refused) == len(accepted) == 2
    for resolution, same in zip(refused, accepted, strict=True):
        assert resolution.place is None
        assert "no choice" in resolution.reasons[-1]
        assert resolution.candidates == same.candidates


def test_candidates_come_best_first_and_hold_the_choice() -> None:
    (resolution,) = resolve("عاد الوفد إلى طرابلس.")
    scores = [candidate.score for candidate in resolution.candidates]
    assert scores == sorted(scores, reverse=True)
    assert {c.place.country for c in resolution.candidates} >= {"LY", "LB"}
    assert resolution.place == resolution.candidates[0].place
    assert sum(scores) <= 1.001


def test_reasons_name_the_signals() -> None:
    text = "احتجاجات في طرابلس، لبنان."
    resolution = RESOLVER(text, [toponym(text, "طرابلس"), toponym(text, "لبنان")])[0]
    assert any("Lebanon" in reason for reason in resolution.reasons)
    assert {"prominence", "container"} <= {s.name for s in resolution.candidates[0].signals}


@pytest.mark.parametrize("text", ["", "لا مكان هنا."])
def test_no_mentions_are_no_resolutions(text: str) -> None:
    assert RESOLVER(text, []) == ()


VOCABULARY = (
    "بيروت طرابلس لبنان ليبيا الليبية صور مدينة تونس الكويت في شمال عاصمة ، و لندن كندا "
    "سوسة القاهرة للقاهرة وبغداد الموصل روسيا الروسي قرية الدغفل عمان البحر الأحمر ."
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split())).map(" ".join)


@ON_A_BUSY_MACHINE
@given(WORDS | st.text())
def test_any_text_is_resolved_in_order_within_bounds(text: str) -> None:
    mentions = RECOGNIZER(text)
    resolutions = RESOLVER(text, mentions)
    assert tuple(r.toponym for r in resolutions) == mentions
    for resolution in resolutions:
        assert 0 <= resolution.score <= 1
        assert resolution.reasons
        assert all(0 <= c.score <= 1 for c in resolution.candidates)
        if resolution.place is not None:
            assert resolution.place in [c.place for c in resolution.candidates]


@ON_A_BUSY_MACHINE
@given(WORDS)
def test_resolution_is_the_same_every_time(text: str) -> None:
    assert resolve(text) == resolve(text, ToponymResolver(GAZETTEER))


def test_resolver_names_its_version() -> None:
    assert RESOLVER.name
    assert RESOLVER.version >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت الطائرات مطاري حلب ودمشق الدوليين.", ["AIRP", "AIRP"]),
        ("اقتحم الجيش مخيمي جنين وطولكرم.", ["CMPRF", "CMPRF"]),
        ("نقل الأسرى إلى سجني الدامون وريمون.", ["PRN", "PRN"]),
        ("عاد الأهالي إلى مدينتي حلب وحمص.", ["PPL", "PPL"]),
        ("شملت الأمطار محافظات درعا والسويداء والقنيطرة.", ["ADM1", "ADM1", "ADM1"]),
        ("تضررت محافظتا صعدة وحجة في اليمن.", ["ADM1", "ADM1", "PCLI"]),
    ],
)
def test_class_noun_of_a_list_is_part_of_each_name(text: str, expected: list[str]) -> None:
    found = RESOLVER(text, RECOGNIZER(text))
    codes = [resolution.place.feature_code for resolution in found if resolution.place]
    assert [code.rstrip("A") for code in codes] == expected
    assert all(" " not in resolution.toponym.surface for resolution in found)


def test_far_namesake_is_doubted_where_the_document_speaks_of_one_country() -> None:
    name = "هاتفيلد"  # Hatfield, of which there is none near Gaza
    alone = f"نزح السكان إلى بلدة {name}."
    in_gaza = f"عاد النازحون إلى غزة وخان يونس ورفح وجباليا وبيت لاهيا. {alone}"
    sure, doubted = (
        next(r for r in RESOLVER(text, RECOGNIZER(text)) if r.toponym.surface == name)
        for text in (alone, in_gaza)
    )
    assert doubted.score < sure.score - 0.05
    assert any("no place of this name is there" in reason for reason in doubted.reasons)
    assert not any("no place of this name is there" in reason for reason in sure.reasons)


def test_street_is_taken_for_the_one_in_the_country_that_is_spoken_of() -> None:
    text = "عاد النازحون إلى غزة وخان يونس ورفح وجباليا عبر شارع الرشيد."
    (street,) = [r for r in RESOLVER(text, RECOGNIZER(text)) if "الرشيد" in r.toponym.surface]
    assert street.place is not None
    assert street.place.country == "PS"  # and not Baghdad's


def test_a_province_named_in_the_text_tells_namesakes_apart() -> None:
    # There is an Ain el Turk by Oran, larger than the municipality in the province of Bouira.
    text = "انقطع الماء في ولاية البويرة عن بلديات قرومة وزبربر وعين الترك."
    provinces = {r.toponym.surface: r.place.admin1 for r in resolve(text) if r.place}
    assert provinces["عين الترك"] == provinces["قرومة"] != ""


def test_the_town_stands_in_for_a_site_that_the_gazetteer_lacks() -> None:
    assert chosen("نقل المعتقلون إلى سجن طنجة أمس.")["سجن طنجة"] == ("MA", "PPL")


def test_guesses_at_spellings_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = "ابتجحخدرزسشصطعفقكلمن"
    names = [f"{a}{b}ا{c}وغ" for a in letters for b in letters[:8] for c in letters[:5]]
    asked: list[str] = []

    def guess(key: str) -> tuple[Candidate, ...]:
        asked.append(key)
        return ()

    gazetteer = Gazetteer()
    monkeypatch.setattr(gazetteer, "transliterated", guess)
    monkeypatch.setattr(gazetteer, "guessed", lambda _: ())
    resolve(" ".join(f"مدينة {name}." for name in names), ToponymResolver(gazetteer))
    assert 400 < len(asked) <= 500
