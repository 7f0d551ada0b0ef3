"""Certificates for inequalities: the goal as a combination of facts that the kernel has proved.

For a goal a <= b the difference b − a is a polynomial over atoms. Facts that may help are proved first (squares, tangents
of exp and log, bounds of the maximum, the hypotheses and their products); a linear program then looks for multipliers
c >= 0 with b − a = Σ c · fact + (terms of manifest sign). What it finds, the kernel checks exactly.
"""

from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product
from time import perf_counter

from .kernel import rules
from .kernel.definitions import expand
from .kernel.derivative import evaluate
from .kernel.normal import Normaliser, eliminate
from .kernel.polynomial import UNIT, Refused, plus, raised, scaled, times, unseal, unseal_mono
from .kernel.signs import NIL, POS, Facts, meaning
from .kernel.terms import (
    MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, fn, fresh, instantiate, mul, neg, num,
    opened, power, same_integer, shape, sort, sub, substitute, subterms,
)  # fmt: skip
from .ledger import proposition

ALL = ("definition", "derivative", "collapse")
MOST = 400  # facts that are handed to the linear program


class Ground:
    """What certificates are made over: the hypotheses, the normal form under them, and signs of monomials."""

    def __init__(self, given):
        self.given = tuple(given)
        self.facts = Facts.of(given)

    def poly(self, term):
        plain = eliminate(meaning(term), self.facts)
        return Normaliser(self.facts, frozenset({"collapse"})).poly(plain)

    def sign(self, mono):
        """The manifest sign of a monomial: 1 positive, 0 nonnegative, None unknown (negative ones carry their coefficient)."""
        best = 1
        for atom, e in mono:
            if self.facts.positive(atom):
                continue
            if e == int(e) and e % 2 == 0 and self.facts.real(atom):
                best = 0
            elif self.facts.real(atom) and (self.facts.nonnegative(atom) or not self.mask(atom) & ~(NIL | POS)):
                best = 0 if self.mask(atom) != POS else best
            else:
                return None
        return best

    def mask(self, atom):
        try:
            return self.facts.mask(plain(atom))
        except (Refused, IllTyped):
            return 15


def certificate(goal, given, deadline):
    """A theorem for a goal a <= b or a < b. Raises Refused where none was found."""
    ground = Ground(given)
    left, right = goal.args
    difference = ground.poly(sub(right, left))
    for attempt in (_manifest, _squares, _conjugate, _linear_program, _exponentiated):
        if perf_counter() > deadline:
            break
        try:
            theorem = attempt(goal, difference, ground, deadline)
        except (Refused, IllTyped):
            theorem = None
        if theorem is not None:
            return theorem
    raise Refused("no certificate was found for the inequality")


def equation(goal, given, deadline):
    """A theorem for a goal a = b as a combination of equations among the hypotheses. Raises Refused if there is none."""
    ground = Ground(given)
    difference = ground.poly(sub(goal.args[1], goal.args[0]))
    facts = []
    for question in _orders(goal, ground):
        for op in (None, "log", "exp"):
            try:
                theorem = question() if op is None else rules.monotone(question(), op)
                if theorem.conclusion.op == "eq":
                    facts.append((ONE, theorem, ground.poly(sub(*theorem.conclusion.args[::-1]))))
            except (Refused, IllTyped):
                continue
    polys = [p for _, _, p in facts]
    weights = _multipliers(difference, polys, ["eq"] * len(facts), _NoSigns(), False)
    if weights is None:
        raise Refused("the hypotheses do not combine to the equation")
    return rules.linear(goal, [(num(w), t) for w, (_, t, _) in zip(weights, facts) if w], using=ALL, given=ground.given)


class _NoSigns:
    """For equations no term may be left over, whatever its sign."""

    def sign(self, mono):
        return None


def _manifest(goal, difference, ground, deadline):
    """The difference as a quotient of sums of terms of one sign."""
    cleared, below = _cleared(difference)
    slack = mul(plain_poly(cleared), power(below, MINUS)) if below != ONE else plain_poly(cleared)
    return rules.linear(goal, [], slack, ALL, ground.given)


def _cleared(poly):
    """(numerator, denominator): the inverses of sums multiplied out; the denominator as a term."""
    least = {}
    for mono in poly:
        for atom, e in mono:
            if atom.op == "poly" and e < 0:
                least[atom] = min(least.get(atom, 0), e)
    below = []
    for atom, e in least.items():
        poly = raised(poly, {atom: -e})
        below.append(power(plain(atom), num(-e)))
    return poly, mul(*below)


