"""Whatever a rule of the kernel is handed, it makes a theorem or refuses, and says which argument it did not take.

The kinds are read off the annotations of the rules, so that a new rule is tested as soon as it is there.
"""

from inspect import signature
from random import Random
from typing import Annotated, get_args, get_origin

import pytest
from kernel_terms import (
    HALF, INFINITY, TWO, bracket, diverges, eq, exists, exp, forall, index, integral, le, limit, log, lt, ne, over, simplex, size,
    total,
)  # fmt: skip
from kernel_terms import a, i, j, k, n, s, x, y, z

from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.rules import RULES, Theorem, assume, equality
from derivations.prover.kernel.terms import MINUS, ONE, ZERO, IllTyped, Term, at, fn, neg, power, sort, var

f, rough = var("f", "differentiable real -> real"), var("f", "real -> real")
w = var("w", "complex")
grid = var("M", "real", n, n)
VARIABLES = [x, y, s, z, a, i, j, n, w, f, rough, grid, var("c", "natural"), var("b", "(0, 1)"), index("late", n, TWO)]
EXPRESSIONS = [
    *VARIABLES, ZERO, ONE, MINUS, HALF, INFINITY, neg(INFINITY), exp(x), log(s), log(w), power(x, MINUS), size(x), at(z, i),
    over("max", k, at(z, k)), over("lam", k, exp(at(z, k))), total(k, at(z, k)), integral(exp(x), x, ZERO, ONE), bracket(i, j),
    limit(exp(x), x, ZERO), limit(exp(x), x, INFINITY), simplex(ONE, a), fn("softmax", z), fn("call", f, ZERO, x), fn("imaginary"),
    Term("deriv", (sort("real"), x, exp(Term("bound", (0,))))),
]  # fmt: skip
FORMULAS = [
    eq(x, y), eq(z, z), le(0, s), lt(x, x), ne(i, j), forall(le(0, exp(x)), x), exists(eq(x, y), x),
    diverges(limit(exp(x), x, INFINITY), 1),
    Term("and", (eq(x, 0), lt(0, s))), Term("reduces", (x, y)), eq(limit(exp(x), x, ZERO), 1),
    eq(integral(exp(x), x, ZERO, ONE), y),
    forall(eq(limit(at(z, i), x, ZERO), at(z, i)), i), lt(0, total(k, at(z, k))), eq(at(z, i), at(z, i)),
]  # fmt: skip
SORTS = [
    sort("real"),
    sort("positive"),
    sort("natural"),
    sort("complex"),
    sort("real", n),
    sort("index", ONE, n),
    sort("dimension"),
]
THEOREMS = [assume(formula) for formula in FORMULAS]
WORDS = [
    "x",
    "exp",
    "log",
    "max",
    "min",
    "le",
    "lt",
    "+",
    "-",
    "+-",
    "sum",
    "limit",
    "integral",
    "simplex",
    "space",
    "lam",
    "gamma",
    "forall",
    "",
]
NUMBERS = [0, 1, 2, 3, -1]
LOOSE = Term("bound", (0,))
NONSENSE = [
    1.5, True, None, 3, "x", [], [None], (1, 2), {"x": 1}, {1}, object(), Term, LOOSE, size(LOOSE), Term("nonsense", ()),
    Term("exp", (x, y)), Term("var", ("x", "nowhere")), Term("sort", ("real", x)),
    Term("eq", (x,)), Term("eq", (x, z)),
    Term("at", (x, i)), Term("and", ()), eq(x, y), x, f, sort("real"), assume(eq(x, y)), [x], [[x]], [assume(eq(x, y))], [eq(x, y)],
]  # fmt: skip
POOLS = {"a formula": FORMULAS, "a sort": SORTS, "a variable": VARIABLES, "an index variable": [i, j, k, index("late", n, TWO)]}


def some(rng, kind):
    """Something of the kind that an annotation names."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return rng.choice(POOLS[parts[1]])
    if kind in (Term, Theorem, str, int):
        return rng.choice({Term: EXPRESSIONS, Theorem: THEOREMS, str: WORDS, int: NUMBERS}[kind])
    if origin is dict:
        return {some(rng, parts[0]): some(rng, parts[1]) for _ in range(rng.randint(0, 2))}
    if origin is tuple and parts[-1] is not ...:
        return tuple(some(rng, part) for part in parts)
    if getattr(origin, "__name__", "") in ("tuple", "Iterable"):
        return tuple(some(rng, parts[0]) for _ in range(rng.choice([0, 1, 1, 2, 2, 3])))
    return some(rng, rng.choice(parts))  # a union


def arguments(rng, function):
    """Something for each argument of a rule."""
    given = {}
    for name, parameter in signature(function).parameters.items():
        many = parameter.kind is parameter.VAR_POSITIONAL
        given[name] = (
            [some(rng, parameter.annotation) for _ in range(rng.randint(0, 3))] if many else some(rng, parameter.annotation)
        )
    return given


def call(function, given):
    own = signature(function).bind_partial()
    own.arguments.update(
        {name: tuple(v) if own.signature.parameters[name].kind.name == "VAR_POSITIONAL" else v for name, v in given.items()}
    )
    return function(*own.args, **own.kwargs)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_takes_what_it_is_for_or_refuses(name):
    rng = Random(name)
    for _ in range(150):
        given = arguments(rng, RULES[name])
        try:
            assert isinstance(call(RULES[name], given), Theorem)
        except (Refused, IllTyped):
            pass
        except Exception as error:
            raise AssertionError(f"{type(error).__name__}: {error} from {name}({given})") from error


@pytest.mark.parametrize("name", RULES)
def test_nonsense_is_refused_by_the_name_of_the_argument(name):
    rng = Random(name)
    for place in signature(RULES[name]).parameters:
        for nonsense in NONSENSE:
            given = arguments(rng, RULES[name])
            many = isinstance(given[place], list)
            given[place] = [nonsense] if many else nonsense
            try:
                call(RULES[name], given)
            except (Refused, IllTyped):
                pass
            except Exception as error:
                raise AssertionError(f"{type(error).__name__}: {error} from {name}({place}={nonsense!r})") from error


NO_ARGUMENT = [1.5, True, None, object(), LOOSE, Term("nonsense", ()), Term("var", ("x", "nowhere"))]


@pytest.mark.parametrize("name", RULES)
def test_the_argument_is_named(name):
    rng = Random(name)
    for place in signature(RULES[name]).parameters:
        for nonsense in NO_ARGUMENT:
            given = arguments(rng, RULES[name])
            given[place] = [nonsense] if isinstance(given[place], list) else nonsense
            with pytest.raises(IllTyped, match=f"{name}: the argument {place} is not"):
                call(RULES[name], given)


INCOMPLETE = [
    ("at", ()), ("at", (z,)), ("pow", (x,)), ("var", ()), ("var", ("x",)), ("sort", ()), ("bound", ()), ("sum", ()),
    ("limit", (sort("real"), ZERO, "+", "x")), ("limit", (Term("bound", (0,)), "x")), ("var", ("x", "real", "n")),
    ("var", ("f", "vector -> real", 3)), ("deriv", (sort("real", 3), x, x)), ("sum", (ONE,)),
]  # fmt: skip


@pytest.mark.parametrize("op, parts", INCOMPLETE)
def test_a_term_without_all_its_parts_is_refused(op, parts):
    with pytest.raises(IllTyped):
        equality(Term(op, parts), Term(op, parts))
