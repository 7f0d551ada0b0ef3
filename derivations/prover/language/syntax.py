r"""Syntax: text to trees, without a thought about what the names stand for.

    statement :=  sum (relation sum)*             relation: =  ==  !=  <  <=  >  >=    (a < b < c holds in both places)
    sum       :=  product (('+' | '-') product)*
    product   :=  signed (('*' | '/' | '@' | '·' | nothing) signed)*
    signed    :=  ('-' | '+') signed | big signed | power
    big       :=  ('sum' | 'prod' | 'max' | 'min' | 'lim') '_' index ['^' end]     as in sum_k z_k, sum_{k=1}^n z_k, lim_{T->0}
    power     :=  entry [('**' | '^') signed]
    entry     :=  atom ('[' arguments ']' | '_' index | '.T' | '!' | 'ᵀ' | '²')*
    atom      :=  number | name | name '(' arguments ')' | '(' arguments ')' | '[' arguments ']' | '|' sum '|' | '||' sum '||'

Where a spelling has two readings, such as 1/2x or log x*y, it is an error that names both. Greek letters and the usual signs
(≤ ≥ ≠ · × − ∞ π √ ∑ ∏ → ²) are read as the words they stand for.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from unicodedata import numeric

from .abbreviations import ABBREVIATED
from .functions import BINDING, CALLED, FUNCTIONS

LENGTH = 20_000  # characters of a text
DEPTH = 50  # of nesting: texts and terms are walked recursively
DIGITS = 200  # of a number


class LanguageError(ValueError):
    """A text that is not a statement: what is wrong, at which column (from 1; None in a declaration), the remedy."""

    def __init__(self, problem, column=None):
        super().__init__(problem if column is None else f"column {column}: {problem}")
        self.problem, self.column = problem, column


@dataclass(slots=True)  # and not frozen: that takes four times as long to make, and there are as many as there are words
class Node:
    """A part of the text: what it is, its value or parts, where it stands, and whether it is in parentheses. It never changes.

    Kinds: number name string call sum product minus power entry subscript transpose big arrow sided tuple list relation. A call
    that was written without parentheses, as in log x, has None for `grouped`.
    """

    kind: str
    value: object
    parts: tuple = ()
    column: int = 1
    grouped: bool = False


# --- words and signs ------------------------------------------------------------------------------------------------

GREEK = dict(zip(
    "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϑϕ",
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega epsilon theta phi".split(),
))  # fmt: skip
SYMBOLS = {"∞": "oo", "∑": "sum", "∏": "prod", "√": "sqrt", "∂": "partial", "∇": "Gradient", "∫": "int"}
LETTERS = GREEK | {"ℓ": "ell"}
SIGNS = {"≤": "<=", "⩽": "<=", "≦": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "≠": "!=", "⋅": "·", "×": "*", "∗": "*",
         "−": "-", "–": "-", "÷": "/", "→": "->", "⟶": "->", "‖": "||", "∥": "||", "∣": "|"}  # fmt: skip
SIDES = {"⁺": "+", "⁻": "-"}  # from which a limit is approached
FRACTIONS = {sign: Fraction(numeric(sign)).limit_denominator(10) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
RAISED = {"²": 2, "³": 3, "⁴": 4}
LOGARITHMS = {"log_2": "log2", "log_10": "log10"}
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙₜ", "0123456789ijklmnt"))
TRANSPOSED = ("ᵀ", "⊤")
AXES = ("[:,None]", "[None,:]")  # of NumPy: a vector as a column, and as a row
BEHIND = {"[", "_", ".", "!", "(", *AXES, *TRANSPOSED, *RAISED}  # what may follow an atom and belong to it
FACTOR_AHEAD = {"*", "/", "@", "·", "(", "|", "||"}  # the signs before which a product may go on
NAME = re.compile(rf"[{''.join(SYMBOLS)}]|(?:[A-Za-z][A-Za-z0-9]*|[{''.join(LETTERS)}][0-9]*)(?:_+[A-Za-z0-9]+)*'*", re.ASCII)
TOKEN = re.compile(
    rf"""(?P<space>\s+)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
    | (?P<name>{NAME.pattern})
    | (?P<string>'[^']*'|"[^"]*")
    | (?P<lowered>[{"".join(LOWERED)}]+)
    | (?P<fraction>[{"".join(FRACTIONS)}])
    | (?P<side>[{"".join(SIDES)}](?=\s*[)}}\],]))
    | (?P<axes>\[\s*(?::\s*,\s*(?:None|np\.newaxis)|(?:None|np\.newaxis)\s*,\s*:)\s*\])
    | (?P<sign>%\*%|\./|\.\^|\*\*|<=|>=|==|!=|->|\|\||[-+*/()\[\]{{}},=<>^_|@.!~·⟨⟩]|[{"".join((*SIGNS, *RAISED, *TRANSPOSED))}])
    | (?P<other>.)""",
    re.X | re.ASCII | re.DOTALL,
)
SIGNS |= {"%*%": "@", "./": "/", ".^": "^"}  # of R, Julia and MATLAB
REMEDIES = {
    "≈": "equations are exact: write =, or a bound of the difference", "≡": "write =",
    "∈": "domains are declared apart, by --where 'x: real'; bounds are inequalities, as in 0 <= x <= 1",
    "∀": "write ForAll(relation, (k, 1, n)), or declare the name and leave this out", "\\": "this is LaTeX",
    **dict.fromkeys("⇒⟹⇔⟺", "what is supposed is given apart, by --given 'x > 0'"),
    "∝": "write the constant: =", "&": "write And(a, b)", "±": "state both signs", ";": "one statement at a time",
    ":": "entries are written z[k], counted from 1; domains are declared apart, by --where 'x: real'",
    "𝟙": "write 1[x > 0], or indicator(x > 0)",
}  # fmt: skip
IN_WORDS = {  # words that are no names, and what to write
    **dict.fromkeys(
        ("if", "when", "whenever", "given", "implies", "then"),
        "what is supposed stands last, as in y > 0 if x > 0, or in --given 'x > 0'; "
        "cases are written (a if x > 0 else b), in parentheses",
    ),
    "iff": "state both directions, each with what it supposes: a > 0 if b > 0",
    **dict.fromkeys(
        ("to", "of", "sums", "equals", "than", "with", "has", "decreases", "increases", "converges", "tends"),
        "write it as a formula, as in sum(softmax(z)) = 1, or Derivative(tanh(x), x)",
    ),
    **dict.fromkeys(("all", "every", "any"), "a statement holds for all values of its names: leave this out, or write ForAll"),
    "for": "a sum over a list is written Sum(z[k], (k, 1, n)), and entries are counted from 1",
    "in": "domains are declared apart, by --where 'x: real'; bounds are inequalities, as in 0 <= x <= 1",
    "and": "write And(a, b)", "or": "state one of them", "not": "write the contrary: !=, <, >",
    "else": "cases stand in parentheses", "mod": "remainders are not part of the language",
    "as": "a limit is written Limit(f, x -> a) = b",
}  # fmt: skip
DOTS = "dots leave to the reader what is meant: write a sum, as in Sum(f, (k, 1, n))"
REMEDIES["…"] = DOTS
METHODS = set(  # of arrays and tensors, which are functions of what stands before them: z.max() is max(z)
    "sum prod max min mean dot exp log sqrt abs square tanh sigmoid relu softmax log_softmax logsumexp norm clamp clip log1p expm1 "
    "trace diff".split()
)
ALONG_AXES = {"sum", "prod", "max", "min", "amax", "amin", "mean", "softmax", "log_softmax", "logsumexp"}  # of NumPy and PyTorch
AS_IT_IS = {"doit", "simplify", "expand", "item", "detach"}  # methods that leave the value what it is
POWERED = {"log", "ln", "tanh", "cosh", "sinh"}  # whose powers are written before the argument: log^2(x)
OF_MATHEMATICA = {  # functions as Mathematica writes them, before a bracket
    **{name.capitalize(): f"{name}(x)" for name in ("exp", "log", "sqrt", "tanh", "cosh", "sinh", "abs", "sign", "erf")},
    "Sum": "Sum(f, (k, 1, n))", "Integrate": "Integral(f, (x, a, b))", "Limit": "Limit(f, x -> a)", "Max": "Max(x, y)",
    "Min": "Min(x, y)",
}  # fmt: skip
SINGLETONS = {
    "Half": Fraction(1, 2),
    "One": Fraction(1),
    "Zero": Fraction(0),
    "NegativeOne": Fraction(-1),
    "Pi": "pi",
    "Infinity": "oo",
    "EulerGamma": "EulerGamma",
    "Exp1": "E",
}  # of SymPy's S
SYMBOLIC = {"sympy", "sp"}
RELATIONS = {"=": "eq", "==": "eq", "!=": "ne", "<=": "le", "<": "lt", ">=": "ge", ">": "gt"}
REDUCED = {
    "reduce_sum": "sum",
    "reduce_max": "max",
    "reduce_min": "min",
    "reduce_mean": "mean",
    "reduce_prod": "prod",
    "reduce_logsumexp": "logsumexp",
}  # of TensorFlow
MODULES = set("np numpy torch nn functional autograd F scipy special stats linalg math sympy sp jnp jax lax tf K cp".split())
PARTICULAR = {"is", "are", "Gradient", "E", "partial", "d", "S", *IN_WORDS, *MODULES}  # that mean more than a name or a function
BIG = {name: row.operator for name, row in BINDING.items() if row.operator in ("sum", "prod", "max", "min", "limit")}
BIG |= {"max": "max", "min": "min", "Sigma": "sum", "Pi": "prod"}
OF_ONE = {
    name for rows in (CALLED, ABBREVIATED) for name, row in rows.items()
    if any(len(takes) == 1 for takes in ((row.takes,) if isinstance(row.takes, str) else row.takes)) and len(name) > 1
}  # fmt: skip
DIVERGENCES = {name for name, row in CALLED.items() if row is FUNCTIONS["kl"]}


def plain_name(text):
    r"""A name as the language keeps it: Greek letters by their names, a prime as _prime.

    >>> plain_name("β"), plain_name("z'"), plain_name("σ_i"), plain_name(r"\alpha")
    ('beta', 'z_prime', 'sigma_i', 'alpha')
    """
    letters = text.removeprefix("\\")
    if not letters.isascii():
        letters = "".join(LETTERS.get(letter) or SYMBOLS.get(letter, letter) for letter in letters)
    return letters.rstrip("'") + "_prime" * letters.endswith("'")


def _tokens(text):
    if not isinstance(text, str):
        raise LanguageError(f"a statement is a text, not {type(text).__name__}", 1)
    if len(text) > LENGTH:
        raise LanguageError(f"the text has {len(text)} characters, and {LENGTH} is the limit: divide it", LENGTH)
    found = []
    for token in TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "space":
            continue
        value, place = token.group(), token.start()
        if kind == "sign" or kind == "name" and len(value) == 1 and value.isascii():  # as most are
            found.append((kind, SIGNS.get(value, value), place + 1))
            continue
        if kind == "other":
            raise LanguageError(f"{value!r} is not part of the language: {REMEDIES.get(value, 'remove it')}", place + 1)
        if kind == "number" and found and found[-1][0] == "number" and text[place - 1 : place].isspace() is False:
            raise LanguageError(f"a number runs into {value!r}: write * between them", place + 1)
        if kind == "name":
            if value.endswith("''"):
                raise LanguageError(f"{value} has two primes: use another name", place + 1)
            value = plain_name(value)
            value = LOGARITHMS.get(value, value)
        if kind == "side":
            kind, value = "sign", SIDES[value]
        if kind == "axes":
            kind, value = "sign", "[:,None]" if value[1:].lstrip()[0] == ":" else "[None,:]"
        if kind == "lowered":
            _lower(found, "".join(map(LOWERED.get, value)), place, adjacent=not text[place - 1 : place].isspace())
        else:
            found.append((kind, SIGNS.get(value, value), place + 1))
    return [*found, ("end", "the end", len(text) + 1)]


def _lower(found, below, place, adjacent):
    """What is written in small letters below: z₁ is z_1, log₂ is log2, and ‖x‖₂ is ‖x‖_2."""
    if found and found[-1][0] == "name" and adjacent:
        kind, name, column = found[-1]
        found[-1] = kind, name + below if name == "log" else f"{name}_{below}", column
    else:
        found += [("sign", "_", place + 1), ("number" if below.isdigit() else "name", below, place + 1)]


# --- the grammar ----------------------------------------------------------------------------------------------------


class _Reader:
    """The tokens of one text and the place reached: one method a line of the grammar."""

    def __init__(self, text):
        self.text, self.tokens, self.place, self.depth, self.bars_open = text, _tokens(text), 0, 0, 0
        self.integrals = 0  # whose differential is still to come

    @property
    def next(self):
        return self.tokens[self.place]

    def after(self, steps=1):
        return self.tokens[min(self.place + steps, len(self.tokens) - 1)]

    def sees(self, *signs):
        kind, value, _ = self.tokens[self.place]
        return kind == "sign" and value in signs

    def take(self, *signs):
        kind, value, column = self.tokens[self.place]
        if kind != "sign":
            return None
        if value in signs:
            self.place += 1
            return value
        if value == "||" and "|" in signs:  # two bars that close one each
            self.tokens[self.place : self.place + 1] = [("sign", "|", column), ("sign", "|", column + 1)]
            self.place += 1
            return "|"
        return None

    def expect(self, sign, opened):
        if not self.take(sign):
            _, value, column = self.next
            raise LanguageError(f"{value!r} where {sign!r} is expected, for the bracket at column {opened}", column)

    def nested(self, rule):
        self.depth += 1
        if self.depth > DEPTH:
            raise LanguageError(f"nested more than {DEPTH} deep: name the parts, or write the statement flatter", self.next[2])
        node = rule()
        self.depth -= 1
        return node

    def whole(self):
        node = self.statement()
        if node.kind == "arrow" and self.next[:2] == ("name", "as"):
            node = self.tending(node)
        kind, value, column = self.next
        if value == "->":
            raise LanguageError("a limit is written Limit(f, x -> a), or lim_{x->a} f", column)
        if kind == "name" and value in IN_WORDS:
            raise LanguageError(f"{value!r} is no name: {IN_WORDS[value]}", column)
        if value == ",":
            raise LanguageError("one statement at a time: what is supposed stands last, as in y > 0 if x > 0", column)
        if kind != "end":
            raise LanguageError(f"{value!r} does not continue what stands before it: an operator is missing", column)
        return node

    def tending(self, node):
        """f -> b as x -> a, up to the as: the limit of f is b."""
        self.place += 1
        where = self.statement()
        if where.kind != "arrow" or where.parts[0].kind != "name":
            raise LanguageError("what tends where? write f -> b as x -> a, or Limit(f, x -> a) = b", where.column)
        f, b = node.parts
        return Node("relation", ("eq",), (Node("call", "Limit", (f, where), f.column), b), node.column)

    def statement(self):
        column, sides, signs = self.next[2], [self.sum()], []
        if self.take("->"):
            return Node("arrow", None, (*sides, self.sided()), column)
        while sign := self.take(*RELATIONS):
            if sign == "=" and self.sees("<"):
                raise LanguageError("=< where a relation is expected: write <=", self.next[2] - 1)
            if sign == "=" and self.sees(">"):
                raise LanguageError(f"=> where a relation is expected: {IN_WORDS['implies']}", self.next[2] - 1)
            signs.append(RELATIONS[sign])
            sides.append(self.sum())
        return Node("relation", tuple(signs), tuple(sides), column) if signs else self.sided(sides[0])

    def sided(self, node=None):
        """A point and the side from which it is approached: 0+, or 0 alone."""
        node = node or self.sum()
        if self.sees("+", "-") and self._ends(self.after()):
            return Node("sided", self.take("+", "-"), (node,), node.column)
        return node

    @staticmethod
    def _ends(token):
        return token[0] == "sign" and token[1] in (")", ",", "}", "]")

    def sum(self):
        column, parts, between = self.next[2], [self.product()], [None]
        while self.sees("+", "-") and not self._ends(self.after()):
            between.append(self.take("+", "-"))
            self._within_reach(parts[-1], product := self.product())
            parts.append(product)
        return Node("sum", tuple(between), tuple(parts), column) if len(parts) > 1 else parts[0]

    @staticmethod
    def _within_reach(before, after):
        """Refuse sum_k a_k + b_k and d/dx f + x: whether the sum or the derivative goes on is anyone's guess."""
        for index in _indices_below(before):
            if _mentions_freely(index, after):
                both = f"(sum_{index} a) + b, or sum_{index} (a + b)"
                raise LanguageError(f"does what is over {index} go on here? write parentheses, as in {both}", after.column)
        last = before.parts[-1] if before.kind in ("product", "minus") else before
        if last.kind == "call" and last.value == "Derivative" and last.grouped is None and last.parts[1].kind == "name":
            if _mentions_freely(x := last.parts[1].value, after):
                raise LanguageError(
                    f"does d/d{x} go on here? write parentheses, as in (d/d{x} f) + g, or d/d{x} (f + g)", after.column
                )

    def product(self):
        column, parts, between = self.next[2], [self.signed()], [None]
        while self.next[0] != "sign" or self.next[1] in FACTOR_AHEAD:
            if sign := self.take("*", "/", "@", "·"):
                self._one_reading_of_prefix(parts[-1], sign)
                between.append(sign)
                parts.append(self.signed())
            elif self._juxtaposed(parts[-1]):
                self._one_reading_of_quotient(parts, between)
                between.append("*")
                parts.append(self.power() if parts[-1].kind == "number" else self.signed())
                if "relation" in (parts[-2].kind, parts[-1].kind):
                    raise LanguageError(
                        "a condition stands last, as in y > 0 if x > 0; a bracket is a factor behind *", parts[-1].column
                    )
            else:
                break
        _outer(between, parts)
        return Node("product", tuple(between), tuple(parts), column) if len(parts) > 1 else parts[0]

    def _juxtaposed(self, before):
        """Does a factor follow without a sign? A number only before a name, a bracket or a bar: 2x, 2(x + 1)."""
        kind, value, column = self.next
        if (kind, value, self.depth) == ("name", "as", 0):
            return False
        if kind == "name" and (value in IN_WORDS or self.integrals and _is_differential(value)):
            if value in IN_WORDS and not (self.depth and value in ("if", "else")):
                raise LanguageError(f"{value!r} is no name: {IN_WORDS[value]}", column)
            return False
        if kind == "name":
            self._one_reading_of_prefix(before, "")
            if before.kind == "power" and not before.grouped and before.parts[1].kind == "number" and not before.parts[1].grouped:
                if self.tokens[self.place - 1][0] == "number" and column == self._end_of_last():
                    raise LanguageError(f"the exponent runs into {value!r}: write * between them, or parentheses", column)
            return True
        if kind == "sign" and value in ("|", "||"):  # where no bar is open, one opens here: ||x|| ||y||
            after_bar = self.tokens[self.place - 1][1] in ("|", "||")
            return not self.bars_open and (before.kind == "number" or before.grouped or after_bar)
        if kind != "sign" or value != "(":
            return False
        return before.kind == "number" or before.grouped or self._ends_a_factor(before)

    def _ends_a_factor(self, before):
        """Can a bracket that follows only be a factor? After z[i], f(x), x^(a - 1) and x²; x^2(y) has two readings."""
        while before.kind == "minus":
            (before,) = before.parts
        self._one_reading_of_prefix(before, "")
        if before.kind == "power":
            if self.tokens[self.place - 1][1] in (*RAISED, "}") or before.parts[1].grouped:
                return True
            raise LanguageError("u^v(w) is (u^v)*(w) or u^(v*(w)): write parentheses", self.next[2])
        if before.kind == "call" and not before.parts:
            raise LanguageError("a layer of a network is written as its function, as in softplus(x)", self.next[2])
        return before.kind in ("entry", "subscript", "call")

    def _end_of_last(self):
        _, value, column = self.tokens[self.place - 1]
        return column + len(value)

    def _one_reading_of_quotient(self, parts, between):
        divided = parts[-1] if between and between[-1] == "/" else None
        if divided is not None and parts[0].value in ("d", "partial") and str(divided.value).startswith(("d", "partial")):
            raise LanguageError("a derivative is written Derivative(f, x), or diff(f, x)", divided.column)
        if "/" in between and self.next[1].partition("_")[0] not in BIG:
            raise LanguageError("a/b c is (a/b)*c or a/(b*c): write parentheses", self.next[2])

    def _one_reading_of_prefix(self, before, sign):
        if sign and before.kind == "call" and self.text[before.column - 1] == "√":  # √n·x is (√n)·x
            return
        if before.kind == "call" and before.grouped is None:
            f, both = before.value, f"x{sign}y" if sign else "x*y"
            raise LanguageError(f"{f} {both} is {f}(x){both[1:]} or {f}({both}): write parentheses", self.next[2])

    def signed(self):
        kind, _, column = self.next
        if kind == "name":
            return self.big() or self.power()
        if self.take("-"):
            return Node("minus", None, (self.nested(self.signed),), column)
        if self.take("+"):
            return self.nested(self.signed)
        return self.power()

    def power(self):
        base = self.entry()
        if base.kind == "name" and base.value in POWERED and self.sees("^", "**") and self.after()[0] == "number":
            if self.after(2)[:2] == ("sign", "("):
                return self.power_of_function(base, self.after(), 2)
        if self.take("**", "^"):
            self._no_label(base)
            ends = "closed" if self.sees("{", "(") else "open"
            exponent = self.braces() if self.sees("{") else self.nested(self.signed)
            return Node("power", ends, (base, exponent), base.column)
        return base

    def _no_label(self, base):
        """Refuse x^{(i)}, which is the x of a sample, or a derivative; e^{(i)} is a power."""
        marks = [token[1] for token in self.tokens[self.place : self.place + 5]]
        if marks[:2] == ["{", "("] and marks[3:] == [")", "}"] and base.kind != "number" and base.value not in ("e", "E"):
            raise LanguageError("a superscript in brackets is a label, or a derivative: name it otherwise", self.next[2])

    def power_of_function(self, f, exponent, ahead):
        """log^2(x), which is log(x)^2, as no other power of a function that has a name is written."""
        _, value, column = exponent
        self.place += ahead
        opened = self.next[2]
        self.take("(")
        inside = Node("call", f.value, self.arguments(")", opened), f.column)
        power = Node("power", None, (inside, Node("number", _number(value, column), (), column)), f.column, grouped=True)
        if self.sees("^", "**", "_", "["):
            raise LanguageError(f"{f.value}^{value}( ) with a script has two readings: write parentheses", self.next[2])
        return power

    def braces(self):
        column = self.next[2]
        self.take("{")
        node = self.nested(self.statement)
        self.expect("}", column)
        return node

    # sum_k z_k ------------------------------------------------------------------------------------------------------

    def big(self):
        """A sum, product, maximum, minimum or limit with its index below, a name being next: sum_k, sum_{k=1}^n, lim_{T->0}."""
        _, value, column = self.next
        word, _, glued = value.partition("_")
        if word == "int" and (glued or self.after()[1] == "_" or self.after()[0] == "name"):
            return self.integral(column, glued)
        if word not in BIG:
            return None
        below = [Node("name", glued, (), column + len(word) + 1)] if glued else None
        ahead = 1
        if not glued:
            if self.after()[:2] != ("sign", "_"):
                return None
            self.place += 2
            if self.sees("{"):
                opened = self.next[2]
                self.take("{")
                below = list(self.arguments("}", opened))
            else:
                below = [self.small()]
            ahead = 0
        elif not self._starts(self.after()):
            return None  # a name with that beginning
        self.place += ahead
        high = None
        if self.sees("^"):
            self.take("^")
            high = self.braces() if self.sees("{") else self.small()
        body = self.nested(self.product)
        node = Node("big", BIG[word], (*below, high or Node("none", None), body), column)
        if BIG[word] in ("prod", "max", "min") and body.kind == "product" and not body.grouped:
            for index in _indices_below(node):
                if not all(mentions(index, factor) for factor in body.parts[1:]):
                    raise LanguageError(f"does the {BIG[word]} over {index} end before the last factor? write parentheses", column)
        return node

    def integral(self, column, glued):
        """int_a^b f dx and ∫_a^b f dx."""
        self.place += 1
        low = _written_below(glued, column + 4) if glued else None
        if low is None and self.take("_"):
            low = self.braces() if self.sees("{") else self.small()
        if low is None or not self.take("^"):
            raise LanguageError("an integral needs its ends: ∫_a^b f dx, or Integral(f, (x, a, b))", column)
        high = self.braces() if self.sees("{") else self.nested(self.signed_small)
        self.integrals += 1
        body = self.nested(self.sum)
        self.integrals -= 1
        kind, value, place = self.next
        if kind != "name" or not _is_differential(value):
            raise LanguageError("an integral needs its dx, which ends it: ∫_a^b f dx", place)
        self.place += 1
        return Node("call", "Integral", (body, Node("tuple", None, (Node("name", value[1:], (), place), low, high), place)), column)

    def signed_small(self):
        """An end of an integral: a name or a number, with its sign."""
        column = self.next[2]
        return Node("minus", None, (self.small(),), column) if self.take("-") else self.small()

    @staticmethod
    def _starts(token):
        return token[0] in ("name", "number") or token[0] == "sign" and token[1] in ("(", "|", "||", "-")

    # entries and atoms ----------------------------------------------------------------------------------------------

    def entry(self):
        node = self.atom()
        while (after := self.next)[0] == "sign" and after[1] in BEHIND:
            column = after[2]
            if self.sees("[") and node.kind == "name" and node.value in OF_MATHEMATICA:
                raise LanguageError(f"arguments stand in parentheses: {OF_MATHEMATICA[node.value]}", column)
            if self.take("["):
                node = Node("entry", None, (node, *self.arguments("]", column)), node.column)
                if node.parts[0].kind == "name" and self.sees("("):  # an entry of an array of functions
                    opened = self.next[2]
                    self.take("(")
                    node = Node("applied", None, (node, *self.arguments(")", opened)), node.column)
            elif self.take("_"):
                node = Node("subscript", None, (node, *self.places()), node.column)
            elif self.sees(".") and self.after()[:2] == ("name", "T"):
                self.place += 2
                node = Node("transpose", None, (node,), node.column)
            elif axis := self.take(*AXES):
                node = Node("column" if axis == AXES[0] else "row", None, (node,), node.column)
            elif self.take(*TRANSPOSED):
                node = Node("transpose", None, (node,), node.column)
            elif self.sees(*RAISED) and node.kind == "name" and node.value in POWERED and self.after()[:2] == ("sign", "("):
                node = self.power_of_function(node, ("number", str(RAISED[self.next[1]]), column), 1)
            elif self.sees(*RAISED):
                node = Node("power", None, (node, Node("number", Fraction(RAISED[self.take(*RAISED)]), (), column)), node.column)
            elif self.take("!"):
                if self.sees("!"):
                    raise LanguageError("n!! is the double factorial, or that of n!: write parentheses, or a product", column)
                node = Node("call", "factorial", (node,), node.column)
            elif self.sees(".") and self.after()[1] == "pow" and self.after(2)[:2] == ("sign", "("):
                self.place += 3
                exponent = self.arguments(")", column)
                if len(exponent) != 1:
                    raise LanguageError("a power has one exponent, as in z.pow(2)", column)
                node = Node("power", None, (node, *exponent), node.column)
            elif self.sees("(") and (whole := self.called_twice(node)):
                node = whole
            elif self.sees(".") and (self.after()[1] == "." or node.kind == "number"):
                raise LanguageError("a range is written (k, 1, n), as in Sum(f, (k, 1, n))", column)
            elif self.sees(".") and self.after()[:2] == ("sign", "(") and node.kind == "name" and node.value in OF_ONE:  # Julia
                self.place += 2
                node = Node("call", node.value, self.arguments(")", column), node.column)
            elif self.sees(".") and self.after()[0] == "name" and self.after()[1] in METHODS and self.after(2)[:2] == ("sign", "("):
                name = self.after()[1]
                self.place += 3
                node = Node("call", name, (node, *_without_axis(name, self.arguments(")", column))), node.column)
            elif self.sees(".") and self.after()[1] in AS_IT_IS and [self.after(2)[1], self.after(3)[1]] == ["(", ")"]:
                self.place += 4
            elif self.sees(".") and self.after()[1] == "*":
                raise LanguageError("a product entry by entry is written vector((k, 1, n), u[k]*v[k])", column)
            elif self.sees("."):
                raise LanguageError("methods and attributes are not part of the language: write the function, as in max(z)", column)
            else:
                break
        return node

    def called_twice(self, node):
        """nn.Softmax(dim=0)(z), a layer with its argument; jax.grad(f)(z), the gradient of a function at a vector; else None."""
        if node.kind != "call" or node.grouped:
            return None
        layer = node.value[:1].isupper() and len(node.value) > 1 and all(map(_says_an_axis, node.parts))
        slope = node.value in SLOPES and [part.kind for part in node.parts] == ["name"] and node.parts[0].value in OF_ONE
        if not layer and not slope:
            return None
        opened = self.next[2]
        self.take("(")
        arguments = self.arguments(")", opened)
        if layer:
            return replace(node, parts=arguments)
        node = replace(node, value="Jacobian") if node.value in ("jacrev", "jacfwd") else node
        if [part.kind for part in arguments] != ["name"]:
            raise LanguageError("a gradient is written Gradient(f, z)", opened)
        return replace(node, parts=(Node("call", node.parts[0].value, arguments, node.parts[0].column), *arguments))

    def places(self):
        """The indices below a sign: a name, a number, or several in braces or parentheses."""
        column = self.next[2]
        for opening, closing in (("{", "}"), ("(", ")")):
            if self.take(opening):
                found = self.arguments(closing, column)
                alone = found[0].kind in ("name", "number") if opening == "(" else found[0].grouped
                if len(found) == 1 and alone:
                    raise LanguageError("a subscript in brackets is an order statistic, or a label: name it otherwise", column)
                return found
        return (self.small(),)

    def small(self):
        """One name or number above or below a sign; what stands in parentheses behind it does not belong to it."""
        kind, value, column = self.next
        if kind == "name":
            self.place += 1
            return Node("name", value, (), column)
        return self.atom()

    def atom(self):
        kind, value, column = self.next
        self.place += kind != "end"
        if kind == "name" and value not in PARTICULAR:  # the commonest first
            return self.word(value, column)
        match kind, value:
            case "name", _ if value in IN_WORDS and not self.sees("("):
                raise LanguageError(f"{value!r} is no name: {IN_WORDS[value]}", column)
            case "name", "is" | "are":
                raise LanguageError("a property is stated as an equation or an inequality", column)
            case "name", "Gradient" if self.next[0] == "name" or self.sees("_"):
                return self.gradient(column)
            case "name", "E" if [token[1] for token in (self.next, self.after(), self.after(3))] == ["_", "{", "~"]:
                return self.expectation(column)
            case "name", "partial" if self.next[0] == "name" or self.sees("(", "/", *RAISED):
                return self.partial(column)
            case "name", "d" if ahead := self.slope_ahead():
                return self.slope(*ahead, column)
            case "name", "S" if self.sees(".") and self.after()[1] in SINGLETONS:
                value = SINGLETONS[self.after()[1]]
                self.place += 2
                return Node("name" if isinstance(value, str) else "number", value, (), column, grouped=True)
            case "name", "S" if self.sees("(") and self.after()[0] == "number" and self.after(2)[:2] == ("sign", ")"):
                self.place += 3
                return Node("number", _number(self.tokens[self.place - 2][1], column), (), column)
            case "number", "1" if self.sees("{", "[") and self.next[2] == column + 1:
                return self.iverson(column)
            case "fraction", _:
                return Node("number", FRACTIONS[value], (), column, grouped=True)
            case "number", _:
                return Node("number", _number(value, column), (), column)
            case "string", _:
                return Node("string", value[1:-1], (), column)
            case "name", _ if value in MODULES and self.sees(".") and self.after()[0] == "name" and self.after()[1] != "T":
                self.take(".")
                return _of_module(value, self.atom())
            case "name", _:
                return self.word(value, column)
            case "sign", "(":
                parts = self.arguments(")", column)
                if len(parts) != 1:
                    return Node("tuple", None, parts, column)
                return Node(parts[0].kind, parts[0].value, parts[0].parts, parts[0].column, grouped=True)
            case "sign", "⟨":
                parts = self.arguments("⟩", column)
                if len(parts) != 2:
                    raise LanguageError("an inner product has two parts, ⟨u, v⟩: a mean is written dot(p, x)", column)
                return Node("call", "dot", parts, column)
            case "sign", "[":
                return Node("list", None, self.arguments("]", column), column)
            case "sign", "||":
                return self.bars(column)
            case "sign", "|":
                return self.size(column)
        if value == ".":
            raise LanguageError(DOTS, column)
        if value == "{" and self.next[0] == "name":
            raise LanguageError("a range is written (k, 1, n), as in Sum(f, (k, 1, n))", column)
        raise LanguageError(f"{value!r} where an expression is expected", column)

    def word(self, value, column):
        """A function with its arguments, or a name alone."""
        opened = self.next[2]
        if self.take("("):
            parts = self.arguments(")", opened, bars=value in DIVERGENCES)
            if value in ("pow", "power") and len(parts) == 2:
                return Node("power", None, parts, column)
            if value == "Rational" and [part.kind for part in parts] == ["number", "number"] and parts[1].value:
                return Node("number", parts[0].value / parts[1].value, (), column, grouped=True)
            return Node("call", value, parts, column)
        if value in ("max", "min") and self.next[0] == "name":
            return Node("call", value, (self.nested(self.entry),), column, grouped=None)
        if value in OF_ONE and (self.next[0] in ("name", "number") or self.sees("|", "||")):
            operand = self.nested(lambda: self.big() or self.power())
            return Node("call", value, (operand,), column, grouped=None)
        return Node("name", value, (), column)

    def iverson(self, column):
        """1{x > 0} and 1[x > 0], the 1 being read."""
        opened, closing = self.next[2], {"{": "}", "[": "]"}[self.take("{", "[")]
        inside = self.arguments(closing, opened)
        if [part.kind for part in inside] != ["relation"]:
            raise LanguageError("one relation in a bracket, as in 1[x > 0]", opened)
        return Node("call", "indicator", inside, column, grouped=True)

    def gradient(self, column):
        """∇f(z) and ∇_z f, the ∇ being read; without a name below it is that of a function at a vector that has a name."""
        below = self.places() if self.take("_") else ()
        f = self.nested(self.atom)
        if not below and f.kind == "call" and [part.kind for part in f.parts] == ["name"]:
            below = f.parts
        if len(below) != 1 or f.grouped is None:
            raise LanguageError("a gradient is written Gradient(f, z)", column)
        return Node("call", "Gradient", (f, *below), column)

    def expectation(self, column):
        """E_{i~p}[f], the E being read, is the sum of p[i] f over i."""
        self.place += 2
        kind, value, opened = self.next
        if kind != "name":
            raise LanguageError("an expectation is written E_{i~p}[f], of a name i", opened)
        index = Node("name", value, (), opened)
        self.place += 2
        law = self.nested(self.sum)
        self.expect("}", column)
        bracket = self.next[2]
        if not self.take("["):
            raise LanguageError("an expectation is written E_{i~p}[f]", bracket)
        parts = self.arguments("]", bracket)
        if len(parts) != 1:
            raise LanguageError("an expectation is that of one expression", bracket)
        body = replace(parts[0], grouped=True)
        weight = Node("entry", None, (law, index), law.column)
        return Node("call", "Sum", (Node("product", (None, "*"), (weight, body), column), index), column)

    def slope_ahead(self):
        """(x, n, how many tokens they take) of d/dx f and d^n/dx^n f, the d being read; None where this is no derivative."""
        order, place = self._order(0)
        if (
            self.after(place)[:2] != ("sign", "/")
            or self.after(place + 1)[0] != "name"
            or not _is_differential(self.after(place + 1)[1])
        ):
            return None
        times, end = self._order(place + 2)
        follows = self.after(end)
        if times != order or not (
            follows[0] == "name" and follows[1] not in IN_WORDS or follows[:2] in (("sign", "("), ("sign", "["))
        ):
            return None
        return self.after(place + 1)[1][1:], order, end

    def _order(self, place):
        """The order of a derivative at a place and where it ends: 1 where there is none."""
        if self.after(place)[1] in RAISED:
            return RAISED[self.after(place)[1]], place + 1
        if self.after(place)[1] in ("^", "**") and self.after(place + 1)[1].isdigit():
            return int(self.after(place + 1)[1][:3]), place + 2
        return 1, place

    def slope(self, name, order, ahead, column):
        """d/dx f, d/dx [f] and d^2/dx^2 f; what follows f may belong to it."""
        self.place += ahead
        opened = self.next[2]
        if self.take("["):
            parts = self.arguments("]", opened)
            if len(parts) != 1:
                raise LanguageError("a derivative is that of one expression", opened)
            return Node("call", "Derivative", (*parts, *[Node("name", name, (), column)] * order), column)
        f = self.nested(self.power)
        return Node("call", "Derivative", (f, *[Node("name", name, (), column)] * order), column, grouped=None)

    def partial(self, column):
        """∂f/∂x, ∂²f/∂x∂y and ∂/∂x f, the first ∂ being read."""
        order = RAISED[self.take(*RAISED)] if self.sees(*RAISED) else 1
        f = None if self.sees("/") else self.power()
        if not self.take("/") or self.next[:2] != ("name", "partial"):
            raise LanguageError("a derivative is written Derivative(f, x), or diff(f, x)", column)
        variables = []
        while self.next[:2] == ("name", "partial"):
            self.place += 1
            variable = self.entry()
            squared = variable.kind == "power" and variable.parts[1].kind == "number"
            variables += [variable.parts[0]] * int(variable.parts[1].value) if squared else [variable]
        if len(variables) != order:
            raise LanguageError(f"of order {order}, by {len(variables)} variables: write Derivative(f, x, y)", column)
        open_end = None if f is None else False  # what follows ∂/∂x f may belong to f
        return Node("call", "Derivative", (f or self.nested(self.power), *reversed(variables)), column, grouped=open_end)

    def bars(self, column):
        """||x|| is a norm; where the bars do not close as a pair they are two signs of absolute values."""
        before = self.place, list(self.tokens), self.depth, self.bars_open
        try:
            self.bars_open += 1
            inside = self.nested(self.sum)
            if self.take("||"):
                self.bars_open -= 1
                below = self.places() if self.take("_") else self.infinity_behind()
                return Node("call", "norm", (inside, *below), column)
        except LanguageError:
            pass
        self.place, self.tokens, self.depth, self.bars_open = before
        self.place -= 1
        self.take("|")
        return self.size(column)

    def infinity_behind(self):
        """The order of ‖z‖∞, as there is no smaller sign for it."""
        kind, value, column = self.next
        if (kind, value) != ("name", "oo") or self.text[column - 1] != "∞" or self.text[column - 2].isspace():
            return ()
        self.place += 1
        return (Node("name", "oo", (), column),)

    def size(self, column):
        """|x|, the first bar being read."""
        self.bars_open += 1
        inside = self.nested(self.sum)
        self.expect("|", column)
        self.bars_open -= 1
        return Node("call", "Abs", (inside,), column, grouped=True)

    def arguments(self, closing, opened, bars=False):
        outside, self.bars_open = self.bars_open, int(bars)
        parts = self._arguments(closing, opened, bars)
        self.bars_open = outside
        return parts

    def _arguments(self, closing, opened, bars):
        parts = []
        if self.take(closing):
            return ()
        if self.sees("*") and self.after()[0] == "name" and self.after(2)[:2] == ("sign", closing):  # Max(*z) is Max(z)
            self.take("*")
        while True:
            if self.sees("+", "-") and self._ends(self.after()):  # the side of a limit
                column = self.next[2]
                parts.append(Node("string", self.take("+", "-"), (), column))
            else:
                parts.append(self.letter_or_number(closing) or self.nested(self.cases))
            if not (self.take(",") or bars and self.take("||")):
                break
        self.expect(closing, opened)
        return tuple(parts)

    def letter_or_number(self, closing):
        """What is a whole argument by itself, as most are: read without a descent through the grammar. None for another."""
        kind, value, column = self.next
        if self.after()[:2] not in (("sign", ","), ("sign", closing)):
            return None
        if kind == "name" and len(value) == 1:
            self.place += 1
            return Node("name", value, (), column)
        if kind == "number":
            self.place += 1
            return Node("number", _number(value, column), (), column)
        return None

    def cases(self):
        """A statement, or a if c else b, which is where(c, a, b)."""
        node = self.statement()
        if self.next[:2] != ("name", "if"):
            return node
        column = self.next[2]
        self.place += 1
        condition = self.statement()
        if self.next[:2] != ("name", "else"):
            raise LanguageError("cases are written (a if c else b)", column)
        self.place += 1
        return Node("call", "where", (condition, node, self.nested(self.cases)), column)


