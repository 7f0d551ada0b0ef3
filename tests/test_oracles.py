"""Oracles that nobody here wrote: SciPy and automatic differentiation agree with every theorem of the ledger.

The statement that the kernel proved is read as a program over NumPy. What it names is looked up in a library: derivatives,
log-sum-exp, Γ and its kin in autograd and SciPy, integrals in scipy.integrate. Neither the kernel's definitions nor the
refutation's evaluator take part. A theorem is tried at its witness and at the random points that meet its hypotheses.
"""

import autograd.numpy as np
import mpmath
import numpy
import pytest
from autograd import elementwise_grad, grad, jacobian
from autograd.scipy import special as smooth_gamma
from autograd.scipy.special import logsumexp
from chosen import chosen
from mpmath import mpf
from scipy import integrate, optimize, special, stats
from sympy import Lambda, lambdify

from derivations.prover.book import ledger
from derivations.prover.kernel.terms import INTEGERS, RELATIONS, Term, add, div, fn, num, subterms
from derivations.prover.language.sympy_notation import read

POINTS = 12
POINTS_A_SIZE = 3
SIZES, SMALL_SIZES = (1, 2, 3, 4), (1, 2, 3)  # integrals over simplices are slow
SAMPLES = (-3.0, -1.0, -0.1, 0.0, 0.3, 1.0, 2.0, 5.0)  # of what is said of every number

# --- a statement as a program over NumPy -------------------------------------------------------------------------------


def value(term, point, stack=()):
    """The value of a term; `stack` holds the values of the bound variables, the innermost last."""

    def of(t, *bound):
        return value(t, point, (*stack, *bound))

    def each(first, last):
        return range(int(of(first)), int(of(last)) + 1)

    match term.op, term.args:
        case "num", (number,):
            return mpf(number.numerator) / number.denominator if isinstance(point, Digits) else float(number)
        case "bound", (depth,):
            return stack[-1 - depth]
        case "var", (name, *_):
            return point[name]
        case "call", (function, order, argument):
            return nth_derivative(of(function), int(of(order)), of(argument))
        case "infinity", ():
            return np.inf
        case "add", parts:
            return sum(map(of, parts))
        case "mul", parts:
            product = 1.0
            for part in parts:
                product = product * of(part)
            return product
        case "pow" | "root" | "rpow", (base, exponent):
            return of(base) ** of(exponent)
        case "at", (array, place):
            return of(array)[int(of(place)) - 1]
        case "delta", (i, j):
            return float(of(i) == of(j))
        case "ind", (formula,):
            return float(holds(formula, point, stack, exactly=True))
        case "sum", (first, last, body):
            return sum(of(body, k) for k in each(first, last))
        case "prod", (first, last, body):
            return np.prod(np.array([of(body, k) for k in each(first, last)]))
        case "lam", (first, last, body):
            entries = [of(body, k) for k in each(first, last)]
            return numpy.array(entries, dtype=object) if isinstance(point, Digits) else np.array(entries)
        case "max" | "min" as op, (first, last, body):
            return {"max": max, "min": min}[op](of(body, k) for k in each(first, last))
        case "deriv", (_, at, place, body) if has("integral", body) and has("deriv", body):
            return difference(lambda x: of(body, x), of(at), int(of(place)) - 1)
        case "deriv", (_, at, *places, body):
            slope = grad(lambda x: of(body, x)) if places else elementwise_grad(lambda x: of(body, x))
            return slope(of(at))[tuple(int(of(k)) - 1 for k in places)] if places else slope(of(at))
        case "gradient", (_, at, body):
            return grad(lambda x: of(body, x))(of(at))
        case "jacobian", (_, at, body):
            return jacobian(lambda x: of(body, x))(of(at))
        case "limit", (_, goal, side, body):
            place = near(of(goal), side, point["distance"])
            return of(body, float(place)) if differentiated(body) else value(body, digits(point), (*stack, place))
        case "integral", (low, high, body):
            return (mpmath_integral if isinstance(point, Digits) else integral)(lambda t: of(body, t), of(low), of(high))
        case "simplex", (total, dim, body):
            return simplex(of(total), int(of(dim)), lambda p: of(body, p))
        case "space", (dim, body):
            places = ASIDE if not stack and has("space", body) else COORDINATE
            return space(int(of(dim)), lambda x: of(body, x), places)
        case op, arguments:
            return (PRECISE if isinstance(point, Digits) else NAMED)[op](*map(of, arguments))
    raise NotImplementedError(term.op)


