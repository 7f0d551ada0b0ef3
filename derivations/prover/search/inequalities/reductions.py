"""An inequality from other inequalities: sizes and maxima by their parts, sums term by term, quotients cross-multiplied, products
by their logarithms, roots by their squares, derivatives by what they come to, softmax by what holds of all probabilities.

Each takes a goal and a way to prove others, `prove(goal)` or `prove(goal, hypotheses)`, which answers with a theorem or None.
"""

from fractions import Fraction
from functools import cache
from itertools import permutations
from math import isqrt, lcm, prod

from ..asking import ALL
from ..facts import gamma as gammas
from ..facts.shares import plain_share_at
from ..closed_forms import tidy
from ..polynomial_context import Ground, inverse, merged, plain, plain_mono, plain_poly
from ...kernel import rules
from ...kernel.definitions import expand
from ...kernel.normal import Split
from ...kernel.polynomial import Refused, raised
from ...kernel.signs import NEG, NIL, POS, Facts, meaning
from ...kernel.terms import (
    MINUS, ONE, ZERO, IllTyped, Term, add, at, bind, fn, fresh, instantiate, is_real, mul, neg, num, opened, power, shape, sub,
    substitute, subterms,
)  # fmt: skip
from ...proof import derived
from ...proof.rewriting import carried, rewrite, without

HALF = num(Fraction(1, 2))


def size(goal, given, prove):
    """|u| <= b from u <= b and −u <= b."""
    left, right = (expand(side, unfold=True) for side in goal.args)
    if left.op != "abs":
        return None
    (u,) = left.args
    above = prove(Term(goal.op, (u, right)))
    below = above and prove(Term(goal.op, (neg(u), right)))
    return below and either(goal, u, ZERO, below, above, given)


def larger(goal, given, prove):
    """max(a, b) + c <= d from a + c <= d and b + c <= d; d <= min(a, b) + c likewise."""
    left, right = goal.args
    gap = Ground(given).poly(sub(right, left))
    for mono, c in gap.items():
        ((atom, e),) = mono if len(mono) == 1 else ((ONE, 1),)
        if e == 1 and len(atom.args) == 2 and atom.op == ("maximum" if c < 0 else "minimum"):
            rest = {m: k for m, k in gap.items() if m != mono}
            a, b = plain(atom).args
            second, first = (
                prove(Term(goal.op, (ZERO, add(plain_poly(rest), mul(num(c), part))))) for part in ((b, a) if c < 0 else (a, b))
            )
            return first and second and either(goal, a, b, second, first, given)
    return None


def either(goal, a, b, less, greater, given):
    """The goal from one theorem where a < b and from another where b <= a."""
    cases = (Term("lt", (a, b)), less), (Term("eq", (a, b)), greater), (Term("lt", (b, a)), greater)
    shown = [rules.linear(goal, [(ONE, t)], ZERO, ALL, (*given, case)) for case, t in cases]
    return rules.trichotomy(a, b, *shown, given)


def sizes(goal, given, prove):
    """u² <= c² v² from |u| <= c |v|."""
    gap = [_scaled_square(part) for part in summands(sub(*goal.args[::-1]))]
    below, above = ([found for found in gap if found and found[0] * sign > 0] for sign in (-1, 1))
    if goal.op != "le" or None in gap or len(below) != 1 or len(above) != 1:
        return None
    ((d, u),), ((c, v),) = below, above
    d = -d
    ratio = c / d
    root = Fraction(isqrt(ratio.numerator), isqrt(ratio.denominator))
    if root**2 != ratio:
        return None
    left, right = fn("abs", u), mul(num(root), fn("abs", v)) if root != 1 else fn("abs", v)
    theorem = prove(Term("le", (left, right)))
    return theorem and rules.linear(goal, [(mul(num(d), add(left, right)), theorem)], ZERO, ALL, given)


