"""Functions: one row each, which every table of the project knows: kernel, evaluation, text, LaTeX and SymPy."""

from fractions import Fraction

import pytest
import sympy

from derivations.prover.kernel import terms
from derivations.prover.kernel.definitions import expand, well_typed
from derivations.prover.kernel.terms import IllTyped, Term, at, fn, num, shape, var
from derivations.prover.language import functions, sympy_notation
from derivations.prover.language.abbreviations import ABBREVIATED, ABBREVIATIONS, Ambiguous, folded, written_by
from derivations.prover.language.functions import BINDERS, CALLED, CONSTANTS, FUNCTIONS, MANY
from derivations.prover.language.grammar import declare, parse_expression, parse_relation
from derivations.prover.language.sympy_notation import read, write
from derivations.prover.language.typeset import declarations, latex, text
from derivations.prover.refutation.counterexamples import enclosure

n = num(3)
GIVEN = {  # arguments of each kind, at which every function of the language has a value
    "n": (var("s", "positive"), var("t", "positive")), "e": (var("s", "positive"),),
    "v": (var("p", "positive", n), var("q", "positive", n)), "m": (var("A", "real", n, n),),
    "i": (var("i", "index", num(1), n), var("j", "index", num(1), n)), "r": (fn("lt", var("s", "positive"), num(1)),),
}  # fmt: skip
VALUES = {"s": (1, 2), "t": 2, "p": ((1, 2), (1, 4), (1, 4)), "q": ((1, 3), (1, 3), (1, 3)), "A": ((1, 2, 3), (0, 1, 0), (2, 0, 1)),
          "i": 2, "j": 3}  # fmt: skip


def point():
    def exact(x):
        if isinstance(x, tuple) and len(x) == 2 and all(isinstance(y, int) for y in x):
            return Fraction(*x)
        return tuple(map(exact, x)) if isinstance(x, tuple) else x

    return {name: exact(value) for name, value in VALUES.items()}


def arguments(takes):
    """Arguments of these kinds, the second of a kind another than the first."""
    used = []
    for kind in takes.replace(MANY, "nn"):
        used.append(min(GIVEN[kind], key=used.count))
    return used


def arguments_of(row):
    """Arguments of the kinds that a row names; the order of polygamma is a whole number."""
    first, *rest = arguments(row.takes)
    return [num(2) if row.operator == "polygamma" else first, *rest]


def applied(row):
    if row.operator == "ones":
        return fn("ones", n)
    return fn(row.operator, *arguments_of(row))


def entry(term):
    while dims := shape(term):
        term = at(term, *(num(1) for _ in dims))
    return term


@pytest.mark.parametrize("operator", FUNCTIONS)
def test_every_function_is_known_everywhere(operator):
    term = applied(FUNCTIONS[operator])
    well_typed(term)
    shown = enclosure(entry(term), point())
    assert shown and "undefined" not in shown and "not evaluated" not in shown
    unfolded = enclosure(entry(expand(term, True)), point())
    assert shown.split("+/-")[0][:12] == unfolded.split("+/-")[0][:12], "kernel and refutation mean the same"
    assert parse_expression(text(term), declare(declarations(term))) == term
    assert read(write(term)) == term
    assert latex(term) and "#" not in latex(term) and "@" not in latex(term)


def test_the_kernel_knows_no_function_without_a_row():
    of_the_kernel = {*terms.SCALAR_FUNCTIONS, *terms.VECTOR_FUNCTIONS} - {"pow", "root", "rpow", "clog", "csqrt"}
    assert of_the_kernel <= set(FUNCTIONS)
    assert {op for op, row in FUNCTIONS.items() if len(row.takes) == 1 and row.takes == "e"} <= set(terms.ELEMENTWISE)
    assert set(BINDERS) == set(terms.BINDERS) and set(CONSTANTS) == set(terms.CONSTANTS)
    for operator, (ranks, _) in terms.VECTOR_FUNCTIONS.items():
        assert tuple(functions.RANKS[kind] for kind in FUNCTIONS[operator].takes) == tuple(ranks)


@pytest.mark.parametrize("operator", BINDERS)
def test_every_binder_is_read_and_written(operator):
    name = BINDERS[operator].text
    texts = {
        "Limit": "Limit(exp(-t), t, oo)", "Integral": "Integral(t**2, (t, 0, 1))", "Derivative": "Derivative(s**2, s)",
        "Gradient": "Gradient(LSE(p), p)", "Jacobian": "Jacobian(softmax(p), p)", "SimplexIntegral": "SimplexIntegral(p[1], p)",
        "SpaceIntegral": "SpaceIntegral(exp(-w[1]**2), w)",
        "vector": "vector((k, 1, 3), p[k])", "ForAll": "ForAll(p[k] > 0, (k, 1, 3))",
        "Exists": "Exists(p[k] > 0, (k, 1, 3))",
    }  # fmt: skip
    source = texts.get(name, f"{name}(p[k], (k, 1, 3))")
    reader = parse_relation if name in ("ForAll", "Exists") else parse_expression
    scope = declare({"p": "positive[3]", "s": "real", "t": "real", "w": "real[3]"})
    term = reader(source, scope)
    assert term.op == operator and text(term) == source
    assert reader(text(term), declare({**declarations(term)})) == term and read(write(term)) == term and latex(term)


