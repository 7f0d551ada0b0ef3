"""The ledger holds what the chapters promise, and what is written down elsewhere is what it says."""

import gc
import json
import re
import tomllib
from pathlib import Path

import pytest
from schedule import TOGETHER
from sympy import Integer

from derivations.prover.book import ledger as books
from derivations.prover.book import tags

from derivations.prover.kernel.rules import AXIOMS, BETA, GAMMA
from derivations.prover.proof.chain import derive

PROMISED = {
    "definitions": "softmax-simplex/positive softmax-simplex/sums-to-one softmax-simplex/below-one "
    "softmax-translation-invariance/invariance softmax-translation-invariance/fibres softmax-log-odds/log-odds "
    "softmax-log-odds/independence softmax-not-scale-invariant/odds-power softmax-not-scale-invariant/only-if "
    "softmax-not-scale-invariant/if softmax-permutation-equivariance/order "
    "softmax-permutation-equivariance/order-converse softmax-permutation-equivariance/ties-if "
    "softmax-permutation-equivariance/ties-only-if softmax-diffeomorphism/injective softmax-diffeomorphism/surjective "
    "softmax-diffeomorphism/differential-injective softmax-diffeomorphism/inverse-smooth "
    "softmax-binary-logistic/logistic softmax-binary-logistic/tanh softmax-grouping/block-mass "
    "softmax-grouping/within-block softmax-lower-bound-range/lower softmax-lower-bound-range/upper "
    "softmax-lower-bound-range/lower-equality-if softmax-lower-bound-range/lower-equality-only-if "
    "softmax-lower-bound-range/upper-equality-if softmax-lower-bound-range/upper-equality-only-if",
    "log_sum_exp": "lse-gradient-softmax/gradient lse-translation-equivariance/shift lse-translation-equivariance/gradient-sum "
    "lse-distributivity/sum lse-distributivity/factorisation lse-max-sandwich/lower lse-max-sandwich/lower-strict "
    "lse-max-sandwich/lower-multiplicity lse-max-sandwich/lower-multiplicity-equality-if "
    "lse-max-sandwich/lower-multiplicity-equality-only-if lse-max-sandwich/upper lse-max-sandwich/upper-equality-if "
    "lse-max-sandwich/upper-equality-only-if exp-tangent/tangent exp-tangent/equality-only-if lse-tangent/tangent "
    "lse-tangent/strict lse-convex/convex lse-convex/strict lse-convex/affine-along-ones "
    "lse-convex/not-strongly-convex lse-convex/curvature-vanishes lse-associativity/blocks "
    "lse-associativity/no-neutral-on-reals lse-associativity/tropical-limit lse-mean-lower-bound/mean "
    "lse-mean-lower-bound/mean-equality-if lse-mean-lower-bound/mean-equality-only-if "
    "lse-boltzmann-mean-relation/identity lse-boltzmann-mean-relation/upper "
    "lse-boltzmann-mean-relation/upper-equality-if lse-boltzmann-mean-relation/upper-equality-only-if "
    "lse-boltzmann-mean-relation/lower lse-boltzmann-mean-relation/lower-equality-if "
    "lse-boltzmann-mean-relation/lower-equality-only-if boltzmann-operator-not-monotone/derivative "
    "boltzmann-operator-not-monotone/sign-if boltzmann-operator-not-monotone/sign-only-if "
    "boltzmann-operator-not-monotone/witness boltzmann-operator-not-monotone/not-nonexpansive "
    "boltzmann-operator-not-monotone/lse-nonexpansive boltzmann-operator-not-monotone/mellowmax-nonexpansive "
    "softmax-is-grad-expected-max/maximum-law softmax-is-grad-expected-max/gumbel-mean",
    "jacobian": "softmax-jacobian/entries softmax-jacobian/matrix softmax-jacobian/hessian softmax-jacobian/symmetric "
    "softmax-variance-identity/variance softmax-variance-identity/pairs softmax-variance-identity/nonnegative "
    "softmax-variance-identity/zero-if softmax-variance-identity/zero-only-if "
    "softmax-jacobian-kernel-rank/ones-in-kernel softmax-jacobian-kernel-rank/kernel "
    "softmax-jacobian-kernel-rank/range-contained softmax-jacobian-kernel-rank/range-explicit "
    "softmax-jacobian-kernel-rank/never-invertible softmax-jacobian-trace/trace softmax-jacobian-trace/lower "
    "softmax-jacobian-trace/lower-equality-if softmax-jacobian-trace/lower-equality-only-if "
    "softmax-jacobian-trace/upper softmax-jacobian-trace/upper-equality-if "
    "softmax-jacobian-trace/upper-equality-only-if softmax-jacobian-trace/frobenius "
    "softmax-jacobian-lambda-max-half/row-sum softmax-jacobian-lambda-max-half/row-sum-bound "
    "softmax-jacobian-lambda-max-half/half softmax-jacobian-lambda-max-half/two-classes "
    "softmax-jacobian-lambda-max-half/two-classes-half-if softmax-jacobian-lambda-max-half/two-classes-half-only-if "
    "softmax-jacobian-lambda-max-half/strict-three softmax-jacobian-lambda-max-half/supremum "
    "softmax-jacobian-interlacing/secular softmax-jacobian-interlacing/secular-converse "
    "softmax-jacobian-interlacing/ties softmax-jacobian-generalised-inverse/product "
    "softmax-jacobian-generalised-inverse/generalised-inverse softmax-jacobian-generalised-inverse/penrose-range "
    "softmax-jacobian-generalised-inverse/penrose-inner softmax-jacobian-generalised-inverse/penrose-outer "
    "softmax-third-cumulant/tensor softmax-third-cumulant/central-moment softmax-generalised-self-concordance/range "
    "softmax-generalised-self-concordance/norm lse-bregman-kl/identity lse-bregman-kl/arguments-swap "
    "lse-hoeffding-bound/popoviciu lse-hoeffding-bound/taylor lse-hoeffding-bound/bound "
    "softmax-cocoercive-monotone/monotone softmax-cocoercive-monotone/monotone-equality-if "
    "softmax-cocoercive-monotone/monotone-equality-only-if softmax-cocoercive-monotone/matrix "
    "softmax-cocoercive-monotone/cocoercive softmax-lipschitz-l2/bound softmax-lipschitz-l2/one-never-tight "
    "softmax-lipschitz-l2/two-class-witness softmax-lipschitz-lp/one-norm softmax-lipschitz-lp/infinity-norm "
    "softmax-lipschitz-lp/half softmax-lipschitz-lp/half-attained-if softmax-lipschitz-lp/half-attained-only-if "
    "softmax-lipschitz-lp/half-attained-finitely softmax-lipschitz-dual-norms/one-to-infinity "
    "softmax-lipschitz-dual-norms/quarter softmax-lipschitz-dual-norms/one "
    "softmax-lipschitz-dual-norms/one-equality-if softmax-lipschitz-dual-norms/one-equality-only-if "
    "softmax-lipschitz-dual-norms/smooth-l1 softmax-lipschitz-dual-norms/smooth-linf "
    "softmax-derivative-bounds/diagonal-positive softmax-derivative-bounds/diagonal-upper "
    "softmax-derivative-bounds/diagonal-upper-equality-if softmax-derivative-bounds/diagonal-upper-equality-only-if "
    "softmax-derivative-bounds/off-diagonal-negative softmax-derivative-bounds/off-diagonal-lower "
    "softmax-derivative-bounds/off-diagonal-lower-equality-if "
    "softmax-derivative-bounds/off-diagonal-lower-equality-only-if softmax-derivative-bounds/binary-second "
    "softmax-derivative-bounds/binary-second-bound softmax-derivative-bounds/binary-second-equality-if",
    "temperature": "temperature-limit-zero-ties/limit temperature-limit-zero-ties/one-hot-iff-unique-if "
    "temperature-limit-zero-ties/one-hot-iff-unique-only-if temperature-limit-infinity/limit "
    "temperature-limit-infinity/first-order temperature-limit-infinity/second-order "
    "temperature-mean-monotone/limit-plus temperature-mean-monotone/limit-minus temperature-limit-zero-minus/limit "
    "temperature-derivative/in-beta temperature-derivative/in-temperature "
    "temperature-limit-zero-minus/smooth-in-beta temperature-mean-monotone/derivative "
    "temperature-mean-monotone/strict temperature-mean-monotone/value-at-zero temperature-mean-monotone/one-to-one "
    "temperature-single-crossing/winner temperature-single-crossing/loser temperature-single-crossing/peak-unique "
    "temperature-single-crossing/rises-before-peak temperature-single-crossing/falls-after-peak "
    "temperature-lse-sandwich/lower temperature-lse-sandwich/upper temperature-lse-sandwich/upper-equality-only-if "
    "temperature-lse-sandwich/upper-equality-if temperature-lse-sandwich/lower-strict temperature-lse-limits/zero "
    "temperature-lse-limits/infinity temperature-lse-limits/infinity-second temperature-lse-limits/infinity-third "
    "temperature-free-energy-derivative/first temperature-entropy-monotone/in-temperature "
    "temperature-entropy-monotone/in-beta temperature-free-energy-derivative/second "
    "temperature-entropy-monotone/nondecreasing temperature-entropy-monotone/increasing "
    "temperature-free-energy-derivative/entropy-lower temperature-free-energy-derivative/entropy-lower-equality-if "
    "temperature-free-energy-derivative/entropy-lower-equality-only-if "
    "temperature-free-energy-derivative/entropy-upper temperature-free-energy-derivative/entropy-upper-equality-if "
    "temperature-free-energy-derivative/entropy-upper-equality-only-if "
    "temperature-free-energy-derivative/mellowmax-decreasing temperature-entropy-monotone/limit-zero "
    "temperature-entropy-monotone/limit-infinity temperature-entropy-high/second-order "
    "temperature-entropy-high/third-order temperature-gap-rate/upper temperature-gap-rate/lower "
    "temperature-gap-rate/rate temperature-gap-rate/total-variation temperature-lse-limits/zero-remainder "
    "temperature-heat-capacity/capacity temperature-heat-capacity/entropy temperature-heat-capacity/schottky "
    "temperature-heat-capacity/schottky-cold temperature-heat-capacity/schottky-hot temperature-composition/power "
    "temperature-composition/logits temperature-composition/twice",
    "rivals": "luce-iia-ratio-form/converse luce-iia-ratio-form/scale-unique luce-iia-ratio-form/ratio-form "
    "translation-invariance-forces-exponential/multiplicative "
    "translation-invariance-forces-exponential/differentiable translation-invariance-forces-exponential/converse "
    "translation-invariance-forces-exponential/order-needs-positive-beta-if "
    "translation-invariance-forces-exponential/order-needs-positive-beta-only-if softplus-link/order "
    "scale-invariance-forces-power/differentiable scale-invariance-forces-power/converse "
    "scale-invariance-forces-power/logarithm-conjugates gumbel-max/integral gumbel-max/density-product "
    "gumbel-max/probability gumbel-max/temperature gumbel-max/independence gumbel-max/no-ties "
    "separable-entropy-iia-forces-shannon/converse separable-entropy-iia-forces-shannon/stationarity "
    "separable-entropy-iia-forces-shannon/shannon separable-entropy-iia-forces-shannon/softmax "
    "separable-entropy-iia-forces-shannon/interior-attained separable-entropy-iia-forces-shannon/ray "
    "sparsemax-closed-form/set-nonempty sparsemax-closed-form/projection sparsemax-closed-form/projection-unique "
    "sparsemax-finite-temperature-onehot/softmax-never sparsemax-finite-temperature-onehot/logistic-no-margin "
    "sparsemax-closed-form/support-if sparsemax-closed-form/support-only-if sparsemax-closed-form/formula "
    "sparsemax-closed-form/two-classes sparsemax-finite-temperature-onehot/one-hot-if "
    "sparsemax-finite-temperature-onehot/one-hot-only-if sparsemax-finite-temperature-onehot/sparsemax-margin-if "
    "sparsemax-finite-temperature-onehot/sparsemax-margin-only-if "
    "shore-johnson/tsallis-two-not-product "
    "tsallis-entmax-form/threshold-unique tsallis-entmax-form/optimal tsallis-entmax-form/maximiser-unique "
    "tsallis-entmax-form/sparsemax tsallis-entmax-form/softmax-limit entmax-limit-softmax/exponential "
    "entmax-limit-softmax/entropy softargmax-order-alternatives/derivative softargmax-order-alternatives/spherical "
    "softargmax-order-alternatives/absolute softargmax-order-alternatives/taylor-positive "
    "softargmax-order-alternatives/taylor-if softargmax-order-alternatives/taylor-only-if exponential-race/minimum-law "
    "exponential-race/winner exponential-race/gumbel-link-if exponential-race/gumbel-link-only-if red-bus-blue-bus/total "
    "red-bus-blue-bus/log-count faddeev-chain-rule/shannon-grouping faddeev-chain-rule/tsallis-grouping",
    "learning": "cross-entropy-gradient/gradient cross-entropy-gradient/hessian logit-mse-saturation/gradient "
    "cross-entropy-gradient-norm-bounds/loss-lower cross-entropy-gradient-norm-bounds/l1 "
    "cross-entropy-gradient-norm-bounds/gradient-by-loss cross-entropy-gradient-norm-bounds/l2 "
    "cross-entropy-gradient-norm-bounds/l2-equality-if cross-entropy-gradient-norm-bounds/l2-equality-only-if "
    "logit-mse-saturation/vertex-limit logit-mse-saturation/cross-entropy-limit normalised-link-gradient/gradient "
    "normalised-link-gradient/constant-prefactor normalised-link-gradient/constant-prefactor-converse "
    "cross-entropy-margin-bounds/lower cross-entropy-margin-bounds/upper "
    "cross-entropy-margin-bounds/lower-equality-if cross-entropy-margin-bounds/lower-equality-only-if "
    "cross-entropy-margin-bounds/upper-equality-if cross-entropy-margin-bounds/upper-equality-only-if "
    "label-smoothing-optimum/gradient label-smoothing-optimum/minimum label-smoothing-optimum/minimum-equality-if "
    "label-smoothing-optimum/minimum-equality-only-if label-smoothing-optimum/gap "
    "label-smoothing-optimum/minimiser-up-to-shift naive-links-pathologies/absolute-off-target "
    "naive-links-pathologies/absolute-jump naive-links-pathologies/square-off-target naive-links-pathologies/target "
    "naive-links-pathologies/target-divergence naive-links-pathologies/no-crossing "
    "naive-links-pathologies/softplus-left naive-links-pathologies/softplus-right "
    "cross-entropy-no-finite-minimiser/positive cross-entropy-no-finite-minimiser/infimum "
    "cross-entropy-no-finite-minimiser/separable-decreasing cross-entropy-no-finite-minimiser/separable-limit "
    "log-score-proper/decomposition log-score-proper/strictly-proper log-score-proper/strictly-proper-equality-if "
    "log-score-proper/strictly-proper-equality-only-if logit-adjustment/identity "
    "distillation-high-temperature/gradient distillation-high-temperature/limit distillation-high-temperature/remainder "
    "logistic-regression-hessian/hessian logistic-regression-hessian/semidefinite logistic-regression-hessian/upper "
    "logistic-regression-hessian/null-directions temperature-scaling-calibration/first "
    "temperature-scaling-calibration/convex temperature-scaling-calibration/minimiser-unique "
    "temperature-scaling-calibration/minimiser-exists "
    "temperature-scaling-calibration/minimiser-needs-interior temperature-scaling-calibration/positive-if "
    "temperature-scaling-calibration/positive-only-if temperature-scaling-calibration/argmax",
    "numerics": "lse-shift-exact/shift lse-shift-exact/terms lse-shift-exact/sum-bounds lse-shift-error-entropy/shift-term "
    "lse-shift-error-entropy/shift-term-bound log-softmax-stable/identity log-softmax-stable/finite "
    "log-softmax-stable/underflow softplus-stable/max-form softplus-stable/difference "
    "epsilon-mask-inexact/gradient-factor epsilon-mask-inexact/factor-vanishes lse-condition-number/absolute "
    "lse-condition-number/component-wise-bound lse-condition-number/norm-wise-large-far-from-one "
    "softmax-condition-number/bound",
    "dirichlet": "dirichlet-normaliser/scaled dirichlet-normaliser/normaliser dirichlet-posterior-mean-add-alpha/mean "
    "dirichlet-posterior-mean-add-alpha/convex-combination add-alpha-is-softmax-log-counts/identity "
    "floor-polynomial-vs-exponential/add-alpha-floor floor-polynomial-vs-exponential/add-alpha-floor-equality-if "
    "floor-polynomial-vs-exponential/add-alpha-floor-equality-only-if floor-polynomial-vs-exponential/softmax-floor "
    "floor-polynomial-vs-exponential/softmax-floor-equality-if "
    "floor-polynomial-vs-exponential/softmax-floor-equality-only-if floor-polynomial-vs-exponential/equal-floors-if "
    "floor-polynomial-vs-exponential/equal-floors-only-if "
    "evidence-linear-vs-exponential/add-alpha-odds evidence-linear-vs-exponential/add-alpha-log-odds "
    "evidence-linear-vs-exponential/add-alpha-tail evidence-linear-vs-exponential/softmax-odds "
    "evidence-linear-vs-exponential/softmax-tail alpha-limits-vs-temperature-limits/alpha-infinity "
    "alpha-limits-vs-temperature-limits/alpha-zero alpha-limits-vs-temperature-limits/alpha-zero-one-hot-if "
    "alpha-limits-vs-temperature-limits/alpha-zero-one-hot-only-if alpha-limits-vs-temperature-limits/temperature-zero "
    "alpha-limits-vs-temperature-limits/temperature-infinity alpha-limits-vs-temperature-limits/temperature-one "
    "alpha-limits-vs-temperature-limits/segment alpha-limits-vs-temperature-limits/different-families "
    "alpha-limits-vs-temperature-limits/same-family-two-values dirichlet-softmax-basis/stationary dirichlet-softmax-basis/gap "
    "dirichlet-softmax-basis/mode dirichlet-softmax-basis/mode-equality-if dirichlet-softmax-basis/mode-equality-only-if",
}
DIMENSION = {
    "softmax-simplex/below-one": "every n >= 2",
    "temperature-lse-sandwich/lower-strict": "every n >= 2",
    "evidence-linear-vs-exponential/add-alpha-odds": "every n >= 2",
    "evidence-linear-vs-exponential/add-alpha-tail": "every n >= 2",
    "evidence-linear-vs-exponential/softmax-odds": "every n >= 2",
    "evidence-linear-vs-exponential/softmax-tail": "every n >= 2",
} | dict.fromkeys((f"temperature-heat-capacity/schottky{end}" for end in ("", "-cold", "-hot")), "no dimension")
DIMENSIONS = {  # of these, too
    "every a >= 1": "softmax-log-odds/independence",
    "n = 2": "softmax-binary-logistic/logistic softmax-binary-logistic/tanh "
    "softmax-jacobian-lambda-max-half/two-classes "
    "softmax-jacobian-lambda-max-half/two-classes-half-if "
    "softmax-jacobian-lambda-max-half/two-classes-half-only-if "
    "sparsemax-closed-form/two-classes "
    "softmax-derivative-bounds/off-diagonal-lower-equality-if",
    "every m >= 1, every n >= 1": "lse-distributivity/sum lse-distributivity/factorisation",
    "every n >= 2": "softargmax-order-alternatives/spherical softargmax-order-alternatives/absolute "
    "softargmax-order-alternatives/taylor-if softargmax-order-alternatives/taylor-only-if "
    "faddeev-chain-rule/shannon-grouping faddeev-chain-rule/tsallis-grouping "
    "lse-max-sandwich/lower-strict lse-convex/curvature-vanishes "
    "softmax-jacobian-interlacing/ties softmax-lipschitz-lp/half-attained-finitely "
    "softmax-derivative-bounds/diagonal-positive "
    "softmax-derivative-bounds/off-diagonal-negative "
    "softmax-derivative-bounds/off-diagonal-lower "
    "softmax-derivative-bounds/off-diagonal-lower-equality-only-if "
    "translation-invariance-forces-exponential/multiplicative "
    "scale-invariance-forces-power/differentiable "
    "sparsemax-finite-temperature-onehot/softmax-never "
    "sparsemax-finite-temperature-onehot/logistic-no-margin "
    "sparsemax-finite-temperature-onehot/one-hot-if sparsemax-finite-temperature-onehot/one-hot-only-if "
    "sparsemax-finite-temperature-onehot/sparsemax-margin-if "
    "sparsemax-finite-temperature-onehot/sparsemax-margin-only-if "
    "logit-mse-saturation/cross-entropy-limit cross-entropy-margin-bounds/lower "
    "cross-entropy-margin-bounds/lower-equality-if "
    "cross-entropy-margin-bounds/lower-equality-only-if "
    "cross-entropy-margin-bounds/upper-equality-only-if label-smoothing-optimum/gap "
    "naive-links-pathologies/absolute-off-target "
    "naive-links-pathologies/absolute-jump naive-links-pathologies/square-off-target "
    "cross-entropy-no-finite-minimiser/positive",
    "no dimension": "softargmax-order-alternatives/taylor-positive exponential-race/gumbel-link-if "
    "exponential-race/gumbel-link-only-if entmax-limit-softmax/exponential exp-tangent/tangent exp-tangent/equality-only-if "
    "lse-associativity/no-neutral-on-reals lse-associativity/tropical-limit "
    "boltzmann-operator-not-monotone/witness "
    "boltzmann-operator-not-monotone/not-nonexpansive "
    "softmax-is-grad-expected-max/gumbel-mean lse-bregman-kl/arguments-swap "
    "softmax-lipschitz-l2/two-class-witness softmax-derivative-bounds/binary-second "
    "softmax-derivative-bounds/binary-second-bound "
    "softmax-derivative-bounds/binary-second-equality-if "
    "translation-invariance-forces-exponential/differentiable gumbel-max/integral "
    "separable-entropy-iia-forces-shannon/shannon "
    "shore-johnson/tsallis-two-not-product "
    "normalised-link-gradient/constant-prefactor "
    "normalised-link-gradient/constant-prefactor-converse "
    "naive-links-pathologies/target-divergence naive-links-pathologies/no-crossing "
    "naive-links-pathologies/softplus-left naive-links-pathologies/softplus-right "
    "softplus-stable/max-form softplus-stable/difference "
    "epsilon-mask-inexact/factor-vanishes "
    "lse-condition-number/norm-wise-large-far-from-one",
    "n = 1": "softmax-jacobian-trace/lower-equality-if",
    "every n >= 3": "softmax-jacobian-lambda-max-half/strict-three softmax-jacobian-lambda-max-half/supremum "
    "separable-entropy-iia-forces-shannon/ray",
    "every D >= 1, every K >= 1, every n >= 2": "cross-entropy-no-finite-minimiser/separable-decreasing",
    "every D >= 1, every K >= 1, every n >= 1": "cross-entropy-no-finite-minimiser/separable-limit "
    "logistic-regression-hessian/hessian logistic-regression-hessian/semidefinite "
    "logistic-regression-hessian/upper logistic-regression-hessian/null-directions",
    "every K >= 1, every n >= 1": "temperature-scaling-calibration/first temperature-scaling-calibration/convex "
    "temperature-scaling-calibration/minimiser-unique "
    "temperature-scaling-calibration/minimiser-exists "
    "temperature-scaling-calibration/minimiser-needs-interior "
    "temperature-scaling-calibration/positive-if "
    "temperature-scaling-calibration/positive-only-if",
}
DIMENSION |= {part: dimension for dimension, parts in DIMENSIONS.items() for part in parts.split()}
GIVEN = {
    "dirichlet-normaliser/scaled": (BETA,),
    "dirichlet-normaliser/normaliser": (BETA,),
    "dirichlet-posterior-mean-add-alpha/mean": (GAMMA, BETA),
    "softmax-is-grad-expected-max/gumbel-mean": (GAMMA, "the integral of Γ"),
}