def _outer(between, parts):
    """u[:, None] * v[None, :], the product of a column and a row in NumPy, as outer(u, v)."""
    for place in range(len(parts) - 1, 0, -1):
        one, other = parts[place - 1 : place + 1]
        if between[place] == "*" and {one.kind, other.kind} == {"column", "row"}:
            column, row = (one, other) if one.kind == "column" else (other, one)
            parts[place - 1 : place + 1] = [Node("call", "outer", (*column.parts, *row.parts), one.column)]
            del between[place]


SLOPES = {"grad", "Gradient", "gradient", "jacobian", "Jacobian", "hessian", "Hessian", "jacfwd", "jacrev"}


def _written_below(text, column):
    """A name or a number that is glued to the sign above it."""
    return Node("number", Fraction(text), (), column) if text.isdigit() else Node("name", text, (), column)


def _is_differential(name):
    """Is this the name dx, of a letter x?"""
    stem = name[1:].partition("_")[0].rstrip("0123456789")
    return name[:1] == "d" and (len(stem) == 1 and stem.isalpha() or stem in GREEK.values())


def _says_an_axis(node):
    return node.kind == "relation" and node.parts[0].kind == "name" and node.parts[0].value in ("dim", "axis")


def _is_axis(node):
    """Is this the number of the only axis of a vector: 0, or -1?"""
    return node.kind == "number" and node.value == 0 or node.kind == "minus" and node.parts[0].value == 1