def _squares(goal, difference, ground, deadline):
    """A quadratic form over monomials, completed to squares (exact LDL)."""
    cleared, below = _cleared(difference)
    basis = _halves(cleared, ground)
    if not basis or len(basis) > 8:
        return None
    for base in (basis, [m for m in basis if m != UNIT]):
        gram = _gram(cleared, base)
        pieces = gram and _completed(gram, base)
        if pieces:
            slack = mul(add(*pieces), power(below, MINUS)) if below != ONE else add(*pieces)
            return rules.linear(goal, [], slack, ALL, ground.given)
    return None


def _conjugate(goal, difference, ground, deadline):
    """b − a = (b² − a²)/(b + a), where roots stand in it."""
    if not any(isinstance(e, Fraction) for mono in difference for _, e in mono):
        return None
    left, right = goal.args
    total = add(right, left)
    if ground.facts.mask(meaning(total)) != POS:
        return None
    apart = ground.poly(sub(power(right, num(2)), power(left, num(2))))
    cleared, below = _cleared(apart)
    slack = mul(plain_poly(cleared), power(mul(below, total), MINUS))
    return rules.linear(goal, [], slack, ALL, ground.given)


def _halves(poly, ground):
    """Monomials whose products make up a polynomial: 1, and the square roots of its even monomials."""
    found = {UNIT: None}
    for mono in poly:
        if all(e % 2 == 0 or ground.facts.positive(a) for a, e in mono):
            found[frozenset((a, _whole(Fraction(e) / 2)) for a, e in mono)] = None
    return list(found)


def _whole(e):
    return e.numerator if e.denominator == 1 else e


def _merge(left, right):
    exponents = dict(left)
    for atom, e in right:
        exponents[atom] = exponents.get(atom, 0) + e
    return frozenset((a, _whole(Fraction(e))) for a, e in exponents.items() if e)


def _gram(poly, basis):
    """The symmetric matrix of the form, when every monomial is a product of two of the basis in one way."""
    where = {}
    for i, j in product(range(len(basis)), repeat=2):
        if i <= j:
            where.setdefault(_merge(basis[i], basis[j]), []).append((i, j))
    matrix = [[Fraction(0)] * len(basis) for _ in basis]
    for mono, c in poly.items():
        if mono not in where:
            return None
        i, j = where[mono][0]
        matrix[i][j] += Fraction(c) / (1 if i == j else 2)
        if i != j:
            matrix[j][i] = matrix[i][j]
    return matrix


def _completed(matrix, basis):
    """Σ d (row)² with d > 0, or None if the form is not nonnegative."""
    size, pieces = len(matrix), []
    rows = [list(row) for row in matrix]
    for pivot in sorted(range(size), key=lambda i: rows[i][i] == 0):
        d = rows[pivot][pivot]
        if d < 0 or d == 0 and any(rows[pivot]):
            return None
        if d == 0:
            continue
        line = [rows[pivot][j] / d for j in range(size)]
        pieces.append(mul(num(d), power(add(*(mul(num(c), plain_mono(m)) for c, m in zip(line, basis) if c)), num(2))))
        for i, j in product(range(size), repeat=2):
            rows[i][j] -= d * line[i] * line[j]
    return pieces or None


# --- the linear program ---------------------------------------------------------------------------------------------


def _linear_program(goal, difference, ground, deadline):
    cleared, below = _cleared(difference)
    facts = []
    for fact in _facts(goal, cleared, ground):
        if perf_counter() > deadline or len(facts) >= MOST:
            break
        facts.append(fact)
    polys = []
    for multiplier, theorem in facts:
        low, high = theorem.conclusion.args
        try:
            polys.append(ground.poly(mul(multiplier, sub(high, low))))
        except (Refused, IllTyped):
            polys.append({})
    if below != ONE:
        facts, polys = _uncleared(below, facts, polys, ground)
    facts, polys = _fitted(cleared, facts, polys, ground)
    weights = _multipliers(cleared, polys, [t.conclusion.op for _, t in facts], ground, goal.op == "lt")
    if weights is None:
        return _fact_and_squares(goal, cleared, below, facts, polys, ground, deadline)
    rest, premises = cleared, []
    for weight, (multiplier, theorem), poly in zip(weights, facts, polys):
        if weight:
            rest = plus(rest, scaled(poly, -weight))
            premises.append((mul(num(weight), multiplier), theorem))
    slack = plain_poly(rest) if below == ONE else mul(plain_poly(rest), power(below, MINUS))
    return rules.linear(goal, premises, slack, ALL, ground.given)


