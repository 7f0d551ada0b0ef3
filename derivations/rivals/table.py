"""The table of rivals: which map from scores to probabilities has which property, and how hard each link pushes.

    table()              a row for each map, a Cell for each property
    pushes()             a row for each link: the factor f'/f before what is predicted less what is wanted, and its limits
    cell.holds           does the map have it, for every number of classes?
    cell.evidence        a part of the ledger, or the verdict on the statement that `check` was asked: proved, or a counterexample

Nothing is filled in by hand: a cell names a theorem of the ledger, or a statement that is judged anew. But for the first question
values of a link are supposed not to be all 0, and of the two maps with a threshold, that with it their values add up to 1. That the
largest of scores with Gumbel noise is distributed as softmax is a theorem, so that noise has the row of softmax.
"""

from dataclasses import dataclass, replace
from functools import cache, cached_property

from ..prover.book.ledger import find
from ..prover.verdict.judge import check

WHERE = (
    "n: dimension; z: {domain}[n]; i: index[n]; k: index[n]; c: {shift}; a: positive; t: real; s: real; x: {domain}; y: {domain}; "
    "b: positive"
)
EVERYWHERE = "takes all real numbers"
SMOOTH = "has a slope everywhere"
PROPERTIES = {  # what is asked of p_i = f(z_i)/Σ f(z_j): statement and hypotheses
    EVERYWHERE: ("{p} = {p}", ()),
    "keeps the order": ("{p_k} < {p}", ("z[k] < z[i]",)),
    "does not see a shift": ("{shifted} = {p}", ()),
    "does not see a factor": ("{scaled} = {p}", ()),
    "gives every class a chance": ("0 < {p}", ()),
    SMOOTH: ("Derivative({p}, z[k]) = Derivative({p}, z[k])", ()),
    "has a loss that bends upwards": ("0 <= Derivative(-log({p}), z[k], z[k])", ("0 < {p}",)),
    "pushes with one factor": ("Derivative({f_x}, x)/{f_x} = Derivative({f_y}, y)/{f_y}", ()),
}
LINKS = {  # name -> link, and the domain of what it takes
    "softmax": ("exp({u})", "real"),
    "softplus": ("log(1 + exp({u}))", "real"),
    "Taylor": ("(1 + {u} + {u}**2/2)", "real"),
    "square": ("{u}**2", "real"),
    "size": ("Abs({u})", "real"),
    "harmonic": ("(1/{u})", "positive"),
    "add-α": ("({u} + b)", "nonnegative"),
}
GUMBEL = "Gumbel noise"
TURNED = {"harmonic"}  # of distances, not of scores: the smaller one is to be the likelier one
AT_ZERO = {("add-α", SMOOTH): ("0 < z[k]",)}  # at the end of its domain a function has no slope
KNOWN = {  # cells that are theorems of the ledger
    ("softmax", "keeps the order"): "translation-invariance-forces-exponential/order-needs-positive-beta-if",
    ("softmax", "does not see a shift"): "translation-invariance-forces-exponential/converse",
    ("softmax", "gives every class a chance"): "softmax-simplex/positive",
    ("softmax", "has a loss that bends upwards"): "lse-convex/convex",  # the loss is log-sum-exp less a score
    ("softplus", "keeps the order"): "softplus-link/order",
    ("softmax", "pushes with one factor"): "normalised-link-gradient/constant-prefactor-converse",
    ("harmonic", "does not see a factor"): "scale-invariance-forces-power/converse",
    ("sparsemax", EVERYWHERE): "tsallis-entmax-form/threshold-exists",  # with the exponent 2
    ("entmax-1.5", EVERYWHERE): "tsallis-entmax-form/threshold-exists",
}
OF_TWO = "Min(1, Max(0, (1 + z[1] - z[2])/2))"  # sparsemax of two classes: sparsemax-closed-form/two-classes
ONE = "Sum(Max(z[j] - t, 0), (j, 1, n)) = 1"
THRESHOLDS = {  # maps that are no normalised links: property -> statement, hypotheses, and domains if they are others
    "sparsemax": {
        EVERYWHERE: ("", ()),
        "keeps the order": ("Max(z[k] - t, 0) < Max(z[i] - t, 0)", (ONE, "z[k] < z[i]")),
        "does not see a shift": ("Sum(Max(z[j] + c - (t + c), 0), (j, 1, n)) = Sum(Max(z[j] - t, 0), (j, 1, n))", ()),
        "does not see a factor": (
            "Max(a*z[i] - t, 0) = Max(z[i] - s, 0)",
            ("Sum(Max(a*z[j] - t, 0), (j, 1, n)) = 1", "Sum(Max(z[j] - s, 0), (j, 1, n)) = 1"),
        ),
        "gives every class a chance": ("0 < Max(z[i] - t, 0)", (ONE,)),
        SMOOTH: (f"Derivative({OF_TWO}, z[1]) = Derivative({OF_TWO}, z[1])", (), "z: real[2]"),
    },
    "entmax-1.5": {
        EVERYWHERE: ("", ()),
        "keeps the order": (  # of the scores 2, −x and −y
            "Max(-x/2 - t, 0)**2 < Max(-y/2 - t, 0)**2",
            ("y < x", "Max(1 - t, 0)**2 + Max(-x/2 - t, 0)**2 + Max(-y/2 - t, 0)**2 = 1"),
            "x: positive; y: positive; t: real",
        ),
        "does not see a shift": ("Sum(Max((z[j] + c)/2 - (t + c/2), 0)**2, (j, 1, n)) = Sum(Max(z[j]/2 - t, 0)**2, (j, 1, n))", ()),
        "does not see a factor": (  # the scores 2/5 and 0 have the shares 16/25 and 9/25
            "Max(a*(2/5)/2 - t, 0)**2 = 16/25",
            ("Max(a*(2/5)/2 - t, 0)**2 + Max(a*0/2 - t, 0)**2 = 1",),
            "a: positive; t: real",
        ),
        "gives every class a chance": (  # of the scores 2 and −x
            "0 < Max(-x/2 - t, 0)**2",
            ("Max(1 - t, 0)**2 + Max(-x/2 - t, 0)**2 = 1",),
            "x: positive; t: real",
        ),
    },
}
VANISHING = {"square", "size"}  # links that can be 0 for all scores at once