def _without_axis(name, arguments):
    """The arguments of a method but for the axis in z.max(0), z.softmax(-1): max(z, 0) would be something else."""
    return () if name in ALONG_AXES and len(arguments) == 1 and _is_axis(arguments[0]) else arguments


def _of_module(module, node):
    """np.max(z, 0) and torch.max(z, 0) are taken along an axis, sympy.Max(z, 0) is not; stats.entropy(p, q) is a divergence."""
    if node.kind == "call" and node.value in ("tensor", "array", "asarray", "float32", "float64") and len(node.parts) == 1:
        if node.parts[0].kind == "number":
            return replace(node.parts[0], grouped=True)
    if node.kind == "call" and module == "tf" and node.value in REDUCED:
        node = replace(node, value=REDUCED[node.value])
    if node.kind == "call" and module in ("F", "functional") and node.value == "kl_div":
        raise LanguageError("kl_div(log q, p) of PyTorch is a divergence of p from q: write KL(p, q)", node.column)
    if node.kind == "call" and module == "stats" and node.value == "entropy" and len(node.parts) in (1, 2):
        return replace(node, value=("stats_entropy", "stats_divergence")[len(node.parts) - 1])
    if node.kind == "call" and module in ("np", "numpy", "jnp") and node.value in ("var", "std") and len(node.parts) == 1:
        return _spread(node)
    if module in SYMBOLIC or node.kind != "call" or node.value not in ALONG_AXES or len(node.parts) != 2:
        return node
    return replace(node, parts=node.parts[:1]) if _is_axis(node.parts[1]) else node