def _fact_and_squares(goal, cleared, below, facts, polys, ground, deadline):
    """One fact, and for what it leaves a sum of squares."""
    for (multiplier, theorem), poly in zip(facts, polys):
        if perf_counter() > deadline:
            return None
        rest = plus(cleared, scaled(poly, -1))
        basis = _halves(rest, ground)
        if not poly or theorem.conclusion.op == "eq" or len(basis) > 6:
            continue
        gram = _gram(rest, [m for m in basis if m != UNIT])
        pieces = gram and _completed(gram, [m for m in basis if m != UNIT])
        if pieces:
            slack = add(*pieces) if below == ONE else mul(add(*pieces), power(below, MINUS))
            return rules.linear(goal, [(multiplier, theorem)], slack, ALL, ground.given)
    return None


def _uncleared(below, facts, polys, ground):
    """For a target whose denominator was multiplied out: facts divided by it, and facts multiplied out likewise."""
    if ground.facts.mask(meaning(below)) != POS:
        raise Refused("the denominator has no manifest sign")
    divided = [(mul(m, power(below, MINUS)), t) for m, t in facts]
    outs = []
    for m, t in facts:
        low, high = t.conclusion.args
        try:
            outs.append(ground.poly(mul(below, m, sub(high, low))))
        except (Refused, IllTyped):
            outs.append({})
    return [*divided, *facts], [*polys, *outs]


def _fitted(target, facts, polys, ground):
    """Facts again, times positive monomials that make a term of theirs one of the target's."""
    more_facts, more_polys = list(facts), list(polys)
    for (multiplier, theorem), poly in zip(facts, polys):
        if not poly or len(poly) > 8 or any(m in target for m in poly):
            continue
        factors = {}
        for wanted, have in product(target, poly):
            factor = _merge(wanted, frozenset((a, -e) for a, e in have))
            if factor and all(ground.facts.positive(a) for a, _ in factor):
                factors[factor] = None
        for factor in list(factors)[:3]:
            more_facts.append((mul(plain_mono(factor), multiplier), theorem))
            more_polys.append(times({factor: 1}, poly))
    return more_facts, more_polys


def _multipliers(target, polys, relations, ground, strict):
    """Rational weights c, c >= 0 for inequalities, so that target − Σ c · poly has only terms of manifest sign."""
    from scipy.optimize import linprog  # here, because most statements never come this far

    monomials = list(dict.fromkeys(m for p in (target, *polys) for m in p))
    signs = [ground.sign(m) for m in monomials]
    equal, bound = [], []
    for m, s in zip(monomials, signs):
        row = [float(p.get(m, 0)) for p in polys]
        (equal if s is None else bound).append((row, float(target.get(m, 0))))
    # strictness: the terms left over that are surely positive, and strict facts, weigh at least a little in all
    gain = [-float(op == "lt") for op in relations]
    for m, s in zip(monomials, signs):
        if s == 1:
            gain = [g + float(p.get(m, 0)) for g, p in zip(gain, polys)]
    limits = [(-1e4, 1e4) if op == "eq" else (0, 1e4) for op in relations]
    cheap = [0.0 if op == "eq" else 1.0 for op in relations]
    if not polys:
        return [] if not equal and all(b >= 0 for _, b in bound) else None
    solved = linprog(
        [g + 1e-3 * c for g, c in zip(gain, cheap)] if strict else cheap,
        A_ub=[r for r, _ in bound] or None,
        b_ub=[b for _, b in bound] or None,
        A_eq=[r for r, _ in equal] or None,
        b_eq=[b for _, b in equal] or None,
        bounds=limits,
        method="highs",
    )
    if solved.status not in (0,):
        return None
    return [Fraction(x).limit_denominator(5040) if abs(x) > 1e-9 else Fraction(0) for x in solved.x]


# --- facts ----------------------------------------------------------------------------------------------------------


def _facts(goal, difference, ground):
    """Pairs (multiplier, theorem) that may help, the likeliest first; what the kernel refuses is passed over."""
    seen = set()
    for multiplier, question in _questions(goal, difference, ground):
        try:
            theorem = question()
        except (Refused, IllTyped):
            continue
        key = multiplier, theorem.conclusion
        if key not in seen and not shape(theorem.conclusion.args[0]):
            seen.add(key)
            yield multiplier, theorem


def _questions(goal, difference, ground):
    atoms = list(dict.fromkeys(a for mono in difference for a, _ in mono))
    yield from _from_hypotheses(goal, difference, ground)
    if goal.args == (ZERO, ZERO):
        yield from _signs_of_sides(ground)
    yield from _bounds_of_extrema(goal, ground)
    yield from _tangents(atoms, ground)
    yield from _shares(atoms, goal, ground)
    yield from _summed(difference, goal, ground)
    yield from _ledger(goal, ground)
    yield from _binary_squares(difference, ground)


