from __future__ import annotations

import pytest

from gazetteer import assets
from gazetteer.assets import leaflet_assets


def test_leaflet_assets_carry_leaflet_and_its_licence() -> None:
    files = leaflet_assets()
    assert sorted(files) == ["leaflet.css", "leaflet.js"]
    for data in files.values():
        assert data.startswith(b"/* @preserve")
        assert b"BSD 2-Clause License" in data
    assert b't.version="1.9.3"' in files["leaflet.js"]


def test_leaflet_assets_refer_to_no_other_file() -> None:
    files = leaflet_assets()
    assert b"sourceMappingURL" not in files["leaflet.js"]
    assert b"url(images" not in files["leaflet.css"]
    assert b".leaflet-control-layers-toggle" in files["leaflet.css"]


def test_leaflet_assets_refuse_another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(assets.SHA256, "leaflet.js", "0" * 64)
    with pytest.raises(RuntimeError, match=r"leaflet\.js.*not 0000"):
        leaflet_assets()


def test_leaflet_assets_say_which_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "DISTRIBUTION", "no-such-package")
    with pytest.raises(RuntimeError, match="no-such-package is not installed"):
        leaflet_assets()
