"""The page as a reader meets it: opened from a file, with no network."""

from __future__ import annotations

import time
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from geonews.render.labels import labels
from geonews.territory import policy_statement
from tests.browser import chromium
from tests.browser.chromium import complaints, requests
from tests.browser.conftest import Show
from tests.render.samples import HOSTILE, atlas, caucasus, feature, hostile, many, of


def all_of(page: WebDriver, selector: str) -> list[WebElement]:
    return page.find_elements(By.CSS_SELECTOR, selector)


def one(page: WebDriver, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def popup(page: WebDriver) -> WebElement:
    """Return the popup once it has come to rest."""
    WebDriverWait(page, 5).until(lambda _: all_of(page, ".leaflet-popup .details"))
    chromium.settle(page)
    return one(page, ".leaflet-popup")


def count(page: WebDriver) -> int:
    return int(str(one(page, "#event-count").get_attribute("data-count")))


def drawn(page: WebDriver) -> int:
    """Return the sum of the events that the markers stand for."""
    total: int = page.execute_script(
        "return [...document.querySelectorAll('.event-marker')]"
        ".reduce((sum, marker) => sum + Number(marker.dataset.count), 0)"
    )
    return total


def box(page: WebDriver, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.execute_script(
        "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return {left: r.left, top: r.top, right: r.right, bottom: r.bottom}",
        selector,
    )
    return found


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return (
        a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    )


def marker_of(page: WebDriver, text: str) -> WebElement:
    (marker,) = (
        marker
        for marker in all_of(page, ".event-single")
        if text in str(marker.get_attribute("aria-label"))
    )
    return marker


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_page_opens_without_requests_or_complaints(show: Show, lang: str) -> None:
    page = show(lang=lang)
    asked = requests(page)
    assert [address for address in asked if not address.startswith("file:")] == []
    assert len(asked) == 1
    assert complaints(page) == []
    assert len(all_of(page, ".event-marker")) > 5
    assert page.execute_script("return document.documentElement.dataset.ready") == "true"


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_page_runs_in_the_direction_of_its_language(show: Show, lang: str, direction: str) -> None:
    page = show(lang=lang)
    script = "return getComputedStyle(document.querySelector(arguments[0])).direction"
    assert page.execute_script(script, ".panel") == direction
    assert page.execute_script(script, ".leaflet-container") == "ltr"
    panel, chart = box(page, ".panel"), box(page, ".folium-map")
    assert (panel["left"] >= chart["right"]) is (direction == "rtl")


def test_markers_and_unplaced_events_add_up_to_the_count(show: Show) -> None:
    page = show()
    unplaced = len(all_of(page, ".event-list.unplaced > li"))
    assert unplaced == 1
    assert drawn(page) + unplaced == count(page) == len(caucasus()["features"])


def test_list_holds_as_many_events_as_the_count(show: Show) -> None:
    page = show()
    assert len(all_of(page, ".event-button")) == count(page)


def test_click_opens_the_evidence_sentence(show: Show) -> None:
    page = show()
    marker_of(page, "تبليسي").click()
    opened = popup(page)
    assert "يواصل آلاف المحتجين التجمع أمام البرلمان" in opened.text
    for word in ("احتجاج", "جارٍ", "تبليسي", "أغسطس 2024", "مكان محدّد"):
        assert word in opened.text
    link = opened.find_element(By.CSS_SELECTOR, ".sources a")
    assert link.get_attribute("href") == "https://news.example/6"
    assert link.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_popup_is_covered_by_nothing(show: Show, size: tuple[int, int], lang: str) -> None:
    page = show(size=size, lang=lang)
    page.execute_script("document.querySelector('.event-list.placed button').click()")
    popup(page)
    opened = box(page, ".leaflet-popup-content-wrapper")
    for other in (".panel", ".leaflet-control-zoom", ".leaflet-control-layers"):
        assert not overlap(opened, box(page, other)), other
    assert opened["left"] >= 0
    assert opened["right"] <= size[0]
    assert opened["top"] >= 0


def test_popup_says_the_status_on_the_day_of_the_event(show: Show) -> None:
    page = show(of(feature(2)))
    marker_of(page, "شوشا").click()
    status = popup(page).find_element(By.CSS_SELECTOR, ".status").text
    assert "24 أكتوبر 2020" in status
    assert "متنازع عليه" in status
    assert "أذربيجان" in status


def test_enter_opens_and_escape_closes_and_returns_focus(show: Show) -> None:
    page = show()
    marker = marker_of(page, "تبليسي")
    page.execute_script("arguments[0].focus()", marker)
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert "تبليسي" in popup(page).text
    assert page.execute_script(
        "return document.querySelector('.leaflet-popup').contains(document.activeElement)"
    )
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    WebDriverWait(page, 5).until(lambda _: not all_of(page, ".leaflet-popup"))
    label = str(page.switch_to.active_element.get_attribute("aria-label"))
    assert "تبليسي" in label


def test_event_of_the_list_opens_and_gives_focus_back_to_it(show: Show) -> None:
    page = show()
    button = one(page, ".event-list.placed button")
    button.click()
    popup(page)
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.switch_to.active_element == button


def test_unplaced_event_unfolds_in_the_list(show: Show) -> None:
    page = show()
    button = one(page, ".event-list.unplaced button")
    page.execute_script("arguments[0].click()", button)
    assert "دون أن يحدد المكان" in one(page, ".event-list.unplaced .details").text
    assert button.get_attribute("aria-expanded") == "true"


def test_events_in_one_place_open_as_a_list(show: Show) -> None:
    page = show(of(*(feature(number) for number in (0, 1, 13))))
    one(page, ".event-cluster").click()
    opened = popup(page)
    assert "3 أحداث" in opened.text
    opened.find_elements(By.CSS_SELECTOR, ".event-button")[0].click()
    assert all_of(page, ".leaflet-popup .evidence")
    one(page, ".leaflet-popup .back").click()
    assert len(all_of(page, ".leaflet-popup .event-button")) == 3


def test_imprecise_event_is_no_plain_pin(show: Show) -> None:
    page = show(of(feature(11)))
    assert all_of(page, ".event-single .sign-area")
    assert all_of(page, "path.extent")


def test_exact_event_is_a_plain_pin(show: Show) -> None:
    page = show(of(feature(0)))
    assert all_of(page, ".event-single .sign")
    assert not all_of(page, ".event-single .sign-area")
    assert not all_of(page, "path.extent")


def test_contested_areas_are_hatched(show: Show) -> None:
    page = show()
    fills = page.execute_script(
        "return [...document.querySelectorAll('.folium-map path.contested')]"
        ".map((path) => getComputedStyle(path).fill)"
    )
    assert fills
    assert all(fill.startswith('url("#hatch-') for fill in fills)
    assert not all_of(page, "canvas")


def test_contested_area_names_claimants_administrator_and_policy(show: Show) -> None:
    page = show()
    area = one(page, "path.contested[aria-label*='أبخازيا']")
    page.execute_script("arguments[0].focus()", area)
    page.switch_to.active_element.send_keys(Keys.ENTER)
    text = popup(page).text
    for word in ("أبخازيا", "كيان منفصل", "جورجيا", "19 أغسطس 2024"):
        assert word in text
    assert policy_statement("neutral", "ar", atlas=atlas()) in text


@pytest.mark.parametrize("policy", ["neutral", "un"])
def test_disclaimer_names_the_policy(show: Show, policy: str) -> None:
    page = show(policy=policy)
    text = str(one(page, ".foot").get_attribute("textContent"))
    assert policy_statement(policy, "ar", atlas=atlas()) in text
    assert labels("ar")["ui"]["disclaimer"] in text
    for credit in ("GeoNames", "CC BY 4.0", "Natural Earth", "Leaflet"):
        assert credit in text
    assert not all_of(page, ".leaflet-attribution-flag")


def test_filters_change_the_count(show: Show) -> None:
    page = show()
    one(page, "[data-group='diplomacy']").click()
    assert count(page) == 13
    one(page, "[data-modality='denied']").click()
    assert count(page) == 12
    assert drawn(page) == 11
    one(page, ".reset").click()
    assert count(page) == 15
    assert one(page, "[data-group='diplomacy']").is_selected()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("باكو", 3),
        ("أرمينيا", 1),
        ("ارمينيا", 1),  # without the hamza
        ("زِلْزَال", 1),  # with its vowels
        ("زيـارة", 1),  # with a tatweel
        ("زياره", 1),  # heh for teh marbuta
        ("٥.١", 1),
        ("Baku", 3),
        ("لا شيء كهذا", 0),
    ],
)
def test_search_finds_spellings_alike(show: Show, query: str, found: int) -> None:
    page = show()
    one(page, "#search").send_keys(query)
    assert count(page) == found


