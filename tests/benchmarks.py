"""Benchmarks: one proof for every n against SymPy, symengine and FLINT at n = 2, 4, 8, 16.

    python tests/benchmarks.py        build/bench.json, build/bench.md, build/bench.svg and .png

Ours is `rules.equality`, n symbolic, on the statement as a reader writes it.  The others get the same identity at a number n,
all entries of it: SymPy simplifies the differences of the two sides as they stand; FLINT (fmpq_mpoly) and symengine get
polynomials in E_i = exp(z_i) whose denominators were cleared by hand, with ∂/∂z_i as E_i ∂/∂E_i, and expand them to zero.

What is timed: processor time, from the two sides to the answer.  Reading text, making generators, garbage collection and starting
processes are not in it.  Caches are cold: those of the kernel and of SymPy are cleared before each repetition.  A cell runs in
its own process and is stopped after the limit; once a tool has met the limit, larger n are not tried.
"""

import argparse
import gc
import json
import multiprocessing
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from math import factorial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import sympy

from derivations.prover.kernel import rules
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import mul, num
from derivations.prover.language.grammar import declare, parse_relation

SIZES = 2, 4, 8, 16
LIMIT = 10.0  # seconds of a cell
ENOUGH = 1.0  # seconds, or
REPETITIONS = 25  # so many samples, whichever comes first
SYMBOLS = {"n": "dimension", "z": "real[n]", "w": "real[n]", "h": "real[n]", "T": "positive"} | dict.fromkeys("ijkl", "index[n]")


@dataclass(frozen=True)
class Identity:
    """One identity three times: as text for every n, as polynomials that vanish, and as SymPy's two sides."""

    name: str
    statement: str
    letters: str  # the generators that the polynomials need
    cleared: Callable  # (ring, n, every, factor) -> polynomials that are zero when the right side is taken `factor` = 1 times
    sides: Callable  # (n, every) -> pairs of SymPy expressions


# --- partitions: the cumulants of a one-hot vector ------------------------------------------------------------------


def partitions(places):
    """The set partitions of a sequence, as lists of blocks."""
    if not places:
        yield []
        return
    first, *rest = places
    for blocks in partitions(rest):
        yield [[first], *blocks]
        yield from ([*blocks[:n], [first, *block], *blocks[n + 1 :]] for n, block in enumerate(blocks))


def moebius(blocks):
    """The coefficient with which products of moments make a cumulant."""
    return (-1) ** (len(blocks) - 1) * factorial(len(blocks) - 1)


def cumulant_text(indices):
    """Σ over set partitions of (−1)^(b−1) (b−1)! Π over blocks of p_i δ_ij δ_jk …"""

    def block(b):
        return "*".join([f"softmax(z)[{b[0]}]", *(f"KroneckerDelta({s}, {t})" for s, t in zip(b, b[1:]))])

    return " + ".join(f"({moebius(blocks)})*" + "*".join(map(block, blocks)) for blocks in partitions(indices))


def cumulant_terms(order):
    """The same at numbers: for each partition its coefficient, the pairs of places that must agree, and one place of each block."""
    return [
        (moebius(blocks), [pair for b in blocks for pair in zip(b, b[1:])], [b[0] for b in blocks])
        for blocks in partitions(range(order))
    ]


def entries(n, order, every):
    """All tuples of indices, or one for each pattern of equal ones."""
    for entry in product(range(n), repeat=order):
        if every or all(i <= max(entry[:place], default=-1) + 1 for place, i in enumerate(entry)):
            yield entry


# --- polynomials with their denominators cleared --------------------------------------------------------------------


def cumulants(order):
    """∂ … ∂ log Z = N / Z^order: N_1 = ∂Z, and N_(m+1) = Z ∂N_m − m N_m ∂Z."""
    terms = cumulant_terms(order)

    def cleared(ring, n, every, factor):
        E = ring.gens["E"]
        Z = sum(E[1:], E[0])
        slope = [ring.slope(Z, i) for i in range(n)]
        missing = [factor * coefficient * Z ** (order - len(places)) for coefficient, _, places in terms]
        numerators = {(i,): N for i, N in enumerate(slope)}
        for m in range(1, order):
            numerators = {
                (*i, k): ring.slope(N, k) * Z - m * N * slope[k]
                for i, N in numerators.items()
                for k in range(n)
                if every or k <= max(i) + 1
            }
        for entry in entries(n, order, every):
            difference = numerators[entry]
            for Z_power, (_, pairs, places) in zip(missing, terms):
                for s, t in pairs:
                    if entry[s] != entry[t]:
                        break
                else:
                    for place in places:
                        Z_power = Z_power * E[entry[place]]
                    difference = difference - Z_power
            yield difference

    return cleared


