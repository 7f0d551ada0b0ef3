"""Determinants of any dimension: of a diagonal matrix to which a product is added, and of a product of matrices.

Outside the trusted base: what the entries look like is guessed here, and the kernel compares.
"""

from ..kernel import rules
from ..kernel.definitions import expand
from ..kernel.terms import (
    MINUS,
    ONE,
    ZERO,
    Term,
    add,
    at,
    bind,
    fresh,
    from_one,
    mul,
    occurs,
    opened,
    power,
    shape,
    substitute,
    subterms,
)
from ..proof.rewriting import carried, rewrite
from .asking import ALL, FAILURES

MOST = 4  # determinants that one statement may lead to


def has_determinants(goal, _given):
    return any(t.op == "det" and not t.loose for t in subterms(goal))


def by_determinants(search, goal, depth):
    """The same goal with the values of its determinants in their places."""
    sides = [search.attempt(lambda side=side: rules.equality(side, side, (), search.given)) for side in goal.args]
    if None in sides:
        return None
    changed = False
    for _ in range(MOST):
        wanted = next((t for s in sides for t in subterms(s.conclusion.args[1]) if t.op == "det" and not t.loose), None)
        theorem = wanted and search.attempt(lambda det=wanted: _value(det, search.given))
        if not theorem:
            break
        changed = True
        steps = [rewrite(s.conclusion.args[1], theorem) for s in sides]
        sides = [s if step is None else rules.transitive(s, step) for s, step in zip(sides, steps)]
    if not changed:
        return None
    middle = search.prove(Term(goal.op, tuple(s.conclusion.args[1] for s in sides)), depth - 1)
    return middle and search.attempt(lambda: carried(sides[0], middle, sides[1]))


def _value(det, given):
    """A theorem det A = …, or None."""
    (matrix,) = det.args
    rows = shape(matrix)[0]
    i, j = (fresh(name, "index", ONE, rows) for name in "ij")
    there = [] if from_one(rows) else [Term("le", (ONE, rows))]
    body, given = expand(at(matrix, i, j), unfold=True), [*given, *there]
    for question in (_of_a_product, _of_an_update):
        try:
            theorem = question(matrix, i, j, body, given)
        except FAILURES:
            continue
        if theorem is not None:
            return theorem
    return None


def _factors(term):
    return [f for part in term.args for f in _factors(part)] if term.op == "mul" else [term]


def _matrix(entry, first, second):
    """The matrix with these entries; one that has a name is that."""
    match entry:
        case Term("at", (Term("at", (whole, row)), column)) if (row, column) == (first, second):
            if not occurs(first, whole) and not occurs(second, whole):
                return whole
    inner = bind("lam", *second.args[2:], variable=second, body=entry)
    return bind("lam", *first.args[2:], variable=first, body=inner)


def _of_a_product(matrix, i, j, body, given):
    """det C = det A det B, where C_ij = Σ_k A_ik B_kj."""
    if body.op != "sum" or body.args[:2] != i.args[2:]:
        return None
    k, inner = opened(body, fresh("k", *i.args[1:]))
    left = [f for f in _factors(inner) if not occurs(j, f)]
    right = [f for f in _factors(inner) if occurs(j, f)]
    if any(occurs(i, f) for f in right) or not left or not right:
        return None
    a, b = _matrix(mul(*left), i, k), _matrix(mul(*right), k, j)
    product = bind("sum", *i.args[2:], variable=k, body=mul(at(a, i, k), at(b, k, j)))
    return rules.determinant_multiplied(rules.equality(at(matrix, i, j), product, ALL, given), a, b)


def _of_an_update(matrix, i, j, body, given):
    """det A = Π d_i (1 + Σ u_i v_i / d_i), where A_ij = d_i δ_ij + u_i v_j and no d_i is 0; else without the quotients."""
    from ..proof.determinants import product_of_all_but_one  # here, as it brings SymPy

    diagonal, rest = [], []
    for part in body.args if body.op == "add" else (body,):
        factors = _factors(part)
        deltas = [f for f in factors if f.op == "delta" and set(f.args) == {i, j}]
        if deltas:
            diagonal.append(substitute(mul(*(f for f in factors if f not in deltas)), {j: i}))
        else:
            rest.append(factors)
    if len(rest) > 1:
        return None
    d, column = add(*diagonal) if diagonal else ZERO, rest[0] if rest else [ZERO]
    u = mul(*(f for f in column if not occurs(j, f)))
    v = mul(*(f for f in column if occurs(j, f)))
    if occurs(i, v):
        return None
    split = add(mul(d, Term("delta", (i, j))), mul(u, v))
    expanded = rules.determinant(rules.equality(at(matrix, i, j), split, ALL, given), d, u, v)
    if u == ZERO:
        return expanded
    try:
        return product_of_all_but_one(expanded, d, i, mul(u, substitute(v, {j: i}), power(d, MINUS)), given)
    except FAILURES:
        return expanded
