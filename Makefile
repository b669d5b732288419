# What people type. Variables from the environment win.
PORT ?= 8000
MARKETPLACE_HOME ?= var
PYTHON ?= python3
export PORT MARKETPLACE_HOME

BIN := .venv/bin

.PHONY: help run test check bench bench-relevance bench-search proof clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: .venv/ready ## install, migrate, load the demo world when empty, serve on http://localhost:8000
	@$(BIN)/flask start

test: .venv/ready-dev ## every test, SQLite always and PostgreSQL where there is one
	@$(BIN)/python -m tests.needs
	$(BIN)/pytest -q -n 2 --dist loadgroup tests

check: .venv/ready-dev ## lint, format, types, house rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/house_rules

bench: .venv/ready-dev ## timings, each against a stated baseline in the same run
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.registers

bench-relevance: .venv/ready-dev ## how well the search ranks beside others (TITLES=file with title,product)
	$(BIN)/python -m tests.bench.relevance $(if $(TITLES),--titles $(TITLES)) $(addprefix --engine ,$(ENGINE))

bench-search: .venv/ready-dev ## how fast the search is, and what it costs (ENGINE=postgres LISTINGS=500000 TITLES=file)
	$(BIN)/python -m tests.bench.search

proof: .venv/ready-dev ## the long proofs: races, kill points, mutations (up to 90 minutes)
	$(BIN)/pytest -q -p no:cacheprovider -m proof tests/proof
	$(BIN)/pytest -q -p no:cacheprovider -k "not postgresql" --hypothesis-profile=searching \
	  $$(grep -rl "hypothesis import" tests --include="test_*.py")

clean: ## remove what make created, but not your data
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache

# python3-venv may lack ensurepip; the outer pip then installs into the new environment.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed (PYTHON=python3.12 make run)"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m venv --without-pip .venv

define install
	@$(BIN)/python -m pip --version >/dev/null 2>&1 \
	  && $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1) \
	  || $(PYTHON) -m pip --python $(BIN)/python install -q --require-hashes -r $(1)
endef

.venv/ready: requirements.txt | .venv/bin/python
	$(call install,requirements.txt)
	@touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	$(call install,requirements-dev.txt)
	@touch $@
