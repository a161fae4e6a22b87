from __future__ import annotations

import json

import pytest

from geonews.render.text import island, shown, web_link
from tests.render.samples import HOSTILE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("باكو", "باكو"),
        ("\u202eباكو\u202c", "باكو"),  # RIGHT-TO-LEFT OVERRIDE, POP DIRECTIONAL FORMATTING
        ("\u2066Baku\u2069", "Baku"),  # LEFT-TO-RIGHT ISOLATE, POP DIRECTIONAL ISOLATE
        ("نص\x00 \ud800", "نص"),
        (None, ""),
        (12, "12"),
    ],
)
def test_shown_drops_what_reorders_or_cannot_be_written(text: object, expected: str) -> None:
    assert shown(text) == expected


def test_shown_keeps_zero_width_non_joiner() -> None:
    assert shown("می\u200cخواهد") == "می\u200cخواهد"  # ZERO WIDTH NON-JOINER is spelling


@pytest.mark.parametrize(
    "address",
    ["http://news.example/1", "https://news.example/أخبار?q=1&b=2#c", "HTTPS://a.example"],
)
def test_web_link_keeps_web_addresses(address: str) -> None:
    assert web_link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " \x01javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//news.example/1",
        "https:",
        "https://[not-an-address",
        "news.example",
        "",
        None,
    ],
)
def test_web_link_drops_every_other_address(address: str | None) -> None:
    assert web_link(address) == ""


@pytest.mark.parametrize("text", [*HOSTILE, "a\u2028b\u2029c", "&lt;"])  # LINE, PARAGRAPH SEPARATOR
def test_island_holds_text_that_cannot_end_it(text: str) -> None:
    element = island("name", {text: text})
    start, end = '<script type="application/json" id="name">', "</script>"
    data = element.removeprefix(start).removesuffix(end)
    assert not set(data) & set("<>&\u2028\u2029")
    assert json.loads(data) == {text: text}


def test_island_refuses_numbers_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="JSON"):
        island("name", float("nan"))