@pytest.mark.parametrize("chapter, part", [(c, part) for c, parts in PROMISED.items() for part in parts.split()])
def test_promised_part(chapter, part):
    entry = books.find(part)
    assert entry.chapter == chapter and entry.id == part.split("/")[0]
    assert entry.axioms == GIVEN.get(part, ())
    assert entry.dimension == DIMENSION.get(part, "every n >= 1")
    fixed = f" for {entry.dimension}" if entry.dimension in ("n = 1", "n = 2") else ""
    assert entry.grade == ("proved, given " + " and ".join(entry.axioms) if entry.axioms else f"proved{fixed}")
    assert entry.steps == len(entry.derivation) > 0


def test_each_theorem_says_what_was_promised():
    """No command writes promised.json: a statement that got weaker fails here even when all else is written anew."""
    promised = json.loads((Path(__file__).parent / "promised.json").read_text())
    assert {e.part: e.digest for e in books.ledger()} == promised


def test_axioms_are_a_closed_list():
    assert AXIOMS == (
        "Γ(x+1) = x Γ(x) for x > 0", "the Beta integral", "the integral of Γ", "the series of exp", "ψ′(1) = π²/6", "e^(iπ/2) = i",
    )  # fmt: skip


def test_snapshot_says_what_the_ledger_says():
    assert books.snapshot() == {e.part: e.claim() for e in books.ledger()}


