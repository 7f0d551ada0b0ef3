"""Statistical mechanics: what is counted, what is fixed, and what is gauge.

In reading order: the partition function; independent systems; the sign of the temperature; a bath of finite size; what the
training of a classifier fixes.
"""

from . import partition, independent, negative, boltzmann, slope, bath, training  # noqa: F401, I001  (in reading order)
