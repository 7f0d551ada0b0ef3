"""Verdicts on readers' statements."""

from .judge import Verdict, check

__all__ = ["Verdict", "check"]
