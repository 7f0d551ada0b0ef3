"""The table of rivals: which map from scores to probabilities has which property.

    table()              a Row for each map, a Cell for each property
    cell.holds           does the map have it, for every number of classes?
    cell.evidence        a part of the ledger, or the verdict on the statement that `check` was asked: proved, or a counterexample

Nothing is filled in by hand: a cell names a theorem of the ledger, or a statement that is judged anew. But for the first question
values of a link are supposed not to be all 0, and of sparsemax, that its values at the threshold add up to 1.
"""

from dataclasses import dataclass
from functools import cached_property

from ..prover.book.ledger import find
from ..prover.verdict.judge import check

WHERE = "n: dimension; z: {domain}[n]; i: index[n]; k: index[n]; c: real; a: positive; t: real; s: real; x: {domain}; y: {domain}"
EVERYWHERE = "has values for all scores"
PROPERTIES = {  # what is asked of p_i = f(z_i)/Σ f(z_j): statement and hypotheses
    EVERYWHERE: ("{p} = {p}", ()),
    "keeps the order": ("{p_k} < {p}", ("z[k] < z[i]",)),
    "does not see a shift": ("{shifted} = {p}", ()),
    "does not see a factor": ("{scaled} = {p}", ()),
    "gives every class a chance": ("0 < {p}", ()),
    "has a slope everywhere": ("Derivative({p}, z[k]) = Derivative({p}, z[k])", ()),
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
}
TURNED = {"harmonic"}  # of distances, not of scores: the smaller one is to be the likelier one
KNOWN = {  # cells that are theorems of the ledger
    ("softmax", "keeps the order"): "translation-invariance-forces-exponential/order-needs-positive-beta-if",
    ("softmax", "does not see a shift"): "translation-invariance-forces-exponential/converse",
    ("softmax", "gives every class a chance"): "softmax-simplex/positive",
    ("softmax", "has a loss that bends upwards"): "lse-convex/convex",  # the loss is log-sum-exp less a score
    ("softplus", "keeps the order"): "softplus-link/order",
    ("softmax", "pushes with one factor"): "normalised-link-gradient/constant-prefactor-converse",
    ("harmonic", "does not see a factor"): "scale-invariance-forces-power/converse",
}
SPARSEMAX = {  # property -> statement and hypotheses; it is no normalised link, and has no factor
    "keeps the order": ("Max(z[k] - t, 0) < Max(z[i] - t, 0)", ("Sum(Max(z[j] - t, 0), (j, 1, n)) = 1", "z[k] < z[i]")),
    "does not see a shift": ("Sum(Max(z[j] + c - (t + c), 0), (j, 1, n)) = Sum(Max(z[j] - t, 0), (j, 1, n))", ()),
    "gives every class a chance": ("0 < Max(z[i] - t, 0)", ("Sum(Max(z[j] - t, 0), (j, 1, n)) = 1",)),
    "does not see a factor": (
        "Max(a*z[i] - t, 0) = Max(z[i] - s, 0)",
        ("Sum(Max(a*z[j] - t, 0), (j, 1, n)) = 1", "Sum(Max(z[j] - s, 0), (j, 1, n)) = 1"),
    ),
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
    if name == "sparsemax":
        if wanted not in SPARSEMAX:
            return None
        statement, given = SPARSEMAX[wanted]
        return Cell(name, wanted, statement, given, WHERE.format(domain="real"))
    link, domain = LINKS[name]
    if domain != "real" and wanted == "does not see a shift":
        return None  # a distance plus a number need be none
    statement, given = PROPERTIES[wanted]
    parts = _parts(link)
    given = tuple(h.format(**parts) for h in given)
    if name in TURNED and wanted == "keeps the order":
        given = ("z[i] < z[k]",)
    if name in VANISHING and wanted != EVERYWHERE:
        given = (*given, "0 < {total}".format(**parts))
    return Cell(name, wanted, statement.format(**parts), given, WHERE.format(domain=domain), KNOWN.get((name, wanted), ""))


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


def table():
    """All rows: the map, and its cells by property."""
    return {name: {wanted: cell(name, wanted) for wanted in PROPERTIES} for name in (*LINKS, "sparsemax")}


def markdown():
    """The table as a reader sees it: yes or no in each cell, and a dash where the question is not asked."""
    said = {True: "yes", False: "no", None: "open"}
    lines = ["| | " + " | ".join(PROPERTIES) + " |", "|---" * (len(PROPERTIES) + 1) + "|"]
    for name, cells in table().items():
        lines.append(f"| {name} | " + " | ".join("–" if c is None else said[c.holds] for c in cells.values()) + " |")
    return "\n".join(lines)
