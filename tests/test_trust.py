"""What must be trusted is written down: TRUST.md is current, and neither rules nor axioms nor definitions grow unseen.

Whoever adds one adds it here too, with its side conditions in tests/falsehoods/.
"""

import ast
from inspect import getdoc, getsource

import pytest

from derivations.prover.book import trust
from derivations.prover.kernel import definitions, rules
from derivations.prover.kernel.rules import equations

RULES = """
assume cut weaken both part generalise specialise witness obtain substitution function_replaced
equality reduction restate settle symmetric transitive congruence under extensional
sign linear below_maximum attained differ absurd index_cases
trichotomy triangle rising
intermediate_value stationary valued
limit_of_variable limit_along_steps limit_two_sided limit_substituted l_hopital limit_through
squeeze limit_infinite
determinant determinant_multiplied
integral_scales fundamental_theorem integral_exceeds integral_bounded integral_between integral_substituted
integral_joined integral_reversed integral_added integral_summed integral_differentiated induction along
beta_integral gamma_integral exponential_series basel
""".split()
LABELS = {"definition", "derivative", "collapse", "gamma", "ranges", "turns"}  # what the normal form may be told to use
DEFINITIONS = set("softmax lse largest entropy kl dot variance diag outer quadratic det gradient jacobian simplex space".split())


def test_every_module_of_the_kernel_is_listed():
    assert sorted(module.__file__ for module in trust.MODULES) == sorted(map(str, trust.KERNEL.rglob("*.py")))


def test_the_page_is_current():
    assert trust.TRUST.read_text() == trust.page(), "run `python -m derivations ledger --readme`"


def test_no_rule_comes_unseen():
    assert sorted(rules.RULES) == sorted(RULES)
    assert equations.LABELS == LABELS
    assert set(definitions.DEFINITIONS) == DEFINITIONS


def test_nothing_but_a_rule_makes_a_theorem():
    """Whoever calls the constructor is _theorem, and whoever calls that is one of the rules, by name."""
    makers = {}
    for function in [node for module in trust.MODULES for node in ast.parse(getsource(module)).body]:
        names = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
        names += [node for node in ast.walk(function) if getattr(node, "id", "") == "_SEAL"]
        for name in {getattr(node, "id", "") for node in names} & {"_theorem", "_SEAL", "Theorem"}:
            makers.setdefault(name, set()).add(getattr(function, "name", ""))
    assert makers["_theorem"] == set(RULES)
    assert makers["_SEAL"] == {"", "Theorem", "_theorem"}
    assert makers["Theorem"] == {"_theorem"}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_is(name):
    said, found, conditions = getdoc(rules.RULES[name]).partition(trust.CONDITIONS)
    assert found and said.strip().endswith((".", "…", ".)")) and conditions.strip().endswith(".")
    assert any(sign in said for sign in "⊢=<→∫") or said.startswith("From")


@pytest.mark.parametrize("room", ["kernel", "proof", "verdict"])
def test_public_functions_have_signatures(room):
    """Every argument and every result of what the other rooms may call is annotated."""
    bare = []
    for module in sorted((trust.ROOT / "derivations" / "prover" / room).rglob("*.py")):
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            for function in node.body if isinstance(node, ast.ClassDef) else [node]:
                if isinstance(function, ast.FunctionDef) and not (function.name.startswith("_") or node.name.startswith("_")):
                    given = [*function.args.args, *function.args.kwonlyargs, *filter(None, [function.args.vararg])]
                    whole = all(a.annotation or a.arg in ("self", "cls") for a in given) and function.returns
                    bare += [] if whole else [f"{module.stem}.{function.name}"]
    assert not bare


def test_a_new_rule_shows_on_the_page(monkeypatch):
    before = trust.page()

    def anything(formula):
        """⊢ φ.

        Side conditions: none.
        """

    monkeypatch.setitem(rules.RULES, "anything", anything)
    assert trust.page() != before
    assert "- **anything**(formula): ⊢ φ.<br>*Side conditions:* none." in trust.page()


def test_the_axioms_are_on_the_page():
    axioms = trust.page().split("<!-- axioms -->")[1].split("<!-- end -->")[0]
    assert [line[2:] for line in axioms.splitlines() if line.startswith("- ")] == list(rules.AXIOMS)
