"""Decoding TopoJSON: quantised arcs, holes, shared borders, the antimeridian."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from shapely import Point

from gazetteer.topojson import Topology

# Two squares side by side, each ten degrees wide; arc 1 is the border between them.
TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [20, 30]},
    "arcs": [
        [[20, 0], [-20, 0], [0, 20], [20, 0]],  # west: from the border's foot round to its top
        [[20, 20], [0, -20]],  # the border, north to south
        [[20, 20], [20, 0], [0, -20], [-20, 0]],  # east: from its top round to its foot
        [[8, 8], [4, 0], [0, 4], [-4, 0], [0, -4]],  # a lake in the west
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Polygon",
                    "id": "004",
                    "properties": {"name": "West"},
                    "arcs": [[0, 1], [3]],
                },
                {
                    "type": "MultiPolygon",
                    "properties": {"name": "East"},
                    "arcs": [[[2, ~1]]],
                },
                {"type": "Point", "properties": {"name": "No area"}, "coordinates": [0, 0]},
            ],
        }
    },
}


@pytest.fixture(params=["countries.json", "countries.json.gz"])
def topology(request: pytest.FixtureRequest, tmp_path: Path) -> Topology:
    path = tmp_path / request.param
    raw = json.dumps(TOPOLOGY).encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return Topology(path)


def ring_topology(folder: Path, positions: list[tuple[int, int]]) -> Topology:
    """Return a topology of one ring, its positions in whole degrees."""
    steps = [positions[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(positions)]
    path = folder / "ring.json"
    document = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [steps],
        "objects": {
            "land": {
                "geometries": [{"type": "Polygon", "properties": {"name": "Land"}, "arcs": [[0]]}]
            }
        },
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return Topology(path)


def test_features_are_decoded_in_order(topology: Topology) -> None:
    west, east, empty = topology.features("countries")
    assert west[:2] == ("004", "West")
    assert west[2].bounds == (20, 30, 30, 40)
    assert east[:2] == ("", "East")
    assert east[2].bounds == (30, 30, 40, 40)
    assert east[2].area == pytest.approx(100)
    assert empty[2].is_empty


def test_features_keep_holes(topology: Topology) -> None:
    west = topology.features("countries")[0][2]
    assert west.is_valid
    assert west.area == pytest.approx(100 - 4)
    assert not west.contains(Point(25, 35))


def test_shared_lines_are_borders_without_coasts(topology: Topology) -> None:
    lines = topology.shared_lines("countries")
    assert [list(line.coords) for line in lines.geoms] == [[(30.0, 40.0), (30.0, 30.0)]]


def test_ring_over_the_antimeridian_is_cut_there(tmp_path: Path) -> None:
    ring = [(170, 60), (-170, 60), (-170, 70), (170, 70), (170, 60)]
    land = ring_topology(tmp_path, ring).features("land")[0][2]
    assert land.is_valid
    assert land.area == pytest.approx(200)
    assert land.contains(Point(175, 65))
    assert land.contains(Point(-175, 65))
    assert not land.contains(Point(0, 65))


def test_ring_round_the_pole_is_closed_over_it(tmp_path: Path) -> None:
    ring = [(-180, -70), (-90, -70), (0, -70), (90, -70), (180, -70), (-180, -70)]
    land = ring_topology(tmp_path, ring).features("land")[0][2]
    assert land.is_valid
    assert land.contains(Point(0, -80))
    assert land.contains(Point(179, -80))
    assert not land.contains(Point(0, -60))


def test_collapsed_ring_does_not_stop_the_rest(tmp_path: Path) -> None:
    land = ring_topology(tmp_path, [(5, 5), (5, 5)]).features("land")[0][2]
    assert land.area == 0
