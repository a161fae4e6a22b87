from __future__ import annotations

import itertools
import re
from collections import Counter
from importlib import resources

import numpy as np
import pytest

from geonews.model import EventType
from geonews.render.symbols import GROUPS


def test_groups_hold_every_event_type_once() -> None:
    assert Counter(kind for group in GROUPS for kind in group.types) == Counter(EventType)


def test_groups_differ_in_colour_and_in_shape() -> None:
    assert len({group.colour for group in GROUPS}) == len(GROUPS)
    assert len({group.shape for group in GROUPS}) == len(GROUPS)


def test_group_shapes_are_drawn_by_the_script() -> None:
    script = (resources.files("geonews.render") / "static" / "symbols.js").read_text("utf-8")
    drawn = set(re.findall(r'^    (\w+): "M', script, flags=re.MULTILINE))
    assert drawn == {group.shape for group in GROUPS}


def _lab(colour: str, vision: list[list[float]] | None = None) -> np.ndarray:
    """Return CIE L*a*b* (D65) of a colour, seen with a vision: a matrix on linear RGB."""
    srgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    if vision:
        linear = np.clip(np.array(vision) @ linear, 0, 1)
    matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(matrix) @ linear / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


# Machado, Oliveira and Fernandes (2009), severity 1.0.
VISIONS = {
    "usual": None,
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.mark.parametrize("vision", VISIONS)
def test_colours_are_told_apart_by_every_vision(vision: str) -> None:
    """A difference of 15 (CIE 1976) and more is seen at a glance."""
    seen = {group.id: _lab(group.colour, VISIONS[vision]) for group in GROUPS}
    close = {
        (one, other): round(float(np.linalg.norm(seen[one] - seen[other])), 1)
        for one, other in itertools.combinations(seen, 2)
        if np.linalg.norm(seen[one] - seen[other]) < 15
    }
    assert close == {}
