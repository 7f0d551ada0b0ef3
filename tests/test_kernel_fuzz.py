"""Random terms, deeply nested sums and deltas among them: what the kernel says of them, against numbers.

The numbers come from kernel_terms.value, which reads terms its own way.  KERNEL_SWEEP=20000 runs that many cases of each kind
instead of the few that fit a test run; KERNEL_SEED=7 starts elsewhere.
"""

import os
from fractions import Fraction
from random import Random

from kernel_terms import (
    HALF, TINY, TWO, NoValue, Unclear, bracket, close, delta, deriv, eq, exp, holds, inverse, le, log, lt, ne, number, over,
    product, root, size, square, total, value,
)  # fmt: skip
from mpmath import mpc, mpf

from derivations.prover.kernel import rules
from derivations.prover.kernel.definitions import expand
from derivations.prover.kernel.normal import Normaliser, eliminate
from derivations.prover.kernel.polynomial import Refused, seal
from derivations.prover.kernel.rules import defined
from derivations.prover.kernel.signs import NEG, NIL, POS, UNREAL, Facts, meaning
from derivations.prover.kernel.terms import (
    BINDERS, ONE, ZERO, IllTyped, Term, add, at, difference, div, fn, mul, neg, num, opened, power, rebuild, sub, substitute,
    var,
)  # fmt: skip

SWEEP = int(os.environ.get("KERNEL_SWEEP", "0"))
SEED = int(os.environ.get("KERNEL_SEED", "1"))
CASES = {"normal": 500, "complex": 300, "pairs": 400, "signs": 600, "defined": 500, "derivative": 250, "bends": 300}
POINTS = 6

N, M = var("n", "dimension"), var("m", "dimension")
I, J, L = var("i", "index", ONE, N), var("j", "index", ONE, M), var("l", "index", ONE, N)
FREE = (I, J, L)
X, Y = var("x", "real"), var("y", "real")
S, U, B = var("s", "positive"), var("u", "nonnegative"), var("b", "(0, 1)")
C, D, R = var("c", "natural"), var("d", "integer"), var("r", "positive integer")
SCALARS = [X, X, Y, S, U, B, C, D, R]
LONG = {  # vectors, by their length
    N: [var("z", "real", N), var("a", "positive", N), var("q", "(0, 1)", N), var("v", "nonnegative", N)],
    M: [var("w", "real", M), var("e", "natural", M)],
}
MATRIX = var("A", "real", N, M)
W, IMAGINARY, PI = var("w", "complex"), fn("imaginary"), fn("pi")


def seeds(kind):
    return [SEED * 1_000_000 + seed for seed in range(SWEEP or CASES[kind])]


# --- random terms ---------------------------------------------------------------------------------------------------


