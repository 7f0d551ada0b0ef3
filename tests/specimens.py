"""Terms to write down and read back: the statements of this project, and random ones of every operator and awkward nesting."""

from fractions import Fraction
from random import Random

from derivations.prover.kernel.terms import (
    MINUS, ONE, Term, add, at, bind, div, fn, mul, neg, num, power, sort, sub, var,
)  # fmt: skip

n, m = var("n", "dimension"), var("m", "dimension")
i, j, k = (var(name, "index", ONE, n) for name in "ijk")
late = var("late", "index", num(2), n)
z, h = var("z", "real", n), var("h", "real", n)
p, q, alpha = (var(name, "positive", n) for name in ("p", "q", "alpha"))
c = var("c", "natural", n)
A = var("A", "real", n, n)
B = var("B", "positive", n, m)
x, y = var("x", "real"), var("y", "real")
T, s, b = var("T", "positive"), var("s", "nonnegative"), var("b", "(0, 1)")
r, w = var("r", "positive integer"), var("w", "complex")
inner_k = var("k", "index", ONE, k)
TWO, HALF = num(2), num(Fraction(1, 2))
INFINITY = fn("infinity")


def over(op, variable, body):
    return bind(op, *variable.args[2:], variable=variable, body=body)


def deriv(body, variable, *places, point=None):
    return bind("deriv", sort(*variable.args[1:]), point or variable, *places, variable=variable, body=body)


def limit(body, variable, point, side):
    return bind("limit", sort(*variable.args[1:]), point, side, variable=variable, body=body)


def integral(body, variable, low, high):
    return bind("integral", low, high, variable=variable, body=body)


def simplex(body, variable, total=ONE):
    return bind("simplex", total, *variable.args[2:], variable=variable, body=body)


def array_derivative(op, body, variable, point=None):
    return bind(op, sort(*variable.args[1:]), point or variable, variable=variable, body=body)


def forall(formula, variable):
    return bind("forall", sort(*variable.args[1:]), variable=variable, body=formula)


def delta(a, b):
    return fn("delta", a, b)


Z = over("sum", k, fn("exp", at(z, k)))
softmax_i = div(fn("exp", at(z, i)), Z)
lse, softmax = fn("lse", z), fn("softmax", z)
p_i, p_k = at(softmax, i), at(softmax, k)

