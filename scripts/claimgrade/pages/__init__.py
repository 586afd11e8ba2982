"""The site's pages: knowledge base and assessments in, pages out; pure text, nothing of MkDocs."""

from collections.abc import Iterator

from claimgrade.pages.balance_page import balance_page
from claimgrade.pages.claim_pages import claim_pages
from claimgrade.pages.descriptions import described, moved_pages
from claimgrade.pages.document import document
from claimgrade.pages.home_page import home_page
from claimgrade.pages.list_pages import list_pages
from claimgrade.pages.page import Content, Origin, Page
from claimgrade.pages.rule_pages import rule_pages
from claimgrade.pages.source_lists import source_lists
from claimgrade.pages.source_pages import source_pages
from claimgrade.pages.topic_pages import topic_pages

__all__ = ["Content", "Origin", "Page", "document", "render_pages"]


def render_pages(content: Content) -> Iterator[Page]:
    """Every page that is made from records and rules, and one for each former address of a record."""
    yield from described(_made(content), content)
    yield from moved_pages(content.base)


def _made(content: Content) -> Iterator[Page]:
    yield home_page(content)
    yield from topic_pages(content)
    yield from source_lists(content)
    yield from list_pages(content)
    yield balance_page(content)
    yield from claim_pages(content)
    yield from source_pages(content)
    yield from rule_pages()
