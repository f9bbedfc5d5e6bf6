# `make` lists the targets. Nothing but Python 3.11 to 3.13 has to be there; what a target needs beyond, it installs or names.

PORT ?= 8000
DATA ?= ./data
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
TEST := $(VENV)/.test
CATALOGS := $(wildcard redbridge/locale/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGS:.po=.mo)

# An environment that moved or lost its Python is built anew.
$(shell [ "$$(cat $(VENV)/.home 2>/dev/null)" = "$$(pwd)" ] && $(BIN)/python -c '' 2>/dev/null || rm -f $(RUN) $(TEST))

.DEFAULT_GOAL := help
.PHONY: help setup run test test-postgres check bench audit lock docs messages vendor clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: $(RUN) $(COMPILED) ## Build the environment in .venv and stop there

run: setup ## Start a lively site with its demo world: PORT=8000 DATA=./data
	@exec $(BIN)/redbridge up --port $(PORT) --data $(DATA)

test: $(TEST) $(COMPILED) $(VENV)/browser ## Run every test, journeys in a real browser included: ARGS="tests/notes -x"
	@tools/needs.sh apertium-eng-spa test -e /usr/share/apertium/modes/eng-spa.mode || echo "Tests with Apertium are skipped."
	@CHROME_PATH="$$(cat $(VENV)/browser)" tools/test.sh $(ARGS)

test-postgres: $(TEST) $(COMPILED) ## Run the tests but the journeys on a PostgreSQL of their own
	@tools/postgres.sh $(BIN)/python -m pytest -n 2 -m "not journey" $(ARGS)

check: $(TEST) $(COMPILED) ## Check style, types, storeys, sizes, templates, migrations, messages, docs, locks
	@tools/check.sh

bench: $(RUN) $(COMPILED) ## Measure the hot pages beside a bare Django view: ARGS="--quick --json"
	@$(BIN)/redbridge bench $(ARGS)

audit: $(COMPILED) $(VENV)/browser ## Measure ten pages with Lighthouse as a phone sees them (needs Node)
	@$(BIN)/python tools/audit.py $(ARGS)

lock: $(TEST) ## Write the lock files from pyproject.toml: ARGS=--upgrade takes the newest
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@PATH="$(BIN):$$PATH" tools/lock.sh $(ARGS)

docs: $(TEST) ## Write the generated pages: settings, events, licences, openapi.json
	@$(BIN)/python tools/docs.py

messages: $(TEST) ## Collect the texts of the site into the catalogues and compile them
	@tools/needs.sh gettext xgettext --version
	@$(BIN)/python tools/messages.py --collect
	@$(MAKE) --no-print-directory setup

vendor: $(RUN) ## Copy htmx out of its wheel and write the checksums
	@$(BIN)/python tools/vendor.py

clean: ## Remove the environment and everything built (data stays)
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(RUN): pyproject.toml requirements/run.txt requirements/build.txt tools/setup.sh
	@tools/setup.sh run

$(TEST): $(RUN) requirements/test.txt
	@tools/setup.sh test

$(VENV)/browser: $(TEST)
	@tools/browser.sh > $@.new && mv $@.new $@ && echo "Journeys run in $$(cat $@)"

%.mo: %.po $(RUN)
	@$(BIN)/python tools/messages.py --compile $<
