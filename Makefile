# Short names for what CONTRIBUTING.md describes; nothing here is needed to use geonews.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: install data test lint maps bench report clean

install: .venv/installed

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@

data: install
	$(BIN)/python gazetteer/build.py

test: install
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

maps: install
	$(BIN)/python maps/make.py

bench: install
	$(BIN)/python -m benchmarks

report: install
	$(BIN)/python -m tests.eval

clean:
	rm -rf .venv build dist geonews/data
