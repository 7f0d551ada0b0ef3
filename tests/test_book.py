"""The book: what stands on its pages, that every link leads somewhere, and that a browser shows it as it is meant."""

import functools
import http.server
import json
import re
import shutil
import threading
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from chosen import chosen, sampled
from markupsafe import escape

from derivations.prover.book import tags
from derivations.prover.book.words import LEMMA
from paper import BuildError, book
from paper.book import graph, small
from paper.book.chapters import LINES, derivation
from paper.book.mathematics import mathml, pieces
from paper.book.prose import keys_of
from paper.book.theorems import Page as Theorem
from paper.book.theorems import statement
from paper.mistakes import mistakes
from paper.records import ledger

LARGEST = 20_000_000  # bytes of the whole book


class Page(HTMLParser):
    """The ids, links and resources of a page, and its words."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.resources, self.words, self.prose, self.code = set(), [], [], [], [], 0
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        self.code += tag == "pre"
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag in ("script", "img", "link", "iframe", "object"):
            self.resources += [attributes[name] for name in ("src", "href", "data") if attributes.get(name)]

    def handle_endtag(self, tag):
        self.code -= tag == "pre"

    def handle_data(self, data):
        self.words.append(data)
        self.prose += [] if self.code else [data]  # a program may set LaTeX in a figure


@pytest.fixture(scope="module")
def read(built):
    return {path.relative_to(built / "book").as_posix(): Page(path) for path in (built / "book").rglob("*.html")}


# --- what stands there ----------------------------------------------------------------------------------------------


def test_every_theorem_has_a_page_and_a_record(built, read):
    entries = ledger()
    for entry in entries:
        words = " ".join(read[f"theorems/{entry.tag}.html"].words)
        for said in (entry.title, entry.tag, entry.part, entry.grade, entry.digest[:12], "@misc{"):
            assert said in words, (entry.part, said)
        record = json.loads((built / "book" / "theorems" / f"{entry.tag}.json").read_text())
        assert record["part"] == entry.part and record["domains"] == entry.domains
        for used in entry.uses:
            assert f"{tags.of(used)}.html" in read[f"theorems/{entry.tag}.html"].links
            assert f"{entry.tag}.html" in read[f"theorems/{tags.of(used)}.html"].links
    assert len(list((built / "book" / "theorems").glob("*.json"))) == len(entries)


def test_the_table_of_theorems_and_the_graph_hold_them_all(read):
    for entry in ledger():
        assert f"theorems/{entry.tag}.html" in read["theorems.html"].links
        assert f"#{entry.tag}" in read["graph.html"].links


def test_the_book_is_small_and_loads_nothing_from_elsewhere(built, read):
    files = [path for path in (built / "book").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST
    for page in read.values():
        assert not [url for url in page.resources if re.match(r"(https?:)?//", url)]
    for style in (built / "book").rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", style.read_text())


def test_every_link_within_the_book_leads_somewhere(built, read):
    folder = built / "book"
    for name, page in read.items():
        for link in page.links + page.resources:
            if re.match(r"[a-z]+:", link):
                continue
            file, _, fragment = link.partition("#")
            target = ((folder / name).parent / file).resolve() if file else folder / name
            assert target.is_file(), (name, link)
            there = read.get(target.relative_to(folder.resolve()).as_posix()) if target.suffix == ".html" else None
            drawn = name.startswith(("graph", "theorems/")) and "graph" in target.name  # a tag there is for the graph's own script
            assert not fragment or drawn or there is None or fragment in there.ids, (name, link)


def test_no_page_shows_raw_latex(read):
    for name, page in read.items():
        words = "".join(page.prose)
        if name.startswith("theorems/"):
            words = words.partition("Cite, copy, check")[0]  # below it, LaTeX is there to be copied
        assert not re.search(r"\\(frac|sum|sigma|operatorname|mathbb|begin)\b|\$\$", words), name


def test_a_preview_is_the_statement_when_its_words_are_put_back(built):
    script = (built / "book" / "assets" / "previews.js").read_text()
    table = json.loads(script.removeprefix("window.PREVIEWS=").removesuffix(";\n"))
    for entry in ledger():
        words = "".join(
            table["words"][ord(c) - small.FIRST] if small.FIRST <= ord(c) <= small.LAST else c for c in table["texts"][entry.tag]
        )
        assert statement(entry) in words and escape(entry.title) in words and entry.tag in words


def test_a_chapter_leaves_a_long_derivation_to_the_page_of_its_theorem(read):
    entries = {entry.part: entry for entry in ledger()}
    short, long = (max(half, key=lambda e: e.steps) for half in halves(entries.values()))
    links = {part: entry.tag for part, entry in entries.items()}
    assert len(re.findall("<li[ >]", derivation(short, links))) == short.steps
    assert f"has {long.lines} lines" in derivation(long, links) and f"theorems/{long.tag}.html#derivation" in derivation(
        long, links
    )
    assert "derivation" in read[f"theorems/{long.tag}.html"].ids


def test_what_leads_to_a_lemma_stands_folded_on_the_page_of_its_theorem_and_in_its_record(built):
    for entry in (entry for entry in ledger() if entry.lines > entry.steps):
        page = (built / "book" / "theorems" / f"{entry.tag}.html").read_text().partition('<h2 id="uses">')[0]
        record = json.loads((built / "book" / "theorems" / f"{entry.tag}.json").read_text())
        folds = [len(line["way"]) for line in record["derivation"] if "way" in line]
        assert folds == [line.left_out for line in entry.derivation if line.left_out] and page.count("<details class=fold>") == len(
            folds
        )
        cases = len(re.findall('<li[^>]* class="case', page))
        assert len(re.findall("<li[ >]", page)) - cases == entry.lines and "left out" not in page


def test_a_lemma_is_told_by_the_line_that_says_it(built):
    """Each of these leads to a line before it, by its number, which the page shows."""
    led = 0
    for entry in chosen(ledger(), 8):
        page = (built / "book" / "theorems" / f"{entry.tag}.html").read_text()
        for number, line in enumerate(entry.derivation, 1):
            assert (line.rule == LEMMA) == bool(line.by) and 0 <= line.by_line < number
            led += bool(line.by_line)
            assert not line.by_line or f"<li id=line-{line.by_line}" in page and f'href="#line-{line.by_line}"' in page
    assert led


def halves(entries):
    return [e for e in entries if e.steps <= LINES], [e for e in entries if e.steps > LINES]


def test_the_links_of_the_paper_lead_to_pages_of_the_book(built):
    links = re.findall(r"\\theoremid\{([^}#]+)\}", (built / "arxiv" / "paper.tex").read_text())
    assert links
    for page in links:
        assert (built / "book" / page).is_file(), page


# --- its parts ------------------------------------------------------------------------------------------------------


def test_every_formula_of_the_ledger_has_mathml_whole_and_in_pieces():
    for entry in chosen(ledger(), 8):
        for latex in (entry.latex, *entry.hypotheses_latex, *entry.ranges_latex, *(step.latex for step in entry.derivation)):
            assert mathml(latex).startswith("<math")
            whole, cut = (re.sub(r"\s|\\q?quad(?![a-z])", "", words) for words in (latex, "".join(pieces(latex))))
            assert cut == whole


def test_latex_without_mathml_is_an_error():
    with pytest.raises(BuildError, match="no MathML"):
        mathml(r"\unknowncommand{x}")


def test_the_source_of_every_theorem_is_in_the_bibliography():
    book.known_sources(ledger(), book.BIBLIOGRAPHY)


def test_a_source_that_the_bibliography_does_not_have_stops_the_build():
    entry = replace(ledger()[0], source="bridle1990, nobody2030")
    with pytest.raises(BuildError, match=f"{entry.part}: its source is not in bibliography.bib: nobody2030"):
        book.known_sources([entry], book.BIBLIOGRAPHY)


def test_every_entry_of_the_bibliography_is_closed_and_has_its_own_key():
    text = book.BIBLIOGRAPHY.read_text()
    keys = keys_of(book.BIBLIOGRAPHY)
    assert text.count("{") == text.count("}") and len(set(keys)) == len(keys)
    assert len(re.findall(r"^}$", text, re.M)) == len(keys)


def test_what_is_copied_as_a_command_asks_for_the_same_statement():
    from shlex import split

    from derivations.prover.language.grammar import declare, parse_relation
    from derivations.prover.verdict.judge import symbols

    for entry in chosen(ledger(), 8):
        words = split(Theorem(entry, {}).command.replace("\\\n", ""))
        statement, where = words[4], words[words.index("--where") + 1]
        assert symbols(where) == entry.domains and parse_relation(statement, declare(entry.domains))


def test_a_withdrawn_theorem_keeps_its_page(built, tmp_path, monkeypatch):
    monkeypatch.setattr(tags, "TAGS", tmp_path / "tags.json")
    tags.TAGS.write_text(json.dumps({"tags": {"a/b": "WXYZ"}, "withdrawn": {"a/b": "It was false for n = 1."}}))
    site = book.Site(tmp_path / "book", [], {}, None)
    assert "It was false for n = 1." in site.theorems({}, {}, {})["theorems/WXYZ.html"]


def test_the_graph_has_a_line_for_every_use():
    entries = ledger()
    drawing = graph.drawn(entries)
    assert len(drawing.nodes) == len(entries)
    assert {(edge.start, edge.end) for edge in drawing.edges} == {(tags.of(u), e.tag) for e in entries for u in e.uses}


# --- in a browser ---------------------------------------------------------------------------------------------------

WIDTHS = 360, 768, 1280


@pytest.fixture(scope="module")
def address(built, tmp_path_factory):
    """The book on a server, under a sub-path."""
    served = tmp_path_factory.mktemp("server")
    shutil.copytree(built / "book", served / "some" / "where")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=served)
    handler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/where/"
    server.shutdown()


def kinds(built):
    """Every page that is no theorem's, and three of theorems: the longest, the first, and one that people get wrong.

    Of the chapters, which one template writes, some; a sweep looks at all.
    """
    pages, chapters = ({path.name for path in (built / "book").glob(name)} for name in ("*.html", "[0-9]*.html"))
    shown = [max(ledger(), key=lambda e: e.steps), ledger()[0], next(e for e in ledger() if e.part in mistakes()[0].theorems)]
    return [
        *sampled(sorted(chapters), 4), *sorted(pages - chapters), *dict.fromkeys(f"theorems/{e.tag}.html" for e in shown)
    ]  # fmt: skip


def watched(context, base):
    """A page of which every message, error and request to elsewhere is written down."""
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((base, "data:")) else faults.append(request.url))
    return page, faults


CUT_OFF = """() => [...document.querySelectorAll('.display, .left, .right, .whole, .lines p, .ranges')].filter(box =>
    box.clientWidth && box.scrollWidth > box.clientWidth + 1 && !box.classList.contains('wide')).map(box => box.textContent)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
