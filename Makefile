# make demo            shows the collector at work on a month of mails
# make test            installs what the tests need and runs all of them
# make venv            makes .venv with the package installed; nothing else on the machine is touched
# make test-fast       all but the slow tests and those that need a Debian package, in less than a minute
# make lock            renews requirements.lock: the versions and hashes of all packages that are installed
# make base-image      renews the digest of the container's base image, as the registry has it
# make coverage        all tests, and the lines that none of them reaches (half as long again)
# make check           formatting, lint and types
# make kill-campaign   kills the collector COLLECTOR_KILLS times at random and checks that nothing is lost
# make faults          lets every write of a pass go wrong in each way and checks that nothing is lost (hours)
# make endurance       sends COLLECTOR_MAILS mails through one daemon and checks that its memory stays flat
# make fuzz            changes good files of every format at random for FUZZ_SECONDS and reads them
# make mutants         changes the core at random MUTANTS times and counts what the tests notice
# make bench           how fast it is on this machine

.DEFAULT_GOAL := venv
.PHONY: venv dev lock base-image demo debian test test-fast coverage check kill-campaign faults endurance fuzz mutants bench clean

BIN := .venv/bin
STAMP := .venv/.installed
DEV_STAMP := .venv/.installed-dev

venv:
	@.ci/python-venv
	@$(MAKE) --no-print-directory --silent $(STAMP)

dev: venv
	@$(MAKE) --no-print-directory --silent $(DEV_STAMP)

# What is installed is what the lock names, byte for byte; the package itself is built with what stands in it.
$(STAMP): pyproject.toml requirements.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): pyproject.toml requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

lock:
	@.ci/lock

base-image:
	@.ci/base-image

demo: venv
	@$(BIN)/collector demo

debian:
	@.ci/debian-packages

check: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: debian check
	$(BIN)/pytest --numprocesses 2 --dist loadfile

coverage: debian dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses 2 --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

test-fast: dev
	$(BIN)/pytest --numprocesses 2 -m "not (slow or libreoffice or chromium or server or programs)"

kill-campaign: dev debian
	COLLECTOR_KILLS=$${COLLECTOR_KILLS:-1000} $(BIN)/pytest -k kill

faults: dev debian
	COLLECTOR_FAULTS=$${COLLECTOR_FAULTS:-all} $(BIN)/pytest tests/faults

endurance: dev debian
	COLLECTOR_MAILS=$${COLLECTOR_MAILS:-100000} $(BIN)/pytest tests/mailbox/test_endurance.py

fuzz: dev
	$(BIN)/python -m tests.readers.fuzz $${FUZZ_SECONDS:-600} $${FUZZ_SEED:-0}

mutants: dev
	$(BIN)/python -m tests.mutants --number $${MUTANTS:-300} $${MUTANTS_SEED:+--seed $$MUTANTS_SEED} $$MUTANTS_MODULES

bench: dev debian
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis demo
