# The developer's manual: `make` formats, lints, checks types and runs the tests.
PYTHON ?= python3
PIP = $(PYTHON) -m pip install -q -c constraints.txt

.PHONY: all install format lint types test bench score train readme lock conditions demo clean

all: format lint types test

install:            ## everything that developing needs, in the active environment
	$(PIP) -e '.[dev]'

format:             ## lay the code out
	$(PYTHON) -m ruff format wbcoach tests eval

lint:               ## rules of style, each exception named in pyproject.toml
	$(PYTHON) -m ruff format --check wbcoach tests eval
	$(PYTHON) -m ruff check wbcoach tests eval

types:              ## mypy, strict
	$(PYTHON) -m mypy

test:               ## all tests; what a missing system program or asset forbids is skipped by name
	$(PYTHON) -m pytest

bench:              ## speed, printed as tables; never a test
	$(PYTHON) -m eval bench

score:              ## how good the advice is, on statements the rules were and weren't written against
	$(PYTHON) -m eval run --offline

train:              ## fit the heads anew (minutes), then write the figures that `wbcoach explain` shows
	$(PYTHON) -m eval train
	$(PYTHON) -m eval run --offline --publish

readme:             ## write the README's generated parts: first screen, pitfalls, scores
	$(PYTHON) tests/test_readme.py

lock:               ## after raising a prompt's version: write its hash into prompts/prompts.lock
	$(PYTHON) -m wbcoach.prompt lock

conditions:         ## after changing a pattern: write what a match of it needs beside it, which saves each start a second
	$(PYTHON) -m eval.conditions

demo:
	$(PYTHON) -m wbcoach demo

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
