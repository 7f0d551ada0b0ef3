"""What must be trusted: the lists in TRUST.md, written from the kernel's own rules, axioms, definitions and docstrings.

page()      TRUST.md as it should be: the prose that stands there, and the lists as the kernel has them today
rules()     (section, rule, its statement) for every rule, as they stand in the kernel
"""

import io
import re
import tokenize
from inspect import getdoc, getmodule, getsource, signature, unwrap

from ..kernel import definitions, derivative, normal, polynomial, signs, terms
from ..kernel import rules as kernel
from ..kernel.rules import AXIOMS, RULES
from ..files import ROOT
from ..files import write as write_file
from ..language.typeset import text
from .display import ARGUMENTS, unfolded

TRUST = ROOT / "TRUST.md"
CONDITIONS = "Side conditions:"
MODULES = (terms, definitions, polynomial, derivative, normal, signs, kernel)  # in the order in which they build on one another


def page():
    """The text of TRUST.md with each list, between its mark and the next end, as the kernel has it now."""
    lists = {"rules": _rules, "axioms": _axioms, "definitions": _definitions, "modules": _modules}

    def listed(match):
        return "\n".join([match["mark"], "", *lists[match["name"]](), "", "<!-- end -->"])

    return re.sub(r"(?P<mark><!-- (?P<name>\w+)[^>]* -->)\n.*?<!-- end -->", listed, TRUST.read_text(), flags=re.DOTALL)


def write():
    """Bring TRUST.md up to date."""
    write_file(TRUST, page())


def rules():
    """Every rule: the section of rules.py in which it stands, its function, and its statement."""
    source = getsource(kernel).splitlines()
    for rule in sorted(map(unwrap, RULES.values()), key=lambda rule: rule.__code__.co_firstlineno):
        above = source[: rule.__code__.co_firstlineno] if getmodule(rule) is kernel else []
        banner = next((line for line in reversed(above) if line.startswith("# --- ")), "")
        yield banner.strip("#- ").capitalize(), rule, getdoc(rule) or ""


def _rules():
    yield f"There are {len(RULES)}."
    last = None
    for section, rule, statement in rules():
        if section != last:
            yield from ("", f"### {section}", "")
            last = section
        said, _, conditions = statement.partition(CONDITIONS)
        given = ", ".join(signature(rule).parameters)
        yield f"- **{rule.__name__}**({given}): {_joined(said)}<br>*{CONDITIONS}* {_joined(conditions)}"


def _joined(words):
    """A passage as one line, in which Markdown reads no mark-up."""
    return " ".join(words.split()).translate(str.maketrans({c: "\\" + c for c in "*_[]"}))


def _axioms():
    yield f"There are {len(AXIOMS)}."
    yield ""
    yield from (f"- {axiom}" for axiom in AXIOMS)


def _definitions():
    yield from (f"- {_meaning(op)}" for op in definitions.DEFINITIONS)


def _meaning(op):
    """An equation for a function of numbers and arrays; the kernel's own words for a binder."""
    return f"`{text(unfolded(op))}`" if op in ARGUMENTS else f"{op}: {_joined(getdoc(definitions.DEFINITIONS[op]))}"


def _modules():
    yield from ("| Module | Lines | of these code | What it is |", "|---|---|---|---|")
    sizes = []
    for module in MODULES:
        source = getsource(module)
        sizes.append((len(source.splitlines()), _lines_of_code(source)))
        what = _joined(getdoc(module).split("\n\n")[0])
        yield f"| `{module.__name__.split('.')[-1]}.py` | {sizes[-1][0]} | {sizes[-1][1]} | {what} |"
    lines, code = map(sum, zip(*sizes))
    yield f"| together | {lines} | {code} | |"


def _lines_of_code(source):
    """How many lines are neither blank, nor a comment, nor part of a docstring."""
    between = {tokenize.COMMENT, tokenize.NL}
    starts = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    held, starting = set(), True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        docstring = starting and token.type == tokenize.STRING
        if token.type not in between | starts and not docstring:
            held.update(range(token.start[0], token.end[0] + 1))
        starting = token.type in starts or starting and token.type in between
    return len(held)
