"""Search: an index that a page can load from disk, one row for each page and section."""

import re

SYMBOLS = {  # what a reader may type for what stands in a statement
    "softmax": "σ sigma softargmax", "LSE": "log-sum-exp logsumexp", "gamma": "Γ γ gamma", "alpha": "α", "beta": "β Beta",
    "kappa": "κ", "entropy": "H", "KL": "Kullback Leibler divergence", "Sum": "∑ Σ", "Product": "∏ Π", "Integral": "∫",
    "SimplexIntegral": "∫ Δ simplex", "Limit": "lim limit →", "Derivative": "∂ derivative", "digamma": "ψ psi",
    "polygamma": "ψ psi", "Max": "max", "largest": "max maximum", "variance": "Var", "indicator": "bracket",
    "KroneckerDelta": "δ delta", "oo": "∞",
}  # fmt: skip


def index_of(entries, chapters):
    """Rows [title, address, kind, words to find it by]."""
    rows = [[strip(c.title), f"{c.stem}.html", "chapter", ""] for c in chapters]
    rows += [[strip(title), f"{c.stem}.html#{anchor}", "section", strip(c.title)] for c in chapters for anchor, title in c.sections]
    rows += [[e.title, f"theorems/{e.tag}.html", e.tag, words(e)] for e in entries]
    rows += [
        ["All theorems", "theorems.html", "page", "ledger table list"],
        ["The graph of theorems", "graph.html", "page", "dependencies"],
        ["What people get wrong", "mistakes.html", "page", "errata mistakes false"],
        ["Eleven questions", "questions.html", "page", ""],
        ["Figures to play with", "play.html", "page", "interactive sliders temperature"],
        ["How each equation was checked", "method.html", "page", "kernel trust"],
        ["What the reasons mean", "reasons.html", "page", "rules derivation"],
        ["References", "references.html", "page", "bibliography sources"],
    ]
    return rows


def words(entry):
    """The id, the names and symbols of the statement, and the axioms."""
    names = set(re.findall(r"[A-Za-z]\w*", " ".join((entry.statement, *entry.hypotheses))))
    return " ".join([entry.part, *sorted(names), *(SYMBOLS[n] for n in sorted(names & SYMBOLS.keys())), *entry.axioms])


def strip(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", str(html))).strip()
