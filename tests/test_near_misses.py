"""Near misses: each statement of the ledger, changed a little, is proved no more, and a counterexample shows why.

By hand, the mistakes that people make (a wrong sign, a missing delta, p_j for p_i, off by one, ties ignored, a captured index, a
dropped hypothesis); and by machine, small changes of the terms that were proved.
"""

import pytest
from chosen import chosen, sampled
from sympy import evaluate

from derivations.prover.book import ledger
from derivations.prover.clock import now
from derivations.prover.proof import derived
from derivations.prover.proof.chain import StepFailed
from derivations.prover.kernel import rules
from derivations.prover.kernel.definitions import well_typed
from derivations.prover.kernel.polynomial import Refused
from derivations.prover.kernel.terms import (
    MINUS, ONE, ZERO, IllTyped, Term, add, mul, num, opened, shape, sub, substitute, subterms,
)  # fmt: skip
from derivations.prover.language.grammar import declare, parse_relation
from derivations.prover.language.sympy_notation import Unreadable, write
from derivations.prover.refutation.counterexamples import search
from derivations.prover.proof.rewriting import matched
from derivations.prover.search.strategy import Search

USING = ("definition", "derivative", "collapse", "gamma")
MUTANTS, ENOUGH = 15, 2  # at most, of one theorem: of those made by machine, and of those with a counterexample
SECONDS = 0.1  # of the kernel's search, for one mutant
SCOPE = declare({
    "n": "dimension", "z": "real[n]", "w": "real[n]", "h": "real[n]", "alpha": "positive[n]", "p": "positive[n]", "c": "natural[n]",
    "a": "nonnegative[n]", "b": "nonnegative[n]", "i": "index[n]", "j": "index[n]", "k": "index[n]", "T": "positive",
    "s": "positive", "gamma0": "positive", "x": "real", "t": "real",
    "L": "differentiable real[n] -> real", "F": "differentiable real[n] -> real[n]", "path": "differentiable real -> real[n]",
})  # fmt: skip
Z = "Sum(exp(z[j]), (j, 1, n))"
J = "(diag(softmax(z)) - outer(softmax(z), softmax(z)))"
SHARE = "softmax(z)[i]"
MEAN_SQUARE, MEAN = "Sum(softmax(z)[i]*h[i]**2, (i, 1, n))", "Sum(softmax(z)[i]*h[i], (i, 1, n))"
N, A = "Sum(c[j], (j, 1, n))", "Sum(alpha[j], (j, 1, n))"
DIRICHLET = "SimplexIntegral(Product(p[j]**(alpha[j] - 1), (j, 1, n)), p{total})"
GAMMAS = "Product(gamma(alpha[j]), (j, 1, n))"
POSTERIOR = "Product(p[j]**(alpha[j] + c[j] - 1), (j, 1, n))"
POSTERIOR_MEAN = f"SimplexIntegral(p[i]*{POSTERIOR}, p)/SimplexIntegral({POSTERIOR}, p)"
TOP = "indicator(Eq(z[{0}], largest(z)))"

