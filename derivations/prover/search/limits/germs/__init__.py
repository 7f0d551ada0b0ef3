"""Germs: functions near y = 0+, expanded by their growth, and the theorems that the expansions rest on.

There a function is written as Σ M·C: monomials M = y^a (−log y)^b exp(Σ c_d / y^d), of which
it must be known which one dominates, and coefficients C that converge.  A coefficient is an expression in y and in *leaves*:
functions of y whose limits are theorems of their own (a vanishing monomial, a sum of symbolic length, f(y)/y^j for a
function with a zero of order j, by l'Hôpital).  When no term is unbounded, one use of continuity gives the limit.

    monomials       M, and how monomials are multiplied
    neighbourhood   what is known near 0+: signs, and which of two monomials dominates
    leaves          functions that converge, and the theorems that they do
    growth          monomials that vanish: exponentials outgrow powers
    zeros           coefficients that tend to 0: Taylor's first term, by l'Hôpital's rule
    sums_of_terms   Σ M·C added, multiplied and put in order
    functions       exp, log, powers and Γ of such sums
    indexed         sums and products of symbolic length
    expansion       the germ of a term, its limit, and that it is infinite

Outside the trusted base: a wrong expansion makes the kernel refuse, never a wrong theorem.
"""