def _scaled_square(t):
    """(c, u) of c u², u being real; nothing of 0; None of anything else."""
    numbers = {f: f if f.op == "num" else f.args[0] for f in factors(t) if f.op == "num" or _number_power(f)}
    c = prod(Fraction(q.args[0]) ** (1 if f.op == "num" else f.args[1].args[0]) for f, q in numbers.items())
    match [f for f in factors(t) if f not in numbers] if c else ():
        case [Term("pow", (u, Term("num", (2,))))] if is_real(u):
            return c, u
    return None if c else (Fraction(0), ZERO)


def _number_power(t):
    return t.op == "pow" and all(part.op == "num" for part in t.args)


def logarithms(goal, given, prove):
    """a <= b from log a <= log b, where a side is a product of exponentials and powers."""
    sides = [meaning(side) for side in goal.args]
    facts = Facts.of(given)
    if not any(map(_multiplicative, sides)) or any(facts.mask(side) != POS for side in sides):
        return None
    inner = prove(Term(goal.op, tuple(fn("log", side) for side in goal.args)))
    return inner and rules.linear(goal, [(ONE, derived.monotone(inner, "exp"))], ZERO, ALL, given)


def _multiplicative(t):
    match t:
        case Term("exp" | "prod" | "gamma", _):
            return True
        case Term("pow" | "root" | "rpow", (base, exponent)):
            return exponent.op != "num" or _multiplicative(base) or exponent.args[0] != int(exponent.args[0])
        case Term("mul", parts):
            return any(map(_multiplicative, parts))
    return False


def cross_multiplied(goal, given, prove):
    """a <= b from d a <= d b, d being the product of the denominators."""
    sides = [expand(side, unfold=True) for side in goal.args]
    below = list(dict.fromkeys(d for side in sides for d in _denominators(side)))
    facts = Facts.of(given)
    if not 1 <= len(below) <= 3 or any(facts.mask(meaning(d)) != POS for d in below):
        return None
    if any(_is_power_of_inverse(t) and t.args[0] in below for side in sides for t in subterms(side)):
        return None  # once is not enough
    inner = prove(Term(goal.op, tuple(_times(side, below) for side in sides)))
    return inner and rules.linear(goal, [(power(mul(*below), MINUS), inner)], ZERO, ALL, given)


def cleared(goal, given, prove):
    """The same of the normal form, for denominators that stand inside sums."""
    ground = Ground(given)
    gap = ground.poly(sub(*goal.args[::-1]))
    least = {}
    for mono in gap:
        for atom, e in mono:
            if e < 0 and e == int(e) and atom.op in ("sum", "poly", "var", "at"):
                least[atom] = max(least.get(atom, 0), -int(e))
    if not least or not all(map(ground.facts.positive, least)):
        return None
    gap = raised(gap, least)
    sides = ({m: -c for m, c in gap.items() if c < 0}, {m: c for m, c in gap.items() if c > 0})
    inner = prove(Term(goal.op, tuple(map(plain_poly, sides))))
    factor = mul(*(power(plain(atom), num(-e)) for atom, e in least.items()))
    return inner and rules.linear(goal, [(factor, inner)], ZERO, ALL, given)


def obscured(goal, given, prove):
    """The same where a denominator has a sign as it is written, and none once it is sorted."""
    ground = Ground(given)
    gap = ground.poly(sub(*goal.args[::-1]))
    hidden = any(e < 0 and atom.op == "poly" and ground.mask(atom) not in (NEG, POS) for mono in gap for atom, e in mono)
    return cross_multiplied(goal, given, prove) if hidden else None


def _denominators(t):
    match t:
        case Term("add" | "mul", parts):
            return [d for part in parts for d in _denominators(part)]
        case Term("pow", (base, Term("num", (-1,)))) if any(u.op in ("add", "sum", "exp") for u in subterms(base)):
            return [base]
    return []


def _is_power_of_inverse(t):
    return t.op == "pow" and t.args[1].op == "num" and t.args[1].args[0] < -1