MEAN_OF_MAXIMUM = "Integral(x*Derivative(Product(exp(-exp(-(x - z[i]))), (i, 1, n)), x), (x, -oo, oo))"
LOGITS, NOW = "vector((k, 1, n), F[k](z))", "softmax(vector((k, 1, n), path[k](t)))"
MISSES = {  # part -> mistake -> statement, or (statement, hypotheses)
    "lse-gradient-softmax/gradient": {
        "wrong sign": "Derivative(LSE(z), z[k]) = -softmax(z)[k]",
        "p_i for p_k": "Derivative(LSE(z), z[k]) = softmax(z)[i]",
        "captured index": f"Derivative(log({Z}), z[j]) = Derivative(log({Z}), z[k])",
        "captured index, worked out": "Derivative(log(Sum(exp(z[k]), (k, 1, n))), z[k]) = 1",
        "not normalised": "Derivative(LSE(z), z[k]) = exp(z[k])",
    },
    "jem-score/score": {
        "a plain mean": f"Derivative(LSE({LOGITS}), z[i]) = Sum(Gradient(F[k](z), z)[i], (k, 1, n))/n",
        "of one class": f"Derivative(LSE({LOGITS}), z[i]) = Gradient(F[j](z), z)[i]",
        "not normalised": f"Derivative(LSE({LOGITS}), z[i]) = Sum(exp(F[k](z))*Gradient(F[k](z), z)[i], (k, 1, n))",
    },
    "scale-invariant-loss-orthogonality/euler": {
        "of any loss": "Sum(z[i]*Gradient(L(z), z)[i], (i, 1, n)) = 0",
        "in each entry": "z[i]*Gradient(L(z), z)[i] = 0",
    },
    "scale-invariant-loss-orthogonality/softmax-sum": {
        "of any loss": "Sum(Gradient(L(z), z)[i], (i, 1, n)) = 0",
        "in each entry": "Gradient(L(z), z)[i] = 0",
    },
    "replicator-natural-gradient/flow": {
        "mean forgotten": f"Derivative({NOW}[i], t) = {NOW}[i]*Derivative(path[i](t), t)",
        "a plain mean": f"Derivative({NOW}[i], t) = {NOW}[i]*(path'[i](t) - Sum(path'[j](t), (j, 1, n))/n)",
    },
    "softmax-simplex/positive": {
        "wrong sign": "softmax(z)[i] < 0",
        "too much": "1/n <= softmax(z)[i]",
    },
    "softmax-simplex/sums-to-one": {
        "sums to n": "Sum(softmax(z)[i], (i, 1, n)) = n",
        "off by one": "Sum(softmax(z)[i], (i, 2, n)) = 1",
        "captured index": "Sum(softmax(z)[i], (k, 1, n)) = 1",
        "squares": "Sum(softmax(z)[i]**2, (i, 1, n)) = 1",
    },
    "softmax-simplex/below-one": {
        "dropped hypothesis": "softmax(z)[i] < 1",
        "below a half": ("softmax(z)[i] < 1/2", "n >= 2"),
        "for a later n": ("softmax(z)[i] < 1/2", "n >= 3"),
    },
    "lse-max-sandwich/lower": {
        "strict at n = 1": "largest(z) < LSE(z)",
        "reversed": "LSE(z) <= largest(z)",
        "too much": "largest(z) + log(n) <= LSE(z)",
    },
    "lse-max-sandwich/upper": {
        "strict at ties": "LSE(z) < largest(z) + log(n)",
        "off by one": ("LSE(z) <= largest(z) + log(n - 1)", "n >= 2"),
        "z_i for the maximum": "LSE(z) <= z[i] + log(n)",
        "negligible error": "LSE(z) <= largest(z) + 1",
    },
    "softmax-jacobian/entries": {
        "missing delta": "Derivative(softmax(z)[i], z[k]) = -softmax(z)[i]*softmax(z)[k]",
        "wrong sign": "Derivative(softmax(z)[i], z[k]) = softmax(z)[i]*(KroneckerDelta(i, k) + softmax(z)[k])",
        "p_i for p_k": "Derivative(softmax(z)[i], z[k]) = softmax(z)[i]*(KroneckerDelta(i, k) - softmax(z)[i])",
        "only the diagonal": "Derivative(softmax(z)[i], z[k]) = softmax(z)[i]*(1 - softmax(z)[i])",
        "delta alone": "Derivative(softmax(z)[i], z[k]) = softmax(z)[i]*KroneckerDelta(i, k)",
        "square forgotten": "Derivative(softmax(z)[i], z[k]) = softmax(z)[i]*(KroneckerDelta(i, k) - exp(z[k]))",
    },
    "softmax-jacobian/matrix": {
        "wrong sign": "Jacobian(softmax(z), z) = outer(softmax(z), softmax(z)) - diag(softmax(z))",
        "diagonal alone": "Jacobian(softmax(z), z) = diag(softmax(z))",
        "sum for difference": "Jacobian(softmax(z), z) = diag(softmax(z)) + outer(softmax(z), softmax(z))",
    },
    "softmax-jacobian/hessian": {
        "wrong entry": f"Derivative(LSE(z), z[i], z[k]) = {J}[i, i]",
        "wrong sign": f"Derivative(LSE(z), z[i], z[k]) = -{J}[i, k]",
        "first derivative": f"Derivative(LSE(z), z[i]) = {J}[i, k]",
    },
    "softmax-jacobian/symmetric": {
        "antisymmetric": f"{J}[i, k] = -{J}[k, i]",
        "wrong entry": f"{J}[i, k] = {J}[k, k]",
    },
    "softmax-jacobian-reduced-determinant/minor": {
        "the whole matrix": f"det({J}) = Product(softmax(z)[i], (i, 1, n))",
        "the others alone": f"minor({J}, k) = Product(softmax(z)[i], (i, 1, n))/softmax(z)[k]",
        "the diagonal": f"minor({J}, k) = Product({J}[i, i], (i, 1, n))",
        "another row than column": f"minor({J}, i, k) = Product(softmax(z)[i], (i, 1, n))",
    },
    "softmax-jacobian-reduced-determinant/principal-minors-sum": {
        "their number forgotten": f"Sum(minor({J}, k), (k, 1, n)) = Product(softmax(z)[i], (i, 1, n))",
        "one too many": f"Sum(minor({J}, k), (k, 1, n)) = (n + 1)*Product(softmax(z)[i], (i, 1, n))",
    },
    "softmax-jacobian-reduced-determinant/bordered": {
        "n for its square": f"det({J} + outer(ones(n), ones(n))) = n*Product(softmax(z)[i], (i, 1, n))",
        "a one on the diagonal": f"det({J} + diag(ones(n))) = n**2*Product(softmax(z)[i], (i, 1, n))",
    },
    "softmax-jacobian-interlacing/characteristic": {
        "without the square": (
            f"det({J} - x*diag(ones(n))) = Product(softmax(z)[i] - x, (i, 1, n))*(1 - Sum({SHARE}/({SHARE} - x), (i, 1, n)))",
            "ForAll(Ne(softmax(z)[k], x), (k, 1, n))",
        ),
        "the diagonal alone": f"det({J} - x*diag(ones(n))) = Product(softmax(z)[i] - x, (i, 1, n))",
    },
    "softmax-lipschitz-lp/two-class-tie": {
        "a quarter in each entry": (
            "Abs(4*Sum((diag(softmax(z)) - outer(softmax(z), softmax(z)))[1, k]*h[k], (k, 1, n))) <= Max(Abs(h[i]), (i, 1, n))",
            "n <= 2",
        ),
        "powers below one": ("2*abspow((x - t)/2, s) <= abspow(x, s) + abspow(t, s)", "s <= 1/2"),
    },
    "softmax-is-grad-expected-max/expected-max": {
        "without γ": f"{MEAN_OF_MAXIMUM} = LSE(z)",
        "γ of another sign": f"{MEAN_OF_MAXIMUM} = LSE(z) - EulerGamma",
    },
    "softmax-variance-identity/variance": {
        "mean not squared": f"quadratic({J}, h) = {MEAN_SQUARE} - {MEAN}",
        "plain mean": f"quadratic({J}, h) = {MEAN_SQUARE} - (Sum(h[i], (i, 1, n))/n)**2",
        "wrong sign": f"quadratic({J}, h) = {MEAN_SQUARE} + {MEAN}**2",
        "z for h": f"quadratic({J}, h) = variance(softmax(z), z)",
    },
    "softmax-variance-identity/pairs": {
        "missing half": f"quadratic({J}, h) = Sum(Sum(softmax(z)[i]*softmax(z)[j]*(h[i] - h[j])**2, (j, 1, n)), (i, 1, n))",
        "sum for difference": f"quadratic({J}, h) = Sum(Sum(softmax(z)[i]*softmax(z)[j]*(h[i] + h[j])**2, (j, 1, n)), (i, 1, n))/2",
        "p_i twice": f"quadratic({J}, h) = 1/2*Sum(Sum(softmax(z)[i]**2*(h[i] - h[j])**2, (j, 1, n)), (i, 1, n))",
    },
    "softmax-variance-identity/nonnegative": {
        "positive definite": f"0 < quadratic({J}, h)",
        "wrong sign": f"quadratic({J}, h) <= 0",
        "strongly convex": f"Sum(h[i]**2, (i, 1, n))/1000 <= quadratic({J}, h)",
    },
    "softmax-variance-identity/zero-only-if": {
        "dropped hypothesis": "h = h[1]*ones(n)",
        "too much": ("h[i] = 0", f"Eq(quadratic({J}, h), 0)"),
        "z for h": ("z = z[1]*ones(n)", f"Eq(quadratic({J}, h), 0)"),
    },
    "lse-tangent/tangent": {
        "tangent at the other end": "LSE(z) + dot(softmax(w), w - z) <= LSE(w)",
        "reversed": "LSE(w) <= LSE(z) + dot(softmax(z), w - z)",
        "no slope": "LSE(z) <= LSE(w)",
    },
    "lse-convex/convex": {
        "dropped hypothesis": "LSE(t*z + (1 - t)*w) <= t*LSE(z) + (1 - t)*LSE(w)",
        "half of the hypothesis": ("LSE(t*z + (1 - t)*w) <= t*LSE(z) + (1 - t)*LSE(w)", "t <= 1"),
        "concave": ("t*LSE(z) + (1 - t)*LSE(w) <= LSE(t*z + (1 - t)*w)", "0 <= t", "t <= 1"),
        "strictly": ("LSE(t*z + (1 - t)*w) < t*LSE(z) + (1 - t)*LSE(w)", "0 < t", "t < 1"),
        "weights exchanged": ("LSE(t*z + (1 - t)*w) <= (1 - t)*LSE(z) + t*LSE(w)", "0 <= t", "t <= 1"),
    },
    "exp-tangent/tangent": {
        "strict": "1 + x < exp(x)",
        "second order": "1 + x + x**2/2 <= exp(x)",
    },
    "exponential-decay/limit": {
        "wrong value": "Limit(exp(-gamma0/T), T, 0) = 1",
        "value at T = 1": "Limit(exp(-gamma0/T), T, 0) = exp(-gamma0)",
    },
    "temperature-limit-zero-ties/limit": {
        "ties ignored": f"Limit(softmax(z/T)[i], T, 0) = {TOP.format('i')}",
        "wrong end": f"Limit(softmax(z/T)[i], T, oo) = {TOP.format('i')}/Sum({TOP.format('k')}, (k, 1, n))",
        "uniform": "Limit(softmax(z/T)[i], T, 0) = 1/n",
        "captured index": f"Limit(softmax(z/T)[i], T, 0) = {TOP.format('i')}/Sum({TOP.format('i')}, (k, 1, n))",
    },
    "temperature-limit-infinity/limit": {
        "nothing left": "Limit(softmax(z/T)[i], T, oo) = 0",
        "wrong end": "Limit(softmax(z/T)[i], T, 0) = 1/n",
        "off by one": "Limit(softmax(z/T)[i], T, oo) = 1/(n + 1)",
    },
    "temperature-lse-sandwich/lower": {
        "T dropped": "largest(z) <= LSE(z/T)",
        "strict at n = 1": "largest(z) < T*LSE(z/T)",
        "T moved": "largest(z) <= LSE(T*z)/T - log(n)/T",
    },
    "temperature-lse-sandwich/upper": {
        "T dropped": "T*LSE(z/T) <= largest(z) + log(n)",
        "no error": "T*LSE(z/T) <= largest(z)",
        "T squared": "T*LSE(z/T) <= largest(z) + T**2*log(n)",
    },
    "dirichlet-normaliser/scaled": {
        "off by one in the power": f"{DIRICHLET.format(total=', s')} = s**{A}*{GAMMAS}/gamma({A})",
        "total dropped": f"{DIRICHLET.format(total=', s')} = {GAMMAS}/gamma({A})",
    },
    "dirichlet-normaliser/normaliser": {
        "off by one in gamma": f"{DIRICHLET.format(total='')} = {GAMMAS}/gamma({A} + 1)",
        "upside down": f"{DIRICHLET.format(total='')} = gamma({A})/{GAMMAS}",
        "off by one in the density": f"SimplexIntegral(Product(p[j]**alpha[j], (j, 1, n)), p) = {GAMMAS}/gamma({A})",
    },
    "dirichlet-posterior-mean-add-alpha/mean": {
        "the mode": f"{POSTERIOR_MEAN} = (c[i] + alpha[i] - 1)/({N} + {A} - n)",
        "off by one": f"{POSTERIOR_MEAN} = (c[i] + alpha[i])/({N} + {A} + 1)",
        "add one": f"{POSTERIOR_MEAN} = (c[i] + 1)/({N} + n)",
        "c_k for c_i": f"{POSTERIOR_MEAN} = (c[k] + alpha[k])/({N} + {A})",
        "no prior": f"{POSTERIOR_MEAN} = c[i]/{N}",
    },
    "dirichlet-posterior-mean-add-alpha/convex-combination": {
        "dropped hypothesis": f"(c[i] + alpha[i])/({N} + {A}) = {N}/({N} + {A})*(c[i]/{N}) + {A}/({N} + {A})*(alpha[i]/{A})",
        "weights exchanged": (
            f"(c[i] + alpha[i])/({N} + {A}) = {A}/({N} + {A})*(c[i]/{N}) + {N}/({N} + {A})*(alpha[i]/{A})",
            f"{N} > 0",
        ),
        "sum of the means": (f"(c[i] + alpha[i])/({N} + {A}) = c[i]/{N} + alpha[i]/{A}", f"{N} > 0"),
    },
    "lse-condition-number/norm-wise": {
        "the sum for the maximum": (
            "Abs(LSE(z + h) - LSE(z)) <= T*Sum(Abs(z[k]), (k, 1, n))/n",
            "ForAll(Abs(h[i]) <= T*Max(Abs(z[k]), (k, 1, n)), (i, 1, n))",
        ),
        "half of it": (
            "Abs(LSE(z + h) - LSE(z)) <= T*Max(Abs(z[k]), (k, 1, n))/2",
            "ForAll(Abs(h[i]) <= T*Max(Abs(z[k]), (k, 1, n)), (i, 1, n))",
        ),
    },
    "lse-condition-number/component-wise": {
        "the tangent for the change": (
            "Abs(LSE(z + h) - LSE(z)) <= T*Sum(softmax(z)[k]*Abs(z[k]), (k, 1, n))", "ForAll(Abs(h[i]) <= T*Abs(z[i]), (i, 1, n))"
        ),
        "no sizes": ("Abs(LSE(z + h) - LSE(z)) <= LSE(z + T*z) - LSE(z)", "ForAll(Abs(h[i]) <= T*Abs(z[i]), (i, 1, n))"),
    },
    "polya-urn-sequence/mixture": {
        "off by one": f"SimplexIntegral({POSTERIOR}, p)/{DIRICHLET.format(total='')} = "
        f"Product(gamma(alpha[j] + c[j])/gamma(alpha[j]), (j, 1, n))*gamma({A})/gamma({A} + {N} + 1)",
        "counts for the rising product": f"SimplexIntegral({POSTERIOR}, p)/{DIRICHLET.format(total='')} = "
        f"Product(alpha[j]**c[j], (j, 1, n))/{A}**{N}",
    },
    "add-alpha-is-softmax-log-counts/identity": {
        "counts for their log": ("(a[i] + b[i])/Sum(a[j] + b[j], (j, 1, n)) = softmax(a + b)[i]", "a[j] + b[j] > 0"),
        "log too late": ("(a[i] + b[i])/Sum(a[j] + b[j], (j, 1, n)) = softmax(log(a + b) + log(2)*ones(n)/a[i])[i]", "a[j] > 1"),
        "one alpha": ("(a[i] + b[i])/(Sum(a[j], (j, 1, n)) + b[i]) = softmax(log(a + b))[i]", "a[j] + b[j] > 0"),
        "dropped hypothesis": "(a[i] + b[i])/Sum(a[j] + b[j], (j, 1, n)) = softmax(log(a + b))[i]",
    },
}  # fmt: skip

