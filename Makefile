# Two commands to know: `make run` and `make test`. Everything they need is installed by tools/bootstrap.sh, once.
.DEFAULT_GOAL := help
.PHONY: help run test check format install golden messages readme migrate seed bench

PY := .venv/bin/python
WORKERS ?= 2
PYTEST := $(PY) -m pytest
# Compiled bytecode is kept even where the surroundings forbid it: each worker and each server of the tests would else
# compile the whole house again.
unexport PYTHONDONTWRITEBYTECODE

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: ## start Termijnwacht (PORT chooses the port, 8501 by default)
	@sh tools/bootstrap.sh run
	@exec $(PY) -m core serve

test: ## everything: both databases, the browser, the short fault runs (a quarter of an hour)
	@sh tools/bootstrap.sh test
	@PYTHON=$(PY) WORKERS=$(WORKERS) sh tools/test.sh

check: ## format, lint, types and the unit suite on SQLite (about a minute)
	@sh tools/bootstrap.sh dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	@# The types are checked beside the tests: the two together know how to use two cores.
	$(PY) -m mypy & types=$$!; \
	TEST_DATABASE=sqlite $(PYTEST) -q -n $(WORKERS) --dist worksteal -m "not browser and not faults and not slow"; tests=$$?; \
	wait $$types && exit $$tests

format: ## let ruff mend what it can before make check
	@sh tools/bootstrap.sh dev
	$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format .

install: ## everything that run and test install, without starting anything
	@sh tools/bootstrap.sh test

golden: ## rewrite tests/golden/ (read the diff before you commit it)
	@sh tools/bootstrap.sh dev
	$(PYTEST) -q -m golden --write-golden

messages: ## collect the Dutch texts into core/i18n/en.po
	@sh tools/bootstrap.sh dev
	$(PY) -m core.i18n.extract

readme: ## rewrite the tables of README.md from the code
	@sh tools/bootstrap.sh dev
	$(PY) -m tools.readme_tables

migrate: ## bring the database to the current schema
	@sh tools/bootstrap.sh run
	$(PY) -m core migrate

seed: ## fill an empty database with the practice provider
	@sh tools/bootstrap.sh run
	$(PY) -m core demo

bench: ## measure (tests/bench); BENCH="documents" chooses
	@sh tools/bootstrap.sh test
	$(PY) -m tests.bench $(BENCH)