def _from_hypotheses(goal, difference, ground):
    """Hypotheses and domains as they are, times terms of known sign, in products, and under exp and log."""
    orders = _orders(goal, ground)
    factors = [ONE, *_multiplier_terms(difference, ground)]
    for question in orders:
        for factor in factors:
            yield factor, question
    for op in ("log", "exp"):
        for question in orders:
            for factor in factors[:6]:
                yield factor, lambda q=question, op=op: rules.monotone(q(), op)
    for g, h in combinations_with_replacement(orders[:8], 2):
        yield ONE, lambda g=g, h=h: rules.product(g(), h())


def _orders(goal, ground):
    """Questions for inequalities that hold by hypothesis, at the indices in sight, or by the domain (0, 1)."""
    found = []
    for h in ground.given:
        if h.op in ("le", "lt", "eq") and not shape(h.args[0]):
            found.append(lambda h=h: rules.assume(h))
            found.extend(_sizes(lambda h=h: rules.assume(h), h, ground))
        elif h.op == "forall" and h.args[0].args[0] == "index":
            for i in [*_indices(goal, ground.given), *_later_indices(goal)]:
                found.append(lambda h=h, i=i: rules.specialise(rules.assume(h, ground.given), i))
    for v in sorted(goal.free.union(*(h.free for h in ground.given)), key=str):
        if v.args[1] == "(0, 1)" and len(v.args) == 2:
            found.append(lambda v=v: rules.linear(Term("lt", (v, ONE)), [], sub(ONE, v)))
            found.append(lambda v=v: rules.sign(v, "lt"))
        elif v.args[1] in ("positive", "nonnegative") and len(v.args) == 2:
            found.append(lambda v=v: rules.sign(v, "le"))
    return found


def _sizes(question, h, ground):
    """u <= b and −u <= b from |u| <= b."""
    if h.op in ("le", "lt") and h.args[0].op == "abs":
        u, bound = h.args[0].args[0], h.args[1]
        for signed in (u, neg(u)):
            yield lambda signed=signed: rules.linear(
                Term(h.op, (signed, bound)), [(ONE, question()), (ONE, rules.below_size(signed, ground.given))], given=ground.given
            )


def _signs_of_sides(ground):
    """Manifest signs of what the hypotheses speak of, to contradict them."""
    for h in ground.given:
        if h.op in ("eq", "le", "lt") and not shape(h.args[0]):
            for side in (*h.args, sub(*h.args), sub(*h.args[::-1])):
                for signed in (side, neg(side)):
                    bare = Facts.of()
                    if bare.mask(meaning(signed)) == POS:
                        yield ONE, lambda u=signed: rules.sign(u, "lt")


def _multiplier_terms(difference, ground):
    """Monomials of known sign by which facts may be multiplied."""
    found = {}
    for mono in difference:
        for atom, e in mono:
            if ground.sign(frozenset([(atom, e)])) is not None:
                found[frozenset([(atom, e)])] = None
        positive = frozenset((a, e) for a, e in mono if ground.facts.positive(a))
        if positive:
            found[positive] = None
    return [plain_mono(m) for m in list(found)[:10]]


def _indices(goal, given=()):
    """The indices in sight: free ones, literal ones, and the last of a vector."""
    found = {}
    for source in (goal, *given):
        found |= dict.fromkeys(sorted((v for v in source.free if v.args[1] == "index"), key=str))
        found |= {t.args[1]: None for t in subterms(source) if t.op == "at" and t.args[1].op == "num" and not t.loose}
    return list(found)[:4]


def _later_indices(goal):
    """Indices such as m + 1 that entries are taken at."""
    return list({t.args[1]: None for t in subterms(goal) if t.op == "at" and t.args[1].op == "add" and not t.args[1].loose})[:2]


def _vectors(goal, ground):
    """The vectors whose maxima and softmax may matter: arguments of lse, softmax, max and vector variables."""
    found = {}
    for source in (goal, *ground.given):
        for t in subterms(source):
            if t.op in ("lse", "softmax", "largest") and not t.loose:
                found[t.args[0]] = None
            if t.op == "var" and len(t.args) == 3 and t.args[1] != "index":
                found[t] = None
    return list(found)[:5]


