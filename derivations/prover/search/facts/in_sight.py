"""What is in sight of a goal: its indices, vectors and sums, and entries of vectors at an index."""

from fractions import Fraction

from ...kernel.definitions import expand
from ...kernel.derivative import evaluate
from ...kernel.signs import NIL, POS, meaning
from ...kernel.terms import MINUS, at, fn, mul, num, power, same_integer, shape, subterms
from ..polynomial_context import plain

HALF = num(Fraction(1, 2))


def indices(goal, given=()):
    """The indices in sight: free ones, literal ones, and the last of a vector."""
    found = {}
    for source in (goal, *given):
        found |= dict.fromkeys(sorted((v for v in source.free if v.args[1] == "index"), key=str))
        found |= {t.args[1]: None for t in subterms(source) if t.op == "at" and t.args[1].op == "num" and not t.loose}
    return list(found)[:4]


def shifted_indices(goal):
    """Indices such as m + 1 that entries are taken at."""
    return list({t.args[1]: None for t in subterms(goal) if t.op == "at" and t.args[1].op == "add" and not t.args[1].loose})[:2]


def vectors(goal, ground):
    """The vectors whose maxima and softmax may matter: arguments of lse, softmax, max and vector variables."""
    found = {}
    for source in (goal, *ground.given):
        for t in subterms(source):
            if t.op in ("lse", "softmax", "largest") and not t.loose:
                found[t.args[0]] = None
            if t.op == "var" and len(t.args) == 3 and t.args[1] != "index":
                found[t] = None
            if t.op == "at" and not t.loose and len(shape(t)) == 1:  # a row of a matrix
                found[t] = None
    return list(found)[:5]


def sums(goal):
    for source in goal.args:
        if not shape(source):
            for t in subterms(meaning(source)):
                if t.op == "sum" and not t.loose:
                    yield t


def lengths(goal):
    return {v.args[2]: None for v in goal.free if len(v.args) == 3 and v.args[1] != "index"}


def families(goal, ground, k, positive):
    """Entries at the index k of the vectors in sight; those that are not negative, as weights, if `positive`."""
    found = {}
    for v in vectors(goal, ground):
        if same_integer(shape(v)[0], k.args[3]):
            entry = expand(at(v, k), unfold=False)
            whole = evaluate(expand(entry, unfold=True))
            if not positive:
                found[entry] = None
                if any(t.op == "softmax" and t.args[0] == v for t in subterms(goal)):
                    found[expand(at(fn("softmax", v), k), unfold=False)] = None
                if ground.facts.mask(whole) == POS:
                    found[fn("log", entry)] = None
            elif not ground.facts.mask(whole) & ~(NIL | POS):
                found[entry] = None
            if positive and ground.facts.mask(whole) != POS:
                found[expand(at(fn("softmax", v), k), unfold=False)] = None
    if positive:
        found[power(k.args[3], MINUS)] = None
    return list(found)


def levels(difference):
    """The exponents of exponentials that stand by themselves."""
    found = dict.fromkeys((a.args[0], e) for mono in difference for a, e in mono if a.op == "exp" and not a.loose)
    exponents = [(plain(u), e) for u, e in found]
    fractions = [mul(num(e), u) for u, e in exponents if e != int(e)]  # √(e^u) is e^(u/2)
    return list(dict.fromkeys([*fractions, *(u for u, _ in exponents)]))[:3]


def log_totals(difference):
    """The sums that stand inside a logarithm."""
    found = {a.args[0]: None for mono in difference for a, _ in mono if a.op == "log" and not a.loose and a.args[0].op != "num"}
    return [plain(u) for u in list(found)[:3]]
