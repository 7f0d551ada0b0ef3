r"""Functions: every operator of the language, one row each.

A row says what an operator of the kernel takes, its name in a text, its LaTeX, its class in SymPy (or in sympy_notation), and
what else people call it in SciPy, NumPy, PyTorch and SymPy. Words for terms of other words, as sigmoid, are in abbreviations.py.

The grammar, the typesetting, the LaTeX reader and the notation in SymPy read these rows and keep no lists of their own. What an
operator means is said twice elsewhere, on purpose: to the kernel in kernel/definitions.py, to the refutation in
refutation/evaluation.py. A test asks each of them for every row.

    FUNCTIONS["lse"].text == "LSE"                  rows by the kernel's operator
    CALLED["logsumexp"] is FUNCTIONS["lse"]         rows of functions by every name that is read
"""

from dataclasses import dataclass

# What an argument is, in one letter: a number; a number or an array, entry by entry; a vector; a matrix; an index; a relation.
NUMBER, ENTRIES, VECTOR, MATRIX, INDEX, RELATION = "nevmir"
RANKS = {NUMBER: 0, VECTOR: 1, MATRIX: 2, INDEX: 0}
MANY = "n*"  # two numbers or more

# How the LaTeX of a row is used: a name before parentheses; one that starts with log; a name before its argument, with
# parentheses where they are needed; a pattern with #1 for the first argument, or @1 for one that holds together; a pattern that
# takes no power; a pattern of factors; a layout of its own in typeset.py.
CALL, LOG, PREFIX, AROUND, POSTFIX, FACTORS, OWN = "call", "log", "prefix", "around", "postfix", "factors", "own"


@dataclass(frozen=True, slots=True)
class Function:
    """An operator of the kernel, and how people write it."""

    operator: str
    takes: str  # one letter an argument
    text: str
    latex: str
    form: str = CALL
    names: tuple = ()  # other names that are read
    sympy: str = ""  # the class of this name in SymPy or in sympy_notation, where it is not the text


@dataclass(frozen=True, slots=True)
class Binder:
    """An operator that binds a variable: Sum(f, (k, 1, n))."""

    operator: str
    text: str
    latex: str = ""
    names: tuple = ()
    sympy: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number with a name."""

    operator: str
    text: str
    latex: str
    names: tuple = ()
    sympy: str = ""


def _by_operator(*rows):
    return {row.operator: row for row in rows}


FUNCTIONS = _by_operator(
    Function("exp", "e", "exp", "e", OWN),
    Function("log", "e", "log", r"\log", PREFIX, ("ln",)),
    Function("clog", "e", "clog", r"\operatorname{Log}"),  # these three where the usual form is read otherwise: see sorts.py
    Function("rpow", "nn", "rpow", r"\operatorname{rpow}"),
    Function("cpow", "nn", "cpow", r"\operatorname{cpow}"),
    Function("abs", "e", "Abs", "|", OWN, ("abs", "absolute", "fabs")),
    Function("sign", "n", "sign", r"\operatorname{sign}", names=("sgn",)),
    Function("tanh", "n", "tanh", r"\tanh", PREFIX),
    Function("cosh", "n", "cosh", r"\cosh", PREFIX),
    Function("sinh", "n", "sinh", r"\sinh", PREFIX),
    Function("gamma", "n", "gamma", r"\Gamma", names=("Gamma",)),
    Function("loggamma", "n", "loggamma", r"\log \Gamma", LOG, names=("gammaln", "lgamma", "logGamma")),
    Function("digamma", "n", "digamma", r"\psi", names=("psi",)),
    Function("polygamma", "nn", "polygamma", r"\psi^{(#1)}"),
    Function("maxof", MANY, "Max", r"\max", names=("max", "maximum")),
    Function("minof", MANY, "Min", r"\min", names=("min", "minimum")),
    Function("delta", "ii", "KroneckerDelta", r"\delta", OWN, ("delta", "kronecker_delta")),
    Function("ind", "r", "indicator", "[", OWN, ("Indicator", "iverson", "Iverson")),
    Function("lse", "v", "LSE", r"\operatorname{LSE}", names=("logsumexp", "log_sum_exp", "LogSumExp", "lse")),
    Function("softmax", "v", "softmax", r"\sigma", names=("Softmax",)),
    Function("entropy", "v", "entropy", "H", names=("H", "Entropy", "shannon_entropy")),
    Function("kl", "vv", "KL", r"\mathrm{KL}(#1 \,\|\, #2)", AROUND, ("D_KL", "kl_divergence", "relative_entropy")),
    Function("dot", "vv", "dot", r"@1^{\top} @2", FACTORS, ("inner", "vdot")),
    Function("largest", "v", "largest", r"\max", PREFIX, ("amax",)),
    Function("variance", "vv", "variance", r"\operatorname{Var}_{#1}", names=("Var",)),
    Function("diag", "v", "diag", r"\operatorname{diag}"),
    Function("outer", "vv", "outer", r"@1 @2^{\top}", FACTORS),
    Function("quadratic", "mv", "quadratic", r"@2^{\top} @1 @2", FACTORS),
    Function("det", "m", "det", r"\det", PREFIX, ("Determinant", "determinant")),
    Function("ones", "i", "ones", r"\mathbf{1}", AROUND),
    Function("cons", "nv", "cons", "(", OWN),
)
BINDERS = _by_operator(
    Binder("sum", "Sum", r"\sum", ("sum", "summation")),
    Binder("prod", "Product", r"\prod", ("prod", "product", "Prod")),
    Binder("max", "Max", r"\max", ("Maximum",), "Maximum"),
    Binder("min", "Min", r"\min", ("Minimum",), "Minimum"),
    Binder("lam", "vector", sympy="vector"),
    Binder("integral", "Integral", r"\int", ("integral", "integrate")),
    Binder("limit", "Limit", r"\lim", ("limit", "lim")),
    Binder("deriv", "Derivative", r"\partial", ("diff", "derivative")),
    Binder("gradient", "Gradient", r"\nabla", ("gradient", "grad", "nabla")),
    Binder("jacobian", "Jacobian", r"\partial", ("jacobian",)),
    Binder("simplex", "SimplexIntegral", r"\int"),
    Binder("space", "SpaceIntegral", r"\int"),
    Binder("forall", "ForAll", names=("forall", "all")),
    Binder("exists", "Exists", names=("exists",)),
)
CONSTANTS = _by_operator(
    Constant("pi", "pi", r"\pi"),
    Constant("euler", "EulerGamma", r"\gamma_{\mathrm{E}}", ("euler_gamma",)),
    Constant("imaginary", "I", r"\mathrm{i}", sympy="ImaginaryUnit"),
    Constant("infinity", "oo", r"\infty", ("inf", "infinity")),
)
RELATIONS = {"eq": "Eq", "ne": "Ne", "le": "Le", "lt": "Lt", "and": "And"}  # as words, where they are arguments
COMPARED = {"eq": "=", "le": "<=", "lt": "<"}  # as signs in a text,
MIRRORED = {"le": ">=", "lt": ">"}  # from the other side,
COMPARED_LATEX = {"eq": "=", "le": r"\le", "lt": "<", "ne": r"\ne", "reduces": r"\to"}  # and in LaTeX
MIRRORED_LATEX = {"le": r"\ge", "lt": ">"}

CALLED = {name: row for row in FUNCTIONS.values() for name in (row.text, *row.names)}
BINDING = {name: row for row in BINDERS.values() for name in (row.text, *row.names)}
NAMED = {name: row for row in CONSTANTS.values() for name in (row.text, *row.names)}