def difference(f, x, place, step=1e-4):
    """The slope in one entry by a difference: what vanishes far out in an integral has a slope there that overflows."""
    moved = numpy.where(numpy.arange(len(x)) == place, step, 0)
    return (f(x + moved) - f(x - moved)) / (2 * step)


def repeatedly(operator, times, f):
    return repeatedly(operator, times - 1, operator(f)) if times else f


NAMED = {
    "pi": lambda: np.pi,
    "euler": lambda: np.euler_gamma,
    "exp": np.exp,
    "log": np.log,
    "abs": np.abs,
    "sign": np.sign,
    "tanh": np.tanh,
    "cosh": np.cosh,
    "sinh": np.sinh,
    "gamma": smooth_gamma.gamma,
    "loggamma": smooth_gamma.gammaln,
    "digamma": smooth_gamma.psi,
    "polygamma": smooth_gamma.polygamma,
    "lse": logsumexp,
    "softmax": lambda v: np.exp(v - logsumexp(v)),
    "entropy": lambda p: -np.sum(np.where(p == 0, 0, p * np.log(np.where(p == 0, 1, p)))),
    "kl": lambda q, p: np.sum(np.where(q == 0, 0, q * np.log(np.where(q == 0, 1, q) / p))),
    "largest": np.max,
    "maxof": lambda *numbers: max(numbers),
    "minof": lambda *numbers: min(numbers),
    "dot": np.dot,
    "outer": np.outer,
    "diag": np.diag,
    "ones": lambda n: np.ones(int(n)),
    "cons": lambda x, v: np.concatenate([np.array([x]), v]),
    "quadratic": lambda A, h: np.dot(h, np.dot(A, h)),
    "variance": lambda p, h: np.sum(p * h**2) - np.sum(p * h) ** 2,
    "det": lambda A: determinant(np.asarray(A)),
}


def determinant(matrix):
    """By the permutations' rows, as numbers of many digits are no floats of NumPy; of no row it is 1."""
    if not len(matrix):
        return matrix.sum() + 1 if matrix.size else 1.0
    rest = np.delete(matrix, 0, axis=0)
    return sum((-1) ** k * entry * determinant(np.delete(rest, k, axis=1)) for k, entry in enumerate(matrix[0]))


class Digits(dict):
    """A point whose numbers have thousands of digits: limits are of what nearly cancels."""


def digits(point):
    return Digits({name: v if name == "distance" or callable(v) else many(v) for name, v in point.items()})


class Curve:
    """A function of the witness, of floats and of numbers with many digits."""

    def __init__(self, function):
        self.rough, self.precise = (lambdify(function.variables, function.expr, modules=m) for m in (np, mpmath))

    def __call__(self, x):
        return (self.precise if isinstance(x, mpf) else self.rough)(x)


class Surface:
    """A function of the witness, of a vector, as the program over NumPy that its term is."""

    def __init__(self, function):
        self.x, self.body = map(read, (*function.signature, function.expr))

    def __call__(self, x):
        return value(self.body, {self.x.args[0]: x, self.x.args[2].args[0]: len(x)})


def nth_derivative(function, order, x):
    """The derivative of a function, of this order: of floats by its program, of many digits by differences."""
    if np.ndim(x):
        return grad(function)(x) if order else function(x)
    if isinstance(x, mpf):
        return mpmath.diff(function, x, order) if order else function(x)
    return repeatedly(elementwise_grad, order, function)(x)


def single(function):
    """An elementwise function that gives a number for a number."""
    return lambda x: function(x)[()] if isinstance(x, numpy.ndarray) else function(x)


many = numpy.frompyfunc(mpf, 1, 1)
exp, log = single(numpy.frompyfunc(mpmath.exp, 1, 1)), single(numpy.frompyfunc(mpmath.log, 1, 1))
PRECISE = NAMED | {
    "exp": exp,
    "log": log,
    "gamma": mpmath.gamma,
    "loggamma": mpmath.loggamma,
    "digamma": mpmath.digamma,
    "polygamma": mpmath.polygamma,
    "lse": lambda v: log(sum(exp(v))),
    "softmax": lambda v: exp(v) / sum(exp(v)),
    "entropy": lambda p: -sum(p * log(p)),
    "ones": lambda n: many(numpy.ones(int(n))),
    "cons": lambda x, v: numpy.array([x, *v], dtype=object),
}