class Author:
    """Writes random terms: more often than not ones that have values."""

    def __init__(self, seed, focus=None):
        self.rng = Random(seed)
        self.names = 0
        self.focus = focus  # a variable, or an array and its indices, to be differentiated in: then the terms are smooth

    def pick(self, *choices):
        return self.rng.choice(choices)

    def index(self, indices, dim):
        """An index into an array of this length."""
        fitting = [i for i in indices if i.op == "var" and difference(i.args[3], dim) == ({}, 0) and i.args[2].op == "num"]
        if fitting and self.rng.random() < 0.85:
            return self.pick(*fitting)
        if indices and self.rng.random() < 0.15:
            return self.pick(sub(self.pick(*indices), ONE), add(self.pick(*indices), ONE), self.pick(*indices))
        return self.pick(ONE, ONE, dim, TWO)

    def entry(self, indices):
        dim = self.pick(N, N, M)
        if self.rng.random() < 0.15:
            return at(MATRIX, self.index(indices, N), self.index(indices, M))
        return at(self.pick(*LONG[dim]), self.index(indices, dim))

    def leaf(self, indices):
        if self.focus and self.rng.random() < 0.5:
            array, _ = self.focus
            return at(array, *(self.index(indices, dim) for dim in array.args[2:]))
        choice = self.rng.random()
        if choice < 0.2:
            return num(self.pick(0, 1, 1, 2, -1, 3, Fraction(1, 2), Fraction(-2, 3)))
        if choice < 0.4:
            return self.pick(*SCALARS)
        if choice < 0.5:
            return self.pick(N, M, *indices)
        if choice < 0.65:
            return self.delta(indices)
        return self.entry(indices)

    def complex(self, depth):
        """Products, sums, exponentials and sizes of numbers that need not be real."""
        if depth == 0:
            return self.pick(X, Y, S, W, C, D, IMAGINARY, ONE, TWO, HALF, num(-1), mul(IMAGINARY, X), mul(IMAGINARY, PI))
        first, second = self.complex(depth - 1), self.complex(self.pick(0, depth - 1))
        match self.rng.randrange(8):
            case 0 | 1:
                return mul(first, second)
            case 2:
                return add(first, second)
            case 3:
                return exp(first)
            case 4:
                return size(first)
            case 5:
                return Term("clog", (first,))
            case 6:
                return Term("cpow", (first, num(self.pick(Fraction(1, 2), Fraction(-1, 2), Fraction(3, 2), Fraction(1, 3)))))
        return power(first, num(self.pick(2, -1, 3, -2)))

    def delta(self, indices):
        left, right = self.pick(*indices, ONE, I), self.pick(*indices, I, L, J)
        return delta(self.pick(left, left, add(left, ONE), sub(left, TWO)), right)

    def positive(self, depth, indices):
        if depth <= 0:
            return self.pick(S, R, ONE, TWO, at(LONG[N][1], self.index(indices, N)), B)
        match self.rng.randrange(7):
            case 0:
                return exp(self.term(depth - 1, indices))
            case 1:
                return add(self.positive(depth - 1, indices), self.positive(depth - 1, indices))
            case 2:
                return mul(self.positive(depth - 1, indices), self.positive(depth - 1, indices))
            case 3:
                return add(ONE, square(self.term(depth - 1, indices)))
            case 4:
                k = self.range(indices)
                return total(k, self.positive(depth - 1, (*indices, k)))
            case 5:
                return add(self.positive(0, indices), self.delta(indices))
        return self.positive(0, indices)

    def deep(self, indices):
        """Sums in which several factors depend on the index: deltas with two partners, powers of inner sums."""
        self.names += 2
        k, q = (var(f"k{self.names - place}", "index", ONE, N) for place in (0, 1))
        match self.rng.randrange(5):
            case 0:
                both = (exp(mul(self.leaf(indices), delta(k, partner))) for partner in self.rng.sample([I, L, ONE, k], 2))
                return total(k, mul(*both, self.entry((k,))))
            case 1:
                return total(k, power(total(q, exp(mul(HALF, self.entry((k,)), self.entry((q,))))), num(self.pick(1, 2, 3))))
            case 2:
                return total(k, mul(self.entry((k,)), total(q, mul(self.entry((k, q)), self.term(1, (q,))))))
            case 3:
                q = var(q.args[0], "index", ONE, k)
                return total(k, mul(self.term(1, (k,)), total(q, mul(self.entry((k, q)), self.term(1, (k, q))))))
        return mul(total(k, self.term(1, (*indices, k))), total(k, self.term(1, (*indices, k))))

    def range(self, indices):
        self.names += 1
        ends = [
            (ONE, N),
            (ONE, N),
            (ONE, N),
            (ONE, M),
            (num(2), N),
            (ONE, sub(N, ONE)),
            (ONE, num(3)),
            (ZERO, N),
            (ONE, add(N, ONE)),
            (ONE, mul(TWO, N)),
            (sub(ONE, N), ZERO),
        ]
        for other in indices:
            ends += [(ONE, other), (other, N), (ONE, sub(other, ONE)), (add(other, ONE), N)]
        first, last = self.pick(*ends)
        return var(f"k{self.names}", "index", first, last)

    def whole(self, indices):
        """A whole number that may stand in an exponent."""
        j, k = self.pick(C, R, N, *indices), self.pick(C, R, M, *indices)
        return self.pick(
            j, j, add(j, ONE), sub(j, ONE), mul(TWO, j), add(j, k), sub(j, k), add(mul(TWO, j), k, ONE), mul(num(3), j)
        )

    def term(self, depth, indices):
        if depth <= 0:
            return self.leaf(indices)
        down = depth - 1
        choice = self.rng.randrange(28)
        match choice if not self.focus or choice not in (14, 19, 21, 22, 25, 26, 27) else 0:
            case 0 | 1 | 2:
                return add(*(self.term(down, indices) for _ in range(self.pick(2, 3))))
            case 3 | 4 | 5:
                return mul(*(self.term(down, indices) for _ in range(self.pick(2, 2, 3))))
            case 6:
                return sub(self.term(down, indices), self.term(down, indices))
            case 7:
                return power(self.term(down, indices), num(self.pick(2, 2, 3)))
            case 8:
                return inverse(self.positive(down, indices))
            case 9:
                return power(self.pick(self.term, self.positive)(down, indices), num(self.pick(-1, -2, 1, 0)))
            case 10:
                return power(
                    self.positive(down, indices), self.pick(HALF, num(Fraction(-1, 2)), num(Fraction(3, 2)), self.term(0, indices))
                )
            case 11 | 12:
                return exp(mul(num(Fraction(1, 2)), self.term(down, indices)))
            case 13:
                return log(self.positive(down, indices))
            case 14:
                return self.pick(size, root)(self.pick(self.term, square_of(self.term))(down, indices))
            case 15 | 16 | 17 | 18:
                k = self.range(indices)
                return total(k, self.term(down, (*indices, k)))
            case 19:
                k = self.range(indices)
                return over(self.pick("max", "min"), k, self.term(down, (*indices, k)))
            case 20:
                k = self.range(indices)
                return product(k, self.pick(self.term, self.positive)(min(down, 1), (*indices, k)))
            case 24:
                return self.deep(indices)
            case 26:
                return power(self.pick(num(-1), num(-2), neg(X), X, mul(X, Y), self.term(down, indices)), self.whole(indices))
            case 27:
                k = self.range(indices)
                where = (*indices, add(k, self.pick(ONE, TWO, N, M, *indices)))
                return total(k, self.pick(self.term, self.positive)(down, where))
            case 25:
                return size(neg(self.pick(self.positive, self.term)(down, indices)))
            case 21:
                return bracket(self.term(min(down, 1), indices), self.term(min(down, 1), indices))
            case 22:
                parts = self.term(down, indices), self.term(down, indices)
                return self.pick(fn("maxof", *parts), fn("minof", *parts), fn("sign", parts[0]), fn("tanh", parts[0]))
        return fn(self.pick("gamma", "digamma", "loggamma"), self.positive(min(down, 1), indices))

    def labels(self):
        """The rules that the normal form may use."""
        return {label for label in ("collapse", "gamma", "ranges") if self.rng.random() < (0.75 if label == "collapse" else 0.4)}

    def hypotheses(self):
        some = [
            lambda: lt(X, Y), lambda: lt(0, X), lambda: ne(X, 0), lambda: le(2, N), lambda: ne(I, J), lambda: lt(1, I),
            lambda: le(N, M),
            lambda: eq(X, self.term(1, (I,))), lambda: eq(at(LONG[N][0], I), Y), lambda: le(0, mul(X, Y)), lambda: le(0, C),
            lambda: lt(D, C), lambda: lt(self.term(1, FREE), self.term(1, FREE)), lambda: ne(self.term(2, FREE), ZERO),
            lambda: le(X, 0), lambda: lt(0, self.term(2, FREE)), lambda: eq(self.term(1, FREE), self.term(1, FREE)),
        ]  # fmt: skip
        return [self.pick(*some)() for _ in range(self.pick(0, 0, 1, 1, 2))]

    # --- the same value in other words ------------------------------------------------------------------------------

    def rewritten(self, term, steps=3):
        for _ in range(steps):
            term = self.at_random(term, self.restated)
        return term

    def at_random(self, term, change):
        """A change at a random place; inside binders, with the variable opened."""
        if self.rng.random() < 0.3 or not any(isinstance(a, Term) for a in term.args) or term.op in ("var", "delta", "at"):
            return change(term)
        places = [place for place, arg in enumerate(term.args) if isinstance(arg, Term)]
        place = self.pick(*places)
        if term.op in BINDERS:
            if place != len(term.args) - 1:
                return term
            x, body = opened(term)
            return over(term.op, x, self.at_random(body, change), *term.args[:2])
        args = list(term.args)
        args[place] = self.at_random(args[place], change)
        return Term(term.op, tuple(args))

    def restated(self, t):
        match t:
            case Term("add" | "mul", parts) if self.rng.random() < 0.4:
                return Term(t.op, tuple(self.rng.sample(parts, len(parts))))
            case Term("mul", (left, Term("add", parts), *rest)):
                return add(*(mul(left, part, *rest) for part in parts))
            case Term("pow", (base, Term("num", (2,)))):
                return mul(base, base)
            case Term("exp", (Term("add", parts),)):
                return mul(*map(exp, parts))
            case Term("log", (u,)):
                return mul(TWO, log(root(u)))
            case Term("abs", (u,)):
                return root(square(u))
            case Term("sum", (first, last, body)):
                k, body = opened(t)
                inner = body
                match self.rng.randrange(5):
                    case 0 if body.op == "add":
                        return add(*(total(k, part, first, last) for part in body.args))
                    case 1:
                        start = substitute(body, {k: first})
                        return add(start, total(k, body, add(first, ONE), last))
                    case 3:
                        return add(total(k, body, first, sub(last, ONE)), substitute(body, {k: last}))
                    case 4:
                        by = self.pick(ONE, N, num(-1))
                        return total(k, substitute(body, {k: sub(k, by)}), add(first, by), add(last, by))
                    case 2 if inner.op == "sum" and k not in inner.args[0].free | inner.args[1].free:
                        other, deep = opened(inner)
                        return total(other, total(k, deep, first, last), *inner.args[:2])
            case Term("prod", (first, last, _)) if self.rng.random() < 0.5:
                k, body = opened(t)
                if self.rng.random() < 0.5:
                    return mul(product(k, body, first, sub(last, ONE)), substitute(body, {k: last}))
                return mul(substitute(body, {k: first}), product(k, body, add(first, ONE), last))
            case Term("max", _):
                k, body = opened(t)
                return neg(over("min", k, neg(body), *t.args[:2]))
        match self.rng.randrange(4):
            case 0:
                return sub(add(t, X), X)
            case 1:
                return div(mul(t, S), S)
            case 2:
                self.names += 1
                k = var(f"k{self.names}", "index", ONE, N)
                return total(k, mul(t, delta(k, I)))
        return t

    def mutated(self, term):
        return self.at_random(term, self.spoiled)

    def spoiled(self, t):
        match t:
            case Term("num", (c,)):
                return num(self.pick(c + 1, -c, 2 * c, 0))
            case Term("sum" | "prod" | "max" | "min", (first, last, body)) if self.rng.random() < 0.5:
                return Term(t.op, (*self.pick((add(first, ONE), last), (first, sub(last, ONE)), (first, M)), body))
            case Term("at", (array, _)):
                return at(array, self.pick(I, J, ONE, N))
            case Term("delta", (left, right)):
                return self.pick(ONE, ZERO, delta(left, I), delta(add(left, ONE), right))
            case Term("add" | "mul", parts) if len(parts) > 1:
                return Term(t.op, parts[1:]) if len(parts) > 2 else parts[0]
            case Term("exp" | "log" | "abs" | "sign", (u,)):
                return u
            case Term("pow", (base, exponent)):
                return power(base, add(exponent, ONE)) if exponent.op != "num" else power(base, num(exponent.args[0] + 1))
            case Term("var", _):
                return self.pick(X, S, neg(t), mul(t, t))
        return self.pick(neg(t), size(t), mul(t, t), t)


