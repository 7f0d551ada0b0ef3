"""The benchmarks measure proofs: each tool is asked a question that it answers with yes, and with no when the identity is false."""

import json
import time

import pytest

import benchmarks
from benchmarks import IDENTITIES, TOOLS, cell, found, installed, main, measure, ours, ratio, table

SMALL = {"FLINT": (1, 2, 3), "symengine": (1, 2, 3), "SymPy simplify": (1, 2)}
names = pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity.name)
tools = pytest.mark.parametrize("tool", TOOLS)


def tool_or_skip(name):
    if not installed(benchmarks.PACKAGES[name]):
        pytest.skip(f"{name} is not installed")
    return TOOLS[name]


@names
def test_ours_proves_it_for_every_n(identity):
    holds, forget = ours(identity)
    assert holds()
    forget()
    assert all(cache.cache_info().currsize == 0 for cache in benchmarks.kernel_caches())
    assert holds()
    assert not ours(identity, factor=2)[0]()


@names
@tools
def test_the_others_prove_it_for_some_n(identity, tool):
    if identity.name == "fourth cumulant" and tool == "SymPy simplify":
        pytest.skip("takes seconds; the benchmark itself would report that it was not proved")
    tool = tool_or_skip(tool)
    for n in SMALL[next(name for name, other in TOOLS.items() if other is tool)]:
        assert tool(identity, n)[0](), n
        assert tool(identity, n, every=False)[0](), n
    assert not tool(identity, 2, factor=2)[0]()


def test_entries_are_all_of_them_or_one_a_pattern():
    assert len(list(benchmarks.entries(3, 3, True))) == 27
    assert list(benchmarks.entries(3, 3, False)) == [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 1, 2)]
    assert len(list(benchmarks.entries(2, 4, False))) == 8  # Bell(4) = 15 patterns, those of two values


def test_polynomials_are_as_many_as_the_entries():
    """An identity of which no entry was looked at would be proved in no time."""
    tool_or_skip("FLINT")
    counts = {"gradient": 3, "Jacobian": 9, "third cumulant": 27, "fourth cumulant": 81, "temperature derivative": 3}
    for identity in IDENTITIES:
        ring = benchmarks.FlintRing(identity.letters, 3)
        assert len(list(identity.cleared(ring, 3, True, 1))) == counts.get(identity.name, 1)


def test_a_run_is_written_down(tmp_path, capsys):
    assert main(["--sizes", "2", "--only", "Jacobian", "gradient", "--to", str(tmp_path)]) == 0
    run = json.loads((tmp_path / "bench.json").read_text())
    assert [c["identity"] for c in run["cells"] if c["tool"] == "ours"] == ["gradient", "Jacobian"]
    assert all(c["result"] == "proved" and c["seconds"] > 0 for c in run["cells"])
    shown = (tmp_path / "bench.md").read_text()
    assert shown in capsys.readouterr().out
    assert "| Jacobian |" in shown and "| SymPy simplify |" in shown
    for picture in ("bench.svg", "bench.png"):
        assert (tmp_path / picture).stat().st_size > 10_000
    svg = (tmp_path / "bench.svg").read_text()
    assert "dimension n" in svg or "<use" in svg  # as text or as outlines


def test_the_limit_holds(monkeypatch):
    def slow(identity, n, every=True, factor=1):
        return lambda: time.sleep(3600), lambda: None

    monkeypatch.setitem(TOOLS, "SymPy simplify", slow)
    run = measure([IDENTITIES[0]], sizes=(2, 4), limit=0.5)
    assert found(run, "gradient", "SymPy simplify", 2)["result"] == "over the limit"
    assert found(run, "gradient", "SymPy simplify", 4) is None  # larger n are not tried
    assert ratio(run, "gradient", "SymPy simplify", 2).startswith("> ")
    assert ratio(run, "gradient", "SymPy simplify", 4) == ""


def test_what_is_not_proved_is_no_time():
    assert cell(lambda *_: (lambda: False, lambda: None), IDENTITIES[0], 2) == [None]
    record = benchmarks._record(IDENTITIES[0], "FLINT", 2, True, [None])
    assert record["result"] == "not proved" and "seconds" not in record


def test_a_process_that_dies_is_an_error():
    def broken(*_):
        raise SystemExit(3)

    with pytest.raises(RuntimeError, match="without an answer"):
        cell(broken, IDENTITIES[0], 2)


def test_an_absent_package_is_reported(monkeypatch):
    real = benchmarks.installed
    monkeypatch.setattr(benchmarks, "installed", lambda package: None if package == "symengine" else real(package))
    run = measure([IDENTITIES[0]], sizes=(2,), limit=5)
    assert run["versions"]["symengine"] is None
    assert not any(c["tool"] == "symengine" for c in run["cells"])
    assert "symengine is not installed." in table(run)


def test_an_unknown_identity_is_refused(tmp_path):
    with pytest.raises(SystemExit):
        main(["--only", "nothing", "--to", str(tmp_path)])
