"""The documents say what is true: commands, options, the README's session and example."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from geonews.cli import COMMANDS, build_parser, main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    subparsers = next(
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(subparsers.choices)


PARSERS = commands()
OPTIONS = sorted(
    (name, max(action.option_strings, key=len))
    for name, parser in PARSERS.items()
    for action in parser._actions
    if action.option_strings
)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_in_readme_and_reference(name: str) -> None:
    assert f"`geonews {name} " in README
    assert re.search(rf"^## `?{name}`?$", REFERENCE, re.MULTILINE)


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_option_is_in_reference(name: str, option: str) -> None:
    assert f"`{option}" in REFERENCE, f"docs/commands.md lacks {option} of geonews {name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_description_and_example(name: str) -> None:
    text = PARSERS[name].format_help()
    assert f"geonews {name} " in (PARSERS[name].description or "")
    assert len(text) > 400


def session() -> list[tuple[str, list[str]]]:
    """Return the README's ``$ geonews`` lines, each with the output shown under it."""
    block = re.search(r"```console\n(.*?)```", README, re.DOTALL)
    assert block
    steps: list[tuple[str, list[str]]] = []
    for line in block[1].splitlines():
        if line.startswith("$ geonews "):
            steps.append((line.removeprefix("$ geonews "), []))
        elif line.strip() not in ("", "…"):
            steps[-1][1].append(line.rstrip())
    return steps


def test_readme_session_prints_what_it_shows(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    for command, shown in session():
        assert main(shlex.split(command)) == 0, command
        out, err = capfd.readouterr()
        printed = {line.rstrip() for line in (out + err).splitlines()}
        assert [line for line in shown if line not in printed] == [], command


def test_readme_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example
    exec(compile(example[1], "README.md", "exec"), {})  # noqa: S102 (our own document)
    assert capsys.readouterr().out.split() == ["Baku", "2024-08-17"]


def test_readme_has_no_placeholder() -> None:
    assert not re.search(r"SESSION_|FIGURES|TODO", README)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_readme_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_map_gallery_is_made_by_its_commands() -> None:
    text = (ROOT / "maps" / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)]+\.html)\)", text))
    made = {Path(p).name for p in re.findall(r"-o (\S+\.html)", text)}
    assert linked == made == {path.name for path in (ROOT / "maps").glob("*.html")}


MAPS = (ROOT / "docs" / "maps.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", re.findall(r"^    geonews (map .+)$", MAPS, re.MULTILINE))
def test_map_command_of_the_guide_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    if "--store" in command:
        assert (
            main(["ingest", "seeds/articles/baku-state-visit.json", "--store", "events.gpkg"]) == 0
        )
    before = set(tmp_path.iterdir())
    assert main([*shlex.split(command), "--quiet"]) == 0
    assert set(tmp_path.iterdir()) > before


def test_notebook_example_of_the_guide_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", MAPS, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "docs/maps.md", "exec"), {})  # noqa: S102 (our own document)
    assert "قافلة إغاثة" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_gazetteer_session_prints_what_it_shows(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "gazetteer.md").read_text(encoding="utf-8")
    for name, content in re.findall(r"```csv (\S+)\n(.*?)```", text, re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        shown: list[str] = []
        for line in [line for line in block.splitlines() if line.strip() not in ("", "…")]:
            if line.startswith("$ geonews "):
                assert main(shlex.split(line.removeprefix("$ geonews "))) == 0, line
                out, err = capfd.readouterr()
                shown = [unscored(printed) for printed in (out + err).splitlines()]
            else:
                assert unscored(line) in shown


def unscored(line: str) -> str:
    """Return a line without the scores in it, which move as the gazetteer grows."""
    return re.sub(r" [01]\.\d\d ", " score ", line.rstrip())


COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")


def test_cookbook_recipes_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them in one go; the server's stands in a file where there is no server."""
    recipes = re.findall(r"```python\n(.*?)```", COOKBOOK, re.DOTALL)
    assert len(re.findall(r"^## \d+\.", COOKBOOK, re.MULTILINE)) >= 10
    articles, store = str(ROOT / "seeds" / "articles"), str(tmp_path / "events.gpkg")
    assert main(["ingest", articles, "--store", store, "--quiet"]) == 0
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"SERVER": str(tmp_path / "server.gpkg")}
    for number, recipe in enumerate(recipes, 1):
        exec(compile(recipe, f"docs/cookbook.md, block {number}", "exec"), names)  # noqa: S102
    assert names["per_desk"].sum() > 0  # type: ignore[attr-defined]
    assert names["rows"]
    assert names["held"].events > 20  # type: ignore[attr-defined]
