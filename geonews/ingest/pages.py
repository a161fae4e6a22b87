"""HTML pages: the article's text, and what the page itself states about it.

The body is trafilatura's. Title, date, address and publisher are read from the page's own
metadata only: htmldate's guesses (the first date in the text, a footer's year) would make
every relative date wrong, and no date at all is an honest answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from geonews.errors import EmptyInputError, InputError, InputTooLargeError
from geonews.ingest.days import parse_day
from geonews.settings import DEFAULT_LIMITS, Limits

__all__ = ["Page", "read_page"]

_TITLE_METAS = ("og:title", "twitter:title", "dc.title")
_SITE_METAS = ("og:site_name", "application-name")
_DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "date",
)
_NOT_XML = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # XML 1.0, production 2
_JSON_LD_TYPE = "application/ld+json"
_OTHER_ITEMS = {"comment", "hasPart", "itemListElement", "mentions", "review"}
_MAX_JSON_LD_NODES = 10_000  # a page's graph has tens; hostile ones are cut off


# The parser takes time with the square of a tag's attributes, before they can be counted.
_GIANT_TAG = re.compile(r"<[A-Za-z][^<>]{100000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an HTML page says, each field empty where it does not say it."""

    text: str
    """The article's body, its paragraphs separated by line feeds."""

    title: str
    published: date | None
    url: str
    site: str


def read_page(html: str, *, limits: Limits = DEFAULT_LIMITS) -> Page:
    """Return the article of a decoded HTML page.

    Raises
    ------
    geonews.errors.EmptyInputError
        The page has no article text.
    geonews.errors.InputTooLargeError
        The page has more elements or attributes, or is nested deeper, than `limits` allow.
    geonews.errors.InputError
        The page cannot be parsed.
    """
    try:
        return _read(html, limits)
    except InputError:
        raise
    except Exception as error:  # whatever a stranger's page makes the parsers trip over
        raise InputError(
            f"is an HTML page that cannot be parsed ({type(error).__name__}): "
            "give the article's text"
        ) from error


def _read(html: str, limits: Limits) -> Page:
    from trafilatura import bare_extraction, load_html  # slow to import: HTML pages only pay

    if _GIANT_TAG.search(html):
        raise InputTooLargeError("is an HTML page with a giant tag: give the article's text")
    tree = load_html(html)
    if tree is None:
        raise _no_text()
    _check_size(tree, limits)
    nodes = sorted(_json_ld(tree), key=_is_no_article)
    _clean(tree)
    extracted: Any = bare_extraction(tree, include_comments=False, include_tables=False)
    if extracted is None or not extracted.text:
        raise _no_text()
    metas = _metas(tree)
    title = _title(tree, metas, nodes)
    return Page(
        text=extracted.text.removeprefix(f"{title}\n"),  # the headline is no part of the body
        title=_NOT_XML.sub("", title),  # JSON-LD and attributes are not cleaned with the tree
        published=_published(tree, metas, nodes),
        url=_NOT_XML.sub("", _url(tree, metas)),
        site=_NOT_XML.sub("", _first(metas, _SITE_METAS)),
    )


def _check_size(tree: Any, limits: Limits) -> None:
    """Refuse a page whose elements or attributes would keep the extraction busy for minutes."""
    from lxml.etree import iterwalk  # comes with the parser, and loads as slowly

    elements = depth = attributes = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            elements += 1
            attributes += len(element.attrib)
        if elements + attributes // 10 > limits.html_elements or depth > limits.html_depth:
            raise InputTooLargeError(
                f"is an HTML page of over {limits.html_elements} elements or nested over "
                f"{limits.html_depth} deep: give the article's text"
            )


def _clean(tree: Any) -> None:
    """Empty what is code, and drop the characters that lxml reads but refuses to move."""
    for element in list(tree.iter("script", "style", "template")):
        element.clear(keep_tail=True)
    for element in tree.iter():
        if _NOT_XML.search(element.text or ""):
            element.text = _NOT_XML.sub("", element.text)
        if _NOT_XML.search(element.tail or ""):
            element.tail = _NOT_XML.sub("", element.tail)


def _no_text() -> EmptyInputError:
    return EmptyInputError("has no article text found in the page: give a page of one article")


def _metas(tree: Any) -> dict[str, str]:
    """Return the page's meta values by lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for key in ("property", "name", "itemprop"):
            if content and (name := element.get(key)):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, outer ones first."""
    waiting: list[Any] = []
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() == _JSON_LD_TYPE:
            try:
                waiting.append(json.loads(element.text or "", strict=False))
            except (ValueError, RecursionError):
                continue  # many sites publish broken JSON-LD; the other metadata remains
    for index in range(_MAX_JSON_LD_NODES):
        if index >= len(waiting):
            return
        node = waiting[index]
        if isinstance(node, dict):
            yield node
            waiting.extend(value for key, value in node.items() if key not in _OTHER_ITEMS)
        elif isinstance(node, list):
            waiting.extend(node)


def _is_no_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return not any(str(name).endswith(("Article", "Posting")) for name in names)


def _title(tree: Any, metas: dict[str, str], nodes: list[dict[str, Any]]) -> str:
    headlines = [
        unescape(node["headline"]) for node in nodes if isinstance(node.get("headline"), str)
    ]
    headings = [element.text_content() for element in tree.iter("h1")]
    titles = [element.text_content() for element in tree.iter("title")]
    for title in (
        *headlines[:1],
        _first(metas, _TITLE_METAS),
        *(headings if len(headings) == 1 else ()),
        *titles[:1],
    ):
        if title.strip():
            return " ".join(title.split())
    return ""


def _published(tree: Any, metas: dict[str, str], nodes: list[dict[str, Any]]) -> date | None:
    stated = [node["datePublished"] for node in nodes if "datePublished" in node]
    stated += [metas[name] for name in _DATE_METAS if name in metas]
    times = [element for element in tree.iter("time") if element.get("datetime")]
    stated += [element.get("datetime") for element in times if _marks_publication(element)]
    for value in stated:
        if day := _day(value):
            return day
    # Unmarked times are those of the article only where all agree: related items have their own.
    days = {_day(element.get("datetime")) for element in times}
    return days.pop() if len(days) == 1 else None


def _marks_publication(element: Any) -> bool:
    return (
        element.get("pubdate") is not None
        or (element.get("itemprop") or "").lower() == "datepublished"
    )


def _day(value: object) -> date | None:
    try:
        return parse_day(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _url(tree: Any, metas: dict[str, str]) -> str:
    canonical = (
        element.get("href") or ""
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    )
    for url in (*canonical, metas.get("og:url", "")):
        if url.strip().lower().startswith(("http://", "https://")):
            return url.strip()
    return ""
