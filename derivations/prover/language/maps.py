r"""Functions that are variables: f(t), its derivatives f'(t) and f''(t), and the domains that declare them.

    f: differentiable real -> positive        f(t) > 0 for every real t, and f has a derivative everywhere

A derivative of f(t) in t itself is written as one of t + c or of 2 t is not: it is f'(t), a term of its own.
"""

from ..kernel.terms import MAPS, Term, bind, num, sort

SETS = {"real": (r"R", r"\mathbb{R}"), "positive": ("(0, oo)", r"(0, \infty)"), "nonnegative": ("[0, oo)", r"[0, \infty)")}
SETS["(0, 1)"] = ("(0, 1)", "(0, 1)")
OFTEN = ("", "differentiable", "twice differentiable")


def is_function(variable):
    """Is a variable a function?"""
    return variable.op == "var" and variable.args[1] in MAPS


def derivative(*parameters, variable, body):
    """The derivative of the body in a variable; that of f(x) in x is f'(x)."""
    kind, point, *places = parameters
    match body:
        case Term("call", (f, Term("num", (order,)), argument)) if argument == variable and not places:
            source, _, most = MAPS[f.args[1]]
            if kind == sort(source) and order < most:
                return Term("call", (f, num(order + 1), point))
    return bind("deriv", *parameters, variable=variable, body=body)


def spelled_out(call):
    """f'(u) as the derivative of f(x) at x = u: how it is written where a prime says nothing."""
    f, order, u = call.args
    kind = sort(MAPS[f.args[1]][0])
    inner = Term("bound", (0,))
    term = Term("call", (f, num(0), inner))
    for _ in range(order.args[0] - 1):
        term = Term("deriv", (kind, inner, term), "x")
    return Term("deriv", (kind, u, term), u.args[0] if u.op == "var" else "x")


def said(domain, names, tex):
    """What a function is, as text and as LaTeX: f: R -> (0, oo), differentiable."""
    source, values, order = MAPS[domain]
    (low, low_tex), (high, high_tex) = SETS[source], SETS[values]
    often = f", {OFTEN[order]}" if order else ""
    often_tex = rf"\text{{ {OFTEN[order]}}}" if order else ""
    return f"{names}: {low} -> {high}{often}", rf"{tex} \colon {low_tex} \to {high_tex}{often_tex}"
