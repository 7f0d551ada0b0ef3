"""The figures in the paper's sentences are counted, not typed."""

import re

import pytest
import test_kernel_mutants
from falsehoods import FALSEHOODS

from paper import BuildError, article, pages

SAID = {"240", "6652"}  # statements of the reader who had not written the kernel; test cases of greinerpetter2022


def test_the_attacks_that_the_paper_counts_are_those_of_the_tests():
    assert len(pages.falsehoods()) == len(FALSEHOODS)
    assert len(pages.mutants()) == len(test_kernel_mutants.GUARDS)


@pytest.mark.parametrize("name", article.FRONT + article.BACK)
def test_no_count_is_typed_where_a_figure_belongs(name):
    """Numbers of three digits and more in prose are filled in by the build; changes are named in a table, and once by a sign."""
    text = re.sub(r"\{\{\w+\}\}|\|.*\|", "", (pages.HERE / f"{name}.md").read_text())
    typed = set(re.findall(r"(?<![\w.@])\d{3,}(?![\w.%])", text)) - SAID
    assert not typed, (name, typed)


def test_an_unknown_figure_stops_the_build(tmp_path, monkeypatch):
    (tmp_path / "some.md").write_text("There are {{unicorns}} of them.")
    monkeypatch.setattr(pages, "HERE", tmp_path)
    with pytest.raises(BuildError, match=r"paper/some\.md: no figure is called 'unicorns'"):
        pages.markdown_page("some")
