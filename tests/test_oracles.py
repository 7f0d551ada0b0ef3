"""Oracles that nobody here wrote: SciPy and automatic differentiation agree with every theorem of the ledger.

The statement that the kernel proved is read as a program over NumPy. What it names is looked up in a library: derivatives in
autograd, log-sum-exp, softmax, entropy and KL in scipy.special, integrals in scipy.integrate. Neither the kernel's
definitions nor the refutation's evaluator take part.
"""

import autograd.numpy as np
import numpy
import pytest
from autograd import elementwise_grad, grad, jacobian
from autograd.scipy.special import logsumexp
from scipy import integrate, special, stats

from derivations.prover.book import ledger
from derivations.prover.kernel.terms import add, fn, num

POINTS = 12

# --- a statement as a program over NumPy -------------------------------------------------------------------------------


def value(term, point, stack=()):
    """The value of a term; `stack` holds the values of the bound variables, the innermost last."""

    def of(t, *bound):
        return value(t, point, (*stack, *bound))

    def each(first, last):
        return range(int(of(first)), int(of(last)) + 1)

    match term.op, term.args:
        case "num", (number,):
            return float(number)
        case "bound", (depth,):
            return stack[-1 - depth]
        case "var", (name, *_):
            return point[name]
        case "add", parts:
            return sum(map(of, parts))
        case "mul", parts:
            product = 1.0
            for part in parts:
                product = product * of(part)
            return product
        case "pow", (base, exponent):
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
            return np.array([of(body, k) for k in each(first, last)])
        case "max" | "min" as op, (first, last, body):
            return {"max": max, "min": min}[op](of(body, k) for k in each(first, last))
        case "deriv", (_, at, *places, body):
            slope = grad(lambda x: of(body, x)) if places else elementwise_grad(lambda x: of(body, x))
            return slope(of(at))[tuple(int(of(k)) - 1 for k in places)] if places else slope(of(at))
        case "gradient", (_, at, body):
            return grad(lambda x: of(body, x))(of(at))
        case "jacobian", (_, at, body):
            return jacobian(lambda x: of(body, x))(of(at))
        case "limit", (_, goal, side, body):
            if goal.op == "infinity":
                return of(body, 1e9)
            return of(body, of(goal) + {"+": 1e-3, "-": -1e-3}[side])
        case "integral", (low, high, body):
            return integrate.quad(lambda t: of(body, t), of(low), of(high))[0]
        case "simplex", (total, dim, body):
            return simplex(of(total), int(of(dim)), lambda p: of(body, p))
        case op, arguments:
            return NAMED[op](*map(of, arguments))
    raise NotImplementedError(term.op)


NAMED = {
    "exp": np.exp,
    "log": np.log,
    "gamma": special.gamma,
    "lse": logsumexp,
    "softmax": lambda v: special.softmax(v) if isinstance(v, numpy.ndarray) else np.exp(v - logsumexp(v)),
    "entropy": lambda p: special.entr(p).sum(),
    "kl": lambda q, p: special.rel_entr(q, p).sum(),
    "largest": np.max,
    "dot": np.dot,
    "outer": np.outer,
    "diag": np.diag,
    "ones": lambda n: np.ones(int(n)),
    "cons": lambda x, v: np.concatenate([np.array([x]), v]),
    "quadratic": lambda A, h: h @ A @ h,
    "variance": lambda p, h: numpy.cov(h, aweights=p, ddof=0),
}


def simplex(total, dim, f, head=()):
    """The integral of f over p > 0 with p_1 + ... + p_n = total, in all entries but the last."""
    if dim == 1:
        return f(np.array([*head, total]))
    return integrate.quad(lambda p: simplex(total - p, dim - 1, f, (*head, p)), 0, total, epsabs=1e-8, epsrel=1e-8)[0]


def holds(formula, point, stack=(), exactly=False):
    """Whether a formula holds, up to rounding."""
    match formula.op, formula.args:
        case "and", parts:
            return all(holds(part, point, stack, exactly) for part in parts)
        case "forall", (kind, body):
            first, last = (int(value(end, point, stack)) for end in kind.args[1:])
            return all(holds(body, point, (*stack, k), exactly) for k in range(first, last + 1))
        case relation, sides:
            a, b = (value(side, point, stack) for side in sides)
            slack = 0 if exactly else 1e-12 * (1 + numpy.max(numpy.abs(a)) + numpy.max(numpy.abs(b)))
            match relation:
                case "eq":
                    return a == b if exactly else numpy.shape(a) == numpy.shape(b) and numpy.allclose(a, b, rtol=1e-7, atol=1e-9)
                case "le":
                    return a <= b + slack
                case "lt":
                    return a < b
    raise NotImplementedError(formula.op)


