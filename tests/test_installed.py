"""An installed copy: `pip install .` into an environment of its own gives a command that works from any directory."""

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from sysconfig import get_path

import pytest
from chosen import sampled

from derivations.prover import files
from derivations.prover.book import ledger

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """Run the installed command in an empty directory; it sees the packages that the project needs, and not this checkout."""
    folder = tmp_path_factory.mktemp("installed")
    source, home = folder / "source", folder / "environment"
    shutil.copytree(ROOT / "derivations", source / "derivations", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    venv.create(home)
    site = Path(get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (site / "needed.pth").write_text(get_path("purelib") + "\n")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(home / "bin" / "python"),
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--no-index", str(source)], check=True, cwd=folder)
    shutil.rmtree(source)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()

    def run(*arguments):
        command = [str(home / "bin" / "softmax-derived"), *arguments]
        return subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"})

    run.site, run.elsewhere = site, elsewhere
    return run


def test_theorems_hold_in_every_chapter(installed):
    first, last = (
        {p.chapter: p.part for p in propositions} for propositions in (ledger.propositions()[::-1], ledger.propositions())
    )
    ends = sampled([*first.values(), *last.values()], 4)
    parts = {*ends, "temperature-composition/power"}  # the last is read from a file of the package
    done = installed("verify", *sorted(parts))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(parts)} of {len(parts)} theorems hold what they claim" in done.stdout


def test_a_statement_is_decided(installed):
    done = installed("check", "softmax(z)[i] <= 1", "--where", "n: dimension; z: real[n]; i: index[n]")
    assert done.returncode == 0 and done.stdout.startswith("proved, every n >= 1")


def test_a_file_is_judged_by_workers(installed):
    (installed.elsewhere / "own.jsonl").write_text('{"symbols": {}, "lhs": "1", "relation": "<", "rhs": "2"}\n' * 3)
    done = installed("check", "own.jsonl", "--jobs", "2")
    assert done.returncode == 0 and [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["proved"] * 3


def test_pytest_finds_the_plugin(installed):
    (installed.elsewhere / "test_own.jsonl").write_text('{"symbols": {}, "lhs": "1", "relation": "<", "rhs": "2"}\n')
    python = installed.site.parents[2] / "bin" / "python"
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:nbval", "test_own.jsonl"]
    done = subprocess.run(command, cwd=installed.elsewhere, capture_output=True, text=True)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout + done.stderr


def test_its_usage_shows_its_own_name(installed):
    for arguments in (["--help"], ["check", "--help"]):
        assert installed(*arguments).stdout.startswith("usage: softmax-derived ")


@pytest.mark.parametrize("arguments", [["ledger", "--snapshot"], ["ledger", "--readme"], ["record"]])
def test_it_writes_nothing(installed, arguments):
    before = {path: path.stat().st_mtime for path in installed.site.rglob("*.json")}
    done = installed(*arguments)
    assert done.returncode == 2 and "is no checkout of the project" in done.stderr and not done.stdout
    assert {path: path.stat().st_mtime for path in installed.site.rglob("*.json")} == before
    assert not (installed.site / "README.md").exists()


def test_nothing_is_written_outside_a_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ROOT", tmp_path)
    with pytest.raises(files.NoCheckout):
        files.write(tmp_path / "snapshot.json", "{}")
    assert not list(tmp_path.iterdir())