def square_of(author):
    return lambda *where: square(author(*where))


# --- random points --------------------------------------------------------------------------------------------------

VALUES = {
    "real": [0, 1, -1, 2, -2, Fraction(1, 2), Fraction(-1, 3), None],
    "positive": [1, 2, 3, Fraction(1, 2), None],
    "nonnegative": [0, 1, 2, Fraction(1, 3), None],
    "(0, 1)": [Fraction(1, 2), Fraction(1, 3), Fraction(9, 10)],
    "complex": [0, 1, -1, mpc(0, 1), mpc(1, -2), mpc(0.5, 0.25)],
    "natural": [0, 0, 1, 2, 3], "integer": [-2, -1, 0, 1, 2], "positive integer": [1, 1, 2, 3],
}  # fmt: skip


def some(rng, domain):
    v = rng.choice(VALUES[domain])
    if isinstance(v, mpc):
        return v
    if v is None:
        v = Fraction(rng.randint(1, 500), 199) * (rng.choice([1, -1]) if domain == "real" else 1)
    return v if domain in ("natural", "integer", "positive integer") else mpf(v.numerator) / v.denominator


def points(rng, variables, hypotheses, how_many=POINTS):
    """Points of the variables' domains that meet the hypotheses."""
    found = []
    for _ in range(12 * how_many):
        point = {"n": rng.randint(1, 3), "m": rng.randint(1, 3)}
        try:
            for v in sorted(variables, key=lambda v: (v.args[1] == "index", v.args[0])):
                name, domain, *dims = v.args
                if domain == "dimension":
                    continue
                sizes = [value(d, point) for d in dims]
                if domain == "index":
                    point[name] = rng.randint(*sizes)
                elif len(sizes) == 2:
                    point[name] = [[some(rng, domain) for _ in range(sizes[1])] for _ in range(sizes[0])]
                else:
                    point[name] = [some(rng, domain) for _ in range(sizes[0])] if sizes else some(rng, domain)
            for hypothesis in hypotheses:
                if hypothesis.op == "eq" and hypothesis.args[0].op == "var" and hypothesis.args[0].args[1] == "real":
                    if hypothesis.args[0] not in hypothesis.args[1].free:
                        point[hypothesis.args[0].args[0]] = mpf(1) * value(hypothesis.args[1], point)
            if all(holds(h, point) for h in hypotheses):
                found.append(point)
        except (NoValue, Unclear, ValueError):  # an empty range
            continue
        if len(found) == how_many:
            break
    return found


