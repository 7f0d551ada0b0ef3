"""Citations: links in notebooks, keys in the exports, and the one can be had from the other."""

import re
from pathlib import Path

import pytest

from paper import BuildError
from paper.citations import sources, with_keys, with_links


@pytest.mark.parametrize(
    "text", ["so [@boyd2004].", "both [@boyd2004; @gao2017]", "As @boyd2004 show, and @gao2017, too.", "`a[@i]`, me@here2020.org"]
)
def test_keys_become_links_and_links_keys(text):
    assert with_keys(with_links(text)) == text


def test_a_link_names_authors_and_year_and_leads_to_the_source():
    assert with_links("[@gao2017]").startswith("([Gao and Pavel 2017](https://")
    assert with_links("As @gao2017 say").startswith("As [Gao and Pavel (2017)](https://")


def test_an_unknown_key_is_an_error():
    with pytest.raises(BuildError, match="nobody2030"):
        with_links("[@nobody2030]")


def test_every_entry_of_the_bibliography_is_read():
    text = (Path(__file__).parent.parent / "paper" / "bibliography.bib").read_text()
    assert list(sources()) == re.findall(r"^@\w+\{([^,]+),", text, re.M)
    assert all(fields.keys() & {"author", "title"} for fields in sources().values())


def test_an_old_link_leads_to_where_the_bibliography_leads_today():
    assert with_links('([Somebody 1990](nowhere "gao2017"))') == with_links("[@gao2017]")