CLOSE, CLOSER = (2.0**13, 2.0**-12), (2.0**200, 2.0**-200)
FLOATING = (2.0**4, 2.0**-4), (2.0**6, 2.0**-6), (2.0**8, 2.0**-8), (2.0**13, 2.0**-12), (2.0**40, 2.0**-40)


def near(goal, side, distance):
    """A number on the way to a goal: the distance is how far it is out, or how near to a finite goal."""
    if np.isinf(float(goal)):
        return np.sign(float(goal)) * mpf(distance[0])
    return goal + {"-": -1, "+": 1, "+-": 1}[side] * mpf(distance[1])


# Integrals by double exponential substitutions, blind to powers and logarithms at the ends: where, and with what weight.


def spread(step, reach):
    u = numpy.arange(-reach, reach + step / 2, step)
    return numpy.pi / 2 * numpy.sinh(u), step * numpy.pi / 2 * numpy.cosh(u)


S, W = spread(0.15, 3.0)
UNIT = list(zip(1 / (1 + numpy.exp(-2 * S)), 1 / (1 + numpy.exp(2 * S)), W / (2 * numpy.cosh(S) ** 2)))  # x, 1 - x, weight
S, W = spread(0.03, 2.4)
LINE = list(zip(numpy.sinh(S), W * numpy.cosh(S)))
S, W = spread(0.08, 4.2)
RAY = list(zip(numpy.exp(S), W * numpy.exp(S)))


def integral(f, low, high):
    """What vanishes far out has factors that overflow there."""

    def finite(x):
        try:
            result = f(x)
        except OverflowError:
            return 0.0
        return result if numpy.isfinite(result) else 0.0

    with numpy.errstate(all="ignore"):
        if np.isinf(low) and np.isinf(high):
            return sum(w * finite(x) for x, w in LINE)
        if np.isinf(low):
            return sum(w * finite(high - x) for x, w in RAY)
        return integrate.quad(finite, low, high, limit=200)[0]


def mpmath_integral(f, low, high):
    return mpmath.quad(f, [low, high])


def simplex(total, dim, f, head=()):
    """The integral of f over p > 0 with p_1 + ... + p_n = total, in all entries but the last."""
    if dim == 1:
        return f(np.array([*head, total]))
    return sum(w * total * simplex(total * rest, dim - 1, f, (*head, total * x)) for x, rest, w in UNIT)


COORDINATE, ASIDE = (  # places and weights, few as there are several; half a step aside, so that two points do not coincide
    [(np.sinh(u), np.cosh(u) / 3) for u in (np.arange(-12, 13) + shift) / 3] for shift in (0, 1 / 2)
)


def space(dim, f, places, head=()):
    """The integral of f over R^n, one coordinate after another, where f vanishes fast."""
    return sum(w * space(dim - 1, f, places, (*head, t)) for t, w in places) if dim else f(np.array(head))


FAR = [sign * 10.0**power for power in (4, 3, 2, 1, 0, -1) for sign in (1, -1)]
ERRORS = {"limit": 5e-3, "integral": 1e-4, "simplex": 1e-5, "space": 1e-4}


def holds(formula, point, stack=(), exactly=False):
    """Whether a formula holds, up to rounding.

    Limits are what is found on the way to them: not far out, where an exponential cancels to no more than thousands of
    digits, or far out, where what vanishes as slowly as a power has vanished.
    """
    match formula.op, formula.args:
        case relation, _ if "distance" not in point and relation in RELATIONS and has("limit", formula):
            distances = (CLOSE,) if has_whole_limit(formula) else FLOATING if differentiated(formula) else (CLOSE, CLOSER)
            return any(within_range(formula, type(point)(point, distance=d), stack, exactly) for d in distances)
        case "and", parts:
            return all(holds(part, point, stack, exactly) for part in parts)
        case "forall", (kind, body):
            return all(holds(body, point, (*stack, x), exactly) for x in samples(kind, point, stack))
        case "exists", (Term("sort", ("real",)), Term("eq", sides)):
            gaps = [numpy.subtract(*(plain(value(side, point, (*stack, x))) for side in sides)) for x in FAR]
            return min(gaps) <= 0 <= max(gaps)  # what is continuous takes the value in between
        case "exists", (Term("sort", ("real",)), Term("forall", (_, Term("le", (_, high)))) as least):
            place = optimize.minimize_scalar(lambda t: float(value(high, point, (*stack, t, t)))).x
            return holds(least, point, (*stack, place), exactly)  # where SciPy finds the least value
        case "exists", (Term("sort", ("positive",)), body):  # near enough, as of a δ for an ε
            return any(holds(body, point, (*stack, 10.0**-power), exactly) for power in range(6))
        case "diverges", (limit, direction):
            return value(limit, point, stack) * value(direction, point) > 5
        case relation, sides:
            a, b = (plain(value(side, point, stack)) for side in sides)
            error = next((e for op, e in ERRORS.items() if has(op, formula)), 1e-7)
            slack = 0 if exactly else 1e-10 * (1 + numpy.max(numpy.abs(a)) + numpy.max(numpy.abs(b)))
            match relation:
                case "eq":
                    same = numpy.shape(a) == numpy.shape(b)
                    return (
                        a == b
                        if exactly
                        else same and numpy.allclose(a, b, rtol=error, atol=max(error, 1e-9) if error > 1e-7 else 1e-9)
                    )
                case "ne":
                    return a != b if exactly else numpy.max(numpy.abs(a - b)) > slack
                case "le":
                    return a <= b + slack
                case "lt":
                    return a < b
    raise NotImplementedError(formula.op)


