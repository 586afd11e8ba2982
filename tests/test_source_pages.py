"""Pages of studies and searches: notices first, honest words, safe links, references to take along."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import markdown
import pytest

from claimgrade.citations.answer import Notice as Told
from claimgrade.citations.answer import NoticeKind, Service
from claimgrade.citations.entry import Agreement, Entry, Field, Judged, Outcome
from claimgrade.citations.lock import Lock
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.pages.page import Content, Origin
from claimgrade.pages.search_pages import reach, search_pages
from claimgrade.pages.study_pages import study_pages
from claimgrade.records.study import Notice, Status
from claimgrade.references.bibtex import bibtex
from claimgrade.references.csl import csl_json
from claimgrade.references.ris import ris
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY
from toy_records import search


@pytest.fixture
def content(toy: Path) -> Content:
    """The toy base."""
    return content_of(Layout.at(toy), TODAY)


def with_bell(content: Content, citation: dict[str, Any] | None = None, **changes: Any) -> Content:
    """The same with other values in the study bell-2020 and its citation."""
    base, study_id = content.base, "bell-2020"
    study = base.studies[study_id]
    study = replace(study, citation=replace(study.citation, **citation or {}), **changes)
    return replace(content, base=replace(base, studies={**base.studies, study_id: study}))


def page(content: Content, uri: str) -> str:
    """The Markdown of a page."""
    return next(page.text for page in [*study_pages(content), *search_pages(content)] if page.uri == uri)


def words(html: str) -> str:
    """What a reader sees of a piece of a page, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize(
    ("uri", "golden"), [("studies/bell-2020.md", "study_page.md"), ("searches/toy-itching.md", "search_page.md")]
)
def test_golden_page(toy: Path, uri: str, golden: str) -> None:
    """A whole page, as it is meant to be; to renew it, read the difference and copy the new text."""
    pages = {page.uri: page.text for page in render_pages(content_of(Layout.at(toy), TODAY))}
    assert pages[uri] == (TESTS / "golden" / golden).read_text(encoding="utf-8")


def test_retraction_comes_first(content: Content) -> None:
    """A retracted study says so in its title, in a notice before anything else, and in its reference."""
    text = page(content, "studies/grove-2012.md")
    title, notice, quoted = text.split("\n\n")[:3]
    assert words(title) == "# Retracted: A toy trial of toyaline and fatigue"
    assert words(notice) == (
        "This study was retracted It counts for no claim. Notice (2014-03-01): 10.5555/toy.7.retraction"
    )
    assert 'href="https&#58;&#47;&#47;doi&#46;org&#47;10&#46;5555&#47;toy&#46;7&#46;retraction"' in notice
    assert (
        words(quoted)
        == "Grove T. A toy trial of toyaline and fatigue [retracted]. Journal of Toys. 2012. doi: 10.5555/toy.7."
    )


def test_concern_and_newer_version(content: Content) -> None:
    """An expression of concern and a newer version are notices too; a correction is told further down."""
    concern = Notice(None, "Figures were questioned.", None)
    newer = Notice("2022", "A newer version.", "cedar-2022")
    status = Status(None, concern, Notice("2021-05", "23456789", None), newer)
    text = page(with_bell(content, status=status), "studies/bell-2020.md")
    seen = words(text)
    assert "There is an expression of concern about this study Notice (date not seen): Figures were questioned." in seen
    assert "A newer version has taken its place Cedar 2022 . This version counts for no claim." in seen
    assert "Retraction never checked Expression of concern date not seen: Figures were questioned." in seen
    assert "Correction 2021-05: 23456789 Newer version 2022: A newer version." in seen
    assert "pubmed&#46;ncbi&#46;nlm&#46;nih&#46;gov&#47;23456789" in text


def test_never_checked_is_said(content: Content) -> None:
    """A study whose standing nobody looked at says so, and nothing else about it."""
    seen = words(page(with_bell(replace(content, lock=Lock()), status=None), "studies/bell-2020.md"))
    assert "Nobody has checked yet whether it was retracted, corrected or replaced." in seen
    assert "there is none" not in seen


def test_what_services_answered(content: Content) -> None:
    """A study that was looked up shows when, what was compared, and notices; what is not in the record comes first."""
    doi, pmid = Doi("10.5555/toy.2"), Pmid("12345678")
    same = dict.fromkeys(Field, Agreement.MATCH)
    told = Told(NoticeKind.RETRACTION, "2024-05", "10.5555/notice", "publisher")
    answers = (
        Judged(Service.CROSSREF, doi, Outcome.RETRACTED, same, notices=(told,)),
        Judged(
            Service.PUBMED,
            pmid,
            Outcome.MISMATCH,
            same | {Field.YEAR: Agreement.MISMATCH},
            {"year": "2019", "doi": "x"},
        ),
        Judged(Service.CLINICALTRIALS, Registration("NCT00000000"), Outcome.ABSENT),
    )
    lock = Lock({"bell-2020": Entry(Outcome.RETRACTED, "2026-01-02", "0" * 64, answers)})
    text = page(replace(content, lock=lock), "studies/bell-2020.md")
    seen = words(text)
    assert seen.startswith(
        "# A toy review of toyaline against pain A service that was asked tells of a retraction of this study "
        "The record does not say so yet,"
    )
    assert "What services answered on 2026-01-02; the record has changed since" in seen
    assert (
        "Crossref DOI 10.5555/toy.2 title, first author, year and journal agree "
        "retraction of 2024-05, told by publisher: 10.5555/notice "
        "PubMed PMID 12345678 title, first author and journal agree; another year; "
        "the two identifiers lead to different publications none "
        "ClinicalTrials.gov registration NCT00000000 does not have it cannot tell"
    ) in seen
    recorded = with_bell(content, status=Status(Notice(None, "10.5555/notice", None), None, None, None))
    assert "A service that was asked" not in page(replace(recorded, lock=lock), "studies/bell-2020.md")