@dataclass(frozen=True)
class Cell:
    """A map and a property: what was asked, and what answers it."""

    name: str
    wanted: str
    statement: str
    given: tuple
    where: str
    part: str = ""

    @cached_property
    def evidence(self):
        return find(self.part) if self.part else check(self.statement, where=self.where, given=list(self.given))

    @property
    def holds(self):
        """True or False; None where neither a proof nor a counterexample is at hand."""
        return True if self.part else {"proved": True, "refuted": False}.get(self.evidence.word)

    @property
    def because(self):
        """The theorem, the proof or the counterexample, in words."""
        if self.part:
            return self.part
        return str(self.evidence.counterexample) if self.holds is False else f"check: {self.evidence.word}"


def cell(name, wanted):
    """The cell of a map and a property; None where the property is not asked of it."""
    if name == GUMBEL:
        return replace(cell("softmax", wanted), name=GUMBEL)
    if name in THRESHOLDS:
        if wanted not in THRESHOLDS[name]:
            return None
        statement, given, *where = THRESHOLDS[name][wanted]
        where = where[0] if where else WHERE.format(domain="real", shift="real")
        return Cell(name, wanted, statement, given, where, KNOWN.get((name, wanted), ""))
    link, domain = LINKS[name]
    domain = "real" if wanted == EVERYWHERE else domain
    statement, given = PROPERTIES[wanted]
    parts = _parts(link)
    given = (*(h.format(**parts) for h in given), *AT_ZERO.get((name, wanted), ()))
    if name in TURNED and wanted == "keeps the order":
        given = ("z[i] < z[k]",)
    if name in VANISHING and wanted != EVERYWHERE:
        given = (*given, "0 < {total}".format(**parts))
    where = WHERE.format(domain=domain, shift="real" if domain == "real" else "positive")
    return Cell(name, wanted, statement.format(**parts), given, where, KNOWN.get((name, wanted), ""))