def test_readme_shows_the_ledger():
    _, table, _ = books.around_table(books.README.read_text())
    assert table == books.readme_table(books.ledger()), "run `python -m derivations ledger --readme`"
    _, counted, _ = books.around_table(books.CHANGELOG.read_text())
    assert counted == books.counts(books.ledger()), "run `python -m derivations ledger --readme`"


def test_the_version_is_the_same_wherever_it_is_shown_and_has_its_entry():
    with open(books.README.parent / "pyproject.toml", "rb") as file:
        version = tomllib.load(file)["project"]["version"]
    cited = (books.README.parent / "CITATION.cff").read_text()
    day = re.search(r"^date-released: (\S+)$", cited, re.M)[1]
    assert re.search(r"^version: (\S+)$", cited, re.M)[1] == version
    assert re.search(r"^## (.*)$", books.CHANGELOG.read_text(), re.M)[1] == f"{version} ({day})"


def test_every_theorem_has_a_tag_of_its_own_and_a_tag_that_was_given_stays():
    given = tags.known()["tags"]
    assert {e.part: e.tag for e in books.ledger()}.items() <= given.items()
    assert len(set(given.values())) == len(given)
    assert not tags.unexplained(e.part for e in books.ledger()), "a theorem is gone: say in derivations/tags.json what became of it"