def variance(ring, n, every, factor):
    """2 Z² (hᵀJh − ½ ΣΣ p_i p_k (h_i − h_k)²), with Z² J_ik = δ_ik Z E_i − E_i E_k."""
    E, h = ring.gens["E"], ring.gens["h"]
    Z = sum(E[1:], E[0])
    pairs = list(product(range(n), repeat=2))
    left = sum(h[i] * ((Z * E[i] if i == k else 0) - E[i] * E[k]) * h[k] for i, k in pairs)
    right = sum(E[i] * E[k] * (h[i] - h[k]) ** 2 for i, k in pairs)
    yield 2 * left - factor * right


def temperature(ring, n, every, factor):
    """T² Z² (∂p_i/∂T − …), with T² ∂E_i/∂T = −z_i E_i for E_i = exp(z_i/T)."""
    E, z = ring.gens["E"], ring.gens["z"]
    Z = sum(E[1:], E[0])
    slopes = [-x * e for x, e in zip(z, E)]
    slope = sum(slopes[1:], slopes[0])
    mean = sum(x * e for x, e in zip(z, E))
    for i in range(n):
        yield slopes[i] * Z - E[i] * slope - factor * E[i] * (mean - z[i] * Z)


def bregman(ring, n, every, factor):
    """Z (LSE(w) − LSE(z) − ⟨p, w − z⟩ − KL), with the two log-sum-exps as generators and log p_k = z_k − LSE(z)."""
    E, z, w, (of_z, of_w) = (ring.gens[letter] for letter in "EzwL")
    Z = sum(E[1:], E[0])
    left = (of_w - of_z) * Z - sum(e * (b - a) for e, a, b in zip(E, z, w))
    yield left - factor * sum(e * ((a - of_z) - (b - of_w)) for e, a, b in zip(E, z, w))


# --- SymPy's two sides ----------------------------------------------------------------------------------------------


def letters(name, n):
    return sympy.symbols(f"{name}1:{n + 1}", real=True)


def shares(z):
    Z = sum(map(sympy.exp, z))
    return [sympy.exp(x) / Z for x in z]


def sympy_cumulants(order):
    def sides(n, every):
        z = letters("z", n)
        p, lse = shares(z), sympy.log(sum(map(sympy.exp, z)))
        for entry in entries(n, order, every):
            right = sum(
                coefficient * sympy.Mul(*(p[entry[place]] for place in places))
                for coefficient, pairs, places in cumulant_terms(order)
                if all(entry[s] == entry[t] for s, t in pairs)
            )
            yield sympy.diff(lse, *(z[i] for i in entry)), right

    return sides


def sympy_jacobian(n, every):
    z = letters("z", n)
    p = shares(z)
    for i, j in entries(n, 2, every):
        yield sympy.diff(p[i], z[j]), p[i] * (int(i == j) - p[j])


def sympy_variance(n, every):
    z, h = letters("z", n), letters("h", n)
    p, pairs = shares(z), list(product(range(n), repeat=2))
    left = sum(h[i] * p[i] * (int(i == k) - p[k]) * h[k] for i, k in pairs)
    yield left, sum(p[i] * p[k] * (h[i] - h[k]) ** 2 for i, k in pairs) / 2


def sympy_temperature(n, every):
    z, T = letters("z", n), sympy.Symbol("T", positive=True)
    p = shares([x / T for x in z])
    mean = sum(q * x for q, x in zip(p, z))
    for (i,) in entries(n, 1, every):
        yield sympy.diff(p[i], T), p[i] * (mean - z[i]) / T**2


def sympy_bregman(n, every):
    z, w = letters("z", n), letters("w", n)
    p, q = shares(z), shares(w)
    lse = [sympy.log(sum(map(sympy.exp, x))) for x in (z, w)]
    left = lse[1] - lse[0] - sum(a * (y - x) for a, x, y in zip(p, z, w))
    yield left, sum(a * sympy.log(a / b) for a, b in zip(p, q))


# --- the identities -------------------------------------------------------------------------------------------------

