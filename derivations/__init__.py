"""The mathematics: a module or a package a chapter, in the order in which each uses only what stands above it."""

CHAPTERS = (
    "gradient",
    "jacobian",
    "temperature",
    "dirichlet",
)