def _bounds_of_extrema(goal, ground):
    """min v <= v_i <= max v, with weights and in products, and e^{v} likewise."""
    extrema = {}
    for source in goal.args:
        if not shape(source):
            for t in subterms(expand(source, unfold=True)):
                if t.op in ("max", "min") and not t.loose:
                    extrema[t] = None
    extrema = list(extrema)[:3]
    for m in extrema:
        for i in _indices(goal):
            yield ONE, lambda m=m, i=i: rules.below_maximum(m, i)
        k = fresh("k", "index", *m.args[:2])
        for w in [ONE, *_families(goal, ground, k, positive=True)[:3]]:
            yield ONE, lambda m=m, w=w, k=k: _weighted_fact(rules.below_maximum(m, k), w, k, ground)
        yield ONE, lambda m=m, k=k: rules.under("sum", m.args[:2], k, rules.monotone(rules.below_maximum(m, k), "exp"))
        for i in _indices(goal):
            yield (
                ONE,
                lambda m=m, k=k, i=i: _weighted_fact(
                    rules.monotone(rules.below_maximum(m, k), "exp"), sub(ONE, Term("delta", (k, i))), k, ground
                ),
            )
            yield ONE, lambda m=m, i=i: rules.monotone(rules.below_maximum(m, i), "exp")
    for low, high in product(extrema, repeat=2):
        if low.op == "min" and high.op == "max" and low.args == high.args:
            k = fresh("k", "index", *low.args[:2])
            for w in [ONE, *_families(goal, ground, k, positive=True)[:3]]:
                yield (
                    ONE,
                    lambda low=low, high=high, w=w, k=k: _weighted_fact(
                        rules.product(rules.below_maximum(low, k), rules.below_maximum(high, k)), w, k, ground
                    ),
                )
            yield ONE, lambda low=low, high=high: _between(low, high)


def _between(low, high):
    below, above = rules.below_maximum(low, ONE), rules.below_maximum(high, ONE)
    return rules.transitive(below, above)


def _weighted_fact(each, w, k, ground):
    """Σ w a <= Σ w b from a <= b at every k."""
    low, high = each.conclusion.args
    goal = Term("le", (mul(w, low), mul(w, high)))
    return rules.under("sum", k.args[2:], k, rules.linear(goal, [(w, each)], given=ground.given))


def _sums(goal):
    for source in goal.args:
        if not shape(source):
            for t in subterms(expand(source, unfold=True)):
                if t.op == "sum" and not t.loose:
                    yield t


def _exp_tangent(u):
    """1 + u <= e^u, for a real u; strictly where u is known not to be 0."""
    x = fresh("x", "real")
    once = bind("deriv", sort("real"), x, variable=x, body=fn("exp", x))
    twice = bind("deriv", sort("real"), x, variable=x, body=once)
    convex = rules.linear(Term("lt", (ZERO, twice)), [], fn("exp", x), ("derivative",))

    def at_point(given):
        line = rules.tangent(rules.weaken(convex, *given), x, ZERO, u)
        goal = Term(line.conclusion.op, (add(ONE, u), fn("exp", u)))
        return rules.linear(goal, [(ONE, line)], using=("derivative",), given=given)

    return at_point


def _tangents(atoms, ground):
    """1 + u <= e^u for the exponentials, log u <= u − 1 and 1 − 1/u <= log u for the logarithms."""
    exponents = [plain(a.args[0]) for a in atoms if a.op == "exp"]
    arguments = [plain(a.args[0]) for a in atoms if a.op == "log"]
    for u in exponents:
        for signed in (u, neg(u)):
            yield ONE, lambda u=signed: _exp_tangent(u)(ground.given)
            yield fn("exp", neg(signed)), lambda u=signed: _exp_tangent(u)(ground.given)
    for u, v in product(exponents, repeat=2):
        if u != v:
            yield fn("exp", v), lambda u=u, v=v: _exp_tangent(sub(u, v))(ground.given)
    levels = [ONE, *arguments, *(power(u, MINUS) for u in arguments if u.op == "num")]
    for w, u in product(levels[:7], repeat=2):
        if w != u:
            yield ONE, lambda w=w, u=u: term_of_gibbs(w, u, ground)


def term_of_gibbs(w, u, ground):
    """w log(u/w) <= u − w."""
    ratio = sub(fn("log", u), fn("log", w))
    line = _exp_tangent(ratio)(ground.given)
    goal = Term(line.conclusion.op, (mul(w, ratio), sub(u, w)))
    return rules.linear(goal, [(w, line)], using=("definition",), given=ground.given)