def _times(t, below):
    """A term times denominators, each summand without its own."""
    if t.op == "add":
        return add(*(_times(part, below) for part in t.args))
    parts, rest = list(t.args) if t.op == "mul" else [t], []
    for d in below:
        inverse = power(d, MINUS)
        if inverse in parts:
            parts.remove(inverse)
        else:
            rest.append(d)
    return mul(*parts, *rest) if parts or rest else ONE


def term_by_term(goal, given, prove):
    """Σ f <= Σ g from f <= g for every index; the entries of vectors become variables of their own where nothing binds them."""
    left, right = (expand(side, unfold=True) for side in goal.args)
    bound = [h for h in given if h.op == "forall"]
    for gap in (sub(right, left), plain_poly(Ground(bound).poly(sub(right, left)))):  # as it is written, then as it is sorted
        theorem = _by_terms(goal, gap, given, bound, prove)
        if theorem is not None:
            return theorem
    return None


def _by_terms(goal, gap, given, bound, prove):
    k, body = _common_body(gap)
    if k is None:
        return None
    entries = {t for t in subterms(body) if t.op == "at" and t.args[1] == k and t.args[0].op == "var" and not shape(t)}
    free = {t: fresh(t.args[0].args[0], t.args[0].args[1]) for t in entries if not any(t.args[0] in h.free for h in bound)}
    sums = {v for t in subterms(body) if t.op == "sum" for v in t.free}
    totals = [h for h in given if h.op == "eq" and not shape(h.args[0]) and h.free & sums]  # of what is still summed
    inner = prove(Term("le", (ZERO, replaced(body, free))), (*bound, *totals))
    if inner is None:
        return None
    each = rules.substitution(inner, {v: t for t, v in free.items()}) if free else inner
    whole = rules.under("sum", k.args[2:], k, each)
    return rules.linear(goal, [(ONE, whole)], ZERO, ALL, given)


def _common_body(gap):
    """(k, body) of a sum of multiples of sums over one range; (None, gap) if it is no such thing."""
    parts = [factors(part) for part in summands(gap)]
    for ends in dict.fromkeys(f.args[:2] for part in parts for f in part if f.op == "sum"):
        outside = [[_outermost(f, ends) for f in part] for part in parts]
        totals = [[f for f in part if f.op == "sum" and f.args[:2] == ends] for part in outside]
        if all(len(found) == 1 for found in totals):
            k = opened(totals[0][0])[0]
            bodies = (mul(*(f for f in part if f is not t), instantiate(t.args[2], k)) for part, (t,) in zip(outside, totals))
            return k, add(*bodies)
    return None, gap


def _outermost(f, ends):
    """Σ_l Σ_k a_k f_kl for Σ_k a_k Σ_l f_kl, where l is the index of that range; any other term as it is."""
    if f.op != "sum" or f.args[:2] == ends:
        return f
    k, body = opened(f)
    parts = factors(body)
    inner = next((g for g in parts if g.op == "sum" and g.args[:2] == ends), None)
    if inner is None:
        return f
    l, summand = opened(inner)
    rest = mul(*(g for g in parts if g is not inner), summand)
    return bind("sum", *ends, variable=l, body=bind("sum", *f.args[:2], variable=k, body=rest))


def summands(t):
    """The summands, those of sums of sums times a factor included."""
    if t.op == "add":
        return [part for inner in t.args for part in summands(inner)]
    parts = factors(t)
    inside = next((f for f in parts if f.op == "add" and any(u.op == "sum" and not u.loose for u in subterms(f))), None)
    if inside is None:
        return [t]
    rest = [f for f in parts if f is not inside]
    return [part for inner in inside.args for part in summands(mul(*rest, inner))]


def factors(t):
    return [f for part in t.args for f in factors(part)] if t.op == "mul" else [t]