CASES = [(part, mistake) for part, mistakes in MISSES.items() for mistake in mistakes]


def mutant(part, mistake):
    """The statement and its hypotheses, as formulas."""
    said = MISSES[part][mistake]
    statement, *given = (said,) if isinstance(said, str) else said
    return parse_relation(statement, SCOPE), tuple(parse_relation(g, SCOPE) for g in given)


def attempts(formula, given, theorem):
    """The ways in which the kernel could be asked for the formula, the proved theorem being at hand."""
    left, right = formula.args
    if formula.op == "eq":
        yield lambda: rules.equality(left, right, USING, given)
        yield lambda: rules.settle(rules.reduction(left, right, USING, given))
        yield lambda: rules.settle(derived.unfolding(left, right, given))
    elif not shape(left):
        yield lambda: rules.linear(formula, [], sub(right, left), (), given)
        yield lambda: rules.linear(formula, [], ZERO, USING, given)
        yield lambda: rules.sign(sub(right, left), formula.op, given)
    yield lambda: rules.restate(theorem, formula)
    for factor in (ONE, MINUS):
        for slack in (ZERO, sub(right, left)):
            yield lambda c=factor, rest=slack: rules.linear(formula, [(c, theorem)], rest, USING, given)
    yield lambda: Search(given, now() + SECONDS).prove(formula)