def _shares(atoms, goal, ground):
    """One term of a sum of positive terms is at most the sum, and less if there are others; so for the logarithms."""
    for i in _indices(goal):
        last = i.args[3] if i.op == "var" else None
        for dim in [last] if last is not None else list(_dims(goal))[:2]:
            k = fresh("k", "index", ONE, dim)
            for f in _families(goal, ground, k, positive=True)[:5]:
                yield ONE, lambda f=f, k=k, i=i: _others(k, f, i, ground)
                yield ONE, lambda f=f, k=k, i=i: _log_share(k, f, i, ground)
    for i, j in combinations([i for i in _indices(goal) if i.op == "var"], 2):
        if i.args[2:] == j.args[2:]:
            k = fresh("k", "index", *i.args[2:])
            for f in _families(goal, ground, k, positive=True)[:3]:
                yield ONE, lambda f=f, k=k, i=i, j=j: _all_but_two(f, k, i, j, ground)
    for a in atoms:
        if a.op == "sum" and not a.loose:
            total = plain(a)
            for i in _indices(goal):
                if i.op == "num" or same_integer(i.args[3], total.args[1]):
                    k, body = opened(total)
                    yield ONE, lambda k=k, body=body, i=i: _others(k, body, i, ground)
                    yield ONE, lambda k=k, body=body, i=i: _log_share(k, body, i, ground)


def _dims(goal):
    return {v.args[2]: None for v in goal.free if len(v.args) == 3 and v.args[1] != "index"}


def _all_but_two(f, k, i, j, ground):
    """0 <= Σ_k (1 − δ_ki)(1 − δ_kj) f_k."""
    weight = mul(*(sub(ONE, Term("delta", (k, a))) for a in (i, j)))
    return rules.sign(bind("sum", *k.args[2:], variable=k, body=mul(weight, f)), "le", ground.given)


def _log_share(k, body, i, ground):
    """log f_i <= log Σ f."""
    others = _others(k, body, i, ground)
    one, total = substitute(body, {k: i}), bind("sum", *k.args[2:], variable=k, body=body)
    share = rules.linear(
        Term(others.conclusion.op, (one, total)), [(ONE, others)], using=("collapse", "definition"), given=ground.given
    )
    return rules.monotone(share, "log")


def _others(k, body, i, ground):
    weight = sub(ONE, Term("delta", (k, i)))
    rest = bind("sum", *k.args[2:], variable=k, body=mul(weight, body))
    count = bind("sum", *k.args[2:], variable=k, body=weight)
    try:
        many = rules.linear(Term("lt", (ZERO, count)), [], sub(k.args[3], ONE), ("collapse",), ground.given)
        return rules.weighted_sum(rest, k, weight, body, many, ground.given)
    except Refused:
        return rules.sign(rest, "le", ground.given)


def _summed(difference, goal, ground):
    """Facts that hold term by term, summed: log t <= t − 1 (Gibbs), and squares with weights (variances)."""
    dims = {t.args[1]: None for t in _sums(goal)}
    dims |= {v.args[2]: None for v in _vectors(goal, ground) if v.op == "var"}
    for dim in list(dims)[:2]:
        k = fresh("k", "index", ONE, dim)
        weights = _families(goal, ground, k, positive=True)
        values = _families(goal, ground, k, positive=False)
        for w, u in product(weights[:5], repeat=2):
            if w != u:
                yield ONE, lambda w=w, u=u, k=k: _gibbs(w, u, k, ground)
        for w, h in product([ONE, *weights[:4]], values[:6]):
            yield ONE, lambda w=w, h=h, k=k: _variance(w, h, k, ground)
        for w in weights[:4]:
            for f in weights[:4]:
                yield ONE, lambda w=w, f=f, k=k: _weighted_fact(_plain_share_at(f, k, ground), w, k, ground)
                yield ONE, lambda w=w, f=f, k=k: _weighted_fact(_share_at(f, k, ground), w, k, ground)
        for h, u in product(values[:4], [ZERO, *_levels(difference)]):
            for w in [ONE, *weights[:4]]:
                yield fn("exp", u), lambda h=h, u=u, w=w, k=k: _weighted_fact(_exp_tangent(sub(h, u))(ground.given), w, k, ground)
        for f, total in product(weights[:4], _log_totals(difference)):
            for w in weights[:4]:
                yield (
                    ONE,
                    lambda f=f, total=total, w=w, k=k: _weighted_fact(
                        _exp_tangent(sub(fn("log", f), fn("log", total)))(ground.given), w, k, ground
                    ),
                )
        for question in _at_pairs(ground, k):
            for w in [ONE, *weights[:4]]:
                yield ONE, lambda q=question, w=w, k=k: _weighted_fact(q(), w, k, ground)
        if any(t.op == "abs" for t in subterms(goal)):
            for h in values[:3]:
                for w, signed in product([ONE, *weights[:4]], (h, neg(h))):
                    yield ONE, lambda w=w, u=signed, k=k: _weighted_fact(rules.below_size(u, ground.given), w, k, ground)
        for w, u in product(weights[:3], repeat=2):
            if w != u:
                yield ONE, lambda w=w, u=u, k=k: _gibbs(w, mul(u, _total(w, k), power(_total(u, k), MINUS)), k, ground)
        for w in weights[:3]:
            root = Term("pow", (w, num(Fraction(1, 2))))
            yield ONE, lambda g=root, k=k: _cauchy(g, power(g, MINUS), k, ground)
        for g, h in combinations(values[:3], 2):
            yield ONE, lambda g=g, h=h, k=k: _cauchy(g, h, k, ground)
        for h in ground.given:
            if h.op == "forall" and same_integer(h.args[0].args[2], k.args[3]):
                for question in _at_every(h, k, ground):
                    for i in _indices(goal, ground.given):
                        weight = sub(ONE, Term("delta", (k, i)))
                        yield ONE, lambda q=question, w=weight, k=k: _weighted_fact(rules.monotone(q(), "exp"), w, k, ground)
                    for w in [ONE, *weights[:4]]:
                        yield ONE, lambda q=question, w=w, k=k: _weighted_fact(q(), w, k, ground)
                    yield ONE, lambda q=question, k=k: rules.under("sum", k.args[2:], k, rules.monotone(q(), "exp"))


