"""How large single partial derivatives of softmax can be, and when they are."""

from sympy import Abs, Derivative, Eq, Lt, Ne, Rational, Sum, evaluate, exp, sqrt

from ..definitions.simplex import below_one
from ..definitions.symbols import i, j, l, n, p, t, z
from ..prover.book.ledger import theorem
from ..prover.language.sympy_notation import LSE, delta, reals, softmax, vectors
from ..prover.proof.by_cases import both_bounds, impossible, nonnegative, together, whichever
from ..prover.proof.chain import combine, derive, positive_sum, recall, suppose
from ..prover.proof.recorded import found
from ..prover.proof.sizes import from_squares, size_at_most

two = vectors("z", 2)
u = reals("s")
half, quarter = Rational(1, 2), Rational(1, 4)

with evaluate(False):  # SymPy keeps the order in which they are written
    diagonal = Derivative(softmax(z)[i], z[i])
    across = Derivative(softmax(z)[i], z[j])
    logistic = 1 / (1 + exp(-t))
    cubic = u * (1 - u) * (1 - 2 * u)
    peak = 1 / (6 * sqrt(3))


@theorem("softmax-derivative-bounds/diagonal-positive", "A probability rises with its score", witness={"n": 2})
def diagonal_positive():
    return combine(0 < diagonal, (p[i], recall(below_one)))


@theorem("softmax-derivative-bounds/diagonal-upper", "A probability rises with its own score at a rate of at most one quarter")
def diagonal_upper():
    return combine(diagonal <= quarter, gap=(p[i] - half) ** 2)


@theorem(
    "softmax-derivative-bounds/diagonal-upper-equality-if",
    "The rate is one quarter at probability one half",
    witness={"n": 2, "z": (0, 0), "i": 1},
)
def diagonal_upper_equality_if():
    return combine(Eq(diagonal, quarter), (half - p[i], suppose(Eq(p[i], half))))


@theorem(
    "softmax-derivative-bounds/diagonal-upper-equality-only-if",
    "The rate is one quarter at probability one half only",
    witness={"n": 2, "z": (0, 0), "i": 1},
)
def diagonal_upper_equality_only_if():
    square = combine(Eq((p[i] - half) ** 2, 0), (-1, suppose(Eq(diagonal, quarter))))
    return square.cancel(1, p[i] - half, power=2).rearrange(Eq(p[i], half))


@theorem(
    "softmax-derivative-bounds/off-diagonal-negative",
    "A probability falls with the score of another class",
    witness={"n": 2, "i": 1, "j": 2},
)
def off_diagonal_negative():
    return combine(across < 0, gap=p[i] * p[j], given=[Ne(i, j)])


def others():
    """The mass of the classes other than i and j."""
    return Sum((1 - delta(l, i)) * (1 - delta(l, j)) * p[l], l)


@theorem(
    "softmax-derivative-bounds/off-diagonal-lower",
    "A probability falls with another score at a rate of at most one quarter",
    witness={"n": 2, "i": 1, "j": 2},
)
def off_diagonal_lower():
    return combine(-quarter <= across, gap=(p[i] - half) ** 2 + p[i] * others(), given=[Ne(i, j)])


@theorem(
    "softmax-derivative-bounds/off-diagonal-lower-equality-if",
    "The rate off the diagonal is one quarter for two classes that tie",
    witness={"z": (0, 0)},
)
def off_diagonal_lower_equality_if():
    tie, total = suppose(Eq(two[1], two[2])), exp(two[1]) + exp(two[2])

    def at(first, second):
        line = derive(Derivative(softmax(two)[first], two[second])).compute(-exp(two[1]) * exp(two[2]) / total**2)
        return line.by(tie).algebra(-quarter)

    return together(at(1, 2), at(2, 1))


@theorem(
    "softmax-derivative-bounds/off-diagonal-lower-equality-only-if",
    "The rate off the diagonal is one quarter for two classes that tie only",
    witness={"n": 2, "z": (0, 0), "i": 1, "j": 2},
)
def off_diagonal_lower_equality_only_if():
    """Then p_i = 1/2, the others have no mass, and each of them would have some."""
    different, lowest = Ne(i, j), suppose(Eq(across, -quarter))
    square, rest = (p[i] - half) ** 2, p[i] * others()
    no_square = both_bounds(combine(square <= 0, (1, lowest), gap=rest, given=[different]), nonnegative(square))
    first = no_square.cancel(1, p[i] - half, power=2).rearrange(Eq(p[i], half))
    nothing = both_bounds(combine(others() <= 0, (1 / p[i], lowest), gap=square / p[i], given=[different]), nonnegative(others()))
    second = combine(Eq(p[j], half), (-1, first), (-1, nothing), given=[different])
    scores = combine(Eq(p[i], p[j]), (1, first), (-1, second)).log().sides(z[i] - LSE(z), z[j] - LSE(z)).rearrange(Eq(z[i], z[j]))

    def case(hypothesis):
        if hypothesis == Eq(n, 2):
            return suppose(hypothesis)
        if hypothesis == Lt(n, 2):
            return impossible(suppose(hypothesis), nonnegative(n - 2, [different]), Eq(n, 2))
        weight = (1 - delta(l, i)) * (1 - delta(l, j))
        how_many = combine(0 < Sum(weight, l), (1, suppose(hypothesis)), given=[different])
        return impossible(positive_sum(weight, p[l], l, how_many), nothing, Eq(n, 2))

    return together(whichever(n, 2, case), scores)


# --- the second derivative of the logistic function -----------------------------------------------------------------


@theorem("softmax-derivative-bounds/binary-second", "The second derivative of the logistic function")
def binary_second():
    return derive(Derivative(logistic, (t, 2))).compute(logistic * (1 - logistic) * (1 - 2 * logistic))


def below_peak(sign):
    """s (1 − s) (1 − 2 s) <= 1/(6√3) and >= −1/(6√3) for s in [0, 1]: a cubic with a double root where it is reached."""
    wide = from_squares(half <= 1 / sqrt(3), combine(half**2 <= (1 / sqrt(3)) ** 2, gap=Rational(1, 12)))
    double = (u - half + sign / (2 * sqrt(3))) ** 2
    rest = 1 - u if sign == 1 else u
    given = [0 <= u, u <= 1, half <= 1 / sqrt(3)]
    return combine(sign * cubic <= peak, gap=2 * double * (1 / sqrt(3) - half) + 2 * double * rest, given=given).knowing(wide)


@theorem(
    "softmax-derivative-bounds/binary-second-bound",
    "The second derivative of the logistic function is at most 1/(6√3) in size",
    witness={"s": 0},
)
def binary_second_bound():
    return size_at_most(below_peak(1), below_peak(-1)).restate(Abs(cubic) <= peak)


@theorem(
    "softmax-derivative-bounds/binary-second-equality-if",
    "The second derivative of the logistic function is largest at two probabilities",
)
def binary_second_equality_if():
    def at(probability):
        return found(Eq(Abs(probability * (1 - probability) * (1 - 2 * probability)), peak))

    return together(at(half + 1 / (2 * sqrt(3))), at(half - 1 / (2 * sqrt(3))))
