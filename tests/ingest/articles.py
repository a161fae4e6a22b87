"""Articles of our own that the tests of reading share, and a page around one."""

from __future__ import annotations

import json

ARTICLE = (
    "وصل وفد وزاري إلى مدينة القاهرة صباح الأحد في زيارة رسمية تستغرق يومين.\n"
    "وقال المتحدث إن المحادثات تتناول الربط الكهربائي بين مصر والسودان، "
    "على أن يزور الوفد ميناء الإسكندرية قبل عودته إلى الخرطوم."
)
OTHER = "ضربت عاصفة رملية مدينة البصرة جنوبي العراق، وأغلق المطار حتى مساء الثلاثاء."
TITLE = "وفد سوداني في القاهرة"


def json_line(text: str = ARTICLE, **fields: object) -> str:
    return json.dumps({"text": text, **fields}, ensure_ascii=False)


def html_page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    """Return a page whose article is `ARTICLE`, with more in its head and before its text."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.split("\n"))
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}">'
        f"<title>{TITLE} | موقع</title>{head}</head><body><nav><a href='/'>الرئيسية</a></nav>"
        f"<article><h1>{TITLE}</h1>{body}{paragraphs}</article>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )
