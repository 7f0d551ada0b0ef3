"""Certificates for inequalities: the goal as a combination of facts that the kernel has proved.

For a goal a <= b the difference b − a is a polynomial over atoms. Facts that may help are proved first (squares, tangents
of exp and log, bounds of the maximum, the hypotheses and their products); a linear program then looks for multipliers
c >= 0 with b − a = Σ c · fact + (terms of manifest sign). What it finds, the kernel checks exactly.
"""

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from functools import partial
from itertools import chain, combinations, product

from ..asking import ALL
from ...clock import now, uncounted
from ..facts import derived_hypotheses as consequences
from ..facts import gamma as gammas
from ..facts import jensen
from ..facts.bounds import answered, facts_for
from ..facts.hypotheses import orders
from ..facts.in_sight import indices, shifted_indices
from ..facts.summed import covariance
from ..facts.tangents import gibbs_term
from ..polynomial_context import Ground, halves, inverse, merged, plain, plain_mono, plain_poly
from ...kernel import rules
from ...kernel.normal import Split
from ...kernel.polynomial import UNIT, Refused, plus, raised, scaled, times, unseal
from ...kernel.signs import NEG, POS, meaning
from ...kernel.terms import (
    MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, fn, fresh, instantiate, mul, neg, num, opened, power, is_real, same_integer,
    shape, sub, substitute, subterms,
)  # fmt: skip
from ...proof import derived

FEW, MANY = 3, 16  # multipliers of one fact
CROWD = 900  # facts with all their multipliers
SQUARES = 40  # squares of differences that are tried
MOST = 400  # facts that are handed to the linear program


def certificate(goal, given, deadline, attempts=None):
    """A theorem for a goal a <= b or a < b, by the first of the attempts that finds one. Raises Refused where none does."""
    ground = Ground(given)
    left, right = goal.args
    difference = ground.poly(sub(right, left))
    for attempt in attempts or (*QUICK, *TANGENTS, *WIDE):
        if now() > deadline:
            break
        try:
            theorem = attempt(goal, difference, ground, deadline)
        except (Refused, IllTyped):
            theorem = None
        if theorem is not None:
            return theorem
    raise Refused("no certificate was found for the inequality")


def combination(goal, given, theorems, deadline):
    """A theorem for a goal a <= b or a < b as a combination of these theorems alone, or None."""
    ground = Ground(given)
    cleared, below = without_denominators(ground.poly(sub(*goal.args[::-1])), ground)
    polys = [ground.poly(sub(*t.conclusion.args[::-1])) for t in theorems]
    return _weighed(goal, cleared, below, [(ONE, t) for t in theorems], polys, ground, deadline)


def equation(goal, given, deadline):
    """A theorem for a goal a = b as a combination of equations among the hypotheses. Raises Refused if there is none."""
    theorems, ground = [], Ground(given)
    known = [(question, op) for question in orders(goal, ground) for op in (None, "log", "exp")]
    for question, op in (*known, *((q, None) for q in consequences.weighted_equations(goal, ground))):
        try:
            theorems.append(question() if op is None else derived.monotone(question(), op))
        except (Refused, IllTyped):
            continue
    return of_equations(goal, [(ONE, t) for t in theorems if t.conclusion.op == "eq"], given, ALL, deadline)


def of_equations(goal, theorems, given, using, deadline):
    """A theorem for a goal a = b as a combination of pairs (factor, equation). Raises Refused if there is none."""
    ground = Ground(given, using)
    facts = []
    for factor, theorem in theorems:
        try:
            facts.append((factor, theorem, ground.poly(mul(factor, sub(*theorem.conclusion.args[::-1])))))
        except (Refused, IllTyped):
            continue
    polys = [p for *_, p in facts]
    weights = _multipliers(ground.poly(sub(*goal.args[::-1])), polys, ["eq"] * len(facts), _NoSigns(), False, deadline)
    if weights is None:
        raise Refused("the equations do not combine to the goal")
    premises = [(mul(num(w), factor), t) for w, (factor, t, _) in zip(weights, facts) if w]
    return rules.linear(goal, premises, using=using, given=ground.given)


class _NoSigns:
    """For equations no term may be left over, whatever its sign."""

    def sign(self, mono):
        return None


def _manifest(goal, difference, ground, deadline):
    """The difference as a quotient of sums of terms of one sign."""
    cleared, below = without_denominators(difference, ground)
    slack = mul(plain_poly(cleared), power(below, MINUS)) if below != ONE else plain_poly(cleared)
    return rules.linear(goal, [], slack, ALL, ground.given)


def without_denominators(poly, ground):
    """(numerator, denominator): the inverses of sums multiplied out; the denominator as a term, positive if its sign is known."""
    least = {}
    for mono in poly:
        for atom, e in mono:
            if atom.op == "poly" and e < 0:
                least[atom] = min(least.get(atom, 0), e)
    poly = raised(poly, {atom: -e for atom, e in least.items()})
    for atom in list(least):
        while least[atom] < 0 and (divided := quotient(poly, unseal(atom))) is not None:
            poly, least[atom] = divided, least[atom] + 1
    turned = -1 if sum(e for atom, e in least.items() if ground.mask(atom) == NEG) % 2 else 1
    below = [power(plain(atom), num(-e)) for atom, e in least.items() if e]
    return scaled(poly, turned), mul(*([num(-1)] if turned < 0 else []), *below)


def quotient(poly, divisor):
    """A polynomial divided by another that is linear in an atom, where nothing is left over; None otherwise."""
    linear = [m for m, c in divisor.items() if len(m) == 1 and all(e == 1 for _, e in m)]
    for mono in linear:
        ((v, _),) = mono
        rest = {m: c for m, c in divisor.items() if m != mono}
        if any(v == a or v in subterms(a) for m in rest for a, _ in m):
            continue
        parts = {}
        for m, c in poly.items():
            e = dict(m).get(v, 0)
            parts.setdefault(e, {})[frozenset((a, k) for a, k in m if a != v)] = c
        if any(e != int(e) for e in parts):
            continue
        parts = {int(e): part for e, part in parts.items()}
        found, least = {}, min(parts, default=0)
        for e in range(max(parts, default=0), least, -1):
            top = scaled(parts.pop(e, {}), Fraction(1) / divisor[mono])
            found = plus(found, times(top, {frozenset([(v, e - 1)]) if e != 1 else UNIT: 1}))
            parts[e - 1] = plus(parts.get(e - 1, {}), scaled(times(top, rest), -1))
        return None if any(parts.values()) else found
    return None


def _squares(goal, difference, ground, deadline):
    """A quadratic form over monomials, completed to squares (exact LDL)."""
    cleared, below = without_denominators(difference, ground)
    basis = halves(cleared, ground)
    if not basis or len(basis) > 8:
        return None
    for base in (basis, [m for m in basis if m != UNIT]):
        gram = _gram(cleared, base)
        pieces = gram and _completed(gram, base)
        if pieces:
            slack = mul(add(*pieces), power(below, MINUS)) if below != ONE else add(*pieces)
            return rules.linear(goal, [], slack, ALL, ground.given)
    return None


def conjugate(goal, difference, ground, deadline):
    """b − a = (b² − a²)/(b + a), where roots stand in it."""
    if not any(isinstance(e, Fraction) for mono in difference for _, e in mono):
        return None
    left, right = goal.args
    total = add(right, left)
    if ground.facts.mask(meaning(total)) != POS:
        return None
    apart = ground.poly(sub(power(right, num(2)), power(left, num(2))))
    cleared, below = without_denominators(apart, ground)
    slack = mul(plain_poly(cleared), power(mul(below, total), MINUS))
    return rules.linear(goal, [], slack, ALL, ground.given)


def _covariances(goal, difference, ground, deadline):
    """Cov(x, y)² <= Var x Var y, for the weights in sight that sum to 1."""
    mixed = {a for mono in difference for a, e in mono if a.op == "sum" and e == 2 and len(_columns(a)) > 1}
    for total in mixed:
        k = fresh("k", "index", *total.args[:2])
        for v, w in combinations(_columns(total), 2):
            for weight, scale in product(_laws(goal, ground, k), (ONE, power(k.args[3], num(2)))):
                slack = mul(scale, covariance(weight, at(v, k), at(w, k), k))
                with suppress(Refused, IllTyped):
                    return rules.linear(goal, [], slack, ALL, ground.given)
    return None


def _columns(total):
    """The vectors of real numbers whose entries stand under a sum."""
    return sorted((v for v in total.free if len(v.args) == 3 and v.args[1] != "index"), key=str)


def _laws(goal, ground, k):
    """Weights at the index k that sum to 1: by hypothesis, those of softmax, and equal ones."""
    for h in ground.given:
        if h.op == "eq" and h.args[1] == ONE and h.args[0].op == "sum" and h.args[0].args[:2] == k.args[2:]:
            yield instantiate(h.args[0].args[2], k)
    laws = dict.fromkeys(t for side in goal.args for t in subterms(side) if t.op == "softmax" and not t.loose)
    yield from (at(t, k) for t in laws if same_integer(shape(t)[0], k.args[3]))
    yield power(k.args[3], MINUS)


def _gram(poly, basis):
    """The symmetric matrix of the form, when every monomial is a product of two of the basis in one way."""
    where = {}
    for i, j in product(range(len(basis)), repeat=2):
        if i <= j:
            where.setdefault(merged(basis[i], basis[j]), []).append((i, j))
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
    """The goal from all the facts that are at hand."""
    return _combined(goal, difference, ground, deadline, facts_for, FEW)


def _tangents_of_log(goal, difference, ground, deadline, fits=0):
    """The goal from tangents of the logarithm at chosen points alone."""
    if not any(map(_logarithmic, difference)):
        return None
    return _combined(goal, difference, ground, deadline, jensen.questions, fits)


def _tangents_at_summands(goal, difference, ground, deadline):
    """The goal from those tangents that make Jensen's inequality of a sum of two or three terms."""
    if not any(v.args[1:] == ("(0, 1)",) for v in goal.free) or not any(map(_logarithmic, difference)):
        return None
    return _combined(goal, difference, ground, deadline, jensen.at_summands, 0)


def _many_tangents_of_log(goal, difference, ground, deadline):
    """The same, each tangent with many multipliers and squares beside them."""
    return _tangents_of_log(goal, difference, ground, deadline, MANY)


def _multiplied(goal, difference, ground, deadline):
    """The goal from few facts and squares, each with many multipliers."""

    def questions(*sight):
        return chain(consequences.questions(*sight), jensen.at_points(*sight))

    return _combined(goal, difference, ground, deadline, questions, MANY)


def _tangents_of_gamma(goal, difference, ground, deadline, questions=gammas.questions, fits=FEW):
    """The goal from the convexity of log Γ and of its derivatives, where one of them stands in it."""
    if not any(t.op in gammas.ORDERS for mono in difference for atom, _ in mono for t in subterms(atom)):
        return None
    return _combined(goal, difference, ground, deadline, questions, fits)


def _more_of_gamma(goal, difference, ground, deadline):
    """The same with tangents of the logarithm beside them, each with many multipliers."""
    return _tangents_of_gamma(goal, difference, ground, deadline, gammas.with_logarithms, MANY)


def _log_totals(goal, difference, ground, deadline):
    """The goal from the logarithms of sums that hypotheses compare term by term: nothing else is tried."""
    inside = any(a.op == "log" and a.args[0].op in ("sum", "poly", "mono") for mono in difference for a, _ in mono)
    if not inside or not any(h.op == "forall" for h in ground.given):
        return None
    return _combined(goal, difference, ground, deadline, consequences.log_totals, 0)


def _by_schemes(goal, difference, ground, deadline):
    """The same first of all where hypotheses hold at every index: these are then the facts that matter."""
    if not any(h.op == "forall" and h.args[1].op in ("le", "lt", "forall") for h in ground.given):
        return None
    found = _multiplied(goal, difference, ground, deadline)
    return found or _exponentiated(goal, difference, ground, deadline, (_multiplied,))


def _means(goal, difference, ground, deadline):
    """The goal from g log(x/g) <= x − g for its monomials: geometric means g lie below arithmetic ones."""

    def questions(_, cleared, ground):
        monos = [m for m in cleared if m and all(ground.facts.positive(a) and not a.op == "log" for a, _ in m)][:8]
        for g, x in product((m for m in monos if cleared[m] < 0), (m for m in monos if cleared[m] > 0)):
            yield ONE, lambda g=g, x=x: gibbs_term(plain_mono(g), plain_mono(x), ground)

    return _combined(goal, difference, ground, deadline, questions, 0) if len(goal.free) > 1 else None


def _triangles(goal, difference, ground, deadline):
    """The goal from |u + v| <= |u| + |v|, where sizes of complex numbers stand in it."""
    sizes = [t.args[0] for side in goal.args for t in subterms(side) if t.op == "abs" and not t.loose]
    sizes = list(dict.fromkeys(u for u in sizes if not is_real(u)))[:6]

    def questions(*_):
        for u in sizes:
            for place in range(len(u.args) - 1 if u.op == "add" else 0):
                yield ONE, lambda u=u, place=place: rules.triangle(u.args[place], add(*u.args[place + 1 :]), ground.given)
        for u, v in product(sizes, repeat=2):
            if u != v:
                yield ONE, lambda u=u, v=v: rules.triangle(sub(u, v), v, ground.given)
                yield ONE, lambda u=u, v=v: rules.triangle(u, neg(v), ground.given)

    return _combined(goal, difference, ground, deadline, questions, 0) if sizes else None


def _logarithmic(mono):
    """Does a logarithm or a power that is not whole stand in a monomial?"""
    inside = (t for atom, _ in mono for t in subterms(atom))
    return any(isinstance(e, Fraction) for _, e in mono) or any(
        t.op == "log" or t.op == "factor" and isinstance(t.args[1].args[0], Fraction) for t in inside
    )


def _combined(goal, difference, ground, deadline, questions, fits):
    """The goal as a combination of the facts that questions to the kernel yield, each with so many multipliers that fit."""
    cleared, below = without_denominators(difference, ground)
    facts, polys, splits = [], [], []
    for multiplier, theorem in answered(questions(goal, cleared, ground), splits):
        if now() > deadline or len(facts) >= MOST:
            break
        low, high = theorem.conclusion.args
        try:
            polys.append(ground.poly(mul(multiplier, sub(high, low))))
            facts.append((multiplier, theorem))
        except Split as split:
            splits.append(split)
        except (Refused, IllTyped):
            continue
    found = _from_facts(goal, cleared, below, facts, polys, ground, deadline, fits)
    if found is None and splits:
        raise splits[0]
    return found


def _from_facts(goal, cleared, below, facts, polys, ground, deadline, fits):
    """The goal from the facts: as they are, with what fits, and with squares beside them."""
    if below != ONE:
        facts, polys = _uncleared(below, facts, polys, ground)
    if fits == FEW:
        facts, polys = _fitted(cleared, facts, polys, ground, fits)
        theorem = _weighed(goal, cleared, below, facts, polys, ground, deadline)
        return theorem or _fact_and_squares(goal, cleared, below, facts, polys, ground, deadline)
    theorem = _weighed(goal, cleared, below, facts, polys, ground, deadline)
    if theorem is not None or not fits or now() > deadline:
        return theorem
    seen = {a for mono in cleared for a, _ in mono}
    short = [list(p) for p in polys if 2 <= len(p) <= 4 and all(a in seen for mono in p for a, _ in mono)]
    facts, polys = _fitted(cleared, facts, polys, ground, fits)
    facts, polys = _with_squares(cleared, facts, polys, [halves(cleared, ground), *short], ground)
    return _weighed(goal, cleared, below, facts, polys, ground, deadline)


def _weighed(goal, target, below, facts, polys, ground, deadline):
    """The goal from facts whose weights a linear program finds, or None."""
    target, polys, below = _common(target, polys, below, ground)
    relations = [t.conclusion.op for _, t in facts]
    weights = _multipliers(target, polys, relations, ground, goal.op == "lt", deadline)
    if weights is None:
        return None
    rest, premises = target, []
    for weight, (multiplier, theorem), poly in zip(weights, facts, polys):
        if weight:
            rest = plus(rest, scaled(poly, -weight))
            premises.append((mul(num(weight), multiplier), theorem))
    slack = plain_poly(rest) if below == ONE else mul(plain_poly(rest), power(below, MINUS))
    return rules.linear(goal, premises, slack, ALL, ground.given)


def _fact_and_squares(goal, cleared, below, facts, polys, ground, deadline):
    """One fact, and for what it leaves a sum of squares."""
    for (multiplier, theorem), poly in zip(facts, polys):
        if now() > deadline:
            return None
        rest = plus(cleared, scaled(poly, -1))
        basis = halves(rest, ground)
        if not poly or theorem.conclusion.op == "eq" or len(basis) > 6:
            continue
        for base in dict.fromkeys((tuple(m for m in basis if m != UNIT), tuple(basis))):
            gram = _gram(rest, base)
            pieces = gram and _completed(gram, base)
            if pieces:
                slack = add(*pieces) if below == ONE else mul(add(*pieces), power(below, MINUS))
                return rules.linear(goal, [(multiplier, theorem)], slack, ALL, ground.given)
    return None


def _with_squares(target, facts, polys, groups, ground):
    """Facts, and 0 <= c (u − v)² for monomials of one group, those first that meet most of what is there."""
    words = Counter(m for p in (target, *polys) for m in p)
    pairs = dict.fromkeys(frozenset(pair) for monos in groups for pair in combinations(monos[:6], 2))
    squares = {}
    for (u, v), wanted in product(pairs, target):
        factor = merged(wanted, inverse(merged(u, v)))
        parts = [merged(factor, merged(a, b)) for a, b in ((u, u), (u, v), (v, v))]
        met = sorted(words[part] for part in parts)
        if met[1] and all(ground.positive(a) for a, _ in factor):
            squares[frozenset(parts)] = met, plain_mono(factor), power(sub(plain_mono(u), plain_mono(v)), num(2))
    best = sorted(squares.values(), key=lambda found: found[0], reverse=True)[:SQUARES]
    more_facts, more_polys = list(facts), list(polys)
    for _, factor, square in best:
        try:
            theorem = rules.sign(square, "le", ground.given)
            more_polys.append(ground.poly(mul(factor, square)))
            more_facts.append((factor, theorem))
        except (Refused, IllTyped):
            continue
    return more_facts, more_polys


def _common(target, polys, below, ground):
    """Target and facts with the inverses of sums in them multiplied out: the facts of weight, the target and its denominator."""
    least = {}
    for mono in chain.from_iterable((target, *polys)):
        for atom, e in mono:
            if atom.op == "poly" and e < 0:
                least[atom] = min(least.get(atom, 0), e)
    signs = {a: ground.mask(a) for a in least}
    if not 0 < len(least) <= 2 or not set(signs.values()) <= {POS, NEG}:
        return target, polys, below
    powers = {a: -e for a, e in least.items()}
    turned = -1 if sum(e for a, e in powers.items() if signs[a] == NEG) % 2 else 1
    denominator = mul(num(turned), below, *(power(plain(a), num(e)) for a, e in powers.items()))
    target, *polys = (scaled(raised(p, powers), turned) for p in (target, *polys))
    return target, polys, denominator


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


def _fitted(target, facts, polys, ground, fits):
    """Facts again, times positive monomials that make a term of theirs one of the target's."""
    more_facts, more_polys = list(facts), list(polys)
    for (multiplier, theorem), poly in zip(facts, polys):
        if not poly or len(poly) > 8 or fits == FEW and any(m in target for m in poly):
            continue
        factors = {}
        for wanted, have in product(target, poly):
            factor = merged(wanted, inverse(have))
            if factor and all(ground.positive(a) for a, _ in factor):
                factors[factor] = None
        for factor in list(factors)[:fits]:
            more_facts.append((mul(plain_mono(factor), multiplier), theorem))
            more_polys.append(times({factor: 1}, poly))
        if len(more_polys) > CROWD:
            break
    return more_facts, more_polys


def _multipliers(target, polys, relations, ground, strict, deadline):
    """Rational weights c, c >= 0 for inequalities, so that target − Σ c · poly has only terms of manifest sign."""
    signs = {m: ground.sign(m) for p in (target, *polys) for m in p}
    kept = _useful(target, polys, relations, signs)
    if len(kept) < len(polys):
        some = _multipliers(target, [polys[n] for n in kept], [relations[n] for n in kept], ground, strict, deadline)
        weights = dict(zip(kept, some)) if some is not None else {}
        return None if some is None else [weights.get(n, Fraction(0)) for n in range(len(polys))]
    monomials = list(dict.fromkeys(m for p in (target, *polys) for m in p))
    rows = {m: ([float(p.get(m, 0)) for p in polys], float(target.get(m, 0))) for m in monomials}
    equal = [rows[m] for m in monomials if signs[m] is None]
    bound = [rows[m] for m in monomials if signs[m] is not None]
    if not polys:
        return [] if not equal and all(b >= 0 for _, b in bound) else None
    gains = [rows[m][0] for m in monomials if signs[m] == 1]
    return _solved(_costs(relations, gains, strict), equal, bound, relations, deadline)


def _costs(relations, gains, strict):
    """What weights cost: equations nothing.

    For strictness the terms left over that are surely positive, and strict facts, weigh at least a little in all.
    """
    cheap = [0.0 if op == "eq" else 1.0 for op in relations]
    if not strict:
        return cheap
    gain = [sum((row[n] for row in gains), -float(op == "lt")) for n, op in enumerate(relations)]
    return [g + 1e-3 * c for g, c in zip(gain, cheap)]