def variables_of(*terms):
    return frozenset().union(*(t.free for t in terms), {N, M})


def told(point):
    return {name: [str(x) for x in v] if isinstance(v, list) else str(v) for name, v in point.items()}


# --- normal forms ---------------------------------------------------------------------------------------------------


def written_out(t):
    """A canonical term in ordinary operators. Σ over 1..−1 stands for −f(0), as Σ from 1 to n = Σ from 1 to n − 1, and f(n)."""
    t = rebuild(t, lambda a, _: written_out(a), 0)
    match t:
        case Term("poly", parts):
            return add(*parts)
        case Term("scaled", (c, mono)):
            return mul(number(c), mono)
        case Term("mono", factors):
            return mul(*factors)
        case Term("factor", (Term("branch", (u,)), e)):
            return Term("cpow", (u, number(e)))
        case Term("factor", (atom, e)):
            return exp(mul(number(e), atom.args[0])) if atom.op == "exp" else power(atom, number(e))
        case Term("same", pair):
            return Term("delta", pair)
        case Term("modulus", (u,)):
            return size(u)
        case Term("ind", (gap,)) if gap.op != "eq":
            return bracket(gap, ZERO)
        case Term("sides", (either, _)):
            return either
        case Term("prime", (c, _)):
            return number(c)
        case Term("maximum" | "minimum", parts):
            return Term(t.op[:3] + "of", parts)
        case Term("sum" | "prod", ends):
            return Term(f"{t.op} by Karr", ends)
    return t


