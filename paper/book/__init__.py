"""The book: a page for each chapter and for each theorem, as a site that opens from disk.

    index.html              the one fact, and the ways in
    04_temperature.html     a chapter, made from its notebook
    theorems.html           the ledger as a table to search and to filter
    theorems/BPH3.html      a theorem, by its permanent tag; BPH3.json is its record
    graph.html#BPH3         which theorem uses which, whole or around one
    mistakes.html           what people get wrong
    questions.html          the questions that started this
    play.html               figures to play with
    method.html             how an equation was checked; soundness.html, evaluation.html: what came of trying that
    reasons.html            what the reasons in derivations mean
    reference.html          the language and the commands
    references.html         the sources

Pages are written by templates, mathematics is MathML, and nothing is loaded from elsewhere.
"""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from derivations.prover.book import tags
from derivations.prover.book.ledger import kernel_lines
from derivations.prover.book.words import head_of, meaning, said
from derivations.prover.files import REFERENCE

from .. import BuildError, records
from ..kept import NOTHING
from ..mistakes import mistakes
from ..pages import AUTHORS, DAY, RELEASED, TITLE, with_theorems
from . import graph
from .chapters import Chapter, box, chapter, false, raw, read, shown_first, shown_in, true
from .mathematics import flowing, mathml
from .prose import authors_and_years, keys_of, page_of, references
from .search import index_of
from .small import table
from .theorems import Page, continued_text, readable, statement

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OWN_PAGES = {
    "questions": "Eleven questions", "method": "How each equation was checked", "soundness": "What was found wrong",
    "evaluation": "Evaluation", "reference": "How to ask: the reference",
}  # fmt: skip
BIBLIOGRAPHY = ROOT / "paper" / "bibliography.bib"


def build(notebooks, output, pdf=None, parts=NOTHING):
    """Write the site into the output folder. Raises BuildError, naming the place, for what cannot be shown.

    Of `parts`, those that are made from what has not changed are taken as they are: each chapter, and the pages of theorems.
    """
    if not notebooks:
        raise BuildError("the book has no chapter: no notebook was run")
    entries = {entry.part: entry for entry in records.ledger()}
    links = {part: entry.tag for part, entry in entries.items()}
    known_sources(entries.values(), BIBLIOGRAPHY)
    with ThreadPoolExecutor(2) as pool:  # pandoc is a process of its own
        found = list(pool.map(lambda path: chapter_of(path, entries, parts), notebooks))
        written = parts.part("prose", (), lambda: prose(pool, links))
    chapters = [Chapter.from_record(part["chapter"]) for part in found]
    shown = shown_first(found)
    site = Site(output, chapters, entries, pdf)
    site.assets()
    for made in chapters:
        for name, svg in made.figures.items():
            site.write(f"figures/{name}", svg)
        site.page(f"{made.stem}.html", "chapter.html", chapter=made, title=Markup(made.title).striptags())
    titles = [[made.stem, made.title] for made in chapters]
    pages = parts.part("theorems", (compact([shown, titles]),), lambda: site.theorems(shown, links, written["called"]))
    for name, text in pages.items():
        site.write(name, text)
    stars = [star(e for e in entries.values() if e.chapter == name) for name in chapter_names(chapters)]
    site.page("index.html", "index.html", title=TITLE, stars=dict(zip([c.stem for c in chapters], stars, strict=True)))
    site.page("theorems.html", "ledger.html", title="All theorems", claim=claimed(shown))
    site.page("graph.html", "graph.html", title="The graph of theorems", drawing=graph.drawn(list(entries.values())))
    site.page("mistakes.html", "mistakes.html", title="What people get wrong", mistakes=mistakes(), crossed=false, holding=true)
    for name, title in OWN_PAGES.items():
        site.page(f"{name}.html", "prose.html", title=title, body=Markup(written[name]))
    site.page("reasons.html", "reasons.html", title="What the reasons mean", reasons=reasons(entries.values()))
    site.page("references.html", "prose.html", title="Sources", body=Markup("<h1>Sources</h1>" + written["references"]))
    site.page("play.html", "play.html", title="Figures to play with")
    site.write("assets/search.js", "window.SEARCH=" + compact(index_of(entries.values(), chapters)) + ";\n")


def chapter_of(path, entries, parts):
    """The page of a notebook, and the theorems that it shows, as a part."""

    def made():
        read_blocks = read(path)
        page = chapter(path.stem, read_blocks, entries, BIBLIOGRAPHY)
        return {"chapter": page.record(), "shown": shown_in(path.stem, read_blocks)}

    return parts.part(f"chapter-{path.stem}", (sha256(path.read_bytes()).hexdigest(),), made)


def prose(pool, links):
    """What is written by hand, as a part: pages, the list of sources, and how each source is called."""
    pages = {name: pool.submit(own_page, name, links) for name in OWN_PAGES if name != "reference"}
    pages["reference"] = pool.submit(reference_page, links)
    sources, called = pool.submit(references, BIBLIOGRAPHY), pool.submit(authors_and_years, BIBLIOGRAPHY)
    return {name: page.result() for name, page in pages.items()} | {"references": sources.result(), "called": called.result()}


def known_sources(entries, bibliography):
    """Raises BuildError for a theorem whose source the bibliography does not have."""
    keys = set(keys_of(bibliography))
    for entry in entries:
        if unknown := set(entry.source.replace(",", " ").split()) - keys:
            raise BuildError(f"{entry.part}: its source is not in {bibliography.name}: {', '.join(sorted(unknown))}")


