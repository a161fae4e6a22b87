"""What a reader does with the page: filters, plays, links to it, takes events away."""

from __future__ import annotations

import csv
import json
import random
from datetime import date, timedelta
from typing import Any

import folium
import pytest
import shapely
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from geonews.render import EventMap
from tests.browser import chromium
from tests.browser.chromium import complaints, resize
from tests.browser.conftest import Show
from tests.browser.test_page import all_of, count, drawn, one, popup
from tests.render.samples import HOSTILE, caucasus, feature, hostile, many, of


def set_range(page: WebDriver, selector: str, value: int) -> None:
    page.execute_script(
        "const input = document.querySelector(arguments[0]); input.value = arguments[1];"
        "input.dispatchEvent(new Event('input', {bubbles: true}))",
        selector,
        value,
    )


def unsure() -> dict[str, Any]:
    """Return the events of `caucasus`, ever less sure."""
    collection = caucasus()
    for at, event in enumerate(collection["features"]):
        event["properties"]["confidence"] = round(0.98 - 0.03 * at, 2)
    return collection


def visible_geojson(page: WebDriver) -> dict[str, Any]:
    found: dict[str, Any] = page.execute_script("return geonews.visibleGeoJson()")
    return found


def address(page: WebDriver) -> str:
    """Return the fragment of the page's address once it has come to rest."""
    chromium.settle(page)
    return str(page.execute_script("return location.hash"))


def go(page: WebDriver, fragment: str) -> None:
    page.execute_script("location.hash = arguments[0]", fragment)
    chromium.settle(page, 300)


def test_confidence_leaves_out_what_is_less_sure(show: Show) -> None:
    page = show(unsure())
    sure = [f for f in unsure()["features"] if f["properties"]["confidence"] >= 0.8]
    set_range(page, "#confidence", 80)
    assert count(page) == len(sure) < 15
    assert "80" in one(page, "output[for='confidence']").text
    one(page, ".reset").click()
    assert count(page) == 15