IDENTITIES = [
    Identity("gradient", "Derivative(LSE(z), z[i]) = softmax(z)[i]", "E", cumulants(1), sympy_cumulants(1)),
    Identity(
        "Jacobian",
        "Derivative(softmax(z)[i], z[j]) = softmax(z)[i]*(KroneckerDelta(i, j) - softmax(z)[j])",
        "E", cumulants(2), sympy_jacobian,
    ),
    Identity(
        "variance identity",
        "quadratic(diag(softmax(z)) - outer(softmax(z), softmax(z)), h)"
        " = Sum(softmax(z)[i]*softmax(z)[k]*(h[i] - h[k])**2, (i, 1, n), (k, 1, n))/2",
        "Eh", variance, sympy_variance,
    ),
    Identity(
        "third cumulant",
        f"Derivative(LSE(z), z[i], z[j], z[k]) = {cumulant_text('ijk')}",
        "E", cumulants(3), sympy_cumulants(3),
    ),
    Identity(
        "fourth cumulant",
        f"Derivative(LSE(z), z[i], z[j], z[k], z[l]) = {cumulant_text('ijkl')}",
        "E", cumulants(4), sympy_cumulants(4),
    ),
    Identity(
        "temperature derivative",
        "Derivative(softmax(z/T)[i], T) = softmax(z/T)[i]*(Sum(softmax(z/T)[k]*z[k], (k, 1, n)) - z[i])/T**2",
        "Ez", temperature, sympy_temperature,
    ),
    Identity(
        "Bregman = KL",
        "LSE(w) - LSE(z) - dot(softmax(z), w - z) = KL(softmax(z), softmax(w))",
        "EzwL", bregman, sympy_bregman,
    ),
]  # fmt: skip


# --- the tools ------------------------------------------------------------------------------------------------------
# tool(identity, n, every, factor) prepares, and returns a question without arguments: does the identity hold?
# A factor of the right side other than 1 makes it false: a tool that proves that too proves nothing.


def ours(identity, n=None, every=True, factor=1):
    relation = parse_relation(identity.statement, declare(SYMBOLS))
    left, right = relation.args
    right = right if factor == 1 else mul(num(factor), right)
    caches = kernel_caches()

    def holds():
        try:
            theorem = rules.equality(left, right, ("definition", "derivative", "collapse"))
        except Refused:
            return False
        return theorem.conclusion.args == (left, right) and not theorem.hypotheses

    return holds, lambda: [c.cache_clear() for c in caches]


def kernel_caches():
    """Every cache in the kernel's modules."""
    rooms = [module for name, module in sys.modules.items() if name.startswith("derivations.prover.kernel")]
    return {value for room in rooms for value in vars(room).values() if isinstance(value, _lru_cache_wrapper)}


def generators(letters, n):
    """E_i = exp(z_i), and as many of z, w, h and L (the two log-sum-exps) as an identity needs."""
    return {letter: [f"{letter}{i}" for i in range(2 if letter == "L" else n)] for letter in letters}


class FlintRing:
    def __init__(self, letters, n):
        from flint import Ordering, fmpq_mpoly_ctx

        names = generators(letters, n)
        gens = iter(fmpq_mpoly_ctx.get([name for group in names.values() for name in group], Ordering.degrevlex).gens())
        self.gens = {letter: [next(gens) for _ in group] for letter, group in names.items()}

    def slope(self, f, i):
        """∂f/∂z_i = E_i ∂f/∂E_i, the E_i being the first generators."""
        return self.gens["E"][i] * f.derivative(i)

    def vanishes(self, f):
        return f == 0


class SymengineRing:
    def __init__(self, letters, n):
        import symengine

        self.expand = symengine.expand
        self.gens = {letter: [symengine.Symbol(name) for name in group] for letter, group in generators(letters, n).items()}

    def slope(self, f, i):
        e = self.gens["E"][i]
        return self.expand(e * f.diff(e))

    def vanishes(self, f):
        return self.expand(f) == 0


def polynomials(ring_class):
    def tool(identity, n, every=True, factor=1):
        ring = ring_class(identity.letters, n)

        def holds():
            found = [ring.vanishes(f) for f in identity.cleared(ring, n, every, factor)]
            return bool(found) and all(found)

        return holds, lambda: None

    return tool


def sympy_simplify(identity, n, every=True, factor=1):
    def holds():
        found = [sympy.simplify(left - factor * right) == 0 for left, right in identity.sides(n, every)]
        return bool(found) and all(found)

    return holds, sympy.core.cache.clear_cache


