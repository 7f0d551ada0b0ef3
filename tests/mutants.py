"""Random slips in the kernel, each of which a quick test has to see: `make mutants`.

A mutant is the kernel with one place of one module changed: a comparison turned, a condition dropped, `and` for `or`, a number off
by one, a guard removed. Each runs the quick tests of the kernel in a process of its own, and those that all tests let through are
listed: such a survivor proves something false (then a falsehood is missing in falsehoods/), or only loses
proofs, or changes nothing.

    python -m tests.mutants --number 300 --seed 1 --out build/mutants.jsonl     (a second run goes on where the first one stopped)
"""

import argparse
import ast
import json
import os
import resource
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.util import spec_from_loader
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
KERNEL = ROOT / "derivations" / "prover" / "kernel"
FILES = sorted(file for file in KERNEL.rglob("*.py") if file.stem != "__init__")
MODULES = [".".join(file.relative_to(KERNEL).with_suffix("").parts) for file in FILES]  # by name: none may be loaded here
QUICK = ("kernel_side_conditions", "kernel_normal", "derived", "maps", "by_cases", "brackets", "sizes_and_integrals", "chain")
SLOWER = ("kernel_arguments", "kernel_fuzz")  # for what the quick ones let through
SECONDS = 120  # of work, after which a mutant counts as one that does not end
MEMORY = 4 << 30
TURNED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
EXCHANGED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}


def source(module):
    """Where a module of the kernel is written."""
    return KERNEL.joinpath(*module.split(".")).with_suffix(".py")


def changes(tree):
    """All single changes of a module: what is changed, where, and a function that does it to this tree."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                doc = isinstance(parent, documented) and field == "body" and place == 0 and isinstance(node, ast.Expr)
                if isinstance(node, ast.AST) and not doc and field not in ("annotation", "returns"):
                    for what, new in variants(node):
                        yield what, node, replacer(parent, field, place, new)
            if field == "ifs" and value:  # of a comprehension
                for place, node in enumerate(value):
                    yield "condition dropped", node, replacer(parent, field, place, ast.Constant(True))


def replacer(parent, field, place, new):
    def replace():
        if place is None:
            setattr(parent, field, new)
        else:
            getattr(parent, field)[place] = new

    return replace


def variants(node):
    """What may stand for a node instead."""
    match node:
        case ast.Compare(left, ops, comparators):
            for place, op in enumerate(ops):
                turned = [*ops[:place], TURNED[type(op)](), *ops[place + 1 :]]
                yield "comparison turned", ast.Compare(left, turned, comparators)
        case ast.BoolOp(op, parts):
            yield "and for or", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), parts)
            for place in range(len(parts)):
                rest = parts[:place] + parts[place + 1 :]
                yield f"part {place + 1} dropped", rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(ast.Not() | ast.Invert(), operand):
            yield "negation dropped", operand
        case ast.BinOp(left, op, right) if type(op) in EXCHANGED:
            yield "operation exchanged", ast.BinOp(left, EXCHANGED[type(op)](), right)
        case ast.Constant(int() as number) if type(number) is int:
            for other in (number + 1, number - 1):
                yield f"{number} becomes {other}", ast.Constant(other)
        case ast.If(_, body, orelse):
            yield "never so", ast.If(ast.Constant(False), body, orelse)
            yield "always so", ast.If(ast.Constant(True), body, orelse)
        case ast.IfExp(_, body, orelse):
            yield "the first always", body
            yield "the second always", orelse
        case ast.Expr(ast.Call() | ast.YieldFrom() | ast.Yield()) | ast.Raise():
            yield (
                "statement removed",
                ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
                if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call)
                else ast.Pass(),
            )
        case ast.match_case(pattern, guard, body) if guard is not None:
            yield "guard of a case dropped", ast.match_case(pattern, None, body)


class Changed(MetaPathFinder, Loader):
    """Imports one module of the kernel with one change."""

    def __init__(self, module, tree):
        self.name, self.tree, self.path = f"derivations.prover.kernel.{module}", tree, str(source(module))

    def find_spec(self, name, path=None, target=None):
        return spec_from_loader(name, self, origin=self.path) if name == self.name else None

    def exec_module(self, module):
        exec(compile(ast.fix_missing_locations(self.tree), self.path, "exec"), module.__dict__)


def mutant(module, number):
    """A module's tree after its change of this number, with what was changed and where."""
    tree = ast.parse(source(module).read_text())
    what, node, change = list(changes(tree))[number]
    where = node if hasattr(node, "lineno") else node.pattern
    text = ast.unparse(node).splitlines()[0]
    change()
    return tree, f"{module}.py:{where.lineno}: {what}: {text}"


def survives(module, tree, tests):
    """Do all these tests pass, in a process of its own?"""
    child = os.fork()
    if not child:
        outcome = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            sys.meta_path.insert(0, Changed(module, tree))
            import pytest

            files = [str(ROOT / "tests" / "falsehoods"), *(str(ROOT / "tests" / f"test_{name}.py") for name in tests)]
            outcome = int(pytest.main(["-x", "--noconftest", "-o", "addopts=", "-p", "no:cacheprovider", *files]))
        finally:
            os._exit(outcome)
    return os.waitpid(child, 0)[1] == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=300, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "mutants.jsonl", help="one line for each mutant")
    parser.add_argument("--tests", nargs="*", default=[*QUICK, *SLOWER], help="names of test files, without test_ and .py")
    options = parser.parse_args()
    import mpmath, pytest, sympy  # noqa: E401, F401 (once, for all processes)

    everything = [(m, k) for m in MODULES for k in range(len(list(changes(ast.parse(source(m).read_text())))))]
    chosen = Random(options.seed).sample(everything, min(options.number, len(everything)))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    seen = [json.loads(line) for line in options.out.read_text().splitlines()] if options.out.exists() else []
    done = {entry["mutant"]: entry["survives"] for entry in seen}
    with options.out.open("a") as out:
        for module, number in chosen:
            tree, told = mutant(module, number)
            if told not in done:
                done[told] = survives(module, tree, options.tests)
                print(json.dumps({"mutant": told, "survives": done[told]}, ensure_ascii=False), file=out, flush=True)
    survivors = [told for told, alive in done.items() if alive]
    print(*survivors, f"{len(survivors)} of {len(done)} mutants survive", sep="\n")


if __name__ == "__main__":
    main()
