from __future__ import annotations

import re
from collections import Counter
from importlib import resources

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
