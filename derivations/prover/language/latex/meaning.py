r"""Meaning: trees of LaTeX to terms, in the words of the language.

Names stand for what the scope says; functions are the language's own, so that whatever `check` knows can be written in LaTeX.
What the notation leaves out is filled in where there is one choice only: a sum over i without its ends runs over the entries that
take i, a vector of ones is as long as the vectors of the statement. Everything else is an error with its place.
"""

from fractions import Fraction
from functools import reduce

from .. import grammar
from ..abbreviations import ABBREVIATED
from ..functions import CALLED
from ..grammar import Node
from ...kernel.definitions import well_typed
from ...kernel.terms import (
    INTEGERS, MINUS, ONE, ZERO, IllTyped, Term, add, affine, at, bind, equated, fn, fresh, instantiate, mul, num, power,
    same_integer,
    same_shape, shape, sort, substitute, subterms, var,
)  # fmt: skip
from .syntax.vocabulary import GREEK
from .tree import LatexError

HALF = num(Fraction(1, 2))
FAMILIAR = {  # words of authors that are no names of the plain language -> those that are
    "lse": "LSE", "SoftMax": "softmax", "smax": "softmax", "kl": "KL", "Diag": "diag", "Ent": "entropy", "B": "beta",
    "sigm": "sigmoid",
    "logsoftmax": "log_softmax", "LogSoftmax": "log_softmax", "Gamma": "gamma", "psi": "digamma", "H": "entropy",
}  # fmt: skip
VECTORS = {"LSE", "softmax", "entropy", "log_softmax"}  # of one vector: of several numbers it is that of their vector
SIGNS = {"ge": "le", "gt": "lt"}


