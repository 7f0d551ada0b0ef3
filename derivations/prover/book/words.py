"""Words: what the rules of a derivation are called on a page, and what each of them does, in a sentence.

A chain names its rules for whoever writes a proof, and a proof that was found has the kernel's names; a reader of the page is told
the same in a mathematician's words.
"""

import re

THEOREM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+/[a-z0-9-]+")  # the id of a theorem, within the words of a reason

LEMMA = "a lemma"  # the rule of a line that uses what was shown on the way to it, and that says where or what this is

RULES = {  # rule of a chain or of the kernel -> what the page calls it, and what it does
    "definition": ("definition", "A name is replaced by what it abbreviates, or the other way about."),
    "derivative": ("differentiation", "The derivatives that are written are taken."),
    "collapse": ("the delta picks one term", "A Kronecker delta under a sum leaves the one term whose index it names."),
    "algebra": ("algebra", "The laws of +, ·, exp, log and of finite sums; nothing else."),
    "simplification": (
        "simplification",
        "Names are written out, derivatives taken, and deltas picked from sums; what is left follows by the laws of algebra.",
    ),
    "manifest sign": ("sign", "The difference of the two sides is made of terms whose signs can be read off."),
    "hypothesis": ("assumption", "What the theorem, or this case of it, supposes."),
    LEMMA: ("by a lemma", "What was shown to be equal is put in its place; the line says where it was shown, or what."),
    "what it supposes holds": ("what it supposes holds", "What the theorem supposes was shown in the lines before."),
    "linear combination": ("adding up", "The line is a sum of the lines before it, with factors of known sign."),
    "multiply both sides": ("multiplying both sides", "Both sides are multiplied by a factor of known sign."),
    "rearrange": ("rearranging", "The two sides have the same difference as in the line before."),
    "transitivity": ("one after the other", "What holds from a to b and from b to c holds from a to c."),
    "with what is known": ("with the lines before", "What the line rests on was shown before it."),
    "log is increasing": ("log is increasing", "The logarithm of both sides, the smaller one being positive."),
    "exp is increasing": ("exp is increasing", "The exponential of both sides."),
    "compare the squares": ("comparing squares", "Of two sides that are not negative, the one with the smaller square is smaller."),
    "product of two differences": (
        "multiplying two differences",
        "The product of two differences that are not negative is not negative.",
    ),
    "product of inequalities": ("multiplying two inequalities", "Two inequalities between sides that are not negative."),
    "at most the maximum": ("no entry exceeds the maximum", "Each entry is at most the largest."),
    "at least the minimum": ("no entry is below the minimum", "Each entry is at least the smallest."),
    "between minimum and maximum": ("between the extremes", "An entry is at most the largest, and at least the smallest."),
    "best bound": ("the maximum is the least bound", "What no entry exceeds the largest does not exceed."),
    "the maximum is attained": ("the maximum is attained", "Some entry equals the largest, as there are finitely many."),
    "at most its size": ("a number is at most its size", "u is at most |u|."),
    "the size of what is not positive": ("the size of a number ≤ 0", "|u| is −u where u ≤ 0."),
    "bounded on both sides": ("bounded on both sides", "|u| is at most a bound of both u and −u."),
    "triangle inequality": ("triangle inequality", "|u + v| is at most |u| + |v|."),
    "weighted sum": ("a sum of positive terms", "Weights that are not negative and not all zero, and positive values."),
    "under sum": ("summing both sides", "What holds of each term holds of the sum."),
    "under max": ("the maximum of both sides", "What holds of each entry holds of the largest."),
    "under prod": ("multiplying over the index", "What holds of each factor, none negative, holds of the product."),
    "under limit": ("equal under the limit", "Two functions that are equal have the same limit."),
    "under simplex": ("equal under the integral", "Two functions that are equal have the same integral."),
    "under integral": ("equal under the integral", "Two functions that are equal, or in an order, have integrals that are so too."),
    "congruence": ("equals for equals", "What was shown to be equal is put in its place."),
    "tangent of a convex function": ("tangent, by convexity", "With f″ ≥ 0, a function lies above its tangents."),
    "a function with this derivative rises": ("a positive slope", "A function whose slope is not negative does not fall."),
    "a function without slope is constant": ("a slope of zero", "A function whose slope is zero everywhere is constant."),
    "it grows at least at a positive rate": ("a slope above a positive bound", "Such a function exceeds every bound."),
    "mean value theorem": ("mean value theorem", "Where the slope has a sign, so has the difference of two values."),
    "intermediate value theorem": ("intermediate value theorem", "A continuous function takes each value between two others."),
    "no slope at an extremum": ("no slope at an extremum", "Where a differentiable function is extreme, its slope is zero."),
    "cases": ("both cases", "What holds when a = b and when a < b holds when a ≤ b."),
    "trichotomy": ("in each of the three cases", "One of a < b, a = b and a > b holds, and in each of them the line does."),
    "contradiction": ("contradiction", "What is supposed leads to 0 < 0, so anything follows from it."),
    "they cannot be equal": ("contradiction", "If the two sides were equal, 0 < 0 would follow."),
    "never equal": ("contradiction", "If the two sides were equal, 0 < 0 would follow."),
    "it cannot be 0": ("it is not zero", "It is not negative, and zero only in a case that is excluded."),
    "whole numbers": ("between whole numbers", "A whole number above m is at least m + 1."),
    "from both sides": ("from both sides", "a ≤ b and b ≤ a make a = b; two limits from the two sides make one."),
    "equal or different indices": ("equal and different indices", "What holds for i = j and for i ≠ j holds for all."),
    "bracket": ("the bracket", "The bracket of a relation is 1 where it holds and 0 where it fails."),
    "for all": ("for every index", "The line holds whatever the index is."),
    "both": ("together", "Several statements as one."),
    "one of them": ("one of them", "A part of a statement that has several."),
    "such a value": ("for this value", "A value for which it holds shows that there is one."),
    "there is one": ("for such a value", "What follows from such a value, whichever it is, holds."),
    "its value": ("whatever the value is", "What follows when a letter names a value, whichever it is, holds."),
    "entry by entry": ("entry by entry", "Two vectors or matrices are equal when all their entries are."),
    "a sum of terms ≥ 0": ("a sum of terms ≥ 0", "A sum of terms that are not negative is 0 only if each of them is."),
    "a factor that is not 0 cancels": ("a factor that is not 0 cancels", "A product is 0, and one of its factors is not."),
    "limit": ("limit", "The limit of the variable itself, or of its reciprocal at infinity."),
    "limit through a continuous function": ("continuity", "The limit passes through a function that is continuous at it."),
    "the same function near the point": ("the same function there", "The two functions agree near the point, so their limits do."),
    "squeeze": ("squeezed", "A function between two that have the same limit has that limit."),
    "moved to 0+": ("in the reciprocal", "A limit at infinity is one at 0 in the reciprocal."),
    "its inverse tends to 0": ("the reciprocal tends to 0", "A positive function whose reciprocal tends to 0 exceeds every bound."),
    "along the whole numbers": ("along the whole numbers", "A limit along the real numbers is one along the whole numbers."),
    "part of a sequence": ("part of a sequence", "A part of a sequence has the limit of the whole."),
    "substitution in a limit": ("change of variable", "The limit in another variable, which does not reach the point."),
    "l'Hôpital's rule": ("l’Hôpital’s rule", "Where both tend to 0, the quotient has the limit of the quotient of the slopes."),
    "limits keep order": ("limits keep order", "What is smaller everywhere has the smaller limit, or the same."),
    "two limits of one function": ("a limit is unique", "A function has one limit at a point."),
    "substitution in an integral": ("change of variable", "The integral in another variable, its slope as a factor."),
    "fundamental theorem of calculus": ("fundamental theorem", "The integral of a slope is what the ends differ by."),
    "differentiation under the integral": ("differentiation under the integral", "Its slope is the integral of the slope."),
    "an integral is linear": ("linearity of the integral", "The integral of a sum, and of a multiple."),
    "two intervals side by side": ("joining intervals", "Integrals over two neighbouring ranges make one over both."),
    "the integral of what is smaller": ("comparing integrands", "What is smaller everywhere has the smaller integral."),
    "parts of an integral": ("from the product rule", "The integral of a product, by the fundamental theorem."),
    "induction": ("induction", "The statement at 1, and the step from each n to the next."),
    "from each to the next": ("step by step", "What holds at the first place, and from each to the next, holds at all."),
    "determinant of a diagonal and a product": (
        "determinant of a diagonal and a product",
        "A diagonal matrix plus an outer product: the product of the diagonal, plus a term for each entry in its place.",
    ),
    "determinant of a product": ("determinant of a product", "The determinant of a product is the product of the determinants."),
    "Γ(x+1) = x Γ(x)": ("Γ(x+1) = x Γ(x)", "The recursion of the Gamma function, one of the named axioms."),
    "sums taken apart": ("sums taken apart", "A sum over a range is the sum over its parts."),
    "symmetry": ("from right to left", "What equals is equal the other way about."),
    "axiom": ("a named axiom", "One of the analytic axioms that the grade names."),
    "a theorem proved before": ("shown before", "A theorem that was proved before."),
    "substitution": ("a special case", "A line before, with values put in place of its variables."),
    "a particular function": ("for this function", "A line about any function, at this one."),
}  # fmt: skip