def within_range(formula, point, stack, exactly):
    """Whether it holds as far out as the point says, if numbers reach there."""
    try:
        return holds(formula, point, stack, exactly)
    except OverflowError:
        return False


def has(op, *formulas):
    return any(part.op == op for formula in formulas for part in subterms(formula))


def differentiated(formula):
    """Whether it is for autograd or quadrature, which know no long numbers."""
    return any(has(op, formula) for op in ("jacobian", "deriv", "gradient", "integral"))


def has_whole_limit(formula):
    """Whether a limit runs along whole numbers, which may be how many terms a sum has."""
    return any(part.op == "limit" and part.args[0].args[0] in INTEGERS for part in subterms(formula))


def plain(number):
    return float(number) if isinstance(number, mpf) else numpy.array(number, dtype=float)


DOMAINS = {"real": lambda x: True, "positive": lambda x: x > 0, "nonnegative": lambda x: x >= 0, "(0, 1)": lambda x: 0 < x < 1}


def samples(kind, point, stack):
    """Values to try of what a statement says of all of a sort: all indices of a range, some numbers."""
    match kind.args:
        case "index", first, last:
            return range(int(value(first, point, stack)), int(value(last, point, stack)) + 1)
        case domain, *dims:
            some = [x for x in SAMPLES if DOMAINS[domain](x)]
            if not dims:
                return some
            return [numpy.resize(numpy.roll(some, turn), int(value(dims[0], point, stack))) for turn in (0, 1, 2)]
    raise NotImplementedError(kind.args)


# --- points -------------------------------------------------------------------------------------------------------------


def numbers(rng, domain, shape, coarse):
    """Random values of a domain: real ones are tied now and then, and coarse ones differ by halves."""
    if coarse and domain in ("real", "positive", "nonnegative"):
        return rng.integers(-4 if domain == "real" else 1, 5, shape) / 2
    match domain:
        case "real":
            return rng.normal(0, 2, shape) if rng.random() < 0.7 else rng.integers(-1, 2, shape) * 1.0
        case "positive" | "nonnegative":
            return rng.uniform(1, 4, shape) if rng.random() < 0.7 else rng.integers(1, 4, shape) * 1.0
        case "natural" | "integer":
            return rng.integers(0, 4, shape) * 1.0
        case "positive integer":
            return rng.integers(1, 4, shape) * 1.0
        case "(0, 1)":
            return rng.uniform(0.1, 0.9, shape)
        case _ if "->" in domain:  # positive and smooth, as any function may be
            return functions("vector" in domain, list(shape or ()))
    raise NotImplementedError(domain)


def functions(of_vectors, sizes, number=1):
    """Functions in arrays of these sizes, each another; of a vector, whose length is the last of the sizes."""
    if len(sizes) > of_vectors:
        return [functions(of_vectors, sizes[1:], number + k) for k in range(sizes[0])]
    if of_vectors:
        return lambda x: 1 + np.exp(0.2 * np.sum(x * np.cos(number * np.arange(len(x)))))
    return lambda x: 1 + np.exp(0.3 * x / number)