def replaced(t, values):
    if t in values:
        return values[t]
    args = tuple(replaced(a, values) if isinstance(a, Term) else a for a in t.args)
    return t if args == t.args else Term(t.op, args, t.hint)


def arguments(goal, given, prove):
    """For all positive numbers instead of entries and sums inside Γ and its derivatives, ordered as these are."""
    whole = [t for side in goal.args for t in subterms(expand(side, unfold=True)) if not t.loose]
    places = [t for u in whole if u.op in gammas.GAMMAS for t in subterms(u.args[-1]) if t.op in ("at", "sum") and not t.loose]
    outermost = [t for t in dict.fromkeys(places) if not any(t != u and t in subterms(u) for u in places)]
    facts = Facts.of(given)
    if not outermost or len(outermost) > 3 or any(facts.mask(meaning(t)) != POS for t in outermost):
        return None
    names = {t: fresh("x", "positive") for t in outermost}
    other = Term(goal.op, tuple(replaced(expand(side, unfold=True), names) for side in goal.args))
    scalars = tuple(h for h in given if not any(len(v.args) > 2 for v in h.free))
    known, inner = [], prove(other, scalars)
    if inner is None:
        orders = ("lt", "le") if goal.op == "lt" else ("le",)
        asked = (next(filter(None, (prove(Term(op, pair)) for op in orders)), None) for pair in permutations(outermost, 2))
        known = [t for t in asked if t is not None]
        inner = known and prove(other, (*scalars, *(replaced(t.conclusion, names) for t in known)))
    if not inner:
        return None
    theorem = rules.substitution(rules.weaken(inner, *given), {v: t for t, v in names.items()})
    return rules.linear(goal, [(ONE, without(theorem, known))], ZERO, ALL, given)


def harmonic_numbers(goal, given, prove):
    """With ψ(n + 1) + γ for 1 + 1/2 + ... + 1/n."""
    whole = [t for side in goal.args for t in subterms(expand(side, unfold=True)) if t.op == "sum" and not t.loose]
    total = next((t for t in whole if t.args[0] == ONE and tidy(t.args[2]) == _INVERSE), None)
    if total is None:
        return None
    n, equation = gammas.harmonic()
    known = rules.substitution(rules.weaken(equation, *given), {n: total.args[1]})
    known = rules.transitive(rules.equality(total, known.conclusion.args[0], (), given), known)
    sides = [expand(side, unfold=True) for side in goal.args]
    replaced = [rewrite(side, known) or rules.equality(side, side, (), given) for side in sides]
    inner = prove(Term(goal.op, tuple(t.conclusion.args[1] for t in replaced)))
    if inner is None:
        return None
    left, right = replaced
    return rules.linear(goal, [(ONE, carried(left, inner, right))], ZERO, ALL, given)


_INVERSE = power(Term("bound", (0,)), MINUS)


def derivatives(goal, given, prove):
    """What the goal says once its derivatives are taken."""
    if not any(t.op == "deriv" for t in subterms(goal)):
        return None
    ground = Ground(given)
    theorem = prove(Term(goal.op, tuple(plain_poly(ground.poly(side)) for side in goal.args)))
    return theorem and rules.linear(goal, [(ONE, theorem)], ZERO, ALL, given)


def extreme(goal, given, prove):
    """c max f + d <= 0 from c f(k) + d <= 0 for every k, c being positive; a minimum likewise."""
    ground = Ground(given)
    gap = ground.poly(sub(*goal.args[::-1]))
    for mono, c in gap.items():
        for atom, e in mono:
            factor = mono - {(atom, e)}
            if e != 1 or atom.op != ("max" if c < 0 else "min") or atom.loose or not all(ground.positive(a) for a, _ in factor):
                continue
            most, bound = plain(atom), plain_poly({m: Fraction(d) / abs(c) for m, d in gap.items() if m != mono})
            k, f = opened(most)
            bound = mul(bound, power(plain_mono(factor), MINUS))
            sides = (f, bound) if c < 0 else (neg(bound), f)
            each = prove(Term(goal.op, sides))
            if each is not None:
                whole = derived.least_bound(each, k, most.op)
                return rules.linear(goal, [(mul(num(abs(c)), plain_mono(factor)), whole)], ZERO, ALL, given)
    return None


