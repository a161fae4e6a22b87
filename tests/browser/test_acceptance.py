"""What a page for publication has to keep, measured in the browser."""

from __future__ import annotations

import base64
import io
from datetime import date
from pathlib import Path
from typing import Any

import axe_core_python
import matplotlib.image
import pytest
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from geonews.cli import main
from geonews.render import render_map
from geonews.render.folder import write_map_folder
from tests.browser import chromium
from tests.browser.chromium import complaints, requests
from tests.browser.conftest import Show
from tests.browser.test_page import all_of, box, count, one, overlap, popup
from tests.render.samples import atlas, caucasus, feature, hostile, many, of

SIZES = [(1280, 800), (390, 844)]
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")

GOLDEN = {
    "Simferopol": (34.1, 44.95),
    "Laayoune": (-13.2, 27.15),
    "Golan": (35.8, 33.0),
    "Shebaa": (35.75, 33.33),
    "Gaza": (34.45, 31.5),
    "Aksai Chin": (79.5, 35.2),
    "Srinagar": (74.8, 34.08),
    "Khankendi": (46.75, 39.82),
    "Tiraspol": (29.63, 46.84),
    "Sukhumi": (41.02, 43.0),
    "Donetsk": (37.8, 48.0),
    "Kyrenia": (33.32, 35.33),
    "Hargeisa": (44.06, 9.56),
    "Pristina": (21.16, 42.66),
    "Halaib": (36.4, 22.2),
    "Abyei": (28.43, 9.6),
}
"""Towns of contested land that base maps of countries hand to somebody: lon, lat in degrees."""


