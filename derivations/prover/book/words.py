"""Words: what the rules of a derivation are called on a page, and what each of them does, in a sentence.

A chain names its rules for whoever writes a proof; a reader of the page is told the same in a mathematician's words.
"""

import re

THEOREM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+/[a-z0-9-]+")  # the id of a theorem, within the words of a reason

RULES = {  # rule of a chain -> what the page calls it, and what it does
    "definition": ("definition", "A name is replaced by what it abbreviates, or the other way about."),
    "differentiate": ("differentiation", "The derivatives that are written are taken."),
    "derivative": ("differentiation", "The derivatives that are written are taken."),
    "definition and derivative": ("definition and differentiation", "Names are written out, and derivatives taken."),
    "definition and collapse": ("definition", "Names are written out, and a Kronecker delta leaves the term that it picks."),
    "collapse deltas": ("the delta picks one term", "A Kronecker delta under a sum leaves the one term whose index it names."),
    "algebra": ("algebra", "The laws of +, ·, exp, log and of finite sums; nothing else."),
    "manifest sign": ("sign", "The difference of the two sides is made of terms whose signs can be read off."),
    "hypothesis": ("assumption", "What the theorem, or this case of it, supposes."),
    "linear combination": ("adding up", "The line is a sum of the lines before it, with factors of known sign."),
    "multiply both sides": ("multiplying both sides", "Both sides are multiplied by a factor of known sign."),
    "rearrange": ("rearranging", "The two sides have the same difference as in the line before."),
    "log is increasing": ("log is increasing", "The logarithm of both sides, the smaller one being positive."),
    "exp is increasing": ("exp is increasing", "The exponential of both sides."),
    "at most the maximum": ("no entry exceeds the maximum", "Each entry is at most the largest."),
    "the maximum is attained": ("the maximum is attained", "Some entry equals the largest, as there are finitely many."),
    "weighted sum": ("a sum of positive terms", "Weights that are not negative and not all zero, and positive values."),
    "tangent of a convex function": ("tangent, by convexity", "With f″ ≥ 0, a function lies above its tangents."),
    "cases": ("both cases", "What holds when a = b and when a < b holds when a ≤ b."),
    "bracket": ("the bracket", "The bracket of a relation is 1 where it holds and 0 where it fails."),
    "for all": ("for every index", "The line holds whatever the index is."),
    "entry by entry": ("entry by entry", "Two vectors or matrices are equal when all their entries are."),
    "a sum of terms ≥ 0": ("a sum of terms ≥ 0", "A sum of terms that are not negative is 0 only if each of them is."),
    "a factor that is not 0 cancels": ("a factor that is not 0 cancels", "A product is 0, and one of its factors is not."),
    "limit": ("limit", "The limit of the variable itself, or of its reciprocal at infinity."),
    "limit through a continuous function": ("continuity", "The limit passes through a function that is continuous at it."),
    "the same function near the point": ("the same function there", "The two functions agree near the point, so their limits do."),
    "squeeze": ("squeezed", "A function between two that have the same limit has that limit."),
    "induction": ("induction", "The statement at 1, and the step from each n to the next."),
    "Γ(x+1) = x Γ(x)": ("Γ(x+1) = x Γ(x)", "The recursion of the Gamma function, one of the named axioms."),
    "the same at particular values": ("at particular values", "A line before, with values put in place of its variables."),
}  # fmt: skip


def said(rule, because=""):
    """What the page says of a step: its rule in a reader's words, and why it may be taken.

    >>> said("manifest sign"), said("lse-tangent/tangent at particular values"), said("algebra", "t is constant")
    ('sign', 'lse-tangent/tangent at particular values', 'algebra: t is constant')
    """
    words = RULES.get(rule, (rule,))[0]
    return f"{words}: {because}" if because else words


def meaning(rule):
    """What a rule does, in a sentence; nothing for the name of a theorem, which speaks for itself."""
    if match := re.fullmatch(r"(sum over|for every) (\w+)", rule):
        return {
            "sum over": f"Both sides are summed over {match[2]}.",
            "for every": f"What holds for every {match[2]} holds for the largest entry.",
        }[match[1]]
    return RULES.get(rule, ("", ""))[1]


def theorems_in(words):
    """The ids of theorems that stand in the words of a reason, in their order."""
    return tuple(dict.fromkeys(THEOREM.findall(words)))
