"""Statements of four libraries in Lean, beside ours: each is a theorem of the ledger, or `check` proves it.

Their declarations were read in these files, as they stood in 2026. Theirs are for a finite type of alternatives, ours for 1..n;
what they call α • s is a*z here, and an energy E at the inverse temperature b gives the scores −b E. An id says that our theorem
has theirs as it stands or as a case; where it says more, the remark beside it tells what.
"""

import pytest
from chosen import sampled

from derivations.prover.book.ledger import chosen
from derivations.prover.verdict import check

SOFTMAX = "hawkrobe/linglib: Linglib/Core/Analysis/SpecialFunctions/Softmax.lean"
THEORY = "hawkrobe/linglib: Linglib/Core/Probability/SoftmaxTheory.lean"
LIMITS = "hawkrobe/linglib: Linglib/Core/Probability/SoftmaxLimits.lean"
FINITE = "HEPLean/PhysLean: PhysLean/StatisticalMechanics/CanonicalEnsemble/Finite.lean"
TWO_STATE = "HEPLean/PhysLean: PhysLean/StatisticalMechanics/CanonicalEnsemble/TwoState.lean"
DERIVATIVE = "lean-dojo/TorchLean: NN/Proofs/Autograd/FDeriv/Softmax.lean"
LOG_DERIVATIVE = "lean-dojo/TorchLean: NN/Proofs/Autograd/FDeriv/LogSoftmax.lean"
ANALYSIS = "lean-dojo/TorchLean: NN/Proofs/Analysis/Softmax.lean"
MOMENTS = "TauCetiProject/TauCeti: TauCeti/Probability/Distributions/Dirichlet/Moments.lean"

WHERE = (
    "n: dimension; z: real[n]; h: real[n]; g: real[n]; E: real[n]; r: real[n]; f: positive[n]; q: simplex[n]; two: real[2]; "
    "i: index[n]; j: index[n]; k: index[n]; y: index[n]; a: real; b: real; c: real; x: real; e: real; p: (0, 1); A: positive"
)
BOLTZMANN = "softmax(-b*E)"

THEOREMS = [  # whose file, their declaration, our theorem
    (SOFTMAX, "Real.softmax_add_const", "softmax-translation-invariance/invariance"),
    (SOFTMAX, "Real.softmax_pos", "softmax-simplex/positive"),
    (SOFTMAX, "Real.sum_softmax", "softmax-simplex/sums-to-one"),
    (SOFTMAX, "Real.log_softmax_div_softmax", "softmax-log-odds/log-odds"),
    (SOFTMAX, "Real.log_softmax", "log-softmax-stable/identity"),
    (SOFTMAX, "Real.softmax_lt_softmax_iff", "softmax-permutation-equivariance/order"),
    (SOFTMAX, "Real.softmax_lt_softmax_iff", "softmax-permutation-equivariance/order-converse"),
    (SOFTMAX, "Real.softmax_fin_two", "softmax-binary-logistic/logistic"),
    (SOFTMAX, "Real.tendsto_softmax_atTop", "temperature-limit-zero-ties/limit"),  # ties included
    (SOFTMAX, "Real.tendsto_softmax_atTop_pi", "temperature-limit-zero-ties/one-hot-iff-unique-if"),
    (SOFTMAX, "Real.tendsto_softmax_atBot", "temperature-limit-zero-minus/limit"),  # ties included
    (SOFTMAX, "Real.tendsto_sum_negMulLog_softmax_atTop", "temperature-entropy-monotone/limit-zero"),  # ties included
    (THEORY, "Core.gibbs_variational", "gibbs-variational-principle/upper-bound"),
    (THEORY, "Core.speakerObj_at_softmax", "gibbs-variational-principle/attained"),
    (THEORY, "Core.softmax_unique_maximizer", "gibbs-variational-principle/unique-maximiser"),
    (THEORY, "Core.entropy_softmax", "beta-is-entropy-derivative/entropy"),
    (LIMITS, "Softmax.entropy_tendsto_max", "temperature-entropy-monotone/limit-infinity"),  # from one side: a = 1/T
    (FINITE, "CanonicalEnsemble.derivWithin_meanEnergy_Beta_eq_neg_variance", "partition-function-cumulants/variance"),
    (FINITE, "CanonicalEnsemble.fluctuation_dissipation_theorem_finite", "temperature-heat-capacity/capacity"),  # with k_B = 1
    (DERIVATIVE, "Proofs.Autograd.hasFDerivAt_softmaxVec", "softmax-jacobian/matrix"),
    (DERIVATIVE, "Proofs.Autograd.inner_softmaxJvp_comm", "softmax-jacobian/symmetric"),
    (MOMENTS, "TauCeti.Probability.integral_eval_dirichletMeasure", "dirichlet-posterior-mean-add-alpha/mean"),  # without counts
    (MOMENTS, "TauCeti.Probability.covMatrix_dirichletMeasure", "dirichlet-covariance/covariance"),
    (MOMENTS, "TauCeti.Probability.variance_eval_dirichletMeasure", "dirichlet-covariance/covariance"),  # at i = k
]

