# linli. Needs python3 (3.11 or newer) and make; everything else it installs into .venv from the locks, and only once.
PYTHON ?= python3
BIN    := .venv/bin
DEMO   := build/demo
PLACES := build/places

.DEFAULT_GOAL := help
.PHONY: help demo places serve test check fix docs lock bench clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/'

demo: .venv/core.stamp ## build the made-up street and answer three questions on it
	@LINLI="$(BIN)/linli" DEMO="$(DEMO)" sh seeds/demo/demo.sh

places: .venv/core.stamp ## the six places of the reports at their published sizes, and their figures recomputed
	@LINLI="$(BIN)/linli" PYTHON="$(BIN)/python" PLACES="$(PLACES)" sh seeds/places.sh
	@$(BIN)/linli figures --keep seeds/*/figures.yaml --workspace $(PLACES)/workspace
	@$(BIN)/linli figures --workspace $(PLACES)/workspace

serve: .venv/serve.stamp ## the demo street over HTTP and on a page (loopback only)
	@LINLI="$(BIN)/linli" DEMO="$(DEMO)" sh seeds/demo/demo.sh quiet
	@$(BIN)/linli serve --workspace $(DEMO) --demo admin

test: .venv/dev.stamp check ## every check and every test, a real Neo4j among them
	@$(BIN)/python tests/servers/neo4j/install.py
	@$(BIN)/python tests/servers/browser/install.py
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --no-loadscope-reorder

check: .venv/dev.stamp ## style, types, import contracts, generated documents
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check -q
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > .venv/contracts.log || { cat .venv/contracts.log; exit 1; }
	@$(BIN)/python -m linli.reports.documents --check
	@$(BIN)/python -m linli_api.document --check

fix: .venv/dev.stamp ## let ruff mend what it can
	@$(BIN)/ruff check --fix -q || true
	@$(BIN)/ruff format -q

docs: .venv/dev.stamp ## write the generated documents anew
	@$(BIN)/python -m linli.reports.documents
	@$(BIN)/python -m linli_api.document

bench: .venv/dev.stamp ## benchmarks, beside references in the same run
	@$(BIN)/python bench/run.py

lock: .venv/dev.stamp ## resolve the locks anew (after a change of pyproject.toml)
	@$(BIN)/python locks/resolve.py

clean: ## take away what make has made
	rm -rf .venv build dist

# The locks hold one resolution: core is a part of serve, serve a part of dev, so a richer .venv serves the poorer targets as well.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "linli needs Python 3.11 or newer / 需要 Python 3.11 以上")'
	@$(PYTHON) -m venv .venv

.venv/%.stamp: locks/%.txt pyproject.toml | .venv/bin/python
	@echo "installing from locks/$*.txt …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r locks/build.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r locks/$*.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
	@if [ $* = dev ]; then touch .venv/serve.stamp; fi; if [ $* != core ]; then touch .venv/core.stamp; fi