def _solved(costs, equal, bound, relations, deadline):
    """The cheapest weights as fractions, or None: rows of `equal` have to be met, rows of `bound` not exceeded."""
    with uncounted():
        from scipy.optimize import linprog  # here, because most statements never come this far

    solved = linprog(
        costs,
        A_ub=[row for row, _ in bound] or None,
        b_ub=[b for _, b in bound] or None,
        A_eq=[row for row, _ in equal] or None,
        b_eq=[b for _, b in equal] or None,
        bounds=[(-1e4, 1e4) if op == "eq" else (0, 1e4) for op in relations],
        method="highs",
        options={"time_limit": max(0.01, deadline - now())},
    )
    if solved.status != 0:
        return None
    return [Fraction(x).limit_denominator(5040) if abs(x) > 1e-9 else Fraction(0) for x in solved.x]


def _useful(target, polys, relations, signs):
    """The places of the polynomials that can have a weight: none that brings in a term which no other takes away."""
    kept = [n for n, p in enumerate(polys) if p or relations[n] == "lt"]
    while True:
        given, taken = Counter(), Counter()
        for n in kept:
            for m, c in polys[n].items():
                given[m] += c > 0 or relations[n] == "eq"
                taken[m] += c < 0 or relations[n] == "eq"
        for m, c in target.items():  # the target must be used up where its sign is not manifest
            given[m] += c < 0
            taken[m] += c > 0
        left = [n for n in kept if all(_met(m, c, relations[n], given, taken, signs) for m, c in polys[n].items())]
        if len(left) == len(kept):
            return kept
        kept = left


def _met(m, c, relation, given, taken, signs):
    """Can what a polynomial brings in at this monomial be made up for by another, or be left over?"""
    if relation == "eq":
        return given[m] + taken[m] > 2 or signs[m] is not None
    if c > 0:  # a weight leaves −c of it over: something must give it back
        return taken[m] > 0
    return given[m] > 0 or signs[m] is not None


def _one_of_a_sum(goal, difference, ground, deadline):
    """Σ_k f_k = f_i + Σ_{k≠i} f_k, where f has a sign: a sum of positive terms exceeds each of them."""
    cleared, below = without_denominators(difference, ground)
    for mono, c in cleared.items():
        atom, e = next(iter(mono), (ZERO, 0))
        if atom.op != "sum" or len(mono) != 1 or e != 1:
            continue
        for i in [*indices(goal, ground.given), *shifted_indices(goal)]:
            if not ground.facts.in_range(i, *atom.args[:2]):
                continue
            k, body = opened(plain(atom))
            others = bind("sum", *atom.args[:2], variable=k, body=mul(body, sub(ONE, Term("delta", (k, i)))))
            rest = add(plain_poly({m: d for m, d in cleared.items() if m != mono}), mul(num(c), substitute(body, {k: i})))
            slack = mul(add(mul(num(c), others), plain_poly(ground.poly(rest))), power(below, MINUS))
            try:
                return rules.linear(goal, [], slack, ALL, ground.given)
            except (Refused, IllTyped):
                continue
    return None


def _exponentiated(goal, difference, ground, deadline, attempts=(_manifest, _linear_program)):
    """a <= b from e^a <= e^b, where a side is a logarithm."""
    parts = [part for side in goal.args for part in (side.args if side.op == "add" else (side,))]
    if not any(part.op in ("log", "lse") for part in parts):
        return None
    left, right = goal.args
    lifted = Term(goal.op, (fn("exp", left), fn("exp", right)))
    inner_difference = ground.poly(sub(lifted.args[1], lifted.args[0]))
    for attempt in attempts:
        try:
            inner = attempt(lifted, inner_difference, ground, deadline)
        except (Refused, IllTyped):
            inner = None
        if inner is not None:
            taken = derived.monotone(inner, "log")
            return rules.linear(goal, [(ONE, taken)], using=ALL, given=ground.given)
    return None


PLAIN = (_manifest, _squares, _one_of_a_sum, _triangles)
_LIFTED = partial(_exponentiated, attempts=(_manifest, _one_of_a_sum))
QUICK = (*PLAIN, _LIFTED, conjugate, _covariances, _tangents_at_summands, _log_totals, _by_schemes, _linear_program)
TANGENTS = (_means, _tangents_of_gamma, _tangents_of_log)
WIDE = (_more_of_gamma, _exponentiated, _multiplied, _many_tangents_of_log)
SLOPES = (*PLAIN, _tangents_of_gamma, _multiplied, _linear_program, _tangents_of_log)  # for the signs of derivatives
