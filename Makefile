# Set-up is a stamp: `make serve` and `make test` build .venv once, then work offline until the lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help serve test check lint types contracts format openapi lock bench-quality bench-lists bench-network bench-speed fuzz-lists kill-refresh clean

help: ## say what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

serve: $(VENV)/ready ## set up, then serve the starter list (or what was loaded) on 127.0.0.1:8000
	$(BIN)/hullmark serve

test: $(VENV)/ready ## set up, then run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: lint types contracts test ## everything that a change must pass

lint: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/ready
	$(BIN)/mypy

contracts: $(VENV)/ready
	$(BIN)/lint-imports

format: $(VENV)/ready ## rewrite the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

openapi: $(VENV)/ready ## write openapi/openapi.json anew from the code
	$(BIN)/python -m service.openapi > openapi/openapi.json

lock: $(VENV)/ready ## pin what pyproject.toml asks for, with hashes, in requirements/
	$(LOCK) pyproject.toml --group dev --extra parquet --output-file requirements/dev.txt
	$(LOCK) pyproject.toml --constraint requirements/dev.txt --output-file requirements/runtime.txt
	$(LOCK) --constraint requirements/dev.txt --group build --output-file requirements/build.txt

bench-quality: $(VENV)/ready ## measure what matching finds and leaves alone: bench/results/quality.md
	$(BIN)/python -m bench.quality
	$(BIN)/python -m bench.quality.presets

bench-lists: $(VENV)/ready ## read every file set of ../shared/data; what came of each in bench/results/lists.md
	$(BIN)/python -m bench.lists

bench-network: $(VENV)/ready ## measure what the network costs, and a graph of a million parties: bench/results/network.md
	$(BIN)/python -m bench.network

bench-speed: $(VENV)/ready ## measure how fast it is, with wrk and for hours: bench/results/speed.md
	$(BIN)/python -m bench.speed

fuzz-lists: $(VENV)/ready ## damage list files for SECONDS (default 300) a format, looking for crashes
	$(BIN)/python -m tests.lists.fuzzing $(or $(SECONDS),300)

kill-refresh: $(VENV)/ready ## kill ROUNDS (default 200) refreshes at random points, and look at what is live after each
	$(BIN)/python -m tests.lists.kill_refresh $(or $(ROUNDS),200)

clean: ## remove the virtual environment, caches and builds; loaded lists stay
	rm -rf $(VENV) matching/compiled/search.so dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/locked: requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Hullmark needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(INSTALL) --require-hashes --only-binary :all: --requirement requirements/dev.txt
	@touch $@

$(VENV)/ready: $(VENV)/locked pyproject.toml hatch_build.py matching/compiled/search.c
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