def random_point(formulas, n, rng, dimensions=()):
    """A point within the domains; None where the range of an index is empty."""
    coarse = has("limit", *formulas)
    free = sorted(frozenset().union(*(f.free for f in formulas)), key=lambda v: v.args[0])
    point = {v.args[0]: dict(dimensions).get(v.args[0], n) for v in free if v.args[1] == "dimension"}
    for v in sorted(free, key=lambda v: v.args[1] == "index"):  # a range may end at a number
        name, domain, *dims = v.args
        if domain == "index":
            first, last = (int(value(end, point)) for end in dims)
            if first > last:
                return None
            point[name] = int(rng.integers(first, last + 1))
        elif domain != "dimension":
            point[name] = numbers(rng, domain, [int(value(d, point)) for d in dims] or None, coarse)
    return point


def points(proposition, formulas, rng):
    """Where a theorem is tried: at its witness, and at those random points that meet its hypotheses.

    What is supposed of all numbers, no sample shows.
    """
    if proposition.witness:
        yield at_witness(proposition.witness, formulas, rng)
    supposed = [part for h in proposition.theorem.hypotheses for part in subterms(h) if part.op == "forall"]
    if any(part.args[0].args[0] != "index" for part in supposed):
        return
    slow = any(has(op, *formulas) for op in ("simplex", "space", "integral", "limit"))
    for n in SMALL_SIZES if slow else SIZES * POINTS_A_SIZE:
        if f"n >= {n + 1}" not in proposition.entry.dimension:
            point = random_point(formulas, n, rng)
            if point is not None and not in_many_variables(point, *formulas):
                yield point


def in_many_variables(point, *formulas):
    """Whether a point asks for integrals over simplices in more than two variables, or over spaces in more than three."""
    simplices = (part for formula in formulas for part in subterms(formula) if part.op == "simplex")
    return any(value(part.args[1], point) > 3 for part in simplices) or any(coordinates(f, point) > 3 for f in formulas)


def coordinates(term, point):
    """How many coordinates integrals over R^n have, of those that stand one within another."""
    inside = max((coordinates(part, point) for part in term.args if isinstance(part, Term)), default=0)
    return inside + (value(term.args[0], point) if term.op == "space" else 0)


def beyond_places(term):
    """Why the places at which integrals over R^n are looked at do not say what one of these is; None if they do."""
    for part in subterms(term):
        if part.op == "space" and part.args[0].loose:
            return "a limit of integrals over R^D as D grows: no library has its values"
        if part.op == "space" and part.args[1].op == "ind":
            return "the volume of a set with an edge: test_volumes_of_balls looks at it"


def at_witness(witness, formulas, rng):
    """The witness as numbers and arrays; what it leaves open, for the hypotheses say nothing of it, is random."""
    exact = {name: written(v) for name, v in witness.items()}
    return random_point(formulas, int(witness.get("n", 1)), rng, witness) | exact


def written(value):
    """A value of a witness: a number, a tuple of numbers, a function."""
    if isinstance(value, Lambda):
        return Curve(value) if value.variables[0].is_Symbol else Surface(value)
    return numpy.array(value, dtype=float) if isinstance(value, tuple) else float(value)


def tried(proposition, rng):
    """The points of a theorem's that meet its hypotheses."""
    theorem = proposition.theorem
    slow = any(has(op, theorem.conclusion) for op in ("digamma", "gamma", "loggamma", "polygamma"))
    long_sum = theorem.conclusion.op == "diverges" and has("sum", theorem.conclusion)
    precision = 200 if slow or long_sum else 15000
    for point in points(proposition, (theorem.conclusion, *theorem.hypotheses), rng):
        with numpy.errstate(all="ignore"), mpmath.workdps(precision):
            if all(met(h, point) for h in theorem.hypotheses):
                large = not point and has("integral", theorem.conclusion)  # numbers alone may be too large for floats
                yield digits(point) if large else point


def met(hypothesis, point):
    """Whether a hypothesis holds; not if it speaks of an entry that is not there, as one of the others forbids."""
    try:
        return holds(hypothesis, point)
    except IndexError:
        return False


@pytest.mark.parametrize("proposition", chosen(ledger.propositions(), 24), ids=lambda p: p.part)
def test_libraries_agree_with_the_theorem(proposition):
    if why := beyond_places(proposition.theorem.conclusion):
        pytest.skip(why)
    tries = 0
    for point in tried(proposition, numpy.random.default_rng(len(proposition.part))):
        assert holds(proposition.theorem.conclusion, point), point
        tries += 1
    assert tries, "no point meets the hypotheses"