TOOLS = {"FLINT": polynomials(FlintRing), "symengine": polynomials(SymengineRing), "SymPy simplify": sympy_simplify}
PACKAGES = {"FLINT": "python-flint", "symengine": "symengine", "SymPy simplify": "sympy"}


def installed(package):
    try:
        return version(package)
    except PackageNotFoundError:
        return None


# --- measurement ----------------------------------------------------------------------------------------------------


def _sample(pipe, tool, *question):
    """Send the processor time of one repetition after another; what is not proved is no time."""
    gc.disable()
    holds, forget = tool(*question)
    spent = 0.0
    for _ in range(REPETITIONS):
        forget()
        started = process_time()
        proved = holds()
        seconds = process_time() - started
        pipe.send(seconds if proved else None)
        spent += seconds
        if spent > ENOUGH or not proved:
            break
    pipe.close()


def cell(tool, *question, limit=LIMIT):
    """The samples that a process of its own yields within the limit; None in place of a time says "not proved"."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_sample, args=(there, tool, *question), daemon=True)
    worker.start()
    there.close()
    samples, deadline = [], perf_counter() + limit
    try:
        while here.poll(max(0.0, deadline - perf_counter())):
            samples.append(here.recv())
    except EOFError:
        pass
    worker.kill()
    worker.join()
    if not samples and perf_counter() < deadline:
        raise RuntimeError(f"{question[0].name}, n = {question[1]}: the process ended without an answer")
    return samples


def _record(identity, tool, n, every, samples):
    record = {"identity": identity.name, "tool": tool, "n": n, "entries": "all" if every else "one a pattern"}
    if not samples:
        return record | {"result": "over the limit"}
    if None in samples:
        return record | {"result": "not proved"}
    return record | {"result": "proved", "seconds": median(samples), "samples": len(samples)}


def measure(identities=IDENTITIES, sizes=SIZES, limit=LIMIT, say=lambda record: None, tools=None):
    """All cells, in one run, as records; of all other tools that are installed, or of those that are named."""
    records = []

    def add(record):
        records.append(record)
        say(record)

    tools = {name: tool for name, tool in TOOLS.items() if installed(PACKAGES[name]) and name in (tools or TOOLS)}
    for identity in identities:
        add(_record(identity, "ours", None, True, cell(ours, identity, None, limit=limit)))
        for name, tool in tools.items():
            for every in (True, False) if name == "SymPy simplify" and identity.cleared not in (variance, bregman) else (True,):
                for n in sizes:
                    add(_record(identity, name, n, every, cell(tool, identity, n, every, limit=limit)))
                    if records[-1]["result"] == "over the limit":
                        break
    return {
        "limit": limit,
        "sizes": list(sizes),
        "python": platform.python_version(),
        "versions": {name: installed(package) for name, package in PACKAGES.items()},
        "cells": records,
    }


# --- what is shown --------------------------------------------------------------------------------------------------


def found(run, identity, tool, n=None, entries="all"):
    for c in run["cells"]:
        if (c["identity"], c["tool"], c["n"], c["entries"]) == (identity, tool, n, entries):
            return c
    return None


def ratio(run, identity, tool, n, entries="all"):
    """How many times as long as ours, as text: "> 500" where the limit was met, "" where nothing was run."""
    base, other = found(run, identity, "ours"), found(run, identity, tool, n, entries)
    if base is None or "seconds" not in base or other is None:
        return ""
    if other["result"] == "over the limit":
        return f"> {_rounded(run['limit'] / base['seconds'])}"
    return _rounded(other["seconds"] / base["seconds"]) if "seconds" in other else "not proved"


def _rounded(x):
    return f"{x:.2g}" if x < 10 else f"{x:,.0f}".replace(",", " ")


ROWS = [("FLINT", "all"), ("symengine", "all"), ("SymPy simplify", "all"), ("SymPy simplify", "one a pattern")]


def table(run):
    """Medians as multiples of ours, in Markdown."""
    sizes = run["sizes"]
    lines = [
        "| identity | ours, every n | tool | " + " | ".join(f"n = {n}" for n in sizes) + " |",
        "|---|--:|---|" + "--:|" * len(sizes),
    ]
    for name in dict.fromkeys(c["identity"] for c in run["cells"]):
        base = found(run, name, "ours")
        head = f"{name} | {1000 * base['seconds']:.2g} ms" if "seconds" in base else f"{name} | {base['result']}"
        for tool, entries in ROWS:
            cells = [ratio(run, name, tool, n, entries) for n in sizes]
            if any(cells):
                lines.append(f"| {head} | {tool}{'' if entries == 'all' else ' *'} | " + " | ".join(cells) + " |")
                head = " | "
    notes = [
        "",
        f"Median processor times, as multiples of ours, caches cold; > at the limit of {run['limit']:g} s, empty beyond it.",
        "All entries of each identity; * one entry for each pattern of equal indices (the rest by a symmetry that is not checked).",
        *(f"{tool} is not installed." for tool, v in run["versions"].items() if not v),
    ]
    return "\n".join([*lines, *notes]) + "\n"


STYLES = {
    "FLINT": ("FLINT, numerators cleared", "0.35", "s", "-"),
    "symengine": ("symengine, numerators cleared", "0.55", "^", "--"),
    "SymPy simplify": ("SymPy simplify", "0.0", "o", ":"),
}


def plot(run, *paths):
    """Times over n, one panel an identity; ours is one level, for every n. Greys, marks and dashes tell the tools apart."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    names = list(dict.fromkeys(c["identity"] for c in run["cells"]))
    figure, axes = plt.subplots(2, 4, figsize=(11, 5.4), sharex=True, sharey=True, squeeze=False)
    panels = list(axes.flat)
    for panel, name in zip(panels, names):
        panel.set_title(name, fontsize=10)
        panel.set_xscale("log", base=2)
        panel.set_yscale("log")
        panel.set_xticks(run["sizes"], [str(n) for n in run["sizes"]])
        panel.minorticks_off()
        panel.grid(True, which="major", color="0.9", linewidth=0.6)
        base = found(run, name, "ours")
        if "seconds" in base:
            panel.axhline(base["seconds"], color="0.0", linewidth=2.2, label="ours, one proof for every n")
        panel.axhline(run["limit"], color="0.7", linewidth=0.8, linestyle=(0, (1, 3)), label=f"limit, {run['limit']:g} s")
        for tool, (label, grey, mark, dash) in STYLES.items():
            cells = [c for n in run["sizes"] if (c := found(run, name, tool, n))]
            timed = [(c["n"], c["seconds"]) for c in cells if "seconds" in c]
            stopped = [(c["n"], run["limit"]) for c in cells if c["result"] == "over the limit"]
            reached = [*timed[-1:], *stopped] if stopped else []
            if timed:
                panel.plot(*zip(*timed), color=grey, marker=mark, linestyle=dash, markersize=5, linewidth=1.3, label=label)
            if reached:
                panel.plot(*zip(*reached), color=grey, linestyle=dash, linewidth=0.8)
                panel.plot(*zip(*stopped), color=grey, marker=mark, markersize=6, markerfacecolor="white", linestyle="none")
    handles = {label: line for panel in panels[: len(names)] for line, label in zip(*panel.get_legend_handles_labels())}
    for panel in panels[len(names) :]:
        panel.axis("off")
    panels[-1].legend(
        handles.values(), handles.keys(), loc="center", fontsize=9, frameon=False, title="hollow: stopped at the limit"
    )
    figure.supxlabel("dimension n", fontsize=10)
    figure.supylabel("median processor time (seconds)", fontsize=10)
    figure.tight_layout()
    for path in paths:
        figure.savefig(path, dpi=160, metadata={"Date": None} if str(path).endswith(".svg") else None)
    plt.close(figure)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds of a cell")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--to", type=Path, default=Path("build"), metavar="DIRECTORY")
    parser.add_argument("--only", nargs="+", default=None, metavar="IDENTITY", help="names, such as Jacobian")
    options = parser.parse_args(arguments)
    chosen = [identity for identity in IDENTITIES if options.only is None or identity.name in options.only]
    if not chosen:
        parser.error(f"no such identity; there are {', '.join(identity.name for identity in IDENTITIES)}")

    def say(c):
        time = f"{1000 * c['seconds']:10.2f} ms" if "seconds" in c else c["result"]
        place = f"n = {c['n']}" if c["n"] else "every n"
        print(f"{c['identity']:24}{c['tool']:16}{place:10}{c['entries']:15}{time}", flush=True)

    run = measure(chosen, options.sizes, options.limit, say)
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "bench.json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    (options.to / "bench.md").write_text(table(run), encoding="utf-8")
    plot(run, options.to / "bench.svg", options.to / "bench.png")
    print("\n" + table(run))
    return 0 if all(c["result"] != "not proved" for c in run["cells"]) else 1


if __name__ == "__main__":
    sys.exit(main())
