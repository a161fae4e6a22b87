"""Imports point one way: a module imports only from the levels below its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "geonews"

LEVELS = [
    {"errors"},
    {"model"},
    {"text", "geo", "resources", "settings", "records"},
    {"gazetteer", "territory", "frames"},
    {"ingest", "toponyms", "timex"},
    {"resolution"},
    {"events"},
    {"pipeline", "query"},
    {"store", "export"},
    {"render"},
    {"cli", "__init__"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LEVELS) for name in names}
# The package itself holds nothing but the version and lazy names, and may be asked for it.
OPEN = {"__init__"}


def package_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            if node.module == "geonews":
                found |= {a.name if a.name in LEVEL else "__init__" for a in node.names}
            elif node.module and node.module.startswith("geonews."):
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("geonews.")}
    return found


MODULES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_imports_only_from_below(path):
    own = package_of(path)
    assert own in LEVEL, f"{own} has no level: give it one in LEVELS and in docs/architecture.md"
    for other in imports(path) - {own} - OPEN:
        assert LEVEL[other] < LEVEL[own], f"{own} (level {LEVEL[own]}) imports {other}"


def test_folium_is_imported_in_render_only():
    users = {
        package_of(path)
        for path in MODULES
        if any(
            name.split(".")[0] in ("folium", "branca")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else []
            )
        )
    }
    assert users == {"render"}


def test_architecture_names_every_package():
    text = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    missing = [name for name in LEVEL if not name.startswith("__") and f"`{name}`" not in text]
    assert missing == []
