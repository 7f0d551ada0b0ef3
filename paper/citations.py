r"""Citations in notebooks: a link for whoever reads the notebook, a key for the exports.

    ([Boyd and Vandenberghe 2004](https://… "boyd2004"))     as it stands in a notebook: it reads well wherever it is rendered
    [@boyd2004]                                              as an author may write it, and as pandoc reads it

The key is the title of the link. `python -m paper refresh` turns keys into links, the exports turn links into keys.
"""

import re
from functools import cache
from pathlib import Path

from . import BuildError

BIBLIOGRAPHY = Path(__file__).resolve().parent / "bibliography.bib"
GROUP = re.compile(r"\[(@[\w:]+(?:; @[\w:]+)*)\]")  # [@one; @two]
ALONE = re.compile(r"(?<![\w@\[/.])@([a-z]+\d{4}[a-z]?)\b")  # as @one showed
LINK = r'\[([^\]]+)\]\(\S+ "([a-z]+\d{4}[a-z]?)"\)'
LINKS = re.compile(rf"\(({LINK}(?:; {LINK})*)\)")
CODE = re.compile(r"(`{3,}.*?`{3,}|`[^`\n]+`)", re.DOTALL)


def with_links(text):
    """Keys as links, and old links to where the bibliography leads today.  Raises BuildError for an unknown key."""

    def put(prose):
        prose = GROUP.sub(lambda found: "(" + "; ".join(map(in_brackets, re.findall(r"@([\w:]+)", found[1]))) + ")", prose)
        return ALONE.sub(lambda found: in_a_sentence(found[1]), prose)

    return "".join(part if place % 2 else put(part) for place, part in enumerate(CODE.split(with_keys(text))))


def with_keys(text):
    """Links as keys."""
    text = LINKS.sub(lambda found: "[" + "; ".join(f"@{key}" for _, key in re.findall(LINK, found[1])) + "]", text)
    return re.sub(LINK, lambda found: f"@{found[2]}", text)


def in_brackets(key):
    """
    >>> in_brackets("meurer2017")
    '[Meurer et al. 2017](https://doi.org/10.7717/peerj-cs.103 "meurer2017")'
    """
    authors, year, address = source(key)
    return f'[{authors} {year}]({address} "{key}")'


def in_a_sentence(key):
    authors, year, address = source(key)
    return f'[{authors} ({year})]({address} "{key}")'


def source(key):
    """Authors, year and address of a source.  Raises BuildError for an unknown key."""
    if key not in sources():
        raise BuildError(f"no source is called {key!r} in {BIBLIOGRAPHY.name}")
    fields = sources()[key]
    names = [plain(name.partition(",")[0]) for name in fields.get("author", fields.get("title", key)).split(" and ")]
    authors = (
        names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 and names[1] != "others" else f"{names[0]} et al."
    )
    address = f"https://doi.org/{fields['doi']}" if "doi" in fields else fields.get("url", f"../paper/{BIBLIOGRAPHY.name}")
    return authors, fields.get("year", "n.d."), address


@cache
def sources():
    """The fields of every entry, by its key."""
    entries = re.findall(r"^@\w+\{([^,]+),\n(.*?)^\}", BIBLIOGRAPHY.read_text(), re.M | re.S)
    joined = ((key, re.sub(r"\n\s+(?=\S)(?!\w+ = \{)", " ", body)) for key, body in entries)  # a field may go on in the next line
    return {key: dict(re.findall(r"^\s*(\w+) = \{(.*)\},?$", body, re.M)) for key, body in joined}


ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "v": "\u030c", "c": "\u0327"}


def plain(name):
    r"""A name without TeX.

    >>> plain(r"Veli{\v{c}}kovi{\'c}"), plain(r"{\"O}zt{\"u}rk")
    ('Veličković', 'Öztürk')
    """
    from unicodedata import normalize

    spelled = re.sub(r"\{?\\(['\"`^~vc])\{?(\w)\}?\}?", lambda found: found[2] + ACCENTS[found[1]], name)
    return normalize("NFC", re.sub(r"[{}]", "", spelled)).strip()
