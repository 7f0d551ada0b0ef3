"""Files: what is kept beside the chapters, written in a checkout only.

An installed copy of the project reads its snapshot, its tags, what was tried and the proofs that were found from where it is
installed, and from any directory. It writes nothing there: what is written down is meant to be committed.
"""

from pathlib import Path

CHAPTERS = Path(__file__).parents[1]
ROOT = CHAPTERS.parent
SNAPSHOT = CHAPTERS / "snapshot.json"
TAGS = CHAPTERS / "tags.json"
TRIED = CHAPTERS / "tried.json"
FOUND = CHAPTERS / "found"
REFERENCE = CHAPTERS / "reference.md"  # what `check` takes
DOCUMENTS = (".tex", ".md", ".markdown", ".qmd", ".rmd", ".rst", ".ipynb", ".py")  # how the names of documents end that are read
README = ROOT / "README.md"
CHANGELOG = ROOT / "CHANGELOG.md"


class NoCheckout(Exception):
    """Something is to be written down, and there is no checkout of the project that keeps it."""

    def __str__(self):
        return f"{ROOT} is no checkout of the project, and what is written down there is lost: run this inside one"


def need_checkout():
    """Raise NoCheckout where this is not the project's own folder, but a place where a package was installed."""
    if not (ROOT / "pyproject.toml").is_file():
        raise NoCheckout


def write(path, text):
    """Write a file at once, so that nobody who reads it meanwhile finds half of it. Raises NoCheckout for an installed copy."""
    need_checkout()
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