def proof(formula, given, theorem):
    """A theorem that says the formula under the hypotheses, if the kernel can be brought to it."""
    if formula.op == "forall":
        x, body = opened(formula)
        found = proof(body, given, rules.specialise(theorem, x) if theorem.conclusion.op == "forall" else theorem)
        return found and rules.generalise(found, x)
    for question in attempts(formula, given, theorem):
        try:
            found = question()
        except (Refused, IllTyped, ValueError):
            continue
        if found is not None and found.conclusion == formula and set(found.hypotheses) <= set(given):
            return found
    return None


def test_every_statement_has_near_misses():
    assert set(MISSES) <= {p.part for p in ledger.propositions()}  # the others have those that are made by machine
    assert all(len(mistakes) >= 2 for mistakes in MISSES.values())


@pytest.mark.parametrize(("part", "mistake"), sampled(CASES, 3))
def test_the_kernel_does_not_prove_a_near_miss(part, mistake):
    formula, given = mutant(part, mistake)
    assert proof(formula, given, ledger.proposition(part).theorem) is None


@pytest.mark.parametrize(("part", "mistake"), CASES)
def test_the_derivation_does_not_end_in_a_near_miss(part, mistake):
    formula, given = mutant(part, mistake)
    derivation = ledger.proposition(part).derivation
    with evaluate(False):
        try:
            left, right = map(write, formula.args)
            ended = derivation.sides(left, right, using=("definition", "derivative", "collapse")).settled()
        except (StepFailed, Unreadable):
            return
    assert ended.conclusion != formula or not set(ended.hypotheses) <= set(given)


