"""Determinants of diagonal matrices changed by a product, and of products.

    determinant(A, i, j, d, u, v)      det A = Π_i d_i + Σ_k u_k v_k Π_{i<k} d_i Π_{i>k} d_i, as A_ij = d_i δ_ij + u_i v_j
    matrix_determinant_lemma(…, w)     det A = Π_i d_i (1 + Σ_k w_k), where u_k v_k = d_k w_k
    minor_matrix(A, k)                 A without row and column k
    apart(a, b, k)                     [a < k] [k <= b] δ(a, b + 1) = 0
    determinant_of_product(C, A, B)    det C = det A · det B, as C_ij = Σ_k A_ik B_kj
    all_but_one(f, i, k)               f_k Π_{i<k} f_i Π_{i>k} f_i = Π_i f_i
    skipping(x, i, k, a)               [a < k] x_a + [k <= a] x_(a+1): the entries of x but x_k, for a = 1, …, n − 1
    sum_without(x, i, k)               their sum is Σ_i x_i − x_k
    product_without(x, i, k)           x_k times their product is Π_i x_i

Nothing here is trusted: each function asks the kernel's rules.
"""

from collections.abc import Iterable

from sympy import Basic

from ..kernel import rules
from ..kernel.rules import Theorem
from ..kernel.terms import (
    MINUS,
    ONE,
    ZERO,
    Term,
    add,
    affine,
    at,
    bind,
    fn,
    fresh,
    from_affine,
    from_one,
    mul,
    neg,
    opened,
    sub,
    substitute,
)
from ..language.sympy_notation import minor, read, write
from . import derived
from .chain import EVERYTHING, Derivation, Lemma, Line, asked
from .rewriting import entries_written_out

RANGES = ("ranges",)


def determinant(
    matrix: Line, i: Basic, j: Basic, d: Line, u: Line, v: Line, given: Iterable[Basic] = (), entries: Lemma | None = None
) -> Derivation:
    """det A = Π_i d_i + Σ_k u_k v_k Π_{i<k} d_i Π_{i>k} d_i, from A_ij = d_i δ_ij + u_i v_j.

    i and j range over the rows of A, d and u are expressions in i, v is one in j. The equation of the entries is `entries`, or one
    that holds by definitions and deltas.
    """
    d, u, v, row, column = map(read, (d, u, v, i, j))
    goal = Term("eq", (at(read(matrix), row, column), add(mul(d, Term("delta", (row, column))), mul(u, v))))
    premises = [] if entries is None else [entries]

    def question(*known):
        hypotheses = [h for theorem in known for h in theorem.hypotheses] + [read(g) for g in given]
        using = EVERYTHING if entries is None else ()
        return rules.determinant(rules.linear(goal, [(ONE, t) for t in known], using=using, given=hypotheses), d, u, v)

    return asked("determinant of a diagonal and a product", question, *premises)


def matrix_determinant_lemma(
    matrix: Line,
    i: Basic,
    j: Basic,
    d: Line,
    u: Line,
    v: Line,
    ratio: Line,
    given: Iterable[Basic] = (),
    entries: Lemma | None = None,
) -> Derivation:
    """det A = Π_i d_i (1 + Σ_i w_i), where u_i v_i = d_i w_i; `ratio` is w_i, such as u_i v_i / d_i where d_i is not 0."""
    first = determinant(matrix, i, j, d, u, v, given, entries)
    parts = read(d), read(i), read(ratio), [read(g) for g in given]
    because = "u v = d w, and d_k times the product of the others is the product of all"
    return asked(because, lambda expanded: product_of_all_but_one(expanded, *parts), first)


def product_of_all_but_one(expanded: Theorem, d: Term, i: Term, ratio: Term, given: Iterable[Term]) -> Theorem:
    """det A = Π_i d_i (1 + Σ_i w_i), from det A = Π_i d_i + Σ_k u_k v_k Π_{i<k} d_i Π_{i>k} d_i, where u_i v_i = d_i w_i."""
    whole, crossed = expanded.conclusion.args[1].args
    k, body = opened(crossed)
    weight, rest = substitute(ratio, {i: k}), _all_but_one(d, i, k)
    termwise = rules.linear(Term("eq", (body, mul(weight, whole))), [(weight, rest)], given=[*given, *_there(k)])
    summed = rules.under("sum", k.args[2:], k, termwise)
    total = bind("sum", *i.args[2:], variable=i, body=ratio)
    goal = Term("eq", (expanded.conclusion.args[0], mul(whole, add(ONE, total))))
    return rules.linear(goal, [(ONE, expanded), (ONE, summed)], given=given)


