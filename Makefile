# KoproGo. `make` alone lists what can be made. Needs make and python3.11; the rest is fetched into .venv.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python
COMPILE := $(PYTHON) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --annotation-style=line \
	--no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
TESTS ?= -n 2

.PHONY: help run test check pytest bench world translations lock clean run-env dev-env

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

run: run-env ## start KoproGo: database, web server, worker; Ctrl-C stops everything
	@exec .venv/bin/koprogo serve

test: dev-env check ## everything that must hold before a change goes in
	@tools/browser.sh
	@$(MAKE) pytest

pytest: dev-env ## the tests alone; make pytest TESTS="koprogo/kernel -x" runs some
	@echo "== tests"
	@$(PYTHON) -m pytest $(TESTS)

check: dev-env ## style, types, layers, missing migrations
	@echo "== ruff"; $(PYTHON) -m ruff check .
	@echo "== mypy"; KOPROGO_HOME=$(CURDIR)/build/check $(PYTHON) -m mypy
	@echo "== import-linter"; .venv/bin/lint-imports
	@echo "== migrations"; $(PYTHON) tools/migrations.py

bench: dev-env ## the long measurements
	@$(PYTHON) -m pytest -m bench -n 0 -s

world: run-env ## load the demo world into the running installation's database
	@.venv/bin/koprogo demo

translations: dev-env ## gather the texts into locale/ and compile them
	@.venv/bin/pybabel extract -F locale/babel.cfg -o locale/django.pot --no-wrap --omit-header .
	@.venv/bin/pybabel update -i locale/django.pot -d locale -D django --no-wrap
	@.venv/bin/pybabel compile -d locale -D django

lock: dev-env ## write requirements/*.txt anew from *.in (UPGRADE=--upgrade for newer versions)
	@$(COMPILE) $(UPGRADE) -o requirements/run.txt requirements/run.in
	@$(COMPILE) $(UPGRADE) -o requirements/dev.txt requirements/dev.in

clean: ## remove the environment and the caches; the data folder stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find koprogo -name __pycache__ -prune -exec rm -rf {} +

run-env:
	@tools/bootstrap.sh run

dev-env:
	@tools/bootstrap.sh dev
