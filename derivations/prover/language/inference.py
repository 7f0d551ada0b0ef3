"""Inference: the domains of a statement that declares nothing, where its words leave one choice.

    >>> inferred([parse_tree("softmax(z)[i] <= 1")])
    {'n': 'dimension', 'z': 'real[n]', 'i': 'index[n]'}

z[i], softmax(z) and LSE(z) say that z is a vector, its places that i is an index, the end of a range that n is a dimension. All
that remains is a real number, if the statement has a value for every real number in its place. Where there are two choices (is T
in z/T positive? does w in softmax(z + w) have entries? are two vectors of one length?) the declaration is asked for, with both.
"""

from ..kernel.terms import SCALARS
from .abbreviations import ABBREVIATED
from .functions import BINDING, CALLED, INDEX, MATRIX, RELATION, VECTOR
from .grammar import CONSTANTS, without_axis
from .grammar.words import is_word
from .synonyms import WHAT, meant_by
from .syntax import GREEK, LanguageError, Node, parse_tree  # noqa: F401 — the second for the example above

INDEXED = {"sum", "prod", "max", "min", "lam"}  # binders of an index
TOTAL = {  # functions of every real number
    "exp", "tanh", "cosh", "sinh", "Abs", "sign", "Max", "Min", "indicator", "sigmoid", "softplus", "relu", "silu", "gelu",
    "log_sigmoid", "erf", "erfc", "Phi", "square", "expm1", "mish", "Heaviside", "logaddexp", "elu", "relu6",
    "softsign", "tanhshrink", "clip", "leaky_relu", "log_ndtr",
}  # fmt: skip
ROOT = "it stands in sqrt( )"
ENTRYWISE = TOTAL | {"log"}
PROBABILITIES = {"entropy", "KL", "cross_entropy", "JS", "TV", "jensenshannon", "variance"}
LETTERS = "n N m d D K".split()  # for a length that no text names


def _is_keyword(node):
    """Is this an argument with its name, as Python has them?"""
    return node.kind == "relation" and node.value == ("eq",) and node.parts[0].kind == "name" and not node.grouped


def _is_function(name):
    """Is this the name of a function, and of nothing that people call a number by: not gamma, beta or H?"""
    return len(name) > 1 and name not in GREEK.values() and (name in CALLED or name in ABBREVIATED or name in BINDING)


def inferred(trees):
    """Domains for all names of the trees, of a statement and its hypotheses, in the order in which `declare` wants them.

    Raises LanguageError, which says what to declare, where there are two choices.
    """
    seen = _Seen()
    for tree in trees:
        seen.visit(tree, frozenset())
    return seen.domains()