@pytest.mark.parametrize("operator", CONSTANTS)
def test_every_constant_is_read_and_written(operator):
    term = fn(operator)
    row = CONSTANTS[operator]
    assert text(term) == row.text and latex(term) == row.latex
    assert read(write(term)) == term
    assert all(parse_expression(name, declare({})) == term for name in (row.text, *row.names))


def test_every_other_name_is_read_as_its_row():
    scope = declare({"s": "positive", "t": "positive", "p": "positive[3]", "q": "positive[3]", "A": "real[3, 3]", "i": "index[3]",
                     "j": "index[3]"})  # fmt: skip
    for name, row in CALLED.items():
        args = arguments_of(row)
        listed = ", ".join(map(text, args))
        assert parse_expression(f"{name}({listed})", scope) == parse_expression(f"{row.text}({listed})", scope), name
    assert len(CALLED) == sum(1 + len(row.names) for row in FUNCTIONS.values()), "a name of two functions"
    assert len(ABBREVIATED) == sum(1 + len(row.names) for row in ABBREVIATIONS.values())
    assert not set(ABBREVIATED) & set(CALLED)


# --- abbreviations --------------------------------------------------------------------------------------------------

ORACLES = {  # what SciPy, NumPy or the definition says at s = 1/2, t = 2
    "sigmoid": "0.62245933", "logit": None, "softplus": "0.97407698", "relu": "1/2", "silu": "0.31122966", "gelu": "0.34573123",
    "erf": "0.52049987", "erfc": "0.47950012", "Phi": "0.69146246", "log2": "-1", "log10": "-0.30102999", "log1p": "0.40546510",
    "expm1": "0.64872127", "exp2": "1.41421356", "logaddexp": "2.20141327", "xlogy": "0.34657359", "entr": "0.34657359",
    "rel_entr": "-0.69314718", "square": "1/4", "sqrt": "0.70710678", "factorial": "0.88622692", "beta": "1.33333333",
    "mish": "0.37524521", "atanh": "0.54930614", "log_sigmoid": "-0.47407698", "Heaviside": "1", "norm": None,
    "trigamma": "4.93480220", "elu": "1/2", "relu6": "1/2", "softsign": "1/3", "tanhshrink": "0.0378828427", "reciprocal": "2",
    "log_ndtr": "-0.36894641", "betaln": "0.28768207", "leaky_relu": "1/2", "xlog1py": "0.5493061", "clip": None,
}  # fmt: skip


def samples():
    for name, row in ABBREVIATIONS.items():
        for takes in row.takes:
            args = arguments(takes)
            if name == "zeta":
                args = [num(2)]
            if name == "harmonic":
                args = [n]
            if name == "binomial":
                args = [var("s", "positive"), num(2)]
            try:
                yield pytest.param(row, args, row.meaning(*args), id=f"{name}-{takes}")
            except Ambiguous:
                continue


@pytest.mark.parametrize("row, args, meaning", list(samples()))
def test_abbreviations_are_printed_by_their_word_and_read_back(row, args, meaning):
    well_typed(meaning)
    term = written_by(row, meaning)
    assert term == meaning
    if folded(term)[0]:
        assert folded(term)[0] is row and list(folded(term)[1]) == args
        assert text(term).startswith(f"{row.text}(")
        assert row.latex.partition("{")[0].partition("#")[0].partition("@")[0] in latex(term)
    assert parse_expression(text(term), declare(declarations(term))) == meaning
    listed = ", ".join(map(text, args))
    scope = declare({name: domain for arg in args for name, domain in declarations(arg).items()})
    assert all(parse_expression(f"{name}({listed})", scope) == meaning for name in (row.text, *row.names))
    if ORACLES.get(row.text) and not (shape(meaning) or row.text == "Heaviside" and len(args) == 2):
        assert ORACLES[row.text] in enclosure(meaning, point())


def test_a_word_is_printed_only_where_it_was_written_and_still_holds():
    scope = declare({"x": "real", "y": "real", "z": "real[n]", "n": "dimension"})
    both = parse_relation("sigmoid(x) = 1/(1 + exp(-x))", scope)
    assert text(both) == "sigmoid(x) = 1/(1 + exp(-x))"
    assert latex(both) == r"\operatorname{sigmoid}(x) = \frac{1}{1 + e^{-x}}"
    false = Term("pow", (var("x", "real"), num(-1)), "sigmoid")  # a hint that does not fit what it stands on
    assert text(false) == "1/x"
    moved = terms.substitute(parse_expression("sigmoid(x)", scope), {var("x", "real"): var("y", "real")})
    assert text(moved) == "sigmoid(y)"


def test_sympys_own_functions_are_read_by_their_meaning():
    x = sympy_notation.positives("x")
    with sympy.evaluate(False):
        assert read(sympy.erf(x)) == parse_expression("erf(x)", declare({"x": "positive"}))
        assert read(sympy.factorial(x)) == parse_expression("factorial(x)", declare({"x": "positive"}))


def test_an_array_takes_a_function_of_numbers_entry_by_entry():
    scope = declare({"z": "real[n]", "n": "dimension", "h": "real[n]", "x": "real"})
    assert text(parse_expression("relu(z)", scope)) == "vector((k, 1, n), relu(z[k]))"
    assert text(parse_expression("Max(z, h, x)", scope)) == "vector((k, 1, n), Max(z[k], h[k], x))"
    with pytest.raises((IllTyped, ValueError)):
        parse_expression("LSE(x)", scope)