def all_but_one(f: Line, i: Basic, k: Basic) -> Derivation:
    """f_k Π_{i<k} f_i Π_{i>k} f_i = Π_i f_i, of an expression f in i, for an index k of the same range."""
    return asked("the products below k and from k on", lambda: _all_but_one(read(f), read(i), read(k)))


def _all_but_one(f, i, k):
    return _of_entries(_one_apart, f, i, k, k.args[3])


def _divided_at(f, i, k, last):
    """Π_{i<k} f_i Π_{k<=i<=last} f_i = Π_{i<=last} f_i"""
    return _of_entries(_apart_from, f, i, k, last)


def _of_entries(question, f, i, k, last):
    """A theorem about the products of any vector's entries, for the vector of the f_i: of letters it is quickly shown."""
    y = fresh("y", "real", last)
    theorem = question(at(y, i), i, k, last)
    whole = bind("lam", ONE, last, variable=i, body=f)
    done = rules.substitution(theorem, {y: whole})
    return rules.restate(done, entries_written_out(done.conclusion))


def _one_apart(f, i, k, last):
    """Along the end m = k, …, n of the second product; where it is empty, Π_{i<=l} f_i f_(l+1) = Π_{i<=l+1} f_i at l = k − 1."""
    f_k, before = substitute(f, {i: k}), add(k, MINUS)
    shorter = fresh("l", "index", ZERO, _less_one(last))
    following = add(shorter, ONE)
    sides = mul(_product(f, i, ONE, shorter), substitute(f, {i: following})), _product(f, i, ONE, following)
    longer = rules.substitution(rules.equality(*sides, RANGES, _there(k)), {shorter: before})

    def upto(end):
        left = mul(f_k, _product(f, i, ONE, before), _product(f, i, add(k, ONE), end))
        return Term("eq", (left, _product(f, i, ONE, end)))

    return _along(upto, f, i, k, k, rules.linear(upto(k), [(ONE, longer)]), last)


def _apart_from(f, i, k, last):
    """Π_{i<k} f_i Π_{k<=i<=last} f_i = Π_{i<=last} f_i, along the end m = k − 1, …, last of the second product."""
    before = add(k, MINUS)

    def upto(end):
        left = mul(_product(f, i, ONE, before), _product(f, i, k, end))
        return Term("eq", (left, _product(f, i, ONE, end)))

    return _along(upto, f, i, k, before, rules.linear(upto(before), []), last)


def _along(statement, f, i, k, first, base, last):
    """A statement about products up to an end, at the last: from one end to the next one factor more stands on both sides."""
    m = fresh("m", "index", first, _less_one(last))
    there = [*_there(k), Term("le", m.args[2:])]
    known = rules.assume(statement(m), there)
    step = rules.linear(statement(add(m, ONE)), [(substitute(f, {i: add(m, ONE)}), known)], using=RANGES, given=there)
    return rules.specialise(rules.along(statement(m), m, base, step), last)


def _product(f, i, first, last):
    own = fresh("i", "index", first, last)
    return bind("prod", first, last, variable=own, body=substitute(f, {i: own}))


def _less_one(last):
    return from_affine(*affine(add(last, MINUS)))


def _there(index):
    """That the range of an index has a member, where that is not at sight."""
    first, last = index.args[2:]
    return [] if from_one(last) else [Term("le", (first, last))]


# --- an index left out ----------------------------------------------------------------------------------------------


def skipping(x: Line, i: Basic, k: Basic, a: Basic) -> Basic:
    """What stands at a once k is left out: x_a before k, and x_(a+1) from k on. As brackets: [a < k] x_a + [k <= a] x_(a+1)."""
    return write(_skipping(*map(read, (x, i, k, a))))


def _skipping(x, i, k, a):
    before, after = fn("ind", Term("lt", (a, k))), fn("ind", Term("le", (k, a)))
    return add(mul(before, substitute(x, {i: a})), mul(after, substitute(x, {i: add(a, ONE)})))


def sum_without(x: Line, i: Basic, k: Basic) -> Derivation:
    """Σ_a ([a < k] x_a + [k <= a] x_(a+1)) = Σ_i x_i − x_k, a from 1 to n − 1."""
    return asked("the terms before k and those from k on", lambda: _sum_without(*map(read, (x, i, k))))


def _sum_without(x, i, k):
    last = add(k.args[3], MINUS)
    a, total = fresh("a", "index", ONE, last), bind("sum", *i.args[2:], variable=i, body=x)
    skipped = bind("sum", ONE, last, variable=a, body=_skipping(x, i, k, a))
    goal = Term("eq", (skipped, sub(total, substitute(x, {i: k}))))
    return rules.linear(goal, [(ONE, half) for half in _halves("sum", x, i, k)], using=RANGES)