def test_period_leaves_out_what_lies_outside(show: Show) -> None:
    page = show()
    first, _ = all_of(page, ".range input")
    set_range = (
        "arguments[0].value = arguments[1];"
        "arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"
    )
    page.execute_script(set_range, first, first.get_attribute("max"))
    dated = [event for event in caucasus()["features"] if event["properties"]["to"]]
    last = max(event["properties"]["to"] for event in dated)
    expected = [event for event in dated if event["properties"]["to"] == last]
    assert count(page) == len(expected) + 1
    one(page, "#undated").click()
    assert count(page) == len(expected)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "حدث واحد"), (2, "حدثان"), (3, "3 أحداث"), (11, "11 حدثًا"), (100, "100 حدث")],
)
def test_count_has_the_plural_of_its_number(show: Show, number: int, words: str) -> None:
    page = show(of(*many(number)["features"]))
    assert one(page, "#event-count").text == words


def test_hostile_texts_show_and_do_nothing(show: Show) -> None:
    page = show(hostile(), title=HOSTILE[2])
    assert one(page, "h1").text == HOSTILE[2]
    headings = [node.get_attribute("textContent") for node in all_of(page, ".event-heading")]
    assert sorted(str(heading) for heading in headings) == sorted(HOSTILE)
    for number in range(len(HOSTILE)):
        page.execute_script(
            "document.querySelectorAll('.event-list.placed button')[arguments[0]].click()", number
        )
        popup(page)
        hrefs = [str(link.get_attribute("href")) for link in all_of(page, ".sources a")]
        assert len(hrefs) == 1
        assert hrefs[0].startswith("https://news.example/")
    assert page.execute_script("return typeof window.__x") == "undefined"
    assert complaints(page) == []


