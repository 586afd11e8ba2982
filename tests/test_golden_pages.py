"""The generated Markdown of one page of each kind that shows what became of claims, as it is meant to be."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claimgrade.grading import Verdict
from claimgrade.history import History, Turn
from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.pages.appearance import appearances_in
from claimgrade.pages.article_pages import Share, share_of
from claimgrade.pages.page import Content, Origin
from claimgrade.pages.untraced_page import untraced_page
from claimgrade.records.vocabularies import Certainty
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY

ORIGIN = Origin(
    "https://toys.example.org/", "https://github.com/toys/base/", "0123456789" * 4, "2026-01-15", name="Toys"
)
TURNS = (
    Turn("toyaline-reduces-pain", "2026-01-10", "b" * 40, (None, None), (Verdict.SUPPORTED, Certainty.MODERATE)),
    Turn("toyaline-reduces-pain", "2026-01-02", "a" * 40, None, (None, None)),
)


@pytest.fixture
def content(toy: Path) -> Content:
    """The toy base with a history, an address and a repository."""
    return replace(content_of(Layout.at(toy), TODAY), origin=ORIGIN, history=History(TURNS))


def text_of(content: Content, uri: str) -> str:
    """The Markdown of a page."""
    return next(page.text for page in render_pages(content) if page.uri == uri)


@pytest.mark.parametrize(
    ("uri", "golden"),
    [
        ("claims/toy-effects/toyaline-reduces-pain.md", "claim_page.md"),
        ("claims/toy-effects/toyaline-reduces-itching.md", "claim_page_without_evidence.md"),
        ("articles/toy-miracle.md", "article_page.md"),
        ("untraced.md", "untraced_page.md"),
    ],
)
def test_golden_page(content: Content, uri: str, golden: str) -> None:
    """A page is its golden file; to renew that, read the difference and copy the new text."""
    assert text_of(content, uri) == (TESTS / "golden" / golden).read_text(encoding="utf-8")


def test_without_a_repository_the_page_says_so(toy: Path) -> None:
    """Without address, repository, git or history the page says so, and says where to write instead."""
    text = text_of(content_of(Layout.at(toy), TODAY), "claims/toy-effects/toyaline-reduces-pain.md")
    assert "Version not known&#46;" in text or "Version not known." in text
    assert "The address is a placeholder, because this site names no repository yet: write to whoever" in text
    assert "These records are in no git repository&#44; so when verdicts changed is not known&#46;" in text
    assert "<code>claims&#47;toy&#45;effects&#47;toyaline&#45;reduces&#45;pain&#46;yaml</code>" in text
    assert "github" not in text


def test_a_history_that_is_cut_short_says_so(content: Content) -> None:
    """Turns are shown with what is missing, and a claim without turns has not changed only where all is known."""
    cut = replace(content, history=History(TURNS, "The history is cut short."))
    assert "The history is cut short&#46;" in text_of(cut, "claims/toy-effects/toyaline-reduces-pain.md")
    uri = "claims/toy-effects/toyaline-reduces-itching.md"
    assert "has not changed since" not in text_of(cut, uri)
    assert "has not changed since" in text_of(content, uri)


def shares(content: Content) -> Iterator[tuple[str, Share]]:
    """The shares of passages by article."""
    for article in content.base.articles.values():
        yield article.id, share_of(appearances_in(article, content))


def test_share_of_passages(content: Content) -> None:
    """Every passage counts once, as borne out wholly, in part or not at all; a denial is borne out by the reverse."""
    counted = dict(shares(content))
    every = [a for claim in content.base.claims.values() for a in claim.appearances]
    for article, share in counted.items():
        assert share.total == len({a.passage for a in every if a.article == article})
    assert Share(1, 1, 1).percent == 33
    assert Share(0, 0, 0).percent == 0
    claims = content.base.claims
    sleep, pain = claims["toyaline-improves-sleep"], claims["toyaline-reduces-pain"]
    assert content.assessments[sleep.id].verdict is Verdict.CONTRADICTED
    # One passage makes both claims: the supported one is borne out, the contradicted one is not until it is denied.
    shared = replace(sleep.appearances[0], passage=pain.appearances[0].passage, article=pain.appearances[0].article)
    for stance, expected in (("affirms", Share(0, 1, 0)), ("denies", Share(1, 0, 0))):
        denied = replace(shared, stance=type(shared.stance)(stance))
        two = {
            pain.id: replace(pain, appearances=pain.appearances[:1]),
            sleep.id: replace(sleep, appearances=(denied,)),
        }
        base = replace(content.base, claims=two)
        (made_by,) = [a for a in base.articles.values() if a.id == denied.article]
        assert share_of(appearances_in(made_by, replace(content, base=base))) == expected


def test_without_untraced_citations_the_page_says_so(content: Content) -> None:
    """A base in which every named study was found has no list."""
    claims = {id_: claim for id_, claim in content.base.claims.items() if not any(a.cited for a in claim.appearances)}
    text = untraced_page(replace(content, base=replace(content.base, claims=claims))).text
    assert "Every study that an article names was found." in text
    assert "<table" not in text
