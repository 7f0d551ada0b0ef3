"""What several tests look at: the paper and the book, built once from the notebooks as they are committed.

That a fresh run gives the committed outputs is what nbval tests, notebook by notebook; so nothing is run again here.
"""

import fcntl
import gc
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
import schedule
from chosen import SWEEP

from derivations.prover import clock
from derivations.prover.book import ledger, replay
from derivations.prover.garbage import rarely_collected
from paper import article, book, kernels
from paper.kept import Parts

clock.by_work()  # a busy machine changes no verdict; what is tested of the wall clock is tested in processes of their own

replay.FEW = sys.maxsize  # a process of tests replays proofs by itself, and once: what its children prove is lost with them
rarely_collected()
gc.set_threshold(3_000_000, 1000, 1000)  # and here hardly ever: what is kept is looked through once, and not time and again

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


def pytest_configure(config):
    if config.pluginmanager.hasplugin("nbval") and not SWEEP:
        kernels.branch_off()


def pytest_collection_modifyitems(items):
    schedule.sort(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return schedule.scheduler(config, log) if config.getvalue("dist") == "loadfile" and not SWEEP else None


FIRST = 100  # theorems, which use none of the later ones


@pytest.fixture
def registry(monkeypatch, tmp_path):
    """A ledger of the first theorems, by id, to which a test may add and from which it may take; and its snapshot."""
    few = {p.part: p for p in ledger.propositions()[:FIRST]}
    claimed = ledger.snapshot()
    monkeypatch.setattr(ledger, "_registry", few)
    monkeypatch.setattr(ledger, "SNAPSHOT", tmp_path / "snapshot.json")
    ledger.SNAPSHOT.write_text(json.dumps({part: claimed[part] for part in few}))
    return few


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder with paper.pdf, arxiv/ and book/, built by the first of pytest's workers that asks for it; beside it, in parts/,
    what the book was put together from.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "built"
    with open(folder.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = folder.with_suffix(".making")
            article.build(NOTEBOOKS, making)
            book.build(NOTEBOOKS, making / "book", pdf=making / "paper.pdf", parts=Parts(folder.with_name("parts")))
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by Playwright; a test that wants it is skipped where there is none."""
    chromium = shutil.which("chromium")
    if not chromium and os.environ.get("SOFTMAX_TOOLS") == "required":
        pytest.fail("not installed: chromium")
    if not chromium:
        pytest.skip("not installed: chromium")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield chrome
        chrome.close()
