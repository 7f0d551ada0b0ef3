"""False greens: design.md's list of ways in which nothing was checked and all looked well, one test or more for each.

Those of the kernel's side conditions have tests of their own; here are the chain, the ledger, the notation and the verdict.
"""

import json

import pytest
from sympy import Derivative, Eq, Integer, KroneckerDelta, Limit, Ne, Product, Sum, evaluate, exp, gamma, log, oo

from derivations import __main__ as command
from derivations.prover.book import ledger
from derivations.prover.clock import now
from derivations.prover.proof.chain import StepFailed, combine, derive, stated, suppose
from derivations.prover.kernel import rules
from derivations.prover.language.grammar import LanguageError, declare, parse_relation
from derivations.prover.language.typeset import declarations
from derivations.prover.book.ledger import Proposition, Vacuous
from derivations.prover.language.sympy_notation import (
    LSE, Unreadable, delta, dimension, dot, entry, indices, largest, positive_vectors, positives, quadratic, read, reals, softmax,
    vectors,
)  # fmt: skip
from derivations.prover.refutation.counterexamples import search
from derivations.prover.verdict.judge import check, judge

n = dimension("n")
z, h = vectors("z h", n)
p = positive_vectors("p", n)
i, j, k = indices("i j k", n)
T = positives("T")
u, v, x = reals("u v x")
Z = Sum(exp(z[j]), j)


@pytest.fixture(autouse=True)
def as_written():
    """Statements are written as in a chapter."""
    with evaluate(False):
        yield


def proposition(make, part="test/statement", witness=None):
    return Proposition(part, "A statement", "test", make, "", witness or {})


@pytest.fixture
def snapshot(registry):
    """Writes other claims than those of the snapshot."""
    return lambda claims: ledger.SNAPSHOT.write_text(json.dumps(claims))


# --- unknown or timed out, counted as passed ----------------------------------------------------------------------------


def test_undecided_is_not_proved_and_fails_the_command(capsys):
    statement = "Integral(exp(-x**2 - 1/(x**2 + 1)), (x, -oo, oo)) < 7"  # true, and beyond what is tried
    assert check(statement, "x: real", timeout=0.3).word == "undecided"
    assert command.main(["check", statement, "--where", "x: real", "--timeout", "0.3"]) == 1
    assert "undecided" in capsys.readouterr().out


def test_no_time_is_no_proof():
    statement = "Sum(Sum(softmax(z)[i]*softmax(z)[j]*(z[i] - z[j])**2, (i, 1, n)), (j, 1, n)) <= 2*Sum(z[k]**2, (k, 1, n))"
    assert check(statement, "n: dimension; z: real[n]", timeout=1e-6).word in ("undecided", "refuted")


def test_a_line_is_no_theorem():
    with pytest.raises(StepFailed, match="not yet a theorem"):
        derive(LSE(z)).settled()


def test_a_derivation_without_a_step_proves_nothing():
    with pytest.raises(StepFailed):
        derive(LSE(z)).conclusion()


# --- nothing checked, and green -----------------------------------------------------------------------------------------


def test_an_empty_ledger_is_not_green(registry, snapshot, monkeypatch, capsys):
    registry.clear()
    monkeypatch.setattr(ledger, "CHAPTERS", ())
    snapshot({})
    assert command.main(["verify"]) == 1


def test_a_theorem_that_is_gone_is_missed(registry, snapshot, capsys):
    del registry["lse-convex/convex"]
    assert command.main(["verify"]) == 1
    assert "lse-convex/convex" in capsys.readouterr().out


def test_every_chapter_has_theorems():
    chapters = [q.chapter for q in ledger.propositions()]
    assert all(chapters.count(chapter) >= 3 for chapter in ledger.CHAPTERS)


# --- hypotheses that cannot all hold ------------------------------------------------------------------------------------


def quotient(*given):
    return lambda: derive(u * v / v, given=given).algebra(u)


def test_a_witness_must_meet_the_hypotheses():
    assert proposition(quotient(Ne(v, 0)), witness={"v": 2}).entry.hypotheses == ("Ne(v, 0)",)
    with pytest.raises(Vacuous):
        proposition(quotient(Ne(v, 0)), witness={"v": 0}).proof()


@pytest.mark.parametrize("witness", [{"v": 0}, {"v": 1}, {"v": -1}])
def test_no_witness_meets_what_cannot_hold(witness):
    with pytest.raises(Vacuous):
        proposition(quotient(v > 0, v < 0), witness=witness).proof()