def normal_form(term, facts, using):
    """The term that stands for its normal form, or None where the kernel refuses or must split cases."""
    try:
        term = expand(term, unfold=True)
        if "collapse" in using:
            term = eliminate(term, facts)
        return written_out(seal(Normaliser(facts, frozenset(using) - {"collapse"}).poly(term)))
    except Refused:
        return None


def evaluated(term, point):
    try:
        return value(term, point)
    except NoValue:
        return None


def readings(point, *terms):
    """The values of terms here, None for one that has none; nothing at all where rounding would decide."""
    try:
        return [evaluated(term, point) for term in terms]
    except Unclear:
        return None


def test_normal_forms_keep_their_values():
    compared = 0
    for seed in seeds("normal"):
        author = Author(seed)
        term = author.term(author.pick(2, 3, 4), FREE)
        hypotheses = author.hypotheses()
        facts = known(hypotheses, term)
        form = facts and normal_form(term, facts, frozenset(author.labels()))
        if form is None or not has_value(term, facts):
            continue
        for point in points(author.rng, variables_of(term, *hypotheses), hypotheses):
            read = readings(point, term, form)
            if read is None:
                continue
            left, right = read
            assert left is not None, (seed, term, told(point))
            if right is None and not all(has_value(side, facts) for h in hypotheses for side in h.args):
                continue  # it speaks of an entry that does not exist, summed up over no index at all
            assert right is not None and close(left, right), (seed, term, form, told(point), left, right)
            compared += 1
    assert compared > 2 * len(seeds("normal"))


