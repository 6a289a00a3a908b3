# The commands of this project. Each makes what it needs; nothing has to be installed by hand.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
PROMPT ?= 一位探险家在热带雨林中发现了一种未知的荧光植物
DEBIAN := chromium fonts-noto-cjk ffmpeg postgresql libgl1 libglib2.0-0

.PHONY: demo test lint format benchmark benchmark-pictures benchmark-faces gallery clean help

help:
	@echo "make demo       one prompt becomes a story page (PROMPT=... for your own)"
	@echo "make test       lint, types and the whole test suite"
	@echo "make format     format the code"
	@echo "make benchmark  the renderer beside the C++ prototype"
	@echo "make benchmark-pictures  castalia beside plain diffusers on this processor"
	@echo "make benchmark-faces  a photo to a head, a turntable beside other renderers, a talking portrait"
	@echo "make gallery    contact sheets of the clay world into docs/images"
	@echo "make clean      remove .venv and what was built"

demo: $(VENV)/.core
	$(BIN)/castalia make "$(PROMPT)" -o demo-output

test: $(VENV)/.dev lint
	@./tests/install-debian.sh $(DEBIAN)
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov=castalia --cov-report=
	$(BIN)/python -m coverage report --include='src/castalia/recipes/*,src/castalia/library/*,src/castalia/jobs/*' --fail-under=90

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

benchmark: $(VENV)/.core
	$(BIN)/python benchmarks/clay.py

benchmark-pictures: $(VENV)/.dev
	$(BIN)/python benchmarks/pictures.py

benchmark-faces: $(VENV)/.dev
	$(BIN)/python benchmarks/faces.py

gallery: $(VENV)/.core
	$(BIN)/python docs/gallery.py
	$(BIN)/python docs/faces_gallery.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("castalia needs Python 3.11 to 3.13; set PYTHON=" if not (3, 11) <= sys.version_info < (3, 14) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	$(PIP) -e '.[diffusers,models,openvino,face,postgres,dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