def test_a_missing_witness_is_a_refusal():
    with pytest.raises(Vacuous):
        proposition(quotient(Ne(v, 0))).proof()


def test_every_theorem_of_the_ledger_with_hypotheses_has_a_witness():
    assert all(q.witness for q in ledger.propositions() if q.theorem.hypotheses)


def test_a_vacuous_statement_is_not_proved():
    scope = declare({"x": "real"})
    given = [parse_relation(g, scope) for g in ("x > 1", "x < 0")]
    for conclusion in ("x = 7", "x <= 7", "exp(x) = 0"):
        assert judge(parse_relation(conclusion, scope), given, timeout=2).word in ("vacuous", "undecided")


# --- a side condition met on the way and forgotten ----------------------------------------------------------------------


def test_a_quotient_does_not_cancel_for_all_values():
    with pytest.raises(StepFailed, match="nonzero: v; if it is meant to be, add a hypothesis"):
        derive(u * v / v).algebra(u)
    assert check("u*v/v = u", "u: real; v: real").word == "refuted"
    assert check("u*v/v = u", "u: real; v: real", given=["Ne(v, 0)"]).word == "proved"


def test_a_hypothesis_never_appears_by_itself():
    """Each was given, or is a line of the derivation that a reader sees supposed."""
    for q in ledger.propositions():
        supposed = {step.formula for step in q.derivation.steps if step.rule.startswith("hypothesis")}
        assert set(q.derivation.given) <= set(q.theorem.hypotheses), q.part
        reasons = {step.rule for step in q.derivation.steps}
        silent = set(q.theorem.hypotheses) - {*q.derivation.given, *supposed}
        assert not q.derivation.given or all(f"hypothesis, for every {h.hint}" in reasons for h in silent), q.part
    unconditional = {q.part for q in ledger.propositions() if not q.theorem.hypotheses}
    assert {"lse-gradient-softmax/gradient", "softmax-jacobian/matrix", "temperature-limit-zero-ties/limit"} <= unconditional


def test_a_logarithm_needs_its_sign():
    with pytest.raises(StepFailed):
        derive(log(u * v)).algebra(log(u) + log(v))


# --- a weaker statement under the same id -------------------------------------------------------------------------------


def test_a_weaker_statement_under_the_same_id_shows(registry, snapshot, capsys):
    weaker = ledger.proposition("softmax-variance-identity/nonnegative")
    registry["lse-convex/convex"] = Proposition("lse-convex/convex", "Log-sum-exp is convex", "jacobian", weaker.make, "", {})
    assert command.main(["verify", "lse-convex"]) == 1
    assert "the snapshot claims" in capsys.readouterr().out


def test_another_hypothesis_shows(registry, snapshot, capsys):
    part = "softmax-simplex/sums-to-one"
    more = proposition(
        lambda: derive(Sum(softmax(z)[i], i), given=[n >= 2]).definition(Sum(exp(z[i]) / Z, i)).algebra(1), part, {"n": 2}
    )
    assert more.entry.statement == registry[part].entry.statement
    registry[part] = more
    assert command.main(["verify", part]) == 1


def digest_of(make, witness=None):
    return proposition(make, witness=witness).entry.digest


def test_the_digest_covers_what_was_said_and_not_how_it_was_named():
    def total(vector, index, given=()):
        return digest_of(
            lambda: derive(Sum(2 * vector[index], index), given=given).algebra(2 * Sum(vector[index], index)), {"n": 2}
        )

    said = total(z, k)
    assert total(z, j) == said, "names of bound variables do not count"
    assert total(positive_vectors("z", n), k) != said, "the domain counts"
    assert total(z, k, [n >= 2]) != said, "hypotheses count"
    assert total(h, k) != said, "free names count"
    assert total(vectors("z", 2), indices("k", 2)) != said, "the dimension counts"


def test_a_fixed_dimension_is_no_proof_for_every_n():
    w, m = vectors("w", 2), indices("m", 2)
    entry_ = proposition(lambda: derive(Sum(2 * w[m], m)).algebra(2 * Sum(w[m], m))).entry
    assert (entry_.grade, entry_.dimension) == ("proved for n = 2", "n = 2")


def test_a_theorem_is_no_better_than_what_it_uses():
    grades = {q.part: q.entry for q in ledger.propositions()}
    for q in grades.values():
        for used in q.uses:
            assert set(grades[used].axioms) <= set(q.axioms), (q.part, used)
            assert ("given" in grades[used].grade) <= ("given" in q.grade)


