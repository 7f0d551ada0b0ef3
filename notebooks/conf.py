"""How Sphinx renders the book. Its pages are written by `paper.book` from freshly executed notebooks; nothing is executed here."""

project = "Softmax, derived"
author = "the authors of Softmax, derived"
html_title = project
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["book.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_last_updated_fmt = None  # no dates: the same ledger gives the same pages

extensions = ["myst_parser", "sphinxcontrib.bibtex"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
bibtex_bibfiles = ["bibliography.bib"]
bibtex_reference_style = "author_year"
numfig = True
math_number_all = False
nitpicky = True  # a link to a theorem that is nowhere shown is an error
suppress_warnings = ["myst.header"]
mathjax_path = "mathjax.js"  # one file with fonts and all, so that a page read from disk shows its mathematics