def test_complex_normal_forms_keep_their_values():
    compared = 0
    for seed in seeds("complex"):
        author = Author(seed)
        term = author.complex(author.pick(2, 3, 4))
        facts = Facts.of()
        form = normal_form(term, facts, frozenset(["turns"]))
        if form is None or not has_value(term, facts):
            continue
        mask = facts.mask(term)
        for point in points(author.rng, variables_of(term), ()):
            read = readings(point, term, form)
            if read is not None:
                assert None not in read and close(*read), (seed, term, form, told(point), read)
                assert mask & sign_of(read[0]), (seed, term, told(point), read)
                compared += 1
    assert compared > 2 * len(seeds("complex"))


def sign_of(v):
    """The sign of a number as the kernel's bits have it; a tiny imaginary part is one of rounding."""
    if isinstance(v, mpc) and abs(v.imag) > TINY * (1 + abs(v)):
        return UNREAL
    v = v.real if isinstance(v, mpc) else v
    return NIL if abs(v) < TINY else POS if v > 0 else NEG


def known(hypotheses, *terms):
    try:
        return Facts.of(hypotheses)
    except (Refused, IllTyped):
        return None


def has_value(term, facts):
    try:
        defined(term, facts)
    except (Refused, IllTyped):
        return False
    return True


def test_what_is_proved_equal_is_equal():
    """Rewritten terms, which are mostly equal, and spoiled ones, which are mostly not."""
    proved = {"rewritten": 0, "mutated": 0}
    for seed in seeds("pairs"):
        author = Author(seed)
        term = author.term(author.pick(2, 3, 4), FREE)
        hypotheses = author.hypotheses()
        again = author.rewritten(term)
        for kind, other in (("rewritten", again), ("mutated", author.mutated(again)), ("mutated", author.mutated(term))):
            if other == term:
                continue
            try:
                theorem = rules.equality(term, other, {"definition", "derivative", *author.labels()}, hypotheses)
            except (Refused, IllTyped):
                continue
            proved[kind] += 1
            for point in points(author.rng, variables_of(term, other, *hypotheses), theorem.hypotheses):
                read = readings(point, term, other)
                assert read is None or None not in read and close(*read), (seed, theorem, told(point), read)
    assert proved["rewritten"] > 0.15 * len(seeds("pairs")) and proved["mutated"] > len(seeds("pairs")) / 80, proved


# --- signs, values, derivatives -------------------------------------------------------------------------------------


def test_signs_are_those_of_the_numbers():
    sharp = 0
    for seed in seeds("signs"):
        author = Author(seed)
        term = author.pick(author.term, author.term, author.positive)(author.pick(2, 3, 4), FREE)
        hypotheses = author.hypotheses()
        facts = known(hypotheses, term)
        if facts is None or not has_value(term, facts):
            continue
        mask = facts.mask(meaning(term))
        if mask & (NEG | NIL | POS) == NEG | NIL | POS:
            continue
        for point in points(author.rng, variables_of(term, *hypotheses), hypotheses):
            read = readings(point, term)
            if read is None:
                continue
            (v,) = read
            assert v is not None, (seed, term, told(point))
            may_vanish = mask & NIL and abs(v) < TINY
            assert may_vanish or mask & (POS if v > 0 else NEG if v < 0 else NIL), (seed, term, hypotheses, told(point), v, mask)
            sharp += 1
    assert sharp > len(seeds("signs"))


def test_what_is_said_to_have_a_value_has_one():
    said = 0
    for seed in seeds("defined"):
        author = Author(seed)
        term = author.term(author.pick(2, 3, 4), FREE)
        hypotheses = author.hypotheses()
        facts = known(hypotheses, term)
        if facts is None or not has_value(term, facts):
            continue
        said += 1
        for point in points(author.rng, variables_of(term, *hypotheses), hypotheses):
            assert readings(point, term) != [None], (seed, term, hypotheses, told(point))
    assert said > 0.3 * len(seeds("defined"))