def probabilities(goal, given, prove):
    """What holds of all positive p with Σ p = 1, for p = softmax(z), where z stands nowhere else."""
    found = {}
    for t in (t for formula in (goal, *given) for t in subterms(formula)):
        if t.op == "softmax" and not t.loose and t not in found:
            found[t] = fresh("p", "positive", *shape(t))
    inner, *assumed = (replaced(formula, found) for formula in (goal, *given))
    vectors = {v for t in found for v in t.free if len(v.args) > 2 or v.args[1] == "real"}
    if not found or any(v in formula.free for v in vectors for formula in (inner, *assumed)):
        return None
    totals = {p: Term("eq", (_total(p), ONE)) for p in found.values()}
    theorem = prove(inner, (*assumed, *totals.values()))
    if theorem is None:
        return None
    theorem = rules.substitution(theorem, {p: t for t, p in found.items()})
    return without(theorem, [rules.equality(substitute(_total(p), {p: t}), ONE, ALL) for t, p in found.items()])


def _total(p):
    k = fresh("k", "index", ONE, p.args[2])
    return bind("sum", *k.args[2:], variable=k, body=at(p, k))


def squares(goal, given, prove):
    """a <= b from a² <= b², where roots stand in it and b is not negative."""
    left, right = (meaning(side) for side in goal.args)
    if not any(map(_rooted, (left, right))) or Facts.of(given).mask(right) & NEG:
        return None
    if goal.free and not any(u.op == "root" and u.free for side in (left, right) for u in subterms(side)):
        return None  # √π is a number like any other
    squared = Term(goal.op, tuple(map(_squared, goal.args)))
    if _radicals(squared, given) >= _radicals(goal, given):  # else squares would be squared for ever
        return None
    inner = prove(squared)
    if inner is None:
        return None
    if goal.op == "le" and Facts.of(given).mask(left) != POS:
        return _unsquared(goal, inner, given)
    cases = Term("lt", (left, ZERO)), Term("eq", (left, ZERO)), Term("lt", (ZERO, left))
    shown = []
    for case in cases:
        if case is cases[2] or Facts.of(given).mask(left) == POS:
            premises, slack = [(power(add(left, right), MINUS), inner)], ZERO
        else:
            premises, slack = [(ONE, rules.assume(case))], right
        shown.append(rules.linear(goal, premises, slack, ALL, (*given, case)))
    return rules.trichotomy(left, ZERO, *shown, given)


def _radicals(goal, given):
    """How many terms have roots in them."""
    poly = Ground(given).poly(sub(*goal.args))
    return sum(any(e != int(e) or _rooted(plain(a)) for a, e in mono) for mono in poly)


def _unsquared(goal, inner, given):
    """a <= b from a² <= b², by names for a and b: where a is a sum, 0 < a + b is not seen at sight."""
    (a, b), theorem = _of_squares()
    case = dict(zip((a, b), goal.args))
    squared = rules.linear(substitute(theorem.hypotheses[0], case), [(ONE, inner)], ZERO, ALL, given)
    return rules.cut(rules.substitution(rules.weaken(theorem, *given), case), squared)


@cache
def _of_squares():
    """a² <= b² |- a <= b, where 0 <= b."""
    a, b = fresh("a", "real"), fresh("b", "nonnegative")
    goal, squared = Term("le", (a, b)), rules.assume(Term("le", (power(a, num(2)), power(b, num(2)))))
    less, equal, greater = Term("lt", (a, ZERO)), Term("eq", (a, ZERO)), Term("lt", (ZERO, a))
    below = (rules.linear(goal, [(ONE, rules.assume(case))], b, (), (case,)) for case in (less, equal))
    above = rules.linear(goal, [(power(add(a, b), MINUS), squared)], ZERO, (), (greater,))
    return (a, b), rules.trichotomy(a, ZERO, *below, above)