def violations(page: WebDriver) -> list[str]:
    """Return what axe-core finds serious or critical."""
    page.execute_script(AXE)
    result: dict[str, Any] = page.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then(done)"
    )
    return [
        f"{found['id']}: {node['html'][:120]}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_serious(show: Show, lang: str, size: tuple[int, int]) -> None:
    page = show(lang=lang, size=size, policy=("neutral", "un"))
    if size[0] < 640:
        one(page, ".handle").click()
        chromium.settle(page)
    assert violations(page) == []


def test_axe_finds_nothing_serious_in_what_opens(show: Show) -> None:
    page = show()
    one(page, ".event-list.placed button").click()
    popup(page)
    assert violations(page) == []


def test_every_marker_is_named_by_what_it_shows(show: Show) -> None:
    page = show(many(300))
    for marker in all_of(page, ".event-marker"):
        name = str(marker.get_attribute("aria-label"))
        shown = str(marker.get_attribute("textContent")).strip()
        assert name
        for part in shown.split():
            assert part in name or part in name.replace("\u200f", "")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_names_stand_under_the_middle_of_their_markers(show: Show, lang: str) -> None:
    page = show(lang=lang)
    off = page.execute_script(
        "return [...document.querySelectorAll('.event-marker')].flatMap((marker) => {"
        "  const name = marker.querySelector('.event-name');"
        "  if (!name) { return []; }"
        "  const [a, b] = [marker, name].map((node) => node.getBoundingClientRect());"
        "  return [Math.abs((a.left + a.right) / 2 - (b.left + b.right) / 2)];"
        "})"
    )
    assert off
    assert max(off) <= 2


def test_hatch_has_two_colours_on_the_screen(show: Show) -> None:
    page = show(of(feature(0)), lang="en", on=date(2024, 1, 1))
    page.execute_script("geonews.map.setView([42.9, 41.3], 9, {animate: false})")
    chromium.settle(page, 300)
    picture = matplotlib.image.imread(
        io.BytesIO(base64.b64decode(page.get_screenshot_as_base64())), format="png"
    )
    at = page.execute_script(
        "const point = geonews.map.latLngToContainerPoint([43.0, 41.35]);"
        "const map = document.querySelector('.folium-map').getBoundingClientRect();"
        "return [Math.round(map.left + point.x), Math.round(map.top + point.y)]"
    )
    inside = picture[at[1] - 15 : at[1] + 15, at[0] - 15 : at[0] + 15, :3]
    assert len({tuple(round(float(c), 2) for c in pixel) for row in inside for pixel in row}) >= 2


@pytest.fixture(scope="module")
def world_page(browser: WebDriver, tmp_path_factory: pytest.TempPathFactory) -> WebDriver:
    """Return a page of the packaged atlas and base map, events at every golden point."""
    events = []
    for number, (name, (lon, lat)) in enumerate(GOLDEN.items()):
        event = feature(0)
        event["geometry"]["coordinates"] = [lon, lat]
        event["properties"] |= {"id": f"golden-{number}", "title": name, "territories": []}
        events.append(event)
    path = tmp_path_factory.mktemp("world") / "map.html"
    path.write_text(render_map(of(*events), on=date(2020, 1, 1)), encoding="utf-8")
    chromium.resize(browser, 1280, 800)
    chromium.open_page(browser, path)
    return browser


@pytest.mark.parametrize("name", GOLDEN)
def test_base_map_hands_no_contested_town_to_anybody(world_page: WebDriver, name: str) -> None:
    """At the town lies land of one colour, hatch, and nothing that says whose it is."""
    lon, lat = GOLDEN[name]
    under = world_page.execute_script(
        "geonews.map.setView([arguments[1], arguments[0]], 8, {animate: false});"
        "const point = geonews.map.latLngToContainerPoint([arguments[1], arguments[0]]);"
        "const map = document.querySelector('.folium-map').getBoundingClientRect();"
        "return document.elementsFromPoint(map.left + point.x, map.top + point.y)"
        "  .filter((node) => node.tagName === 'path' && node.closest('.leaflet-pane'))"
        "  .filter((node) => !node.closest('.leaflet-marker-pane'))"
        "  .map((node) => [node.getAttribute('class'), getComputedStyle(node).fill])",
        lon,
        lat,
    )
    classes = [kind for kind, _ in under]
    assert any("contested" in kind for kind in classes), classes
    assert all(fill.startswith("url(") for kind, fill in under if "contested" in kind)
    assert {kind.split()[0] for kind in classes} <= {"leaflet-interactive", "land", "extent"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("events", ["caucasus", "many", "hostile"])
def test_nothing_covers_what_opens(show: Show, events: str, size: tuple[int, int]) -> None:
    collections = {"caucasus": caucasus, "many": lambda: many(10_000), "hostile": hostile}
    page = show(collections[events](), size=size)
    page.execute_script("document.querySelector('.event-list.placed button').click()")
    popup(page)
    opened = box(page, ".leaflet-popup-content-wrapper")
    for other in (".panel", ".leaflet-control-zoom", ".leaflet-control-layers"):
        assert not overlap(opened, box(page, other)), other
    assert opened["left"] >= 0
    assert opened["top"] >= 0
    assert opened["right"] <= size[0]
    wide = page.execute_script("return document.documentElement.scrollWidth")
    assert wide == size[0]


def test_a_hundred_thousand_events_stay_within_the_screen(show: Show) -> None:
    page = show(many(100_000))
    assert count(page) == 100_000
    for zoom in (3, 5, 6, 8, 10):
        page.execute_script(f"geonews.map.setView([33.3, 44.4], {zoom}, {{animate: false}})")
        assert page.execute_script("return document.querySelectorAll('*').length") < 1500, zoom
    one(page, "#search").send_keys("بغداد")
    assert 0 < count(page) < 100_000
    assert page.execute_script("return document.querySelectorAll('*').length") < 1500


@pytest.fixture
def folder_page(browser: WebDriver, tmp_path: Path) -> WebDriver:
    """Return a page in a folder, its texts in files of 50 events."""
    target = tmp_path / "خريطة"
    write_map_folder(target, many(500), atlas=atlas(), per_file=50)
    assert len(list((target / "texts").iterdir())) == 10
    chromium.resize(browser, 1280, 800)
    chromium.open_page(browser, target / "index.html")
    return browser


def waits_for(page: WebDriver, condition: str) -> None:
    WebDriverWait(page, 10).until(lambda inside: inside.execute_script(f"return {condition}"))


def test_folder_loads_the_texts_that_are_read_and_no_others(folder_page: WebDriver) -> None:
    page = folder_page
    waits_for(page, "document.querySelector('.event-heading').textContent.startsWith('خبر')")
    assert count(page) == 500
    asked = [address.rsplit("/", 1)[1] for address in requests(page)]
    assert asked == ["index.html", "00000.js"]
    page.execute_script("geonews.openEvent(444, null)")
    waits_for(page, "document.querySelector('.leaflet-popup .evidence')")
    told = str(one(page, ".leaflet-popup").get_attribute("textContent"))
    assert "أفادت مصادر محلية" in told
    assert [address.rsplit("/", 1)[1] for address in requests(page)] == ["00008.js"]
    assert complaints(page) == []


def test_folder_gives_all_its_events_away(folder_page: WebDriver) -> None:
    page = folder_page
    collection = page.execute_async_script(
        "const done = arguments[0];"
        "geonews.withTexts(geonews.filters.visible, () => done(geonews.visibleGeoJson()))"
    )
    told = {event["properties"]["id"]: event["properties"] for event in many(500)["features"]}
    found = {event["id"]: event["properties"] for event in collection["features"]}
    assert found.keys() == told.keys()
    for id_, properties in found.items():
        for name in ("title", "summary", "type", "from", "place_ar"):
            assert properties[name] == told[id_][name]


def test_folder_without_its_texts_says_so(folder_page: WebDriver) -> None:
    page = folder_page
    page.execute_script("document.querySelectorAll('script').forEach((s) => s.src && s.remove())")
    path = Path(str(page.execute_script("return decodeURIComponent(location.pathname)")))
    (path.parent / "texts" / "00009.js").unlink()
    page.execute_script("geonews.openEvent(499, null)")
    waits_for(
        page, "document.querySelector('.leaflet-popup-content').textContent.includes('texts')"
    )
    chromium.settle(page)
    assert "texts" in one(page, ".leaflet-popup-content").text
    assert any("00009.js" in str(said) for said in complaints(page))


FIRST_ARTICLE = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))


