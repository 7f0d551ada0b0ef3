r"""Displays: what a document shows set apart, and the macros that it defines: in TeX, Markdown, reST, notebooks and docstrings.

A document is taken apart and never run; it includes what lies in its own folder, and nothing else. What is commented out, shown
as code or switched off by \iffalse is no part of it.
"""

import ast
import json
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..language.grammar import LanguageError
from ..language.latex.tree import Macro

MARKDOWN_FILES = (".md", ".markdown", ".qmd", ".rmd")
LARGEST = 50_000_000  # characters of a document with what it includes
MOST_INCLUDED = 200


@dataclass(frozen=True)
class Display:
    """A displayed formula, a comment that declares, or a macro: its file, its line, and its text."""

    file: str
    line: int
    kind: str  # formula declaration macro unreadable
    text: str
    macro: Macro | None = None


def displays(path: Path) -> Iterator[Display]:
    """The displays of a file, and of the files that it includes, in reading order."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    if len(text) > LARGEST:
        raise LanguageError(f"{path}: more than {LARGEST} characters: divide the document")
    match path.suffix.lower():
        case ".ipynb":
            yield from _of_notebook(text, str(path))
        case ".py":
            yield from _of_docstrings(text, str(path))
        case ".rst":
            yield from sorted(_of_directives(text, str(path), 1), key=lambda display: display.line)
        case suffix if suffix in MARKDOWN_FILES:
            yield from _of_markdown(text, str(path), 1)
        case _:
            yield from _of_tex(text, path, [path.resolve()])


# --- macros ---------------------------------------------------------------------------------------------------------

DEFINITION = r"""\\(?:new|renew|provide)command\*?\s*\{?\\(?P<macro>[A-Za-z]+)\}?\s*
        (?:\[(?P<count>\d)\])?\s*(?:\[(?P<default>[^\]]*)\])?\s*\{
    | \\def\s*\\(?P<def>[A-Za-z]+)(?P<parameters>(?:\#\d)*)\s*\{
    | \\let\s*\\(?P<let>[A-Za-z]+)\s*=?\s*(?P<same>\\[A-Za-z]+)
    | \\DeclarePairedDelimiter\s*\{?\\(?P<pair>[A-Za-z]+)\}?\s*\{(?P<opening>[^{}]*)\}\s*\{(?P<closing>[^{}]*)\}
    | \\DeclareMathOperator\*?\s*\{?\\(?P<operator>[A-Za-z]+)\}?\s*\{(?P<word>[^{}]*)\}"""
DEFINITIONS = re.compile(DEFINITION, re.X)


def _defined(token, text):
    """(The name, the macro, the place after it) of a definition; None for what is none, or never ends."""
    if token["operator"]:
        return token["operator"], Macro(rf"\operatorname{{{token['word']}}}"), token.end()
    if token["let"]:
        return token["let"], Macro(token["same"]), token.end()
    if token["pair"]:
        body = rf"\left{token['opening'].strip()} #1 \right{token['closing'].strip()}"
        return token["pair"], Macro(body, 1, starred=True), token.end()
    name = token["macro"] or token["def"]
    body = _balanced(text, token.end()) if name else None
    if body is None:
        return None
    count = int(token["count"] or 0) if token["macro"] else token["parameters"].count("#")
    return name, Macro(body, count, token["default"] if count else None), token.end() + len(body) + 1


def _balanced(text, start, most=5000):
    """What stands between the brace before `start` and the one that closes it, or None."""
    depth = 1
    for sign in re.finditer(r"\\.|[{}]", text[start : start + most], re.S):
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
        if depth == 0:
            return text[start : start + sign.start()]
    return None


def _without_definitions(display):
    """The macros that a display defines, as Markdown's do for want of a preamble, and the display without them."""
    text = display.text
    while token := DEFINITIONS.search(text):
        found = _defined(token, text)
        if found is None:
            break
        name, macro, end = found
        yield Display(display.file, display.line, "macro", name, macro)
        text = text[: token.start()] + re.sub(r"[^\n]", " ", text[token.start() : end]) + text[end:]
    if text.strip():
        yield Display(display.file, display.line, display.kind, text)


# --- TeX ------------------------------------------------------------------------------------------------------------

DISPLAYED = "equation|align|gather|multline|eqnarray|displaymath|flalign|alignat|math|dmath|IEEEeqnarray"
TOKENS = re.compile(
    rf"""(?P<verbatim>\\begin\{{(?P<what>verbatim|lstlisting|minted|comment|filecontents)\*?\}}.*?\\end\{{(?P=what)\*?\}})
    | (?P<off>\\iffalse\b.*?\\fi\b)
    | (?P<verb>\\verb\*?(?P<sign>[^A-Za-z\s*])[^\n]*?(?P=sign))
    | (?P<escaped>\\[%$\\](?!\[))
    | (?P<comment>%[^\n]*)
    | \\begin\{{(?P<name>(?:{DISPLAYED})\*?)\}}(?P<environment>.*?)\\end\{{(?P=name)\}}
    | \$\$(?P<dollars>.*?)\$\$
    | \\\[(?P<bracket>.*?)\\\]
    | {DEFINITION}
    | \\(?:input|include|subfile)\s*(?:\{{(?P<input>[^{{}}]*)\}}|(?<=input)[ ]+(?P<plain>[^\s{{}}\\]+))
    | (?P<end>\\end\{{document\}})""",
    re.X | re.S,
)


def _of_tex(text, path, including):
    lines, read = _line_starts(text), 0
    for token in TOKENS.finditer(text):
        line = bisect(lines, token.start())
        if token.start() < read:  # within what a macro stands for
            continue
        if token["end"]:
            return
        if token["comment"]:
            if declared := re.match(r"%\s*check:\s*(.*)", token["comment"]):
                yield Display(str(path), line, "declaration", declared[1])
        elif (name := token["input"] or token["plain"]) is not None:
            yield from _included(name.strip(), path, line, including)
        elif found := _defined(token, text):
            name, macro, read = found
            yield Display(str(path), line, "macro", name, macro)
        else:
            yield from _formula(token, text, lines, str(path), 0)


def _formula(token, text, lines, file, before):
    for group in ("environment", "dollars", "bracket"):
        if token[group] is not None:
            inside = _without_comments(token[group])
            if group == "environment":
                name = token["name"].rstrip("*")
                inside = re.sub(r"\A(?:\[[^\]\n]*\])?\{[^{}\n]*\}", "", inside) if name in ("alignat", "IEEEeqnarray") else inside
                inside = inside.replace(r"\IEEEeqnarraynumspace", "").replace(r"\IEEEyesnumber", "").replace(r"\IEEEnonumber", "")
            yield from _without_definitions(Display(file, bisect(lines, token.start(group)) + before, "formula", inside))


def _without_comments(text):
    return re.sub(r"(?<!\\)%[^\n]*", "", text)


def _included(name, path, line, including):
    r"""The displays of \input{name}: of a file beside this one or below, never of one above or elsewhere."""
    file = path.parent / (name if name.endswith(".tex") else f"{name}.tex")
    home = including[0].parent
    if name.startswith(("/", "~")) or ".." in Path(name).parts or not file.resolve().is_relative_to(home):
        yield Display(str(path), line, "unreadable", f"\\input{{{name}}} is outside the document's folder: it is not read")
    elif file.resolve() in including or len(including) > MOST_INCLUDED:
        yield Display(str(path), line, "unreadable", f"\\input{{{name}}} includes itself: it is not read again")
    else:
        try:
            text = file.read_bytes().decode("utf-8", errors="replace")
        except (OSError, ValueError) as error:
            yield Display(str(path), line, "unreadable", f"\\input{{{name}}}: {getattr(error, 'strerror', None) or error}")
            return
        yield from _of_tex(text, file, [*including, file.resolve()])


# --- Markdown -------------------------------------------------------------------------------------------------------

MARKDOWN = re.compile(
    rf"""^(?P<fence>```+|~~~+|:::+)[ ]*\{{?math\}}?[^\n]*\n(?P<block>.*?)^(?P=fence)[ ]*$
    | (?P<verbatim>^[ ]{{0,3}}(?P<code_fence>```+|~~~+)[^\n]*\n.*?^[ ]*(?P=code_fence)[^\n]*$)
    | (?:<!--|^%)\s*check:(?P<declaration>.*?)(?:-->|$)
    | (?P<comment><!--.*?-->)
    | (?P<escaped>\\\$) | (?P<code>(?P<ticks>`+)[^`\n]+(?P=ticks))
    | \$\$(?P<dollars>.*?)\$\$
    | \\\[(?P<bracket>.*?)\\\]
    | \\begin\{{(?P<name>(?:{DISPLAYED})\*?)\}}(?P<environment>.*?)\\end\{{(?P=name)\}}
    | {DEFINITION}""",
    re.X | re.S | re.M,
)
OPTION = re.compile(r"^\s*:[\w-]+:[^\n]*$", re.M)  # of a directive, in MyST and reStructuredText
QUOTED = re.compile(r"^\s*>[ ]?", re.M)  # the lines of a quotation


def _of_markdown(text, file, first):
    lines, read = _line_starts(text), 0
    for token in MARKDOWN.finditer(text):
        if token.start() < read:
            continue
        line = bisect(lines, token.start()) + first - 1
        if token["declaration"] is not None:
            yield Display(file, line, "declaration", " ".join(token["declaration"].split()))
        elif token["block"] is not None:
            line = bisect(lines, token.start("block")) + first - 1
            yield from _without_definitions(Display(file, line, "formula", OPTION.sub("", token["block"])))
        elif found := _defined(token, text):
            name, macro, read = found
            yield Display(file, line, "macro", name, macro)
        else:
            for display in _formula(token, text, lines, file, first - 1):
                yield Display(display.file, display.line, display.kind, QUOTED.sub("", display.text), display.macro)


def _of_notebook(text, file):
    """The Markdown cells of a notebook; a line is one of the file, where the cell's text can be found in it."""
    try:
        cells = json.loads(text)["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Display(file, 1, "unreadable", "not a notebook: its cells are not found")
        return
    after = 0
    for source in sources:
        start = text.find(json.dumps(source.split("\n")[0], ensure_ascii=False)[:-1], after)
        start = text.find(json.dumps(source.split("\n")[0])[:-1], after) if start < 0 else start
        after = max(start, after)
        yield from _of_markdown(source, file, text.count("\n", 0, after) + 1)


# --- docstrings and reStructuredText --------------------------------------------------------------------------------

INDENTED = r"((?:[ \t]*\n|\1[ \t]+[^\n]*(?:\n|\Z))*)"
DIRECTIVE = re.compile(  # or a paragraph that ends with ::, behind which a literal block stands
    rf"^([ \t]*)(?:\.\. (?P<what>math|check|code-block|code|literalinclude|parsed-literal):(?::?)[ \t]*(?P<rest>[^\n]*)"
    rf"|(?!\.\. )\S[^\n]*::[ \t]*(?=\n))(?:\n|\Z){INDENTED}",
    re.M,
)


def _of_docstrings(text, file):
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        yield Display(file, getattr(error, "lineno", None) or 1, "unreadable", f"not Python: {error}")
        return
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = []
    for node in ast.walk(module):
        if isinstance(node, documented) and ast.get_docstring(node, clean=False):
            constant = node.body[0].value
            found += _of_directives(constant.value, file, constant.lineno)
            found += _of_markdown(DIRECTIVE.sub(_blank, constant.value), file, constant.lineno)
    yield from sorted(found, key=lambda display: display.line)


def _blank(found):
    return re.sub(r"[^\n]", " ", found.group())


def _of_directives(text, file, first):
    """The indented formulas of reStructuredText's `.. math::`, which blank lines divide, and its comments `.. check: x: real`."""
    for found in DIRECTIVE.finditer(text):
        line = text.count("\n", 0, found.start()) + first
        if found["what"] == "check":
            yield Display(file, line, "declaration", " ".join(f"{found['rest']} {found[4]}".split()))
        elif found["what"] == "math":
            body = OPTION.sub("", found[4])
            for block in re.finditer(
                r"(?:[ \t]*\S[^\n]*(?:\n|\Z))+", f"{found['rest']}\n\n{body}" if found["rest"] else f"\n{body}"
            ):
                below = block.string.count("\n", 0, block.start()) - bool(found["rest"])
                yield from _without_definitions(Display(file, line + max(below, 0), "formula", block.group()))


def _line_starts(text):
    return [0, *(found.end() for found in re.finditer("\n", text))]
