# Each target sets up what it needs: Python 3.11 or later and make are enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SET_UP := $(VENV)/set-up
PEERS := $(VENV)/peers
PEERS_SET_UP := $(PEERS)/set-up
LOWEST := $(VENV)/lowest
LOWEST_SET_UP := $(LOWEST)/set-up

# Eight processes and real windows of two seconds: nothing else may run beside it.
REAL_TIME := tests/many_workers/test_many_processes.py
# Minutes of work for the scripts of the maintainers.
SCRIPTS := tests/contract tests/generation tests/update
# Whole programs: pytest within pytest, syncs that are killed, msportal-bridge as a process.
PROGRAMS := tests/plugin tests/bridges/command tests/bridges/sync
# What is read and copied: it needs servers, a browser, a worker of Celery.
READ := tests/docs tests/examples

.DEFAULT_GOAL := help
.PHONY: help demo demo-bridge test test-programs test-scripts test-examples first-ten-minutes test-long check lint types regenerate regenerate-check contract update-spec docs sbom test-built test-lowest dist soak soak-quick format requirements bench bench-quick clean

help:  ## What there is to do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 20

# The stamp is written last: an interrupted set-up is done again.
$(SET_UP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
	@touch $@

demo: $(SET_UP)  ## The main job, against a sandbox on this machine
	@$(BIN)/python examples/demo.py

demo-bridge: $(SET_UP)  ## A Planner plan synced into MSPortal, against local servers: edited, killed, resumed
	@$(BIN)/python examples/demo_bridge.py

test: $(SET_UP)  ## The tests; those of the client on httpx and on httpx2
	MSPORTAL_TEST_HTTP=httpx2 $(BIN)/python -m pytest -n 2 --quiet tests/client tests/runtime tests/many_workers --ignore $(REAL_TIME)
	$(BIN)/python -m pytest $(REAL_TIME)
	$(BIN)/python -m pytest -n 2 --ignore $(REAL_TIME) $(SCRIPTS:%=--ignore %) $(PROGRAMS:%=--ignore %) $(READ:%=--ignore %)

test-scripts: $(SET_UP)  ## The tests of the generator, the contract checks and update_spec, which make and check whole clients
	$(BIN)/python -m pytest -n 2 --quiet $(SCRIPTS)

test-programs: $(SET_UP)  ## The tests of the pytest plugin, of syncs and of msportal-bridge, which run whole programs
	$(BIN)/python -m pytest -n 2 --quiet $(PROGRAMS)

test-examples: $(SET_UP)  ## The examples, the code blocks of the documentation and the built site
	$(BIN)/python -m pytest -n 2 --quiet $(READ)

first-ten-minutes:  ## What a stranger does first, in an environment of its own: install, call the sandbox, test
	@PYTHON=$(PYTHON) bash scripts/first_ten_minutes.sh

test-long: $(SET_UP)  ## Long forms of some tests: jobs and syncs that are killed again and again, a minute of edits by two users
	BULK_KILLS=20 PLANNER_EDIT_SECONDS=60 SYNC_KILLS=50 SYNC_TASKS=5000 $(BIN)/python -m pytest tests/bulk/test_kill.py tests/bridges/test_planner_machine.py tests/bridges/sync/test_kill.py tests/bridges/sync/test_quota.py

check: lint types regenerate-check contract docs dist test test-programs test-scripts test-examples first-ten-minutes soak-quick  ## All that CI runs

lint: $(SET_UP)  ## Style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/zizmor --quiet --offline .github/workflows

types: $(SET_UP)  ## mypy strict and pyright strict, generated code included; pyrefly and ty on the public API
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/pyrefly check tests/typing/api.py tests/typing/bridges.py
	$(BIN)/ty check --python $(VENV) tests/typing/api.py tests/typing/bridges.py

regenerate: $(SET_UP)  ## Generate api/ and models/ of each API from its document
	$(BIN)/python scripts/regenerate.py

regenerate-check: $(SET_UP)  ## Are api/ and models/ what the documents give?
	$(BIN)/python scripts/regenerate.py --check

contract: $(SET_UP)  ## Do the spec, the generated code and the servers agree?
	$(BIN)/python scripts/check_contract.py

update-spec: $(SET_UP)  ## Put a newer document in place: make update-spec FROM=file or https URL
	@$(BIN)/python scripts/update_spec.py "$(FROM)"

dist: $(SET_UP)  ## Build the sdist and the wheel into dist, twice: the same bytes
	@$(BIN)/python scripts/build_dist.py

docs: $(SET_UP)  ## The documentation site, into site; a warning is an error
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "site/index.html"

sbom: dist  ## The bill of materials of the wheel, into dist-sbom
	@$(BIN)/python scripts/build_sbom.py

test-built: $(SET_UP)  ## The wheel and the sdist, tested in a clean environment
	$(BIN)/python scripts/test_built.py

# With every extra, and the lowest versions that pyproject.toml allows.
$(LOWEST_SET_UP): requirements/lowest.txt pyproject.toml | $(SET_UP)
	@echo "Setting up $(LOWEST) …"
	@$(PYTHON) -m venv $(LOWEST)
	@$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes -r requirements/lowest.txt
	@$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
	@touch $@

test-lowest: $(LOWEST_SET_UP)  ## The tests of the package with the lowest versions that it allows
	$(LOWEST)/bin/python -m pytest -n 2 --quiet tests/client tests/runtime tests/plugin tests/sandbox tests/many_workers --ignore $(REAL_TIME)

soak: $(SET_UP)  ## 200 tasks and 20 threads against a server in trouble, ten minutes
	$(BIN)/python tests/soak/run.py --seconds 260
	MSPORTAL_TEST_HTTP=httpx2 $(BIN)/python tests/soak/run.py --seconds 260

soak-quick: $(SET_UP)  ## The same in one minute
	$(BIN)/python tests/soak/run.py --seconds 20
	MSPORTAL_TEST_HTTP=httpx2 $(BIN)/python tests/soak/run.py --seconds 20

format: $(SET_UP)  ## Let ruff fix what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The peers have their own environment, so that theirs is no dependency of ours; it goes and comes with .venv.
$(PEERS_SET_UP): requirements/peers.txt | $(SET_UP)
	@echo "Setting up $(PEERS) …"
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes -r requirements/peers.txt
	@touch $@

bench: $(PEERS_SET_UP)  ## Measure against the peers, write results, charts and docs/benchmarks.md (about 13 minutes)
	$(BIN)/python benchmarks/run.py

bench-quick: $(PEERS_SET_UP)  ## The same with fewer repetitions, printed only (about 2 minutes)
	$(BIN)/python benchmarks/run.py --quick

requirements:  ## Pin requirements/*.in anew, with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements/dev.in -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --resolution lowest-direct --all-extras pyproject.toml requirements/lowest.in -o requirements/lowest.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements/dev.txt requirements/peers.in -o requirements/peers.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements/platforms.in -o requirements/platforms.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements/dev.txt requirements/sandbox.in -o requirements/sandbox.txt

clean:  ## Remove what make made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist dist-sbom build site
