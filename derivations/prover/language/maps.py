r"""Functions that are variables: f(t), its derivatives f'(t) and f''(t), and the domains that declare them.

    f: differentiable real -> positive        f(t) > 0 for every real t, and f has a derivative everywhere
    L: differentiable real[n] -> real         of a vector; real[n] without 0 is nonzero real[n]
    z: differentiable real -> real[n]         n functions of a number: z[i](t), or one whose values are vectors

A derivative of f(t) in t itself is written as one of t + c or of 2 t is not: it is f'(t), a term of its own. So is the gradient
of L(a) in a.
"""

from ..kernel.terms import MAPS, VECTORS, Term, argument, bind, mapped, maps, num, occurs, sort

SETS = {"real": ("R", r"\mathbb{R}"), "positive": ("(0, oo)", r"(0, \infty)"), "nonnegative": ("[0, oo)", r"[0, \infty)")}
SETS["(0, 1)"] = ("(0, 1)", "(0, 1)")


def is_function(variable):
    """Is a variable a function, or an array of functions?"""
    return variable.op == "var" and maps(variable)


def derivative(*parameters, variable, body, op="deriv"):
    """The derivative of the body in a variable, or its gradient in a vector; that of f(x) in x is f'(x)."""
    kind, point, *places = parameters
    match body:
        case Term("call", (f, Term("num", (order,)), inner)) if inner == variable and not occurs(variable, f):
            source, _, most = mapped(body)
            own = sort("real", *argument(f)) if argument(f) else sort(source)
            if kind == own and order < most:
                slope = Term("call", (f, num(order + 1), point))
                return Term("at", (slope, *places)) if places else slope
    return bind(op, *parameters, variable=variable, body=body)


def spelled_out(call):
    """f'(u) as the derivative of f(x) at x = u: how it is written where a prime says nothing."""
    f, order, u = call.args
    inner = Term("bound", (0,))
    term = Term("call", (f, num(0), inner))
    hint = u.args[0] if u.op == "var" else "x"
    if argument(f):
        return Term("gradient", (sort("real", *argument(f)), u, term), hint)
    kind = sort(mapped(call)[0])
    for _ in range(order.args[0] - 1):
        term = Term("deriv", (kind, inner, term), "x")
    return Term("deriv", (kind, u, term), hint)


def declared(domain, dims, lengths):
    """How a function is declared: differentiable real[n] -> real; `lengths` writes dimensions."""
    source, arrow, values = domain.partition(" -> ")
    if MAPS[domain][0] in VECTORS:
        *dims, length = dims
        source = source.replace("vector", f"real{lengths([length])}")
    return source + arrow + values + (lengths(dims) if dims else "")


def said(domain, dims, names, tex, powers):
    """What a function is, as text and as LaTeX: f: R -> (0, oo), differentiable. `powers` writes dimensions above a set."""
    source, values, _ = MAPS[domain]
    often = domain.split(source)[0].strip()
    of = [""] * 2
    if source in VECTORS:
        *dims, length = dims
        of = powers([length])
    less, less_tex = (r" \ {0}", r" \setminus \{0\}") if source == VECTORS[1] else ("", "")
    (low, low_tex), (high, high_tex) = SETS.get(source, SETS["real"]), SETS[values]
    to = powers(dims) if dims else [""] * 2
    often, often_tex = (f", {often}", rf"\text{{ {often}}}") if often else ("", "")
    return (
        f"{names}: {low}{of[0]}{less} -> {high}{to[0]}{often}",
        rf"{tex} \colon {low_tex}{of[1]}{less_tex} \to {high_tex}{to[1]}{often_tex}",
    )
