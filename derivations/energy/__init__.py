"""The energy view: a classifier as a density, what of that density is gauge, and attention as a posterior mean.

In reading order: classifiers; the free energy of the scores; attention, and how it disperses; an associative memory.
"""

from . import classifiers, free_energy, attention, dispersion, memory  # noqa: F401, I001  (in reading order)
