"""Prose: Markdown to HTML by the reader that the paper has, too. Citations lead to the references, and names to their theorems."""

import re
import subprocess
from html import escape
from pathlib import Path

import pypandoc
from markupsafe import Markup

from .. import BuildError
from .mathematics import with_mathematics

READER = "markdown"
NO_LIST = "--metadata=suppress-bibliography:true"
TABLE = re.compile(r"<table.*?</table>", re.S)


def html_of(markdown, place, bibliography, *options):
    """HTML by pandoc. Raises BuildError, naming the place, for an unknown citation or a formula that cannot be read."""
    command = [
        pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html", "--mathjax", "--wrap=none", "--fail-if-warnings",
        "--citeproc", f"--bibliography={bibliography}", "--metadata=link-citations:true", *options,
    ]  # fmt: skip
    done = subprocess.run(command, input=markdown, capture_output=True, text=True)
    if done.returncode:
        raise BuildError(f"{place}: {done.stderr.strip()}")
    return with_mathematics(done.stdout)


def page_of(markdown, place, bibliography, links):
    """The HTML of one page's Markdown, its names of theorems and its citations linked."""
    html = html_of(markdown, place, bibliography, NO_LIST)
    html = html.replace('href="#ref-', 'href="references.html#ref-')
    html = html.replace('<pre class="sourceCode', '<pre tabindex="0" class="sourceCode')
    html = TABLE.sub(r'<div class="wide" tabindex="0" role="group" aria-label="table">\g<0></div>', html)
    return linked(html, links)


def linked(html, links):
    """Each theorem that is named, as code, leads to its page. `links` maps ids to tags."""

    def link(found):
        tag = links.get(found[1])
        return reference(tag, f"<code>{found[1]}</code>") if tag else found[0]

    return re.sub(r"(?<!>)<code>([a-z0-9/-]+)</code>", link, html)


def reference(tag, words, root=""):
    """A link to a theorem's page, with a preview."""
    return f'<a href="{root}theorems/{tag}.html" data-tag="{tag}">{words}</a>'


def named(words, links, root=""):
    """The words of a reason, in which the titles of theorems stand for their ids, and lead to them."""
    from derivations.prover.book.words import THEOREM

    from ..records import find

    out, end = "", 0
    for found in THEOREM.finditer(words):
        tag = links.get(found[0])
        out += escape(words[end : found.start()]) + (reference(tag, escape(find(found[0]).title), root) if tag else found[0])
        end = found.end()
    return out + escape(words[end:])


def keys_of(bibliography):
    return re.findall(r"^@\w+\{([^,]+),", Path(bibliography).read_text(), re.M)


def authors_and_years(bibliography):
    """How each source is called in a sentence: key -> "Boyd and Vandenberghe (2004)"."""
    keys = keys_of(bibliography)
    html = html_of(
        "\n\n".join(f"@{key}" for key in keys), "the bibliography", bibliography, "--metadata=suppress-bibliography:true"
    )
    names = [re.sub(r"<[^>]+>", "", words) for words in re.findall(r"<p>(.*?)</p>", html, re.S)]
    return {key: Markup(words) for key, words in zip(keys, names, strict=True)}


def references(bibliography):
    """Every source of the bibliography, as a list with anchors."""
    html = html_of('---\nnocite: "@*"\n---\n', "the bibliography", bibliography)
    return re.search(r'<div id="refs".*', html, re.S)[0]
