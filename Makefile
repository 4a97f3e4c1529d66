# KoproGo. `make` alone lists what can be made. Needs make and python3.11; the rest is fetched into .venv.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python
COMPILE := $(PYTHON) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --annotation-style=line \
	--no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
TESTS ?= -n 2 --dist loadgroup
CHECKS := clock floats orm_rooms size spacing strings

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

check: dev-env ## style, types, layers, house rules, missing migrations
	@echo "== ruff"; $(PYTHON) -m ruff check .
	@echo "== mypy"; KOPROGO_HOME=$(CURDIR)/build/check $(PYTHON) -m mypy
	@echo "== import-linter"; .venv/bin/lint-imports
	@for check in $(CHECKS); do echo "== $$check"; $(PYTHON) tools/$$check.py || exit 1; done
	@echo "== translations"; $(PYTHON) tools/translations.py --check
	@echo "== migrations"; $(PYTHON) tools/migrations.py

bench: dev-env ## the long measurements
	@$(PYTHON) -m pytest -m bench -n 0 -s

world: run-env ## load the demo world into the running installation's database
	@.venv/bin/koprogo demo

translations: dev-env ## gather the French texts into locale/, ready to be translated
	@$(PYTHON) tools/translations.py

lock: dev-env ## write requirements/*.txt anew from *.in (UPGRADE=--upgrade for newer versions)
	@$(COMPILE) $(UPGRADE) -o requirements/run.txt requirements/run.in
	@$(COMPILE) $(UPGRADE) -o requirements/dev.txt requirements/dev.in
	@$(PYTHON) tools/lock_rules.py

clean: ## remove the environment and the caches; the data folder stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find koprogo -name __pycache__ -prune -exec rm -rf {} +

run-env:
	@tools/bootstrap.sh run

dev-env:
	@tools/bootstrap.sh dev