def test_derivatives_are_those_of_differences():
    compared = 0
    for seed in seeds("derivative"):
        variable, places = Random(seed).choice(
            [(X, ()), (S, ()), (B, ()), (LONG[N][0], (I,)), (LONG[N][1], (I,)), (MATRIX, (I, J))]
        )
        author = Author(seed, focus=(variable, places))
        body = author.term(author.pick(2, 3, 4), FREE)
        if variable not in body.free:
            continue
        term = deriv(body, variable, *places)
        hypotheses = author.hypotheses()
        facts = known(hypotheses, term)
        if facts is None:
            continue
        try:
            defined(term, facts)
            slope = meaning(term)
        except (Refused, IllTyped):
            continue
        for point in points(author.rng, variables_of(term, *hypotheses), hypotheses, 3):
            read = readings(point, slope)
            try:
                ratio = quotient(body, variable, places, point)
            except Unclear:
                continue
            if read is None:
                continue
            assert read[0] is not None and abs(read[0] - ratio) <= mpf(10) ** -8 * max(1, abs(ratio)), (
                seed,
                body,
                variable,
                told(point),
                read,
                ratio,
            )
            compared += 1
    assert compared > 0.5 * len(seeds("derivative"))


def quotient(body, variable, places, point):
    """The central difference quotient."""
    step = mpf(10) ** -16
    ends = []
    for sign in (1, -1):
        moved = dict(point)
        name = variable.args[0]
        if not places:
            moved[name] = point[name] + sign * step
        elif len(places) == 1:
            moved[name] = list(point[name])
            moved[name][point["i"] - 1] += sign * step
        else:
            moved[name] = [list(row) for row in point[name]]
            moved[name][point["i"] - 1][point["j"] - 1] += sign * step
        ends.append(value(body, moved))
    return (ends[0] - ends[1]) / (2 * step)


def test_a_derivative_has_the_slopes_from_both_sides():
    compared = 0
    for seed in seeds("bends"):
        rng = Random(seed)
        body, given = bent(rng, rng.randint(1, 4)), rng.choice([(), (eq(Y, 0),), (lt(0, Y),), (le(Y, 0),)])
        place = rng.choice((ZERO, ZERO, ZERO, ONE, num(-1), HALF))
        if rng.random() < 0.3:
            body = deriv(body, X)
        term = deriv(body, X, point=place)
        try:
            defined(term, Facts.of(given))
            slope, body = meaning(term), meaning(body)
        except (Refused, IllTyped):
            continue
        for y in (0, 1, -1, mpf(1) / 3):
            point, step = {"x": mpf(1) * value(place, {}), "y": mpf(y)}, mpf(10) ** -12
            if not all(holds(h, point) for h in given):
                continue
            try:
                here, found = value(body, point), value(slope, point)
                after, before = (value(body, point | {"x": point["x"] + by}) for by in (step, -step))
            except Unclear:
                continue
            compared += 1
            for ratio in ((after - here) / step, (here - before) / step):
                assert abs(ratio - found) <= mpf(10) ** -4 * max(1, abs(found)), (seed, body, told(point), found, ratio)
    assert compared > len(seeds("bends"))


def bent(rng, depth):
    """A term in x that bends or jumps somewhere."""
    if depth <= 0:
        return rng.choice([X, X, X, neg(X), num(rng.randint(-2, 2)), HALF, add(X, num(rng.randint(-1, 1))), mul(TWO, X), Y])
    one, two, three = (bent(rng, rng.randint(0, depth - 1)) for _ in range(3))
    k = var("k", "index", ONE, num(3))
    match rng.randrange(14):
        case 0 | 1:
            return add(one, two)
        case 2 | 3 | 4:
            return mul(one, two, *rng.choice([(), (three,)]))
        case 5:
            return total(k, rng.choice([size(sub(one, k)), mul(one, sub(k, TWO))]))
        case 6 | 7 | 8:
            return fn(rng.choice(["maxof", "minof"]), one, two, *rng.choice([(), (three,)]))
        case 9:
            return power(one, num(rng.choice([2, 3, -1, 0, Fraction(1, 2), Fraction(3, 2)])))
        case 10:
            return rng.choice([exp(one), fn("tanh", one), fn("sign", one), fn("ind", lt(one, two))])
    return size(one)