def test_a_tag_never_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(tags, "TAGS", tmp_path / "tags.json")
    tags.assign(["a/b", "c/d"])
    first = tags.known()["tags"]
    tags.assign(["e/f"])
    assert first.items() < tags.known()["tags"].items()
    assert tags.unexplained(["e/f"]) == ["a/b", "c/d"]


def test_a_record_makes_the_entry_again():
    for entry in books.ledger():
        assert books.Entry.from_record(json.loads(json.dumps(entry.record()))) == entry


def test_the_table_of_the_readme_is_read_by_the_hosting_site():
    table = books.readme_table(books.ledger())
    rows = [row for row in table.splitlines() if row.startswith("| ")][1:]
    assert "operatorname" not in table and 5 <= len(rows) <= len(books.CHAPTERS)
    assert all(len(row) < 240 for row in rows), "short enough to be read"
    assert f"These are {len(rows)} of {len(books.ledger())} theorems" in table and "build/book/index.html" in table


def test_records_are_json_and_whole():
    fields = "id part tag domains title chapter statement latex hypotheses dimension grade axioms uses steps digest".split()
    for entry in books.ledger():
        record = json.loads(json.dumps(entry.record()))
        assert all(record[field] not in ("", None) for field in fields)


def test_uses_name_theorems_and_form_no_circle():
    uses = {e.part: set(e.uses) for e in books.ledger()}
    assert uses["lse-convex/convex"] == {"lse-tangent/tangent"}
    assert uses["softmax-jacobian/hessian"] == {"lse-gradient-softmax/gradient", "softmax-jacobian/entries"}
    left = dict(uses)
    while left:
        ready = [part for part, needed in left.items() if not needed & left.keys()]
        assert ready, f"theorems that rest on each other: {sorted(left)}"
        for part in ready:
            del left[part]


