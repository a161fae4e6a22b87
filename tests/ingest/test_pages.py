"""What is read out of an HTML page, and what is not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geonews.errors import EmptyInputError, InputTooLargeError
from geonews.ingest import read_documents
from geonews.ingest.pages import read_page
from tests.ingest.articles import ARTICLE, OTHER, TITLE, html_page

DAY = date(2024, 8, 18)


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_page_gives_the_article_alone() -> None:
    page = read_page(html_page())
    assert page.text == ARTICLE
    assert page.title == TITLE
    assert (page.published, page.url, page.site) == (None, "", "")


@pytest.mark.parametrize(
    "code",
    [
        "<script>var سر = 'كلمة سرية في بغداد';</script>",
        "<style>.سر { content: 'كلمة سرية' }</style>",
        "<template><p>كلمة سرية في بغداد، سر لا يقرأ</p></template>",
        '<script type="application/ld+json">{"articleBody": "كلمة سرية"}</script>',
        "<!-- كلمة سرية -->",
    ],
)
def test_page_code_never_becomes_text(code: str) -> None:
    page = read_page(html_page(head=code, body=code).replace("</h1>", code + "</h1>"))
    assert "سر" not in page.text + page.title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2024-08-18T22:00:00Z">', ""),
        ('<meta name="pubdate" content="Sun, 18 Aug 2024 10:00:00 +0300">', ""),
        ('<meta itemprop="datePublished" content="2024-08-18">', ""),
        (json_ld({"@type": "NewsArticle", "datePublished": "2024-08-18T09:00:00+03:00"}), ""),
        (json_ld({"@graph": [{"@type": ["X", "Article"], "datePublished": "2024-08-18"}]}), ""),
        (
            json_ld([{"@type": "WebSite", "datePublished": "2001-01-01"}])
            + json_ld({"@type": "ReportageNewsArticle", "datePublished": "2024-08-18"}),
            "",
        ),
        (
            json_ld(
                {
                    "itemListElement": [{"@type": "NewsArticle", "datePublished": "2001-01-01"}],
                    "datePublished": "2024-08-18",
                }
            ),
            "",
        ),
        ("", '<time datetime="2024-08-18">أمس</time>'),
        (
            "",
            '<time datetime="2001-01-01">x</time>'
            '<time itemprop="datePublished" datetime="2024-08-18">x</time>',
        ),
        (
            '<script type="application/ld+json">{broken</script>'
            '<meta name="date" content="yesterday">',
            '<time pubdate datetime="2024-08-18">x</time>',
        ),
    ],
)
def test_page_date_is_what_the_page_states(head: str, body: str) -> None:
    assert read_page(html_page(head=head, body=body)).published == DAY


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>نشر في 18 آب (أغسطس) 2024</p>"),
        ('<link rel="canonical" href="https://example.org/2024/08/18/a">', ""),
        ("", '<time datetime="2024-08-18">x</time><time datetime="2024-08-17">x</time>'),
        ('<meta name="date" content="0001-01-01">', ""),
        (json_ld({"datePublished": 20240818}), ""),
        ('<meta property="article:modified_time" content="2024-08-18">', ""),
    ],
)
def test_page_date_is_not_guessed(head: str, body: str) -> None:
    assert read_page(html_page(head=head, body=body)).published is None


@pytest.mark.parametrize(
    "head",
    [
        json_ld({"@type": "NewsArticle", "headline": "عنوان &quot;آخر&quot;"}),
        '<meta property="og:title" content=" عنوان\n &quot;آخر&quot; ">',
    ],
)
def test_page_title_is_the_stated_headline(head: str) -> None:
    assert read_page(html_page(head=head)).title == 'عنوان "آخر"'


def test_page_title_falls_back_to_the_title_element() -> None:
    page = html_page().replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    assert read_page(page).title == f"{TITLE} | موقع"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href=" https://example.org/a ">', "https://example.org/a"),
        ('<meta property="og:url" content="http://example.org/b">', "http://example.org/b"),
        ('<link rel="canonical" href="/a">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="alternate" href="https://example.org/a">', ""),
    ],
)
def test_page_url_is_its_own(head: str, url: str) -> None:
    assert read_page(html_page(head=head)).url == url


def test_page_metadata_reaches_the_document(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="موقع الخبر">'
        '<meta property="article:published_time" content="2024-08-18">'
    )
    path = tmp_path / "a"
    path.write_text(html_page(head=head), "utf-8")
    (document,) = read_documents([str(path)], published=date(2000, 1, 1))
    assert (document.source, document.published, document.title) == ("موقع الخبر", DAY, TITLE)
    path.write_text(html_page(), "utf-8")
    (document,) = read_documents([str(path)], published=date(2000, 1, 1))
    assert (document.source, document.published) == ("a", date(2000, 1, 1))


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1256", "windows-1256"),
        ("cp1256", "utf-8"),
        ("iso8859-6", "iso-8859-6"),
        ("cp1256", "iso-8859-1"),
        ("utf-8", "windows-1256"),
    ],
)
def test_page_is_read_in_its_true_encoding(tmp_path: Path, encoding: str, declared: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html_page(charset=declared).encode(encoding))
    (document,) = read_documents([str(path)])
    assert (document.text, document.title) == (ARTICLE, TITLE)


def test_page_survives_characters_that_xml_forbids() -> None:
    page = read_page(html_page(body=f"<p>{OTHER}&#1;\x02&#xFFFE;<script>x</script>\x1f</p>"))
    assert page.text == f"{OTHER}\n{ARTICLE}"


@pytest.mark.parametrize(
    "html", ["<html></html>", "<p>", "<!-- <p>نص</p> -->", "<p><img src=x></p>"]
)
def test_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(EmptyInputError, match="no article text found in the page"):
        read_page(html)


def test_page_of_a_publisher_gives_its_article() -> None:
    folder = Path(__file__).parents[3] / "shared" / "bench" / "html"
    if not folder.is_dir():
        pytest.skip("the publishers' pages of the benchmark are not part of the project")
    (document,) = read_documents([str(folder / "cnn_arabic.html")])
    expected = json.loads((folder / "cnn_arabic.expected.json").read_text("utf-8"))
    assert document.text.startswith(expected["expected"]["cleaned_text"])
    assert document.url == expected["url"]
    assert document.source == "CNNArabic"


def test_page_metadata_can_be_written_as_utf8() -> None:
    head = (
        '<script type="application/ld+json">{"headline": "عنوان\\ud83d\\u0000"}</script>'
        '<meta property="og:site_name" content="موقع&#xD800;&#1;">'
        '<link rel="canonical" href="https://example.org/&#xDFFF;a">'
    )
    page = read_page(html_page(head=head))
    assert page.title == "عنوان"
    for field in (page.title, page.site, page.url):
        assert field
        assert field.encode()


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">نص</p>",
        "<html><body>" + "<div>" * 2_000 + "نص",
        "<html><body>" + "<p>نص</p>" * 40_000,
    ],
    ids=["attributes", "depth", "elements"],
)
def test_page_that_would_keep_the_parser_busy_is_refused(html: str) -> None:
    with pytest.raises(InputTooLargeError, match="HTML page"):
        read_page(html)
