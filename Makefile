# Every target sets up what it needs from Python 3.11 and pip alone.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
COMPILED := $(VENV)/.compiled
BIN := $(VENV)/bin

.PHONY: help run demo test lint check-types run-tests test-mail fuzz year drill soak storm storm-prefect crowd storm-guards endure test-fleet mutate \
  bench bench-growth bench-fleet lock clean

help:
	@echo "make run    rehearse the sample school: workbook, letters, Prefect UI (Ctrl-C stops it)"
	@echo "make demo   tell the story of one milestone and end"
	@echo "make test   linter, types and every test"

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# What tests, linters and benchmarks need comes on top: whoever only runs Vekha installs none of it.
$(DEV): $(READY) requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $(DEV)

run: $(READY)
	$(BIN)/vekha --var var/sample serve --rehearse-from 2021-03-01

demo: $(READY)
	$(BIN)/vekha --var var demo

lint: $(DEV)
	$(BIN)/ruff check .

check-types: $(DEV)
	$(BIN)/mypy

# Bytecode is kept, whatever the environment says: hundreds of children read it. One process compiles what was changed,
# then three run the tests on two cores, all beside the types: each takes whole files, and many wait for servers.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(DEV)
	@$(MAKE) --no-print-directory --jobs 3 lint check-types run-tests

run-tests: $(COMPILED)
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

$(COMPILED): $(DEV) $(shell find flows models tasks tests -name '*.py')
	-@$(BIN)/python -m pytest --collect-only -qq >/dev/null
	@touch $(COMPILED)

# Longer checks; docs/testing.md describes them.

test-mail: $(DEV)
	$(BIN)/python -m pytest -m postfix tests/tasks/mail

# Generated cases, thirty times as many, at random: school lives, dates, terms, evidence, MIME, journal, the Google server.
# Then everything that reads others' texts and files, by coverage.
fuzz: $(DEV)
	VEKHA_FUZZ=30 $(BIN)/python -m pytest tests/models/approval/test_generated_histories.py \
	  tests/models/amending/test_generated_orders.py tests/models/text/test_dates.py tests/models/terms/test_terms.py \
	  tests/models/evidence/test_evidence.py tests/tasks/mail/test_mime.py tests/tasks/database/test_journal.py \
	  tests/google/test_requests.py tests/test_hostile_text.py tests/tasks/google/test_google_histories.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target build/fuzz atheris
	PYTHONPATH=build/fuzz $(BIN)/python -m tests.fuzzing --seconds $(or $(SECONDS),120)

# Three schools, each through a whole year day by day, against a naive secretary.
year: $(DEV)
	VEKHA_YEAR=3 $(BIN)/python -m pytest tests/flows/mail/test_school_year.py \
	  tests/flows/papers/test_year_of_meetings.py

# Five working days with the board gone, mail away, settings broken, the machine off and a runner that hangs: who was told what.
# Then each automation of a real `vekha serve` is made to fire (some minutes).
drill: $(DEV)
	$(BIN)/python -m tests.drill
	$(BIN)/python -m tests.automation_drill

# Eight people edit a Google board while the engine passes; a failing run says its seed, and `SEED=n` replays it.
soak: $(DEV)
	$(BIN)/python -m tests.many_hands --edits $(or $(EDITS),5000) $(if $(SEED),--seed $(SEED))

# People, the calendar, the engine and faults in stories from seeds; a failing one is told in its shortest form.
storm: $(DEV)
	nice $(BIN)/python -m tests.storm --seeds $(or $(SEEDS),50) $(if $(SEED),--seed $(SEED)) $(if $(JOBS),--jobs $(JOBS))

# Passes that a Prefect server watches, struck at each of its requests in six ways (a quarter of an hour; `EVERY=3` for less).
storm-prefect: $(DEV)
	nice $(BIN)/python -m tests.storm.watched --every $(or $(EVERY),1)

# Several commands at once in every second step: passes, deliveries, letters, backups, restores, the administrator's accept.
crowd: $(DEV)
	nice $(BIN)/python -m tests.storm --crowd --seeds $(or $(SEEDS),50) $(if $(SEED),--seed $(SEED)) $(if $(JOBS),--jobs $(JOBS))

# Each guard is taken out of a copy of the tree in turn; prints how many stories the storm needs to find that it is gone.
storm-guards: $(DEV)
	nice $(BIN)/python -m tests.storm.guards --stories $(or $(STORIES),300) $(if $(JOBS),--jobs $(JOBS))

# Five years of a school in minutes, then a pass a second as flow runs on a server: what grew (`YEARS=5 MINUTES=60`).
endure: $(DEV)
	$(BIN)/python -m tests.endurance --years $(or $(YEARS),5) --minutes $(or $(MINUTES),10)

# A municipality at work while machines die: PostgreSQL, Prefect on it, two workers, Google with its quotas, people.
test-fleet: $(DEV)
	$(BIN)/python -m tests.fleet --schools $(or $(SCHOOLS),200)

# Boards read by two workers within the quota; about four hours, `python -m bench.fleet --help` for less.
bench-fleet: $(DEV)
	$(BIN)/python -m bench.fleet

# 300 small changes to approval, journal and letters, each against the tests of its own package; `ALL=1` for a night.
mutate: $(DEV)
	$(BIN)/python -m tests.mutation $(if $(ALL),--all)

# Side by side with other libraries, which are no dependencies of ours: they are put into build/bench only.
bench: $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target build/bench \
	  transitions python-statemachine premailer
	PYTHONPATH=build/bench $(BIN)/python -m bench.decide
	$(BIN)/python -m bench.letters
	$(BIN)/python -m bench.papers
	$(BIN)/python -m bench.calendars
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target build/bench/terms dateparser
	PYTHONPATH=build/bench/terms $(BIN)/python -m bench.terms
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target build/bench/board \
	  pygsheets gspread-pandas "django<4" django-gsheets
	$(BIN)/python -m bench.board

# What a journal a hundred times as long costs, beside the commit before folds were kept (`BEFORE=commit`).
bench-growth: $(DEV)
	$(BIN)/python -m bench.growth $(if $(BEFORE),--before $(BEFORE))

# The lock files, one to run Vekha and one to work on it: every version with every hash, and no address of an index.
COMPILE = build/lock/bin/pip-compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
  --no-emit-trusted-host --strip-extras --allow-unsafe --no-header --extra install --extra postgres
FROZEN = \# Every version with its hashes, frozen by `make lock`. Do not edit by hand.

lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet pip-tools
	$(COMPILE) --output-file build/lock/requirements.txt pyproject.toml
	$(COMPILE) --extra dev --constraint build/lock/requirements.txt --output-file build/lock/requirements-dev.txt pyproject.toml
	for which in "" -dev; do \
	  (echo '$(FROZEN)'; cat build/lock/requirements$$which.txt) > requirements$$which.lock; done

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
