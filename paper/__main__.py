"""python -m paper run|article|book|refresh: make one export, and put it in place only when it is whole.

run       build/notebooks     every notebook, executed from nothing
article   build/paper.pdf, build/arxiv
book      build/book          index.html opens from disk
refresh   notebooks/          every notebook, or those that are named (refresh 02_log_sum_exp), with the outputs of a fresh run
"""

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import article, book, run
from .assemble import BuildError

ROOT = Path(__file__).resolve().parent.parent
README_PICTURE = "02_log_sum_exp"  # the notebook whose first figure the README shows
BUILD = ROOT / "build"


@contextmanager
def put_in_place(*names):
    """A folder to write in. What is named moves to build/ at the end; after an error the last good output is still there."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix=".making-") as folder:
        yield Path(folder)
        for name in names:
            replace(Path(folder) / name, BUILD / name)


def replace(new, old):
    """Put a file or a folder where another one was."""
    if old.is_dir():
        aside = new.with_name(f"{new.name}.old")
        os.rename(old, aside)
        os.rename(new, old)
        shutil.rmtree(aside)
    else:
        os.replace(new, old)
    os.utime(old)


def executed():
    """The executed notebooks, in reading order."""
    return sorted((BUILD / "notebooks").glob("*.ipynb"))


def main(arguments):
    match arguments:
        case ["run"]:
            with put_in_place("notebooks") as folder:
                (folder / "notebooks").mkdir()
                run.execute_all(sorted((ROOT / "notebooks").glob("*.ipynb")), folder / "notebooks")
        case ["refresh", *names]:
            with put_in_place() as folder:
                chosen = [path for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if not names or path.stem in names]
                run.execute_all(chosen, folder)
                for path in chosen:
                    run.refresh(path, folder / path.name)
                    if path.stem == README_PICTURE:
                        run.keep_figure(folder / path.name, ROOT / "notebooks" / "_static")
        case ["article"]:
            with put_in_place("arxiv", "paper.pdf") as folder:
                article.build(executed(), folder)
        case ["book"]:
            with put_in_place("book") as folder:
                book.build(executed(), folder / "book", pdf=BUILD / "paper.pdf")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BuildError as error:
        sys.exit(f"not built: {error}")
