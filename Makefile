# Two commands do it all: `make run` and `make test`. Both set up .venv first, once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test nightly check knowledge lock clean

run: $(VENV)/ready
	@$(BIN)/readout serve

test: $(VENV)/ready-dev
	@$(BIN)/python -m pytest
	@touch $(VENV)/tested

# Ten thousand cases of hostile articles and commands; some sixteen minutes.
nightly: $(VENV)/ready-dev
	@$(BIN)/python -m pytest --hypothesis-profile=nightly tests/test_hostile.py

check: $(VENV)/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory $(VENV)/tested

# What has passed its tests and not been touched since need not be tested again.
$(VENV)/tested: $(VENV)/ready-dev $(shell git ls-files --cached --others --exclude-standard)
	@$(BIN)/python -m pytest
	@touch $@

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Readout needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …")'
	@echo "Setting up .venv, once; it takes a minute or two." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@echo "Setting up what the tests need, once." >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Builds the tables of corpus/knowledge that come from open sources; read the difference before it is kept.
# WordNet is no Python package: with WORDNET=/its/folder the table that comes from it is built too.
knowledge: .venv-knowledge/ready
	@.venv-knowledge/bin/python -m corpus.knowledge.build.parties
	@.venv-knowledge/bin/python -m corpus.knowledge.build.given_names
	@$(if $(WORDNET),.venv-knowledge/bin/python -m corpus.knowledge.build.nouns $(WORDNET))

.venv-knowledge/ready: requirements-knowledge.lock
	@echo "Setting up what builds the tables, once." >&2
	@$(PYTHON) -m venv .venv-knowledge
	@.venv-knowledge/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-knowledge.lock
	@touch $@

clean:
	@rm -rf $(VENV) .venv-knowledge .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Needs uv. The locks hold a hash for every file of every package, for Python 3.11 and newer.
lock:
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --group build --output-file requirements.lock
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --group dev --extra postgres --constraint requirements.lock --output-file requirements-dev.lock
	@uv pip compile --group pyproject.toml:knowledge --quiet --universal --python-version 3.11 --generate-hashes --constraint requirements.lock --output-file requirements-knowledge.lock