def _at_pairs(ground, k):
    """Products of two hypotheses for all k, at this k."""
    families = [h for h in ground.given if h.op == "forall" and h.args[0].args[0] == "index"]
    for g, h in combinations_with_replacement(families, 2):
        if same_integer(g.args[0].args[2], k.args[3]) and same_integer(h.args[0].args[2], k.args[3]):
            yield lambda g=g, h=h: rules.product(*(rules.specialise(rules.assume(f), k) for f in (g, h)))


def _total(f, k):
    return bind("sum", *k.args[2:], variable=k, body=f)


def _plain_share_at(f, k, ground):
    """f_k <= Σ_j f_j."""
    j = fresh("j", *k.args[1:])
    body = substitute(f, {k: j})
    others = _others(j, body, k, ground)
    goal = Term(others.conclusion.op, (f, _total(body, j)))
    return rules.linear(goal, [(ONE, others)], using=("collapse", "definition"), given=ground.given)


def _share_at(f, k, ground):
    """log f_k <= log Σ_j f_j."""
    j = fresh("j", *k.args[1:])
    return _log_share(j, substitute(f, {k: j}), k, ground)


def _at_every(h, k, ground):
    """A hypothesis for all k, at this k; and what it says of u, if it bounds |u|."""

    def question():
        return rules.specialise(rules.assume(h), k)

    yield question
    yield from _sizes(question, instantiate(h.args[1], k), ground)


def _levels(difference):
    """The exponents of exponentials that stand by themselves."""
    found = {a.args[0]: None for mono in difference for a, _ in mono if a.op == "exp" and not a.loose}
    return [plain(u) for u in list(found)[:3]]


def _log_totals(difference):
    """The sums that stand inside a logarithm."""
    found = {a.args[0]: None for mono in difference for a, _ in mono if a.op == "log" and not a.loose and a.args[0].op != "num"}
    return [plain(u) for u in list(found)[:3]]


def _families(goal, ground, k, positive):
    """Entries at the index k of the vectors in sight."""
    found = {}
    for v in _vectors(goal, ground):
        if same_integer(shape(v)[0], k.args[3]):
            entry = expand(at(v, k), unfold=False)
            whole = evaluate(expand(entry, unfold=True))
            if not positive:
                found[entry] = None
                if any(t.op == "softmax" and t.args[0] == v for t in subterms(goal)):
                    found[expand(at(fn("softmax", v), k), unfold=False)] = None
                if ground.facts.mask(whole) == POS:
                    found[fn("log", entry)] = None
            elif ground.facts.mask(whole) == POS:
                found[entry] = None
            if positive and ground.facts.mask(whole) != POS:
                found[expand(at(fn("softmax", v), k), unfold=False)] = None
    if positive:
        found[power(k.args[3], MINUS)] = None
    return list(found)


def _gibbs(w, u, k, ground):
    """Σ w log(u/w) <= Σ (u − w)."""
    return rules.under("sum", k.args[2:], k, term_of_gibbs(w, u, ground))


def _variance(w, h, k, ground):
    """0 <= Σ w (h − m)², m being the mean of h under w."""

    def total(body):
        return bind("sum", *k.args[2:], variable=k, body=body)

    mean = mul(total(mul(w, h)), power(total(w), MINUS))
    return rules.sign(total(mul(w, power(sub(h, mean), num(2)))), "le", ground.given)