QUICKLY = """() => {
    for (const formula of document.querySelectorAll('math')) formula.replaceWith('x');
    for (const seam of document.querySelectorAll('wbr')) seam.remove();
    for (const alike of document.querySelectorAll('tbody tr:nth-child(n + 31), .lines > li:nth-child(n + 7)')) alike.remove();
    const seen = {};
    for (const one of document.querySelectorAll('main > .box, .mistake, svg a')) {
        const parts = [one, ...one.querySelectorAll('*')].map(part => part.tagName + ' ' + part.getAttribute('class'));
        const kind = [...new Set(parts)].sort().join();
        seen[kind] = (seen[kind] || 0) + 1;
        if (seen[kind] > 6) one.remove();
    } }"""
REPORT = {"resultTypes": ["violations"], "selectors": False, "preload": False}
CONTRAST = REPORT | {"runOnly": ["color-contrast"]}


@pytest.fixture(scope="module")
def looked_at(built, browser):
    """What each page shows when it is opened from disk, once: what is cut off at which width, what it says, what axe finds.

    Axe sees a letter in place of each formula, in the same colour, as it has no rule for the elements of a formula; and of rows,
    lines, boxes and mistakes that are made alike, of parts of the same kinds, the first ones. In the dark only colours are new.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context, base, found = browser.new_context(), (built / "book").as_uri() + "/", {}
    for name in kinds(built):
        page, faults = watched(context, base)
        page.goto(base + name)
        cut, judged = {}, {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("() => document.fonts.ready.then(() => fit())")
            cut[width] = page.evaluate(SIDEWAYS), page.evaluate(CUT_OFF)
        said = list(faults)  # axe asks for style sheets in its own way, which a page from disk is refused
        page.evaluate(QUICKLY)
        page.evaluate(axe.axe_script)
        for scheme, options in (("light", REPORT), ("dark", CONTRAST)):
            page.emulate_media(color_scheme=scheme)
            judged[scheme] = page.evaluate("options => axe.run(document, options)", options)
        found[name] = cut, judged, said
        page.close()
    context.close()
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_the_screen(looked_at, width):
    for name, (cut, _, _) in looked_at.items():
        sideways, cut_off = cut[width]
        assert sideways <= 0 and not cut_off, (name, cut_off)


@pytest.mark.parametrize("name", ["evaluation", "07_rivals"])
def test_tables_are_seen_whole_on_a_phone(name, built, browser):
    """The last column of the evaluation says how many answers were wrong; the rivals have nine columns."""
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
    page = context.new_page()
    page.goto((built / "book" / f"{name}.html").as_uri())
    page.evaluate("() => document.fonts.ready")
    assert page.evaluate("() => [...document.querySelectorAll('table')].every(t => t.scrollWidth <= t.parentElement.clientWidth)")
    context.close()


def test_no_page_says_anything_to_the_console_or_loads_anything_from_elsewhere(looked_at):
    assert not {name: faults for name, (_, _, faults) in looked_at.items() if faults}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(looked_at, scheme):
    for name, (_, judged, _) in looked_at.items():
        assert judged[scheme]["passes"], name
        found = [v for v in judged[scheme]["violations"] if v["impact"] in ("serious", "critical")]
        assert not found, (name, [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found])


def test_axe_sees_what_is_wrong_beside_a_formula(built, browser):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context()
    page = context.new_page()
    page.goto((built / "book" / "index.html").as_uri())
    page.evaluate("() => { document.querySelector('.lead').style.color = '#ddd'; }")
    page.evaluate(QUICKLY)
    assert "color-contrast" in [v["id"] for v in axe.run(page, options=CONTRAST).response["violations"]]
    context.close()


def test_it_reads_the_same_from_a_server_under_a_sub_path(built, browser, address):
    context = browser.new_context()
    page, faults = watched(context, address)
    for name in sampled(kinds(built), 3):
        assert page.goto(address + name, wait_until="load").ok
    assert not faults
    context.close()


@pytest.fixture
def page(built, browser):
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((built / "book" / "index.html").as_uri())
    yield opened
    context.close()


@pytest.mark.parametrize("typed", ["gradient of log-sum-exp", tags.of("lse-gradient-softmax/gradient"), "σ ∂ LSE"])
def test_search_finds_a_theorem_by_name_tag_and_symbol_from_disk(page, typed):
    page.fill("#search", typed)
    page.wait_for_selector("#found a")
    hits = page.eval_on_selector_all("#found a", "links => links.map(link => link.getAttribute('href'))")
    assert any(hit.endswith(f"theorems/{tags.of('lse-gradient-softmax/gradient')}.html") for hit in hits), hits


def test_search_works_by_the_keyboard(page):
    page.keyboard.press("/")
    page.keyboard.type("jacobian")
    page.wait_for_selector("#found a")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.closest('#found') !== null")
    page.keyboard.press("Escape")
    assert page.is_hidden("#found")


def test_a_reference_shows_what_it_leads_to_when_it_is_focused(page):
    page.focus("main a[data-tag]")
    page.wait_for_selector("#preview:not([hidden])")
    assert page.locator("#preview math").count()


def test_the_table_is_filtered(page, built):
    page.goto((built / "book" / "theorems.html").as_uri())
    rows = len(ledger())
    assert page.text_content("#count").startswith(f"{rows} of {rows}")
    page.fill("#words", "dirichlet beta")
    left = int(page.text_content("#count").split()[0])
    assert 0 < left < rows and page.locator("#ledger tbody tr:visible").count() == left


def test_the_graph_shows_one_theorem_by_its_address(page, built):
    entry = next(e for e in ledger() if e.uses)
    page.goto((built / "book" / "graph.html").as_uri() + f"#{entry.tag}")
    page.wait_for_selector("#one:not([hidden])")
    assert page.text_content("#this") == entry.title
    assert page.locator("#below a").count() == len(entry.uses)
    page.click("#whole")
    page.wait_for_selector("#all:not([hidden])")


def test_a_line_of_a_derivation_opens(page, built):
    page.goto((built / "book" / "theorems" / f"{tags.of('lse-gradient-softmax/gradient')}.html").as_uri())
    page.locator(".lines summary").first.click()
    assert page.locator(".lines pre").first.is_visible()


def test_what_is_to_be_copied_is_copied(built, browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + f"theorems/{tags.of('lse-gradient-softmax/gradient')}.html")
    page.click('[aria-label="Copy BibTeX"]')
    page.wait_for_selector("text=Copied")
    assert page.evaluate("() => navigator.clipboard.readText()").startswith("@misc{softmax-derived-")
    context.close()


def test_the_sliders_move_what_they_are_said_to_move(page, built):
    page.goto((built / "book" / "play.html").as_uri())
    for stage in ("temperature", "counts", "distance"):
        drawn = page.inner_html(f"#{stage} svg")
        for place in range(page.locator(f"#{stage} input").count()):
            page.locator(f"#{stage} input").nth(place).focus()
            page.keyboard.press("ArrowRight")
            changed = page.inner_html(f"#{stage} svg")
            assert changed != drawn, (stage, place)
            drawn = changed


def test_dark_and_light_can_be_chosen(page):
    paper = "() => getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.click("#shade")
    assert page.evaluate(paper) != before


def test_without_a_script_everything_can_be_read(built, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "book" / f"theorems/{ledger()[0].tag}.html").as_uri())
    assert page.locator("math").first.is_visible() and page.locator("nav a").first.is_visible()
    context.close()
