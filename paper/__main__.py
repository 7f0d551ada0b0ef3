"""python -m paper [all|run|article|book|refresh]: make the exports, each put in place only when it is whole.

all       what has changed of the following, in this order; so does python -m paper alone
run       build/notebooks     the notebooks that have changed, executed from nothing
article   build/paper.pdf, build/arxiv
book      build/book          index.html opens from disk
refresh   notebooks/          every notebook, or those that are named (refresh 02_log_sum_exp), with the outputs of a fresh run
judge     paper/judged.json   every statement of paper/mistakes.json, judged anew, to be committed

One build runs at a time; a second one waits, and then finds the work done.
"""

import fcntl
import json
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from . import SECTIONS, BuildError, records
from .kept import Parts, exporters

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
README_PICTURE = "02_log_sum_exp"  # the notebook whose first figure the README shows


# --- one build at a time, and nothing half done ---------------------------------------------------------------------


@contextmanager
def alone():
    """Wait until no other build runs; clear away what a killed one left, and put back what it had set aside."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in [*BUILD.glob(".making-*"), *BUILD.glob("parts/.making-*")]:
            if left.is_dir():
                for aside in left.glob("*.old"):
                    if not (BUILD / aside.stem).exists():
                        os.rename(aside, BUILD / aside.stem)
                shutil.rmtree(left)
            else:
                left.unlink()
        yield


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


# --- what has changed -----------------------------------------------------------------------------------------------


def made_from(name, what=""):
    """The key of what an output, or something of it, was made from, if it is there."""
    try:
        keys = json.loads((BUILD / ".keys.json").read_text())
    except (OSError, ValueError):
        return None
    return keys.get(f"{name}{what}") if (BUILD / name).exists() else None


def write_key(name, key, what=""):
    try:
        keys = json.loads((BUILD / ".keys.json").read_text())
    except (OSError, ValueError):
        keys = {}
    new = BUILD / ".making-keys"
    new.write_text(json.dumps(keys | {f"{name}{what}": key}))
    os.replace(new, BUILD / ".keys.json")


def key_of(*parts):
    return sha256("\n".join(parts).encode()).hexdigest()


def sources():
    """The notebooks as committed, in reading order."""
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


def executed():
    """The executed notebooks, in reading order."""
    return sorted((BUILD / "notebooks").glob("*.ipynb"))


def code_key(path):
    """What the outputs of a notebook depend on: its code, the mathematics, and the style of the figures."""
    code = [cell["source"] for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    styles = sorted((ROOT / "notebooks").glob("*.mplstyle"))
    return key_of(json.dumps(code), records.mathematics(), *(style.read_text() for style in styles))


def export_key(notebooks):
    """What the exports of notebooks depend on: these, the mathematics, everything in paper/, and where the links lead."""
    styles = (ROOT / "notebooks").glob("*.mplstyle")
    return key_of(contents(*notebooks, *styles), exporters(), os.environ.get("SITE", ""))


def contents(*files):
    return key_of(*(f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in sorted(files)))


# --- the steps ------------------------------------------------------------------------------------------------------


def verify():
    """Replay every proof, compare it with what it claims, and keep its record. Raises BuildError if one does not hold."""
    key = records.mathematics()
    if made_from("ledger.json") == key:
        return
    from derivations.__main__ import main as derivations

    entries = []
    if derivations(["verify"], keep=entries.append):
        raise BuildError("a theorem does not hold what it claims: see above")
    records.keep(entries)
    write_key("ledger.json", key)


def run_notebooks():
    """Execute the notebooks whose code has changed, give the others their prose as it is now, and forget those that are no more."""
    from . import run
    from .kernels import branching

    kept = BUILD / "notebooks"
    keys = {path: code_key(path) for path in sources()}
    stale = [path for path, key in keys.items() if made_from(f"notebooks/{path.name}") != key]
    if stale or not keys:
        with put_in_place() as folder, branching():
            run.execute_all(stale, folder)
            kept.mkdir(exist_ok=True)
            for path in stale:
                os.replace(folder / path.name, kept / path.name)
                write_key(f"notebooks/{path.name}", keys[path])
    for path in executed():
        if path.name not in {source.name for source in keys}:
            path.unlink()
    with put_in_place() as folder:
        for path, key in keys.items():
            merged = key_of(contents(path), key)
            if made_from(f"notebooks/{path.name}", "prose") != merged:
                run.merge(path, kept / path.name, folder / path.name)
                os.replace(folder / path.name, kept / path.name)
                write_key(f"notebooks/{path.name}", merged, "prose")


def make_article():
    from . import article

    with put_in_place("arxiv", "paper.pdf") as folder:
        article.build(executed(), folder)


def make_book():
    from . import book

    with put_in_place("book") as folder:
        pdf = BUILD / "paper.pdf"
        book.build(executed(), folder / "book", pdf=pdf if pdf.exists() else None, parts=Parts(BUILD / "parts"))


def make_all():
    """What has changed: the paper is made from some of the notebooks, the book from all, and from the paper."""
    key, whole = export_key(path for path in sources() if path.stem in SECTIONS), export_key(sources())
    stale = [name for name, its in (("paper.pdf", key), ("arxiv", key), ("book", whole)) if made_from(name) != its]
    if stale:
        verify()
        run_notebooks()
    if stale and stale != ["book"]:
        make_article()
        for name in ("paper.pdf", "arxiv"):
            write_key(name, key)
    if stale:
        make_book()
        write_key("book", whole)
    print("build/paper.pdf  build/arxiv/paper.tex  build/book/index.html" + ("" if stale else "  (nothing has changed)"))


def refresh(names):
    from . import run

    chosen = [path for path in sources() if not names or path.stem in names]
    with put_in_place() as folder:
        run.execute_all(chosen, folder)
        for path in chosen:
            run.refresh(path, folder / path.name)
            if path.stem == README_PICTURE:
                run.keep_figure(folder / path.name, ROOT / "notebooks" / "_static")


def judge():
    from . import mistakes

    mistakes.judge_all()


STEPS = {"all": make_all, "run": run_notebooks, "article": make_article, "book": make_book, "judge": judge}


def main(arguments):
    match arguments or ["all"]:
        case ["refresh", *names]:
            with alone():
                refresh(names)
        case [step] if step in STEPS:
            with alone():
                STEPS[step]()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BuildError as error:
        sys.exit(f"not built: {error}")
