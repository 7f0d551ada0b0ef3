"""The kernel refuses every false statement of falsehoods/."""

import pytest
from falsehoods import FALSEHOODS, REFUSALS


@pytest.mark.parametrize("name", FALSEHOODS)
def test_is_refused(name):
    with pytest.raises(REFUSALS):
        FALSEHOODS[name]()