def test_two_theorems_of_one_name_are_refused(registry):
    def other():
        return derive(Integer(1)).algebra(1)

    with pytest.raises(ValueError, match="proved twice"):
        ledger.theorem("lse-convex/convex", "Another")(other)


# --- an ill-typed or auto-simplified statement --------------------------------------------------------------------------


def test_what_sympy_made_true_is_refused():
    with evaluate(True):
        statement = Eq(log(exp(u)), u)
    with pytest.raises(Unreadable, match="SymPy turned a relation into"):
        read(statement)


def test_a_derivation_sees_lines_as_they_are_written():
    seen = []
    with evaluate(True):
        proposition(lambda: seen.append(read((u - u) / (v - v))) or derive(Integer(1)).algebra(1)).proof()
    assert len(seen[0].args) == 2 and seen[0].op == "mul", "0/0 arrives as a quotient"
    assert check("(u - u)/(v - v) = 0", "u: real; v: real").word == "refuted"


@pytest.mark.parametrize("line", [lambda: exp(z), lambda: dot(z, u), lambda: quadratic(z, h), lambda: z[k] + z])
def test_an_ill_typed_line_is_refused(line):
    with pytest.raises((Unreadable, TypeError, ValueError)):
        derive(line()).algebra(line()).algebra(Integer(1))


# --- the name exists but the statement differs --------------------------------------------------------------------------


@pytest.mark.parametrize("q", ledger.propositions(), ids=lambda q: q.part)
def test_the_ledger_shows_what_was_proved(q):
    """The statement and the hypotheses of a record, read back as text, are the theorem."""
    theorem = q.theorem
    domains = {}
    for formula in (theorem.conclusion, *theorem.hypotheses):
        domains |= declarations(formula)
    scope = declare(domains)
    assert parse_relation(q.entry.statement, scope) == theorem.conclusion
    assert tuple(parse_relation(text, scope) for text in q.entry.hypotheses) == theorem.hypotheses


@pytest.mark.parametrize("q", ledger.propositions(), ids=lambda q: q.part)
def test_a_derivation_ends_in_its_theorem(q):
    """What the reader sees last is what the kernel proved."""
    last = [step.formula for step in q.derivation.steps if not step.continues or step is q.derivation.steps[-1]][-1]
    conclusion = q.theorem.conclusion
    parts = (conclusion, *conclusion.args) if conclusion.op == "and" else (conclusion,)
    sides = set(last.args) if last.op in ("eq", "le", "lt") else {last}
    assert any(last == part or sides & set(part.args) for part in parts)


# --- a justification that was never applied -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "rule", "then"),
    [
        (lambda: exp(u) * exp(v), "definition", lambda: exp(u + v)),
        (lambda: Sum(2 * z[k], k), "collapse", lambda: 2 * Sum(z[k], k)),
        (lambda: softmax(z)[i] + softmax(z)[i], "differentiate", lambda: 2 * softmax(z)[i]),
        (lambda: gamma(T + 1), "recursion", lambda: gamma(1 + T)),
    ],
)
def test_a_rule_that_is_named_must_be_needed(line, rule, then):
    with pytest.raises(StepFailed, match="call the step algebra"):
        getattr(derive(line()), rule)(then())


@pytest.mark.parametrize(
    ("line", "rule", "then"),
    [
        (lambda: Derivative(LSE(z), z[k]), "algebra", lambda: softmax(z)[k]),
        (lambda: Derivative(LSE(z), z[k]), "definition", lambda: softmax(z)[k]),
        (lambda: Sum(delta(j, k) * z[j], j), "algebra", lambda: z[k]),
        (lambda: LSE(z), "algebra", lambda: log(Z)),
        (lambda: LSE(z), "collapse", lambda: log(Z)),
    ],
)
def test_a_rule_that_is_not_named_is_not_used(line, rule, then):
    with pytest.raises(StepFailed):
        getattr(derive(line()), rule)(then())


def test_a_lemma_that_does_not_occur_is_refused():
    with pytest.raises(StepFailed, match="does not occur"):
        derive(softmax(z)[i]).by(ledger.proposition("lse-gradient-softmax/gradient"))


def test_a_lemma_whose_hypotheses_are_not_given_brings_them_along():
    q = ledger.proposition("softmax-simplex/below-one")
    assert stated(q.theorem, ()).settled().hypotheses == q.theorem.hypotheses