def _cauchy(g, h, k, ground):
    """0 <= Σ_k Σ_l (g_k h_l − g_l h_k)²."""
    other = fresh("l", *k.args[1:])
    g2, h2 = (substitute(f, {k: other}) for f in (g, h))
    square = power(sub(mul(g, h2), mul(g2, h)), num(2))
    inner = bind("sum", *k.args[2:], variable=other, body=square)
    return rules.sign(bind("sum", *k.args[2:], variable=k, body=inner), "le", ground.given)


def _ledger(goal, ground):
    """The ledger's own theorems: bounds of log-sum-exp, and its tangents."""
    vectors = [
        v for v in _vectors(goal, ground) if any(t.op in ("lse", "softmax") for s in (goal, *ground.given) for t in subterms(s))
    ]
    if not vectors:
        return
    lower, upper, tangent = map(proposition, ("lse-max-sandwich/lower", "lse-max-sandwich/upper", "lse-tangent/tangent"))
    for v in vectors:
        for lemma in (lower, upper):
            yield ONE, lambda v=v, lemma=lemma: _instance(lemma.theorem, {"z": v}, ground)
    factors = [ONE, *_nonnegative_differences(goal, ground)]
    for v, w in product(vectors, repeat=2):
        if v != w:
            for factor in factors:
                yield factor, lambda v=v, w=w: _instance(tangent.theorem, {"z": v, "z_prime": w}, ground)


def _nonnegative_differences(goal, ground):
    """b − a for what is known to be a <= b: factors such as t and 1 − t."""
    for question in _orders(goal, ground)[:4]:
        try:
            low, high = question().conclusion.args
        except (Refused, IllTyped):
            continue
        yield sub(high, low)


def _instance(theorem, values, ground):
    named = {v.args[0]: v for v in theorem.conclusion.free}
    dim = shape(next(iter(values.values())))[0]
    case = {named["n"]: dim} | {named[name]: value for name, value in values.items()}
    return rules.substitution(rules.weaken(theorem, *ground.given), {v: t for v, t in case.items() if v != t})


def _binary_squares(difference, ground):
    """0 <= (u ± v)² for monomials u, v whose squares or product occur."""
    halves = _halves(difference, ground)[:6]
    roots = list(
        dict.fromkeys([UNIT, *halves, *(frozenset([(a, 1)]) for mono in difference for a, e in mono if ground.facts.real(a))])
    )[:7]
    for u, v in combinations(roots, 2):
        for sign_ in (ONE, MINUS):
            square = power(add(plain_mono(u), mul(sign_, plain_mono(v))), num(2))
            yield ONE, lambda s=square: rules.sign(s, "le", ground.given)


def _exponentiated(goal, difference, ground, deadline):
    """a <= b from e^a <= e^b, where a side is a logarithm."""
    if not any(t.op in ("log", "lse") for side in goal.args for t in (side, *side.args) if isinstance(t, Term)):
        return None
    left, right = goal.args
    lifted = Term(goal.op, (fn("exp", left), fn("exp", right)))
    inner_difference = ground.poly(sub(lifted.args[1], lifted.args[0]))
    for attempt in (_manifest, _linear_program):
        try:
            inner = attempt(lifted, inner_difference, ground, deadline)
        except (Refused, IllTyped):
            inner = None
        if inner is not None:
            taken = rules.monotone(inner, "log")
            return rules.linear(goal, [(ONE, taken)], using=ALL, given=ground.given)
    return None


# --- from normal forms back to terms --------------------------------------------------------------------------------


def plain(term):
    """A canonical atom as an ordinary term."""
    match term.op:
        case "poly":
            return plain_poly(unseal(term))
        case "mono":
            return plain_mono(unseal_mono(term))
        case "same":
            return Term("delta", tuple(map(plain, term.args)))
        case "prime":
            return num(term.args[0])
        case "maximum" | "minimum":
            return Term({"maximum": "maxof", "minimum": "minof"}[term.op], tuple(map(plain, term.args)))
        case "ind":
            return fn("ind", Term("eq", (plain(term.args[0].args[0]), ZERO)))
        case "abs" | "modulus" if term.args[0].op == "sides":
            return fn("abs", plain(term.args[0].args[0]))
    return Term(term.op, tuple(plain(a) if isinstance(a, Term) else a for a in term.args), term.hint)


def plain_mono(mono):
    return mul(*(plain(a) if e == 1 else power(plain(a), num(e)) for a, e in mono))


def plain_poly(poly):
    return add(*(plain_mono(m) if c == 1 else mul(num(c), plain_mono(m)) for m, c in poly.items()))
