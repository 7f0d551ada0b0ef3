"""The exports: from executed notebooks to the paper and the book."""


class BuildError(Exception):
    """The export would say something that the ledger does not; the message names the file and the cell."""
