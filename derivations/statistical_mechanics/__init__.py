"""Statistical mechanics: what is counted, what is fixed, and what is gauge.

In reading order: the ways to put things into cells; the partition function; independent systems; the sign of the temperature;
Boltzmann's law as the maximum of entropy; the entropy as a function of the energy; how many states a bath of finite size has, and
Boltzmann's law from it; what a linear classifier can and cannot tell of its weights; what its training fixes.
"""

from . import (  # noqa: F401, I001  (the modules register their theorems, in reading order)
    counting, many, stirling, partition, independent, negative, boltzmann, existence, slope, surface, bath, training, moments,
)  # fmt: skip
