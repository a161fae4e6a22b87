from __future__ import annotations

import base64
import gzip
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from geonews.errors import UsageError
from geonews.render import render_map, write_map
from geonews.render.shell import script_hash
from tests.render.samples import HOSTILE, JINJA_RESULT, atlas, caucasus, hostile, of

ISLANDS = [
    "geonews-config",
    "geonews-basemap",
    "geonews-events",
    "geonews-texts",
    "geonews-contested",
]


class Elements(html.parser.HTMLParser):
    """The elements of a page, and the text of its scripts and title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, dict[str, str], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        self._open = (tag, attributes)
        if tag in {"script", "title"}:
            self.texts.append((tag, attributes, ""))

    def handle_data(self, data: str) -> None:
        if self.texts and self._open[0] in {"script", "title"}:
            tag, attributes, text = self.texts[-1]
            self.texts[-1] = (tag, attributes, text + data)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 its base class asks for it
        self._open = ("", {})

    def islands(self) -> dict[str, Any]:
        return {
            attributes["id"]: json.loads(text)
            for tag, attributes, text in self.texts
            if tag == "script" and attributes.get("type") == "application/json"
        }

    def scripts(self) -> list[str]:
        return [text for tag, attributes, text in self.texts if tag == "script" and not attributes]

    def policy(self) -> str:
        (content,) = (
            attributes["content"]
            for tag, attributes in self.elements
            if attributes.get("http-equiv") == "Content-Security-Policy"
        )
        return content


def page(collection: dict[str, Any] | None = None, **options: Any) -> str:
    return render_map(collection or caucasus(), atlas=atlas(), **options)


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_page_says_its_language_and_direction(lang: str, direction: str) -> None:
    assert ("html", {"lang": lang, "dir": direction}) in Elements(page(lang=lang)).elements


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_page_loads_nothing(lang: str) -> None:
    text = page(lang=lang)
    for tag, attributes in Elements(text).elements:
        assert "src" not in attributes, tag
        assert "href" not in attributes, tag
        assert tag not in {"link", "img", "iframe", "object", "embed"}
    styles = "".join(re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL))
    assert re.findall(r"@import|url\((?!['\"]?(?:data:|#))[^)]*\)", styles) == []


def test_page_runs_only_the_scripts_that_its_policy_names() -> None:
    elements = Elements(page())
    policy = elements.policy()
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "base-uri 'none'; form-action 'none'" in policy
    assert "unsafe-eval" not in policy
    scripts = elements.scripts()
    assert len(scripts) == 3
    assert re.findall(r"'sha256-[^']+'", policy) == [script_hash(script) for script in scripts]


def test_page_scripts_hold_no_data() -> None:
    assert Elements(page()).scripts() == Elements(page(hostile(), title=HOSTILE[0])).scripts()


def test_page_carries_every_event_and_its_place() -> None:
    islands = Elements(page()).islands()
    assert sorted(islands) == sorted(ISLANDS)
    assert sorted(islands["geonews-texts"]["id"]) == sorted(
        event["properties"]["id"] for event in caucasus()["features"]
    )


@pytest.mark.parametrize("policy", ["neutral", "un", "de-facto"])
def test_page_prints_the_display_policy(policy: str) -> None:
    from geonews.territory import policy_statement

    config = Elements(page(policy=policy)).islands()["geonews-config"]
    (only,) = config["policies"]
    assert only["name"] == policy
    assert only["statement"] == policy_statement(policy, "ar", atlas=atlas())


def test_hostile_texts_stay_texts() -> None:
    safe, attacked = Elements(page()), Elements(page(hostile(), title="".join(HOSTILE)))
    assert [tag for tag, _ in attacked.elements] == [tag for tag, _ in safe.elements]
    for _, attributes in attacked.elements:
        assert not [name for name in attributes if name.startswith("on")]
    texts = attacked.islands()["geonews-texts"]
    assert sorted(texts["sources"]["title"]) == sorted(HOSTILE * 2)
    assert set(texts["title"]) == {0}  # said by the source
    assert set(attacked.islands()["geonews-events"]["places"]["name"]) == set(HOSTILE)
    assert attacked.islands()["geonews-config"]["title"] == "".join(HOSTILE)


def test_hostile_texts_are_never_templates() -> None:
    text = page(hostile(), title=" ".join(HOSTILE))
    assert JINJA_RESULT not in text
    assert "{{ 'ran in' ~ ' a template' }}" in text


def test_hostile_links_are_dropped() -> None:
    text = page(hostile())
    assert "javascript:" not in text
    urls = Elements(text).islands()["geonews-texts"]["sources"]["url"]
    assert set(urls) == {"", *(f"https://news.example/{n}" for n in range(len(HOSTILE)))}


def test_page_title_is_escaped_and_without_direction_overrides() -> None:
    text = page(title="\u202e<b>أخبار</b>")  # RIGHT-TO-LEFT OVERRIDE
    assert "<title>&lt;b&gt;أخبار&lt;/b&gt;</title>" in text


def test_page_without_title_has_the_general_one() -> None:
    assert "<title>خريطة الأحداث</title>" in page()


def test_page_of_no_events_shows_the_world() -> None:
    config = Elements(page(of())).islands()["geonews-config"]
    west, south, east, north = config["bounds"]
    assert east - west > 300
    assert north - south > 100


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_page_of_no_events_is_small(lang: str) -> None:
    """The packaged base map and all contested land are on it."""
    assert len(render_map(of(), lang=lang).encode()) < 400_000


def test_page_is_the_same_in_another_process(tmp_path: Path) -> None:
    program = (
        "import hashlib, sys; from tests.render.test_map import page;"
        "sys.stdout.write(hashlib.sha256(page().encode()).hexdigest())"
    )
    digests = {hashlib.sha256(page().encode()).hexdigest()}
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1


def test_rendering_leaves_folium_as_it_was() -> None:
    import folium

    scripts, styles = list(folium.Map.default_js), list(folium.Map.default_css)
    page()
    assert (folium.Map.default_js, folium.Map.default_css) == (scripts, styles)
    assert folium.Element()._id != folium.Element()._id


def test_write_map_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "خريطة.html"
    write_map(target, caucasus(), atlas=atlas())
    assert target.read_text(encoding="utf-8") == page()
    assert list(tmp_path.iterdir()) == [target]


def test_write_map_keeps_the_old_file_where_it_fails(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UsageError):
        write_map(target, caucasus(), atlas=atlas(), lang="xx")
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def sources(suffix: str) -> list[Path]:
    return sorted(Path(str(resources.files("geonews.render"))).rglob(f"*{suffix}"))


@pytest.mark.parametrize(
    "forbidden",
    [
        r"\binnerHTML\b",
        r"\bouterHTML\b",
        r"\binsertAdjacentHTML\b",
        r"\bdocument\.write\b",
        r"\beval\(",
        r"\bnew Function\b",
        r"\bfetch\(",
        r"\bXMLHttpRequest\b",
    ],
)
def test_scripts_never_use(forbidden: str) -> None:
    scripts = sources(".js")
    assert scripts
    assert [path.name for path in scripts if re.search(forbidden, path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "forbidden",
    [r"folium\.(Popup|Tooltip|Marker|DivIcon|Element)\(", r"prefer_canvas", r"style_function"],
)
def test_python_never_uses(forbidden: str) -> None:
    modules = sources(".py")
    assert modules
    assert [path.name for path in modules if re.search(forbidden, path.read_text("utf-8"))] == []


def test_longitude_and_latitude_change_places_once() -> None:
    flips = [
        path.name
        for path in sources(".js")
        for _ in re.findall(r"L\.latLng\(", path.read_text("utf-8"))
    ]
    assert flips == ["core.js"]


def test_tiles_are_loaded_from_the_service_named_and_nowhere_else() -> None:
    elements = Elements(page(tiles="openstreetmap.mapnik"))
    assert "img-src data: https://tile.openstreetmap.org;" in elements.policy()
    tiles = elements.islands()["geonews-config"]["tiles"]
    assert tiles["url"] == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    assert tiles["attribution"] == "© OpenStreetMap contributors"


def test_tiles_are_none_unless_asked_for() -> None:
    elements = Elements(page())
    assert "img-src data:; " in elements.policy()
    assert elements.islands()["geonews-config"]["tiles"] is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("OpenStreetMap.Mapnick", "OpenStreetMap.Mapnik"),
        ("CartoDB.Positron", "wants a key"),
        ("", None),
        ("https://evil.example/{z}.png", "no such service"),
    ],
)
def test_tiles_of_other_services_are_refused(name: str, told: str | None) -> None:
    if told is None:
        assert page(tiles=name)
        return
    with pytest.raises(UsageError, match=told):
        page(tiles=name)


@pytest.mark.parametrize(("count", "most"), [(10_000, 2_500_000), (30_000, 6_000_000)])
def test_page_of_many_events_stays_small(count: int, most: int) -> None:
    """Events of a made-up repeating text pack too well, so each gets words of its own."""
    from tests.render.samples import many

    collection = many(count)
    for number, event in enumerate(collection["features"]):
        words = hashlib.sha256(str(number).encode()).hexdigest()
        event["properties"]["summary"] += f" {words[:24]}"
    assert len(page(collection).encode()) < most


def test_texts_of_many_events_are_packed_and_whole() -> None:
    from tests.render.samples import many

    texts = Elements(page(many(2_000))).islands()["geonews-texts"]
    read = json.loads(gzip.decompress(base64.b64decode(texts)))
    assert len(read["id"]) == 2_000
    assert read["summary"][7].startswith("أفادت مصادر")
