# make           the environment, every proof, the notebooks, the paper (build/paper.pdf, build/arxiv) and the book (build/book)
# make test      all tests, the notebooks' outputs, the layers and the style
# make refresh   run the notebooks and keep their outputs, to be committed
# make sweep     longer random tests, oracles and near misses of every theorem, every statement and page of which make test takes
#                one in a few, half of the examples, every proof replayed once more in another process, and the notebooks, each
#                in a kernel that starts anew: some minutes; CASES=3 INSTANCES=5000 for a third of the theorems and a quarter of
#                the random instances
# make mutants   random slips in the kernel, each of which a quick test has to see (build/mutants.jsonl): an hour and more
# make bench     proofs for every n against SymPy, symengine and FLINT at fixed n (build/bench.json, a table and a plot)
# make evaluation  judge all examples anew, for the paper (paper/evaluation.json, to be committed): some minutes
# make clean     remove what was built (make distclean: the environment too)

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
READY  := $(VENV)/.ready

# Test processes: one more than there are cores, for some wait for a browser or a command; up to five.
AT_ONCE := $(shell $(PYTHON) -c 'import os; print(min(5, 1 + len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 3))')

# Bytecode is kept, whatever the environment says: the tests start some hundred processes, and each would compile all modules anew.
all test refresh sweep evaluation: export PYTHONDONTWRITEBYTECODE =

# Two makes at once: the second waits for the first. What has changed is for `python -m paper` to find out, by contents and not by dates.
LOCKED := $(PYTHON) -c 'import fcntl, subprocess, sys; lock = open(".venv.lock", "w"); fcntl.flock(lock, fcntl.LOCK_EX); sys.exit(subprocess.call(sys.argv[1:]))'

all: environment
	$(RUN) -m paper

environment: FORCE
	@$(LOCKED) $(MAKE) --no-print-directory $(READY)

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; say make PYTHON=...")'
	test -e $@ || $(PYTHON) -m venv --clear $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test: environment
	$(RUN) -m pytest --numprocesses=$(AT_ONCE) --dist=loadfile --no-loadscope-reorder
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

refresh: environment
	$(RUN) -m paper refresh

CASES ?= 1
INSTANCES ?= 20000

sweep: environment
	CASES=$(CASES) FUZZ=1000 KERNEL_SWEEP=2000 INSTANCES=$(INSTANCES) $(RUN) -m pytest --numprocesses=$(AT_ONCE) --dist=loadfile --no-loadscope-reorder \
		tests/test_check_fuzz.py tests/test_kernel_fuzz.py tests/test_instances.py tests/test_examples.py tests/test_near_misses.py \
		tests/test_oracles.py tests/test_recorded.py tests/test_tried.py tests/test_as_typed.py tests/test_induction.py \
		tests/test_inequalities.py tests/test_gammas.py tests/test_mistakes.py tests/test_documents.py tests/test_peers.py \
		tests/test_zero_probabilities.py tests/test_segments.py tests/test_book.py tests/test_paper.py tests/test_build.py \
		tests/test_installed.py tests/test_evaluation.py tests/test_limits.py::test_directions_are_those_of_the_numbers \
		tests/test_language.py::test_random_terms_are_read_back_and_have_different_texts \
		tests/test_tails.py::test_what_encloses_a_function_contains_its_values \
		tests/test_command_line.py::test_verify_from_a_shell \
		tests/test_command_line.py::test_ledger_says_the_same_in_another_process_and_no_times notebooks

mutants: environment
	$(RUN) -m tests.mutants

evaluation: environment
	$(RUN) -m paper.evaluation

bench: environment
	$(RUN) -m tests.benchmarks

clean:
	rm -rf build
distclean: clean
	rm -rf $(VENV)

FORCE:
.PHONY: all environment test refresh sweep mutants bench evaluation clean distclean FORCE
.DELETE_ON_ERROR:
