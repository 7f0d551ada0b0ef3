"""The mathematics: a module or a package a chapter, in the order in which each uses only what stands above it."""

CHAPTERS = (
    "definitions",
    "log_sum_exp",
    "jacobian",
    "temperature",
    "duality",
    "statistical_mechanics",
    "rivals",
    "learning",
    "numerics",
    "dirichlet",
    "distance",
    "energy",
)
