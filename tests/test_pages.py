"""Pages as text: what records say reaches a page only as text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from claimgrade.grading import Verdict
from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.pages.page import Links, address, escaped, escaped_lines
from claimgrade.pages.words import SIGNS
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY

# More of Markdown than mkdocs.yml turns on: a site may turn on any of it.
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "smarty",
    "tables",
    "toc",
    "pymdownx.superfences",
    "pymdownx.magiclink",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.keys",
]
HOSTILE = (TESTS / "cases" / "hostile.yaml").read_text(encoding="utf-8")


class Seen(HTMLParser):
    """Tags with their attributes' names, and the text between them."""

    def __init__(self, html: str) -> None:
        """Parse a whole document."""
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def page_with(text: str) -> Seen:
    """A page that shows a text in a heading, a paragraph, a table cell and an attribute, as MkDocs would build it."""
    shown = escaped(text)
    source = f'# x{shown}x\n\nx{shown}x\n\n<table><tr><td title="x{shown}x">x{shown}x</td></tr></table>\n'
    return Seen(markdown.Markdown(extensions=EXTENSIONS).convert(source))


def spaced(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(text.split())


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_any_text_stays_text(text: str) -> None:
    """Whatever a record says makes no tag and no attribute, and is read back as it was."""
    seen, plain = page_with(text), page_with("plain")
    assert seen.tags == plain.tags
    assert spaced(seen.text) == spaced(plain.text.replace("plain", re.sub(r"\s+", " ", text)))


@pytest.mark.parametrize("text", yaml.safe_load(HOSTILE))
def test_hostile_text_stays_text(text: str) -> None:
    """Known ways to smuggle markup make no tag and no attribute."""
    assert page_with(text).tags == page_with("plain").tags


@given(st.text())
def test_escaped_text_holds_no_punctuation_or_control(text: str) -> None:
    """Only references, letters and single spaces are left, so that nothing can begin in it."""
    rest = re.sub(r"&#[0-9]+;", "x", escaped(text))
    assert not re.search(r"[!-/:-@\[-`{-~\x00-\x1f\x7f-\x9f]|\s\s", rest)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_lines_keep_breaks_and_spaces(text: str) -> None:
    """In a <pre> the text is read back letter by letter but for control characters, and Markdown sees one word."""
    shown = escaped_lines(f"x{text}x")
    assert not re.search(r"[!-/:-@\[-`{-~\n]|\s\s", re.sub(r"&#[0-9]+;", "x", shown))
    seen = Seen(markdown.Markdown(extensions=EXTENSIONS).convert(f"<pre><code>{shown}</code></pre>\n"))
    assert [tag for tag, _ in seen.tags] == ["pre", "code"]
    kept = re.sub(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]", "", text)
    assert seen.text.strip("\n") == re.sub(r"[^\S\n ]+", " ", f"x{kept}x")


@given(st.text())
def test_an_address_stays_in_its_attribute(text: str) -> None:
    """Whatever an address holds, its attribute holds it: no quote, bracket, space or control is left."""
    shown = address(f"https://example.org/{text}")
    assert not re.search(r"[\"'<>`\\{}|\s\x00-\x1f\x7f-\U0010ffff]|&(?!amp;)", shown)
    seen = Seen(f'<a href="{shown}">x</a>')
    assert seen.tags == [("a", ("href",))]


def test_links_are_relative() -> None:
    """Addresses lead from one page's folder to another's."""
    assert Links("claims/alcohol/x.md").page("studies/y.md") == Markup("../../../studies/y/")
    assert Links("index.md").page("claims/index.md") == Markup("claims/")
    assert Links("claims/index.md").page("index.md") == Markup("../")
    assert Links("claims/index.md").page("claims/alcohol/x.md") == Markup("alcohol/x/")


def test_every_verdict_has_a_sign_of_its_own() -> None:
    """Verdicts are told apart by sign and label, not by colour alone."""
    assert set(SIGNS) == {*Verdict, None}
    assert len({sign.sign for sign in SIGNS.values()}) == len({sign.label for sign in SIGNS.values()}) == len(SIGNS)


def test_every_record_has_a_page(toy: Path) -> None:
    """Each record has one page, made from its file, and no uri is taken twice."""
    content = content_of(Layout.at(toy), TODAY)
    pages = list(render_pages(content))
    assert len({page.uri for page in pages}) == len(pages)
    assert {page.source for page in pages if page.source} == {record.file for record in content.base.records()}


GOLDEN = {
    "index.md": "home_page.md",
    "claims/index.md": "claims_page.md",
    "topics/index.md": "topics_page.md",
    "topics/toy-effects.md": "topic_page.md",
    "articles/index.md": "articles_page.md",
    "studies/index.md": "studies_page.md",
    "searches/index.md": "searches_page.md",
    "rules/index.md": "rules_page.md",
    "rules/unsourced-claim.md": "rule_page.md",
    "balance.md": "balance_page.md",
}


@pytest.mark.parametrize("uri", GOLDEN)
def test_golden_page(toy: Path, uri: str) -> None:
    """One page of each kind, as it is meant to be; to renew it, read the difference and copy the new text."""
    pages = {page.uri: page.text for page in render_pages(content_of(Layout.at(toy), TODAY))}
    assert pages[uri] == (TESTS / "golden" / GOLDEN[uri]).read_text(encoding="utf-8")