def test_premises_must_give_the_conclusion():
    lower = ledger.proposition("lse-max-sandwich/lower")
    with pytest.raises(StepFailed):
        combine(LSE(z) <= largest(z), (1, lower))
    with pytest.raises(StepFailed):
        combine(LSE(z) <= largest(z), (-1, lower))


# --- a counterexample search that says "none found" because every evaluation failed --------------------------------------


def test_not_evaluable_is_said():
    statement = read(Eq(Limit(exp(exp(x) - x), x, oo), 5))  # it grows too fast to be enclosed
    outcome = search(statement, seconds=0.2)
    assert outcome.word == "not evaluable" and outcome.evaluated == 0 and outcome.reasons


def test_hypotheses_that_no_point_met_are_said():
    outcome = search(read(Eq(x, 7)), [read(x > 1), read(x < 0)], seconds=0.2)
    assert outcome.word == "hypotheses not met" and not outcome.refuted


# --- a bound index captured by a free one of the same name ---------------------------------------------------------------


def test_a_free_index_is_not_captured_by_a_sum():
    clash = Derivative(log(Sum(exp(z[k]), k)), z[k])
    with pytest.raises(StepFailed):
        derive(clash).differentiate(Integer(1))
    assert derive(clash).differentiate(Sum(exp(z[j]) * delta(j, k), j) / Z).collapse(exp(z[k]) / Z).settled().conclusion.op == "eq"


def test_a_value_with_a_free_index_is_not_captured_when_it_is_put_in():
    theorem = derive(Sum(x * z[k], k)).algebra(x * Sum(z[j], j)).at({x: h[k]}).settled()
    outside = derive(Sum(h[k] * z[j], j)).algebra(h[k] * Sum(z[j], j)).settled()
    assert theorem.conclusion == outside.conclusion


def test_a_free_factor_does_not_enter_a_sum_of_its_own_name():
    with pytest.raises(StepFailed):
        derive(z[k] * Sum(z[k], k)).algebra(Sum(z[k] ** 2, k))


def test_a_product_and_a_delta_keep_their_indices():
    assert derive(Product(p[k] ** KroneckerDelta(k, i), k)).collapse(p[i]).settled()
    with pytest.raises(StepFailed):
        derive(Product(p[k] ** KroneckerDelta(k, i), k)).collapse(p[k])


# --- a stale export: the page shows yesterday's theorem -----------------------------------------------------------------


def test_the_committed_snapshot_is_today_s_ledger():
    assert ledger.snapshot() == {q.part: q.entry.claim() for q in ledger.propositions()}


def test_a_stale_snapshot_fails(snapshot, capsys):
    claims = {q.part: q.entry.claim() for q in ledger.propositions()}
    claims["lse-convex/convex"] |= {"digest": "0" * 64}
    snapshot(claims)
    assert command.main(["verify"]) == 1
    assert "the snapshot claims" in capsys.readouterr().out


def test_a_theorem_that_is_not_in_the_snapshot_fails(registry, snapshot, capsys):
    registry["test/new"] = proposition(lambda: derive(Integer(1) + 1).algebra(2), "test/new")
    assert command.main(["verify"]) == 1
    assert "not in the snapshot" in capsys.readouterr().out


def test_a_better_grade_in_the_snapshot_fails(snapshot, capsys):
    claims = {q.part: q.entry.claim() for q in ledger.propositions()}
    part = next(part for part, claim in claims.items() if claim["grade"] != "proved")
    claims[part] |= {"grade": "proved"}
    snapshot(claims)
    assert command.main(["verify", part]) == 1


def test_the_table_of_the_readme_is_today_s_ledger():
    _, table, _ = ledger.around_table(ledger.README.read_text())
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert rows == [line for line in ledger.readme_table(ledger.ledger()).splitlines() if line.startswith("| ")]


# --- proofs are made by the kernel alone --------------------------------------------------------------------------------


def test_a_theorem_is_not_made_by_hand():
    with pytest.raises(TypeError, match="made by the rules"):
        rules.Theorem(object(), (), read(Eq(u, v)), "by hand")
    theorem = suppose(Eq(u, v)).settled()
    with pytest.raises(AttributeError):
        theorem.hypotheses = ()


def test_supposing_proves_only_under_the_supposition():
    with pytest.raises(Vacuous):
        proposition(lambda: suppose(Eq(u, v)), witness={"u": 0, "v": 1}).proof()
    assert proposition(lambda: suppose(Eq(u, v)), witness={"u": 0, "v": 0}).entry.hypotheses == ("u = v",)


