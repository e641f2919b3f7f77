# Two commands do everything: `make run` and `make test`. Both set up a virtual environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup run test browser format catalogues clean

help:
	@echo "make run         set up and start the service with its web chat"
	@echo "make test        set up and run every check"
	@echo "make setup       only set up .venv"
	@echo "make format      format the code and put imports in order"
	@echo "make catalogues  collect new texts into locales/*/LC_MESSAGES/tanya.po"

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Perlu Python 3.11 atau lebih baru; pilih dengan: make PYTHON=/jalan/ke/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || (echo "Modul venv tidak ada. Di Debian/Ubuntu: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(READY)
	@$(BIN)/tanya serve

test: $(READY) browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales.check
	$(BIN)/pytest --numprocesses logical --dist worksteal

# The web chat is tested in a real browser: Debian's, installed when there is none.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null)

format: $(READY)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

catalogues: $(READY)
	$(BIN)/python -m locales.update

clean:
	rm -rf $(VENV) build dist *.egg-info