def test_unknown_id_names_the_nearest():
    with pytest.raises(books.UnknownId) as caught:
        books.find("lse-gradient-softmax/gradeint")
    assert "lse-gradient-softmax/gradient" in caught.value.nearest


def test_digest_covers_hypotheses_domains_and_axioms():
    entries = books.ledger()
    said = {(e.statement, e.hypotheses, str(e.domains), e.axioms) for e in entries}  # two claims of the catalogue may say the same
    assert len({e.digest for e in entries}) == len(said) >= len(entries) - 5 and all(len(e.digest) == 64 for e in entries)


def test_kernel_evaluates_no_text_and_asks_no_computer_algebra():
    kernel = Path(books.KERNEL)
    for module in kernel.rglob("*.py"):
        source = module.read_text()
        for word in ("eval(", "exec(", "sympify", "parse_expr", "simplify(", "import sympy", "import flint"):
            assert word not in source, f"{word} in {module.name}"


@pytest.mark.parametrize("collecting", [True, False])
def test_proofs_leave_the_collector_as_it_was(collecting):
    """It rests while a proof is replayed, and a notebook of a user's has its own again."""
    before, seen = gc.isenabled(), []

    def proof():
        seen.append(gc.isenabled())
        return derive(Integer(1) + 1).algebra(2)

    try:
        (gc.enable if collecting else gc.disable)()
        proposition = books.Proposition("test/sum", "A sum", "definitions", proof, "", {})
        assert proposition.entry.statement and seen == [False] and gc.isenabled() == collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_a_title_stands_by_itself():
    """It heads a page, and a search finds it: it speaks of nothing that only the theorem before it has named."""
    titles = [entry.title for entry in books.ledger()]
    assert len(set(titles)) == len(titles)
    leaning = {"And", "But", "It", "Its", "None", "Nor", "Or", "So", "That", "Their", "Then", "They", "This"}
    assert not [title for title in titles if title.split()[0] in leaning]


def test_whoever_asks_for_every_theorem_is_in_the_process_that_replays_them():
    """Another one would replay all proofs once more, which takes longer than most files."""
    asking = re.compile(r"book\.ledger import .*\b(ledger|propositions)\b|\b(ledger|books)\.(ledger|propositions)\(")
    files = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py") if asking.search(path.read_text())}
    assert files <= {*TOGETHER, "installed"}, "installed looks at their names alone"
    assert len(files) > 8