@pytest.mark.parametrize("seed", range(4))
def test_map_count_and_download_hold_the_same_events(show: Show, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 choice of filters
    page = show(many(400))
    for box in chance.sample(all_of(page, "[data-group]"), 2):
        page.execute_script("arguments[0].click()", box)
    set_range(page, ".range input", chance.randrange(0, 900))
    one(page, "#search").send_keys(chance.choice(["بغداد", "صنعاء", "خبر"]))
    features = visible_geojson(page)["features"]
    assert len(features) == count(page) == drawn(page)


def test_download_is_the_collection_that_was_drawn(show: Show) -> None:
    page = show()
    told = {f["properties"]["id"]: f for f in caucasus()["features"]}
    collection = visible_geojson(page)
    assert collection["policy"] == "neutral"
    for found in collection["features"]:
        event = told[found["id"]]
        assert found["geometry"] == event["geometry"]
        for name in (
            "type",
            "modality",
            "title",
            "summary",
            "from",
            "to",
            "place_ar",
            "confidence",
        ):
            assert found["properties"][name] == event["properties"][name], name


def test_csv_runs_nothing_in_a_spreadsheet(show: Show) -> None:
    event = feature(0)
    event["properties"]["title"] = '=HYPERLINK("http://x"),"a"\nb'
    page = show(of(event))
    text = str(page.execute_script("return geonews.visibleCsv()"))
    (row,) = csv.DictReader(text.splitlines(keepends=True))
    assert row["title"].startswith("'=HYPERLINK(")
    assert row["lon"] == "49.892"


def test_link_shows_the_same_again(show: Show) -> None:
    page = show(unsure(), policy=("neutral", "un"))
    one(page, "[data-group='protest']").click()
    set_range(page, "#confidence", 70)
    one(page, "#search").send_keys("ا")
    page.execute_script("geonews.setPolicy(1)")
    page.execute_script("geonews.map.setView([41, 45], 6, {animate: false})")
    before, shown = address(page), count(page)
    page.execute_script("geonews.clearFilters(); geonews.setPolicy(0)")
    assert count(page) == 15
    assert address(page) != before
    go(page, before)
    assert 0 < count(page) == shown < 15
    assert page.execute_script("return geonews.policy()") == 1
    assert page.execute_script("return geonews.map.getZoom()") == 6
    assert address(page) == before


def test_link_opens_its_event(show: Show) -> None:
    page = show()
    one(page, ".event-list.placed button").click()
    opened = popup(page).text
    fragment = address(page)
    assert "event=" in fragment
    page.execute_script("geonews.map.closePopup()")
    assert "event=" not in address(page)
    go(page, fragment)
    assert popup(page).text == opened


@pytest.mark.parametrize(
    "fragment",
    [
        "#map=99/NaN/1e400&from=2024-99-99&to=x&sure=-5&without=,,WAR&policy=party:x&event=none",
        "#map=5/100/999",
        "#%E0%A4%A",
        "#q=" + "<img src=x onerror=window.__x=1>" * 20,
    ],
)
def test_link_that_fits_nothing_does_nothing(show: Show, fragment: str) -> None:
    page = show()
    go(page, fragment)
    assert page.execute_script("return typeof window.__x") == "undefined"
    if "q=" not in fragment:
        assert count(page) == 15
    assert complaints(page) == []
    assert all_of(page, ".event-marker") or "q=" in fragment


def test_play_moves_the_end_of_the_period_to_the_last_day(show: Show) -> None:
    page = show(many(60))
    play = one(page, ".play")
    play.click()
    assert 0 < count(page) < 60
    started = count(page)
    WebDriverWait(page, 5).until(lambda _: count(page) > started)
    play.click()  # a second press holds it
    held = count(page)
    chromium.settle(page, 500)
    assert count(page) == held
    play.click()
    WebDriverWait(page, 30).until(lambda _: count(page) == 60)
    assert play.get_attribute("data-state") == "play"


def test_contested_areas_follow_the_end_of_the_period(show: Show) -> None:
    """Before the war of 2020 Karabakh is drawn as it was then."""
    then, now = feature(2), feature(0)
    then["properties"] |= {"from": "2019-05-01", "to": "2019-05-01"}
    now["properties"] |= {"from": "2025-01-01", "to": "2025-01-01"}
    page = show(of(then, now), on=date(2025, 1, 1), lang="en")
    assert "2025" in one(page, ".as-of").text
    set_range(page, ".range input:last-of-type", 30)
    shown = (date(2019, 5, 1) + timedelta(days=30)).day
    assert str(shown) in one(page, ".as-of").text
    assert "2019" in one(page, ".as-of").text
    area = one(page, "path.contested[aria-label*='Karabakh']")
    page.execute_script(
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", area
    )
    text = popup(page).text
    assert "2019" in text
    assert "Artsakh" in text


def test_reader_chooses_the_policy_where_there_are_several(show: Show) -> None:
    page = show(policy=("neutral", "un"), lang="en", on=date(2024, 1, 1))
    assert all_of(page, "path.contested")
    page.execute_script(
        "const select = document.querySelector('#policy'); select.value = '1';"
        "select.dispatchEvent(new Event('change'))"
    )
    area = one(page, "path[aria-label*='Abkhazia']")
    assert "assigned" in str(area.get_attribute("class"))
    statement = page.execute_script("return geonews.config.policies[1].statement")
    assert one(page, ".foot .policy").get_attribute("textContent") == statement


def test_page_of_one_policy_offers_no_choice(show: Show) -> None:
    assert not all_of(show(), "#policy")


@pytest.mark.parametrize(
    ("locale", "day"),
    [
        ("ar-EG", "١٩ أغسطس ٢٠٢٤"),
        ("ar-SY", "19 آب 2024"),
        ("ar-MA", "19 غشت 2024"),
        ("ar-u-nu-latn", "19 أغسطس 2024"),
    ],
)
def test_days_are_written_as_the_country_writes_them(show: Show, locale: str, day: str) -> None:
    page = show(locale=locale)
    written = str(page.execute_script("return geonews.formatIso('2024-08-19')"))
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    assert written.translate(digits) == day.translate(digits)
    assert ("٢" in written) is ("٢" in day) or locale == "ar-SY"


def test_embedded_page_folds_its_panel_at_any_width(show: Show) -> None:
    page = show(embed=True, size=(900, 500))
    panel = page.execute_script(
        "return document.querySelector('.panel').getBoundingClientRect().top"
    )
    assert panel > 380
    one(page, ".handle").click()
    chromium.settle(page)
    assert one(page, "#search").is_displayed()


def test_hostile_texts_are_taken_away_as_they_are(show: Show) -> None:
    page = show(hostile())
    titles = [f["properties"]["title"] for f in visible_geojson(page)["features"]]
    assert sorted(titles) == sorted(HOSTILE)
    addresses = {
        s["url"] for f in visible_geojson(page)["features"] for s in f["properties"]["sources"]
    }
    assert not [address for address in addresses if address and address.startswith("javascript")]
    json.dumps(titles)
    assert all_of(page, "[data-take='save_csv']")
    page.find_element(By.CSS_SELECTOR, "[data-take='save_csv']")
    assert page.execute_script("return typeof window.__x") == "undefined"


def test_notebook_shows_the_map_in_its_frame(browser: WebDriver, tmp_path: Any) -> None:
    page = tmp_path / "notebook.html"
    event_map = EventMap(caucasus(), height=500)
    folium.GeoJson(shapely.box(44, 40, 46, 41).__geo_interface__, name="منطقتي").add_to(event_map)
    page.write_text(f"<!DOCTYPE html><body>{event_map._repr_html_()}</body>", encoding="utf-8")
    resize(browser, 1000, 700)
    browser.get_log("browser")
    browser.get(page.as_uri())
    browser.switch_to.frame(0)
    try:
        WebDriverWait(browser, 15).until(
            lambda inside: inside.execute_script("return window.geonewsReady === true")
        )
        assert drawn(browser) > 5
        layers = browser.execute_script("return document.body.textContent")
        assert "منطقتي" in str(layers)
        assert (
            browser.execute_script(
                "return document.querySelectorAll('.leaflet-overlay-pane path').length"
            )
            == 1
        )
        one(browser, ".event-single").click()
        popup(browser)
    finally:
        browser.switch_to.default_content()
    assert complaints(browser) == []


def test_broken_data_is_said_in_words_and_the_rest_drawn(show: Show) -> None:
    broken = feature(0)
    broken["properties"] |= {"type": HOSTILE[0], "id": HOSTILE[2]}
    page = show(of(feature(1), broken, {"type": "Feature"}))
    assert count(page) == 1
    said = one(page, ".faults")
    assert said.text == "تعذّر رسم عنصرين من البيانات"
    said.find_element(By.CSS_SELECTOR, "summary").click()
    assert HOSTILE[0] in said.text
    assert page.execute_script("return typeof window.__x") == "undefined"
    assert complaints(page) == []


def test_data_that_is_no_collection_gives_a_page_that_says_so(show: Show) -> None:
    page = show({"type": "Feature"}, lang="en")
    assert one(page, ".faults summary").text == "1 item of the data could not be drawn"
    assert one(page, ".none").text == "There are no events in this collection."
    assert complaints(page) == []