def test_never_verified_is_said(content: Content) -> None:
    """Without the lock a study was never verified; without an identifier it cannot be."""
    unlocked = replace(content, lock=Lock())
    assert "Its identifiers were never verified" in page(unlocked, "studies/bell-2020.md")
    assert "It has no identifier that a service" in page(with_bell(unlocked, {"doi": None}), "studies/bell-2020.md")


def test_what_nobody_saw_is_said(content: Content) -> None:
    """A reference without authors, journal and date reads on, and the page says what is missing."""
    bare = dict.fromkeys(("author", "container_title", "issued", "doi"))
    seen = words(page(with_bell(content, bare, seen=()), "studies/bell-2020.md"))
    assert "A toy review of toyaline against pain. [date unknown]." in seen
    assert "Nobody has seen: authors, where it was published, date." in seen
    assert "Identifiers none was seen" in seen
    assert "No page is recorded that was opened." in seen


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c&d='\"><script>#e", True),
        ("http://example.org/a", False),
        ("javascript:alert(1)", False),
        ("HTTPS://example.org/", False),
        ("//example.org/", False),
    ],
)
def test_only_https_is_linked(content: Content, url: str, linked: bool) -> None:  # noqa: FBT001, a column of the cases
    """An address becomes a link only where it is https, with its host as text; else it is text."""
    text = page(with_bell(content, {"url": url}), "studies/bell-2020.md")
    shown = re.search(r"<dt>Address</dt><dd>(.*)</dd>", text)
    assert shown
    assert shown[1].startswith("<a ") == linked
    assert unescape(re.sub(r"<[^>]+>", "", shown[1])) == ("example.org" if linked else url)
    assert "<script" not in text


@pytest.mark.parametrize("study_id", ["bell-2020", "grove-2012"])
def test_references_to_copy(content: Content, study_id: str) -> None:
    """After Markdown the formats stand there letter by letter, line breaks and spaces included."""
    html = markdown.markdown(page(content, f"studies/{study_id}.md"))
    study = content.base.studies[study_id]
    copies = re.findall(r"<summary>([^<]*)</summary><pre><code>([^<]*)</code></pre></details>", html)
    assert [(unescape(name), unescape(text) + "\n") for name, text in copies] == [
        ("BibTeX", bibtex([study])),
        ("RIS", ris([study])),
        ("CSL-JSON", csl_json([study])),
    ]


def test_without_the_study(content: Content) -> None:
    """Each claim whose grade rests on a study tells what it would be without, and what would be left."""
    text = page(content, "studies/bell-2020.md")
    row = re.search(r"<td data-label=\"Without this study\">(.*?)</td>", text)
    assert row
    assert words(row[1]) == (
        "– Not graded The grade rests on this study alone. What still counts would have to be graded anew. "
        "Left: Alder 2015 ."
    )
    assert "The grade of one claim rests on this study, alone or with others. Without it, that claim would have" in text
    assert "<p>No grade rests on this study.</p>" in page(content, "studies/grove-2012.md")


def test_links_to_the_record(content: Content) -> None:
    """The record and a report of a mistake are linked, by the placeholder where no repository is named."""
    origin = Origin(repository="https://github.com/toys/", commit="0" * 40)
    for uri in ("studies/bell-2020.md", "searches/toy-itching.md"):
        file = f"claims/{uri.removesuffix('.md')}.yaml"
        assert 'href="https://claimgrade.example/repository/issues/new?' in unescape(page(content, uri))
        text = unescape(page(replace(content, origin=origin), uri))
        assert f'href="https://github.com/toys/blob/{"0" * 40}/{file}"' in text
        assert f'href="https://github.com/toys/issues/new?title=Mistake%20in%20{Path(uri).stem}&' in text


WEB = {"name": "Some pages", "kind": "web", "query": "toyamine", "date": "2026-01-02"}


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        (
            [WEB],
            "Only web pages were searched, no bibliographic database and no register of trials: studies that such "
            "pages do not mention may exist.",
        ),
        (
            [WEB, {**WEB, "kind": "database"}, {**WEB, "kind": "registry", "query": None}],
            "Kinds of sources: bibliographic database and web pages.",
        ),
        (
            [{**WEB, "kind": "database", "date": None}],
            "No source is recorded with its words and date, so that this search shows nothing yet.",
        ),
    ],
)
def test_reach_of_a_search(sources: list[dict[str, Any]], sentence: str) -> None:
    """What kinds of sources were searched is said, and only those count that have their words and date."""
    assert reach(search("a-search", *sources)) == sentence