STATEMENTS = {
    "gradient": fn("eq", deriv(lse, z, i), p_i),
    "gradient, bound and free k": fn("eq", deriv(fn("log", Z), z, k), at(softmax, k)),
    "gradient, vectors": fn("eq", array_derivative("gradient", lse, z), softmax),
    "jacobian": fn("eq", deriv(p_i, z, k), mul(p_i, sub(delta(i, k), p_k))),
    "jacobian, matrix": fn("eq", array_derivative("jacobian", softmax, z), sub(fn("diag", softmax), fn("outer", softmax, softmax))),
    "hessian": deriv(deriv(lse, z, i), z, k),
    "variance": fn(
        "eq",
        fn("quadratic", sub(fn("diag", p), fn("outer", p, p)), h),
        mul(HALF, over("sum", i, over("sum", j, mul(at(p, i), at(p, j), power(sub(at(h, i), at(h, j)), TWO))))),
    ),
    "variance, named": fn("le", num(0), fn("variance", softmax, h)),
    "sandwich": fn("and", fn("le", fn("largest", z), lse), fn("le", lse, add(fn("largest", z), fn("log", n)))),
    "limit, ties": fn(
        "eq",
        limit(at(fn("softmax", div(z, T)), i), T, num(0), "+"),
        div(fn("ind", fn("eq", at(z, i), fn("largest", z))), over("sum", j, fn("ind", fn("eq", at(z, j), fn("largest", z))))),
    ),
    "limit, infinity": fn("eq", limit(at(fn("softmax", div(z, T)), i), T, INFINITY, "-"), div(ONE, n)),
    "limit, from below": limit(power(x, TWO), x, ONE, "-"),
    "limit, both sides": limit(power(x, TWO), x, ONE, "+-"),
    "limit, minus infinity": limit(fn("exp", x), x, mul(MINUS, INFINITY), "+"),
    "limit, infinite": fn("diverges", limit(fn("exp", x), x, INFINITY, "-"), ONE),
    "limit, infinite below": fn("diverges", limit(fn("log", T), T, num(0), "+"), MINUS),
    "integral, infinite": fn("and", fn("diverges", integral(power(x, MINUS), x, num(0), ONE), ONE), fn("lt", num(0), T)),
    "dirichlet": fn(
        "eq",
        simplex(over("prod", j, power(at(p, j), add(at(alpha, j), MINUS))), p),
        div(over("prod", j, fn("gamma", at(alpha, j))), fn("gamma", over("sum", j, at(alpha, j)))),
    ),
    "dirichlet, scaled": simplex(over("prod", j, power(at(p, j), add(at(alpha, j), MINUS))), p, s),
    "posterior mean": fn(
        "eq",
        at(fn("softmax", fn("log", add(c, alpha))), i),
        div(add(at(c, i), at(alpha, i)), over("sum", j, add(at(c, j), at(alpha, j)))),
    ),
    "shift": fn("eq", fn("softmax", add(z, mul(x, fn("ones", n)))), softmax),
    "duality": fn("eq", fn("kl", q, softmax), sub(sub(lse, fn("dot", q, z)), fn("entropy", q))),
    "elsewhere": deriv(lse, z, i, point=div(z, T)),
    "elsewhere, of itself": array_derivative("gradient", fn("dot", softmax, h), z, point=h),
    "elsewhere, a point": deriv(power(x, TWO), x, point=TWO),
    "jacobian elsewhere": array_derivative("jacobian", softmax, z, point=div(z, T)),
    "second derivative": deriv(deriv(mul(T, fn("lse", div(z, T))), T), T),
    "mixed derivative": deriv(deriv(fn("exp", mul(x, y)), y), x),
    "for all": forall(fn("le", at(z, k), at(z, i)), k),
    "for all vectors": forall(forall(fn("le", num(0), fn("kl", q, p)), q), p),
    "unequal": fn("ne", i, j),
    "nested, same name": over("sum", k, mul(over("sum", k, fn("exp", at(z, k))), at(z, k))),
    "nested, both used": over("sum", k, over("sum", inner_k, mul(at(z, inner_k), at(z, k)))),
    "inner name free outside": mul(at(z, k), over("sum", k, at(h, k))),
    "derivative of an integral": deriv(integral(mul(x, y), y, num(0), x), x),
    "integral in its own name": integral(integral(mul(x, y), x, num(0), y), y, num(0), ONE),
    "vector by entries": at(over("lam", k, fn("exp", at(z, k))), j),
    "listed": fn("lse", fn("cons", x, over("lam", var("k", "index", ONE, ONE), y))),
    "longer": at(fn("cons", x, z), add(i, ONE)),
    "matrix": over("sum", var("l", "index", ONE, m), mul(at(B, i, var("l", "index", ONE, m)), at(A, i, j))),
    "extremum": over("max", k, add(at(z, k), over("min", j, at(h, j)))),
    "special functions": add(*(fn(op, T) for op in ("digamma", "loggamma", "gamma"))),
    "polygammas": mul(*(fn("polygamma", num(order), T) for order in (1, 0))),
    "constants": add(fn("pi"), fn("euler"), mul(fn("imaginary"), w), fn("exp", ONE), power(fn("exp", ONE), x)),
    "hyperbolic": fn("eq", fn("tanh", x), div(fn("sinh", x), fn("cosh", x))),
    "by cases": fn("eq", fn("abs", x), mul(fn("sign", x), fn("maxof", x, neg(x)))),
    "domains": add(b, s, r, mul(TWO, x), w),
    "another range": at(z, late),
    "undefined": div(sub(x, x), sub(y, y)),
    "number over zero": div(ONE, num(0)),
}  # fmt: skip


def random_term(random: Random, depth, indices=(i, j), variables=(x, y, T, b), vectors=(z, h, p)):
    """A number, with the shapes of sums and products that are hard to write without ambiguity."""

    def number(depth=depth - 1, indices=indices, variables=variables, vectors=vectors):
        return random_term(random, depth, indices, variables, vectors)

    if depth <= 0:
        return random.choice([*(num(value) for value in NUMBERS), *variables, at(random.choice(vectors), random.choice(indices))])
    match random.randrange(14):
        case 0 | 1:
            return Term("add", tuple(number() for _ in range(random.randint(2, 4))))
        case 2 | 3 | 4:
            return Term("mul", tuple(number() for _ in range(random.randint(2, 4))))
        case 5:
            return power(number(), random.choice([MINUS, MINUS, num(-2), TWO, HALF, neg(HALF), number()]))
        case 6:
            return fn(random.choice(["exp", "log", "abs", "gamma", "tanh"]), number())
        case 7 | 8:
            index = var(random.choice("kij"), "index", ONE, n)
            return over(random.choice(["sum", "prod", "max"]), index, number(indices=(*indices, index)))
        case 9:
            variable = random.choice([x, T])
            return deriv(number(), variable, point=random.choice([variable, variable, number()]))
        case 10:
            vector = random.choice([z, p])
            point = random.choice([vector, vector, mul(number(), h), fn("softmax", z)])
            return deriv(number(), vector, random.choice(indices), point=point)
        case 11:
            return integral(number(), x, number(), number())
        case 12:
            variable = random.choice([x, T])
            return limit(number(), variable, *random.choice([(num(0), "+"), (number(), "-"), (INFINITY, "-"), (ONE, "+-")]))
        case _:
            holds = fn("ind", fn("lt", number(), number()))
            return random.choice([delta(*random.choices(indices, k=2)), holds, fn("lse", mul(number(), z))])


NUMBERS = (-2, -1, 0, 1, 2, 3, Fraction(1, 2), Fraction(-1, 3), Fraction(3, 2))
