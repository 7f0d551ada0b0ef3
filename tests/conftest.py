"""What several tests look at: the paper and the book, built once from the notebooks as they are committed.

That a fresh run gives the committed outputs is what nbval tests, notebook by notebook; so nothing is run again here.
"""

import os
import shutil
from pathlib import Path

import pytest

from derivations.prover import clock
from paper import article, book

clock.by_work()  # a busy machine changes no verdict; what is tested of the wall clock is tested in processes of their own

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder with paper.pdf, arxiv/ and book/."""
    folder = tmp_path_factory.mktemp("build")
    article.build(NOTEBOOKS, folder)
    book.build(NOTEBOOKS, folder / "book", pdf=folder / "paper.pdf")
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
