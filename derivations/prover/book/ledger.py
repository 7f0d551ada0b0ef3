"""The ledger: one record a theorem, made from what the kernel proved and from nothing else.

    @theorem("lse-gradient-softmax/gradient", "Softmax is the gradient of log-sum-exp")
    def gradient():
        return derive(...)...

Chapters register theorems; `ledger()` replays every proof and returns the records in reading order.
"""

import re
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from importlib import import_module
from json import dumps, loads
from operator import attrgetter
from pathlib import Path

from sympy import Expr, Lambda, evaluate, sympify

from ... import CHAPTERS
from ..proof.chain import Derivation, proved
from ..proof.grades import digest, dimensions, grade, least
from ..proof.recorded import found
from ..kernel import rules
from ..kernel.polynomial import Refused
from ..kernel.rules import AXIOMS
from ..kernel.rules.logic import with_function
from ..kernel.terms import ZERO, Term, abstract, fresh, instantiate, num, substitute
from ..language.maps import is_function
from ..language.sympy_notation import column, read
from ..refutation.counterexamples import TRIAL, holds, trial
from ..refutation.curves import Curve, Surface
from ..language.domains import declared, quantified
from ..clock import held
from ..files import CHANGELOG, README, SNAPSHOT, write
from ..garbage import uncollected
from ..language.typeset import latex, text
from . import tags
from .lemmas import with_short_lemmas, without_lemmas
from .lines import Shown, printed, tidied
from .replay import replayed

KERNEL = Path(__file__).parents[1] / "kernel"


class UnknownId(KeyError):
    """No theorem has this id; `nearest` are the ids that look most like it."""

    def __init__(self, slug, nearest):
        self.slug, self.nearest = slug, tuple(nearest)
        super().__init__(slug)

    def __str__(self):
        hint = f"; the nearest are {', '.join(self.nearest)}" if self.nearest else ""
        return f"there is no theorem {self.slug!r}{hint}"


class Vacuous(ValueError):
    """A theorem whose hypotheses have not been shown to be satisfiable."""


Failures = (ValueError, Refused)  # of a derivation: a step that the kernel does not accept is one, and Vacuous


