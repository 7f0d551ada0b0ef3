r"""Syntax: pieces of LaTeX to trees, by a grammar of our own.

    statement :=  side (relation side)*           relation: = \ne < > \le \ge and their kin
    side      :=  ['-' | '+'] term (('+' | '-') term)*
    term      :=  factor ([\cdot | \times] factor)* ['/' factor]
    factor    :=  \frac | \sum term | \prod term | \max term | \lim term | \int side dx | \nabla factor | \log factor | scripted
    scripted  :=  atom ('_' script | '^' script | "'" | '!')*
    atom      :=  number | letter | function '(' sides ')' | '(' sides ')' | '[' statement ']' | '|' side '|' | \begin{cases} …

Where authors' notation has two readings the text is refused with both of them, never guessed: log a b, a/b c, log(x)^2. What the
trees mean is meaning.py's; here it matters only which names are declared, so that x(1 - x) is a product and f(x) is none.
"""

from fractions import Fraction

from .. import functions
from ..abbreviations import ABBREVIATED
from ..syntax import DEPTH, Node
from .tree import FONTS, LatexError, Piece, pieces

RELATIONS = {
    "=": "eq", "<": "lt", ">": "gt", "le": "le", "leq": "le", "leqslant": "le", "≤": "le", "ge": "ge", "geq": "ge",
    "geqslant": "ge",
    "≥": "ge", "ne": "ne", "neq": "ne", "≠": "ne", "lt": "lt", "gt": "gt", "equiv": "define", "coloneqq": "define",
    "triangleq": "define", "coloneq": "define", ":=": "define",
}  # fmt: skip
NO_STATEMENT = {  # relations that are no statement here, and what they say
    "approx": "approximately", "sim": "distributed as", "simeq": "approximately", "propto": "proportional to", "in": "membership",
    "to": "tends to", "rightarrow": "tends to", "implies": "implication", "Rightarrow": "implication", "iff": "equivalence",
    "Leftrightarrow": "equivalence", "ll": "much less", "gg": "much greater", "preceq": "an order of matrices",
    "succeq": "an order of matrices", "cong": "congruence", "lesssim": "up to constants", "gtrsim": "up to constants",
    "asymp": "up to constants", "subset": "sets", "subseteq": "sets", "mapsto": "a map", "leftarrow": "an assignment",
    "gets": "an assignment", "perp": "independence", "mid": "a condition", "longrightarrow": "tends to", "notin": "membership",
    "prec": "an order", "succ": "an order", "overset": "a relation with a remark", "stackrel": "a relation with a remark",
}  # fmt: skip
GREEK = set(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho varrho sigma tau upsilon "
    "phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell infty imath jmath".split()
)
VARIANTS = {"varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "varrho": "rho"}
PREFIX = {"log": "log", "ln": "log", "exp": "exp", "tanh": "tanh", "cosh": "cosh", "sinh": "sinh", "det": "det"}  # without ( ), too
BIG = {"sum": "sum", "prod": "prod"}
EXTREMA = {"max": "max", "min": "min", "sup": "max", "inf": "min"}
CALLED = {"sigma", "Gamma", "psi", "H", "zeta", "B", "digamma", "Phi"}  # symbols that are functions where they are not declared
OPENING = {"(": ")", "[": "]", "{": "}", "lbrace": "rbrace", "lbrack": "rbrack", "|": "|", "Vert": "Vert", "lVert": "rVert",
           "lvert": "rvert", "langle": "rangle", "vert": "vert", "lfloor": "rfloor", "lceil": "rceil"}  # fmt: skip
BARS = frozenset({"|", "vert", "Vert", "parallel"})
NORMS = {"Vert", "lVert"}
TIMES = {"cdot", "times", "*", "·", "×"}
WORDS = {*functions.CALLED, *ABBREVIATED, "KL", "smax", "SoftMax"}  # functions whose names may be set as texts
SPELLED = {name.replace("_", "").lower() for name in WORDS if len(name) > 2}  # and as PyTorch's classes are: LogSigmoid, Tanh
CASES = {"cases", "dcases", "rcases"}
MATRICES = {"matrix", "pmatrix", "bmatrix", "Bmatrix", "array", "smallmatrix"}
ROWS = {"align", "aligned", "split", "gather", "gathered", "multline", "equation", "eqnarray", "alignat", "alignedat", "flalign",
        "displaymath", "math", "multlined", "subequations"}  # fmt: skip


def tree(text, declared=frozenset(), macros=None):
    """The tree of one statement or expression. Raises LatexError."""
    return tree_of(pieces(text, macros), declared)


def tree_of(found, declared=frozenset()):
    reader = Reader(found, declared)
    node = reader.statement()
    reader.finished()
    return node


def _is(piece, *values):
    """Is a piece one of these signs or macros?"""
    return piece is not None and piece.kind in ("sign", "macro") and piece.value in values


def _is_d(piece):
    r"""Is a piece the d of a derivative or a differential: d, \mathrm{d}?"""
    return piece is not None and piece.kind == "letter" and piece.value == "d" and (not piece.parts or piece.parts[0][0] == "font")


class Reader:
    """The pieces of one text, or of one group in it, and the place reached."""

    def __init__(self, found, declared, depth=0, end=0):
        self.pieces, self.declared, self.depth = tuple(found), declared, depth
        self.place, self.bars, self.integrals = 0, frozenset(), 0  # bars: those that close or divide what is being read
        self.end = self.pieces[-1].place + 1 if self.pieces else end
        if depth > DEPTH:
            raise LatexError(f"nested more than {DEPTH} deep", self.end)

    # the pieces

    @property
    def next(self):
        return self.pieces[self.place] if self.place < len(self.pieces) else None

    def after(self, distance=1):
        place = self.place + distance
        return self.pieces[place] if place < len(self.pieces) else None

    @property
    def column(self):
        return (self.next.place if self.next else self.end) + 1

    def take(self, *values):
        piece = self.next
        if not _is(piece, *values):
            return None
        self.place += 1
        return piece

    def wrong(self, problem, column=None):
        return LatexError(problem, column or self.column)

    def inside(self, found, place=0):
        return Reader(found, self.declared, self.depth + 1, place)

    def whole(self, found, place, rule="side"):
        """What a group, an argument or a script holds, read to its end."""
        reader = self.inside(found, place)
        node = getattr(reader, rule)()
        reader.finished()
        return node

    def finished(self):
        if self.next is None:
            return
        raise self.wrong(self._stuck())

    def _stuck(self):
        piece = self.next
        if piece.kind == "text":
            return f"the words {piece.value.strip()[:40]!r} in a formula"
        if piece.kind == "macro" and piece.value in NO_STATEMENT:
            return rf"\{piece.value} ({NO_STATEMENT[piece.value]}) makes no statement that is judged here"
        name = rf"\{piece.value}" if piece.kind == "macro" else piece.value
        return f"{name} does not continue what stands before it"

    # statements

    def relation(self):
        """The next relation sign, or None."""
        piece = self.next
        if piece is None or piece.kind not in ("sign", "macro"):
            return None
        if piece.value == ":" and _is(self.after(), "="):
            self.place += 2
            return "define"
        if piece.value == "not" and _is(self.after(), "="):
            self.place += 2
            return "ne"
        sign = RELATIONS.get(piece.value)
        self.place += sign is not None
        return sign

    def statement(self):
        column, sides, signs, places = self.column, [self.side()], [], []
        while True:
            place = self.column
            sign = self.relation()
            if sign is None:
                break
            signs.append(sign)
            places.append(place)
            sides.append(self.side())
        if not signs:
            return sides[0]
        return Node("relation", tuple(zip(signs, places)), tuple(sides), column)

    # sums and products

    def side(self):
        column, parts, signs = self.column, [], []
        while True:
            sign = self.take("+", "-", "−")
            if parts and sign is None:
                break
            if sign is None:
                signs.append("+")
            else:
                signs.append("+" if sign.value == "+" else "-")
            parts.append(self.term())
        if len(parts) == 1:
            return parts[0] if signs[0] == "+" else Node("minus", None, (parts[0],), column)
        return Node("sum", tuple(signs), tuple(parts), column)

    def term(self):
        column, first = self.column, self.factor()
        parts, signs = [first], [None]
        while True:
            if self.integrals and self.differential():
                break
            if times := self.take(*TIMES):
                if _open(parts[-1]) or "/" in signs:
                    raise self._ambiguous(parts[-1], signs, times.place + 1)
                signs.append("*")
                parts.append(self.factor())
            elif slash := self.take("/"):
                if "/" in signs:
                    raise self.wrong("a/b/c has two readings: write a fraction", slash.place + 1)
                if _open(parts[-1]):
                    raise self._ambiguous(parts[-1], signs, slash.place + 1)
                signs.append("/")
                parts.append(self.factor())
            elif self.begins_factor():
                if self.next.kind == "group" and not self.next.parts:
                    self.place += 1
                    continue
                if "/" in signs or _open(parts[-1]) and not self.begins_open():
                    raise self._ambiguous(parts[-1], signs, self.column)
                signs.append("*")
                parts.append(self.factor())
            else:
                break
        return Node("product", tuple(signs), tuple(parts), column) if len(parts) > 1 else first

    def _ambiguous(self, last, signs, column):
        if "/" in signs:
            return self.wrong("a/b c has two readings, a/(b c) and (a/b) c: write a fraction or parentheses", column)
        what = "a derivative" if last.kind == "derivative" else f"the {last.value[0]}" if last.kind == "prefix" else "this"
        return self.wrong(f"where {what} ends has two readings: write parentheses", column)

    def begins_factor(self):
        piece = self.next
        if piece is None:
            return False
        match piece.kind:
            case "letter" | "number" | "word" | "group" | "environment":
                return True
            case "text":
                return self.word_in_text()
            case "sign":
                return piece.value in OPENING and piece.value not in self.bars
            case "macro":
                if piece.value in self.bars:
                    return False
                if (
                    piece.value in RELATIONS
                    or piece.value in NO_STATEMENT
                    or piece.value in ("cdot", "times", "}", "right", "forall")
                ):
                    return False
                return piece.value not in OPENING.values() or piece.value in OPENING
        return False

    def begins_open(self):
        piece = self.next
        return piece.kind == "macro" and piece.value in {*PREFIX, *BIG, "int", "lim"}

    # factors

    def body(self):
        r"""What stands under a big operator: a term, with its sign, as in \sum_i -p_i \log p_i."""
        column = self.column
        if self.take("-", "−"):
            return Node("minus", None, (self.term(),), column)
        return self.term()

    def word_in_text(self):
        r"""Is this \text{diag}( … ), a function whose name is set as a text?"""
        piece, after = self.next, self.after()
        after = self.after(2) if _is(after, "left") else after
        return (
            piece.kind == "text"
            and piece.value.isascii()
            and piece.value.isalnum()
            and _is(after, "(")
            and (piece.value in WORDS or piece.value.lower() in SPELLED)
        )

    def factor(self):
        while self.next is not None and self.next.kind == "group" and not self.next.parts:  # {}[x] keeps TeX from reading an option
            self.place += 1
        piece = self.next
        if piece is None:
            raise self.wrong("the formula ends where an expression is expected")
        if piece.kind == "macro":
            name = piece.value
            if name in ("frac", "dfrac", "tfrac", "cfrac"):
                return self.scripted(self.fraction())
            if name in BIG:
                return self.big(BIG[name])
            if name in EXTREMA:
                return self.extremum(EXTREMA[name])
            if name == "lim":
                return self.limit()
            if name in ("int", "iint", "oint"):
                return self.integral()
            if name == "nabla":
                return self.gradient()
            if name == "partial":
                return self.partial()
            if name in PREFIX:
                return self.prefix(PREFIX[name])
            if name == "left" and _is(self.after(), "."):
                return self.evaluated()
        elif piece.kind == "word" and piece.value in {*PREFIX, "max", "min"}:
            return self.prefix(PREFIX[piece.value]) if piece.value in PREFIX else self.extremum(piece.value)
        return self.scripted(self.atom())

    def prefix(self, name):
        r"""log x, log(x + y), \log^2 x, \log_2 x."""
        piece = self.next
        self.place += 1
        base = exponent = None
        while self.next is not None and _is(self.next, "_", "^"):
            mark = self.take("_", "^").value
            script = self.script()
            node = self.whole(script, self.end)
            if mark == "_":
                if name != "log":
                    raise self.wrong(f"a subscript of {name}")
                base = node
            elif node.kind == "number" and node.value > 0:
                exponent = node
            else:
                raise self.wrong(rf"\{piece.value}^… is read for a whole power alone: write a power of parentheses")
        if self.parenthesis():
            argument = self.by_entries(self.fenced())
            if _is(self.next, "_", "^", "!"):
                remedy = rf"(\{piece.value} …)^2 or \{piece.value}((…)^2)"
                raise self.wrong(rf"\{piece.value}(…) with a script has two readings: write {remedy}")
            closed = True
        else:
            argument, closed = self.factor(), False
        return Node("prefix", (name, closed, base, exponent), (argument,), piece.place + 1)

    def parenthesis(self):
        piece = self.next
        if _is(piece, "left"):
            piece = self.after()
        return _is(piece, "(", "[", "{", "lbrace") and piece.kind in ("sign", "macro")

    def partial(self):
        r"""\partial_{z_i} f, \partial_x f."""
        piece = self.take("partial")
        if not self.take("_"):
            raise self.wrong(r"\partial outside a fraction: write \frac{\partial}{\partial x}", piece.place + 1)
        variable = self.whole(self.script(), self.end)
        if variable.kind == "number" or variable.kind == "symbol" and variable.value[0] in "ijkl":
            raise self.wrong(r"\partial_i: write \frac{\partial}{\partial z_i}", piece.place + 1)
        return Node("derivative", (1, False), (variable, self.factor()), piece.place + 1)

    def fraction(self):
        piece = self.next
        self.place += 1
        above, below = piece.parts
        if (found := self.derivative(above, below, piece)) is not None:
            return found
        return Node("fraction", None, (self.whole(above, piece.place + 1), self.whole(below, piece.place + 1)), piece.place + 1)

    def derivative(self, above, below, piece):
        r"""\frac{\partial f}{\partial z_i}, \frac{d^2}{dx^2} f, or None for a quotient."""
        if not above or not below:
            raise self.wrong("an empty fraction", piece.place + 1)
        curly = _is(above[0], "partial")
        if curly != _is(below[0], "partial"):
            raise self.wrong(r"a quotient of \partial: write \frac{\partial f}{\partial x}", piece.place + 1)
        if not curly and not (_is_d(above[0]) and _is_d(below[0]) and len(below) > 1):
            return None
        if any(len(part) > 1 and _is(part[1], "_") for part in (above, below)):  # an entry of a vector d
            return None
        if not curly and "d" in self.declared and not below[0].parts:
            raise self.wrong(r"d is declared, and this reads as a derivative too: write \mathrm{d} or \partial", piece.place + 1)
        reader, order = self.inside(above[1:], piece.place), 1
        if reader.take("^"):
            order = reader.count()
        body = reader.term() if reader.next is not None else None
        reader.finished()
        variables = self.inside(below, piece.place).differentials()
        if len(variables) != order:
            raise self.wrong(f"a derivative of order {order} with respect to {len(variables)} variables", piece.place + 1)
        closed = body is not None
        return Node("derivative", (order, closed), (*variables, body if closed else self.factor()), piece.place + 1)

    def count(self):
        column = self.column
        node = self.whole(self.script(), self.end)
        if node.kind != "number" or node.value not in range(1, 21):
            raise self.wrong("the order of a derivative is a number", column)
        return int(node.value)

    def differentials(self):
        r"""The variables of ∂x_i ∂x_j^2, as often as they are there, the outermost first."""
        found = []
        while self.next is not None:
            if not (self.take("partial") or _is_d(self.next)):
                raise self.wrong("the variable of a derivative is expected")
            if _is_d(self.next) and self.next.kind == "letter" and not _is(self.pieces[self.place - 1], "partial"):
                self.place += 1
            variable, times = self.scripted(self.atom()), 1
            if variable.kind == "power" and variable.parts[1].kind == "number":
                variable, times = variable.parts[0], variable.parts[1].value
                if times not in range(1, 21):
                    raise self.wrong("the order of a derivative is a number")
            found += [variable] * int(times)
        return found

    def gradient(self):
        r"""\nabla f, \nabla_z f, \nabla^2 f."""
        piece, order, variable = self.take("nabla"), 1, None
        while mark := self.take("_", "^"):
            if mark.value == "_":
                variable = self.whole(self.script(), self.end)
            else:
                order = self.count()
        if order > 2:
            raise self.wrong(r"\nabla of a higher order", piece.place + 1)
        if self.next is not None and (self.next.kind in ("word", "letter") or _is(self.next, *CALLED)):
            body = self.atom()
            while self.called(body) or _is(self.next, "_", "'"):  # ∇f(z)ᵀh is (∇f(z))ᵀh
                mark = self.take("_", "'")
                body = (
                    self.call(body)
                    if mark is None
                    else self.subscripted(body, mark)
                    if mark.value == "_"
                    else self.primed(body, mark)
                )
            return self.scripted(Node("gradient", (order, True, variable), (body,), piece.place + 1))
        return Node("gradient", (order, False, variable), (self.factor(),), piece.place + 1)

    def evaluated(self):
        r"""\left. f \right|_{x = a}."""
        piece = self.take("left")
        self.take(".")
        body = self.side()
        if not (self.take("right") and self.take("|", "vert") and self.take("_")):
            raise self.wrong(r"\left. needs its \right|_{x = a}", piece.place + 1)
        point = self.whole(self.script(), self.end, "statement")
        if point.kind != "relation" or len(point.parts) != 2 or point.value[0][0] != "eq":
            raise self.wrong(r"\right|_{x = a} says where", piece.place + 1)
        return Node("evaluated", None, (body, *point.parts), piece.place + 1)

    # sums, extrema, limits, integrals

    def bounds(self):
        """The scripts below and above a big operator, as pieces, or None."""
        found = {"_": None, "^": None}
        while mark := self.take("_", "^"):
            if found[mark.value] is not None:
                raise self.wrong("two scripts in one place", mark.place + 1)
            found[mark.value] = self.script()
        return found["_"], found["^"]

    def big(self, op):
        piece = self.next
        self.place += 1
        below, above = self.bounds()
        if below is None:
            raise self.wrong(rf"\{op} without an index: write \{op}_{{j=1}}^n", piece.place + 1)
        ranges = self.inside(below, piece.place).ranges(above)
        return Node("big", op, (*ranges, self.body()), piece.place + 1)

    def ranges(self, above=None):
        """The ranges under a big operator: j=1 (with an end above), j, i,j, 1 <= j <= n, and conditions such as j \\ne i."""
        found, conditions = [], []
        high = self.whole(above, self.end) if above is not None else None
        while True:
            node = self.statement()
            match node:
                case Node("relation", (("eq", _),), (Node("symbol", name), low)) if high is not None and not found:
                    found.append(Node("range", name, (low, high), node.column))
                case Node(
                    "relation", ((("le" | "lt") as first, _), (("le" | "lt") as last, _)), (low, Node("symbol", name), end)
                ) if high is None:
                    one = Node("number", Fraction(1))
                    low = low if first == "le" else Node("sum", ("+", "+"), (low, one), low.column)
                    end = end if last == "le" else Node("sum", ("+", "-"), (end, one), end.column)
                    found.append(Node("range", name, (low, end), node.column))
                case Node("relation", (("ne", _),), (Node("symbol", name), _)):
                    if not any(r.value == name for r in found):
                        found.append(Node("range", name, (), node.column))
                    conditions.append(node)
                case Node("symbol", name) if high is None:
                    found.append(Node("range", name, (), node.column))
                case Node("product", _, parts) if high is None and all(part.kind == "symbol" for part in parts):
                    found += [Node("range", part.value, (), part.column) for part in parts]
                case Node("symbol", name):
                    found.append(Node("range", name, (None, high), node.column))
                case _:
                    raise self.wrong("a range is written j=1 with its end above, 1 \\le j \\le n, j, or j \\ne i", node.column)
            if not self.take(","):
                break
        self.finished()
        if conditions and len(found) > 1:
            raise self.wrong("a condition under several indices: write one sum after the other", conditions[0].column)
        return [*found, *(Node("condition", None, (c,), c.column) for c in conditions)]

    def extremum(self, op):
        r"""\max_k z_k, \max z, \max(a, b), \max\{a, b\}."""
        piece = self.next
        self.place += 1
        below, above = self.bounds()
        if below is not None:
            ranges = self.inside(below, piece.place).ranges(above)
            return Node("big", op, (*ranges, self.term()), piece.place + 1)
        if self.parenthesis():
            column, parts = self.column, self.list()
            if len(parts) == 1 and (vector := self.by_entries(Node("paren", "(", parts, column))).kind == "vector":
                return Node("extremum", (op, False), (vector,), piece.place + 1)
            if _is(self.next, "_", "^"):
                raise self.wrong(rf"\{op}(…) with a script has two readings: write parentheses around it")
            return Node("extremum", (op, True), parts, piece.place + 1)
        return Node("extremum", (op, False), (self.factor(),), piece.place + 1)

    def limit(self):
        piece = self.take("lim")
        below, above = self.bounds()
        if below is None or above is not None:
            raise self.wrong(r"a limit is written \lim_{T \to 0^+}", piece.place + 1)
        inside = self.inside(below, piece.place)
        variable, side = inside.scripted(inside.atom()), None
        if variable.kind != "symbol":
            raise self.wrong("a limit is taken in a number", piece.place + 1)
        for arrow, sign in (
            ("to", None),
            ("rightarrow", None),
            ("downarrow", "+"),
            ("searrow", "+"),
            ("uparrow", "-"),
            ("nearrow", "-"),
        ):
            if inside.take(arrow):
                side = sign
                break
        else:
            raise self.wrong(r"a limit is written \lim_{T \to 0^+}", piece.place + 1)
        found = list(inside.pieces[inside.place :])
        if len(found) > 1 and _is(found[-2], "^"):
            mark = found[-1].parts[0] if found[-1].kind == "group" and len(found[-1].parts) == 1 else found[-1]
            if _is(mark, "+", "-"):
                side, found = mark.value, found[:-2]
        elif len(found) > 1 and _is(found[-1], "+", "-"):
            side, found = found[-1].value, found[:-1]
        point = self.whole(found, piece.place)
        return Node("limit", (variable.value, side), (point, self.term()), piece.place + 1)

    def differential(self):
        r"""Does dx stand here?"""
        piece, name = self.next, self.after()
        if not _is_d(piece) or name is None:
            return False
        return name.kind == "letter" or name.kind == "macro" and name.value in GREEK

    def integral(self):
        piece = self.next
        self.place += 1
        if piece.value != "int":
            raise self.wrong(rf"\{piece.value} is not read: write one \int after the other", piece.place + 1)
        below, above = self.bounds()
        if below is None:
            raise self.wrong("an integral without its ends", piece.place + 1)
        self._bring_out_differential()
        self.integrals += 1
        body = Node("number", Fraction(1), (), self.column) if self.differential() else self.side()
        self.integrals -= 1
        if not self.differential():
            raise self.wrong(r"an integral needs its dx", piece.place + 1)
        if "d" in self.declared and not self.next.parts:
            raise self.wrong(r"d is declared, and this reads as a differential too: write \mathrm{d}x")
        self.place += 1
        variable = self.scripted(self.atom())
        if self.begins_factor() and body == Node("number", Fraction(1), (), body.column):
            raise self.wrong(r"\int dx f(x) has two readings: write the differential last")
        region = self.inside(below, piece.place).region() if above is None else None
        if region is not None:
            return Node("integral", region[0], (*region[1], variable, body), piece.place + 1)
        ends = (self.whole(below, piece.place), self.whole(above, piece.place))
        return Node("integral", "interval", (*ends, variable, body), piece.place + 1)

    def _bring_out_differential(self):
        r"""\int \frac{dx}{x} is \int \frac{1}{x} dx."""
        rest = self.pieces[self.place :]
        for distance, piece in enumerate(rest):
            if _is_d(piece) or _is(piece, "int"):
                return
            if piece.kind == "macro" and piece.value in ("frac", "dfrac", "tfrac") and len(piece.parts[0]) >= 2:
                above = piece.parts[0]
                if _is_d(above[-2]) and above[-1].kind in ("letter", "macro") and not _is_d(piece.parts[1][0]):
                    left = above[:-2] or (Piece("number", "1", (), piece.place),)
                    changed = Piece("macro", "frac", (left, piece.parts[1]), piece.place)
                    here = self.place + distance
                    self.pieces = (*self.pieces[:here], changed, *above[-2:], *self.pieces[here + 1 :])
                    return

    def region(self):
        r"""Δ_n, s Δ_n and Δ^{n-1}, the probability simplex, ℝ or ℝ^n."""
        if self.next is not None and self.next.value == "R" and self.next.parts[:1] == (("font", "mathbb"),):
            if self.after() is None:
                return "line", ()
            self.place += 1
            if self.take("^") is None:
                raise self.wrong(r"an integral over a region: \mathbb{R} and \mathbb{R}^n are read")
            size = self.whole(self.script(), self.end)
            self.finished()
            return "space", (size,)
        total = []
        while self.next is not None and not _is(self.next, "Delta"):
            total.append(self.next)
            self.place += 1
        if not self.take("Delta"):
            raise self.wrong(r"an integral over a region: an interval, \Delta_n and \mathbb{R} are read")
        mark = self.take("_", "^")
        if mark is None:
            raise self.wrong(r"write \Delta_n for the simplex of n probabilities")
        size = self.whole(self.script(), self.end)
        self.finished()
        if mark.value == "^":
            size = Node("sum", ("+", "+"), (size, Node("number", Fraction(1))), size.column)
        whole = self.whole(total, self.end, "term") if total else Node("number", Fraction(1))
        return "simplex", (whole, size)

    # scripts

    def script(self):
        """The pieces of a script: those of a group, or one."""
        piece = self.next
        if piece is None or piece.kind == "sign" and piece.value in ("_", "^", "&"):
            raise self.wrong("a script is missing")
        self.place += 1
        if piece.kind == "group":
            return piece.parts
        if piece.kind == "number" and len(piece.value) > 1:
            raise self.wrong(f"{piece.value} after _ or ^: TeX takes the first digit alone; write braces", piece.place + 1)
        return (piece,)

    def scripted(self, node):
        while True:
            piece = self.next
            if _is(piece, "'", "prime", "’"):
                self.place += 1
                node = self.primed(node, piece)
            elif _is(piece, "_"):
                self.place += 1
                node = self.subscripted(node, piece)
            elif _is(piece, "^"):
                self.place += 1
                node = self.superscripted(node, piece)
            elif _is(piece, "!"):
                self.place += 1
                node = Node("call", "factorial", (node,), node.column)
            elif node.kind in ("symbol", "word", "subscript", "function") and self.called(node):
                node = self.call(node)
            else:
                return node

    def primed(self, node, piece):
        if node.kind != "symbol" or node.value.endswith("_prime"):
            raise self.wrong("a prime: only z' as a name of its own is read, no derivative", piece.place + 1)
        return Node("symbol", node.value + "_prime", node.parts, node.column)

    def subscripted(self, node, piece):
        found = self.script()
        if any(_is(p, "sim") for p in found):
            return Node("subscript", None, (node, *self.inside(found, piece.place).sampled()), node.column)
        if node.kind == "power" and node.parts[0].kind != "symbol":
            raise self.wrong("a subscript after a power: write parentheses", piece.place + 1)
        if node.kind == "paren" and any(_is(p, "=") for p in found):
            return Node("vector", None, (self.vector_range(found, piece), *node.parts), node.column)
        if len(found) == 1 and _is(found[0], "max", "min"):  # x_{\max}
            return self.subscripted_by(node, [Node("word", found[0].value, (), found[0].place + 1)])
        reader = self.inside(found, piece.place)
        if any(_is(p, *RELATIONS) for p in found):
            parts = [reader.statement()]
        else:
            parts = [reader.side()]
        while reader.take(",", ";"):
            parts.append(reader.side())
        reader.finished()
        if node.kind == "power":  # x^2_i is (x_i)^2
            return Node("power", None, (self.subscripted_by(node.parts[0], parts), node.parts[1]), node.column)
        return self.subscripted_by(node, parts)

    def subscripted_by(self, node, parts):
        if node.kind == "subscript":
            raise self.wrong("two subscripts: write them in one, as in A_{ij}")
        return Node("subscript", None, (node, *parts), node.column)

    def by_entries(self, node):
        """The vector (f)_{j=1}^{n} where a script with a range stands behind parentheses; else the parentheses."""
        piece, place = self.next, self.place
        if self.take("_"):
            found = self.script()
            if any(_is(p, "=") for p in found):
                return Node("vector", None, (self.vector_range(found, piece), *node.parts), node.column)
            self.place = place
        return node

    def vector_range(self, found, piece):
        """(f)_{j=1}^{n}, a vector."""
        if not self.take("^"):
            raise self.wrong("a vector is written \\left( f \\right)_{j=1}^{n}", piece.place + 1)
        (only,) = self.inside(found, piece.place).ranges(self.script())
        return only

    def sampled(self):
        r"""i \sim p under an expectation, or p alone."""
        first = self.side()
        if self.take("sim"):
            second = self.side()
            self.finished()
            return [Node("sampled", None, (first, second), first.column)]
        self.finished()
        return [first]

    def superscripted(self, node, piece):
        found = self.script()
        if len(found) == 1:
            mark = found[0]
            if _is(mark, "top", "intercal") or mark.kind == "letter" and mark.value == "T" and mark.parts:
                return Node("transpose", None, (node,), node.column)
            if _is(mark, "prime"):
                return self.primed(node, piece)
            if _is(mark, "*", "ast", "star") and node.kind == "symbol":
                return Node("symbol", node.value + "_star", node.parts, node.column)
            if mark.kind == "sign" or _is(mark, "dagger", "star", "ast", "circ"):
                raise self.wrong(f"the superscript {mark.value} is not read", piece.place + 1)
        if _in_parentheses(found) and not (node.kind == "symbol" and node.value == "e" and "e" not in self.declared):
            if node.kind == "symbol" and node.value == "psi" and "psi" not in self.declared:
                return Node("function", "polygamma", (self.whole(found[1:-1], piece.place),), node.column)
            raise self.wrong("a superscript in parentheses is a label, or a derivative: name it otherwise", piece.place + 1)
        if not found:
            raise self.wrong("an empty superscript", piece.place + 1)
        if node.kind == "power":
            raise self.wrong("two superscripts: write parentheses", piece.place + 1)
        return Node("power", None, (node, self.whole(found, piece.place)), node.column)

    # functions

    def called(self, node):
        """Is this the name of a function, with its argument after it?"""
        return self.parenthesis() and self.functional(node)

    def functional(self, node):
        match node:
            case Node("function"):
                return True
            case Node("word", name) | Node("symbol", name) if name in self.declared:
                return False
            case Node("word"):
                return True
            case Node("symbol", name):
                if name in CALLED or name == "psi_prime":
                    return True
                return name not in self.declared | {"e", "pi", "delta", "lambda"} and not node.parts  # f(x): a function, if any
            case Node("subscript", _, (Node("symbol", "D"), below)):
                return "D" not in self.declared and _letters(below) == "KL"
            case Node("subscript", _, (Node("symbol", "J"), Node("symbol", "sigma"))):
                return "J" not in self.declared and "sigma" not in self.declared
            case Node("subscript", _, (base, *_)):
                return self.functional(base)
        return False

    def call(self, node):
        column = node.column
        match node:
            case Node("function", name, parts):
                return Node("call", name, (*parts, *self.list()), column)
            case Node("symbol", "psi_prime"):
                return Node("call", "polygamma", (Node("number", Fraction(1)), *self.list()), column)
            case Node("subscript", _, (Node("symbol", "D"), _)):
                return Node("call", "KL", self.list(divided=True), column)
            case Node("subscript", _, (Node("symbol", "J"), _)):
                return Node("call", "J_sigma", self.list(), column)
            case Node("subscript", _, (base, *below)):
                below = Node("list", None, tuple(below), column)
                return Node("indexed call", base.value, (below, *self.list()), column)
        return Node("call", node.value, self.list(divided=node.value in ("KL", "kl", "JS")), column)

    # atoms

    def atom(self):
        piece = self.next
        if piece is None:
            raise self.wrong("the formula ends where an expression is expected")
        column = piece.place + 1
        match piece.kind:
            case "number":
                self.place += 1
                if piece.parts:
                    return self.ones(piece)
                if len(piece.value) > 200:
                    raise self.wrong("a number of more than 200 digits", column)
                return Node("number", Fraction(piece.value), (), column)
            case "letter":
                self.place += 1
                return self.symbol(piece, piece.value)
            case "word":
                self.place += 1
                return Node("word", piece.value, (), column)
            case "group":
                self.place += 1
                if not piece.parts:
                    raise self.wrong("an empty group", column)
                inner = self.whole(piece.parts, piece.place, "statement")
                return Node("paren", "{", (inner,), column)
            case "environment":
                self.place += 1
                return self.environment(piece)
            case "text" if self.word_in_text():
                self.place += 1
                return Node("word", piece.value, (), column)
            case "text":
                raise self.wrong(f"the words {piece.value.strip()[:40]!r} in a formula", column)
            case "macro" if piece.value in GREEK:
                self.place += 1
                if piece.value == "infty":
                    return Node("infinity", None, (), column)
                return self.symbol(piece, VARIANTS.get(piece.value, piece.value))
        if _is(piece, "left") or piece.kind in ("sign", "macro") and piece.value in OPENING:
            return self.bracketed()
        if piece.kind == "macro":
            if piece.value in ("sqrt", "binom", "dbinom"):
                self.place += 1
                return self.with_arguments(piece)
            if piece.value in ("arg", "argmax", "argmin"):
                raise self.wrong("argmax: write what it means, as z_k = \\max z", column)
            if piece.value in ("sin", "cos", "tan", "det", "Pr", "dim", "ker", "arctan", "cot", "gcd", "deg", "hom", "lg"):
                raise self.wrong(rf"\{piece.value} is not part of the language", column)
            if piece.value in ("dots", "ldots", "cdots", "vdots"):
                raise self.wrong("dots leave to the reader what is meant: write a sum or a vector", column)
            if piece.value in NO_STATEMENT:
                raise self.wrong(self._stuck(), column)
            if piece.value in ("pm", "mp"):
                raise self.wrong(rf"\{piece.value} says two things at once", column)
            raise self.wrong(
                rf"\{piece.value} where an expression is expected"
                if piece.value in RELATIONS or piece.value in OPENING.values()
                else rf"unknown macro \{piece.value[:40]}",
                column,
            )
        raise self.wrong(f"{piece.value} where an expression is expected", column)

    def symbol(self, piece, name):
        fonts = [mark for kind, mark in piece.parts if kind == "font"] if piece.parts else []
        accents = [mark for kind, mark in piece.parts if kind == "accent"] if piece.parts else []
        family = next((FONTS[font] for font in fonts if FONTS[font]), "")
        column = piece.place + 1
        if family == "bb":
            if name == "E":
                return self.expectation(piece)
            raise self.wrong(rf"\mathbb{{{name}}} is not read here", column)
        if fonts == ["mathrm"] and name == "i":
            return Node("imaginary", None, (), column)
        if name == "E" and not accents and "E" not in self.declared and self.drawn():
            return self.expectation(piece)
        name = "_".join([name, *accents])
        return Node("symbol", name, (family,) if family else (), column)

    def drawn(self):
        r"""Does a subscript with a \sim follow, and then a bracket, as in E_{i \sim p}[h_i]?"""
        script, bracket = self.after(), self.after(2)
        return (
            _is(self.next, "_")
            and script is not None
            and script.kind == "group"
            and any(_is(piece, "sim") for piece in script.parts)
            and (_is(bracket, "[", "left") or _is(bracket, "("))
        )

    def ones(self, piece):
        r"""\mathbf{1}, the vector of ones; \mathbf{1}_n; \mathbf{1}[i = j], \mathbb{1}_{i = j} and the like: brackets."""
        column = piece.place + 1
        if piece.value != "1":
            raise self.wrong(f"a number {piece.value} in an alphabet of its own", column)
        if self.take("_"):
            found = self.script()
            reader = self.inside(found, piece.place)
            node = reader.statement()
            reader.finished()
            if node.kind == "relation":
                return Node("bracket", None, (node,), column)
            if self.parenthesis():
                raise self.wrong("an indicator function of a set is not read", column)
            return Node("ones", None, (node,), column)
        if self.parenthesis():
            saved = self.place
            parts = self.list()
            if len(parts) == 1 and parts[0].kind == "relation":
                return Node("bracket", None, parts, column)
            self.place = saved
        return Node("ones", None, (), column)

    def expectation(self, piece):
        r"""\mathbb{E}_{i \sim p}[h_i], \mathbb{E}_p[h]."""
        column, below = piece.place + 1, ()
        if self.take("_"):
            below = self.inside(self.script(), piece.place).sampled()
        if not below:
            raise self.wrong(r"an expectation without its distribution: write \mathbb{E}_{i \sim p}[…]", column)
        if not self.parenthesis():
            raise self.wrong(r"an expectation is written \mathbb{E}_{i \sim p}[…]", column)
        return Node("expectation", None, (*below, self.fenced()), column)

    def with_arguments(self, piece):
        column = piece.place + 1
        if piece.value == "sqrt":
            root, inside = piece.parts
            body = self.whole(inside, piece.place)
            if root:
                return Node(
                    "power",
                    None,
                    (body, Node("fraction", None, (Node("number", Fraction(1)), self.whole(root, piece.place)))),
                    column,
                )
            return Node("call", "sqrt", (body,), column)
        return Node("call", "binomial", tuple(self.whole(part, piece.place) for part in piece.parts), column)

    def environment(self, piece):
        column = piece.place + 1
        rows = _rows(piece.parts)
        if piece.value in CASES:
            return Node("cases", None, tuple(self.case(row, column) for row in rows if row), column)
        if piece.value in MATRICES:
            cells = [
                Node("list", None, tuple(self.whole(cell, piece.place) for cell in _cells(row)), column) for row in rows if row
            ]
            return Node("matrix", None, tuple(cells), column)
        raise self.wrong(f"the environment {piece.value} within a formula", column)

    def case(self, row, column):
        cells = _cells(row)
        if len(cells) != 2:
            raise self.wrong(r"a case is written value & \text{if } condition", column)
        value = self.whole(_without_end(cells[0]), column)
        condition = [p for p in cells[1] if not (p.kind == "text" and p.value.strip(" ,.{}") in ("if", "for", "when", ""))]
        condition = _without_end(_texts_inside(condition))
        if len(condition) == 1 and condition[0].kind == "text" and condition[0].value.strip(" ,.;") in ("otherwise", "else"):
            return Node("case", None, (value, None), column)
        relation = self.whole(condition, column, "statement")
        if relation.kind != "relation":
            raise self.wrong("the condition of a case is a relation", column)
        return Node("case", None, (value, relation), column)

    # brackets

    def list(self, divided=False):
        """The parts within brackets, divided by commas, or by a bar as in KL(q || p)."""
        left = self.take("left")
        opening = self.next
        self.place += 1
        bars, self.bars = self.bars, BARS if divided else frozenset()
        integrals, self.integrals = self.integrals, 0
        self.depth += 1
        if self.depth > DEPTH:
            raise self.wrong(f"nested more than {DEPTH} deep")
        parts = [self.statement()]
        while self.take(",") or divided and self.bar():
            parts.append(self.statement())
        self.depth -= 1
        self.close(OPENING[opening.value], opening, left)
        self.bars, self.integrals = bars, integrals
        return tuple(parts)

    def bar(self):
        return self.take("Vert", "parallel") or self.take("|", "vert", "mid")

    def close(self, closing, opening, left):
        if left and not self.take("right") or not self.take(closing):
            if self.next is None:
                raise self.wrong("a bracket that is never closed", opening.place + 1)
            raise self.wrong(self._stuck())

    def fenced(self):
        """What stands within brackets, one expression."""
        column, parts = self.column, self.list()
        if len(parts) != 1:
            raise self.wrong("one expression is expected within these brackets", column)
        return Node("paren", "(", parts, column)

    def bracketed(self):
        column = self.column
        opening = self.after() if _is(self.next, "left") else self.next
        if opening is None or opening.value not in OPENING or opening.kind not in ("sign", "macro"):
            raise self.wrong(r"\left without a bracket")
        if opening.value in ("lfloor", "lceil"):
            raise self.wrong("rounding is not part of the language")
        norm = opening.value in NORMS
        if norm or opening.value in ("|", "vert", "lvert"):
            return self.size(norm, column)
        parts = self.list()
        if opening.value == "langle":
            if len(parts) != 2:
                raise self.wrong("an inner product has two parts", column)
            return Node("dot", None, parts, column)
        if len(parts) == 1 and parts[0].kind == "relation":
            if opening.value != "[":
                raise self.wrong("a relation in parentheses: brackets [ ] make a number of it", column)
            return Node("bracket", None, parts, column)
        return Node("paren", opening.value, parts, column)

    def size(self, norm, column):
        r"""|x|, \|z\|, \|z\|_1."""
        left = self.take("left")
        opening = self.next
        self.place += 1
        closing = OPENING.get(opening.value, opening.value)
        bars, self.bars = self.bars, frozenset() if left else frozenset([closing])
        integrals, self.integrals = self.integrals, 0
        inside = self.side()
        self.close(closing, opening, left)
        self.bars, self.integrals = bars, integrals
        if not norm:
            return Node("absolute", None, (inside,), column)
        order = Node("number", Fraction(2))
        if self.take("_"):
            order = self.whole(self.script(), self.end)
        return Node("norm", None, (inside, order), column)


def _open(node):
    """Does a factor end where the next one begins only by agreement: log x, a derivative?"""
    match node:
        case Node("prefix", (_, closed, *_)) | Node("extremum" | "derivative" | "gradient", (_, closed, *_)):
            return not closed
    return node.kind == "big" or node.kind == "limit"


def _in_parentheses(found):
    """Is a script (…), one pair of parentheses around it all?"""
    if len(found) < 3 or not _is(found[0], "("):
        return False
    depth = 0
    for place, piece in enumerate(found):
        depth += _is(piece, "(") - _is(piece, ")")
        if depth == 0:
            return place == len(found) - 1
    return False


def _letters(node):
    """The letters of a subscript that is a word: KL, max."""
    match node:
        case Node("word" | "symbol", name):
            return name
        case Node("product", _, parts) if all(part.kind == "symbol" for part in parts):
            return "".join(part.value for part in parts)
    return None


def _rows(found):
    rows = [[]]
    for piece in found:
        if piece.kind == "sign" and piece.value == r"\\":
            rows.append([])
        else:
            rows[-1].append(piece)
    return rows


def _cells(row):
    cells = [[]]
    for piece in row:
        if piece.kind == "sign" and piece.value == "&":
            cells.append([])
        else:
            cells[-1].append(piece)
    return cells


def _without_end(found):
    found = list(found)
    while found and found[-1].kind == "sign" and found[-1].value in (",", ".", ";"):
        found.pop()
    return found


def _texts_inside(found):
    r"""\text{if $i = j$} holds a formula; \text{if } stands before one."""
    out = []
    for piece in found:
        if piece.kind == "text" and "$" in piece.value:
            words, formula, *rest = piece.value.split("$")
            if words.strip(" ,") not in ("", "if", "for", "when") or "".join(rest).strip(" ,."):
                raise LatexError(f"the words {piece.value[:40]!r} in a formula", piece.place + 1)
            out += [Piece(p.kind, p.value, p.parts, piece.place) for p in pieces(formula)]
        else:
            out.append(piece)
    return out
