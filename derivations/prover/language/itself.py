"""A term as it is written, and no other: the key under which what is made of it is kept.

Two terms that are equal may name what they bind otherwise, and are printed otherwise.
"""

from functools import lru_cache, wraps


class Itself:
    def __init__(self, term):
        self.term = term

    def __hash__(self):
        return id(self.term)

    def __eq__(self, other):
        return self.term is other.term


def kept(function):
    """The function of a term, and of what else it takes; its last answers are kept."""
    answer = lru_cache(maxsize=1024)(lambda this, *rest: function(this.term, *rest))
    return wraps(function)(lambda term, *rest: answer(Itself(term), *rest))
