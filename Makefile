# make           the environment, every proof, the notebooks, the paper (build/paper.pdf, build/arxiv) and the book (build/book)
# make test      all tests, the notebooks' outputs, the layers and the style
# make refresh   run the notebooks and keep their outputs, to be committed
# make sweep     longer random tests, and all examples: some minutes
# make bench     proofs for every n against SymPy, symengine and FLINT at fixed n (build/bench.json, a table and a plot)
# make clean     remove what was built (make distclean: the environment too)

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
READY  := $(VENV)/.ready

all: build/paper.pdf build/book/index.html
	@echo "build/paper.pdf  build/arxiv/paper.tex  build/book/index.html"

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; say make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# A stamp changes when a file of its group is changed, added or removed, and only then: a deleted notebook is noticed, a touched one is not.
stamp = @mkdir -p build; find $(2) -type f $(3) -print | LC_ALL=C sort | xargs cksum > $(1).new; \
        cmp -s $(1).new $(1) && rm $(1).new || mv $(1).new $(1)

build/.mathematics: FORCE
	$(call stamp,$@,derivations,! -name '*.pyc')
build/.notebooks: FORCE
	$(call stamp,$@,notebooks,! -name '*.pyc' ! -path '*/.*')
build/.prose: FORCE
	$(call stamp,$@,paper,! -name '*.pyc')

build/.verified: $(READY) build/.mathematics
	$(RUN) -m derivations verify
	@touch $@
build/.executed: build/.verified build/.notebooks paper/run.py
	$(RUN) -m paper run
	@touch $@
build/paper.pdf: build/.executed build/.prose
	$(RUN) -m paper article
build/book/index.html: build/.executed build/.prose build/paper.pdf
	$(RUN) -m paper book
	@touch $@

test: $(READY)
	$(RUN) -m pytest
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

refresh: $(READY)
	$(RUN) -m paper refresh

sweep: $(READY)
	FUZZ=1000 KERNEL_SWEEP=2000 $(RUN) -m pytest tests/test_check_fuzz.py tests/test_kernel_fuzz.py tests/test_examples.py

bench: $(READY)
	$(RUN) -m tests.benchmarks

clean:
	rm -rf build
distclean: clean
	rm -rf $(VENV)

FORCE:
.PHONY: all test refresh sweep bench clean distclean FORCE
.DELETE_ON_ERROR:
