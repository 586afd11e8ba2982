"""What each page is, in a sentence of plain text: for search engines, and for previews where somebody shares a link."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.layout import SCHEMAS
from claimgrade.pages.page import Content, Page, uri_of
from claimgrade.pages.words import SIGNS
from claimgrade.records import Article, Claim, Record, Search
from claimgrade.rules import RULES

_LISTS = {
    "claims/index.md": "All health claims of this base with the verdict on each and how certain it is.",
    "topics/index.md": "The topics of this base, and the health claims on each.",
    "articles/index.md": "Web articles whose health claims were looked into, and what became of them.",
    "studies/index.md": "The studies, guidelines and labels that bear on the claims of this base.",
    "untraced.md": "Studies that web articles name and that nobody could find, with the search behind each.",
    "searches/index.md": "The documented literature searches behind every verdict that no evidence was found.",
    "balance.md": "How much of the recorded evidence supports the health claims of this base, and how much does not.",
    "rules/index.md": "The rules that every record of this base is checked against.",
    "grading.md": "Where the certainty of evidence starts, what changes it, and what caps it, as tables.",
    "queue.md": "The records that a reviewer should look at next, those first whose errors would harm most.",
    "changelog.md": "How verdicts on health claims changed, day by day, and what else changed.",
    "data.md": "All records as JSON and as tables, their licence, how to cite them, and their schemas.",
}


def described(pages: Iterable[Page], content: Content) -> Iterator[Page]:
    """The pages, each with a description where one is known and it has none of its own."""
    known = _LISTS | {uri_of(record): _of(record, content) for record in content.base.records()}
    known |= {f"topics/{topic.id}.md": topic.description for topic in content.base.vocabulary.topics}
    known |= {f"rules/{rule.id}.md": rule.title for rule in RULES.values()}
    known |= {
        f"schema/{kind}.md": f"Every field of a record by schema {kind}, and what it may hold." for kind in SCHEMAS
    }
    for page in pages:
        yield page if page.description else replace(page, description=known.get(page.uri))


def _of(record: Record, content: Content) -> str:
    if isinstance(record, Claim):
        found = content.assessments.get(record.id)
        label = SIGNS[found.verdict if found else None].label  # first: a preview may show no more than the statement
        return f"{label}: {(found and found.plain) or record.statement}"
    if isinstance(record, Article):
        return f"The health claims of \u201c{record.title}\u201d, each with its verdict and the evidence behind it."
    if isinstance(record, Search):
        return f"A documented literature search: {record.question}"
    return f"{record.citation.title}: what it found, and the claims that rest on it."


def moved_pages(base: KnowledgeBase) -> Iterator[Page]:
    """A page at the address of each former id that leads to the record's page; taken addresses are left alone."""
    taken = {uri_of(record) for record in base.records()}
    for record in base.records():
        uri = uri_of(record)
        folder = uri.rpartition("/")[0]
        for former in record.formerly:
            old = f"{folder}/{former}.md"
            if old not in taken:
                taken.add(old)
                yield Page(old, "# This page has moved\n", moved_to=uri)
