"""Axioms: taken by name, within their domains."""

from fractions import Fraction

from kernel_terms import THREE, TWO, mp, s, t, value, x

from derivations.prover.kernel import rules
from derivations.prover.kernel.terms import MINUS, ONE, num, opened

from .attempts import false, only


@false
def the_beta_integral_outside_its_domain():
    return rules.beta_integral(x, s, t)


@false
def the_beta_integral_to_a_negative_end():
    return rules.beta_integral(s, t, MINUS)


@false
def the_beta_integral_as_if_it_were_no_axiom():
    theorem = rules.symmetric(rules.beta_integral(s, s, ONE))
    return only(theorem, not theorem.axioms)


@false
def the_gamma_integral_outside_its_domain():
    return rules.gamma_integral(x)


def test_the_axioms_hold_in_numbers():
    sides = rules.basel().conclusion.args
    assert abs(value(sides[0], {}) - value(sides[1], {})) < 1e-40
    for theorem, ends in ((rules.gamma_integral(THREE), [0, 3, 40]), (rules.beta_integral(TWO, THREE, THREE), [0, 3])):
        v, body = opened(theorem.conclusion.args[0])
        area = mp.quad(lambda place, v=v, body=body: value(body, {v.args[0]: place}), ends)
        assert abs(area - value(theorem.conclusion.args[1], {})) < 1e-12
    end, upto = opened(rules.exponential_series(num(Fraction(1, 10))).conclusion.args[0])
    assert abs(value(upto, {end.args[0]: 9}) - mp.exp(mp.mpf(1) / 10)) < 1e-15