def test_entries_of_one_matrix_do_not_prove_the_whole():
    with pytest.raises(StepFailed):
        derive(entry(softmax(z), 1)).definition(exp(z[1]) / Z).entrywise(i)


# --- what the kernel's numbers are not to a reader ------------------------------------------------------------------

COMPLEX = "w: complex; x: real; y: real"
LONG = "n: dimension; m: dimension; r: real[n]; i: index[n]; low: index[-3, n]; t: real"
FALSE = [
    ("0**(Abs(I) - 1) = 1", "", []),  # the exponent is a real number as it is written, and 0 has no real powers
    ("1 + w**2 > 0", COMPLEX, []),
    ("Abs(1 + w**2) = 1 + w**2", COMPLEX, []),
    ("(1 + w**2)/(1 + w**2) = 1", COMPLEX, []),
    ("exp(2*w) + 1 > 0", COMPLEX, []),
    ("Limit(1/(x**2 + w**2), x, 1) = 1/(1 + w**2)", COMPLEX, []),
    ("exp(sqrt(I**2)) > 0", "", []),
    ("log(exp(7*sqrt(I**2))) = 7*sqrt(I**2)", "", []),
    ("Abs(exp(sqrt(I**2))) = exp(sqrt(I**2))", "", []),
    ("Abs(sqrt(w))**2 = w", COMPLEX, ["w = x"]),
    ("Abs(sqrt(x + w - w))**2 = x", COMPLEX, []),
    ("Abs(log(x + w - w))**2 = log(x + w - w)**2", COMPLEX, ["Ne(x, 0)"]),
    ("Abs(y)**2 = y**2", "x: real; y: complex", ["y = sqrt(x)"]),
    ("Subs(Derivative(Abs(1 + I*x), x), x, 0) = I", COMPLEX, []),
    ("Derivative(Abs(w), w) = 1", COMPLEX, ["w = 1"]),
    ("Limit(Max(1 + I*x, 0), x, 0) = 1", COMPLEX, []),
    ("Subs(Derivative(x**2, x), x, I) = 2*I", COMPLEX, []),
    ("y > 0", COMPLEX, ["y = gamma(x)"]),
    ("y > 0", "x: real; y: real; a: real", ["y = x**a"]),
    ("x > 0", COMPLEX, ["x*gamma(x) > 0"]),
    ("x = 5", COMPLEX, ["x*gamma(x) > 0", "x < 0"]),
    ("polygamma(-1, x) = polygamma(-1, x)", "x: positive", []),
    ("Matrix([1/x, 5])[2] = 5", COMPLEX, []),
    ("cons(1, r)[i] > 0", LONG, ["r[i] > 0"]),
    ("Limit(Sum(sign(k), (k, low + 1, n))*t, t, 1) = n - low", LONG, []),
    ("0**(k + 1) = 0", "k: integer", ["k >= -1"]),
    (
        "Sum(Abs(sqrt(n - 1 - k)**2*(n - 1 - k)), (k, 1, n - 1)) + Limit(1/x, x, oo)"
        " = Sum(Abs((n - 1 - k)*(n - k - 1)), (k, 1, n)) + 1",
        LONG,
        ["n >= 2"],
    ),
    (  # the limit, which is 0, keeps points from being looked at
        "Sum(r[l]*A[v, l], (v, 1, n), (l, 1, s), (s, 1, n)) + Limit(1/x, x, oo)"
        " = Sum(r[l]*A[l, v], (v, 1, n), (l, 1, s), (s, 1, n))",
        "n: dimension; r: real[n]; A: real[n, n]",
        [],
    ),
    (
        "Sum(Abs(exp(log(k - 3/2))*(k - 3/2)), (k, 2, n)) + Limit(1/x, x, oo) = Sum(Abs((k - 3/2)*(k - 1/2 - 1)), (k, 1, n)) + 1/4",
        LONG,
        ["n >= 2"],
    ),
    ("Sum(k, (k, 1, m)) = Sum(k, (k, 1, n))", LONG, ["m >= 1"]),
    ("Derivative(Max(-5, x, -x), x) = 0", COMPLEX, ["x = 0"]),
    ("Subs(Derivative(Min(5, x, 2*x), x), x, 0) = 3/2", COMPLEX, []),
    ("Integral(1/Abs(t + I)**2, (t, -oo, oo)) = 2", "t: real", []),
    ("outer(log(r), r)[i, j] = log(r[i])*r[j]", "n: dimension; r: real[n]; i: index[n]; j: index[n]", ["r[i] > 0"]),
    ("diag(sqrt(r))[i, i] = sqrt(r[i])", "n: dimension; r: real[n]; i: index[n]", ["r[i] > 0"]),
    ("Derivative(Derivative(y + 1/[x = 0], y), x) = 0", COMPLEX, ["x = 0"]),
    ("Derivative(Derivative(Abs(y)*x, y), x) = 0", COMPLEX, ["x = 0", "y = x"]),
    ("Derivative(Derivative(Max(y, 0)*x, y), x) >= 0", COMPLEX, ["x = 0", "y = 0"]),
]


