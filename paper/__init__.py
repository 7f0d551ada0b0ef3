"""The exports: from executed notebooks to the paper and the book."""


class BuildError(Exception):
    """The export would say something that the ledger does not; the message names the file and the cell."""


SECTIONS = ["02_log_sum_exp", "03_jacobian", "04_temperature", "10_dirichlet"]  # the notebooks that the paper selects from
