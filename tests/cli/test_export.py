"""``geonews export``: every format holds the same events."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from pathlib import Path

import geopandas as gpd
import pytest

from geonews.export import SUFFIXES


def _ids(path: Path) -> set[str]:
    if path.suffix == ".geojson":
        return {item["id"] for item in json.loads(path.read_text(encoding="utf-8"))["features"]}
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        return {json.loads(line)["id"] for line in lines}
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["id"] for row in csv.DictReader(file)}
    if path.suffix == ".parquet":
        return set(gpd.read_parquet(path)["id"])
    if path.suffix == ".kml":  # GDAL gives the id of the Placemark for that of the event
        return set(re.findall('<SimpleData name="id">(.*?)<', path.read_text(encoding="utf-8")))
    return set(gpd.read_file(path)["id"])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_file_holds_the_events_that_query_finds(run, store, tmp_path, suffix):
    if suffix == ".parquet" and importlib.util.find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed: pip install 'geonews[parquet]'")
    filters = ("--region", "أذربيجان", "--since", "2020-10-01")
    target = tmp_path / f"events{suffix}"
    done = run("export", "--store", store, *filters, "-o", target)
    assert (done.code, done.out) == (0, "")
    found = json.loads(run("query", "--store", store, *filters).out)["features"]
    assert done.lines == [f"geonews: {target}: {len(found)} events"]
    assert list(tmp_path.iterdir()) == [target]
    assert _ids(target) == {feature["id"] for feature in found} != set()


def test_policy_is_named_in_the_file(run, store, tmp_path):
    target = tmp_path / "events.geojson"
    run("export", "--store", store, "--policy", "un", "-o", target)
    assert json.loads(target.read_text(encoding="utf-8"))["policy"] == "un"


def test_store_is_never_overwritten_by_its_export(run, store):
    before = store.read_bytes()
    done = run("export", "--store", store, "-o", store)
    assert done.code == 2
    assert "is read as well" in done.err
    assert store.read_bytes() == before