STATEMENTS = [  # whose file, their declaration, the statement that `check` proves, its hypotheses
    (SOFTMAX, "Real.softmax_const", "softmax(c*ones(n))[i] = 1/n"),
    (SOFTMAX, "Real.softmax_le_one", "softmax(z)[i] <= 1"),
    (SOFTMAX, "Real.softmax_div_softmax", "softmax(z)[i]/softmax(z)[j] = exp(z[i] - z[j])"),
    (SOFTMAX, "Real.softmax_eq_softmax_mul_exp_sub", "softmax(z)[i] = softmax(z)[j]*exp(z[i] - z[j])"),
    (SOFTMAX, "Real.softmax_eq_exp_sub", "softmax(z)[i] = exp(z[i] - log(Sum(exp(z[j]), (j, 1, n))))"),
    (SOFTMAX, "Real.softmax_le_softmax_iff", "softmax(z)[i] <= softmax(z)[j]", "z[i] <= z[j]"),
    (SOFTMAX, "Real.softmax_eq_inv_sum_exp_sub", "softmax(z)[i] = 1/Sum(exp(z[j] - z[i]), (j, 1, n))"),
    (SOFTMAX, "Real.softmax_le_exp_sub", "softmax(z)[i] <= exp(z[i] - z[j])"),
    (SOFTMAX, "Real.tendsto_softmax_nhds_zero", "Limit(softmax(a*z)[i], a, 0, '+-') = 1/n"),
    (SOFTMAX, "Real.logit_sigmoid", "logit(sigmoid(x)) = x"),
    (SOFTMAX, "Real.sigmoid_logit", "sigmoid(logit(p)) = p"),
    (SOFTMAX, "Real.logit_softmax_fin_two", "logit(softmax(two)[1]) = two[1] - two[2]"),
    (SOFTMAX, "Real.rpow_div_sum_rpow", "f[i]**a/Sum(f[j]**a, (j, 1, n)) = softmax(a*log(f))[i]"),
    (THEORY, "Core.entropy_le_log_card", "Sum(entr(q[k]), (k, 1, n)) <= log(n)"),
    (THEORY, "Core.entropyRegObjective_softmax", "dot(softmax(A*z), z) + entropy(softmax(A*z))/A = LSE(A*z)/A"),
    (THEORY, "Core.deriv_logSumExp", "Derivative(LSE(a*z), a) = Sum(softmax(a*z)[i]*z[i], (i, 1, n))"),
    (THEORY, "Core.hasDerivAt_logSumExpOffset", "Derivative(LSE(a*z + r), a) = Sum(softmax(a*z + r)[i]*z[i], (i, 1, n))"),
    (
        THEORY,
        "Core.hasDerivAt_logConditional",
        "Derivative(a*z[y] + r[y] - LSE(a*z + r), a) = z[y] - Sum(softmax(a*z + r)[i]*z[i], (i, 1, n))",
    ),
    (THEORY, "Core.logSumExpOffset_convex", "Derivative(LSE(a*z + r), a, a) >= 0"),
    (THEORY, "Core.logConditional_concaveOn", "Derivative(a*z[y] + r[y] - LSE(a*z + r), a, a) <= 0"),
    (LIMITS, "Softmax.softmax_exponential_decay", "softmax(A*z)[i] <= exp(-A*(z[j] - z[i]))", "ForAll(z[k] <= z[j], (k, 1, n))"),
    (FINITE, "CanonicalEnsemble.sum_probability_eq_one", f"Sum({BOLTZMANN}[i], (i, 1, n)) = 1"),
    (FINITE, "CanonicalEnsemble.probability_le_one", f"{BOLTZMANN}[i] <= 1"),
    (FINITE, "CanonicalEnsemble.entropy_nonneg", f"entropy({BOLTZMANN}) >= 0"),
    (
        FINITE,
        "CanonicalEnsemble.energyVariance_of_fintype",
        f"variance({BOLTZMANN}, E) = Sum(E[i]**2*{BOLTZMANN}[i], (i, 1, n)) - dot({BOLTZMANN}, E)**2",
    ),
    (
        FINITE,
        "CanonicalEnsemble.deriv_mathematicalPartitionFunctionBetaReal",
        "Derivative(Sum(exp(-b*E[i]), (i, 1, n)), b) = -Sum(E[i]*exp(-b*E[i]), (i, 1, n))",
    ),
    (
        FINITE,
        "CanonicalEnsemble.deriv_meanEnergyBetaReal",
        f"Derivative(dot({BOLTZMANN}, E), b) = dot({BOLTZMANN}, E)**2 - Sum(E[i]**2*{BOLTZMANN}[i], (i, 1, n))",
    ),
    (TWO_STATE, "CanonicalEnsemble.twoState_partitionFunction_apply_eq_cosh", "1 + exp(-b*e) = 2*exp(-b*e/2)*cosh(b*e/2)"),
    (TWO_STATE, "CanonicalEnsemble.twoState_meanEnergy_eq", "e*exp(-b*e)/(1 + exp(-b*e)) = e/2*(1 - tanh(b*e/2))"),
    (
        DERIVATIVE,
        "Proofs.Autograd.softmaxJvp_eq_deriv",
        "Sum(Derivative(softmax(z)[i], z[k])*h[k], (k, 1, n)) = softmax(z)[i]*(h[i] - dot(softmax(z), h))",
    ),
    (
        LOG_DERIVATIVE,
        "Proofs.Autograd.hasFDerivAt_logSoftmaxVec",
        "Derivative(log(softmax(z)[i]), z[k]) = KroneckerDelta(i, k) - softmax(z)[k]",
    ),
    (
        LOG_DERIVATIVE,
        "Proofs.Autograd.inner_logSoftmaxJvp_vjp",
        "Sum((h[i] - dot(softmax(z), h))*g[i], (i, 1, n)) = Sum(h[i]*(g[i] - softmax(z)[i]*Sum(g[j], (j, 1, n))), (i, 1, n))",
    ),
    (
        ANALYSIS,
        "Proofs.sum_spec_softmax_vec_spec",
        "Sum(exp(z[i] - largest(z))/Sum(exp(z[j] - largest(z)), (j, 1, n)), (i, 1, n)) = 1",
    ),
]


def test_theirs_are_theorems_of_ours():
    ours = {proposition.part for proposition in chosen([])}
    assert not {theorem for _, _, theorem in THEOREMS} - ours


@pytest.mark.parametrize("row", sampled(STATEMENTS, 3), ids=lambda row: row[1])
def test_check_proves_what_they_prove(row):
    _, _, statement, *given = row
    assert check(statement, where=WHERE, given=given, timeout=30).word == "proved"


def test_none_is_named_twice_and_there_are_enough():
    named = [(file, declaration) for file, declaration, *_ in STATEMENTS] + list({row[:2] for row in THEOREMS})
    assert len(named) == len(set(named)) >= 50