class Proposition:
    """A theorem of a chapter: its name, and the derivation that proves it, run when it is first asked for."""

    def __init__(self, part, title, chapter, derivation, source, witness, star=False, implies=None):
        self.part, self.title, self.chapter = part, title, chapter
        self.make, self.source, self.witness, self.star, self.implies = derivation, source, witness, star, implies
        self.__doc__ = derivation.__doc__

    @cached_property
    def derivation(self) -> Derivation:
        with uncollected(), evaluate(False):  # SymPy leaves what the author writes as it is written
            return self.make()

    @cached_property
    def theorem(self):
        theorem = self.derivation.conclusion()
        self._met(self._at_functions(theorem.hypotheses))
        for own in (theorem, self.derivation.theorem, *self.derivation.kept):
            _owners.setdefault(id(own), self)
        return theorem

    @cached_property
    def whole(self):
        """The derivation, line by line."""
        return tidied(self.derivation.steps)

    @cached_property
    def lines(self):
        """The same as it is printed: long ways to lemmas are folded into the lines that they lead to."""
        return self._without(with_short_lemmas)

    @cached_property
    def brief(self):
        """The same without what leads to lemmas, where it has such lines."""
        short = self._without(without_lemmas)
        return short if len(short) < len(self.lines) else ()

    def _without(self, lemmas):
        steps = lemmas(self.derivation.steps, self.whole)
        return self.whole if len(steps) == len(self.derivation.steps) else tidied(steps)

    def proof(self, place=None):
        """The kernel's theorem; `place` picks one relation of a statement a = b = c."""
        return self.theorem if place is None else rules.part(self.theorem, place)

    def _at_functions(self, formulas):
        """Formulas with the functions of the witness, each of which has the values and the derivatives that its domain names."""
        for f in frozenset().union(*(h.free for h in formulas)):
            if is_function(f):
                if not isinstance(self.witness.get(f.args[0]), Lambda):
                    raise Vacuous(f"{self.part}: the witness has no function {f.args[0]}")
                x, body = map(read, (*self.witness[f.args[0]].signature, self.witness[f.args[0]].expr))
                y = fresh(x.args[0], *x.args[1:])
                own = substitute(body, {x: y})
                rules.function_replaced(rules.equality(ZERO, ZERO), f, y, own)  # refused unless it fits
                formulas = [with_function(h, f, y, own) for h in formulas]
        return [*formulas]

    def _met(self, hypotheses):
        """Hypotheses that cannot all hold would make the theorem say nothing: its witness meets them, exactly.

        What no point shows, a limit say, is met where a theorem concludes it from hypotheses that the witness meets.
        """
        if self.implies is not None:
            with evaluate(False):
                consequence = proved(self.implies())
            whole, *supposed = self._at_functions([consequence.conclusion, *consequence.hypotheses])
            met = whole.args if whole.op == "and" else [whole]
            for shown in met:
                if shown not in hypotheses:
                    raise Vacuous(f"{self.part}: that is none of its hypotheses: {text(shown)}")
            hypotheses = [*(h for h in hypotheses if h not in met), *supposed]
        for hypothesis in hypotheses:
            try:
                point = self.point(hypothesis)
                met = None if point is None else holds(hypothesis, point)
            except (KeyError, ValueError, TypeError) as error:
                raise Vacuous(f"{self.part}: the witness {self.witness} is not whole: {error}") from None
            if met is None:  # no ball decides that e^(log 4 / 2) is 2, or what a limit is
                met = self._shown(hypothesis)
            if met is not True:
                raise Vacuous(f"{self.part}: the witness {self.witness} does not meet {text(hypothesis)}")

    def _shown(self, hypothesis):
        """Whether the kernel proves a hypothesis at the witness; the proofs are ones that were found and written down."""
        cases = map(_by_order, one_by_one(at_values(hypothesis, self.witness)))
        return not any(found(case, chapter=self.chapter).theorem.hypotheses for case in cases)

    def trial(self, seconds=TRIAL):
        """What points say of the theorem, its witness and others that meet the hypotheses: refuted, and one judge is wrong."""
        formulas = self.theorem.conclusion, *self.theorem.hypotheses
        return trial(self.theorem.conclusion, self.theorem.hypotheses, self.point(*formulas), seconds)

    def point(self, *formulas):
        """The witness for these as the refutation takes it; None if a number is not rational: what holds at log 3 is proved."""
        named = {v.args[0] for formula in formulas for v in formula.free}
        values = {name: value for name, value in self.witness.items() if name in named}
        if not all(map(_is_exact, values.values())):
            return None
        return {name: _curve(value) if isinstance(value, Lambda) else value for name, value in values.items()}

    @cached_property
    def claim(self):
        """What the theorem claims: a weaker statement under the same id shows as a change of these."""
        dimension = dimensions(self.theorem)
        return {"grade": grade(dimension, self.axioms), "dimension": dimension, "digest": digest(self.theorem)}

    @property
    def axioms(self):
        return tuple(a for a in AXIOMS if a in self.theorem.axioms)

    @cached_property
    def entry(self):
        with uncollected():
            return Entry.of(self)


def _is_exact(value):
    """A rational number, an array of them, or a function."""
    if isinstance(value, (tuple, list)):
        return all(map(_is_exact, value))
    return not isinstance(value, Expr) or isinstance(value, Lambda) or value.is_Rational


def _curve(function):
    x, body = read(*function.signature), read(function.expr)
    if len(x.args) == 2:
        return Curve(text(body), abstract(x, body))

    def of_size(size):
        at, inner = (substitute(term, {x.args[2]: size}) for term in (x, body))
        return abstract(at, inner)

    return Surface(text(body), of_size)


def at_values(formula, values):
    """A formula with exact values put for its variables, by name: numbers and vectors of numbers."""
    terms = {name: _term(value) for name, value in values.items() if not isinstance(value, Lambda)}
    return substitute(formula, {v: terms[v.args[0]] for v in formula.free})


def _by_order(formula):
    """a != b as b < a, which says more."""
    match formula:
        case Term("forall", (kind, body)):
            return Term("forall", (kind, _by_order(body)), formula.hint)
        case Term("ne", (left, right)):
            return Term("lt", (right, left))
    return formula


def _term(value):
    return column(list(map(_term, value))) if isinstance(value, tuple) else read(sympify(value, strict=True))


def one_by_one(formula):
    """The cases of a statement that is made for all indices of a range with known ends; another statement alone."""
    match formula:
        case Term("forall", (Term("sort", ("index", Term("num", (first,)), Term("num", (last,)))), body)):
            return [case for m in range(first, last + 1) for case in one_by_one(instantiate(body, num(m)))]
    return [formula]