class _Seen:
    """What the places of a statement say about its names."""

    def __init__(self):
        self.columns = {}  # every free name, where it is first seen
        self.vectors, self.indices, self.dimensions = {}, {}, {}
        self.partial = {}  # name -> why not every real number will do
        self.multiplied = set()  # by @: vectors or matrices
        self.together = []  # vectors, indices and dimensions that stand together: they are of one length
        self.expressions = []  # the candidates of each vector that is written as an expression

    # what a place says

    def visit(self, node, bound):
        match node.kind:
            case "name" | "symbol":
                self.name(node, bound)
            case "entry" | "subscript":
                self.entry(node, bound)
            case "call" if node.value in BINDING and not (node.value in CALLED and len(node.parts) > 1 and not _ranges(node)):
                self.binder(node, bound)
            case "call":
                self.call(node, bound)
            case "big":
                self.big(node, bound)
            case "product":
                self.product(node, bound)
            case "power":
                self.power(node, bound)
            case _:
                self.visit_all(node, bound)

    def big(self, node, bound):
        """sum_{i=1}^n z_i: ranges below, an end above, and the body."""
        *places, last, body = node.parts
        names = {part.parts[0].value if part.kind in ("relation", "arrow") else part.value for part in places}
        for place in (*places, last):
            for end in place.parts[1:] if place.kind in ("relation", "arrow") else (place,) if place.kind != "name" else ():
                (self.index if place.value == ("ne",) else self.dimension)(end, bound)
            if last.kind == "name":
                self.dimension(last, bound)
                self.together.append({last.value, *((name, id(node)) for name in names)})
        self.visit(body, bound | {(name, id(node)) for name in names if name})

    def product(self, node, bound):
        for sign, part in zip(node.value, node.parts):
            self.visit(part, bound)
            if sign == "/":
                self.not_everywhere(part, "it is divided by", bound)
        for sign, *factors in zip(node.value[1:], node.parts, node.parts[1:]):
            if sign == "@":  # of linear algebra: which one, no name says
                self.multiplied |= {name for part in factors for name in self.candidates(_untransposed(part), bound)}

    def power(self, node, bound):
        self.visit_all(node, bound)
        base, exponent = node.parts
        whole = exponent.kind == "number" and exponent.value == int(exponent.value)
        if not whole and not (base.kind in ("name", "symbol") and base.value in ("e", "E")):
            self.not_everywhere(base, "it is raised to a power", bound)

    def visit_all(self, node, bound):
        for part in node.parts:
            self.visit(part, bound)

    def name(self, node, bound):
        name = node.value
        stem, _, below = name.partition("_")
        if stem == "delta" and len(below) == 2 and below.isalpha():  # delta_ij
            for letter in below:
                self.index(Node("name", letter, (), node.column), bound)
        elif below.isalpha() and stem.isalpha() and len(below) > 1 and below not in GREEK.values() and _meant(name, bound) is None:
            if _is_function(below):  # x_max
                raise LanguageError(f"{name} is not declared: declare it, as in {name}: real", node.column)
            raise _asked(name, node.column, f"{name}: real", f"{stem}: real[n, n]")  # x_ij
        elif below.isalpha() and stem.isalpha():  # z_i is z[i]
            self.entry(
                Node("subscript", None, tuple(Node("name", part, (), node.column) for part in (stem, below)), node.column), bound
            )
        elif _meant(name, bound) is None and len(name) > 3 and (remedy := WHAT.get(name.lower())):
            raise LanguageError(f"{name}: {remedy}, or declare {name}", node.column)
        elif name in ("Sigma", "Pi") and _meant(name, bound) is None:
            raise LanguageError(f"{name} without its index: write sum_k z_k, or sum(z), or declare {name}", node.column)
        elif _is_function(name) and _meant(name, bound) is None:
            raise LanguageError(f"{name} is a function: write {name}( ), or declare the name", node.column)
        elif name not in CONSTANTS and name not in ("e", "True") and _meant(name, bound) is None:
            self.columns.setdefault(name, node.column)

    def entry(self, node, bound):
        array, *places = node.parts
        if (
            array.kind in ("name", "symbol")
            and array.value == "E"
            and not all(p.kind in ("name", "symbol", "number") for p in places)
        ):
            remedy = "write E_{i~p}[z_i], of what is drawn by which law, or dot(p, z)"
            raise LanguageError(f"E[ ] is an entry of E, or an expectation: {remedy}", node.column)
        if array.kind in ("name", "symbol") and array.value != "delta":
            if len(places) > 1:
                raise _asked(array.value, array.column, f"{array.value}: real[n, m]", f"{array.value}: real[n, n]")
            self.vector(array, bound)
        else:
            self.visit(array, bound)
        linked = set(_names_of(array, bound)) if array.kind in ("name", "symbol") else set(self.candidates(array, bound))
        for place in places:
            self.index(place, bound)
            if place.kind in ("name", "symbol"):
                linked.add(_meant(place.value, bound) or place.value)
        self.together.append(linked)

    def vector(self, node, bound):
        if _meant(node.value, bound) is None:
            self.columns.setdefault(node.value, node.column)
            self.vectors.setdefault(node.value, node.column)

    def index(self, node, bound):
        if node.kind in ("name", "symbol"):
            if _meant(node.value, bound) is None:
                self.columns.setdefault(node.value, node.column)
                self.indices.setdefault(node.value, node.column)
        else:
            for part in node.parts:
                self.index(part, bound)

    def dimension(self, node, bound):
        if node.kind in ("name", "symbol"):
            if node.value not in CONSTANTS and _meant(node.value, bound) is None:
                self.columns.setdefault(node.value, node.column)
                self.dimensions.setdefault(node.value, node.column)
        else:
            for part in node.parts:
                self.dimension(part, bound)

    def call(self, node, bound):
        node = without_axis(node)
        row = CALLED.get(node.value) or ABBREVIATED.get(node.value)
        takes = () if row is None else (row.takes,) if isinstance(row.takes, str) else row.takes
        kinds = next((t for t in takes if len(t) == len(node.parts)), "")
        for part in node.parts:  # of clamp(x, min=0) the value
            self.visit(part.parts[1] if row is not None and RELATION not in takes and _is_keyword(part) else part, bound)
        if row is None:
            if len(node.value) > 3 and node.value.isalpha() and not (is_word(node.value) or node.value in ("sigma", "Sigma")):
                raise LanguageError(f"unknown function {node.value[:60]}: {meant_by(node.value)}", node.column)
            return
        for kind, part in zip(kinds, node.parts):
            if kind == VECTOR:
                self.expressions.append((frozenset(self.candidates(part, bound)), part))
                if row.text in PROBABILITIES and not (part.kind == "call" and _text(part.value) in ("softmax", "exp")):
                    for name in self.candidates(part, bound):
                        self.partial.setdefault(name, "a probability")
            elif kind == MATRIX:
                for name in self.candidates(part, bound):
                    raise _asked(name, part.column, f"{name}: real[n, m]", f"{name}: real[n, n]")
            elif kind == INDEX:
                self.index(part, bound)
            elif row.text not in TOTAL:
                self.not_everywhere(part, f"it stands in {row.text}( )", bound)
        if sum(kind == VECTOR for kind in kinds) > 1:
            self.together.append({name for part in node.parts for name in self.candidates(part, bound)})

    def binder(self, node, bound):
        row = BINDING[node.value]
        body, *others = node.parts or (node,)
        operator = row.operator
        if operator == "lam":
            body, others = node.parts[1], [node.parts[0]]
        inner = set()
        for place in others:
            inner |= self.place(operator, place, place is others[0], node, bound)
        if operator in ("deriv", "gradient", "jacobian") and others and body.kind == "name" and _is_function(body.value):
            body = Node("call", body.value, tuple(others[:1]), body.column)  # jacobian(softmax, z)
        if operator in INDEXED and not others and body.kind in ("entry", "subscript"):
            inner |= {(place.value, id(node)) for place in body.parts[1:] if place.kind in ("name", "symbol")}
        elif operator in INDEXED and not others:
            self.expressions.append((frozenset(self.candidates(body, bound)), body))
        self.visit(body, bound | inner)

    def place(self, operator, place, first, node, bound):
        """What stands beside the body of a binder: a range, a variable, a point; the names that it binds."""
        named = place.kind in ("name", "symbol")
        if operator in (*INDEXED, "forall") and named:
            return {(place.value, id(node))}
        if operator == "limit" and (place.kind == "arrow" or first and named):
            return {(place.parts[0].value if place.kind == "arrow" else place.value, id(node))}
        if place.kind == "tuple" and operator in (*INDEXED, "forall", "integral") and place.parts:
            token = (place.parts[0].value, id(node))
            for end in place.parts[1:]:
                self.end(operator, token, end, bound)
            return {token}
        if operator in ("deriv", "gradient", "jacobian"):
            self.visit(place.parts[0] if place.kind == "tuple" else place, bound)
            if operator != "deriv" and named:
                self.vector(place, bound)
        elif operator != "limit" or place.kind != "string":
            self.visit(place, bound)
        return set()

    def end(self, operator, token, end, bound):
        """An end of a range: of an integral a number, of an index a dimension that goes together with it."""
        if operator == "integral":
            self.visit(end, bound)
            return
        self.dimension(end, bound)
        if end.kind in ("name", "symbol"):
            self.together.append({token, end.value})

    def candidates(self, node, bound):
        """The names that may be vectors in an expression for one."""
        match node.kind:
            case "name" | "symbol":
                return [node.value] if _meant(node.value, bound) is None and node.value not in CONSTANTS else []
            case "sum" | "minus" | "relation":
                return [name for part in node.parts for name in self.candidates(part, bound)]
            case "product":
                factors = (part for sign, part in zip(node.value, node.parts) if sign != "/")
                return [name for part in factors for name in self.candidates(part, bound)]
            case "call" if node.value in ("softmax", "log_softmax", "softmin") or _text(node.value) in ENTRYWISE:
                return [name for part in node.parts for name in self.candidates(part, bound)]
        return []

    def not_everywhere(self, node, why, bound):
        """A number that stands where not every real number will do; what is in it may have to be declared."""
        match node.kind:
            case "name" | "symbol":
                for name in _names_of(node, bound):
                    self.partial.setdefault(name, why)
            case "call" if _text(node.value) in ("exp", "LSE", "softmax", "sigmoid", "softplus", "cosh"):
                return
            case "power" if why == ROOT and node.parts[1].kind == "number" and node.parts[1].value % 2 == 0:
                return
            case "sum" if all(_surely_positive(part) for part in node.parts):
                return
            case "entry" | "subscript" if node.parts[0].kind in ("name", "symbol"):
                for name in _names_of(node.parts[0], bound):
                    self.partial.setdefault(name, why)
            case "call" | "big" if node.value in BINDING or node.kind == "big":
                self.not_everywhere(node.parts[-1] if node.kind == "big" else node.parts[0], why, bound)
            case _:
                for part in node.parts:
                    self.not_everywhere(part, why, bound)

    # what they say together

    def domains(self):
        for name, column in self.columns.items():
            side_by_side = 2 <= len(name) <= 4 and all(letter in self.columns for letter in name)
            if name.isalpha() and (side_by_side or len(name) == 2 and name not in GREEK.values() and name not in self.vectors):
                product = "*".join(name)
                raise LanguageError(f"{name} is one name, or {product}: write * between them, or declare the names", column)
        vectors = self.all_vectors()
        lengths = self.lengths(vectors)
        found = dict.fromkeys((*self.dimensions, *lengths.values()), "dimension")
        for name, column in self.columns.items():
            if name in found:
                if name in vectors or name in self.indices:
                    raise LanguageError(f"{name} is a length and something else here: declare it", column)
                continue
            if name in vectors and name in self.indices:
                raise LanguageError(f"{name} is a vector and an index here: declare it", column)
            if name in self.indices:
                found[name] = f"index[{self.length_of(name, lengths, column)}]"
            elif name in LETTERS and name not in vectors and vectors and not self.named:
                v = min(vectors)
                remedy = f"declare {v}: real[{name}], or {v}: real[m]; {name}: real"
                raise LanguageError(f"is {name} the length of {v}, or another number? {remedy}", column)
            elif name in self.partial:
                shape = f"[{lengths[name] if self.named else 'n'}]" if name in vectors else ""
                if self.partial[name] == "a probability":
                    raise _asked(name, column, f"{name}: simplex{shape or '[n]'}", f"{name}: positive{shape or '[n]'}")
                raise _asked(name, column, f"{name}: positive{shape}", f"{name}: real{shape}", self.partial[name])
            elif name in self.multiplied and name not in vectors:
                raise _asked(name, column, f"{name}: real[n]", f"{name}: real[n, n]")
            else:
                found[name] = f"real[{lengths[name]}]" if name in vectors else "real"
        for unit in ("i", "j"):
            if found.get(unit) == "real":
                remedy = f"the imaginary unit is I, in LaTeX \\mathrm{{i}}; of a number declare {unit}: real"
                raise LanguageError(f"{unit} is not declared, and no index here: {remedy}", self.columns[unit])
        if [name for name, domain in found.items() if domain != "dimension"] == ["gamma"]:
            remedy = "Euler's constant is EulerGamma, in LaTeX \\gamma_E; of a number declare gamma: real"
            raise LanguageError(f"gamma is not declared, and nothing else is free here: {remedy}", self.columns["gamma"])
        return dict(sorted(found.items(), key=lambda item: item[1] not in ("dimension", *SCALARS)))

    def all_vectors(self):
        """Vectors by their entries, and those that an expression for a vector has to contain."""
        vectors = dict(self.vectors)
        for names, node in self.expressions:
            if len(names) == 1:
                vectors.update(dict.fromkeys(names, node.column))
        for names, node in self.expressions:
            unknown = [name for name in names if name not in vectors and name not in self.dimensions]
            known = [name for name in names if name in vectors]
            if unknown and (not known or _is_sum(node)):
                name = min(unknown, key=lambda name: (self.columns.get(name, 0), name))
                raise _asked(name, node.column, f"{name}: real", f"{name}: real[n]")
            if len(known) > 1:
                self.together.append(set(known))
        return vectors

    def lengths(self, vectors):
        """The name of the length of each vector. All that are linked by an index or a range have one length."""
        groups = [{name} for name in vectors]
        for linked in [*self.together, *({name for name in names if name in vectors} for names, _ in self.expressions)]:
            touched = [group for group in groups if group & linked]
            groups = [group for group in groups if group not in touched] + [set(linked).union(*touched)]
        with_vectors = [group for group in groups if group & vectors.keys()]
        if len(with_vectors) > 1:
            first, second = (min(group & vectors.keys()) for group in with_vectors[:2])
            raise LanguageError(f"{first} and {second} may have one length or two: declare {first}: real[n]; {second}: real[n]")
        named = sorted(name for group in with_vectors for name in group if name in self.dimensions)
        if len(named) > 1:
            raise LanguageError(f"the length is {' or '.join(named)}: declare the vectors, as in z: real[{named[0]}]")
        if not named and len(self.dimensions) == 1 and with_vectors:
            named = list(self.dimensions)
        self.named = bool(named)
        free = (letter for letter in LETTERS if letter not in self.columns)
        length = named[0] if named else next(free, "n") if with_vectors else None
        self.groups = with_vectors
        return dict.fromkeys(vectors, length)

    def length_of(self, index, lengths, column):
        if lengths and any(index in group for group in self.groups):
            return next(iter(lengths.values()))
        if len(set(lengths.values())) == 1:
            return next(iter(lengths.values()))
        raise LanguageError(f"the range of {index} is not clear: declare {index}: index[n]", column)


def _meant(name, bound):
    """The token of a bound name, by which it is told from others of its name; None for a free one."""
    return next((token for token in bound if token[0] == name), None)


def _names_of(node, bound):
    return [node.value] if _meant(node.value, bound) is None and node.value not in CONSTANTS else []


def _text(name):
    row = CALLED.get(name) or ABBREVIATED.get(name)
    return row.text if row else name


def _ranges(node):
    return any(part.kind == "tuple" for part in node.parts)


def _is_sum(node):
    return node.kind == "sum" or any(map(_is_sum, node.parts))


def _untransposed(node):
    return _untransposed(node.parts[0]) if node.kind == "transpose" else node


def _surely_positive(node):
    return node.kind == "number" and node.value > 0 or node.kind == "call" and _text(node.value) == "exp" or (
        node.kind == "power" and node.parts[0].kind in ("name", "symbol") and node.parts[0].value in ("e", "E")
    )  # fmt: skip


def _asked(name, column, one, other, why=""):
    because = f": {why}" if why else ""
    return LanguageError(f"{name} is not declared{because}; declare {one}, or {other}", column)