class Meaning:
    """What trees mean in a scope: names to terms (variables, or what a document has defined) and names of functions."""

    def __init__(self, scope, functions=None):
        self.scope, self.functions = scope, functions or {}

    # statements

    def formula(self, node):
        """The formula of a relation, or of a chain of them."""
        links = [link for _, link in self.links(node)]
        return self.checked(links[0] if len(links) == 1 else fn("and", *links), node)

    def links(self, node, scope=None):
        """The relations of a chain, each with the column of its sign."""
        if node.kind != "relation":
            raise LatexError("not a relation: an equation or an inequality is expected", node.column)
        scope = self.scope if scope is None else scope
        if any(part.kind == "matrix" for part in node.parts):
            return [(node.value[0][1], self.matrices(node, scope))]
        sides = [self.term(side, scope) for side in node.parts]
        return [(place, self.relation(sign, *pair, node, place)) for (sign, place), pair in zip(node.value, zip(sides, sides[1:]))]

    def relation(self, sign, left, right, node, place=None):
        if sign == "define":
            sign = "eq"
        if sign in SIGNS:
            sign, left, right = SIGNS[sign], right, left
        left, right = self.alike(left, right)
        if not same_shape(self.shape(left, node), self.shape(right, node)):
            raise LatexError("the sides of the relation have different shapes", place or node.column)
        if sign != "eq" and shape(left):
            raise LatexError("vectors are compared by = alone: write entries", place or node.column)
        return self.checked(equated(left, right) if sign == "eq" else fn(sign, left, right), node)

    def alike(self, *terms):
        """A zero beside a vector is the vector of zeros."""
        shapes = [shape(t) for t in terms]
        size = next((s for s in shapes if len(s) == 1), None)
        return [mul(ZERO, fn("ones", *size)) if size and t == ZERO else t for t in terms]

    def checked(self, term, node):
        try:
            return well_typed(term)
        except IllTyped as error:
            raise LatexError(grammar._readable(error), node.column) from None

    def shape(self, term, node):
        try:
            return shape(term)
        except IllTyped as error:
            raise LatexError(grammar._readable(error), node.column) from None

    def expression(self, node):
        return self.checked(self.term(node, self.scope), node)

    # terms

    def term(self, node, scope):
        found = getattr(self, "_" + node.kind.replace(" ", "_"), None)
        if found is None:
            what = "a relation where an expression is expected" if node.kind == "relation" else f"{node.kind}: not read here"
            raise LatexError(what, node.column)
        term = found(node, scope)
        self.shape(term, node)
        return term

    def scalar(self, node, scope):
        term = self.term(node, scope)
        if self.shape(term, node):
            raise LatexError("a vector where a number is expected", node.column)
        return term

    def vector(self, node, scope):
        term = self.term(node, scope)
        if len(self.shape(term, node)) != 1:
            raise LatexError("a vector is expected here", node.column)
        return term

    def _number(self, node, scope):
        return num(node.value)

    def _infinity(self, node, scope):
        return fn("infinity")

    def _imaginary(self, node, scope):
        return fn("imaginary")

    def _symbol(self, node, scope):
        if (known := self.known(node, scope)) is not None:
            return known
        if node.value == "e":
            return fn("exp", ONE)
        if node.value == "pi":
            return fn("pi")
        if node.value in self.functions:
            raise LatexError(f"{node.value} is a function: its argument is missing", node.column)
        raise LatexError(f"{node.value} is not declared: declare its domain, as in {node.value}: real", node.column)

    def known(self, node, scope):
        """What a symbol stands for, or None. Script and other letters of their own alphabet are other names."""
        name = node.value if not node.parts else f"{node.value}_{node.parts[0]}"
        return next((scope[n] for n in (name, *SPELLINGS.get(name, ())) if n in scope), None)

    def _word(self, node, scope):
        if node.value in scope:
            return scope[node.value]
        if word_for(node.value):
            raise LatexError(f"{node.value} is a function: its argument is missing", node.column)
        raise LatexError(f"{node.value} is not declared: declare its domain, as in {node.value}: real", node.column)

    def _paren(self, node, scope):
        if len(node.parts) != 1:
            if node.value not in ("(", "["):
                raise LatexError("a set is not read", node.column)
            return self.listed([self.term(part, scope) for part in node.parts], node)
        return self.term(node.parts[0], scope)

    def listed(self, parts, node):
        """A vector by its entries, the last of which may be a vector: (a, b, z)."""
        *firsts, last = parts
        if any(self.shape(part, node) for part in firsts):
            raise LatexError("a vector is listed by numbers", node.column)
        column = last
        if not self.shape(last, node):
            k = fresh("k", "index", ONE, ONE)
            column = bind("lam", ONE, ONE, variable=k, body=last)
        return reduce(lambda rest, first: fn("cons", first, rest), reversed(firsts), column)

    # sums, products, quotients, powers

    def _sum(self, node, scope):
        terms = [self.term(part, scope) for part in node.parts]
        self.ends_clearly(node)
        terms = self.alike(*terms)
        signed = [t if sign == "+" else self.opposite(t, part) for sign, t, part in zip(node.value, terms, node.parts)]
        return add(*signed)

    def ends_clearly(self, node):
        """Does a sum over i end before a term that mentions i? Then a reader cannot tell whether it does."""
        for place, part in enumerate(node.parts):
            for name in _running(part):
                for other in node.parts[place + 1 :]:
                    if _mentions(name, other):
                        raise LatexError(f"where the sum over {name} ends has two readings: write parentheses", other.column)

    def opposite(self, term, node):
        match term:
            case Term("num", (value,)):
                return num(-value)
            case Term("mul", (Term("num", (value,)), *rest)) if value > 0 and node.kind in ("product", "fraction"):
                return mul(num(-value), *rest)
            case Term("mul", factors) if node.kind in ("product", "fraction") and factors[0].op != "num":
                return mul(MINUS, *factors)
        return mul(MINUS, term)

    def _minus(self, node, scope):
        return self.opposite(self.term(node.parts[0], scope), node.parts[0])

    def _fraction(self, node, scope):
        above, below = node.parts
        return self.quotient(above, below, scope, node)

    def quotient(self, above, below, scope, node):
        """Of integers p/q is one number, x/2 is x times one half, 1/x has no factor 1."""
        divisor = self.scalar(below, scope)
        whole = self.term(above, scope)
        factors = list(whole.args) if above.kind in ("product", "fraction", "minus") and whole.op == "mul" else [whole]
        if divisor.op == "num" and divisor != ZERO:
            inverse = 1 / Fraction(divisor.args[0])
            if len(factors) == 1 and factors[0].op == "num":
                return num(factors[0].args[0] * inverse)
            return mul(*factors, num(inverse))
        inverse = power(divisor, MINUS)
        return inverse if factors == [ONE] else mul(*factors, inverse)

    def _product(self, node, scope):
        self.factors_end_clearly(node)
        if "/" in node.value:
            *above, below = node.parts
            whole = above[0] if len(above) == 1 else Node("product", node.value[:-1], tuple(above), node.column)
            return self.quotient(whole, below, scope, node)
        return self.multiplied(self.applied(list(node.parts), scope), scope, node)

    def factors_end_clearly(self, node):
        if node.kind == "product" and any(part.kind == "big" for part in node.parts[:-1]):
            raise LatexError("where a sum ends has two readings: write parentheses", node.column)

    def applied(self, parts, scope):
        """Factors, with f(x) of a function that is defined as one factor; f(x) of an unknown f is no product."""
        out, place = [], 0
        while place < len(parts):
            part, after = parts[place], parts[place + 1] if place + 1 < len(parts) else None
            argument = after is not None and after.kind == "paren" and after.value == "("
            base = part.parts[0] if part.kind == "subscript" else part
            if argument and base.kind in ("symbol", "word") and not self.stands(part, scope):
                if base.value not in self.functions:
                    raise LatexError(f"{base.value}( ) is not declared: a product or a function? declare {base.value}", part.column)
                below = part.parts[1:] if part.kind == "subscript" else ()
                out.append(Node("defined", (base.value, below), after.parts, part.column))
                place += 2
            else:
                out.append(part)
                place += 1
        return out

    def stands(self, node, scope):
        """Does a factor stand for a number or an array, so that parentheses after it are a factor too?"""
        base, *places = node.parts if node.kind == "subscript" else (node,)
        if self.known(base, scope) is not None or base.value in ("e", "pi"):
            return True
        return bool(places) and (base.value in ("delta", "gamma", "H") or self.suffixed(base, places, scope) is not None)

    def _defined(self, node, scope):
        """f(a), by the definition of f."""
        name, below = node.value
        parameters, body = self.functions[name]
        values = [self.term(part, scope) for part in node.parts]
        if len(values) != len(parameters):
            raise LatexError(f"{name} is defined with {len(parameters)} arguments", node.column)
        for parameter, value in zip(parameters, values):
            if not same_shape(shape(parameter), self.shape(value, node)):
                raise LatexError(f"{name} is defined for an argument of another shape", node.column)
        term = substitute(body, {p: v for p, v in zip(parameters, values) if p != v})
        return self.entries(term, [self.index(place, scope) for place in below], node, defined=True) if below else term

    def multiplied(self, parts, scope, node):
        """Factors side by side: numbers, one vector among them, u^T v, u v^T, A v and h^T A h."""
        factors, place = [], 0
        parts = [self.transposed(part, scope) for part in parts]
        while place < len(parts):
            part, after = parts[place], parts[place + 1] if place + 1 < len(parts) else None
            if part.kind == "transpose":
                term, place = self.row_times(self.vector(part.parts[0], scope), parts, place + 1, scope, part)
                factors.append(term)
                continue
            term = self.term(part, scope)
            rank = len(self.shape(term, part))
            if rank == 1 and after is not None and after.kind == "transpose":
                factors.append(fn("outer", term, self.vector(after.parts[0], scope)))
                place += 2
            elif rank == 2 and after is not None and self.shape(column := self.term(after, scope), after):
                factors.append(self.matrix_times(term, column, part))
                place += 2
            else:
                factors += term.args if part.kind in ("product", "fraction") and term.op == "mul" else [term]
                place += 1
        if sum(bool(self.shape(factor, node)) for factor in factors) > 1:
            raise LatexError(r"two vectors side by side: write u^\top v, u v^\top or entries", node.column)
        return mul(*factors)

    def transposed(self, node, scope):
        """The superscript T, where it is not declared, of a vector: a transpose."""
        match node:
            case Node("power", _, (base, Node("symbol", "T", ()) as mark)) if self.known(mark, scope) is None:
                if len(self.shape(self.term(base, scope), base)) == 1:
                    return Node("transpose", None, (base,), node.column)
        return node

    def row_times(self, row, parts, place, scope, node):
        """u^T v, or u^T A v; the place after it."""
        if place >= len(parts):
            raise LatexError("a transposed vector alone: write u^\\top v", node.column)
        middle = self.term(parts[place], scope)
        rank = len(self.shape(middle, parts[place]))
        if rank == 1:
            return self.fitting(fn("dot", row, middle), node), place + 1
        if rank == 2 and place + 1 < len(parts):
            column = self.vector(parts[place + 1], scope)
            if column == row:
                return self.fitting(fn("quadratic", middle, row), node), place + 2
            return self.fitting(fn("dot", row, self.matrix_times(middle, column, node)), node), place + 2
        raise LatexError("what follows a transposed vector is a vector, or a matrix and a vector", node.column)

    def matrix_times(self, matrix, column, node):
        """A v as the vector of its entries."""
        rows, columns = self.shape(matrix, node)
        if len(shape(column)) != 1 or not same_integer(columns, shape(column)[0]):
            raise LatexError("a matrix times what does not fit it", node.column)
        i, k = fresh("i", "index", ONE, rows), fresh("k", "index", ONE, columns)
        entry = bind("sum", ONE, columns, variable=k, body=mul(self.entries(matrix, [i, k], node), at(column, k)))
        return bind("lam", ONE, rows, variable=i, body=entry)

    def fitting(self, term, node):
        self.shape(term, node)
        return term

    def _transpose(self, node, scope):
        raise LatexError("a transposed vector or matrix by itself: write u^\\top v", node.column)

    def _power(self, node, scope):
        base, exponent = node.parts
        if base.kind == "symbol" and base.value == "e" and self.known(base, scope) is None:
            return self.fitting(fn("exp", self.term(exponent, scope)), node)
        if exponent.kind == "symbol" and exponent.value == "T" and not exponent.parts:
            if (temperature := self.known(exponent, scope)) is None:
                raise LatexError("the superscript T: declare T, or write \\top for a transpose", exponent.column)
            if self.shape(self.term(base, scope), base):
                raise LatexError("T is declared, and reads as a transpose too: write \\top", exponent.column)
            return power(self.term(base, scope), temperature)
        if base.kind == "norm" and base.parts[1] == Node("number", Fraction(2), (), base.parts[1].column) and exponent.value == 2:
            return self.squares(self.vector(base.parts[0], scope))
        below = self.term(base, scope)
        if shape(below):
            raise LatexError("a power of a vector or a matrix is not read: write entries", node.column)
        return power(below, self.scalar(exponent, scope))

    # entries

    def _has_entries(self, symbol, scope):
        """Whether a symbol is declared as an array: a number has no entries, and what is indexed is then not that number."""
        known = self.known(symbol, scope)
        return known is not None and bool(shape(known))

    def _subscript(self, node, scope):
        base, *places = node.parts
        if (named := self.suffixed(base, places, scope)) is not None:
            array, places = named
            return self.entries(array, [self.index(place, scope) for place in places], node, defined=True) if places else array
        if base.kind == "symbol" and base.value == "gamma" and len(places) == 1 and _spelled(places[0]) == "E":
            return fn("euler")
        if base.kind == "symbol" and base.value == "H" and len(places) == 1 and self.known(base, scope) is None:
            return self.called("harmonic", [self.index(places[0], scope)], node)
        if base.kind == "symbol" and base.value == "delta" and not self._has_entries(base, scope):
            indices = self.split(places, 2, node)
            if len(indices) != 2:
                raise LatexError("a Kronecker delta has two indices", node.column)
            return fn("delta", *(self.index(place, scope) for place in indices))
        if base.kind == "gradient" or base.kind == "ones":
            raise LatexError("a subscript here has two readings: write parentheses", node.column)
        if base.kind in ("symbol", "word") and self.known(base, scope) is None and base.value not in ("e", "pi"):
            spelled = base.value + "".join("_" + str(_spelled(p)) for p in places)
            raise LatexError(f"{spelled} is not declared: declare its domain, as in {base.value}: real[n]", node.column)
        array = self.term(base, scope)
        rank = len(self.shape(array, base))
        if rank == 0:
            raise LatexError("a number has no entries", node.column)
        places = self.split(places, rank, node)
        if len(places) != rank:
            raise LatexError(f"{len(places)} indices, where {rank} {'is' if rank == 1 else 'are'} needed", node.column)
        return self.entries(array, [self.index(place, scope) for place in places], node, defined=base.kind in ("symbol", "word"))

    def suffixed(self, base, places, scope):
        """A name with its subscript in it, x_1 or q_max, as it is declared, and what is left of the subscript; or None."""
        if base.kind not in ("symbol", "word"):
            return None
        first = _spelled(places[0])
        if first is None:
            return None
        stem, mark, prime = base.value.partition("_prime")
        known = {scope[n] for n in (f"{base.value}{first}", f"{base.value}_{first}", f"{stem}_{first}{mark}{prime}") if n in scope}
        if base.value in SPELLINGS:
            known |= {scope[n] for s in SPELLINGS[base.value] for n in (f"{s}{first}", f"{s}_{first}") if n in scope}
        if not known:
            return None
        whole = self.known(base, scope)
        if len(known) > 1 or whole is not None and shape(whole) and places[0].kind != "word":
            raise LatexError(f"{base.value}_{first} is a name, and an entry of {base.value} too: rename one", base.column)
        return known.pop(), places[1:]

    def split(self, places, rank, node):
        """The subscript ij as two indices, where two are needed."""
        if len(places) == 1 and rank > 1:
            (only,) = places
            if only.kind == "product" and set(only.value) == {None, "*"}:
                return list(only.parts)
            if only.kind == "number" and len(str(only.value)) == rank:
                return [Node("number", Fraction(digit), (), only.column) for digit in str(only.value)]
        elif len(places) == 1 and places[0].kind == "product" and sum(p.kind == "symbol" for p in places[0].parts) > 1:
            raise LatexError("two indices side by side, where one is needed: a product or two indices?", node.column)
        return list(places)

    def entries(self, array, indices, node, defined=False):
        """An entry; of a vector that the document has defined by its entries, what it was defined to be."""
        for index in indices:
            if defined and array.op == "lam":
                array = instantiate(array.args[-1], index)
            else:
                array = at(array, index)
        return self.fitting(array, node)

    def index(self, node, scope):
        term = self.scalar(node, scope)
        if affine(term) is None:
            raise LatexError("not an index: declare it as index[n], or write a positive integer", node.column)
        if term.op == "num" and term.args[0] < 1:
            raise LatexError("entries are counted from 1", node.column)
        return term

    # functions

    def _prefix(self, node, scope):
        name, _, base, exponent = node.value
        argument = self.term(node.parts[0], scope)
        term = self.fitting(fn(name, argument), node)
        if base is not None:
            term = mul(term, power(fn("log", self.scalar(base, scope)), MINUS))
        return power(term, self.scalar(exponent, scope)) if exponent is not None else term

    def _call(self, node, scope):
        name = node.value
        if name in self.functions:
            return self._defined(Node("defined", (name, ()), node.parts, node.column), scope)
        if name == "J_sigma":
            return self.jacobian_of_softmax(node, scope)
        if name == "sigma":
            return self.sigma(node, scope)
        if name == "H" and len(node.parts) == 2:
            raise LatexError("H of two arguments: write the cross-entropy as a sum", node.column)
        word = word_for(name)
        if word is None:
            if len(name) == 1 or name in GREEK:
                raise LatexError(f"{name}( ) is not declared: a product or a function? declare {name}", node.column)
            raise LatexError(f"unknown function {name[:40]}", node.column)
        arguments = [self.term(part, scope) for part in node.parts]
        if word in VECTORS and len(arguments) > 1:
            arguments = [self.listed(arguments, node)]
        return self.called(word, arguments, node)

    def called(self, word, arguments, node):
        """A function of the language, by its row in the language's own tables."""
        call = Node("call", word, tuple(Node("term", argument, (), node.column) for argument in arguments), node.column)
        try:
            return grammar._term(call, {})
        except LatexError:
            raise
        except grammar.LanguageError as error:
            raise LatexError(error.problem, node.column) from None

    def sigma(self, node, scope):
        """σ is softmax, of a vector, and the logistic function of a number; of an entry it may be either, and is refused."""
        arguments = [self.term(part, scope) for part in node.parts]
        if len(arguments) == 1 and not self.shape(arguments[0], node):
            if any(t.op == "at" for t in subterms(arguments[0])):
                raise LatexError(
                    "σ of an entry: the logistic function, or an entry of softmax? write \\operatorname{sigmoid}", node.column
                )
            return self.called("sigmoid", arguments, node)
        return fn("softmax", self.listed(arguments, node) if len(arguments) > 1 else arguments[0])

    def _indexed_call(self, node, scope):
        """softmax_i(z), Var_p(h)."""
        below, *arguments = node.parts
        name = node.value
        if name in ("Var", "Variance", "var"):
            return self.variance(below, arguments, node, scope)
        if name in ("softmax", "sigma", "Softmax", "smax"):
            whole = self._call(Node("call", name, tuple(arguments), node.column), scope)
            return self.entries(whole, [self.index(place, scope) for place in below.parts], node)
        if name == "log" and len(below.parts) == 1:
            return mul(fn("log", self.scalar(arguments[0], scope)), power(fn("log", self.scalar(below.parts[0], scope)), MINUS))
        raise LatexError(f"{name} with a subscript is not read", node.column)

    def variance(self, below, arguments, node, scope):
        if len(below.parts) != 1 or len(arguments) != 1:
            raise LatexError(r"a variance is written \operatorname{Var}_p(h)", node.column)
        weights, values = self.drawn(below.parts[0], arguments[0], scope, node)
        return self.fitting(fn("variance", weights, values), node)

    def drawn(self, below, body, scope, node):
        """The probabilities and the values under an expectation or a variance, as vectors."""
        if below.kind == "sampled":
            name, weights = below.parts
            if name.kind != "symbol":
                raise LatexError(r"a draw is written i \sim p", node.column)
            weights = self.vector(weights, scope)
            variable = fresh(name.value, "index", ONE, shape(weights)[0])
            values = self.term(body, {**scope, name.value: variable})
            if self.shape(values, node):
                raise LatexError("the expectation of a vector is not read: write entries", node.column)
            return weights, bind("lam", ONE, shape(weights)[0], variable=variable, body=values)
        weights, values = self.vector(below, scope), self.term(body, scope)
        if len(self.shape(values, node)) != 1:
            raise LatexError(r"an expectation of a number: write \mathbb{E}_{i \sim p}[…] to say what is drawn", node.column)
        return weights, values

    def _expectation(self, node, scope):
        below, body = node.parts
        weights, values = self.drawn(below, body.parts[0] if body.kind == "paren" else body, scope, node)
        if values.op != "lam":
            return self.fitting(fn("dot", weights, values), node)
        k = fresh(values.hint or "k", "index", ONE, shape(weights)[0])
        return bind(
            "sum", ONE, shape(weights)[0], variable=k, body=mul(self.entries(weights, [k], node), instantiate(values.args[-1], k))
        )

    def _extremum(self, node, scope):
        op, _ = node.value
        parts = [self.term(part, scope) for part in node.parts]
        if len(parts) == 1 and not self.shape(parts[0], node):
            raise LatexError(rf"\{op} of a number: under \{op} stands its index, as in \max_k z_k", node.column)
        return self.called({"max": "Max", "min": "Min"}[op], parts, node)

    def _absolute(self, node, scope):
        return fn("abs", self.scalar(node.parts[0], scope))

    def _norm(self, node, scope):
        inside, order = node.parts
        z = self.vector(inside, scope)
        k = fresh("k", "index", ONE, shape(z)[0])
        entry = fn("abs", self.entries(z, [k], node))
        if order.kind == "infinity":
            return bind("max", *k.args[2:], variable=k, body=entry)
        if order.kind != "number" or order.value not in (1, 2):
            raise LatexError("the norms of order 1, 2 and infinity are read", node.column)
        return bind("sum", *k.args[2:], variable=k, body=entry) if order.value == 1 else power(self.squares(z), HALF)

    def squares(self, z):
        k = fresh("k", "index", ONE, shape(z)[0])
        return bind("sum", *k.args[2:], variable=k, body=power(instantiate(z.args[-1], k) if z.op == "lam" else at(z, k), num(2)))

    def _dot(self, node, scope):
        return self.fitting(fn("dot", *(self.vector(part, scope) for part in node.parts)), node)

    def _ones(self, node, scope):
        if node.parts:
            return fn("ones", self.index(node.parts[0], scope))
        sizes = {d for v in scope.values() if v.op == "var" and v.args[1] != "index" and len(shape(v)) == 1 for d in shape(v)}
        if len(sizes) != 1:
            raise LatexError(r"the length of \mathbf{1} is not clear: write \mathbf{1}_n", node.column)
        return fn("ones", *sizes)

    def _bracket(self, node, scope):
        return fn("ind", self.condition(node.parts[0], scope))

    def condition(self, node, scope):
        links = [link for _, link in self.links(node, scope)]
        if len(links) != 1:
            raise LatexError("one relation in a bracket", node.column)
        return links[0]

    def _cases(self, node, scope):
        """Cases as brackets: [c] a + (1 - [c]) b, where each value has a meaning everywhere."""
        *cases, last = node.parts
        if last.parts[1] is not None:
            return self._two_cases(cases, last, scope, node)
        value, rest = self.scalar(last.parts[0], scope), ONE
        terms = []
        for case in cases:
            if case.parts[1] is None:
                raise LatexError("otherwise stands last", node.column)
            bracket = fn("ind", self.condition(case.parts[1], scope))
            terms.append(self.weighted(mul(rest, bracket) if rest != ONE else bracket, self.scalar(case.parts[0], scope)))
            rest = add(ONE, mul(MINUS, bracket)) if rest == ONE else mul(rest, add(ONE, mul(MINUS, bracket)))
        terms.append(self.weighted(rest, value))
        return add(*(t for t in terms if t != ZERO)) if any(t != ZERO for t in terms) else ZERO

    def _two_cases(self, cases, last, scope, node):
        """i = j and i ≠ j; x > 0 and x <= 0: the second condition is the contrary of the first."""
        if len(cases) != 1:
            raise LatexError("the cases must end with otherwise", node.column)
        first, second = (self.condition(case.parts[1], scope) for case in (*cases, last))
        contrary = (
            {"eq": ("ne",), "ne": ("eq",), "le": ("lt",), "lt": ("le",)}[first.op] if first.op in ("eq", "ne", "le", "lt") else ()
        )
        turned = first.args if first.op in ("eq", "ne") else first.args[::-1]
        if second.op not in contrary or second.args not in (turned, first.args if first.op in ("eq", "ne") else turned):
            if not (first.op in ("eq", "ne") and second.op in contrary and second.args == first.args[::-1]):
                raise LatexError("the cases must be contraries, or end with otherwise", node.column)
        bracket = fn("ind", first)
        values = [self.scalar(case.parts[0], scope) for case in (*cases, last)]
        terms = [self.weighted(bracket, values[0]), self.weighted(add(ONE, mul(MINUS, bracket)), values[1])]
        return add(*(t for t in terms if t != ZERO)) if any(t != ZERO for t in terms) else ZERO

    def weighted(self, weight, value):
        if value == ZERO:
            return ZERO
        return weight if value == ONE else mul(weight, value)

    def matrices(self, node, scope):
        raise LatexError("a matrix written out is not read in LaTeX: write its entries", node.column)

    def _matrix(self, node, scope):
        if all(len(row.parts) == 1 for row in node.parts):
            return self.listed([self.scalar(row.parts[0], scope) for row in node.parts], node)
        raise LatexError("a matrix written out is not read in LaTeX: write its entries", node.column)

    # binders

    def _big(self, node, scope):
        *ranges, body = node.parts
        conditions = [r.parts[0] for r in ranges if r.kind == "condition"]
        ranges = [r for r in ranges if r.kind == "range"]
        if len({r.value for r in ranges}) != len(ranges):
            raise LatexError("one index twice under one sign", node.column)
        if node.value != "sum":
            self.body_ends_clearly(ranges, body)
        return self.over(node.value, ranges, conditions, body, scope, node)

    def body_ends_clearly(self, ranges, body):
        r"""In \prod_i a_i b, where b does not mention i, a reader cannot tell whether b belongs to the product."""
        names = [r.value for r in ranges]
        if body.kind == "product":
            mentions = [any(_mentions(name, part) for name in names) for part in body.parts]
            if any(mentions) and not mentions[-1]:
                raise LatexError("where the product or the maximum ends has two readings: write parentheses", body.parts[-1].column)

    def over(self, op, ranges, conditions, body, scope, node):
        if not ranges:
            term = self.scalar(body, scope)
            for condition in conditions:
                bracket = self.bracket_of(condition, scope)
                if op != "sum":
                    raise LatexError("a condition under a sum alone is read", node.column)
                term = mul(bracket, term)
            return term
        first, *rest = ranges
        low, high = self.ends(first, body, conditions, scope)
        if high == fn("infinity"):
            if op not in ("sum", "prod") or rest or conditions:
                raise LatexError("an infinite range is read in a sum or a product of one index", node.column)
            return self.series(op, first.value, low, body, scope, node)
        for end in (low, high):
            if affine(end) is None:
                raise LatexError("the end of a range is a dimension or an integer", first.column)
        variable = fresh(first.value, "index", low, high)
        inner = self.over(op, rest, conditions, body, {**scope, first.value: variable}, node)
        return bind(op, low, high, variable=variable, body=inner)

    def bracket_of(self, condition, scope):
        relation = self.condition(condition, scope)
        left, right = relation.args
        if affine(left) is None or affine(right) is None:
            return fn("ind", relation)
        return add(ONE, mul(MINUS, fn("delta", left, right)))

    def ends(self, limits, body, conditions, scope):
        """The first and the last value of an index: as they stand, or from the arrays that take it."""
        if limits.parts and limits.parts[0] is not None:
            return tuple(self.scalar(end, scope) for end in limits.parts)
        sizes = self.sizes(limits.value, body, scope, limits)
        if limits.parts:
            high = self.scalar(limits.parts[1], scope)
            if sizes != {high}:
                raise LatexError(f"where {limits.value} starts is not said: write {limits.value}=1", limits.column)
            return ONE, high
        if len(sizes) != 1:
            what = "no vector takes it" if not sizes else "it has two ranges"
            raise LatexError(f"the range of {limits.value} is not clear, as {what}: write its ends", limits.column)
        return ONE, *sizes

    def sizes(self, name, node, scope, where):
        """The lengths of the arrays whose entry `name` is taken."""
        found = set()
        if name in scope and scope[name].op == "var" and scope[name].args[1] == "index":
            if scope[name].args[2] != ONE:
                raise LatexError(f"the range of {name} is not clear: write its ends", where.column)
            found.add(scope[name].args[3])

        def visit(part, inner):
            if not isinstance(part, Node):
                return
            if part.kind in ("subscript", "indexed call"):
                base, places = self.array_of(part)
                if any(p.kind == "symbol" and p.value == name for p in places) and (dims := self.dims(base, inner)):
                    try:
                        flat = self.split(places, len(dims), part)
                    except LatexError:
                        flat = places
                    found.update(dim for place, dim in zip(flat, dims) if place.kind == "symbol" and place.value == name)
                elif (dims := self.dims(base, inner)) and len(dims) > 1:
                    flat = self.split(places, len(dims), part)
                    found.update(dim for place, dim in zip(flat, dims) if place.kind == "symbol" and place.value == name)
            for p in (*part.parts, *(part.value if isinstance(part.value, tuple) else ())):
                visit(p, inner)

        visit(node, {n: t for n, t in scope.items() if n != name})
        return found

    def array_of(self, node):
        if node.kind == "indexed call":
            below, *arguments = node.parts
            return Node("call", node.value, tuple(arguments), node.column), list(below.parts)
        base, *places = node.parts
        return base, places

    def dims(self, base, scope):
        try:
            if base.kind in ("symbol", "word"):
                known = self.known(base, scope)
                return shape(known) if known is not None else ()
            return shape(self.term(base, scope))
        except (grammar.LanguageError, IllTyped):
            return ()

    def series(self, op, name, low, body, scope, node):
        """An infinite sum or product: the limit of those up to N."""
        end = fresh("N", "dimension")
        variable = fresh(name, "index", low, end)
        partial = bind(op, low, end, variable=variable, body=self.scalar(body, {**scope, name: variable}))
        return bind("limit", sort("dimension"), fn("infinity"), "-", variable=end, body=partial)

    def _vector(self, node, scope):
        limits, body = node.parts
        low, high = self.ends(limits, body, (), scope)
        if affine(low) is None or affine(high) is None:
            raise LatexError("the end of a range is a dimension or an integer", node.column)
        variable = fresh(limits.value, "index", low, high)
        return bind("lam", low, high, variable=variable, body=self.term(body, {**scope, limits.value: variable}))

    def _limit(self, node, scope):
        (name, side), (point, body) = node.value, node.parts
        point = self.scalar(point, scope)
        known = scope.get(name) or next((scope[n] for n in SPELLINGS.get(name, ()) if n in scope), None)
        if known is None or known.op != "var":
            domain = "dimension" if point == fn("infinity") and _ends_a_range(name, body) else "real"
            known = var(name, domain)
            if known in frozenset().union(*(t.free for t in scope.values()), frozenset()):
                raise LatexError(f"{name} has two meanings here", node.column)
        if shape(known):
            raise LatexError(f"{name} is a vector: a limit is taken in a number", node.column)
        infinite = {fn("infinity"): "-", mul(MINUS, fn("infinity")): "+"}.get(point)
        inner = {**scope, name: known}
        side = side or infinite or ("+" if self.from_above(known, point) else "+-")
        return bind("limit", sort(*known.args[1:]), point, side, variable=known, body=self.scalar(body, inner))

    def from_above(self, known, point):
        """Is a point at the lower end of a domain, so that a limit there is from above?"""
        return known.args[1] in ("positive", "nonnegative", "(0, 1)") and point == ZERO

    def _integral(self, node, scope):
        *ends, variable, body = node.parts
        if variable.kind != "symbol":
            raise LatexError("the variable of an integral is a letter", node.column)
        name = variable.value
        if node.value == "simplex":
            total, size = (self.scalar(end, scope) for end in ends)
            if affine(size) is None:
                raise LatexError(r"\Delta_n: n is a dimension", node.column)
            p = fresh(name, "positive", size)
            return bind("simplex", total, size, variable=p, body=self.scalar(body, {**scope, name: p}))
        if node.value == "space":
            (size,) = (self.scalar(end, scope) for end in ends)
            if affine(size) is None:
                raise LatexError(r"\mathbb{R}^n: n is a dimension", node.column)
            x = fresh(name, "real", size)
            return bind("space", size, variable=x, body=self.scalar(body, {**scope, name: x}))
        low, high = (self.scalar(end, scope) for end in ends) if ends else (mul(MINUS, fn("infinity")), fn("infinity"))
        x = fresh(name, "real")
        return bind("integral", low, high, variable=x, body=self.scalar(body, {**scope, name: x}))

    # derivatives

    def _derivative(self, node, scope):
        *variables, body = node.parts
        targets = [self.target(variable, scope) for variable in variables]
        term = self.term(body, scope)
        for point, places, column in reversed(targets):
            term = self.differentiated(term, point, places, column)
        return term

    def target(self, node, scope):
        """The variable that a derivative is taken by, and the indices of its entry."""
        base, places = node, []
        if node.kind == "subscript":
            base, *places = node.parts
            named = self.suffixed(base, places, scope)
            if named is not None:
                point, places = named
                return self.continuous(point, node), [self.index(p, scope) for p in places], node.column
        if base.kind not in ("symbol", "word"):
            raise LatexError("a derivative is taken by a variable, or by an entry of one", node.column)
        point = self.known(base, scope)
        if point is None:
            raise LatexError(f"{base.value} is not declared: declare its domain, as in {base.value}: real", node.column)
        if point.op != "var":
            raise LatexError(f"{base.value} is defined, no variable: a derivative by it is not read", node.column)
        places = self.split(places, len(shape(point)), node) if places else []
        if places and len(places) != len(shape(point)):
            raise LatexError("the entry by which is differentiated has another number of indices", node.column)
        return self.continuous(point, node), [self.index(place, scope) for place in places], node.column

    def continuous(self, point, node):
        if point.op != "var" or point.args[1] in INTEGERS:
            raise LatexError("there is no derivative with respect to an integer", node.column)
        return point

    def differentiated(self, term, point, places, column):
        """A derivative by a number; of a number by a vector the gradient; of a vector by a vector the Jacobian."""
        kind = sort(*point.args[1:])
        rank, of = len(shape(point)), len(shape(term))
        if len(places) == rank:
            if of:
                raise LatexError("a vector is differentiated: write entries", column)
            return bind("deriv", kind, point, *places, variable=point, body=term)
        if rank != 1 or of > 1:
            raise LatexError("a derivative of or by a matrix is not read: write entries", column)
        return bind("jacobian" if of else "gradient", kind, point, variable=point, body=term)

    def _gradient(self, node, scope):
        (order, _, variable), (body,) = node.value, node.parts
        places = []
        if body.kind == "subscript" and body.parts[0].kind in ("call", "defined"):
            whole = self.term(body.parts[0], scope)
            if not shape(whole):  # ∇f(z)_i is (∇f(z))_i
                body, *places = body.parts
        term = self.term(body, scope)
        if variable is not None:
            point, *rest = self.target(variable, scope)
            if rest[0]:
                raise LatexError("a gradient is taken by a vector", node.column)
        else:
            vectors = [v for v in term.free if len(shape(v)) == 1 and v.args[1] not in INTEGERS]
            if len(vectors) != 1 or any(not shape(v) and v.args[1] not in INTEGERS for v in term.free):
                raise LatexError(r"a gradient with respect to what? write \nabla_z", node.column)
            (point,) = vectors
        if shape(term):
            raise LatexError("the gradient of a vector: write its Jacobian by entries", node.column)
        for _ in range(order):
            term = self.differentiated(term, point, [], node.column)
        return self.entries(term, [self.index(place, scope) for place in places], node) if places else term

    def jacobian_of_softmax(self, node, scope):
        if len(node.parts) != 1:
            raise LatexError(r"J_\sigma takes a vector", node.column)
        point = self.vector(node.parts[0], scope)
        kind = sort("real", *shape(point)) if point.op != "var" else sort(*point.args[1:])
        z = fresh("z", *kind.args)
        return bind("jacobian", kind, point, variable=z, body=fn("softmax", z))

    def _evaluated(self, node, scope):
        """f at x = a."""
        body, x, point = node.parts
        if x.kind != "symbol":
            raise LatexError("a point is written x = a", node.column)
        value = self.term(point, scope)
        known = self.known(x, scope)
        if known is None or known.op != "var":
            known = var(x.value, "real", *shape(value))
        if not same_shape(shape(known), shape(value)):
            raise LatexError(f"the point must be of the kind of {x.value}", node.column)
        inside = self.term(body, {**scope, x.value: known})
        return substitute(inside, {known: value})


