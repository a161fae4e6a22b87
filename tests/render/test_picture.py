from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import matplotlib.image
import matplotlib.pyplot
import numpy as np
import pytest

from geonews.errors import MissingExtraError, UsageError
from geonews.render.picture import draw_picture
from geonews.render.symbols import GROUPS
from tests.render.samples import HOSTILE, JINJA_RESULT, atlas, caucasus, feature, hostile, of

SHAPES = {
    "svg", "metadata", "RDF", "Work", "type", "creator", "Agent", "title", "format", "defs",
    "style", "g", "path", "clipPath", "rect", "use", "pattern",
}  # fmt: skip
"""Elements of a picture: shapes, and the record of what made it."""


def svg(tmp_path, collection: dict[str, Any], **options: Any) -> str:
    path = tmp_path / "map.svg"
    draw_picture(collection, path, atlas=atlas(), **options)
    return path.read_text("utf-8")


def has_colour(image: np.ndarray, colour: str) -> bool:
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return bool((abs(image[:, :, :3] - wanted).max(axis=2) < 0.01).sum() > 20)


def test_picture_shows_land_events_and_contested_land(tmp_path) -> None:
    path = tmp_path / "map.png"
    draw_picture(caucasus(), path, atlas=atlas(), title="القوقاز")
    image = matplotlib.image.imread(path)
    assert image.shape[:2] == (1245, 1755)
    for colour in ("#f6f3ea", "#d5e5ec", "#7a3b12"):
        assert has_colour(image, colour), colour
    types = {event["properties"]["type"] for event in caucasus()["features"] if event["geometry"]}
    for group in GROUPS:
        if types.intersection(kind.value for kind in group.types):
            assert has_colour(image, group.colour), group.id


def test_hatch_is_there_under_the_neutral_policy_and_not_under_another(tmp_path) -> None:
    assert "<pattern" in svg(tmp_path, caucasus())
    assert "<pattern" not in svg(tmp_path, caucasus(), policy="un")


def test_event_in_an_area_has_a_ring_about_it(tmp_path) -> None:
    ringed, plain = (svg(tmp_path, of(feature(number))) for number in (11, 0))
    assert ringed.count("<use") > plain.count("<use")


def test_picture_is_the_same_twice(tmp_path) -> None:
    assert svg(tmp_path, caucasus()) == svg(tmp_path, caucasus())


def test_picture_of_no_events_shows_the_world(tmp_path) -> None:
    assert "<svg" in svg(tmp_path, of())


def test_hostile_texts_are_drawn_and_not_run(tmp_path) -> None:
    text = svg(tmp_path, hostile(), title="$\\frac{" + HOSTILE[2])
    assert JINJA_RESULT not in text
    elements = list(ElementTree.fromstring(text).iter())  # noqa: S314 our own file
    assert {element.tag.rpartition("}")[2] for element in elements} <= SHAPES
    names = {name.rpartition("}")[2] for element in elements for name in element.attrib}
    assert not [name for name in names if name.startswith("on")]
    assert all(v.startswith("#") for e in elements for k, v in e.attrib.items() if "href" in k)


def test_nothing_is_left_open(tmp_path) -> None:
    svg(tmp_path, caucasus())
    assert matplotlib.pyplot.get_fignums() == []


def test_other_formats_are_refused(tmp_path) -> None:
    with pytest.raises(UsageError, match=r"\.png or \.svg"):
        draw_picture(caucasus(), tmp_path / "map.gif")
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_missing_is_named(tmp_path) -> None:
    with pytest.raises(UsageError, match="missing does not exist"):
        draw_picture(caucasus(), tmp_path / "missing" / "map.png")


def test_old_matplotlib_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(matplotlib, "__version__", "3.9.4")
    with pytest.raises(MissingExtraError, match=r"3\.9\.4.*geonews\[picture\]"):
        draw_picture(caucasus(), tmp_path / "map.png")
