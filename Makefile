# Short names for what CONTRIBUTING.md describes; nothing here is needed to use geonews.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: install data test neural lint maps bench bench-store report clean

install: .venv/installed

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@

data: install
	$(BIN)/python gazetteer/build.py

test: install
	$(BIN)/python -m pytest

# In an environment of its own: torch is larger than all the rest together.
neural: .venv/neural/installed
	.venv/neural/bin/python -m pytest tests/toponyms/test_neural.py tests/cli/test_model.py

.venv/neural/installed: pyproject.toml
	$(PYTHON) -m venv .venv/neural
	.venv/neural/bin/pip install --quiet -e '.[test,neural]'
	touch $@

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

maps: install
	$(BIN)/python maps/make.py

bench: install
	$(BIN)/python -m benchmarks

# A million events, some ten minutes; beside PostGIS where a server is installed.
bench-store: install
	$(BIN)/python -m benchmarks.store

report: install
	$(BIN)/python -m tests.eval

clean:
	rm -rf .venv build dist geonews/data
