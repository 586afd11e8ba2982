"""A page as pure text: Markdown with raw HTML blocks, and where it came from."""

import posixpath
import re
import string
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claimgrade.citations.lock import Lock
from claimgrade.grading import Assessment, Policy, Verdict
from claimgrade.history import History
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Article, Claim, Record, Search

_REFERENCES = {ord(char): f"&#{ord(char)};" for char in string.punctuation}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # of Unicode's class Cc what is no white space


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `uri` below the docs folder, its Markdown, and the record's file (None: it shows many records).

    `description` is one or two sentences of plain text for search engines and previews of links. `moved_to` is the
    uri of the page that has taken this one's place: this page then only leads there. A `wide` page has a table that
    needs the room of the list of its headings.
    """

    uri: str
    text: str
    source: str | None = None
    description: str | None = None
    moved_to: str | None = None
    wide: bool = False


# What stands for an address until one is configured: .example is nobody's (RFC 2606).
NO_ADDRESS = "https://claimgrade.example/"
NO_REPOSITORY = f"{NO_ADDRESS}repository/"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the site stands, and what it was made from.

    `address` and `repository` are https addresses that end with a slash, placeholders where none is configured;
    `commit` is the full hash and `date` its day (ISO), None without git. `folder` leads from the top of the repository
    to the base: "" where they are the same, else with a slash at its end. `name` is what the site calls itself.
    """

    address: str = NO_ADDRESS
    repository: str = NO_REPOSITORY
    commit: str | None = None
    date: str | None = None
    folder: str = ""
    name: str | None = None

    @property
    def has_address(self) -> bool:
        """Whether the site's address is a real one."""
        return self.address != NO_ADDRESS

    @property
    def has_repository(self) -> bool:
        """Whether the repository's address is a real one."""
        return self.repository != NO_REPOSITORY


@dataclass(frozen=True, slots=True)
class About:
    """What the repository says of itself, as far as it does: CITATION.cff, and the text of CHANGELOG.md."""

    title: str | None = None
    version: str | None = None
    authors: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    changelog: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What pages are made from; `day` is that of the site, from which days are counted."""

    base: KnowledgeBase
    assessments: Mapping[str, Assessment]
    policy: Policy
    review_periods: Mapping[str, int]
    day: date
    about: About
    history: History = field(default_factory=lambda: History(gap="The history of the records was not looked at."))
    origin: Origin = field(default_factory=Origin)
    lock: Lock = field(default_factory=Lock)

    def count_verdicts(self) -> Counter[Verdict | None]:
        """Number of claims by verdict; None where there is none."""
        found = (self.assessments.get(claim_id) for claim_id in self.base.claims)
        return Counter(assessment.verdict if assessment else None for assessment in found)

    def claims_of(self, article: Article) -> list[Claim]:
        """Claims that an article makes, in order of topics and ids."""
        return [
            claim
            for claim in self.base.claims.values()
            if any(appearance.article == article.id for appearance in claim.appearances)
        ]


def escaped(text: object) -> Markup:
    """Text of a record for any place of a page: Markdown, HTML or a quoted attribute.

    All ASCII punctuation becomes character references, so that no syntax of Markdown, its extensions or HTML can begin;
    every run of white space becomes one space, and control characters are left out (Python-Markdown uses some of them
    as its own signs).
    """
    return Markup(one_line(str(text)).translate(_REFERENCES))  # noqa: S704, nothing is left to escape


def one_line(text: str) -> str:
    """Text without control characters, with one space for every run of white space."""
    return re.sub(r"\s+", " ", _CONTROL.sub("", text))


def escaped_lines(text: str) -> Markup:
    """Text whose line breaks and spaces count, for a <pre>; to Markdown it is one line, and nothing begins in it."""
    lines = _CONTROL.sub("", text).translate(_REFERENCES | {ord(char): f"&#{ord(char)};" for char in "\n "})
    return Markup(re.sub(r"\s+", " ", lines))  # noqa: S704, nothing is left to escape


def finalize(value: Any) -> Any:
    """What a template prints: markup of our own as it is, everything else escaped."""
    return value if isinstance(value, Markup) else escaped(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("claimgrade.pages"),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number
    environment.filters["thousands"] = thousands
    environment.filters["field_words"] = field_words
    environment.filters["at"] = at
    environment.filters["address"] = address
    return environment


def number(value: float | None) -> str:
    """A number as a reader writes it; a minus sign where it is negative."""
    return "not seen" if value is None else f"{value:g}".replace("-", "\N{MINUS SIGN}")


def thousands(value: int) -> str:
    """A number of people or things, with a comma for every thousand."""
    return f"{value:,}"


def field_words(field: str) -> str:
    """A record's field as a reader says it: a word of CSL-JSON or of the schema, which has hyphens or underscores."""
    return {"issued": "date", "container-title": "journal"}.get(field) or re.sub("[-_]", " ", field)


def address(url: str) -> Markup:
    """An address for a quoted attribute inside raw HTML: what no address may hold is percent-encoded."""
    return Markup(quote(url, safe=":/?#[]@!$&()*+,;=%", errors="replace").replace("&", "&amp;"))  # noqa: S704, no quote or bracket is left


def at(place: float) -> Markup:
    """A place in a drawing, to a tenth of its unit."""
    return Markup(f"{place:.1f}".removesuffix(".0"))  # noqa: S704, a number of our own


def render(template: str, uri: str, source: str | None = None, *, wide: bool = False, **names: Any) -> Page:
    """A page from a template of this package; `to` makes addresses relative to the page."""
    from_page = Links(uri)
    text = _environment().get_template(template).render(to=from_page, **names)
    return Page(uri, re.sub(r"\n{3,}", "\n\n", text), source, wide=wide)


@dataclass(frozen=True, slots=True)
class Links:
    """Relative addresses from one page to others, for sites that give each page a folder."""

    uri: str

    def page(self, uri: str) -> Markup:
        """Address of the page at a uri such as "claims/alcohol/x.md"."""
        return Markup(posixpath.relpath(_folder(uri), _folder(self.uri)) + "/")  # noqa: S704, made from plain ids

    def file(self, uri: str) -> Markup:
        """Address of a file that is no page, such as "data/claimgrade.json"."""
        return Markup(posixpath.relpath(uri, _folder(self.uri)))  # noqa: S704, made from plain names

    def record(self, record: Record) -> Markup:
        """Address of a record's page."""
        return self.page(uri_of(record))

    def topic(self, topic: str) -> Markup:
        """Address of a topic's page."""
        return self.page(f"topics/{topic}.md")


def uri_of(record: Record) -> str:
    """Where a record's page is: claims/<topic>/<id>.md, studies/<id>.md, articles/<id>.md, searches/<id>.md."""
    if isinstance(record, Claim):
        return f"claims/{record.topic}/{record.id}.md"
    folder = "articles" if isinstance(record, Article) else "searches" if isinstance(record, Search) else "studies"
    return f"{folder}/{record.id}.md"


def _folder(uri: str) -> str:
    stem = uri.removesuffix(".md")
    return "./" + (stem.removesuffix("index") if posixpath.basename(stem) == "index" else stem)