def _spread(node):
    """np.var(z), which divides by n, and np.std(z)."""
    (z,) = node.parts
    apart = Node("sum", (None, "-"), (z, Node("call", "mean", (z,), node.column)), node.column, grouped=True)
    squares = Node("power", None, (apart, Node("number", Fraction(2), (), node.column)), node.column)
    variance = Node("call", "mean", (squares,), node.column)
    return variance if node.value == "var" else Node("call", "sqrt", (variance,), node.column)


def _indices_below(node):
    """The names that the big operators bind whose bodies end where this part of the text ends."""
    if node.grouped:
        return
    if node.kind == "big":
        for place in node.parts[:-2]:
            name = place.parts[0] if place.kind in ("relation", "arrow") else place
            yield name.value
        yield from _indices_below(node.parts[-1])
    elif node.kind in ("product", "minus"):
        yield from _indices_below(node.parts[-1])


def _mentions_freely(name, node):
    """Does a name occur in a tree otherwise than below a sum, say, that binds it again?"""
    if node.kind == "big" and any((p.parts[0] if p.kind in ("relation", "arrow") else p).value == name for p in node.parts[:-2]):
        return False
    if node.kind == "call" and any(part.kind == "tuple" and part.parts and part.parts[0].value == name for part in node.parts):
        return False
    if not node.parts:
        return mentions(name, node)
    return any(_mentions_freely(name, part) for part in node.parts)


def mentions(name, node):
    """Does a name occur in a tree, by itself or below another name, as k in z_k?"""
    if node.kind == "name" and (node.value == name or isinstance(name, str) and name in node.value.split("_")[1:]):
        return True
    return any(mentions(name, part) for part in node.parts)


def _number(text, column):
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > DIGITS or exponent and abs(int(exponent[:9])) > DIGITS:
        raise LanguageError(f"a number of more than {DIGITS} digits", column)
    return Fraction(int(text)) if text.isdigit() else Fraction(text)


def parse_tree(text):
    """The tree of a text. Raises LanguageError."""
    try:
        return _Reader(text).whole()
    except RecursionError:
        raise LanguageError("nested too deep: write the statement flatter", 1) from None