def root_apart(goal, given, prove):
    """a <= b + c √d from a − b <= c √d."""
    gap = Ground(given).poly(sub(*goal.args[::-1]))
    roots = [m for m in gap if any(e != int(e) for _, e in m)]
    if len(roots) != 1 or gap[roots[0]] < 0 or len(gap) == 1:
        return None
    root = {roots[0]: gap[roots[0]]}
    inner = Term(goal.op, (neg(plain_poly({m: c for m, c in gap.items() if m not in root})), plain_poly(root)))
    theorem = prove(inner) if inner != goal else None
    return theorem and rules.linear(goal, [(ONE, theorem)], ZERO, ALL, given)


def _squared(t):
    """The square of a product, root by root."""
    return mul(*(f.args[0] if f.op == "root" and f.args[1] == HALF else power(f, num(2)) for f in factors(t)))


def _rooted(t):
    return any(u.op == "root" and not u.loose and u.args[1] == HALF for u in subterms(t))


def log_arguments(goal, given, prove):
    """c log a + u <= d log b + v from a^c e^u <= b^d e^v, where sums stand inside the logarithms; 0 < a is shown first."""
    ground = Ground(given)
    found = _logs_of_sums(ground.poly(sub(*goal.args[::-1])))
    if found is None:
        return None
    factor, common, powers, rest = found
    if not all(ground.positive(a) for a, _ in factor) or any(abs(c) > 4 for c in powers.values()):
        return None
    insides = {a: plain(a.args[0]) for a in powers}
    lemmas = [prove(Term("lt", (ZERO, t))) for t in insides.values() if ground.facts.mask(meaning(t)) != POS]
    if None in lemmas:
        return None
    known = (*given, *(lemma.conclusion for lemma in lemmas))
    sides = (_within_logarithm(sign, [(insides[a], c) for a, c in powers.items()], rest) for sign in (-1, 1))
    inner = prove(Term(goal.op, tuple(sides)), known)
    if inner is None:
        return None
    weight = mul(num(Fraction(1, common)), plain_mono(factor))
    return without(rules.linear(goal, [(weight, derived.monotone(inner, "log"))], ZERO, ALL, known), lemmas)


def _logs_of_sums(gap):
    """(m, c, the whole number before each logarithm, the rest) of a polynomial that is m/c times those logarithms and the rest.

    None where logarithms of sums have different factors, or there are none.
    """
    logs = {m: [a for a, e in m if a.op == "log" and e == 1 and _is_total(a.args[0])] for m in gap}
    factors = {m - {(found[0], 1)} for m, found in logs.items() if found}
    if len(factors) != 1:
        return None
    (factor,) = factors
    common = lcm(*(Fraction(gap[m]).denominator for m, found in logs.items() if found))
    powers = {found[0]: gap[m] * common for m, found in logs.items() if found}
    rest = {merged(m, inverse(factor)): c * common for m, c in gap.items() if not logs[m]}
    return factor, common, powers, rest


def _within_logarithm(sign, powers, rest):
    """The side of a^c e^u <= b^d e^v with the exponents of one sign."""
    part = plain_poly({m: sign * c for m, c in rest.items() if sign * c > 0})
    factors = [power(a, num(int(sign * c))) for a, c in powers if sign * c > 0]
    if part != ZERO:
        factors.append(fn("exp", part))
    return mul(*factors) if factors else ONE


def _is_total(u):
    """Is it a sum, written out or not?"""
    return u.op == "poly" and any(t.op == "exp" for t in subterms(u)) or any(t.op == "sum" for t in subterms(u))


