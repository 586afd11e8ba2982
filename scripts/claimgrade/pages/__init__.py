"""The site's pages: knowledge base and assessments in, pages out; pure text, nothing of MkDocs."""

from collections.abc import Iterator

from claimgrade.pages.article_pages import article_pages
from claimgrade.pages.balance_page import balance_page
from claimgrade.pages.changelog_page import changelog_page
from claimgrade.pages.claim_pages import claim_pages
from claimgrade.pages.data_pages import data_pages
from claimgrade.pages.descriptions import described, moved_pages
from claimgrade.pages.document import document
from claimgrade.pages.feed import FEED, feed
from claimgrade.pages.grading_page import grading_page
from claimgrade.pages.home_page import home_page
from claimgrade.pages.page import NO_ADDRESS, NO_REPOSITORY, About, Content, Origin, Page
from claimgrade.pages.queue_page import queue_page
from claimgrade.pages.rule_pages import rule_pages
from claimgrade.pages.schema_pages import schema_pages
from claimgrade.pages.search_pages import search_pages
from claimgrade.pages.source_lists import source_lists
from claimgrade.pages.study_pages import study_pages
from claimgrade.pages.topic_pages import topic_pages
from claimgrade.pages.untraced_page import untraced_page

__all__ = ["FEED", "NO_ADDRESS", "NO_REPOSITORY", "About", "Content", "Origin", "Page", "document", "render_pages"]


def render_pages(content: Content) -> Iterator[Page]:
    """Every page made from records, rules and schemas, one for each former address, and the files the site offers."""
    yield from described(_made(content), content)
    yield from moved_pages(content.base)


def _made(content: Content) -> Iterator[Page]:
    yield home_page(content)
    yield from topic_pages(content)
    yield from source_lists(content)
    yield balance_page(content)
    yield from claim_pages(content)
    yield from study_pages(content)
    yield from search_pages(content)
    yield from article_pages(content)
    yield untraced_page(content)
    yield from rule_pages()
    yield grading_page(content)
    yield queue_page(content)
    yield changelog_page(content, FEED)
    yield feed(content)
    yield from data_pages(content)
    yield from schema_pages()
