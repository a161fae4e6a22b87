"""The stable surface is what `geonews` says it is."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

import geonews


@pytest.mark.parametrize("name", geonews.__all__)
def test_exported_name_exists(name):
    assert getattr(geonews, name) is not None


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geonews.nothing  # noqa: B018 (the look-up is the test)


def test_dir_lists_the_surface():
    assert dir(geonews) == sorted(geonews.__all__)


def test_library_is_silent_by_default():
    handlers = logging.getLogger("geonews").handlers
    assert any(isinstance(handler, logging.NullHandler) for handler in handlers)


def test_import_loads_nothing_heavy():
    code = (
        "import sys, geonews; "
        "print([m for m in ('pandas', 'folium', 'shapely', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