def test_injected_handler_is_blocked(show: Show) -> None:
    page = show()
    page.execute_script(
        "const image = document.createElement('img');"
        "image.setAttribute('onerror', 'window.__x = 1');"
        "image.src = 'data:image/png;base64,broken'; document.body.append(image)"
    )
    chromium.settle(page, 300)
    assert page.execute_script("return typeof window.__x") == "undefined"


def test_narrow_screen_has_a_sheet_that_opens(show: Show) -> None:
    page = show(size=(390, 844))
    closed = box(page, ".panel")
    assert closed["top"] > 700
    one(page, ".handle").click()
    chromium.settle(page)
    opened = box(page, ".panel")
    assert opened["top"] < 200
    width = page.execute_script("return document.documentElement.scrollWidth")
    assert width == 390


def test_page_of_no_events_says_so(show: Show) -> None:
    page = show(of())
    assert one(page, ".none").text == labels("ar")["ui"]["empty"]
    assert complaints(page) == []


def test_ten_thousand_events_are_answered(show: Show, record_property: Any) -> None:
    page = show(many(10_000))
    record_property("ready_ms", page.execute_script("return performance.now()"))
    assert count(page) == drawn(page) == 10_000
    assert page.execute_script("return document.querySelectorAll('*').length") < 1500
    start = time.monotonic()
    one(page, "#search").send_keys("بغداد")
    record_property("search_s", time.monotonic() - start)
    assert 0 < count(page) < 10_000
    assert drawn(page) == count(page)