def product_without(x: Line, i: Basic, k: Basic) -> Derivation:
    """x_k Π_a ([a < k] x_a + [k <= a] x_(a+1)) = Π_i x_i, a from 1 to n − 1."""
    return asked("the factors before k and those from k on", lambda: _product_without(*map(read, (x, i, k))))


def _product_without(x, i, k):
    last = add(k.args[3], MINUS)
    a = fresh("a", "index", ONE, last)
    divided = _divided_at(_skipping(x, i, k, a), a, k, last)
    before, behind = _halves("prod", x, i, k)
    (_, right), whole = divided.conclusion.args[0].args, divided.conclusion.args[1]
    x_k, all_others = substitute(x, {i: k}), _all_but_one(x, i, k)
    goal = Term("eq", (mul(x_k, whole), all_others.conclusion.args[1]))
    parts = [(neg(x_k), divided), (mul(x_k, right), before), (mul(x_k, before.conclusion.args[1]), behind), (ONE, all_others)]
    return rules.linear(goal, parts)


def _halves(op, x, i, k):
    """Σ_{a<k} = Σ_{a<k} x_a, and Σ_{k<=a} = Σ_{k<=a} x_(a+1), of what skips k; or so with Π."""
    last = add(k.args[3], MINUS)
    for first, end in ((ONE, add(k, MINUS)), (k, last)):
        there = Term("le", (first, end))
        a = fresh("a", "index", first, end)
        order = Term("lt", (a, k)) if first == ONE else Term("le", (k, a))
        known = rules.linear(order, [], sub(*order.args[::-1]), given=[there])
        bracket = derived.bracket(known, "lt" if first == ONE else "gt")
        here, next_one = substitute(x, {i: a}), substitute(x, {i: add(a, ONE)})
        goal = Term("eq", (_skipping(x, i, k, a), here if first == ONE else next_one))
        termwise = rules.linear(goal, [(sub(here, next_one), bracket)], given=[there])
        yield rules.under(op, (first, end), a, termwise)


def minor_matrix(matrix: Line, k: Basic) -> Basic:
    """The matrix without row and column k, as SymPy has it: that of which minor(A, k) is the determinant."""
    return write(read(minor(matrix, k)).args[0])


def apart(a: Basic, b: Basic, k: Basic) -> Derivation:
    """[a < k] [k <= b] δ(a, b + 1) = 0, for indices a and b of 1..n − 1: what is left of k is never right of it."""
    return asked("in between", lambda: _apart(*map(read, (a, b, k))))


def _apart(a, b, k):
    there, left = Term("le", a.args[2:]), Term("lt", (a, k))
    first, second, delta = fn("ind", left), fn("ind", Term("le", (k, b))), Term("delta", (a, add(b, ONE)))
    goal = Term("eq", (mul(first, second, delta), ZERO))

    def supposed(order):
        return rules.assume(order, [there])

    def behind(order, relation):
        return rules.linear(goal, [(mul(second, delta), derived.bracket(supposed(order), relation))])

    def before(order, c):
        beyond = Term("lt", (a, add(b, ONE)))
        known = rules.linear(beyond, [(ONE, supposed(left)), (c, supposed(order))], ONE)
        return rules.cut(rules.linear(goal, [], given=[there, beyond]), known)

    less, same, more = Term("lt", (b, k)), Term("eq", (b, k)), Term("lt", (k, b))
    within = rules.linear(goal, [(neg(mul(first, delta)), derived.bracket(supposed(less), "lt"))], given=[left])
    inner = rules.trichotomy(b, k, within, before(same, MINUS), before(more, ONE), [there, left])
    return rules.trichotomy(a, k, inner, behind(Term("eq", (a, k)), "lt"), behind(Term("lt", (k, a)), "gt"), [there])


def determinant_of_product(product: Line, first: Line, second: Line, i: Basic, j: Basic, given: Iterable[Basic] = ()) -> Derivation:
    """det C = det A · det B, from C_ij = Σ_k A_ik B_kj, which holds by definitions and deltas."""
    c, a, b = map(read, (product, first, second))
    row, column = read(i), read(j)

    def question():
        k = fresh("k", "index", *row.args[2:])
        product = bind("sum", *row.args[2:], variable=k, body=mul(at(a, row, k), at(b, k, column)))
        return rules.determinant_multiplied(rules.equality(at(c, row, column), product, EVERYTHING, [read(g) for g in given]), a, b)

    return asked("determinant of a product", question)
