"""The site's pages: knowledge base and assessments in, pages out; pure text, nothing of MkDocs."""

from collections.abc import Iterator

from claimgrade.pages.article_pages import article_pages
from claimgrade.pages.claim_pages import claim_pages
from claimgrade.pages.home_page import home_page
from claimgrade.pages.list_pages import list_pages
from claimgrade.pages.page import Content, Page
from claimgrade.pages.rule_pages import rule_pages
from claimgrade.pages.source_pages import source_pages
from claimgrade.pages.untraced_page import untraced_page

__all__ = ["Content", "Page", "render_pages"]


def render_pages(content: Content) -> Iterator[Page]:
    """Every page that is made from records and rules."""
    yield home_page(content)
    yield from list_pages(content)
    yield from claim_pages(content)
    yield from article_pages(content)
    yield from source_pages(content)
    yield untraced_page(content)
    yield from rule_pages()