_registry: dict[str, Proposition] = {}
_owners: dict[int, Proposition] = {}  # of what was proved, by its place in memory, which its owner keeps


def theorem(part, title, *, source="", witness=None, implies=None, star=False):
    """Register the function below as the proof of `part`. A theorem with hypotheses needs a witness that meets them.

    `implies` gives a theorem that concludes some of the hypotheses from others, which the witness meets in their place.
    The star of a chapter is the theorem that stands for it in the README and on the book's first page.
    """

    def register(derivation):
        chapter = derivation.__module__.removeprefix("derivations.").split(".")[0]  # a package is one chapter
        if part in _registry and _registry[part].make.__module__ != derivation.__module__:
            raise ValueError(f"{part} is proved twice")
        proposition = Proposition(part, title, chapter, derivation, source, witness or {}, star, implies)
        _registry[part] = proposition
        return proposition

    return register


@dataclass(frozen=True)
class Entry:
    """A record of the ledger. Times are not part of it: it is the same on every run."""

    id: str
    part: str
    tag: str  # permanent: what a citation of the theorem names
    title: str
    chapter: str
    star: bool
    statement: str
    latex: str
    hypotheses: tuple
    hypotheses_latex: tuple
    domains: dict  # every symbol of the statement and its domain, as `check` reads them
    ranges: tuple  # the same as a reader sees it: "T > 0", "z in R^n"
    ranges_latex: tuple
    dimension: str
    grade: str
    axioms: tuple
    uses: tuple
    steps: int
    digest: str
    source: str
    derivation: tuple
    brief: tuple  # the same without what leads to lemmas; empty where there is nothing of this kind

    @classmethod
    def of(cls, proposition):
        proved = proposition.theorem
        ranges = quantified(proved.conclusion, proved.hypotheses, least(proved.conclusion, proved.hypotheses))
        return cls(
            id=proposition.part.split("/")[0],
            part=proposition.part,
            tag=tags.of(proposition.part),
            title=proposition.title,
            chapter=proposition.chapter,
            star=proposition.star,
            statement=text(proved.conclusion),
            latex=latex(proved.conclusion),
            hypotheses=tuple(map(text, proved.hypotheses)),
            hypotheses_latex=tuple(map(latex, proved.hypotheses)),
            domains=declared(proved.conclusion, proved.hypotheses),
            ranges=tuple(words for words, _ in ranges),
            ranges_latex=tuple(tex for _, tex in ranges),
            **proposition.claim,
            axioms=proposition.axioms,
            uses=uses(proposition),
            steps=len(proposition.lines),
            source=proposition.source,
            derivation=printed(proposition.lines),
            brief=tuple(replace(line, way=()) for line in printed(proposition.brief)),
        )

    def told(self, room):
        """The derivation for a place that has room for so many lines: whole if it fits, or without what leads to lemmas."""
        return self.derivation if len(self.derivation) <= room or not self.brief else self.brief

    @property
    def lines(self):
        """How many lines the derivation has, those that are left out among them."""
        return sum(1 + line.left_out for line in self.derivation)

    def record(self):
        """The record as JSON has it."""
        fields = asdict(self)
        return fields | {name: [asdict(step) for step in getattr(self, name)] for name in ("derivation", "brief")}

    @classmethod
    def from_record(cls, record):
        """The entry that `record` was made from."""
        lists = {name: tuple(value) for name, value in record.items() if isinstance(value, list)}
        lines = {name: tuple(map(Shown.from_record, record[name])) for name in ("derivation", "brief")}
        return cls(**record | lists | lines)

    def claim(self):
        """What the theorem claims: a weaker statement under the same id shows as a change of these."""
        return {"grade": self.grade, "dimension": self.dimension, "digest": self.digest}


def uses(proposition):
    """The theorems of the ledger that this one rests on, directly."""
    found, stack, seen = {}, [proposition.theorem], set()
    while stack:
        theorem = stack.pop()
        if id(theorem) in seen:
            continue
        seen.add(id(theorem))
        owner = _owners.get(id(theorem), proposition)
        if owner is not proposition and _registry.get(owner.part) is owner:
            found[owner.part] = None
        else:
            stack.extend(theorem.premises)
    return tuple(sorted(found))


# --- look-up --------------------------------------------------------------------------------------------------------