# --- points -------------------------------------------------------------------------------------------------------------


def numbers(rng, domain, shape):
    """Random values of a domain: real ones are tied now and then."""
    match domain:
        case "real":
            return rng.normal(0, 2, shape) if rng.random() < 0.7 else rng.integers(-1, 2, shape) * 1.0
        case "positive" | "nonnegative":
            return rng.uniform(1, 4, shape)
        case "natural":
            return rng.integers(0, 4, shape) * 1.0
        case "(0, 1)":
            return rng.uniform(0.1, 0.9, shape)
    raise NotImplementedError(domain)


SIZES = {
    "dirichlet-normaliser": (1, 2, 2, 3),
    "dirichlet-posterior-mean-add-alpha": (1, 2, 2, 3),
}  # integrals over simplices are slow
MEETING = {  # what a theorem's hypotheses ask of a point
    "softmax-variance-identity/zero-only-if": lambda point, rng: {"h": numpy.full(point["n"], rng.normal())},
    "lse-convex/convex": lambda point, rng: {"t": rng.uniform()},
    "dirichlet-normaliser/scaled": lambda point, rng: smooth(point, rng),
    "dirichlet-normaliser/normaliser": lambda point, rng: smooth(point, rng),
    "dirichlet-posterior-mean-add-alpha/convex-combination": lambda point, rng: {"c": point["c"] + 1},
}


def smooth(point, rng):
    """Whole exponents in more than one variable: quadrature then sees polynomials."""
    return {"alpha": rng.integers(1, 6, point["n"]) * 1.0} if point["n"] > 2 else {}


def random_point(part, formulas, sizes, rng):
    """A point within the domains and the hypotheses."""
    free = sorted(frozenset().union(*(f.free for f in formulas)), key=lambda v: v.args[0])
    point = {v.args[0]: int(rng.choice(sizes)) for v in free if v.args[1] == "dimension"}
    for v in free:
        name, domain, *dims = v.args
        if domain == "index":
            first, last = (int(value(end, point)) for end in dims)
            point[name] = int(rng.integers(first, last + 1))
        elif domain != "dimension":
            point[name] = numbers(rng, domain, [int(value(d, point)) for d in dims] or None)
    return point | MEETING.get(part, lambda *_: {})(point, rng)


@pytest.mark.parametrize("proposition", ledger.propositions(), ids=lambda p: p.part)
def test_libraries_agree_with_the_theorem(proposition):
    theorem, part = proposition.theorem, proposition.part
    rng = numpy.random.default_rng(len(part))
    for n in SIZES.get(proposition.entry.id, 3 * (1, 2, 3, 4, 7)):
        if f"n >= {n + 1}" in proposition.entry.dimension:
            continue
        point = random_point(part, (theorem.conclusion, *theorem.hypotheses), [n], rng)
        assert all(holds(h, point) for h in theorem.hypotheses), point
        assert holds(theorem.conclusion, point), point


EQUATIONS = [
    "lse-gradient-softmax/gradient", "softmax-jacobian/entries", "softmax-jacobian/hessian", "softmax-simplex/sums-to-one",
    "softmax-variance-identity/pairs", "temperature-limit-infinity/limit", "temperature-limit-zero-ties/limit",
    "dirichlet-normaliser/normaliser", "dirichlet-posterior-mean-add-alpha/mean", "add-alpha-is-softmax-log-counts/identity",
]  # fmt: skip


@pytest.mark.parametrize("part", EQUATIONS)
def test_the_comparison_can_fail(part):
    """1/1000 more on the right side is seen."""
    conclusion = ledger.proposition(part).theorem.conclusion
    left, right = conclusion.args
    point = random_point(part, [conclusion], [2], numpy.random.default_rng(0))
    assert not holds(fn("eq", left, add(right, num("1/1000"))), point)


# --- the formulas of the four results, against one library call each ------------------------------------------------------


@pytest.fixture
def rng():
    return numpy.random.default_rng(7)


def right_side(part, **point):
    return value(ledger.proposition(part).theorem.conclusion.args[1], point)


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