def reasons(entries):
    """What the reasons in the ledger's derivations are called, each with all that it means, in the order of the alphabet."""
    heads = {head_of(step.rule) for entry in entries for step in entry.derivation}
    told = {}
    for head in sorted(filter(meaning, heads)):
        told.setdefault(WITH_INDEX.sub(r"\1 …", said(head)), []).append(meaning(head))
    return sorted(((words, sorted(set(means))) for words, means in told.items()), key=lambda each: each[0].casefold())


WITH_INDEX = re.compile(r"^(sum over|for every) \w$")  # k, say, which is another index on another line


def chapter_names(chapters):
    return [made.stem.partition("_")[2] for made in chapters]


def star(entries):
    """The theorem that stands for a chapter: the one that is marked, or else the first."""
    return max(entries, key=lambda entry: entry.star, default=None)


def claimed(shown):
    return {part: f"{page}#{place}" for part, (page, place) in shown.items()}


def own_page(name, links):
    """A page of the book that is written by hand: prose, which shows theorems and cites them by their tags."""

    def shown(entry):
        head = Markup('<p class="head"><a href="theorems/{0}.html" data-tag="{0}">{1}</a></p>').format(entry.tag, entry.title)
        return raw(Markup('<div class="box theorem">{}{}</div>').format(head, statement(entry)))

    def cited(entry):
        return Markup('<a class="tag" href="theorems/{0}.html" data-tag="{0}" title="{1}">{0}</a>').format(entry.tag, entry.title)

    return Markup(page_of(with_theorems(name, shown, cited), f"paper/{name}.md", BIBLIOGRAPHY, links))


def reference_page(links):
    """The reference of the commands, as `check --help` shows it: what is declared for a block of examples stands above it."""
    text = re.sub(r"^```(\w+) (.+)$", r"Declared: `\2`\n\n```\1", REFERENCE.read_text(encoding="utf-8"), flags=re.M)
    return Markup(page_of(text, "derivations/reference.md", BIBLIOGRAPHY, links))


def record(entry, used_by):
    """What a theorem's file says: its record. The lines of its derivation stand there as text alone, which `check` reads;
    a line that continues another begins with its sign."""
    whole = {name: value for name, value in entry.record().items() if name not in ("brief", "derivation")}
    return whole | {"derivation": list(map(line_record, entry.derivation)), "used_by": [e.part for e in used_by]}


def line_record(step):
    """A line in the record of its theorem; `way` has the lines that lead to it, where its page folds them."""
    said = {
        "text": continued_text(step), "rule": step.rule, "because": step.because, "by": step.by, "cases": list(step.cases),
        "way": list(map(line_record, step.way)),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def compact(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class Site:
    """The folder that the book is written to, and what all its pages share."""

    def __init__(self, output, chapters, entries, pdf):
        self.output, self.chapters, self.entries, self.pdf = output, chapters, entries, pdf
        self.environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {"mathml": mathml, "flowing": flowing, "readable": readable, "statement": statement}
        given = sum(bool(e.axioms) for e in entries.values())
        self.shared = {
            "chapters": chapters, "entries": entries, "book": TITLE, "authors": AUTHORS, "released": DAY, "year": RELEASED.year,
            "pdf": bool(pdf),
            "kernel_lines": kernel_lines(), "outright": len(entries) - given, "given": given,
        }  # fmt: skip

    def write(self, name, text):
        path = self.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def page(self, name, template, **values):
        self.write(name, self.rendered(name, template, **values))

    def rendered(self, name, template, **values):
        root = "../" * name.count("/")
        return self.environment.get_template(template).render(**self.shared, here=name, root=root, **values)

    def assets(self):
        shutil.copytree(HERE / "assets", self.output / "assets", dirs_exist_ok=True)
        if self.pdf:
            shutil.copy(self.pdf, self.output / "paper.pdf")

    def theorems(self, shown, links, called):
        """A page and a record for each theorem, the previews, and a word on those that were withdrawn: texts by their files."""
        pages = {}
        used_by = {part: tuple(e for e in self.entries.values() if part in e.uses) for part in self.entries}
        misses = {}
        for row in mistakes():
            for part in row.theorems:
                misses.setdefault(part, []).append(row)
        made_of = dict(zip(chapter_names(self.chapters), self.chapters, strict=True))
        previews = {}
        for part, entry in self.entries.items():
            place = "{}#{}".format(*shown[part]) if part in shown else ""
            made = Page(entry, links, used_by[part], place, tuple(misses.get(part, ())))
            values = {
                "theorem": made,
                "crossed": false,
                "holding": true,
                "called": {key: Markup(words) for key, words in called.items()},
                "own_chapter": made_of[entry.chapter].stem if entry.chapter in made_of else None,
                "chapter_title": made_of[entry.chapter].title if entry.chapter in made_of else entry.chapter,
            }
            name = f"theorems/{entry.tag}.html"
            pages[name] = self.rendered(name, "theorem.html", title=entry.title, **values)
            pages[f"theorems/{entry.tag}.json"] = compact(record(entry, used_by[part])) + "\n"
            previews[entry.tag] = self.environment.get_template("preview.html").render(entry=entry)
        for part, became in tags.known()["withdrawn"].items():
            tag = tags.of(part)
            name = f"theorems/{tag}.html"
            pages[name] = self.rendered(
                name,
                "withdrawn.html",
                title=f"{tag}: withdrawn",
                own_chapter=None,
                part=part,
                tag=tag,
                became=became,
            )
        pages["assets/previews.js"] = "window.PREVIEWS=" + compact(table(previews)) + ";\n"
        graph_data = {e.tag: {"title": e.title, "uses": [links[u] for u in e.uses if u in links]} for e in self.entries.values()}
        pages["assets/graph-data.js"] = "window.THEOREMS=" + compact(graph_data) + ";\n"
        return pages


__all__ = ["build", "box"]
