"""Softmax.

<!-- check: n: dimension; z: real[n]; i: index[n] -->
"""

raise SystemExit("a document is read, and never run")


def softmax(z):
    r"""The gradient of log-sum-exp.

    .. math::

        \frac{\partial}{\partial z_i} \log \sum_j e^{z_j} = \frac{e^{z_i}}{\sum_j e^{z_j}}
    """
