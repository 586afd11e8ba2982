"""A page as the file that MkDocs and Zensical read: front matter, and marks for what a search need not find."""

import re

from claimgrade.pages.page import Page, one_line
from claimgrade.yaml_text import scalar

# The theme keeps what is marked so out of its index, and takes the mark off the page again.
_MARK = 'data-search-exclude="x"'
_WHOLE_TABLE = re.compile(r"<table\b")
# In the tables of a claim only names of studies and articles are worth finding; in lists of terms, what they say.
_BESIDE_NAMES = re.compile(r'<(?:dt|td|thead|caption|(?:span|p) class="cg-(?:note|source)(?: [\w-]+)*")(?=[ >])')
_HEADING = re.compile(r"^(## (.+))$", re.MULTILINE)
# What a search shows first: searches and studies say the words of a claim more often than the claim does.
_BOOSTS = {"articles/": 4, "topics/": 4, "claims/": 2, "rules/": 0.5, "schema/": 0.5}
_NAMES = {"Question", "Evidence", "Where articles say this"}  # sections of a claim


def document(page: Page) -> str:
    """The file's text. Our own markup is marked by its tags: texts of records hold no < that could pass for one.

    What is no page, such as a download, stays as it is.
    """
    if not page.uri.endswith(".md"):
        return page.text
    lines = []
    if page.description:
        lines.append(f"description: {scalar(one_line(page.description))}")
    if page.source:
        lines.append(f"source: {scalar(page.source)}")
    boost = next((weight for folder, weight in _BOOSTS.items() if page.uri.startswith(folder)), None)
    if boost and not page.moved_to:
        lines += ["search:", f"  boost: {boost}"]
    if page.wide:
        lines += ["hide:", "  - toc"]
    if page.moved_to:
        there = page.moved_to.removesuffix(".md") + "/"
        lines += ["template: moved.html", f"moved_to: {scalar(there)}", "search:", "  exclude: true"]
    text = _searchable(page)
    return "\n".join(["---", *lines, "---", "", text]) if lines else text


def _searchable(page: Page) -> str:
    """The text with marks on what would only repeat other pages, or itself on every page."""
    if page.source is None:
        return _WHOLE_TABLE.sub(_marked, page.text)
    is_claim = page.uri.startswith("claims/")
    text = _BESIDE_NAMES.sub(_marked, page.text)
    return _HEADING.sub(lambda found: _section(found, kept=_NAMES if is_claim else set()), text)


def _marked(tag: re.Match[str]) -> str:
    return f"{tag[0]} {_MARK}"


def _section(heading: re.Match[str], kept: set[str]) -> str:
    return heading[1] if heading[2] in kept else f"{heading[1]} {{: {_MARK} }}"
