"""A name that the gazetteer has with its class noun too is still that of all its bearers."""

from __future__ import annotations

import pytest

from geonews.model import Document
from geonews.pipeline import Pipeline

PIPELINE = Pipeline.packaged()


@pytest.mark.parametrize(
    ("text", "surface", "country", "feature_class"),
    [
        ("حريق في بلدة بشرّي شمال لبنان.", "بشرّي", "LB", "P"),
        ("حريق في بلدة بشرى في إربد بالأردن.", "بشرى", "JO", "P"),
        ("هجوم في محافظة صلاح الدين.", "صلاح الدين", "IQ", "A"),
        ("وصل إلى جزيرة سقطرى.", "سقطرى", "YE", "T"),
    ],
)
def test_place_of_a_name_after_its_class_noun(
    text: str, surface: str, country: str, feature_class: str
) -> None:
    (found,) = [
        m for m in PIPELINE.mentions(Document(id="1", text=text)) if m.toponym.surface == surface
    ]
    assert found.place is not None
    assert (found.place.country, found.place.feature_class) == (country, feature_class)