def _parts(link):
    """The pieces of the statements: the share of class i or k, of shifted and of multiplied scores, and the link itself."""

    def share(score, index="i"):
        one, all_of_them = (link.format(u=f"({score.format(index=place)})") for place in (index, "j"))
        return f"{one}/Sum({all_of_them}, (j, 1, n))"

    plain = "z[{index}]"
    return {
        "p": share(plain), "p_k": share(plain, "k"), "shifted": share(plain + " + c"), "scaled": share("a*" + plain),
        "total": f"Sum({link.format(u='z[j]')}, (j, 1, n))",
        "f_x": link.format(u="x"), "f_y": link.format(u="y"),
    }  # fmt: skip


@cache
def table():
    """All rows: the map, and its cells by property, each of which is judged once."""
    return {name: {wanted: cell(name, wanted) for wanted in PROPERTIES} for name in (*LINKS, GUMBEL, *THRESHOLDS)}


def markdown():
    """The table as a reader sees it: yes or no in each cell, and a dash where the question is not asked."""
    said = {True: "yes", False: "no", None: "open"}
    rows = {name: ["–" if c is None else said[c.holds] for c in cells.values()] for name, cells in table().items()}
    return _rows(("", *PROPERTIES), rows)


def _rows(titles, rows):
    lines = ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    return "\n".join([*lines, *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows.items())])


# --- how hard a link pushes -----------------------------------------------------------------------------------------

FACTOR = "factor f′/f"
ENDS = {"above 0": "0, '+'", "below 0": "0, '-'", "far up": "oo", "far down": "-oo"}
PUSHES = {  # link -> its factor, and what that tends to at each end
    "softmax": ("1", ("1", "1", "1", "1")),
    "softplus": ("sigmoid(x)/softplus(x)", ("1/(2*log(2))", "1/(2*log(2))", "0", "1")),
    "Taylor": ("(1 + x)/(1 + x + x**2/2)", ("1", "1", "0", "0")),
    "square": ("2/x", ("oo", "-oo", "0", "0")),
    "size": ("1/x", ("oo", "-oo", "0", "0")),
    "harmonic": ("-1/x", ("-oo", None, "0", None)),
    "add-α": ("1/(x + b)", ("1/b", None, "0", None)),
}


@dataclass(frozen=True)
class Push(Cell):
    """What a factor is, or what it tends to, and the statement that says so."""

    value: str = ""


@cache
def pushes():
    """All rows: the link, its factor, and the limits of the factor. None where a link takes no such numbers."""
    found = {}
    for name, (factor, values) in PUSHES.items():
        link, domain = LINKS[name]
        domains = f"x: {'real' if domain == 'real' else 'positive'}; b: positive"
        f = link.format(u="x")
        where_it_divides = ("x != 0",) if name in VANISHING else ()
        found[name] = {FACTOR: Push(name, FACTOR, f"Derivative({f}, x)/{f} = {factor}", where_it_divides, domains, value=factor)}
        for (end, approach), value in zip(ENDS.items(), values, strict=True):
            limit = f"Limit({factor}, x, {approach}) = {value}"
            found[name][end] = None if value is None else Push(name, end, limit, (), domains, value=value)
    return found


PRINTED = (("oo", "∞"), ("-", "−"), ("x**2", "x²"), ("log(2)", "log 2"), ("b", "α"), ("*", " "))


def pushes_markdown():
    """The table of the factors as a reader sees it."""

    def said(push):
        if push is None:
            return "–"
        words = push.value
        for typed, printed in PRINTED:
            words = words.replace(typed, printed)
        return words if push.holds else "open"

    return _rows(("", FACTOR, *ENDS), {name: [said(push) for push in row.values()] for name, row in pushes().items()})