@pytest.mark.parametrize(("part", "mistake"), CASES)
def test_a_near_miss_has_a_counterexample(part, mistake):
    formula, given = mutant(part, mistake)
    if formula.args[0].op == "limit":  # no ball encloses a limit: the ledger has another value of it
        known = next(
            filter(None, (matched(p.theorem, formula.args[0]) for p in ledger.propositions() if p.theorem.conclusion.op == "eq"))
        )
        formula = Term("eq", (known.conclusion.args[1], formula.args[1]))
    outcome = search(formula, given, seconds=2)
    assert outcome.refuted, outcome
    assert "left side" in str(outcome.counterexample) and "right side" in str(outcome.counterexample)


# --- every small change of what was proved -----------------------------------------------------------------------------


def changes(term, names):
    """The terms that differ from this one in one place."""
    yield from here(term, names)
    for place, arg in enumerate(term.args):
        if arg.__class__ is not Term or arg.op == "sort":
            continue
        for changed in changes(arg, names):
            yield Term(term.op, (*term.args[:place], changed, *term.args[place + 1 :]), term.hint)


def here(term, names):
    match term.op, term.args:
        case "num", (value,):
            yield num(value + 1)
            yield num(-value)
        case "delta", _:
            yield ZERO
            yield ONE
        case "var", (_, domain, *dims):
            yield from (other for other in names if other != term and other.args[1:] == (domain, *dims))
        case "pow", (base, _):
            yield base
        case "add", parts if len(parts) == 2:
            yield add(parts[0], mul(MINUS, parts[1]))
            yield parts[0]
        case "bound", (depth,) if depth:
            yield Term("bound", (depth - 1,))
        case "exp" | "log" | "gamma", (argument,):
            yield argument
        case "eq" | "le" | "lt" as relation, (left, right):
            yield Term(relation, (left, mul(MINUS, right)))
            if relation != "eq":
                yield Term(relation, (right, left))
                yield Term("lt", (left, right))
    if term.op in ("sum", "prod") and term.args[0] == ONE:
        yield Term(term.op, (num(2), *term.args[1:]), term.hint)