def word(statement, where, given):
    """The verdict; "no statement" of a text that says nothing, as where complex numbers are put in an order."""
    try:
        return check(statement, where, given, timeout=3).word
    except LanguageError:
        return "no statement"


@pytest.mark.parametrize("statement, where, given", FALSE)
def test_these_are_false(statement, where, given):
    assert word(statement, where, given) in ("refuted", "undecided", "no statement")


TRUE = [
    ("Derivative(x*Abs(x), x) = 2*Abs(x)", COMPLEX, []),
    ("i < i**i", "n: dimension; i: index[2, n + 1]", []),
    ("entropy(softmax(z)) > 0", "z: real[2]", []),
    ("2 < 2**i", "i: index[2, 5]", []),
    ("sqrt(w)**2 = -1", COMPLEX, ["w = -1"]),
    ("LSE(w) = log(exp(w[1]))", "w: complex[1]", []),
    ("Abs(sqrt(w)) = sqrt(Abs(w))", COMPLEX, ["Abs(w) < 1/2"]),
    ("Abs(sqrt(w)) <= 1 + Abs(w)", COMPLEX, []),
    ("Abs(KroneckerDelta(1, n)) < 2", "n: dimension", []),
    ("k = -1", "k: integer", ["k >= -1", "0**(k + 1) = 1"]),
    ("x != 5", COMPLEX, ["x*gamma(x) > 0", "x < 0"]),
    ("4**(1/10**30) > 1", "", []),
    ("gamma(10**8) = gamma(10**8 + 1)/10**8", "", []),
    ("Limit(k, k, 3) = 3", "k: integer", []),
    ("2*tanh(a/2) <= a + 1/(tanh(a - 1/2) + 2)", "a: positive", []),
    ("Limit(2**k, k, -oo) = 0", "k: integer", []),
    ("0**x = 0", "x: positive", []),  # a real power, to the kernel, is one of a positive number
    ("(-2)**x = -2", COMPLEX, ["x = 1"]),
]


@pytest.mark.parametrize("statement, where, given", TRUE)
def test_these_are_true(statement, where, given):
    assert word(statement, where, given) in ("proved", "undecided", "no statement")


@pytest.mark.parametrize(
    "statement, where, given",
    [
        ("2**1000000000000 = 1", "", []),
        ("9**9**9**9 < 1", "", []),
        ("Product(k**k**k, (k, 1, 20)) = 1", "", []),
        ("a[1] <= 1", "n: dimension; " + "; ".join(f"{v}: real[n]" for v in "abcdefgh"),
         [f"{v}[k] <= {u}[k]*{v}[k]" for u, v in zip("abcdefg", "bcdefgh")]),
        ("Sum(1/(1 + a**2 + b*c + d), (a, 1, 20), (b, 1, 20), (c, 1, 20), (d, 1, 20)) = 1", "", []),
    ],
)  # fmt: skip
def test_the_time_limit_holds_in_the_middle_of_a_step(statement, where, given):
    started = now()
    check(statement, where, given, timeout=0.5)
    assert now() - started < 2


@pytest.mark.parametrize(
    "statement, hypothesis",
    [
        ("sign(x)**2 >= 1", "Derivative(x*sign(x)**2, x) = 1"),  # true of every x
        ("y = 2*sign(x)**2", "y = Derivative(abs(x)*abs(x), x, x)"),  # y is 2
    ],
)
def test_the_rules_of_calculus_are_not_used_where_they_do_not_hold(statement, hypothesis):
    assert check(statement, "x: real; y: real", given=[hypothesis], timeout=2).word == "refuted"


def test_a_derivative_that_no_rule_takes_is_an_answer():
    statement = "Derivative(x - indicator(x > 0), x) >= y"
    assert check(statement, "x: real; y: real", given=["x = 0"], timeout=1).word in ("undecided", "refuted")
