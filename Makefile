# Two commands do it all: `make run` and `make test`. Both set up .venv first, once.
# `make run EXTRAS=postgres` also sets up what PostgreSQL needs, EXTRAS=picture what draws timelines, EXTRAS=formats what reads
# other files than text, EXTRAS=dask all that reading on many machines takes, EXTRAS=mcp what speaks to assistants; several: EXTRAS="postgres picture".

PYTHON ?= python3
EXTRAS ?=
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test fast nightly check knowledge lock dist clean help

run: $(VENV)/ready $(EXTRAS:%=$(VENV)/ready-%)  ## answer here, or in Slack once it has tokens
	@$(BIN)/readout serve

# Files of tests go to as many processes as there are cores.
ALL_TESTS := -n auto --dist loadfile

test: $(VENV)/ready-dev  ## run all tests; some ten minutes
	@$(BIN)/python -m pytest $(ALL_TESTS)
	@touch $(VENV)/tested

fast: $(VENV)/ready-dev  ## run the tests that take no time; half a minute
	@$(BIN)/python -m pytest -m "not slow"

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

# Ten thousand cases of hostile articles and commands, a party added to the letter of the README, machines that die while they
# read, then a sample of small faults of ours.
nightly: $(VENV)/ready-dev .venv-knowledge/ready  ## draw ten thousand hostile cases and a sample of mutants; some half an hour
	@$(BIN)/python -m pytest --hypothesis-profile=nightly tests/test_hostile.py
	@$(BIN)/python -m pytest tests/test_extending.py
	@$(BIN)/python -m pytest -m long
	@$(BIN)/python -m tests.mutation

check: $(VENV)/ready-dev  ## ruff, mypy, and the tests unless nothing was touched since they passed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory $(VENV)/tested

# What has passed its tests and not been touched since need not be tested again.
$(VENV)/tested: $(VENV)/ready-dev $(shell git ls-files --cached --others --exclude-standard)
	@$(BIN)/python -m pytest $(ALL_TESTS)
	@touch $@

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Readout needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …")'
	@echo "Setting up .venv, once; it takes a minute or two." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot corpus handlers
	@touch $@

# What the tests need is the extra "dev".
$(VENV)/ready-%: requirements-%.lock $(VENV)/ready
	@echo "Setting up what $* needs, once." >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Builds the tables of corpus/knowledge that come from open sources; read the difference before it is kept.
# WordNet is no Python package: with WORDNET=/its/folder the table that comes from it is built too; with NAMES=/its/names.json,
# the table of nomquamgender that tells how many women bear a name, that of first names.
knowledge: .venv-knowledge/ready  ## build the tables that come from open sources
	@.venv-knowledge/bin/python -m corpus.knowledge.build.parties
	@$(if $(NAMES),.venv-knowledge/bin/python -m corpus.knowledge.build.given_names $(NAMES))
	@$(if $(WORDNET),.venv-knowledge/bin/python -m corpus.knowledge.build.nouns $(WORDNET))

.venv-knowledge/ready: requirements-knowledge.lock
	@echo "Setting up what builds the tables, once." >&2
	@$(PYTHON) -m venv .venv-knowledge
	@.venv-knowledge/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-knowledge.lock
	@touch $@

# What a release is made of: the wheel, what it stands on (CycloneDX, from the lock that is installed), and both of their hashes.
dist: $(VENV)/ready $(VENV)/ready-release  ## build the wheel, its bill of materials and their hashes into dist/
	@rm -rf dist
	@$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --output-file dist/readout.cdx.json
	@cd dist && sha256sum *.whl *.json > SHA256SUMS && cat SHA256SUMS

clean:  ## remove what these commands have set up; the corpus stays
	@rm -rf $(VENV) .venv-knowledge .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Needs uv. The locks hold a hash for every file of every package, for Python 3.11 and newer.
lock:  ## pin the packages
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --group build --output-file requirements.lock
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --group dev --extra postgres --extra picture --extra formats --extra dask --extra mcp --constraint requirements.lock --output-file requirements-dev.lock
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --extra postgres --constraint requirements.lock --output-file requirements-postgres.lock
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --extra picture --constraint requirements.lock --output-file requirements-picture.lock
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --extra formats --constraint requirements.lock --output-file requirements-formats.lock
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --extra mcp --constraint requirements.lock --output-file requirements-mcp.lock
	@uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --extra dask --extra postgres --extra formats --constraint requirements.lock --output-file requirements-dask.lock
	@uv pip compile --group pyproject.toml:release --quiet --universal --python-version 3.11 --generate-hashes --constraint requirements.lock --output-file requirements-release.lock
	@uv pip compile --group pyproject.toml:knowledge --quiet --universal --python-version 3.11 --generate-hashes --constraint requirements.lock --output-file requirements-knowledge.lock