@pytest.fixture
def first_page(browser: WebDriver, tmp_path: Path) -> WebDriver:
    """Return the map of the first article, which is a publisher's and stands elsewhere."""
    if not FIRST_ARTICLE:
        pytest.skip("../shared/seeds is missing")
    page = tmp_path / "map.html"
    asked = ["map", str(FIRST_ARTICLE[0]), "--published", "2024-08-18", "-o", str(page), "--quiet"]
    assert main(asked) == 0
    chromium.resize(browser, 1280, 800)
    chromium.open_page(browser, page)
    browser.execute_script("geonews.map.setView([40.4, 48], 7, {animate: false})")
    return browser


def marker_at(page: WebDriver, name: str) -> tuple[float, float, bool]:
    """Return longitude and latitude of the marker that bears a name, and if it is an area's."""
    found: list[Any] = page.execute_script(
        "const marker = [...document.querySelectorAll('.event-single')].find((each) => {"
        "  const name = each.querySelector('.event-name');"
        "  return name && name.textContent === arguments[0];"
        "});"
        "const map = document.querySelector('.folium-map').getBoundingClientRect();"
        "const box = marker.getBoundingClientRect();"
        "const at = geonews.map.containerPointToLatLng("
        "  [(box.left + box.right) / 2 - map.left, (box.top + box.bottom) / 2 - map.top]);"
        "return [at.lng, at.lat, marker.querySelector('.sign-area') !== null]",
        name,
    )
    return found[0], found[1], found[2]


def test_first_article_lands_where_it_should(first_page: WebDriver) -> None:
    lon, lat, is_area = marker_at(first_page, "باكو")
    assert (lon, lat) == pytest.approx((49.89, 40.38), abs=0.1)
    assert not is_area
    lon, lat, is_area = marker_at(first_page, "بحر قزوين")
    assert 49 < lon < 52
    assert 38 < lat < 45
    assert is_area


def test_first_article_shows_karabakh_as_of_the_day_asked(first_page: WebDriver) -> None:
    page = first_page
    page.execute_script("geonews.map.setView([39.9, 46.8], 9, {animate: false})")
    held = []
    for day in ("2019-06-01", "2024-08-18"):
        page.execute_script(
            "geonews.filters.to = Math.min(geonews.dayNumber(arguments[0]), geonews.events.latest);"
            "geonews.applyFilters()",
            day,
        )
        now = page.execute_script(
            "const area = geonews.contested.areas.find(({name}) => name === 'قره باغ');"
            "const now = geonews.areaNow(area);"
            "const [row, on] = now.statuses[now.statuses.length - 1];"
            "return [now.drawn, geonews.contested.rows[row].administrators.join('،'), on]"
        )
        held.append(now)
    (drawn, before, then), (_, after, _) = held
    assert drawn
    assert then == "2019-06-01"
    assert "أذربيجان" not in before
    assert after == "أذربيجان"
