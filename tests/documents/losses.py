r"""Losses.

check: x: real

.. math::
   :label: one

   \log(1 + e^x) \ge x

.. math:: x^2 \ge 0

$$ x + 1 > x $$
"""

raise SystemExit("never run")


def f(x):
    """Softplus.

    <!-- check: x: real -->

    .. math::

        \\frac{d}{dx} \\log(1 + e^x) = \\frac{1}{1 + e^{-x}}

        x \\le |x|

    $$
    x \\le x - 1
    $$
    """


class A:
    r"""
    \[ x = x \]
    """

    async def g(self):
        r"""\begin{align} x &= x \\ &= x + 0 \end{align}"""