def propositions():
    """Every theorem of every chapter, in reading order."""
    with held(), evaluate(True):  # whole, whatever time limit there is, and as at the start, whatever SymPy was told since
        for chapter in CHAPTERS:
            import_module(f"derivations.{chapter}")
    order = {chapter: place for place, chapter in enumerate(CHAPTERS)}
    return sorted(_registry.values(), key=lambda p: order.get(p.chapter, len(order)))


def ledger():
    """Replay every proof; the records in reading order."""
    return tuple(replayed(attrgetter("entry"), propositions()))


def proposition(slug):
    known = {p.part: p for p in propositions()}
    if slug not in known:
        raise UnknownId(slug, nearest(slug, known))
    return known[slug]


def nearest(slug, known):
    """Ids that have all the words of a text, first those of which it is a part; else those that look most like it."""
    words = set(re.split(r"[/\s_-]+", slug.lower())) - {""}
    within = [part for part in known if words and words <= set(re.split("[/-]", part))]
    within.sort(key=lambda part: slug not in part.split("/"))
    return (within or get_close_matches(slug, known, 3, 0.3))[:5]


def chosen(slugs):
    """The propositions that the slugs name, parts or whole claims; all of them for no slug."""
    if not slugs:
        return propositions()
    found = []
    for slug in slugs:
        whole = [p for p in propositions() if p.part.split("/")[0] == slug]
        found.extend(whole or [proposition(slug)])
    return found


def snapshot():
    """What each theorem claimed when its claim was last committed."""
    return loads(SNAPSHOT.read_text(encoding="utf-8")) if SNAPSHOT.exists() else {}


def write_snapshot(entries):
    """Write down what each theorem claims, and give the new ones their tags."""
    tags.assign([e.part for e in entries])
    write(SNAPSHOT, dumps({e.part: e.claim() for e in entries}, indent=1, ensure_ascii=False) + "\n")


def write_readme(entries):
    """Put the table of theorems between its two marks in the README, and what there is into the newest entry of the changelog."""
    for document, made in ((README, readme_table), (CHANGELOG, counts)):
        before, _, after = around_table(document.read_text(encoding="utf-8"))
        write(document, before + made(entries) + after)


def around_table(text):
    """A document in three: up to the first mark, what is written between the two, and from the second mark on."""
    start = text.index("-->\n", text.index("<!-- theorems")) + len("-->\n")
    end = text.index("<!-- end -->")
    return text[:start], text[start:end], text[end:]


def counts(entries):
    """How much there is, in the sentence of the changelog."""
    given, chapters = sum(bool(e.axioms) for e in entries), len({e.chapter for e in entries})
    return (
        f"\n{len(entries)} theorems in {chapters} chapters, {given} of them given named axioms, checked by a kernel of "
        f"{kernel_lines()} lines, comments and blank lines included.\n\n"
    )


SHORT = 100  # letters of LaTeX in a statement that a table has room for


def readme_table(entries):
    """The stars of the chapters, as far as they are short, how many theorems there are, and how large the kernel is."""
    stars = {}
    for e in entries:
        if e.chapter not in stars or e.star and not stars[e.chapter].star:
            stars[e.chapter] = e
    rows = [f"| {e.title} | ${for_readme(e)}$ | {e.grade} |" for e in stars.values() if len(e.latex) <= SHORT]
    head = ["| Theorem | Statement | Grade |", "|---|---|---|"]
    given = sum(bool(e.axioms) for e in entries)
    size = (
        f"These are {len(rows)} of {len(entries)} theorems. {len(entries) - given} are proved outright and {given} given named "
        f"axioms, by a kernel of {kernel_lines()} lines, comments and blank lines included. The book, which `make` writes to "
        "build/book/index.html, has a page for each of them, a table to search and a graph."
    )
    return "\n".join(["", *head, *rows, "", size, "", ""])


def for_readme(entry):
    """The statement as the hosting site's Markdown reads it: without \\operatorname, and without the bar of a table."""
    return entry.latex.replace(r"\operatorname", r"\mathrm").replace("|", r"\vert ")


def kernel_lines():
    """How many lines the kernel has, comments and blank lines included."""
    return sum(len(module.read_text().splitlines()) for module in KERNEL.rglob("*.py"))


def find(slug):
    """The record of one theorem. Raises UnknownId with the nearest ids."""
    return proposition(slug).entry
