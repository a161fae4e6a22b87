"""The pinned upstreams: described, hash-checked, and ordered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gazetteer import upstream


def test_sources_describe_themselves() -> None:
    for key, source in upstream.sources().items():
        assert source.key == key
        assert source.what
        assert source.licence
        assert source.attribution
        assert source.url.startswith("https://")
        if source.file:
            assert re.fullmatch("[0-9a-f]{64}", source.sha256), key


@pytest.mark.parametrize("key", [k for k, s in upstream.sources().items() if s.file])
def test_verified_path_finds_the_pinned_file(key: str) -> None:
    assert upstream.verified_path(key).is_file()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sha256": "0" * 64}, "sources.toml says 0000"),
        (
            {"carried_by": "no-such-distribution-of-ours 1.0", "file": "elsewhere/data.json"},
            "install no-such-distribution-of-ours==1.0",
        ),
    ],
)
def test_verified_path_stops_at_another_file(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], message: str
) -> None:
    changed = replace(upstream.sources()["natural-earth-50m"], **changes)
    monkeypatch.setattr(upstream, "sources", lambda: {"changed": changed})
    with pytest.raises(SystemExit, match=message):
        upstream.verified_path("changed")


def test_verified_path_of_an_unknown_source_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such-source"):
        upstream.verified_path("no-such-source")


def test_countries_are_in_order_of_their_codes() -> None:
    codes = [row["iso"] for row in upstream.countries()]
    assert codes == sorted(codes)
    assert {"AZ", "EG", "US"} <= set(codes)


def test_cities_are_in_order_of_their_ids() -> None:
    numbers = [int(row["geonameid"]) for row in upstream.cities()]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [("ar", "EG", "مصر"), ("ar", "LB", "لبنان"), ("en", "EG", "Egypt")],
)
def test_cldr_names_of_countries(language: str, code: str, name: str) -> None:
    names = upstream.cldr_names(language)
    assert names[code] == name
    assert all(re.fullmatch("[A-Z]{2}", found) for found in names)
