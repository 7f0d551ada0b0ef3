r"""Documents: every displayed equation of a paper, a note, a notebook or a docstring, judged step by step in its place.

    python -m derivations check paper.tex

A chain a = b <= c is judged link by link. What the symbols are stands in comments, `% check: z: real[n]; T: positive` in TeX and
`<!-- check: … -->` in Markdown; an equation that says what an undeclared name is ("p_i = …") is a definition, and the name
stands for that from there on. In a document that declares nothing, domains are inferred where there is one choice, and shown.
Nothing is guessed: what is not understood is "not read", with the reason, and the rest is judged.
What a document displays, and that it is never run, is for displays.py.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..clock import GRACE, SECONDS, within
from ..kernel.terms import ONE, IllTyped, bind, var
from ..language import inference, latex, reading
from ..language.grammar import LanguageError, Node, as_one_statement, declare
from ..language.grammar import supposed as said_by_domains
from ..language.latex import statements
from ..language.latex.meaning import Meaning
from ..language.latex.meaning.ranges import sizes
from ..language.latex.syntax import Names
from ..language.latex.syntax.calls import LETTER
from ..language.latex.syntax.vocabulary import CALLED
from ..language.latex.tree import LatexError, pieces
from ..language.syntax import mentions
from .displays import displays
from .judge import judge, symbols
from .remarks import from_one_side, in_fact, smaller
from .exit_codes import exit_code as exit_code_of

LONGEST_SHOWN = 400
WORDS = ("proved", "refuted", "error", "vacuous", "undecided", "definition", "not read", "skipped")


def judged(path: str | Path, where: str | dict = "", given: Iterable[str] = (), timeout: float = SECONDS) -> Iterator[dict]:
    """The records of a document, in its order: file, line, latex and verdict of each step, and what explains it.

    Raises OSError for a file that cannot be opened, and LanguageError for a declaration in `where` that is none.
    """
    known = _Reading(where, given, timeout)
    for display in displays(Path(path)):
        yield from known.records(display)


# --- what it says ---------------------------------------------------------------------------------------------------


class _Reading:
    """What is known at a place of the document: declared symbols, definitions, macros, and steps that were judged already."""

    def __init__(self, where, given, timeout):
        self.domains, self.timeout = dict(symbols(where)), timeout
        self.scope = declare(self.domains)
        self.defined, self.functions, self.macros = {}, {}, {}
        self.given = tuple(given)
        self.declared = bool(self.domains)  # by anyone: where nobody declares, domains are inferred and shown
        self.shown = {}  # the domains that were inferred for the statement that is being read

    def records(self, display):
        match display.kind:
            case "declaration":
                yield from self.declaration(display)
            case "macro":
                self.macros[display.text] = display.macro
            case "unreadable":
                yield self.record(display, 0, display.text, "not read", reason=display.text)
            case "formula":
                yield from self.formula(display)

    def record(self, display, place, tex, verdict, **more):
        line = display.line + display.text.count("\n", 0, max(place, 0)) if display.kind == "formula" else display.line
        tex = " ".join(tex.split())
        return {"file": display.file, "line": line, "latex": tex[:LONGEST_SHOWN], "verdict": verdict, **more}

    def declaration(self, display):
        self.declared = True
        text = re.sub(r"\\([A-Za-z]+)", r"\1", display.text)  # \lambda: real
        try:
            domains = self.domains | symbols(text)
            self.scope, self.domains = declare(domains), domains
        except LanguageError as error:
            yield self.record(display, 0, display.text, "not read", reason=f"the declaration: {error}")
            return
        for name in symbols(text):
            self.defined.pop(name, None)

    def formula(self, display):
        text = display.text
        if not text.strip():
            return
        try:
            found = statements.statements(pieces(text, self.macros))
        except LatexError as error:
            yield self.record(display, (error.column or 1) - 1, text, "not read", reason=str(error))
            return
        except RecursionError:
            yield self.record(display, 0, text, "not read", reason="nested too deep")
            return
        ends = [*(part[0].place for part in found[1:]), len(text)]
        for part, end in zip(found, ends):
            yield from self.statement(display, part, part[0].place, end)

    def statement(self, display, part, start, end):
        tex = _shown(display.text[start:end])
        try:
            said = statements.parsed(part, Names.of(self.names()))
            self.shown = {} if self.declared else self.infer(said)
            yield from self.steps(display, said, tex, start, end)
        except LatexError as error:
            yield self.record(display, (error.column or start + 1) - 1, tex, "not read", reason=_reason(error))
        except LanguageError as error:
            yield self.record(display, start, tex, "not read", reason=str(error))
        except (RecursionError, IllTyped) as error:
            yield self.record(display, start, tex, "not read", reason=f"not understood: {str(error)[:120] or 'nested too deep'}")

    def infer(self, said):
        """The domains of a statement's names where nobody declares any, from what is claimed and not from what is defined.

        A name may have been defined in the words around the display. So only a statement in one name is read, beside its indices
        and its length, and only if that name is surely a variable: softmax, log-sum-exp or an exponential is taken of it, or a
        derivative by it. Raises LanguageError where there are two choices, or another one than before.
        """
        trees = latex.outline(_without_definition(said, self.names()))
        if trees is None:
            return {}
        found = {name: domain for name, domain in inference.inferred(trees).items() if name not in self.defined}
        found = _with_lengths_of(self.domains, found, trees)
        variables = [name for name, domain in found.items() if not domain.startswith(("index", "dimension"))]
        if len(variables) != 1 or self.defined or not any(_varies(variables[0], tree) for tree in trees):
            return {}
        for name, domain in found.items():
            if self.domains.get(name, domain) != domain:
                raise LanguageError(f"{name} was read as {self.domains[name]} above, and is {domain} here: declare it")
        self.domains |= found
        self.scope = declare(self.domains)
        return found

    def names(self):
        return self.scope | self.defined

    def scope_of(self, said):
        """The names that are known to a statement, with those whose range or domain it gives."""
        scope = self.names() | latex.ranged(said, self.names(), self.functions)
        return scope | latex.in_sets(said, scope)

    def steps(self, display, said, tex, start, end):
        if said.tree.kind not in ("relation", "conjunction"):
            yield self.record(display, start, tex, "skipped", reason="no relation: an expression by itself")
            return
        scope = self.scope_of(said)
        said = replace(said, tree=latex.paired(said, scope))
        if (defined := self.definition(said, scope)) is not None:
            name, rest = defined
            yield self.record(
                display, start, tex if rest is None else _shown(display.text[start : rest.value[0][1] - 1]), "definition", of=name
            )
            if rest is None:
                return
            said = replace(said, tree=rest)
            scope = self.scope_of(said)
        scope |= latex.undeclared_indices(said.tree, scope, self.functions)
        means = Meaning(scope, self.functions)
        supposed = latex.supposed(said, means)
        supposed += tuple(reading.relation(g, scope) for g in self.given)
        totals = partial(said_by_domains, self.domains, self.scope)
        if said.for_some:  # the whole of it, and not its links one by one
            whole, _ = latex.formula(said, scope, self.functions)
            yield self.verdict(display, start, tex, whole, (*supposed, *totals([whole, *supposed])))
            return
        for tree in said.tree.parts if said.tree.kind == "conjunction" else (said.tree,):
            links = means.links(tree)
            bounds = [*(place - 1 for place, _ in links[1:]), end]
            first = tree.column - 1
            for (place, link), until in zip(links, bounds):
                shown = _shown(display.text[first if place == links[0][0] else place - 1 : until]) if len(links) > 1 else tex
                yield self.verdict(display, place - 1, shown, link, (*supposed, *totals([link, *supposed])))

    def verdict(self, display, place, tex, formula, supposed):
        try:
            verdict = within(self.timeout + GRACE, lambda: judge(*as_one_statement(formula, supposed), self.timeout))
        except LanguageError as error:
            return self.record(display, place, tex, "not read", reason=str(error))
        except Exception as error:  # noqa: BLE001 — a defect of ours must not silence the other equations
            return self.record(display, place, tex, "undecided", reason=f"internal: {type(error).__name__}: {error}"[:200])
        if verdict is None:
            return self.record(display, place, tex, "undecided", reason=f"no verdict within {self.timeout:g} s")
        record = self.record(display, place, tex, verdict.word, read=verdict.statement)
        if self.shown:
            record["inferred"] = "; ".join(f"{name}: {domain}" for name, domain in self.shown.items())
        if verdict.word == "proved":
            return record | {"dimension": verdict.dimension, "axioms": verdict.axioms}
        if verdict.word == "error":
            return record | {"reason": verdict.contradiction}
        if verdict.counterexample is not None:
            verdict = smaller(verdict)
            record["counterexample"] = str(verdict.counterexample)
        helpful = in_fact(verdict) or from_one_side(verdict) if verdict.word == "refuted" else None
        return record | ({"reason": verdict.reason} if verdict.reason else {}) | ({"remark": helpful} if helpful else {})

    # definitions

    def definition(self, said, scope):
        """(The name, the rest of the chain) where an equation says what a name is that means nothing yet; else None."""
        tree = said.tree
        if tree.kind != "relation" or tree.value[0][0] not in ("eq", "define") or said.given:
            return None
        left, right, *more = tree.parts
        name, places = _named(left)
        if name is None or name in self.domains or name in scope and name not in self.defined or _mentions(name, right):
            return None
        arguments = _arguments(left)
        if name in self.defined or name in self.functions:
            if tree.value[0][0] == "eq":
                return None  # it has a meaning: the equation claims something
        if said.apart:  # f(x) = x^2, x > 3: a definition for some x only, or a claim that would pass unseen
            raise LatexError(statements.TWO_STATEMENTS, said.apart[0].column)
        self.functions.pop(name, None)
        if arguments is not None:
            self.define_function(name, arguments, places, right, scope)
        else:
            self.defined[name] = self.meaning_of(places, right, scope)
        rest = Node("relation", tree.value[1:], tree.parts[1:], right.column) if more else None
        return name, rest

    def meaning_of(self, places, right, scope):
        """The term of a name, or of a vector by its entries."""
        if not places:
            return Meaning(scope, self.functions).expression(right)
        (place,) = places if len(places) == 1 else (None,)
        if place is None or place.kind != "symbol":
            raise LatexError("a definition by entries has one index", right.column)
        known = scope.get(place.value)
        if known is not None and known.op == "var" and known.args[1] == "index":
            first, last = known.args[2:]
        else:
            lengths = sizes(Meaning(scope, self.functions), place.value, right, scope, right)
            if len(lengths) != 1:
                raise LatexError(f"the range of {place.value} is not clear: declare it as index[n]", right.column)
            first, last = ONE, lengths.pop()
        if first != ONE:
            raise LatexError(f"a vector is defined for {place.value} from 1", right.column)
        index = var(place.value, "index", first, last)
        body = Meaning({**scope, place.value: index}, self.functions).expression(right)
        return bind("lam", first, last, variable=index, body=body)

    def define_function(self, name, arguments, places, right, scope):
        parameters = []
        for argument in arguments:
            if argument.kind != "symbol" or (known := scope.get(argument.value)) is None or known.op != "var":
                raise LatexError("a function is defined of declared symbols", argument.column)
            parameters.append(known)
        self.functions[name] = (tuple(parameters), self.meaning_of(places, right, scope))


SCORES = {"exp", "softmax", "LSE", "log_softmax", "sigmoid"}


def _varies(name, tree, inside=False):
    """Is an exponential, softmax or the like taken of a name, or a derivative by it?"""
    if tree.kind in ("symbol", "name"):
        return inside and tree.value == name
    if tree.kind == "call" and tree.value in ("Derivative", "Gradient"):
        body, *points = tree.parts
        return any(_mentions(name, point) for point in points) or _varies(name, body, inside)
    inside = inside or tree.kind == "call" and tree.value in SCORES
    return any(_varies(name, part, inside) for part in tree.parts if isinstance(part, Node))


def _with_lengths_of(before, found, trees):
    """Domains in which a length that no tree names is the one that was read above: z: real[K], where z: real[n] was inferred."""
    lengths = {}
    for name, domain in found.items():
        above, here = (re.fullmatch(r"real\[(\w+)\]", text) for text in (before.get(name, ""), domain))
        if above and here and not any(mentions(here[1], tree) for tree in trees):
            lengths[here[1]] = above[1]
    renamed = {name: re.sub(r"\[(\w+)\]", lambda m: f"[{lengths.get(m[1], m[1])}]", domain) for name, domain in found.items()}
    return {lengths.get(name, name): domain for name, domain in renamed.items()}


def _without_definition(said, known):
    """A statement but for the left side of an equation that defines it."""
    tree = said.tree
    if tree.kind != "relation" or tree.value[0][0] not in ("eq", "define") or said.given:
        return said
    left, *others = tree.parts
    name, _ = _named(left)
    if name is None or name in known or any(_mentions(name, part) for part in others):
        return said
    rest = others[0] if len(others) == 1 else Node("relation", tree.value[1:], tuple(others), others[0].column)
    return replace(said, tree=rest)


def _named(node):
    """The name that a left side defines, with its indices: Z, p_i, f(z), p_i(z); (None, ()) for any other."""
    match node:
        case Node("product", _, (head, Node("paren", "(", _))):
            return _named(head)
        case Node("call", name) if (len(name) == 1 or name.startswith(LETTER)) and name not in CALLED:
            return name.removeprefix(LETTER), ()
        case Node("symbol" | "word", name) if not node.parts and name not in ("e", "pi"):
            return name, ()
        case Node("subscript", _, (Node("symbol" | "word", name), *places)) if name != "delta":
            return name, tuple(places)
    return None, ()


def _arguments(node):
    match node:
        case Node("product", _, (_, Node("paren", "(", arguments))):
            return arguments
        case Node("call", _, arguments):
            return arguments
    return None


def _mentions(name, node):
    if node.kind in ("symbol", "word") and node.value == name:
        return True
    return any(isinstance(part, Node) and _mentions(name, part) for part in node.parts)


def _shown(tex):
    """A part of a display as a record shows it: without labels, alignment, and braces that close what began before it."""
    shown = re.sub(
        r"\\label\{[^{}]*\}|\\nonumber|\\notag|&|\\\\(?:\[[^\]]*\])?|\\(?:begin|end)\{(?:aligned|split|gathered|multlined|(?:align|gather|equation|multline|eqnarray)\*?)\}|\\fitted\{",
        " ",
        tex,
    )
    shown = shown.strip().rstrip(",.; ")
    while shown.endswith("}") and shown.count("}") > shown.count("{"):
        shown = shown[:-1].rstrip(",.; ")
    return shown


def _reason(error):
    return error.problem


# --- the command ----------------------------------------------------------------------------------------------------


def told(record: dict) -> str:
    """A record as lines for people."""
    head = f"{record['file']}:{record['line']}: {record['verdict']}: {record['latex']}"
    read = f"read with {record['inferred']}" if "inferred" in record else None
    reason = record.get("reason") if record["verdict"] != "proved" and record.get("reason") != record["latex"] else None
    more = [read, record.get("counterexample"), reason, record.get("remark")]
    return "\n".join([head, *(f"    {line}" for part in more if part for line in str(part).splitlines())])


def exit_code(records: list[dict], only_refuted: bool = False) -> int:
    """0: all that claims something is proved; 1: something is not; 2: nothing claims something, or the judges disagree on it."""
    words = {record["verdict"] for record in records} - {"definition", "skipped"}
    return exit_code_of(words, only_refuted) if words or only_refuted else 2


def totals(records: list[dict]) -> str:
    count = {word: sum(record["verdict"] == word for record in records) for word in WORDS}
    return ", ".join(f"{number} {word}" for word, number in count.items() if number) or "no displayed equation"
