"""False statements, one for each side condition of the kernel: it must refuse them all, as test_kernel_side_conditions.py asks.

They stand in modules by what they are about, much as the rules do, and beside them what the same rules do show.
test_kernel_mutants.py takes the conditions away one by one; each time one of these falsehoods becomes provable.
"""

from importlib import import_module
from pathlib import Path

from .attempts import FALSEHOODS, REFUSALS

__all__ = ["FALSEHOODS", "REFUSALS"]

for module in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    import_module(f"{__name__}.{module.stem}")