EQUATIONS = [
    "lse-gradient-softmax/gradient", "softmax-jacobian/entries", "softmax-jacobian/hessian", "softmax-simplex/sums-to-one",
    "softmax-variance-identity/pairs", "temperature-limit-infinity/limit", "temperature-limit-zero-ties/limit",
    "dirichlet-normaliser/normaliser", "dirichlet-posterior-mean-add-alpha/mean", "add-alpha-is-softmax-log-counts/identity",
]  # fmt: skip


@pytest.mark.parametrize("part", EQUATIONS)
def test_the_comparison_can_fail(part):
    """A hundredth more on the right side is seen, at a limit too."""
    conclusion = ledger.proposition(part).theorem.conclusion
    left, right = conclusion.args
    point = random_point([conclusion], 2, numpy.random.default_rng(0))
    assert not holds(fn("eq", left, add(right, div(num(1), num(100)))), point)


# --- the formulas of the four results, against one library call each ------------------------------------------------------


@pytest.fixture
def rng():
    return numpy.random.default_rng(7)


def right_side(part, **point):
    return value(ledger.proposition(part).theorem.conclusion.args[1], point)


def ball(dimension, energy):
    """The volume of a ball whose radius is the root of the energy, slice by slice."""
    if dimension == 0:
        return 1.0
    return integrate.quad(lambda t: ball(dimension - 1, energy - t**2), -np.sqrt(energy), np.sqrt(energy))[0]


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_volumes_of_balls(dimension):
    surface = ledger.proposition("canonical-from-finite-bath/bath-surface").theorem.conclusion.args
    for energy in (0.7, 2.0):
        volume = ball(dimension, energy)
        assert right_side("canonical-from-finite-bath/volume", f=dimension, U=energy) == pytest.approx(volume)
        slope = (ball(dimension, energy + 1e-3) - ball(dimension, energy - 1e-3)) / 2e-3
        assert value(surface[0].args[1], {"f": dimension, "U": energy}) == pytest.approx(slope, rel=1e-5)
        if dimension == 2:
            assert value(surface[1].args[1], {"N": 1, "U": energy}) == pytest.approx(slope, rel=1e-5)


def test_gradient_and_jacobian_of_scipy(rng):
    for _ in range(POINTS):
        n = int(rng.integers(1, 8))
        z = rng.normal(0, 3, n)
        k, i = rng.integers(1, n + 1, 2)
        p = special.softmax(z)
        assert right_side("lse-gradient-softmax/gradient", n=n, z=z, k=k) == pytest.approx(p[k - 1])
        slopes = jacobian(lambda v: np.exp(v - logsumexp(v)))(z)
        assert right_side("softmax-jacobian/entries", n=n, z=z, i=i, k=k) == pytest.approx(slopes[i - 1, k - 1])
        assert right_side("softmax-jacobian/matrix", n=n, z=z) == pytest.approx(slopes)


def test_dirichlet_of_scipy(rng):
    for _ in range(POINTS):
        n = int(rng.integers(2, 7))
        alpha, c = rng.uniform(0.2, 4, n), rng.integers(0, 9, n)
        prior, posterior = stats.dirichlet(alpha), stats.dirichlet(alpha + c)
        p = rng.dirichlet(alpha + 1)
        density = numpy.prod(p ** (alpha - 1)) / right_side("dirichlet-normaliser/normaliser", n=n, alpha=alpha)
        assert density == pytest.approx(prior.pdf(p))
        means = [right_side("dirichlet-posterior-mean-add-alpha/mean", n=n, alpha=alpha, c=c, i=i) for i in range(1, n + 1)]
        assert means == pytest.approx(posterior.mean())
        log_counts = special.softmax(numpy.log(c + alpha))
        assert means == pytest.approx(log_counts)


def test_temperature_of_scipy(rng):
    for _ in range(POINTS):
        n = int(rng.integers(1, 8))
        z = rng.integers(-2, 3, n) * 1.0
        i = int(rng.integers(1, n + 1))
        cold, hot = special.softmax(z / 1e-3), special.softmax(z / 1e9)
        assert right_side("temperature-limit-zero-ties/limit", n=n, z=z, i=i) == pytest.approx(cold[i - 1])
        assert right_side("temperature-limit-infinity/limit", n=n, z=z, i=i) == pytest.approx(hot[i - 1])
        T = rng.uniform(0.1, 5)
        soft = T * special.logsumexp(z / T)
        assert z.max() - 1e-12 <= soft <= right_side("temperature-lse-sandwich/upper", n=n, z=z, T=T) + 1e-12