def degrees(goal, given, prove):
    """Term by term of what is of one degree in sums: that of Σ a Σ b is 2."""
    gap = Ground(given).poly(sub(*goal.args[::-1]))
    of_degree = {}
    for mono, c in gap.items():
        of_degree.setdefault(sum(e for a, e in mono if a.op == "sum" and not a.loose), {})[mono] = c
    if len(of_degree) < 2 or max(of_degree) < 2:
        return None
    premises, strict = [], goal.op == "le"
    for degree in sorted(of_degree):
        sides = ({m: -c for m, c in of_degree[degree].items() if c < 0}, {m: c for m, c in of_degree[degree].items() if c > 0})
        left, right = map(plain_poly, sides)
        theorem = None if strict else prove(Term("lt", (left, right)))
        strict = strict or theorem is not None
        theorem = theorem or prove(Term("le", (left, right)))
        if theorem is None:
            return None
        premises.append((ONE, theorem))
    return rules.linear(goal, premises, ZERO, ALL, given) if strict else None


def weights(goal, given, prove):
    """For t and 1 − t, what holds of any two positive numbers; or of a/(a + b) and b/(a + b), which no 1 − t hides the sign of."""
    sides = [expand(side, unfold=True) for side in goal.args]
    shares = [v for v in goal.free if v.args[1:] == ("(0, 1)",)]
    for t in shares if len(shares) == 1 else ():
        rest = sub(ONE, t)
        a, b, s = fresh("a", "positive"), fresh("b", "positive"), fresh("s", "(0, 1)")
        whole = power(add(a, b), MINUS)
        if any(t in h.free for h in given) or not any(rest == u for side in sides for u in subterms(side)):
            continue
        for first, second in ((t, s), (mul(a, whole), mul(b, whole))):
            inner = Term(goal.op, tuple(substitute(replaced(side, {rest: second}), {t: first}) for side in sides))
            theorem = prove(inner)
            if theorem is not None:
                return rules.linear(goal, [(ONE, rules.substitution(theorem, {a: t, b: rest, s: rest}))], ZERO, ALL, given)
    return None


def bounded(goal, given, prove):
    """With |f_k| <= max |f| and |f_k| <= Σ |f| for all k among the hypotheses."""
    if not any(u.op in ("lse", "log") for u in subterms(goal)):
        return None
    ground = Ground(given)
    written = dict.fromkeys(t for side in goal.args for t in subterms(meaning(side)) if t.op in ("max", "sum") and not t.loose)
    lemmas = []
    for t in written:
        k, f = opened(t)
        if any(u.op == "abs" for u in subterms(f)) and not ground.facts.mask(f) & ~(NIL | POS):
            each = rules.below_maximum(t, k) if t.op == "max" else plain_share_at(f, k, ground)
            lemmas.append(rules.generalise(each, k))
    if not lemmas or all(lemma.conclusion in given for lemma in lemmas):
        return None
    theorem = prove(goal, (*given, *(lemma.conclusion for lemma in lemmas)))
    return theorem and without(theorem, lemmas)


BY_LOG_ARGUMENTS = (log_arguments,)
BY_DEGREES = (degrees,)
BY_PARTS = (size, larger, sizes, obscured)
BY_DERIVATIVES = (derivatives,)
BY_ARGUMENTS = (arguments, harmonic_numbers)
BY_TERMS = (term_by_term,)
BY_EXTREMES = (extreme, bounded)
BY_PROBABILITIES = (probabilities,)
BY_ROOTS = (squares,)
BY_LOGARITHMS = (logarithms, root_apart, weights)
BY_QUOTIENTS = (cross_multiplied, cleared)


def reduced(goal, given, prove, reductions):
    """A theorem for a goal a <= b or a < b by the first reduction that leads to one, or None."""
    if shape(goal.args[0]):
        return None
    for reduction in reductions:
        try:
            theorem = reduction(goal, given, prove)
        except (Refused, IllTyped, Split):
            continue
        if theorem is not None:
            return theorem
    return None
