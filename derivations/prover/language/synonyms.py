"""Synonyms: what is meant by words that the language does not have.

A word is looked up by what it means. Nothing is proposed because its letters look alike: a reader who meant `relu` is not helped
by `real`. A long word with one mistake of typing, sotfmax or sigmod, is asked about.
"""

from .abbreviations import ABBREVIATED
from .functions import BINDING, CALLED

MEANT = (  # words in lower case without _, and what to write
    ("sin cos tan sec csc cot asin acos atan arcsin arccos arctan sinc", "trigonometric functions are not part of the language"),
    ("sech csch coth", "write 1/cosh(x), 1/sinh(x) or cosh(x)/sinh(x)"),
    ("argmax argmin", "write what it means: z[i] = max(z) where i attains the maximum"),
    ("besseli besselj airyai hyper hyp2f1", "the functions are those of exp, log and gamma: state it by its series or integral"),
    ("erfinv erfcinv probit ndtri", "inverse functions are not part of the language: state y by erf(y) = x, as a hypothesis"),
    ("lambertw", "state w by w*exp(w) = x, as a hypothesis"),
    ("polylog", "write the series Sum(x**k/k**s, (k, 1, oo))"),
    ("ceil floor round trunc", "rounding is not part of the language: declare an integer, and its bounds as hypotheses"),
    ("e ev expected expectation mathbbe", "write Sum(p[k]*f[k], (k, 1, n)), or dot(p, f)"),
    ("var", "write variance(p, h), of h under the weights p"),
    ("std stdev sd", "write sqrt(variance(p, h)), of h under the weights p"),
    ("cov covariance corr", "write Sum(p[k]*f[k]*g[k], (k, 1, n)) - dot(p, f)*dot(p, g)"),
    ("p pr prob probability", "write the event by indicator( ) under a sum or an integral"),
    ("normal gaussian dirichlet", "write the integral with its density, or Phi(x)"),
    ("softargmax smax normalizedexponential", "write softmax(z)"),
    ("boltzmann gibbs", "write softmax(-u/T)"),
    ("logpartition logz freeenergy", "write LSE(z)"),
    ("partition partitionfunction z", "write Sum(exp(z[k]), (k, 1, n))"),
    ("kldivloss", "write KL(target, exp(input))"),
    ("kld divergence klloss", "write KL(q, p)"),
    ("nll nllloss crossentropyloss", "write -log(softmax(z)[y]), or cross_entropy(z, y) with y: index[n]"),
    ("perplexity", "write exp(entropy(p))"),
    ("mi mutualinformation", "write KL of the joint and the product of the marginals"),
    ("renyi", "write log(Sum(p[k]**a, (k, 1, n)))/(1 - a)"),
    ("tsallis", "write (1 - Sum(p[k]**q, (k, 1, n)))/(q - 1)"),
    ("gini", "write 1 - Sum(p[k]**2, (k, 1, n))"),
    ("sparsemax", "write each entry by Max(z[k] - t, 0) with its threshold t"),
    ("logdet slogdet lndet", "write log(det(A))"),
    ("c ncr", "write binomial(n, k)"),
    ("inv inverse pinv", "write the inverse out, or Matrix([[a, b], [c, d]])**(-1)"),
    ("argsort sort sorted topk", "write the order by relations: ForAll(z[k] <= z[k + 1], (k, 1, n - 1))"),
    ("totalvariation tvdistance", "write TV(p, q), which is norm(p - q, 1)/2"),
    ("ptp", "write max(z) - min(z)"),
    ("hellinger", "write norm(sqrt(p) - sqrt(q))/sqrt(2)"),
    ("dnorm", "write exp(-x**2/2)/sqrt(2*pi)"),
    ("rowsums colsums", "write Sum(A[i, k], (k, 1, n))"),
    ("einsum", "write the sum: Sum(u[k]*v[k], (k, 1, n)), dot(u, v) or A @ v"),
    ("stack", "write a list, as in softmax([x, y])"),
    ("cumsum", "write Sum(z[j], (j, 1, k))"),
    ("size len dim shape length", "the length of a vector is the dimension in its declaration, as n in z: real[n]"),
    ("arange linspace", "write vector((k, 1, n), k)"),
    ("range interval", "a range is written (k, 1, n), as in Sum(f, (k, 1, n))"),
    ("d dx partial", "a derivative is written Derivative(f, x)"),
    ("re im real imag conjugate arg", "complex numbers are read as they are: state real and imaginary parts by variables"),
    ("solve simplify expand factor", "statements are checked here: write the equation"),
    ("eval exec lambda open import", "nothing is evaluated as code: write the expression itself"),
)
WHAT = {word: remedy for words, remedy in MEANT for word in words.split()}
SHORT = "softmax, LSE, exp, log, Sum, Product, Max, Derivative, Gradient, Limit, Integral, entropy, KL, dot, norm, gamma, sigmoid"


def _plain(word):
    return word.replace("_", "").lower()


NAMES = {_plain(name): row.text for rows in (BINDING, ABBREVIATED, CALLED) for name, row in rows.items() if len(name) > 1}


def _mistyped(word):
    """The longer words of the language that become this one by two letters swapped, or by one left out or twice."""
    if len(word) < 5 or not word.isalpha():
        return []
    swapped = {word[:k] + word[k + 1] + word[k] + word[k + 2 :] for k in range(len(word) - 1)}
    shorter = {word[:k] + word[k + 1 :] for k in range(1, len(word)) if word[k] == word[k - 1]}
    longer = {name for name in NAMES if word in (name[:k] + name[k + 1 :] for k in range(len(name)))}
    return sorted({NAMES[name] for name in (swapped | shorter) & NAMES.keys() | longer if len(name) > 5})


def meant_by(word):
    """What to write for a function that the language does not have under this name.

    >>> meant_by("Log_Sum_Exp"), meant_by("cov")
    ('write LSE', 'write Sum(p[k]*f[k]*g[k], (k, 1, n)) - dot(p, f)*dot(p, g)')
    """
    plain = _plain(word)
    if plain not in WHAT and plain in NAMES:
        return f"write {NAMES[plain]}"
    if plain not in WHAT and (meant := _mistyped(plain)):
        return f"{' or '.join(meant)} with a mistake of typing?"
    return WHAT.get(plain, f"write what it means by {SHORT} and other words of the language")
