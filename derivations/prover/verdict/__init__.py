"""Verdicts on readers' statements."""

__all__ = ["Verdict", "check"]


def __getattr__(name):
    """`check` and `Verdict`, read in when they are asked for: what only looks after those who judge needs neither."""
    if name not in __all__:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from . import judge

    return getattr(judge, name)
