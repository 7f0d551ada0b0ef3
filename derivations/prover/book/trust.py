"""What must be trusted: the lists in TRUST.md, written from the kernel's own rules, axioms, definitions and docstrings.

page()      TRUST.md as it should be: the prose that stands there, and the lists as the kernel has them today
rules()     (section, rule, its statement) for every rule, as they stand in the kernel
"""

import io
import re
import tokenize
from inspect import getdoc, getmodule, getsource, signature, unwrap
from pathlib import Path

from .. import kernel
from ..kernel import definitions, derivative, normal, polynomial, signs, terms, theorem
from ..kernel import rules as all_rules
from ..kernel.rules import (
    AXIOMS, RULES, axioms, determinants, equations, integrals, limits, logic, natural_numbers, nearby, order,
)  # fmt: skip
from ..files import ROOT
from ..files import write as write_file
from ..language.typeset import text
from .display import ARGUMENTS, unfolded

TRUST = ROOT / "TRUST.md"
CONDITIONS = "Side conditions:"
KERNEL = Path(kernel.__file__).parent
MODULES = (  # in the order in which they build on one another
    kernel, terms, definitions, polynomial, derivative, normal, signs, theorem,
    nearby, logic, equations, determinants, order, limits, integrals, natural_numbers, axioms, all_rules,
)  # fmt: skip


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
    """Every rule, in the kernel's order: the module in which it stands, its function, and its statement."""
    for rule in map(unwrap, RULES.values()):
        yield getmodule(rule).__name__.rpartition(".")[2].replace("_", " ").capitalize(), rule, getdoc(rule) or ""


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
        path = Path(module.__file__).relative_to(KERNEL).as_posix()
        yield f"| `{path}` | {sizes[-1][0]} | {sizes[-1][1]} | {what} |"
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