SAME = {  # other names of the same rules
    "differentiate": "derivative",
    "collapse deltas": "collapse",
    "definitions, derivatives and deltas": "simplification",
    "the same at particular values": "substitution",
    "a particular case": "substitution",
    "specialise": "substitution",
    "log is monotone": "log is increasing",
    "exp is monotone": "exp is increasing",
    "terms of a vanishing sum": "a sum of terms ≥ 0",
    "zero product": "a factor that is not 0 cancels",
    "whichever is larger": "trichotomy",
    "both cases": "cases",
    "next integer": "whole numbers",
    "limit of x": "limit",
    "limit of 1/x": "limit",
    "moved from 0+": "moved to 0+",
    "the inverse tends to 0": "its inverse tends to 0",
    "the same limit in another variable": "substitution in a limit",
    "sum of integrals": "an integral is linear",
    "a constant factor leaves the integral": "an integral is linear",
    "integral of what is smaller": "the integral of what is smaller",
    "comparison of integrals": "the integral of what is smaller",
    "induction along a range": "from each to the next",
    "differentiate both sides": "derivative",
    "cut": "with what is known",
    "settle": "with what is known",
    "a range taken apart": "sums taken apart",
    "the axiom": "axiom",
    "the other way round": "symmetry",
}

PLAIN = {"collapse", "definition", "derivative"}  # what an equation may use without a word
MAY_USE = {"gamma": "Γ(x+1) = x Γ(x)", "ranges": "sums taken apart"}  # ... and what is said


