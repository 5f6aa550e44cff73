# The two commands that a newcomer needs are `make site` and `make test`.
# Both set up what they need, once; the stamps in .venv say what has been done.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PYTEST := $(BIN)/python -m pytest
SITE_READY := .venv/.site-ready
TESTS_READY := .venv/.tests-ready

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## Set-up -------------------------------------------------------------------------------------

$(BIN)/python:
	@tools/venv

$(SITE_READY): $(BIN)/python requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTS_READY): $(SITE_READY) requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

.PHONY: setup browser
setup: $(TESTS_READY) ## Make .venv with everything the code and its tests need

browser: $(TESTS_READY)
	@tools/chromium >/dev/null
	@tools/node >/dev/null
	@tools/java >/dev/null
	@tools/vnu >/dev/null

## The site -----------------------------------------------------------------------------------

.PHONY: site check serve wheel
site: $(SITE_READY) ## Check the content and build the site into site/
	$(BIN)/goodpractice build

check: $(SITE_READY) ## Check the content only
	$(BIN)/goodpractice check

serve: $(SITE_READY) ## Show the site on this machine, and again after each change
	$(BIN)/goodpractice serve

wheel: $(SITE_READY) ## Put the tool into one file, to install it elsewhere
	$(BIN)/hatchling build --target wheel --directory dist

## The code -----------------------------------------------------------------------------------

.PHONY: test test-full lint bench messages screenshots lighthouse
test: $(TESTS_READY) browser lint ## Run every test (under 30 minutes on two cores)
	$(PYTEST)

test-full: $(TESTS_READY) browser lint ## Run every test, with the long counts
	$(PYTEST) -m "full or not full" --hypothesis-profile=full

lint: $(TESTS_READY) ## Look at style, types and workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/zizmor --quiet --offline --persona auditor .github

N := 1000
bench: $(TESTS_READY) ## Measure builds of N made-up entries (make bench N=10000)
	$(BIN)/python -m benchmarks.bench --entries $(N)

messages: $(TESTS_READY) ## Bring the translations up to date with the texts of the code
	$(BIN)/python -m tools.messages

lighthouse: $(TESTS_READY) browser ## Have Lighthouse measure home, browse and an entry
	$(PYTEST) -s -m full tests/browser/test_lighthouse.py

screenshots: $(TESTS_READY) browser ## Draw pages of the site into screenshots/, narrow and wide, light and dark
	$(BIN)/python -m tools.screenshots

## Dependencies -------------------------------------------------------------------------------

UV := .cache/lock/bin/uv
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock" $(UPGRADE) pyproject.toml

$(UV):
	$(BIN)/python -m venv .cache/lock
	.cache/lock/bin/python -m pip --quiet --disable-pip-version-check install uv

.PHONY: lock upgrade
lock: $(BIN)/python $(UV) ## Write the lock files again after a change in pyproject.toml
	$(COMPILE) --group build --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(subst pyproject.toml,,$(COMPILE)) --group node --output-file requirements-node.txt
	$(subst pyproject.toml,,$(COMPILE)) --group java --output-file requirements-java.txt

upgrade: ## Write the lock files with the newest versions
	@$(MAKE) lock UPGRADE=--upgrade

## Cleaning -----------------------------------------------------------------------------------

.PHONY: clean distclean
clean: ## Remove what was built
	rm -rf site dist build screenshots .site.* .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

distclean: clean ## Remove the environment too
	rm -rf .venv tools/npm/node_modules tools/npm-lighthouse/node_modules