def word_for(name):
    """The word of the language for a function's name, or None."""
    word = FAMILIAR.get(name, name)
    if word in CALLED or word in ABBREVIATED:
        return word
    return SPELLED.get(name.replace("_", "").lower()) if len(name) > 2 else None


SPELLED = {name.replace("_", "").lower(): name for rows in (ABBREVIATED, CALLED) for name in rows if len(name) > 2}


SPELLINGS = {"lambda": ("lamda",), "lamda": ("lambda",)}


def _spelled(node):
    """A subscript that is part of a name: 1, max."""
    match node:
        case Node("number", value) if value.denominator == 1:
            return str(value)
        case Node("word" | "symbol", name):
            return name
        case Node("product", _, parts) if all(part.kind == "symbol" for part in parts):
            return "".join(part.value for part in parts)
        case Node("paren", "{", (inner,)):
            return _spelled(inner)
    return None


def _running(node):
    """The indices of big operators with which a term of a sum ends."""
    match node:
        case Node("big", _, (*ranges, body)):
            return [r.value for r in ranges if r.kind == "range"] + _running(body)
        case Node("product" | "minus" | "sum", _, (*_, last)):
            return _running(last)
        case Node("prefix" | "extremum" | "derivative" | "gradient", (_, closed, *_), (*_, last)) if not closed:
            return _running(last)
        case Node("limit", (name, _), (_, body)):
            return [name, *_running(body)]
    return []


def _mentions(name, node):
    """Does a tree mention a name that it does not bind itself?"""
    if node.kind == "symbol" and node.value == name:
        return True
    if name in _bound_by(node):
        return False
    values = node.value if isinstance(node.value, tuple) else ()
    return any(isinstance(p, Node) and _mentions(name, p) for p in (*node.parts, *values) if isinstance(p, Node))


def _bound_by(node):
    """The names that a tree binds in its body."""
    match node:
        case Node("big", _, (*ranges, _)):
            return {r.value for r in ranges if r.kind == "range"}
        case Node("limit", (name, _)):
            return {name}
        case Node("integral", _, (*_, Node("symbol", name), _)) | Node("vector", _, (Node("range", name), _)):
            return {name}
        case Node("evaluated", _, (_, Node("symbol", name), _)):
            return {name}
    return set()


def _ends_a_range(name, node):
    """Does a sum run up to this name?"""
    if node.kind == "range" and len(node.parts) == 2 and node.parts[1] is not None and _mentions(name, node.parts[1]):
        return True
    return any(_ends_a_range(name, part) for part in node.parts if isinstance(part, Node))