def said(rule, because=""):
    """What the page says of a step: its rule in a reader's words, and why it may be taken.

    >>> said("manifest sign"), said("lse-tangent/tangent at particular values"), said("algebra", "t is constant")
    ('sign', 'lse-tangent/tangent', 'algebra: t is constant')
    >>> said("normal form, collapse, definition, derivative"), said("linear combination, definition, gamma")
    ('simplification', 'adding up, with Γ(x+1) = x Γ(x)')
    >>> said("hypothesis, for every i"), said("sum over k")
    ('assumption, for every i', 'sum over k')
    """
    head, used = taken_apart(rule)
    words = RULES[head][0] if head in RULES else head
    return with_more(words + (f", {used}" if used else ""), because)


def with_more(words, because):
    """The words of a reason, and what is said besides."""
    return f"{words}: {because}" if because else words


def taken_apart(rule):
    """The rule under the name by which the table has it, and what is to be said of it besides."""
    if rule in SAME:
        return SAME[rule], ""
    if THEOREM.match(rule):
        return rule.removesuffix(" at particular values"), ""
    parts = re.split(", | and ", rule)
    if set(parts) <= {"normal form", *PLAIN, *MAY_USE}:
        plain, uses = PLAIN & set(parts), parts
        head = "simplification" if len(plain) > 1 else min(plain, default="algebra")
    else:
        head, *uses = rule.split(", ")
    head = SAME.get(head, head)
    if head.startswith("induction on "):
        head = "induction"
    others = [use for use in uses if use not in PLAIN and use != "normal form"]
    if not set(others) <= MAY_USE.keys():
        return (head, ", ".join(others)) if head in RULES else (rule, "")
    return head, f"with {' and '.join(MAY_USE[use] for use in others)}" if others else ""


def head_of(rule):
    """The rule, without what it may use, by the name that the table has for it."""
    return taken_apart(rule)[0]


def meaning(rule):
    """What a rule does, in a sentence; nothing for the name of a theorem, which speaks for itself."""
    if match := re.fullmatch(r"(sum over|for every) \w+", rule):
        return {
            "sum over": "Both sides are summed over this index.",
            "for every": "What bounds each entry bounds the largest, or the smallest.",
        }[match[1]]
    return RULES.get(head_of(rule), ("", ""))[1]