def mutants(theorem):
    """Well-typed relations that differ from a theorem in one place, or lack one of its hypotheses."""
    free = frozenset().union(theorem.conclusion.free, *(h.free for h in theorem.hypotheses))
    said = theorem.conclusion.args if theorem.conclusion.op == "and" else (theorem.conclusion,)
    for relation in said:
        for dropped in theorem.hypotheses:
            yield relation, tuple(h for h in theorem.hypotheses if h != dropped)
        for changed in dict.fromkeys(changes(relation, sorted(free, key=lambda v: v.args[0]))):
            try:
                well_typed(changed)
            except IllTyped:
                continue
            yield changed, theorem.hypotheses


@pytest.mark.parametrize("proposition", chosen(ledger.propositions(), 36), ids=lambda p: p.part)
def test_the_mutants_of_a_theorem_are_refuted_and_never_proved(proposition):
    """Mutants are tried until some have a counterexample, and none of those is proved: the judges never contradict each other."""
    theorem, near = proposition.theorem, list(mutants(proposition.theorem))
    near = near[:: 1 + len(near) // MUTANTS]
    refuted, met = counterexamples_of(near, proposition, seconds=0.1, limit=25)
    if (
        not refuted
        and met
        and not any(t.op in ("limit", "integral", "simplex", "space", "exists") for t in subterms(theorem.conclusion))
    ):
        refuted, met = counterexamples_of(near, proposition, enough=1, seconds=1, limit=200)
        assert refuted
    assert not [miss for miss in refuted if proof(*miss, theorem) is not None]


def counterexamples_of(near, proposition, enough=ENOUGH, **effort):
    """Those of the mutants that have a counterexample, and whether points met the hypotheses of the theorem.

    Points are of all kinds, and, where the hypotheses are rarely met, about the theorem's witness.
    """
    refuted, met = [], False
    for miss in near:
        outcome = search(*miss, **effort)
        about = proposition.point(miss[0], *miss[1]) if not outcome.refuted and proposition.witness else None
        if about is not None:
            outcome = search(*miss, **effort, at=about)
        refuted += [miss] if outcome.refuted else []
        met = met or bool(outcome.met) and miss[1] == proposition.theorem.hypotheses
        if len(refuted) == enough:
            break
    return refuted, met


def test_an_instance_is_no_near_miss():
    """The harness is able to find proofs: a renamed theorem is proved, by the same attempts, and so is one for all indices."""
    theorem = ledger.proposition("softmax-jacobian/entries").theorem
    i, k = (next(v for v in theorem.conclusion.free if v.args[0] == name) for name in "ik")
    renamed = substitute(theorem.conclusion, {k: SCOPE["j"]})
    assert proof(renamed, (), theorem) is not None
    whole = rules.generalise(theorem, i)
    renamed = substitute(whole.conclusion, {k: SCOPE["j"]})
    assert renamed.op == "forall" and proof(renamed, (), whole) is not None


def test_a_theorem_for_all_values_has_near_misses():
    """Changes within a for-all are refuted at points, and not proved."""
    entries = ledger.proposition("softmax-jacobian/entries").theorem
    whole = rules.generalise(entries, next(v for v in entries.conclusion.free if v.args[0] == "i"))
    near = [miss for miss in mutants(whole) if miss[0].op == "forall"]
    refuted = [miss for miss in near[:MUTANTS] if search(*miss, seconds=0.1).refuted]
    assert len(refuted) >= ENOUGH and not [miss for miss in refuted if proof(*miss, whole) is not None]
    ray = ledger.proposition("separable-entropy-iia-forces-shannon/ray").theorem
    other_sign = next(formula for formula, given in mutants(ray) if given == ray.hypotheses)
    assert other_sign.op == "forall" and proof(other_sign, ray.hypotheses, ray) is None
